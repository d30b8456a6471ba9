/* The sheet layer: types, sums, splitting, print set-up, failures. */
#include "reports/sheet.h"

#include "core/arena.h"
#include "tests/support/book_view.h"
#include "tests/support/roster_fixture.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NUMBER, NAME, ID, CODE, HEADS, AMOUNT, DAY, WORDS, COLUMNS };

static const struct column columns[COLUMNS] = {
    [NUMBER] = COLUMN("序号", 6, SERIAL), [NAME] = COLUMN("姓名", 10, TEXT),
    [ID] = COLUMN("证件号码", 20, ID),    [CODE] = COLUMN("代码", 8, CODE),
    [HEADS] = SUMMED("人数", 8, COUNT),   [AMOUNT] = SUMMED("金额", 12, MONEY),
    [DAY] = COLUMN("日期", 12, DATE),     [WORDS] = COLUMN("说明", 20, LINES),
};

static const struct sheet_plan plan = {
    .name = "名单",
    .title = "测试名单",
    .unit = "单位：元",
    .head = "第一行说明\n第二行说明",
    .columns = columns,
    .column_count = COLUMNS,
    .frozen = 2,
    .has_filter = true,
    .has_signature = true,
    .if_empty = "没有人员",
};

static const struct book_info info = {
    .title = "测试",
    .author = "示范市医疗保障局",
    .program = "daopan 测试",
    .line = "所属期：2023年8月",
    .date = 20230831,
};

static idkey some_id(void)
{
    return fixture_id(19780301, 1);
}

static void put_row(struct sheet *sheet, int64_t number, fen amount)
{
    const struct value values[COLUMNS] = {
        [NUMBER] = value_number(number), [NAME] = value_text("吉克·阿依"),
        [ID] = value_id(some_id()),      [CODE] = value_text("01"),
        [HEADS] = value_number(1),       [AMOUNT] = value_number(amount),
        [DAY] = value_number(20230801),  [WORDS] = value_text("甲\n乙"),
    };
    sheet_row(sheet, values);
}

/* A book with one sheet of `rows` rows and a total. */
static int write_book(const char *path, uint32_t row_limit, int rows,
                      struct failure *failure)
{
    struct book_info changed = info;
    struct book *book = NULL;
    changed.row_limit = row_limit;
    if (book_open(path, &changed, &book, failure) != 0)
        return -1;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (int i = 0; i < rows; i++)
        put_row(sheet, i + 1, 9510 + i);
    sheet_total(sheet, "合计");
    sheet_note(sheet, "备注一行", false);
    sheet_end(sheet);
    return book_close(book, failure);
}

struct scene {
    struct scratch_folder folder;
    char path[100];
    struct book_view *view;
};

static void scene_write(struct scene *scene, uint32_t row_limit, int rows)
{
    struct failure failure = FAILURE_INIT;
    scratch_make(&scene->folder);
    snprintf(scene->path, sizeof scene->path, "%s/a.xlsx", scene->folder.path);
    assert_int_equal(write_book(scene->path, row_limit, rows, &failure), 0);
    scene->view = book_view_open(scene->folder.path, "a.xlsx");
}

static void scene_end(struct scene *scene)
{
    book_view_close(scene->view);
    scratch_remove(&scene->folder);
}

static void cells_have_their_types(void **state)
{
    (void)state;
    struct scene scene;
    scene_write(&scene, 0, 2);
    static const struct {
        const char *ref, *value, *format;
        bool is_text;
    } cases[] = {
        {"A1", "测试名单", "General", true},
        {"A2", "所属期：2023年8月", "General", true},
        {"H2", "单位：元", "General", true},
        {"A3", "第一行说明", "General", true},
        {"A4", "第二行说明", "General", true},
        {"B5", "姓名", "General", true},
        {"A6", "1", "0", false},
        {"B6", "吉克·阿依", "General", true},
        {"D6", "01", "@", true},
        {"E6", "1", "#,##0", false},
        {"F7", "95.11", "#,##0.00", false},
        {"G6", "45139", "yyyy-mm-dd", false},
        {"H6", "甲\n乙", "General", true},
        {"A8", "合计", "General", true},
        {"A9", "备注一行", "General", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct cell_view cell =
            view_cell(scene.view, "名单", cases[i].ref);
        EXPECT_INT(cases[i].ref, cell.is_text, cases[i].is_text);
        EXPECT_TEXT(cases[i].ref, cell.value, cases[i].value);
        EXPECT_TEXT(cases[i].ref, view_format(scene.view, &cell),
                    cases[i].format);
    }
    scene_end(&scene);
}

static void id_numbers_are_text_without_green_triangles(void **state)
{
    (void)state;
    struct scene scene;
    scene_write(&scene, 0, 1);
    char id[ID_TEXT_SIZE];
    const struct cell_view cell = view_cell(scene.view, "名单", "C6");
    assert_true(cell.is_text);
    assert_string_equal(cell.value, id_number_text(some_id(), id));
    assert_string_equal(view_format(scene.view, &cell), "@");
    assert_non_null(strstr(book_view_sheet(scene.view, "名单"),
                           "<ignoredError sqref=\"A1:H9\" "
                           "numberStoredAsText=\"1\"/>"));
    scene_end(&scene);
}

static void totals_are_formulas_with_their_values(void **state)
{
    (void)state;
    struct scene scene;
    scene_write(&scene, 0, 3);
    struct cell_view cell = view_cell(scene.view, "名单", "E9");
    assert_string_equal(cell.formula, "SUM(E6:E8)");
    assert_string_equal(cell.value, "3");
    cell = view_cell(scene.view, "名单", "F9");
    assert_string_equal(cell.formula, "SUM(F6:F8)");
    assert_string_equal(cell.value, "285.33");
    assert_string_equal(view_format(scene.view, &cell), "#,##0.00");
    scene_end(&scene);
}

static void print_and_screen_are_set_up(void **state)
{
    (void)state;
    struct scene scene;
    scene_write(&scene, 0, 3);
    static const char *const marks[] = {
        "<pageSetUpPr fitToPage=\"1\"/>",
        "topLeftCell=\"C6\" activePane=\"bottomRight\" state=\"frozen\"",
        "<autoFilter ref=\"A5:H8\"/>",
        "paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"",
        "<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter>",
        "<mergeCell ref=\"A1:H1\"/>",
    };
    const char *xml = book_view_sheet(scene.view, "名单");
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (strstr(xml, marks[i]) == NULL)
            fail_msg("the sheet has no %s", marks[i]);
    assert_non_null(strstr(book_view_part(scene.view, "xl/workbook.xml"),
                           ">'名单'!$5:$5<"));
    const char *core = book_view_part(scene.view, "docProps/core.xml");
    assert_non_null(strstr(core, "2023-08-31T00:00:00Z"));
    assert_non_null(strstr(core, "示范市医疗保障局"));
    scene_end(&scene);
}

static void long_table_goes_on_in_another_sheet(void **state)
{
    (void)state;
    struct scene scene;
    scene_write(&scene, 60, 40);
    struct cell_view cell = view_cell(scene.view, "名单(2)", "A1");
    assert_string_equal(cell.value, "测试名单");
    cell = view_cell(scene.view, "名单(2)", "B5");
    assert_string_equal(cell.value, "姓名");
    cell = view_cell(scene.view, "名单(2)", "A6");
    assert_string_equal(cell.value, "16"); /* 60 rows - 5 above - 40 below */
    const struct cell_view label = view_find(scene.view, "名单(3)", "合计");
    assert_string_equal(label.ref, "A16");
    cell = view_cell(scene.view, "名单(3)", "E16");
    assert_string_equal(cell.formula,
                        "SUM('名单'!E6:E20,'名单(2)'!E6:E20,E6:E15)");
    assert_string_equal(cell.value, "40");
    assert_string_equal(view_find(scene.view, "名单", "合计").ref, "");
    scene_end(&scene);
}

static void empty_table_says_so(void **state)
{
    (void)state;
    struct scene scene;
    scene_write(&scene, 0, 0);
    assert_string_equal(view_cell(scene.view, "名单", "A6").value, "没有人员");
    const struct cell_view total = view_cell(scene.view, "名单", "F7");
    assert_string_equal(total.formula, "");
    assert_string_equal(total.value, "0");
    scene_end(&scene);
}

static void subtotals_are_not_counted_twice(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct failure failure = FAILURE_INIT;
    struct book *book = NULL;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    assert_int_equal(book_open(path, &info, &book, &failure), 0);
    struct sheet *sheet = sheet_begin(book, &plan);
    put_row(sheet, 1, 100);
    put_row(sheet, 2, 200);
    sheet_subtotal(sheet, "东区小计");
    put_row(sheet, 3, 400);
    sheet_subtotal(sheet, "西区小计");
    sheet_total(sheet, "合计");
    assert_int_equal(sheet_sum(sheet, AMOUNT), 700);
    assert_int_equal(sheet_rows(sheet), 3);
    sheet_end(sheet);
    assert_int_equal(book_close(book, &failure), 0);
    struct book_view *view = book_view_open(folder.path, "a.xlsx");
    static const struct {
        const char *ref, *formula, *value;
    } cases[] = {
        {"F8", "SUBTOTAL(9,F6:F7)", "3"},
        {"F10", "SUBTOTAL(9,F9:F9)", "4"},
        {"F11", "SUBTOTAL(9,F6:F10)", "7"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct cell_view cell = view_cell(view, "名单", cases[i].ref);
        EXPECT_TEXT(cases[i].ref, cell.formula, cases[i].formula);
        EXPECT_TEXT(cases[i].ref, cell.value, cases[i].value);
    }
    book_view_close(view);
    scratch_remove(&folder);
}

static void sheet_names_are_valid_and_unique(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct failure failure = FAILURE_INIT;
    struct book *book = NULL;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    assert_int_equal(book_open(path, &info, &book, &failure), 0);
    static const char *const names[][2] = {
        {"低保/低收入[1]", "低保 低收入 1 "},
        {"低保/低收入[1]", "低保 低收入 1 (2)"},
        {"", "表"},
        {"Sheet", "Sheet"},
        {"SHEET", "SHEET(2)"},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八(2)"},
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct sheet_plan named = plan;
        named.name = names[i][0];
        sheet_end(sheet_begin(book, &named));
    }
    assert_int_equal(book_close(book, &failure), 0);
    struct book_view *view = book_view_open(folder.path, "a.xlsx");
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_non_null(book_view_sheet(view, names[i][1]));
    book_view_close(view);
    scratch_remove(&folder);
}

static void bad_cell_is_red_and_says_why(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct failure failure = FAILURE_INIT;
    struct book *book = NULL;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    assert_int_equal(book_open(path, &info, &book, &failure), 0);
    struct sheet *sheet = sheet_begin(book, &plan);
    struct value values[COLUMNS] = {[NAME] = {.text = "甲"}};
    values[CODE] =
        (struct value){.text = "9X", .is_bad = true, .comment = "没有这个代码"};
    sheet_row(sheet, values);
    sheet_end(sheet);
    assert_int_equal(book_close(book, &failure), 0);
    struct book_view *view = book_view_open(folder.path, "a.xlsx");
    const char *comments = book_view_part(view, "xl/comments1.xml");
    assert_non_null(comments);
    assert_non_null(strstr(comments, "ref=\"D6\""));
    assert_non_null(strstr(comments, "没有这个代码"));
    const struct cell_view bad = view_cell(view, "名单", "D6");
    const struct cell_view good = view_cell(view, "名单", "B6");
    assert_int_not_equal(bad.style, good.style);
    assert_non_null(strstr(book_view_part(view, "xl/styles.xml"), "FFFF9999"));
    book_view_close(view);
    scratch_remove(&folder);
}

static void text_beyond_a_cell_is_cut_visibly(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct failure failure = FAILURE_INIT;
    struct book *book = NULL;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    char *huge = calloc(1, 3 * 40000 + 1);
    assert_non_null(huge);
    for (int i = 0; i < 40000; i++)
        memcpy(huge + 3 * i, "字", 3);
    assert_int_equal(book_open(path, &info, &book, &failure), 0);
    struct sheet *sheet = sheet_begin(book, &plan);
    const struct value values[COLUMNS] = {[WORDS] = {.text = huge}};
    sheet_row(sheet, values);
    sheet_end(sheet);
    assert_int_equal(book_close(book, &failure), 0);
    struct book_view *view = book_view_open(folder.path, "a.xlsx");
    const char *value = view_cell(view, "名单", "H6").value;
    assert_int_equal(strlen(value), 3 * 32767);
    assert_string_equal(value + strlen(value) - 3, "…");
    book_view_close(view);
    free(huge);
    scratch_remove(&folder);
}

static void two_writings_are_the_same_bytes(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct failure failure = FAILURE_INIT;
    char path[100];
    scratch_make(&folder);
    char *bytes[2];
    size_t sizes[2];
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%d.xlsx", folder.path, i);
        assert_int_equal(write_book(path, 0, 5, &failure), 0);
        bytes[i] =
            scratch_read(&folder, i == 0 ? "0.xlsx" : "1.xlsx", &sizes[i]);
        if (i == 0)
            usleep(1100000); /* a clock in the file would show */
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
    free(bytes[0]);
    free(bytes[1]);
    scratch_remove(&folder);
}

static void folder_that_is_not_there_fails_with_its_path(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    const char *path = "/tmp/daopan-no-such-folder/a.xlsx";
    assert_int_equal(write_book(path, 0, 1, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    assert_string_equal(failure.file, path);
}

static void sums_that_differ_fail_the_book(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct failure failure = FAILURE_INIT;
    struct book *book = NULL;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    assert_int_equal(book_open(path, &info, &book, &failure), 0);
    book_expect(book, "一方=另一方", 5, 5);
    book_expect(book, "甲=乙", 5, 6);
    book_expect(book, "后来的", 1, 2);
    assert_null(sheet_begin(book, &plan));
    assert_int_equal(book_close(book, &failure), -1);
    assert_int_equal(failure.code, DIAG_TIE_OUT);
    assert_non_null(strstr(failure.note, "甲=乙"));
    assert_string_equal(failure.file, path);
    scratch_remove(&folder);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct scratch_folder folder;
    char path[100];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/a.xlsx", folder.path);
    int status = -1;
    unsigned long after = 1;
    for (; status != 0; after++) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        status = write_book(path, 0, 3, &failure);
        mem_fail_after(0);
        if (status != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        assert_true(after < 1000);
    }
    assert_true(after > 5);
    scratch_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_have_their_types),
        cmocka_unit_test(id_numbers_are_text_without_green_triangles),
        cmocka_unit_test(totals_are_formulas_with_their_values),
        cmocka_unit_test(print_and_screen_are_set_up),
        cmocka_unit_test(long_table_goes_on_in_another_sheet),
        cmocka_unit_test(empty_table_says_so),
        cmocka_unit_test(subtotals_are_not_counted_twice),
        cmocka_unit_test(sheet_names_are_valid_and_unique),
        cmocka_unit_test(bad_cell_is_red_and_says_why),
        cmocka_unit_test(text_beyond_a_cell_is_cut_visibly),
        cmocka_unit_test(two_writings_are_the_same_bytes),
        cmocka_unit_test(folder_that_is_not_there_fails_with_its_path),
        cmocka_unit_test(sums_that_differ_fail_the_book),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
