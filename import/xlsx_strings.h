/* The shared strings of an .xlsx package. */
#ifndef DAOPAN_IMPORT_XLSX_STRINGS_H
#define DAOPAN_IMPORT_XLSX_STRINGS_H

#include "import/xlsx.h"

/*
 * Reads the part `name` of the book's package into book->strings: by the
 * scanner, or by the parser where the scanner does not understand it.
 */
CHECKED int xlsx_strings_read(struct xlsx_book *book, const char *name,
                              struct failure *failure);
void xlsx_strings_release(struct xlsx_strings *strings);

/* Room for one more string of up to `length` bytes, which the caller writes
 * at bytes + length of the table, then commits with its true length. */
CHECKED int xlsx_strings_reserve(struct xlsx_strings *strings, size_t length,
                                 const struct zip_part *part,
                                 struct failure *failure);
void xlsx_strings_commit(struct xlsx_strings *strings, size_t length);

/* By the parser; `strings` is empty. */
CHECKED int xlsx_strings_read_exact(const struct xlsx_book *book,
                                    struct zip_part *part,
                                    struct xlsx_strings *strings,
                                    struct failure *failure);

#endif
