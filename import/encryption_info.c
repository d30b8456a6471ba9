/*
 * EncryptionInfo in its two forms: "standard" (Excel 2007, a block of
 * numbers) and "agile" (since 2010, XML). Both come out as one record.
 *
 * Only what is read by password and AES is taken; the rest is refused by its
 * name: certificates, rights management, other ciphers. No length in the
 * stream is trusted, and the number of turns that make a password dear to
 * guess is bounded, since it makes the file dear to open as well.
 */
#include "import/encryption_info.h"

#include "import/keyring.h"
#include "import/xml.h"
#include "import/zip_part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail_damaged(const char *path, const char *what,
                        struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_CONTENT,
                           path, "EncryptionInfo: %s", what);
}

/* ---- standard ---- */

enum {
    STANDARD_SPINS = 50000,
    STANDARD_SALT = 16,
    STANDARD_DIGEST = 32, /* SHA-1, padded to blocks */
    FLAG_AES = 0x20
};

/* A number of four bytes; 0 beyond the end. */
static uint32_t u32_at(const struct span *stream, size_t at)
{
    if (at > stream->size || stream->size - at < 4)
        return 0;
    const unsigned char *from = stream->bytes + at;
    return from[0] + from[1] * 0x100U + from[2] * 0x10000U +
           from[3] * 0x1000000U;
}

static void put_sealed(struct sealed *out, const unsigned char *from,
                       size_t size)
{
    memcpy(out->bytes, from, size);
    out->size = size;
}

/* Version, flags, the size of the header, the header (flags, extra, cipher,
 * digest, bits of the key …), then salt and verifier. */
static int read_standard(const struct span *stream, const char *path,
                         struct encryption_info *out, struct failure *failure)
{
    enum { HEADER = 12, VERIFIER = 4 + STANDARD_SALT + 16 + 4 };
    enum { AES_128 = 0x660E, AES_256 = 0x6610 };
    char name[32];
    const uint32_t header_size = u32_at(stream, 8);
    const uint32_t cipher = u32_at(stream, HEADER + 8);
    const uint32_t bits = u32_at(stream, HEADER + 16);
    if ((u32_at(stream, HEADER) & FLAG_AES) == 0 ||
        (cipher != 0 && (cipher < AES_128 || cipher > AES_256))) {
        snprintf(name, sizeof name, cipher == 0x6801 ? "RC4" : "0x%x",
                 (unsigned)cipher);
        return keyring_fail_unknown(path, name, failure);
    }
    if (header_size > stream->size ||
        stream->size - header_size < HEADER + VERIFIER + STANDARD_DIGEST ||
        (bits != 128 && bits != 192 && bits != 256))
        return fail_damaged(path, "AES", failure);
    const unsigned char *salt = stream->bytes + HEADER + header_size + 4;
    out->password = (struct lock_method){
        .digest = DIGEST_SHA1,
        .key_size = bits / 8,
        .salt_size = STANDARD_SALT,
    };
    memcpy(out->password.salt, salt, STANDARD_SALT);
    out->spins = STANDARD_SPINS;
    put_sealed(&out->verifier, salt + STANDARD_SALT, 16);
    put_sealed(&out->verifier_digest, salt + STANDARD_SALT + 16 + 4,
               STANDARD_DIGEST);
    snprintf(out->name, sizeof out->name, "AES-%u SHA1", (unsigned)bits);
    return 0;
}

/* ---- agile ---- */

struct agile {
    const char *path;
    struct encryption_info *info;
    struct failure *failure;
    bool has_data, has_password;
    bool has_certificate;
};

static const struct {
    const char *name;
    enum digest_kind kind;
} digest_names[] = {
    {"SHA1", DIGEST_SHA1},     {"SHA-1", DIGEST_SHA1},
    {"SHA256", DIGEST_SHA256}, {"SHA-256", DIGEST_SHA256},
    {"SHA384", DIGEST_SHA384}, {"SHA-384", DIGEST_SHA384},
    {"SHA512", DIGEST_SHA512}, {"SHA-512", DIGEST_SHA512},
    {"MD5", DIGEST_MD5},
};

/* A number up to `most`; most + 1 where the attribute is none or larger. */
static unsigned long number_of(const struct xml_element *element,
                               const char *name, unsigned long most)
{
    const char *text = xml_attribute(element, name);
    if (text == NULL || text[0] < '0' || text[0] > '9' || strlen(text) > 10)
        return most + 1;
    const unsigned long value = strtoul(text, NULL, 10);
    return value > most ? most + 1 : value;
}

static int fail_attribute(const struct agile *agile, const char *name)
{
    return fail_damaged(agile->path, name, agile->failure);
}

/* 0, or -1 where the attribute is not `wanted`. */
static int expect(const struct agile *agile, const struct xml_element *element,
                  const char *name, const char *wanted)
{
    const char *value = xml_attribute(element, name);
    if (value == NULL)
        return fail_attribute(agile, name);
    if (strcmp(value, wanted) == 0)
        return 0;
    return keyring_fail_unknown(agile->path, value, agile->failure);
}

static int read_digest(const struct agile *agile,
                       const struct xml_element *element,
                       struct lock_method *out)
{
    const char *name = xml_attribute(element, "hashAlgorithm");
    if (name == NULL)
        return fail_attribute(agile, "hashAlgorithm");
    for (size_t i = 0; i < sizeof digest_names / sizeof digest_names[0]; i++)
        if (strcmp(digest_names[i].name, name) == 0) {
            out->digest = digest_names[i].kind;
            return 0;
        }
    return keyring_fail_unknown(agile->path, name, agile->failure);
}

static int read_bytes(const struct agile *agile,
                      const struct xml_element *element, const char *name,
                      unsigned char *out, size_t *size)
{
    const char *text = xml_attribute(element, name);
    if (text == NULL || ciphers_base64(text, out, size) != 0 || *size == 0)
        return fail_attribute(agile, name);
    return 0;
}

/* What AES decrypts: whole blocks. */
static int read_sealed(const struct agile *agile,
                       const struct xml_element *element, const char *name,
                       struct sealed *out)
{
    out->size = sizeof out->bytes;
    if (read_bytes(agile, element, name, out->bytes, &out->size) != 0)
        return -1;
    return out->size % AES_BLOCK == 0 ? 0 : fail_attribute(agile, name);
}

static int read_method(const struct agile *agile,
                       const struct xml_element *element,
                       struct lock_method *out)
{
    const unsigned long bits = number_of(element, "keyBits", 256);
    if (expect(agile, element, "cipherAlgorithm", "AES") != 0 ||
        expect(agile, element, "cipherChaining", "ChainingModeCBC") != 0 ||
        read_digest(agile, element, out) != 0)
        return -1;
    if (bits != 128 && bits != 192 && bits != 256)
        return fail_attribute(agile, "keyBits");
    out->key_size = bits / 8;
    out->salt_size = sizeof out->salt;
    if (read_bytes(agile, element, "saltValue", out->salt, &out->salt_size) !=
        0)
        return -1;
    return number_of(element, "saltSize", SALT_SIZE_MAX) == out->salt_size
               ? 0
               : fail_attribute(agile, "saltSize");
}

static int read_password_key(struct agile *agile,
                             const struct xml_element *element)
{
    struct encryption_info *info = agile->info;
    const unsigned long spins =
        number_of(element, "spinCount", ENCRYPTION_SPINS_MAX);
    const char *shown = xml_attribute(element, "spinCount");
    agile->has_password = true;
    if (spins > ENCRYPTION_SPINS_MAX && shown != NULL)
        return failure_explain(
            agile->failure, DIAG_FILE_LIMIT, MESSAGE_WHY_SPINS, agile->path,
            "spinCount %.20s > %d", shown, ENCRYPTION_SPINS_MAX);
    if (shown == NULL)
        return fail_attribute(agile, "spinCount");
    info->spins = (uint32_t)spins;
    return read_method(agile, element, &info->password) != 0 ||
                   read_sealed(agile, element, "encryptedVerifierHashInput",
                               &info->verifier) != 0 ||
                   read_sealed(agile, element, "encryptedVerifierHashValue",
                               &info->verifier_digest) != 0 ||
                   read_sealed(agile, element, "encryptedKeyValue",
                               &info->key) != 0
               ? -1
               : 0;
}

static int on_element(void *context, const struct xml_element *element)
{
    static const char by_password[] = "/keyEncryptor/password";
    struct agile *agile = context;
    struct encryption_info *info = agile->info;
    if (strcmp(element->name, "keyData") == 0) {
        agile->has_data = true;
        return read_method(agile, element, &info->data);
    }
    if (strcmp(element->name, "dataIntegrity") == 0)
        return read_sealed(agile, element, "encryptedHmacKey",
                           &info->hmac_key) != 0 ||
                       read_sealed(agile, element, "encryptedHmacValue",
                                   &info->hmac_value) != 0
                   ? -1
                   : 0;
    if (strcmp(element->name, "keyEncryptor") == 0) {
        const char *uri = xml_attribute(element, "uri");
        const size_t length = uri == NULL ? 0 : strlen(uri);
        const size_t end = sizeof by_password - 1;
        if (length < end || strcmp(uri + length - end, by_password) != 0)
            agile->has_certificate = true;
    }
    if (strcmp(element->name, "encryptedKey") == 0 && !agile->has_password &&
        xml_attribute(element, "spinCount") != NULL)
        return read_password_key(agile, element);
    return 0;
}

static int read_agile(const struct span *stream, const char *path,
                      struct encryption_info *out, struct failure *failure)
{
    enum { HEADER = 8, STEP = 4096 };
    struct agile agile = {.path = path, .info = out, .failure = failure};
    const struct xml_sink sink = {.context = &agile, .start = on_element};
    const struct span xml = {stream->bytes + HEADER, stream->size - HEADER};
    struct zip_part *part = NULL;
    if (zip_part_over(path, "EncryptionInfo", xml.bytes, xml.size, &part,
                      failure) != 0)
        return -1;
    const int result = xml_parse(part, STEP, &sink, failure);
    zip_part_close(part);
    if (result != 0)
        return -1;
    if (!agile.has_password && agile.has_certificate)
        return keyring_fail_unknown(path, "certificate", failure);
    if (!agile.has_password || !agile.has_data)
        return fail_damaged(path, "keyData", failure);
    out->is_agile = true;
    snprintf(out->name, sizeof out->name, "AES-%u %s",
             (unsigned)out->data.key_size * 8,
             ciphers_digest_name(out->data.digest));
    return 0;
}

/* ---- the stream ---- */

int encryption_info_read(const struct span *stream, const char *path,
                         struct encryption_info *out, struct failure *failure)
{
    const uint32_t version = u32_at(stream, 0);
    const unsigned major = version & 0xFFFF;
    const unsigned minor = version >> 16;
    char name[32];
    *out = (struct encryption_info){.is_agile = false};
    if (stream->size < 12)
        return fail_damaged(path, "", failure);
    if (major == 4 && minor == 4)
        return read_agile(stream, path, out, failure);
    if (major >= 2 && major <= 4 && minor == 2)
        return read_standard(stream, path, out, failure);
    snprintf(name, sizeof name,
             minor == 3 ? "extensible %u.%u" : "EncryptionInfo %u.%u", major,
             minor);
    return keyring_fail_unknown(path, name, failure);
}
