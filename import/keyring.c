/*
 * Passwords: read from a file, and tried one after the other.
 *
 * A password never gets further than into the lock it is tried on: messages
 * say how many there were, not what they are. They are wiped when their list
 * is released.
 *
 * "Read-only" protection encrypts with a password that is public, and
 * spreadsheet programs try it by themselves; so does keyring_unlock().
 */
#include "import/keyring.h"

#include "core/arena.h"
#include "core/message.h"
#include "core/text.h"
#include "import/paths.h"
#include "import/workbook.h"

#include <stdio.h>
#include <string.h>

static const char public_password[] = "VelvetSweatshop";

/* All of them can be tried on a workbook of the usual 100,000 turns
 * (unlock.c). */
enum { MOST_PASSWORDS = 400 };

/* ---- the file ---- */

static int fail_usage(const char *path, enum language language,
                      enum message message, const char *value,
                      struct failure *failure)
{
    struct text note = TEXT_INIT;
    message_append(&note, language, message, path, value, NULL);
    failure_set(failure, DIAG_USAGE, NULL, "%s", text_of(&note));
    text_release(&note);
    return -1;
}

/* Code units of UTF-16. */
static size_t utf16_length(const char *bytes, size_t size)
{
    const char *end = bytes + size;
    size_t length = 0;
    while (bytes < end)
        length += utf8_next(&bytes, end) > 0xFFFF ? 2 : 1;
    return length;
}

/* The next line without its end; false at the end of the file. */
static bool next_line(const char **at, const char *end, const char **line,
                      size_t *size)
{
    if (*at == end)
        return false;
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    *line = *at;
    *at = stop == NULL ? end : stop + 1;
    *size = (size_t)((stop == NULL ? end : stop) - *line);
    if (*size > 0 && (*line)[*size - 1] == '\r')
        --*size;
    return true;
}

static int keep_path(const char *path, struct passwords *out,
                     struct failure *failure)
{
    struct arena *arena = arena_new();
    const char *real = arena == NULL ? NULL : path_real(path, arena);
    out->path = real == NULL ? NULL : mem_alloc(strlen(real) + 1);
    if (out->path != NULL)
        memcpy(out->path, real, strlen(real));
    arena_free(arena);
    return out->path == NULL ? failure_memory(failure) : 0;
}

static int take_lines(const struct file_bytes *file, enum language language,
                      struct passwords *out, struct failure *failure)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const char *at = (const char *)file->bytes;
    const char *end = at + file->size;
    const char *line;
    size_t size;
    unsigned long number = 0;
    char shown[24];
    if (file->size >= 3 && memcmp(at, mark, 3) == 0)
        at += 3;
    while (next_line(&at, end, &line, &size)) {
        snprintf(shown, sizeof shown, "%lu", ++number);
        if (size == 0)
            continue;
        if (!utf8_is_valid(line, size) || memchr(line, '\0', size) != NULL)
            return fail_usage(file->path, language, MESSAGE_PASSWORDS_ENCODING,
                              shown, failure);
        if (utf16_length(line, size) > PASSWORD_LENGTH ||
            out->count == MOST_PASSWORDS)
            return fail_usage(file->path, language, MESSAGE_PASSWORDS_LONG,
                              shown, failure);
        if (mem_grow(&out->items, &out->capacity, out->count + 1,
                     sizeof *out->items) != 0)
            return failure_memory(failure);
        char *copy = mem_alloc(size + 1);
        if (copy == NULL)
            return failure_memory(failure);
        memcpy(copy, line, size);
        out->items[out->count++] = copy;
    }
    return 0;
}

static int fail_unreadable(const char *path, enum language language,
                           const struct failure *why, struct failure *failure)
{
    struct text note = TEXT_INIT;
    if (why->code == DIAG_OUT_OF_MEMORY)
        return failure_memory(failure);
    failure_append_note(&note, why, language);
    const int result =
        why->code == DIAG_FILE_EMPTY
            ? fail_usage(path, language, MESSAGE_PASSWORDS_EMPTY, "", failure)
            : fail_usage(path, language, MESSAGE_PASSWORDS_UNREADABLE,
                         text_of(&note), failure);
    text_release(&note);
    return result;
}

int passwords_read(const char *path, enum language language,
                   struct passwords *out, struct failure *failure)
{
    struct opened_file file;
    struct failure why = FAILURE_INIT;
    *out = (struct passwords){.count = 0};
    if (file_open(path, NULL, &file, &why) != 0)
        return fail_unreadable(path, language, &why, failure);
    int result = keep_path(path, out, failure);
    if (result == 0 && file_hold(&file, failure) != 0)
        result = -1;
    if (result == 0)
        result = take_lines(&file.bytes, language, out, failure);
    file_close(&file);
    if (result == 0 && out->count == 0)
        result =
            fail_usage(path, language, MESSAGE_PASSWORDS_EMPTY, "", failure);
    if (result != 0)
        passwords_release(out);
    return result;
}

void passwords_release(struct passwords *passwords)
{
    for (size_t i = 0; i < passwords->count; i++) {
        ciphers_wipe(passwords->items[i], strlen(passwords->items[i]));
        mem_free(passwords->items[i]);
    }
    mem_free(passwords->items);
    mem_free(passwords->path);
    *passwords = (struct passwords){.count = 0};
}

/* ---- locks ---- */

static size_t put_unit(uint32_t unit, unsigned char *out)
{
    out[0] = (unsigned char)unit;
    out[1] = (unsigned char)(unit >> 8);
    return 2;
}

/* UTF-16 of a password of at most PASSWORD_LENGTH units. */
static size_t to_utf16(const char *password, unsigned char *out)
{
    const char *end = password + strlen(password);
    size_t size = 0;
    while (password < end) {
        const uint32_t code = utf8_next(&password, end);
        if (code > 0xFFFF) {
            size += put_unit(0xD800 + ((code - 0x10000) >> 10), out + size);
            size += put_unit(0xDC00 + (code & 0x3FF), out + size);
        } else {
            size += put_unit(code, out + size);
        }
    }
    return size;
}

static enum key_fit try_one(const char *password, keyring_try *try, void *lock,
                            struct failure *failure)
{
    unsigned char bytes[PASSWORD_BYTES];
    const struct span span = {bytes, to_utf16(password, bytes)};
    const enum key_fit fit = try(lock, span, failure);
    ciphers_wipe(bytes, sizeof bytes);
    return fit;
}

int keyring_unlock(const struct keyring *keyring, const char *path,
                   const char *method, keyring_try *try, void *lock,
                   struct failure *failure)
{
    const struct passwords *passwords = keyring->passwords;
    const size_t count = passwords == NULL ? 0 : passwords->count;
    enum key_fit fit = try_one(public_password, try, lock, failure);
    for (size_t i = 0; i < count && fit == KEY_WRONG; i++)
        fit = try_one(passwords->items[i], try, lock, failure);
    if (fit != KEY_WRONG)
        return fit == KEY_FITS ? 0 : -1;
    if (count == 0)
        return failure_set(failure, DIAG_FILE_PROTECTED, path, "%s", method);
    return failure_set(failure, DIAG_PASSWORD_WRONG, path, "%zu", count);
}

int keyring_fail_unknown(const char *path, const char *method,
                         struct failure *failure)
{
    return failure_set(failure, DIAG_ENCRYPTION_UNKNOWN, path, "%s", method);
}
