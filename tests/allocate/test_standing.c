/*
 * What the month before leaves standing: a case for each rule, and the
 * properties that no case can show.
 */
#include "core/arena.h"
#include "tests/support/months_fixture.h"
#include "tests/support/random.h"
#include "tests/support/suite.h"
#include <string.h>

#define ANNA UINT64_C(51149919500101001)
#define BERT UINT64_C(51149919500101003)
#define CIVIL .kind = FIXTURE_KIND_CIVIL
#define DESTITUTE .kind = FIXTURE_KIND_DESTITUTE, .category = FIXTURE_DESTITUTE

/* ---- one row of the month before ---- */

struct standing_case {
    const char *name;
    struct row_spec was; /* Anna's, unless it says else */
    struct row_spec now[2];
    size_t now_count;
    enum roster_mode mode;
    enum carry carry; /* CARRY_NONE = ended, or replaced */
    enum { REPLACED, REMOVED, MISSING, CARRIED, NEVER } outcome;
};

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

/* ---- numbers that were cut ---- */

static void a_cut_number_tells_who_is_meant(void **state)
{
    static const struct {
        const char *name;
        enum diag_code code;
        const char *cell;
        enum carry carry;
    } cuts[] = {
        {"fifteen digits are left", DIAG_ID_PRECISION, "511499195001010000",
         CARRY_PENDING},
        {"other digits", DIAG_ID_PRECISION, "511499195101010000", CARRY_NONE},
        {"six digits, the last rounded", DIAG_ID_SCIENTIFIC, "5.115E+17",
         CARRY_PENDING},
        {"digits as they are", DIAG_ID_SCIENTIFIC, "5.11499E+17",
         CARRY_PENDING},
        {"other digits in front", DIAG_ID_SCIENTIFIC, "5.12499E+17",
         CARRY_NONE},
        {"wrong, but whole", DIAG_ID_CHECKSUM, "511499195101010010",
         CARRY_PENDING},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cuts); i++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        months_init(&months);
        months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        roster_fixture_row(&months.before, &(struct row_spec)WAS);
        months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        const uint32_t row = roster_fixture_row(
            &months.now,
            &(struct row_spec){
                .name = "安娜", LOW_INCOME, EAST, .is_returned = true});
        struct diag diag = {
            .code = cuts[i].code,
            .at = {.file = 0, .sheet = 0, .row = months.now.rows[row].row},
            .other = PLACE_NOWHERE,
        };
        assert_int_equal(string_pool_add(months.now.strings, cuts[i].cell,
                                         strlen(cuts[i].cell), &diag.cell),
                         0);
        assert_int_equal(roster_add_diag(&months.now, &diag), 0);
        EXPECT_INT(cuts[i].name, months_carry(&months, &failure), 0);
        EXPECT_INT(cuts[i].name,
                   months_carried(&months, ANNA, FIXTURE_LOW_INCOME),
                   cuts[i].carry);
        months_release(&months);
    }
}

/* ---- lists in another form ---- */

/* `count` people of a category, from sequence `first` on. */
static void put_people(struct roster *roster, uint16_t category, int first,
                       int count)
{
    for (int i = 0; i < count; i++)
        roster_fixture_row(
            roster, &(struct row_spec){.id = fixture_id(19600101, first + i),
                                       .category = category,
                                       .county = "东区"});
}

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
        put_people(&months.before, FIXTURE_DESTITUTE, 1, 10);
        months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        put_people(&months.now, FIXTURE_DESTITUTE, 1, forms[i].again);
        put_people(&months.now, FIXTURE_LOW_INCOME, 500, 1);
        EXPECT_INT(forms[i].name, months_carry(&months, &failure), 0);
        EXPECT_INT(forms[i].name, months_carried_count(&months),
                   forms[i].carried);
        months_release(&months);
    }
}

/* ---- lists that became too short ---- */

static void a_list_may_shrink_by_the_limit_and_no_more(void **state)
{
    static const struct {
        const char *name;
        int before, now;
        bool is_returned; /* one more row, returned */
        const char *consent;
        uint16_t kind; /* of the consent */
        bool passes;
    } drops[] = {
        {"by a fifth", 10, 8, false, NULL, POLICY_NONE, true},
        {"by more", 10, 7, false, NULL, POLICY_NONE, false},
        {"returned rows count", 10, 7, true, NULL, POLICY_NONE, true},
        {"consent to the kind", 10, 1, false, NULL, FIXTURE_KIND_CIVIL, true},
        {"to the county, too", 10, 1, false, "东区", FIXTURE_KIND_CIVIL, true},
        {"to another county", 10, 1, false, "西区", FIXTURE_KIND_CIVIL, false},
        {"to another kind", 10, 1, false, NULL, FIXTURE_KIND_RURAL, false},
        {"one of one", 1, 0, true, NULL, POLICY_NONE, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(drops); i++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        const struct drop_consent consent = {.kind = drops[i].kind,
                                             .county = drops[i].consent};
        months_init(&months);
        months.policy.drop_limit_bp = 2000;
        months.options.consents = &consent;
        months.options.consent_count = drops[i].kind != POLICY_NONE;
        months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        put_people(&months.before, FIXTURE_LOW_INCOME, 1, drops[i].before);
        months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        put_people(&months.now, FIXTURE_LOW_INCOME, 1, drops[i].now);
        if (drops[i].is_returned)
            roster_fixture_row(
                &months.now, &(struct row_spec){LOW_INCOME, EAST, .name = "某",
                                                .is_returned = true});
        const int result = months_carry(&months, &failure);
        EXPECT_INT(drops[i].name, result, drops[i].passes ? 0 : -1);
        EXPECT_INT(drops[i].name, failure.code,
                   drops[i].passes ? DIAG_NONE : DIAG_ROSTER_DROPPED);
        EXPECT_INT(drops[i].name, months.now.drop_count,
                   drops[i].passes && drops[i].kind != POLICY_NONE);
        EXPECT_INT(drops[i].name,
                   roster_fixture_count(&months.now, DIAG_ROSTER_DROP_ACCEPTED),
                   months.now.drop_count);
        months_release(&months);
    }
}

static void every_list_that_is_too_short_is_named_with_its_option(void **state)
{
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    months.policy.drop_limit_bp = 2000;
    months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
    put_people(&months.before, FIXTURE_LOW_INCOME, 1, 10);
    months_sheet(&months.before, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    put_people(&months.before, FIXTURE_DESTITUTE, 100, 20);
    months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
    put_people(&months.now, FIXTURE_LOW_INCOME, 1, 2);
    months_sheet(&months.now, FIXTURE_KIND_DESTITUTE, MODE_FULL, "东区");
    assert_int_equal(months_carry(&months, &failure), -1);
    assert_string_equal(
        failure.note,
        "  民政对象花名册 东区：上月 10 人，本月 2 人    --accept-drop "
        "minzheng@东区\n"
        "  特困人员花名册 东区：上月 20 人，本月 0 人    --accept-drop "
        "minzheng-tekun@东区\n");
    months_release(&months);
}

static void people_removed_by_another_list_are_no_drop(void **state)
{
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    months.policy.drop_limit_bp = 2000;
    months_sheet(&months.before, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    put_people(&months.before, FIXTURE_DESTITUTE, 1, 10);
    months_sheet(&months.now, FIXTURE_KIND_DESTITUTE, MODE_FULL, NULL);
    put_people(&months.now, FIXTURE_DESTITUTE, 1, 5);
    months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_CHANGE, NULL);
    for (int i = 6; i <= 10; i++)
        roster_fixture_row(&months.now,
                           &(struct row_spec){.id = fixture_id(19600101, i),
                                              CIVIL,
                                              .category = FIXTURE_DESTITUTE,
                                              .county = "东区",
                                              .movement = MOVEMENT_REMOVED});
    assert_int_equal(months_carry(&months, &failure), 0);
    assert_int_equal(months.now.before.removed, 5);
    months_release(&months);
}

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

/* ---- where carried rows stand ---- */

static void carried_rows_stand_where_they_came(void **state)
{
    struct months months;
    struct failure failure = FAILURE_INIT;
    (void)state;
    months_init(&months);
    months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, "东区");
    roster_fixture_row(&months.before, &(struct row_spec)WAS);
    months_sheet(&months.before, FIXTURE_KIND_RURAL, MODE_CHANGE, NULL);
    assert_int_equal(
        roster_file_carry(&months.before, &months.before.files[1], 202305), 0);
    roster_fixture_row(&months.before, &(struct row_spec){
                                           .id = BERT,
                                           .category = FIXTURE_STABLE,
                                           .town = "一镇",
                                       });
    months.before.rows[1].carry = CARRY_UNCHANGED;
    assert_int_equal(months_carry(&months, &failure), 0);
    const struct roster *now = &months.now;
    assert_int_equal(now->row_count, 2);
    assert_int_equal(now->file_count, 2);
    assert_int_equal(now->files[0].carried_from, MONTHS_BASE);
    assert_string_equal(now->files[0].name, "1.xlsx");
    assert_string_equal(roster_file_name(now, 0), "2023-07 月 1.xlsx");
    assert_string_equal(now->files[0].sha256, months.before.files[0].sha256);
    assert_int_equal(now->files[1].carried_from, 202305);
    assert_string_equal(roster_file_name(now, 1), "2023-05 月 2.xlsx");
    assert_int_equal(now->sheets[0].rows_read, 0);
    assert_int_equal(now->sheets[0].fates[FATE_ACCEPTED], 0);
    assert_int_equal(now->rows[0].row, months.before.rows[0].row);
    assert_string_equal(roster_string(now, now->rows[0].name), "安娜");
    assert_string_equal(roster_string(now, now->rows[1].town), "一镇");
    assert_true(now->rows[0].is_known);
    assert_int_equal(now->base, MONTHS_BASE);
    months_release(&months);
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
        cmocka_unit_test(each_row_comes_to_what_the_rules_say),
        cmocka_unit_test(what_a_sheet_covers),
        cmocka_unit_test(a_cut_number_tells_who_is_meant),
        cmocka_unit_test(a_list_in_another_form_covers_what_it_nearly_has),
        cmocka_unit_test(a_list_may_shrink_by_the_limit_and_no_more),
        cmocka_unit_test(every_list_that_is_too_short_is_named_with_its_option),
        cmocka_unit_test(people_removed_by_another_list_are_no_drop),
        cmocka_unit_test(what_people_should_know_is_said),
        cmocka_unit_test(months_left_out_are_said),
        cmocka_unit_test(a_category_that_is_gone_is_lost_and_said),
        cmocka_unit_test(a_kind_that_is_gone_gives_its_rows_to_another),
        cmocka_unit_test(carried_rows_stand_where_they_came),
        cmocka_unit_test(rows_new_since_the_collection_are_late),
        cmocka_unit_test(a_month_sent_full_or_as_changes_decides_the_same),
        cmocka_unit_test(the_order_of_files_never_matters),
        cmocka_unit_test(each_failing_allocation_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
