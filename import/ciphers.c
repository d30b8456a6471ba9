/*
 * OpenSSL's EVP behind a small contract. Its headers stay in this file.
 *
 * The algorithms are fetched into a library context of our own: the module
 * with RC4 ("legacy") would otherwise change what the rest of the program
 * gets from OpenSSL. Where that module or MD5 is missing, as on systems under
 * FIPS rules, the rest works all the same.
 */
#include "import/ciphers.h"

#include "core/arena.h"
#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <string.h>

enum { AES_SIZES = 3, AES_MODES = 2 }; /* 128, 192, 256; CBC, ECB */

struct ciphers {
    OSSL_LIB_CTX *library;
    OSSL_PROVIDER *usual;
    OSSL_PROVIDER *legacy;
    EVP_MD *digests[DIGEST_KINDS];
    EVP_CIPHER *aes[AES_MODES][AES_SIZES];
    EVP_CIPHER *rc4;
    EVP_MAC *hmac;
};

static const struct {
    const char *name;
    size_t size;
} digests[] = {
    [DIGEST_MD5] = {"MD5", 16},       [DIGEST_SHA1] = {"SHA1", 20},
    [DIGEST_SHA256] = {"SHA256", 32}, [DIGEST_SHA384] = {"SHA384", 48},
    [DIGEST_SHA512] = {"SHA512", 64},
};

static const char *const aes_names[AES_MODES][AES_SIZES] = {
    [AES_CBC] = {"AES-128-CBC", "AES-192-CBC", "AES-256-CBC"},
    [AES_ECB] = {"AES-128-ECB", "AES-192-ECB", "AES-256-ECB"},
};

/* ---- open and close ---- */

static void fetch_all(struct ciphers *ciphers)
{
    OSSL_LIB_CTX *library = ciphers->library;
    ciphers->usual = OSSL_PROVIDER_load(library, "default");
    ciphers->legacy = OSSL_PROVIDER_load(library, "legacy");
    for (size_t i = 0; i < DIGEST_KINDS; i++)
        ciphers->digests[i] = EVP_MD_fetch(library, digests[i].name, NULL);
    for (size_t mode = 0; mode < AES_MODES; mode++)
        for (size_t i = 0; i < AES_SIZES; i++)
            ciphers->aes[mode][i] =
                EVP_CIPHER_fetch(library, aes_names[mode][i], NULL);
    ciphers->rc4 = EVP_CIPHER_fetch(library, "RC4", NULL);
    ciphers->hmac = EVP_MAC_fetch(library, "HMAC", NULL);
}

struct ciphers *ciphers_open(void)
{
    struct ciphers *ciphers = mem_alloc(sizeof *ciphers);
    if (ciphers == NULL)
        return NULL;
    ciphers->library = OSSL_LIB_CTX_new();
    if (ciphers->library == NULL) {
        mem_free(ciphers);
        return NULL;
    }
    fetch_all(ciphers);
    return ciphers;
}

void ciphers_close(struct ciphers *ciphers)
{
    if (ciphers == NULL)
        return;
    for (size_t i = 0; i < DIGEST_KINDS; i++)
        EVP_MD_free(ciphers->digests[i]);
    for (size_t mode = 0; mode < AES_MODES; mode++)
        for (size_t i = 0; i < AES_SIZES; i++)
            EVP_CIPHER_free(ciphers->aes[mode][i]);
    EVP_CIPHER_free(ciphers->rc4);
    EVP_MAC_free(ciphers->hmac);
    if (ciphers->legacy != NULL)
        OSSL_PROVIDER_unload(ciphers->legacy);
    if (ciphers->usual != NULL)
        OSSL_PROVIDER_unload(ciphers->usual);
    OSSL_LIB_CTX_free(ciphers->library);
    mem_free(ciphers);
}

bool ciphers_has_rc4(const struct ciphers *ciphers)
{
    return ciphers->rc4 != NULL && ciphers->digests[DIGEST_MD5] != NULL;
}

/* ---- digests ---- */

size_t ciphers_digest_size(enum digest_kind kind)
{
    return digests[kind].size;
}

const char *ciphers_digest_name(enum digest_kind kind)
{
    return digests[kind].name;
}

int ciphers_digest(const struct ciphers *ciphers, enum digest_kind kind,
                   const struct span *parts, size_t count, unsigned char *out)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool is_done = context != NULL && ciphers->digests[kind] != NULL &&
                   EVP_DigestInit_ex2(context, ciphers->digests[kind], NULL);
    for (size_t i = 0; is_done && i < count; i++)
        is_done = EVP_DigestUpdate(context, parts[i].bytes, parts[i].size);
    is_done = is_done && EVP_DigestFinal_ex(context, out, NULL);
    EVP_MD_CTX_free(context);
    return is_done ? 0 : -1;
}

int ciphers_spin(const struct ciphers *ciphers, enum digest_kind kind,
                 uint32_t turns, unsigned char *digest)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const EVP_MD *method = ciphers->digests[kind];
    const size_t size = digests[kind].size;
    bool is_done = context != NULL && method != NULL;
    for (uint32_t turn = 0; is_done && turn < turns; turn++) {
        const unsigned char number[] = {
            (unsigned char)turn,
            (unsigned char)(turn >> 8),
            (unsigned char)(turn >> 16),
            (unsigned char)(turn >> 24),
        };
        is_done = EVP_DigestInit_ex2(context, method, NULL) &&
                  EVP_DigestUpdate(context, number, sizeof number) &&
                  EVP_DigestUpdate(context, digest, size) &&
                  EVP_DigestFinal_ex(context, digest, NULL);
    }
    EVP_MD_CTX_free(context);
    return is_done ? 0 : -1;
}

int ciphers_hmac(const struct ciphers *ciphers, enum digest_kind kind,
                 struct span key, struct span data, unsigned char *out)
{
    char name[16];
    if (ciphers->hmac == NULL)
        return -1;
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(ciphers->hmac);
    memcpy(name, digests[kind].name, strlen(digests[kind].name) + 1);
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end(),
    };
    const bool is_done =
        context != NULL &&
        EVP_MAC_init(context, key.bytes, key.size, parameters) &&
        EVP_MAC_update(context, data.bytes, data.size) &&
        EVP_MAC_final(context, out, NULL, DIGEST_SIZE_MAX);
    EVP_MAC_CTX_free(context);
    return is_done ? 0 : -1;
}

/* ---- ciphers ---- */

/* In place, in steps that EVP can count; without padding, each gives as many
 * bytes as it takes. */
static bool decrypt(EVP_CIPHER_CTX *context, unsigned char *bytes, size_t size)
{
    enum { STEP = 1 << 20 };
    while (size > 0) {
        const int step = size < STEP ? (int)size : STEP;
        int written = 0;
        if (!EVP_DecryptUpdate(context, bytes, &written, bytes, step) ||
            written != step)
            return false;
        bytes += step;
        size -= (size_t)step;
    }
    return true;
}

int ciphers_aes_open(const struct ciphers *ciphers, enum aes_mode mode,
                     struct span key, const unsigned char *iv,
                     unsigned char *bytes, size_t size)
{
    if (key.size != 16 && key.size != 24 && key.size != 32)
        return -1;
    const EVP_CIPHER *method = ciphers->aes[mode][key.size / 8 - 2];
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    const bool is_done =
        context != NULL && method != NULL &&
        EVP_DecryptInit_ex2(context, method, key.bytes, iv, NULL) &&
        EVP_CIPHER_CTX_set_padding(context, 0) && decrypt(context, bytes, size);
    EVP_CIPHER_CTX_free(context);
    return is_done ? 0 : -1;
}

int ciphers_rc4(const struct ciphers *ciphers, struct span key,
                unsigned char *bytes, size_t size)
{
    if (ciphers->rc4 == NULL || key.size > INT_MAX)
        return -1;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    const bool is_done =
        context != NULL &&
        EVP_DecryptInit_ex2(context, ciphers->rc4, NULL, NULL, NULL) &&
        EVP_CIPHER_CTX_set_key_length(context, (int)key.size) &&
        EVP_DecryptInit_ex2(context, NULL, key.bytes, NULL, NULL) &&
        decrypt(context, bytes, size);
    EVP_CIPHER_CTX_free(context);
    return is_done ? 0 : -1;
}

/* ---- the rest ---- */

int ciphers_base64(const char *text, unsigned char *out, size_t *out_size)
{
    const size_t length = strlen(text);
    int written = 0;
    int rest = 0;
    /* EVP may write up to three bytes for four characters. */
    if (length / 4 * 3 + 3 > *out_size || length > INT_MAX)
        return -1;
    EVP_ENCODE_CTX *context = EVP_ENCODE_CTX_new();
    if (context == NULL)
        return -1;
    EVP_DecodeInit(context);
    const bool is_done =
        EVP_DecodeUpdate(context, out, &written, (const unsigned char *)text,
                         (int)length) >= 0 &&
        EVP_DecodeFinal(context, out + written, &rest) == 1;
    EVP_ENCODE_CTX_free(context);
    *out_size = (size_t)written + (size_t)rest;
    return is_done ? 0 : -1;
}

bool ciphers_is_same(const unsigned char *a, const unsigned char *b,
                     size_t size)
{
    return CRYPTO_memcmp(a, b, size) == 0;
}

void ciphers_wipe(void *bytes, size_t size)
{
    OPENSSL_cleanse(bytes, size);
}
