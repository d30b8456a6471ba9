/*
 * The lock of an encrypted .xlsx, as its stream "EncryptionInfo" states it
 * (ECMA-376: MS-OFFCRYPTO 2.3.4). Private to import/.
 */
#ifndef DAOPAN_IMPORT_ENCRYPTION_INFO_H
#define DAOPAN_IMPORT_ENCRYPTION_INFO_H

#include "import/ciphers.h"
#include "import/workbook.h"

enum { SALT_SIZE_MAX = 64, SEALED_SIZE_MAX = 128 };

/* How a key is made and what it encrypts with. */
struct lock_method {
    enum digest_kind digest;
    size_t key_size; /* bytes: 16, 24, 32 */
    unsigned char salt[SALT_SIZE_MAX];
    size_t salt_size;
};

/* A value that the file holds encrypted. */
struct sealed {
    unsigned char bytes[SEALED_SIZE_MAX];
    size_t size; /* 0 = the file has none */
};

struct encryption_info {
    bool is_agile;
    char name[32];               /* for people: "AES-256 SHA512" */
    struct lock_method password; /* from the password to a key */
    uint32_t spins;
    struct sealed verifier; /* a random value, and its digest */
    struct sealed verifier_digest;
    /* agile only: */
    struct lock_method data; /* of the package */
    struct sealed key;       /* of the package, encrypted by the password's */
    struct sealed hmac_key;
    struct sealed hmac_value;
};

/*
 * Parses the stream. Fails with encryption-unknown for what is not AES by
 * password, file-limit for more than ENCRYPTION_SPINS_MAX turns, file-damaged.
 */
enum { ENCRYPTION_SPINS_MAX = 10000000 };
CHECKED int encryption_info_read(const struct span *stream, const char *path,
                                 struct encryption_info *out,
                                 struct failure *failure);

#endif
