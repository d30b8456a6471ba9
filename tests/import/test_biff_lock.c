/*
 * Protected .xls files of tests/import/files (make_protected.py), and FILEPASS
 * records that cannot be opened.
 */
#include "core/arena.h"
#include "import/biff_lock.h"
#include "import/workbook.h"
#include "tests/support/biff_stream.h"
#include "tests/support/protected_file.h"
#include "tests/support/suite.h"
#include "tests/support/test_file.h"
#include <stdlib.h>
#include <string.h>

/* ---- passwords ---- */

static const struct {
    const char *name;
    const char *method;
} fixtures[] = {
    {"protected-rc4.xls", "RC4"},
    {"protected-crypto-api.xls", "RC4 CryptoAPI"},
    {"protected-crypto-api-40.xls", "RC4 CryptoAPI"},
    {"protected-xor.xls", "XOR"},
};

static void the_password_that_fits_opens_each(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
        struct text text = TEXT_INIT;
        struct text expected = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        text_printf(&expected, "xls (BIFF8, %s)\n%s", fixtures[i].method,
                    protected_cells);
        if (protected_read_file(fixtures[i].name, &keyring, &text, &failure) !=
            0)
            fail_msg("%s: %s %s", fixtures[i].name, diag_name(failure.code),
                     failure.note);
        EXPECT_TEXT(fixtures[i].name, text_of(&text), text_of(&expected));
        text_release(&text);
        text_release(&expected);
    }
}

static void the_pattern_of_excel_95_is_taken_off_its_own_files(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    struct text text = TEXT_INIT;
    struct text expected = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    text_printf(&expected, "xls (BIFF5, XOR)\n%s", protected_cells);
    assert_int_equal(protected_read_file("protected-xor-biff5.xls", &keyring,
                                         &text, &failure),
                     0);
    assert_string_equal(text_of(&text), text_of(&expected));
    text_release(&text);
    text_release(&expected);
}

static void without_it_each_is_refused(void **state)
{
    const struct keyring none = {NULL, *state};
    const struct keyring other = {&protected_unfitting, *state};
    for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        const char *name = fixtures[i].name;
        EXPECT_INT(name, protected_read_file(name, &none, &text, &failure), -1);
        EXPECT_INT(name, failure.code, DIAG_FILE_PROTECTED);
        EXPECT_TEXT(name, failure.note, fixtures[i].method);
        EXPECT_INT(name, protected_read_file(name, &other, &text, &failure),
                   -1);
        EXPECT_INT(name, failure.code, DIAG_PASSWORD_WRONG);
        text_release(&text);
    }
}

static void the_public_password_needs_no_file(void **state)
{
    const struct keyring none = {NULL, *state};
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(protected_read_file("protected-crypto-api-read-only.xls",
                                         &none, &text, &failure),
                     0);
    assert_non_null(strstr(text_of(&text), protected_cells));
    text_release(&text);
}

/* ---- other records ---- */

static const struct {
    const char *name;
    const char *globals;
    const char *expected;
} refusals[] = {
    {"RC4 that is cut off", "002F: 0100 0100 0100 00*47",
     "file-damaged FILEPASS"},
    {"another type", "002F: 0200 0100 0100", "encryption-unknown FILEPASS"},
    {"another version", "002F: 0100 0500 0200", "encryption-unknown FILEPASS"},
    {"another cipher",
     "002F: 0100 0200 0200 04000000 20000000 04000000 00000000 0E660000 00*200",
     "encryption-unknown CryptoAPI"},
    {"a header that is too long",
     "002F: 0100 0200 0200 04000000 FFFFFFFF 04000000 00000000 01680000 00*200",
     "file-damaged FILEPASS"},
    {"a key of no size",
     "002F: 0100 0200 0200 04000000 20000000 04000000 00000000 01680000 "
     "04800000 29000000 00*200",
     "file-damaged FILEPASS"},
    {"a CryptoAPI header that is cut off",
     "002F: 0100 0200 0200 04000000 20000000 04000000",
     "file-damaged FILEPASS"},
    {"a pattern of no password", "002F: 0000 0102 0304", "password-wrong 3"},
    {"the pattern of Excel 95", "002F: 0102 0304", "password-wrong 3"},
};

static void other_locks_are_named(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        static struct biff_lines lines;
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        char got[128] = "";
        biff_stream_make(&lines, 8, refusals[i].globals, "0204: 00*8");
        unsigned char *copy = malloc(lines.size); /* of its own size */
        assert_non_null(copy);
        memcpy(copy, lines.bytes, lines.size);
        if (protected_read("名单.xls", copy, lines.size, &keyring, &text,
                           &failure) != 0)
            snprintf(got, sizeof got, "%s %s", diag_name(failure.code),
                     failure.note);
        EXPECT_TEXT(refusals[i].name, got, refusals[i].expected);
        free(copy);
        text_release(&text);
    }
}

static void flipped_bits_do_no_harm(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    srand(20230831);
    for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
        size_t size;
        unsigned char *bytes = test_file_load(fixtures[i].name, &size);
        for (int round = 0; round < 500; round++) {
            const size_t at = (size_t)rand() % size;
            const unsigned char bit = (unsigned char)(1 << rand() % 8);
            struct text text = TEXT_INIT;
            struct failure failure = FAILURE_INIT;
            bytes[at] ^= bit;
            if (protected_read("名单.xls", bytes, size, &keyring, &text,
                               &failure) != 0)
                assert_int_not_equal(failure.code, DIAG_NONE);
            bytes[at] ^= bit;
            text_release(&text);
        }
        test_file_free(bytes);
    }
}

static void each_failing_allocation_is_a_clean_failure(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    unsigned long n = 0;
    bool is_whole = false;
    while (!is_whole) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(++n);
        const int result = protected_read_file("protected-crypto-api.xls",
                                               &keyring, &text, &failure);
        mem_fail_after(0);
        is_whole = result == 0 && !text.failed;
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        text_release(&text);
        assert_true(n < 1000);
    }
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_password_that_fits_opens_each),
        cmocka_unit_test(the_pattern_of_excel_95_is_taken_off_its_own_files),
        cmocka_unit_test(without_it_each_is_refused),
        cmocka_unit_test(the_public_password_needs_no_file),
        cmocka_unit_test(other_locks_are_named),
        cmocka_unit_test(flipped_bits_do_no_harm),
        cmocka_unit_test(each_failing_allocation_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, protected_set_up, protected_tear_down);
}
