/*
 * SHA-256, and SM3 (GB/T 32905) beside it where Chinese authorities ask for
 * it, through OpenSSL: the one library that core/ knows, because import
 * (files, policies) and ledger (proof) must agree on it.
 */
#ifndef DAOPAN_CORE_DIGEST_H
#define DAOPAN_CORE_DIGEST_H

#include "core/attributes.h"
#include <stddef.h>

enum { DIGEST_HEX_SIZE = 65 };

struct digest; /* opaque: one computation under way */

struct digest *digest_new(void); /* NULL when memory is exhausted */
void digest_add(struct digest *digest, const void *bytes, size_t len);
/* Writes 64 hex digits and frees the digest. 0, or -1 where the library failed
 * (then there are no digits). */
CHECKED int digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE]);
void digest_free(struct digest *digest); /* gives up; NULL is allowed */

/* Both digests of the same bytes, in hex. */
struct digest_pair {
    char sha256[DIGEST_HEX_SIZE];
    char sm3[DIGEST_HEX_SIZE];
};

/* A computation of both; digest_finish_pair() ends it. NULL when memory is
 * exhausted or the library has no SM3. */
struct digest *digest_new_pair(void);
CHECKED int digest_finish_pair(struct digest *digest, struct digest_pair *out);

/* All at once: 0, or -1 when memory is exhausted. */
CHECKED int digest_of(const void *bytes, size_t len, char hex[DIGEST_HEX_SIZE]);

#endif
