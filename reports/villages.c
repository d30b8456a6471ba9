/*
 * Tables by village: who goes from door to door works by village, who answers
 * for it by town and county, so sums stand where each of them ends.
 */
#include "reports/villages.h"

#include <string.h>

#define UNNAMED "未注明"

void village_columns(const struct report_set *set, struct column *columns)
{
    const struct gazetteer *homes = &set->gazetteer;
    const struct column first[VILLAGE_COLUMNS] = {
        COLUMN(set->policy->county_noun, 14, WORD),
        COLUMN(field_title(FIELD_TOWN), homes->has_towns ? 18 : 0, TEXT),
        COLUMN(field_title(FIELD_VILLAGE), homes->has_villages ? 18 : 0, TEXT),
    };
    memcpy(columns, first, sizeof first);
}

/* The place, or that none was given: an empty cell looks forgotten. */
static struct value named(const struct phrase *place)
{
    return *place->text == '\0' ? value_text(UNNAMED) : value_phrase(place);
}

static void put_village(const struct village_table *table,
                        const struct home *home, struct value *values)
{
    values[0] = value_phrase(&home->county);
    values[1] = named(&home->town);
    values[2] = named(&home->village);
    if (table->row(table->context, home, values))
        sheet_row(table->sheet, values);
}

typedef void put_sums(struct sheet *sheet, const char *label);

static void put_label(const struct village_table *table, const char *place,
                      put_sums *put)
{
    struct text label = TEXT_INIT;
    text_printf(&label, "%s小计", *place == '\0' ? UNNAMED : place);
    put(table->sheet, book_text(table->book, &label));
    text_release(&label);
}

/* Whether `home` is the last of its town, of its county. */
static bool ends_county(const struct gazetteer *gazetteer, size_t home)
{
    return home + 1 == gazetteer->count ||
           gazetteer->homes[home + 1].county_index !=
               gazetteer->homes[home].county_index;
}

static bool ends_town(const struct gazetteer *gazetteer, size_t home)
{
    return ends_county(gazetteer, home) ||
           strcmp(gazetteer->homes[home + 1].town.text,
                  gazetteer->homes[home].town.text) != 0;
}

void villages_put(const struct village_table *table)
{
    const struct gazetteer *gazetteer = &table->set->gazetteer;
    struct value *values =
        book_array(table->book, table->column_count, sizeof *values);
    int64_t town = 0;   /* rows before it */
    int64_t county = 0; /* likewise */
    for (size_t i = 0; values != NULL && i < gazetteer->count; i++) {
        const struct home *home = &gazetteer->homes[i];
        put_village(table, home, values);
        if (!ends_town(gazetteer, i))
            continue;
        if (!gazetteer->has_towns) {
            if (sheet_rows(table->sheet) > county)
                put_label(table, home->county.text, sheet_subtotal);
            county = sheet_rows(table->sheet);
            continue;
        }
        if (sheet_rows(table->sheet) > town + 1)
            put_label(table, home->town.text, sheet_subtotal);
        else
            sheet_end_group(table->sheet);
        town = sheet_rows(table->sheet);
        if (!ends_county(gazetteer, i) || town == county)
            continue;
        put_label(table, home->county.text, sheet_subtotal_of_subtotals);
        county = town;
    }
}
