/*
 * Which sheets are rosters, and what is refused with which reason.
 */
#include "tests/support/book_fixture.h"
#include "tests/support/random.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

#define A "511499199001010012"
#define B "511499199001010020"
#define LIST "姓名|身份证号\n张三|" A "\n"

enum { SHEETS_MAX = 4 };

struct survey_case {
    const char *name;
    const char *file;
    struct sheet_spec sheets[SHEETS_MAX];
    const char *kinds; /* "minzheng-dibao - …", or the failure */
};

static const struct survey_case cases[] = {
    {"several kinds in one workbook",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "特困", .rows = LIST},
      {.name = "Sheet3", .rows = ""}},
     "minzheng-dibao minzheng-tekun -"},
    {"statistics and instructions are left out",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "统计", .rows = "低保统计表\n乡镇|人数\n甲镇|12\n"},
      {.name = "说明", .rows = "填表说明\n一、姓名填全称\n"}},
     "minzheng-dibao - -"},
    {"hidden sheets are left out",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "特困", .rows = LIST, .visibility = SHEET_HIDDEN},
      {.name = "孤儿", .rows = LIST, .visibility = SHEET_VERY_HIDDEN}},
     "minzheng-dibao - -"},
    {"a sheet without a word takes the kind of the others",
     "8月.xlsx",
     {{.name = "甲镇", .rows = "低保对象花名册\n" LIST},
      {.name = "乙镇", .rows = LIST}},
     "minzheng-dibao minzheng-dibao"},
    {"not where the others differ",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "特困", .rows = LIST},
      {.name = "乙镇", .rows = LIST}},
     "kind-ambiguous 乙镇 1"},
    {"the file's name tells",
     "8月特困人员.xlsx",
     {{.name = "Sheet1", .rows = LIST}},
     "minzheng-tekun"},
    {"no word at all",
     "8月.xlsx",
     {{.name = "Sheet1", .rows = LIST}},
     "kind-ambiguous Sheet1 1"},
    {"no roster at all",
     "8月.xlsx",
     {{.name = "统计", .rows = "低保统计表\n乡镇|人数\n甲镇|12\n"}},
     "file-not-roster  0"},
    {"nothing but hidden sheets",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST, .visibility = SHEET_HIDDEN}},
     "file-not-roster  0"},
    {"an empty workbook",
     "8月.xlsx",
     {{.name = "Sheet1", .rows = ""}},
     "file-not-roster  0"},
    {"people under a header that is not understood",
     "低保.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "续", .rows = "人|号\n张三|" A "\n"}},
     "header-missing 续 0"},
    {"people without any header",
     "低保.xlsx",
     {{.name = "低保", .rows = "张三|" A "\n李四|" B "\n"}},
     "header-missing 低保 0"},
    {"a list of households",
     "低保.xlsx",
     {{.name = "低保", .rows = "户主姓名|户主身份证号|人口数\n张三|" A "|3\n"}},
     "household-list 低保 1"},
    {"members named, heads numbered",
     "低保.xlsx",
     {{.name = "低保", .rows = "姓名|户主身份证号\n张三|" A "\n"}},
     "household-list 低保 1"},
    {"a list without numbers is not read as empty",
     "低保.xlsx",
     {{.name = "低保", .rows = "姓名|乡镇|村\n张三|甲镇|一村\n"}},
     "column-missing 低保 1"},
    {"contacts beside a list",
     "低保.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "联系表", .rows = "姓名|乡镇|电话\n王五|甲镇|12000\n"}},
     "minzheng-dibao -"},
    {"a clear kind lacks its column",
     "8月.xlsx",
     {{.name = "Sheet1", .rows = "精神和智力残疾人名单\n" LIST}},
     "column-missing Sheet1 2"},
    {"removed or not: the title does not tell",
     "8月.xlsx",
     {{.name = "Sheet1", .rows = "低保新增、减员名单\n" LIST}},
     "movement-unclear Sheet1 2"},
    {"title and sheet name differ",
     "8月.xlsx",
     {{.name = "低保减员", .rows = "8月低保新增名单\n" LIST}},
     "movement-unclear 低保减员 2"},
    {"a second list below the first",
     "8月.xlsx",
     {{.name = "低保",
       .rows =
           "低保对象\n" LIST "\n特困人员花名册\n姓名|身份证号\n李四|" B "\n"}},
     "second-list 低保 5"},
    {"a heading of another kind",
     "8月.xlsx",
     {{.name = "低保",
       .rows = "姓名|身份证号\n一、城市低保\n张三|" A "\n二、特困人员\n李四|" B
               "\n"}},
     "second-list 低保 4"},
    {"a heading of an identity of no kind",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST "困境儿童\n李四|" B "\n"}},
     "second-list 低保 3"},
    {"a heading of removed people",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST "本月减员\n李四|" B "\n"}},
     "second-list 低保 3"},
    {"a heading of another kind, but each has a category",
     "8月.xlsx",
     {{.name = "低保",
       .rows = "姓名|身份证号|人员类别\n特困人员\n李四|" B "|低保\n"}},
     "minzheng-dibao"},
    {"a remark on another kind at the end",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST "特困人员另报，减员见附表\n"}},
     "minzheng-dibao"},
    {"a header and nobody below it",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "特困", .rows = "特困人员\n姓名|身份证号\n合计|0\n"}},
     "roster-empty 特困 2"},
    {"nobody was removed this month",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "低保减员", .rows = "姓名|身份证号\n"}},
     "minzheng-dibao minzheng-dibao"},
    {"a list of households by its title",
     "8月.xlsx",
     {{.name = "低保", .rows = "低保对象花名册（按户）\n" LIST}},
     "household-list 低保 2"},
    {"members in a list by households",
     "8月.xlsx",
     {{.name = "低保",
       .rows =
           "低保（按户排列）\n姓名|身份证号|与户主关系\n张三|" A "|户主\n"}},
     "minzheng-dibao"},
    {"the head's name before the number",
     "8月.xlsx",
     {{.name = "低保",
       .rows = "序号|户主姓名|身份证号|人口\n1|张三|" A "|3\n"}},
     "household-list 低保 1"},
    {"a guardian farther off is no head of a household",
     "8月.xlsx",
     {{.name = "低保", .rows = "监护人姓名|人口|身份证号\n张三|3|" A "\n"}},
     "column-missing 低保 1"},
    {"sums under a title beside a list",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "统计", .rows = "低保统计\n乡镇|姓名|人数\n甲镇|李四|3\n"}},
     "minzheng-dibao -"},
    {"but not where numbers are in sight",
     "8月.xlsx",
     {{.name = "低保", .rows = LIST},
      {.name = "低保2", .rows = "乡镇|姓名|号\n甲镇|李四|" B "\n"}},
     "column-missing 低保2 1"},
    {"names without numbers, one label known",
     "8月.xlsx",
     {{.name = "低保", .rows = "低保\n序号|姓名|电话\n1|李四|3\n"}},
     "header-missing 低保 0"},
    {"a column tells it",
     "8月.xlsx",
     {{.name = "低保",
       .rows = "新增、减员名单\n姓名|身份证号|变动类型\n张三|" A "|减员\n"}},
     "minzheng-dibao"},
};

static size_t count_sheets(const struct survey_case *of)
{
    size_t count = 0;
    while (count < SHEETS_MAX && of->sheets[count].name != NULL)
        count++;
    return count;
}

static void append_result(struct gathered *gathered)
{
    struct text *out = &gathered->text;
    const struct failure *failure = &gathered->failure;
    text_clear(out);
    if (gathered->result != 0) {
        text_printf(out, "%s %s %u", diag_name(failure->code), failure->sheet,
                    (unsigned)failure->row);
        return;
    }
    for (size_t i = 0; i < gathered->roster.sheet_count; i++) {
        const uint16_t kind = gathered->roster.sheets[i].kind;
        text_printf(out, "%s%s", i == 0 ? "" : " ",
                    kind == POLICY_NONE ? "-"
                                        : gathered->policy->kinds[kind].id);
    }
}

static void sheets_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct book_spec book = {.file = cases[i].file,
                                       .sheets = cases[i].sheets,
                                       .sheet_count = count_sheets(&cases[i])};
        struct gathered gathered;
        gathered_init(&gathered);
        (void)!gathered_read(&gathered, &book);
        append_result(&gathered);
        EXPECT_TEXT(cases[i].name, text_of(&gathered.text), cases[i].kinds);
        gathered_release(&gathered);
    }
}

/* Sheets that are left out count no rows, and say why. */
static void sheets_left_out_are_reported(void **state)
{
    static const struct sheet_spec sheets[] = {
        {.name = "低保", .rows = "东区\n" LIST},
        {.name = "统计", .rows = "东区低保统计\n乡镇|人数\n"},
        {.name = "旧", .rows = LIST, .visibility = SHEET_HIDDEN},
        {.name = "空", .rows = ""},
    };
    const struct book_spec book = {
        .file = "8月.xlsx", .sheets = sheets, .sheet_count = COUNT_OF(sheets)};
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    gathered.options.language =
        LANGUAGE_EN; /* notes that are kept stay Chinese */
    assert_int_equal(gathered_read(&gathered, &book), 0);
    const struct roster *roster = &gathered.roster;
    assert_int_equal(roster->sheet_count, 4);
    assert_int_equal(roster->row_count, 1);
    for (size_t i = 1; i < 4; i++) {
        assert_int_equal(roster->sheets[i].rows_read, 0);
        assert_int_equal(roster->sheets[i].kind, POLICY_NONE);
        assert_true(roster->sheets[i].why_no_roster[0] != '\0');
    }
    assert_string_equal(gathered_text(&gathered),
                        "3 " A " 张三 东区 2303\n"
                        "sheet-not-roster []  前30行里没有表头\n"
                        "sheet-hidden []  隐藏的工作表，里面有身份证号\n");
    gathered_release(&gathered);
}

/* ---- hidden sheets ---- */

static const struct {
    const char *name;
    const char *rows;
    enum visibility visibility;
    const char *left_out; /* what is said without --include-hidden */
    const char *included; /* … and with it */
} hidden_cases[] = {
    {"a roster", "西区低保\n姓名|身份证号\n李四|" B "\n", SHEET_HIDDEN,
     "3 " A " 张三 东区 2303\n"
     "sheet-hidden []  隐藏的工作表，像是低保对象花名册（minzheng-dibao）\n",
     "3 " A " 张三 东区 2303\n3 " B " 李四 西区 2303\n"
     "sheet-hidden-read []  隐藏的工作表\n"},
    {"a very hidden one", "西区特困\n姓名|身份证号\n李四|" B "\n",
     SHEET_VERY_HIDDEN,
     "3 " A " 张三 东区 2303\n"
     "sheet-hidden []  深度隐藏的工作表（Excel 菜单里取消不了），"
     "像是特困人员花名册（minzheng-tekun）\n",
     "3 " A " 张三 东区 2303\n3 " B " 李四 西区 2304\n"
     "sheet-hidden-read []  深度隐藏的工作表（Excel 菜单里取消不了）\n"},
    {"statistics", "低保统计\n乡镇|人数\n甲镇|12\n", SHEET_HIDDEN,
     "3 " A " 张三 东区 2303\nsheet-hidden []  隐藏的工作表\n",
     "3 " A " 张三 东区 2303\n"
     "sheet-not-roster []  前30行里没有表头\n"},
    {"nothing", "", SHEET_HIDDEN, "3 " A " 张三 东区 2303\n",
     "3 " A " 张三 东区 2303\n"},
    {"people who cannot be read", "姓名|户主身份证号\n李四|" B "\n",
     SHEET_HIDDEN,
     "3 " A " 张三 东区 2303\nsheet-hidden []  隐藏的工作表，里面有身份证号\n",
     "household-list 附 1"},
};

static void hidden_rosters_are_told_and_read_on_demand(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(hidden_cases); i++) {
        const bool is_included = i % 2 != 0;
        const struct sheet_spec sheets[] = {
            {.name = "低保", .rows = "东区\n" LIST},
            {.name = "附",
             .rows = hidden_cases[i / 2].rows,
             .visibility = hidden_cases[i / 2].visibility},
        };
        const struct book_spec book = {
            .file = "8月.xlsx", .sheets = sheets, .sheet_count = 2};
        const char *name = hidden_cases[i / 2].name;
        struct gathered gathered;
        gathered_init(&gathered);
        gathered.options.includes_hidden = is_included;
        gathered.result = gathered_read(&gathered, &book);
        if (gathered.result != 0)
            append_result(&gathered);
        EXPECT_TEXT(name,
                    gathered.result != 0 ? text_of(&gathered.text)
                                         : gathered_text(&gathered),
                    is_included ? hidden_cases[i / 2].included
                                : hidden_cases[i / 2].left_out);
        gathered_release(&gathered);
    }
}

/* What to do is said in the language of the run. */
static void nothing_but_a_hidden_roster_says_what_it_looks_like(void **state)
{
    static const struct sheet_spec sheet = {
        .name = "低保", .rows = LIST, .visibility = SHEET_HIDDEN};
    const struct book_spec book = {
        .file = "8月.xlsx", .sheets = &sheet, .sheet_count = 1};
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    gathered.options.language = LANGUAGE_EN;
    assert_int_equal(gathered_read(&gathered, &book), -1);
    assert_int_equal(gathered.failure.code, DIAG_FILE_NOT_ROSTER);
    assert_string_equal(gathered.failure.note,
                        "sheet “低保”: a hidden sheet, it looks like "
                        "低保对象花名册 (minzheng-dibao)");
    gathered_release(&gathered);
}

struct note_case {
    const char *name;
    const char *rows;
    enum diag_code code;
    const char *note;
};

static const struct note_case notes[] = {
    {"what the header lacks", "姓名|号码\n张三|" A "\n", DIAG_HEADER_MISSING,
     "没有找到身份证号一列（第1行最像表头）"},
    {"no number, one label known", "低保\n序号|姓名|电话\n1|李四|3\n",
     DIAG_HEADER_MISSING, "没有找到身份证号一列（第2行最像表头）"},
    {"nothing like a header", "张三|" A "\n", DIAG_HEADER_MISSING,
     "没有找到身份证号、姓名一列"},
    {"the only number", "姓名|户主身份证号\n张三|" A "\n", DIAG_HOUSEHOLD_LIST,
     "只有户主身份证号，没有本人的身份证号"},
    {"kinds that it could be", "社会救助和低保名单\n姓名|身份证号|类别\n",
     DIAG_KIND_AMBIGUOUS,
     "民政对象花名册（minzheng）、低保对象花名册（minzheng-dibao）"},
    {"the column that is missing", "精神和智力残疾人\n" LIST,
     DIAG_COLUMN_MISSING, "残疾等级"},
    {"no header", "名单\n", DIAG_FILE_NOT_ROSTER,
     "工作表“Sheet1”前30行里没有表头；任何一种花名册都要有身份证号、姓名"},
    {"statistics of some kind", "特困人员统计表\n乡镇|人数\n甲镇|12\n",
     DIAG_FILE_NOT_ROSTER,
     "工作表“Sheet1”前30行里没有表头；最接近特困人员花名册（minzheng-tekun），"
     "但没有身份证号、姓名一列"},
};

static void refusals_say_what_is_missing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(notes); i++) {
        struct gathered gathered;
        gathered_init(&gathered);
        assert_int_equal(gathered_read_rows(&gathered, notes[i].rows, NULL),
                         -1);
        EXPECT_INT(notes[i].name, gathered.failure.code, notes[i].code);
        EXPECT_TEXT(notes[i].name, gathered.failure.note, notes[i].note);
        EXPECT_TEXT(notes[i].name, gathered.failure.file, "名单.xlsx");
        gathered_release(&gathered);
    }
}

static void inspecting_goes_on_with_findings(void **state)
{
    static const struct sheet_spec sheets[] = {
        {.name = "甲", .rows = "姓名|户主身份证号\n张三|" A "\n"},
        {.name = "低保", .rows = "东区\n" LIST},
    };
    const struct book_spec book = {
        .file = "8月.xlsx", .sheets = sheets, .sheet_count = COUNT_OF(sheets)};
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    gathered.is_inspecting = true;
    assert_int_equal(gathered_read(&gathered, &book), 0);
    assert_int_equal(
        gathered_read_rows(&gathered, "低保统计\n乡镇|人数\n", NULL), 0);
    assert_string_equal(gathered_text(&gathered),
                        "3 " A " 张三 东区 2303\n"
                        "B1 household-list [] 户主身份证号 "
                        "只有户主身份证号，没有本人的身份证号\n"
                        "sheet-not-roster []  前30行里没有表头\n"
                        "file-not-roster []  工作表“Sheet1”前30行里没有表头；"
                        "最接近低保对象花名册（minzheng-dibao），"
                        "但没有身份证号、姓名一列\n");
    gathered_release(&gathered);
}

/* A list of removed people is not one of people in receipt. */
static void removed_people_are_told_by_title_or_sheet_name(void **state)
{
    static const struct sheet_spec sheets[] = {
        {.name = "低保", .rows = "东区2023年7月低保对象\n" LIST},
        {.name = "本月减员", .rows = "东区低保\n姓名|身份证号\n李四|" B "\n"},
    };
    const struct book_spec book = {
        .file = "8月.xlsx", .sheets = sheets, .sheet_count = COUNT_OF(sheets)};
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(gathered_read(&gathered, &book), 0);
    assert_int_equal(gathered.roster.rows[0].movement, MOVEMENT_NONE);
    assert_int_equal(gathered.roster.rows[1].movement, MOVEMENT_REMOVED);
    assert_non_null(strstr(gathered_text(&gathered), "movement-by-title"));
    assert_non_null(strstr(gathered_text(&gathered), "period-differs"));
    gathered_release(&gathered);
}

static void given_kind_goes_before_all_words(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    gathered.named_kind = KIND_TEKUN;
    assert_int_equal(
        gathered_read_rows(&gathered, "东区低保对象花名册\n" LIST, NULL), 0);
    assert_string_equal(gathered_text(&gathered), "3 " A " 张三 东区 2304\n");
    gathered_release(&gathered);
    gathered_init(&gathered);
    gathered.named_kind = KIND_TEKUN;
    assert_int_equal(gathered_read_rows(&gathered, "名单\n甲|乙\n", NULL), -1);
    assert_int_equal(gathered.failure.code, DIAG_HEADER_MISSING);
    gathered_release(&gathered);
}

static void columns_and_title_are_shown(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(
        gathered_read_rows(&gathered,
                           "附件1\n东区低保对象花名册\n单位：西区民政局\n"
                           "序号|证件号码|姓名|身份证号|姓名|备注\n"
                           "1||张三|" A "\n",
                           NULL),
        0);
    const struct roster_sheet *sheet = &gathered.roster.sheets[0];
    const struct roster *roster = &gathered.roster;
    assert_string_equal(roster_string(roster, sheet->title),
                        "东区低保对象花名册");
    assert_int_equal(sheet->county, 0); /* two are named above the header */
    assert_int_equal(sheet->header_row, 4);
    assert_int_equal(sheet->columns[FIELD_ID_NUMBER].column, 4);
    assert_string_equal(
        roster_string(roster, sheet->columns[FIELD_ID_NUMBER].label),
        "身份证号");
    assert_string_equal(roster_string(roster, sheet->unplaced), "序号\n备注");
    assert_string_equal(gathered_text(&gathered),
                        "5 " A " 张三 2303\ncounty-unknown\n"
                        "B4 field-twice [] 证件号码 身份证号\n"
                        "E4 label-twice [] 姓名 E\n");
    gathered_release(&gathered);
}

/* Sheets of any texts whatever: inspecting gives counts that tie. */
static void random_sheets_are_judged_without_harm(void **state)
{
    static const char *const words[] = {
        "",         "",         "姓名",
        "身份证号", "户主姓名", "残疾情况",
        "类别",     "等级",     "低保花名册",
        "特困",     A,          B,
        "张三",     "合计",     "#511499199001010012",
        "=",        "!#N/A",    "@45139",
        "东区",     "\xFF\xFE", "\xE3\x80\x80",
        "备注：",   "序号",     "1",
    };
    struct random random = {.seed = 3};
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct text rows = TEXT_INIT;
        struct gathered gathered;
        const uint32_t height = random_below(&random, 40);
        for (uint32_t row = 0; row < height; row++) {
            const uint32_t width = random_below(&random, 8);
            for (uint32_t at = 0; at < width; at++)
                text_printf(&rows, "%s|",
                            words[random_below(&random, COUNT_OF(words))]);
            text_append(&rows, "\n");
        }
        gathered_init(&gathered);
        gathered.is_inspecting = true;
        assert_int_equal(gathered_read_rows(&gathered, text_of(&rows),
                                            round % 2 == 0 ? NULL : "A2:B4"),
                         0);
        gathered_counts(&gathered, 0);
        gathered_release(&gathered);
        text_release(&rows);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_told_apart),
        cmocka_unit_test(sheets_left_out_are_reported),
        cmocka_unit_test(hidden_rosters_are_told_and_read_on_demand),
        cmocka_unit_test(nothing_but_a_hidden_roster_says_what_it_looks_like),
        cmocka_unit_test(refusals_say_what_is_missing),
        cmocka_unit_test(inspecting_goes_on_with_findings),
        cmocka_unit_test(removed_people_are_told_by_title_or_sheet_name),
        cmocka_unit_test(given_kind_goes_before_all_words),
        cmocka_unit_test(columns_and_title_are_shown),
        cmocka_unit_test(random_sheets_are_judged_without_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
