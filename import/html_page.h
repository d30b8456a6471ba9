/*
 * An HTML page as a sheet: its tables and the lines of text between them, one
 * below the other, as spreadsheet programs show a page. Private to import/.
 */
#ifndef DAOPAN_IMPORT_HTML_PAGE_H
#define DAOPAN_IMPORT_HTML_PAGE_H

#include "import/text_window.h"

/* Where a sheet stands in a page. */
struct html_sheet {
    struct text_mark mark; /* .in NULL = at the beginning */
    bool is_named_part;    /* begins at a heading that names it, and ends before
                           the next one */
};

CHECKED int html_page_read(const struct file_bytes *file,
                           const struct encoding_choice *encoding,
                           const struct html_sheet *sheet,
                           const struct sheet_sink *sink,
                           struct failure *failure);

#endif
