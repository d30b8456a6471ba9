/*
 * Steps of the fast scanners for sheets and shared strings: over tags,
 * attributes and rich text.
 *
 * The scanners know what spreadsheet programs write, and no more. A step
 * takes a position and returns the position after what it read; where it
 * meets the end of the window, or something it does not know, it returns
 * NULL and leaves the place in `stop`. Near the end of the window that may
 * only mean that the rest has not been read yet (scan_is_cut()); then the
 * step is done again with more bytes. Else the part is read again from the
 * start by an XML parser (xlsx_exact.c), which has the last word.
 */
#ifndef DAOPAN_IMPORT_XLSX_SCAN_H
#define DAOPAN_IMPORT_XLSX_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SCAN_LOOKAHEAD = 16 }; /* no step looks further than this at once */

struct scan {
    const char *end;  /* SCAN_PADDING bytes of 0 follow */
    const char *stop; /* where a step gave up */
};

/* What reading on comes to: 0 to go on, 1 where the sink wants no more, -1 on
 * failure, or one of these. */
enum {
    SCAN_STOPPED = 2, /* at scan.stop: cut by the window's end, or unknown */
    SCAN_UNKNOWN = 3, /* not to be tried again */
    SCAN_DONE = 4
};

/* Whether the text at `at` is this word (up to SCAN_LOOKAHEAD bytes). */
#define SCAN_AT(at, word) (memcmp(at, word, sizeof word - 1) == 0)

static inline const char *scan_stop(struct scan *scan, const char *at)
{
    scan->stop = at;
    return NULL;
}

static inline bool scan_is_cut(const struct scan *scan)
{
    return scan->end - scan->stop < SCAN_LOOKAHEAD;
}

static inline bool scan_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static inline const char *scan_spaces(const char *at)
{
    while (scan_is_space(*at))
        at++;
    return at;
}

/* A name of a tag ends here. */
static inline bool scan_is_name_end(char c)
{
    return c == '>' || c == '/' || scan_is_space(c);
}

/* The next < at or after `at`. */
const char *scan_to_tag(struct scan *scan, const char *at);

struct scan_attribute {
    const char *name;
    const char *value;
    size_t name_length; /* 0 = the tag has no more attributes */
    size_t value_length;
};

static inline bool scan_is_named(const struct scan_attribute *attribute,
                                 const char *name)
{
    return attribute->name_length == strlen(name) &&
           memcmp(attribute->name, name, attribute->name_length) == 0;
}

/* The next attribute of a tag; `at` stands after the tag's name or the
 * attribute before. Leaves > or / for scan_tag_end(). */
const char *scan_attribute(struct scan *scan, const char *at,
                           struct scan_attribute *out);

/* Over ">" or "/>" (then *is_empty). */
const char *scan_tag_end(struct scan *scan, const char *at, bool *is_empty);

/* The same over all attributes, which do not matter here. */
const char *scan_tag(struct scan *scan, const char *at, bool *is_empty);

/* xmlns, xmlns:x … : what may change the meaning of names. */
static inline bool scan_is_namespace(const struct scan_attribute *attribute)
{
    return attribute->name_length >= 5 &&
           memcmp(attribute->name, "xmlns", 5) == 0;
}

/* Over an element whose content does not matter here; `at` stands after
 * "<name". It may hold others, but none of its own name. */
const char *scan_element(struct scan *scan, const char *at, const char *name);

/*
 * From the first byte to after the root's start tag, which must be "<root"
 * without a prefix and not be empty, in UTF-8.
 */
const char *scan_root(struct scan *scan, const char *at, const char *root);

/*
 * The text of <si> or <is>: its runs joined, without phonetic guides; `at`
 * stands after the start tag, `close` is "</si>" or "</is>". `out` has room
 * for all bytes up to there, and may be `at`.
 */
const char *scan_rich_text(struct scan *scan, const char *at, const char *close,
                           char *out, size_t *out_length);

#endif
