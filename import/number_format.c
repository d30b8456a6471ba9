/*
 * Dates among the number formats.
 *
 * Of a code, what stands in quotes, after a backslash, an underscore or an
 * asterisk, and in brackets is decoration, except [h], [m] and [s], which
 * are elapsed time. A letter of a date left over makes it a date, in
 * whichever of its sections: [=0]"-";yyyy-mm-dd is one.
 */
#include "import/number_format.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

bool number_format_is_date(unsigned id)
{
    /* 27 to 36 and 50 to 58 depend on the language, and are dates in every
     * East Asian one; Chinese files use them without listing them. */
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
           (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/* Past "[…]"; *is_elapsed where it is [h], [mm] … */
static const char *skip_brackets(const char *at, bool *is_elapsed)
{
    const char *const inner = at + 1;
    const size_t length = strcspn(inner, "]");
    const size_t letters = strspn(inner, "hHmMsS");
    if (length > 0 && letters == length)
        *is_elapsed = true;
    return inner[length] == '\0' ? inner + length : inner + length + 1;
}

static const char *skip_quotes(const char *at)
{
    const char *end = strchr(at + 1, '"');
    return end == NULL ? at + strlen(at) : end + 1;
}

/* "General" holds an e, and E+00 is no year. */
static const char *skip_word(const char *at)
{
    static const char general[] = "general";
    if (strncasecmp(at, general, sizeof general - 1) == 0)
        return at + sizeof general - 1;
    if ((at[0] == 'E' || at[0] == 'e') && (at[1] == '+' || at[1] == '-'))
        return at + 2;
    return at;
}

bool format_code_is_date(const char *code)
{
    bool is_date = false;
    while (*code != '\0' && !is_date) {
        const char *after = skip_word(code);
        if (after != code) {
            code = after;
        } else if (*code == '"') {
            code = skip_quotes(code);
        } else if (*code == '[') {
            code = skip_brackets(code, &is_date);
        } else if (*code == '\\' || *code == '_' || *code == '*') {
            code += code[1] == '\0' ? 1 : 2;
        } else {
            is_date = strchr("yYmMdDhHsSeE", *code) != NULL;
            code++;
        }
    }
    return is_date;
}
