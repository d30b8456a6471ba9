/*
 * A page as a workbook, for html.c and for containers of pages. Private to
 * import/.
 */
#ifndef DAOPAN_IMPORT_HTML_H
#define DAOPAN_IMPORT_HTML_H

#include "import/html_names.h"
#include "import/html_page.h"

/* What is known of a page before its rows are read. */
struct html_look {
    struct encoding_choice encoding;
    struct html_island island;
    struct html_sheet *sheets; /* of LibreOffice's headings, in `arena` … */
    const char **names;
    size_t sheet_count; /* … 0 = the page is one sheet */
    bool has_table;
};

/* Looks at a page: its encoding, and what it says of its sheets. `charset` is
 * what it names its encoding. 0 or -1; released in both cases. */
CHECKED int html_look(const struct file_bytes *file, const char *charset,
                      struct arena *arena, struct html_look *out,
                      struct failure *failure);
void html_look_release(struct html_look *look);

#endif
