/*
 * daopan explain: one person's story, from the ledger: who certified what,
 * what won and why, by which clause, and the money. The clauses come from
 * the policy as the ledger kept it with the run.
 */
#include "cli/command.h"

#include "core/allocation.h"
#include "core/roster.h"
#include "ledger/ledger.h"
#include <string.h>

struct story {
    const struct ledger_person *person;
    const struct ledger_month *month;
    const struct policy *policy; /* of the month */
    enum language language;
};

static enum message verdict_message(const char *name)
{
    static const enum message messages[VERDICT_COUNT] = {
        [VERDICT_NOT_EVIDENCE] = MESSAGE_VERDICT_NOT_EVIDENCE,
        [VERDICT_WON] = MESSAGE_VERDICT_WON,
        [VERDICT_SUPERSEDED] = MESSAGE_VERDICT_SUPERSEDED,
        [VERDICT_NOT_YET] = MESSAGE_VERDICT_NOT_YET,
        [VERDICT_ENDED] = MESSAGE_VERDICT_ENDED,
        [VERDICT_CERTIFICATE] = MESSAGE_VERDICT_CERTIFICATE,
        [VERDICT_CONDITION] = MESSAGE_VERDICT_CONDITION,
        [VERDICT_REMOVED] = MESSAGE_VERDICT_REMOVED,
    };
    for (int i = 0; i < VERDICT_COUNT; i++)
        if (strcmp(verdict_name((enum verdict)i), name) == 0)
            return messages[i];
    return MESSAGE_VERDICT_NOT_EVIDENCE;
}

static void append_grades(struct text *out, uint8_t grades,
                          enum language language)
{
    bool is_first = true;
    for (int grade = 1; grade <= 4; grade++) {
        char word[2] = {(char)('0' + grade), '\0'};
        if (!(grades & 1u << grade))
            continue;
        message_append(out, language,
                       is_first ? MESSAGE_EXPLAIN_GRADE
                                : MESSAGE_EXPLAIN_GRADE_MORE,
                       word, NULL);
        is_first = false;
    }
}

static void append_person_line(struct text *out, const struct story *story)
{
    const struct ledger_month *month = story->month;
    char id[ID_TEXT_SIZE];
    char period[YMD_TEXT_SIZE];
    char as_of[YMD_TEXT_SIZE];
    char age[16];
    struct text place = TEXT_INIT;
    text_append(&place, month->county);
    text_append(&place, month->town);
    text_append(&place, month->village);
    snprintf(age, sizeof age, "%d", month->age);
    struct text grades = TEXT_INIT;
    append_grades(&grades, month->grades, story->language);
    message_append(out, story->language, MESSAGE_EXPLAIN_PERSON,
                   ym_text(month->period, period), month->name,
                   id_number_text(story->person->id, id), text_of(&place),
                   ymd_text(month->as_of, as_of), age, text_of(&grades), NULL);
    out->failed = out->failed || place.failed || grades.failed;
    text_release(&place);
    text_release(&grades);
}

/* That the row is of an earlier month, and why it still counts. */
static void append_carry(struct text *out, const struct story *story,
                         const struct ledger_evidence *evidence)
{
    static const enum message why[CARRY_COUNT] = {
        [CARRY_NONE] = MESSAGE_EXPLAIN_UNCHANGED,
        [CARRY_UNCHANGED] = MESSAGE_EXPLAIN_UNCHANGED,
        [CARRY_NOT_SENT] = MESSAGE_EXPLAIN_NOT_SENT,
        [CARRY_PENDING] = MESSAGE_EXPLAIN_PENDING,
    };
    char month[YMD_TEXT_SIZE];
    if (evidence->carry != CARRY_NONE && evidence->carry < CARRY_COUNT)
        message_append(out, story->language, why[evidence->carry],
                       ym_text(evidence->carried_from, month), NULL);
}

static void append_evidence(struct text *out, const struct story *story,
                            const struct ledger_evidence *evidence)
{
    struct text place = TEXT_INIT;
    struct text verdict = TEXT_INIT;
    place_append(&place, evidence->file, evidence->sheet, evidence->row, 0);
    message_append(&verdict, story->language,
                   verdict_message(evidence->verdict), NULL);
    if (strcmp(evidence->fate, "duplicate") == 0)
        message_append(&verdict, story->language, MESSAGE_EXPLAIN_DUPLICATE,
                       NULL);
    append_carry(&verdict, story, evidence);
    message_append(out, story->language, MESSAGE_EXPLAIN_EVIDENCE,
                   evidence->department, evidence->category_code,
                   evidence->category, text_of(&place), text_of(&verdict),
                   NULL);
    out->failed = out->failed || place.failed || verdict.failed;
    text_release(&place);
    text_release(&verdict);
}

static void append_all_evidence(struct text *out, const struct story *story)
{
    const struct ledger_month *month = story->month;
    text_append(out,
                message_text(MESSAGE_EXPLAIN_EVIDENCE_LABEL, story->language));
    for (size_t i = 0; i < month->evidence_count; i++) {
        if (i > 0)
            text_append(out, story->language == LANGUAGE_ZH ? "；" : "; ");
        append_evidence(out, story, &month->evidence[i]);
    }
    text_append(out, "\n");
}

/* "眉医保办发〔2023〕18号 三、（二）" */
static void append_source(struct text *out, const struct policy *policy,
                          const struct source *source)
{
    const struct document *document = policy_document(policy, source->document);
    if (document != NULL) {
        text_append(out, document_name(document));
        text_append(out, " ");
    }
    text_append(out, source->clause);
}

static void append_decision(struct text *out, const struct story *story,
                            const struct category *category)
{
    const struct policy *policy = story->policy;
    struct text source = TEXT_INIT;
    char step[16];
    char steps[16];
    snprintf(step, sizeof step, "%d", policy->steps[category->step].number);
    snprintf(steps, sizeof steps, "%zu", policy->step_count);
    append_source(&source, policy, &category->source);
    message_append(out, story->language,
                   policy->precedence == PRECEDENCE_LAST_LOADED
                       ? MESSAGE_EXPLAIN_WINNER_LAST
                       : MESSAGE_EXPLAIN_WINNER_FIRST,
                   category->id, category->name, step, steps, text_of(&source),
                   NULL);
    out->failed = out->failed || source.failed;
    text_release(&source);
}

static void append_money(struct text *out, const struct story *story,
                         const struct category *category)
{
    const struct ledger_month *month = story->month;
    char premium[FEN_TEXT_SIZE];
    char subsidy[FEN_TEXT_SIZE];
    char due[FEN_TEXT_SIZE];
    struct text source = TEXT_INIT;
    append_source(&source, story->policy, &category->amount);
    message_append(out, story->language, MESSAGE_EXPLAIN_MONEY,
                   fen_text(month->subsidy + month->personal_due, premium),
                   month->fund, fen_text(month->subsidy, subsidy),
                   fen_text(month->personal_due, due), month->applicant,
                   text_of(&source), NULL);
    out->failed = out->failed || source.failed;
    text_release(&source);
}

/* "；2023-12-15 到账": what is known of the money. */
static void append_receipt(struct text *out, const struct story *story,
                           const struct ledger_claim *claim)
{
    char day[YMD_TEXT_SIZE] = "";
    enum message state = MESSAGE_EXPLAIN_NOT_RECEIVED;
    if (!story->month->is_closed)
        state = MESSAGE_EXPLAIN_NOT_CLOSED;
    else if (claim->is_covered)
        state = MESSAGE_EXPLAIN_RECEIVED;
    else if (claim->received_on != YMD_NONE)
        state = MESSAGE_EXPLAIN_RECEIVED_PARTLY;
    if (claim->received_on != YMD_NONE)
        ymd_text(claim->received_on, day);
    message_append(out, story->language, state, day, NULL);
}

/* What the month requested for the person, and from whom it came. */
static void append_claims(struct text *out, const struct story *story)
{
    const struct ledger_month *month = story->month;
    for (size_t i = 0; i < month->claim_count; i++) {
        const struct ledger_claim *claim = &month->claims[i];
        const bool is_added = claim->amount > 0;
        char amount[FEN_TEXT_SIZE];
        char corrects[YMD_TEXT_SIZE];
        fen_text(is_added ? claim->amount : -claim->amount, amount);
        message_append(
            out, story->language,
            is_added ? MESSAGE_EXPLAIN_REQUESTED : MESSAGE_EXPLAIN_DEDUCTED,
            claim->applicant, claim->fund, amount, claim->county, NULL);
        if (claim->corrects != 0)
            message_append(out, story->language,
                           is_added ? MESSAGE_EXPLAIN_MAKES_GOOD
                                    : MESSAGE_EXPLAIN_TAKES_BACK,
                           ym_text(claim->corrects, corrects), NULL);
        if (is_added)
            append_receipt(out, story, claim);
        text_append(out, "\n");
    }
}

static void append_findings(struct text *out, const struct story *story)
{
    const struct ledger_month *month = story->month;
    for (size_t i = 0; i < month->finding_count; i++) {
        const struct ledger_finding *finding = &month->findings[i];
        if (diag_severity(finding->code) < SEVERITY_WARNING)
            continue;
        text_append(out,
                    message_text(MESSAGE_EXPLAIN_FINDING, story->language));
        place_append(out, finding->file, finding->sheet, finding->row, 0);
        text_append(out, ": ");
        text_append(out, finding->message);
        text_append(out, "\n");
    }
}

static void append_month(struct text *out, const struct story *story)
{
    const struct ledger_month *month = story->month;
    const uint16_t index =
        month->category_code[0] == '\0' && month->category[0] == '\0'
            ? POLICY_NONE
            : policy_category(story->policy, month->category_code);
    append_person_line(out, story);
    if (month->evidence_count > 0)
        append_all_evidence(out, story);
    if (index != POLICY_NONE) {
        const struct category *category = &story->policy->categories[index];
        append_decision(out, story, category);
        append_money(out, story, category);
    } else if (month->evidence_count == 0) {
        text_append(out,
                    message_text(MESSAGE_EXPLAIN_UNDECIDED, story->language));
    } else {
        char premium[FEN_TEXT_SIZE];
        message_append(out, story->language, MESSAGE_EXPLAIN_NONE,
                       fen_text(month->personal_due, premium), NULL);
    }
    append_claims(out, story);
    append_findings(out, story);
}

static void append_month_json(struct text *out, const struct story *story)
{
    const struct ledger_month *month = story->month;
    char buffer[ID_TEXT_SIZE];
    text_append(out, "{");
    text_append_json_field(out, "id_number",
                           id_number_text(story->person->id, buffer));
    text_append(out, ",");
    text_append_json_field(out, "name", month->name);
    text_append(out, ",");
    text_append_json_field(out, "period", ym_text(month->period, buffer));
    text_append(out, ",");
    text_append_json_field(out, "category_code", month->category_code);
    text_append(out, ",");
    text_append_json_field(out, "category", month->category);
    text_printf(out, ",\"subsidy_fen\":%lld,\"personal_due_fen\":%lld,",
                (long long)month->subsidy, (long long)month->personal_due);
    text_append_json_field(out, "fund", month->fund);
    text_append(out, ",");
    text_append_json_field(out, "applicant", month->applicant);
    text_append(out, ",\"evidence\":[");
    for (size_t i = 0; i < month->evidence_count; i++) {
        const struct ledger_evidence *evidence = &month->evidence[i];
        text_append(out, i == 0 ? "{" : ",{");
        text_append_json_field(out, "file", evidence->file);
        text_append(out, ",");
        text_append_json_field(out, "sheet", evidence->sheet);
        text_printf(out, ",\"row\":%u,", (unsigned)evidence->row);
        text_append_json_field(out, "category_code", evidence->category_code);
        text_append(out, ",");
        text_append_json_field(out, "verdict", evidence->verdict);
        text_append(out, "}");
    }
    text_append(out, "]}\n");
}

static int load_policy(struct ledger *ledger, const char *sha256,
                       struct arena *arena, const struct policy **out,
                       struct failure *failure)
{
    const char *text = NULL;
    size_t length = 0;
    if (ledger_policy_text(ledger, sha256, arena, &text, &length, failure) != 0)
        return -1;
    return policy_load_text(text, length, arena, out, failure);
}

static int explain(const struct options *options, idkey id, struct arena *arena,
                   struct ledger *ledger, struct failure *failure)
{
    struct ledger_person person = {.month_count = 0};
    struct story story = {.person = &person, .language = options->language};
    if (ledger_person(ledger, id, options->language, arena, &person, failure) !=
        0)
        return -1;
    if (person.month_count == 0)
        return failure_set(failure, DIAG_PERSON_UNKNOWN, NULL, "%s",
                           options->arguments[0]);
    struct text text = TEXT_INIT;
    int result = 0;
    for (size_t i = 0; i < person.month_count && result == 0; i++) {
        story.month = &person.months[i];
        if (options->period != 0 && story.month->period != options->period)
            continue;
        result = load_policy(ledger, story.month->policy_sha256, arena,
                             &story.policy, failure);
        if (result == 0 && options->format == FORMAT_JSON)
            append_month_json(&text, &story);
        else if (result == 0)
            append_month(&text, &story);
    }
    if (result == 0)
        result = print_text(&text, options->language);
    text_release(&text);
    return result;
}

int command_explain(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    struct id_reading reading = {.status = ID_EMPTY};
    if (options->argument_count == 1)
        id_number_read(options->arguments[0], strlen(options->arguments[0]),
                       YMD_NONE, &reading);
    if (reading.status != ID_OK)
        return report_usage(options->language, MESSAGE_USAGE_ID_NUMBER,
                            options->argument_count == 1 ? options->arguments[0]
                                                         : "");
    struct ledger *ledger = NULL;
    struct arena *arena = arena_new();
    const char *path = options->ledger == NULL ? "daopan.db" : options->ledger;
    int status = EXIT_REFUSED;
    if (arena == NULL)
        failure_memory(&failure);
    else if (ledger_open(path, LEDGER_READ, &ledger, &failure) == 0)
        status = explain(options, reading.id, arena, ledger, &failure);
    if (failure.code != DIAG_NONE)
        status = report_failure(&failure, options->language);
    ledger_close(ledger);
    arena_free(arena);
    return status;
}
