/*
 * A reader around the reader of .xlsx: it holds the decrypted package, which
 * lies in memory only, and passes everything on.
 *
 * The stream that the container gives is decrypted where it stands; parts are
 * then inflated out of it as out of a mapped file.
 */
#include "import/protected_xlsx.h"

#include "core/arena.h"
#include "import/unlock.h"
#include <stdio.h>
#include <string.h>

static const char package_stream[] = "EncryptedPackage";
static const char info_stream[] = "EncryptionInfo";

enum { SIZE_FIELD = 8, MOST_INFO = 1 << 20 };

struct protected_xlsx {
    struct workbook inner;
    unsigned char *stream;
    struct file_bytes package; /* inside the stream */
    char lock[32];             /* "AES-256 SHA512" */
    char format[64];           /* "xlsx (AES-256 SHA512)" */
};

bool protected_xlsx_is(const struct ole2 *ole2)
{
    return ole2_has(ole2, package_stream);
}

/* ---- reading ---- */

static int read_sheet(void *state, size_t sheet, const struct sheet_sink *sink,
                      struct failure *failure)
{
    struct protected_xlsx *book = state;
    return workbook_read(&book->inner, sheet, sink, failure);
}

static void close_book(void *state)
{
    struct protected_xlsx *book = state;
    workbook_release(&book->inner);
    mem_free(book->stream);
    book->stream = NULL;
}

/* ---- opening ---- */

static int read_info(const struct ole2 *ole2, const char *path,
                     struct encryption_info *out, struct failure *failure)
{
    unsigned char *bytes = NULL;
    struct span stream = {.size = 0};
    if (!ole2_has(ole2, info_stream)) /* rights management */
        return keyring_fail_unknown(path, "IRM", failure);
    if (ole2_read(ole2, info_stream, &bytes, &stream.size, failure) != 0)
        return -1;
    stream.bytes = bytes;
    const int result =
        stream.size > MOST_INFO
            ? failure_set(failure, DIAG_FILE_LIMIT, path, "%s", info_stream)
            : encryption_info_read(&stream, path, out, failure);
    mem_free(bytes);
    return result;
}

/* Finds the key, then decrypts; book->package is what was inside. */
static int unlock(const struct file_bytes *file, const struct ole2 *ole2,
                  const struct keyring *keyring, struct protected_xlsx *book,
                  struct failure *failure)
{
    struct encryption_info info;
    struct package_key key;
    struct locked_package package = {.path = file->path};
    size_t size = 0;
    if (read_info(ole2, file->path, &info, failure) != 0)
        return -1;
    if (keyring == NULL)
        return failure_set(failure, DIAG_FILE_PROTECTED, file->path, "%s",
                           info.name);
    if (unlock_key(&info, keyring, file->path, &key, failure) != 0 ||
        ole2_read(ole2, package_stream, &book->stream, &package.stream_size,
                  failure) != 0)
        return -1;
    package.stream = book->stream;
    const int result =
        unlock_package(&info, &key, keyring->ciphers, &package, &size, failure);
    ciphers_wipe(&key, sizeof key);
    if (result != 0)
        return -1;
    book->package = (struct file_bytes){
        .path = file->path,
        .bytes = book->stream + SIZE_FIELD,
        .size = size,
    };
    memcpy(book->lock, info.name, sizeof book->lock);
    return 0;
}

int protected_xlsx_open(const struct file_bytes *file, const struct ole2 *ole2,
                        const struct keyring *keyring, struct arena *arena,
                        struct workbook *out, struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "xlsx", .read = read_sheet, .close = close_book};
    struct protected_xlsx *book = arena_alloc(arena, sizeof *book);
    if (book == NULL)
        return failure_memory(failure);
    if (unlock(file, ole2, keyring, book, failure) != 0 ||
        xlsx_open(&book->package, arena, &book->inner, failure) != 0) {
        mem_free(book->stream);
        return -1;
    }
    snprintf(book->format, sizeof book->format, "%s (%s)", book->inner.format,
             book->lock);
    *out = book->inner;
    out->reader = &reader;
    out->state = book;
    out->format = book->format;
    return 0;
}
