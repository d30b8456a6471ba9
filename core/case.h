/*
 * Cases: examples of a policy with the result that the document demands, as
 * a clerk writes them in mappings/<region>/<year>/cases.yaml. import/ reads
 * them, names resolved against their policy; tests and `policy check --cases`
 * turn the rows into a roster, decide, and compare.
 *
 * All strings are UTF-8 and never NULL; everything lives in the arena that
 * the cases were loaded into.
 */
#ifndef DAOPAN_CORE_CASE_H
#define DAOPAN_CORE_CASE_H

#include "core/allocation.h"
#include "core/date.h"
#include "core/diag.h"
#include "core/fen.h"
#include "core/id_number.h"
#include "core/policy.h"
#include "core/roster.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CASE_VERDICT_OPEN = VERDICT_COUNT }; /* the case asks for none */

/* An invented person. The number is made from birth date and sex, in a region
 * that is assigned to no county; no two persons of a case share one. */
struct case_person {
    const char *name; /* "甲" */
    ymd birth;
    enum sex sex; /* SEX_MALE or SEX_FEMALE */
    idkey id;
};

/* One row of a roster, as the recogniser would have read it. */
struct case_row {
    uint16_t person;   /* index into the case's persons */
    uint16_t kind;     /* index into policy.kinds */
    uint16_t category; /* the kind's default where the row names none */
    uint8_t grades;    /* bit g for grade g; 0 = not given */
    uint8_t types;     /* bit t for type t; 0 = not given */
    uint8_t movement;  /* enum movement */
    bool has_invalid_certificate;
    bool is_ended;
    ymd recognised;  /* YMD_NONE = not given */
    ymd ended;       /* likewise */
    uint8_t verdict; /* the enum verdict it must come to, or
                        CASE_VERDICT_OPEN */
    rownum line;     /* in cases.yaml, for messages */
};

/* What a person must come to. */
struct case_expectation {
    uint16_t person;
    uint16_t category; /* POLICY_NONE = no eligible category */
    fen subsidy;
    fen personal_due;
    uint16_t fund;      /* POLICY_NONE = none */
    uint16_t applicant; /* likewise */
    rownum line;
};

struct policy_case {
    const char *name;
    const char *clause; /* "d1 三、（二）" */
    ymd as_of;
    const struct case_person *persons;
    size_t person_count;
    const struct case_row *rows; /* at least one; all accepted */
    size_t row_count;
    const struct case_expectation *expectations; /* one a person at least */
    size_t expectation_count;
    const enum diag_code *findings; /* exactly these about persons, each once,
                                       sorted by code */
    size_t finding_count;
    rownum line;
};

struct case_list {
    const char *path; /* of the file, for messages */
    const struct policy_case *cases;
    size_t count;
};

#endif
