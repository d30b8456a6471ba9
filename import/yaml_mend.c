/*
 * Writes a text anew from its marks, in YAML's JSON form, and leaves out what
 * libcyaml would refuse. Line and column are of no account there: every
 * message names the marks of the text as it came.
 */
#include "import/yaml_mend.h"

#include "import/yaml_check.h"

#include <cyaml/cyaml.h>
#include <string.h>

static void append_value(struct text *out, const cyaml_schema_value_t *schema,
                         const struct mark *mark);

static void append_text(struct text *out, const char *text)
{
    text_append_json(out, text, strlen(text));
}

/* Whether something of `mark` can be kept; the parts of a mapping or list
 * are looked at one by one. */
static bool is_kept(const cyaml_schema_value_t *schema, const struct mark *mark)
{
    if (schema->type == CYAML_MAPPING)
        return mark->kind == MARK_MAPPING;
    if (schema->type == CYAML_SEQUENCE)
        return mark->kind == MARK_SEQUENCE &&
               mark->count >= schema->sequence.min &&
               mark->count <= schema->sequence.max;
    return mark->kind == MARK_SCALAR && yaml_fits(schema, mark);
}

static bool is_optional(const cyaml_schema_field_t *field)
{
    return ((unsigned)field->value.flags & CYAML_FLAG_OPTIONAL) != 0;
}

/* `mark` is a mapping, or NULL for one that is missing. */
static void append_mapping(struct text *out, const cyaml_schema_value_t *schema,
                           const struct mark *mark)
{
    const char *between = "";
    const cyaml_schema_field_t *fields = schema->mapping.fields;
    text_append(out, "{");
    for (const cyaml_schema_field_t *field = fields; field->key != NULL;
         field++) {
        const struct mark *at =
            mark == NULL ? NULL : yaml_meant(fields, field->key, mark);
        if (at != NULL && !is_kept(&field->value, at))
            at = NULL;
        if (at == NULL && is_optional(field))
            continue;
        text_append(out, between);
        append_text(out, field->key);
        text_append(out, ": ");
        append_value(out, &field->value, at);
        between = ", ";
    }
    text_append(out, "}");
}

/* `mark` is a list, or NULL for one that is missing. */
static void append_sequence(struct text *out,
                            const cyaml_schema_value_t *schema,
                            const struct mark *mark)
{
    const cyaml_schema_value_t *entry = schema->sequence.entry;
    const char *between = "";
    text_append(out, "[");
    if (mark == NULL)
        append_value(out, entry, NULL);
    for (const struct mark *at = mark == NULL ? NULL : mark->first; at != NULL;
         at = at->next) {
        text_append(out, between);
        append_value(out, entry, is_kept(entry, at) ? at : NULL);
        between = ", ";
    }
    text_append(out, "]");
}

/* What `mark` has, or for NULL what stands for it. */
static void append_value(struct text *out, const cyaml_schema_value_t *schema,
                         const struct mark *mark)
{
    if (schema->type == CYAML_MAPPING)
        append_mapping(out, schema, mark);
    else if (schema->type == CYAML_SEQUENCE)
        append_sequence(out, schema, mark);
    else if (mark != NULL)
        append_text(out, mark->value);
    else if (schema->type == CYAML_INT)
        text_append(out, "0");
    else if (schema->type == CYAML_ENUM)
        append_text(out, schema->enumeration.strings[0].str);
    else
        append_text(out, YAML_UNREAD);
}

void yaml_mend(const struct yaml_text *text,
               const struct cyaml_schema_value *schema, struct text *out)
{
    append_value(out, schema, is_kept(schema, text->root) ? text->root : NULL);
}
