/*
 * Import: policy files and rosters in, plain records out. Nothing here knows
 * who wins or who pays.
 *
 * Files are told by their content, never by their names. All failures are
 * struct failure records: file, sheet, row, column, code.
 */
#ifndef DAOPAN_IMPORT_IMPORT_H
#define DAOPAN_IMPORT_IMPORT_H

#include "core/arena.h"
#include "core/bureau.h"
#include "core/case.h"
#include "core/diag.h"
#include "core/enrolment.h"
#include "core/language.h"
#include "core/policy.h"
#include "core/policy_finding.h"
#include "core/roster.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* ---- policies ---- */

/*
 * Loads mappings/<region>/<year>/ (`path` is that folder, or its policy.yaml)
 * into `arena`. Strict: unknown or repeated keys, missing sources, amounts
 * that disagree with premium times ratio, unknown references and wrong dates
 * are failures with file, line and column. 0 or -1.
 */
CHECKED int policy_load(const char *path, struct arena *arena,
                        const struct policy **out, struct failure *failure);

/* The same from texts that the ledger kept (struct policy.text). */
CHECKED int policy_load_text(const char *text, size_t length,
                             struct arena *arena, const struct policy **out,
                             struct failure *failure);

/*
 * Adds an error for everything in policy.yaml and columns.yaml at `path` that
 * keeps policy_load() from loading them, with line and column, sorted. One
 * defect can hide others: what a value that cannot be read would have to agree
 * with is not asked. 0, or -1 where the files cannot be read.
 */
CHECKED int policy_defects(const char *path, struct arena *arena,
                           struct policy_findings *out,
                           struct failure *failure);

/*
 * Policies at hand: each folder below one of `roots` (region/year) that has a
 * policy.yaml. Sorted by path, strings in `arena`.
 */
CHECKED int policy_list(const char *const *roots, size_t root_count,
                        struct arena *arena, struct words *out_paths,
                        struct failure *failure);

/*
 * The examples beside a policy: `path` is its folder, or the file cases.yaml.
 * As strict as policy_load(); words of rosters (grades, states, categories)
 * are looked up as a roster's would be. 0 or -1.
 */
CHECKED int cases_load(const char *path, const struct policy *policy,
                       struct arena *arena, const struct case_list **out,
                       struct failure *failure);

/*
 * The bureau's settings for a policy: bureau.yaml in the folder above the
 * policy's. Where there is no such file, bureau_default(). As strict as
 * policy_load(). 0 or -1.
 */
CHECKED int bureau_load(const struct policy *policy, struct arena *arena,
                        const struct bureau **out, struct failure *failure);

/* What keeps cases_load() from loading them, as policy_defects(). */
CHECKED int cases_defects(const char *path, const struct policy *policy,
                          struct arena *arena, struct policy_findings *out,
                          struct failure *failure);

/* Fills in line and column of the findings about policy.yaml and columns.yaml
 * that have none, as they stand in struct policy.text. */
CHECKED int policy_locate(const struct policy *policy,
                          struct policy_findings *findings,
                          struct failure *failure);

/* ---- next year's policy ---- */

/*
 * Adds an error for each mark 【待核】 in the policy's files at `path`, cases
 * included. A policy with marks does not load (DIAG_POLICY_UNREVIEWED). 0 or
 * -1.
 */
CHECKED int policy_marks(const char *path, struct arena *arena,
                         struct policy_findings *out, struct failure *failure);

/* A policy for another year, to be worked through. */
struct policy_draft {
    const char *id;                       /* "meishan-2025" */
    const char *texts[POLICY_FILE_COUNT]; /* in the arena */
    size_t lengths[POLICY_FILE_COUNT];
    size_t mark_count;
};

/* Copies a policy that was loaded from a folder, id and insured year changed,
 * with a mark at everything that must be looked at again. 0 or -1. */
CHECKED int policy_next_year(const struct policy *policy, int year,
                             struct arena *arena, struct policy_draft *out,
                             struct failure *failure);

/* ---- protected workbooks ---- */

enum { PASSWORD_LENGTH = 255 }; /* code units of UTF-16, as Excel allows */

/* Passwords to be tried on workbooks that need one. */
struct passwords {
    char **items; /* heap blocks */
    size_t count, capacity;
    char *path; /* of their file, real; a heap block. It is no roster, though
                   it may lie among them */
};

/*
 * Reads a file with one password a line: UTF-8, with or without byte order
 * mark, empty lines left out. A file that cannot be read, holds none or is no
 * UTF-8 is DIAG_USAGE. Released with passwords_release() after success only,
 * which wipes them.
 */
CHECKED int passwords_read(const char *path, enum language language,
                           struct passwords *out, struct failure *failure);
void passwords_release(struct passwords *passwords);

/* ---- rosters ---- */

/* --as TYPE=PATH */
struct roster_naming {
    const char *kind; /* struct roster_kind.id */
    const char *path;
};

/* What the rosters of a kind are, whatever they look like. */
struct kind_mode {
    uint16_t kind; /* index into policy.kinds; POLICY_NONE = every other */
    enum roster_mode mode;
};

/* Called as files are read; `context` is the caller's. */
typedef void import_progress(void *context, const char *file, size_t done,
                             size_t total, uint64_t rows);

/* Called with why a file cannot be read; `context` is the caller's. */
typedef void import_refused(void *context, const struct failure *failure);

struct import_options {
    const struct policy *policy;
    ymd as_of;
    const char *county; /* for rosters without a county column; NULL = none */
    const struct roster_naming *namings;
    size_t naming_count;
    const struct passwords *passwords; /* NULL = none */
    const struct kind_mode *modes;     /* a later one goes before an earlier */
    size_t mode_count;
    const uint16_t *may_be_empty; /* kinds whose rosters may have nobody */
    size_t may_be_empty_count;
    enum language language;    /* of failures, and when inspecting of notes on
                                  sheets; notes that are kept are Chinese */
    import_progress *progress; /* NULL = silent */
    import_refused *refused;   /* NULL = the first file that cannot be read ends
                                  the call; else each such file but the last,
                                  which is the call's failure */
    void *context;
    uint64_t memory_limit; /* bytes a file may take while it is read; 0 = any */
    unsigned time_limit;   /* seconds that reading a file may take, by the clock
                              and of processor time; 0 = any */
    unsigned jobs;         /* files read side by side; 0 = one a processor */
    bool includes_hidden;  /* hidden sheets are read, where they are rosters */
    bool is_flat;          /* no cells were merged: an empty place in a text
                              file is no continuation of the one above */
    bool is_any_month;     /* titles may name any month: as_of is but a bound */
    bool in_process;       /* read here, not in confined children: for tests
                              and tools that look inside */
};

/*
 * Reads files, and all files in folders (deep; hidden ones and lock files
 * ~$… left out), into `out`, which the caller releases with roster_release()
 * after success only. A file that cannot be read or is no roster fails the
 * whole call: nothing is read half. The others are read all the same where
 * options->refused asks which they are.
 */
CHECKED int rosters_read(const char *const *paths, size_t path_count,
                         const struct import_options *options,
                         struct roster *out, struct failure *failure);

/*
 * The same for `inspect`: never stops at a file that is no roster or cannot
 * be read; what is wrong with it stands among the findings, with
 * severity failure.
 */
CHECKED int rosters_inspect(const char *const *paths, size_t path_count,
                            const struct import_options *options,
                            struct roster *out, struct failure *failure);

/*
 * Reads lists of who is insured: an ID number, a name and, where there are
 * any, county, town and village, by the policy's labels. Of the options
 * `namings` is not looked at. `out` is released with enrolment_release()
 * after success only.
 */
CHECKED int enrolment_read(const char *const *paths, size_t path_count,
                           const struct import_options *options,
                           struct enrolment *out, struct failure *failure);

/* ---- every cell ---- */

struct dump_options {
    rownum rows; /* bound of what is printed; 0 = all */
    colnum columns;
    const struct passwords *passwords; /* NULL = none */
    uint64_t memory_limit;             /* as in struct import_options */
    unsigned time_limit;
};

/*
 * Prints every non-empty cell of a file as JSON Lines (CONTRACT "dump"). The
 * file is read by a confined child; *is_unconfined is set where the system
 * cannot do that, and it was read all the same. 0 or -1; what was printed before a failure stays.
 */
CHECKED int workbook_dump(const char *path, const struct dump_options *options,
                          FILE *out, bool *is_unconfined,
                          struct failure *failure);

#endif
