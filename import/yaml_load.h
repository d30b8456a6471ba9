/*
 * Fills records from a YAML text by a table of libcyaml. Private to import/.
 */
#ifndef DAOPAN_IMPORT_YAML_LOAD_H
#define DAOPAN_IMPORT_YAML_LOAD_H

#include "import/yaml_text.h"

struct cyaml_schema_value;

/*
 * Checks `text` against `schema` and fills what the schema describes, in
 * `arena`. 0, or -1 with line and column.
 *
 * Of a text that collects its defects (yaml_text.h) the records are filled as
 * far as they can be, and whoever makes sense of them finds further ones; see
 * yaml_mend.h.
 */
CHECKED int yaml_load(const struct yaml_text *text,
                      const struct cyaml_schema_value *schema,
                      struct arena *arena, void **out, struct failure *failure);

#endif
