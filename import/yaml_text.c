/*
 * Places in YAML: one pass of libyaml over the text makes a tree of marks,
 * which knows for every value where it stands. libcyaml, which fills the
 * records, keeps no places once it is done; checks that come after it ask
 * here.
 *
 * Only what policy files need is taken: plain trees of mappings, sequences
 * and scalars. Anchors and tags would make a file that a clerk cannot read
 * from top to bottom.
 */
#include "import/yaml_text.h"

#include "import/defects.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

enum { DEPTH_LIMIT = 16, PATH_SIZE = 256, NOTE_SIZE = 640 };

struct reading {
    struct yaml_text *text;
    struct arena *arena;
    struct failure *failure;
    struct mark *open; /* the innermost mapping or sequence */
    size_t depth;
    const char *key; /* read, its value still to come */
    rownum key_line;
    colnum key_column;
    size_t documents;
};

static colnum column_of(const yaml_mark_t *mark)
{
    return mark->column >= UINT16_MAX ? UINT16_MAX : (colnum)(mark->column + 1);
}

static int fail_at(struct reading *reading, const yaml_mark_t *mark,
                   const char *note)
{
    failure_set(reading->failure, DIAG_POLICY_INVALID, reading->text->file,
                "%s", note);
    reading->failure->row = (rownum)(mark->line + 1);
    reading->failure->column = column_of(mark);
    return -1;
}

/* libyaml speaks English; its words follow ours. */
static int fail_syntax(struct reading *reading, const yaml_parser_t *parser)
{
    char note[NOTE_SIZE];
    if (parser->error == YAML_MEMORY_ERROR)
        return failure_memory(reading->failure);
    snprintf(note, sizeof note,
             "不是正确的 YAML（缩进、冒号、引号或编码有误）：%s%s%s",
             parser->context != NULL ? parser->context : "",
             parser->context != NULL ? ", " : "",
             parser->problem != NULL ? parser->problem : "");
    return fail_at(reading, &parser->problem_mark, note);
}

static void adopt(struct mark *parent, struct mark *child)
{
    child->parent = parent;
    child->index = parent->count++;
    if (parent->last == NULL)
        parent->first = child;
    else
        parent->last->next = child;
    parent->last = child;
}

static struct mark *add_mark(struct reading *reading, enum mark_kind kind,
                             const yaml_event_t *event)
{
    struct mark *mark = arena_alloc(reading->arena, sizeof *mark);
    if (mark == NULL) {
        failure_memory(reading->failure);
        return NULL;
    }
    mark->kind = kind;
    mark->line = (rownum)(event->start_mark.line + 1);
    mark->column = column_of(&event->start_mark);
    mark->end_line = (rownum)(event->end_mark.line + 1);
    mark->key = reading->key;
    mark->key_line = reading->key_line;
    mark->key_column = reading->key_column;
    reading->key = NULL;
    reading->key_line = 0;
    reading->key_column = 0;
    if (reading->open != NULL)
        adopt(reading->open, mark);
    else
        reading->text->root = mark;
    return mark;
}

static int take_key(struct reading *reading, const yaml_event_t *event)
{
    reading->key =
        arena_text(reading->arena, (const char *)event->data.scalar.value,
                   event->data.scalar.length);
    if (reading->key == NULL)
        return failure_memory(reading->failure);
    reading->key_line = (rownum)(event->start_mark.line + 1);
    reading->key_column = column_of(&event->start_mark);
    return 0;
}

static bool is_decorated(const yaml_event_t *event)
{
    if (event->type == YAML_MAPPING_START_EVENT)
        return event->data.mapping_start.anchor != NULL ||
               event->data.mapping_start.tag != NULL;
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return event->data.sequence_start.anchor != NULL ||
               event->data.sequence_start.tag != NULL;
    return event->type == YAML_SCALAR_EVENT &&
           (event->data.scalar.anchor != NULL ||
            event->data.scalar.tag != NULL);
}

static int take_scalar(struct reading *reading, const yaml_event_t *event)
{
    if (memchr(event->data.scalar.value, '\0', event->data.scalar.length))
        return fail_at(reading, &event->start_mark, "文字里有空字符");
    if (reading->open != NULL && reading->open->kind == MARK_MAPPING &&
        reading->key == NULL)
        return take_key(reading, event);
    struct mark *mark = add_mark(reading, MARK_SCALAR, event);
    if (mark == NULL)
        return -1;
    mark->value =
        arena_text(reading->arena, (const char *)event->data.scalar.value,
                   event->data.scalar.length);
    return mark->value == NULL ? failure_memory(reading->failure) : 0;
}

static int take_start(struct reading *reading, enum mark_kind kind,
                      const yaml_event_t *event)
{
    if (reading->open != NULL && reading->open->kind == MARK_MAPPING &&
        reading->key == NULL)
        return fail_at(reading, &event->start_mark, "键应是一个词");
    if (++reading->depth > DEPTH_LIMIT)
        return fail_at(reading, &event->start_mark, "嵌套太深");
    struct mark *mark = add_mark(reading, kind, event);
    if (mark == NULL)
        return -1;
    reading->open = mark;
    return 0;
}

static int take_event(struct reading *reading, const yaml_event_t *event)
{
    if (is_decorated(event))
        return fail_at(reading, &event->start_mark,
                       "政策文件里不用锚点（&）和标签（!）");
    switch ((int)event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return ++reading->documents > 1
                   ? fail_at(reading, &event->start_mark,
                             "一个文件里只能有一份内容（不用 ---）")
                   : 0;
    case YAML_ALIAS_EVENT:
        return fail_at(reading, &event->start_mark, "政策文件里不用引用（*）");
    case YAML_SCALAR_EVENT:
        return take_scalar(reading, event);
    case YAML_SEQUENCE_START_EVENT:
        return take_start(reading, MARK_SEQUENCE, event);
    case YAML_MAPPING_START_EVENT:
        return take_start(reading, MARK_MAPPING, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        assert(reading->open != NULL); /* an end follows its start */
        reading->open = reading->open->parent;
        reading->depth--;
        return 0;
    default:
        return 0;
    }
}

/* A tree is there, and not just one word. */
static int check_root(struct reading *reading)
{
    static const yaml_mark_t start = {0};
    const struct mark *root = reading->text->root;
    if (root == NULL || root->kind == MARK_SCALAR)
        return fail_at(reading, &start, "文件是空的，或不是键和值");
    return 0;
}

int yaml_text_parse(const char *file, const char *bytes, size_t length,
                    struct arena *arena, struct yaml_text *out,
                    struct failure *failure)
{
    struct reading reading = {.text = out, .arena = arena, .failure = failure};
    yaml_parser_t parser;
    bool is_done = false;
    int result = 0;
    *out = (struct yaml_text){.file = file, .bytes = bytes, .length = length};
    if (!yaml_parser_initialize(&parser))
        return failure_memory(failure);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    while (result == 0 && !is_done) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            result = fail_syntax(&reading, &parser);
            break;
        }
        result = take_event(&reading, &event);
        is_done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return result != 0 ? result : check_root(&reading);
}

const struct mark *mark_of(const struct mark *mark, const char *key)
{
    if (mark->kind != MARK_MAPPING)
        return mark;
    for (const struct mark *at = mark->first; at != NULL; at = at->next) {
        if (strcmp(at->key, key) == 0)
            return at;
    }
    return mark;
}

const struct mark *mark_item(const struct mark *mark, size_t index)
{
    if (mark->kind != MARK_SEQUENCE)
        return mark;
    for (const struct mark *at = mark->first; at != NULL; at = at->next) {
        if (at->index == index)
            return at;
    }
    return mark;
}

/* "steps[3].label": keys, and places in lists from 1. */
static void append_path(char *path, size_t size, const struct mark *mark)
{
    if (mark->parent == NULL)
        return;
    append_path(path, size, mark->parent);
    const size_t used = strlen(path);
    if (mark->key == NULL)
        snprintf(path + used, size - used, "[%zu]", mark->index + 1);
    else
        snprintf(path + used, size - used, "%s%s", used > 0 ? "." : "",
                 mark->key);
}

/* Sets the failure, without line and column. */
__attribute__((format(printf, 4, 0))) static void
fail_with(const struct yaml_text *text, const struct mark *mark,
          struct failure *failure, const char *note, va_list arguments)
{
    char path[PATH_SIZE] = "";
    char words[NOTE_SIZE];
    append_path(path, sizeof path, mark);
    vsnprintf(words, sizeof words, note, arguments);
    failure_set(failure, DIAG_POLICY_INVALID, text->file, "%s%s%s", path,
                path[0] != '\0' ? "：" : "", words);
}

/* At this place: the end, or one defect more. */
static int fail_there(const struct yaml_text *text, struct failure *failure,
                      rownum line, colnum column)
{
    failure->row = line;
    failure->column = column;
    if (text->defects == NULL)
        return -1;
    if (defects_note(text->defects, failure) != 0)
        return -1;
    *failure = (struct failure)FAILURE_INIT;
    return 0;
}

int yaml_fail(const struct yaml_text *text, const struct mark *mark,
              struct failure *failure, const char *note, ...)
{
    va_list arguments;
    va_start(arguments, note);
    fail_with(text, mark, failure, note, arguments);
    va_end(arguments);
    return fail_there(text, failure, mark->line, mark->column);
}

int yaml_fail_key(const struct yaml_text *text, const struct mark *mark,
                  struct failure *failure, const char *note, ...)
{
    va_list arguments;
    va_start(arguments, note);
    fail_with(text, mark, failure, note, arguments);
    va_end(arguments);
    return fail_there(text, failure, mark->key_line, mark->key_column);
}
