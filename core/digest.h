/*
 * SHA-256, through OpenSSL: the one library that core/ knows, because import
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

/* All at once: 0, or -1 when memory is exhausted. */
CHECKED int digest_of(const void *bytes, size_t len, char hex[DIGEST_HEX_SIZE]);

#endif
