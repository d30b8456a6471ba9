/*
 * Name, place and dates of a person.
 *
 * Every field is read, whatever is wrong with the others: the department is
 * told all errors of a row at once, and what could be read is kept.
 */
#include "import/person_row.h"

#include "core/message.h"
#include "import/date_cell.h"
#include <string.h>

enum { NAME_SIZE = 512 };

/* The memo of a column keeps references of texts below this bit, and sets it in
 * them: in the county's where the policy does not list it, in the name's where
 * it is a sign for nothing. */
static const uint32_t marked = UINT32_C(1) << 31;

/* ---- name, town, village ---- */

/* The tidied text of a cell; 0 where it shows nothing. */
static strref tidy_text(struct row_reader *reader, enum field field,
                        const struct cell *cell)
{
    if (cell == NULL || cell->kind == CELL_ERROR || cell->kind == CELL_UNCACHED)
        return 0;
    const uint32_t found = memo_known(reader->memo, field, cell);
    if (found != 0)
        return found;
    uint32_t *known = memo_result(reader->memo, field, cell);
    if (known != NULL && *known != 0)
        return *known;
    char buffer[CELL_TEXT_SIZE];
    char tidy[NAME_SIZE];
    size_t length = 0;
    const char *text = row_cell_text(reader, cell, buffer, &length);
    length = name_tidy(text, length, tidy, sizeof tidy);
    const strref ref = cell->shared != 0 && known != NULL
                           ? row_new_text(reader, tidy, length)
                           : row_text(reader, tidy, length);
    if (known != NULL && (ref & marked) == 0)
        *known = ref;
    return ref;
}

/* -, --, /, \: signs that a clerk puts where there is no name. */
static bool is_sign(const char *name)
{
    while (*name == '-' || *name == '/' || *name == '\\' || *name == '.')
        name++;
    return *name == '\0';
}

static void read_name(struct row_reader *reader, const struct cell *cell,
                      struct roster_row *out)
{
    if (row_find_uncached(reader, FIELD_NAME, cell))
        return;
    uint32_t *known =
        cell == NULL ? NULL : memo_result(reader->memo, FIELD_NAME, cell);
    const bool is_known = known != NULL && *known != 0;
    bool is_nothing = is_known && (*known & marked) != 0;
    out->name =
        is_known ? *known & ~marked : tidy_text(reader, FIELD_NAME, cell);
    if (!is_known && is_sign(roster_string(reader->roster, out->name))) {
        is_nothing = true;
        if (known != NULL && *known != 0)
            *known |= marked;
    }
    if (is_nothing)
        row_find(reader, DIAG_NAME_MISSING, FIELD_NAME, cell, 0);
}

/* ---- county ---- */

/* The county with the nearest name, for one that is not listed; NULL where
 * none is near. */
static const struct county *nearest_county(const struct reading *reading,
                                           const char *folded)
{
    const struct mention_words *words = &reading->counties;
    for (size_t i = 0; i < words->count; i++)
        if (text_distance(folded, words->items[i].folded, 1) <= 1)
            return &reading->policy->counties[words->items[i].owner];
    return NULL;
}

/* The note on a county that is not listed, kept for the next row. */
static strref suggest_county(struct row_reader *reader, strref county)
{
    struct known_note *known = row_known_note(reader, county);
    if (known->field == FIELD_COUNTY && known->cell == county)
        return known->note;
    char folded[NAME_SIZE];
    struct text quoted = TEXT_INIT;
    struct text note = TEXT_INIT;
    const char *shown = roster_string(reader->roster, county);
    text_fold(shown, strlen(shown), folded, sizeof folded);
    const struct county *nearest = nearest_county(reader->reading, folded);
    if (nearest != NULL) {
        text_printf(&quoted, "“%s”", nearest->name);
        message_append(&note, LANGUAGE_ZH, MESSAGE_VALUE_NEAREST,
                       text_of(&quoted), NULL);
    }
    reader->has_failed = reader->has_failed || quoted.failed || note.failed;
    *known = (struct known_note){
        .field = FIELD_COUNTY,
        .cell = county,
        .note = row_text(reader, text_of(&note), note.length),
    };
    text_release(&quoted);
    text_release(&note);
    return known->note;
}

static strref unlisted_county(struct row_reader *reader,
                              const struct cell *cell, strref text)
{
    if (reader->reading->policy->county_count == 0)
        return text; /* nothing to hold it against */
    row_find(reader, DIAG_COUNTY_NOT_LISTED, FIELD_COUNTY, cell,
             suggest_county(reader, text));
    return text;
}

static strref listed_county(struct row_reader *reader, uint16_t county)
{
    const char *name = reader->reading->policy->counties[county].name;
    return row_text(reader, name, strlen(name));
}

/* The county that a filled cell names. */
static strref named_county(struct row_reader *reader, const struct cell *cell)
{
    uint32_t *known = memo_result(reader->memo, FIELD_COUNTY, cell);
    if (known != NULL && (*known & marked) != 0)
        return unlisted_county(reader, cell, *known & ~marked);
    if (known != NULL && *known != 0)
        return *known;
    char buffer[CELL_TEXT_SIZE];
    char tidy[NAME_SIZE];
    size_t length = 0;
    const char *text = row_cell_text(reader, cell, buffer, &length);
    length = name_tidy(text, length, tidy, sizeof tidy);
    const uint16_t county = policy_county(reader->reading->policy, tidy);
    const strref ref = county == POLICY_NONE ? row_text(reader, tidy, length)
                                             : listed_county(reader, county);
    if (known != NULL && (ref & marked) == 0)
        *known = county == POLICY_NONE ? ref | marked : ref;
    return county == POLICY_NONE ? unlisted_county(reader, cell, ref) : ref;
}

static void read_county(struct row_reader *reader, const struct cell *cell,
                        struct roster_row *out)
{
    const struct roster_sheet *sheet = &reader->roster->sheets[reader->sheet];
    if (row_find_uncached(reader, FIELD_COUNTY, cell))
        return;
    if (cell != NULL && cell->kind != CELL_ERROR) {
        out->county = named_county(reader, cell);
        return;
    }
    out->county = sheet->county;
    if (out->county == 0 && reader->plan->columns.columns[FIELD_COUNTY] != 0)
        row_find(reader, DIAG_COUNTY_MISSING, FIELD_COUNTY, cell, 0);
}

/* ---- dates ---- */

/* The date of a cell; YMD_NONE where there is none. */
static ymd read_date(struct row_reader *reader, enum field field,
                     const struct cell *cell)
{
    enum { KNOWN_ABSENT = 1 }; /* in the memo, where dates are far larger */
    ymd date = YMD_NONE;
    if (cell == NULL || row_find_uncached(reader, field, cell))
        return YMD_NONE;
    uint32_t *known = memo_result(reader->memo, field, cell);
    if (known != NULL && *known != 0)
        return *known == KNOWN_ABSENT ? YMD_NONE : (ymd)*known;
    const enum date_status status = date_cell_read(
        cell, reader->workbook->is_1904, field == FIELD_ENDED, &date);
    if (status == DATE_UNREADABLE)
        row_find(reader, DIAG_DATE_UNREADABLE, field, cell, 0);
    else if (known != NULL)
        *known = status == DATE_ABSENT ? KNOWN_ABSENT : (uint32_t)date;
    return date;
}

void person_row_read(struct row_reader *reader, const struct cell *const *cells,
                     struct person_id *id, struct roster_row *out)
{
    person_id_judge(reader, cells, id);
    read_name(reader, cells[FIELD_NAME], out);
    read_county(reader, cells[FIELD_COUNTY], out);
    out->town = tidy_text(reader, FIELD_TOWN, cells[FIELD_TOWN]);
    out->village = tidy_text(reader, FIELD_VILLAGE, cells[FIELD_VILLAGE]);
    out->recognised =
        read_date(reader, FIELD_RECOGNISED, cells[FIELD_RECOGNISED]);
    out->ended = read_date(reader, FIELD_ENDED, cells[FIELD_ENDED]);
    if (out->recognised != YMD_NONE && out->ended != YMD_NONE &&
        out->ended < out->recognised)
        row_find(reader, DIAG_DATE_ORDER, FIELD_ENDED, cells[FIELD_ENDED], 0);
    person_values_read(reader, cells, id, out);
}
