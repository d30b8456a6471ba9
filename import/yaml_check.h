/*
 * Whether a YAML text is what a table of libcyaml allows. Private to import/.
 */
#ifndef DAOPAN_IMPORT_YAML_CHECK_H
#define DAOPAN_IMPORT_YAML_CHECK_H

#include "import/yaml_text.h"

struct cyaml_schema_field;
struct cyaml_schema_value;

/* Keys unknown, repeated or missing, values of the wrong kind: told with
 * line, column and what is allowed. 0 or -1. */
CHECKED int yaml_check(const struct yaml_text *text,
                       const struct cyaml_schema_value *schema,
                       struct failure *failure);

/* Where the value of `key`, one of `fields`, stands in the mapping `mark`, or
 * that of an unknown key that probably means it; NULL where neither does. */
const struct mark *yaml_meant(const struct cyaml_schema_field *fields,
                              const char *key, const struct mark *mark);

/* Whether the scalar `mark` is what `schema` (no mapping, no list) allows. */
bool yaml_fits(const struct cyaml_schema_value *schema,
               const struct mark *mark);

#endif
