/*
 * Rows to roster rows: fates, counts, findings, and what returned rows keep.
 */
#include "tests/support/book_fixture.h"
#include "tests/support/random.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

#define A "511499199001010012"
#define B "511499199001010020"
#define C "511499198506150032"
#define WRONG "511499199001010013"

struct sheet_case {
    const char *name;
    const char *rows;
    const char *expected;
    const char *counts;
};

/* Reads each case as a sheet and compares rows, findings and counts. */
static void check_cases(const struct sheet_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct gathered gathered;
        gathered_init(&gathered);
        if (gathered_read_rows(&gathered, cases[i].rows, NULL) != 0)
            fail_msg("%s: %s %s", cases[i].name,
                     diag_name(gathered.failure.code), gathered.failure.note);
        EXPECT_TEXT(cases[i].name, gathered_text(&gathered), cases[i].expected);
        if (cases[i].counts != NULL)
            EXPECT_TEXT(cases[i].name, gathered_counts(&gathered, 0),
                        cases[i].counts);
        gathered_release(&gathered);
    }
}

static const struct sheet_case fates[] = {
    {"two persons",
     "东区低保对象花名册\n姓名|身份证号\n张三|" A "\n李四|" B "\n",
     "3 " A " 张三 东区 2303\n4 " B " 李四 东区 2303\n",
     "rows 4 accepted 2 duplicate 0 returned 0 | blank 0 title 2 header 0 "
     "total 0 note 0"},
    {"rows that the reader leaves out are blank",
     "东区低保\n\n姓名|身份证号\n\n\n张三|" A "\n", "6 " A " 张三 东区 2303\n",
     "rows 6 accepted 1 duplicate 0 returned 0 | blank 3 title 2 header 0 "
     "total 0 note 0"},
    {"rows after the last text are not read",
     "东区低保\n姓名|身份证号\n张三|" A "\n \n　|\t\n",
     "3 " A " 张三 东区 2303\n",
     "rows 3 accepted 1 duplicate 0 returned 0 | blank 0 title 2 header 0 "
     "total 0 note 0"},
    {"prepared lines with a serial number are blank",
     "东区低保\n序号|姓名|身份证号\n#1|张三|" A "\n#2\n3\n",
     "3 " A " 张三 东区 2303\n",
     "rows 5 accepted 1 duplicate 0 returned 0 | blank 2 title 2 header 0 "
     "total 0 note 0"},
    {"a row without a number is returned, not skipped",
     "东区低保\n姓名|身份证号\n张三|\n",
     "3! - 张三 东区 2303\nB3 id-missing [] 身份证号\n",
     "rows 3 accepted 0 duplicate 0 returned 1 | blank 0 title 2 header 0 "
     "total 0 note 0"},
    {"a row keeps all its errors",
     "东区低保\n姓名|身份证号|认定时间\n |" WRONG "|去年\n",
     "3! - - 东区 2303\nA3 name-missing [] 姓名\nB3 id-checksum [" WRONG
     "] 身份证号 2\nC3 date-unreadable [去年] 认定时间\n",
     NULL},
    {"totals, notes and signatures",
     "东区低保\n序号|乡镇|姓名|身份证号\n#1|甲镇|张三|" A
     "\n小　计|||1人\n合 计\n备注：本表一式三份\n制表人：|王五|审核人：|赵六\n"
     "单位（盖章）\n",
     "3 " A " 张三 东区/甲镇 2303\n",
     "rows 8 accepted 1 duplicate 0 returned 0 | blank 0 title 2 header 0 "
     "total 2 note 3"},
    {"hidden rows count, with a warning",
     "东区低保\n姓名|身份证号\n~张三|" A "\n",
     "3 " A " 张三 东区 2303 hidden\n3 row-hidden\n",
     "rows 3 accepted 1 duplicate 0 returned 0 | blank 0 title 2 header 0 "
     "total 0 note 0"},
    {"names are tidied", "东区低保\n姓名|身份证号\n 李　明 |" A "\n",
     "3 " A " 李明 东区 2303\n", NULL},
    {"a name with digits is kept", "东区低保\n姓名|身份证号\n张三1|" A "\n",
     "3 " A " 张三1 东区 2303\n", NULL},
    {"a dash is no name", "东区低保\n姓名|身份证号\n—|" A "\n/|" B "\n",
     "3 " A " — 东区 2303\n4! " B " / 东区 2303\n"
     "A4 name-missing [/] 姓名\n",
     NULL},
};

static void every_row_has_one_of_four_fates(void **state)
{
    (void)state;
    check_cases(fates, COUNT_OF(fates));
}

static void repeated_header_is_skipped(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(gathered_read_rows(&gathered,
                                        "东区低保\n姓名|身份证号\n张三|" A
                                        "\n姓　名|身份证号\n李四|" B "\n",
                                        NULL),
                     0);
    assert_string_equal(gathered_counts(&gathered, 0),
                        "rows 5 accepted 2 duplicate 0 returned 0 | blank 0 "
                        "title 2 header 1 total 0 note 0");
    gathered_release(&gathered);
}

static const struct sheet_case places[] = {
    {"county of the column, by name and alias; unknown ones stand as they are",
     "低保花名册\n县区|乡镇|村|姓名|身份证号\n东区|甲镇|一村|张三|" A
     "\n示范市东区|||李四|" B "\n东 曲|||王五|" C "\n",
     "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区 2303\n5 " C
     " 王五 东曲 2303\n"
     "A5 county-not-listed [东 曲] 县区 （是否为“东区”？）\n",
     NULL},
    {"an empty county takes the sheet's",
     "西区低保花名册\n县区|姓名|身份证号\n东区|张三|" A "\n|李四|" B "\n",
     "3 " A " 张三 东区 2303\n4 " B " 李四 西区 2303\n", NULL},
    {"no county anywhere",
     "低保花名册\n姓名|身份证号\n张三|" A "\n李四|" B "\n",
     "3 " A " 张三 2303\n4 " B " 李四 2303\ncounty-unknown\n", NULL},
    {"an empty county that nothing tells",
     "低保花名册\n县区|姓名|身份证号\n东区|张三|" A "\n|李四|" B "\n",
     "3 " A " 张三 东区 2303\n4 " B " 李四 2303\nA4 county-missing [] 县区\n",
     NULL},
    {"a title with two counties tells none",
     "东区、西区低保花名册\n姓名|身份证号\n张三|" A "\n",
     "3 " A " 张三 2303\ncounty-unknown\n", NULL},
    {"the longer name counts",
     "西区新城低保花名册\n姓名|身份证号\n张三|" A "\n",
     "3 " A " 张三 西区新城 2303\n", NULL},
};

static void places_come_from_column_sheet_or_option(void **state)
{
    (void)state;
    check_cases(places, COUNT_OF(places));
}

static void county_option_is_the_last_resort(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    gathered.options.county = "示范市东区";
    assert_int_equal(
        gathered_read_rows(&gathered, "低保花名册\n姓名|身份证号\n张三|" A "\n",
                           NULL),
        0);
    assert_string_equal(gathered_text(&gathered), "3 " A " 张三 东区 2303\n");
    gathered_release(&gathered);
}

static void counties_stand_as_they_are_where_the_policy_lists_none(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    struct policy policy = *gathered.policy;
    policy.county_count = 0;
    gathered.options.policy = &policy;
    assert_int_equal(
        gathered_read_rows(&gathered,
                           "低保花名册\n县区|姓名|身份证号\n东 区|张三|" A "\n",
                           NULL),
        0);
    assert_string_equal(gathered_text(&gathered), "3 " A " 张三 东区 2303\n");
    gathered_release(&gathered);
}

static const struct sheet_case dates[] = {
    {"forms of dates",
     "东区低保\n姓名|身份证号|享受开始时间|退出时间\n"
     "一|" A "|2023-08-01|长期\n二|" A "|#202306|—\n三|" A "|#45139|@45170\n"
     "四|" A "|２０２３年８月|#20230901\n",
     "3 " A " 一 东区 2303 from=20230801\n4 " A " 二 东区 2303 "
     "from=20230601\n5 " A " 三 东区 2303 from=20230801 to=20230901\n6 " A
     " 四 东区 2303 from=20230801 to=20230901\n",
     NULL},
    {"ended before recognised",
     "东区低保\n姓名|身份证号|认定时间|退出时间\n张三|" A
     "|2023-08-01|2023-07-01\n",
     "3 " A " 张三 东区 2303 from=20230801 to=20230701\n"
     "D3 date-order [2023-07-01] 退出时间\n",
     NULL},
};

static void dates_are_read(void **state)
{
    (void)state;
    check_cases(dates, COUNT_OF(dates));
}

static void returned_row_is_kept_as_it_came(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(
        gathered_read_rows(&gathered,
                           "东区低保\n序号|姓名|身份证号|备注\n#1|张三||  x \n"
                           "#2|李四|" A "\n",
                           NULL),
        0);
    const struct roster *roster = &gathered.roster;
    assert_int_equal(roster->raw_count, 1);
    const struct raw_row *raw = &roster->raw[0];
    assert_int_equal(raw->row, 3);
    assert_int_equal(raw->cell_count, 4);
    const char *cells[] = {"1", "张三", "", "  x "};
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        assert_string_equal(roster_string(roster, raw->cells[i]), cells[i]);
    const struct roster_sheet *sheet = &roster->sheets[0];
    assert_int_equal(sheet->label_count, 4);
    assert_string_equal(roster_string(roster, sheet->labels[2]), "身份证号");
    assert_string_equal(roster_string(roster, sheet->unplaced), "序号\n备注");
    gathered_release(&gathered);
}

static void findings_name_the_person(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(gathered_read_rows(&gathered,
                                        "东区低保\n姓名|身份证号|认定时间\n"
                                        "张三|" A "|不详\n",
                                        NULL),
                     0);
    const struct roster *roster = &gathered.roster;
    gathered_text(&gathered);
    const struct diag *diag = &roster->diags[roster->diag_count - 1];
    char id[ID_TEXT_SIZE];
    assert_int_equal(diag->code, DIAG_DATE_UNREADABLE);
    assert_string_equal(id_number_text(diag->id, id), A);
    assert_string_equal(roster_string(roster, diag->name), "张三");
    gathered_release(&gathered);
}

static void skipped_rows_leave_their_text(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(gathered_read_rows(&gathered,
                                        "东区低保\n姓名|身份证号\n张三|" A
                                        "\n合 计|2 人\n",
                                        NULL),
                     0);
    const struct diag *last =
        &gathered.roster.diags[gathered.roster.diag_count - 1];
    assert_int_equal(last->code, DIAG_ROW_SKIPPED);
    assert_int_equal(last->at.row, 4);
    assert_string_equal(roster_string(&gathered.roster, last->note),
                        "合计 2人");
    gathered_release(&gathered);
}

/* Shared strings and plain texts must come to the same. */
static void shared_strings_change_nothing(void **state)
{
    const struct sheet_spec sheet = {
        .name = "社会救助",
        .rows = "县区|乡镇|村|姓名|身份证号|人员类别|残疾等级\n"
                "东区|甲镇|一村|张三|" A "|低保|二级\n"
                "东区|甲镇|一村|李四|" B "|低宝|二级\n"
                "东曲|甲镇|二村|王五|" C "|低宝|五级\n"
                "东区|乙镇|一村|张三|" A "|特困|\n"
                "东曲|甲镇|一村|李四|" B "|低保|二级\n",
    };
    struct book_spec book = {
        .file = "名单.xlsx", .sheets = &sheet, .sheet_count = 1};
    struct gathered plain;
    struct gathered shared;
    (void)state;
    gathered_init(&plain);
    gathered_init(&shared);
    assert_int_equal(gathered_read(&plain, &book), 0);
    book.is_shared = true;
    assert_int_equal(gathered_read(&shared, &book), 0);
    assert_string_equal(gathered_text(&plain), gathered_text(&shared));
    assert_non_null(
        strstr(gathered_text(&shared), "F4 category-unknown [低宝] 人员类别"));
    assert_non_null(strstr(gathered_text(&shared), "A4 county-not-listed"));
    assert_non_null(strstr(gathered_text(&shared), "A6 county-not-listed"));
    gathered_release(&plain);
    gathered_release(&shared);
}

/* ---- properties ---- */

/* A row of a random sheet: persons, broken persons, and all that is none. */
static void append_random_row(struct random *random, struct text *rows)
{
    static const char *const kinds[] = {
        "1|甲镇|张三|" A "|低保\n",
        "2||李四|" B "|特困\n",
        "3|甲镇|王五||低保\n",
        "4|乙镇||" C "|\n",
        "5|乙镇|赵六|" WRONG "|低宝\n",
        "\n",
        " |　\n",
        "6\n",
        "合计|||2人\n",
        "小计||10|20|\n",
        "序号|乡镇|姓名|身份证号|人员类别\n",
        "说明：以上人员属实\n",
        "制表人：|王五\n",
        "~7|甲镇|钱七|" A "|孤儿\n",
        "一、甲镇\n",
        "|甲镇|=|=|=\n",
        "||5|6|\n",
    };
    text_append(rows, kinds[random_below(random, COUNT_OF(kinds))]);
}

static void counts_tie_for_random_sheets(void **state)
{
    struct random random = {.seed = 2023};
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct text rows = TEXT_INIT;
        struct gathered gathered;
        const uint32_t count = random_below(&random, 40);
        text_append(&rows, "东区社会救助\n序号|乡镇|姓名|身份证号|人员类别\n");
        for (uint32_t i = 0; i < count; i++)
            append_random_row(&random, &rows);
        text_append(&rows, "8|甲镇|孙八|" A "|孤儿\n"); /* one at least */
        gathered_init(&gathered);
        assert_int_equal(gathered_read_rows(&gathered, text_of(&rows), NULL),
                         0);
        gathered_counts(&gathered, 0); /* fails where they do not tie */
        const struct roster_sheet *sheet = &gathered.roster.sheets[0];
        assert_int_equal(sheet->fates[FATE_ACCEPTED] +
                             sheet->fates[FATE_RETURNED],
                         gathered.roster.row_count);
        assert_int_equal(sheet->fates[FATE_RETURNED],
                         gathered.roster.raw_count);
        gathered_release(&gathered);
        text_release(&rows);
    }
}

static void every_failing_allocation_is_a_clean_failure(void **state)
{
    static const char rows[] =
        "东区社会救助\n县区|乡镇|姓名|身份证号|人员类别|认定时间\n"
        "东区|甲镇|张三|" A "|低保|2023-08-01\n"
        "东曲||李四|" WRONG "|低宝|x\n合计\n";
    (void)state;
    for (unsigned long after = 1;; after++) {
        struct gathered gathered;
        gathered_init(&gathered);
        /* the fixture itself may not fail */
        const struct sheet_spec sheet = {
            .name = "一", .rows = rows, .merges = "B3:B4"};
        const struct book_spec book = {
            .file = "名单.xlsx", .sheets = &sheet, .sheet_count = 1};
        struct workbook workbook;
        struct reading reading;
        uint64_t done = 0;
        book_fixture(&workbook, &book, gathered.arena);
        gathered.roster.files = mem_alloc(sizeof *gathered.roster.files);
        gathered.roster.file_count = gathered.roster.file_capacity = 1;
        gathered.roster.files[0].path = gathered.roster.files[0].name = "一";
        mem_fail_after(after);
        int result = reading_init(&reading, &gathered.options, gathered.arena);
        if (result == 0) {
            const struct gathering gathering = {
                .reading = &reading,
                .workbook = &workbook,
                .file_name = book.file,
                .named_kind = POLICY_NONE,
                .roster = &gathered.roster,
                .rows_done = &done,
            };
            result = workbook_gather(&gathering, &gathered.failure);
            if (result != 0)
                assert_int_equal(gathered.failure.code, DIAG_OUT_OF_MEMORY);
        }
        mem_fail_after(0);
        const size_t row_count = gathered.roster.row_count;
        gathered_release(&gathered);
        if (result == 0) {
            assert_int_equal(row_count, 2);
            assert_true(after > 10);
            return;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_one_of_four_fates),
        cmocka_unit_test(repeated_header_is_skipped),
        cmocka_unit_test(places_come_from_column_sheet_or_option),
        cmocka_unit_test(county_option_is_the_last_resort),
        cmocka_unit_test(
            counties_stand_as_they_are_where_the_policy_lists_none),
        cmocka_unit_test(dates_are_read),
        cmocka_unit_test(returned_row_is_kept_as_it_came),
        cmocka_unit_test(findings_name_the_person),
        cmocka_unit_test(skipped_rows_leave_their_text),
        cmocka_unit_test(shared_strings_change_nothing),
        cmocka_unit_test(counts_tie_for_random_sheets),
        cmocka_unit_test(every_failing_allocation_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
