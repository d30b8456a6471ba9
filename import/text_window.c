/*
 * The moving window over a text file. The buffer keeps what the caller has
 * not used yet, at its front, and a block behind it; it grows only while a
 * single record is longer than that.
 */
#include "import/text_window.h"

#include "core/arena.h"
#include <string.h>

enum { BLOCK = 64 * 1024, LONGEST = 16 * 1024 * 1024 };

int text_window_open(struct text_window *window, const struct file_bytes *file,
                     const struct encoding_choice *encoding,
                     struct failure *failure)
{
    const char *text = (const char *)file->bytes + encoding->mark;
    *window = (struct text_window){.file = file, .in = text};
    if (encoding->encoding == ENCODING_UTF8) {
        window->begin = text;
        window->end = (const char *)file->bytes + file->size;
        window->is_last = true;
        return 0;
    }
    const char *charset = encoding_name(encoding->encoding);
    if (decoder_open(&window->decoder, charset) != 0)
        return failure_set(failure, DIAG_FILE_ENCODING, file->path, "%s: iconv",
                           charset);
    window->has_decoder = true;
    return 0;
}

int text_window_open_at(struct text_window *window,
                        const struct file_bytes *file,
                        const struct encoding_choice *encoding,
                        const struct text_mark *mark, struct failure *failure)
{
    size_t left = mark->skip;
    if (text_window_open(window, file, encoding, failure) != 0)
        return -1;
    if (!window->has_decoder) {
        window->begin = mark->in + mark->skip;
        return 0;
    }
    window->in = mark->in;
    while (left > 0 && !window->is_last) {
        if (text_window_more(window, failure) != 0) {
            text_window_close(window);
            return -1;
        }
        const size_t sight = (size_t)(window->end - window->begin);
        const size_t step = sight < left ? sight : left;
        window->begin += step;
        left -= step;
    }
    return 0;
}

struct text_mark text_window_mark(const struct text_window *window,
                                  const char *at)
{
    if (!window->has_decoder)
        return (struct text_mark){.in = at};
    const size_t place = (size_t)(at - window->buffer);
    struct text_mark mark = window->front;
    if (place >= window->block_start) {
        mark = window->block;
        mark.skip += place - window->block_start;
    } else {
        mark.skip += place;
    }
    return mark;
}

void text_window_close(struct text_window *window)
{
    if (window->has_decoder)
        decoder_close(&window->decoder);
    mem_free(window->buffer);
    *window = (struct text_window){.is_last = true};
}

/* Moves what is unused to the front and makes room behind it: as much again,
 * so that a long record is not looked through block by block. */
static int make_room(struct text_window *window, size_t *used, size_t *room,
                     struct failure *failure)
{
    if (window->buffer != NULL)
        window->front = text_window_mark(window, window->begin);
    *used = (size_t)(window->end - window->begin);
    *room = *used > BLOCK ? *used : BLOCK;
    if (*used > LONGEST)
        return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_LONG_ROW,
                               window->file->path, "%d MiB",
                               LONGEST / 1024 / 1024);
    if (*used > 0 && window->buffer != NULL)
        memmove(window->buffer, window->begin, *used);
    if (mem_grow(&window->buffer, &window->capacity, *used + *room, 1) != 0)
        return failure_memory(failure);
    window->begin = window->buffer;
    window->end = window->buffer + *used;
    window->block = (struct text_mark){.in = window->in};
    window->block_start = *used;
    return 0;
}

int text_window_more(struct text_window *window, struct failure *failure)
{
    if (window->is_last)
        return 0;
    size_t used, room;
    if (make_room(window, &used, &room, failure) != 0)
        return -1;
    const char *file_end =
        (const char *)window->file->bytes + window->file->size;
    struct decoder_span span = {
        .in = window->in,
        .in_left = (size_t)(file_end - window->in),
        .out = window->buffer + used,
        .out_left = room,
    };
    const enum decoding state = decoder_run(&window->decoder, &span);
    window->in = span.in;
    window->end = span.out;
    window->is_last = state == DECODING_DONE;
    if (state == DECODING_DONE || state == DECODING_FULL)
        return 0;
    return failure_set(failure, DIAG_FILE_ENCODING, window->file->path, "+%zu",
                       (size_t)(span.in - (const char *)window->file->bytes));
}
