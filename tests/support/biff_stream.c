/*
 * A tiny assembler of BIFF records.
 */
#include "tests/support/biff_stream.h"

#include "core/arena.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put(struct biff_lines *out, unsigned byte, size_t count)
{
    assert_true(out->size + count <= sizeof out->bytes);
    memset(out->bytes + out->size, (int)byte, count);
    out->size += count;
}

static unsigned hex_byte(const char *at)
{
    const char digits[3] = {at[0], at[1], '\0'};
    assert_true(isxdigit((unsigned char)at[0]) &&
                isxdigit((unsigned char)at[1]));
    return (unsigned)strtoul(digits, NULL, 16);
}

/* Puts one item of a record's data; returns what is behind it. `mark` is
 * where the last @ stands. */
static const char *put_item(struct biff_lines *out, const char *at,
                            size_t *mark)
{
    if (*at == '\'') {
        for (at++; *at != '\''; at++)
            put(out, (unsigned char)*at, 1);
        return at + 1;
    }
    if (*at == '@') {
        *mark = out->size;
        put(out, 0, 4);
        return at + 1;
    }
    const unsigned byte = hex_byte(at);
    char *end = NULL;
    if (at[2] != '*') {
        put(out, byte, 1);
        return at + 2;
    }
    put(out, byte, strtoul(at + 3, &end, 10));
    return end;
}

static void add_lines(struct biff_lines *out, const char *at, size_t *mark)
{
    while (*at != '\0') {
        const unsigned id = hex_byte(at) * 256 + hex_byte(at + 2);
        assert_int_equal(at[4], ':');
        const size_t head = out->size;
        put(out, id % 256, 1);
        put(out, id / 256, 1);
        put(out, 0, 2);
        for (at += 5; *at != '\n' && *at != '\0';)
            at = *at == ' ' ? at + 1 : put_item(out, at, mark);
        const size_t size = out->size - head - 4;
        out->bytes[head + 2] = (unsigned char)(size % 256);
        out->bytes[head + 3] = (unsigned char)(size / 256);
        at += *at == '\n';
    }
}

void biff_stream_add(struct biff_lines *out, const char *lines)
{
    size_t mark = 0;
    add_lines(out, lines, &mark);
}

void biff_stream_make(struct biff_lines *out, unsigned version,
                      const char *globals, const char *sheet)
{
    const char *bof = version == 8 ? "0809: 0006 0500 0000 0000\n"
                                   : "0809: 0005 0500 0000 0000\n";
    const char *name =
        version == 8 ? "0085: @ 00 00 01 00 'S'\n" : "0085: @ 00 00 01 'S'\n";
    size_t mark = 0;
    out->size = 0;
    add_lines(out, bof, &mark);
    add_lines(out, globals, &mark);
    if (strstr(globals, "0085:") == NULL)
        add_lines(out, name, &mark);
    add_lines(out, "000A:\n", &mark);
    if (mark != 0)
        for (size_t i = 0; i < 4; i++)
            out->bytes[mark + i] = (unsigned char)(out->size >> 8 * i);
    add_lines(out, version == 8 ? "0809: 0006 1000\n" : "0809: 0005 1000\n",
              &mark);
    add_lines(out, sheet, &mark);
    add_lines(out, "000A:\n", &mark);
}

int biff_stream_read(const struct biff_lines *lines, struct text *text,
                     struct failure *failure)
{
    /* a copy of its own size, so that reading beyond it is seen */
    unsigned char *copy = malloc(lines->size == 0 ? 1 : lines->size);
    assert_non_null(copy);
    memcpy(copy, lines->bytes, lines->size);
    const struct file_bytes file = {"某处/名单.xls", copy, lines->size};
    struct arena *arena = arena_new();
    struct workbook workbook;
    int result = -1;
    if (arena == NULL) {
        failure_memory(failure);
    } else if (xls_open(&file, arena, &workbook, failure) == 0) {
        result = workbook_as_text(&workbook, false, text, failure);
        workbook.reader->close(workbook.state);
    }
    arena_free(arena);
    free(copy);
    return result;
}

void biff_stream_expect(const char *name, unsigned version, const char *globals,
                        const char *sheet, const char *expected)
{
    struct biff_lines *lines = malloc(sizeof *lines);
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    assert_non_null(lines);
    biff_stream_make(lines, version, globals, sheet);
    if (biff_stream_read(lines, &text, &failure) != 0)
        fail_msg("%s: %s %s", name, diag_name(failure.code), failure.note);
    const char *head = "[S]\n";
    const size_t length = strlen(head);
    if (strncmp(text_of(&text), head, length) != 0 ||
        strcmp(text_of(&text) + length, expected) != 0)
        fail_msg("%s:\n%s", name, text_of(&text));
    text_release(&text);
    free(lines);
}

void biff_stream_expect_failure(const char *name, unsigned version,
                                const char *globals, const char *sheet,
                                enum diag_code code, const char *note)
{
    struct biff_lines *lines = malloc(sizeof *lines);
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    assert_non_null(lines);
    biff_stream_make(lines, version, globals, sheet);
    if (biff_stream_read(lines, &text, &failure) == 0)
        fail_msg("%s: was read:\n%s", name, text_of(&text));
    if (failure.code != code || strcmp(failure.note, note) != 0)
        fail_msg("%s: %s %s", name, diag_name(failure.code), failure.note);
    text_release(&text);
    free(lines);
}
