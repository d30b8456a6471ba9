/*
 * Opening the lock of an encrypted .xlsx. Private to import/.
 *
 *     unlock_key(&info, keyring, path, &key, failure);
 *     unlock_package(&info, &key, keyring->ciphers, path, stream, …);
 */
#ifndef DAOPAN_IMPORT_UNLOCK_H
#define DAOPAN_IMPORT_UNLOCK_H

#include "import/encryption_info.h"
#include "import/keyring.h"

/* The key of a package. */
struct package_key {
    unsigned char bytes[32];
    size_t size;
};

/* Finds the password that fits and makes the key from it. Fails as
 * keyring_unlock(), and with file-limit where trying all passwords would take
 * too long. */
CHECKED int unlock_key(const struct encryption_info *info,
                       const struct keyring *keyring, const char *path,
                       struct package_key *out, struct failure *failure);

/* A package to be decrypted in place. */
struct locked_package {
    const char *path;
    unsigned char *stream; /* "EncryptedPackage": the size, then its blocks */
    size_t stream_size;
};

/*
 * Decrypts the package: it then stands behind the first 8 bytes of the
 * stream, *out_size bytes long. Fails with encryption-damaged where what is
 * there is not what was locked.
 */
CHECKED int unlock_package(const struct encryption_info *info,
                           const struct package_key *key,
                           const struct ciphers *ciphers,
                           const struct locked_package *package,
                           size_t *out_size, struct failure *failure);

#endif
