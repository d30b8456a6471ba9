/*
 * Suggestions for numbers that a spreadsheet cut: full numbers that begin
 * with the same fifteen digits and belong to somebody of the same name. They
 * are suggestions: the department decides, and nothing is put in by itself.
 */
#include "reports/suggestions.h"

#include "reports/words.h"
#include <stdio.h>

enum { KEYS_A_PREFIX = 100 }; /* a key has two digits more than the prefix */

static void append_number(struct text *out, idkey id, const char *name,
                          const char *where)
{
    char number[ID_TEXT_SIZE];
    text_printf(out, "%s可能是 %s（%s，%s）", out->length > 0 ? "\n" : "",
                id_number_text(id, number), name, where);
}

/* The first decision whose number is not below `id`. */
static size_t first_decision(const struct allocation *allocation, idkey id)
{
    size_t low = 0;
    size_t high = allocation->decision_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (allocation->decisions[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void append_this_month(struct text *out, const struct report_set *set,
                              uint64_t digits, const char *name)
{
    const struct allocation *allocation = set->allocation;
    const idkey first = digits * KEYS_A_PREFIX;
    for (size_t i = first_decision(allocation, first);
         i < allocation->decision_count &&
         allocation->decisions[i].id < first + KEYS_A_PREFIX;
         i++) {
        const struct decision *decision = &allocation->decisions[i];
        const char *found =
            roster_string(set->roster, set->roster->rows[decision->row].name);
        if (name_is_same(found, name))
            append_number(out, decision->id, found, "在本月其他名单上");
    }
}

static bool is_of_this_month(const struct report_set *set, idkey id)
{
    const size_t at = first_decision(set->allocation, id);
    return at < set->allocation->decision_count &&
           set->allocation->decisions[at].id == id;
}

static void append_month_before(struct text *out, const struct report_set *set,
                                uint64_t digits, const char *name)
{
    const struct known_people *known = set->past.known;
    size_t count = 0;
    char month[WORDS_SIZE];
    char where[WORDS_SIZE + 16];
    if (known == NULL)
        return;
    snprintf(where, sizeof where, "在%s名单上",
             month_words(known->period, month));
    const size_t first = known_people_find(known, digits, &count);
    for (size_t i = first; i < first + count; i++)
        if (name_is_same(known->items[i].name, name) &&
            !is_of_this_month(set, known->items[i].id))
            append_number(out, known->items[i].id, known->items[i].name, where);
}

void suggestions_append(struct text *out, const struct report_set *set,
                        const struct diag *diag)
{
    if (diag->code != DIAG_ID_PRECISION && diag->code != DIAG_ID_SCIENTIFIC)
        return;
    const uint64_t digits =
        cut_number_digits(roster_string(set->roster, diag->cell));
    const char *name = roster_string(set->roster, diag->name);
    if (digits == 0 || *name == '\0')
        return;
    append_this_month(out, set, digits, name);
    append_month_before(out, set, digits, name);
}
