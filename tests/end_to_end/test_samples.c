/*
 * The samples are what their generator makes: nobody has edited a roster, or
 * the generator, without the other. Needs the versions of Debian 12, since
 * other ones write other bytes; skipped, and said so, where they are missing.
 */
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PYTHON "PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "
#define VERSIONS                                                               \
    PYTHON "-c 'import sys, xlsxwriter, xlwt; sys.exit("                       \
           "(xlsxwriter.__version__, xlwt.__VERSION__) != "                    \
           "(\"3.0.2\", \"1.3.0\"))' 2>/dev/null"

static const char *const folders[] = {
    "samples/meishan",
    "tests/golden/meishan-2023-08",
    "tests/golden/meishan-2023-09",
    "tests/golden/meishan-2023-10",
    "samples/meizhou",
    "tests/golden/meizhou-2023-09",
    "samples/hunan",
    "tests/golden/hunan-2023-09",
    "tests/golden/hunan-2023-10",
    "tests/golden/hunan-2024-01",
    "samples/shanwei",
    "tests/golden/shanwei-2022-10",
    "samples/kaiping",
    "tests/golden/kaiping-2023-08",
    "tests/golden/kaiping-2023-09",
    "tests/golden/kaiping-2023-10",
};

static void expect_same(const struct scratch_folder *scratch, const char *name)
{
    char path[128];
    struct text made = TEXT_INIT;
    struct text kept = TEXT_INIT;
    snprintf(path, sizeof path, "%s/%s", scratch->path, name);
    folder_digest(path, &made);
    folder_digest(name, &kept);
    assert_true(strlen(text_of(&kept)) > 100);
    EXPECT_TEXT(name, text_of(&made), text_of(&kept));
    text_release(&made);
    text_release(&kept);
}

static void generator_makes_the_samples_byte_for_byte(void **state)
{
    char command[256];
    struct scratch_folder scratch;
    (void)state;
    if (system(VERSIONS) != 0) {
        print_message("skipped: no python3-xlsxwriter 3.0.2, or no "
                      "python3-xlwt 1.3.0\n");
        skip();
    }
    scratch_make(&scratch);
    snprintf(command, sizeof command,
             PYTHON "samples/make_samples.py --root %s", scratch.path);
    assert_int_equal(system(command), 0);
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        expect_same(&scratch, folders[i]);
    scratch_remove(&scratch);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(generator_makes_the_samples_byte_for_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
