/*
 * Finding the header, one or two rows deep, and the column of each field.
 */
#include "import/header.h"
#include "tests/support/book_fixture.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

struct found {
    struct arena *arena;
    struct label_index index;
    struct head head;
    struct header header;
    struct field_columns columns;
};

/* Reads the first rows and looks for the header as `kind`. */
static void find(struct found *found, const char *rows, const char *merges,
                 uint16_t kind)
{
    const struct sheet_spec sheet = {
        .name = "一", .rows = rows, .merges = merges};
    const struct book_spec book = {.file = "名单.xlsx",
                                   .sheets = &sheet,
                                   .sheet_count = 1,
                                   .merges_come_first = merges != NULL};
    struct workbook workbook;
    struct failure failure = FAILURE_INIT;
    found->arena = arena_new();
    book_fixture(&workbook, &book, found->arena);
    assert_int_equal(label_index_init(&found->index,
                                      roster_policy(found->arena),
                                      found->arena),
                     0);
    assert_int_equal(
        head_read(&workbook, 0, found->arena, &found->head, &failure), 0);
    assert_int_equal(
        header_find(&found->head, &found->index, found->arena, &found->header),
        0);
    header_columns(&found->header, &found->index, kind, &found->columns);
}

static void release(struct found *found)
{
    head_release(&found->head);
    arena_free(found->arena);
}

struct header_case {
    const char *name;
    const char *rows;
    const char *merges;
    uint16_t kind;
    rownum row;
    unsigned depth;
    const char *columns; /* "id_number=B name=A" */
};

static const struct header_case cases[] = {
    {"first row", "姓名|身份证号\n张三|511499199001010012\n", NULL, KIND_TEKUN,
     1, 1, "id_number=B name=A"},
    {"below title and unit line",
     "东区低保对象花名册\n填报单位：东区民政局\n姓名|身份证号|乡镇|村\n", NULL,
     KIND_DIBAO, 3, 1, "id_number=B name=A town=C village=D"},
    {"the unit line is no group title",
     "低保\n单位：东区||日期：2023年8月\n序号|姓名|身份证号\n", NULL,
     KIND_DIBAO, 3, 1, "id_number=C name=B"},
    {"a title with a unit at the right is no group title",
     "持证残疾人花名册||||单位：人\n姓名|身份证号|类别|等级|乡镇\n", NULL,
     KIND_CIVIL, 2, 1, "id_number=B name=A town=E category=C"},
    {"a title with a date at the right",
     "残疾人情况|||2023年8月31日\n姓名|身份证号|乡镇|等级\n", NULL, KIND_CIVIL,
     2, 1, "id_number=B name=A town=C"},
    {"unit and date, with a list's name over nothing",
     "残疾人||台账||\n姓名|身份证号|乡镇|等级\n", NULL, KIND_CIVIL, 2, 1,
     "id_number=B name=A town=C"},
    {"a group title that ends in a colon",
     "姓名|身份证号|残疾情况：||备注\n||类别|等级|\n", NULL, KIND_CANLIAN, 1, 2,
     "id_number=B name=A disability_type=C disability_grade=D"},
    {"members under the name of a list, with labels that reach down",
     "乡镇|村|家庭成员名单||\n||姓名|身份证号|关系\n", NULL, KIND_DIBAO, 1, 2,
     "id_number=D name=C town=A village=B"},
    {"line breaks, tabs and spaces inside labels",
     "姓　名|身份\r证 号|\t乡 镇\u3000\n", NULL, KIND_DIBAO, 1, 1,
     "id_number=B name=A town=C"},
    {"row 30",
     "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
     "姓名|身份证号\n",
     NULL, KIND_DIBAO, 30, 1, "id_number=B name=A"},
    {"row 31 is too late",
     "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
     "姓名|身份证号\n",
     NULL, KIND_DIBAO, 0, 0, ""},
    {"a title is no group, though it makes a label known",
     "儿童名单\n序号|姓名|身份证号\n", NULL, KIND_CIVIL, 2, 1,
     "id_number=C name=B"},
    {"two rows, group titles merged",
     "残疾人花名册\n姓名|身份证号|残疾情况||备注\n||类别|等级|\n", NULL,
     KIND_CANLIAN, 2, 2,
     "id_number=B name=A disability_type=C disability_grade=D"},
    {"two rows, a group that means nothing",
     "低保\n姓名|身份证号|家庭情况||备注\n||人口数|收入|\n", NULL, KIND_DIBAO,
     2, 2, "id_number=B name=A"},
    {"two rows, everything under group titles",
     "基本情况|||残疾情况|\n姓名|身份证号|县区|类别|等级\n", NULL, KIND_CANLIAN,
     1, 2, "id_number=B name=A county=C disability_type=D disability_grade=E"},
    {"two rows, the guardian's columns",
     "姓名|身份证号|监护人情况||\n||姓名|身份证号|电话\n", NULL, KIND_CIVIL, 1,
     2, "id_number=B name=A"},
    {"a short data row below is no second row",
     "姓名|身份证号|乡镇|村\n||甲镇|一村\n", NULL, KIND_DIBAO, 1, 1,
     "id_number=B name=A town=C village=D"},
    {"merged ranges tell how far a title reaches",
     "姓名|身份证号|残疾情况||\n||类别|等级|类别\n", "C1:D1", KIND_CIVIL, 1, 2,
     "id_number=B name=A category=E disability_type=C disability_grade=D"},
    {"statistics have no header", "低保统计表\n乡镇|户数|人数\n甲镇|10|20\n",
     NULL, KIND_DIBAO, 0, 0, ""},
    {"one label is no header", "姓名\n张三\n", NULL, KIND_DIBAO, 0, 0, ""},
    {"neither number nor name is no header", "乡镇|村|认定时间\n", NULL,
     KIND_DIBAO, 0, 0, ""},
    {"of two labels for a field the policy's first is taken",
     "证件号码|姓名|身份证号\n", NULL, KIND_DIBAO, 1, 1, "id_number=C name=B"},
    {"of the same label the first", "姓名|身份证号|身份证号\n", NULL,
     KIND_DIBAO, 1, 1, "id_number=B name=A"},
};

static void append_columns(struct text *out,
                           const struct field_columns *columns)
{
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        char letters[8];
        if (columns->columns[field] == 0)
            continue;
        text_printf(out, "%s%s=%s", out->length == 0 ? "" : " ",
                    field_id((enum field)field),
                    column_letters(columns->columns[field], letters));
    }
}

static void headers_are_found_by_content(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct found found;
        struct text columns = TEXT_INIT;
        find(&found, cases[i].rows, cases[i].merges, cases[i].kind);
        EXPECT_INT(cases[i].name, found.header.row, cases[i].row);
        EXPECT_INT(cases[i].name, found.header.depth, cases[i].depth);
        append_columns(&columns, &found.columns);
        EXPECT_TEXT(cases[i].name, text_of(&columns), cases[i].columns);
        text_release(&columns);
        release(&found);
    }
}

static void label_shows_its_group(void **state)
{
    struct found found;
    (void)state;
    find(&found, "姓名|身份证 号|残疾情况|\n||类别|等 级\n", NULL,
         KIND_CANLIAN);
    assert_string_equal(found.header.labels[1].shown, "身份证号");
    assert_string_equal(found.header.labels[3].shown, "残疾情况/等级");
    assert_string_equal(found.header.labels[3].group, "残疾情况");
    release(&found);
}

static void other_columns_are_told(void **state)
{
    struct found found;
    (void)state;
    find(&found, "户主姓名|户主身份证号|姓名|身份证号|证件号码|姓名\n", NULL,
         KIND_DIBAO);
    assert_int_equal(found.columns.other_id, 2);
    assert_int_equal(found.columns.rival_count, 2);
    assert_int_equal(found.columns.rivals[0].taken, 4);
    assert_int_equal(found.columns.rivals[0].other, 5);
    assert_int_equal(found.columns.rivals[1].taken, 3);
    assert_int_equal(found.columns.rivals[1].other, 6);
    assert_int_equal(field_columns_bits(&found.columns),
                     1U << FIELD_ID_NUMBER | 1U << FIELD_NAME);
    release(&found);
}

static void nearest_row_is_told_where_there_is_no_header(void **state)
{
    struct found found;
    (void)state;
    find(&found, "名单\n姓名|号码\n张三|511499199001010012\n", NULL,
         KIND_DIBAO);
    assert_int_equal(found.header.row, 0);
    assert_int_equal(found.header.near_row, 2);
    assert_int_equal(found.header.near_fields, 1U << FIELD_NAME);
    assert_true(found.head.has_id_numbers);
    assert_false(found.head.has_certificates);
    release(&found);
}

static void wide_sheets_cost_no_more_than_their_width(void **state)
{
    struct found found;
    struct text rows = TEXT_INIT;
    (void)state;
    text_append(&rows, "姓名|身份证号|");
    for (int i = 0; i < 200; i++)
        text_append(&rows, "x|");
    find(&found, text_of(&rows), NULL, KIND_DIBAO);
    assert_int_equal(found.header.width, 202);
    assert_int_equal(found.header.row, 1);
    release(&found);
    text_release(&rows);
}

static void head_knows_empty_sheets(void **state)
{
    struct found found;
    (void)state;
    find(&found, " \n　\n", NULL, KIND_DIBAO);
    assert_true(found.head.is_empty);
    assert_int_equal(found.head.count, 0);
    release(&found);
    find(&found,
         "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
         "\n\n\n\n\nx\n",
         NULL, KIND_DIBAO);
    assert_false(found.head.is_empty);
    assert_int_equal(found.head.count, 0);
    release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_found_by_content),
        cmocka_unit_test(label_shows_its_group),
        cmocka_unit_test(other_columns_are_told),
        cmocka_unit_test(nearest_row_is_told_where_there_is_no_header),
        cmocka_unit_test(wide_sheets_cost_no_more_than_their_width),
        cmocka_unit_test(head_knows_empty_sheets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
