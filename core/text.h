/*
 * UTF-8 text: building it, folding it for comparison, measuring likeness.
 * Folding is what makes a label or a value of a roster comparable with an
 * alias of a policy; it never changes what is kept or shown.
 */
#ifndef DAOPAN_CORE_TEXT_H
#define DAOPAN_CORE_TEXT_H

#include "core/attributes.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A string that grows. Errors are sticky: where memory runs out, `failed` is
 * set and later calls do nothing, so that a caller checks once at the end.
 * `data` is always NUL-terminated once something was appended; text_of()
 * gives "" before that.
 */
struct text {
    char *data;
    size_t length;
    size_t capacity;
    bool failed;
};

#define TEXT_INIT                                                              \
    {                                                                          \
        .data = NULL                                                           \
    }

void text_release(struct text *text);
void text_clear(struct text *text); /* keeps the room */
void text_append(struct text *text, const char *string);
void text_append_bytes(struct text *text, const char *bytes, size_t len);
void text_append_int(struct text *text, int64_t value);
void text_printf(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);
void text_vprintf(struct text *text, const char *format, va_list arguments)
    PRINTF_LIKE(2, 0);
/* Pads to a column of `width` terminal cells; to the right for numbers. */
void text_append_padded(struct text *text, const char *string, size_t width,
                        bool is_right);
const char *text_of(const struct text *text);
/* Puts question marks in the place of each control character but line ends and
 * tabs, of what turns the direction of writing, and of bytes that are not
 * UTF-8: what a file holds must not steer a terminal. */
void text_make_harmless(struct text *text);
/* The same for line ends and tabs, from byte `from` on. */
void text_make_one_line(struct text *text, size_t from);

/* As JSON: the string with its quotes, escaped, as is what steers a terminal;
 * invalid UTF-8 as U+FFFD. */
void text_append_json(struct text *text, const char *bytes, size_t len);
/* "key":"value", as a member of a JSON object. */
void text_append_json_field(struct text *text, const char *key,
                            const char *value);
/* As a CSV field (RFC 4180): quoted only where it must be. */
void text_append_csv(struct text *text, const char *string);

/* Decodes one code point at `*at` (< end) and moves on; U+FFFD for bytes
 * that are not UTF-8 (one byte is consumed). */
uint32_t utf8_next(const char **at, const char *end);
/* Writes a code point (1 to 4 bytes) and returns how many. */
size_t utf8_put(uint32_t code, char out[4]);
bool utf8_is_valid(const char *bytes, size_t len);
size_t utf8_count(const char *bytes, size_t len); /* code points */
/* Columns on a terminal or in a cell: wide characters count 2. */
size_t utf8_width(const char *bytes, size_t len);

/* Spaces of every Unicode kind, and characters that show nothing (zero
 * width, byte order mark, direction marks, soft hyphen, controls). */
bool rune_is_space(uint32_t code);
bool rune_is_invisible(uint32_t code);
/* Full-width forms to their ASCII counterparts; others unchanged. */
uint32_t rune_fold_width(uint32_t code);

/*
 * What a value looks like at its ends: trims spaces and invisible characters
 * from both ends of [bytes, bytes+len) without copying.
 */
void text_trim(const char **bytes, size_t *len);

/*
 * Folds for comparison of labels and values: spaces and invisible characters
 * out, width folded, brackets of every kind to ( and ), ASCII letters to
 * upper case, middle dots to U+00B7, dashes to -. Writes at most `size` - 1
 * bytes and a NUL; returns the length written. A text that does not fit is
 * cut at a character border. `out` must not overlap the text.
 */
size_t text_fold(const char *bytes, size_t len, char *out, size_t size);

/* A person's name for comparison: as text_fold, and middle dots (· • ・ ‧ ．)
 * dropped: names that differ only in these are the same. */
bool name_is_same(const char *a, const char *b);

/* A number that names which are the same have in common. */
uint64_t name_hash(const char *name);

/* Appends a person's name as lists on walls have it: 张*, 张*三, 欧**娜; its
 * first and, of three or more, its last character stay. */
void name_append_masked(struct text *out, const char *name);

/* A name as kept: trimmed; inner spaces between Chinese characters dropped
 * (李　明 -> 李明), runs of other spaces to one. Returns the length. */
size_t name_tidy(const char *bytes, size_t len, char *out, size_t size);

/* How many code points must be changed, added, dropped or swapped with a
 * neighbour to make `a` into `b` (both folded); `limit` + 1 where more. */
int text_distance(const char *a, const char *b, int limit);

#endif
