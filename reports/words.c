/*
 * Words for dates, sources and verdicts, as Chinese official papers write
 * them. Reports are Chinese always, whatever language messages are in.
 */
#include "reports/words.h"

#include "core/fen.h"
#include "core/message.h"
#include <stdio.h>
#include <string.h>

char *month_words(ym month, char *out)
{
    out[0] = '\0';
    if (month != 0)
        snprintf(out, WORDS_SIZE, "%d年%d月", month / 100, month % 100);
    return out;
}

char *date_words(ymd date, char *out)
{
    out[0] = '\0';
    if (date != YMD_NONE)
        snprintf(out, WORDS_SIZE, "%d年%d月%d日", date / 10000,
                 date / 100 % 100, date % 100);
    return out;
}

void append_source(struct text *out, const struct policy *policy,
                   const struct source *source)
{
    const struct document *document = policy_document(policy, source->document);
    if (document != NULL) {
        text_append(out, document_name(document));
        if (*source->clause != '\0')
            text_append(out, " ");
    }
    text_append(out, source->clause);
    for (size_t i = 0; i < policy->assumption_count; i++)
        if (strcmp(policy->assumptions[i].id, source->assumption) == 0)
            text_printf(out, "%s口径%zu", document != NULL ? "；" : "", i + 1);
}

void append_window(struct text *out, ymd from, ymd to)
{
    char first[WORDS_SIZE];
    char last[WORDS_SIZE];
    date_words(from, first);
    date_words(to, last);
    if (from != YMD_NONE && to != YMD_NONE)
        text_printf(out, "%s至%s", first, last);
    else if (to != YMD_NONE)
        text_printf(out, "%s前", last);
    else if (from != YMD_NONE)
        text_printf(out, "%s起", first);
}

char *money_words(fen amount, char *out)
{
    char plain[FEN_TEXT_SIZE];
    size_t at = 0;
    fen_text(amount, plain);
    const char *digits = plain + (plain[0] == '-');
    const size_t whole = strcspn(digits, ".");
    if (digits != plain)
        out[at++] = '-';
    for (size_t i = 0; digits[i] != '\0'; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

const char *verdict_words(enum verdict verdict)
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
    return message_text(messages[verdict], LANGUAGE_ZH);
}
