/* The command line: what is taken, what is refused, and why. */
#include "tests/support/suite.h"

#include "cli/options.h"
#include "core/arena.h"
#include <string.h>

enum { WORDS_MAX = 12 };

/* Parses words (ended by NULL) as "daopan …". */
static int parse(const char *const *words, unsigned command,
                 struct arena *arena, struct options *out,
                 struct failure *failure)
{
    char *argv[WORDS_MAX + 2];
    static char program[] = "daopan";
    int argc = 1;
    argv[0] = program;
    for (; words[argc - 1] != NULL; argc++)
        argv[argc] = arena_string(arena, words[argc - 1]);
    argv[argc] = NULL;
    return options_parse(argc, argv, command, arena, out, failure);
}

static void values_may_follow_or_be_joined(void **state)
{
    static const char *const forms[][WORDS_MAX] = {
        {"run", "--policy", "meishan-2024", "--period", "2023-08", "--out",
         "out", "a.xlsx", "b", NULL},
        {"run", "--policy=meishan-2024", "--period=2023-08", "--out=out",
         "a.xlsx", "b", NULL},
        {"--policy", "meishan-2024", "run", "a.xlsx", "--period", "2023-08",
         "b", "--out=out", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        struct options options;
        assert_int_equal(
            parse(forms[i], COMMAND_RUN, arena, &options, &failure), 0);
        assert_string_equal(options.policy, "meishan-2024");
        assert_int_equal(options.period, 202308);
        assert_string_equal(options.out, "out");
        assert_int_equal(options.argument_count, 2);
        assert_string_equal(options.arguments[0], "a.xlsx");
        assert_string_equal(options.arguments[1], "b");
        assert_true(options.shows_progress);
        assert_false(options.is_dry_run);
        arena_free(arena);
    }
}

static void naming_holds_kind_and_path(void **state)
{
    static const char *const words[] = {
        "run", "--as", "minzheng-dibao=a=b.xlsx", "--as=canlian=c.xls",
        "x",   NULL};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct options options;
    (void)state;
    assert_int_equal(parse(words, COMMAND_RUN, arena, &options, &failure), 0);
    assert_int_equal(options.naming_count, 2);
    assert_string_equal(options.namings[0].kind, "minzheng-dibao");
    assert_string_equal(options.namings[0].path, "a=b.xlsx");
    assert_string_equal(options.namings[1].path, "c.xls");
    arena_free(arena);
}

static void enrolment_lists_may_be_several(void **state)
{
    static const char *const words[] = {"run",           "--enrolled", "a.xlsx",
                                        "--enrolled=b/", "x",          NULL};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct options options;
    (void)state;
    assert_int_equal(parse(words, COMMAND_RUN, arena, &options, &failure), 0);
    assert_int_equal(options.enrolled_count, 2);
    assert_string_equal(options.enrolled[0], "a.xlsx");
    assert_string_equal(options.enrolled[1], "b/");
    assert_int_equal(options.argument_count, 1);
    arena_free(arena);
}

static void modes_and_consents_may_be_several(void **state)
{
    static const char *const words[] = {
        "run",           "--mode",       "change", "--mode=minzheng=full",
        "--accept-drop", "canlian@东区", "x",      NULL};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct options options;
    (void)state;
    assert_int_equal(parse(words, COMMAND_RUN, arena, &options, &failure), 0);
    assert_int_equal(options.mode_count, 2);
    assert_string_equal(options.modes[1], "minzheng=full");
    assert_int_equal(options.accepted_drop_count, 1);
    assert_string_equal(options.accepted_drops[0], "canlian@东区");
    assert_int_equal(options.argument_count, 1);
    arena_free(arena);
}

static void words_after_two_dashes_are_paths(void **state)
{
    static const char *const words[] = {"run", "--", "--out", "-x", NULL};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct options options;
    (void)state;
    assert_int_equal(parse(words, COMMAND_RUN, arena, &options, &failure), 0);
    assert_int_equal(options.argument_count, 2);
    assert_string_equal(options.arguments[0], "--out");
    assert_null(options.out);
    arena_free(arena);
}

static void wrong_usage_is_refused(void **state)
{
    static const struct {
        const char *name;
        unsigned command;
        const char *words[WORDS_MAX];
        const char *says;
    } cases[] = {
        {"unknown option", COMMAND_RUN, {"run", "--outt", "x"}, "--outt"},
        {"another command's option",
         COMMAND_DUMP,
         {"dump", "--out", "x"},
         "--out"},
        {"no value", COMMAND_RUN, {"run", "--out"}, "DIR"},
        {"empty value", COMMAND_RUN, {"run", "--out="}, "--out"},
        {"flag with value", COMMAND_RUN, {"run", "--dry-run=yes"}, "--dry-run"},
        {"wrong month", COMMAND_RUN, {"run", "--period", "2023-13"}, "YYYY-MM"},
        {"wrong date", COMMAND_RUN, {"run", "--as-of", "2023-02-30"}, "DATE"},
        {"no number", COMMAND_DUMP, {"dump", "--rows", "ten"}, "--rows"},
        {"zero rows", COMMAND_DUMP, {"dump", "--rows", "0"}, "--rows"},
        {"too many columns",
         COMMAND_DUMP,
         {"dump", "--cols", "70000"},
         "--cols"},
        {"naming without path",
         COMMAND_RUN,
         {"run", "--as", "dibao="},
         "TYPE=PATH"},
        {"naming without kind",
         COMMAND_RUN,
         {"run", "--as", "=x.xlsx"},
         "TYPE=PATH"},
        {"unknown format",
         COMMAND_RUN,
         {"run", "--format", "xml"},
         "text|json"},
        {"unknown language", COMMAND_RUN, {"run", "--lang", "de"}, "zh|en"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        struct options options;
        EXPECT_INT(
            cases[i].name,
            parse(cases[i].words, cases[i].command, arena, &options, &failure),
            -1);
        EXPECT_INT(cases[i].name, failure.code, DIAG_USAGE);
        if (strstr(failure.note, cases[i].says) == NULL)
            fail_msg("%s: says \"%s\"", cases[i].name, failure.note);
        arena_free(arena);
    }
}

static void language_is_known_before_anything_is_refused(void **state)
{
    static const char *const words[] = {"run", "--nonsense", "--lang", "en",
                                        NULL};
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    struct options options;
    (void)state;
    assert_int_equal(parse(words, COMMAND_RUN, arena, &options, &failure), -1);
    assert_string_equal(failure.note, "this command has no option --nonsense");
    arena_free(arena);
}

static void command_is_the_first_word_that_is_no_value(void **state)
{
    static char program[] = "daopan";
    static char policy[] = "--policy";
    static char run[] = "run";
    static char out[] = "--out=x";
    char *argv[] = {program, policy, run, out, run, NULL};
    (void)state;
    assert_int_equal(options_first_word(5, argv), 4);
    assert_int_equal(options_first_word(3, argv), 3);
    assert_int_equal(options_first_word(1, argv), 1);
}

static void failing_allocations_end_cleanly(void **state)
{
    static const char *const words[] = {"run", "--as", "a=b", "x", NULL};
    (void)state;
    for (unsigned long n = 1; n < 20; n++) {
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        struct options options;
        char *argv[] = {
            arena_string(arena, "daopan"), arena_string(arena, words[0]),
            arena_string(arena, words[1]), arena_string(arena, words[2]), NULL};
        /* fill the block, so that parsing must ask for more */
        assert_non_null(arena_alloc(arena, 60000));
        assert_non_null(arena_alloc(arena, 5400));
        mem_fail_after(n);
        const int result =
            options_parse(4, argv, COMMAND_RUN, arena, &options, &failure);
        mem_fail_after(0);
        assert_true(result == 0 || failure.code == DIAG_OUT_OF_MEMORY ||
                    failure.code == DIAG_USAGE);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_may_follow_or_be_joined),
        cmocka_unit_test(naming_holds_kind_and_path),
        cmocka_unit_test(enrolment_lists_may_be_several),
        cmocka_unit_test(modes_and_consents_may_be_several),
        cmocka_unit_test(words_after_two_dashes_are_paths),
        cmocka_unit_test(wrong_usage_is_refused),
        cmocka_unit_test(language_is_known_before_anything_is_refused),
        cmocka_unit_test(command_is_the_first_word_that_is_no_value),
        cmocka_unit_test(failing_allocations_end_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
