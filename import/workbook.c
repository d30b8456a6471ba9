/*
 * Opens a file as what its bytes say it is, and passes reading on to the
 * reader for that format.
 *
 * The name of a file decides nothing: government systems export HTML, CSV and
 * zipped workbooks under .xls. A container (ZIP, OLE2) is told by its first
 * bytes; everything else is left to the reader of texts, which refuses what
 * is none.
 *
 * The whole file is mapped, not read: readers take from it what they need,
 * and its digest can be taken from the same pages.
 */
#include "import/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int file_map(const char *path, struct file_bytes *out, struct failure *failure)
{
    int result = -1;
    struct stat status;
    *out = (struct file_bytes){.path = path};
    /* Without waiting: a pipe under a roster's name is refused below. */
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return failure_set(failure, DIAG_FILE_MISSING, path, "%s",
                           strerror(errno));
    if (fstat(descriptor, &status) != 0) {
        failure_set(failure, DIAG_FILE_MISSING, path, "%s", strerror(errno));
        goto out;
    }
    if (!S_ISREG(status.st_mode)) {
        failure_set(failure, DIAG_FILE_MISSING, path, "%s",
                    strerror(S_ISDIR(status.st_mode) ? EISDIR : EINVAL));
        goto out;
    }
    if (status.st_size == 0) {
        failure_set(failure, DIAG_FILE_EMPTY, path, "%s", "");
        goto out;
    }
    out->size = (size_t)status.st_size;
    void *bytes = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes == MAP_FAILED) {
        failure_set(failure, DIAG_FILE_MISSING, path, "%s", strerror(errno));
        goto out;
    }
    out->bytes = bytes;
    result = 0;
out:
    close(descriptor);
    return result;
}

void file_unmap(struct file_bytes *file)
{
    union {
        const unsigned char *bytes;
        void *mapping;
    } const map = {.bytes = file->bytes}; /* munmap() takes no const */
    if (file->bytes != NULL)
        munmap(map.mapping, file->size);
    *file = (struct file_bytes){.path = file->path};
}

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

static int open_as_its_format(const struct file_bytes *file,
                              const struct keyring *keyring,
                              struct arena *arena, struct workbook *out,
                              struct failure *failure)
{
    if (is_zip(file))
        return xlsx_open(file, arena, out, failure);
    if (xls_is(file))
        return xls_open_with(file, keyring, arena, out, failure);
    return delimited_open(file, arena, out, failure);
}

int workbook_open_with(const struct file_bytes *file,
                       const struct keyring *keyring, struct arena *arena,
                       struct workbook *out, struct failure *failure)
{
    *out = (struct workbook){.path = file->path};
    if (open_as_its_format(file, keyring, arena, out, failure) != 0)
        return -1;
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

int workbook_read(struct workbook *workbook, size_t sheet,
                  const struct sheet_sink *sink, struct failure *failure)
{
    const int result =
        workbook->reader->read(workbook->state, sheet, sink, failure);
    if (result == 0)
        return 0;
    if (failure->file[0] == '\0')
        snprintf(failure->file, sizeof failure->file, "%s", workbook->path);
    if (failure->sheet[0] == '\0')
        snprintf(failure->sheet, sizeof failure->sheet, "%s",
                 workbook->sheets[sheet].name);
    return -1;
}
