/*
 * Encrypted .xlsx files of tests/import/files (make_protected.py): opened by
 * their password, refused without it, and found out where they were changed.
 */
#include "core/arena.h"
#include "import/keyring.h"
#include "import/unlock.h"
#include "import/workbook.h"
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
    {"protected-agile.xlsx", "AES-256 SHA512"},
    {"protected-agile-sha1-aes128.xlsx", "AES-128 SHA1"},
    {"protected-agile-sha384-aes192.xlsx", "AES-192 SHA384"},
    {"protected-agile-unchecked.xlsx", "AES-256 SHA256"},
    {"protected-standard.xlsx", "AES-128 SHA1"},
    {"protected-standard-aes256.xlsx", "AES-256 SHA1"},
};

static void the_password_that_fits_opens_each(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
        struct text text = TEXT_INIT;
        struct text expected = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        text_printf(&expected, "xlsx (%s)\n%s", fixtures[i].method,
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
        EXPECT_TEXT(name, failure.note, "1");
        EXPECT_INT(name, protected_read_file(name, NULL, &text, &failure), -1);
        EXPECT_INT(name, failure.code, DIAG_FILE_PROTECTED);
        text_release(&text);
    }
}

static void the_public_password_needs_no_file(void **state)
{
    const struct keyring none = {NULL, *state};
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(
        protected_read_file("protected-read-only.xlsx", &none, &text, &failure),
        0);
    assert_non_null(strstr(text_of(&text), protected_cells));
    text_release(&text);
}

/* ---- damage ---- */

static void a_changed_package_is_found_out(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(protected_read_file("protected-and-changed.xlsx", &keyring,
                                         &text, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_ENCRYPTION_DAMAGED);
    assert_string_equal(failure.note, "HMAC");
    text_release(&text);
}

static void flipped_bits_never_give_other_cells(void **state)
{
    const struct keyring keyring = {&protected_fitting, *state};
    size_t size;
    unsigned char *bytes =
        test_file_load("protected-agile-sha1-aes128.xlsx", &size);
    srand(20230831);
    for (int round = 0; round < 200; round++) {
        const size_t at = (size_t)rand() % size;
        const unsigned char bit = (unsigned char)(1 << rand() % 8);
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        bytes[at] ^= bit;
        if (protected_read("名单.xlsx", bytes, size, &keyring, &text,
                           &failure) == 0)
            assert_non_null(strstr(text_of(&text), protected_cells));
        else
            assert_int_not_equal(failure.code, DIAG_NONE);
        bytes[at] ^= bit;
        text_release(&text);
    }
    test_file_free(bytes);
}

static const struct {
    const char *name;
    unsigned char stream[24];
    size_t size;
} short_streams[] = {
    {"no size", {1, 0, 0}, 3},
    {"nothing", {0}, 24},
    {"more than there is", {17}, 24},
    {"far more than there is", {1, 0, 0, 0, 0, 0, 0, 0x80}, 24},
    {"no whole block", {3, 0, 0, 0, 0, 0, 0, 0}, 11},
};

static void a_package_of_a_wrong_size_is_damaged(void **state)
{
    const struct encryption_info info = {.is_agile = false};
    const struct package_key key = {.size = 16};
    for (size_t i = 0; i < COUNT_OF(short_streams); i++) {
        unsigned char stream[24];
        struct failure failure = FAILURE_INIT;
        size_t size = 0;
        memcpy(stream, short_streams[i].stream, sizeof stream);
        const struct locked_package package = {"a.xlsx", stream,
                                               short_streams[i].size};
        EXPECT_INT(
            short_streams[i].name,
            unlock_package(&info, &key, *state, &package, &size, &failure), -1);
        EXPECT_INT(short_streams[i].name, failure.code,
                   DIAG_ENCRYPTION_DAMAGED);
    }
}

/* Ten million turns are what the standard allows, but not for each of many
 * passwords. */
static void turns_are_bounded_over_all_passwords(void **state)
{
    const struct passwords many = {.items = protected_fitting.items,
                                   .count = 5};
    const struct keyring keyring = {&many, *state};
    const struct encryption_info info = {.is_agile = true, .spins = 10000000};
    struct package_key key;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(unlock_key(&info, &keyring, "a.xlsx", &key, &failure), -1);
    assert_int_equal(failure.code, DIAG_FILE_LIMIT);
    assert_string_equal(failure.note, "spinCount 10000000 x 6 > 50000000");
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
        const int result = protected_read_file(
            "protected-agile-sha384-aes192.xlsx", &keyring, &text, &failure);
        mem_fail_after(0);
        is_whole = result == 0 && !text.failed;
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        text_release(&text);
        assert_true(n < 1000);
    }
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_password_that_fits_opens_each),
        cmocka_unit_test(without_it_each_is_refused),
        cmocka_unit_test(the_public_password_needs_no_file),
        cmocka_unit_test(a_changed_package_is_found_out),
        cmocka_unit_test(flipped_bits_never_give_other_cells),
        cmocka_unit_test(a_package_of_a_wrong_size_is_damaged),
        cmocka_unit_test(turns_are_bounded_over_all_passwords),
        cmocka_unit_test(each_failing_allocation_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, protected_set_up, protected_tear_down);
}
