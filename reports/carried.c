/*
 * Rows of earlier months: why they still count, where they stand, and whom a
 * department should answer for. What is printed here is what import and
 * allocate marked; nothing is decided.
 */
#include "reports/carried.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *carry_words(enum carry carry)
{
    static const char *const words[CARRY_COUNT] = {
        [CARRY_NONE] = "",
        [CARRY_UNCHANGED] = "（没有变动，沿用）",
        [CARRY_NOT_SENT] = "（本月未报送，沿用）",
        [CARRY_PENDING] = "（本月待更正，沿用）",
    };
    return words[carry];
}

/* ---- rosters that did not come ---- */

enum { GAP_DEPARTMENT, GAP_KIND, GAP_COUNTY, GAP_ROWS, GAP_COLUMNS };

/* Carried rows of a kind in a county. */
struct gap {
    uint16_t kind;
    const char *county;
    uint32_t rank; /* of the county, in printing order */
    int64_t rows;
};

static int compare_gaps(const void *a, const void *b)
{
    const struct gap *left = a;
    const struct gap *right = b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return strcmp(left->county, right->county);
}

/* 1 + where the gap stands, 0 = nowhere. Equal texts of the roster's pool are
 * one text. */
static size_t find_gap(const struct gap *gaps, size_t count, uint16_t kind,
                       const char *county)
{
    size_t at = count;
    while (at > 0 &&
           (gaps[at - 1].kind != kind || gaps[at - 1].county != county))
        at--;
    return at;
}

/* The gaps, sorted; there are at most kinds times counties of them. */
static struct gap *collect_gaps(struct book *book, const struct report_set *set,
                                size_t *count)
{
    const struct roster *roster = set->roster;
    const size_t room =
        set->policy->kind_count * (set->gazetteer.county_count + 1);
    struct gap *gaps = book_array(book, room + 1, sizeof *gaps);
    *count = 0;
    for (size_t i = 0; gaps != NULL && i < roster->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        const uint16_t kind = roster->sheets[row->sheet].kind;
        const char *county = roster_string(roster, row->county);
        if (row->carry != CARRY_NOT_SENT)
            continue;
        size_t at = find_gap(gaps, *count, kind, county);
        if (at == 0 && *count == room)
            continue; /* people whose home is named by another row */
        if (at == 0) {
            at = ++*count;
            gaps[at - 1] = (struct gap){
                .kind = kind,
                .county = county,
                .rank = gazetteer_county_rank(&set->gazetteer, county),
            };
        }
        gaps[at - 1].rows++;
    }
    if (*count > 1)
        qsort(gaps, *count, sizeof *gaps, compare_gaps);
    return gaps;
}

void carried_not_sent(struct book *book, const struct report_set *set)
{
    const struct policy *policy = set->policy;
    const struct column columns[GAP_COLUMNS] = {
        [GAP_DEPARTMENT] = COLUMN("部门", 14, WORD),
        [GAP_KIND] = COLUMN("名单", 30, TEXT),
        [GAP_COUNTY] = COLUMN(policy->county_noun, 16, WORD),
        [GAP_ROWS] = SUMMED("沿用行数", 12, COUNT),
    };
    const struct sheet_plan plan = {
        .name = "本月未报送",
        .title = "本月未报送名单的部门",
        .unit = "单位：行",
        .head = "没有报送的，名单上的人照上月不变；有变动的，请部门补报。",
        .columns = columns,
        .column_count = GAP_COLUMNS,
        .has_signature = true,
        .if_empty = "各部门都已报送",
    };
    size_t count = 0;
    const struct gap *gaps = collect_gaps(book, set, &count);
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; gaps != NULL && i < count; i++) {
        const struct roster_kind *kind = &policy->kinds[gaps[i].kind];
        const struct value values[GAP_COLUMNS] = {
            [GAP_DEPARTMENT] =
                value_text(policy->departments[kind->department].name),
            [GAP_KIND] = value_text(kind->name),
            [GAP_COUNTY] =
                value_text(*gaps[i].county == '\0' ? "未注明" : gaps[i].county),
            [GAP_ROWS] = value_number(gaps[i].rows),
        };
        sheet_row(sheet, values);
    }
    sheet_total(sheet, "合计");
    sheet_end(sheet);
}

/* ---- people who wait ---- */

enum {
    WAIT_NUMBER,
    WAIT_COUNTY,
    WAIT_TOWN,
    WAIT_NAME,
    WAIT_ID,
    WAIT_CATEGORY,
    WAIT_BEFORE,
    WAIT_NOW,
    WAIT_COLUMNS
};

static void append_row_place(struct text *out, const struct roster *roster,
                             const struct place *place)
{
    text_clear(out);
    place_append(out, roster_file_name(roster, place->file),
                 roster_sheet_name(roster, place->sheet), place->row, 0);
}

/* The row that a finding stands at. Rows come in order of their places. */
static const struct roster_row *row_at(const struct roster *roster,
                                       const struct place *place)
{
    size_t low = 0;
    size_t high = roster->row_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct roster_row *row = &roster->rows[middle];
        if (row->sheet < place->sheet ||
            (row->sheet == place->sheet && row->row < place->row))
            low = middle + 1;
        else
            high = middle;
    }
    return low < roster->row_count ? &roster->rows[low] : NULL;
}

static void put_waiting(struct book *book, struct sheet *sheet,
                        const struct report_set *set, const struct diag *diag)
{
    const struct roster *roster = set->roster;
    const struct roster_row *row = row_at(roster, &diag->at);
    struct text before = TEXT_INIT;
    struct text now = TEXT_INIT;
    if (row == NULL)
        return;
    append_row_place(&before, roster, &diag->at);
    append_row_place(&now, roster, &diag->other);
    const struct value values[WAIT_COLUMNS] = {
        [WAIT_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [WAIT_COUNTY] = value_text(roster_string(roster, row->county)),
        [WAIT_TOWN] = value_text(roster_string(roster, row->town)),
        [WAIT_NAME] = value_text(roster_string(roster, row->name)),
        [WAIT_ID] = value_id(row->id),
        [WAIT_CATEGORY] =
            value_text(row->category == POLICY_NONE
                           ? ""
                           : set->policy->categories[row->category].name),
        [WAIT_BEFORE] = value_text(book_text(book, &before)),
        [WAIT_NOW] = value_text(book_text(book, &now)),
    };
    sheet_row(sheet, values);
    text_release(&now);
    text_release(&before);
}

void carried_pending(struct book *book, const struct report_set *set)
{
    const struct column columns[WAIT_COLUMNS] = {
        [WAIT_NUMBER] = COLUMN("序号", 6, SERIAL),
        [WAIT_COUNTY] = COLUMN(set->policy->county_noun, 12, WORD),
        [WAIT_TOWN] = COLUMN("乡镇（街道）", 12, WORD),
        [WAIT_NAME] = COLUMN("姓名", 10, WORD),
        [WAIT_ID] = COLUMN("身份证号", 20, ID),
        [WAIT_CATEGORY] = COLUMN("沿用的身份", 18, TEXT),
        [WAIT_BEFORE] = COLUMN("依据（文件!工作表!行）", 34, LINES),
        [WAIT_NOW] = COLUMN("本月退回的行", 34, LINES),
    };
    const struct sheet_plan plan = {
        .name = "待更正",
        .title = "待部门更正、照上月不变的人员",
        .unit = "",
        .head = "本月报送的行被退回（见退回清单），更正重报以前照上月不变。",
        .columns = columns,
        .column_count = WAIT_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "没有待更正的人员",
    };
    const struct roster *roster = set->roster;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < roster->diag_count; i++)
        if (roster->diags[i].code == DIAG_ROW_PENDING)
            put_waiting(book, sheet, set, &roster->diags[i]);
    sheet_end(sheet);
}

/* ---- files of earlier months ---- */

enum {
    CARRIED_FILE,
    CARRIED_SHEET,
    CARRIED_KIND,
    CARRIED_REASONS, /* unchanged, not sent, pending */
    CARRIED_SHA256 = CARRIED_REASONS + CARRY_COUNT - 1,
    CARRIED_COLUMNS
};

/* "民政 低保对象花名册（东坡区）：上月 320 人，本月 12 人。" */
static void note_drops(struct book *book, struct sheet *sheet,
                       const struct report_set *set)
{
    const struct roster *roster = set->roster;
    struct text line = TEXT_INIT;
    for (size_t i = 0; i < roster->drop_count; i++) {
        const struct unit_drop *drop = &roster->drops[i];
        text_clear(&line);
        text_printf(&line,
                    "全量名单减少已确认（--accept-drop）：%s %s，上月 %" PRId64
                    " 人，本月 %" PRId64 " 人。",
                    set->policy->kinds[drop->kind].name,
                    roster_string(roster, drop->county), drop->before,
                    drop->now);
        sheet_note(sheet, book_text(book, &line), false);
    }
    text_release(&line);
}

static void put_carried_sheet(struct sheet *sheet, const struct report_set *set,
                              size_t index, const int64_t counts[CARRY_COUNT])
{
    const struct roster *roster = set->roster;
    const struct roster_sheet *from = &roster->sheets[index];
    struct value values[CARRIED_COLUMNS] = {
        [CARRIED_FILE] = value_text(roster_file_name(roster, from->file)),
        [CARRIED_SHEET] = value_text(roster_string(roster, from->name)),
        [CARRIED_KIND] = value_text(from->kind == POLICY_NONE
                                        ? ""
                                        : set->policy->kinds[from->kind].name),
        [CARRIED_SHA256] = value_text(roster->files[from->file].sha256),
    };
    for (int i = 1; i < CARRY_COUNT; i++)
        values[CARRIED_REASONS + i - 1] = value_number(counts[i]);
    sheet_row(sheet, values);
}

static void put_carried_sheets(struct sheet *sheet,
                               const struct report_set *set)
{
    const struct roster *roster = set->roster;
    size_t row = 0;
    for (size_t s = 0; s < roster->sheet_count; s++) {
        int64_t counts[CARRY_COUNT] = {0};
        for (; row < roster->row_count && roster->rows[row].sheet == s; row++)
            counts[roster->rows[row].carry]++;
        if (roster->files[roster->sheets[s].file].carried_from != 0)
            put_carried_sheet(sheet, set, s, counts);
    }
}

void carried_files(struct book *book, const struct report_set *set)
{
    static const struct column columns[CARRIED_COLUMNS] = {
        [CARRIED_FILE] = COLUMN("所属期和文件", 36, LINES),
        [CARRIED_SHEET] = COLUMN("工作表", 14, TEXT),
        [CARRIED_KIND] = COLUMN("认作", 22, TEXT),
        [CARRIED_REASONS + CARRY_UNCHANGED - 1] = SUMMED("没有变动", 10, COUNT),
        [CARRIED_REASONS + CARRY_NOT_SENT - 1] =
            SUMMED("本月未报送", 10, COUNT),
        [CARRIED_REASONS + CARRY_PENDING - 1] = SUMMED("待更正", 10, COUNT),
        [CARRIED_SHA256] = COLUMN("SHA-256", 36, LINES),
    };
    const struct sheet_plan plan = {
        .name = "沿用名单",
        .title = "沿用以前月份的名单",
        .unit = "单位：行",
        .head = "",
        .columns = columns,
        .column_count = CARRIED_COLUMNS,
        .has_signature = true,
        .if_empty = "没有沿用以前月份的名单",
    };
    struct sheet *sheet = sheet_begin(book, &plan);
    put_carried_sheets(sheet, set);
    sheet_total(sheet, "合计");
    note_drops(book, sheet, set);
    sheet_end(sheet);
}
