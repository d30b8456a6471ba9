/*
 * The person's number, from number and certificate columns.
 */
#include "tests/support/book_fixture.h"
#include "tests/support/suite.h"

#define A "511499199001010012"
#define B "511499199001010020"
#define C "511499198506150032"

struct number_case {
    const char *name;
    const char *rows;
    const char *expected;
};

static const struct number_case numbers[] = {
    {"full width, small x, apostrophe, spaces",
     "东区低保\n姓名|身份证号\n张三|５１１４９９１９９００１０１００１２\n"
     "李四|'51149919601231005x\n王五|511499 19850615 0032\n",
     "3 " A " 张三 东区 2303\n4 51149919601231005X 李四 东区 2303\n5 " C
     " 王五 东区 2303\n"},
    {"text kept from being a number by =\"\"",
     "东区低保\n姓名|身份证号\n张三|’" A "\n", "3 " A " 张三 东区 2303\n"},
    {"fifteen digits, as text and as number",
     "东区低保\n姓名|身份证号\n张三|511499900101001\n李四|#511499900101001\n",
     "3 " A " 张三 东区 2303\n4 " A " 李四 东区 2303\n"},
    {"a number cell has lost its last digits",
     "东区低保\n姓名|身份证号\n张三|#511499199001010000\n",
     "3! - 张三 东区 2303\n"
     "B3 id-precision [511499199001010000] 身份证号\n"},
    {"scientific notation", "东区低保\n姓名|身份证号\n张三|5.11499E+17\n",
     "3! - 张三 东区 2303\nB3 id-scientific [5.11499E+17] 身份证号\n"},
    {"a formula without result", "东区低保\n姓名|身份证号\n张三|=\n=|" A "\n",
     "3! - 张三 东区 2303\n4! " A " - 东区 2303\nB3 id-formula [] 身份证号\n"
     "A4 id-formula [] 姓名\n"},
    {"length, character, province, birth date, cut-off",
     "东区低保\n姓名|身份证号\n一|5114991990010100\n二|51149919900I010012\n"
     "三|001499199001010012\n四|511499199002300017\n五|511499202401010075\n",
     "3! - 一 东区 2303\n4! - 二 东区 2303\n5! - 三 东区 2303\n"
     "6! - 四 东区 2303\n7! - 五 东区 2303\n"
     "B3 id-length [5114991990010100] 身份证号 16\n"
     "B4 id-character [51149919900I010012] 身份证号\n"
     "B5 id-province [001499199001010012] 身份证号\n"
     "B6 id-birth-date [511499199002300017] 身份证号\n"
     "B7 id-birth-after [511499202401010075] 身份证号\n"},
    {"a certificate in the number column gives type and grade",
     "东区残疾人名单\n姓名|身份证号\n张三|" A "42\n李四|" B "43B1\n",
     "3 " A " 张三 东区 236046 g2 t4\n4 " B " 李四 东区 236046 g3 t4\n"},
    {"the certificate column tells the number",
     "东区残疾人名单\n姓名|残疾证号\n张三|" A "11\n",
     "3 " A " 张三 东区 236046 g1 t1\n"},
    {"where the number is empty, too",
     "东区残疾人名单\n姓名|身份证号|残疾证号\n张三||" A "11\n李四|" B
     "|办理中\n",
     "3 " A " 张三 东区 236046 g1 t1\n4! " B " 李四 东区 236046\n"
     "C4 grade-missing [] 残疾证号\n"},
    {"number and certificate of two persons",
     "东区残疾人名单\n姓名|身份证号|残疾证号\n张三|" A "|" B "11\n",
     "3! " A " 张三 东区 236046\n"
     "C3 id-conflict [" B "11] 残疾证号\n"},
    {"a certificate whose last digits are wrong, beside the number",
     "东区残疾人名单\n姓名|身份证号|残疾证号|残疾等级\n张三|" A "|" A
     "95|一级\n",
     "3! " A " 张三 东区 236046 g1\nC3 id-certificate [" A "95] 残疾证号\n"},
    {"a certificate that became a number tells nothing",
     "东区残疾人名单\n姓名|身份证号|残疾证号|残疾等级\n张三|" A
     "|#51149919900101001242|一级\n",
     "3 " A " 张三 东区 236046 g1\n"},
    {"a broken number beside a good certificate keeps the person",
     "东区残疾人名单\n姓名|身份证号|残疾证号\n张三|5114991990|" A "41\n",
     "3! " A " 张三 东区 236046 g1 t4\n"
     "B3 id-length [5114991990] 身份证号 10\n"},
    {"a certificate formula without result",
     "东区残疾人名单\n姓名|残疾证号\n张三|=\n",
     "3! - 张三 东区 236046\nB3 id-formula [] 残疾证号\n"},
    {"errors and truth values are no numbers",
     "东区低保\n姓名|身份证号\n张三|!#REF!\n",
     "3! - 张三 东区 2303\nB3 id-length [#REF!] 身份证号 5\n"},
    {"a certificate with impossible type or grade",
     "东区残疾人名单\n姓名|身份证号\n张三|" A "85\n",
     "3! - 张三 东区 236046\nB3 id-certificate [" A "85] 身份证号\n"},
};

static void numbers_are_read_as_the_contract_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        gathered_expect(numbers[i].name, POLICY_NONE, numbers[i].rows,
                        numbers[i].expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_the_contract_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
