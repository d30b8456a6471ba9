/*
 * Labels and values of columns.yaml, folded and sorted. Names, aliases and
 * codes of the categories go in among the values, so that a reader of rosters
 * has one list to look in.
 *
 * A word means one thing in its scope: among the policy's own, and among
 * those of a kind. A kind's word may overrule the policy's.
 */
#include "import/column_words.h"

#include <stdlib.h>
#include <string.h>

/* A label or a value on its way, with its place for messages. */
struct entry {
    struct field_alias label;
    struct value_alias value;
    const char *folded;
    enum field field;        /* the scope in which `folded` is unique */
    const struct mark *mark; /* NULL = comes from policy.yaml */
    size_t order;
};

struct entries {
    struct entry *items;
    size_t count;
};

/* The words that `means` may be, for one field. */
struct meaning {
    const char *word;
    enum field field;
    uint16_t meaning;
};

static const struct meaning meanings[] = {
    {"valid", FIELD_CERTIFICATE_STATE, CERTIFICATE_VALID},
    {"invalid", FIELD_CERTIFICATE_STATE, CERTIFICATE_INVALID},
    {"current", FIELD_STATUS, STATUS_CURRENT},
    {"ended", FIELD_STATUS, STATUS_ENDED},
    {"none", FIELD_MOVEMENT, MOVEMENT_NONE},
    {"added", FIELD_MOVEMENT, MOVEMENT_ADDED},
    {"removed", FIELD_MOVEMENT, MOVEMENT_REMOVED},
    {"changed", FIELD_MOVEMENT, MOVEMENT_CHANGED},
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    if (left->field != right->field)
        return left->field < right->field ? -1 : 1;
    const int order = strcmp(left->folded, right->folded);
    if (order != 0)
        return order;
    return left->order < right->order ? -1 : 1;
}

static int entries_init(const struct build *build, size_t room,
                        struct entries *out)
{
    out->count = 0;
    out->items = arena_array(build->arena, room, sizeof *out->items);
    return out->items == NULL ? failure_memory(build->failure) : 0;
}

/* A word of policy.yaml that stands there twice was told of there. */
static int tell_double(const struct build *build, const struct entry *first,
                       const struct entry *again)
{
    if (again->mark == NULL)
        return 0;
    if (first->mark == NULL)
        return yaml_fail(build->text, again->mark, build->failure,
                         "“%s”在 policy.yaml 里已是类别的名称、别名或代码",
                         again->mark->value);
    return yaml_fail(build->text, again->mark, build->failure,
                     "“%s”写了两次，第%u行已有", again->mark->value,
                     (unsigned)first->mark->line);
}

/* Sorts, and refuses a word that stands twice. */
static int entries_settle(const struct build *build, struct entries *entries)
{
    qsort(entries->items, entries->count, sizeof *entries->items,
          compare_entries);
    for (size_t i = 1; i < entries->count; i++) {
        const struct entry *first = &entries->items[i - 1];
        const struct entry *again = &entries->items[i];
        if (first->field != again->field ||
            strcmp(first->folded, again->folded) != 0)
            continue;
        if (tell_double(build, first, again) != 0)
            return -1;
    }
    return 0;
}

/* ---- labels ---- */

int read_field(const struct build *build, const struct mark *mark,
               const char *text, enum field *out)
{
    *out = field_find(text);
    if (*out != FIELD_NONE || strcmp(text, "none") == 0)
        return 0;
    const char *ids[FIELD_COUNT];
    uint16_t index = 0;
    for (int field = 0; field < FIELD_COUNT; field++)
        ids[field] = field_id((enum field)field);
    const struct id_list list = {
        .what = "字段", .ids = ids, .count = FIELD_COUNT};
    return read_reference(build, mark, &list, text, &index);
}

static int add_labels(const struct build *build, const struct mark *mark,
                      const struct raw_labels *raw, bool is_other_person,
                      struct entries *entries)
{
    enum field field = FIELD_NONE;
    const struct mark *list = mark_of(mark, "labels");
    if (read_field(build, mark_of(mark, "field"), raw->field, &field) != 0)
        return -1;
    for (size_t i = 0; i < raw->labels.count; i++) {
        const char *label = raw->labels.items[i];
        const char *folded = NULL;
        if (read_folded(build, mark_item(list, i), label, &folded) != 0)
            return -1;
        entries->items[entries->count] = (struct entry){
            .label = {.label = label,
                      .folded = folded,
                      .field = field,
                      .is_other_person = is_other_person,
                      .rank = (unsigned)entries->count},
            .folded = folded,
            .field = FIELD_NONE, /* a label means one field only */
            .mark = mark_item(list, i),
            .order = entries->count,
        };
        entries->count++;
    }
    return 0;
}

static int add_label_list(const struct build *build,
                          const struct label_list *list,
                          struct entries *entries)
{
    for (size_t i = 0; i < list->count; i++) {
        if (add_labels(build, mark_item(list->mark, i), &list->raw[i],
                       list->is_other_person, entries) != 0)
            return -1;
    }
    return 0;
}

static size_t count_labels(const struct label_list *list)
{
    size_t total = 0;
    for (size_t i = 0; i < list->count; i++)
        total += list->raw[i].labels.count;
    return total;
}

static int keep_labels(const struct build *build, struct entries *entries,
                       const struct field_alias **out, size_t *count)
{
    struct field_alias *labels =
        arena_array(build->arena, entries->count, sizeof *labels);
    if (labels == NULL)
        return failure_memory(build->failure);
    if (entries_settle(build, entries) != 0)
        return -1;
    for (size_t i = 0; i < entries->count; i++)
        labels[i] = entries->items[i].label;
    *out = labels;
    *count = entries->count;
    return 0;
}

int labels_build(const struct build *build, const struct label_list *lists,
                 size_t count, const struct field_alias **out,
                 size_t *out_count)
{
    struct entries entries;
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        room += count_labels(&lists[i]);
    if (entries_init(build, room, &entries) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (add_label_list(build, &lists[i], &entries) != 0)
            return -1;
    }
    return keep_labels(build, &entries, out, out_count);
}

/* ---- values ---- */

/* "3" or "3,4" to bits. */
static int read_mask(const struct build *build, const struct mark *mark,
                     const char *text, int limit, uint16_t *out)
{
    *out = 0;
    for (const char *at = text; *at != '\0'; at++) {
        const bool is_digit = (at - text) % 2 == 0;
        if (is_digit ? *at < '1' || *at > '0' + limit : *at != ',')
            break;
        if (is_digit)
            *out |= (uint16_t)(1U << (*at - '0'));
        if (is_digit && at[1] == '\0')
            return 0;
    }
    return yaml_fail(build->text, mark, build->failure,
                     "“%s”应是1至%d，几个都可能时用逗号隔开，如 \"1,2\"", text,
                     limit);
}

static int read_word(const struct build *build, const struct mark *mark,
                     enum field field, const char *text, uint16_t *out)
{
    const char *words[sizeof meanings / sizeof meanings[0]];
    struct id_list list = {.what = "含义", .ids = words};
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].field != field)
            continue;
        if (strcmp(meanings[i].word, text) == 0) {
            *out = meanings[i].meaning;
            return 0;
        }
        words[list.count++] = meanings[i].word;
    }
    if (list.count == 0)
        return yaml_fail(build->text, mark, build->failure,
                         "字段“%s”的值不必解释，不能列在 values 里",
                         field_id(field));
    return read_reference(build, mark, &list, text, out);
}

static int read_meaning(const struct build *build, const struct mark *mark,
                        const struct id_list *categories, enum field field,
                        const char *text, uint16_t *out)
{
    if (field == FIELD_DISABILITY_GRADE)
        return read_mask(build, mark, text, 4, out);
    if (field == FIELD_DISABILITY_TYPE)
        return read_mask(build, mark, text, 7, out);
    if (field != FIELD_CATEGORY && field != FIELD_CATEGORY_CODE)
        return read_word(build, mark, field, text, out);
    if (field == FIELD_CATEGORY && strcmp(text, "blank") == 0) {
        *out = POLICY_NONE;
        return 0;
    }
    return read_reference(build, mark, categories, text, out);
}

static void add_value(struct entries *entries, const struct mark *mark,
                      const struct value_alias *value)
{
    entries->items[entries->count] = (struct entry){
        .value = *value,
        .folded = value->folded,
        .field = value->field,
        .mark = mark,
        .order = entries->count,
    };
    entries->count++;
}

static int add_values(const struct build *build, const struct mark *mark,
                      const struct id_list *categories,
                      const struct raw_values *raw, struct entries *entries)
{
    struct value_alias value = {.meaning = 0};
    const struct mark *list = mark_of(mark, "texts");
    if (read_field(build, mark_of(mark, "field"), raw->field, &value.field) !=
            0 ||
        read_meaning(build, mark_of(mark, "means"), categories, value.field,
                     raw->means, &value.meaning) != 0)
        return -1;
    for (size_t i = 0; i < raw->texts.count; i++) {
        value.text = raw->texts.items[i];
        if (read_folded(build, mark_item(list, i), value.text, &value.folded) !=
            0)
            return -1;
        add_value(entries, mark_item(list, i), &value);
    }
    return 0;
}

static int add_category_word(const struct build *build, enum field field,
                             const char *text, size_t category,
                             struct entries *entries)
{
    struct value_alias value = {
        .text = text, .field = field, .meaning = (uint16_t)category};
    if (read_folded(build, build->text->root, text, &value.folded) != 0)
        return -1;
    add_value(entries, NULL, &value);
    return 0;
}

/* Code, name and aliases, as policy.yaml has them. */
static int add_category_words(const struct build *build,
                              struct entries *entries)
{
    const struct policy *policy = build->policy;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        if (add_category_word(build, FIELD_CATEGORY_CODE, category->id, i,
                              entries) != 0 ||
            add_category_word(build, FIELD_CATEGORY, category->id, i,
                              entries) != 0 ||
            add_category_word(build, FIELD_CATEGORY, category->name, i,
                              entries) != 0)
            return -1;
        for (size_t j = 0; j < category->aliases.count; j++) {
            if (add_category_word(build, FIELD_CATEGORY,
                                  category->aliases.items[j], i, entries) != 0)
                return -1;
        }
    }
    return 0;
}

static size_t count_words(const struct build *build,
                          const struct value_list *list)
{
    size_t total = 0;
    for (size_t i = 0; i < list->count; i++)
        total += list->raw[i].texts.count;
    for (size_t i = 0; i < build->policy->category_count; i++)
        total += 3 + build->policy->categories[i].aliases.count;
    return total;
}

static int keep_values(const struct build *build, struct entries *entries,
                       const struct value_alias **out, size_t *count)
{
    struct value_alias *values =
        arena_array(build->arena, entries->count, sizeof *values);
    if (values == NULL)
        return failure_memory(build->failure);
    if (entries_settle(build, entries) != 0)
        return -1;
    for (size_t i = 0; i < entries->count; i++)
        values[i] = entries->items[i].value;
    *out = values;
    *count = entries->count;
    return 0;
}

int values_build(const struct build *build, const struct id_list *categories,
                 const struct value_list *list, bool with_categories,
                 const struct value_alias **out, size_t *out_count)
{
    struct entries entries;
    if (entries_init(build, count_words(build, list), &entries) != 0 ||
        (with_categories && add_category_words(build, &entries) != 0))
        return -1;
    for (size_t i = 0; i < list->count; i++) {
        if (add_values(build, mark_item(list->mark, i), categories,
                       &list->raw[i], &entries) != 0)
            return -1;
    }
    return keep_values(build, &entries, out, out_count);
}

/* ---- words in titles ---- */

int title_words_check(const struct build *build, const struct raw_columns *raw)
{
    struct entries entries;
    const struct mark *kinds = mark_of(build->text->root, "kinds");
    size_t room = 0;
    for (size_t i = 0; i < raw->kind_count; i++)
        room += raw->kinds[i].title_words.count;
    if (entries_init(build, room, &entries) != 0)
        return -1;
    for (size_t i = 0; i < raw->kind_count; i++) {
        const struct mark *list = mark_of(mark_item(kinds, i), "title_words");
        for (size_t j = 0; j < raw->kinds[i].title_words.count; j++) {
            struct value_alias value = {.text =
                                            raw->kinds[i].title_words.items[j]};
            if (read_folded(build, mark_item(list, j), value.text,
                            &value.folded) != 0)
                return -1;
            add_value(&entries, mark_item(list, j), &value);
        }
    }
    return entries_settle(build, &entries);
}
