/*
 * Remembering what cells mean.
 */
#include "import/memo.h"
#include "tests/support/suite.h"
#include <string.h>

static struct cell text_cell(const char *text, uint32_t shared)
{
    return (struct cell){.text = text,
                         .length = (uint32_t)strlen(text),
                         .shared = shared,
                         .kind = CELL_TEXT};
}

static void shared_strings_are_remembered_by_number(void **state)
{
    struct memo memo;
    const struct cell first = text_cell("甲镇", 1);
    const struct cell last = text_cell("乙镇", 3);
    const struct cell beyond = text_cell("丙镇", 4);
    (void)state;
    memo_init(&memo, 3);
    *memo_result(&memo, FIELD_TOWN, &first) = 7;
    *memo_result(&memo, FIELD_TOWN, &last) = 8;
    assert_int_equal(*memo_result(&memo, FIELD_TOWN, &first), 7);
    assert_int_equal(*memo_result(&memo, FIELD_TOWN, &last), 8);
    assert_int_equal(*memo_result(&memo, FIELD_VILLAGE, &first), 0);
    assert_null(memo_result(&memo, FIELD_TOWN, &beyond));
    memo_forget(&memo);
    assert_int_equal(*memo_result(&memo, FIELD_TOWN, &first), 0);
    memo_release(&memo);
}

/* Every second string stands in the column of another field as well. */
static void strings_of_two_columns_mean_something_in_each(void **state)
{
    enum { COUNT = 3 * MEMO_OTHERS };
    struct memo memo;
    (void)state;
    memo_init(&memo, COUNT);
    for (uint32_t i = 1; i <= COUNT; i++) {
        const struct cell cell = text_cell("1", i);
        *memo_result(&memo, FIELD_DISABILITY_TYPE, &cell) = i;
        if (i % 2 == 0)
            *memo_result(&memo, FIELD_DISABILITY_GRADE, &cell) = 1000 + i;
    }
    for (uint32_t i = COUNT; i > 0; i--) {
        const struct cell cell = text_cell("1", i);
        const uint32_t other =
            *memo_result(&memo, FIELD_DISABILITY_GRADE, &cell);
        assert_int_equal(*memo_result(&memo, FIELD_DISABILITY_TYPE, &cell), i);
        assert_true(other == 0 || (i % 2 == 0 && other == 1000 + i));
        assert_true(i % 2 == 1 || i <= COUNT - MEMO_OTHERS || other != 0);
        assert_int_equal(memo_known(&memo, FIELD_DISABILITY_GRADE, &cell), 0);
    }
    memo_forget(&memo);
    const struct cell last = text_cell("1", COUNT);
    assert_int_equal(*memo_result(&memo, FIELD_DISABILITY_GRADE, &last), 0);
    assert_int_equal(*memo_result(&memo, FIELD_DISABILITY_TYPE, &last), 0);
    memo_release(&memo);
}

static void plain_text_is_remembered_while_it_repeats(void **state)
{
    struct memo memo;
    const struct cell one = text_cell("甲镇", 0);
    const struct cell other = text_cell("乙镇", 0);
    (void)state;
    memo_init(&memo, 0);
    *memo_result(&memo, FIELD_TOWN, &one) = 7;
    assert_int_equal(*memo_result(&memo, FIELD_TOWN, &one), 7);
    assert_int_equal(*memo_result(&memo, FIELD_TOWN, &other), 0);
    assert_int_equal(*memo_result(&memo, FIELD_TOWN, &one), 0);
    memo_release(&memo);
}

static void cells_that_cannot_be_remembered_have_no_place(void **state)
{
    struct memo memo;
    char text[MEMO_TEXT_SIZE + 2];
    const struct cell number = {.number = 3, .kind = CELL_NUMBER};
    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    const struct cell longer = text_cell(text, 0);
    memo_init(&memo, 0);
    assert_null(memo_result(&memo, FIELD_TOWN, &number));
    assert_null(memo_result(&memo, FIELD_TOWN, &longer));
    memo_release(&memo);
}

static void want_of_memory_only_means_forgetting(void **state)
{
    struct memo memo;
    const struct cell cell = text_cell("甲镇", 1);
    (void)state;
    memo_init(&memo, 1);
    mem_fail_after(1);
    assert_null(memo_result(&memo, FIELD_TOWN, &cell));
    mem_fail_after(0);
    assert_non_null(memo_result(&memo, FIELD_TOWN, &cell));
    memo_release(&memo);
}

static void only_shared_strings_with_a_result_are_known(void **state)
{
    struct memo memo;
    const struct cell cell = {
        .kind = CELL_TEXT, .text = "a", .length = 1, .shared = 2};
    const struct cell other = {
        .kind = CELL_TEXT, .text = "a", .length = 1, .shared = 9};
    const struct cell own = {.kind = CELL_TEXT, .text = "a", .length = 1};
    (void)state;
    memo_init(&memo, 3);
    assert_int_equal(memo_known(&memo, FIELD_TOWN, &cell), 0);
    *memo_result(&memo, FIELD_TOWN, &cell) = 7;
    *memo_result(&memo, FIELD_TOWN, &own) = 7;
    assert_int_equal(memo_known(&memo, FIELD_TOWN, &cell), 7);
    assert_int_equal(memo_known(&memo, FIELD_VILLAGE, &cell), 0);
    assert_int_equal(memo_known(&memo, FIELD_TOWN, &other), 0);
    assert_int_equal(memo_known(&memo, FIELD_TOWN, &own), 0);
    memo_forget(&memo);
    assert_int_equal(memo_known(&memo, FIELD_TOWN, &cell), 0);
    memo_release(&memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_strings_are_remembered_by_number),
        cmocka_unit_test(strings_of_two_columns_mean_something_in_each),
        cmocka_unit_test(plain_text_is_remembered_while_it_repeats),
        cmocka_unit_test(cells_that_cannot_be_remembered_have_no_place),
        cmocka_unit_test(only_shared_strings_with_a_result_are_known),
        cmocka_unit_test(want_of_memory_only_means_forgetting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
