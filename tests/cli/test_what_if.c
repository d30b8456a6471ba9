/* A month of the ledger decided by two policies. */
#include "cli/options.h"
#include "cli/what_if.h"
#include "import/import.h"
#include "tests/support/broken_policy.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

static struct scratch_folder folder;
static char ledger[96];

/* The sample month, run once. */
static int set_up(void **state)
{
    char out[96];
    (void)state;
    scratch_make(&folder);
    snprintf(ledger, sizeof ledger, "%s/daopan.db", folder.path);
    snprintf(out, sizeof out, "%s/out", folder.path);
    const char *const arguments[] = {"run",
                                     "--quiet",
                                     "--policy",
                                     "mappings/meishan/2024",
                                     "--period",
                                     "2023-08",
                                     "--ledger",
                                     ledger,
                                     "--out",
                                     out,
                                     "samples/meishan/2023-08",
                                     NULL};
    return daopan_run(arguments, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&folder);
    return 0;
}

/* The Meishan policy with one piece replaced. */
static const struct policy *changed(const char *find, const char *replace,
                                    struct arena *arena)
{
    const struct policy *policy = NULL;
    struct failure failure = FAILURE_INIT;
    if (broken_policy_load(PART_POLICY, find, replace, arena, &policy,
                           &failure) != 0)
        fail_msg("%s", failure.note);
    return policy;
}

static const struct what_if_row *row_of(const struct what_if *found,
                                        const char *code)
{
    for (size_t i = 0; i < found->category_count; i++)
        if (strcmp(found->categories[i].code, code) == 0)
            return &found->categories[i];
    fail_msg("no row of %s", code);
    return NULL;
}

/* Rows of categories, and of funds, add up to the whole. */
static void check_sums(const struct what_if *found)
{
    struct tally before = {.heads = 0};
    struct tally funds = {.heads = 0};
    for (size_t i = 0; i < found->category_count; i++) {
        before.heads += found->categories[i].before.heads;
        before.subsidy += found->categories[i].after.subsidy;
    }
    for (size_t i = 0; i < found->fund_count; i++) {
        funds.heads += found->funds[i].after.heads;
        funds.subsidy += found->funds[i].after.subsidy;
    }
    assert_int_equal(before.heads, found->person_count);
    assert_int_equal(funds.heads, found->person_count);
    assert_int_equal(before.subsidy, found->after.subsidy);
    assert_int_equal(funds.subsidy, found->after.subsidy);
}

static void the_same_policy_moves_nobody(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct what_if found;
    const struct policy *policy = meishan_policy(arena);
    const struct policy *const both[] = {policy, policy};
    assert_int_equal(what_if(ledger, 202308, both, arena, &found, &failure), 0);
    assert_true(found.person_count > 2000);
    assert_int_equal(found.category_moves, 0);
    assert_int_equal(found.amount_moves, 0);
    assert_int_equal(found.before.subsidy, found.after.subsidy);
    check_sums(&found);
    arena_free(arena);
}

/* Nobody is 60 any more at 200: only the condition of 2305 changes. */
static void a_condition_moves_those_it_named(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct what_if found;
    const struct policy *const both[] = {
        meishan_policy(arena), changed("age_min: 60", "age_min: 120", arena)};
    assert_int_equal(what_if(ledger, 0, both, arena, &found, &failure), 0);
    const struct what_if_row *low = row_of(&found, "2305");
    assert_true(low->after.heads < low->before.heads);
    assert_int_equal(found.category_moves,
                     low->before.heads - low->after.heads);
    assert_int_equal(found.gains, 0);
    assert_true(found.losses > 0);
    assert_int_equal(found.rows_lost[1], 0);
    check_sums(&found);
    arena_free(arena);
}

static void rows_of_unknown_categories_are_counted(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct what_if found;
    const struct policy *other = NULL;
    assert_int_equal(
        policy_load("mappings/meizhou/2024", arena, &other, &failure), 0);
    const struct policy *const both[] = {meishan_policy(arena), other};
    assert_int_equal(what_if(ledger, 0, both, arena, &found, &failure), 0);
    assert_int_equal(found.rows_lost[0], 0);
    assert_true(found.rows_lost[1] > 0);
    check_sums(&found);
    arena_free(arena);
}

static void nothing_is_written(void **state)
{
    (void)state;
    struct text before = TEXT_INIT;
    struct text after = TEXT_INIT;
    struct text said = TEXT_INIT;
    const char *const arguments[] = {"policy",
                                     "diff",
                                     "mappings/meishan/2024",
                                     "mappings/meizhou/2024",
                                     "--ledger",
                                     ledger,
                                     "--period",
                                     "2023-08",
                                     NULL};
    folder_digest(folder.path, &before);
    assert_int_equal(daopan_run(arguments, &said), EXIT_DONE);
    folder_digest(folder.path, &after);
    assert_string_equal(text_of(&before), text_of(&after));
    assert_non_null(strstr(text_of(&said), "如果按新政策算：台账所属期 "
                                           "2023-08"));
    text_release(&said);
    text_release(&before);
    text_release(&after);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *arguments[8];
        int status;
    } cases[] = {
        {"one policy", {"policy", "diff", "meishan-2024", NULL}, EXIT_USAGE},
        {"a period without a ledger",
         {"policy", "diff", "meishan-2024", "meishan-2024", "--period",
          "2023-08", NULL},
         EXIT_USAGE},
        {"no such policy",
         {"policy", "diff", "meishan-2024", "atlantis-2024", NULL},
         EXIT_REFUSED},
        {"no such ledger",
         {"policy", "diff", "meishan-2024", "meishan-2024", "--ledger",
          "/tmp/no/such.db", NULL},
         EXIT_REFUSED},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        EXPECT_INT(cases[i].name, daopan_run(cases[i].arguments, NULL),
                   cases[i].status);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_policy_moves_nobody),
        cmocka_unit_test(a_condition_moves_those_it_named),
        cmocka_unit_test(rows_of_unknown_categories_are_counted),
        cmocka_unit_test(nothing_is_written),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
