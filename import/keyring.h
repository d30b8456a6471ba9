/*
 * The keys at hand for protected workbooks: passwords, and what opens locks
 * with them. Private to import/.
 */
#ifndef DAOPAN_IMPORT_KEYRING_H
#define DAOPAN_IMPORT_KEYRING_H

#include "core/diag.h"
#include "import/ciphers.h"
#include "import/import.h"

struct keyring {
    const struct passwords *passwords; /* NULL = none were given */
    const struct ciphers *ciphers;
};

/* A password as locks take it: UTF-16, low bytes first. */
enum { PASSWORD_BYTES = 2 * PASSWORD_LENGTH };

/* What a password did. */
enum key_fit { KEY_FAILED = -1, KEY_FITS, KEY_WRONG };

/* Tries one password on a lock; after KEY_FAILED the failure is filled. */
typedef enum key_fit keyring_try(void *lock, struct span password,
                                 struct failure *failure);

/*
 * Tries on a lock the password that "read-only" protection uses, then those
 * given, until one fits. 0, or -1: file-protected with `method` as its note
 * where none was given, password-wrong where none fits.
 */
CHECKED int keyring_unlock(const struct keyring *keyring, const char *path,
                           const char *method, keyring_try *try, void *lock,
                           struct failure *failure);

/* The failure of a lock that is of a kind we do not know. Returns -1. */
int keyring_fail_unknown(const char *path, const char *method,
                         struct failure *failure);

#endif
