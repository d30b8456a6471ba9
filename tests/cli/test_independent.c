/*
 * Each region's sample month, decided by the program and by a script in
 * another language that reads the same workbooks and knows the document's
 * rules, but nothing of the program. Needs python3-openpyxl and python3-xlrd;
 * skipped, and said so, where they are missing.
 */
#include "tests/support/suite.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* PYTHONDONTWRITEBYTECODE: the scripts share a module; nothing is left. */
#define SCRIPTS "tests/independent/"

struct month {
    const char *region; /* names the script and the samples */
    const char *policy;
    const char *period;
    const char *before; /* the months that this one changes: one with full
                           rosters, then changes; NULL = has full rosters */
};

static const struct month months[] = {
    {"meishan", "meishan-2024", "2023-08", NULL},
    {"meizhou", "meizhou-2024", "2023-09", NULL},
    {"shanwei", "shanwei-2023", "2022-10", NULL},
    {"hunan", "hunan-2024", "2023-09", NULL},
    {"hunan", "hunan-2024", "2023-10", "2023-09"},
    {"hunan", "hunan-2024", "2024-01", "2023-09 2023-10"},
    {"kaiping", "kaiping-2024", "2023-08", NULL},
    {"kaiping", "kaiping-2024", "2023-09", "2023-08"},
};

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
                 "%s " SCRIPTS "meishan.py --help >/dev/null 2>&1",
                 candidates[i]);
        if (run(command) == 0)
            return candidates[i];
    }
    return NULL;
}

static void run_month(const struct month *month, const char *folder)
{
    const char *build = getenv("DAOPAN_BUILD");
    char command[1024];
    if (build == NULL)
        build = "build/debug";
    snprintf(command, sizeof command,
             "%s/daopan run --quiet --policy %s --period %s "
             "--ledger %s/ledger.db --out %s/out samples/%s/%s",
             build, month->policy, month->period, folder, folder, month->region,
             month->period);
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

/* Runs the region's script over the month, as a line of its output says:
 * against the export, the export with one change, and the answer key. */
static int compare(const struct month *month, const char *python,
                   const char *folder)
{
    char command[1024];
    snprintf(command, sizeof command,
             "PYTHONDONTWRITEBYTECODE=1 %s " SCRIPTS "%s.py samples/%s/%s "
             "--period %s "
             "--compare %s/decisions.csv %s/changed.csv "
             "tests/golden/%s-%s/expected_decisions.csv >%s/output",
             python, month->region, month->region, month->period, month->period,
             folder, folder, month->region, month->period, folder);
    return run(command);
}

/* A shell function that runs a month into the folder's ledger. */
#define RUN_IT                                                                 \
    "it() { %s/daopan run --quiet --policy %s --period $1 "                    \
    "--ledger %s/after.db --out %s/after-$1 samples/%s/$1; }; "

/* The months before it, closed, and the month itself, in one ledger. */
static void run_after(const struct month *month, const char *folder)
{
    const char *build = getenv("DAOPAN_BUILD");
    char command[1024];
    if (build == NULL)
        build = "build/debug";
    snprintf(command, sizeof command,
             RUN_IT "for p in %s; do it $p && %s/daopan close --quiet "
                    "--period $p --ledger %s/after.db >%s/closed || exit 1; "
                    "done; it %s && %s/daopan export decisions "
                    "--ledger %s/after.db --period %s >%s/after.csv",
             build, month->policy, folder, folder, month->region, month->before,
             build, folder, folder, month->period, build, folder, month->period,
             folder);
    assert_int_equal(run(command), 0);
}

/* The month after those before it, against what the key says of them all and
 * what the program makes of them. */
static int compare_after(const struct month *month, const char *python,
                         const char *folder)
{
    char command[1024];
    run_after(month, folder);
    snprintf(command, sizeof command,
             "PYTHONDONTWRITEBYTECODE=1 %s " SCRIPTS "%s.py --period %s "
             "$(for p in %s %s; do echo samples/%s/$p; done) "
             "--holders --compare tests/golden/%s-%s/expected_after.csv "
             "%s/after.csv >%s/output",
             python, month->region, month->period, month->before, month->period,
             month->region, month->region, month->period, folder, folder);
    return run(command);
}

static void show_output(const char *folder)
{
    char command[256];
    snprintf(command, sizeof command, "head -40 %s/output", folder);
    assert_int_equal(run(command), 0);
}

static void check_month(const struct month *month, const char *python)
{
    char folder[] = "/tmp/daopan-independent-XXXXXX";
    char command[256];
    assert_non_null(mkdtemp(folder));
    run_month(month, folder);
    change_one_decision(folder);
    const int status = compare(month, python, folder);
    const bool agrees =
        says(folder, "decisions.csv", "persons, 0 differences") &&
        says(folder, "expected_decisions.csv", "persons, 0 differences");
    /* the person, and the sums of two applicants */
    const bool notices = says(folder, "changed.csv", "persons, 3 differences");
    if (!agrees)
        show_output(folder);
    bool is_followed = true;
    if (month->before != NULL) {
        is_followed = compare_after(month, python, folder) == 0;
        if (!is_followed)
            show_output(folder);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(run(command), 0);
    EXPECT(month->region, agrees);
    EXPECT(month->region, notices);
    EXPECT_INT(month->region, status, 1);
    EXPECT(month->region, is_followed);
}

static void second_computation_agrees_on_every_person(void **state)
{
    (void)state;
    const char *python = find_python();
    if (python == NULL) {
        print_message("python3-openpyxl or python3-xlrd is missing\n");
        skip();
    }
    for (size_t i = 0; i < COUNT_OF(months); i++)
        check_month(&months[i], python);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(second_computation_agrees_on_every_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
