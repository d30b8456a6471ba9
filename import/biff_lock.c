/*
 * Protected .xls workbooks (MS-XLS 2.2.10, MS-OFFCRYPTO 2.3.5 to 2.3.7).
 *
 * Three locks: RC4 with a key of 40 bits made by MD5 (Excel 97), RC4 of the
 * CryptoAPI with SHA-1 (Excel 2002 on), and the obfuscation of Excel 95, which
 * is no cipher but a pattern of 16 bytes laid over the file.
 *
 * What is encrypted is the data of records; their heads stay readable, as do
 * a few records and the place of each sheet. RC4 runs over all bytes of the
 * stream, readable ones too, and begins anew every 1024 bytes with another
 * key; the pattern begins at a place that follows from the record's.
 */
#include "import/biff_lock.h"

#include <string.h>

enum { HEADER = 4, RC4_BLOCK = 1024, PATTERN = 16, SALT = 16, VERIFIER = 16 };

enum { KEY_40_BITS = 5, XOR_PASSWORD = 15 };

enum lock_kind { LOCK_XOR, LOCK_RC4, LOCK_CRYPTO_API };

struct biff_lock {
    enum lock_kind kind;
    const struct ciphers *ciphers;
    const unsigned char *salt;
    const unsigned char *verifier; /* then its digest, both encrypted */
    const unsigned char *verifier_digest;
    size_t key_size;                      /* of the CryptoAPI: 5 to 16 */
    unsigned xor_key, xor_verifier;       /* as the file has them */
    unsigned char base[DIGEST_SIZE_MAX];  /* what block keys are made of */
    unsigned char stream_part[RC4_BLOCK]; /* the key's stream … */
    uint32_t block;                       /* … of this block */
    bool has_block;
    unsigned char pattern[PATTERN];
};

/* ---- RC4 ---- */

static struct span span_of(const void *bytes, size_t size)
{
    return (struct span){bytes, size};
}

/* The key of a block; *size is set. */
static int block_key(const struct biff_lock *lock, uint32_t block,
                     unsigned char *out, size_t *size)
{
    enum { RC4_KEY = 16 };
    const unsigned char number[] = {
        (unsigned char)block,
        (unsigned char)(block >> 8),
        (unsigned char)(block >> 16),
        (unsigned char)(block >> 24),
    };
    const bool is_old = lock->kind == LOCK_RC4;
    const enum digest_kind kind = is_old ? DIGEST_MD5 : DIGEST_SHA1;
    const struct span parts[] = {
        span_of(lock->base, is_old ? KEY_40_BITS : ciphers_digest_size(kind)),
        span_of(number, sizeof number),
    };
    if (ciphers_digest(lock->ciphers, kind, parts, 2, out) != 0)
        return -1;
    *size = is_old ? RC4_KEY : lock->key_size;
    if (!is_old && *size == KEY_40_BITS) {
        memset(out + KEY_40_BITS, 0, RC4_KEY - KEY_40_BITS);
        *size = RC4_KEY;
    }
    return 0;
}

static int enter_block(struct biff_lock *lock, uint32_t block)
{
    unsigned char key[DIGEST_SIZE_MAX];
    size_t size = 0;
    if (lock->has_block && lock->block == block)
        return 0;
    memset(lock->stream_part, 0, RC4_BLOCK);
    lock->block = block;
    lock->has_block = true;
    return block_key(lock, block, key, &size) != 0 ||
                   ciphers_rc4(lock->ciphers, span_of(key, size),
                               lock->stream_part, RC4_BLOCK) != 0
               ? -1
               : 0;
}

/* MD5 of the password, 40 bits of which with the salt, 16 times over, give
 * another MD5. */
static int old_base(struct biff_lock *lock, struct span password)
{
    enum { TIMES = 16, PARTS = 2 * TIMES };
    struct span parts[PARTS];
    unsigned char digest[DIGEST_SIZE_MAX];
    if (ciphers_digest(lock->ciphers, DIGEST_MD5, &password, 1, digest) != 0)
        return -1;
    for (size_t i = 0; i < PARTS; i += 2) {
        parts[i] = span_of(digest, KEY_40_BITS);
        parts[i + 1] = span_of(lock->salt, SALT);
    }
    return ciphers_digest(lock->ciphers, DIGEST_MD5, parts, PARTS, lock->base);
}

static int new_base(struct biff_lock *lock, struct span password)
{
    const struct span parts[] = {span_of(lock->salt, SALT), password};
    return ciphers_digest(lock->ciphers, DIGEST_SHA1, parts, 2, lock->base);
}

/* Whether the verifier's digest is what stands behind it. */
static enum key_fit try_rc4(struct biff_lock *lock, struct span password)
{
    const bool is_old = lock->kind == LOCK_RC4;
    const enum digest_kind kind = is_old ? DIGEST_MD5 : DIGEST_SHA1;
    const size_t size = ciphers_digest_size(kind);
    unsigned char opened[VERIFIER + DIGEST_SIZE_MAX];
    unsigned char found[DIGEST_SIZE_MAX];
    lock->has_block = false;
    if ((is_old ? old_base(lock, password) : new_base(lock, password)) != 0 ||
        enter_block(lock, 0) != 0)
        return KEY_FAILED;
    memcpy(opened, lock->verifier, VERIFIER);
    memcpy(opened + VERIFIER, lock->verifier_digest, size);
    for (size_t i = 0; i < VERIFIER + size; i++)
        opened[i] ^= lock->stream_part[i];
    const struct span value = span_of(opened, VERIFIER);
    if (ciphers_digest(lock->ciphers, kind, &value, 1, found) != 0)
        return KEY_FAILED;
    return ciphers_is_same(found, opened + VERIFIER, size) ? KEY_FITS
                                                           : KEY_WRONG;
}

/* ---- the pattern of Excel 95 ---- */

/* The cyclic redundancy check (CCITT) of the password's lower seven bits: what
 * the documents print as tables. */
static unsigned xor_key(const unsigned char *password, size_t length)
{
    unsigned key = 0xFFFF;
    for (size_t i = 0; i < length; i++) {
        key ^= (password[i] & 0x7FU) << 8;
        for (int bit = 0; bit < 8; bit++)
            key = ((key << 1) ^ ((key & 0x8000) != 0 ? 0x1021U : 0)) & 0xFFFF;
    }
    return key;
}

static unsigned xor_verifier(const unsigned char *password, size_t length)
{
    unsigned verifier = 0;
    for (size_t i = length + 1; i-- > 0;) {
        const unsigned byte = i == 0 ? (unsigned)length : password[i - 1];
        verifier = (((verifier >> 14) & 1) | ((verifier << 1) & 0x7FFF)) ^ byte;
    }
    return verifier ^ 0xCE4B;
}

static unsigned char rotate_left(unsigned byte, unsigned bits)
{
    return (unsigned char)(byte << bits | byte >> (8 - bits));
}

static void make_pattern(struct biff_lock *lock, const unsigned char *password,
                         size_t length)
{
    static const unsigned char padding[XOR_PASSWORD] = {
        0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80,
        0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00,
    };
    for (size_t i = 0; i < PATTERN; i++) {
        const unsigned char byte =
            i < length ? password[i] : padding[i - length];
        const unsigned key = i % 2 != 0 ? lock->xor_key >> 8 : lock->xor_key;
        lock->pattern[i] = rotate_left((byte ^ key) & 0xFF, 7);
    }
}

/* Characters count by their low byte, or the high one where that is 0. */
static enum key_fit try_xor(struct biff_lock *lock, struct span password)
{
    unsigned char bytes[XOR_PASSWORD];
    const size_t length = password.size / 2;
    if (length == 0 || length > sizeof bytes)
        return KEY_WRONG;
    for (size_t i = 0; i < length; i++)
        bytes[i] = password.bytes[2 * i] != 0 ? password.bytes[2 * i]
                                              : password.bytes[2 * i + 1];
    if (xor_key(bytes, length) != lock->xor_key ||
        xor_verifier(bytes, length) != lock->xor_verifier)
        return KEY_WRONG;
    make_pattern(lock, bytes, length);
    return KEY_FITS;
}

/* ---- the stream ---- */

/* How many bytes of a record's data are readable as they stand. */
static size_t readable_bytes(const struct biff_record *record)
{
    static const unsigned readable[] = {
        BIFF_BOF, BIFF_FILEPASS, 0x00E1, /* INTERFACEHDR */
        0x0194,                          /* USREXCL */
        0x0195,                          /* FILELOCK */
        0x0196,                          /* RRDINFO */
        0x0138,                          /* RRDHEAD */
    };
    enum { SHEET_PLACE = 4 };
    for (size_t i = 0; i < sizeof readable / sizeof readable[0]; i++)
        if (record->id == readable[i])
            return record->size;
    if (record->id != BIFF_BOUNDSHEET)
        return 0;
    return record->size < SHEET_PLACE ? record->size : SHEET_PLACE;
}

static int open_record(struct biff_lock *lock, const struct biff_record *record,
                       unsigned char *bytes)
{
    const size_t start = record->offset + HEADER;
    for (size_t i = readable_bytes(record); i < record->size; i++) {
        const size_t at = start + i;
        if (lock->kind == LOCK_XOR) {
            bytes[at] = rotate_left(
                bytes[at] ^ lock->pattern[(at + record->size) % PATTERN], 3);
            continue;
        }
        if (enter_block(lock, (uint32_t)(at / RC4_BLOCK)) != 0)
            return -1;
        bytes[at] ^= lock->stream_part[at % RC4_BLOCK];
    }
    return 0;
}

/* ---- FILEPASS ---- */

bool biff_lock_find(const struct biff_stream *stream,
                    struct biff_record *file_pass)
{
    size_t offset = 0;
    while (biff_record_at(stream, offset, file_pass)) {
        if (file_pass->id == BIFF_FILEPASS)
            return true;
        if (file_pass->id == BIFF_EOF)
            return false;
        offset = biff_record_end(file_pass);
    }
    return false;
}

static int fail_damaged(const char *path, struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_RECORDS,
                           path, "FILEPASS");
}

/* Salt, verifier and its digest, from byte `at` on. */
static int take_verifier(struct biff_lock *lock,
                         const struct biff_record *record, size_t at,
                         size_t between, const char *path,
                         struct failure *failure)
{
    const size_t digest = lock->kind == LOCK_RC4 ? 16 : 20;
    if (at > record->size ||
        record->size - at < SALT + VERIFIER + between + digest)
        return fail_damaged(path, failure);
    lock->salt = record->data + at;
    lock->verifier = lock->salt + SALT;
    lock->verifier_digest = lock->verifier + VERIFIER + between;
    return 0;
}

/* Flags, the size of a header, the header (flags, extra, cipher, digest, bits
 * of the key …), the size of the salt, and the verifier. */
static int read_crypto_api(struct biff_lock *lock,
                           const struct biff_record *record, const char *path,
                           struct failure *failure)
{
    enum { HEAD = 14, RC4 = 0x6801, MOST_HEAD = 4096 };
    const uint32_t head_size = biff_u32(record, 10);
    const uint32_t cipher = biff_u32(record, HEAD + 8);
    const uint32_t bits = biff_u32(record, HEAD + 16);
    if (cipher != 0 && cipher != RC4)
        return keyring_fail_unknown(path, "CryptoAPI", failure);
    if (head_size > MOST_HEAD || bits % 8 != 0 || bits > 128 ||
        (bits != 0 && bits < 40))
        return fail_damaged(path, failure);
    lock->kind = LOCK_CRYPTO_API;
    lock->key_size = bits == 0 ? KEY_40_BITS : bits / 8;
    return take_verifier(lock, record, HEAD + head_size + 4, 4, path, failure);
}

static int read_file_pass(struct biff_lock *lock,
                          const struct biff_record *record, const char *path,
                          struct failure *failure)
{
    const bool is_old = record->size == 4; /* Excel 95: only the pattern */
    const size_t xor_at = is_old ? 0 : 2;
    const unsigned major = biff_u16(record, 2);
    const unsigned minor = biff_u16(record, 4);
    if (is_old || biff_u16(record, 0) == 0) {
        lock->kind = LOCK_XOR;
        lock->xor_key = biff_u16(record, xor_at);
        lock->xor_verifier = biff_u16(record, xor_at + 2);
        return 0;
    }
    if (biff_u16(record, 0) != 1)
        return keyring_fail_unknown(path, "FILEPASS", failure);
    if (major == 1 && minor == 1) {
        lock->kind = LOCK_RC4;
        return take_verifier(lock, record, 6, 0, path, failure);
    }
    if (major >= 2 && major <= 4 && minor == 2)
        return read_crypto_api(lock, record, path, failure);
    return keyring_fail_unknown(path, "FILEPASS", failure);
}

static enum key_fit try_password(void *context, struct span password,
                                 struct failure *failure)
{
    struct biff_lock *lock = context;
    const enum key_fit fit = lock->kind == LOCK_XOR ? try_xor(lock, password)
                                                    : try_rc4(lock, password);
    if (fit == KEY_FAILED)
        failure_memory(failure);
    return fit;
}

static const char *method_name(const struct biff_lock *lock)
{
    static const char *const names[] = {
        [LOCK_XOR] = "XOR",
        [LOCK_RC4] = "RC4",
        [LOCK_CRYPTO_API] = "RC4 CryptoAPI",
    };
    return names[lock->kind];
}

/* 0, or -1 when memory is exhausted. */
static int open_records(struct biff_lock *lock,
                        const struct locked_stream *locked)
{
    const struct biff_stream stream = {
        .bytes = locked->bytes,
        .size = locked->size,
    };
    struct biff_record record;
    for (size_t at = 0; biff_record_at(&stream, at, &record);
         at = biff_record_end(&record))
        if (open_record(lock, &record, locked->bytes) != 0)
            return -1;
    return 0;
}

int biff_lock_open(const struct locked_stream *locked,
                   const struct keyring *keyring, const char **method,
                   struct failure *failure)
{
    const char *path = locked->path;
    struct biff_lock lock = {.kind = LOCK_XOR};
    if (read_file_pass(&lock, &locked->file_pass, path, failure) != 0)
        return -1;
    *method = method_name(&lock);
    if (keyring == NULL)
        return failure_set(failure, DIAG_FILE_PROTECTED, path, "%s", *method);
    lock.ciphers = keyring->ciphers;
    if (lock.kind != LOCK_XOR && !ciphers_has_rc4(lock.ciphers))
        return keyring_fail_unknown(path, *method, failure);
    int result =
        keyring_unlock(keyring, path, *method, try_password, &lock, failure);
    if (result == 0 && open_records(&lock, locked) != 0)
        result = failure_memory(failure);
    ciphers_wipe(&lock, sizeof lock);
    return result;
}
