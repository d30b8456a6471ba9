/*
 * The whole way from bytes to text.
 */
#include "tests/support/opened_text.h"

#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <string.h>

static int read_all(const struct file_bytes *file, struct arena *arena,
                    struct text *out, struct failure *failure)
{
    struct workbook workbook;
    if (workbook_open(file, arena, &workbook, failure) != 0)
        return -1;
    text_printf(out, "%s\n", workbook.format);
    const int result = workbook_as_text(&workbook, false, out, failure);
    workbook_release(&workbook);
    return result;
}

static enum diag_code run(const void *bytes, size_t size, struct text *out)
{
    struct failure failure = FAILURE_INIT;
    const struct file_bytes file = {"某处/名单.xls", bytes, size};
    struct arena *arena = arena_new();
    const int result = arena == NULL ? failure_memory(&failure)
                                     : read_all(&file, arena, out, &failure);
    arena_free(arena);
    if (result != 0)
        text_printf(out, "failure %s %s\n", diag_name(failure.code),
                    failure.note);
    return result == 0 ? DIAG_NONE : failure.code;
}

void opened_text(const void *bytes, size_t size, struct text *out)
{
    (void)run(bytes, size, out);
}

void opened_expect(const char *name, const void *bytes, size_t size,
                   const char *expected)
{
    struct text text = TEXT_INIT;
    opened_text(bytes, size, &text);
    if (strcmp(text_of(&text), expected) != 0)
        fail_msg("%s: got\n%sexpected\n%s", name, text_of(&text), expected);
    text_release(&text);
}

void opened_without_memory(const char *name, const void *bytes, size_t size)
{
    enum diag_code code = DIAG_OUT_OF_MEMORY;
    for (unsigned long n = 1; code == DIAG_OUT_OF_MEMORY; n++) {
        struct text text = TEXT_INIT;
        /* Room before the failing begins, since the test writes text, too. */
        text_printf(&text, "%4096s", "");
        text_clear(&text);
        mem_fail_after(n);
        code = run(bytes, size, &text);
        mem_fail_after(0);
        EXPECT(name, code == DIAG_OUT_OF_MEMORY || code == DIAG_NONE);
        EXPECT(name, n < 100000);
        text_release(&text);
    }
}
