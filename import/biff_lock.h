/*
 * The lock of a .xls workbook: its FILEPASS record. Private to import/.
 */
#ifndef DAOPAN_IMPORT_BIFF_LOCK_H
#define DAOPAN_IMPORT_BIFF_LOCK_H

#include "import/biff_record.h"
#include "import/keyring.h"

/* Whether the globals of a stream have a FILEPASS record. */
bool biff_lock_find(const struct biff_stream *stream,
                    struct biff_record *file_pass);

/*
 * Finds the password that fits `file_pass` and decrypts `bytes`, which are
 * the stream's, in place; the FILEPASS record stays. *method becomes its name
 * for people. Fails as keyring_unlock(), with encryption-unknown or
 * file-damaged; a NULL keyring has no password.
 */
CHECKED int biff_lock_open(const struct biff_record *file_pass,
                           const struct keyring *keyring, const char *path,
                           unsigned char *bytes, size_t size,
                           const char **method, struct failure *failure);

#endif
