/*
 * Records of .xlsb parts, one after another from a window on the part.
 *
 * A number takes one or two bytes, a size up to four, seven bits in each; the
 * eighth says that another follows.
 */
#include "import/xlsb_record.h"

#include "import/biff_text.h"
#include <stdio.h>

enum { STEP = 64 * 1024, MOST_HEAD = 6, ID_BYTES = 2, SIZE_BYTES = 4 };

int xlsb_records_open(struct xlsb_records *records, struct zip_part *part,
                      struct failure *failure)
{
    *records = (struct xlsb_records){.failure = failure};
    if (xlsx_window_init(&records->window, part, STEP, failure) != 0)
        return -1;
    records->at = records->window.bytes;
    return 0;
}

void xlsb_records_close(struct xlsb_records *records)
{
    xlsx_window_release(&records->window);
}

static size_t available(const struct xlsb_records *records)
{
    const struct xlsx_window *window = &records->window;
    return window->length - (size_t)(records->at - window->bytes);
}

/* Reads until `wanted` bytes are there, or the part ends. */
static int provide(struct xlsb_records *records, size_t wanted)
{
    struct xlsx_window *window = &records->window;
    while (available(records) < wanted && !window->has_ended) {
        if (xlsx_window_more(window, records->at, NULL, NULL,
                             records->failure) != 0)
            return -1;
        records->at = window->bytes;
    }
    return 0;
}

/* Seven bits a byte; steps over them. Zero bytes follow the window. */
static size_t read_number(const unsigned char **at, int most)
{
    size_t number = 0;
    for (int i = 0; i < most; i++) {
        const unsigned byte = *(*at)++;
        number |= (size_t)(byte & 0x7F) << (7 * i);
        if ((byte & 0x80) == 0)
            break;
    }
    return number;
}

int xlsb_record_next(struct xlsb_records *records, struct biff_record *out)
{
    struct xlsx_window *window = &records->window;
    if (provide(records, MOST_HEAD) != 0)
        return -1;
    if (available(records) == 0)
        return 0;
    const unsigned char *at = (const unsigned char *)records->at;
    *out = (struct biff_record){.id = (unsigned)read_number(&at, ID_BYTES)};
    out->size = read_number(&at, SIZE_BYTES);
    const size_t head = (size_t)((const char *)at - records->at);
    if (provide(records, head + out->size) != 0)
        return -1;
    if (available(records) < head + out->size)
        return zip_part_fail(window->part, "BIFF12", records->failure);
    out->data = (const unsigned char *)records->at + head;
    records->at += head + out->size;
    return 1;
}

bool xlsb_text(const struct biff_record *record, size_t at, struct text *out)
{
    static const struct biff_stream nothing = {.bytes = NULL};
    struct biff_cursor cursor = biff_cursor_at(&nothing, record, at);
    const uint32_t count = biff_cursor_u32(&cursor);
    if (cursor.is_short || count > (size_t)(cursor.end - cursor.at) / 2)
        return false;
    biff_text_characters(&cursor, count, BIFF_TEXT_WIDE, out);
    return true;
}

int xlsb_fail(const struct xlsb_records *records,
              const struct biff_record *record)
{
    char what[32];
    snprintf(what, sizeof what, "BIFF12 %u", record->id);
    return zip_part_fail(records->window.part, what, records->failure);
}
