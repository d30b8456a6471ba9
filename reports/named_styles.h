/*
 * Names for a workbook's cell formats, as a reader of the file sees them in
 * the list of styles: libxlsxwriter has no way to give them. Private to
 * reports/.
 */
#ifndef DAOPAN_REPORTS_NAMED_STYLES_H
#define DAOPAN_REPORTS_NAMED_STYLES_H

#include "core/attributes.h"
#include "core/text.h"
#include <stddef.h>

/* By the number of the cell format; NULL = it has no name. The first one,
 * which is Normal, keeps its own. */
struct format_names {
    const char *const *names;
    size_t count;
};

/* Appends xl/styles.xml with a named style for each format that has a name.
 * 0, or -1 where the text is not what libxlsxwriter writes. */
CHECKED int named_styles_append(struct text *out, const char *xml,
                                const struct format_names *formats);

#endif
