/*
 * Lists of households, told from lists of persons that count the people of a
 * household too.
 */
#include "tests/support/book_fixture.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

#define A "511499199001010012"
#define B "511499199001010020"
#define C "511499198506150032"
#define D "511499198506150040"
#define E "511499197001010013"

static const struct {
    const char *name;
    uint16_t kind;
    const char *rows;
    const char *refused; /* column and note; NULL = read */
} cases[] = {
    {"only a count tells", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口\n一|" A "|#3\n二|" B "|#1\n三|" C
     "|#4\n",
     "3 “家庭人口”一列的人数多于所列的人，也没有与户主关系一列"},
    {"counts as texts, with a unit", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口（人）\n一|" A "|3人\n二|" B "|2人\n",
     "3 “家庭人口（人）”一列的人数多于所列的人，也没有与户主关系一列"},
    {"a single household", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口\n一|" A "|#3\n",
     "3 “家庭人口”一列的人数多于所列的人，也没有与户主关系一列"},
    {"under a group title", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭情况|\n||家庭人口|住房\n一|" A
     "|#3|砖\n二|" B "|#2|砖\n",
     "3 “家庭情况/家庭人口”一列的人数多于所列的人，也没有与户主关系一列"},
    {"each of three in a row of his own", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口\n一|" A "|#3\n二|" B "|#3\n三|" C
     "|#3\n四|" D "|#1\n",
     NULL},
    {"the count given once", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口\n一|" A "|#3\n二|" B "|\n三|" C
     "|\n四|" D "|#1\n",
     NULL},
    {"people who live alone", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口\n一|" A "|#1\n二|" B "|#1\n", NULL},
    {"a member or two left out", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口\n一|" A "|#2\n二|" B "|#2\n三|" C
     "|#3\n四|" D "|#1\n",
     NULL},
    {"another count fits", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口|保障人口\n一|" A "|#4|#1\n二|" B
     "|#3|#1\n",
     NULL},
    {"another count does not fit either", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口|保障人口\n一|" A "|#4|#3\n二|" B
     "|#3|#2\n",
     "4 “保障人口”一列的人数多于所列的人，也没有与户主关系一列"},
    {"what each is to the head", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口|与户主关系\n一|" A "|#4|户主\n", NULL},
    {"the head beside the person", KIND_DIBAO,
     "低保花名册\n户主姓名|姓名|身份证号|家庭人口\n甲|一|" A "|#4\n", NULL},
    {"nothing is counted", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口\n一|" A "|\n二|" B "|\n", NULL},
    {"identities that go by person", KIND_TEKUN,
     "特困花名册\n姓名|身份证号|家庭人口\n一|" A "|#3\n二|" B "|#2\n", NULL},
    {"another label", KIND_DIBAO,
     "低保花名册\n姓名|身份证号|家庭人口情况\n一|" A "|#3\n", NULL},
};

static void counts_that_do_not_fit_tell_households(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gathered gathered;
        char got[256] = "";
        gathered_init(&gathered);
        if (gathered_read_rows(&gathered, cases[i].rows, NULL) != 0) {
            EXPECT_INT(cases[i].name, gathered.failure.code,
                       DIAG_HOUSEHOLD_LIST);
            snprintf(got, sizeof got, "%u %s", gathered.failure.column,
                     gathered.failure.note);
        } else {
            EXPECT_INT(cases[i].name, gathered.roster.sheets[0].kind,
                       cases[i].kind);
        }
        EXPECT_TEXT(cases[i].name, got,
                    cases[i].refused == NULL ? "" : cases[i].refused);
        gathered_release(&gathered);
    }
}

/* The last household among the first rows may go on below them. */
static void a_household_that_is_cut_off_tells_nothing(void **state)
{
    struct text rows = TEXT_INIT;
    struct gathered gathered;
    (void)state;
    text_append(&rows, "低保花名册\n姓名|身份证号|家庭人口\n");
    for (int i = 0; i < 28; i++)
        text_append(&rows, "一|" A "|#1\n");
    for (int i = 0; i < 3; i++)
        text_append(&rows, "二|" B "|#3\n");
    gathered_init(&gathered);
    assert_int_equal(gathered_read_rows(&gathered, text_of(&rows), NULL), 0);
    gathered_release(&gathered);
    text_release(&rows);
}

/* A sheet that takes the kind of the others is judged as that kind. */
static void a_sheet_without_a_word_is_judged_too(void **state)
{
    static const struct sheet_spec sheets[] = {
        {.name = "甲镇", .rows = "低保对象花名册\n姓名|身份证号\n一|" A "\n"},
        {.name = "乙镇",
         .rows = "姓名|身份证号|家庭人口\n二|" B "|#3\n三|" E "|#2\n"},
    };
    const struct book_spec book = {
        .file = "8月.xlsx", .sheets = sheets, .sheet_count = COUNT_OF(sheets)};
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    assert_int_equal(gathered_read(&gathered, &book), -1);
    assert_int_equal(gathered.failure.code, DIAG_HOUSEHOLD_LIST);
    assert_string_equal(gathered.failure.sheet, "乙镇");
    gathered_release(&gathered);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_that_do_not_fit_tell_households),
        cmocka_unit_test(a_household_that_is_cut_off_tells_nothing),
        cmocka_unit_test(a_sheet_without_a_word_is_judged_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
