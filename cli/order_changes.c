/*
 * Order is compared among categories that both policies have: those that must
 * be lifted out so that the rest stands in the same order have moved (the
 * rest is a longest common sequence), and it is said behind which one each
 * stood.
 */
#include "cli/comparison.h"

/* Categories that both have, in the order of `from`. */
struct common {
    uint16_t *from, *to; /* indexes into each policy */
    size_t *length;      /* of the longest sequence that ends here */
    size_t *before;      /* the one before in it; SIZE_MAX = none */
    bool *stays;
    size_t count;
};

static int common_init(struct comparison *compare, struct common *out)
{
    const size_t room = compare->from->category_count;
    struct arena *arena = compare->arena;
    *out = (struct common){
        .from = arena_array(arena, room, sizeof *out->from),
        .to = arena_array(arena, room, sizeof *out->to),
        .length = arena_array(arena, room, sizeof *out->length),
        .before = arena_array(arena, room, sizeof *out->before),
        .stays = arena_array(arena, room, sizeof *out->stays),
    };
    if (out->from == NULL || out->to == NULL || out->length == NULL ||
        out->before == NULL || out->stays == NULL)
        return -1;
    for (uint16_t i = 0; i < room; i++) {
        out->from[out->count] = i;
        out->to[out->count] =
            policy_same_category(compare->to, compare->from, i);
        out->count += out->to[out->count] != POLICY_NONE;
    }
    return 0;
}

/* Marks a longest sequence that stands in the same order in both. */
static void find_staying(struct common *common)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < common->count; i++) {
        common->length[i] = 1;
        common->before[i] = SIZE_MAX;
        for (size_t k = 0; k < i; k++) {
            if (common->to[k] < common->to[i] &&
                common->length[k] + 1 > common->length[i]) {
                common->length[i] = common->length[k] + 1;
                common->before[i] = k;
            }
        }
        if (best == SIZE_MAX || common->length[i] > common->length[best])
            best = i;
    }
    for (size_t at = best; at != SIZE_MAX; at = common->before[at])
        common->stays[at] = true;
}

static const char *after(struct comparison *compare,
                         const struct policy *policy, uint16_t category)
{
    if (category == 0)
        return compare_say(compare, MESSAGE_DIFF_ORDER_FIRST);
    struct text text = TEXT_INIT;
    message_append(
        &text, compare->language, MESSAGE_DIFF_ORDER_AFTER,
        compare_category_name(compare, &policy->categories[category - 1]),
        NULL);
    const char *words = compare_text(compare, "%s", text_of(&text));
    text_release(&text);
    return words;
}

void compare_order(struct comparison *compare)
{
    struct common common;
    if (common_init(compare, &common) != 0) {
        compare->failed = true;
        return;
    }
    find_staying(&common);
    for (size_t i = 0; i < common.count; i++) {
        if (common.stays[i])
            continue;
        const struct policy *p = compare->from;
        compare_note(
            compare, MESSAGE_DIFF_ORDER,
            compare_category_name(compare, &p->categories[common.from[i]]),
            after(compare, p, common.from[i]),
            after(compare, compare->to, common.to[i]));
    }
}
