/* Password files, and which passwords are tried in which order. */
#include "core/arena.h"
#include "import/keyring.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <string.h>

static int read_file(const char *text, size_t size, struct passwords *out,
                     struct failure *failure)
{
    struct memory_file memory;
    memory_file_open(&memory, text, size);
    const int result = passwords_read(memory.path, LANGUAGE_EN, out, failure);
    memory_file_close(&memory);
    return result;
}

/* ---- files ---- */

static const struct {
    const char *name;
    const char *text;
    const char *expected; /* passwords, | behind each */
} files[] = {
    {"one without line end", "geheim", "geheim|"},
    {"one a line", "导盘2023\n abc \nx\n", "导盘2023| abc |x|"},
    {"mark and line ends of Windows", "\xEF\xBB\xBF导盘\r\n2023\r\n",
     "导盘|2023|"},
    {"empty lines", "\n\r\na\n\n\r\nb\n\n", "a|b|"},
    {"a carriage return inside", "a\rb\r\r\n", "a\rb\r|"},
};

static void each_line_is_a_password(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct passwords passwords;
        struct failure failure = FAILURE_INIT;
        struct text text = TEXT_INIT;
        EXPECT(files[i].name, read_file(files[i].text, strlen(files[i].text),
                                        &passwords, &failure) == 0);
        for (size_t k = 0; k < passwords.count; k++)
            text_printf(&text, "%s|", passwords.items[k]);
        EXPECT_TEXT(files[i].name, text_of(&text), files[i].expected);
        passwords_release(&passwords);
        text_release(&text);
    }
}

static const struct {
    const char *name;
    const char *text;
    size_t size;
    const char *said;
} bad_files[] = {
    {"nothing", "", 0, "holds no password"},
    {"only line ends", "\r\n\n", 3, "holds no password"},
    {"only a mark", "\xEF\xBB\xBF", 3, "holds no password"},
    {"GB18030", "abc\n\xB5\xBC\xC5\xCC\n", 9, "line 2 of the password file"},
    {"UTF-16", "a\0b\0\n\0", 6, "is not UTF-8"},
};

static void what_holds_no_passwords_is_wrong_usage(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad_files); i++) {
        struct passwords passwords;
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(bad_files[i].name,
                   read_file(bad_files[i].text, bad_files[i].size, &passwords,
                             &failure),
                   -1);
        EXPECT_TEXT(bad_files[i].name, diag_name(failure.code), "usage");
        EXPECT(bad_files[i].name,
               strstr(failure.note, bad_files[i].said) != NULL);
    }
}

static void a_file_that_cannot_be_read_is_wrong_usage(void **state)
{
    static const char *const paths[] = {"/nonexistent/password.txt", "/tmp"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct passwords passwords;
        struct failure failure = FAILURE_INIT;
        EXPECT_INT(paths[i],
                   passwords_read(paths[i], LANGUAGE_ZH, &passwords, &failure),
                   -1);
        EXPECT_TEXT(paths[i], diag_name(failure.code), "usage");
        EXPECT(paths[i], strstr(failure.note, "打不开") != NULL);
        EXPECT(paths[i], strstr(failure.note, paths[i]) != NULL);
    }
}

/* 255 characters are the most; one of four bytes counts twice. */
static void a_line_that_is_no_password_is_named(void **state)
{
    (void)state;
    for (size_t length = 255; length <= 256; length++) {
        struct passwords passwords;
        struct failure failure = FAILURE_INIT;
        struct text text = TEXT_INIT;
        text_append(&text, "a\n𠮷");
        for (size_t i = 2; i < length; i++)
            text_append(&text, "b");
        const int result =
            read_file(text_of(&text), text.length, &passwords, &failure);
        assert_int_equal(result, length > 255 ? -1 : 0);
        if (result == 0)
            passwords_release(&passwords);
        else
            assert_non_null(strstr(failure.note, "line 2"));
        text_release(&text);
    }
}

static void each_failing_allocation_of_a_file_is_clean(void **state)
{
    static const char text[] = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
    (void)state;
    unsigned long n = 0;
    int result = -1;
    while (result != 0) {
        struct passwords passwords;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(++n);
        result = read_file(text, sizeof text - 1, &passwords, &failure);
        mem_fail_after(0);
        if (result == 0)
            passwords_release(&passwords);
        else
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        assert_true(n < 100);
    }
    assert_true(n > 9);
}

/* ---- trying them ---- */

struct tries {
    const char *fits; /* UTF-16, low bytes first */
    size_t size;
    unsigned count;
};

static enum key_fit try_password(void *lock, struct span password,
                                 struct failure *failure)
{
    struct tries *tries = lock;
    tries->count++;
    if (tries->fits == NULL) {
        failure_memory(failure);
        return KEY_FAILED;
    }
    return password.size == tries->size &&
                   memcmp(password.bytes, tries->fits, tries->size) == 0
               ? KEY_FITS
               : KEY_WRONG;
}

static char first[] = "abc";
static char second[] = "导𠮷";
static char *both[] = {first, second};
static const struct passwords given = {.items = both, .count = 2};

static const struct {
    const char *name;
    const struct passwords *passwords;
    const char *fits;
    size_t size;
    unsigned count;  /* of tries */
    const char *end; /* code and note; "" = it opened */
} cases[] = {
    {"the public password goes first", &given,
     "V\0e\0l\0v\0e\0t\0S\0w\0e\0a\0t\0s\0h\0o\0p\0", 30, 1, ""},
    {"the first that fits", &given, "a\0b\0c\0", 6, 2, ""},
    {"surrogates", &given, "\xFC\x5B\x42\xD8\xB7\xDF", 6, 3, ""},
    {"none fits", &given, "x\0", 2, 3, "password-wrong 2"},
    {"none given", NULL, "x\0", 2, 1, "file-protected AES"},
    {"trying fails", &given, NULL, 0, 1, "out-of-memory "},
};

static void passwords_are_tried_in_their_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct failure failure = FAILURE_INIT;
        struct tries tries = {.fits = cases[i].fits, .size = cases[i].size};
        const struct keyring keyring = {.passwords = cases[i].passwords};
        char end[64] = "";
        if (keyring_unlock(&keyring, "a.xlsx", "AES", try_password, &tries,
                           &failure) != 0)
            snprintf(end, sizeof end, "%s %s", diag_name(failure.code),
                     failure.note);
        EXPECT_TEXT(cases[i].name, end, cases[i].end);
        EXPECT_INT(cases[i].name, tries.count, cases[i].count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_a_password),
        cmocka_unit_test(what_holds_no_passwords_is_wrong_usage),
        cmocka_unit_test(a_file_that_cannot_be_read_is_wrong_usage),
        cmocka_unit_test(a_line_that_is_no_password_is_named),
        cmocka_unit_test(each_failing_allocation_of_a_file_is_clean),
        cmocka_unit_test(passwords_are_tried_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
