/* Did everything arrive: references that lead nowhere are found, although
 * SQLite was not asked to look them up. */
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"

#include <string.h>

enum { NOWHERE = 200, CATEGORIES_MAX = 256 };

/* The month, a copy of its policy with room for categories that the ledger
 * knows nothing of, and what one case breaks. */
struct broken {
    struct ledger_fixture *fixture;
    struct policy policy;
    struct category categories[CATEGORIES_MAX];
};

static struct decided *decided_of(const struct broken *broken)
{
    return &broken->fixture->decided;
}

static struct roster_row *row_of_fate(const struct broken *broken,
                                      enum fate fate)
{
    struct roster *roster = &decided_of(broken)->roster;
    size_t at = 0;
    while (roster->rows[at].fate != fate)
        at++;
    return &roster->rows[at];
}

static void break_sheet(struct broken *broken)
{
    row_of_fate(broken, FATE_ACCEPTED)->sheet = NOWHERE;
}

static void break_sheet_of_returned(struct broken *broken)
{
    row_of_fate(broken, FATE_RETURNED)->sheet = NOWHERE;
}

static void break_category(struct broken *broken)
{
    row_of_fate(broken, FATE_ACCEPTED)->category = NOWHERE;
}

static void break_decision(struct broken *broken)
{
    struct allocation *allocation = &decided_of(broken)->allocation;
    struct decision *decision = &allocation->decisions[0];
    while (decision->category == POLICY_NONE)
        decision++;
    broken->categories[NOWHERE] = broken->categories[decision->category];
    decision->category = NOWHERE;
}

static void break_posting(struct broken *broken)
{
    decided_of(broken)->allocation.postings[0].line = NOWHERE;
}

static struct diag *diagnostic_with_sheet(const struct broken *broken)
{
    struct diag *diags = decided_of(broken)->roster.diags;
    while (diags->at.sheet == PLACE_NONE)
        diags++;
    return diags;
}

static void break_file_of_finding(struct broken *broken)
{
    diagnostic_with_sheet(broken)->at.file = NOWHERE;
}

static void break_sheet_of_finding(struct broken *broken)
{
    diagnostic_with_sheet(broken)->at.sheet = NOWHERE;
}

static void break_other_file_of_finding(struct broken *broken)
{
    diagnostic_with_sheet(broken)->other.file = NOWHERE;
}

static void break_other_sheet_of_finding(struct broken *broken)
{
    diagnostic_with_sheet(broken)->other.sheet = NOWHERE;
}

static void lose_line(struct broken *broken)
{
    decided_of(broken)->allocation.request_count--;
}

static void break_nothing(struct broken *broken)
{
    (void)broken;
}

/* A month that is broken so; the failure of keeping it. */
static struct failure keep_broken(struct ledger_fixture *fixture,
                                  void (*break_it)(struct broken *broken))
{
    static struct broken broken;
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    const struct policy *policy = fixture->decided.allocation.policy;
    broken = (struct broken){.fixture = fixture, .policy = *policy};
    memcpy(broken.categories, policy->categories,
           policy->category_count * sizeof *policy->categories);
    broken.policy.categories = broken.categories;
    fixture->decided.allocation.policy = &broken.policy;
    break_it(&broken);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_WRITE, &ledger, &failure), 0);
    if (ledger_store(ledger, &fixture->decided.allocation, FIXTURE_PERIOD,
                     "0.1.0", &failure) == 0)
        assert_int_equal(failure.code, DIAG_NONE);
    ledger_close(ledger);
    return failure;
}

static void reference_that_leads_nowhere_is_refused(void **state)
{
    static const struct {
        const char *name;
        void (*break_it)(struct broken *broken);
        const char *note; /* of the failure; NULL = none */
    } cases[] = {
        {"sheet of a row", break_sheet, "roster_rows: foreign keys: 1 ≠ 0"},
        {"sheet of a returned row", break_sheet_of_returned,
         "roster_rows: foreign keys: 1 ≠ 0"},
        {"category of a row", break_category,
         "roster_rows: foreign keys: 1 ≠ 0"},
        {"category of a decision", break_decision,
         "decisions: foreign keys: 1 ≠ 0"},
        {"line of a posting", break_posting, "postings: foreign keys: 1 ≠ 0"},
        {"file of a finding", break_file_of_finding,
         "diagnostics: foreign keys: 1 ≠ 0"},
        {"sheet of a finding", break_sheet_of_finding,
         "diagnostics: foreign keys: 1 ≠ 0"},
        {"file also meant", break_other_file_of_finding,
         "diagnostics: foreign keys: 1 ≠ 0"},
        {"sheet also meant", break_other_sheet_of_finding,
         "diagnostics: foreign keys: 1 ≠ 0"},
        {"a line less", lose_line, "postings: foreign keys: 1 ≠ 0"},
        {"nothing", break_nothing, NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        void *made = NULL;
        assert_int_equal(ledger_fixture_set_up(&made), 0);
        const struct failure failure = keep_broken(made, cases[i].break_it);
        EXPECT(cases[i].name,
               failure.code == (cases[i].note ? DIAG_TIE_OUT : DIAG_NONE));
        if (cases[i].note != NULL)
            EXPECT_TEXT(cases[i].name, failure.note, cases[i].note);
        ledger_fixture_tear_down(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_that_leads_nowhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
