/* Files in memory: they can be read back, and libxlsxwriter takes them. */
#include "reports/part_file.h"

#include "tests/support/suite.h"
#include <dlfcn.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    char text[8] = "";
    FILE *const file = lxw_tmpfile(NULL);
    assert_non_null(file);
    assert_true(fputs("导盘", file) >= 0);
    rewind(file);
    assert_non_null(fgets(text, sizeof text, file));
    assert_string_equal(text, "导盘");
    assert_int_equal(fclose(file), 0);
}

static void file_has_no_name(void **state)
{
    (void)state;
    struct stat facts;
    const int file = part_file_open();
    assert_true(file >= 0);
    assert_int_equal(fstat(file, &facts), 0);
    assert_int_equal(facts.st_nlink, 0);
    assert_int_equal(close(file), 0);
}

/* What the library asks for by that name is the program's, not its own. */
static void library_takes_them(void **state)
{
    (void)state;
    Dl_info info;
    void *const taken = dlsym(RTLD_DEFAULT, "lxw_tmpfile");
    assert_non_null(taken);
    assert_int_not_equal(dladdr(taken, &info), 0);
    assert_null(strstr(info.dli_fname, "libxlsxwriter"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(file_has_no_name),
        cmocka_unit_test(library_takes_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
