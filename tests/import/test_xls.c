/*
 * .xls workbooks: fixtures under files/, each named by its quirk
 * (files/make_xls.py), and containers that hold something else.
 */
#include "core/arena.h"
#include "import/workbook.h"
#include "tests/support/sheet_text.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

/* Every sheet of `file` as text, each headed by "[name state]"; the first
 * line says 1904 where that is the date system. 0 or -1. */
static int read_workbook(const struct file_bytes *file, struct text *out,
                         struct failure *failure)
{
    static const char *const states[] = {"", " hidden", " very hidden"};
    struct arena *arena = arena_new();
    struct workbook workbook;
    if (arena == NULL)
        return failure_memory(failure);
    int result = xls_open(file, arena, &workbook, failure);
    if (result == 0) {
        if (workbook.is_1904)
            text_append(out, "1904\n");
        for (size_t i = 0; i < workbook.sheet_count && result == 0; i++) {
            struct sheet_text sheet = {.last_row = 0};
            const struct sheet_sink sink = sheet_text_sink(&sheet);
            result = workbook.reader->read(workbook.state, i, &sink, failure);
            text_printf(out, "[%s%s]\n%s", workbook.sheets[i].name,
                        states[workbook.sheets[i].visibility],
                        text_of(&sheet.text));
            assert_false(sheet.is_unordered);
            out->failed |= sheet.text.failed;
            text_release(&sheet.text);
        }
        workbook.reader->close(workbook.state);
    }
    arena_free(arena);
    return result;
}

/* A fixture's bytes, to be freed. */
static unsigned char *load(const char *name, size_t *size)
{
    char path[256];
    snprintf(path, sizeof path, "tests/import/files/%s", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s is missing", path);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static const struct {
    const char *name;
    const char *expected;
} fixtures[] = {
    {"plain.xls", "[低保]\n"
                  "2: A\"姓名\" B\"身份证号\" C\"金额\"\n"
                  "3: A\"李䶮\" B\"511499197001010014\" C380\n"
                  "6: A\"吉克·阿依\" C95.5\n"
                  "7: C-0.1\n"
                  "[Sheet2]\n"
                  "1: IV\"IV1\"\n"},
    {"dates.xls", "[日期]\n"
                  "1: A@45139\n"
                  "2: A@45139\n"
                  "3: A@45139\n"
                  "4: A@45139.5732638889\n"
                  "5: A@0.271006944444444\n"
                  "6: A45139\n"
                  "7: A45139\n"
                  "8: A45139.5\n"},
    {"dates-1904.xls", "1904\n[日期]\n"
                       "1: A@43677\n"
                       "2: A@43677\n"
                       "3: A@43677\n"
                       "4: A@43677.5732638889\n"
                       "5: A@0.271006944444444\n"
                       "6: A45139\n"
                       "7: A45139\n"
                       "8: A45139.5\n"},
};

static void fixtures_give_their_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof fixtures / sizeof fixtures[0]; i++) {
        struct text text = TEXT_INIT;
        struct failure failure = FAILURE_INIT;
        struct memory_file memory;
        size_t size;
        unsigned char *bytes = load(fixtures[i].name, &size);
        memory_file_open(&memory, bytes, size);
        if (read_workbook(&memory.file, &text, &failure) != 0)
            fail_msg("%s: %s %s", fixtures[i].name, diag_name(failure.code),
                     failure.note);
        if (strcmp(text_of(&text), fixtures[i].expected) != 0)
            fail_msg("%s:\n%s", fixtures[i].name, text_of(&text));
        memory_file_close(&memory);
        text_release(&text);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixtures_give_their_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
