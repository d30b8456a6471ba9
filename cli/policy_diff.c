/*
 * daopan policy diff A B [--ledger FILE --period P]: the changes section by
 * section, and with a ledger both policies' decisions on a month's evidence,
 * by category and by fund.
 */
#include "cli/policy_diff.h"

#include "cli/policy_changes.h"
#include "cli/what_if.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct difference {
    const struct options *options;
    const struct policy *policies[2];
    struct policy_changes changes;
    bool has_what_if;
    struct what_if what_if;
};

/* ---- the changes ---- */

static void append_change(struct text *out, const struct policy_change *change,
                          enum language language)
{
    const char *none = message_text(MESSAGE_DIFF_NONE, language);
    if (change->who[0] != '\0')
        message_append(out, language, MESSAGE_DIFF_LINE_WHO, change->subject,
                       change->from[0] == '\0' ? none : change->from,
                       change->to[0] == '\0' ? none : change->to, change->who,
                       NULL);
    else if (change->from[0] == '\0')
        message_append(out, language, MESSAGE_DIFF_NEW, change->subject,
                       change->to, NULL);
    else if (change->to[0] == '\0')
        message_append(out, language, MESSAGE_DIFF_GONE, change->subject,
                       change->from, NULL);
    else
        message_append(out, language, MESSAGE_DIFF_LINE, change->subject,
                       change->from, change->to, NULL);
}

static void append_changes(struct text *out, const struct difference *diff)
{
    const enum language language = diff->options->language;
    const struct policy_changes *changes = &diff->changes;
    message_append(out, language, MESSAGE_DIFF_TITLE, diff->policies[0]->id,
                   diff->policies[1]->id, NULL);
    if (changes->count == 0)
        message_append(out, language, MESSAGE_DIFF_NOTHING, NULL);
    for (size_t i = 0; i < changes->count; i++) {
        const struct policy_change *change = &changes->items[i];
        if (i == 0 || change[-1].section != change->section)
            text_printf(out, "\n%s\n", message_text(change->section, language));
        append_change(out, change, language);
    }
}

/* ---- what if ---- */

enum { NAME_WIDTH = 34, HEADS_WIDTH = 14, MONEY_WIDTH = 18 };

static void append_heading(struct text *out, enum message first,
                           enum language language)
{
    static const struct {
        enum message title;
        size_t width;
    } columns[] = {
        {MESSAGE_WHAT_IF_HEADS, HEADS_WIDTH},
        {MESSAGE_WHAT_IF_HEADS_AFTER, HEADS_WIDTH},
        {MESSAGE_WHAT_IF_SUBSIDY, MONEY_WIDTH},
        {MESSAGE_WHAT_IF_SUBSIDY_AFTER, MONEY_WIDTH},
        {MESSAGE_WHAT_IF_DELTA, MONEY_WIDTH},
    };
    text_append(out, "\n  ");
    text_append_padded(out, message_text(first, language), NAME_WIDTH, false);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        text_append_padded(out, message_text(columns[i].title, language),
                           columns[i].width, true);
    text_append(out, "\n");
}

static void append_count(struct text *out, int64_t count)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRId64, count);
    text_append_padded(out, number, HEADS_WIDTH, true);
}

static void append_money(struct text *out, fen amount)
{
    char number[FEN_GROUPED_SIZE];
    text_append_padded(out, fen_grouped(amount, number), MONEY_WIDTH, true);
}

static void append_row(struct text *out, const struct what_if_row *row,
                       const char *none)
{
    struct text name = TEXT_INIT;
    if (row->before.heads == 0 && row->after.heads == 0)
        return;
    text_printf(&name, "%s%s%s", row->code, row->code[0] == '\0' ? "" : " ",
                row->name[0] == '\0' ? none : row->name);
    text_append(out, "  ");
    text_append_padded(out, text_of(&name), NAME_WIDTH, false);
    append_count(out, row->before.heads);
    append_count(out, row->after.heads);
    append_money(out, row->before.subsidy);
    append_money(out, row->after.subsidy);
    append_money(out, row->after.subsidy - row->before.subsidy);
    text_append(out, "\n");
    out->failed = out->failed || name.failed;
    text_release(&name);
}

static void append_totals(struct text *out, const struct difference *diff)
{
    const struct what_if *found = &diff->what_if;
    const enum language language = diff->options->language;
    char numbers[4][24];
    char amounts[4][FEN_GROUPED_SIZE];
    snprintf(numbers[0], sizeof numbers[0], "%zu", found->category_moves);
    snprintf(numbers[1], sizeof numbers[1], "%zu", found->amount_moves);
    snprintf(numbers[2], sizeof numbers[2], "%zu", found->gains);
    snprintf(numbers[3], sizeof numbers[3], "%zu", found->losses);
    message_append(out, language, MESSAGE_WHAT_IF_MOVES, numbers[0], numbers[1],
                   numbers[2], numbers[3],
                   fen_grouped(found->before.subsidy, amounts[0]),
                   fen_grouped(found->after.subsidy, amounts[1]),
                   fen_grouped(found->before.personal_due, amounts[2]),
                   fen_grouped(found->after.personal_due, amounts[3]), NULL);
    for (size_t i = 0; i < 2; i++) {
        if (found->rows_lost[i] == 0)
            continue;
        snprintf(numbers[0], sizeof numbers[0], "%zu", found->rows_lost[i]);
        message_append(out, language, MESSAGE_WHAT_IF_LOST, numbers[0],
                       diff->policies[i]->id, NULL);
    }
}

static void append_what_if(struct text *out, const struct difference *diff)
{
    const struct what_if *found = &diff->what_if;
    const enum language language = diff->options->language;
    char period[YMD_TEXT_SIZE];
    char as_of[YMD_TEXT_SIZE];
    char persons[24];
    snprintf(persons, sizeof persons, "%zu", found->person_count);
    message_append(out, language, MESSAGE_WHAT_IF_TITLE,
                   ym_text(found->period.period, period),
                   ymd_text(found->period.as_of, as_of),
                   found->period.policy_id, persons, NULL);
    append_totals(out, diff);
    const char *none = message_text(MESSAGE_WHAT_IF_NONE, language);
    append_heading(out, MESSAGE_WHAT_IF_CATEGORY, language);
    for (size_t i = 0; i < found->category_count; i++)
        append_row(out, &found->categories[i], none);
    append_heading(out, MESSAGE_DIFF_FUND, language);
    for (size_t i = 0; i < found->fund_count; i++)
        append_row(out, &found->funds[i], none);
}

/* ---- as JSON ---- */

static void append_change_json(struct text *out,
                               const struct policy_change *change,
                               enum language language)
{
    text_append(out, "{");
    text_append_json_field(out, "section",
                           message_text(change->section, language));
    text_append(out, ",");
    text_append_json_field(out, "subject", change->subject);
    text_append(out, ",");
    text_append_json_field(out, "who", change->who);
    text_append(out, ",");
    text_append_json_field(out, "from", change->from);
    text_append(out, ",");
    text_append_json_field(out, "to", change->to);
    text_append(out, "}");
}

static void append_tally_json(struct text *out, const char *key,
                              const struct tally *tally)
{
    text_printf(out,
                ",\"%s\":{\"heads\":%" PRId64 ",\"subsidy_fen\":%" PRId64
                ",\"personal_due_fen\":%" PRId64 "}",
                key, tally->heads, tally->subsidy, tally->personal_due);
}

static void append_rows_json(struct text *out, const char *key,
                             const struct what_if_row *rows, size_t count)
{
    text_printf(out, ",\"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        text_append(out, i == 0 ? "{" : ",{");
        text_append_json_field(out, "code", rows[i].code);
        text_append(out, ",");
        text_append_json_field(out, "name", rows[i].name);
        append_tally_json(out, "before", &rows[i].before);
        append_tally_json(out, "after", &rows[i].after);
        text_append(out, "}");
    }
    text_append(out, "]");
}

static void append_what_if_json(struct text *out, const struct what_if *found)
{
    char date[YMD_TEXT_SIZE];
    text_append(out, ",\"what_if\":{");
    text_append_json_field(out, "period", ym_text(found->period.period, date));
    text_append(out, ",");
    text_append_json_field(out, "as_of", ymd_text(found->period.as_of, date));
    text_printf(out,
                ",\"persons\":%zu,\"category_moves\":%zu,\"amount_moves\":%zu,"
                "\"gains\":%zu,\"losses\":%zu,\"rows_lost\":[%zu,%zu]",
                found->person_count, found->category_moves, found->amount_moves,
                found->gains, found->losses, found->rows_lost[0],
                found->rows_lost[1]);
    append_tally_json(out, "before", &found->before);
    append_tally_json(out, "after", &found->after);
    append_rows_json(out, "categories", found->categories,
                     found->category_count);
    append_rows_json(out, "funds", found->funds, found->fund_count);
    text_append(out, "}");
}

static void append_json(struct text *out, const struct difference *diff)
{
    text_append(out, "{");
    text_append_json_field(out, "from", diff->policies[0]->id);
    text_append(out, ",");
    text_append_json_field(out, "to", diff->policies[1]->id);
    text_append(out, ",\"changes\":[");
    for (size_t i = 0; i < diff->changes.count; i++) {
        text_append(out, i == 0 ? "" : ",");
        append_change_json(out, &diff->changes.items[i],
                           diff->options->language);
    }
    text_append(out, "]");
    if (diff->has_what_if)
        append_what_if_json(out, &diff->what_if);
    text_append(out, "}\n");
}

/* ---- all of it ---- */

static int find_all(struct difference *diff, struct arena *arena,
                    struct failure *failure)
{
    const struct options *options = diff->options;
    for (size_t i = 0; i < 2; i++)
        if (policy_by_name(options->arguments[i + 1], arena, &diff->policies[i],
                           failure) != 0)
            return -1;
    if (policy_changes_find(diff->policies[0], diff->policies[1],
                            options->language, arena, &diff->changes) != 0)
        return failure_memory(failure);
    diff->has_what_if = options->ledger != NULL;
    if (!diff->has_what_if)
        return 0;
    return what_if(options->ledger, options->period, diff->policies, arena,
                   &diff->what_if, failure);
}

int policy_diff_run(const struct options *options, struct arena *arena,
                    struct failure *failure)
{
    struct difference diff = {.options = options};
    struct text text = TEXT_INIT;
    if (options->period != 0 && options->ledger == NULL)
        return report_usage(options->language, MESSAGE_USAGE_DIFF_LEDGER, "");
    int status = find_all(&diff, arena, failure);
    if (status == 0) {
        if (options->format == FORMAT_JSON) {
            append_json(&text, &diff);
        } else {
            append_changes(&text, &diff);
            if (diff.has_what_if)
                append_what_if(&text, &diff);
        }
        status = print_text(&text, options->language);
    }
    text_release(&text);
    mem_free(diff.changes.items);
    return status;
}
