/*
 * The reader of .xls workbooks (BIFF5 and BIFF8 in an OLE2 file).
 *
 * Takes the file, yields sheets and rows. Which streams the container has
 * tells what it is: a workbook, an encrypted .xlsx, or something else.
 */
#include "import/freexl_book.h"
#include "import/ole2.h"
#include "import/workbook.h"

#include <string.h>

struct xls {
    const char *path;
    struct freexl_book *book;
};

static const char *const workbook_streams[] = {"Workbook", "Book"};

/* ---- rows ---- */

/* False where the cell is empty. */
static bool make_cell(const struct freexl_value *value, uint32_t column,
                      struct cell *out)
{
    *out = (struct cell){.column = (colnum)column, .number = value->number};
    switch (value->kind) {
    case FREEXL_EMPTY:
        return false;
    case FREEXL_TEXT:
        out->kind = CELL_TEXT;
        out->text = value->text;
        out->length = (uint32_t)strlen(value->text);
        return out->length > 0;
    case FREEXL_NUMBER:
        out->kind = CELL_NUMBER;
        return true;
    case FREEXL_DATE:
        out->kind = CELL_DATE;
        return true;
    }
    return false;
}

static int xls_read(void *state, size_t sheet, const struct sheet_sink *sink,
                    struct failure *failure)
{
    const struct xls *xls = state;
    struct freexl_extent extent;
    if (freexl_book_select(xls->book, sheet, &extent) != 0)
        return failure_set(failure, DIAG_FILE_DAMAGED, xls->path, "BIFF");
    struct cell *cells = NULL;
    size_t capacity = 0;
    if (mem_grow(&cells, &capacity, extent.columns + 1, sizeof *cells) != 0)
        return failure_memory(failure);
    int result = 0;
    for (uint32_t row = 1; row <= extent.rows && result == 0; row++) {
        struct sheet_row out = {.row = row, .cells = cells};
        for (uint32_t column = 1; column <= extent.columns; column++) {
            const struct freexl_value value =
                freexl_book_cell(xls->book, row, column);
            out.cell_count += make_cell(&value, column, &cells[out.cell_count]);
        }
        if (out.cell_count > 0)
            result = sink->row(sink->context, &out);
    }
    mem_free(cells);
    return result < 0 ? -1 : 0;
}

static void xls_close(void *state)
{
    struct xls *xls = state;
    freexl_book_close(xls->book);
    xls->book = NULL;
}

/* ---- opening ---- */

/* What is no workbook is named by its streams. */
static int fail_streams(const struct ole2 *ole2, const char *path,
                        struct failure *failure)
{
    struct text names = TEXT_INIT;
    ole2_append_names(ole2, &names);
    if (names.failed)
        failure_memory(failure);
    else
        failure_set(failure, DIAG_FILE_FORMAT, path, "OLE2: %s",
                    text_of(&names));
    text_release(&names);
    return -1;
}

/* Sets *stream to the name of the workbook's stream. */
static int find_workbook(const struct ole2 *ole2, const char *path,
                         const char **stream, struct failure *failure)
{
    for (size_t i = 0; i < sizeof workbook_streams / sizeof workbook_streams[0];
         i++) {
        *stream = workbook_streams[i];
        if (ole2_has(ole2, *stream))
            return 0;
    }
    if (ole2_has(ole2, "EncryptedPackage"))
        return failure_set(failure, DIAG_FILE_PROTECTED, path, "xlsx");
    return fail_streams(ole2, path, failure);
}

static int check_container(const struct file_bytes *file,
                           struct failure *failure)
{
    struct ole2 *ole2 = NULL;
    const char *stream;
    if (ole2_open(file, &ole2, failure) != 0)
        return -1;
    const int result = find_workbook(ole2, file->path, &stream, failure);
    ole2_close(ole2);
    return result;
}

static int open_book(struct xls *xls, struct failure *failure)
{
    bool out_of_memory;
    if (freexl_book_open(xls->path, &xls->book, &out_of_memory) != 0)
        return out_of_memory
                   ? failure_memory(failure)
                   : failure_set(failure, DIAG_FILE_DAMAGED, xls->path, "BIFF");
    if (!freexl_book_is_protected(xls->book))
        return 0;
    return failure_set(failure, DIAG_FILE_PROTECTED, xls->path, "xls");
}

static int list_sheets(const struct xls *xls, struct arena *arena,
                       struct workbook *out, struct failure *failure)
{
    const size_t count = freexl_book_sheets(xls->book);
    struct sheet_info *sheets = arena_array(arena, count, sizeof *sheets);
    if (sheets == NULL)
        return failure_memory(failure);
    for (size_t i = 0; i < count; i++) {
        const char *name = freexl_book_sheet_name(xls->book, i);
        sheets[i].name = arena_string(arena, name == NULL ? "" : name);
        if (sheets[i].name == NULL)
            return failure_memory(failure);
    }
    out->sheets = sheets;
    out->sheet_count = count;
    return 0;
}

int xls_open(const struct file_bytes *file, struct arena *arena,
             struct workbook *out, struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "xls",
        .read = xls_read,
        .close = xls_close,
    };
    struct xls *xls = arena_alloc(arena, sizeof *xls);
    if (xls == NULL)
        return failure_memory(failure);
    xls->path = file->path;
    *out = (struct workbook){
        .reader = &reader,
        .state = xls,
        .path = file->path,
        .format = reader.format,
        .merges_are_lost = true,
    };
    if (check_container(file, failure) == 0 && open_book(xls, failure) == 0 &&
        list_sheets(xls, arena, out, failure) == 0) {
        out->is_1904 = freexl_book_is_1904(xls->book);
        return 0;
    }
    xls_close(xls);
    return -1;
}
