/*
 * Sheets written out as text, and files that live in memory.
 */
#include "tests/support/sheet_text.h"

#include "tests/support/suite.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void append_quoted(struct text *out, const char *bytes, size_t length)
{
    text_append(out, "\"");
    for (size_t i = 0; i < length; i++) {
        const char *escape = bytes[i] == '\n'   ? "\\n"
                             : bytes[i] == '\r' ? "\\r"
                             : bytes[i] == '\t' ? "\\t"
                                                : NULL;
        if (escape != NULL)
            text_append(out, escape);
        else
            text_append_bytes(out, bytes + i, 1);
    }
    text_append(out, "\"");
}

static void append_number(struct text *out, const struct cell *cell)
{
    if (cell->text != NULL)
        text_append_bytes(out, cell->text, cell->length);
    else
        text_printf(out, "%.15g", cell->number);
}

static void append_cell(struct text *out, const struct cell *cell)
{
    char letters[8];
    text_printf(out, " %s", column_letters(cell->column, letters));
    switch ((enum cell_kind)cell->kind) {
    case CELL_TEXT:
        append_quoted(out, cell->text, cell->length);
        break;
    case CELL_NUMBER:
        append_number(out, cell);
        if (cell->zeros > 0)
            text_printf(out, "z%u", cell->zeros);
        break;
    case CELL_DATE:
        text_append(out, "@");
        append_number(out, cell);
        break;
    case CELL_BOOLEAN:
        text_printf(out, "?%g", cell->number);
        break;
    case CELL_ERROR:
        text_append(out, "!");
        text_append_bytes(out, cell->text, cell->length);
        break;
    case CELL_UNCACHED:
        text_append(out, "=");
        break;
    }
    if (cell->is_formula)
        text_append(out, "f");
}

static int take_row(void *context, const struct sheet_row *row)
{
    struct sheet_text *sheet = context;
    if (row->row <= sheet->last_row)
        sheet->is_unordered = true;
    sheet->last_row = row->row;
    text_printf(&sheet->text, "%" PRIu32 "%s:", row->row,
                row->is_hidden ? " hidden" : "");
    for (size_t i = 0; i < row->cell_count; i++) {
        if (i > 0 && row->cells[i].column <= row->cells[i - 1].column)
            sheet->is_unordered = true;
        append_cell(&sheet->text, &row->cells[i]);
    }
    text_append(&sheet->text, "\n");
    return sheet->stop_after != 0 && row->row >= sheet->stop_after;
}

static int take_merge(void *context, const struct cell_range *range)
{
    struct sheet_text *sheet = context;
    char first[8], last[8];
    text_printf(&sheet->text, "merge %s%" PRIu32 ":%s%" PRIu32 "\n",
                column_letters(range->first_column, first), range->first_row,
                column_letters(range->last_column, last), range->last_row);
    return 0;
}

static int take_notice(void *context, const struct sheet_notice *notice)
{
    struct sheet_text *sheet = context;
    char letters[8];
    text_printf(&sheet->text, "notice %s %s%" PRIu32 " %s|%s\n",
                diag_name(notice->code),
                column_letters(notice->column, letters), notice->row,
                notice->cell, notice->note);
    return 0;
}

struct sheet_sink sheet_text_sink(struct sheet_text *sheet)
{
    return (struct sheet_sink){
        .context = sheet,
        .row = take_row,
        .merge = take_merge,
        .notice = take_notice,
    };
}

int workbook_as_text(const struct workbook *workbook, bool with_notices,
                     struct text *out, struct failure *failure)
{
    static const char *const states[] = {"", " hidden", " very hidden"};
    int result = 0;
    if (workbook->is_1904)
        text_append(out, "1904\n");
    for (size_t i = 0; i < workbook->sheet_count && result == 0; i++) {
        struct sheet_text sheet = {.last_row = 0};
        struct sheet_sink sink = sheet_text_sink(&sheet);
        if (!with_notices)
            sink.notice = NULL;
        result = workbook->reader->read(workbook->state, i, &sink, failure);
        text_printf(out, "[%s%s]\n%s", workbook->sheets[i].name,
                    states[workbook->sheets[i].visibility],
                    text_of(&sheet.text));
        assert_false(sheet.is_unordered);
        out->failed |= sheet.text.failed;
        text_release(&sheet.text);
    }
    return result;
}

void memory_file_open(struct memory_file *memory, const void *bytes,
                      size_t size)
{
    *memory = (struct memory_file){.path = "/tmp/daopan-test-XXXXXX"};
    memory->descriptor = mkstemp(memory->path);
    assert_true(memory->descriptor >= 0);
    assert_int_equal(write(memory->descriptor, bytes, size), (ssize_t)size);
    memory->file = (struct file_bytes){memory->path, bytes, size};
}

void memory_file_close(struct memory_file *memory)
{
    close(memory->descriptor);
    unlink(memory->path);
    memory->descriptor = -1;
}
