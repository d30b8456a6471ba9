/*
 * Shorthand for tables of keys: which keys a mapping has, of which kind, into
 * which member of which record each goes. The tables are libcyaml's.
 * Private to the files import/…_schema.c.
 */
#ifndef DAOPAN_IMPORT_SCHEMA_TABLE_H
#define DAOPAN_IMPORT_SCHEMA_TABLE_H

#include "import/yaml_load.h"

#include <cyaml/cyaml.h>

enum { TEXT_LIMIT = 4000, LIST_LIMIT = 10000 };

/* ---- shorthand for the tables ---- */

#define OPTIONAL CYAML_FLAG_OPTIONAL
#define STRICT CYAML_FLAG_STRICT

#define TEXT(key, type, member, flags)                                         \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), struct type,     \
                           member, 1, TEXT_LIMIT)
#define NUMBER(key, type, member)                                              \
    CYAML_FIELD_INT(key, CYAML_FLAG_DEFAULT, struct type, member)
#define NUMBER_OPTIONAL(key, type, member)                                     \
    CYAML_FIELD_INT_PTR(key, CYAML_FLAG_POINTER | OPTIONAL, struct type, member)
#define CHOICE(key, type, member, flags, strings)                              \
    CYAML_FIELD_ENUM(key, STRICT | (flags), struct type, member, strings,      \
                     CYAML_ARRAY_LEN(strings))
#define MAPPING(key, type, member, flags, fields)                              \
    CYAML_FIELD_MAPPING(key, flags, struct type, member, fields)
#define SOURCE(type, member, flags)                                            \
    MAPPING(#member, type, member, flags, source_fields)
#define LIST(key, type, member, counted, flags, entry)                         \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | (flags), struct type, \
                               member, counted, &(entry), 1, LIST_LIMIT)
#define WORDS(key, type, member, flags)                                        \
    LIST(key, type, member.items, member.count, flags, schema_word)
#define NUMBERS(key, type, member, flags)                                      \
    LIST(key, type, member.items, member.count, flags, number_entry)
#define ENTRY(name, type, fields)                                              \
    static const cyaml_schema_value_t name = {                                 \
        CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct type, fields)}
#define FIELDS(name) static const cyaml_schema_field_t name[]
#define END CYAML_FIELD_END

extern const cyaml_schema_value_t schema_word; /* an entry of WORDS */

/* The version of the keys, first: all else may differ with it. 0 or -1. */
CHECKED int schema_version_check(const struct yaml_text *text, int version,
                                 struct failure *failure);

#endif
