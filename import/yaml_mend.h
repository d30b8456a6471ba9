/*
 * A YAML text as it would be without its defects. Private to import/.
 */
#ifndef DAOPAN_IMPORT_YAML_MEND_H
#define DAOPAN_IMPORT_YAML_MEND_H

#include "core/text.h"
#include "import/yaml_text.h"

struct cyaml_schema_value;

/* Stands for a text that is missing, or cannot be one. */
#define YAML_UNREAD "?"

/*
 * Appends a text that libcyaml loads by `schema`: what stands in `text` as
 * far as the schema allows it; what it needs and does not find is
 * YAML_UNREAD, 0, the first choice, or a list of one such thing. For texts
 * that collect their defects, after yaml_check() told of them: whoever makes
 * sense of the values finds what else is wrong.
 */
void yaml_mend(const struct yaml_text *text,
               const struct cyaml_schema_value *schema, struct text *out);

#endif
