/*
 * A text file seen as UTF-8 through a window that moves over it: [begin, end)
 * is what is in sight. UTF-8 files are in sight whole, without a copy; others
 * are converted block by block. Private to import/.
 *
 *     while (the record at window.begin is not complete && !window.is_last)
 *         if (text_window_more(&window, failure) != 0) …
 *     window.begin = behind the record;
 *
 * A mark is a place to come back to without reading all that stands before.
 */
#ifndef DAOPAN_IMPORT_TEXT_WINDOW_H
#define DAOPAN_IMPORT_TEXT_WINDOW_H

#include "core/attributes.h"
#include "core/diag.h"
#include "import/encoding.h"
#include <stdbool.h>
#include <stddef.h>

/* Bytes of the file, and how much of what they become stands before. */
struct text_mark {
    const char *in;
    size_t skip;
};

struct text_window {
    const char *begin; /* the caller moves it on over what it has used */
    const char *end;
    bool is_last; /* nothing follows `end` */
    const struct file_bytes *file;
    struct decoder decoder;
    bool has_decoder;
    const char *in;         /* bytes of the file not yet converted */
    struct text_mark front; /* the buffer's first character */
    struct text_mark block; /* the first of the block converted last … */
    size_t block_start;     /* … and where in the buffer that is */
    char *buffer;
    size_t capacity;
};

/* `file` has been found to be in `encoding`. Closed after success only. */
CHECKED int text_window_open(struct text_window *window,
                             const struct file_bytes *file,
                             const struct encoding_choice *encoding,
                             struct failure *failure);
void text_window_close(struct text_window *window);

/* Marks a place in sight; and opens a window that begins there. */
struct text_mark text_window_mark(const struct text_window *window,
                                  const char *at);
CHECKED int text_window_open_at(struct text_window *window,
                                const struct file_bytes *file,
                                const struct encoding_choice *encoding,
                                const struct text_mark *mark,
                                struct failure *failure);

/*
 * Brings more into sight behind `end`; what is before `begin` may be dropped,
 * and pointers into the window no longer hold. Fails where memory is
 * exhausted, or the window would grow beyond 16 MiB (file-limit).
 */
CHECKED int text_window_more(struct text_window *window,
                             struct failure *failure);

#endif
