/*
 * What protected workbooks are locked with: digests and ciphers of OpenSSL.
 * Private to import/.
 *
 * Everything is looked up by ciphers_open(), which loads parts of OpenSSL
 * from files; afterwards no file is opened any more, so that a confined child
 * can go on with what its parent opened.
 */
#ifndef DAOPAN_IMPORT_CIPHERS_H
#define DAOPAN_IMPORT_CIPHERS_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum digest_kind {
    DIGEST_MD5,
    DIGEST_SHA1,
    DIGEST_SHA256,
    DIGEST_SHA384,
    DIGEST_SHA512
};
enum { DIGEST_KINDS = DIGEST_SHA512 + 1, DIGEST_SIZE_MAX = 64 };

enum aes_mode { AES_CBC, AES_ECB };
enum { AES_BLOCK = 16 };

/* Bytes that somebody else owns. */
struct span {
    const unsigned char *bytes;
    size_t size;
};

struct ciphers; /* opaque */

/* NULL when memory is exhausted. */
struct ciphers *ciphers_open(void);
void ciphers_close(struct ciphers *ciphers); /* NULL is allowed */

/* Whether this system has RC4, which OpenSSL keeps in a module of its own. */
bool ciphers_has_rc4(const struct ciphers *ciphers);

/* The calls below return 0, or -1 where OpenSSL fails, as it does when memory
 * is exhausted. */

size_t ciphers_digest_size(enum digest_kind kind);
const char *ciphers_digest_name(enum digest_kind kind); /* "SHA512" */

/* The digest of `count` parts, one behind the other. `out` has room for
 * DIGEST_SIZE_MAX bytes and may be one of the parts. */
CHECKED int ciphers_digest(const struct ciphers *ciphers, enum digest_kind kind,
                           const struct span *parts, size_t count,
                           unsigned char *out);

/* digest = H(number of the turn, 4 bytes, low one first; digest), `turns`
 * times, numbers from 0. */
CHECKED int ciphers_spin(const struct ciphers *ciphers, enum digest_kind kind,
                         uint32_t turns, unsigned char *digest);

CHECKED int ciphers_hmac(const struct ciphers *ciphers, enum digest_kind kind,
                         struct span key, struct span data, unsigned char *out);

/* Decrypts in place; `size` is a multiple of AES_BLOCK. The key has 16, 24 or
 * 32 bytes; `iv` has AES_BLOCK bytes and is NULL for AES_ECB. */
CHECKED int ciphers_aes_open(const struct ciphers *ciphers, enum aes_mode mode,
                             struct span key, const unsigned char *iv,
                             unsigned char *bytes, size_t size);

/* En- and decrypts in place (they are the same), from the beginning of the
 * key's stream; the key has up to 16 bytes. */
CHECKED int ciphers_rc4(const struct ciphers *ciphers, struct span key,
                        unsigned char *bytes, size_t size);

/* Bytes from base64; *out_size is the room in `out` and then what was
 * written. Also -1 where the text is none, or does not fit. */
CHECKED int ciphers_base64(const char *text, unsigned char *out,
                           size_t *out_size);

/* Whether two digests are the same, in a time that does not tell where they
 * differ. */
bool ciphers_is_same(const unsigned char *a, const unsigned char *b,
                     size_t size);

/* Overwrites what nobody should find in memory. */
void ciphers_wipe(void *bytes, size_t size);

#endif
