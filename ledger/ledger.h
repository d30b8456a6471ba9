/*
 * Ledger: the lasting record of each month in one SQLite file. The same
 * month run again with the same inputs leaves the same contents.
 */
#ifndef DAOPAN_LEDGER_LEDGER_H
#define DAOPAN_LEDGER_LEDGER_H

#include "core/allocation.h"
#include "core/arena.h"
#include "core/change.h"
#include "core/diag.h"
#include "core/known_person.h"
#include "core/written_file.h"
#include <stdbool.h>
#include <stdio.h>

struct ledger; /* opaque: an open file */

enum ledger_mode { LEDGER_READ, LEDGER_WRITE };

/*
 * Opens the file. LEDGER_WRITE creates or migrates it and keeps every other
 * writer out until ledger_commit() or ledger_close(); LEDGER_READ sees one
 * state throughout, whatever a writer does meanwhile.
 */
CHECKED int ledger_open(const char *path, enum ledger_mode mode,
                        struct ledger **out, struct failure *failure);
/* What was not committed is taken back; a file that ledger_open() made is
 * then removed. NULL allowed. */
void ledger_close(struct ledger *ledger);

/*
 * Keeps a run: policy, files, sheets, rows, findings, decisions with their
 * evidence. Replaces what the period had; a closed period is refused. All
 * happens in one transaction, which stays open: ledger_commit() makes it
 * last, ledger_close() without it takes it back.
 */
CHECKED int ledger_store(struct ledger *ledger,
                         const struct allocation *allocation, ym period,
                         const char *program_version, struct failure *failure);
CHECKED int ledger_commit(struct ledger *ledger, struct failure *failure);

/* ---- a month's life ---- */

/* What was written for a month. */
struct ledger_outputs {
    ym period;
    const struct written_file *items; /* sorted by path */
    size_t count;
};

/* The last link of the chain: what a bureau notes on paper when it closes a
 * month. 0 where there is none. */
struct ledger_head {
    int64_t link;
    struct digest_pair digests;
};

/*
 * Ends ledger_store(): keeps what was written for it, seals the month's tables
 * and appends the run to the chain. The same transaction.
 */
CHECKED int ledger_seal(struct ledger *ledger,
                        const struct ledger_outputs *outputs,
                        const char *program, struct failure *failure);

/* Each changes the ledger inside its transaction; ledger_commit() makes it
 * last. `program` is the version that does it. */
CHECKED int ledger_close_month(struct ledger *ledger, ym period,
                               const char *program, struct ledger_head *out,
                               struct failure *failure);
/* Only the last month, and before money was received for it. */
CHECKED int ledger_reopen(struct ledger *ledger, ym period, const char *why,
                          const char *program, struct failure *failure);
/* Takes the last month back whole, where it is open; `out` is which. */
CHECKED int ledger_undo(struct ledger *ledger, const char *program, ym *out,
                        struct failure *failure);
CHECKED int ledger_head(struct ledger *ledger, struct ledger_head *out,
                        struct failure *failure);

/* ---- money that comes in ---- */

/* Strings are never NULL. */
struct ledger_receipt {
    ym period; /* of the request */
    const char *applicant;
    const char *fund;   /* "" = the only one that the applicant asks */
    const char *county; /* "" = all of them */
    ymd received_on;
    fen amount; /* below 0: money that went back */
    const char *voucher;
};

struct ledger_received {
    const char *fund;
    fen requested; /* added less deducted, in the month and county */
    fen received;  /* with this receipt */
};

/*
 * Records a receipt for a request of a closed month. DIAG_RECEIPT_REFUSED
 * where there is no such request, the month is open, or the voucher was
 * recorded before. Strings of `out` live in `arena` or were given.
 */
CHECKED int ledger_receive(struct ledger *ledger,
                           const struct ledger_receipt *receipt,
                           const char *program, struct arena *arena,
                           struct ledger_received *out,
                           struct failure *failure);

/* ---- the proof ---- */

/*
 * Holds the ledger against itself: SQLite's own checks, the chain, every
 * month's tables against their seals, spells and subsidies against the
 * months. Appends to `out` the first thing that does not agree, in words;
 * nothing where all do.
 */
CHECKED int ledger_check(struct ledger *ledger, enum language language,
                         struct text *out, struct failure *failure);

/*
 * Holds a month decided once more against what the tables keep: decisions,
 * postings, request lines. Appends the first that differs, in words.
 */
CHECKED int ledger_compare(struct ledger *ledger,
                           const struct allocation *allocation, ym period,
                           enum language language, struct text *out,
                           struct failure *failure);

/* What the ledger knows of the workbooks of a period, sorted by path, in
 * `arena`. */
CHECKED int ledger_outputs_of(struct ledger *ledger, ym period,
                              struct arena *arena, struct ledger_outputs *out,
                              struct failure *failure);

/* All periods, oldest first, in `arena`. */
CHECKED int ledger_periods(struct ledger *ledger, struct arena *arena,
                           const ym **out, size_t *out_count,
                           struct failure *failure);

/* The last period in the ledger; 0 where it is empty. */
CHECKED int ledger_last_period(struct ledger *ledger, ym *out,
                               struct failure *failure);

/*
 * The month that `period` goes on from: the last closed one before it; 0 where
 * there is none. Refused where `period` is closed (DIAG_PERIOD_CLOSED), an
 * earlier one is still open (DIAG_PERIOD_BEFORE_OPEN), or a later one exists
 * (DIAG_PERIOD_LATER).
 */
CHECKED int ledger_base(struct ledger *ledger, ym period, ym *out,
                        struct failure *failure);

/*
 * What closed months before `period` requested for the insured year. Texts go
 * into `strings`. `out` is released with account_book_release() after success
 * only.
 */
CHECKED int ledger_accounts(struct ledger *ledger, int insured_year, ym period,
                            struct string_pool *strings,
                            struct account_book *out, struct failure *failure);

/* CONTRACT "Exports", as CSV. `period` 0 = the last one. */
CHECKED int ledger_export_decisions(struct ledger *ledger, ym period, FILE *out,
                                    struct failure *failure);
CHECKED int ledger_export_returns(struct ledger *ledger, ym period,
                                  enum language language, FILE *out,
                                  struct failure *failure);
CHECKED int ledger_export_movements(struct ledger *ledger, ym period, FILE *out,
                                    struct failure *failure);

/* The same for a report: who is added, removed or changed in `period` against
 * the last closed month before it, in `arena`, by person. Where no month is
 * closed before it, out->since is 0 and the list is empty. */
CHECKED int ledger_changes(struct ledger *ledger, ym period,
                           struct arena *arena, struct change_list *out,
                           struct failure *failure);

/* ---- one person's story ---- */

struct ledger_evidence {
    const char *file, *sheet;
    rownum row;
    const char *name;
    const char *department;
    const char *category_code, *category;
    ymd recognised, ended;
    uint8_t grades;
    const char *verdict; /* verdict_name() */
    const char *fate;    /* accepted, duplicate */
    uint8_t carry;       /* enum carry: why a row of an earlier month counts */
    ym carried_from;     /* that month; 0 = it is of this one */
};

/* What a month's request adds for the person, or takes back. */
struct ledger_claim {
    const char *applicant, *fund, *county;
    const char *category; /* its id */
    fen amount;           /* below 0 = deducted */
    ym corrects;          /* the closed month that it makes good; 0 = none */
    ymd received_on; /* the last receipt of the request; YMD_NONE = none yet */
    bool is_covered; /* the receipts cover the request */
};

struct ledger_finding {
    const char *file, *sheet;
    rownum row;
    enum diag_code code;
    const char *message; /* Chinese or English, as asked */
};

struct ledger_month {
    ym period;
    ymd as_of;
    const char *policy_id, *policy_sha256;
    const char *name, *county, *town, *village;
    int age;
    uint8_t grades, types, flags;
    const char *category_code, *category; /* "" = none eligible */
    fen subsidy, personal_due;
    const char *fund, *applicant;
    const struct ledger_evidence *evidence; /* in import order */
    size_t evidence_count;
    const struct ledger_claim *claims; /* deductions first */
    size_t claim_count;
    bool is_closed;
    const struct ledger_finding *findings;
    size_t finding_count;
};

struct ledger_person {
    idkey id;
    const struct ledger_month *months; /* oldest first */
    size_t month_count;
};

/* Everything about `id`, in `arena`. Nobody: month_count 0. */
CHECKED int ledger_person(struct ledger *ledger, idkey id,
                          enum language language, struct arena *arena,
                          struct ledger_person *out, struct failure *failure);

/* ---- people of the month before ---- */

/* First fifteen digits of numbers, ascending, each once. */
struct number_prefixes {
    const uint64_t *items;
    size_t count;
};

/* The people of the last month before `before` whose numbers begin like one
 * of these, in `arena`. No earlier month: period 0, nobody. */
CHECKED int ledger_known_people(struct ledger *ledger, ym before,
                                const struct number_prefixes *prefixes,
                                struct arena *arena, struct known_people *out,
                                struct failure *failure);

/* ---- a month as it came in ---- */

struct ledger_period {
    ym period;
    ymd as_of;
    const char *policy_id, *policy_sha256; /* in the arena */
};

/* What the ledger knows of a period; 0 = the last one. */
CHECKED int ledger_period(struct ledger *ledger, ym period, struct arena *arena,
                          struct ledger_period *out, struct failure *failure);

/*
 * Files, sheets and rows of a period as they were read, before anything was
 * decided: duplicates count as accepted again, as rosters_read() leaves them.
 * Rows carried from earlier months are among them, with why, as are modes and
 * marks; so standing_carry() takes it for the month before as it is.
 * Findings, header texts and cells of returned rows are left out. `policy` is
 * the one that the period was decided by: categories and kinds are indexes
 * into it. `out` is released with roster_release() after success only.
 */
CHECKED int ledger_roster(struct ledger *ledger, ym period,
                          const struct policy *policy, struct roster *out,
                          struct failure *failure);

/*
 * Adds to such a roster, once it was decided, what the month's papers show
 * besides: header texts, returned rows as they came, all findings in place of
 * those that deciding again made, accepted drops.
 */
CHECKED int ledger_papers(struct ledger *ledger, ym period,
                          const struct policy *policy, struct roster *roster,
                          struct failure *failure);

/* The policy's texts as kept (for policy_load_text), by SHA-256. */
CHECKED int ledger_policy_text(struct ledger *ledger, const char *sha256,
                               struct arena *arena, const char **out_text,
                               size_t *out_length, struct failure *failure);

#endif
