/*
 * Holds a YAML text against the tables that libcyaml loads it by, before it
 * does. libcyaml would refuse the same files; but what a clerk needs to hear
 * (which key, at which line and column, what is allowed, which known key is
 * near) is more than it tells, and not in Chinese.
 *
 * Only the kinds of value that our tables use are known here. What a text
 * means (dates, amounts, references) is looked at later.
 */
#include "import/yaml_check.h"

#include "import/word_list.h"

#include <cyaml/cyaml.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct walk {
    const struct yaml_text *text;
    struct failure *failure;
};

static int check_value(struct walk *walk, const cyaml_schema_value_t *schema,
                       const struct mark *mark);

static const cyaml_schema_field_t *field_of(const cyaml_schema_field_t *fields,
                                            const char *key)
{
    for (; fields->key != NULL; fields++) {
        if (strcmp(fields->key, key) == 0)
            return fields;
    }
    return NULL;
}

/* The known key nearest to `key`, or NULL where none is near. */
static const char *nearest(const cyaml_schema_field_t *fields, const char *key)
{
    const char *best = NULL;
    int best_distance = WORD_FAR;
    for (; fields->key != NULL; fields++) {
        const int distance = word_distance(key, fields->key);
        if (distance < best_distance) {
            best = fields->key;
            best_distance = distance;
        }
    }
    return best;
}

static int unknown_key(struct walk *walk, const cyaml_schema_field_t *fields,
                       const struct mark *mark)
{
    char allowed[WORD_LIST_SIZE] = "";
    const char *near = nearest(fields, mark->key);
    if (near != NULL)
        return yaml_fail_key(walk->text, mark, walk->failure,
                             "没有这一项；是不是“%s”？", near);
    for (; fields->key != NULL; fields++)
        word_append(allowed, fields->key);
    return yaml_fail_key(walk->text, mark, walk->failure,
                         "没有这一项；这里可用：%s", allowed);
}

static int repeated_key(struct walk *walk, const struct mark *mark)
{
    const struct mark *first = mark_of(mark->parent, mark->key);
    if (first == mark)
        return 0;
    return yaml_fail_key(walk->text, mark, walk->failure,
                         "这一项写了两次，第%u行已有", (unsigned)first->line);
}

const struct mark *yaml_meant(const struct cyaml_schema_field *fields,
                              const char *key, const struct mark *mark)
{
    const struct mark *there = mark_of(mark, key);
    if (there != mark)
        return there;
    for (const struct mark *at = mark->first; at != NULL; at = at->next) {
        const char *meant =
            field_of(fields, at->key) == NULL ? nearest(fields, at->key) : NULL;
        if (meant != NULL && strcmp(meant, key) == 0)
            return at;
    }
    return NULL;
}

static int check_missing(struct walk *walk, const cyaml_schema_field_t *fields,
                         const struct mark *mark)
{
    for (const cyaml_schema_field_t *at = fields; at->key != NULL; at++) {
        if ((at->value.flags & CYAML_FLAG_OPTIONAL) == 0 &&
            yaml_meant(fields, at->key, mark) == NULL &&
            yaml_fail(walk->text, mark, walk->failure, "缺少“%s”一项",
                      at->key) != 0)
            return -1;
    }
    return 0;
}

/* A key of a mapping, and what stands there. */
static int check_entry(struct walk *walk, const cyaml_schema_field_t *fields,
                       const struct mark *mark)
{
    const cyaml_schema_field_t *field = field_of(fields, mark->key);
    if (field == NULL)
        return unknown_key(walk, fields, mark);
    if (repeated_key(walk, mark) != 0)
        return -1;
    return check_value(walk, &field->value, mark);
}

static int check_mapping(struct walk *walk, const cyaml_schema_value_t *schema,
                         const struct mark *mark)
{
    const cyaml_schema_field_t *fields = schema->mapping.fields;
    if (mark->kind != MARK_MAPPING)
        return yaml_fail(walk->text, mark, walk->failure,
                         "应是“键: 值”的样子，先写“%s:”", fields->key);
    for (const struct mark *at = mark->first; at != NULL; at = at->next) {
        if (check_entry(walk, fields, at) != 0)
            return -1;
    }
    return check_missing(walk, fields, mark);
}

static int check_sequence(struct walk *walk, const cyaml_schema_value_t *schema,
                          const struct mark *mark)
{
    if (mark->kind != MARK_SEQUENCE)
        return yaml_fail(walk->text, mark, walk->failure,
                         "应是列表：每项前加“- ”，或写成 [甲, 乙]");
    if (mark->count < schema->sequence.min)
        return yaml_fail(walk->text, mark, walk->failure,
                         "列表是空的；没有内容就删去这一项");
    if (mark->count > schema->sequence.max)
        return yaml_fail(walk->text, mark, walk->failure, "列表超过%u项",
                         (unsigned)schema->sequence.max);
    for (const struct mark *at = mark->first; at != NULL; at = at->next) {
        if (check_value(walk, schema->sequence.entry, at) != 0)
            return -1;
    }
    return 0;
}

/* ---- single values ---- */

static bool is_number(const cyaml_schema_value_t *schema, const char *text)
{
    char *end = NULL;
    const size_t length = strlen(text);
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    /* libcyaml would take 010 for eight, as C does. */
    const bool has_zero = length > 1 && text[0] == '0';
    return length > 0 && *end == '\0' && errno == 0 &&
           strspn(text, "0123456789") == length && !has_zero &&
           !(schema->data_size == sizeof(int) && value > INT_MAX);
}

static bool is_choice(const cyaml_schema_value_t *schema, const char *text)
{
    for (uint32_t i = 0; i < schema->enumeration.count; i++) {
        if (strcmp(schema->enumeration.strings[i].str, text) == 0)
            return true;
    }
    return false;
}

bool yaml_fits(const struct cyaml_schema_value *schema, const struct mark *mark)
{
    const size_t length = strlen(mark->value);
    if (schema->type == CYAML_INT)
        return is_number(schema, mark->value);
    if (schema->type == CYAML_ENUM)
        return is_choice(schema, mark->value);
    return length >= schema->string.min && length <= schema->string.max;
}

static int wrong_choice(struct walk *walk, const cyaml_schema_value_t *schema,
                        const struct mark *mark)
{
    char allowed[WORD_LIST_SIZE] = "";
    for (uint32_t i = 0; i < schema->enumeration.count; i++)
        word_append(allowed, schema->enumeration.strings[i].str);
    return yaml_fail(walk->text, mark, walk->failure,
                     "“%s”不在可选的写法里：%s", mark->value, allowed);
}

static int check_scalar(struct walk *walk, const cyaml_schema_value_t *schema,
                        const struct mark *mark)
{
    if (mark->kind != MARK_SCALAR)
        return yaml_fail(walk->text, mark, walk->failure,
                         "应只写一个值，不是列表或下级的项");
    if (yaml_fits(schema, mark))
        return 0;
    if (schema->type == CYAML_INT)
        return yaml_fail(walk->text, mark, walk->failure,
                         "“%s”不是整数（只写数字）", mark->value);
    if (schema->type == CYAML_ENUM)
        return wrong_choice(walk, schema, mark);
    if (strlen(mark->value) < schema->string.min)
        return yaml_fail(walk->text, mark, walk->failure,
                         "是空的；没有内容就删去这一项");
    return yaml_fail(walk->text, mark, walk->failure, "超过%u个字节",
                     (unsigned)schema->string.max);
}

static int check_value(struct walk *walk, const cyaml_schema_value_t *schema,
                       const struct mark *mark)
{
    if (schema->type == CYAML_MAPPING)
        return check_mapping(walk, schema, mark);
    if (schema->type == CYAML_SEQUENCE)
        return check_sequence(walk, schema, mark);
    return check_scalar(walk, schema, mark);
}

int yaml_check(const struct yaml_text *text,
               const struct cyaml_schema_value *schema, struct failure *failure)
{
    struct walk walk = {.text = text, .failure = failure};
    return check_value(&walk, schema, text->root);
}
