/* What a number that was cut may have been. */
#include "reports/suggestions.h"

#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

struct scene {
    struct report_fixture fixture;
    struct report_set set;
    struct diag diag;
};

static strref pooled(struct scene *scene, const char *text)
{
    strref ref = 0;
    assert_int_equal(string_pool_add(scene->fixture.decided.roster.strings,
                                     text, strlen(text), &ref),
                     0);
    return ref;
}

static void scene_begin(struct scene *scene, enum diag_code code,
                        const char *cell, const char *name)
{
    report_fixture_init(&scene->fixture, NULL, 0);
    scene->set = (struct report_set){
        .input = &scene->fixture.input,
        .policy = scene->fixture.input.policy,
        .roster = scene->fixture.input.roster,
        .allocation = scene->fixture.input.allocation,
    };
    scene->diag = (struct diag){
        .code = code,
        .cell = pooled(scene, cell),
        .name = pooled(scene, name),
    };
}

/* 稳定甲 is 51149919780301001 + check, of this month. */
static void people_of_the_name_and_the_digits_are_suggested(void **state)
{
    static const struct {
        const char *case_name;
        enum diag_code code;
        const char *cell, *name, *expected;
    } cases[] = {
        {"this month", DIAG_ID_PRECISION, "511499197803010000", "稳定甲",
         "可能是 511499197803010015（稳定甲，在本月其他名单上）"},
        {"in scientific notation", DIAG_ID_SCIENTIFIC, "5.1149919780301E+17",
         "稳定甲", "可能是 511499197803010015（稳定甲，在本月其他名单上）"},
        {"the month before", DIAG_ID_PRECISION, "511499198001020000", "从前人",
         "可能是 511499198001020013（从前人，在2023年7月名单上）"},
        {"another name", DIAG_ID_PRECISION, "511499198001020000", "别人", ""},
        {"nobody's digits", DIAG_ID_PRECISION, "511499199001020000", "从前人",
         ""},
        {"too few digits left", DIAG_ID_SCIENTIFIC, "5.11E+17", "稳定甲", ""},
        {"another finding", DIAG_ID_CHECKSUM, "511499197803010000", "稳定甲",
         ""},
    };
    static const struct known_person people[] = {
        {UINT64_C(51149919800102001), "从前人"}};
    static const struct known_people known = {202307, people, 1};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scene scene;
        struct text text = TEXT_INIT;
        scene_begin(&scene, cases[i].code, cases[i].cell, cases[i].name);
        scene.set.past.known = &known;
        suggestions_append(&text, &scene.set, &scene.diag);

        EXPECT_TEXT(cases[i].case_name, text_of(&text), cases[i].expected);
        text_release(&text);
        report_fixture_release(&scene.fixture);
    }
}

static void somebody_of_both_months_is_suggested_once(void **state)
{
    static const struct known_person people[] = {
        {UINT64_C(51149919780301001), "稳定甲"}};
    static const struct known_people known = {202307, people, 1};
    (void)state;
    struct scene scene;
    struct text text = TEXT_INIT;
    scene_begin(&scene, DIAG_ID_PRECISION, "511499197803010000", "稳定甲");
    scene.set.past.known = &known;
    suggestions_append(&text, &scene.set, &scene.diag);
    assert_null(strchr(text_of(&text), '\n'));
    text_release(&text);
    report_fixture_release(&scene.fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_of_the_name_and_the_digits_are_suggested),
        cmocka_unit_test(somebody_of_both_months_is_suggested_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
