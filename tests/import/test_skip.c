/*
 * Persons, and rows that are none.
 */
#include "import/skip.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

enum { COLUMNS = 6 };

/* 序号 | 乡镇 | 姓名 | 身份证号 | 人员类别 | 备注 */
static const enum field fields[COLUMNS] = {FIELD_NONE,     FIELD_TOWN,
                                           FIELD_NAME,     FIELD_ID_NUMBER,
                                           FIELD_CATEGORY, FIELD_NONE};

struct skip_case {
    const char *name;
    const char *cells[COLUMNS];
    size_t id_digits;
    enum skip expected;
};

static const struct skip_case cases[] = {
    {"person",
     {"1", "甲镇", "张三", "511499199001010012", "低保", ""},
     18,
     SKIP_NOT},
    {"without number", {"1", "甲镇", "张三", "", "低保", ""}, 0, SKIP_NOT},
    {"only a name", {"", "", "张三", "", "", ""}, 0, SKIP_NOT},
    {"without name",
     {"1", "甲镇", "", "511499199001010012", "", ""},
     18,
     SKIP_NOT},
    {"a cut number, no name",
     {"1", "甲镇", "", "5114991990", "", ""},
     10,
     SKIP_NOT},
    {"neither, but a category", {"1", "甲镇", "", "", "低保", ""}, 0, SKIP_NOT},
    {"a number beside a total word",
     {"小计", "", "张三", "511499199001010012", "", ""},
     18,
     SKIP_NOT},
    {"a name beside a total word",
     {"合计", "", "张三", "", "低保", ""},
     0,
     SKIP_NOT},
    {"a village called 小计村",
     {"1", "小计村", "张三", "", "低保", ""},
     0,
     SKIP_NOT},
    {"a name that begins like a note word",
     {"1", "甲镇", "单位", "", "", ""},
     0,
     SKIP_NOT},
    {"blank", {"", " ", "　", "\t", "", ""}, 0, SKIP_BLANK},
    {"prepared line", {"12", "", "", "", "", ""}, 0, SKIP_BLANK},
    {"header",
     {"序号", "乡镇", "姓 名", "身份\n证号", "人员类别", "备注"},
     0,
     SKIP_HEADER},
    {"half a header", {"", "", "姓名", "身份证号", "", ""}, 0, SKIP_HEADER},
    {"another header",
     {"编号", "镇", "名字", "公民身份号码", "类", ""},
     0,
     SKIP_HEADER},
    {"title", {"东区花名册", "", "", "", "", ""}, 0, SKIP_TITLE},
    {"total", {"合　计", "", "", "12人", "", ""}, 2, SKIP_TOTAL},
    {"subtotal of a town", {"", "甲镇小计", "", "", "", ""}, 0, SKIP_TOTAL},
    {"total with its number",
     {"总计：120人", "", "", "", "", ""},
     0,
     SKIP_TOTAL},
    {"total in the name column", {"", "", "合计", "", "12", ""}, 0, SKIP_TOTAL},
    {"total and a count as a name",
     {"共计", "", "12户", "", "30人", ""},
     0,
     SKIP_TOTAL},
    {"note",
     {"说明：本表由民政部门填报，共3页。", "", "", "", "", ""},
     0,
     SKIP_NOTE},
    {"note in the name column",
     {"", "", "注：以上属实", "", "", ""},
     0,
     SKIP_NOTE},
    {"note over several cells",
     {"备注", "", "", "", "低保", "共12人"},
     0,
     SKIP_NOTE},
    {"signature in one cell",
     {"制表人：王五   审核人：赵六", "", "", "", "", ""},
     0,
     SKIP_NOTE},
    {"signature in two",
     {"", "制表人：", "王五", "审核人：", "", "赵六"},
     0,
     SKIP_NOTE},
    {"signature with a telephone number",
     {"", "填表人：", "王五", "12000655881", "", ""},
     11,
     SKIP_NOTE},
    {"telephone number below the list",
     {"联系电话", "", "", "12000655881", "", ""},
     11,
     SKIP_NOTE},
    {"a name with a digit, in a numbered row",
     {"1", "甲镇", "李强2", "", "", ""},
     0,
     SKIP_NOT},
    {"two names in a numbered row",
     {"2", "甲镇", "王芳、王兰", "", "", ""},
     0,
     SKIP_NOT},
    {"a seal beside a name",
     {"单位（盖章）", "", "王五", "", "", ""},
     0,
     SKIP_NOTE},
    {"a signature beside a name",
     {"审核：王五", "", "李六", "", "", ""},
     0,
     SKIP_NOTE},
    {"a bureau and a day",
     {"东坡区民政局", "", "", "2023年9月5日", "", ""},
     6,
     SKIP_NOTE},
    {"a telephone number in the number's place",
     {"民政局", "", "陈某", "联系电话：12000000000", "", ""},
     11,
     SKIP_NOTE},
    {"a count in the number's place",
     {"", "", "户数", "1", "", ""},
     1,
     SKIP_TOTAL},
    {"section", {"一、集中供养", "", "", "", "", ""}, 0, SKIP_NOTE},
    {"town as section", {"", "甲镇", "", "", "", ""}, 0, SKIP_NOTE},
    {"page", {"", "", "第一页", "", "", ""}, 0, SKIP_NOTE},
};

struct judged {
    struct cell cells[COLUMNS];
    struct sheet_row row;
    const struct cell *by_field[FIELD_COUNT];
};

static void build(struct judged *out, const char *const *texts)
{
    memset(out, 0, sizeof *out);
    for (colnum at = 0; at < COLUMNS; at++) {
        if (texts[at][0] == '\0')
            continue;
        struct cell *cell = &out->cells[out->row.cell_count++];
        *cell = (struct cell){.text = texts[at],
                              .length = (uint32_t)strlen(texts[at]),
                              .column = (colnum)(at + 1),
                              .kind = CELL_TEXT};
        if (fields[at] != FIELD_NONE && !cell_is_blank(cell))
            out->by_field[fields[at]] = cell;
    }
    out->row.row = 9;
    out->row.cells = out->cells;
}

static void rows_are_told_apart(void **state)
{
    static const char *header[COLUMNS] = {"序号",     "乡镇",     "姓名",
                                          "身份证号", "人员类别", "备注"};
    const struct head_line line = {
        .row = 2, .width = COLUMNS, .shown = header, .folded = header};
    struct arena *arena = arena_new();
    struct label_index labels;
    (void)state;
    assert_int_equal(label_index_init(&labels, roster_policy(arena), arena), 0);
    const struct skip_rules rules = {
        .labels = &labels,
        .kind = KIND_CIVIL,
        .header = {&line, NULL},
        .title = "东区花名册",
        .person_column = 4,
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct judged judged;
        build(&judged, cases[i].cells);
        EXPECT_INT(
            cases[i].name,
            row_skip(&rules, &judged.row, judged.by_field, cases[i].id_digits),
            cases[i].expected);
    }
    arena_free(arena);
}

static void blank_cells_show_nothing(void **state)
{
    static const struct {
        const char *text;
        bool is_blank;
    } texts[] = {
        {"", true},       {" ", true},      {"\t\n", true},    {"\u3000", true},
        {"\u200B", true}, {"\uFEFF", true}, {"\u00A0 ", true}, {"0", false},
        {"-", false},     {" x", false},    {"　人", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const struct cell cell = {.text = texts[i].text,
                                  .length = (uint32_t)strlen(texts[i].text),
                                  .kind = CELL_TEXT};
        EXPECT_INT(texts[i].text, cell_is_blank(&cell), texts[i].is_blank);
    }
    const struct cell number = {.number = 0, .kind = CELL_NUMBER};
    const struct cell formula = {.text = "", .kind = CELL_UNCACHED};
    assert_false(cell_is_blank(&number));
    assert_false(cell_is_blank(&formula));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_told_apart),
        cmocka_unit_test(blank_cells_show_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
