/*
 * What people are entitled to against what was requested for them: a case for
 * each rule, corrections of closed months, and sums over random months.
 */
#include "allocate/allocate.h"
#include "core/arena.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/random.h"
#include "tests/support/suite.h"
#include <string.h>

#define ANNA UINT64_C(51149919500101001)

enum { JUNE = 202306, JULY = 202307, JUNE_END = 20230630, JULY_END = 20230731 };

/* ---- accounts, said directly ---- */

static strref pooled(struct roster *roster, const char *text)
{
    strref ref = 0;
    assert_int_equal(string_pool_add(roster->strings, text, strlen(text), &ref),
                     0);
    return ref;
}

/* What the policy pays for a category in 东区. */
static struct account account_of(struct roster *roster, idkey id,
                                 uint16_t category)
{
    const struct policy *policy = policy_fixture();
    const struct category *of = &policy->categories[category];
    return (struct account){
        .id = id,
        .amount = of->subsidy,
        .fund = pooled(roster, policy->funds[of->fund].name),
        .applicant = pooled(roster, policy->applicants[of->applicant].name),
        .category = pooled(roster, of->id),
        .county = pooled(roster, "东区"),
        .since = JUNE,
    };
}

static const struct closed_month closed_months[] = {{JUNE, JUNE_END},
                                                    {JULY, JULY_END}};

struct settled {
    struct roster roster;
    struct allocation allocation;
};

static void settle_rows(struct settled *out, const struct policy *policy,
                        const struct account_book *book)
{
    struct failure failure = FAILURE_INIT;
    assert_int_equal(allocate_after(policy, &out->roster, FIXTURE_AS_OF, book,
                                    &out->allocation, &failure),
                     0);
    const int untied = allocation_first_untied(&out->allocation);
    if (untied >= 0)
        fail_msg("%s", out->allocation.ties[untied].what);
}

static void settled_release(struct settled *settled)
{
    allocation_release(&settled->allocation);
    roster_release(&settled->roster);
}

/* ---- one person ---- */

enum { NOBODY = POLICY_NONE };

struct settle_case {
    const char *name;
    uint16_t account; /* the category that was requested; NOBODY = nothing */
    uint16_t row;     /* the category on this month's roster */
    const char *county;
    bool is_received;
    enum refund_rule refund;
    fen deducted, added; /* expected postings; 0 = none */
    fen cumulative;
    enum diag_code finding; /* that must be there; DIAG_NONE */
};

#define EAST "东区"
static const struct settle_case cases[] = {
    {"new", NOBODY, FIXTURE_STABLE, EAST, false, REFUND_NOT_STATED, 0, 9500,
     9500, DIAG_NONE},
    {"nothing to pay", NOBODY, FIXTURE_MONITORED_ZERO, EAST, false,
     REFUND_NOT_STATED, 0, 0, 0, DIAG_NONE},
    {"kept", FIXTURE_STABLE, FIXTURE_STABLE, EAST, false, REFUND_NOT_STATED, 0,
     0, 9500, DIAG_NONE},
    {"gone", FIXTURE_STABLE, NOBODY, EAST, false, REFUND_NOT_STATED, -9500, 0,
     0, DIAG_NONE},
    {"no subsidy any more", FIXTURE_STABLE, FIXTURE_MONITORED_ZERO, EAST, false,
     REFUND_NOT_STATED, -9500, 0, 0, DIAG_NONE},
    {"another tier", FIXTURE_STABLE, FIXTURE_UNSTABLE, EAST, false,
     REFUND_NOT_STATED, -9500, 28500, 28500, DIAG_NONE},
    {"another payer", FIXTURE_DESTITUTE, FIXTURE_SEVERE, EAST, false,
     REFUND_NOT_STATED, -38000, 38000, 38000, DIAG_NONE},
    {"another identity only", FIXTURE_UNSTABLE, FIXTURE_LOW_INCOME, EAST, false,
     REFUND_NOT_STATED, -28500, 28500, 28500, DIAG_NONE},
    {"another county", FIXTURE_STABLE, FIXTURE_STABLE, "西区", false,
     REFUND_NOT_STATED, -9500, 9500, 9500, DIAG_NONE},

    {"received, the document silent", FIXTURE_DESTITUTE, FIXTURE_SEVERE, EAST,
     true, REFUND_NOT_STATED, -38000, 38000, 38000, DIAG_RECEIVED_MOVES},
    {"received, gone, the document silent", FIXTURE_DESTITUTE, NOBODY, EAST,
     true, REFUND_NOT_STATED, -38000, 0, 0, DIAG_RECEIVED_MOVES},
    {"received and kept", FIXTURE_DESTITUTE, FIXTURE_DESTITUTE, EAST, true,
     REFUND_NONE, 0, 0, 38000, DIAG_NONE},
    {"received, another payer, no refund", FIXTURE_DESTITUTE, FIXTURE_SEVERE,
     EAST, true, REFUND_NONE, 0, 0, 38000, DIAG_RECEIVED_STAYS},
    {"received, a higher tier, no refund", FIXTURE_STABLE, FIXTURE_DESTITUTE,
     EAST, true, REFUND_NONE, 0, 0, 9500, DIAG_RECEIVED_STAYS},
    {"received, gone, no refund", FIXTURE_DESTITUTE, NOBODY, EAST, true,
     REFUND_NONE, 0, 0, 38000, DIAG_RECEIVED_STAYS},
    {"not received yet, no refund", FIXTURE_DESTITUTE, FIXTURE_SEVERE, EAST,
     false, REFUND_NONE, -38000, 38000, 38000, DIAG_NONE},
    {"not received yet, gone, no refund", FIXTURE_DESTITUTE, NOBODY, EAST,
     false, REFUND_NONE, -38000, 0, 0, DIAG_NONE},
};

static void put_case(struct settled *settled, const struct settle_case *this)
{
    assert_int_equal(roster_init(&settled->roster), 0);
    if (this->row != NOBODY)
        roster_fixture_fill(&settled->roster,
                            &(struct row_spec){.id = ANNA,
                                               .category = this->row,
                                               .county = this->county,
                                               .grades = 1U << 1},
                            1);
}

/* The sum of postings of that sign. */
static fen posted(const struct allocation *allocation, int heads)
{
    fen sum = 0;
    for (size_t i = 0; i < allocation->posting_count; i++)
        if (posting_heads(&allocation->postings[i]) == heads)
            sum += allocation->postings[i].amount;
    return sum;
}

static fen requested(const struct allocation *allocation)
{
    fen sum = 0;
    for (size_t i = 0; i < allocation->request_count; i++)
        sum += allocation->requests[i].flow.cumulative.subsidy;
    return sum;
}

static void accounts_and_decisions_make_postings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct settle_case *this = &cases[i];
        struct policy policy = *policy_fixture();
        struct settled settled;
        struct account account;
        policy.refund = this->refund;
        put_case(&settled, this);
        if (this->account != NOBODY) {
            account = account_of(&settled.roster, ANNA, this->account);
            account.is_received = this->is_received;
        }
        const struct account_book book = {
            .accounts = &account, .account_count = this->account != NOBODY};
        settle_rows(&settled, &policy, &book);
        const struct allocation *allocation = &settled.allocation;
        EXPECT_INT(this->name, posted(allocation, -1), this->deducted);
        EXPECT_INT(this->name, posted(allocation, 1), this->added);
        EXPECT_INT(this->name, requested(allocation), this->cumulative);
        EXPECT_INT(this->name,
                   roster_fixture_count(&settled.roster, DIAG_RECEIVED_STAYS),
                   this->finding == DIAG_RECEIVED_STAYS);
        EXPECT_INT(this->name,
                   roster_fixture_count(&settled.roster, DIAG_RECEIVED_MOVES),
                   this->finding == DIAG_RECEIVED_MOVES);
        if (this->deducted != 0)
            EXPECT_INT(this->name, posting_heads(&allocation->postings[0]), -1);
        settled_release(&settled);
    }
}

static void each_payer_sees_what_it_gains_and_loses(void **state)
{
    const struct settle_case this = {
        .account = FIXTURE_DESTITUTE, .row = FIXTURE_SEVERE, .county = EAST};
    struct settled settled;
    (void)state;
    put_case(&settled, &this);
    struct account account =
        account_of(&settled.roster, ANNA, FIXTURE_DESTITUTE);
    const struct account_book book = {.accounts = &account, .account_count = 1};
    settle_rows(&settled, policy_fixture(), &book);
    const struct allocation *allocation = &settled.allocation;
    assert_int_equal(allocation->request_count, 2);
    const struct request_line *loses =
        &allocation->requests[allocation->postings[0].line];
    const struct request_line *gains =
        &allocation->requests[allocation->postings[1].line];
    assert_string_equal(roster_string(&settled.roster, loses->applicant),
                        "医保");
    assert_int_equal(loses->flow.deducted.heads, 1);
    assert_int_equal(loses->flow.cumulative.heads, 0);
    assert_string_equal(roster_string(&settled.roster, gains->applicant),
                        "残联");
    assert_int_equal(gains->flow.added.subsidy, 38000);
    assert_int_equal(gains->flow.cumulative.heads, 1);
    settled_release(&settled);
}

static void an_account_of_a_category_that_is_gone_is_deducted(void **state)
{
    struct settled settled;
    (void)state;
    assert_int_equal(roster_init(&settled.roster), 0);
    struct account account = account_of(&settled.roster, ANNA, FIXTURE_STABLE);
    account.category = pooled(&settled.roster, "gone");
    account.fund = pooled(&settled.roster, "别的资金");
    const struct account_book book = {.accounts = &account, .account_count = 1};
    settle_rows(&settled, policy_fixture(), &book);
    assert_int_equal(settled.allocation.request_count, 1);
    assert_string_equal(
        roster_string(&settled.roster, settled.allocation.requests[0].fund),
        "别的资金");
    assert_int_equal(posted(&settled.allocation, -1), -9500);
    settled_release(&settled);
}

/* ---- corrections of closed months ---- */

static void late_news_points_to_the_month_it_corrects(void **state)
{
    static const struct {
        const char *name;
        ymd recognised;
        bool is_known;
        ym returned;     /* a month in which the row was returned */
        ym since, until; /* an account that ended; 0 = none */
        ym corrects;
    } news[] = {
        {"this month's own", 20230805, false, 0, 0, 0, 0},
        {"recognised in June", 20230610, false, 0, 0, 0, JUNE},
        {"recognised on the cut-off of June", JUNE_END, false, 0, 0, 0, JUNE},
        {"recognised the day after", 20230701, false, 0, 0, 0, JULY},
        {"old news", 20230610, true, 0, 0, 0, 0},
        {"no date", YMD_NONE, false, 0, 0, 0, 0},
        {"returned in July, no date", YMD_NONE, false, JULY, 0, 0, JULY},
        {"paid in June, taken off in July", 20230610, false, 0, JUNE, JULY,
         JULY},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(news); i++) {
        struct settled settled;
        assert_int_equal(roster_init(&settled.roster), 0);
        roster_fixture_fill(
            &settled.roster,
            &(struct row_spec){.id = ANNA,
                               .category = FIXTURE_STABLE,
                               .county = EAST,
                               .recognised = news[i].recognised},
            1);
        settled.roster.rows[0].is_known = news[i].is_known;
        struct account account =
            account_of(&settled.roster, ANNA, FIXTURE_STABLE);
        account.since = news[i].since;
        account.until = news[i].until;
        struct returned_person returned = {ANNA, news[i].returned};
        struct closed_month months[COUNT_OF(closed_months)];
        memcpy(months, closed_months, sizeof months);
        const struct account_book book = {
            .accounts = &account,
            .account_count = news[i].since != 0,
            .months = months,
            .month_count = COUNT_OF(months),
            .returned = &returned,
            .returned_count = news[i].returned != 0,
        };
        settle_rows(&settled, policy_fixture(), &book);
        EXPECT_INT(news[i].name, settled.allocation.posting_count, 1);
        EXPECT_INT(news[i].name, settled.allocation.postings[0].corrects,
                   news[i].corrects);
        settled_release(&settled);
    }
}

static void who_was_not_eligible_then_is_no_correction(void **state)
{
    /* 60 on 15 August: low income support has had its condition since. */
    const idkey id = UINT64_C(51149919630815001);
    struct settled settled;
    struct closed_month months[] = {{JULY, JULY_END}};
    const struct account_book book = {.months = months, .month_count = 1};
    (void)state;
    assert_int_equal(roster_init(&settled.roster), 0);
    roster_fixture_fill(&settled.roster,
                        &(struct row_spec){.id = id,
                                           .category = FIXTURE_MARGIN,
                                           .county = EAST,
                                           .recognised = 20200101},
                        1);
    settle_rows(&settled, policy_fixture(), &book);
    assert_int_equal(settled.allocation.posting_count, 1);
    assert_int_equal(settled.allocation.postings[0].corrects, 0);
    settled_release(&settled);
}

static void late_ends_point_to_the_month_they_correct(void **state)
{
    static const struct {
        const char *name;
        ymd ended;
        uint16_t category; /* of the row that tells it */
        ym since;
        ym corrects;
    } ends[] = {
        {"this month", 20230805, FIXTURE_STABLE, JUNE, 0},
        {"in June", 20230610, FIXTURE_STABLE, JUNE, JUNE},
        {"in June, paid since July", 20230610, FIXTURE_STABLE, JULY, JULY},
        {"in July", 20230701, FIXTURE_STABLE, JUNE, JULY},
        {"no date", YMD_NONE, FIXTURE_STABLE, JUNE, 0},
        {"another category", 20230610, FIXTURE_UNSTABLE, JUNE, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct settled settled;
        assert_int_equal(roster_init(&settled.roster), 0);
        roster_fixture_fill(&settled.roster,
                            &(struct row_spec){.id = ANNA,
                                               .category = ends[i].category,
                                               .county = EAST,
                                               .ended = ends[i].ended,
                                               .movement = MOVEMENT_REMOVED},
                            1);
        struct account account =
            account_of(&settled.roster, ANNA, FIXTURE_STABLE);
        account.since = ends[i].since;
        struct closed_month months[COUNT_OF(closed_months)];
        memcpy(months, closed_months, sizeof months);
        const struct account_book book = {.accounts = &account,
                                          .account_count = 1,
                                          .months = months,
                                          .month_count = COUNT_OF(months)};
        settle_rows(&settled, policy_fixture(), &book);
        EXPECT_INT(ends[i].name, settled.allocation.posting_count, 1);
        EXPECT_INT(ends[i].name, settled.allocation.postings[0].corrects,
                   ends[i].corrects);
        settled_release(&settled);
    }
}

/* ---- sums ---- */

enum { PEOPLE = 80 };

static const uint16_t payable[] = {FIXTURE_STABLE,     FIXTURE_UNSTABLE,
                                   FIXTURE_LOW_INCOME, FIXTURE_SEVERE,
                                   FIXTURE_ORPHAN,     FIXTURE_DESTITUTE};

/* A random month: accounts of some people, rows of some. The count. */
static size_t put_random(struct settled *settled, struct random *random,
                         struct account *accounts)
{
    struct row_spec specs[PEOPLE];
    size_t rows = 0;
    size_t count = 0;
    assert_int_equal(roster_init(&settled->roster), 0);
    for (int i = 1; i <= PEOPLE; i++) {
        const idkey id = fixture_id(19500101, i);
        const size_t had = random_below(random, COUNT_OF(payable) + 2);
        const size_t has = random_below(random, COUNT_OF(payable) + 2);
        if (had < COUNT_OF(payable)) {
            accounts[count] = account_of(&settled->roster, id, payable[had]);
            accounts[count++].is_received = random_below(random, 3) == 0;
        }
        if (has < COUNT_OF(payable))
            specs[rows++] = (struct row_spec){
                .id = id,
                .category = payable[has],
                .county = random_below(random, 2) == 0 ? EAST : "西区",
                .grades = 1U << 2,
            };
    }
    roster_fixture_fill(&settled->roster, specs, rows);
    return count;
}

/* Each person ends with one account at most, and none above the premium. */
static void expect_one_account_each(const struct settled *settled,
                                    const struct account *accounts,
                                    size_t count)
{
    const struct allocation *allocation = &settled->allocation;
    for (int i = 1; i <= PEOPLE; i++) {
        const idkey id = fixture_id(19500101, i);
        fen amount = 0;
        int heads = 0;
        for (size_t a = 0; a < count; a++)
            if (accounts[a].id == id) {
                amount += accounts[a].amount;
                heads++;
            }
        for (size_t p = 0; p < allocation->posting_count; p++)
            if (allocation->postings[p].id == id) {
                amount += allocation->postings[p].amount;
                heads += posting_heads(&allocation->postings[p]);
            }
        assert_true(heads == 0 || heads == 1);
        assert_true(amount >= 0 && amount <= allocation->policy->premium);
        assert_true((heads == 0) == (amount == 0));
    }
}

static void nobody_is_paid_for_twice_whatever_happens(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct random random = {.seed = seed};
        struct policy policy = *policy_fixture();
        struct account accounts[PEOPLE];
        struct settled settled;
        policy.refund = seed % 2 == 0 ? REFUND_NONE : REFUND_NOT_STATED;
        const size_t count = put_random(&settled, &random, accounts);
        const struct account_book book = {.accounts = accounts,
                                          .account_count = count};
        settle_rows(&settled, &policy, &book);
        expect_one_account_each(&settled, accounts, count);
        settled_release(&settled);
    }
}

static void lines_stand_in_the_order_of_their_texts(void **state)
{
    struct random random = {.seed = 5};
    struct account accounts[PEOPLE];
    struct settled settled;
    (void)state;
    const size_t count = put_random(&settled, &random, accounts);
    const struct account_book book = {.accounts = accounts,
                                      .account_count = count};
    settle_rows(&settled, policy_fixture(), &book);
    const struct allocation *allocation = &settled.allocation;
    assert_true(allocation->request_count > 5);
    for (size_t i = 1; i < allocation->request_count; i++) {
        const struct request_line *a = &allocation->requests[i - 1];
        const struct request_line *b = &allocation->requests[i];
        const strref texts[2][4] = {
            {a->applicant, a->fund, a->county, a->category},
            {b->applicant, b->fund, b->county, b->category}};
        int order = 0;
        for (int t = 0; order == 0 && t < 4; t++)
            order = strcmp(roster_string(&settled.roster, texts[0][t]),
                           roster_string(&settled.roster, texts[1][t]));
        assert_true(order < 0);
    }
    settled_release(&settled);
}

static void each_failing_allocation_is_clean(void **state)
{
    (void)state;
    for (unsigned long n = 1;; n++) {
        struct random random = {.seed = 3};
        struct policy policy = *policy_fixture();
        struct account accounts[PEOPLE];
        struct settled settled;
        struct failure failure = FAILURE_INIT;
        policy.refund = REFUND_NONE;
        const size_t count = put_random(&settled, &random, accounts);
        const struct account_book book = {.accounts = accounts,
                                          .account_count = count};
        mem_fail_after(n);
        const int result =
            allocate_after(&policy, &settled.roster, FIXTURE_AS_OF, &book,
                           &settled.allocation, &failure);
        mem_fail_after(0);
        if (result == 0)
            allocation_release(&settled.allocation);
        roster_release(&settled.roster);
        if (result == 0) {
            assert_true(n > 20);
            break;
        }
        assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(accounts_and_decisions_make_postings),
        cmocka_unit_test(each_payer_sees_what_it_gains_and_loses),
        cmocka_unit_test(an_account_of_a_category_that_is_gone_is_deducted),
        cmocka_unit_test(late_news_points_to_the_month_it_corrects),
        cmocka_unit_test(who_was_not_eligible_then_is_no_correction),
        cmocka_unit_test(late_ends_point_to_the_month_they_correct),
        cmocka_unit_test(nobody_is_paid_for_twice_whatever_happens),
        cmocka_unit_test(lines_stand_in_the_order_of_their_texts),
        cmocka_unit_test(each_failing_allocation_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
