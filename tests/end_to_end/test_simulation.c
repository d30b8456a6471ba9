/*
 * A few months of an invented city, run by the program and by a model in
 * another language (tests/simulation). `make simulation` does it with fifty
 * thousand people over a year. Needs Python with python3-openpyxl and
 * python3-xlrd; skipped, and said so, where they are missing.
 */
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#define SCRIPT "tests/simulation/simulate.py"

/* The exit status of a shell command; -1 where it did not end by itself. */
static int run(const char *command)
{
    const int status = system(command);
    return status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A Python that has the libraries; NULL where there is none. */
static const char *find_python(void)
{
    static const char *const candidates[] = {"python3", "/usr/bin/python3"};
    for (size_t i = 0; i < COUNT_OF(candidates); i++) {
        char command[256];
        snprintf(command, sizeof command,
                 "PYTHONDONTWRITEBYTECODE=1 %s " SCRIPT " --help >/dev/null"
                 " 2>&1",
                 candidates[i]);
        if (run(command) == 0)
            return candidates[i];
    }
    return NULL;
}

static void months_agree_with_a_model_apart(void **state)
{
    const char *build = getenv("DAOPAN_BUILD");
    const char *python = find_python();
    char command[512];
    (void)state;
    if (python == NULL) {
        print_message("no Python with openpyxl and xlrd: not simulated\n");
        skip();
    }
    snprintf(command, sizeof command,
             "PYTHONDONTWRITEBYTECODE=1 %s " SCRIPT " --daopan %s/daopan"
             " --people 300 --months 4 --seed 7",
             python, build == NULL ? "build/debug" : build);
    assert_int_equal(run(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_agree_with_a_model_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
