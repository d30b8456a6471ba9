/* --mode and --accept-drop: what they mean, and what is refused. */
#include "cli/roster_options.h"
#include "core/arena.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/suite.h"

#include <string.h>

static int read_options(const char *const *modes, size_t mode_count,
                        const char *const *drops, size_t drop_count,
                        struct arena *arena, struct roster_options *out,
                        struct failure *failure)
{
    struct options options = {.language = LANGUAGE_EN};
    options.modes = arena_array(arena, mode_count, sizeof *options.modes);
    options.accepted_drops =
        arena_array(arena, drop_count, sizeof *options.accepted_drops);
    assert_non_null(options.modes);
    assert_non_null(options.accepted_drops);
    for (size_t i = 0; i < mode_count; i++)
        options.modes[options.mode_count++] = modes[i];
    for (size_t i = 0; i < drop_count; i++)
        options.accepted_drops[options.accepted_drop_count++] = drops[i];
    return roster_options_read(&options, policy_fixture(), arena, out, failure);
}

static void words_become_kinds_and_modes(void **state)
{
    static const char *const modes[] = {"change", "minzheng=full",
                                        "特困人员花名册=change"};
    static const char *const drops[] = {"minzheng", "canlian@东区",
                                        "weijian@岷东新区"};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct roster_options options;
    (void)state;
    assert_int_equal(
        read_options(modes, 3, drops, 3, arena, &options, &failure), 0);
    assert_int_equal(options.mode_count, 3);
    assert_int_equal(options.modes[0].kind, POLICY_NONE);
    assert_int_equal(options.modes[0].mode, MODE_CHANGE);
    assert_int_equal(options.modes[1].kind, FIXTURE_KIND_CIVIL);
    assert_int_equal(options.modes[1].mode, MODE_FULL);
    assert_int_equal(options.modes[2].kind, FIXTURE_KIND_DESTITUTE);
    assert_int_equal(options.consent_count, 3);
    assert_null(options.consents[0].county);
    assert_int_equal(options.may_be_empty[0], FIXTURE_KIND_CIVIL);
    assert_int_equal(options.consents[1].kind, FIXTURE_KIND_DISABLED);
    assert_string_equal(options.consents[1].county, "东区");
    assert_string_equal(options.consents[2].county, "岷东新区");
    arena_free(arena);
}

static void wrong_words_are_refused_with_those_that_would_do(void **state)
{
    static const struct {
        const char *mode, *drop, *said;
    } wrong[] = {
        {"partial", NULL, "--mode partial should be"},
        {"minzheng=some", NULL, "--mode minzheng=some should be"},
        {"nobody=full", NULL, "“nobody”"},
        {NULL, "nobody", "minzheng-tekun (特困人员花名册)"},
        {NULL, "@东区", "“”"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        struct roster_options options;
        EXPECT_INT(wrong[i].said,
                   read_options(&wrong[i].mode, wrong[i].mode != NULL,
                                &wrong[i].drop, wrong[i].drop != NULL, arena,
                                &options, &failure),
                   -1);
        EXPECT_INT(wrong[i].said, failure.code, DIAG_USAGE);
        EXPECT(wrong[i].said, strstr(failure.note, wrong[i].said) != NULL);
        arena_free(arena);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_become_kinds_and_modes),
        cmocka_unit_test(wrong_words_are_refused_with_those_that_would_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
