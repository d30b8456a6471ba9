/*
 * One record of delimited text (RFC 4180) taken apart into fields. Private to
 * import/.
 */
#ifndef DAOPAN_IMPORT_DELIMITED_RECORD_H
#define DAOPAN_IMPORT_DELIMITED_RECORD_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>

/* The columns of a sheet; no more fields than one beyond it are kept. */
enum { RECORD_COLUMNS = 16384 };

/* A field that is not empty. Its text lies in the text that was split. */
struct record_field {
    const char *start;
    size_t length;
    size_t column;        /* from 1 */
    bool has_inner_quote; /* to be read with record_field_copy() */
};

struct record {
    char delimiter;
    bool is_stop[256]; /* bytes that end an unquoted field */
    struct record_field *fields;
    size_t field_count, field_capacity;
    size_t width;  /* fields, empty ones too */
    size_t column; /* where SPLIT_QUOTE was met */
};

/* Text of which a record is the beginning. */
struct record_text {
    const char *begin;
    const char *end;
    bool is_last; /* nothing follows `end` */
};

enum split {
    SPLIT_DONE,
    SPLIT_MORE,  /* the record may go on behind `end` */
    SPLIT_QUOTE, /* a quote is not closed within what a cell can hold */
    SPLIT_MEMORY
};

void record_init(struct record *record, char delimiter);
void record_release(struct record *record);

/*
 * Splits the record at text->begin (which is not text->end). *next is set
 * behind its line end on SPLIT_DONE. Rules: a field that begins with a quote
 * goes on to the next single quote, over line ends; doubled quotes stand for
 * one; what follows the closing quote is taken as it stands. A quote that
 * nothing closes up to the end of the file is an ordinary character.
 */
CHECKED enum split record_split(struct record *record,
                                const struct record_text *text,
                                const char **next);

/* Copies a field's text without its quotes to `out` (room for its length);
 * returns the length written. */
size_t record_field_copy(const struct record_field *field, char *out);

#endif
