/*
 * Findings and failures, two channels that are never mixed.
 *
 * A finding (`struct diag`) is something in the data: a record of places and
 * values that goes into a list while work goes on to the next row. A failure
 * (`struct failure`) ends what was asked for. Both name a code of the one
 * catalogue, core/diag_codes.def; sentences are made when they are shown.
 */
#ifndef DAOPAN_CORE_DIAG_H
#define DAOPAN_CORE_DIAG_H

#include "core/attributes.h"
#include "core/id_number.h"
#include "core/language.h"
#include "core/message.h"
#include "core/string_pool.h"
#include "core/text.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t rownum; /* as Excel shows it: from 1; 0 = none */
typedef uint16_t colnum; /* from 1; 0 = none */

enum diag_code {
    DIAG_NONE,
#define DIAG(id, code, scope, severity, ...) DIAG_##id,
#include "core/diag_codes.def"
#undef DIAG
    DIAG_CODE_COUNT
};

enum diag_severity {
    SEVERITY_INFO,    /* for the record */
    SEVERITY_WARNING, /* the row counts, and someone should look */
    SEVERITY_ERROR,   /* the row does not count until corrected */
    SEVERITY_FAILURE  /* the run stops; nothing is written */
};

enum diag_scope {
    SCOPE_RUN,
    SCOPE_FILE,
    SCOPE_SHEET,
    SCOPE_HEADER,
    SCOPE_ROW,
    SCOPE_CELL,
    SCOPE_PERSON,
    SCOPE_POLICY
};

#define PLACE_NONE UINT32_MAX

/* A place in the input: indexes into a roster's files and sheets. */
struct place {
    uint32_t file;  /* PLACE_NONE = none */
    uint32_t sheet; /* PLACE_NONE = none */
    rownum row;
    colnum column;
};

#define PLACE_NOWHERE                                                          \
    {                                                                          \
        .file = PLACE_NONE, .sheet = PLACE_NONE                                \
    }

/* A finding. Strings are references into the roster's pool. */
struct diag {
    enum diag_code code;
    struct place at;
    struct place other; /* "also in …" */
    idkey id;           /* of the person, where known */
    strref name;        /* likewise */
    strref label;       /* header text of the column */
    strref cell;        /* the cell's text as it stood */
    strref note; /* the particular part: what was expected, suggestions */
};

/* What made something fail, and where. Filled by failure_set(). */
struct failure {
    enum diag_code code;
    rownum row;
    colnum column;
    char file[512];
    char sheet[128];
    char note[8192]; /* may be several lines */
    unsigned why;    /* enum message + 1: the reason in people's words, before
                        a technical note; 0 = the note speaks for itself */
};

#define FAILURE_INIT                                                           \
    {                                                                          \
        .code = DIAG_NONE                                                      \
    }

/* Sets code, file and note (printf); always returns -1, so that a caller can
 * `return failure_set(…)`. `file` may be NULL. A second call replaces. */
int failure_set(struct failure *failure, enum diag_code code, const char *file,
                const char *note, ...) PRINTF_LIKE(4, 5);
/* Puts a reason in people's words before the note, which then is technical
 * and stands in brackets. Returns -1. */
int failure_because(struct failure *failure, enum message why);
/* Both in one. */
int failure_explain(struct failure *failure, enum diag_code code,
                    enum message why, const char *file, const char *note, ...)
    PRINTF_LIKE(5, 6);
/* For something that cannot be written: `error` is the system's number. An
 * error of memory is told as such. Returns -1. */
int failure_output(struct failure *failure, const char *file, int error);
/* Appends reason and note. */
void failure_append_note(struct text *out, const struct failure *failure,
                         enum language language);
/* For a failure that another process wrote: ends its texts; false where its
 * code or reason is none. */
bool failure_is_sound(struct failure *failure);
/* For out of memory: the shortest of them. */
int failure_memory(struct failure *failure);

/* The catalogue. `language` picks the texts. */
const char *diag_name(enum diag_code code); /* "id-checksum" */
enum diag_code diag_find(const char *name); /* DIAG_NONE where unknown */
enum diag_scope diag_scope(enum diag_code code);
enum diag_severity diag_severity(enum diag_code code);
const char *diag_severity_name(enum diag_severity severity); /* "error" */
/* … and as people read it: "错误", "error". */
const char *diag_severity_title(enum diag_severity severity,
                                enum language language);
const char *diag_title(enum diag_code code, enum language language);
const char *diag_template(enum diag_code code, enum language language);
const char *diag_remedy(enum diag_code code, enum language language);

/* What a template's {words} stand for; NULL or "" prints as nothing. */
struct diag_words {
    const char *label;
    const char *cell;
    const char *note;
    const char *other; /* the other place, already in words */
};

/* Appends the sentence: what is wrong (no place, no remedy). */
void diag_append_message(struct text *out, enum diag_code code,
                         enum language language,
                         const struct diag_words *words);

/* Appends what the clerk should do. */
void diag_append_remedy(struct text *out, enum diag_code code,
                        enum language language, const struct diag_words *words);

/* Appends "民政.xlsx!特困!B12"; parts that are unknown are left out. */
void place_append(struct text *out, const char *file, const char *sheet,
                  rownum row, colnum column);

/* Appends place, severity, code, sentence, and the remedy on its own line. */
void failure_append(struct text *out, const struct failure *failure,
                    enum language language);

/* Column letters: 1 -> A, 27 -> AA. `out` has 8 bytes; returns out. */
char *column_letters(colnum column, char *out);

#endif
