/* What people should know about a month that goes on from another. */
#include "tests/support/months_fixture.h"
#include "tests/support/suite.h"

#define ANNA UINT64_C(51149919500101001)
#define BERT UINT64_C(51149919500101003)
#define CIVIL .kind = FIXTURE_KIND_CIVIL
#define EAST .county = "东区"
#define LOW_INCOME CIVIL, .category = FIXTURE_LOW_INCOME
#define WAS                                                                    \
    {                                                                          \
        .id = ANNA, .name = "安娜", LOW_INCOME, EAST                           \
    }
#define OF_ANNA .id = ANNA, .name = "安娜", .county = "东区"

/* ---- findings ---- */

static void what_people_should_know_is_said(void **state)
{
    static const struct {
        const char *name;
        struct row_spec was, now;
        enum roster_mode mode;
        enum diag_code code;
        bool is_said;
    } said[] = {
        {"not sent",
         WAS,
         {.id = BERT, .kind = FIXTURE_KIND_RURAL},
         MODE_FULL,
         DIAG_ROSTER_NOT_SENT,
         true},
        {"sent",
         WAS,
         {OF_ANNA, LOW_INCOME},
         MODE_FULL,
         DIAG_ROSTER_NOT_SENT,
         false},
        {"pending",
         WAS,
         {OF_ANNA, LOW_INCOME, .is_returned = true},
         MODE_FULL,
         DIAG_ROW_PENDING,
         true},
        {"removed, and known",
         WAS,
         {OF_ANNA, LOW_INCOME, .movement = MOVEMENT_REMOVED},
         MODE_CHANGE,
         DIAG_REMOVAL_UNKNOWN,
         false},
        {"removed, and unknown",
         WAS,
         {.id = BERT, LOW_INCOME, EAST, .movement = MOVEMENT_REMOVED},
         MODE_CHANGE,
         DIAG_REMOVAL_UNKNOWN,
         true},
        {"removed without a category",
         WAS,
         {OF_ANNA, CIVIL, .category = POLICY_NONE,
          .movement = MOVEMENT_REMOVED},
         MODE_CHANGE,
         DIAG_REMOVAL_UNKNOWN,
         false},
        {"added, and known",
         WAS,
         {OF_ANNA, LOW_INCOME, .movement = MOVEMENT_ADDED},
         MODE_CHANGE,
         DIAG_ADDITION_KNOWN,
         true},
        {"added, and new",
         WAS,
         {.id = BERT, LOW_INCOME, EAST, .movement = MOVEMENT_ADDED},
         MODE_CHANGE,
         DIAG_ADDITION_KNOWN,
         false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        months_init(&months);
        months_sheet(&months.before, said[i].was.kind, MODE_FULL, NULL);
        roster_fixture_row(&months.before, &said[i].was);
        months_sheet(&months.now, said[i].now.kind, said[i].mode, NULL);
        roster_fixture_row(&months.now, &said[i].now);
        EXPECT_INT(said[i].name, months_carry(&months, &failure), 0);
        EXPECT_INT(said[i].name,
                   roster_fixture_count(&months.now, said[i].code),
                   said[i].is_said);
        EXPECT_INT(said[i].name,
                   roster_fixture_count(&months.now, DIAG_MONTH_GAP), 0);
        months_release(&months);
    }
}

static void months_left_out_are_said(void **state)
{
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    months.options.base = 202305;
    assert_int_equal(months_carry(&months, &failure), 0);
    assert_int_equal(roster_fixture_count(&months.now, DIAG_MONTH_GAP), 1);
    months_release(&months);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_people_should_know_is_said),
        cmocka_unit_test(months_left_out_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
