/*
 * Splitting records. No copy is made: a field is a slice of the text, and
 * only one with quotes inside must be copied to be read.
 *
 * A stray opening quote would make one cell of all rows up to the next stray
 * quote. So a quoted field that is longer than any cell can be is an error to
 * be shown, not a cell.
 */
#include "import/delimited_record.h"

#include "core/arena.h"
#include <string.h>

/* 32,767 characters, the most a cell holds, at four bytes each. */
enum { LONGEST_QUOTED = 131068 };

void record_init(struct record *record, char delimiter)
{
    *record = (struct record){.delimiter = delimiter};
    record->is_stop['\r'] = true;
    record->is_stop['\n'] = true;
    record->is_stop[(unsigned char)delimiter] = true;
}

void record_release(struct record *record)
{
    mem_free(record->fields);
    record->fields = NULL;
    record->field_count = record->field_capacity = 0;
}

/* The first byte from `at` on that ends an unquoted field. */
static const char *find_stop(const struct record *record, const char *at,
                             const char *end)
{
    while (at < end && !record->is_stop[(unsigned char)*at])
        at++;
    return at;
}

/*
 * Finds the quote that closes the field opened at `open`: *close. SPLIT_MORE
 * where it cannot be told yet; SPLIT_QUOTE where the field is too long.
 * *close is NULL where there is none up to the end of the file.
 */
static enum split find_close(const char *open, const struct record_text *text,
                             const char **close, bool *has_doubled)
{
    const char *at = open + 1;
    *has_doubled = false;
    for (;;) {
        const char *quote =
            at < text->end ? memchr(at, '"', (size_t)(text->end - at)) : NULL;
        const char *reach = quote == NULL ? text->end : quote;
        if (reach - open > LONGEST_QUOTED)
            return SPLIT_QUOTE;
        if (quote == NULL || (quote + 1 == text->end && !text->is_last)) {
            *close = NULL;
            return text->is_last ? SPLIT_DONE : SPLIT_MORE;
        }
        if (quote + 1 == text->end || quote[1] != '"') {
            *close = quote;
            return SPLIT_DONE;
        }
        *has_doubled = true;
        at = quote + 2;
    }
}

/* Reads the field at `at`; *stop is set to the byte that ends it. */
static enum split read_field(const struct record *record,
                             const struct record_text *text, const char *at,
                             struct record_field *field, const char **stop)
{
    const char *close = NULL;
    bool has_doubled = false;
    if (at < text->end && *at == '"') {
        const enum split found = find_close(at, text, &close, &has_doubled);
        if (found != SPLIT_DONE)
            return found;
    }
    *stop = find_stop(record, close == NULL ? at : close + 1, text->end);
    if (*stop == text->end && !text->is_last)
        return SPLIT_MORE;
    const bool is_bare_quoted =
        close != NULL && !has_doubled && *stop == close + 1;
    field->start = is_bare_quoted ? at + 1 : at;
    field->length = (size_t)((is_bare_quoted ? close : *stop) - field->start);
    field->has_inner_quote = close != NULL && !is_bare_quoted;
    return SPLIT_DONE;
}

/* Behind the line end at `stop`; NULL where a CR may have its LF to come. */
static const char *behind_line_end(const struct record_text *text,
                                   const char *stop)
{
    if (stop == text->end)
        return stop;
    if (*stop == '\r') {
        if (stop + 1 == text->end && !text->is_last)
            return NULL;
        if (stop + 1 < text->end && stop[1] == '\n')
            return stop + 2;
    }
    return stop + 1;
}

static int add_field(struct record *record, const struct record_field *field)
{
    const size_t count = record->field_count;
    if (field->length == 0 ||
        (count > 0 && record->fields[count - 1].column > RECORD_COLUMNS))
        return 0;
    if (mem_grow(&record->fields, &record->field_capacity,
                 record->field_count + 1, sizeof *record->fields) != 0)
        return -1;
    record->fields[record->field_count++] = *field;
    return 0;
}

enum split record_split(struct record *record, const struct record_text *text,
                        const char **next)
{
    const char *at = text->begin;
    record->field_count = 0;
    record->width = 0;
    for (;;) {
        struct record_field field = {.column = ++record->width};
        const char *stop;
        const enum split state = read_field(record, text, at, &field, &stop);
        if (state != SPLIT_DONE) {
            record->column = field.column;
            return state;
        }
        if (add_field(record, &field) != 0)
            return SPLIT_MEMORY;
        if (stop < text->end && *stop == record->delimiter) {
            at = stop + 1;
            continue;
        }
        *next = behind_line_end(text, stop);
        return *next == NULL ? SPLIT_MORE : SPLIT_DONE;
    }
}

size_t record_field_copy(const struct record_field *field, char *out)
{
    const char *at = field->start;
    const char *end = at + field->length;
    size_t length = 0;
    if (field->has_inner_quote) {
        for (at++; *at != '"' || (at + 1 < end && at[1] == '"'); at++) {
            at += *at == '"';
            out[length++] = *at;
        }
        at++; /* the closing quote */
    }
    memcpy(out + length, at, (size_t)(end - at));
    return length + (size_t)(end - at);
}
