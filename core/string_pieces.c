/*
 * Walking over texts that came from outside: each is held against what is
 * left before it is given.
 */
#include "core/string_pieces.h"

#include <string.h>

/* The length of the text at a unit; false where no more can be there. */
static bool read_length(const struct string_pieces *pieces, uint64_t unit,
                        uint32_t *out)
{
    const uint64_t start = unit * STRING_UNIT;
    if (start >= pieces->size || pieces->size - start < sizeof *out)
        return false;
    memcpy(out, pieces->bytes + start, sizeof *out);
    return true;
}

bool string_pieces_next(struct string_pieces *pieces, struct string_piece *out)
{
    uint32_t length = 0;
    while (read_length(pieces, pieces->next, &length) && length == 0)
        pieces->next =
            (pieces->next / STRING_CHUNK_UNITS + 1) * STRING_CHUNK_UNITS;
    if (length == 0 || pieces->is_unsound)
        return false;
    const size_t start = (size_t)pieces->next * STRING_UNIT + sizeof length;
    const char *const text = (const char *)pieces->bytes + start;
    if (length >= pieces->size - start || text[length] != '\0' ||
        memchr(text, '\0', length) != NULL || pieces->next > UINT32_MAX) {
        pieces->is_unsound = true;
        return false;
    }
    *out = (struct string_piece){
        .ref = (strref)pieces->next, .text = text, .length = length};
    pieces->next += string_units(length);
    return true;
}
