/*
 * .xls workbooks: fixtures under files/, each named by its quirk
 * (files/make_xls.py), containers that hold something else, and damage.
 */
#include "core/arena.h"
#include "import/workbook.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include "tests/support/test_file.h"
#include <stdlib.h>
#include <string.h>

/* Held against a second reading only if `is_checked`. */
static int read_workbook(const struct file_bytes *file, bool is_checked,
                         struct text *out, struct failure *failure)
{
    struct arena *arena = arena_new();
    struct workbook workbook;
    if (arena == NULL)
        return failure_memory(failure);
    int result = xls_open(file, arena, &workbook, failure);
    if (result == 0) {
        text_printf(out, "%s\n", workbook.format);
        result = workbook_as_text(&workbook, is_checked, out, failure);
        workbook.reader->close(workbook.state);
    }
    arena_free(arena);
    return result;
}

static int read_fixture(const char *name, struct text *out,
                        struct failure *failure)
{
    struct memory_file memory;
    size_t size;
    unsigned char *bytes = test_file_load(name, &size);
    memory_file_open(&memory, bytes, size);
    assert_true(xls_is(&memory.file));
    const int result = read_workbook(&memory.file, true, out, failure);
    memory_file_close(&memory);
    test_file_free(bytes);
    return result;
}

/* ---- what stands in them ---- */

static const struct {
    const char *name;
    const char *expected;
} fixtures[] = {
    {"plain.xls", "xls (BIFF8)\n[低保]\n"
                  "2: A\"姓名\" B\"身份证号\" C\"金额\"\n"
                  "3: A\"李䶮\" B\"511499197001010013\" C380\n"
                  "6: A\"吉克·阿依\" C95.5\n"
                  "7: C-0.1\n"
                  "[Sheet2]\n"
                  "1: IV\"IV1\"\n"},
    {"dates.xls", "xls (BIFF8)\n[日期]\n"
                  "1: A@45139\n2: A@45139\n3: A@45139\n"
                  "4: A@45139.5732638889\n"
                  "5: A@0.271006944444444\n"
                  "6: A45139\n7: A45139\n8: A45139.5\n"},
    {"dates-1904.xls", "xls (BIFF8)\n1904\n[日期]\n"
                       "1: A@43677\n2: A@43677\n3: A@43677\n"
                       "4: A@43677.5732638889\n"
                       "5: A@0.271006944444444\n"
                       "6: A45139\n7: A45139\n8: A45139.5\n"},
    {"hidden.xls", "xls (BIFF8)\n[名单]\n"
                   "1: A\"行1\"\n2 hidden: A\"行2\"\n"
                   "3: A\"行3\"\n4 hidden: A\"行4\"\n"
                   "[隐藏 hidden]\n1: A\"隐藏\"\n"
                   "[深藏 very hidden]\n1: A\"深藏\"\n"},
    {"merged.xls", "xls (BIFF8)\n[低保]\n"
                   "merge A2:A4\nmerge A1:C1\n"
                   "1: A\"2023年8月低保花名册\"\n"
                   "2: A\"白马镇\" B\"甲\"\n3: B\"乙\"\n4: B\"丙\"\n"},
    {"rich-text.xls", "xls (BIFF8)\n[S]\n1: A\"身份证\\n号码\"\n"},
    {"booleans-and-errors.xls",
     "xls (BIFF8)\n[S]\n1: A?1 B?0 C!#N/A D!#DIV/0!\n"},
    {"biff5-code-page-936.xls",
     "xls (BIFF5)\n[特困]\n1: A\"姓名\" B\"身份证号\"\n"
     "2: A\"李四\" B\"511499197001010013\"\n"},
    {"both-generations.xls", "xls (BIFF8)\n[N]\n1: A?1\n"},
    {"bare-biff5.xls", "xls (BIFF5)\n[特困]\n1: A\"姓名\" B\"身份证号\"\n"
                       "2: A\"李四\" B\"511499197001010013\"\n"},
};

static void fixtures_give_their_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        if (read_fixture(fixtures[i].name, &text, &failure) != 0)
            fail_msg("%s: %s %s", fixtures[i].name, diag_name(failure.code),
                     failure.note);
        if (strcmp(text_of(&text), fixtures[i].expected) != 0)
            fail_msg("%s:\n%s", fixtures[i].name, text_of(&text));
        text_release(&text);
    }
}

static void append_times(struct text *out, const char *string, int times)
{
    for (int i = 0; i < times; i++)
        text_append(out, string);
}

static void formulas_give_the_stored_results(void **state)
{
    (void)state;
    struct text text = TEXT_INIT;
    struct text expected = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    text_append(&expected, "xls (BIFF8)\n[公式]\n"
                           "1: A380f\n2: A0.25f\n3: A\"李䶮\"f\n"
                           "4: A\"511499197001010013\"f\n5: A?1f\n"
                           "6: A!#DIV/0!f\n7: A!#N/Af\n9: A\"");
    append_times(&expected, "长", 5000);
    text_append(&expected, "\"f\n10: A@45139f\n");
    assert_int_equal(read_fixture("formulas.xls", &text, &failure), 0);
    assert_string_equal(text_of(&text), text_of(&expected));
    text_release(&text);
    text_release(&expected);
}

static void shared_strings_go_on_over_records(void **state)
{
    (void)state;
    struct text text = TEXT_INIT;
    struct text expected = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    text_append(&expected, "xls (BIFF8)\n[S]\n");
    for (int row = 0; row < 6; row++) {
        text_printf(&expected, "%d: A\"%d", row + 1, row);
        append_times(&expected, row % 2 != 0 ? "甲乙丙丁" : "abcd", 700);
        text_printf(&expected, "%d\"\n", row);
    }
    assert_int_equal(
        read_fixture("shared-strings-continued.xls", &text, &failure), 0);
    assert_string_equal(text_of(&text), text_of(&expected));
    text_release(&text);
    text_release(&expected);
}

static const struct {
    const char *name;
    enum diag_code code;
    const char *note;
} refusals[] = {
    {"protected.xls", DIAG_FILE_PROTECTED, "RC4"},
    {"protected-xlsx.xls", DIAG_FILE_DAMAGED, "EncryptionInfo: "},
    {"word-document.xls", DIAG_FILE_DOCUMENT, "Word (.doc)"},
};

static void what_is_no_open_workbook_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        if (read_fixture(refusals[i].name, &text, &failure) == 0)
            fail_msg("%s was read", refusals[i].name);
        if (failure.code != refusals[i].code ||
            strcmp(failure.note, refusals[i].note) != 0)
            fail_msg("%s: %s %s", refusals[i].name, diag_name(failure.code),
                     failure.note);
        text_release(&text);
    }
}

/* ---- damage ---- */

/* 0 where the file was read whole all the same. */
static int read_bytes(const unsigned char *bytes, size_t size)
{
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    /* a copy of its own size, so that reading beyond it is seen */
    unsigned char *copy = malloc(size == 0 ? 1 : size);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    const struct file_bytes file = {"a.xls", copy, size};
    const int result = read_workbook(&file, false, &text, &failure);
    if (result != 0)
        assert_int_not_equal(failure.code, DIAG_NONE);
    text_release(&text);
    free(copy);
    return result;
}

static void truncated_files_are_refused(void **state)
{
    (void)state;
    size_t size;
    unsigned char *bytes = test_file_load("biff5-code-page-936.xls", &size);
    for (size_t length = 0; length < size - 512; length++)
        if (read_bytes(bytes, length) == 0)
            fail_msg("%zu of %zu bytes were enough", length, size);
    test_file_free(bytes);
    bytes = test_file_load("hidden.xls", &size);
    for (size_t length = 0; length < size; length += 37)
        (void)read_bytes(bytes, length);
    test_file_free(bytes);
}

static void flipped_bits_do_no_harm(void **state)
{
    (void)state;
    static const char *const names[] = {"biff5-code-page-936.xls",
                                        "formulas.xls"};
    srand(20230831);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t size;
        unsigned char *bytes = test_file_load(names[i], &size);
        for (int round = 0; round < 4000; round++) {
            const size_t at = (size_t)rand() % size;
            const unsigned char bit = (unsigned char)(1 << rand() % 8);
            bytes[at] ^= bit;
            (void)read_bytes(bytes, size);
            bytes[at] ^= bit;
        }
        test_file_free(bytes);
    }
}

static void each_failing_allocation_is_a_clean_failure(void **state)
{
    (void)state;
    struct memory_file memory;
    size_t size;
    unsigned char *bytes = test_file_load("formulas.xls", &size);
    memory_file_open(&memory, bytes, size);
    unsigned long n = 0;
    for (;;) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(++n);
        const int result = read_workbook(&memory.file, true, &text, &failure);
        mem_fail_after(0);
        const bool is_whole = result == 0 && !text.failed;
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        text_release(&text);
        if (is_whole)
            break;
        assert_true(n < 1000);
    }
    assert_true(n > 20);
    memory_file_close(&memory);
    test_file_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixtures_give_their_cells),
        cmocka_unit_test(formulas_give_the_stored_results),
        cmocka_unit_test(shared_strings_go_on_over_records),
        cmocka_unit_test(what_is_no_open_workbook_is_refused),
        cmocka_unit_test(truncated_files_are_refused),
        cmocka_unit_test(flipped_bits_do_no_harm),
        cmocka_unit_test(each_failing_allocation_is_a_clean_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
