/*
 * The reader of .xls workbooks: BIFF5 and BIFF8, in an OLE2 file or, as some
 * export programs write it, bare.
 *
 * Takes the file, yields sheets and rows. Which streams the container has
 * tells what it is: a workbook, an encrypted .xlsx, or something else. What
 * the stream says is read by biff_book.c and biff_sheet.c.
 *
 * For a sink that takes notices, FreeXL reads the file too, and the two
 * readings are compared (xls_check.c): rosters are money.
 */
#include "import/biff_book.h"
#include "import/biff_sheet.h"
#include "import/ole2.h"
#include "import/second_reading.h"
#include "import/workbook.h"
#include "import/xls_check.h"

#include <string.h>

struct xls {
    struct biff_book book;
    unsigned char *stream; /* NULL where the file itself is the stream */
    struct second_reading *second; /* NULL = not there (yet) */
    bool has_second_tried;
};

/* Newest first: a file saved for both generations has both. */
static const char *const workbook_streams[] = {"Workbook", "Book"};

/* ---- reading ---- */

/* Sets *found where there is a second reading of the sheet. */
static int find_second(struct xls *xls, size_t sheet, struct second_sheet *out,
                       bool *found)
{
    *found = false;
    if (!xls->has_second_tried &&
        second_reading_open(xls->book.path, &xls->second) != 0)
        return -1;
    xls->has_second_tried = true;
    if (xls->second != NULL)
        *found = second_reading_sheet(xls->second, xls->book.sheets[sheet].name,
                                      out);
    return 0;
}

static int xls_read(void *state, size_t sheet, const struct sheet_sink *sink,
                    struct failure *failure)
{
    struct xls *xls = state;
    struct second_sheet second;
    bool has_second = false;
    if (sink->notice != NULL &&
        find_second(xls, sheet, &second, &has_second) != 0)
        return failure_memory(failure);
    if (!has_second)
        return biff_sheet_read(&xls->book, sheet, sink, failure);
    struct xls_check check;
    xls_check_begin(&check, &second, xls->book.is_1904, sink);
    const struct sheet_sink between = xls_check_sink(&check);
    return xls_check_end(
        &check, biff_sheet_read(&xls->book, sheet, &between, failure), failure);
}

static void xls_close(void *state)
{
    struct xls *xls = state;
    second_reading_close(xls->second);
    biff_book_release(&xls->book);
    mem_free(xls->stream);
    xls->second = NULL;
    xls->stream = NULL;
}

/* ---- opening ---- */

bool xls_is(const struct file_bytes *file)
{
    return ole2_is(file) || biff_is_stream(file->bytes, file->size);
}

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

/* NULL where the container holds no workbook. */
static const char *find_workbook(const struct ole2 *ole2, const char *path,
                                 struct failure *failure)
{
    for (size_t i = 0; i < sizeof workbook_streams / sizeof workbook_streams[0];
         i++)
        if (ole2_has(ole2, workbook_streams[i]))
            return workbook_streams[i];
    if (ole2_has(ole2, "EncryptedPackage"))
        failure_set(failure, DIAG_FILE_PROTECTED, path, "xlsx");
    else
        fail_streams(ole2, path, failure);
    return NULL;
}

static int read_container(const struct file_bytes *file, struct xls *xls,
                          struct biff_stream *out, struct failure *failure)
{
    struct ole2 *ole2 = NULL;
    int result = -1;
    if (ole2_open(file, &ole2, failure) != 0)
        return -1;
    const char *name = find_workbook(ole2, file->path, failure);
    if (name != NULL)
        result = ole2_read(ole2, name, &xls->stream, &out->size, failure);
    out->bytes = xls->stream;
    ole2_close(ole2);
    return result;
}

static int open_book(const struct file_bytes *file, struct xls *xls,
                     struct arena *arena, struct failure *failure)
{
    struct biff_stream stream = {file->bytes, file->size};
    if (ole2_is(file) && read_container(file, xls, &stream, failure) != 0)
        return -1;
    if (stream.size > UINT32_MAX)
        return failure_set(failure, DIAG_FILE_LIMIT, file->path, "4 GiB");
    return biff_book_read(&stream, file->path, arena, &xls->book, failure);
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
    if (open_book(file, xls, arena, failure) != 0) {
        xls_close(xls);
        return -1;
    }
    *out = (struct workbook){
        .reader = &reader,
        .state = xls,
        .path = file->path,
        .format = xls->book.version == 8 ? "xls (BIFF8)" : "xls (BIFF5)",
        .sheets = xls->book.sheets,
        .sheet_count = xls->book.sheet_count,
        .is_1904 = xls->book.is_1904,
        .shared_count = (uint32_t)xls->book.strings.count,
        .merges_are_lost = xls->book.version == 5, /* it has no record */
    };
    return 0;
}
