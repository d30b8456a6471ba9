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

/* A stream to be decrypted in place. */
struct locked_stream {
    const char *path;
    unsigned char *bytes;
    size_t size;
    struct biff_record file_pass; /* its FILEPASS record, which stays */
};

/*
 * Finds the password that fits and decrypts the stream. *method becomes the
 * lock's name for people. Fails as keyring_unlock(), with encryption-unknown
 * or file-damaged; a NULL keyring has no password.
 */
CHECKED int biff_lock_open(const struct locked_stream *locked,
                           const struct keyring *keyring, const char **method,
                           struct failure *failure);

#endif
