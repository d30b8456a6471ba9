/* What an encrypted package says of its lock: read, or refused by name. */
#include "core/text.h"
#include "import/encryption_info.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- agile ---- */

#define METHOD                                                                 \
    "saltSize=\"4\" blockSize=\"16\" keyBits=\"256\" hashSize=\"64\" "         \
    "cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" "              \
    "hashAlgorithm=\"SHA512\" saltValue=\"c2FsdA==\" "
#define BLOCK "\"MDEyMzQ1Njc4OWFiY2RlZg==\"" /* 16 bytes */
#define SEALED                                                                 \
    "encryptedVerifierHashInput=" BLOCK " encryptedVerifierHashValue=" BLOCK   \
    " encryptedKeyValue=" BLOCK
#define KEY_DATA "<keyData " METHOD "/>"
#define PASSWORD_KEY "<p:encryptedKey spinCount=\"7\" " METHOD SEALED "/>"
#define BY(uri, key) "<keyEncryptor uri=\"x/" uri "\">" key "</keyEncryptor>"
#define BY_PASSWORD(key) BY("keyEncryptor/password", key)
#define INFO(data, keys)                                                       \
    "<encryption xmlns=\"e\" xmlns:p=\"p\">" data "<keyEncryptors>" keys       \
    "</keyEncryptors></encryption>"

static const struct {
    const char *name;
    const char *xml;
    const char *expected;
} cases[] = {
    {"plain", INFO(KEY_DATA, BY_PASSWORD(PASSWORD_KEY)),
     "AES-256 SHA512 7 salt 16 16 16 0"},
    {"with integrity",
     INFO(KEY_DATA "<dataIntegrity encryptedHmacKey=" BLOCK
                   " encryptedHmacValue=" BLOCK "/>",
          BY_PASSWORD(PASSWORD_KEY)),
     "AES-256 SHA512 7 salt 16 16 16 16"},
    {"a certificate beside the password",
     INFO(KEY_DATA, BY("keyEncryptor/certificate",
                       "<c:encryptedKey xmlns:c=\"c\" X509Certificate=\"\"/>")
                        BY_PASSWORD(PASSWORD_KEY)),
     "AES-256 SHA512 7 salt 16 16 16 0"},
    {"a certificate alone", INFO(KEY_DATA, BY("keyEncryptor/certificate", "")),
     "encryption-unknown certificate"},
    {"no key", INFO(KEY_DATA, ""), "file-damaged EncryptionInfo: keyData"},
    {"no data", INFO("", BY_PASSWORD(PASSWORD_KEY)),
     "file-damaged EncryptionInfo: keyData"},
    {"another cipher",
     INFO("<keyData cipherAlgorithm=\"RC2\"/>", BY_PASSWORD(PASSWORD_KEY)),
     "encryption-unknown RC2"},
    {"another chaining",
     INFO("<keyData cipherAlgorithm=\"AES\" "
          "cipherChaining=\"ChainingModeCFB\"/>",
          BY_PASSWORD(PASSWORD_KEY)),
     "encryption-unknown ChainingModeCFB"},
    {"another digest",
     INFO("<keyData cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" "
          "hashAlgorithm=\"WHIRLPOOL\"/>",
          BY_PASSWORD(PASSWORD_KEY)),
     "encryption-unknown WHIRLPOOL"},
    {"no cipher", INFO("<keyData/>", ""),
     "file-damaged EncryptionInfo: cipherAlgorithm"},
    {"a key of no size",
     INFO("<keyData cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" "
          "hashAlgorithm=\"SHA1\" keyBits=\"40\"/>",
          ""),
     "file-damaged EncryptionInfo: keyBits"},
    {"a salt of another length",
     INFO("<keyData cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" "
          "hashAlgorithm=\"SHA1\" keyBits=\"128\" saltSize=\"16\" "
          "saltValue=\"c2FsdA==\"/>",
          ""),
     "file-damaged EncryptionInfo: saltSize"},
    {"a salt that is no base64",
     INFO("<keyData cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" "
          "hashAlgorithm=\"SHA1\" keyBits=\"128\" saltSize=\"4\" "
          "saltValue=\"?\"/>",
          ""),
     "file-damaged EncryptionInfo: saltValue"},
    {"a value of no whole blocks",
     INFO(KEY_DATA, BY_PASSWORD("<p:encryptedKey spinCount=\"7\" " METHOD
                                "encryptedVerifierHashInput=\"c2FsdA==\"/>")),
     "file-damaged EncryptionInfo: encryptedVerifierHashInput"},
    {"ten million turns",
     INFO(KEY_DATA,
          BY_PASSWORD("<p:encryptedKey spinCount=\"10000000\" " METHOD SEALED
                      "/>")),
     "AES-256 SHA512 10000000 salt 16 16 16 0"},
    {"one more",
     INFO(KEY_DATA,
          BY_PASSWORD("<p:encryptedKey spinCount=\"10000001\" " METHOD SEALED
                      "/>")),
     "file-limit spinCount 10000001 > 10000000"},
    {"far more",
     INFO(KEY_DATA,
          BY_PASSWORD("<p:encryptedKey "
                      "spinCount=\"99999999999999999999\" " METHOD SEALED
                      "/>")),
     "file-limit spinCount 99999999999999999999 > 10000000"},
    {"less than none",
     INFO(KEY_DATA,
          BY_PASSWORD("<p:encryptedKey spinCount=\"-1\" " METHOD SEALED "/>")),
     "file-limit spinCount -1 > 10000000"},
    {"entities", "<!DOCTYPE e [<!ENTITY a 'b'>]><encryption/>",
     "file-damaged EncryptionInfo:1:13: DOCTYPE"},
    {"cut off", "<encryption>", NULL},
};

static void read_info(const unsigned char *bytes, size_t size, char *out,
                      size_t room)
{
    struct encryption_info info;
    struct failure failure = FAILURE_INIT;
    unsigned char *copy = malloc(size); /* of its own size */
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    const struct span stream = {copy, size};
    if (encryption_info_read(&stream, "a.xlsx", &info, &failure) != 0)
        snprintf(out, room, "%s %s", diag_name(failure.code), failure.note);
    else
        snprintf(out, room, "%s %u %.*s %zu %zu %zu %zu", info.name,
                 (unsigned)info.spins, (int)info.password.salt_size,
                 (const char *)info.password.salt, info.verifier.size,
                 info.verifier_digest.size, info.key.size,
                 info.hmac_value.size);
    free(copy);
}

static void agile_locks_are_read_or_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char got[256];
        struct text stream = TEXT_INIT;
        text_append_bytes(&stream, "\4\0\4\0\x40\0\0\0", 8);
        text_append(&stream, cases[i].xml);
        read_info((const unsigned char *)stream.data, stream.length, got,
                  sizeof got);
        if (cases[i].expected != NULL)
            EXPECT_TEXT(cases[i].name, got, cases[i].expected);
        else
            EXPECT(cases[i].name, strncmp(got, "file-damaged ", 13) == 0);
        text_release(&stream);
    }
}

/* ---- standard ---- */

/* Flags, cipher, bits; then what may follow them. */
static size_t make_standard(unsigned char *out, unsigned flags, unsigned cipher,
                            unsigned bits)
{
    enum { HEADER = 32 };
    const unsigned numbers[] = {0x00020003, flags,  HEADER, flags, 0,
                                cipher,     0x8004, bits,   0x18};
    size_t size = 0;
    memset(out, 0x5A, 256);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        for (unsigned shift = 0; shift < 32; shift += 8)
            out[size++] = (unsigned char)(numbers[i] >> shift);
    memcpy(out + 12 + HEADER + 4, "saltsaltsaltsalt", 16);
    return 12 + HEADER + 4 + 16 + 16 + 4 + 32;
}

static const struct {
    const char *name;
    unsigned flags, cipher, bits;
    const char *expected;
} standards[] = {
    {"AES-128", 0x24, 0x660E, 128,
     "AES-128 SHA1 50000 saltsaltsaltsalt 16 32 0 0"},
    {"AES-256", 0x24, 0x6610, 256,
     "AES-256 SHA1 50000 saltsaltsaltsalt 16 32 0 0"},
    {"RC4", 0x04, 0x6801, 128, "encryption-unknown RC4"},
    {"another cipher", 0x24, 0x6603, 168, "encryption-unknown 0x6603"},
    {"a key of no size", 0x24, 0x660E, 40, "file-damaged EncryptionInfo: AES"},
};

static void standard_locks_are_read_or_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(standards); i++) {
        unsigned char bytes[256];
        char got[256];
        const size_t size = make_standard(
            bytes, standards[i].flags, standards[i].cipher, standards[i].bits);
        read_info(bytes, size, got, sizeof got);
        EXPECT_TEXT(standards[i].name, got, standards[i].expected);
    }
}

static void a_standard_lock_that_is_cut_off_is_damaged(void **state)
{
    (void)state;
    unsigned char bytes[256];
    const size_t size = make_standard(bytes, 0x24, 0x660E, 128);
    for (size_t length = 1; length < size; length++) {
        char got[256];
        read_info(bytes, length, got, sizeof got);
        if (strncmp(got, "file-damaged", 12) != 0 &&
            strncmp(got, "encryption-unknown", 18) != 0)
            fail_msg("%zu bytes: %s", length, got);
    }
    bytes[8] = bytes[9] = bytes[10] = 0xFF; /* the header's size */
    char got[256];
    read_info(bytes, size, got, sizeof got);
    assert_string_equal(got, "file-damaged EncryptionInfo: AES");
}

static void other_versions_are_named(void **state)
{
    static const struct {
        const char *bytes;
        const char *expected;
    } versions[] = {
        {"\3\0\3\0________", "encryption-unknown extensible 3.3"},
        {"\1\0\1\0________", "encryption-unknown EncryptionInfo 1.1"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(versions); i++) {
        char got[256];
        read_info((const unsigned char *)versions[i].bytes, 12, got,
                  sizeof got);
        assert_string_equal(got, versions[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agile_locks_are_read_or_named),
        cmocka_unit_test(standard_locks_are_read_or_named),
        cmocka_unit_test(a_standard_lock_that_is_cut_off_is_damaged),
        cmocka_unit_test(other_versions_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
