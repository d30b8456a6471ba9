/*
 * Filling down and right: merged cells, and text formats without them.
 */
#include "import/fill.h"
#include "tests/support/book_fixture.h"
#include "tests/support/random.h"
#include "tests/support/suite.h"
#include <string.h>

#define A "511499199001010012"
#define B "511499199001010020"
#define C "511499198506150032"

struct fill_case {
    const char *name;
    const char *rows;
    const char *merges;
    bool merges_come_first;
    bool merges_are_lost;
    const char *expected;
};

#define HEADER "东区社会救助\n乡镇|村|姓名|身份证号|人员类别|认定时间\n"

static const struct fill_case cases[] = {
    {"merged ranges after the rows",
     HEADER "甲镇|一村|张三|" A "|低保|\n||李四|" B "|特困|\n||王五|" C
            "|孤儿|\n",
     "A3:A5 B3:B4", false, false,
     "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区/甲镇/一村 2304\n5 " C
     " 王五 东区/甲镇 01\n"},
    {"merged ranges before the rows",
     HEADER "甲镇|一村|张三|" A "|低保|\n||李四|" B "|特困|\n||王五|" C
            "|孤儿|\n",
     "A3:A5 B3:B4", true, false,
     "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区/甲镇/一村 2304\n5 " C
     " 王五 东区/甲镇 01\n"},
    {"without merged ranges nothing is filled",
     HEADER "甲镇|一村|张三|" A "|低保|\n||李四|" B "|特困|\n", NULL, false,
     false, "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区 2304\n"},
    {"category, date and their readings are filled",
     HEADER "||张三|" A "|低保|2023年8月\n||李四|" B "||\n", "E3:E4 F3:F4",
     false, false,
     "3 " A " 张三 东区 2303 from=20230801\n"
     "4 " B " 李四 东区 2303 from=20230801\n"},
    {"an unknown category is unknown in each row",
     HEADER "||张三|" A "|高保|\n||李四|" B "||\n", "E3:E4", false, false,
     "3! " A " 张三 东区 ?\n4! " B " 李四 东区 ?\n"
     "E3 category-unknown [高保] 人员类别 （是否为“低保对象”？）\n"
     "E4 category-unknown [高保] 人员类别 （是否为“低保对象”？）\n"},
    {"right, among places only",
     HEADER "镇直机关||张三|" A "|低保|\n||李四|" B "|低保|\n", "A3:B4", false,
     false,
     "3 " A " 张三 东区/镇直机关/镇直机关 2303\n"
     "4 " B " 李四 东区/镇直机关/镇直机关 2303\n"},
    {"names and numbers are never filled",
     HEADER "甲镇|一村|张三|" A "|低保|\n甲镇|一村|||低保|\n", "C3:C4 D3:D4",
     false, false,
     "3 " A " 张三 东区/甲镇/一村 2303\n4! - - 东区/甲镇/一村 2303\n"
     "C4 name-missing [] 姓名\nD4 id-missing [] 身份证号\n"},
    {"a value of its own stands",
     HEADER "甲镇|一村|张三|" A "|低保|\n乙镇||李四|" B "|特困|\n", "A3:A4",
     false, false,
     "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区/乙镇 2304\n"},
    {"over a total between the rows",
     HEADER "甲镇||张三|" A "|低保|\n||小计||1人|\n||李四|" B "|特困|\n",
     "A3:A5", false, false,
     "3 " A " 张三 东区/甲镇 2303\n5 " B " 李四 东区/甲镇 2304\n"},
    {"several ranges, in any order",
     HEADER "甲镇||张三|" A "|低保|\n||李四|" B "|特困|\n乙镇||王五|" C
            "|孤儿|\n"
            "||赵六|" A "|孤儿|\n",
     "A5:A6 A3:A4", false, false,
     "3 " A " 张三 东区/甲镇 2303\n4 " B " 李四 东区/甲镇 2304\n5 " C
     " 王五 东区/乙镇 01\n6 " A " 赵六 东区/乙镇 01\n"},
    {"text formats: an empty place continues the one above",
     HEADER "甲镇|一村|张三|" A "|低保|\n||李四|" B "|特困|\n|二村|王五|" C
            "|孤儿|\n||赵六|" A "|孤儿|\n",
     NULL, false, true,
     "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区/甲镇/一村 2304\n5 " C
     " 王五 东区/甲镇/二村 01\n6 " A " 赵六 东区/甲镇/二村 01\n"},
    {"text formats: a new town ends the village",
     HEADER "甲镇|一村|张三|" A "|低保|\n乙镇||李四|" B "|特困|\n||王五|" C
            "|孤儿|\n",
     NULL, false, true,
     "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区/乙镇 2304\n5 " C
     " 王五 东区/乙镇 01\n"},
    {"text formats: the same town goes on with the village",
     HEADER "甲镇|一村|张三|" A "|低保|\n甲镇||李四|" B "|特困|\n", NULL, false,
     true,
     "3 " A " 张三 东区/甲镇/一村 2303\n4 " B " 李四 东区/甲镇/一村 2304\n"},
    {"text formats: category is not continued",
     HEADER "甲镇|一村|张三|" A "|低保|\n||李四|" B "||\n", NULL, false, true,
     "3 " A " 张三 东区/甲镇/一村 2303\n4! " B " 李四 东区/甲镇/一村 ?\n"
     "E4 category-missing [] 人员类别 "
     "（可填：低保对象、低收入对象、孤儿、特困人员）\n"},
    {"text formats: notes do not count as places",
     HEADER "甲镇||张三|" A "|低保|\n说明：乙镇尚未报送||||\n||李四|" B
            "|特困|\n",
     NULL, false, true,
     "3 " A " 张三 东区/甲镇 2303\n5 " B " 李四 东区/甲镇 2304\n"},
};

static void values_are_filled_where_cells_are_merged(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct sheet_spec sheet = {
            .name = "一", .rows = cases[i].rows, .merges = cases[i].merges};
        const struct book_spec book = {
            .file = "名单.xlsx",
            .sheets = &sheet,
            .sheet_count = 1,
            .merges_come_first = cases[i].merges_come_first,
            .merges_are_lost = cases[i].merges_are_lost,
        };
        struct gathered gathered;
        gathered_init(&gathered);
        assert_int_equal(gathered_read(&gathered, &book), 0);
        EXPECT_TEXT(cases[i].name, gathered_text(&gathered), cases[i].expected);
        gathered_counts(&gathered, 0);
        gathered_release(&gathered);
    }
}

/* What the first reading of a sheet found is dropped before the second. */
static void second_reading_leaves_nothing_twice(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(gathered_read_rows(&gathered,
                                        HEADER "甲镇||张三||低保|x\n"
                                               "||李四|" B "|特困|\n合计\n",
                                        "A3:A4"),
                     0);
    assert_int_equal(gathered.roster.row_count, 2);
    assert_int_equal(gathered.roster.raw_count, 1);
    assert_string_equal(gathered_counts(&gathered, 0),
                        "rows 5 accepted 1 duplicate 0 returned 1 | blank 0 "
                        "title 2 header 0 total 1 note 0");
    assert_string_equal(gathered_text(&gathered),
                        "3! - 张三 东区/甲镇 2303\n4 " B
                        " 李四 东区/甲镇 2304\n"
                        "D3 id-missing [] 身份证号\n"
                        "F3 date-unreadable [x] 认定时间\n");
    gathered_release(&gathered);
}

/* Up to six ranges over random rows and places, none over another. */
static void random_merges(struct random *random, struct text *out)
{
    for (char column = 'A'; column <= 'F'; column++) {
        rownum row = 3 + random_below(random, 4);
        while (row < 12) {
            const rownum last = row + random_below(random, 4);
            if (column != 'C' && column != 'D')
                text_printf(out, "%c%u:%c%u ", column, (unsigned)row, column,
                            (unsigned)last);
            row = last + 1 + random_below(random, 4);
        }
    }
}

static void random_rows(struct random *random, struct text *out)
{
    static const char *const cells[6][5] = {
        {"", "", "甲镇", "乙镇", "合计"},     {"", "", "", "一村", "二村"},
        {"", "张三", "张三", "李四", "王五"}, {"", A, B, C, "x"},
        {"", "", "低保", "特困", "高保"},     {"", "", "", "2023-08-01", "x"},
    };
    for (int row = 0; row < 10; row++) {
        for (size_t column = 0; column < 6; column++)
            text_printf(out, "%s%s", column == 0 ? "" : "|",
                        cells[column][random_below(random, 5)]);
        text_append(out, "\n");
    }
}

static void when_ranges_are_told_never_matters(void **state)
{
    struct random random = {.seed = 11};
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct text rows = TEXT_INIT;
        struct text merges = TEXT_INIT;
        struct gathered before;
        struct gathered after;
        text_append(&rows, HEADER);
        random_rows(&random, &rows);
        random_merges(&random, &merges);
        const struct sheet_spec sheet = {
            .name = "一", .rows = text_of(&rows), .merges = text_of(&merges)};
        struct book_spec book = {.file = "名单.xlsx",
                                 .sheets = &sheet,
                                 .sheet_count = 1,
                                 .merges_come_first = true};
        gathered_init(&before);
        gathered_init(&after);
        assert_int_equal(gathered_read(&before, &book), 0);
        book.merges_come_first = false;
        assert_int_equal(gathered_read(&after, &book), 0);
        EXPECT_TEXT(text_of(&rows), gathered_text(&after),
                    gathered_text(&before));
        gathered_counts(&before, 0);
        gathered_counts(&after, 0);
        gathered_release(&before);
        gathered_release(&after);
        text_release(&rows);
        text_release(&merges);
    }
}

static void ranges_in_title_and_header_do_not_matter(void **state)
{
    struct fill fill;
    const struct cell_range title = {1, 1, 1, 6};
    const struct cell_range header = {2, 3, 1, 1};
    const struct cell_range body = {4, 5, 1, 1};
    const struct cell_range elsewhere = {4, 5, 9, 9};
    struct column_choice columns[FIELD_COUNT] = {
        [FIELD_TOWN] = {.column = 1}, [FIELD_NAME] = {.column = 9}};
    (void)state;
    fill_init(&fill, columns, 3, false);
    fill.has_rows = true;
    assert_int_equal(fill_add(&fill, &title), 0);
    assert_int_equal(fill_add(&fill, &header), 0);
    assert_int_equal(fill_add(&fill, &elsewhere), 0);
    assert_false(fill.is_late);
    assert_int_equal(fill_add(&fill, &body), 0);
    assert_true(fill.is_late);
    fill_release(&fill);
}

static void failing_allocations_are_told(void **state)
{
    const struct cell_range range = {4, 6, 1, 1};
    struct column_choice columns[FIELD_COUNT] = {[FIELD_TOWN] = {.column = 1}};
    const struct cell town = {
        .text = "甲镇", .length = 6, .column = 1, .kind = CELL_TEXT};
    const struct sheet_row row = {.row = 4, .cells = &town, .cell_count = 1};
    (void)state;
    for (unsigned long after = 1;; after++) {
        struct fill fill;
        const struct cell *cells[FIELD_COUNT] = {NULL};
        fill_init(&fill, columns, 3, false);
        mem_fail_after(after);
        const bool is_done =
            fill_add(&fill, &range) == 0 && fill_row(&fill, &row, cells) == 0;
        mem_fail_after(0);
        fill_release(&fill);
        if (is_done) {
            assert_true(after > 1);
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_filled_where_cells_are_merged),
        cmocka_unit_test(second_reading_leaves_nothing_twice),
        cmocka_unit_test(when_ranges_are_told_never_matters),
        cmocka_unit_test(ranges_in_title_and_header_do_not_matter),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
