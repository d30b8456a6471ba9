/*
 * What the program says besides diagnostics: one catalogue, messages.def,
 * in both languages. A text may hold {1} to {9}, which stand for the values
 * given.
 */
#ifndef DAOPAN_CORE_MESSAGE_H
#define DAOPAN_CORE_MESSAGE_H

#include "core/language.h"
#include "core/text.h"

enum message {
#define MESSAGE(id, zh, en) MESSAGE_##id,
#include "core/messages.def"
#undef MESSAGE
    MESSAGE_COUNT
};

/* The text as the catalogue has it. */
const char *message_text(enum message message, enum language language);

/* Appends it with its values; the list of strings ends with NULL. */
void message_append(struct text *out, enum language language,
                    enum message message, ...) __attribute__((sentinel));

#endif
