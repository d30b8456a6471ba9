/*
 * The piece of a part that a scanner sees: the bytes it still needs, then as
 * many more as have been read. SCAN_PADDING zero bytes follow the last one,
 * so that a scanner may look ahead without asking where the end is.
 */
#ifndef DAOPAN_IMPORT_XLSX_WINDOW_H
#define DAOPAN_IMPORT_XLSX_WINDOW_H

#include "import/zip_part.h"

enum { SCAN_PADDING = 64 };

struct xlsx_window {
    struct zip_part *part;
    char *bytes;
    size_t length;   /* of what has been read */
    size_t capacity; /* SCAN_PADDING not counted */
    size_t step;     /* bytes read at a time, but for the first ones */
    bool has_begun;  /* there were first ones */
    bool has_ended;  /* the part has no more */
};

/* Told when kept bytes move: pointers into [from, from + length) belong at
 * the same distance from `to`. Both places can still be pointed at. */
typedef void window_moved(void *context, const char *from, char *to);

CHECKED int xlsx_window_init(struct xlsx_window *window, struct zip_part *part,
                             size_t step, struct failure *failure);
void xlsx_window_release(struct xlsx_window *window);

/*
 * Drops what lies before `keep`, moves the rest to the front and reads more
 * behind it; sets has_ended where there is no more. A window that is full
 * grows, up to a limit (file-limit). 0 or -1.
 */
CHECKED int xlsx_window_more(struct xlsx_window *window, const char *keep,
                             window_moved *moved, void *context,
                             struct failure *failure);

#endif
