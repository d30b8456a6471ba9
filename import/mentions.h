/*
 * Which of several things a text speaks of, by their words. Private to
 * import/.
 */
#ifndef DAOPAN_IMPORT_MENTIONS_H
#define DAOPAN_IMPORT_MENTIONS_H

#include "core/arena.h"
#include "core/policy.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mention_word {
    const char *folded;
    uint16_t owner; /* index of the thing it names */
};

/* The words of kinds, of counties, of departments. */
struct mention_words {
    struct mention_word *items;
    size_t count;
};

/* Adds a word, folded into `arena`; `words->items` must have room. Empty
 * words are left out. 0, or -1 when memory is exhausted. */
CHECKED int mention_words_add(struct mention_words *words, const char *text,
                              uint16_t owner, struct arena *arena);
CHECKED int mention_words_add_all(struct mention_words *words,
                                  const struct words *texts, uint16_t owner,
                                  struct arena *arena);

/*
 * Sets found[owner] for each owner of a word that stands in `text` (folded);
 * leaves the others as they are. A word inside a longer one of another owner
 * does not count: 低保边缘家庭 does not speak of 低保.
 */
void mentions_find(const struct mention_words *words, const char *text,
                   bool *found);

/*
 * The next place at or behind `*at` where a word stands that counts; *at
 * becomes what is behind the word. NULL where there is none.
 */
const struct mention_word *mentions_next(const struct mention_words *words,
                                         const char *text, const char **at);

/* The only owner of whom `text` speaks; POLICY_NONE where there is none, or
 * more than one. */
uint16_t mentions_only(const struct mention_words *words, const char *text);

#endif
