/*
 * Opens a file as what its bytes say it is, and passes reading on to the
 * reader for that format.
 *
 * The name of a file decides nothing: government systems export HTML, CSV and
 * zipped workbooks under .xls. A container (ZIP, OLE2) is told by its first
 * bytes; everything else is left to the reader of texts, which refuses what
 * is none.
 */
#include "import/workbook.h"

#include "import/foreign.h"
#include "import/markup_kind.h"
#include <stdio.h>
#include <string.h>

static bool starts_with(const struct file_bytes *file, const char *magic,
                        size_t length)
{
    return file->size >= length && memcmp(file->bytes, magic, length) == 0;
}

static bool is_zip(const struct file_bytes *file)
{
    return starts_with(file, "PK\3\4", 4) || starts_with(file, "PK\5\6", 4) ||
           starts_with(file, "PK00PK\3\4", 8);
}

/* Text of every kind: what begins like markup, else fields. */
static int open_text(const struct file_bytes *file, struct arena *arena,
                     struct workbook *out, struct failure *failure)
{
    struct markup markup;
    markup_tell(file, &markup);
    switch (markup.kind) {
    case MARKUP_HTML:
        return html_open(file, markup.charset, arena, out, failure);
    case MARKUP_SPREADSHEETML:
        return spreadsheetml_open(file, markup.charset, arena, out, failure);
    case MARKUP_OPENDOCUMENT:
        return odf_open_flat(file, markup.charset, arena, out, failure);
    case MARKUP_MHTML:
        return mhtml_open(file, arena, out, failure);
    case MARKUP_OTHER:
        return failure_set(failure, DIAG_FILE_DOCUMENT, file->path, "XML: <%s>",
                           markup.root);
    case MARKUP_NONE:
        break;
    }
    return delimited_open(file, arena, out, failure);
}

static int open_as_its_format(const struct file_bytes *file,
                              const struct keyring *keyring,
                              struct arena *arena, struct workbook *out,
                              struct failure *failure)
{
    if (is_zip(file) && odf_is_package(file))
        return odf_open(file, arena, out, failure);
    if (is_zip(file))
        return xlsx_open(file, arena, out, failure);
    if (xls_is(file))
        return xls_open_with(file, keyring, arena, out, failure);
    if (foreign_refuses(file, failure))
        return -1;
    return open_text(file, arena, out, failure);
}

const char *workbook_file_name(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(base, '.');
    const size_t length =
        dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base);
    return arena_text(arena, base, length);
}

int workbook_open_with(const struct file_bytes *file,
                       const struct keyring *keyring, struct arena *arena,
                       struct workbook *out, struct failure *failure)
{
    *out = (struct workbook){.path = file->path};
    if (open_as_its_format(file, keyring, arena, out, failure) != 0)
        return -1;
    out->given_most = file_yield_most(file->size);
    if (out->sheet_count > 0)
        return 0;
    workbook_release(out);
    return failure_set(failure, DIAG_FILE_NO_SHEETS, file->path, "%s", "");
}

int workbook_open(const struct file_bytes *file, struct arena *arena,
                  struct workbook *out, struct failure *failure)
{
    return workbook_open_with(file, NULL, arena, out, failure);
}

void workbook_release(struct workbook *workbook)
{
    if (workbook->reader != NULL && workbook->reader->close != NULL)
        workbook->reader->close(workbook->state);
    *workbook = (struct workbook){.path = workbook->path};
}

const struct cell *sheet_row_search(const struct sheet_row *row, colnum column)
{
    size_t low = 0;
    size_t high = row->cell_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (row->cells[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < row->cell_count && row->cells[low].column == column
               ? &row->cells[low]
               : NULL;
}

void cell_range_order(struct cell_range *range)
{
    const struct cell_range given = *range;
    if (given.first_row > given.last_row) {
        range->first_row = given.last_row;
        range->last_row = given.first_row;
    }
    if (given.first_column > given.last_column) {
        range->first_column = given.last_column;
        range->last_column = given.first_column;
    }
}

enum { CELL_COST = 16 }; /* of a cell beside its text */

/* Stands between a reader and the sink that was given. */
struct guard {
    const struct sheet_sink *sink;
    struct workbook *workbook;
    struct failure *failure;
};

static int fail_cell(const struct guard *guard, const struct sheet_row *row,
                     const struct cell *cell)
{
    failure_explain(guard->failure, DIAG_FILE_LIMIT, MESSAGE_WHY_LONG_CELL,
                    guard->workbook->path, "%lu > %d",
                    (unsigned long)cell->length, CELL_BYTES_MOST);
    guard->failure->row = row->row;
    guard->failure->column = cell->column;
    return -1;
}

static int fail_yield(const struct guard *guard, const struct sheet_row *row)
{
    failure_explain(guard->failure, DIAG_FILE_LIMIT, MESSAGE_WHY_MULTIPLIED,
                    guard->workbook->path, "> %llu MiB",
                    (unsigned long long)(guard->workbook->given_most >> 20));
    guard->failure->row = row->row;
    return -1;
}

static int guard_row(void *context, const struct sheet_row *row)
{
    const struct guard *guard = context;
    struct workbook *workbook = guard->workbook;
    uint64_t given = workbook->given + row->cell_count * CELL_COST;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        if (cell->text == NULL)
            continue;
        if (cell->length > CELL_BYTES_MOST)
            return fail_cell(guard, row, cell);
        given += cell->length;
    }
    workbook->given = given;
    if (given > workbook->given_most && workbook->given_most != 0)
        return fail_yield(guard, row);
    return guard->sink->row(guard->sink->context, row);
}

static int guard_merge(void *context, const struct cell_range *range)
{
    const struct guard *guard = context;
    return guard->sink->merge(guard->sink->context, range);
}

static int guard_notice(void *context, const struct sheet_notice *notice)
{
    const struct guard *guard = context;
    return guard->sink->notice(guard->sink->context, notice);
}

int workbook_read(struct workbook *workbook, size_t sheet,
                  const struct sheet_sink *sink, struct failure *failure)
{
    struct guard guard = {
        .sink = sink, .workbook = workbook, .failure = failure};
    const struct sheet_sink guarded = {
        .context = &guard,
        .known = sink->known,
        .row = guard_row,
        .merge = sink->merge == NULL ? NULL : guard_merge,
        .notice = sink->notice == NULL ? NULL : guard_notice,
    };
    const int result =
        workbook->reader->read(workbook->state, sheet, &guarded, failure);
    if (result == 0)
        return 0;
    if (failure->file[0] == '\0')
        snprintf(failure->file, sizeof failure->file, "%s", workbook->path);
    if (failure->sheet[0] == '\0')
        snprintf(failure->sheet, sizeof failure->sheet, "%s",
                 workbook->sheets[sheet].name);
    return -1;
}
