/*
 * What was decided: one decision a person, with the verdict on every row of
 * evidence, and totals. allocate/ makes it; reports/ and ledger/ print and
 * keep it without knowing how it came about.
 *
 * Rules: DOMAIN "Deciding one person".
 */
#ifndef DAOPAN_CORE_ALLOCATION_H
#define DAOPAN_CORE_ALLOCATION_H

#include "core/account.h"
#include "core/policy.h"
#include "core/request.h"
#include "core/roster.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a row of evidence came to. */
enum verdict {
    VERDICT_NOT_EVIDENCE, /* the row was returned, or names no category */
    VERDICT_WON,          /* its category is the person's identity */
    VERDICT_SUPERSEDED,   /* eligible; a later load overwrites it */
    VERDICT_NOT_YET,      /* recognised after as_of, or too late for the year */
    VERDICT_ENDED,        /* exit date on or before as_of, or status ended */
    VERDICT_CERTIFICATE,  /* the disability certificate does not count */
    VERDICT_CONDITION,    /* the category's condition does not hold */
    VERDICT_REMOVED       /* the roster itself reports the removal */
};
enum { VERDICT_COUNT = VERDICT_REMOVED + 1 };

/* Bits of decision.flags. */
enum decision_flag {
    DECISION_OVERLAP = 1,   /* several categories */
    DECISION_EXCLUSIVE = 2, /* categories that exclude each other */
    DECISION_NAMES_DIFFER = 4,
    DECISION_BENEFIT_FALLS = 8,  /* an eligible earlier load pays more */
    DECISION_PAYER_CHANGES = 16, /* an eligible other one has another payer */
    DECISION_NOT_SENT = 32,      /* wins by a row whose roster did not come */
    DECISION_PENDING = 64 /* a row in force is waiting for its correction */
};

struct decision {
    idkey id;
    uint32_t first;     /* evidence: order[first] … order[first+count-1] */
    uint32_t count;     /* rows of evidence, duplicates among them */
    uint32_t accepted;  /* of which accepted */
    uint32_t row;       /* the winning row: its name is used; where no
                             category is eligible, the first row */
    uint32_t place_row; /* the row whose county, town, village are used: the
                             winning row, or another where it names no county */
    strref county;      /* of that row */
    uint16_t category;  /* the winner; POLICY_NONE = no eligible category */
    uint8_t grades;     /* joined over all rows that count */
    uint8_t types;
    uint8_t flags;
    int16_t age; /* completed years at as_of */
};

/* A sum over some decisions. */
struct tally {
    int64_t heads;
    fen subsidy;
    fen personal_due;
};

/* One cell of county x category; sorted by county text, then category. */
struct slice {
    strref county;
    uint16_t category; /* POLICY_NONE = no eligible category */
    struct tally tally;
};

/* One equation that a run checks and prints. */
struct tie_out {
    const char *what; /* Chinese: "医疗救助资金：补助+个人应缴=人数×标准" */
    int64_t left;
    int64_t right;
    bool is_money; /* fen, else a count */
};

struct allocation {
    const struct policy *policy;
    const struct roster *roster;
    ymd as_of;
    uint32_t *order; /* indexes of rows that are evidence, by person, inside
                          a person in import order, then by place */
    size_t order_count;
    uint8_t
        *verdicts; /* enum verdict by row index, roster->row_count of them */
    struct decision *decisions; /* sorted by id */
    size_t decision_count;
    struct slice *slices;
    size_t slice_count;
    struct tally total;
    struct posting *postings; /* sorted by id, the deduction first */
    size_t posting_count, posting_capacity;
    const struct request_line *requests; /* sorted by applicant, fund, county
                                            and category, as texts */
    size_t request_count;
    struct tie_out *ties;
    size_t tie_count;
    struct arena *arena; /* owns slices, requests and ties; the other arrays
                            are heap blocks */
};

void allocation_release(struct allocation *allocation);

enum { DECISIONS_AHEAD = 12 };

/*
 * To be called where decisions are gone through one by one and their rows
 * are looked at: the rows of one person lie far from those of the next, and
 * while decision `index` is worked on, those of one further on are fetched.
 */
static inline void allocation_expect(const struct allocation *allocation,
                                     size_t index)
{
    enum { LAST_BYTE = sizeof(struct roster_row) - 1 };
    if (index + DECISIONS_AHEAD >= allocation->decision_count)
        return;
    const struct decision *next =
        &allocation->decisions[index + DECISIONS_AHEAD];
    for (uint32_t i = next->first; i < next->first + next->count; i++) {
        const struct roster_row *row =
            &allocation->roster->rows[allocation->order[i]];
        FETCH_EARLY(row);
        FETCH_EARLY((const char *)row + LAST_BYTE);
    }
}

/* Amounts of a decision. A person without a category pays all. */
fen decision_subsidy(const struct policy *policy,
                     const struct decision *decision);
fen decision_personal_due(const struct policy *policy,
                          const struct decision *decision);

/* The index of the first equation that does not hold, or -1. */
int allocation_first_untied(const struct allocation *allocation);

/* "stable": words for a verdict, for exports and the ledger. */
const char *verdict_name(enum verdict verdict);

#endif
