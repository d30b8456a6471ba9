/*
 * expat behind a small contract: parts or files in, elements out.
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
    const struct zip_part *part; /* NULL = … */
    const char *path;            /* … a file of its own */
    const struct xml_skim *skim; /* NULL = none */
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
    element.space = name;
    element.space_length = length;
    const uint64_t offset = (uint64_t)XML_GetCurrentByteIndex(parse->parser);
    element.offset =
        parse->skim == NULL ? offset : xml_skim_offset(parse->skim, offset);
    if (parse->depth == 0 && length < MOST_SPACE)
        snprintf(parse->space, sizeof parse->space, "%.*s", (int)length, name);
    element.is_own = strlen(parse->space) == length &&
                     memcmp(parse->space, name, length) == 0;
    return element;
}

static int fail_depth(struct parse *parse)
{
    if (parse->part != NULL)
        zip_part_limit(parse->part, "depth", parse->failure);
    else
        failure_set(parse->failure, DIAG_FILE_LIMIT, parse->path, "depth > %d",
                    MOST_DEPTH);
    return failure_because(parse->failure, MESSAGE_WHY_DEEP);
}

static void on_start(void *context, const char *name, const char **attributes)
{
    struct parse *parse = context;
    if (parse->result != 0)
        return; /* expat may still deliver after being stopped */
    if (parse->depth >= MOST_DEPTH) {
        stop(parse, fail_depth(parse));
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
    const unsigned long line =
        (unsigned long)XML_GetCurrentLineNumber(parse->parser);
    const unsigned long column =
        (unsigned long)XML_GetCurrentColumnNumber(parse->parser) + 1;
    if (parse->part != NULL)
        return zip_part_fail_at(parse->part, line, column, what,
                                parse->failure);
    return failure_explain(parse->failure, DIAG_FILE_DAMAGED,
                           MESSAGE_WHY_CONTENT, parse->path, "XML: %lu:%lu: %s",
                           line, column, what);
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

/* Drops the bytes of a buffer that lie in the cut; returns how many stay. */
static size_t cut_out(const struct xml_cut *cut, uint64_t begin, char *buffer,
                      size_t length)
{
    const uint64_t end = begin + length;
    if (end <= cut->from || begin >= cut->to)
        return length;
    const size_t before = begin < cut->from ? (size_t)(cut->from - begin) : 0;
    const size_t after = end > cut->to ? (size_t)(end - cut->to) : 0;
    memmove(buffer + before, buffer + length - after, after);
    return before + after;
}

/* Tags are found byte by byte, which UTF-16 does not allow. */
static bool is_wide(const char *bytes, size_t length)
{
    return length >= 2 && (bytes[0] == '\0' || bytes[1] == '\0' ||
                           (unsigned char)bytes[0] >= 0xFE);
}

/* A document on its way to the parser. */
struct stream {
    const struct xml_source *source;
    struct xml_skim *skim; /* NULL = none */
    uint64_t offset;       /* bytes read */
    bool is_last;          /* nothing more comes */
};

/* Fills a buffer; *got is what is left of it, and 0 only at the end. */
static int read_step(struct stream *stream, char *buffer, size_t step,
                     size_t *got, struct failure *failure)
{
    static const struct xml_cut nothing = {.from = 0};
    const struct xml_source *source = stream->source;
    const struct xml_cut *cut = source->cut == NULL ? &nothing : source->cut;
    do {
        const size_t carried = stream->skim == NULL ? 0 : stream->skim->carried;
        size_t taken = 0;
        if (source->read(source->context, buffer + carried, step - carried,
                         &taken, failure) != 0)
            return -1;
        stream->is_last = taken == 0;
        if (stream->offset == 0 && is_wide(buffer, taken))
            stream->skim = NULL;
        *got = stream->skim == NULL
                   ? cut_out(cut, stream->offset, buffer, taken)
                   : xml_skim_run(stream->skim, buffer, taken, stream->is_last);
        stream->offset += taken;
        if (stream->skim != NULL && stream->skim->failed)
            return failure_memory(failure);
    } while (*got == 0 && !stream->is_last);
    return 0;
}

static XML_Parser make_parser(struct parse *parse, const char *encoding)
{
    const struct xml_sink *sink = parse->sink;
    XML_Parser parser = XML_ParserCreateNS(encoding, SEPARATOR);
    if (parser == NULL)
        return NULL;
    XML_SetUserData(parser, parse);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    XML_SetSkippedEntityHandler(parser, on_skipped);
    if (sink->text != NULL)
        XML_SetCharacterDataHandler(parser, on_text);
    return parser;
}

static int run(struct parse *parse, const struct xml_source *source,
               size_t step)
{
    struct stream stream = {
        .source = source,
        .skim = source->cut == NULL ? NULL : source->cut->skim,
    };
    int result = 0;
    parse->parser = make_parser(parse, source->encoding);
    if (parse->parser == NULL)
        return failure_memory(parse->failure);
    while (result == 0 && !stream.is_last) {
        void *buffer = XML_GetBuffer(parse->parser, (int)step);
        size_t got = 0;
        if (buffer == NULL)
            result = failure_memory(parse->failure);
        else if (read_step(&stream, buffer, step, &got, parse->failure) != 0)
            result = -1;
        else
            result = feed(parse, got, stream.is_last);
    }
    XML_ParserFree(parse->parser);
    return result < 0 ? -1 : 0;
}

static int read_part(void *context, void *buffer, size_t room, size_t *got,
                     struct failure *failure)
{
    return zip_part_read(context, buffer, room, got, failure);
}

struct xml_source xml_part_source(struct zip_part *part, const char *path)
{
    return (struct xml_source){
        .read = read_part, .context = part, .path = path};
}

int xml_parse(struct zip_part *part, size_t step, const struct xml_sink *sink,
              struct failure *failure)
{
    struct parse parse = {.sink = sink, .failure = failure, .part = part};
    const struct xml_source source = xml_part_source(part, NULL);
    return run(&parse, &source, step);
}

int xml_parse_source(const struct xml_source *source, size_t step,
                     const struct xml_sink *sink, struct failure *failure)
{
    struct parse parse = {
        .sink = sink,
        .failure = failure,
        .path = source->path,
        .skim = source->cut == NULL ? NULL : source->cut->skim,
    };
    return run(&parse, source, step);
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

const char *xml_local_name(const char *name)
{
    size_t length = 0;
    return split(name, &length);
}

bool xml_is(const struct xml_element *element, const char *space,
            const char *name)
{
    const size_t suffix = strlen(space);
    return strcmp(element->name, name) == 0 &&
           element->space_length >= suffix &&
           memcmp(element->space + element->space_length - suffix, space,
                  suffix) == 0;
}

bool xml_is_true(const char *value)
{
    return value != NULL &&
           (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
