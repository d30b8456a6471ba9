/*
 * The sample month, decided by the program and by a script in another
 * language that reads the same workbooks and knows the document's rules, but
 * nothing of the program. Needs python3-openpyxl and python3-xlrd; skipped,
 * and said so, where they are missing.
 */
#include "tests/support/suite.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCRIPT "tests/independent/meishan.py"
#define ROSTERS "samples/meishan/2023-08"

/* The exit status of a shell command; -1 where it did not end by itself. */
static int run(const char *command)
{
    int status = system(command);
    return status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A Python that has the libraries; NULL where there is none. */
static const char *find_python(void)
{
    static const char *const candidates[] = {"python3", "/usr/bin/python3"};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        char command[256];
        snprintf(command, sizeof command,
                 "%s " SCRIPT " --help >/dev/null 2>&1", candidates[i]);
        if (run(command) == 0)
            return candidates[i];
    }
    return NULL;
}

static void run_month(const char *folder)
{
    const char *build = getenv("DAOPAN_BUILD");
    char command[1024];
    if (build == NULL)
        build = "build/debug";
    snprintf(command, sizeof command,
             "%s/daopan run --quiet --policy meishan-2024 --period 2023-08 "
             "--ledger %s/ledger.db --out %s/out " ROSTERS,
             build, folder, folder);
    assert_int_equal(run(command), 0);
    snprintf(command, sizeof command,
             "%s/daopan export decisions --ledger %s/ledger.db "
             ">%s/decisions.csv",
             build, folder, folder);
    assert_int_equal(run(command), 0);
}

/* A copy of the export in which one person is paid for by somebody else: a
 * second computation that agrees with anything would prove nothing. */
static void change_one_decision(const char *folder)
{
    char command[1024];
    snprintf(command, sizeof command,
             "sed '2s/[^,]*,[^,]*$/某单位,1/' %s/decisions.csv "
             ">%s/changed.csv",
             folder, folder);
    assert_int_equal(run(command), 0);
}

/* Whether the script's output says `words` of the file. */
static bool says(const char *folder, const char *file, const char *words)
{
    char command[1024];
    snprintf(command, sizeof command, "grep -q '/%s: .* %s$' %s/output", file,
             words, folder);
    return run(command) == 0;
}

static void second_computation_agrees_on_every_person(void **state)
{
    (void)state;
    const char *python = find_python();
    char folder[] = "/tmp/daopan-independent-XXXXXX";
    char command[1024];
    if (python == NULL) {
        print_message("python3-openpyxl or python3-xlrd is missing\n");
        skip();
    }
    assert_non_null(mkdtemp(folder));
    run_month(folder);
    change_one_decision(folder);
    snprintf(command, sizeof command,
             "%s " SCRIPT " " ROSTERS
             " --compare %s/decisions.csv %s/changed.csv >%s/output",
             python, folder, folder, folder);
    const int status = run(command);
    const bool agrees = says(folder, "decisions.csv", "persons, 0 differences");
    const bool notices = says(folder, "changed.csv", "persons, 3 differences");
    if (!agrees) {
        snprintf(command, sizeof command, "head -40 %s/output", folder);
        assert_int_equal(run(command), 0);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(run(command), 0);
    assert_true(agrees);
    assert_true(notices); /* the person, and the sums of two applicants */
    assert_int_equal(status, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(second_computation_agrees_on_every_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
