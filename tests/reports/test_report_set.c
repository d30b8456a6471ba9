/* Sums over slices, and the walk through the persons. */
#include "reports/report_set.h"

#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

struct scene {
    struct report_fixture fixture;
    struct report_set set;
};

static void scene_begin(struct scene *scene)
{
    report_fixture_init(&scene->fixture, NULL, 0);
    scene->set = (struct report_set){
        .input = &scene->fixture.input,
        .policy = scene->fixture.input.policy,
        .roster = scene->fixture.input.roster,
        .allocation = scene->fixture.input.allocation,
    };
    assert_int_equal(
        gazetteer_init(&scene->set.gazetteer, scene->set.allocation), 0);
    assert_int_equal(
        gazetteer_lay_out(&scene->set.gazetteer, scene->set.allocation), 0);
    assert_int_equal(people_init(&scene->set.people, scene->set.allocation,
                                 &scene->set.gazetteer),
                     0);
}

static void scene_end(struct scene *scene)
{
    people_release(&scene->set.people);
    gazetteer_release(&scene->set.gazetteer);
    report_fixture_release(&scene->fixture);
}

static void filter_picks_the_slices_it_names(void **state)
{
    (void)state;
    static const struct home_county unknown = {.ref = 0, .key = ""};
    static const struct {
        const char *name;
        struct slice_filter filter;
        int64_t heads;
        fen subsidy, personal_due;
    } cases[] = {
        {"all", SLICE_ALL, 9, 199500, 142500},
        {"without category",
         {.category = POLICY_NONE,
          .fund = SLICE_ANY,
          .applicant = SLICE_ANY,
          .department = SLICE_ANY},
         1,
         0,
         38000},
        {"without fund",
         {.category = SLICE_ANY,
          .fund = POLICY_NONE,
          .applicant = SLICE_ANY,
          .department = SLICE_ANY},
         2,
         0,
         76000},
        {"one category",
         {.category = FIXTURE_ORPHAN,
          .fund = SLICE_ANY,
          .applicant = SLICE_ANY,
          .department = SLICE_ANY},
         1,
         19000,
         19000},
        {"a department without that applicant",
         {.category = SLICE_ANY,
          .fund = SLICE_ANY,
          .applicant = 0,
          .department = FIXTURE_DISABLED},
         0,
         0,
         0},
        {"no county",
         {.county = &unknown,
          .category = SLICE_ANY,
          .fund = SLICE_ANY,
          .applicant = SLICE_ANY,
          .department = SLICE_ANY},
         1,
         38000,
         0},
    };
    struct scene scene;
    scene_begin(&scene);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct tally sum = slices_sum(&scene.set, &cases[i].filter);
        EXPECT_INT(cases[i].name, sum.heads, cases[i].heads);
        EXPECT_INT(cases[i].name, sum.subsidy, cases[i].subsidy);
        EXPECT_INT(cases[i].name, sum.personal_due, cases[i].personal_due);
    }
    scene_end(&scene);
}

static void walk_meets_everybody_once(void **state)
{
    (void)state;
    struct scene scene;
    scene_begin(&scene);
    bool met[PERSON_COUNT] = {false};
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    int count = 0;
    while (person_next(&scene.set, &walk, &person, &home)) {
        for (int i = 0; i < PERSON_COUNT; i++)
            if (person->decision.id == report_person((enum report_person)i))
                met[i] = true;
        assert_non_null(home->county.text);
        count++;
    }
    assert_int_equal(count, PERSON_COUNT);
    for (int i = 0; i < PERSON_COUNT; i++)
        assert_true(met[i]);
    assert_false(person_next(&scene.set, &walk, &person, &home));
    scene_end(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filter_picks_the_slices_it_names),
        cmocka_unit_test(walk_meets_everybody_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
