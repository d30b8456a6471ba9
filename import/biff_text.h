/*
 * Texts of a BIFF stream, as UTF-8. Private to import/.
 *
 * BIFF8 writes UTF-16, or only the low bytes where the high ones are all 0
 * ("compressed"); which of the two may change at each CONTINUE border. BIFF5
 * writes bytes of a code page. U+0000, which shows as nothing, is left out;
 * what is no character becomes U+FFFD.
 */
#ifndef DAOPAN_IMPORT_BIFF_TEXT_H
#define DAOPAN_IMPORT_BIFF_TEXT_H

#include "core/text.h"
#include "import/biff_record.h"
#include "import/encoding.h"

/* Flags of a BIFF8 text. */
enum {
    BIFF_TEXT_WIDE = 0x01,
    BIFF_TEXT_EXTENDED = 0x04,
    BIFF_TEXT_RICH = 0x08
};

/* Appends `count` characters at the cursor; `flags` say how they are
 * written. */
void biff_text_characters(struct biff_cursor *cursor, size_t count,
                          unsigned flags, struct text *out);

/* Appends a whole BIFF8 text at the cursor: length, flags, characters;
 * formatting runs and phonetic guides behind it are stepped over. False where
 * characters are missing. */
bool biff_text_wide(struct biff_cursor *cursor, struct text *out);

/* Appends `count` bytes of a code page at the cursor. */
void biff_text_bytes(struct biff_cursor *cursor, size_t count,
                     struct decoder *decoder, struct text *out);

#endif
