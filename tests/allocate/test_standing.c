/* What the month before leaves standing: what sheets cover, other policies,
 * and the properties that no case can show. */
#include "core/arena.h"
#include "tests/support/months_fixture.h"
#include "tests/support/random.h"
#include "tests/support/suite.h"
#include <string.h>

#define ANNA UINT64_C(51149919500101001)
#define BERT UINT64_C(51149919500101003)
#define CIVIL .kind = FIXTURE_KIND_CIVIL
#define DESTITUTE .kind = FIXTURE_KIND_DESTITUTE, .category = FIXTURE_DESTITUTE
#define EAST .county = "东区"
#define LOW_INCOME CIVIL, .category = FIXTURE_LOW_INCOME
#define WAS                                                                    \
    {                                                                          \
        .id = ANNA, .name = "安娜", LOW_INCOME, EAST                           \
    }

/* ---- sheets that name a county, and sheets without people ---- */

static void what_a_sheet_covers(void **state)
{
    static const struct {
        const char *name;
        enum roster_mode mode;
        const char *county; /* of a sheet without rows */
        enum carry east, west;
    } sheets[] = {
        {"an empty list of no county", MODE_FULL, NULL, CARRY_NONE, CARRY_NONE},
        {"an empty list of a county", MODE_FULL, "东区", CARRY_NONE,
         CARRY_NOT_SENT},
        {"no changes anywhere", MODE_CHANGE, NULL, CARRY_UNCHANGED,
         CARRY_UNCHANGED},
        {"no changes in a county", MODE_CHANGE, "东区", CARRY_UNCHANGED,
         CARRY_NOT_SENT},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sheets); i++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        months_init(&months);
        months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        roster_fixture_row(&months.before,
                           &(struct row_spec){.id = ANNA, LOW_INCOME, EAST});
        roster_fixture_row(&months.before,
                           &(struct row_spec){.id = BERT,
                                              .category = FIXTURE_LOW_INCOME,
                                              .county = "西区"});
        months_sheet(&months.now, FIXTURE_KIND_CIVIL, sheets[i].mode,
                     sheets[i].county);
        EXPECT_INT(sheets[i].name, months_carry(&months, &failure), 0);
        EXPECT_INT(sheets[i].name,
                   months_carried(&months, ANNA, FIXTURE_LOW_INCOME),
                   sheets[i].east);
        EXPECT_INT(sheets[i].name,
                   months_carried(&months, BERT, FIXTURE_LOW_INCOME),
                   sheets[i].west);
        months_release(&months);
    }
}

/* ---- another policy ---- */

static void a_category_that_is_gone_is_lost_and_said(void **state)
{
    struct category categories[FIXTURE_CATEGORIES];
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    memcpy(categories, policy_fixture()->categories, sizeof categories);
    categories[FIXTURE_LOW_INCOME].id = "2399";
    categories[FIXTURE_LOW_INCOME].code = "2399";
    months.policy.categories = categories;
    months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
    roster_fixture_row(&months.before, &(struct row_spec)WAS);
    assert_int_equal(months_carry(&months, &failure), 0);
    assert_int_equal(months.now.before.gone, 1);
    assert_int_equal(months_carried_count(&months), 0);
    assert_int_equal(roster_fixture_count(&months.now, DIAG_CATEGORY_GONE), 1);
    months_release(&months);
}

static void a_kind_that_is_gone_gives_its_rows_to_another(void **state)
{
    struct roster_kind kinds[FIXTURE_KINDS];
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    memcpy(kinds, policy_fixture()->kinds, sizeof kinds);
    kinds[FIXTURE_KIND_DESTITUTE].id = "minzheng-tekun-2";
    months.policy.kinds = kinds;
    months_sheet(&months.before, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    roster_fixture_row(&months.before,
                       &(struct row_spec){.id = ANNA, DESTITUTE});
    assert_int_equal(months_carry(&months, &failure), 0);
    assert_int_equal(months_carried(&months, ANNA, FIXTURE_DESTITUTE),
                     CARRY_NOT_SENT);
    assert_int_equal(months.now.sheets[months.now.rows[0].sheet].kind,
                     FIXTURE_KIND_CIVIL);
    months_release(&months);
}

/* ---- properties ---- */

/* A random month before, and the same people now as `mode` would tell them. */
static void put_random(struct months *months, uint32_t seed,
                       enum roster_mode mode)
{
    enum { PEOPLE = 60 };
    struct random random = {.seed = seed};
    months_sheet(&months->before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
    months_sheet(&months->now, FIXTURE_KIND_CIVIL, mode, NULL);
    struct roster *before = &months->before;
    struct roster *now = &months->now;
    for (int i = 1; i <= PEOPLE; i++) {
        struct row_spec row = {
            .id = fixture_id(19600101, i),
            .category = random_below(&random, 2) == 0 ? FIXTURE_LOW_INCOME
                                                      : FIXTURE_DESTITUTE,
            .county = random_below(&random, 2) == 0 ? "东区" : "西区",
        };
        const uint32_t fate = random_below(&random, 4);
        if (fate != 0) /* 0: comes only now */
            roster_fixture_row(before, &row);
        if (mode == MODE_FULL && fate != 1) { /* 1: goes now */
            roster_fixture_row(now, &row);
        } else if (mode == MODE_CHANGE && fate < 2) {
            row.movement = fate == 0 ? MOVEMENT_ADDED : MOVEMENT_REMOVED;
            roster_fixture_row(now, &row);
        }
    }
}

static void a_month_sent_full_or_as_changes_decides_the_same(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 40; seed++) {
        struct months months[2];
        struct allocation decided[2];
        struct failure failure = FAILURE_INIT;
        for (int i = 0; i < 2; i++) {
            months_init(&months[i]);
            put_random(&months[i], seed, i == 0 ? MODE_FULL : MODE_CHANGE);
            assert_int_equal(months_carry(&months[i], &failure), 0);
            assert_int_equal(allocate(&months[i].policy, &months[i].now,
                                      MONTHS_AS_OF, &decided[i], &failure),
                             0);
            assert_int_equal(allocation_first_untied(&decided[i]), -1);
        }
        assert_int_equal(decided[0].total.subsidy, decided[1].total.subsidy);
        size_t at = 0;
        for (size_t i = 0; i < decided[1].decision_count; i++) {
            const struct decision *change = &decided[1].decisions[i];
            if (change->category == POLICY_NONE)
                continue; /* removed: the full month does not know them */
            assert_true(at < decided[0].decision_count);
            assert_int_equal(decided[0].decisions[at].id, change->id);
            assert_int_equal(decided[0].decisions[at].category,
                             change->category);
            at++;
        }
        assert_int_equal(at, decided[0].decision_count);
        for (int i = 0; i < 2; i++) {
            allocation_release(&decided[i]);
            months_release(&months[i]);
        }
    }
}

/* Whole sheets of this month in another order: the same rows stay. */
static void the_order_of_files_never_matters(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 200; seed++) {
        enum { ROWS = 24 };
        size_t carried[2][CARRY_COUNT] = {{0}};
        uint64_t sums[2] = {0};
        for (int order = 0; order < 2; order++) {
            struct months months;
            struct failure failure = FAILURE_INIT;
            struct random random = {.seed = seed};
            struct row_spec specs[ROWS];
            enum roster_mode modes[ROWS];
            months_init(&months);
            months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
            for (int i = 0; i < ROWS; i++) {
                specs[i] = (struct row_spec){
                    .id =
                        fixture_id(19600101, 1 + (int)random_below(&random, 8)),
                    .kind = random_below(&random, 2) == 0
                                ? FIXTURE_KIND_CIVIL
                                : FIXTURE_KIND_DESTITUTE,
                    .category = FIXTURE_DESTITUTE,
                    .county = random_below(&random, 2) == 0 ? "东区" : "西区",
                    .movement = (enum movement)random_below(&random, 4),
                    .is_returned = random_below(&random, 5) == 0,
                };
                if (specs[i].kind == FIXTURE_KIND_CIVIL &&
                    random_below(&random, 2) == 0)
                    specs[i].category = FIXTURE_LOW_INCOME;
                modes[i] =
                    random_below(&random, 3) == 0 ? MODE_CHANGE : MODE_FULL;
            }
            for (int i = 0; i < ROWS / 2; i++)
                roster_fixture_row(&months.before, &specs[i]);
            for (int i = ROWS / 2; i < ROWS; i++) {
                const int at = order == 0 ? i : ROWS + ROWS / 2 - 1 - i;
                months_sheet(&months.now, specs[at].kind, modes[at], NULL);
                roster_fixture_row(&months.now, &specs[at]);
            }
            assert_int_equal(months_carry(&months, &failure), 0);
            for (size_t i = 0; i < months.now.row_count; i++) {
                const struct roster_row *row = &months.now.rows[i];
                carried[order][row->carry]++;
                if (row->carry != CARRY_NONE)
                    sums[order] +=
                        row->id * 31 * (row->carry + 1U) + row->category;
            }
            months_release(&months);
        }
        for (int i = 0; i < CARRY_COUNT; i++)
            assert_int_equal(carried[0][i], carried[1][i]);
        assert_true(sums[0] == sums[1]);
    }
}

static void each_failing_allocation_is_clean(void **state)
{
    (void)state;
    for (unsigned long n = 1;; n++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        months_init(&months);
        put_random(&months, 7, MODE_CHANGE);
        roster_fixture_row(
            &months.now, &(struct row_spec){
                             .name = "张三", LOW_INCOME, .is_returned = true});
        mem_fail_after(n);
        const int result = months_carry(&months, &failure);
        mem_fail_after(0);
        months_release(&months);
        if (result == 0) {
            assert_true(n > 10);
            break;
        }
        assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_sheet_covers),
        cmocka_unit_test(a_category_that_is_gone_is_lost_and_said),
        cmocka_unit_test(a_kind_that_is_gone_gives_its_rows_to_another),
        cmocka_unit_test(a_month_sent_full_or_as_changes_decides_the_same),
        cmocka_unit_test(the_order_of_files_never_matters),
        cmocka_unit_test(each_failing_allocation_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
