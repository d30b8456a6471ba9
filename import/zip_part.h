/*
 * The parts of a ZIP package, read as streams of inflated bytes.
 *
 *     zip_package_open(&file, arena, &package, failure);
 *     if (zip_package_has(package, "xl/workbook.xml"))
 *         zip_part_open(package, "xl/workbook.xml", limit, &part, failure);
 *     while (zip_part_read(part, buffer, size, &got, failure) == 0 && got > 0)
 *         …
 *     zip_part_close(part);
 *     zip_package_close(package);
 */
#ifndef DAOPAN_IMPORT_ZIP_PART_H
#define DAOPAN_IMPORT_ZIP_PART_H

#include "import/workbook.h"

struct zip_package;
struct zip_part;

/*
 * Reads the directory of a package whose bytes lie in memory; `file` and
 * `arena` must outlive it. Fails with file-damaged or file-limit.
 */
CHECKED int zip_package_open(const struct file_bytes *file, struct arena *arena,
                             struct zip_package **out, struct failure *failure);
void zip_package_close(struct zip_package *package); /* NULL is allowed */

/* Part names are compared as packages do: ASCII letters without case, a
 * backslash for a slash, no slash in front. */
bool zip_package_has(const struct zip_package *package, const char *name);

/*
 * Opens a part for reading. More than `limit` inflated bytes are a failure
 * (file-limit), and so are a missing part (file-damaged), a password of the
 * ZIP's own (encryption-unknown: no spreadsheet program sets one) and any
 * compression but deflate (file-format).
 */
CHECKED int zip_part_open(struct zip_package *package, const char *name,
                          uint64_t limit, struct zip_part **out,
                          struct failure *failure);

/* A part that stands in no package: `size` bytes at hand, which must outlive
 * it. `path` and `name` are for messages. */
CHECKED int zip_part_over(const char *path, const char *name, const void *bytes,
                          size_t size, struct zip_part **out,
                          struct failure *failure);
void zip_part_close(struct zip_part *part); /* NULL is allowed */

/*
 * Up to `room` (> 0) more bytes. *got is 0 at the end and only there: by then
 * the part's checksum has been verified.
 */
CHECKED int zip_part_read(struct zip_part *part, void *buffer, size_t room,
                          size_t *got, struct failure *failure);

/* Fills the failure: file-damaged, "part: what" in its note. Returns -1. */
int zip_part_fail(const struct zip_part *part, const char *what,
                  struct failure *failure);
/* The same with line and column. */
int zip_part_fail_at(const struct zip_part *part, unsigned long line,
                     unsigned long column, const char *what,
                     struct failure *failure);
/* file-limit, "part: what". */
int zip_part_limit(const struct zip_part *part, const char *what,
                   struct failure *failure);

#endif
