/* Whether rows and categories count: DOMAIN "Deciding one person" 2. */
#include "allocate/eligibility.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/roster_fixture.h"
#include "tests/support/suite.h"

enum { G1 = 1 << 1, G2 = 1 << 2, G3 = 1 << 3, G4 = 1 << 4 };

static void row_counts_from_recognition_to_the_day_before_its_end(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct roster_row row;
        enum verdict want;
    } cases[] = {
        {"no dates", {.category = FIXTURE_STABLE}, VERDICT_SUPERSEDED},
        {"recognised the day before",
         {.category = FIXTURE_STABLE, .recognised = 20230830},
         VERDICT_SUPERSEDED},
        {"recognised on the day",
         {.category = FIXTURE_STABLE, .recognised = 20230831},
         VERDICT_SUPERSEDED},
        {"recognised the day after",
         {.category = FIXTURE_STABLE, .recognised = 20230901},
         VERDICT_NOT_YET},
        {"ended the day before",
         {.category = FIXTURE_STABLE, .ended = 20230830},
         VERDICT_ENDED},
        {"ended on the day",
         {.category = FIXTURE_STABLE, .ended = 20230831},
         VERDICT_ENDED},
        {"ends the day after",
         {.category = FIXTURE_STABLE, .ended = 20230901},
         VERDICT_SUPERSEDED},
        {"status ended",
         {.category = FIXTURE_STABLE, .is_ended = true},
         VERDICT_ENDED},
        {"removed",
         {.category = FIXTURE_STABLE, .movement = MOVEMENT_REMOVED},
         VERDICT_REMOVED},
        {"added",
         {.category = FIXTURE_STABLE, .movement = MOVEMENT_ADDED},
         VERDICT_SUPERSEDED},
        {"changed",
         {.category = FIXTURE_STABLE, .movement = MOVEMENT_CHANGED},
         VERDICT_SUPERSEDED},
        {"removed and not yet recognised",
         {.category = FIXTURE_STABLE,
          .recognised = 20230901,
          .movement = MOVEMENT_REMOVED},
         VERDICT_NOT_YET},
        {"removed by a date to come",
         {.category = FIXTURE_STABLE,
          .ended = 20230905,
          .movement = MOVEMENT_REMOVED},
         VERDICT_REMOVED},
        {"invalid certificate, category of the disabled",
         {.category = FIXTURE_SEVERE, .has_invalid_certificate = true},
         VERDICT_CERTIFICATE},
        {"invalid certificate, category by disability type",
         {.category = FIXTURE_MENTAL, .has_invalid_certificate = true},
         VERDICT_CERTIFICATE},
        {"invalid certificate, other conditions would do",
         {.category = FIXTURE_MARGIN, .has_invalid_certificate = true},
         VERDICT_SUPERSEDED},
        {"invalid certificate, category without conditions",
         {.category = FIXTURE_LOW_INCOME, .has_invalid_certificate = true},
         VERDICT_SUPERSEDED},
        {"invalid certificate, no category",
         {.category = POLICY_NONE, .has_invalid_certificate = true},
         VERDICT_SUPERSEDED},
        {"ended and invalid",
         {.category = FIXTURE_SEVERE,
          .ended = 20230101,
          .has_invalid_certificate = true},
         VERDICT_ENDED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        EXPECT_INT(cases[i].name,
                   row_verdict(policy_fixture(), &cases[i].row, 20230831),
                   cases[i].want);
}

static void late_recognition_waits_for_next_year_where_policy_says(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum late_rule rule;
        ymd recognised;
        enum verdict want;
    } cases[] = {
        {"last day of collection", LATE_NEXT_YEAR, 20231231,
         VERDICT_SUPERSEDED},
        {"first day after", LATE_NEXT_YEAR, 20240101, VERDICT_NOT_YET},
        {"no date", LATE_NEXT_YEAR, YMD_NONE, VERDICT_SUPERSEDED},
        {"counted at once", LATE_AT_ONCE, 20240101, VERDICT_SUPERSEDED},
        {"counted at once, not before the day", LATE_AT_ONCE, 20240401,
         VERDICT_NOT_YET},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct policy policy = *policy_fixture();
        policy.late = cases[i].rule;
        const struct roster_row row = {.recognised = cases[i].recognised};
        EXPECT_INT(cases[i].name, row_verdict(&policy, &row, 20240331),
                   cases[i].want);
    }
}

static void open_end_of_collection_is_never_late(void **state)
{
    (void)state;
    struct policy policy = *policy_fixture();
    policy.late = LATE_NEXT_YEAR;
    policy.collection_to = YMD_NONE;
    const struct roster_row row = {.recognised = 20240101};
    assert_int_equal(row_verdict(&policy, &row, 20240331), VERDICT_SUPERSEDED);
}

struct condition_case {
    const char *name;
    uint16_t category;
    ymd birth;
    ymd as_of; /* YMD_NONE = 2023-08-31 */
    uint8_t grades, types;
    int want; /* the alternative, or -1 */
};

static const struct condition_case condition_cases[] = {
    /* 60周岁以上, the number included */
    {"60 tomorrow", FIXTURE_MARGIN, 19630901, 0, 0, 0, -1},
    {"60 today", FIXTURE_MARGIN, 19630831, 0, 0, 0, 0},
    {"60 yesterday", FIXTURE_MARGIN, 19630830, 0, 0, 0, 0},
    /* 未成年人, the number not included */
    {"18 tomorrow", FIXTURE_MARGIN, 20050901, 0, 0, 0, 1},
    {"18 today", FIXTURE_MARGIN, 20050831, 0, 0, 0, -1},
    {"18 yesterday", FIXTURE_MARGIN, 20050830, 0, 0, 0, -1},
    {"born today", FIXTURE_MARGIN, 20230831, 0, 0, 0, 1},
    {"born tomorrow", FIXTURE_MARGIN, 20230901, 0, 0, 0, -1},
    /* born on 29 February: of age on 1 March in common years */
    {"leapling on 28 February", FIXTURE_MARGIN, 20040229, 20220228, 0, 0, 1},
    {"leapling on 1 March", FIXTURE_MARGIN, 20040229, 20220301, 0, 0, -1},
    {"leapling 60 in a leap year, the day before", FIXTURE_MARGIN, 19640229,
     20240228, 0, 0, -1},
    {"leapling 60 in a leap year, on the day", FIXTURE_MARGIN, 19640229,
     20240229, 0, 0, 0},
    /* grades */
    {"45, no grade", FIXTURE_MARGIN, 19780101, 0, 0, 0, -1},
    {"45, grade 1", FIXTURE_MARGIN, 19780101, 0, G1, 0, -1},
    {"45, grade 2", FIXTURE_MARGIN, 19780101, 0, G2, 0, -1},
    {"45, grade 3", FIXTURE_MARGIN, 19780101, 0, G3, 0, 2},
    {"45, grade 4", FIXTURE_MARGIN, 19780101, 0, G4, 0, 2},
    {"45, grades 2 and 3", FIXTURE_MARGIN, 19780101, 0, G2 | G3, 0, 2},
    {"60 with grade 3: the first that holds", FIXTURE_MARGIN, 19600101, 0, G3,
     0, 0},
    {"severe, grade 1", FIXTURE_SEVERE, 19780101, 0, G1, 0, 0},
    {"severe, grade 2", FIXTURE_SEVERE, 19780101, 0, G2, 0, 0},
    {"severe, grade 3", FIXTURE_SEVERE, 19780101, 0, G3, 0, -1},
    {"severe, no grade", FIXTURE_SEVERE, 19780101, 0, 0, 0, -1},
    /* types */
    {"mental, type 4", FIXTURE_MENTAL, 19780101, 0, G1, 1 << 4, -1},
    {"mental, type 5", FIXTURE_MENTAL, 19780101, 0, G4, 1 << 5, 0},
    {"mental, type 6", FIXTURE_MENTAL, 19780101, 0, 0, 1 << 6, 0},
    {"mental, no type", FIXTURE_MENTAL, 19780101, 0, G1, 0, -1},
    /* no conditions */
    {"no conditions", FIXTURE_DESTITUTE, 19780101, 0, 0, 0, 0},
};

static void condition_holds_at_its_boundaries(void **state)
{
    (void)state;
    const size_t count = sizeof condition_cases / sizeof *condition_cases;
    for (size_t i = 0; i < count; i++) {
        const struct condition_case *c = &condition_cases[i];
        ymd as_of = c->as_of != YMD_NONE ? c->as_of : 20230831;
        const struct attributes attributes = {
            .age = ymd_age(c->birth, as_of),
            .sex = SEX_MALE,
            .grades = c->grades,
            .types = c->types,
        };
        const struct category *category =
            &policy_fixture()->categories[c->category];
        EXPECT_INT(c->name, category_eligible(category, &attributes), c->want);
    }
}

static void girl_of_14_counts_and_boy_or_girl_of_15_does_not(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum sex sex;
        ymd birth;
        int want;
    } cases[] = {
        {"girl, 15 tomorrow", SEX_FEMALE, 20080901, 0},
        {"girl, 15 today", SEX_FEMALE, 20080831, -1},
        {"girl, 14 today", SEX_FEMALE, 20090831, 0},
        {"boy of 10", SEX_MALE, 20130101, -1},
        {"girl of 10", SEX_FEMALE, 20130101, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct attributes attributes = {
            .age = ymd_age(cases[i].birth, 20230831), .sex = cases[i].sex};
        const struct category *category =
            &policy_fixture()->categories[FIXTURE_DAUGHTER];
        EXPECT_INT(cases[i].name, category_eligible(category, &attributes),
                   cases[i].want);
    }
}

static void alternative_needs_everything_it_asks(void **state)
{
    (void)state;
    const struct alternative way = {.age_min = 18,
                                    .age_max = 59,
                                    .sex = SEX_FEMALE,
                                    .grades = G1,
                                    .types = 1 << 5};
    const struct category category = {.alternatives = &way,
                                      .alternative_count = 1};
    const struct attributes meets = {
        .age = 30, .sex = SEX_FEMALE, .grades = G1, .types = 1 << 5};
    assert_int_equal(category_eligible(&category, &meets), 0);

    struct attributes fails = meets;
    fails.age = 17;
    assert_int_equal(category_eligible(&category, &fails), -1);
    fails.age = 60;
    assert_int_equal(category_eligible(&category, &fails), -1);
    fails = meets;
    fails.sex = SEX_MALE;
    assert_int_equal(category_eligible(&category, &fails), -1);
    fails = meets;
    fails.grades = G2;
    assert_int_equal(category_eligible(&category, &fails), -1);
    fails = meets;
    fails.types = 0;
    assert_int_equal(category_eligible(&category, &fails), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row_counts_from_recognition_to_the_day_before_its_end),
        cmocka_unit_test(
            late_recognition_waits_for_next_year_where_policy_says),
        cmocka_unit_test(open_end_of_collection_is_never_late),
        cmocka_unit_test(condition_holds_at_its_boundaries),
        cmocka_unit_test(girl_of_14_counts_and_boy_or_girl_of_15_does_not),
        cmocka_unit_test(alternative_needs_everything_it_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
