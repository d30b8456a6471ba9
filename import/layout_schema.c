/*
 * The keys of columns.yaml and bureau.yaml, what the rosters that come in and
 * the workbooks that go out look like: the only place where they are spelled.
 * yaml_load.c fills the records by these tables.
 *
 * What a text means (fields, references) is not looked at here.
 */
#include "import/policy_raw.h"

#include "core/bureau.h"
#include "import/schema_table.h"

/* ---- columns.yaml ---- */

FIELDS(labels_fields) = {
    TEXT("field", raw_labels, field, 0),
    WORDS("labels", raw_labels, labels, 0),
    END,
};
ENTRY(labels_entry, raw_labels, labels_fields);

FIELDS(values_fields) = {
    TEXT("field", raw_values, field, 0),
    TEXT("means", raw_values, means, 0),
    WORDS("texts", raw_values, texts, 0),
    END,
};
ENTRY(values_entry, raw_values, values_fields);

FIELDS(kind_fields) = {
    TEXT("id", raw_kind, id, 0),
    TEXT("name", raw_kind, name, 0),
    TEXT("department", raw_kind, department, 0),
    WORDS("categories", raw_kind, categories, 0),
    TEXT("default_category", raw_kind, default_category, OPTIONAL),
    WORDS("else_categories", raw_kind, else_categories, OPTIONAL),
    WORDS("title_words", raw_kind, title_words, 0),
    WORDS("label_words", raw_kind, label_words, OPTIONAL),
    WORDS("household_labels", raw_kind, household_labels, OPTIONAL),
    WORDS("required", raw_kind, required, 0),
    LIST("labels", raw_kind, labels, label_count, OPTIONAL, labels_entry),
    LIST("values", raw_kind, values, value_count, OPTIONAL, values_entry),
    END,
};
ENTRY(kind_entry, raw_kind, kind_fields);

FIELDS(columns_fields) = {
    NUMBER("schema", raw_columns, schema),
    TEXT("policy", raw_columns, policy, 0),
    LIST("labels", raw_columns, labels, label_count, 0, labels_entry),
    LIST("other_person_labels", raw_columns, other_person_labels,
         other_person_label_count, OPTIONAL, labels_entry),
    LIST("values", raw_columns, values, value_count, OPTIONAL, values_entry),
    LIST("kinds", raw_columns, kinds, kind_count, 0, kind_entry),
    WORDS("foreign_words", raw_columns, foreign_words, OPTIONAL),
    END,
};

static const cyaml_schema_value_t columns_schema = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_POINTER, struct raw_columns, columns_fields)};

/* ---- bureau.yaml ---- */

static const cyaml_strval_t plate_forms[] = {
    {"table", 0},
    {"bare", 1},
};
static const cyaml_strval_t plate_fields[] = {
    {"serial", PLATE_SERIAL},
    {"county", PLATE_COUNTY},
    {"town", PLATE_TOWN},
    {"village", PLATE_VILLAGE},
    {"name", PLATE_NAME},
    {"id_kind", PLATE_ID_KIND},
    {"id_number", PLATE_ID_NUMBER},
    {"sex", PLATE_SEX},
    {"birth", PLATE_BIRTH},
    {"category_code", PLATE_CATEGORY_CODE},
    {"category", PLATE_CATEGORY},
    {"department", PLATE_DEPARTMENT},
    {"recognised", PLATE_RECOGNISED},
    {"insured_year", PLATE_YEAR},
    {"subsidy", PLATE_SUBSIDY},
    {"personal_due", PLATE_PERSONAL},
    {"note", PLATE_NOTE},
    {"fixed", PLATE_FIXED},
};

FIELDS(route_fields) = {
    TEXT("fund", raw_route, fund, 0),
    TEXT("payer", raw_route, payer, OPTIONAL),
    TEXT("account", raw_route, account, OPTIONAL),
    TEXT("holder", raw_route, holder, OPTIONAL),
    TEXT("bank", raw_route, bank, OPTIONAL),
    TEXT("number", raw_route, number, OPTIONAL),
    TEXT("addressee", raw_route, addressee, OPTIONAL),
    END,
};
ENTRY(route_entry, raw_route, route_fields);

FIELDS(plate_column_fields) = {
    CHOICE("field", raw_plate_column, field, 0, plate_fields),
    TEXT("title", raw_plate_column, title, 0),
    TEXT("text", raw_plate_column, text, OPTIONAL),
    NUMBER("width", raw_plate_column, width),
    END,
};
ENTRY(plate_column_entry, raw_plate_column, plate_column_fields);

FIELDS(plate_fields_of) = {
    CHOICE("form", raw_plate, form, 0, plate_forms),
    LIST("columns", raw_plate, columns, column_count, 0, plate_column_entry),
    END,
};

FIELDS(bureau_fields) = {
    NUMBER("schema", raw_bureau, schema),
    TEXT("region", raw_bureau, region, 0),
    LIST("routes", raw_bureau, routes, route_count, OPTIONAL, route_entry),
    CYAML_FIELD_MAPPING_PTR("plate", CYAML_FLAG_POINTER | OPTIONAL,
                            struct raw_bureau, plate, plate_fields_of),
    END,
};

static const cyaml_schema_value_t bureau_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_bureau, bureau_fields)};

/* ---- loading ---- */

int raw_columns_load(const struct yaml_text *text, struct arena *arena,
                     const struct raw_columns **out, struct failure *failure)
{
    void *data = NULL;
    if (yaml_load(text, &columns_schema, arena, &data, failure) != 0)
        return -1;
    *out = data;
    return schema_version_check(text, (*out)->schema, failure);
}

int raw_bureau_load(const struct yaml_text *text, struct arena *arena,
                    const struct raw_bureau **out, struct failure *failure)
{
    void *data = NULL;
    if (yaml_load(text, &bureau_schema, arena, &data, failure) != 0)
        return -1;
    *out = data;
    return schema_version_check(text, (*out)->schema, failure);
}
