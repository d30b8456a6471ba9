/* The same person, category and department again is counted once. */
#include "allocate/duplicate.h"
#include "allocate/evidence.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"

enum { MOST_ROWS = 5 };

struct duplicate_case {
    const char *name;
    struct row_spec rows[MOST_ROWS];
    size_t count;
    /* of each row: the index of the row it repeats, or -1 */
    int repeats[MOST_ROWS];
};

static const struct duplicate_case duplicate_cases[] = {
    {"alone", {{.category = FIXTURE_STABLE}}, 1, {-1}},
    {"twice in a sheet",
     {{.category = FIXTURE_STABLE}, {.category = FIXTURE_STABLE}},
     2,
     {-1, 0}},
    {"three times: each repeats the first",
     {{.category = FIXTURE_STABLE},
      {.category = FIXTURE_STABLE},
      {.category = FIXTURE_STABLE}},
     3,
     {-1, 0, 0}},
    {"other dates, grades and names are the same row",
     {{.category = FIXTURE_STABLE, .recognised = 20230101},
      {.category = FIXTURE_STABLE, .grades = 2, .name = "李四"}},
     2,
     {-1, 0}},
    {"another category",
     {{.category = FIXTURE_STABLE}, {.category = FIXTURE_UNSTABLE}},
     2,
     {-1, -1}},
    {"another roster of the same department",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE},
      {.kind = FIXTURE_KIND_DESTITUTE, .category = FIXTURE_DESTITUTE}},
     2,
     {-1, 0}},
    {"another department with the same category",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE},
      {.kind = FIXTURE_KIND_RURAL, .category = FIXTURE_DESTITUTE},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE},
      {.kind = FIXTURE_KIND_RURAL, .category = FIXTURE_DESTITUTE}},
     4,
     {-1, -1, 0, 1}},
    {"a sheet of no known kind is a department of its own",
     {{.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE},
      {.kind = POLICY_NONE, .category = FIXTURE_DESTITUTE},
      {.kind = POLICY_NONE, .category = FIXTURE_DESTITUTE}},
     3,
     {-1, -1, 1}},
    {"a returned row repeats nothing and is repeated by none",
     {{.category = FIXTURE_STABLE, .is_returned = true},
      {.category = FIXTURE_STABLE},
      {.category = FIXTURE_STABLE, .is_returned = true}},
     3,
     {-1, -1, -1}},
    {"the pattern starts anew with each category",
     {{.category = FIXTURE_STABLE},
      {.category = FIXTURE_UNSTABLE},
      {.category = FIXTURE_STABLE},
      {.category = FIXTURE_UNSTABLE},
      {.category = FIXTURE_UNSTABLE}},
     5,
     {-1, -1, 0, 1, 1}},
};

static const struct diag *finding_at(const struct roster *roster,
                                     const struct roster_row *row)
{
    for (size_t i = 0; i < roster->diag_count; i++) {
        const struct diag *diag = &roster->diags[i];
        if (diag->code == DIAG_ROW_DUPLICATE && diag->at.row == row->row &&
            diag->at.sheet == row->sheet)
            return diag;
    }
    return NULL;
}

static void check_row(const struct duplicate_case *c,
                      const struct roster *roster, size_t i)
{
    const struct roster_row *row = &roster->rows[i];
    const struct diag *finding = finding_at(roster, row);
    if (c->repeats[i] < 0) {
        enum fate want = c->rows[i].is_returned ? FATE_RETURNED : FATE_ACCEPTED;
        EXPECT_INT(c->name, row->fate, want);
        EXPECT(c->name, finding == NULL);
        return;
    }
    const struct roster_row *first = &roster->rows[c->repeats[i]];
    EXPECT_INT(c->name, row->fate, FATE_DUPLICATE);
    EXPECT(c->name, finding != NULL);
    EXPECT_INT(c->name, finding->id, row->id);
    EXPECT_INT(c->name, finding->name, row->name);
    EXPECT_INT(c->name, finding->at.file, roster->sheets[row->sheet].file);
    EXPECT_INT(c->name, finding->other.row, first->row);
    EXPECT_INT(c->name, finding->other.sheet, first->sheet);
}

static void check_duplicates(const struct duplicate_case *c)
{
    struct row_spec rows[MOST_ROWS];
    struct decided decided;
    uint32_t fates[FATE_COUNT] = {0};
    for (size_t i = 0; i < c->count; i++) {
        rows[i] = c->rows[i];
        rows[i].id = fixture_id(19780301, 11);
    }
    decided_init(&decided, NULL, rows, c->count);
    const struct roster *roster = &decided.roster;
    for (size_t i = 0; i < c->count; i++) {
        check_row(c, roster, i);
        fates[roster->rows[i].fate]++;
    }
    uint32_t counted[FATE_COUNT] = {0};
    for (size_t s = 0; s < roster->sheet_count; s++)
        for (size_t f = 0; f < FATE_COUNT; f++)
            counted[f] += roster->sheets[s].fates[f];
    EXPECT_INT(c->name, counted[FATE_ACCEPTED], fates[FATE_ACCEPTED]);
    EXPECT_INT(c->name, counted[FATE_DUPLICATE], fates[FATE_DUPLICATE]);
    EXPECT_INT(c->name, counted[FATE_RETURNED], fates[FATE_RETURNED]);
    decided_release(&decided);
}

static void first_row_stays_and_others_are_duplicates(void **state)
{
    (void)state;
    const size_t count = sizeof duplicate_cases / sizeof *duplicate_cases;
    for (size_t i = 0; i < count; i++)
        check_duplicates(&duplicate_cases[i]);
}

static void two_persons_repeat_nobody(void **state)
{
    (void)state;
    const struct row_spec rows[] = {
        {.id = fixture_id(19780301, 1), .name = "甲"},
        {.id = fixture_id(19780301, 2), .name = "乙"}};
    struct decided decided;
    decided_init(&decided, NULL, rows, 2);
    assert_int_equal(decided.roster.diag_count, 0);
    decided_release(&decided);
}

/* A later copy that is in force keeps the category alive. */
static void duplicate_still_gives_evidence(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {
        {.id = id,
         .kind = FIXTURE_KIND_DISABLED,
         .category = FIXTURE_SEVERE,
         .grades = 1 << 1,
         .ended = 20230101},
        {.id = id,
         .kind = FIXTURE_KIND_DISABLED,
         .category = FIXTURE_SEVERE,
         .grades = 1 << 2},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 2);
    const struct decision *decision = decided_person(&decided, id);
    assert_int_equal(decided.roster.rows[1].fate, FATE_DUPLICATE);
    assert_int_equal(decision->category, FIXTURE_SEVERE);
    assert_int_equal(decision->grades, 1 << 2);
    assert_int_equal(decision->accepted, 1);
    assert_int_equal(decision->count, 2);
    decided_release(&decided);
}

static void marking_again_changes_nothing(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {{.id = id}, {.id = id}, {.id = id}};
    struct decided decided;
    decided_init(&decided, NULL, rows, 3);
    const struct roster_sheet *sheet = &decided.roster.sheets[0];
    const size_t findings = decided.roster.diag_count;
    assert_int_equal(duplicates_mark(&decided.allocation, &decided.roster), 0);
    assert_int_equal(sheet->fates[FATE_ACCEPTED], 1);
    assert_int_equal(sheet->fates[FATE_DUPLICATE], 2);
    assert_int_equal(decided.roster.diag_count, findings);
    decided_release(&decided);
}

static void failing_allocation_is_reported(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {{.id = id}, {.id = id}};
    for (unsigned long n = 1;; n++) {
        struct roster roster;
        assert_int_equal(roster_init(&roster), 0);
        roster_fixture_fill(&roster, rows, 2);
        struct allocation allocation = {.policy = policy_fixture(),
                                        .roster = &roster};
        assert_int_equal(evidence_group(&allocation), 0);
        mem_fail_after(n);
        int result = duplicates_mark(&allocation, &roster);
        mem_fail_after(0);
        allocation_release(&allocation);
        roster_release(&roster);
        if (result == 0) {
            assert_true(n > 2);
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_row_stays_and_others_are_duplicates),
        cmocka_unit_test(two_persons_repeat_nobody),
        cmocka_unit_test(duplicate_still_gives_evidence),
        cmocka_unit_test(marking_again_changes_nothing),
        cmocka_unit_test(failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
