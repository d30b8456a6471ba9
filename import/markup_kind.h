/*
 * What a text file is that begins like markup. Private to import/.
 */
#ifndef DAOPAN_IMPORT_MARKUP_KIND_H
#define DAOPAN_IMPORT_MARKUP_KIND_H

#include "import/workbook.h"

enum markup_kind {
    MARKUP_NONE, /* ordinary text, or no text at all */
    MARKUP_HTML,
    MARKUP_MHTML,         /* a page with all its parts, as mail has them */
    MARKUP_SPREADSHEETML, /* Excel's XML of 2003 */
    MARKUP_OPENDOCUMENT,  /* flat: one XML document */
    MARKUP_OTHER          /* XML of some other kind */
};

enum { MARKUP_NAME = 64 };

struct markup {
    enum markup_kind kind;
    char charset[MARKUP_NAME]; /* as it names its encoding; "" = it does not */
    char root[MARKUP_NAME];    /* of XML: the first element */
};

/* Looks at the file's beginning only, in whatever encoding. */
void markup_tell(const struct file_bytes *file, struct markup *out);

#endif
