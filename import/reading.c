/*
 * Making a policy ready for search, once a call.
 */
#include "import/reading.h"

#include "core/message.h"

static bool asks_types(const struct policy *policy)
{
    for (size_t c = 0; c < policy->category_count; c++) {
        const struct category *category = &policy->categories[c];
        for (size_t a = 0; a < category->alternative_count; a++)
            if (category->alternatives[a].types != 0)
                return true;
    }
    return false;
}

static int add_counties(struct reading *reading, struct arena *arena)
{
    const struct policy *policy = reading->policy;
    struct mention_words *words = &reading->counties;
    size_t count = policy->county_count;
    for (size_t i = 0; i < policy->county_count; i++)
        count += policy->counties[i].aliases.count;
    words->items = arena_array(arena, count, sizeof *words->items);
    if (words->items == NULL)
        return -1;
    for (size_t i = 0; i < policy->county_count; i++) {
        const struct county *county = &policy->counties[i];
        if (mention_words_add(words, county->name, (uint16_t)i, arena) != 0 ||
            mention_words_add_all(words, &county->aliases, (uint16_t)i,
                                  arena) != 0)
            return -1;
    }
    return 0;
}

int reading_init(struct reading *reading, const struct import_options *options,
                 struct arena *arena)
{
    const struct policy *policy = options->policy;
    *reading = (struct reading){
        .options = options,
        .policy = policy,
        .asks_types = asks_types(policy),
    };
    if (label_index_init(&reading->labels, policy, arena) != 0 ||
        kind_index_init(&reading->kinds, policy, &reading->labels, arena) != 0)
        return -1;
    return add_counties(reading, arena);
}

bool reading_asks_grades(const struct reading *reading, uint16_t kind)
{
    const struct roster_kind *own = &reading->policy->kinds[kind];
    if ((own->required & UINT32_C(1) << FIELD_DISABILITY_GRADE) != 0)
        return true;
    for (size_t i = 0; i < own->category_count; i++) {
        const struct category *category =
            &reading->policy->categories[own->categories[i]];
        for (size_t a = 0; a < category->alternative_count; a++)
            if (category->alternatives[a].grades != 0)
                return true;
    }
    return false;
}

void reading_append_fields(const struct reading *reading, uint32_t bits,
                           struct text *out)
{
    const enum language language = reading->options->language;
    bool is_first = true;
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        if ((bits >> field & 1) == 0)
            continue;
        if (!is_first)
            text_append(out, message_text(MESSAGE_LIST_COMMA, language));
        text_append(out, field_title((enum field)field));
        is_first = false;
    }
}
