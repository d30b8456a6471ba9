/*
 * The chain's links. A link's digests are those of its columns written out
 * as lines, name=value, the digests of the link before among them; so the
 * last link vouches for all, and a bureau that notes its digests on paper when
 * it closes a month can prove later that nothing was changed.
 *
 * No time of day: the same events give the same chain.
 */
#include "ledger/chain.h"

#include "core/message.h"
#include "ledger/seal.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const event_names[] = {
    [CHAIN_RUN] = "run",         [CHAIN_CLOSE] = "close",
    [CHAIN_REOPEN] = "reopen",   [CHAIN_UNDO] = "undo",
    [CHAIN_RECEIPT] = "receipt",
};

/* The columns that a link's digests are of, in their order. */
#define LINK_COLUMNS                                                           \
    "link, event, period, program, detail, inputs_sha256, inputs_sm3,"         \
    " policy_sha256, policy_sm3, decisions_sha256, decisions_sm3,"             \
    " outputs_sha256, outputs_sm3, before_sha256, before_sm3"

enum link_column {
    LINK,
    EVENT,
    PERIOD,
    PROGRAM,
    DETAIL,
    PARTS, /* two a part */
    BEFORE_SHA256 = PARTS + 2 * SEAL_PART_COUNT,
    BEFORE_SM3,
    LINK_COLUMN_COUNT
};

static const char *const column_names[LINK_COLUMN_COUNT] = {
    "link",          "event",
    "period",        "program",
    "detail",        "inputs_sha256",
    "inputs_sm3",    "policy_sha256",
    "policy_sm3",    "decisions_sha256",
    "decisions_sm3", "outputs_sha256",
    "outputs_sm3",   "before_sha256",
    "before_sm3",
};

/* Digests of a link; a text's length stands before it, so that no value can
 * pass for two. */
static int link_digests(const struct sql_value *values, struct digest_pair *out,
                        struct failure *failure)
{
    struct text lines = TEXT_INIT;
    struct digest *digest = digest_new_pair();
    if (digest == NULL)
        return failure_memory(failure);
    for (int i = 0; i < LINK_COLUMN_COUNT; i++) {
        text_printf(&lines, "%s=", column_names[i]);
        if (values[i].type == SQL_INTEGER)
            text_printf(&lines, "%" PRId64 "\n", values[i].integer);
        else {
            text_printf(&lines, "%zu:", values[i].length);
            text_append_bytes(&lines, values[i].text, values[i].length);
            text_append(&lines, "\n");
        }
    }
    digest_add(digest, text_of(&lines), lines.length);
    const bool has_failed = lines.failed;
    text_release(&lines);
    if (digest_finish_pair(digest, out) != 0 || has_failed)
        return failure_memory(failure);
    return 0;
}

int chain_head(struct database *database, struct chain_head *out,
               struct failure *failure)
{
    struct statement *row = NULL;
    *out = (struct chain_head){.link = 0};
    int status = statement_prepare(
        database,
        "SELECT link, sha256, sm3 FROM chain ORDER BY link DESC LIMIT 1", &row,
        failure);
    if (status == 0)
        status = statement_ask(row, SQL_NO_VALUES, failure);
    if (status == 0)
        status = statement_next(row, failure);
    if (status == 1) {
        out->link = statement_int(row, 0);
        snprintf(out->digests.sha256, sizeof out->digests.sha256, "%s",
                 statement_text(row, 1));
        snprintf(out->digests.sm3, sizeof out->digests.sm3, "%s",
                 statement_text(row, 2));
    }
    statement_finish(row);
    return status < 0 ? -1 : 0;
}

/* ---- appending ---- */

/* Whether the last link is this run already. */
static int is_repeated(struct database *database,
                       const struct chain_entry *entry,
                       const struct seal_digests *seals, bool *out,
                       struct failure *failure)
{
    int64_t found = 0;
    *out = false;
    if (entry->event != CHAIN_RUN)
        return 0;
    if (database_number(
            database,
            "SELECT count(*) FROM chain WHERE link ="
            " (SELECT max(link) FROM chain) AND event = 'run' AND period = ?"
            " AND program = ? AND detail = ? AND inputs_sha256 = ?"
            " AND policy_sha256 = ? AND decisions_sha256 = ?"
            " AND outputs_sha256 = ?",
            SQL_VALUES(sql_int(entry->period), sql_text(entry->program),
                       sql_text(entry->detail),
                       sql_text(seals->parts[SEAL_INPUTS].sha256),
                       sql_text(seals->parts[SEAL_POLICY].sha256),
                       sql_text(seals->parts[SEAL_DECISIONS].sha256),
                       sql_text(seals->parts[SEAL_OUTPUTS].sha256)),
            &found, failure) != 0)
        return -1;
    *out = found != 0;
    return 0;
}

int chain_append(struct database *database, const struct chain_entry *entry,
                 struct failure *failure)
{
    struct seal_digests seals;
    struct chain_head head;
    bool repeats = false;
    if (seal_read(database, entry->period, &seals, failure) != 0 ||
        chain_head(database, &head, failure) != 0 ||
        is_repeated(database, entry, &seals, &repeats, failure) != 0)
        return -1;
    if (repeats)
        return 0;
    struct sql_value values[LINK_COLUMN_COUNT + 2] = {
        [LINK] = sql_int(head.link + 1),
        [EVENT] = sql_text(event_names[entry->event]),
        [PERIOD] = sql_int(entry->period),
        [PROGRAM] = sql_text(entry->program),
        [DETAIL] = sql_text(entry->detail),
        [BEFORE_SHA256] = sql_text(head.digests.sha256),
        [BEFORE_SM3] = sql_text(head.digests.sm3),
    };
    for (int part = 0; part < SEAL_PART_COUNT; part++) {
        values[PARTS + 2 * part] = sql_text(seals.parts[part].sha256);
        values[PARTS + 2 * part + 1] = sql_text(seals.parts[part].sm3);
    }
    struct digest_pair digests;
    if (link_digests(values, &digests, failure) != 0)
        return -1;
    values[LINK_COLUMN_COUNT] = sql_text(digests.sha256);
    values[LINK_COLUMN_COUNT + 1] = sql_text(digests.sm3);
    return database_change(
        database,
        "INSERT INTO chain (" LINK_COLUMNS ", sha256, sm3)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values, LINK_COLUMN_COUNT + 2, failure);
}

/* ---- checking ---- */

/* Appends a sentence about a link or a receipt. */
static void say_number(struct text *out, enum language language,
                       enum message message, int64_t number)
{
    char words[24];
    snprintf(words, sizeof words, "%" PRId64, number);
    message_append(out, language, message, words, NULL);
}

static void say_month(struct text *out, enum language language,
                      enum message message, int64_t period)
{
    char words[YMD_TEXT_SIZE];
    message_append(out, language, message, ym_text((ym)period, words), NULL);
}

/* One link against its own digests and the one before. 1 = it agrees. */
static int link_agrees(struct statement *row, const struct chain_head *before,
                       struct chain_head *out, struct failure *failure)
{
    struct sql_value values[LINK_COLUMN_COUNT];
    for (int i = 0; i < LINK_COLUMN_COUNT; i++)
        values[i] = statement_value(row, i);
    if (link_digests(values, &out->digests, failure) != 0)
        return -1;
    out->link = statement_int(row, LINK);
    return out->link == before->link + 1 &&
           strcmp(statement_text(row, BEFORE_SHA256), before->digests.sha256) ==
               0 &&
           strcmp(statement_text(row, BEFORE_SM3), before->digests.sm3) == 0 &&
           strcmp(statement_text(row, LINK_COLUMN_COUNT),
                  out->digests.sha256) == 0 &&
           strcmp(statement_text(row, LINK_COLUMN_COUNT + 1),
                  out->digests.sm3) == 0;
}

static int check_links(struct database *database, enum language language,
                       struct text *out, struct failure *failure)
{
    struct statement *row = NULL;
    struct chain_head before = {.link = 0};
    int status = statement_prepare(database,
                                   "SELECT " LINK_COLUMNS
                                   ", sha256, sm3 FROM chain ORDER BY link",
                                   &row, failure);
    if (status == 0)
        status = statement_ask(row, SQL_NO_VALUES, failure);
    while (status == 0 && (status = statement_next(row, failure)) == 1) {
        struct chain_head head;
        status = link_agrees(row, &before, &head, failure);
        if (status == 0)
            say_number(out, language, MESSAGE_VERIFY_LINK, before.link + 1);
        if (status != 1)
            break;
        before = head;
        status = 0;
    }
    statement_finish(row);
    return status < 0 ? -1 : 0;
}

/*
 * The last run, closing or undoing of each month says what the tables must
 * hold. A receipt changes nothing of its month; neither does reopening, but
 * for the state.
 */
#define LAST_EVENTS                                                            \
    "SELECT c.period AS period, c.event AS event, c.link AS link FROM chain"   \
    " AS c WHERE c.event <> 'receipt' AND c.link = (SELECT max(link) FROM"     \
    " chain WHERE period = c.period AND event <> 'receipt')"

static const struct {
    const char *sql; /* yields a number where something is wrong */
    enum message message;
    void (*say)(struct text *out, enum language language, enum message message,
                int64_t number);
} month_checks[] = {
    {"SELECT period FROM (" LAST_EVENTS ") WHERE event <> 'undo'"
     " AND period NOT IN (SELECT period FROM periods) ORDER BY period",
     MESSAGE_VERIFY_MONTH_MISSING, say_month},
    {"SELECT period FROM periods WHERE period NOT IN"
     " (SELECT period FROM (" LAST_EVENTS ") WHERE event <> 'undo')"
     " ORDER BY period",
     MESSAGE_VERIFY_MONTH_UNKNOWN, say_month},
    {"SELECT p.period FROM periods AS p JOIN (" LAST_EVENTS ") AS e"
     " ON e.period = p.period WHERE (p.state = 'closed') <>"
     " (e.event = 'close') ORDER BY p.period",
     MESSAGE_VERIFY_MONTH_STATE, say_month},
    {"SELECT receipt FROM receipts WHERE receipt NOT IN"
     " (SELECT r.receipt FROM receipts AS r JOIN chain AS c"
     "  ON c.event = 'receipt' AND c.period = r.period"
     "  AND c.detail = " RECEIPT_DETAIL("r") ") ORDER BY receipt",
     MESSAGE_VERIFY_RECEIPT, say_number},
    {"SELECT min(link) FROM chain WHERE event = 'receipt' AND detail NOT IN"
     " (SELECT " RECEIPT_DETAIL("receipts") " FROM receipts)",
     MESSAGE_VERIFY_RECEIPT_MISSING, say_number},
};

static int check_months(struct database *database, enum language language,
                        struct text *out, struct failure *failure)
{
    enum { CHECKS = sizeof month_checks / sizeof month_checks[0] };
    for (int i = 0; i < CHECKS; i++) {
        int64_t found = 0;
        if (database_number(database, month_checks[i].sql, SQL_NO_VALUES,
                            &found, failure) != 0)
            return -1;
        if (found != 0) {
            month_checks[i].say(out, language, month_checks[i].message, found);
            return 0;
        }
    }
    return 0;
}

/* The seals of a month against its last link. */
static int check_seals_of(struct database *database, struct statement *month,
                          bool *out, struct failure *failure)
{
    struct seal_digests seals;
    if (seal_read(database, (ym)statement_int(month, 0), &seals, failure) != 0)
        return -1;
    *out = true;
    for (int part = 0; part < SEAL_PART_COUNT; part++)
        *out = *out &&
               strcmp(seals.parts[part].sha256,
                      statement_text(month, 1 + 2 * part)) == 0 &&
               strcmp(seals.parts[part].sm3,
                      statement_text(month, 2 + 2 * part)) == 0;
    return 0;
}

static int check_seals(struct database *database, enum language language,
                       struct text *out, struct failure *failure)
{
    struct statement *month = NULL;
    int status = statement_prepare(
        database,
        "SELECT p.period, inputs_sha256, inputs_sm3, policy_sha256,"
        " policy_sm3, decisions_sha256, decisions_sm3, outputs_sha256,"
        " outputs_sm3 FROM periods AS p JOIN chain AS c ON c.link ="
        " (SELECT max(link) FROM chain WHERE period = p.period)"
        " ORDER BY p.period",
        &month, failure);
    if (status == 0)
        status = statement_ask(month, SQL_NO_VALUES, failure);
    while (status == 0 && (status = statement_next(month, failure)) == 1) {
        bool agrees = false;
        status = check_seals_of(database, month, &agrees, failure);
        if (status == 0 && !agrees) {
            say_month(out, language, MESSAGE_VERIFY_SEALS,
                      statement_int(month, 0));
            break;
        }
    }
    statement_finish(month);
    return status < 0 ? -1 : 0;
}

int chain_check(struct database *database, enum language language,
                struct text *out, struct failure *failure)
{
    const size_t before = out->length;
    if (check_links(database, language, out, failure) != 0)
        return -1;
    if (out->length == before &&
        check_months(database, language, out, failure) != 0)
        return -1;
    if (out->length == before &&
        check_seals(database, language, out, failure) != 0)
        return -1;
    return 0;
}
