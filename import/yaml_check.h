/*
 * Whether a YAML text is what a table of libcyaml allows. Private to import/.
 */
#ifndef DAOPAN_IMPORT_YAML_CHECK_H
#define DAOPAN_IMPORT_YAML_CHECK_H

#include "import/yaml_text.h"

struct cyaml_schema_value;

/* Keys unknown, repeated or missing, values of the wrong kind: the first is
 * told, with line, column and what is allowed. 0 or -1. */
CHECKED int yaml_check(const struct yaml_text *text,
                       const struct cyaml_schema_value *schema,
                       struct failure *failure);

#endif
