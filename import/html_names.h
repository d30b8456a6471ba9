/*
 * What a page says of its sheets. Excel puts it into an island of XML inside a
 * comment; LibreOffice, which writes all sheets into one page, into a
 * heading above each. Private to import/.
 */
#ifndef DAOPAN_IMPORT_HTML_NAMES_H
#define DAOPAN_IMPORT_HTML_NAMES_H

#include "import/html_token.h"

struct html_island_sheet {
    const char *name;   /* "" = not given */
    const char *source; /* the page that it stands in; NULL = this one */
    enum visibility visibility;
};

struct html_island {
    struct html_island_sheet *sheets;
    size_t count, capacity;
};

void html_island_release(struct html_island *island);

/* Adds the sheets that a comment lists: <x:ExcelWorksheet> … 0 or -1. */
CHECKED int html_island_read(const struct html_token *comment, const char *path,
                             struct arena *arena, struct html_island *island,
                             struct failure *failure);

/* <a name="table0">: above a sheet of LibreOffice's. */
bool html_is_sheet_anchor(const struct html_token *token);

/* Reads behind such an anchor up to its end: the sheet's name, in `arena`. 0
 * or -1. */
CHECKED int html_anchor_name(struct text_window *window, struct arena *arena,
                             const char **out, struct failure *failure);

#endif
