/*
 * SHA-256 by OpenSSL's EVP. The context is its only state.
 */
#include "core/digest.h"

#include "core/arena.h"
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct digest {
    EVP_MD_CTX *context;
    bool is_failed;
};

struct digest *digest_new(void)
{
    struct digest *digest = mem_alloc(sizeof *digest);
    if (digest == NULL)
        return NULL;
    digest->context = EVP_MD_CTX_new();
    if (digest->context == NULL ||
        EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1) {
        EVP_MD_CTX_free(digest->context);
        mem_free(digest);
        return NULL;
    }
    return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t len)
{
    if (EVP_DigestUpdate(digest->context, bytes, len) != 1)
        digest->is_failed = true;
}

int digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_DigestFinal_ex(digest->context, bytes, &length) != 1)
        digest->is_failed = true;
    const int result = digest->is_failed ? -1 : 0;
    for (unsigned i = 0; i < length && i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    EVP_MD_CTX_free(digest->context);
    mem_free(digest);
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
