/*
 * The scanners' window. It moves its kept bytes to the front rather than
 * going round in a ring: what is kept is a row cut by the end, a thousand
 * bytes or so of a quarter of a million, and scanners see one plain piece.
 */
#include "import/xlsx_window.h"

#include <string.h>

enum {
    MOST_BYTES = 32 * 1024 * 1024,
    LARGE = 64 * 1024,
    FIRST_BYTES = 32 * 1024 /* who looks at a sheet's head wants no more */
};

int xlsx_window_init(struct xlsx_window *window, struct zip_part *part,
                     size_t step, struct failure *failure)
{
    *window = (struct xlsx_window){.part = part, .step = step};
    window->bytes = mem_resize(NULL, step + SCAN_PADDING);
    if (window->bytes == NULL)
        return failure_memory(failure);
    memset(window->bytes, 0, SCAN_PADDING);
    window->capacity = step;
    return 0;
}

void xlsx_window_release(struct xlsx_window *window)
{
    mem_free(window->bytes);
    *window = (struct xlsx_window){.bytes = NULL};
}

/* Doubles the room. What is kept lies at the front. */
static int grow(struct xlsx_window *window, window_moved *moved, void *context,
                struct failure *failure)
{
    const size_t capacity = window->capacity * 2;
    if (capacity > MOST_BYTES) {
        zip_part_limit(window->part, "row > 32 MiB", failure);
        return failure_because(failure, MESSAGE_WHY_LONG_ROW);
    }
    char *bytes = mem_resize(NULL, capacity + SCAN_PADDING);
    if (bytes == NULL)
        return failure_memory(failure);
    memcpy(bytes, window->bytes, window->length);
    if (moved != NULL)
        moved(context, window->bytes, bytes);
    mem_free(window->bytes);
    window->bytes = bytes;
    window->capacity = capacity;
    return 0;
}

/* One piece more behind what is there. */
static int append(struct xlsx_window *window, window_moved *moved,
                  void *context, struct failure *failure)
{
    size_t got = 0;
    if (window->length == window->capacity &&
        grow(window, moved, context, failure) != 0)
        return -1;
    size_t room = window->capacity - window->length;
    if (room > window->step)
        room = window->step;
    if (!window->has_begun && room > FIRST_BYTES)
        room = FIRST_BYTES;
    window->has_begun = true;
    if (zip_part_read(window->part, window->bytes + window->length, room, &got,
                      failure) != 0)
        return -1;
    window->length += got;
    window->has_ended = got == 0;
    return 0;
}

int xlsx_window_more(struct xlsx_window *window, const char *keep,
                     window_moved *moved, void *context,
                     struct failure *failure)
{
    window->length -= (size_t)(keep - window->bytes);
    if (keep != window->bytes) {
        memmove(window->bytes, keep, window->length);
        if (moved != NULL)
            moved(context, keep, window->bytes);
    }
    /* Something large is looked at again only when twice as much of it is
     * there: else its cost would grow with the square of its length. */
    const size_t enough =
        window->length < LARGE ? window->length + 1 : 2 * window->length;
    do {
        if (append(window, moved, context, failure) != 0)
            return -1;
    } while (window->length < enough && !window->has_ended);
    memset(window->bytes + window->length, 0, SCAN_PADDING);
    return 0;
}
