/*
 * Category, disability, states and movement of a row.
 */
#include "tests/support/book_fixture.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

#define A "511499199001010012"
#define B "511499199001010020"
#define C "511499198506150032"
#define D "511499201506150045"

struct values_case {
    const char *name;
    uint16_t kind;
    const char *rows;
    const char *expected;
};

static const struct values_case cases[] = {
    {"names, codes, and both", KIND_CIVIL,
     "东区\n姓名|身份证号|类别|身份类别代码\n一|" A "|低保|\n二|" B
     "||01\n三|" C "|特困人员|2304\n",
     "3 " A " 一 东区 2303\n4 " B " 二 东区 01\n5 " C " 三 东区 2304\n"},
    {"a code in a number cell", KIND_CIVIL,
     "东区\n姓名|身份证号|身份类别代码\n一|" A "|#2303\n二|" B "|#1\n",
     "3 " A " 一 东区 2303\n4 " B " 二 东区 01\n"},
    {"a code under a format of zeros", KIND_CIVIL,
     "东区\n姓名|身份证号|身份类别代码|村\n一|" A "|#01|#007\n二|" B
     "|#002303|#7.0\n",
     "3 " A " 一 东区//007 01\n4! " B " 二 东区//7 ?\n"
     "C4 category-unknown [002303] 身份类别代码 "
     "（是否为“2303”？）\n"},
    {"a code typed without its zero", KIND_CIVIL,
     "东区\n姓名|身份证号|身份类别代码\n一|" A "|1\n",
     "3! " A " 一 东区 ?\n"
     "C3 category-unknown [1] 身份类别代码 ：前导零丢失，是否为“01”？\n"},
    {"the empty one of two category columns is marked", KIND_RURAL,
     "东区\n姓名|身份证号|户类型|监测对象类别\n一|" A "|一般农户|\n",
     "3! " A " 一 东区 ?\n"
     "D3 category-missing [] 监测对象类别 "
     "（可填：监测参保户、稳定脱贫户、脱贫不稳定户）；“户类型”写的是“一般农户”"
     "\n"},
    {"an unreadable grade that age makes needless", KIND_CIVIL,
     "东区\n姓名|身份证号|类别|残疾等级\n一|511499195001010014|低收入对象|"
     "五级\n",
     "3 511499195001010014 一 东区 2305\n"
     "D3 grade-not-used [五级] 残疾等级\n"},
    {"code and name that differ", KIND_CIVIL,
     "东区\n姓名|身份证号|类别|身份类别代码\n一|" A "|低保|2304\n",
     "3! " A " 一 东区 ?\n"
     "D3 category-conflict [2304] 身份类别代码 "
     "代码是特困人员，名称是低保对象\n"},
    {"an unknown name, with what may be meant", KIND_CIVIL,
     "东区\n姓名|身份证号|类别\n一|" A "|特闲\n",
     "3! " A " 一 东区 ?\n"
     "C3 category-unknown [特闲] 类别 （是否为“特困人员”？）\n"},
    {"a known name with an unknown code", KIND_CIVIL,
     "东区\n姓名|身份证号|类别|身份类别代码\n一|" A "|低保|9999\n",
     "3! " A " 一 东区 ?\n"
     "D3 category-unknown [9999] 身份类别代码 "
     "（可用：“低保对象”、“低收入对象”、“孤儿”、“特困人员”）\n"},
    {"a category of another department", KIND_CIVIL,
     "东区\n姓名|身份证号|类别\n一|" A "|稳定脱贫户\n",
     "3! " A " 一 东区 ?\n"
     "C3 category-unknown [稳定脱贫户] 类别 "
     "（是乡村振兴的类别，不属于这种花名册）\n"},
    {"nothing, where there are several", KIND_CIVIL,
     "东区\n姓名|身份证号|类别\n一|" A "|—\n",
     "3! " A " 一 东区 ?\n"
     "C3 category-missing [—] 类别 "
     "（可填：低保对象、低收入对象、孤儿、特困人员）；“类别”写的是“—”\n"},
    {"nothing, where there is one", KIND_TEKUN,
     "东区\n姓名|身份证号|类别\n一|" A "|\n二|" B "|分散供养\n",
     "3 " A " 一 东区 2304\n4 " B " 二 东区 2304\n"},
    {"an error in the cell", KIND_CIVIL,
     "东区\n姓名|身份证号|类别\n一|" A "|!#N/A\n",
     "3! " A " 一 东区 ?\n"
     "C3 category-unknown [#N/A] 类别 "
     "（可用：“低保对象”、“低收入对象”、“孤儿”、“特困人员”）\n"},
    {"a formula without result", KIND_CIVIL,
     "东区\n姓名|身份证号|类别\n一|" A "|=\n",
     "3! " A " 一 东区 ?\nC3 id-formula [] 类别\n"},
    {"the specific column goes first", KIND_RURAL,
     "东区\n姓名|身份证号|户类型|监测对象类别\n一|" A
     "|脱贫户|脱贫不稳定户\n二|" B "|脱贫户|\n三|" C "|一般农户|脱贫监测户\n",
     "3 " A " 一 东区 9903\n4 " B " 二 东区 9902\n5 " C " 三 东区 9901\n"},
    {"without a category column the default holds", KIND_RURAL,
     "东区\n姓名|身份证号|监测对象类别\n一|" A "|\n二|" B "|脱贫不稳定户\n",
     "3 " A " 一 东区 9902\n4 " B " 二 东区 9903\n"},
    {"with one it does not", KIND_RURAL,
     "东区\n姓名|身份证号|户类型\n一|" A "|\n",
     "3! " A " 一 东区 ?\n"
     "C3 category-missing [] 户类型 "
     "（可填：监测参保户、稳定脱贫户、脱贫不稳定户）\n"},
    {"grades as they are written", KIND_CANLIAN,
     "东区\n姓名|身份证号|残疾等级\n一|" A "|一级\n二|" B "|#3\n三|" C
     "|重度\n",
     "3 " A " 一 东区 236046 g1\n4 " B " 二 东区 236046 g3\n5 " C
     " 三 东区 236046 g12\n"},
    {"a grade that is missing, or unknown", KIND_CANLIAN,
     "东区\n姓名|身份证号|残疾等级\n一|" A "|\n二|" B "|无\n三|" C "|五级\n",
     "3! " A " 一 东区 236046\n4! " B " 二 东区 236046\n5! " C
     " 三 东区 236046\n"
     "C3 grade-missing [] 残疾等级\nC4 grade-missing [无] 残疾等级\n"
     "C5 grade-unknown [五级] 残疾等级\n"},
    {"grade and certificate", KIND_CANLIAN,
     "东区\n姓名|身份证号|残疾证号|残疾等级\n一|" A "|" A "43|三级\n二|" B "|" B
     "42|重度\n三|" C "|" C "42|\n四|" D "|" D "42|四级\n",
     "3 " A " 一 东区 236046 g3 t4\n4 " B " 二 东区 236046 g2 t4\n5 " C
     " 三 东区 236046 g2 t4\n6! " D " 四 东区 236046 g2 t4\n"
     "D6 grade-conflict [四级] 残疾等级 2\n"},
    {"a grade column on a list that needs none", KIND_TEKUN,
     "东区\n姓名|身份证号|残疾等级\n一|" A "|三级\n二|" B "|半护理\n",
     "3 " A " 一 东区 2304 g3\n4 " B " 二 东区 2304\n"
     "C4 grade-not-used [半护理] 残疾等级\n"},
    {"types, one and several", KIND_JINGSHEN,
     "东区\n姓名|身份证号|残疾类别|残疾等级\n一|" A "|精神|1\n二|" B
     "|肢体、智力|1\n三|" C "|嗅觉|1\n",
     "3 " A " 一 东区 jingshen g1 t6\n4 " B " 二 东区 jingshen g1 t45\n5! " C
     " 三 东区 jingshen g1\n"
     "C5 type-unknown [嗅觉] 残疾类别\n"},
    {"type and certificate", KIND_JINGSHEN,
     "东区\n姓名|身份证号|残疾证号|残疾类别\n一|" A "|" A "61|智力\n二|" B "|" B
     "71|智力\n三|" C "|" C "51|智力\n",
     "3! " A " 一 东区 jingshen g1 t6\n4 " B " 二 东区 jingshen g1 t57\n5 " C
     " 三 东区 jingshen g1 t5\n"
     "D3 type-conflict [智力] 残疾类别 6\n"},
    {"certificate states", KIND_CANLIAN,
     "东区\n姓名|身份证号|残疾等级|持证状态\n一|" A "|1|正常\n二|" B
     "|1|注销\n三|" C "|1|\n四|" D "|1|待核\n",
     "3 " A " 一 东区 236046 g1\n4 " B " 二 东区 236046 g1 invalid\n5 " C
     " 三 东区 236046 g1\n6! " D " 四 东区 236046 g1\n"
     "D6 state-unknown [待核] 持证状态\n"},
    {"statuses", KIND_RURAL,
     "东区\n姓名|身份证号|风险是否已消除\n一|" A "|是\n二|" B "|否\n三|" C
     "|不知\n",
     "3 " A " 一 东区 9902 ended\n4 " B " 二 东区 9902\n5! " C " 三 东区 9902\n"
     "C5 status-unknown [不知] 风险是否已消除\n"},
    {"movements", KIND_TEKUN,
     "东区\n姓名|身份证号|变动类型\n一|" A "|新增\n二|" B "|减员\n三|" C
     "|变更\n四|" D "|迁移\n",
     "3 " A " 一 东区 2304 added\n4 " B " 二 东区 2304 removed\n5 " C
     " 三 东区 2304 changed\n6! " D " 四 东区 2304\n"
     "C6 movement-unknown [迁移] 变动类型\n"},
};

static void values_become_facts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        gathered_expect(cases[i].name, cases[i].kind, cases[i].rows,
                        cases[i].expected);
}

/* A policy that asks no types does not mind unreadable ones. */
static void types_that_nobody_asks_return_no_row(void **state)
{
    struct gathered gathered;
    (void)state;
    gathered_init(&gathered);
    struct policy policy = *gathered.policy;
    policy.category_count = FIXTURE_MENTAL; /* those before it ask none */
    gathered.options.policy = &policy;
    gathered.named_kind = KIND_CANLIAN;
    assert_int_equal(gathered_read_rows(&gathered,
                                        "东区\n姓名|身份证号|残疾等级|"
                                        "残疾类别\n一|" A "|1|嗅觉\n二|" B
                                        "|1|=\n",
                                        NULL),
                     0);
    assert_string_equal(gathered_text(&gathered),
                        "3 " A " 一 东区 236046 g1\n4 " B
                        " 二 东区 236046 g1\n");
    gathered_release(&gathered);
}

/* One list of certificate holders for two categories: 236046 by grade, else
 * jingshen by type, whatever the grade. */
static void disability_decides_between_two_categories(void **state)
{
    static const uint16_t both[] = {FIXTURE_SEVERE, FIXTURE_MENTAL};
    struct gathered gathered;
    struct roster_kind kinds[ROSTER_KINDS];
    (void)state;
    gathered_init(&gathered);
    struct policy policy = *gathered.policy;
    memcpy(kinds, policy.kinds, sizeof kinds);
    kinds[KIND_CANLIAN].categories = both;
    kinds[KIND_CANLIAN].category_count = 2;
    kinds[KIND_CANLIAN].else_categories = &both[1];
    kinds[KIND_CANLIAN].else_count = 1;
    policy.kinds = kinds;
    gathered.options.policy = &policy;
    gathered.named_kind = KIND_CANLIAN;
    assert_int_equal(
        gathered_read_rows(&gathered,
                           "东区\n姓名|身份证号|残疾证号|残疾类别|残疾等级\n"
                           "一|" A "||精神|二级\n二|" B "||精神|三级\n三|" C
                           "|" C "54||\n四|" D "||肢体|三级\n五|" A
                           "||精神|\n六|" B "||肢体|\n",
                           NULL),
        0);
    assert_string_equal(
        gathered_text(&gathered),
        "3 " A " 一 东区 236046 g2 t6\n4 " B " 二 东区 jingshen g3 t6\n5 " C
        " 三 东区 jingshen g4 t5\n6 " D " 四 东区 236046 g3 t4\n7 " A
        " 五 东区 jingshen t6\n8! " B
        " 六 东区 236046 t4\nE8 grade-missing [] 残疾等级\n");
    gathered_release(&gathered);
}

/* Columns that a decision may rest on, each with a formula that has no result
 * in the file. */
static const struct {
    const char *label;
    uint16_t kind;
} uncached[] = {
    {"类别", KIND_CIVIL},         {"身份类别代码", KIND_CIVIL},
    {"监测对象类别", KIND_RURAL}, {"残疾等级", KIND_CANLIAN},
    {"残疾类别", KIND_JINGSHEN},  {"残疾证号", KIND_CANLIAN},
    {"持证状态", KIND_CANLIAN},   {"县区", KIND_DIBAO},
    {"认定时间", KIND_DIBAO},     {"退出时间", KIND_DIBAO},
    {"享受状态", KIND_DIBAO},     {"变动类型", KIND_DIBAO},
    {"身份证号", KIND_DIBAO},     {"姓名", KIND_DIBAO},
};

static void a_formula_without_result_returns_the_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(uncached); i++) {
        const char *label = uncached[i].label;
        const bool is_number = strcmp(label, "身份证号") == 0;
        const bool is_name = strcmp(label, "姓名") == 0;
        struct gathered gathered;
        char rows[256];
        char expected[64];
        snprintf(rows, sizeof rows,
                 "东区\n姓名|身份证号%s%s|残疾等级\n%s|%s%s\n",
                 is_number || is_name ? "" : "|",
                 is_number || is_name ? "" : label, is_name ? "=" : "一",
                 is_number ? "=" : A, is_number || is_name ? "" : "|=|1");
        gathered_init(&gathered);
        gathered.named_kind = uncached[i].kind;
        EXPECT_INT(label, gathered_read_rows(&gathered, rows, NULL), 0);
        EXPECT_INT(label, gathered.roster.row_count, 1);
        EXPECT_INT(label, gathered.roster.rows[0].fate, FATE_RETURNED);
        snprintf(expected, sizeof expected, "3 id-formula [] %s\n", label);
        EXPECT(label, strstr(gathered_text(&gathered), expected) != NULL);
        gathered_release(&gathered);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_become_facts),
        cmocka_unit_test(types_that_nobody_asks_return_no_row),
        cmocka_unit_test(disability_decides_between_two_categories),
        cmocka_unit_test(a_formula_without_result_returns_the_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
