/*
 * A look at every sheet of a workbook before any is read: which are rosters,
 * of which kind, and from which columns. Private to import/.
 */
#ifndef DAOPAN_IMPORT_SURVEY_H
#define DAOPAN_IMPORT_SURVEY_H

#include "core/message.h"
#include "import/reading.h"

enum plan_status {
    PLAN_EMPTY,      /* no text at all: nothing to say */
    PLAN_HIDDEN,     /* a hidden sheet, not read, with a warning */
    PLAN_NOT_ROSTER, /* statistics, instructions: likewise */
    PLAN_REFUSED,    /* a list of people that cannot be read right */
    PLAN_ROSTER
};

struct sheet_plan {
    enum plan_status status;
    struct head head;
    struct header header;
    struct kind_choice choice;
    struct field_columns columns; /* for choice.kind, else for any kind */
    const char *title;            /* as people read it; "" = none */
    const char *title_folded;
    const char *above;      /* folded: all texts above the header */
    uint16_t county;        /* told by title, sheet or file name; POLICY_NONE */
    enum diag_code problem; /* REFUSED: why; NOT_ROSTER: sheet-not-roster */
    const char *note;       /* of the problem; what `inspect` says */
    enum message why;       /* EMPTY, HIDDEN, NOT_ROSTER: the note's message */
    uint16_t looks_like;    /* HIDDEN: the kind that it would be read as */
    colnum problem_column;  /* 0 = none */
    bool is_numberless;     /* REFUSED, but nobody's number is in sight: beside
                               a roster it is no roster */
    enum movement movement; /* of rows that name none, by `mover` */
    struct mention_words movers; /* the words for movements, as it uses them */
    const char *mover;           /* title, sheet or file name that says so */
    const char *dated; /* title or sheet name of another month; "" = none */
};

/* What is known about the file. */
struct survey {
    const struct reading *reading;
    struct workbook *workbook;
    const char *file_name;    /* base name, shown */
    uint16_t named_kind;      /* --as; POLICY_NONE = not given */
    struct arena *arena;      /* of the plans */
    struct sheet_plan *plans; /* one a sheet of the workbook */
    size_t rosters;           /* how many are */
};

/*
 * Fills survey->plans. 0, or -1 when a sheet cannot be read or memory is
 * exhausted; sheets that are no rosters are no failure. Released with
 * survey_release() in any case.
 */
CHECKED int survey_sheets(struct survey *survey, struct failure *failure);
void survey_release(struct survey *survey);

/* A sheet's name; "" where it is called after the file. */
const char *survey_sheet_name(const struct survey *survey, size_t sheet);

/*
 * The failure of a file that must not be read: a list of people that is
 * refused, or no roster at all. -1 with the failure filled, or 0.
 */
CHECKED int survey_check(const struct survey *survey, const char *path,
                         struct failure *failure);

#endif
