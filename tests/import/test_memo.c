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
    assert_false(memo_knows(&memo, FIELD_TOWN, &cell));
    *memo_result(&memo, FIELD_TOWN, &cell) = 7;
    *memo_result(&memo, FIELD_TOWN, &own) = 7;
    assert_true(memo_knows(&memo, FIELD_TOWN, &cell));
    assert_false(memo_knows(&memo, FIELD_VILLAGE, &cell));
    assert_false(memo_knows(&memo, FIELD_TOWN, &other));
    assert_false(memo_knows(&memo, FIELD_TOWN, &own));
    memo_forget(&memo);
    assert_false(memo_knows(&memo, FIELD_TOWN, &cell));
    memo_release(&memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_strings_are_remembered_by_number),
        cmocka_unit_test(plain_text_is_remembered_while_it_repeats),
        cmocka_unit_test(cells_that_cannot_be_remembered_have_no_place),
        cmocka_unit_test(only_shared_strings_with_a_result_are_known),
        cmocka_unit_test(want_of_memory_only_means_forgetting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
