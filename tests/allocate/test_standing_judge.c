/* What becomes of a row of the month before: a case for each rule. */
#include "tests/support/months_fixture.h"
#include "tests/support/suite.h"

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
#define OF_ANNA .id = ANNA, .name = "安娜", .county = "东区"
/* Somebody else on the same list, which is then no empty one. */
#define BERT_STAYS                                                             \
    {                                                                          \
        .id = BERT, LOW_INCOME, EAST                                           \
    }

struct standing_case {
    const char *name;
    struct row_spec was; /* Anna's, unless it says else */
    struct row_spec now[2];
    size_t now_count;
    enum roster_mode mode;
    enum carry carry; /* CARRY_NONE = ended, or replaced */
    enum { REPLACED, REMOVED, MISSING, CARRIED, NEVER } outcome;
};

static const struct standing_case cases[] = {
    /* 1. the person came again */
    {"sent again",
     WAS,
     {{OF_ANNA, LOW_INCOME}},
     1,
     MODE_FULL,
     CARRY_NONE,
     REPLACED},
    {"sent again from another county",
     WAS,
     {{.id = ANNA, CIVIL, .category = FIXTURE_LOW_INCOME, .county = "西区"}},
     1,
     MODE_FULL,
     CARRY_NONE,
     REPLACED},
    {"a destitute person on the general list",
     {.id = ANNA, .county = "东区", DESTITUTE},
     {{OF_ANNA, CIVIL, .category = FIXTURE_DESTITUTE}},
     1,
     MODE_FULL,
     CARRY_NONE,
     REPLACED},
    {"sent again, ended by its date",
     WAS,
     {{OF_ANNA, LOW_INCOME, .ended = 20230815}},
     1,
     MODE_FULL,
     CARRY_NONE,
     REPLACED},
    {"added again",
     WAS,
     {{OF_ANNA, LOW_INCOME, .movement = MOVEMENT_ADDED}},
     1,
     MODE_CHANGE,
     CARRY_NONE,
     REPLACED},
    {"removed",
     WAS,
     {{OF_ANNA, LOW_INCOME, .movement = MOVEMENT_REMOVED}},
     1,
     MODE_CHANGE,
     CARRY_NONE,
     REMOVED},
    {"removed, no category named",
     WAS,
     {{OF_ANNA, CIVIL, .category = POLICY_NONE, .movement = MOVEMENT_REMOVED}},
     1,
     MODE_CHANGE,
     CARRY_NONE,
     REMOVED},
    {"removed from another category",
     WAS,
     {{OF_ANNA, CIVIL, .category = FIXTURE_ORPHAN,
       .movement = MOVEMENT_REMOVED}},
     1,
     MODE_CHANGE,
     CARRY_UNCHANGED,
     CARRIED},
    {"removed by another department",
     WAS,
     {{OF_ANNA, .kind = FIXTURE_KIND_DISABLED, .category = FIXTURE_SEVERE,
       .movement = MOVEMENT_REMOVED}},
     1,
     MODE_CHANGE,
     CARRY_NOT_SENT,
     CARRIED},
    {"a list without a category for the destitute cannot remove others",
     WAS,
     {{OF_ANNA, .kind = FIXTURE_KIND_DESTITUTE, .category = POLICY_NONE,
       .movement = MOVEMENT_REMOVED}},
     1,
     MODE_CHANGE,
     CARRY_NOT_SENT,
     CARRIED},
    {"removed and added",
     WAS,
     {{OF_ANNA, LOW_INCOME, .movement = MOVEMENT_REMOVED},
      {OF_ANNA, LOW_INCOME, .movement = MOVEMENT_ADDED}},
     2,
     MODE_CHANGE,
     CARRY_NONE,
     REPLACED},
    {"changed to another category",
     WAS,
     {{OF_ANNA, CIVIL, .category = FIXTURE_DESTITUTE,
       .movement = MOVEMENT_CHANGED}},
     1,
     MODE_CHANGE,
     CARRY_NONE,
     REMOVED},
    {"changed at another department",
     WAS,
     {{OF_ANNA, .kind = FIXTURE_KIND_DISABLED, .category = FIXTURE_SEVERE,
       .movement = MOVEMENT_CHANGED}},
     1,
     MODE_CHANGE,
     CARRY_NOT_SENT,
     CARRIED},
    {"another category added",
     WAS,
     {{OF_ANNA, CIVIL, .category = FIXTURE_DESTITUTE,
       .movement = MOVEMENT_ADDED}},
     1,
     MODE_CHANGE,
     CARRY_UNCHANGED,
     CARRIED},

    /* 2. what came was returned */
    {"returned, the number known",
     WAS,
     {{OF_ANNA, LOW_INCOME, .is_returned = true}},
     1,
     MODE_FULL,
     CARRY_PENDING,
     CARRIED},
    {"returned, in a change",
     WAS,
     {{OF_ANNA, LOW_INCOME, .is_returned = true}},
     1,
     MODE_CHANGE,
     CARRY_PENDING,
     CARRIED},
    {"returned, the number unreadable",
     WAS,
     {{.name = "安 娜", LOW_INCOME, EAST, .is_returned = true}},
     1,
     MODE_FULL,
     CARRY_PENDING,
     CARRIED},
    {"another name, the number unreadable",
     WAS,
     {{.name = "安妮", LOW_INCOME, EAST, .is_returned = true}},
     1,
     MODE_FULL,
     CARRY_NONE,
     MISSING},
    {"moved to another county, the number unreadable",
     WAS,
     {{.name = "安娜", CIVIL, .county = "西区", .is_returned = true},
      BERT_STAYS},
     2,
     MODE_FULL,
     CARRY_PENDING,
     CARRIED},
    {"returned by another department",
     WAS,
     {{OF_ANNA, .kind = FIXTURE_KIND_DISABLED, .category = FIXTURE_SEVERE,
       .is_returned = true}},
     1,
     MODE_FULL,
     CARRY_NOT_SENT,
     CARRIED},
    {"a removal that was returned",
     WAS,
     {{OF_ANNA, LOW_INCOME, .movement = MOVEMENT_REMOVED, .is_returned = true}},
     1,
     MODE_CHANGE,
     CARRY_PENDING,
     CARRIED},
    {"returned once, and sent again",
     WAS,
     {{OF_ANNA, LOW_INCOME, .is_returned = true}, {OF_ANNA, LOW_INCOME}},
     2,
     MODE_FULL,
     CARRY_NONE,
     REPLACED},

    /* 3. to 5.: the roster of the unit */
    {"missing on the full list",
     WAS,
     {BERT_STAYS},
     1,
     MODE_FULL,
     CARRY_NONE,
     MISSING},
    {"the full list of another county",
     WAS,
     {{.id = BERT, CIVIL, .category = FIXTURE_LOW_INCOME, .county = "西区"}},
     1,
     MODE_FULL,
     CARRY_NOT_SENT,
     CARRIED},
    {"the full list of another kind",
     WAS,
     {{.id = BERT, .county = "东区", DESTITUTE}},
     1,
     MODE_FULL,
     CARRY_NOT_SENT,
     CARRIED},
    {"not among the changes",
     WAS,
     {BERT_STAYS},
     1,
     MODE_CHANGE,
     CARRY_UNCHANGED,
     CARRIED},
    {"changes of a kind that cannot have it",
     WAS,
     {{.id = BERT, .county = "东区", DESTITUTE, .movement = MOVEMENT_ADDED}},
     1,
     MODE_CHANGE,
     CARRY_NOT_SENT,
     CARRIED},
    {"changes on the general list",
     {.id = ANNA, .county = "东区", DESTITUTE},
     {{.id = BERT, LOW_INCOME, EAST, .movement = MOVEMENT_ADDED}},
     1,
     MODE_CHANGE,
     CARRY_UNCHANGED,
     CARRIED},
    {"nothing came", WAS, {{.id = 0}}, 0, MODE_FULL, CARRY_NOT_SENT, CARRIED},

    /* what does not stand */
    {"had been removed",
     {OF_ANNA, LOW_INCOME, .movement = MOVEMENT_REMOVED},
     {{.id = 0}},
     0,
     MODE_FULL,
     CARRY_NONE,
     NEVER},
    {"had been returned",
     {OF_ANNA, LOW_INCOME, .is_returned = true},
     {{.id = 0}},
     0,
     MODE_FULL,
     CARRY_NONE,
     NEVER},
    {"ends on the cut-off",
     {OF_ANNA, LOW_INCOME, .ended = MONTHS_AS_OF},
     {{.id = 0}},
     0,
     MODE_FULL,
     CARRY_NONE,
     NEVER},
    {"ends the day after",
     {OF_ANNA, LOW_INCOME, .ended = 20230901},
     {{.id = 0}},
     0,
     MODE_FULL,
     CARRY_NOT_SENT,
     CARRIED},
    {"its status had ended",
     {OF_ANNA, LOW_INCOME, .is_ended = true},
     {{.id = 0}},
     0,
     MODE_FULL,
     CARRY_NONE,
     NEVER},
    {"recognised only later",
     {OF_ANNA, LOW_INCOME, .recognised = 20230915},
     {{.id = 0}},
     0,
     MODE_FULL,
     CARRY_NOT_SENT,
     CARRIED},
};

static void put_now(struct months *months, const struct standing_case *this)
{
    for (size_t i = 0; i < this->now_count; i++) {
        if (i == 0 || this->now[i].kind != this->now[i - 1].kind)
            months_sheet(&months->now, this->now[i].kind, this->mode, NULL);
        roster_fixture_row(&months->now, &this->now[i]);
    }
}

static void each_row_comes_to_what_the_rules_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct standing_case *this = &cases[i];
        struct months months;
        struct failure failure = FAILURE_INIT;
        months_init(&months);
        months_sheet(&months.before, this->was.kind, MODE_FULL, NULL);
        roster_fixture_row(&months.before, &this->was);
        put_now(&months, this);
        EXPECT_INT(this->name, months_carry(&months, &failure), 0);
        EXPECT_INT(this->name,
                   months_carried(&months, this->was.id, this->was.category),
                   this->carry);
        const struct standing_count *count = &months.now.before;
        EXPECT_INT(this->name, count->standing, this->outcome != NEVER);
        EXPECT_INT(this->name, count->replaced, this->outcome == REPLACED);
        EXPECT_INT(this->name, count->removed, this->outcome == REMOVED);
        EXPECT_INT(this->name, count->missing, this->outcome == MISSING);
        EXPECT_INT(this->name, months_carried_count(&months),
                   this->outcome == CARRIED);
        months_release(&months);
    }
}

/* ---- a change on one of two lists ---- */

static void a_change_ends_what_stood_on_its_own_list_alone(void **state)
{
    (void)state;
    struct months months;
    struct failure failure = FAILURE_INIT;
    months_init(&months);
    months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
    roster_fixture_row(&months.before, &(struct row_spec)WAS);
    months_sheet(&months.before, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    roster_fixture_row(&months.before, &(struct row_spec){OF_ANNA, DESTITUTE});
    months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_CHANGE, NULL);
    roster_fixture_row(&months.now,
                       &(struct row_spec){OF_ANNA, CIVIL,
                                          .category = FIXTURE_ORPHAN,
                                          .movement = MOVEMENT_CHANGED});
    assert_int_equal(months_carry(&months, &failure), 0);
    assert_int_equal(months_carried(&months, ANNA, FIXTURE_LOW_INCOME),
                     CARRY_NONE);
    assert_int_equal(months_carried(&months, ANNA, FIXTURE_DESTITUTE),
                     CARRY_UNCHANGED);
    assert_int_equal(months.now.before.removed, 1);
    months_release(&months);
}

/* ---- lists in another form ---- */

static void a_list_in_another_form_covers_what_it_nearly_has(void **state)
{
    static const struct {
        const char *name;
        int again; /* of ten destitute people, on the general list */
        size_t carried;
    } forms[] = {
        {"all of them", 10, 0}, {"eight", 8, 0},   {"seven", 7, 3},
        {"one", 1, 9},          {"nobody", 0, 10},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        months_init(&months);
        months.policy.drop_limit_bp = 2000;
        months_sheet(&months.before, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
        months_people(&months.before, FIXTURE_DESTITUTE, 1, 10);
        months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        months_people(&months.now, FIXTURE_DESTITUTE, 1, forms[i].again);
        months_people(&months.now, FIXTURE_LOW_INCOME, 500, 1);
        EXPECT_INT(forms[i].name, months_carry(&months, &failure), 0);
        EXPECT_INT(forms[i].name, months_carried_count(&months),
                   forms[i].carried);
        months_release(&months);
    }
}

/* ---- late rows ---- */

static void rows_new_since_the_collection_are_late(void **state)
{
    static const struct {
        const char *name;
        enum late_rule rule;
        ymd as_of, recognised;
        bool was_there, was_late;
        bool is_late;
    } rows[] = {
        {"new, without a date", LATE_NEXT_YEAR, 20240131, 0, false, false,
         true},
        {"new, with a date", LATE_NEXT_YEAR, 20240131, 20240105, false, false,
         false},
        {"there before", LATE_NEXT_YEAR, 20240131, 0, true, false, false},
        {"there before, and late then", LATE_NEXT_YEAR, 20240229, 0, true, true,
         true},
        {"new inside the collection", LATE_NEXT_YEAR, 20231231, 0, false, false,
         false},
        {"late in a year that is over", LATE_NEXT_YEAR, 20231130, 0, true, true,
         false},
        {"another rule", LATE_AT_ONCE, 20240131, 0, false, false, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (int is_sent = 0; is_sent < 2; is_sent++) {
            struct months months;
            struct failure failure = FAILURE_INIT;
            if (!is_sent && !rows[i].was_there)
                continue;
            months_init(&months);
            months.policy.late = rows[i].rule;
            months.options.as_of = rows[i].as_of;
            months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
            if (rows[i].was_there)
                roster_fixture_row(&months.before, &(struct row_spec)WAS);
            for (size_t r = 0; r < months.before.row_count; r++)
                months.before.rows[r].is_late = rows[i].was_late;
            if (is_sent) {
                months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
                roster_fixture_row(
                    &months.now,
                    &(struct row_spec){.id = ANNA,
                                       LOW_INCOME,
                                       EAST,
                                       .recognised = rows[i].recognised});
            }
            EXPECT_INT(rows[i].name, months_carry(&months, &failure), 0);
            EXPECT_INT(rows[i].name, months.now.rows[0].is_late,
                       rows[i].is_late);
            EXPECT_INT(rows[i].name, months.now.rows[0].is_known,
                       rows[i].was_there);
            months_release(&months);
        }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_comes_to_what_the_rules_say),
        cmocka_unit_test(a_change_ends_what_stood_on_its_own_list_alone),
        cmocka_unit_test(a_list_in_another_form_covers_what_it_nearly_has),
        cmocka_unit_test(rows_new_since_the_collection_are_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
