/*
 * Properties of the whole: the order of rows and files decides nothing,
 * every total ties out, and a slow, plain computation agrees.
 */
#include "allocate/allocate.h"
#include "core/arena.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/random_roster.h"
#include "tests/support/suite.h"
#include <string.h>

enum { ROWS = 80, PERSONS = 24, ROUNDS = 120 };

static void make_rows(struct random *random, struct row_spec *rows)
{
    for (size_t i = 0; i < ROWS; i++)
        rows[i] = random_row(random, PERSONS);
}

/* ---- permutations ---- */

static void check_same_texts(const struct decided *a, uint32_t row_a,
                             const struct decided *b, uint32_t row_b)
{
    const struct roster_row *left = &a->roster.rows[row_a];
    const struct roster_row *right = &b->roster.rows[row_b];
    const strref refs[][2] = {{left->name, right->name},
                              {left->county, right->county},
                              {left->town, right->town},
                              {left->village, right->village}};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(roster_string(&a->roster, refs[i][0]),
                            roster_string(&b->roster, refs[i][1]));
}

static void check_same_decisions(const struct decided *a,
                                 const struct decided *b)
{
    assert_int_equal(a->allocation.decision_count,
                     b->allocation.decision_count);
    for (size_t i = 0; i < a->allocation.decision_count; i++) {
        const struct decision *left = &a->allocation.decisions[i];
        const struct decision *right = &b->allocation.decisions[i];
        assert_int_equal(left->id, right->id);
        assert_int_equal(left->count, right->count);
        assert_int_equal(left->accepted, right->accepted);
        assert_int_equal(left->category, right->category);
        assert_int_equal(left->grades, right->grades);
        assert_int_equal(left->types, right->types);
        assert_int_equal(left->flags, right->flags);
        assert_int_equal(left->age, right->age);
        check_same_texts(a, left->row, b, right->row);
        check_same_texts(a, left->place_row, b, right->place_row);
    }
}

static void check_same_sums(const struct decided *a, const struct decided *b)
{
    static const enum diag_code codes[] = {
        DIAG_ROW_DUPLICATE, DIAG_NAME_CONFLICT, DIAG_CATEGORIES_EXCLUDE,
        DIAG_CONDITION_NOT_MET};
    assert_int_equal(a->allocation.slice_count, b->allocation.slice_count);
    for (size_t i = 0; i < a->allocation.slice_count; i++) {
        const struct slice *left = &a->allocation.slices[i];
        const struct slice *right = &b->allocation.slices[i];
        assert_string_equal(roster_string(&a->roster, left->county),
                            roster_string(&b->roster, right->county));
        assert_int_equal(left->category, right->category);
        assert_int_equal(left->tally.heads, right->tally.heads);
        assert_int_equal(left->tally.subsidy, right->tally.subsidy);
    }
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_int_equal(roster_fixture_count(&a->roster, codes[i]),
                         roster_fixture_count(&b->roster, codes[i]));
}

static void order_of_rows_and_files_decides_nothing(void **state)
{
    (void)state;
    struct random random = {.seed = 1};
    for (int round = 0; round < ROUNDS; round++) {
        struct row_spec rows[ROWS];
        struct row_spec shuffled[ROWS];
        size_t order[ROWS];
        struct decided plain;
        struct decided other;
        make_rows(&random, rows);
        random_permutation(&random, order, ROWS);
        for (size_t i = 0; i < ROWS; i++)
            shuffled[i] = rows[order[i]];
        decided_init(&plain, NULL, rows, ROWS);
        decided_init(&other, NULL, shuffled, ROWS);
        check_same_decisions(&plain, &other);
        check_same_sums(&plain, &other);
        for (size_t i = 0; i < ROWS; i++)
            assert_int_equal(other.allocation.verdicts[i],
                             plain.allocation.verdicts[order[i]]);
        decided_release(&other);
        decided_release(&plain);
    }
}

static void the_same_rows_again_change_only_the_duplicates(void **state)
{
    (void)state;
    struct random random = {.seed = 2};
    for (int round = 0; round < ROUNDS; round++) {
        struct row_spec rows[ROWS * 2];
        struct decided once;
        struct decided twice;
        make_rows(&random, rows);
        memcpy(rows + ROWS, rows, sizeof rows / 2);
        decided_init(&once, NULL, rows, ROWS);
        decided_init(&twice, NULL, rows, (size_t)ROWS * 2);
        assert_int_equal(once.allocation.decision_count,
                         twice.allocation.decision_count);
        for (size_t i = 0; i < once.allocation.decision_count; i++) {
            const struct decision *a = &once.allocation.decisions[i];
            const struct decision *b = &twice.allocation.decisions[i];
            assert_int_equal(b->count, a->count * 2);
            assert_int_equal(b->accepted, a->accepted);
            assert_int_equal(b->category, a->category);
            assert_int_equal(b->flags, a->flags);
        }
        assert_int_equal(once.allocation.total.subsidy,
                         twice.allocation.total.subsidy);
        decided_release(&twice);
        decided_release(&once);
    }
}

/* ---- a second computation, written from the rules alone ---- */

/* Whether the row says something about its person at the cut-off. */
static bool plain_is_current(const struct row_spec *row)
{
    return !row->is_returned && !row->is_ended &&
           row->movement != MOVEMENT_REMOVED &&
           (row->recognised == YMD_NONE || row->recognised <= FIXTURE_AS_OF) &&
           (row->ended == YMD_NONE || row->ended > FIXTURE_AS_OF);
}

/* Completed years, by counting birthdays. */
static int plain_age(ymd birth)
{
    int age = -1;
    while (birth + (age + 1) * 10000 <= FIXTURE_AS_OF)
        age++;
    return age;
}

static bool plain_condition(const struct row_spec *rows, idkey id,
                            uint16_t category)
{
    unsigned grades = 0;
    unsigned types = 0;
    int age = plain_age((ymd)(id / 1000 % 100000000));
    for (size_t i = 0; i < ROWS; i++) {
        if (rows[i].id == id && plain_is_current(&rows[i]) &&
            !rows[i].has_invalid_certificate) {
            grades |= rows[i].grades;
            types |= rows[i].types;
        }
    }
    if (category == FIXTURE_MARGIN)
        return age >= 60 || age < 18 || (grades & (8 | 16)) != 0;
    if (category == FIXTURE_DAUGHTER)
        return age <= 14 && id % 2 == 0;
    if (category == FIXTURE_SEVERE)
        return (grades & (2 | 4)) != 0;
    if (category == FIXTURE_MENTAL)
        return (types & (32 | 64)) != 0;
    return true;
}

static bool plain_is_eligible(const struct row_spec *rows, idkey id,
                              uint16_t category)
{
    bool by_certificate =
        category == FIXTURE_SEVERE || category == FIXTURE_MENTAL;
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].id == id && rows[i].category == category &&
            plain_is_current(&rows[i]) &&
            !(by_certificate && rows[i].has_invalid_certificate) &&
            plain_condition(rows, id, category))
            return true;
    return false;
}

static uint16_t plain_winner(const struct row_spec *rows, idkey id)
{
    for (uint16_t c = FIXTURE_CATEGORIES; c-- > 0;)
        if (plain_is_eligible(rows, id, c))
            return c;
    return POLICY_NONE;
}

static bool plain_is_known(const struct row_spec *rows, idkey id)
{
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].id == id && !rows[i].is_returned)
            return true;
    return false;
}

static void plain_computation_agrees(void **state)
{
    (void)state;
    struct random random = {.seed = 3};
    int winners[FIXTURE_CATEGORIES + 1] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        struct row_spec rows[ROWS];
        struct decided decided;
        make_rows(&random, rows);
        decided_init(&decided, NULL, rows, ROWS);
        for (size_t i = 0; i < ROWS; i++) {
            const struct decision *decision =
                decided_person(&decided, rows[i].id);
            assert_int_equal(decision != NULL,
                             plain_is_known(rows, rows[i].id));
            if (decision == NULL)
                continue;
            uint16_t winner = plain_winner(rows, rows[i].id);
            assert_int_equal(decision->category, winner);
            winners[winner == POLICY_NONE ? FIXTURE_CATEGORIES : winner]++;
        }
        decided_release(&decided);
    }
    for (size_t c = 0; c <= FIXTURE_CATEGORIES; c++)
        assert_true(winners[c] > 0); /* the rows reach every result */
}

/* Adding rows that do not count changes no winner, whatever they claim. */
static void ineligible_category_never_displaces_an_eligible_one(void **state)
{
    (void)state;
    struct random random = {.seed = 4};
    for (int round = 0; round < ROUNDS; round++) {
        struct row_spec rows[ROWS * 2];
        struct decided before;
        struct decided after;
        make_rows(&random, rows);
        for (size_t i = 0; i < ROWS; i++) {
            rows[ROWS + i] = rows[i];
            rows[ROWS + i].category = FIXTURE_DESTITUTE;
            rows[ROWS + i].grades = 0x1E;
            if (i % 2 == 0)
                rows[ROWS + i].recognised = 20230901;
            else
                rows[ROWS + i].ended = 20230831;
        }
        decided_init(&before, NULL, rows, ROWS);
        decided_init(&after, NULL, rows, (size_t)ROWS * 2);
        for (size_t i = 0; i < before.allocation.decision_count; i++) {
            const struct decision *a = &before.allocation.decisions[i];
            const struct decision *b = &after.allocation.decisions[i];
            assert_int_equal(a->id, b->id);
            assert_int_equal(a->category, b->category);
            assert_int_equal(a->grades, b->grades);
        }
        decided_release(&after);
        decided_release(&before);
    }
}

/* ---- size and memory ---- */

static void a_hundred_thousand_persons_tie_out(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    struct random random = {.seed = 5};
    struct row_spec *rows = mem_alloc(MANY * sizeof *rows);
    assert_non_null(rows);
    for (size_t i = 0; i < MANY; i++) {
        uint32_t person = random_below(&random, MANY / 4 * 3);
        rows[i] = random_row(&random, PERSONS);
        rows[i].id = fixture_id(ymd_from_days((int32_t)person / 999),
                                1 + (int)person % 999);
        rows[i].kind = (uint16_t)(i * FIXTURE_KINDS / MANY);
    }
    struct decided decided;
    decided_init(&decided, NULL, rows, MANY);
    assert_true(decided.allocation.decision_count > 50000);
    assert_int_equal(decided.allocation.total.heads,
                     decided.allocation.decision_count);
    decided_release(&decided);
    mem_free(rows);
}

static void no_rows_are_no_decisions(void **state)
{
    (void)state;
    struct decided decided;
    decided_init(&decided, NULL, NULL, 0);
    assert_int_equal(decided.allocation.decision_count, 0);
    assert_int_equal(decided.allocation.slice_count, 0);
    assert_int_equal(decided.allocation.total.heads, 0);
    decided_release(&decided);
}

static void every_failing_allocation_is_a_clean_failure(void **state)
{
    (void)state;
    struct random random = {.seed = 6};
    struct row_spec rows[ROWS];
    make_rows(&random, rows);
    for (unsigned long n = 1;; n++) {
        struct roster roster;
        struct allocation allocation;
        struct failure failure = FAILURE_INIT;
        assert_int_equal(roster_init(&roster), 0);
        roster_fixture_fill(&roster, rows, ROWS);
        mem_fail_after(n);
        int result = allocate(policy_fixture(), &roster, FIXTURE_AS_OF,
                              &allocation, &failure);
        mem_fail_after(0);
        if (result == 0)
            allocation_release(&allocation);
        else
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        roster_release(&roster);
        if (result == 0) {
            assert_true(n > 10);
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_rows_and_files_decides_nothing),
        cmocka_unit_test(the_same_rows_again_change_only_the_duplicates),
        cmocka_unit_test(plain_computation_agrees),
        cmocka_unit_test(ineligible_category_never_displaces_an_eligible_one),
        cmocka_unit_test(a_hundred_thousand_persons_tie_out),
        cmocka_unit_test(no_rows_are_no_decisions),
        cmocka_unit_test(every_failing_allocation_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
