/*
 * What each department sent and what came of it, for departments to check:
 * one workbook a department with every accepted row in the order of its
 * rosters, and beside the row the person's decision, which another
 * department's roster may have made. One workbook sums up all persons by
 * county and identity. Written where the policy asks for them.
 */
#include "reports/report_set.h"

enum place_level { LEVEL_COUNTY, LEVEL_TOWN, LEVEL_VILLAGE };

/* Places of each level are kept in a part of the table of their own, by so many
 * bits of their hash. */
static const struct {
    unsigned bits;
    size_t first;
} levels[] = {
    [LEVEL_COUNTY] = {6, 0},
    [LEVEL_TOWN] = {9, 1 << 6},
    [LEVEL_VILLAGE] = {12, (1 << 6) + (1 << 9)},
};
enum { PLACES_KNOWN = (1 << 6) + (1 << 9) + (1 << 12) };

/* A county, town or village as it was measured last. */
struct known_place {
    strref ref;
    struct phrase phrase; /* text NULL = none yet */
};

struct detail {
    const struct report_set *set;
    struct book *book;
    size_t department;
    struct known_place *places; /* by level and hash */
};

enum {
    ROW_CATEGORY = PERSON_COLUMNS,
    ROW_IDENTITY,
    ROW_RATIO,
    ROW_AMOUNT,
    ROW_COLUMNS
};

int detail_prepare(struct report_set *set)
{
    const struct allocation *allocation = set->allocation;
    uint16_t *identities =
        arena_array(set->arena, set->roster->row_count, sizeof *identities);
    if (identities == NULL)
        return -1;
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct decision *decision = &allocation->decisions[i];
        for (uint32_t k = 0; k < decision->count; k++)
            identities[allocation->order[decision->first + k]] =
                decision->category;
    }
    set->identities = identities;
    return 0;
}

static const struct category *category_at(const struct report_set *set,
                                          uint16_t index)
{
    return index == POLICY_NONE ? NULL : &set->policy->categories[index];
}

static struct value category_value(const struct report_set *set, uint16_t index,
                                   const char *if_none)
{
    return index == POLICY_NONE ? value_text(if_none)
                                : value_phrase(&set->words[index].name);
}

/* A department's people live in few places, whose names are measured once. Some
 * take each other's room. */
static struct value place_value(const struct detail *detail,
                                enum place_level level, strref ref)
{
    const uint32_t hash = (uint32_t)(ref * UINT32_C(0x9E3779B1));
    struct known_place *place =
        &detail->places[levels[level].first +
                        (hash >> (32 - levels[level].bits))];
    if (place->ref != ref || place->phrase.text == NULL)
        *place = (struct known_place){
            .ref = ref,
            .phrase = phrase_of(roster_string(detail->set->roster, ref)),
        };
    return value_phrase(&place->phrase);
}

static void put_row(struct sheet *sheet, const struct detail *detail,
                    size_t index)
{
    const struct report_set *set = detail->set;
    const struct roster_row *row = &set->roster->rows[index];
    const struct category *won = category_at(set, set->identities[index]);
    const struct value values[ROW_COLUMNS] = {
        value_number(sheet_rows(sheet) + 1),
        place_value(detail, LEVEL_COUNTY, row->county),
        place_value(detail, LEVEL_TOWN, row->town),
        place_value(detail, LEVEL_VILLAGE, row->village),
        value_text(roster_string(set->roster, row->name)),
        value_id(row->id),
        [ROW_CATEGORY] = category_value(set, row->category, ""),
        [ROW_IDENTITY] = category_value(set, set->identities[index], "无"),
        [ROW_RATIO] = value_number(won == NULL ? 0 : won->ratio_bp),
        [ROW_AMOUNT] = value_number(won == NULL ? 0 : won->subsidy),
    };
    sheet_row(sheet, values);
}

/* Names lie elsewhere: those of rows further on are fetched early. */
static void expect_name(const struct roster *roster, size_t index)
{
    enum { AHEAD = 12 };
    if (index + AHEAD < roster->row_count)
        FETCH_EARLY(roster_string(roster, roster->rows[index + AHEAD].name));
}

/* Goes sheet by sheet, since the rows of one stand together. A sheet counts
 * what was read; rows of earlier months that still stand come on top. */
static void put_rows(struct sheet *sheet, const struct detail *detail)
{
    const struct report_set *set = detail->set;
    const struct roster *roster = set->roster;
    int64_t accepted = 0;
    uint32_t last = UINT32_MAX;
    bool is_ours = false;
    for (size_t i = 0; i < roster->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (row->sheet != last) {
            last = row->sheet;
            is_ours = sheet_is_of_department(set, last, detail->department);
            accepted += is_ours ? roster->sheets[last].fates[FATE_ACCEPTED] : 0;
        }
        if (is_ours)
            expect_name(roster, i);
        if (!is_ours || row->fate != FATE_ACCEPTED)
            continue;
        accepted += row->carry != CARRY_NONE;
        put_row(sheet, detail, i);
    }
    book_expect(detail->book, "部门明细行数=采用行数", sheet_rows(sheet),
                accepted);
}

static void put_list(const struct detail *detail)
{
    const struct report_set *set = detail->set;
    const struct department *department =
        &set->policy->departments[detail->department];
    struct column columns[ROW_COLUMNS] = {
        [ROW_CATEGORY] = COLUMN("部门类别", 14, TEXT),
        [ROW_IDENTITY] = COLUMN("认定身份", 14, TEXT),
        [ROW_RATIO] = COLUMN("资助比例", 10, RATIO),
        [ROW_AMOUNT] = COLUMN("资助金额", 12, MONEY),
    };
    person_columns(set, columns);
    struct text title = TEXT_INIT;
    text_printf(&title, "%s资助明细表", department->title);
    const struct sheet_plan plan = {
        .name = "明细",
        .title = book_keep(detail->book, &title),
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = ROW_COLUMNS,
        .frozen = PERSON_COLUMNS,
        .has_filter = true,
        .is_bulk = true,
        .if_empty = "本期没有采用的行",
    };
    struct sheet *sheet = sheet_begin(detail->book, &plan);
    put_rows(sheet, detail);
    sheet_end(sheet);
    text_release(&title);
}

int detail_write(const struct report_set *set, const struct report_job *job,
                 struct failure *failure)
{
    struct detail detail = {.set = set, .department = job->index};
    if (report_book_open(set, job, "资助明细", &detail.book, failure) != 0)
        return -1;
    detail.places =
        book_array(detail.book, PLACES_KNOWN, sizeof *detail.places);
    if (detail.places != NULL)
        put_list(&detail);
    return book_close(detail.book, failure);
}

/* ---- the summary ---- */

enum { SUM_COUNTY, SUM_IDENTITY, SUM_HEADS, SUM_SUBSIDY, SUM_DUE, SUM_COLUMNS };

static void put_county(struct sheet *sheet, const struct report_set *set,
                       const struct home_county *county)
{
    const size_t count = set->policy->category_count;
    for (size_t i = 0; i <= count; i++) {
        struct slice_filter filter = SLICE_ALL;
        filter.county = county;
        filter.category = i == count ? POLICY_NONE : (uint16_t)i;
        const struct tally tally = slices_sum(set, &filter);
        const struct value values[SUM_COLUMNS] = {
            [SUM_COUNTY] = value_text(county->name),
            [SUM_IDENTITY] =
                value_text(i == count ? "无" : set->policy->categories[i].name),
            [SUM_HEADS] = value_number(tally.heads),
            [SUM_SUBSIDY] = value_number(tally.subsidy),
            [SUM_DUE] = value_number(tally.personal_due),
        };
        if (tally.heads > 0)
            sheet_row(sheet, values);
    }
}

int summary_write(const struct report_set *set, const struct report_job *job,
                  struct failure *failure)
{
    static const struct column columns[SUM_COLUMNS] = {
        [SUM_COUNTY] = COLUMN("县（区）", 12, WORD),
        [SUM_IDENTITY] = COLUMN("认定身份", 20, TEXT),
        [SUM_HEADS] = SUMMED("人数", 10, COUNT),
        [SUM_SUBSIDY] = SUMMED("资助金额", 16, MONEY),
        [SUM_DUE] = SUMMED("个人应缴", 16, MONEY),
    };
    const struct sheet_plan plan = {
        .name = "汇总",
        .title = "资助汇总表",
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = SUM_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有人员",
    };
    struct book *book = NULL;
    if (report_book_open(set, job, "资助汇总", &book, failure) != 0)
        return -1;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < set->gazetteer.county_count; i++)
        put_county(sheet, set, &set->gazetteer.counties[i]);
    const struct tally total = set->allocation->total;
    book_expect(book, "汇总人数=认定人数", sheet_sum(sheet, SUM_HEADS),
                total.heads);
    book_expect(book, "汇总金额=资助总额", sheet_sum(sheet, SUM_SUBSIDY),
                total.subsidy);
    sheet_total(sheet, "合计");
    sheet_end(sheet);
    return book_close(book, failure);
}
