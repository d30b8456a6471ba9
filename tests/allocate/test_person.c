/* The decision about one person, from rows to winner, verdicts and flags. */
#include "allocate/person.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"

enum { MOST_ROWS = 4 };
enum { G1 = 1 << 1, G2 = 1 << 2, G3 = 1 << 3, G4 = 1 << 4 };

/* Rows of one person, born 1978-03-01, and what they must come to. */
struct scenario {
    const char *name;
    struct row_spec rows[MOST_ROWS];
    size_t count;
    uint16_t category;
    enum verdict verdicts[MOST_ROWS];
    unsigned flags;
};

static const struct scenario scenarios[] = {
    {"one row",
     {{.category = FIXTURE_STABLE}},
     1,
     FIXTURE_STABLE,
     {VERDICT_WON},
     0},
    {"a later load overwrites an earlier one",
     {{.category = FIXTURE_STABLE},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_LOW_INCOME}},
     2,
     FIXTURE_LOW_INCOME,
     {VERDICT_SUPERSEDED, VERDICT_WON},
     DECISION_OVERLAP},
    {"the order of files does not matter",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_LOW_INCOME},
      {.category = FIXTURE_STABLE}},
     2,
     FIXTURE_LOW_INCOME,
     {VERDICT_WON, VERDICT_SUPERSEDED},
     DECISION_OVERLAP},
    {"a category whose condition fails displaces nobody",
     {{.category = FIXTURE_UNSTABLE},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN}},
     2,
     FIXTURE_UNSTABLE,
     {VERDICT_WON, VERDICT_CONDITION},
     DECISION_OVERLAP},
    {"another department's grade makes the condition hold",
     {{.category = FIXTURE_UNSTABLE},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN},
      {.kind = FIXTURE_KIND_DISABLED,
       .category = FIXTURE_SEVERE,
       .grades = G3}},
     3,
     FIXTURE_MARGIN,
     {VERDICT_SUPERSEDED, VERDICT_WON, VERDICT_CONDITION},
     DECISION_OVERLAP | DECISION_PAYER_CHANGES},
    {"a grade on a cancelled certificate is no evidence",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN},
      {.kind = FIXTURE_KIND_DISABLED,
       .category = FIXTURE_SEVERE,
       .grades = G3,
       .has_invalid_certificate = true}},
     2,
     POLICY_NONE,
     {VERDICT_CONDITION, VERDICT_CERTIFICATE},
     DECISION_OVERLAP},
    {"a grade from the very row",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN, .grades = G4}},
     1,
     FIXTURE_MARGIN,
     {VERDICT_WON},
     0},
    {"a grade that is recognised tomorrow is no evidence",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN},
      {.kind = FIXTURE_KIND_DISABLED,
       .category = FIXTURE_SEVERE,
       .grades = G3,
       .recognised = 20230901}},
     2,
     POLICY_NONE,
     {VERDICT_CONDITION, VERDICT_NOT_YET},
     DECISION_OVERLAP},
    {"an ended identity yields to the one before",
     {{.category = FIXTURE_STABLE},
      {.kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_DESTITUTE,
       .ended = 20230831}},
     2,
     FIXTURE_STABLE,
     {VERDICT_WON, VERDICT_ENDED},
     DECISION_OVERLAP},
    {"a removed identity yields to the one before",
     {{.category = FIXTURE_STABLE},
      {.kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_DESTITUTE,
       .movement = MOVEMENT_REMOVED}},
     2,
     FIXTURE_STABLE,
     {VERDICT_WON, VERDICT_REMOVED},
     DECISION_OVERLAP},
    {"nobody vanishes: no category counts",
     {{.category = FIXTURE_STABLE, .ended = 20230101}},
     1,
     POLICY_NONE,
     {VERDICT_ENDED},
     0},
    {"a category counts if any of its rows does",
     {{.category = FIXTURE_STABLE, .recognised = 20230901},
      {.category = FIXTURE_STABLE, .recognised = 20230801},
      {.category = FIXTURE_STABLE, .ended = 20230801}},
     3,
     FIXTURE_STABLE,
     {VERDICT_NOT_YET, VERDICT_WON, VERDICT_ENDED},
     0},
    {"stable, margin, severe and destitute",
     {{.category = FIXTURE_STABLE},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN},
      {.kind = FIXTURE_KIND_DISABLED, .category = FIXTURE_SEVERE, .grades = G1},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE}},
     4,
     FIXTURE_DESTITUTE,
     {VERDICT_SUPERSEDED, VERDICT_CONDITION, VERDICT_SUPERSEDED, VERDICT_WON},
     DECISION_OVERLAP | DECISION_PAYER_CHANGES},
    {"a later load that pays less wins, and is flagged",
     {{.kind = FIXTURE_KIND_DISABLED, .category = FIXTURE_SEVERE, .grades = G2},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_ORPHAN}},
     2,
     FIXTURE_ORPHAN,
     {VERDICT_SUPERSEDED, VERDICT_WON},
     DECISION_OVERLAP | DECISION_BENEFIT_FALLS | DECISION_PAYER_CHANGES},
    {"a category that nobody pays for changes no payer",
     {{.category = FIXTURE_MONITORED_ZERO}, {.category = FIXTURE_STABLE}},
     2,
     FIXTURE_STABLE,
     {VERDICT_SUPERSEDED, VERDICT_WON},
     DECISION_OVERLAP},
    {"categories that exclude each other",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_LOW_INCOME},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN, .grades = G3}},
     2,
     FIXTURE_MARGIN,
     {VERDICT_SUPERSEDED, VERDICT_WON},
     DECISION_OVERLAP | DECISION_EXCLUSIVE | DECISION_PAYER_CHANGES},
    {"they exclude each other though a condition fails",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_LOW_INCOME},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN}},
     2,
     FIXTURE_LOW_INCOME,
     {VERDICT_WON, VERDICT_CONDITION},
     DECISION_OVERLAP | DECISION_EXCLUSIVE},
    {"the one that has ended contradicts nothing",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_LOW_INCOME},
      {.kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_MARGIN,
       .ended = 20230601}},
     2,
     FIXTURE_LOW_INCOME,
     {VERDICT_WON, VERDICT_ENDED},
     DECISION_OVERLAP},
    {"another name",
     {{.category = FIXTURE_STABLE, .name = "李四"},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE}},
     2,
     FIXTURE_DESTITUTE,
     {VERDICT_SUPERSEDED, VERDICT_WON},
     DECISION_OVERLAP | DECISION_NAMES_DIFFER},
    {"the same name with another middle dot",
     {{.category = FIXTURE_STABLE, .name = "吉克·阿依"},
      {.kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_DESTITUTE,
       .name = "吉克•阿依"}},
     2,
     FIXTURE_DESTITUTE,
     {VERDICT_SUPERSEDED, VERDICT_WON},
     DECISION_OVERLAP},
    {"a row without a category gives its grade",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN},
      {.kind = FIXTURE_KIND_DISABLED, .category = POLICY_NONE, .grades = G4}},
     2,
     FIXTURE_MARGIN,
     {VERDICT_WON, VERDICT_NOT_EVIDENCE},
     0},
    {"only a row without a category",
     {{.kind = FIXTURE_KIND_DISABLED, .category = POLICY_NONE, .grades = G4}},
     1,
     POLICY_NONE,
     {VERDICT_NOT_EVIDENCE},
     0},
    {"a returned row is no evidence",
     {{.category = FIXTURE_STABLE},
      {.kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_DESTITUTE,
       .is_returned = true}},
     2,
     FIXTURE_STABLE,
     {VERDICT_WON, VERDICT_NOT_EVIDENCE},
     0},
};

static void check_scenario(const struct scenario *scenario)
{
    const idkey id = fixture_id(19780301, 11);
    struct row_spec rows[MOST_ROWS];
    struct decided decided;
    for (size_t i = 0; i < scenario->count; i++) {
        rows[i] = scenario->rows[i];
        rows[i].id = id;
    }
    decided_init(&decided, NULL, rows, scenario->count);
    const struct decision *decision = decided_person(&decided, id);
    EXPECT(scenario->name, decision != NULL);
    EXPECT_INT(scenario->name, decision->category, scenario->category);
    EXPECT_INT(scenario->name, decision->flags, scenario->flags);
    for (size_t i = 0; i < scenario->count; i++)
        EXPECT_INT(scenario->name, decided.allocation.verdicts[i],
                   scenario->verdicts[i]);
    decided_release(&decided);
}

static void person_is_decided_from_all_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        check_scenario(&scenarios[i]);
}

static void first_load_wins_where_the_policy_says_so(void **state)
{
    (void)state;
    struct policy policy = *policy_fixture();
    policy.precedence = PRECEDENCE_FIRST_LOADED;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {
        {.id = id, .category = FIXTURE_STABLE},
        {.id = id, .kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE},
    };
    struct decided decided;
    decided_init(&decided, &policy, rows, 2);
    const struct decision *decision = decided_person(&decided, id);
    assert_int_equal(decision->category, FIXTURE_STABLE);
    assert_int_equal(decision->flags,
                     DECISION_OVERLAP | DECISION_BENEFIT_FALLS);
    decided_release(&decided);
}

static void person_with_returned_rows_only_is_pending(void **state)
{
    (void)state;
    const struct row_spec row = {.id = fixture_id(19780301, 11),
                                 .is_returned = true};
    struct decided decided;
    decided_init(&decided, NULL, &row, 1);
    assert_int_equal(decided.allocation.decision_count, 0);
    decided_release(&decided);
}

static void decision_keeps_age_grades_types_and_counts(void **state)
{
    (void)state;
    const idkey id = fixture_id(20040229, 12);
    const struct row_spec rows[] = {
        {.id = id,
         .kind = FIXTURE_KIND_DISABLED,
         .category = FIXTURE_SEVERE,
         .grades = G1,
         .types = 1 << 4},
        {.id = id,
         .kind = FIXTURE_KIND_DISABLED,
         .category = FIXTURE_SEVERE,
         .grades = G2,
         .types = 1 << 6},
        {.id = id,
         .kind = FIXTURE_KIND_DISABLED,
         .category = FIXTURE_MENTAL,
         .grades = G3,
         .ended = 20230101},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 3);
    const struct decision *decision = decided_person(&decided, id);
    assert_int_equal(decision->age, 19);
    assert_int_equal(decision->grades, G1 | G2);
    assert_int_equal(decision->types, 1 << 4 | 1 << 6);
    assert_int_equal(decision->count, 3);
    assert_int_equal(decision->accepted, 2);
    decided_release(&decided);
}

static void persons_are_decided_in_any_order(void **state)
{
    (void)state;
    struct row_spec rows[30];
    for (size_t i = 0; i < 30; i++)
        rows[i] = (struct row_spec){
            .id = fixture_id(19780301, 1 + (int)(i % 17)),
            .category = (uint16_t)(i % FIXTURE_CATEGORIES),
        };
    struct decided decided;
    decided_init(&decided, NULL, rows, 30);
    struct allocation *allocation = &decided.allocation;
    for (size_t i = allocation->decision_count; i-- > 0;) {
        const struct decision before = allocation->decisions[i];
        person_decide(allocation, i);
        const struct decision *after = &allocation->decisions[i];
        assert_int_equal(after->category, before.category);
        assert_int_equal(after->row, before.row);
        assert_int_equal(after->place_row, before.place_row);
        assert_int_equal(after->accepted, before.accepted);
        assert_int_equal(after->flags, before.flags);
    }
    decided_release(&decided);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(person_is_decided_from_all_rows),
        cmocka_unit_test(first_load_wins_where_the_policy_says_so),
        cmocka_unit_test(person_with_returned_rows_only_is_pending),
        cmocka_unit_test(decision_keeps_age_grades_types_and_counts),
        cmocka_unit_test(persons_are_decided_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
