/*
 * --password-file, as clerks use it: a month with a protected roster, the
 * password file lying among the rosters, and what is left on disk.
 */
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILES "tests/import/files/"
#define POLICY "--policy", "meishan-2024"
#define SECRET "导盘2023"

static void copy_file(const char *from, const char *folder, const char *name)
{
    char command[512];
    snprintf(command, sizeof command, "cp '%s' '%s/rosters/%s'", from, folder,
             name);
    assert_int_equal(system(command), 0);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* rosters/名单.xlsx, rosters/名单.xls and rosters/密码.txt. */
static void make_month(struct scratch_folder *folder, char *password_path,
                       size_t size)
{
    char path[128];
    scratch_make(folder);
    snprintf(path, sizeof path, "%s/rosters", folder->path);
    assert_int_equal(mkdir(path, 0700), 0);
    copy_file(FILES "protected-agile.xlsx", folder->path, "名单.xlsx");
    copy_file(FILES "protected-crypto-api.xls", folder->path, "名单.xls");
    snprintf(password_path, size, "%s/rosters/密码.txt", folder->path);
    write_file(password_path, "\xEF\xBB\xBF"
                              "falsch\r\n" SECRET "\r\n");
}

static void expect_word(const struct text *text, const char *word)
{
    if (strstr(text_of(text), word) == NULL)
        fail_msg("%s is not in: %s", word, text_of(text));
}

static void expect_no_secret(const struct scratch_folder *folder,
                             const char *name)
{
    size_t size;
    char *bytes = scratch_read(folder, name, &size);
    if (memmem(bytes, size, SECRET, strlen(SECRET)) != NULL)
        fail_msg("%s holds the password", name);
    free(bytes);
}

static void a_protected_month_is_read_and_keeps_no_password(void **state)
{
    struct scratch_folder folder;
    struct text text = TEXT_INIT;
    char password[128], rosters[128], out[128], ledger[128];
    (void)state;
    make_month(&folder, password, sizeof password);
    snprintf(rosters, sizeof rosters, "%s/rosters", folder.path);
    snprintf(out, sizeof out, "%s/out", folder.path);
    snprintf(ledger, sizeof ledger, "%s/daopan.db", folder.path);
    const char *arguments[] = {
        "run",   POLICY, "--period",        "2023-08", "--ledger", ledger,
        "--out", out,    "--password-file", password,  rosters,    NULL};
    assert_int_equal(daopan_run(arguments, &text), 0);
    expect_word(&text, "花名册 2 个文件");
    expect_word(&text, "认定 2 人");
    assert_null(strstr(text_of(&text), SECRET));
    expect_no_secret(&folder, "out/run.json");
    expect_no_secret(&folder, "daopan.db");
    text_release(&text);
    scratch_remove(&folder);
}

static void inspect_and_dump_take_it_too(void **state)
{
    struct scratch_folder folder;
    struct text text = TEXT_INIT;
    char password[128], roster[128];
    (void)state;
    make_month(&folder, password, sizeof password);
    snprintf(roster, sizeof roster, "%s/rosters/名单.xlsx", folder.path);
    const char *inspect[] = {"inspect", POLICY, "--password-file",
                             password,  roster, NULL};
    assert_int_equal(daopan_run(inspect, &text), 0);
    expect_word(&text, "xlsx (AES-256 SHA512)");
    expect_word(&text, "minzheng-dibao");
    text_clear(&text);
    const char *dump[] = {"dump", "--password-file", password, roster, NULL};
    assert_int_equal(daopan_run(dump, &text), 0);
    expect_word(&text, "[3,1,\"李四\"]");
    text_release(&text);
    scratch_remove(&folder);
}

static void without_a_password_that_fits_nothing_is_written(void **state)
{
    static const char *const roster = FILES "protected-agile.xlsx";
    static const struct {
        const char *name;
        const char *arguments[10];
        const char *code; /* as inspect says it */
        int status;
    } cases[] = {
        {"none given", {"inspect", POLICY, roster}, "file-protected", 1},
        {"another",
         {"inspect", POLICY, "--password-file", "README.md", roster},
         "password-wrong",
         1},
        {"a run",
         {"run", POLICY, "--period", "2023-08", "--dry-run", roster},
         "",
         1},
        {"no such file",
         {"inspect", POLICY, "--password-file", "none.txt", roster},
         "",
         2},
        {"a folder", {"dump", "--password-file", "samples", roster}, "", 2},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        EXPECT_INT(cases[i].name, daopan_run(cases[i].arguments, &text),
                   cases[i].status);
        expect_word(&text, cases[i].code);
        text_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_protected_month_is_read_and_keeps_no_password),
        cmocka_unit_test(inspect_and_dump_take_it_too),
        cmocka_unit_test(without_a_password_that_fits_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
