/* Numbers that are nearly alike: which pairs are told, and that nothing else
 * comes of it. */
#include "allocate/near_numbers.h"
#include "core/arena.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define NUMBER(region, birth, sequence)                                        \
    ((UINT64_C(region) * 100000000 + (birth)) * 1000 + (sequence))

static size_t count_findings(const struct roster *roster)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->diag_count; i++)
        count += roster->diags[i].code == DIAG_NEAR_NUMBER;
    return count;
}

static void which_pairs_are_near(void **state)
{
    static const struct {
        const char *name;
        idkey first, second;
        const char *first_name, *second_name;
        bool is_near;
    } cases[] = {
        {"one digit of the sequence", NUMBER(511499, 19780301, 123),
         NUMBER(511499, 19780301, 133), "甲", "甲", true},
        {"one digit of the region", NUMBER(511499, 19780301, 123),
         NUMBER(511498, 19780301, 123), "甲", "甲", true},
        {"neighbours swapped", NUMBER(511499, 19780301, 123),
         NUMBER(511499, 19780301, 213), "甲", "甲", true},
        {"digits apart swapped", NUMBER(511499, 19780301, 123),
         NUMBER(511499, 19780301, 321), "甲", "甲", true},
        {"the greater number first", NUMBER(511499, 19780301, 133),
         NUMBER(511499, 19780301, 123), "甲", "甲", true},
        {"region and sequence swapped", NUMBER(511499, 19780301, 123),
         NUMBER(511491, 19780301, 923), "甲", "甲", true},
        {"names that differ in the middle dot only",
         NUMBER(511499, 19780301, 123), NUMBER(511499, 19780301, 133),
         "吉克·阿依", "吉克阿依", true},
        {"two digits differ", NUMBER(511499, 19780301, 123),
         NUMBER(511499, 19780301, 145), "甲", "甲", false},
        {"another birth date", NUMBER(511499, 19780301, 123),
         NUMBER(511499, 19780302, 123), "甲", "甲", false},
        {"another name", NUMBER(511499, 19780301, 123),
         NUMBER(511499, 19780301, 133), "甲", "乙", false},
        {"the same number", NUMBER(511499, 19780301, 123),
         NUMBER(511499, 19780301, 123), "甲", "甲", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct row_spec rows[] = {
            {.id = cases[i].first,
             .name = cases[i].first_name,
             .category = FIXTURE_STABLE},
            {.id = cases[i].second,
             .name = cases[i].second_name,
             .category = FIXTURE_UNSTABLE},
        };
        struct decided decided;
        decided_init(&decided, NULL, rows, COUNT_OF(rows));
        EXPECT_INT(cases[i].name, count_findings(&decided.roster),
                   cases[i].is_near ? 2 : 0);
        EXPECT_INT(cases[i].name, decided.allocation.decision_count,
                   cases[i].first == cases[i].second ? 1 : 2);
        decided_release(&decided);
    }
}

static void each_of_a_pair_is_told_of_the_other(void **state)
{
    const struct row_spec rows[] = {
        {.id = NUMBER(511499, 19780301, 123),
         .name = "甲",
         .category = FIXTURE_STABLE},
        {.id = NUMBER(511499, 19780301, 133),
         .name = "甲",
         .category = FIXTURE_UNSTABLE},
    };
    (void)state;
    struct decided decided;
    decided_init(&decided, NULL, rows, COUNT_OF(rows));
    const struct roster *roster = &decided.roster;
    for (size_t i = 0; i < 2; i++) {
        char id[ID_TEXT_SIZE];
        const struct diag *diag = NULL;
        for (size_t k = 0; k < roster->diag_count; k++)
            if (roster->diags[k].code == DIAG_NEAR_NUMBER &&
                roster->diags[k].id == rows[i].id)
                diag = &roster->diags[k];
        assert_non_null(diag);
        assert_string_equal(roster_string(roster, diag->cell),
                            id_number_text(rows[i].id, id));
        assert_string_equal(roster_string(roster, diag->note),
                            id_number_text(rows[1 - i].id, id));
        assert_int_equal(diag->at.row, roster->rows[i].row);
        assert_int_equal(diag->other.row, roster->rows[1 - i].row);
    }
    decided_release(&decided);
}

enum { MANY = 900 };

/* Everybody has one name and one birth date: the work must not grow with the
 * square. 27 numbers are one digit off each, of which half are greater. */
static void namesakes_in_any_number_are_looked_at(void **state)
{
    static struct row_spec rows[MANY];
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        rows[i] = (struct row_spec){.id = NUMBER(511499, 19780301, i),
                                    .name = "甲",
                                    .category = FIXTURE_STABLE};
    struct decided decided;
    decided_init(&decided, NULL, rows, MANY);
    assert_true(count_findings(&decided.roster) > 2 * MANY * 12);
    decided_release(&decided);
}

/* The whole search once more. */
static int tell_again(struct decided *decided)
{
    int result = -1;
    struct near_numbers *near =
        near_numbers_new(&decided->allocation, &decided->roster);
    if (near == NULL)
        return -1;
    for (size_t i = 0; i < decided->allocation.decision_count; i++)
        near_numbers_note(near, i);
    result = near_numbers_tell(near);
    near_numbers_free(near);
    return result;
}

static void failing_allocations_end_cleanly(void **state)
{
    const struct row_spec rows[] = {
        {.id = NUMBER(511499, 19780301, 123),
         .name = "甲",
         .category = FIXTURE_STABLE},
        {.id = NUMBER(511499, 19780301, 133),
         .name = "甲",
         .category = FIXTURE_UNSTABLE},
    };
    (void)state;
    struct decided decided;
    decided_init(&decided, NULL, rows, COUNT_OF(rows));
    int result = -1;
    for (unsigned long n = 1; result != 0; n++) {
        mem_fail_after(n);
        result = tell_again(&decided);
        mem_fail_after(0);
        assert_true(n < 20);
    }
    decided_release(&decided);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(which_pairs_are_near),
        cmocka_unit_test(each_of_a_pair_is_told_of_the_other),
        cmocka_unit_test(namesakes_in_any_number_are_looked_at),
        cmocka_unit_test(failing_allocations_end_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
