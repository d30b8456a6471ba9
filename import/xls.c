/*
 * The reader of .xls workbooks: BIFF2 to BIFF8, in an OLE2 file or, as old
 * programs and some export programs write it, bare.
 *
 * Takes the file, yields sheets and rows. Which streams the container has
 * tells what it is: a workbook, an encrypted .xlsx, or something else. What
 * the stream says is read by biff_book.c and biff_sheet.c.
 *
 * A stream with a password is decrypted where it stands (biff_lock.c).
 *
 * For a sink that takes notices, FreeXL reads the file too, and the two
 * readings are compared (xls_check.c): rosters are money. It has no passwords,
 * so what is protected is read once.
 */
#include "import/biff_book.h"
#include "import/biff_lock.h"
#include "import/biff_sheet.h"
#include "import/foreign.h"
#include "import/ole2.h"
#include "import/protected_xlsx.h"
#include "import/second_reading.h"
#include "import/workbook.h"
#include "import/xls_check.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct xls {
    const struct keyring *keyring;
    struct biff_book book;
    struct biff_stream stream;
    unsigned char *own; /* its bytes; NULL where the file itself is it */
    char format[48];    /* "xls (BIFF8, RC4)" */
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
    mem_free(xls->own);
    xls->second = NULL;
    xls->own = NULL;
}

/* ---- opening ---- */

bool xls_is(const struct file_bytes *file)
{
    return ole2_is(file) || biff_is_stream(file->bytes, file->size);
}

/* NULL where the container holds no workbook. */
static const char *find_workbook(const struct ole2 *ole2)
{
    for (size_t i = 0; i < sizeof workbook_streams / sizeof workbook_streams[0];
         i++)
        if (ole2_has(ole2, workbook_streams[i]))
            return workbook_streams[i];
    return NULL;
}

/* Decrypts a stream that needs it; *method becomes "" or the lock's name. */
static int unlock(const struct file_bytes *file, struct xls *xls,
                  const char **method, struct failure *failure)
{
    struct locked_stream locked = {.path = file->path};
    struct biff_stream *stream = &xls->stream;
    *method = "";
    if (!biff_lock_find(stream, &locked.file_pass))
        return 0;
    if (xls->own == NULL) {
        assert(stream->bytes != NULL); /* a record stands in them */
        xls->own = mem_resize(NULL, stream->size);
        if (xls->own == NULL)
            return failure_memory(failure);
        memcpy(xls->own, stream->bytes, stream->size);
        stream->bytes = xls->own;
    }
    locked.bytes = xls->own;
    locked.size = stream->size;
    xls->has_second_tried = true; /* FreeXL cannot open it */
    if (biff_lock_open(&locked, xls->keyring, method, failure) != 0)
        return -1;
    stream->is_unlocked = true;
    return 0;
}

/* Opens the workbook in xls->stream. */
static int open_stream(const struct file_bytes *file, struct xls *xls,
                       struct arena *arena, struct workbook *out,
                       struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "xls",
        .read = xls_read,
        .close = xls_close,
    };
    const char *method;
    if (xls->stream.size > UINT32_MAX)
        return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_SIZE,
                               file->path, "4 GiB");
    if (unlock(file, xls, &method, failure) != 0 ||
        biff_book_read(&xls->stream, file->path, arena, &xls->book, failure) !=
            0)
        return -1;
    snprintf(xls->format, sizeof xls->format, "xls (BIFF%u%s%s)",
             xls->book.version, method[0] == '\0' ? "" : ", ", method);
    *out = (struct workbook){
        .reader = &reader,
        .state = xls,
        .path = file->path,
        .format = xls->format,
        .sheets = xls->book.sheets,
        .sheet_count = xls->book.sheet_count,
        .is_1904 = xls->book.is_1904,
        .shared_count = (uint32_t)xls->book.strings.count,
        .merges_are_lost = xls->book.version < 8, /* they have no record */
    };
    return 0;
}

static int open_container(const struct file_bytes *file, struct xls *xls,
                          struct arena *arena, struct workbook *out,
                          struct failure *failure)
{
    struct ole2 *ole2 = NULL;
    int result = -1;
    if (ole2_open(file, &ole2, failure) != 0)
        return -1;
    const char *name = find_workbook(ole2);
    if (name == NULL && protected_xlsx_is(ole2)) {
        result =
            protected_xlsx_open(file, ole2, xls->keyring, arena, out, failure);
    } else if (name == NULL) {
        foreign_refuse_container(ole2, file->path, failure);
    } else if (ole2_read(ole2, name, &xls->own, &xls->stream.size, failure) ==
               0) {
        xls->stream.bytes = xls->own;
        result = open_stream(file, xls, arena, out, failure);
    }
    ole2_close(ole2);
    return result;
}

int xls_open_with(const struct file_bytes *file, const struct keyring *keyring,
                  struct arena *arena, struct workbook *out,
                  struct failure *failure)
{
    struct xls *xls = arena_alloc(arena, sizeof *xls);
    if (xls == NULL)
        return failure_memory(failure);
    xls->keyring = keyring;
    xls->stream = (struct biff_stream){file->bytes, file->size, false};
    if ((ole2_is(file) ? open_container(file, xls, arena, out, failure)
                       : open_stream(file, xls, arena, out, failure)) == 0)
        return 0;
    xls_close(xls);
    return -1;
}

int xls_open(const struct file_bytes *file, struct arena *arena,
             struct workbook *out, struct failure *failure)
{
    return xls_open_with(file, NULL, arena, out, failure);
}
