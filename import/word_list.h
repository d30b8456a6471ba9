/*
 * Words that a message offers: those allowed, and the one that was probably
 * meant. Private to import/, for policy files.
 */
#ifndef DAOPAN_IMPORT_WORD_LIST_H
#define DAOPAN_IMPORT_WORD_LIST_H

#include <stddef.h>

enum { WORD_FAR = 99, WORD_LIST_SIZE = 512 };

/* Characters in which two words differ; WORD_FAR where it is over three, or
 * over half of `word`: nobody meant that. */
int word_distance(const char *word, const char *candidate);

/* Appends to "甲、乙"; `list` has WORD_LIST_SIZE bytes. What does not fit is
 * left out, and … stands for it. */
void word_append(char *list, const char *word);

#endif
