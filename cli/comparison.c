/* The words of a comparison, and the list of what was found. */
#include "cli/comparison.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

const char *compare_text(struct comparison *compare, const char *format, ...)
{
    struct text text = TEXT_INIT;
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&text, format, arguments);
    va_end(arguments);
    const char *kept =
        text.failed ? NULL
                    : arena_text(compare->arena, text_of(&text), text.length);
    text_release(&text);
    compare->failed = compare->failed || kept == NULL;
    return kept == NULL ? "" : kept;
}

const char *compare_say(const struct comparison *compare, enum message message)
{
    return message_text(message, compare->language);
}

const char *compare_money(struct comparison *compare, fen amount)
{
    char text[FEN_TEXT_SIZE];
    return compare_text(compare, "%s", fen_text(amount, text));
}

const char *compare_percent(struct comparison *compare, int ratio_bp)
{
    if (ratio_bp % 100 == 0)
        return compare_text(compare, "%d%%", ratio_bp / 100);
    return compare_text(compare, "%d.%02d%%", ratio_bp / 100, ratio_bp % 100);
}

const char *compare_date(struct comparison *compare, ymd day)
{
    char text[YMD_TEXT_SIZE];
    return compare_text(compare, "%s", ymd_text(day, text));
}

const char *compare_span(struct comparison *compare, ymd from, ymd to)
{
    char dates[2][YMD_TEXT_SIZE];
    if (from == YMD_NONE && to == YMD_NONE)
        return "";
    return compare_text(compare, "%s%s~%s%s", ymd_text(from, dates[0]),
                        from == YMD_NONE ? "" : " ", to == YMD_NONE ? "" : " ",
                        ymd_text(to, dates[1]));
}

const char *compare_count(struct comparison *compare, int64_t number)
{
    return number < 0 ? "" : compare_text(compare, "%" PRId64, number);
}

static void add_change(struct comparison *compare,
                       const struct policy_change *change)
{
    struct policy_changes *out = compare->out;
    if (mem_grow(&out->items, &out->capacity, out->count + 1,
                 sizeof *out->items) != 0) {
        compare->failed = true;
        return;
    }
    out->items[out->count++] = *change;
}

void compare_note(struct comparison *compare, enum message section,
                  const char *subject, const char *from, const char *to)
{
    const struct policy_change found = {.section = section,
                                        .subject = subject,
                                        .who = "",
                                        .from = from,
                                        .to = to};
    if (strcmp(from, to) != 0)
        add_change(compare, &found);
}

void compare_note_category(struct comparison *compare, const char *who,
                           enum message subject, const char *from,
                           const char *to)
{
    const struct policy_change found = {.section = MESSAGE_DIFF_CATEGORIES,
                                        .subject =
                                            compare_say(compare, subject),
                                        .who = who,
                                        .from = from,
                                        .to = to};
    if (strcmp(from, to) == 0)
        return;
    for (size_t i = 0; i < compare->out->count; i++) {
        struct policy_change *other = &compare->out->items[i];
        if (other->subject != found.subject || other->who[0] == '\0' ||
            strcmp(other->from, from) != 0 || strcmp(other->to, to) != 0)
            continue;
        other->who =
            compare_text(compare, "%s%s%s", other->who,
                         compare_say(compare, MESSAGE_LIST_COMMA), who);
        return;
    }
    add_change(compare, &found);
}
