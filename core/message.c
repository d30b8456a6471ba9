/*
 * The catalogue of messages and their rendering. Values are strings; numbers
 * and amounts are formatted by the caller, who knows their unit.
 */
#include "core/message.h"

#include <stdarg.h>
#include <string.h>

enum { VALUES_MAX = 9 };

static const char *const texts[MESSAGE_COUNT][LANGUAGE_COUNT] = {
#define MESSAGE(id, zh, en) [MESSAGE_##id] = {zh, en},
#include "core/messages.def"
#undef MESSAGE
};

const char *message_text(enum message message, enum language language)
{
    return texts[message][language];
}

void message_append(struct text *out, enum language language,
                    enum message message, ...)
{
    const char *values[VALUES_MAX] = {NULL};
    size_t count = 0;
    va_list arguments;
    va_start(arguments, message);
    for (;;) {
        const char *value = va_arg(arguments, const char *);
        if (value == NULL)
            break;
        if (count < VALUES_MAX)
            values[count++] = value;
    }
    va_end(arguments);

    const char *at = message_text(message, language);
    while (*at != '\0') {
        const bool is_value =
            at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}';
        if (!is_value) {
            const size_t plain = 1 + strcspn(at + 1, "{");
            text_append_bytes(out, at, plain);
            at += plain;
            continue;
        }
        const size_t number = (size_t)(at[1] - '1');
        if (number < count)
            text_append(out, values[number]);
        at += 3;
    }
}
