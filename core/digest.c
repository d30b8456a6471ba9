/*
 * SHA-256 and SM3 by OpenSSL's EVP. The contexts are their only state.
 */
#include "core/digest.h"

#include "core/arena.h"
#include <openssl/evp.h>
#include <stdbool.h>

struct digest {
    EVP_MD_CTX *sha256;
    EVP_MD_CTX *sm3; /* NULL = not asked for */
    bool is_failed;
};

void digest_free(struct digest *digest)
{
    if (digest == NULL)
        return;
    EVP_MD_CTX_free(digest->sha256);
    EVP_MD_CTX_free(digest->sm3);
    mem_free(digest);
}

/* NULL where the library gives none. */
static EVP_MD_CTX *begin(const EVP_MD *algorithm)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context != NULL && EVP_DigestInit_ex(context, algorithm, NULL) == 1)
        return context;
    EVP_MD_CTX_free(context);
    return NULL;
}

static struct digest *digest_begin(bool is_pair)
{
    struct digest *digest = mem_alloc(sizeof *digest);
    if (digest == NULL)
        return NULL;
    digest->sha256 = begin(EVP_sha256());
    digest->sm3 = is_pair ? begin(EVP_sm3()) : NULL;
    if (digest->sha256 == NULL || (is_pair && digest->sm3 == NULL)) {
        digest_free(digest);
        return NULL;
    }
    return digest;
}

struct digest *digest_new(void)
{
    return digest_begin(false);
}

struct digest *digest_new_pair(void)
{
    return digest_begin(true);
}

void digest_add(struct digest *digest, const void *bytes, size_t len)
{
    if (EVP_DigestUpdate(digest->sha256, bytes, len) != 1 ||
        (digest->sm3 != NULL && EVP_DigestUpdate(digest->sm3, bytes, len) != 1))
        digest->is_failed = true;
}

/* The digits of one of them; 0 or -1. */
static int write_hex(EVP_MD_CTX *context, char hex[DIGEST_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    const int result =
        EVP_DigestFinal_ex(context, bytes, &length) == 1 ? 0 : -1;
    size_t at = 0;
    for (size_t i = 0; i < length && at + 2 < DIGEST_HEX_SIZE; i++) {
        hex[at++] = digits[bytes[i] >> 4];
        hex[at++] = digits[bytes[i] & 15];
    }
    hex[at] = '\0';
    return result;
}

int digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE])
{
    const int written = write_hex(digest->sha256, hex);
    const int result = digest->is_failed ? -1 : written;
    digest_free(digest);
    return result;
}

int digest_finish_pair(struct digest *digest, struct digest_pair *out)
{
    int result = write_hex(digest->sha256, out->sha256);
    if (write_hex(digest->sm3, out->sm3) != 0 || digest->is_failed)
        result = -1;
    digest_free(digest);
    return result;
}

int digest_of(const void *bytes, size_t len, char hex[DIGEST_HEX_SIZE])
{
    struct digest *digest = digest_new();
    if (digest == NULL)
        return -1;
    digest_add(digest, bytes, len);
    return digest_finish(digest, hex);
}
