/*
 * Labels to fields, by the aliases of the policy and of its roster kinds.
 *
 * Only whole labels count: 身份证号 is not found inside 户主身份证号, since a
 * number taken from the wrong person is worse than a column not found. What
 * may stand around a label is marks (*姓名, 姓名：) and one remark in brackets
 * (身份证号（18位）).
 *
 * Whose column it is: the policy lists labels of other people (户主身份证号).
 * Their beginnings (户主) are taken as stems, so that 户主证件号码, 身份证号(户主)
 * and 身份证号 under the group 户主信息 are other people's too.
 */
#include "import/labels.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static const struct label_meaning no_meaning = {.field = FIELD_NONE};

/* ---- the index ---- */

static int compare_entries(const void *a, const void *b)
{
    const struct label_entry *ea = a;
    const struct label_entry *eb = b;
    const int order = strcmp(ea->folded, eb->folded);
    if (order != 0)
        return order;
    if (ea->kind != eb->kind) /* those of every kind first */
        return ea->kind > eb->kind ? -1 : 1;
    return ea->meaning.rank < eb->meaning.rank ? -1 : 1;
}

static size_t put_aliases(struct label_entry *entries,
                          const struct field_alias *aliases, size_t count,
                          uint16_t kind, unsigned rank)
{
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct label_entry){
            .folded = aliases[i].folded,
            .kind = kind,
            .meaning =
                {
                    .field = aliases[i].field,
                    .is_other_person = aliases[i].is_other_person,
                    .rank = rank + aliases[i].rank,
                },
        };
    return count;
}

static const struct label_entry *first_entry(const struct label_index *index,
                                             const char *folded)
{
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(index->entries[middle].folded, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const bool is_found =
        low < index->count && strcmp(index->entries[low].folded, folded) == 0;
    return is_found ? &index->entries[low] : NULL;
}

/* Where the label ends in an alias of a person's own, the length before it:
 * 户主 of 户主身份证号. 0 where it does not. */
static size_t stem_length(const struct label_index *index, const char *label)
{
    const char *end = label + strlen(label);
    for (const char *at = label; at < end;) {
        utf8_next(&at, end);
        const struct label_entry *entry = first_entry(index, at);
        if (at < end && entry != NULL && !entry->meaning.is_other_person)
            return (size_t)(at - label);
    }
    return 0;
}

static bool has_stem(const struct label_index *index, const char *stem)
{
    for (size_t i = 0; i < index->stem_count; i++)
        if (strcmp(index->stems[i], stem) == 0)
            return true;
    return false;
}

static int collect_stems(struct label_index *index, struct arena *arena)
{
    index->stems = arena_array(arena, index->count, sizeof *index->stems);
    if (index->stems == NULL)
        return -1;
    for (size_t i = 0; i < index->count; i++) {
        const struct label_entry *entry = &index->entries[i];
        if (!entry->meaning.is_other_person)
            continue;
        size_t length = stem_length(index, entry->folded);
        if (length == 0)
            length = strlen(entry->folded);
        const char *stem = arena_text(arena, entry->folded, length);
        if (stem == NULL)
            return -1;
        if (!has_stem(index, stem))
            index->stems[index->stem_count++] = stem;
    }
    return 0;
}

int label_index_init(struct label_index *index, const struct policy *policy,
                     struct arena *arena)
{
    *index = (struct label_index){.count = policy->label_count};
    unsigned own = 0; /* ranks of the policy's labels come after any kind's */
    for (size_t k = 0; k < policy->kind_count; k++) {
        index->count += policy->kinds[k].label_count;
        if (own < policy->kinds[k].label_count)
            own = (unsigned)policy->kinds[k].label_count;
    }
    struct label_entry *entries =
        arena_array(arena, index->count, sizeof *entries);
    if (entries == NULL)
        return -1;
    size_t at = put_aliases(entries, policy->labels, policy->label_count,
                            POLICY_NONE, own);
    for (size_t k = 0; k < policy->kind_count; k++)
        at += put_aliases(entries + at, policy->kinds[k].labels,
                          policy->kinds[k].label_count, (uint16_t)k, 0);
    if (index->count > 1)
        qsort(entries, index->count, sizeof *entries, compare_entries);
    index->entries = entries;
    return collect_stems(index, arena);
}

/* ---- one label ---- */

/* The alias that is just this text. The kind's own goes before the policy's,
 * also where it says that the label means nothing. */
static struct label_meaning exact(const struct label_index *index,
                                  uint16_t kind, const char *folded)
{
    const struct label_entry *entry = first_entry(index, folded);
    if (entry == NULL)
        return no_meaning;
    const struct label_entry *end = index->entries + index->count;
    const struct label_entry *found = NULL;
    for (; entry < end && strcmp(entry->folded, folded) == 0; entry++) {
        if (entry->kind == kind)
            return entry->meaning;
        const bool is_for_all = entry->kind == POLICY_NONE;
        if (found == NULL && entry->meaning.field != FIELD_NONE &&
            (is_for_all || kind == POLICY_NONE))
            found = entry;
    }
    return found == NULL ? no_meaning : found->meaning;
}

/* Whether the text names another person: 户主信息, 儿童监护人情况. */
static bool names_other_person(const struct label_index *index,
                               const char *folded)
{
    for (size_t i = 0; i < index->stem_count; i++)
        if (strstr(folded, index->stems[i]) != NULL)
            return true;
    return false;
}

static bool is_mark(char byte)
{
    return byte == '*' || byte == ':' || byte == '#' || byte == '_';
}

/* Cuts marks off both ends of `label`, in place; returns its new start. */
static char *cut_marks(char *label)
{
    size_t length = strlen(label);
    while (length > 0 && is_mark(label[length - 1]))
        label[--length] = '\0';
    while (is_mark(*label))
        label++;
    return label;
}

/* Cuts a last remark in brackets off, in place; returns it or NULL. */
static char *cut_remark(char *label)
{
    const size_t length = strlen(label);
    char *open = strrchr(label, '(');
    if (length == 0 || label[length - 1] != ')' || open == NULL ||
        open == label)
        return NULL;
    *open = '\0';
    return open + 1;
}

/* 户主 + 证件号码: the label of another person's column. */
static struct label_meaning by_stem(const struct label_index *index,
                                    uint16_t kind, const char *label)
{
    for (size_t i = 0; i < index->stem_count; i++) {
        const size_t length = strlen(index->stems[i]);
        if (strncmp(label, index->stems[i], length) != 0)
            continue;
        struct label_meaning meaning = exact(index, kind, label + length);
        if (meaning.field != FIELD_NONE) {
            meaning.is_other_person = true;
            return meaning;
        }
    }
    return no_meaning;
}

static struct label_meaning plain(const struct label_index *index,
                                  uint16_t kind, const char *label)
{
    struct label_meaning meaning = exact(index, kind, label);
    char copy[LABEL_SIZE];
    const size_t length = strlen(label);
    if (meaning.field != FIELD_NONE || length >= sizeof copy)
        return meaning;
    memcpy(copy, label, length + 1);
    char *bare = cut_marks(copy);
    meaning = exact(index, kind, bare);
    if (meaning.field != FIELD_NONE)
        return meaning;
    const char *remark = cut_remark(bare);
    if (remark != NULL)
        meaning = exact(index, kind, bare);
    if (meaning.field != FIELD_NONE) {
        meaning.is_other_person =
            meaning.is_other_person || names_other_person(index, remark);
        return meaning;
    }
    return by_stem(index, kind, bare);
}

/* The meaning of `length` bytes of a group, a sign or none, and a label, as
 * one. */
static struct label_meaning joined(const struct label_index *index,
                                   uint16_t kind, const char *group,
                                   size_t length, const char *sign,
                                   const char *label)
{
    char text[2 * LABEL_SIZE];
    const size_t sign_length = strlen(sign);
    const size_t label_length = strlen(label);
    if (length + sign_length + label_length >= sizeof text)
        return no_meaning;
    memcpy(text, group, length);
    stpcpy(stpcpy(text + length, sign), label);
    return exact(index, kind, text);
}

/* 残疾情况/等级, 残疾情况等级, then the beginnings of the group, the longest
 * first and no shorter than two characters: 残疾等级. */
static struct label_meaning with_group(const struct label_index *index,
                                       uint16_t kind, const char *group,
                                       const char *label)
{
    size_t ends[LABEL_SIZE]; /* where each character of the group ends */
    size_t count = 0;
    const char *end = group + strlen(group);
    for (const char *at = group; at < end && count < LABEL_SIZE;) {
        utf8_next(&at, end);
        ends[count++] = (size_t)(at - group);
    }
    struct label_meaning meaning =
        joined(index, kind, group, strlen(group), "/", label);
    for (; count >= 2 && meaning.field == FIELD_NONE; count--)
        meaning = joined(index, kind, group, ends[count - 1], "", label);
    meaning.is_by_group = meaning.field != FIELD_NONE;
    return meaning;
}

struct label_meaning label_meaning(const struct label_index *index,
                                   uint16_t kind, const char *group,
                                   const char *label)
{
    if (label[0] == '\0')
        return no_meaning;
    if (group[0] == '\0')
        return plain(index, kind, label);
    struct label_meaning meaning = with_group(index, kind, group, label);
    if (meaning.field == FIELD_NONE)
        meaning = plain(index, kind, label);
    if (names_other_person(index, group))
        meaning.is_other_person = true;
    return meaning;
}
