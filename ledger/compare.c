/*
 * A month decided once more, held against what the tables keep of it: person
 * by person, posting by posting, line by line, all in the order in which both
 * are sorted.
 */
#include "ledger/ledger_file.h"

#include "core/message.h"
#include <inttypes.h>
#include <string.h>

struct comparison {
    struct ledger *ledger;
    const struct allocation *allocation;
    ym period;
    enum language language;
    struct text *out;
    struct failure *failure;
};

/* Puts the index-th thing as decided now into words; the tables' query gives
 * the same words in its second column, and whose they are in its first. */
struct compared {
    const char *sql;
    size_t count;
    const char *(*subject)(const struct comparison *comparison, size_t index,
                           char *room); /* ID_TEXT_SIZE bytes */
    void (*append)(struct text *out, const struct comparison *comparison,
                   size_t index);
};

static const char *string_of(const struct comparison *comparison, strref ref)
{
    return roster_string(comparison->allocation->roster, ref);
}

/* ---- decisions ---- */

static const char *decision_subject(const struct comparison *comparison,
                                    size_t index, char *room)
{
    return id_number_text(comparison->allocation->decisions[index].id, room);
}

static void append_decision(struct text *out,
                            const struct comparison *comparison, size_t index)
{
    const struct allocation *allocation = comparison->allocation;
    const struct policy *policy = allocation->policy;
    const struct decision *decision = &allocation->decisions[index];
    const struct roster_row *place =
        &allocation->roster->rows[decision->place_row];
    text_printf(
        out, "%s %s %" PRId64 "/%" PRId64 " %s/%s/%s %d %d %d %d",
        decision->category == POLICY_NONE
            ? "-"
            : policy->categories[decision->category].id,
        string_of(comparison, allocation->roster->rows[decision->row].name),
        decision_subsidy(policy, decision),
        decision_personal_due(policy, decision),
        string_of(comparison, place->county),
        string_of(comparison, place->town),
        string_of(comparison, place->village), decision->age, decision->grades,
        decision->types, decision->flags);
}

static const char decisions_sql[] =
    "SELECT d.person, printf('%s %s %d/%d %s/%s/%s %d %d %d %d',"
    " ifnull(c.id, '-'), d.name, d.subsidy, d.personal_due, l.county, l.town,"
    " l.village, d.age, d.grades, d.types, d.flags) FROM decisions AS d"
    " JOIN localities AS l ON l.period = d.period AND l.locality = d.locality"
    " LEFT JOIN categories AS c"
    " ON c.period = d.period AND c.category = d.category"
    " WHERE d.period = ? ORDER BY d.person";

/* ---- postings and request lines ---- */

static const char *posting_subject(const struct comparison *comparison,
                                   size_t index, char *room)
{
    return id_number_text(comparison->allocation->postings[index].id, room);
}

static void append_posting(struct text *out,
                           const struct comparison *comparison, size_t index)
{
    const struct posting *posting = &comparison->allocation->postings[index];
    text_printf(out, "%" PRIu32 " %d %" PRId64 " %d", posting->line + 1,
                posting_heads(posting), posting->amount, posting->corrects);
}

static const char postings_sql[] =
    "SELECT person, printf('%d %d %d %d', line, heads, amount,"
    " ifnull(corrects, 0)) FROM postings WHERE period = ?"
    " ORDER BY person, heads, line";

static const char *line_subject(const struct comparison *comparison,
                                size_t index, char *room)
{
    (void)room;
    const struct request_line *line = &comparison->allocation->requests[index];
    return string_of(comparison, line->applicant);
}

static void append_line(struct text *out, const struct comparison *comparison,
                        size_t index)
{
    const struct request_line *line = &comparison->allocation->requests[index];
    const struct flow *flow = &line->flow;
    text_printf(
        out,
        "%s/%s/%s/%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
        " %" PRId64,
        string_of(comparison, line->applicant),
        string_of(comparison, line->fund), string_of(comparison, line->county),
        string_of(comparison, line->category), flow->added.heads,
        flow->added.subsidy, flow->deducted.heads, flow->deducted.subsidy,
        flow->cumulative.heads, flow->cumulative.subsidy);
}

static const char lines_sql[] =
    "SELECT line, printf('%s/%s/%s/%s %d %d %d %d %d %d', applicant, fund,"
    " county, category, added_heads, added, deducted_heads, deducted, heads,"
    " amount) FROM request_lines WHERE period = ? ORDER BY line";

/* ---- both sides ---- */

static void disagree(const struct comparison *comparison, const char *subject,
                     const char *kept, const char *now)
{
    char period[YMD_TEXT_SIZE];
    message_append(comparison->out, comparison->language,
                   MESSAGE_VERIFY_DECISION, ym_text(comparison->period, period),
                   subject, kept, now, NULL);
}

/* Whose a row of the tables is: a person by number, else "". */
static const char *kept_subject(struct statement *row, char *room)
{
    const int64_t number = statement_int(row, 0);
    return number > UINT32_MAX ? id_number_text((idkey)number, room) : "";
}

static int compare_rows(const struct comparison *comparison,
                        const struct compared *compared, struct statement *row)
{
    struct text now = TEXT_INIT;
    char room[ID_TEXT_SIZE];
    size_t index = 0;
    int status = 0;
    while ((status = statement_next(row, comparison->failure)) == 1) {
        text_clear(&now);
        if (index < compared->count)
            compared->append(&now, comparison, index);
        if (now.failed) {
            status = failure_memory(comparison->failure);
            break;
        }
        if (strcmp(text_of(&now), statement_text(row, 1)) != 0) {
            disagree(comparison, kept_subject(row, room),
                     statement_text(row, 1), text_of(&now));
            break;
        }
        index++;
    }
    if (status == 0 && index < compared->count) {
        text_clear(&now);
        compared->append(&now, comparison, index);
        disagree(comparison, compared->subject(comparison, index, room), "-",
                 text_of(&now));
    }
    text_release(&now);
    return status < 0 ? -1 : 0;
}

int ledger_compare(struct ledger *ledger, const struct allocation *allocation,
                   ym period, enum language language, struct text *out,
                   struct failure *failure)
{
    const struct comparison comparison = {
        .ledger = ledger,
        .allocation = allocation,
        .period = period,
        .language = language,
        .out = out,
        .failure = failure,
    };
    const struct compared parts[] = {
        {decisions_sql, allocation->decision_count, decision_subject,
         append_decision},
        {postings_sql, allocation->posting_count, posting_subject,
         append_posting},
        {lines_sql, allocation->request_count, line_subject, append_line},
    };
    const size_t before = out->length;
    int result = 0;
    for (size_t i = 0; result == 0 && out->length == before &&
                       i < sizeof parts / sizeof parts[0];
         i++) {
        struct statement *row = NULL;
        result =
            statement_prepare(ledger->database, parts[i].sql, &row, failure);
        if (result == 0)
            result = statement_ask(row, SQL_VALUES(sql_int(period)), failure);
        if (result == 0)
            result = compare_rows(&comparison, &parts[i], row);
        statement_finish(row);
    }
    return result;
}
