/*
 * Telling markup by its first 64 KiB, before the encoding is known: names of
 * tags are ASCII in every encoding that text comes in, and of UTF-16 the
 * zero bytes are dropped.
 *
 * Spreadsheet programs take a file with a table near its beginning for a
 * page, even if it begins with a word; so does this.
 */
#include "import/markup_kind.h"

#include <string.h>
#include <strings.h>

enum { HEAD_SIZE = 64 * 1024, TABLE_BEFORE = 4096 };

/* The file's beginning with its NULs dropped. */
struct beginning {
    const char *at, *end;
};

static const char white[] = " \t\r\n\f";

static bool is_white(char c)
{
    return c != '\0' && strchr(white, c) != NULL;
}

static const char *skip_white(const struct beginning *text, const char *at)
{
    while (at < text->end && is_white(*at))
        at++;
    return at;
}

/* Whether `word` stands at `at`, without case. */
static bool is_at(const struct beginning *text, const char *at,
                  const char *word)
{
    const size_t length = strlen(word);
    return at <= text->end && (size_t)(text->end - at) >= length &&
           strncasecmp(at, word, length) == 0;
}

/* The first `word` before `end`, without case. */
static const char *find(const struct beginning *text, const char *at,
                        const char *word)
{
    for (; at < text->end; at++)
        if (is_at(text, at, word))
            return at;
    return NULL;
}

/* ---- the encoding it names ---- */

/* A value behind "charset=", up to a quote, space or sign. */
static void take_charset(const struct beginning *text, const char *at,
                         char out[MARKUP_NAME])
{
    size_t length = 0;
    at = skip_white(text, at);
    if (at < text->end && (*at == '"' || *at == '\''))
        at++;
    while (at + length < text->end && length + 1 < MARKUP_NAME &&
           strchr("\"';>/ \t\r\n", at[length]) == NULL)
        length++;
    memcpy(out, at, length);
    out[length] = '\0';
}

static void find_charset(const struct beginning *text, char out[MARKUP_NAME])
{
    static const char *const words[] = {"charset=", "encoding="};
    /* What the XML declaration says goes before what stands in the page. */
    const struct beginning declaration = {
        text->at,
        is_at(text, text->at, "<?xml") ? find(text, text->at, "?>") : text->at};
    const char *found =
        declaration.end == NULL ? NULL : find(&declaration, text->at, words[1]);
    const char *word = words[1];
    if (found == NULL) {
        found = find(text, text->at, words[0]);
        word = words[0];
    }
    out[0] = '\0';
    if (found != NULL)
        take_charset(text, found + strlen(word), out);
}

/* ---- the first element ---- */

/* Behind declarations and comments: the first element's name, or NULL. */
static const char *find_root(const struct beginning *text)
{
    const char *at = text->at;
    for (;;) {
        at = skip_white(text, at);
        const char *close = NULL;
        if (is_at(text, at, "<!--"))
            close = find(text, at, "-->");
        else if (is_at(text, at, "<?") || is_at(text, at, "<!"))
            close = find(text, at, ">");
        else
            return at < text->end && *at == '<' ? at + 1 : NULL;
        if (close == NULL)
            return NULL;
        at = close + (*close == '-' ? strlen("-->") : 1);
    }
}

static void take_root(const struct beginning *text, const char *at,
                      char out[MARKUP_NAME])
{
    size_t length = 0;
    while (at + length < text->end && length + 1 < MARKUP_NAME &&
           !is_white(at[length]) && strchr("/>", at[length]) == NULL)
        length++;
    memcpy(out, at, length);
    out[length] = '\0';
}

/* The element's name without its prefix. */
static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

/* ---- kinds ---- */

static bool is_page_element(const char *name)
{
    static const char *const names[] = {
        "html", "head", "body",   "table", "meta", "title",  "style", "div",
        "font", "span", "center", "p",     "form", "script", "tr",    "td",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

/* A file that says it is XML. */
static enum markup_kind tell_xml(const struct beginning *text,
                                 struct markup *out)
{
    const char *root = find_root(text);
    if (root == NULL)
        return MARKUP_OTHER;
    take_root(text, root, out->root);
    const char *name = local_name(out->root);
    if (strcmp(name, "Workbook") == 0 &&
        find(text, root, "urn:schemas-microsoft-com:office:spreadsheet"))
        return MARKUP_SPREADSHEETML;
    if (strcmp(name, "document") == 0 &&
        find(text, root, "urn:oasis:names:tc:opendocument:"))
        return MARKUP_OPENDOCUMENT;
    return is_page_element(name) ? MARKUP_HTML : MARKUP_OTHER;
}

static bool begins_tag(const struct beginning *text, const char *at)
{
    return text->end - at >= 2 && *at == '<' &&
           (at[1] == '!' || at[1] == '?' || (at[1] >= 'a' && at[1] <= 'z') ||
            (at[1] >= 'A' && at[1] <= 'Z'));
}

/* A mail's head, as "web archives" have it. */
static bool is_mail(const struct beginning *text)
{
    static const char *const firsts[] = {
        "MIME-Version:", "From:", "Content-Type:",
        "Subject:",      "Date:", "Content-Location:"};
    const size_t sight = (size_t)(text->end - text->at);
    const struct beginning head = {
        text->at, text->at + (sight < TABLE_BEFORE ? sight : TABLE_BEFORE)};
    bool begins = false;
    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++)
        begins = begins || is_at(text, text->at, firsts[i]);
    return begins && find(&head, head.at, "MIME-Version:") != NULL &&
           (find(&head, head.at, "multipart/") != NULL ||
            find(&head, head.at, "text/html") != NULL);
}

static bool has_table(const struct beginning *text)
{
    const size_t sight = (size_t)(text->end - text->at);
    const struct beginning near = {
        text->at, text->at + (sight < TABLE_BEFORE ? sight : TABLE_BEFORE)};
    const char *table = find(&near, near.at, "<table");
    return table != NULL && find(text, table, "<tr") != NULL;
}

static enum markup_kind tell(const struct beginning *text, struct markup *out)
{
    if (is_mail(text))
        return MARKUP_MHTML;
    if (!begins_tag(text, text->at))
        return has_table(text) ? MARKUP_HTML : MARKUP_NONE;
    if (is_at(text, text->at, "<?xml"))
        return tell_xml(text, out);
    struct markup root = {.kind = MARKUP_NONE};
    const enum markup_kind kind = tell_xml(text, &root);
    if (kind != MARKUP_SPREADSHEETML && kind != MARKUP_OPENDOCUMENT)
        return MARKUP_HTML;
    *out = root;
    return kind;
}

void markup_tell(const struct file_bytes *file, struct markup *out)
{
    char head[HEAD_SIZE] = {0};
    size_t length = 0;
    const size_t size = file->size < HEAD_SIZE ? file->size : HEAD_SIZE;
    *out = (struct markup){.kind = MARKUP_NONE};
    /* Marks of a byte order, and the zero bytes of UTF-16. */
    for (size_t i = 0; i < size; i++)
        if (file->bytes[i] != 0 && !(i < 3 && file->bytes[i] >= 0xBB))
            head[length++] = (char)file->bytes[i];
    struct beginning text = {.at = head, .end = head + length};
    text.at = skip_white(&text, head);
    out->kind = tell(&text, out);
    if (out->kind != MARKUP_NONE)
        find_charset(&text, out->charset);
}
