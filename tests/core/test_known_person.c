/* Cut numbers: their first fifteen digits, and who they may have been. */
#include "core/known_person.h"
#include "tests/support/suite.h"

static void digits_are_read_from_the_cell_as_it_stands(void **state)
{
    static const struct {
        const char *cell;
        uint64_t digits;
    } cases[] = {
        {"511499197803010000", 511499197803010},
        {"511499197803015000", 511499197803015},
        {"511499197803010123", 511499197803010},
        {"5.11499197803015E+17", 511499197803015},
        {"5.11499197803015e17", 511499197803015},
        {"5.1149919780301E+17", 511499197803010},
        {"5.114991978E+17", 0}, /* too little is left */
        {"5.11E+17", 0},
        {"51149919780301", 0},
        {"5.11499197803015E+16", 0},
        {"011499197803015000", 0},
        {"51149919780301500X", 0},
        {"5.1.1499197803015E+17", 0},
        {"5.11499197803015E+99999999999", 0},
        {"1234567890123456789012345678901234567890", 0},
        {"", 0},
        {"无", 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].cell, cut_number_digits(cases[i].cell),
                   cases[i].digits);
}

static void people_of_the_same_digits_are_found_together(void **state)
{
    static const struct known_person items[] = {{51149919780300999, "甲"},
                                                {51149919780301000, "乙"},
                                                {51149919780301099, "丙"},
                                                {51149919780301100, "丁"}};
    static const struct known_people known = {202307, items, 4};
    static const struct known_people nobody = {202307, NULL, 0};
    size_t count = 9;
    (void)state;
    assert_int_equal(known_people_find(&known, 511499197803010, &count), 1);
    assert_int_equal(count, 2);
    assert_int_equal(known_people_find(&known, 511499197803011, &count), 3);
    assert_int_equal(count, 1);
    known_people_find(&known, 511499197803012, &count);
    assert_int_equal(count, 0);
    known_people_find(&nobody, 511499197803010, &count);
    assert_int_equal(count, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_read_from_the_cell_as_it_stands),
        cmocka_unit_test(people_of_the_same_digits_are_found_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
