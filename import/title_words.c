/*
 * Movements and months in titles.
 *
 * The words for movements are those that the policy lists as values of the
 * movement column. They do not count inside longer words that mean something
 * else (未退出, 独生子女死亡家庭, 退出现役), nor where the roster's kind uses them for its
 * own category (死亡 among families with special assistance). The labels of
 * the movement column (增减变动) speak of movements of every sort.
 *
 * 纳入 is what happens to people who are new, and what everybody is who stands
 * in a scope (纳入农村低收入人口监测范围人员): a word for additions that does not
 * itself say new counts only where no scope is named behind it.
 */
#include "import/title_words.h"

#include "core/text.h"
#include <stdlib.h>
#include <string.h>

/* Owners of words: the movements by their number, and two more. */
enum { OWNER_MASK = MOVEMENT_CHANGED + 1, OWNER_ANY, OWNER_COUNT };

/* ---- movements ---- */

static bool is_category(const struct value_alias *values, size_t count,
                        const char *folded)
{
    for (size_t i = 0; i < count; i++)
        if (values[i].field == FIELD_CATEGORY &&
            strcmp(values[i].folded, folded) == 0)
            return true;
    return false;
}

static void add_word(struct mention_words *words, const char *folded,
                     unsigned owner)
{
    words->items[words->count++] =
        (struct mention_word){.folded = folded, .owner = (uint16_t)owner};
}

static void add_values(struct mention_words *words,
                       const struct roster_kind *kind,
                       const struct value_alias *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct value_alias *value = &values[i];
        const bool is_movement =
            value->field == FIELD_MOVEMENT && value->meaning != MOVEMENT_NONE;
        const bool is_current =
            value->field == FIELD_STATUS && value->meaning == STATUS_CURRENT;
        if (!is_movement && !is_current && value->field != FIELD_CATEGORY)
            continue;
        if (!is_movement)
            add_word(words, value->folded, OWNER_MASK);
        else if (!is_category(kind->values, kind->value_count, value->folded))
            add_word(words, value->folded, value->meaning);
    }
}

static void add_labels(struct mention_words *words,
                       const struct field_alias *labels, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (labels[i].field == FIELD_MOVEMENT)
            add_word(words, labels[i].folded, OWNER_ANY);
}

int title_words_init(struct mention_words *words, const struct policy *policy,
                     uint16_t kind, struct arena *arena)
{
    const struct roster_kind *own = &policy->kinds[kind];
    const size_t room = policy->value_count + policy->label_count +
                        own->value_count + own->label_count + 1;
    *words = (struct mention_words){
        .items = arena_array(arena, room, sizeof *words->items)};
    if (words->items == NULL)
        return -1;
    add_word(words, "退出现役", OWNER_MASK); /* veterans, not people removed */
    add_values(words, own, policy->values, policy->value_count);
    add_values(words, own, own->values, own->value_count);
    add_labels(words, policy->labels, policy->label_count);
    add_labels(words, own->labels, own->label_count);
    return 0;
}

/* Whether a word says by itself that people are new. */
static bool says_new(const char *word)
{
    return strstr(word, "新") != NULL || strstr(word, "增") != NULL;
}

/* Whether a scope is named behind a word, before the next mark. */
static bool names_scope(const char *behind)
{
    static const char *const scopes[] = {"范围", "监测", "管理", "体系",
                                         "系统", "平台", "保障"};
    static const char marks[] = "|,;:()/-_";
    const char *end = behind + strcspn(behind, marks);
    for (size_t i = 0; i < sizeof scopes / sizeof scopes[0]; i++) {
        const char *at = strstr(behind, scopes[i]);
        if (at != NULL && at < end)
            return true;
    }
    return false;
}

/* Whom the text speaks of; additions by words that say so. */
static void find_movements(const struct mention_words *words, const char *text,
                           bool *found)
{
    const char *at = text;
    const struct mention_word *word = mentions_next(words, text, &at);
    while (word != NULL) {
        if (word->owner != MOVEMENT_ADDED || says_new(word->folded) ||
            !names_scope(at))
            found[word->owner] = true;
        word = mentions_next(words, text, &at);
    }
}

enum title_movement title_movement(const struct mention_words *words,
                                   const char *text)
{
    bool found[OWNER_COUNT] = {false};
    find_movements(words, text, found);
    const bool is_other = found[MOVEMENT_ADDED] || found[MOVEMENT_CHANGED];
    if (found[OWNER_ANY] || (found[MOVEMENT_REMOVED] && is_other))
        return TITLE_UNCLEAR;
    if (found[MOVEMENT_REMOVED])
        return TITLE_REMOVED;
    if (found[MOVEMENT_ADDED])
        return TITLE_ADDED;
    return found[MOVEMENT_CHANGED] ? TITLE_CHANGED : TITLE_SILENT;
}

/* ---- months ---- */

/* The number of `digits` digits at most that ends at `end`, -1 for none;
 * *begin is where it begins. */
static int number_before(const char *text, const char *end, size_t digits,
                         const char **begin)
{
    const char *at = end;
    while (at > text && at[-1] >= '0' && at[-1] <= '9' &&
           (size_t)(end - at) < digits)
        at--;
    *begin = at;
    return at == end ? -1 : atoi(at);
}

/* The year before a month: 2023年8月; -1 where there is none. */
static int year_before(const char *text, const char *month)
{
    static const char word[] = "年";
    const size_t size = sizeof word - 1;
    const char *begin = month;
    if ((size_t)(month - text) < size || strncmp(month - size, word, size) != 0)
        return -1;
    return number_before(text, month - size, 4, &begin);
}

bool title_names_other_month(const char *text, ymd as_of)
{
    static const char word[] = "月";
    bool is_any = false;
    for (const char *at = strstr(text, word); at != NULL;
         at = strstr(at + 1, word)) {
        const char *begin = at;
        const int month = number_before(text, at, 2, &begin);
        const char *after = at + sizeof word - 1;
        const bool is_day = *after >= '0' && *after <= '9';
        if (month < 1 || month > 12 || is_day)
            continue;
        const int year = year_before(text, begin);
        if (month == as_of / 100 % 100 && (year < 0 || year == as_of / 10000))
            return false;
        is_any = true;
    }
    return is_any;
}
