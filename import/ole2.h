/*
 * OLE2 compound files: the container of .xls, .et and of encrypted .xlsx.
 * Private to import/.
 */
#ifndef DAOPAN_IMPORT_OLE2_H
#define DAOPAN_IMPORT_OLE2_H

#include "core/attributes.h"
#include "core/diag.h"
#include "core/text.h"
#include "import/workbook.h"
#include <stdbool.h>
#include <stddef.h>

struct ole2;

/* Whether a file begins as an OLE2 file does. */
bool ole2_is(const struct file_bytes *file);

/* `file` must outlive what is opened. Fails with file-damaged. */
CHECKED int ole2_open(const struct file_bytes *file, struct ole2 **out,
                      struct failure *failure);
void ole2_close(struct ole2 *ole2); /* NULL is allowed */

/* Whether the root has a stream of that name; case does not matter. */
bool ole2_has(const struct ole2 *ole2, const char *name);

/* Appends the names in the root: "WordDocument, Data". */
void ole2_append_names(const struct ole2 *ole2, struct text *out);

/* The whole stream, in a block that the caller gives to mem_free(). Fails
 * with file-damaged (also where there is no such stream). */
CHECKED int ole2_read(const struct ole2 *ole2, const char *name,
                      unsigned char **out, size_t *out_size,
                      struct failure *failure);

#endif
