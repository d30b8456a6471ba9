/*
 * What is found about a policy itself: records of places and values, in a
 * list, as struct diag is for rosters. allocate/ finds, import/ knows at
 * which line and column a place stands, the command line shows both.
 */
#ifndef DAOPAN_CORE_POLICY_FINDING_H
#define DAOPAN_CORE_POLICY_FINDING_H

#include "core/arena.h"
#include "core/diag.h"

enum policy_file {
    POLICY_FILE_RULES,   /* policy.yaml */
    POLICY_FILE_COLUMNS, /* columns.yaml */
    POLICY_FILE_CASES,   /* cases.yaml */
    POLICY_FILE_COUNT
};

const char *policy_file_name(enum policy_file file); /* "policy.yaml" */

/* A place in a policy's files, by what stands there. */
struct policy_spot {
    enum policy_file file;
    const char *path; /* "steps[3].categories[2].tier": keys, and places in
                         lists from 1; "" = the file as a whole */
    const char *word; /* the first value below `path` that is just this text;
                         NULL = what `path` names */
};

struct policy_finding {
    enum diag_code code;
    struct policy_spot at;
    rownum line; /* 0 until it is looked up */
    colnum column;
    struct diag_words words; /* what the catalogue's template stands for */
};

struct policy_findings {
    struct policy_finding *items;
    size_t count, capacity;
};

void policy_findings_release(struct policy_findings *findings);

/* Adds a finding; its strings must outlive the list. 0, or -1 when memory is
 * exhausted. */
CHECKED int policy_findings_add(struct policy_findings *findings,
                                const struct policy_finding *finding);

/* How many are of that severity or a graver one. */
size_t policy_findings_count(const struct policy_findings *findings,
                             enum diag_severity least);

/* Sorts by file, line, column and code. */
void policy_findings_sort(struct policy_findings *findings);

#endif
