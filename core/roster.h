/*
 * What came in: the files, their sheets, the rows, and what was found wrong
 * with them. import/ makes it; everything after reads it.
 *
 * Files stand in an order that does not depend on how they were named on the
 * command line (by name, then by SHA-256), so that nothing later does.
 */
#ifndef DAOPAN_CORE_ROSTER_H
#define DAOPAN_CORE_ROSTER_H

#include "core/arena.h"
#include "core/date.h"
#include "core/diag.h"
#include "core/id_number.h"
#include "core/policy.h"
#include "core/string_pool.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* CONTRACT "Reading a roster row": every row is one of the four. */
enum fate { FATE_SKIPPED, FATE_ACCEPTED, FATE_DUPLICATE, FATE_RETURNED };
enum { FATE_COUNT = 4 };

/* Why a row was skipped. */
enum skip {
    SKIP_BLANK,
    SKIP_TITLE, /* above the header, and the header itself */
    SKIP_HEADER,
    SKIP_TOTAL,
    SKIP_NOTE,
    SKIP_COUNT
};

/* Why a row of an earlier month still stands. */
enum carry {
    CARRY_NONE,      /* it came this month */
    CARRY_UNCHANGED, /* its roster came as changes only, and not with this */
    CARRY_NOT_SENT,  /* its roster did not come: 本月未报送 */
    CARRY_PENDING    /* what came of the person was returned: 本月待更正 */
};
enum { CARRY_COUNT = CARRY_PENDING + 1 };

/*
 * One row that names a person. Rows that were skipped are not kept (they are
 * counted in their sheet); returned rows are kept here with fate
 * FATE_RETURNED, and as they came in `raw`. There are millions of them: so the
 * flags are single bits.
 */
struct roster_row {
    idkey id;       /* 0 where it could not be read (then returned) */
    uint32_t sheet; /* index into roster.sheets */
    rownum row;
    strref name;   /* tidied */
    strref county; /* the policy's name of it where it knows it */
    strref town;
    strref village;
    ymd recognised; /* YMD_NONE = not given */
    ymd ended;
    uint16_t category; /* index into policy.categories; POLICY_NONE */
    uint8_t grades;    /* disability: bit g for grade g; 0 = not given */
    uint8_t types;     /* bit t for type t; 0 = not given */
    uint8_t fate;      /* enum fate */
    uint8_t movement;  /* enum movement */
    uint8_t carry;     /* enum carry; carried rows are accepted or duplicates */
    bool has_invalid_certificate : 1; /* 注销, 过期, 冻结: does not count */
    bool is_ended : 1; /* FIELD_STATUS says STATUS_ENDED: 风险已消除, 停发 …;
                           evidence that does not count (VERDICT_ENDED) */
    bool is_hidden : 1; /* hidden in the workbook; counts all the same */
    bool is_known : 1;  /* the person had the category, from this department, in
                           the month before; so in every carried row */
    bool is_late : 1;   /* without a date, and new since the collection:
                           recognised too late where the policy has
                           LATE_NEXT_YEAR */
};

/* A returned row as it came, for the return list: texts of its cells by
 * column from 1, in the department's own order. A merged value that reaches
 * into the row stands in it; dates that came as serials are written out. */
struct raw_row {
    uint32_t sheet;
    rownum row;
    const strref *cells;
    uint16_t cell_count;
};

enum visibility { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_VERY_HIDDEN };

/* What it means that somebody is not on a roster. */
enum roster_mode {
    MODE_NONE,  /* no roster */
    MODE_FULL,  /* everybody: who is missing has ended */
    MODE_CHANGE /* changes only: who is missing stays */
};

/* Where a field is read from, in one sheet. */
struct column_choice {
    colnum column; /* 0 = the sheet has no such column */
    strref
        label; /* header text as it stands, groups before it: 残疾情况/等级 */
};

struct roster_sheet {
    uint32_t file;
    strref name;
    enum visibility visibility;
    uint16_t kind; /* index into policy.kinds; POLICY_NONE = no roster */
    uint8_t mode;  /* enum roster_mode */
    strref title;
    strref county;     /* told by title, sheet or file name, or --county */
    strref unplaced;   /* labels that mean nothing to the policy, one a line */
    rownum header_row; /* 0 = none found */
    uint8_t header_depth; /* 1 or 2 */
    struct column_choice columns[FIELD_COUNT];
    const strref *labels; /* header texts by column from 1, for return lists */
    uint16_t label_count;
    uint32_t rows_read; /* = sum of fates; nothing was read of a sheet whose
                           file is carried: all its counts are 0 */
    uint32_t fates[FATE_COUNT];
    uint32_t skips[SKIP_COUNT];
    const char *why_no_roster; /* "" or a sentence for `inspect`, Chinese */
};

struct roster_file {
    const char *path;   /* as opened */
    const char *name;   /* as reports name it: the file's base name, with its
                         folder before it where two files share the name */
    const char *format; /* "xlsx", "xls", "csv (GB18030)" … */
    uint64_t size;
    char sha256[65];
    uint32_t first_sheet; /* index into roster.sheets */
    uint32_t sheet_count;
    ym carried_from;   /* the period in which its rows came; 0 = this month.
                        Carried files come after all others */
    const char *shown; /* how messages name a carried file:
                          "2023年8月 民政名单.xlsx"; NULL = by its name */
};

/* A full roster that became so short that somebody had to accept it. */
struct unit_drop {
    uint16_t kind;
    strref county;
    int64_t before; /* persons in the month before */
    int64_t now;    /* and on this month's rosters, returned rows included */
};

/* What became of the rows of the month before. Equations prove that
 * standing = replaced + removed + missing + gone + all carried. */
struct standing_count {
    int64_t standing;             /* rows that stood */
    int64_t replaced;             /* the person came with the category again */
    int64_t removed;              /* reported as removed, or changed */
    int64_t missing;              /* not on the full roster any more */
    int64_t gone;                 /* the policy has no such category any more */
    int64_t carried[CARRY_COUNT]; /* by why */
};

struct roster {
    struct arena *arena; /* owns what is neither pool nor array */
    struct string_pool *strings;
    struct roster_file *files;
    size_t file_count, file_capacity;
    struct roster_sheet *sheets;
    size_t sheet_count, sheet_capacity;
    struct roster_row *rows; /* in order of file, sheet, row */
    size_t row_count, row_capacity;
    struct raw_row *raw; /* of returned rows, in the same order */
    size_t raw_count, raw_capacity;
    struct diag *diags; /* sorted by file, sheet, row, column, code */
    size_t diag_count, diag_capacity;
    ym base; /* the month whose rows were carried; 0 = there is none before */
    struct standing_count before;  /* what became of its rows */
    const struct unit_drop *drops; /* that were accepted; in the arena */
    size_t drop_count;
};

/* 0, or -1 when memory is exhausted (then nothing needs releasing). */
CHECKED int roster_init(struct roster *roster);
void roster_release(struct roster *roster);

/* How many files and sheets were read this month: the first ones. */
size_t roster_files_read(const struct roster *roster);
size_t roster_sheets_read(const struct roster *roster);

/* Adds a finding. 0, or -1 when memory is exhausted. */
CHECKED int roster_add_diag(struct roster *roster, const struct diag *diag);

/* A short way to a string of the pool. */
const char *roster_string(const struct roster *roster, strref ref);

/* Marks a file as carried from a month; its name is set already. 0, or -1 when
 * memory is exhausted. */
CHECKED int roster_file_carry(struct roster *roster, struct roster_file *file,
                              ym from);

/* The names of a place's file (as messages show it) and sheet; "" for none. */
const char *roster_file_name(const struct roster *roster, uint32_t file);
const char *roster_sheet_name(const struct roster *roster, uint32_t sheet);

/* Appends a finding's sentence, its other place in words. */
void roster_append_message(struct text *out, const struct roster *roster,
                           const struct diag *diag, enum language language);

/* Appends what to do about it. */
void roster_append_remedy(struct text *out, const struct roster *roster,
                          const struct diag *diag, enum language language);

/* Sorts the findings by file, sheet, row, column, code; then by all else, so
 * that there is one order only. */
void roster_sort_diags(struct roster *roster);

#endif
