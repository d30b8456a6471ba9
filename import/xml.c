/*
 * expat behind a small contract: parts in, elements out.
 *
 * Declarations of entities are refused. No spreadsheet program writes them,
 * the packaging rules forbid them, and they are how a small file becomes a
 * large one. Nesting is bounded for the same reason. Nothing outside the part is
 * ever loaded.
 */
#include "import/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DEPTH = 200, MOST_SPACE = 256 };

/* Stands between namespace and name; no XML document can hold it. */
enum { SEPARATOR = '\1' };

struct parse {
    XML_Parser parser;
    const struct xml_sink *sink;
    struct failure *failure;
    const struct zip_part *part;
    unsigned depth;
    int result;             /* of the sink: not 0 = parsing was stopped */
    char space[MOST_SPACE]; /* the root's namespace */
};

static void stop(struct parse *parse, int result)
{
    parse->result = result;
    XML_StopParser(parse->parser, XML_FALSE);
}

/* Splits "namespace\1name"; a name without namespace has an empty one. */
static const char *split(const char *name, size_t *space_length)
{
    const char *const separator = strrchr(name, SEPARATOR);
    *space_length = separator == NULL ? 0 : (size_t)(separator - name);
    return separator == NULL ? name : separator + 1;
}

static struct xml_element element_of(struct parse *parse, const char *name,
                                     const char *const *attributes)
{
    struct xml_element element = {.depth = parse->depth,
                                  .attributes = attributes};
    size_t length = 0;
    element.name = split(name, &length);
    if (parse->depth == 0 && length < MOST_SPACE)
        snprintf(parse->space, sizeof parse->space, "%.*s", (int)length, name);
    element.is_own = strlen(parse->space) == length &&
                     memcmp(parse->space, name, length) == 0;
    return element;
}

static void on_start(void *context, const char *name, const char **attributes)
{
    struct parse *parse = context;
    if (parse->result != 0)
        return; /* expat may still deliver after being stopped */
    if (parse->depth >= MOST_DEPTH) {
        zip_part_limit(parse->part, "depth", parse->failure);
        stop(parse, failure_because(parse->failure, MESSAGE_WHY_DEEP));
        return;
    }
    const struct xml_element element =
        element_of(parse, name, (const char *const *)attributes);
    parse->depth++;
    const int result = parse->sink->start(parse->sink->context, &element);
    if (result != 0)
        stop(parse, result);
}

static void on_end(void *context, const char *name)
{
    static const char *const none[] = {NULL};
    struct parse *parse = context;
    if (parse->result != 0)
        return;
    parse->depth--;
    const struct xml_element element = element_of(parse, name, none);
    if (parse->sink->end == NULL)
        return;
    const int result = parse->sink->end(parse->sink->context, &element);
    if (result != 0)
        stop(parse, result);
}

static void on_text(void *context, const char *bytes, int length)
{
    struct parse *parse = context;
    if (parse->result != 0)
        return;
    const int result =
        parse->sink->text(parse->sink->context, bytes, (size_t)length);
    if (result != 0)
        stop(parse, result);
}

static int refuse(struct parse *parse, const char *what)
{
    return zip_part_fail_at(
        parse->part, (unsigned long)XML_GetCurrentLineNumber(parse->parser),
        (unsigned long)XML_GetCurrentColumnNumber(parse->parser) + 1, what,
        parse->failure);
}

/* Entities are declared between the brackets of <!DOCTYPE … [ … ]>. */
static void on_doctype(void *context, const char *name, const char *system,
                       const char *public, int has_declarations)
{
    struct parse *parse = context;
    (void)name, (void)system, (void)public;
    if (has_declarations)
        stop(parse, refuse(parse, "DOCTYPE"));
}

/* An entity whose declaration would be outside: its text would be missing. */
static void on_skipped(void *context, const char *name, int is_parameter)
{
    struct parse *parse = context;
    (void)is_parameter;
    stop(parse, refuse(parse, name));
}

static int feed(struct parse *parse, size_t count, bool is_last)
{
    const enum XML_Status status =
        XML_ParseBuffer(parse->parser, (int)count, is_last);
    if (parse->result != 0 || status == XML_STATUS_OK)
        return parse->result;
    const enum XML_Error error = XML_GetErrorCode(parse->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return failure_memory(parse->failure);
    return refuse(parse, XML_ErrorString(error));
}

int xml_parse(struct zip_part *part, size_t step, const struct xml_sink *sink,
              struct failure *failure)
{
    struct parse parse = {.sink = sink, .failure = failure, .part = part};
    size_t got = 1;
    int result = 0;
    parse.parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (parse.parser == NULL)
        return failure_memory(failure);
    XML_SetUserData(parse.parser, &parse);
    XML_SetElementHandler(parse.parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(parse.parser, on_doctype);
    XML_SetSkippedEntityHandler(parse.parser, on_skipped);
    if (sink->text != NULL)
        XML_SetCharacterDataHandler(parse.parser, on_text);
    while (result == 0 && got > 0) {
        void *buffer = XML_GetBuffer(parse.parser, (int)step);
        if (buffer == NULL)
            result = failure_memory(failure);
        else if (zip_part_read(part, buffer, step, &got, failure) != 0)
            result = -1;
        else
            result = feed(&parse, got, got == 0);
    }
    XML_ParserFree(parse.parser);
    return result < 0 ? -1 : 0;
}

const char *xml_attribute(const struct xml_element *element, const char *name)
{
    for (const char *const *at = element->attributes; *at != NULL; at += 2) {
        if (strcmp(at[0], name) == 0)
            return at[1];
    }
    return NULL;
}

const char *xml_attribute_in(const struct xml_element *element,
                             const char *space, const char *name)
{
    const size_t suffix = strlen(space);
    for (const char *const *at = element->attributes; *at != NULL; at += 2) {
        size_t length = 0;
        const char *local = split(at[0], &length);
        if (strcmp(local, name) == 0 && length >= suffix &&
            memcmp(at[0] + length - suffix, space, suffix) == 0)
            return at[1];
    }
    return NULL;
}

bool xml_is_true(const char *value)
{
    return value != NULL &&
           (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
