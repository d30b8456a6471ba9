/*
 * Finding words in titles, sheet names and file names. The lists are short
 * (tens of words), the texts too: plain search is enough.
 */
#include "import/mentions.h"

#include "core/text.h"
#include <string.h>

enum { WORD_SIZE = 256 };

int mention_words_add(struct mention_words *words, const char *text,
                      uint16_t owner, struct arena *arena)
{
    char folded[WORD_SIZE];
    const size_t length = text_fold(text, strlen(text), folded, sizeof folded);
    if (length == 0)
        return 0;
    const char *kept = arena_text(arena, folded, length);
    if (kept == NULL)
        return -1;
    words->items[words->count++] =
        (struct mention_word){.folded = kept, .owner = owner};
    return 0;
}

int mention_words_add_all(struct mention_words *words,
                          const struct words *texts, uint16_t owner,
                          struct arena *arena)
{
    for (size_t i = 0; i < texts->count; i++)
        if (mention_words_add(words, texts->items[i], owner, arena) != 0)
            return -1;
    return 0;
}

/* Whether [from, to) of `text` lies inside a longer word of another owner. */
static bool is_inside_another(const struct mention_words *words,
                              const struct mention_word *word, const char *text,
                              const char *from)
{
    const size_t length = strlen(word->folded);
    for (size_t i = 0; i < words->count; i++) {
        const struct mention_word *other = &words->items[i];
        const size_t other_length = strlen(other->folded);
        if (other->owner == word->owner || other_length <= length)
            continue;
        const char *at = strstr(text, other->folded);
        for (; at != NULL && at <= from; at = strstr(at + 1, other->folded))
            if (at + other_length >= from + length)
                return true;
    }
    return false;
}

static bool is_mentioned(const struct mention_words *words,
                         const struct mention_word *word, const char *text)
{
    const char *at = strstr(text, word->folded);
    for (; at != NULL; at = strstr(at + 1, word->folded))
        if (!is_inside_another(words, word, text, at))
            return true;
    return false;
}

void mentions_find(const struct mention_words *words, const char *text,
                   bool *found)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct mention_word *word = &words->items[i];
        if (!found[word->owner] && is_mentioned(words, word, text))
            found[word->owner] = true;
    }
}

const struct mention_word *mentions_next(const struct mention_words *words,
                                         const char *text, const char **at)
{
    const struct mention_word *next = NULL;
    const char *nearest = NULL;
    for (size_t i = 0; i < words->count; i++) {
        const struct mention_word *word = &words->items[i];
        const char *place = strstr(*at, word->folded);
        while (place != NULL && is_inside_another(words, word, text, place))
            place = strstr(place + 1, word->folded);
        const bool is_nearer =
            place != NULL &&
            (nearest == NULL || place < nearest ||
             (place == nearest && strlen(word->folded) > strlen(next->folded)));
        if (is_nearer) {
            nearest = place;
            next = word;
        }
    }
    if (next != NULL)
        *at = nearest + strlen(next->folded);
    return next;
}

uint16_t mentions_only(const struct mention_words *words, const char *text)
{
    uint16_t only = POLICY_NONE;
    for (size_t i = 0; i < words->count; i++) {
        const struct mention_word *word = &words->items[i];
        if (word->owner == only || !is_mentioned(words, word, text))
            continue;
        if (only != POLICY_NONE)
            return POLICY_NONE;
        only = word->owner;
    }
    return only;
}
