/*
 * Dates among the number formats, and codes that put zeros in front: a 1 in a
 * column of codes under 00 is an 01 to everybody who looks at the sheet.
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
            /* A/P is the short form of AM/PM */
            is_date = strchr("yYmMdDhHsSeE", *code) != NULL ||
                      strncasecmp(code, "a/p", 3) == 0;
            code++;
        }
    }
    return is_date;
}

unsigned char format_code_zeros(const char *code)
{
    enum { MOST_ZEROS = 30 };
    size_t zeros = 0;
    bool is_elapsed = false;
    while (*code == '[') /* a colour, a language */
        code = skip_brackets(code, &is_elapsed);
    zeros = strspn(code, "0");
    code += zeros;
    while (*code == '_' && code[1] != '\0') /* room at the right */
        code += 2;
    const bool is_only = *code == '\0' || *code == ';';
    return zeros >= 2 && zeros <= MOST_ZEROS && is_only && !is_elapsed
               ? (unsigned char)zeros
               : 0;
}

unsigned char format_code_shown(const char *code)
{
    return format_code_is_date(code) ? SHOWN_AS_DATE : format_code_zeros(code);
}

unsigned char number_format_shown(unsigned id)
{
    return number_format_is_date(id) ? SHOWN_AS_DATE : 0;
}
