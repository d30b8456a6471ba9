/*
 * Shared strings: read once, kept end to end in one block, named by number.
 *
 * The scanner takes one <si> after another. Nearly all of them are
 * <si><t>text</t></si>; rich runs and phonetic guides go the longer way
 * through scan_rich_text(). What neither understands makes the parser read
 * the part again from its start.
 */
#include "import/xlsx_strings.h"

#include "core/text.h"
#include "import/xlsx_scan.h"
#include "import/xlsx_text.h"
#include "import/xlsx_window.h"
#include <string.h>

int xlsx_strings_reserve(struct xlsx_strings *strings, size_t length,
                         const struct zip_part *part, struct failure *failure)
{
    if (strings->count >= XLSX_STRINGS)
        return zip_part_limit(part, "<si>", failure);
    if (strings->length + length > XLSX_STRING_BYTES)
        return zip_part_limit(part, "> 512 MiB", failure);
    if (strings->length + length < strings->capacity &&
        strings->count + 1 < strings->start_capacity)
        return 0;
    /* One byte more, so that a table of empty strings has bytes to point at. */
    if (mem_grow(&strings->bytes, &strings->capacity,
                 strings->length + length + 1, 1) != 0 ||
        mem_grow(&strings->starts, &strings->start_capacity, strings->count + 2,
                 sizeof *strings->starts) != 0)
        return failure_memory(failure);
    return 0;
}

void xlsx_strings_commit(struct xlsx_strings *strings, size_t length)
{
    strings->length += length;
    strings->starts[++strings->count] = (uint32_t)strings->length;
}

void xlsx_strings_release(struct xlsx_strings *strings)
{
    mem_free(strings->bytes);
    mem_free(strings->starts);
    *strings = (struct xlsx_strings){.bytes = NULL};
}

/* ---- the scanner ---- */

enum stage { STAGE_ROOT, STAGE_STRINGS, STAGE_END };

struct reading {
    struct scan scan;
    struct xlsx_window window;
    struct xlsx_strings *strings;
    const char *at;
    enum stage stage;
    struct failure *failure;
};

/* <t>text</t></si> and nothing to decode in it, as nearly all are: copied, and
 * the place after it. NULL where it is not that. */
static const char *read_plain(const char *at, char *out, size_t *length)
{
    bool is_wide = false;
    if (!SCAN_AT(at, "<t>"))
        return NULL;
    at += strlen("<t>");
    *length = xlsx_text_copy_plain(at, out, &is_wide);
    if (!SCAN_AT(at + *length, "</t></si>") ||
        (is_wide && !utf8_is_valid(at, *length)))
        return NULL;
    return at + *length + strlen("</t></si>");
}

/* One <si>, from after its start tag. */
static int read_string(struct reading *reading, const char *at)
{
    struct xlsx_strings *strings = reading->strings;
    const char *const start = at;
    size_t length = 0;
    /* No string is longer than what the window still holds, and what may be
     * copied behind it. */
    if (xlsx_strings_reserve(
            strings, (size_t)(reading->scan.end - at) + sizeof(uint64_t),
            reading->window.part, reading->failure) != 0)
        return -1;
    char *const out = strings->bytes + strings->length;
    at = read_plain(start, out, &length);
    if (at == NULL)
        at = scan_rich_text(&reading->scan, start, "</si>", out, &length);
    if (at == NULL)
        return SCAN_STOPPED;
    xlsx_strings_commit(strings, length);
    reading->at = at;
    return 0;
}

static int read_item(struct reading *reading)
{
    const char *const at = scan_spaces(reading->at);
    if (SCAN_AT(at, "<si>"))
        return read_string(reading, at + strlen("<si>"));
    if (SCAN_AT(at, "<si/>")) {
        if (xlsx_strings_reserve(reading->strings, 0, reading->window.part,
                                 reading->failure) != 0)
            return -1;
        xlsx_strings_commit(reading->strings, 0);
        reading->at = at + strlen("<si/>");
        return 0;
    }
    if (SCAN_AT(at, "</sst>")) {
        reading->stage = STAGE_END;
        reading->at = at + strlen("</sst>");
        return SCAN_DONE;
    }
    scan_stop(&reading->scan, at);
    return SCAN_STOPPED;
}

static int read_root(struct reading *reading)
{
    const char *at = scan_root(&reading->scan, reading->at, "sst");
    if (at == NULL)
        return SCAN_STOPPED;
    reading->at = at;
    reading->stage = STAGE_STRINGS;
    return 0;
}

/* As far as the window reaches: -1, SCAN_STOPPED (cut), _DONE or _UNKNOWN. */
static int read_window(struct reading *reading)
{
    int outcome = 0;
    while (outcome == 0) {
        if (reading->stage == STAGE_ROOT)
            outcome = read_root(reading);
        else if (reading->stage == STAGE_STRINGS)
            outcome = read_item(reading);
        else
            outcome = SCAN_DONE;
    }
    if (outcome == SCAN_STOPPED &&
        (!scan_is_cut(&reading->scan) || reading->window.has_ended))
        return SCAN_UNKNOWN;
    return outcome;
}

/* Sets *is_understood. What stands after the root is read for the checksum. */
static int scan_strings(struct reading *reading, bool *is_understood)
{
    struct xlsx_window *window = &reading->window;
    int outcome = SCAN_STOPPED;
    reading->at = window->bytes;
    while (outcome == SCAN_STOPPED ||
           (outcome == SCAN_DONE && !window->has_ended)) {
        if (xlsx_window_more(window, reading->at, NULL, NULL,
                             reading->failure) != 0)
            return -1;
        reading->at = window->bytes;
        reading->scan.end = window->bytes + window->length;
        if (outcome == SCAN_DONE)
            reading->at = reading->scan.end;
        else
            outcome = read_window(reading);
    }
    *is_understood = outcome == SCAN_DONE;
    return outcome < 0 ? -1 : 0;
}

static int read_fast(const struct xlsx_book *book, struct zip_part *part,
                     struct xlsx_strings *strings, bool *is_understood,
                     struct failure *failure)
{
    struct reading reading = {.strings = strings, .failure = failure};
    if (xlsx_window_init(&reading.window, part, book->window, failure) != 0)
        return -1;
    const int result = scan_strings(&reading, is_understood);
    xlsx_window_release(&reading.window);
    return result;
}

/* Once over the part, by the scanner or the parser. */
static int read_part(struct xlsx_book *book, const char *name, bool is_exact,
                     bool *is_understood, struct failure *failure)
{
    struct zip_part *part = NULL;
    xlsx_strings_release(&book->strings);
    if (zip_part_open(book->package, name, XLSX_STRING_BYTES, &part, failure) !=
        0)
        return -1;
    *is_understood = true;
    int result =
        is_exact
            ? xlsx_strings_read_exact(book, part, &book->strings, failure)
            : read_fast(book, part, &book->strings, is_understood, failure);
    if (result == 0 && !*is_understood && book->way == XLSX_SCAN)
        result = zip_part_fail(part, "?", failure);
    zip_part_close(part);
    return result;
}

int xlsx_strings_read(struct xlsx_book *book, const char *name,
                      struct failure *failure)
{
    bool is_understood = false;
    int result = 0;
    if (book->way != XLSX_PARSE)
        result = read_part(book, name, false, &is_understood, failure);
    if (result == 0 && !is_understood)
        result = read_part(book, name, true, &is_understood, failure);
    if (result != 0)
        xlsx_strings_release(&book->strings);
    return result;
}
