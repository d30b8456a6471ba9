/*
 * What a BIFF workbook says before its sheets: their names and places, the
 * shared strings, which cell formats are dates. Before BIFF5 a file is one
 * worksheet that says this itself. Private to import/.
 */
#ifndef DAOPAN_IMPORT_BIFF_BOOK_H
#define DAOPAN_IMPORT_BIFF_BOOK_H

#include "core/arena.h"
#include "import/biff_record.h"
#include "import/biff_text.h"
#include "import/workbook.h"

/* The shared strings, end to end; string i lies from starts[i] to
 * starts[i + 1]. */
struct biff_strings {
    struct text text;
    size_t *starts; /* count + 1 of them */
    size_t count, capacity;
};

struct biff_book {
    const char *path;
    struct biff_stream stream;
    unsigned version;       /* 2, 3, 4, 5 or 8 */
    bool is_1904;           /* date system */
    bool has_decoder;       /* before BIFF8 */
    struct decoder decoder; /* of its code page */
    struct biff_strings strings;
    bool has_cell_formats; /* else cells name number formats, as BIFF2 may */
    unsigned char *shown;  /* how each cell format (XF), or number format, shows
                              a number (number_format.h) */
    size_t shown_count;
    struct sheet_info *sheets; /* worksheets only; in the arena */
    size_t *sheet_offsets;     /* of their BOF records; in the arena */
    size_t sheet_count;
    uint64_t passed; /* bytes of records gone over, sheet by sheet */
};

/* Whether a record begins a substream, in any version. */
bool biff_is_bof(unsigned id);

/* Whether bytes begin with a BIFF stream of any version. */
bool biff_is_stream(const unsigned char *bytes, size_t size);

/*
 * Reads the globals of `stream`. Failures: file-damaged; file-format for
 * BIFF4 workspaces; file-protected; file-encoding for a code page that iconv
 * does not know. On success the caller releases the book.
 */
CHECKED int biff_book_read(const struct biff_stream *stream, const char *path,
                           struct arena *arena, struct biff_book *out,
                           struct failure *failure);
void biff_book_release(struct biff_book *book);

/* A failure file-damaged that names the place in the stream. */
int biff_fail(const struct biff_book *book, size_t offset,
              struct failure *failure);

#endif
