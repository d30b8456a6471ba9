/* The equations: they hold, and they notice when something does not. */
#include "allocate/allocate.h"
#include "allocate/tie_outs.h"
#include "core/arena.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

static const struct row_spec some_rows[] = {
    {.id = UINT64_C(51149919780301001),
     .county = "东区",
     .category = FIXTURE_STABLE},
    {.id = UINT64_C(51149919780301001),
     .county = "东区",
     .category = FIXTURE_STABLE},
    {.id = UINT64_C(51149919780301002),
     .county = "西区",
     .kind = FIXTURE_KIND_CIVIL,
     .category = FIXTURE_MARGIN,
     .grades = 1 << 3},
    {.id = UINT64_C(51149919780301003),
     .kind = FIXTURE_KIND_CIVIL,
     .category = FIXTURE_MARGIN},
    {.id = UINT64_C(51149919780301004),
     .kind = FIXTURE_KIND_CIVIL,
     .is_returned = true},
};
enum { SOME = 5 };

static const struct tie_out *find_tie(const struct allocation *allocation,
                                      const char *what)
{
    for (size_t i = 0; i < allocation->tie_count; i++)
        if (strcmp(allocation->ties[i].what, what) == 0)
            return &allocation->ties[i];
    return NULL;
}

static void every_total_has_its_equation(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        int64_t value;
        bool is_money;
    } want[] = {
        {"合计：补助＋个人应缴＝人数×缴费标准", 114000, true},
        {"医疗救助资金：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"财政专项资金：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"乡村振兴：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"民政：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"稳定脱贫户：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"低收入对象：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"无符合条件的类别：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"东区：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"西区：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"未注明：补助＋个人应缴＝人数×缴费标准", 38000, true},
        {"各项资金补助之和＝补助总额", 38000, true},
        {"各部门补助之和＝补助总额", 38000, true},
        {"各类别人数×补助标准之和＝补助总额", 38000, true},
        {"各类别人数×个人应缴之和＝个人应缴总额", 76000, true},
        {"各县（区）补助之和＝补助总额", 38000, true},
        {"各县（区）人数之和＝认定人数", 3, false},
        {"1.xlsx!名单：读入行数＝有效＋重复＋退回＋跳过", 4, false},
        {"2.xlsx!名单：读入行数＝有效＋重复＋退回＋跳过", 5, false},
        {"认定所依据的有效行数＝各表有效行数", 3, false},
        {"认定所依据的重复行数＝各表重复行数", 1, false},
        {"医保 医疗救助资金：上月累计＋本月新增－本月核减＝累计人数", 1, false},
        {"医保 医疗救助资金：上月累计＋本月新增－本月核减＝累计金额", 9500,
         true},
        {"民政 财政专项资金：上月累计＋本月新增－本月核减＝累计人数", 1, false},
        {"民政 财政专项资金：上月累计＋本月新增－本月核减＝累计金额", 28500,
         true},
        {"逐人新增核减之和＝各申请行新增－核减", 38000, true},
        {"累计申请人数＝享受资助人数＋到账后不退的人数", 2, false},
        {"累计申请金额＝补助总额＋到账后不退的金额", 38000, true},
    };
    const size_t count = sizeof want / sizeof *want;
    struct decided decided;
    decided_init(&decided, NULL, some_rows, SOME);
    for (size_t i = 0; i < count; i++) {
        const struct tie_out *tie = find_tie(&decided.allocation, want[i].what);
        EXPECT(want[i].what, tie != NULL);
        EXPECT_INT(want[i].what, tie->left, want[i].value);
        EXPECT_INT(want[i].what, tie->right, want[i].value);
        EXPECT_INT(want[i].what, tie->is_money, want[i].is_money);
    }
    assert_int_equal(decided.allocation.tie_count, count);
    decided_release(&decided);
}

/* What a defect elsewhere could do to a finished allocation. */
typedef void damage(struct decided *decided);

static void lose_a_slice(struct decided *decided)
{
    decided->allocation.slice_count--;
}

static void count_money_twice(struct decided *decided)
{
    decided->allocation.total.subsidy += 9500;
    decided->allocation.total.personal_due -= 9500;
}

static void count_a_head_twice(struct decided *decided)
{
    decided->allocation.total.heads++;
}

static void change_a_winner(struct decided *decided)
{
    decided->allocation.decisions[0].category = FIXTURE_DESTITUTE;
}

static void lose_a_person(struct decided *decided)
{
    decided->allocation.decision_count--;
}

static void lose_a_row(struct decided *decided)
{
    decided->roster.sheets[1].rows_read++;
}

static void accept_a_row_unseen(struct decided *decided)
{
    decided->roster.sheets[1].rows_read++;
    decided->roster.sheets[1].fates[FATE_ACCEPTED]++;
}

static void call_a_row_duplicate(struct decided *decided)
{
    decided->roster.sheets[0].fates[FATE_ACCEPTED]--;
    decided->roster.sheets[0].fates[FATE_DUPLICATE]++;
}

/* Takes postings and equations back to before they were made, and settles. */
static void settle_again(struct decided *decided, struct settlement *settlement)
{
    decided->allocation.tie_count = 0;
    decided->allocation.posting_count = 0;
    assert_int_equal(
        settle(&decided->allocation, &decided->roster, NULL, settlement),
        TALLY_OK);
}

static void any_damage_is_noticed(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        damage *damage;
    } cases[] = {
        {"a slice lost", lose_a_slice},
        {"money counted twice", count_money_twice},
        {"a head counted twice", count_a_head_twice},
        {"another winner", change_a_winner},
        {"a person lost", lose_a_person},
        {"a row lost", lose_a_row},
        {"a row accepted that is no evidence", accept_a_row_unseen},
        {"a row called duplicate", call_a_row_duplicate},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decided decided;
        decided_init(&decided, NULL, some_rows, SOME);
        EXPECT_INT(cases[i].name, allocation_first_untied(&decided.allocation),
                   -1);
        struct settlement settlement;
        settle_again(&decided, &settlement);
        cases[i].damage(&decided);
        assert_int_equal(tie_outs_make(&decided.allocation, &settlement),
                         TALLY_OK);
        EXPECT(cases[i].name,
               allocation_first_untied(&decided.allocation) >= 0);
        settlement_release(&settlement);
        decided_release(&decided);
    }
}

/* ---- what is requested ---- */

typedef void request_damage(struct allocation *allocation,
                            struct settlement *settlement);

static void lose_a_posting(struct allocation *allocation,
                           struct settlement *settlement)
{
    (void)settlement;
    allocation->posting_count--;
}

static void post_a_fen_more(struct allocation *allocation,
                            struct settlement *settlement)
{
    (void)settlement;
    allocation->postings[0].amount++;
}

static void request_a_head_more(struct allocation *allocation,
                                struct settlement *settlement)
{
    (void)allocation;
    settlement->book.entries[0].line.flow.cumulative.heads++;
}

static void request_a_fen_more(struct allocation *allocation,
                               struct settlement *settlement)
{
    (void)allocation;
    settlement->book.entries[0].line.flow.added.subsidy++;
}

static void forget_what_was(struct allocation *allocation,
                            struct settlement *settlement)
{
    (void)allocation;
    settlement->book.entries[0].before.heads++;
}

static void keep_money_that_nobody_received(struct allocation *allocation,
                                            struct settlement *settlement)
{
    (void)allocation;
    settlement->kept.subsidy++;
}

static void any_damage_to_requests_is_noticed(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        request_damage *damage;
    } cases[] = {
        {"a posting lost", lose_a_posting},
        {"a posting of a fen more", post_a_fen_more},
        {"a head requested too many", request_a_head_more},
        {"a fen added too many", request_a_fen_more},
        {"a head from nowhere", forget_what_was},
        {"money kept that nobody received", keep_money_that_nobody_received},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decided decided;
        struct settlement settlement;
        decided_init(&decided, NULL, some_rows, SOME);
        settle_again(&decided, &settlement);
        cases[i].damage(&decided.allocation, &settlement);
        assert_int_equal(tie_outs_make(&decided.allocation, &settlement),
                         TALLY_OK);
        EXPECT(cases[i].name,
               allocation_first_untied(&decided.allocation) >= 0);
        settlement_release(&settlement);
        decided_release(&decided);
    }
}

/* Rows of the month before: none may come from nowhere, none may vanish. */
static void rows_of_the_month_before_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct standing_count before;
        bool is_tied;
    } cases[] = {
        {"each has its fate",
         {.standing = 5, .replaced = 2, .removed = 1, .missing = 1, .gone = 1},
         true},
        {"one has vanished", {.standing = 3, .replaced = 2}, false},
        {"one comes from nowhere", {.standing = 1, .replaced = 2}, false},
        {"one was carried nowhere",
         {.standing = 1, .carried = {[CARRY_NOT_SENT] = 1}},
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decided decided;
        struct settlement settlement;
        decided_init(&decided, NULL, some_rows, SOME);
        decided.roster.base = 202307;
        decided.roster.before = cases[i].before;
        settle_again(&decided, &settlement);
        assert_int_equal(tie_outs_make(&decided.allocation, &settlement),
                         TALLY_OK);
        EXPECT_INT(cases[i].name,
                   allocation_first_untied(&decided.allocation) < 0,
                   cases[i].is_tied);
        settlement_release(&settlement);
        decided_release(&decided);
    }
}

/* The loader refuses such a policy; the equations would notice it too. */
static void amounts_that_do_not_add_up_to_the_premium_are_noticed(void **state)
{
    (void)state;
    struct category categories[FIXTURE_CATEGORIES];
    struct policy policy = *policy_fixture();
    memcpy(categories, policy.categories, sizeof categories);
    categories[FIXTURE_STABLE].personal_due -= 1;
    policy.categories = categories;
    struct roster roster;
    struct allocation allocation;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(roster_init(&roster), 0);
    roster_fixture_fill(&roster, some_rows, SOME);
    assert_int_equal(
        allocate(&policy, &roster, FIXTURE_AS_OF, &allocation, &failure), 0);
    assert_true(allocation_first_untied(&allocation) >= 0);
    allocation_release(&allocation);
    roster_release(&roster);
}

static void failing_allocations_are_reported(void **state)
{
    (void)state;
    struct decided decided;
    struct settlement settlement;
    decided_init(&decided, NULL, some_rows, SOME);
    settle_again(&decided, &settlement);
    for (unsigned long n = 1;; n++) {
        decided.allocation.tie_count = 0;
        mem_fail_after(n);
        enum tally_status status =
            tie_outs_make(&decided.allocation, &settlement);
        mem_fail_after(0);
        if (status == TALLY_OK) {
            assert_true(n > 2);
            break;
        }
        assert_int_equal(status, TALLY_MEMORY);
    }
    settlement_release(&settlement);
    decided_release(&decided);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_total_has_its_equation),
        cmocka_unit_test(any_damage_is_noticed),
        cmocka_unit_test(any_damage_to_requests_is_noticed),
        cmocka_unit_test(rows_of_the_month_before_are_counted),
        cmocka_unit_test(amounts_that_do_not_add_up_to_the_premium_are_noticed),
        cmocka_unit_test(failing_allocations_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
