/*
 * A tag ends at the first > outside of a quoted value, as in browsers. Where
 * a quote is not closed within 64 KiB (no honest value is that long, but
 * exporters forget quotes) it ends at the first >. Positions depend on the
 * text alone, never on how much of it the window has in sight.
 */
#include "import/html_token.h"

#include <string.h>
#include <strings.h>

enum {
    TAG_LIMIT = 64 * 1024,
    COMMENT_LIMIT = 1024 * 1024,
    ENTITY_LIMIT = 40 /* bytes from & to the end of any reference */
};

static const char white[] = " \t\r\n\f";

static bool is_white(char c)
{
    return c != '\0' && strchr(white, c) != NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int fail_cut(const struct text_window *window, const char *what,
                    struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_CUT_OFF,
                           window->file->path, "%s", what);
}

/* ---- where a tag ends ---- */

/* The first > outside of quotes; NULL where there is none before `end`. */
static const char *end_of_tag(const char *at, const char *end)
{
    bool is_value = false; /* an = stands before, and nothing after it */
    for (; at < end; at++) {
        if (*at == '>')
            return at;
        if (is_value && (*at == '"' || *at == '\'')) {
            at = memchr(at + 1, *at, (size_t)(end - at) - 1);
            if (at == NULL)
                return NULL;
        }
        if (!is_white(*at))
            is_value = *at == '=';
    }
    return NULL;
}

/* The same within the limit, then without regard to quotes. NULL where more
 * must be seen, or nothing more comes. */
static const char *find_end(const struct text_window *window)
{
    const char *const begin = window->begin;
    const size_t sight = (size_t)(window->end - begin);
    const bool is_whole = sight >= TAG_LIMIT || window->is_last;
    const char *const limit = begin + (sight < TAG_LIMIT ? sight : TAG_LIMIT);
    const char *found = end_of_tag(begin, limit);
    if (found == NULL && is_whole)
        found = memchr(begin, '>', sight);
    return found;
}

static const char *find(const char *at, const char *end, const char *word)
{
    return memmem(at, (size_t)(end - at), word, strlen(word));
}

/* ---- tokens ---- */

static void take(struct html_token *out, enum html_kind kind, const char *begin,
                 const char *end)
{
    out->kind = kind;
    out->bytes = begin;
    out->length = (size_t)(end - begin);
    out->name[0] = '\0';
}

/* Sets the name that begins at out->bytes and cuts it off there. */
static void take_name(struct html_token *out)
{
    size_t length = 0;
    while (length < out->length && !is_white(out->bytes[length]) &&
           out->bytes[length] != '/')
        length++;
    for (size_t i = 0; i < length && length < HTML_NAME; i++)
        out->name[i] = lower(out->bytes[i]);
    out->name[length < HTML_NAME ? length : 0] = '\0';
    out->bytes += length;
    out->length -= length;
}

/* Brings more into sight; what the file ends in is cut off. */
static int need_more(struct text_window *window, const char *what,
                     struct failure *failure)
{
    if (window->is_last)
        return fail_cut(window, what, failure);
    return text_window_more(window, failure);
}

/* Steps on until behind `word`; keeps only as much in sight as it needs. */
static int skip_behind(struct text_window *window, const char *word,
                       const char *what, struct failure *failure)
{
    const size_t length = strlen(word);
    for (;;) {
        const char *found = find(window->begin, window->end, word);
        if (found != NULL) {
            window->begin = found + length;
            return 0;
        }
        if ((size_t)(window->end - window->begin) >= length)
            window->begin = window->end - length + 1;
        if (need_more(window, what, failure) != 0)
            return -1;
    }
}

static int take_comment(struct text_window *window, struct html_token *out,
                        struct failure *failure)
{
    enum { OPENING = 4 };
    for (;;) {
        const size_t sight = (size_t)(window->end - window->begin);
        const char *const limit =
            window->begin + (sight < COMMENT_LIMIT ? sight : COMMENT_LIMIT);
        /* From the second dash on: <!--> is a comment, too. */
        const char *found = find(window->begin + 2, limit, "-->");
        if (found != NULL) {
            const char *text = window->begin + OPENING;
            take(out, HTML_COMMENT, text, found < text ? text : found);
            window->begin = found + 3;
            return 0;
        }
        if (sight >= COMMENT_LIMIT) {
            take(out, HTML_COMMENT, "", "");
            out->length = 0;
            window->begin = limit - 2;
            return skip_behind(window, "-->", "<!--", failure);
        }
        if (need_more(window, "<!--", failure) != 0)
            return -1;
    }
}

static int take_tag(struct text_window *window, struct html_token *out,
                    struct failure *failure)
{
    const char *end = find_end(window);
    while (end == NULL) {
        if (need_more(window, "<", failure) != 0)
            return -1;
        end = find_end(window);
    }
    const char second = window->begin[1];
    const enum html_kind kind = second == '/'                    ? HTML_END
                                : second == '!' || second == '?' ? HTML_MARKUP
                                                                 : HTML_START;
    take(out, kind, window->begin + (kind == HTML_START ? 1 : 2), end);
    if (kind != HTML_MARKUP)
        take_name(out);
    window->begin = end + 1;
    return 0;
}

/* Whether < begins a tag; otherwise it is a character like any other. */
static bool begins_tag(const char *at, const char *end)
{
    return end - at >= 2 &&
           (is_letter(at[1]) || at[1] == '!' || at[1] == '?' ||
            (at[1] == '/' && end - at >= 3 && is_letter(at[2])));
}

/* The text up to the next <. A reference that may go on behind what is in
 * sight is left for later. False where nothing can be taken yet. */
static bool take_text(struct text_window *window, struct html_token *out)
{
    const char *const begin = window->begin;
    const char *const end = window->end;
    const char *stop = memchr(begin + 1, '<', (size_t)(end - begin) - 1);
    if (stop == NULL) {
        stop = end;
        const size_t sight = (size_t)(end - begin);
        const size_t tail = sight < ENTITY_LIMIT ? sight : ENTITY_LIMIT;
        const char *open = memrchr(end - tail, '&', tail);
        if (!window->is_last && open != NULL &&
            memchr(open, ';', (size_t)(end - open)) == NULL)
            stop = open;
    }
    if (stop == begin)
        return false;
    take(out, HTML_TEXT, begin, stop);
    window->begin = stop;
    return true;
}

/* Whether enough is in sight to tell what begins here. */
static bool sees_begin(const struct text_window *window)
{
    const size_t sight = (size_t)(window->end - window->begin);
    return window->is_last || (sight > 0 && *window->begin != '<') ||
           sight >= 4;
}

int html_next(struct text_window *window, struct html_token *out,
              struct failure *failure)
{
    for (;;) {
        while (!sees_begin(window))
            if (text_window_more(window, failure) != 0)
                return -1;
        if (window->begin == window->end) {
            take(out, HTML_FINISH, "", "");
            out->length = 0;
            return 0;
        }
        if (*window->begin == '<' && begins_tag(window->begin, window->end)) {
            const bool is_comment = window->end - window->begin >= 4 &&
                                    memcmp(window->begin, "<!--", 4) == 0;
            return is_comment ? take_comment(window, out, failure)
                              : take_tag(window, out, failure);
        }
        if (take_text(window, out))
            return 0;
        if (text_window_more(window, failure) != 0)
            return -1;
    }
}

int html_skip_element(struct text_window *window,
                      const struct html_token *start, struct failure *failure)
{
    const char *const name = start->name;
    const size_t length = strlen(name);
    if (start->length > 0 && start->bytes[start->length - 1] == '/')
        return 0; /* <script … /> */
    for (;;) {
        if (skip_behind(window, "</", name, failure) != 0)
            return -1;
        while ((size_t)(window->end - window->begin) <= length)
            if (need_more(window, name, failure) != 0)
                return -1;
        if (strncasecmp(window->begin, name, length) == 0 &&
            !is_letter(window->begin[length]))
            return skip_behind(window, ">", name, failure);
    }
}

/* ---- attributes ---- */

struct attribute {
    const char *name;
    size_t name_length;
    struct html_value value;
};

static const char *skip_white(const char *at, const char *end)
{
    while (at < end && is_white(*at))
        at++;
    return at;
}

/* Steps over one attribute; `at` stands on its first character. */
static const char *read_attribute(const char *at, const char *end,
                                  struct attribute *out)
{
    *out = (struct attribute){.name = at, .value = {"", 0}};
    while (at < end && !is_white(*at) && *at != '=' && *at != '/')
        at++;
    out->name_length = (size_t)(at - out->name);
    const char *const sign = skip_white(at, end);
    if (sign >= end || *sign != '=')
        return at > out->name ? at : at + 1;
    at = skip_white(sign + 1, end);
    out->value.bytes = at;
    if (at < end && (*at == '"' || *at == '\'')) {
        const char *close = memchr(at + 1, *at, (size_t)(end - at) - 1);
        out->value.bytes = at + 1;
        at = close == NULL ? end : close;
        out->value.length = (size_t)(at - out->value.bytes);
        return at < end ? at + 1 : at;
    }
    while (at < end && !is_white(*at))
        at++;
    out->value.length = (size_t)(at - out->value.bytes);
    return at;
}

struct html_value html_attribute(const struct html_token *token,
                                 const char *name)
{
    const size_t length = strlen(name);
    const char *const end = token->bytes + token->length;
    const char *at = skip_white(token->bytes, end);
    while (at < end) {
        struct attribute attribute;
        at = skip_white(read_attribute(at, end, &attribute), end);
        if (attribute.name_length == length &&
            strncasecmp(attribute.name, name, length) == 0)
            return attribute.value;
    }
    return (struct html_value){.bytes = NULL};
}

bool html_value_has(const struct html_value *value, const char *word)
{
    if (value->bytes == NULL)
        return false;
    const char *const end = value->bytes + value->length;
    for (const char *start = value->bytes; start < end; start++) {
        const char *at = start;
        const char *wanted = word;
        while (at < end && *wanted != '\0' &&
               (is_white(*at) || lower(*at) == *wanted)) {
            wanted += !is_white(*at);
            at++;
        }
        if (*wanted == '\0')
            return true;
    }
    return false;
}

unsigned html_value_number(const struct html_value *value, unsigned otherwise)
{
    enum { MOST = 1000000 };
    unsigned number = 0;
    size_t digits = 0;
    if (value->bytes == NULL)
        return otherwise;
    const char *const end = value->bytes + value->length;
    for (const char *at = skip_white(value->bytes, end);
         at < end && *at >= '0' && *at <= '9'; at++, digits++)
        number = number >= MOST ? MOST : number * 10 + (unsigned)(*at - '0');
    return digits == 0 ? otherwise : number;
}
