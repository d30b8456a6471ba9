/* From characters of XML to the text of a cell. */
#ifndef DAOPAN_IMPORT_XLSX_TEXT_H
#define DAOPAN_IMPORT_XLSX_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Decodes character data as an XML parser would: entities, character
 * references, line ends. `out` has room for `length` bytes, and may be
 * `source` or lie before it in one buffer. False where that is no character data of XML 1.0 in UTF-8, or
 * uses an entity that XML does not define; the caller asks a parser then.
 */
bool xlsx_text_decode(const char *source, size_t length, char *out,
                      size_t *out_length);

/* What spreadsheets add to it: _x000D_ stands for a character. In place.
 * Returns the new length. */
size_t xlsx_text_unescape(char *text, size_t length);

/* Both, one after the other; quicker for texts that need neither. */
bool xlsx_text_read(const char *source, size_t length, char *out,
                    size_t *out_length);

/*
 * Copies the text at `source` up to the first byte that may mean more than
 * itself: <, &, _ or a control character. Eight bytes behind the text can be
 * read, and `out` has room for as many. Returns the length; *is_wide tells
 * whether bytes that are not ASCII may be in it, which are not looked at.
 */
size_t xlsx_text_copy_plain(const char *source, char *out, bool *is_wide);

#endif
