/*
 * Values to meanings. The policy keeps its lists sorted by field, then by
 * folded text, so that a binary search finds a value; a reader asks once for
 * each different text of a column (memo.h), not for each row.
 *
 * An unknown value is never guessed: what comes near is only a suggestion for
 * the department (ROSTERS: 在乡复原军人 -> 在乡复员军人).
 */
#include "import/values.h"

#include "core/message.h"
#include <string.h>

enum { SUGGESTIONS_MAX = 3, ALLOWED_MAX = 8 };

/* ---- finding ---- */

static const struct value_alias *find(const struct value_alias *values,
                                      size_t count, enum field field,
                                      const char *folded)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct value_alias *alias = &values[middle];
        int order = (int)alias->field - (int)field;
        if (order == 0)
            order = strcmp(alias->folded, folded);
        if (order == 0)
            return alias;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct value_alias *find_of_kind(const struct policy *policy,
                                              uint16_t kind, enum field field,
                                              const char *folded)
{
    const struct roster_kind *own = &policy->kinds[kind];
    const struct value_alias *alias =
        find(own->values, own->value_count, field, folded);
    return alias != NULL
               ? alias
               : find(policy->values, policy->value_count, field, folded);
}

/* -, --, /, \, 无: signs that a clerk puts into a cell for "nothing". */
bool value_is_nothing(const char *folded)
{
    return folded[strspn(folded, "-/\\.")] == '\0' ||
           strcmp(folded, "无") == 0 || strcmp(folded, "空") == 0;
}

int value_find(const struct policy *policy, uint16_t kind, enum field field,
               const char *folded)
{
    const struct value_alias *alias = find_of_kind(policy, kind, field, folded);
    if (alias == NULL && field == FIELD_CATEGORY_SPECIFIC)
        alias = find_of_kind(policy, kind, FIELD_CATEGORY, folded);
    if (alias == NULL)
        return value_is_nothing(folded) ? VALUE_EMPTY : VALUE_UNKNOWN;
    const bool is_category =
        field == FIELD_CATEGORY || field == FIELD_CATEGORY_SPECIFIC;
    if (is_category && alias->meaning == POLICY_NONE)
        return VALUE_EMPTY;
    return alias->meaning;
}

/* The length of the part up to the next sign that parts types; *skip is the
 * length of that sign. */
static size_t part_length(const char *text, size_t *skip)
{
    static const char *const signs[] = {"、", "，", "；", "和", "及",
                                        ",",  ";",  "/",  "+"};
    for (const char *at = text; *at != '\0'; at++)
        for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
            if (strncmp(at, signs[i], strlen(signs[i])) == 0) {
                *skip = strlen(signs[i]);
                return (size_t)(at - text);
            }
    *skip = 0;
    return strlen(text);
}

int value_find_types(const struct policy *policy, uint16_t kind,
                     const char *folded)
{
    int types = value_find(policy, kind, FIELD_DISABILITY_TYPE, folded);
    if (types != VALUE_UNKNOWN)
        return types;
    types = 0;
    while (*folded != '\0') {
        char part[VALUE_SIZE];
        size_t skip = 0;
        const size_t length = part_length(folded, &skip);
        if (length == 0 || length >= sizeof part)
            return VALUE_UNKNOWN;
        memcpy(part, folded, length);
        part[length] = '\0';
        const int type = value_find(policy, kind, FIELD_DISABILITY_TYPE, part);
        if (type < 0)
            return VALUE_UNKNOWN;
        types |= type;
        folded += length + skip;
    }
    return types;
}

/* Whether `code` is `digits` after one zero or more. */
static bool is_longer_by_zeros(const char *code, const char *digits)
{
    const size_t length = strlen(code);
    const size_t own = strlen(digits);
    if (length <= own || strspn(code, "0123456789") != length)
        return false;
    const size_t zeros = length - own;
    return strspn(code, "0") >= zeros && strcmp(code + zeros, digits) == 0;
}

/* What digits may stand for, once the zeros before them are put back. */
struct code_search {
    const struct policy *policy;
    const char *folded;              /* the digits */
    const struct value_alias *found; /* the last one; NULL = none */
    uint16_t kind;
    bool is_unclear; /* several categories were found */
};

static void find_longer(struct code_search *search,
                        const struct value_alias *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct value_alias *alias = &values[i];
        if (alias->field != FIELD_CATEGORY_CODE ||
            !kind_allows(search->policy, search->kind, alias->meaning) ||
            !is_longer_by_zeros(alias->folded, search->folded))
            continue;
        if (search->found != NULL && search->found->meaning != alias->meaning)
            search->is_unclear = true;
        search->found = alias;
    }
}

uint16_t code_without_zeros(const struct policy *policy, uint16_t kind,
                            const char *folded, const char **code)
{
    const struct roster_kind *own = &policy->kinds[kind];
    struct code_search search = {
        .policy = policy, .folded = folded, .kind = kind};
    if (folded[0] == '\0' || strspn(folded, "0123456789") != strlen(folded))
        return POLICY_NONE;
    find_longer(&search, own->values, own->value_count);
    find_longer(&search, policy->values, policy->value_count);
    if (search.found == NULL || search.is_unclear)
        return POLICY_NONE;
    *code = search.found->text;
    return search.found->meaning;
}

bool kind_allows(const struct policy *policy, uint16_t kind, uint16_t category)
{
    const struct roster_kind *own = &policy->kinds[kind];
    for (size_t i = 0; i < own->category_count; i++)
        if (own->categories[i] == category)
            return true;
    return category == own->default_category;
}

/* ---- suggesting ---- */

struct suggestion {
    const char *text;
    int distance;
};

struct suggestions {
    struct suggestion items[SUGGESTIONS_MAX]; /* the nearest first */
    size_t count;
};

/* How different a text of so many characters may be and still be meant. */
static int limit_of(const char *folded)
{
    const size_t count = utf8_count(folded, strlen(folded));
    if (count < 2)
        return 0;
    return count < 6 ? 1 : count < 10 ? 2 : 3;
}

/* Takes the text out of the list where it stands farther off than `distance`;
 * false where it stands nearer. */
static bool make_way(struct suggestions *list, const char *text, int distance)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].text, text) != 0)
            continue;
        if (list->items[i].distance <= distance)
            return false;
        list->count--;
        memmove(&list->items[i], &list->items[i + 1],
                (list->count - i) * sizeof list->items[0]);
        return true;
    }
    return true;
}

static void suggest(struct suggestions *list, const char *text, int distance)
{
    if (!make_way(list, text, distance))
        return;
    size_t at = list->count;
    while (at > 0 && list->items[at - 1].distance > distance)
        at--;
    if (at == SUGGESTIONS_MAX)
        return;
    if (list->count < SUGGESTIONS_MAX)
        list->count++;
    memmove(&list->items[at + 1], &list->items[at],
            (list->count - 1 - at) * sizeof list->items[0]);
    list->items[at] = (struct suggestion){.text = text, .distance = distance};
}

/* What a suggestion is looked for. */
struct unknown_category {
    const struct policy *policy;
    uint16_t kind;
    enum field field;
    const char *folded;
};

static bool is_candidate(const struct unknown_category *unknown,
                         const struct value_alias *alias)
{
    const bool is_specific = unknown->field == FIELD_CATEGORY_SPECIFIC;
    return (alias->field == unknown->field ||
            (is_specific && alias->field == FIELD_CATEGORY)) &&
           alias->meaning != POLICY_NONE &&
           kind_allows(unknown->policy, unknown->kind, alias->meaning);
}

/* Considers the aliases of one list. Of a category its name is shown, of a
 * code the code itself. */
static void suggest_from(struct suggestions *list,
                         const struct unknown_category *unknown,
                         const struct value_alias *values, size_t count)
{
    const int limit = limit_of(unknown->folded);
    for (size_t i = 0; i < count; i++) {
        const struct value_alias *alias = &values[i];
        if (!is_candidate(unknown, alias))
            continue;
        const int distance =
            text_distance(unknown->folded, alias->folded, limit);
        const char *text = alias->text;
        if (unknown->field != FIELD_CATEGORY_CODE)
            text = unknown->policy->categories[alias->meaning].name;
        if (distance <= limit)
            suggest(list, text, distance);
    }
}

static void append_quoted(struct text *out, const char *text, bool is_first)
{
    text_append(out, is_first ? "“" : "、“");
    text_append(out, text);
    text_append(out, "”");
}

static void append_allowed(const struct policy *policy, uint16_t kind,
                           enum language language, struct text *out)
{
    const struct roster_kind *own = &policy->kinds[kind];
    struct text list = TEXT_INIT;
    for (size_t i = 0; i < own->category_count && i < ALLOWED_MAX; i++)
        append_quoted(&list, policy->categories[own->categories[i]].name,
                      i == 0);
    if (own->category_count > ALLOWED_MAX)
        text_append(&list, " …");
    if (own->category_count > 0)
        message_append(out, language, MESSAGE_VALUES_ALLOWED, text_of(&list),
                       NULL);
    out->failed = out->failed || list.failed;
    text_release(&list);
}

void category_suggest(const struct policy *policy, uint16_t kind,
                      enum field field, const char *folded,
                      enum language language, struct text *out)
{
    const struct roster_kind *own = &policy->kinds[kind];
    struct suggestions list = {.count = 0};
    const struct unknown_category unknown = {policy, kind, field, folded};
    suggest_from(&list, &unknown, own->values, own->value_count);
    suggest_from(&list, &unknown, policy->values, policy->value_count);
    if (list.count == 0) {
        append_allowed(policy, kind, language, out);
        return;
    }
    struct text nearest = TEXT_INIT;
    for (size_t i = 0; i < list.count; i++)
        append_quoted(&nearest, list.items[i].text, i == 0);
    message_append(out, language, MESSAGE_VALUE_NEAREST, text_of(&nearest),
                   NULL);
    out->failed = out->failed || nearest.failed;
    text_release(&nearest);
}
