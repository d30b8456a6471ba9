/*
 * Where the system cannot confine the process that reads a file, or cannot
 * even start one, the program says so once and goes on, with the same result.
 *
 * Such a system is made by a filter of the test's own, which the program
 * inherits and cannot take off.
 */
#include "core/text.h"
#include "tests/support/suite.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the system has not. */
enum lack { LACKS_NOTHING, LACKS_FILTERS, LACKS_CHILDREN };

static int refuse(scmp_filter_ctx filter, int call)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
}

static void take_away(enum lack lack)
{
    const struct scmp_arg_cmp sets_filter = {
        .arg = 0, .op = SCMP_CMP_EQ, .datum_a = PR_SET_SECCOMP};
    if (lack == LACKS_NOTHING)
        return;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL)
        _exit(125);
    const int result =
        lack == LACKS_FILTERS
            ? refuse(filter, SCMP_SYS(seccomp)) |
                  seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM),
                                         SCMP_SYS(prctl), 1, &sets_filter)
            : refuse(filter, SCMP_SYS(memfd_create)) |
                  refuse(filter, SCMP_SYS(pipe2));
    if (result != 0 || seccomp_load(filter) != 0)
        _exit(125);
    seccomp_release(filter);
}

/* Everything that the program prints, on both outputs. The exit status. */
static int run(enum lack lack, char *const *arguments, struct text *out)
{
    char program[512];
    char block[4096];
    int ends[2];
    int status = 0;
    ssize_t got = 0;
    const char *build = getenv("DAOPAN_BUILD");
    snprintf(program, sizeof program, "%s/daopan",
             build != NULL ? build : "build/debug");
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        take_away(lack);
        execv(program, arguments);
        _exit(127);
    }
    close(ends[1]);
    while ((got = read(ends[0], block, sizeof block)) > 0)
        text_append_bytes(out, block, (size_t)got);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 125)
        skip(); /* no filters here: the test has nothing to take away */
    return WEXITSTATUS(status);
}

/* Takes the line that holds `word` out of the text: how many there were. */
static int take_lines(struct text *text, const char *word)
{
    int count = 0;
    char *at = NULL;
    while (text->data != NULL && (at = strstr(text->data, word)) != NULL) {
        char *start = at;
        char *end = strchr(at, '\n');
        while (start > text->data && start[-1] != '\n')
            start--;
        end = end == NULL ? at + strlen(at) : end + 1;
        memmove(start, end, strlen(end) + 1);
        count++;
    }
    return count;
}

static void check(char *const *arguments, const char *name)
{
    struct text usual = TEXT_INIT;
    EXPECT_INT(name, run(LACKS_NOTHING, arguments, &usual), 0);
    EXPECT_INT(name, take_lines(&usual, "file-unconfined"), 0);
    for (int lack = LACKS_FILTERS; lack <= LACKS_CHILDREN; lack++) {
        struct text text = TEXT_INIT;
        EXPECT_INT(name, run((enum lack)lack, arguments, &text), 0);
        EXPECT_INT(name, take_lines(&text, "file-unconfined"), 1);
        text_release(&text);
    }
    text_release(&usual);
}

#define FOLDER "samples/meishan/2023-08/民政"

static void it_is_said_once_however_many_files_are_read(void **state)
{
    char program[] = "daopan", command[] = "inspect", option[] = "--policy";
    char policy[] = "meishan-2024", folder[] = FOLDER;
    char *const arguments[] = {program, command, option, policy, folder, NULL};
    (void)state;
    check(arguments, "inspect");
}

static void dump_says_it_and_prints_the_same(void **state)
{
    char program[] = "daopan", command[] = "dump";
    char file[] = FOLDER "/青神县救助对象花名册2023.8.xlsx";
    char *const arguments[] = {program, command, file, NULL};
    struct text usual = TEXT_INIT;
    struct text bare = TEXT_INIT;
    (void)state;
    check(arguments, "dump");
    assert_int_equal(run(LACKS_NOTHING, arguments, &usual), 0);
    assert_int_equal(run(LACKS_CHILDREN, arguments, &bare), 0);
    assert_int_equal(take_lines(&bare, "file-unconfined"), 1);
    assert_string_equal(text_of(&bare), text_of(&usual));
    text_release(&usual);
    text_release(&bare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_said_once_however_many_files_are_read),
        cmocka_unit_test(dump_says_it_and_prints_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
