/*
 * From a password to the package (MS-OFFCRYPTO 2.3.4.7 to 2.3.4.15).
 *
 * Standard: the password's digest, turned over 50,000 times, is the key; AES
 * in ECB over the whole package; nothing tells whether it was changed.
 *
 * Agile: the digest, turned over as often as the file says, opens the key,
 * which is random; AES in CBC over pieces of 4096 bytes, each with a start of
 * its own; an HMAC over the encrypted stream tells whether it was changed,
 * and is checked before anything is decrypted.
 *
 * Decryption is in place: a package is never there twice.
 */
#include "import/unlock.h"

#include <string.h>

enum { SIZE_FIELD = 8, PIECE = 4096, PAD = 0x36 };

/* Turns over all passwords: some twenty seconds of work. */
#define MOST_SPINS ((uint64_t)50 * 1000 * 1000)

/* What one password is tried on. */
struct lock {
    const struct encryption_info *info;
    const struct ciphers *ciphers;
    struct package_key *key;
};

static struct span span_of(const void *bytes, size_t size)
{
    return (struct span){bytes, size};
}

/* ---- from the password on ---- */

/* The digest of salt and password, turned over. */
static int spin_password(const struct lock *lock, struct span password,
                         unsigned char *out)
{
    const struct lock_method *method = &lock->info->password;
    const struct span parts[] = {span_of(method->salt, method->salt_size),
                                 password};
    return ciphers_digest(lock->ciphers, method->digest, parts, 2, out) != 0 ||
                   ciphers_spin(lock->ciphers, method->digest,
                                lock->info->spins, out) != 0
               ? -1
               : 0;
}

/* A digest as long as it is asked for. */
static void fit_size(unsigned char *digest, size_t size, size_t wanted)
{
    if (size < wanted)
        memset(digest + size, PAD, wanted - size);
}

/* The digest of two parts, fit to `wanted` bytes (of 64 at most). */
static int derive(const struct ciphers *ciphers, enum digest_kind kind,
                  struct span first, struct span second, size_t wanted,
                  unsigned char *out)
{
    const struct span parts[] = {first, second};
    if (ciphers_digest(ciphers, kind, parts, 2, out) != 0)
        return -1;
    fit_size(out, ciphers_digest_size(kind), wanted);
    return 0;
}

/* The start of CBC that a salt alone gives. */
static void start_of(const struct lock_method *method, unsigned char *out)
{
    const size_t size =
        method->salt_size < AES_BLOCK ? method->salt_size : AES_BLOCK;
    memcpy(out, method->salt, size);
    fit_size(out, size, AES_BLOCK);
}

/* ---- standard ---- */

/* CryptDeriveKey of Windows: two digests over the digest in padding, one
 * behind the other. */
static int standard_key(const struct lock *lock, unsigned char *digest)
{
    enum { DIGEST = 20, BLOCK = 64 };
    static const unsigned char zero[4];
    static const unsigned char paddings[] = {0x36, 0x5C};
    unsigned char keys[2 * DIGEST_SIZE_MAX];
    const struct span parts[] = {span_of(digest, DIGEST),
                                 span_of(zero, sizeof zero)};
    if (ciphers_digest(lock->ciphers, DIGEST_SHA1, parts, 2, digest) != 0)
        return -1;
    for (size_t i = 0; i < 2; i++) {
        unsigned char block[BLOCK];
        memset(block, paddings[i], sizeof block);
        for (size_t at = 0; at < DIGEST; at++)
            block[at] ^= digest[at];
        const struct span whole = span_of(block, sizeof block);
        if (ciphers_digest(lock->ciphers, DIGEST_SHA1, &whole, 1,
                           keys + i * DIGEST) != 0)
            return -1;
    }
    lock->key->size = lock->info->password.key_size;
    memcpy(lock->key->bytes, keys, lock->key->size);
    ciphers_wipe(keys, sizeof keys);
    return 0;
}

static enum key_fit try_standard(const struct lock *lock, unsigned char *digest)
{
    const struct encryption_info *info = lock->info;
    struct sealed value = info->verifier;
    struct sealed expected = info->verifier_digest;
    unsigned char found[DIGEST_SIZE_MAX];
    if (standard_key(lock, digest) != 0)
        return KEY_FAILED;
    const struct span key = span_of(lock->key->bytes, lock->key->size);
    const struct span whole = span_of(value.bytes, value.size);
    if (ciphers_aes_open(lock->ciphers, AES_ECB, key, NULL, value.bytes,
                         value.size) != 0 ||
        ciphers_aes_open(lock->ciphers, AES_ECB, key, NULL, expected.bytes,
                         expected.size) != 0 ||
        ciphers_digest(lock->ciphers, DIGEST_SHA1, &whole, 1, found) != 0)
        return KEY_FAILED;
    return ciphers_is_same(found, expected.bytes,
                           ciphers_digest_size(DIGEST_SHA1))
               ? KEY_FITS
               : KEY_WRONG;
}

/* ---- agile ---- */

/* What tells apart the keys that are made of one digest. */
static const unsigned char for_verifier[] = {0xFE, 0xA7, 0xD2, 0x76,
                                             0x3B, 0x4B, 0x9E, 0x79};
static const unsigned char for_verifier_digest[] = {0xD7, 0xAA, 0x0F, 0x6D,
                                                    0x30, 0x61, 0x34, 0x4E};
static const unsigned char for_key[] = {0x14, 0x6E, 0x0B, 0xE7,
                                        0xAB, 0xAC, 0xD0, 0xD6};
static const unsigned char for_hmac_key[] = {0x5F, 0xB2, 0xAD, 0x01,
                                             0x0C, 0xB9, 0xE1, 0xF6};
static const unsigned char for_hmac_value[] = {0xA0, 0x67, 0x7F, 0x02,
                                               0xB2, 0x2C, 0x84, 0x33};

/* Opens a value that the password's digest locks. */
static int open_sealed(const struct lock *lock, const unsigned char *digest,
                       const unsigned char *purpose, struct sealed *value)
{
    const struct lock_method *method = &lock->info->password;
    const size_t size = ciphers_digest_size(method->digest);
    unsigned char key[DIGEST_SIZE_MAX];
    unsigned char start[AES_BLOCK];
    start_of(method, start);
    const int result =
        derive(lock->ciphers, method->digest, span_of(digest, size),
               span_of(purpose, sizeof for_key), method->key_size, key) != 0 ||
                ciphers_aes_open(lock->ciphers, AES_CBC,
                                 span_of(key, method->key_size), start,
                                 value->bytes, value->size) != 0
            ? -1
            : 0;
    ciphers_wipe(key, sizeof key);
    return result;
}

static enum key_fit try_agile(const struct lock *lock,
                              const unsigned char *digest)
{
    const struct encryption_info *info = lock->info;
    const enum digest_kind kind = info->password.digest;
    const size_t size = ciphers_digest_size(kind);
    struct sealed value = info->verifier;
    struct sealed expected = info->verifier_digest;
    struct sealed key = info->key;
    unsigned char found[DIGEST_SIZE_MAX];
    if (open_sealed(lock, digest, for_verifier, &value) != 0 ||
        open_sealed(lock, digest, for_verifier_digest, &expected) != 0 ||
        open_sealed(lock, digest, for_key, &key) != 0)
        return KEY_FAILED;
    const size_t length = info->password.salt_size < value.size
                              ? info->password.salt_size
                              : value.size;
    const struct span whole = span_of(value.bytes, length);
    if (ciphers_digest(lock->ciphers, kind, &whole, 1, found) != 0)
        return KEY_FAILED;
    if (expected.size < size || key.size < info->data.key_size ||
        !ciphers_is_same(found, expected.bytes, size))
        return KEY_WRONG;
    lock->key->size = info->data.key_size;
    memcpy(lock->key->bytes, key.bytes, lock->key->size);
    return KEY_FITS;
}

/* ---- the key ---- */

static enum key_fit try_password(void *context, struct span password,
                                 struct failure *failure)
{
    const struct lock *lock = context;
    unsigned char digest[DIGEST_SIZE_MAX];
    enum key_fit fit = KEY_FAILED;
    if (spin_password(lock, password, digest) == 0)
        fit = lock->info->is_agile ? try_agile(lock, digest)
                                   : try_standard(lock, digest);
    ciphers_wipe(digest, sizeof digest);
    if (fit == KEY_FAILED)
        failure_memory(failure);
    return fit;
}

int unlock_key(const struct encryption_info *info,
               const struct keyring *keyring, const char *path,
               struct package_key *out, struct failure *failure)
{
    struct lock lock = {
        .info = info,
        .ciphers = keyring->ciphers,
        .key = out,
    };
    const size_t given =
        keyring->passwords == NULL ? 0 : keyring->passwords->count;
    if ((uint64_t)info->spins * (given + 1) > MOST_SPINS)
        return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_SPINS,
                               path, "spinCount %u x %zu > %llu",
                               (unsigned)info->spins, given + 1,
                               (unsigned long long)MOST_SPINS);
    return keyring_unlock(keyring, path, info->name, try_password, &lock,
                          failure);
}

/* ---- the package ---- */

static int fail_changed(const struct locked_package *package, const char *what,
                        struct failure *failure)
{
    return failure_set(failure, DIAG_ENCRYPTION_DAMAGED, package->path, "%s",
                       what);
}

/* Opens a value that the package's key locks. */
static int open_by_key(const struct encryption_info *info, struct span key,
                       const struct ciphers *ciphers,
                       const unsigned char *purpose, struct sealed *value)
{
    unsigned char start[DIGEST_SIZE_MAX];
    return derive(ciphers, info->data.digest,
                  span_of(info->data.salt, info->data.salt_size),
                  span_of(purpose, sizeof for_hmac_key), AES_BLOCK,
                  start) != 0 ||
                   ciphers_aes_open(ciphers, AES_CBC, key, start, value->bytes,
                                    value->size) != 0
               ? -1
               : 0;
}

/* Files without an HMAC are taken: some programs write none. */
static int check_hmac(const struct encryption_info *info, struct span key,
                      const struct ciphers *ciphers,
                      const struct locked_package *package,
                      struct failure *failure)
{
    const size_t size = ciphers_digest_size(info->data.digest);
    struct sealed hmac_key = info->hmac_key;
    struct sealed expected = info->hmac_value;
    unsigned char found[DIGEST_SIZE_MAX];
    if (hmac_key.size == 0)
        return 0;
    if (hmac_key.size < size || expected.size < size)
        return fail_changed(package, "HMAC", failure);
    if (open_by_key(info, key, ciphers, for_hmac_key, &hmac_key) != 0 ||
        open_by_key(info, key, ciphers, for_hmac_value, &expected) != 0 ||
        ciphers_hmac(ciphers, info->data.digest, span_of(hmac_key.bytes, size),
                     span_of(package->stream, package->stream_size),
                     found) != 0)
        return failure_memory(failure);
    return ciphers_is_same(found, expected.bytes, size)
               ? 0
               : fail_changed(package, "HMAC", failure);
}

static int open_pieces(const struct encryption_info *info, struct span key,
                       const struct ciphers *ciphers, unsigned char *bytes,
                       size_t size)
{
    for (uint32_t number = 0; size > 0; number++) {
        const size_t piece = size < PIECE ? size : PIECE;
        const unsigned char counter[] = {
            (unsigned char)number,
            (unsigned char)(number >> 8),
            (unsigned char)(number >> 16),
            (unsigned char)(number >> 24),
        };
        unsigned char start[DIGEST_SIZE_MAX];
        if (derive(ciphers, info->data.digest,
                   span_of(info->data.salt, info->data.salt_size),
                   span_of(counter, sizeof counter), AES_BLOCK, start) != 0 ||
            ciphers_aes_open(ciphers, AES_CBC, key, start, bytes, piece) != 0)
            return -1;
        bytes += piece;
        size -= piece;
    }
    return 0;
}

/* The size that the stream states; 0 where it has not that many bytes. */
static size_t stated_size(const struct locked_package *package)
{
    uint64_t size = 0;
    if (package->stream_size < SIZE_FIELD)
        return 0;
    for (size_t i = SIZE_FIELD; i-- > 0;)
        size = size << 8 | package->stream[i];
    return size <= package->stream_size - SIZE_FIELD ? (size_t)size : 0;
}

int unlock_package(const struct encryption_info *info,
                   const struct package_key *key, const struct ciphers *ciphers,
                   const struct locked_package *package, size_t *out_size,
                   struct failure *failure)
{
    const struct span with = span_of(key->bytes, key->size);
    unsigned char *bytes = package->stream + SIZE_FIELD;
    *out_size = stated_size(package);
    /* whole blocks; what is cut off of the last one is no block */
    const size_t size = *out_size == 0 ? 0
                                       : (package->stream_size - SIZE_FIELD) /
                                             AES_BLOCK * AES_BLOCK;
    if (*out_size == 0 || size < *out_size)
        return fail_changed(package, "EncryptedPackage", failure);
    if (!info->is_agile)
        return ciphers_aes_open(ciphers, AES_ECB, with, NULL, bytes, size) == 0
                   ? 0
                   : failure_memory(failure);
    if (check_hmac(info, with, ciphers, package, failure) != 0)
        return -1;
    return open_pieces(info, with, ciphers, bytes, size) == 0
               ? 0
               : failure_memory(failure);
}
