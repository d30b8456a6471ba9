/* Load plates: who is on which, in order, also those whom a later load
 * overwrites. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define PLATE_RURAL "导盘/01-乡村振兴-脱贫户.xlsx"
#define PLATE_CIVIL "导盘/03-民政-低保低收入.xlsx"
#define PLATE_EMPTY "导盘/04-卫健-二女户女儿.xlsx"
#define PLATE_ORPHAN "导盘/06-民政-孤儿.xlsx"

struct plate_case {
    const char *file, *sheet;
    enum report_person person;
    const char *code, *category, *note; /* code NULL = not on it */
};

static void plate_holds_every_eligible_person_of_its_step(void **state)
{
    (void)state;
    static const struct plate_case cases[] = {
        {PLATE_RURAL, "脱贫户", PERSON_STABLE, "9902", "稳定脱贫户", "生效"},
        {PLATE_RURAL, "脱贫户", PERSON_CHAIN, "9902", "稳定脱贫户",
         "以“特困人员”为准"},
        {PLATE_RURAL, "脱贫户", PERSON_ZERO, "9901", "监测参保户", "生效"},
        {PLATE_RURAL, "脱贫户", PERSON_MARGIN, NULL, NULL, NULL},
        {PLATE_CIVIL, "低保低收入", PERSON_CHAIN, "2303", "低保对象",
         "以“特困人员”为准"},
        {PLATE_CIVIL, "低保低收入", PERSON_MARGIN, "2305", "低收入对象",
         "生效"},
        {PLATE_CIVIL, "低保低收入", PERSON_NO_GRADE, NULL, NULL, NULL},
        {PLATE_CIVIL, "低保低收入", PERSON_FALLS, "2303", "低保对象",
         "以“孤儿”为准"},
        {PLATE_ORPHAN, "孤儿", PERSON_FALLS, "01", "孤儿", "生效"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char id[ID_TEXT_SIZE];
        struct book_view *view = report_view(&fixture, cases[i].file);
        id_number_text(report_person(cases[i].person), id);
        const char *sheet = cases[i].sheet;
        if (cases[i].code == NULL) {
            EXPECT_TEXT(id, view_find(view, sheet, id).ref, "");
        } else {
            EXPECT_TEXT(id, view_beside(view, sheet, id, 'G').value,
                        cases[i].code);
            EXPECT_TEXT(id, view_beside(view, sheet, id, 'H').value,
                        cases[i].category);
            EXPECT_TEXT(id, view_beside(view, sheet, id, 'J').value,
                        cases[i].note);
            assert_true(view_beside(view, sheet, id, 'G').is_text);
        }
        book_view_close(view);
    }
    report_fixture_release(&fixture);
}

static void person_with_two_categories_of_a_step_has_two_rows(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, PLATE_CIVIL);
    char id[ID_TEXT_SIZE];
    id_number_text(report_person(PERSON_BOTH), id);
    const struct cell_view first = view_find(view, "低保低收入", id);
    assert_string_equal(view_beside(view, "低保低收入", id, 'H').value,
                        "低保对象");
    char next[] = {first.ref[0], (char)(first.ref[1] + 1), '\0'};
    assert_string_equal(view_cell(view, "低保低收入", next).value, id);
    next[0] = 'H';
    assert_string_equal(view_cell(view, "低保低收入", next).value,
                        "低收入对象");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void name_and_date_are_those_of_the_evidence(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, PLATE_RURAL);
    char id[ID_TEXT_SIZE];
    id_number_text(report_person(PERSON_STABLE), id);
    static const struct {
        char column;
        const char *value;
    } cases[] = {{'B', "东区"},
                 {'C', "永寿镇"},
                 {'D', "第1村"},
                 {'E', "稳定甲"},
                 {'I', "44201"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].value,
                    view_beside(view, "脱贫户", id, cases[i].column).value,
                    cases[i].value);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void notes_count_the_step_and_tell_the_order(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, PLATE_RURAL);
    static const char *const notes[] = {
        "2024年度特殊人员身份导盘名单（第1步　乡村振兴　脱贫户）",
        "本步共 3 人次，其中生效 2 人次，以其他步骤的身份为准 1 人次。",
        ("导盘说明：全部 7 步须按文件编号依次导入，后导入的身份覆盖先导入的"
         "身份。"),
        "本步依据：示医保发〔2023〕1号 三、1",
    };
    for (size_t i = 0; i < COUNT_OF(notes); i++)
        if (view_find(view, "脱贫户", notes[i]).ref[0] == '\0')
            fail_msg("the plate does not say %s", notes[i]);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void step_without_anybody_has_its_plate(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, PLATE_EMPTY);
    assert_string_equal(view_cell(view, "二女户女儿", "G3").value,
                        "身份类别代码");
    assert_string_equal(view_cell(view, "二女户女儿", "A4").value,
                        "本步本期没有符合条件的人员");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* The columns of an import form: other titles, another order, no title. */
static const struct plate_column form_columns[] = {
    {PLATE_ID_KIND, "证件类型", "", 12}, {PLATE_ID_NUMBER, "证件号", "", 20},
    {PLATE_NAME, "姓名", "", 9},         {PLATE_SEX, "性别", "", 6},
    {PLATE_BIRTH, "出生", "", 12},       {PLATE_CATEGORY_CODE, "代码", "", 9},
    {PLATE_YEAR, "年度", "", 6},         {PLATE_SUBSIDY, "资助", "", 9},
    {PLATE_PERSONAL, "个人", "", 9},     {PLATE_FIXED, "险种", "城乡居民", 9},
    {PLATE_DEPARTMENT, "部门", "", 9},
};

static void bare_plate_is_the_bureaus_columns_and_nothing_else(void **state)
{
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A1", "证件类型"},   {"B1", "证件号"}, {"J1", "险种"},
        {"A2", "居民身份证"}, {"C2", "降低辛"}, {"D2", "女"},
        {"E2", "42064"},      {"F2", "01"},     {"G2", "2024"},
        {"H2", "190"},        {"I2", "190"},    {"J2", "城乡居民"},
        {"K2", "民政"},       {"A3", ""},
    };
    (void)state;
    struct report_fixture fixture;
    struct failure failure = FAILURE_INIT;
    struct bureau bureau = *bureau_default();
    bureau.plate = (struct plate_form){
        .is_bare = true,
        .columns = form_columns,
        .column_count = COUNT_OF(form_columns),
    };
    report_fixture_init(&fixture, NULL, 0);
    fixture.input.bureau = &bureau;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, PLATE_ORPHAN);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_TEXT(cases[i].ref, view_cell(view, "孤儿", cases[i].ref).value,
                    cases[i].value);
    const struct cell_view code = view_cell(view, "孤儿", "F2");
    assert_true(code.is_text);
    book_view_close(view);
    view = report_view(&fixture, PLATE_EMPTY);
    assert_string_equal(view_cell(view, "二女户女儿", "A1").value, "证件类型");
    assert_string_equal(view_cell(view, "二女户女儿", "A2").value, "");
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plate_holds_every_eligible_person_of_its_step),
        cmocka_unit_test(person_with_two_categories_of_a_step_has_two_rows),
        cmocka_unit_test(name_and_date_are_those_of_the_evidence),
        cmocka_unit_test(notes_count_the_step_and_tell_the_order),
        cmocka_unit_test(step_without_anybody_has_its_plate),
        cmocka_unit_test(bare_plate_is_the_bureaus_columns_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
