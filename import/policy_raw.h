/*
 * The files of a policy as they are written: one struct a mapping, texts not
 * yet looked at. policy_schema.c says which keys there are and fills these;
 * policy_build.c, columns_build.c, case_file.c and bureau_file.c make sense of
 * them.
 * mappings/schema.md explains every key. Private to import/.
 *
 * Texts are NULL and lists empty where an optional key is left out.
 */
#ifndef DAOPAN_IMPORT_POLICY_RAW_H
#define DAOPAN_IMPORT_POLICY_RAW_H

#include "import/yaml_text.h"
#include <stdint.h>

struct raw_words {
    const char **items;
    uint32_t count;
};

struct raw_source {
    const char *document, *clause, *quote, *assumption;
};

struct raw_span {
    const char *from, *to;
    struct raw_source source;
};

struct raw_amount {
    const char *amount; /* or a ratio, for drop_limit */
    struct raw_source source;
};

struct raw_rule {
    int rule; /* an enum of core/policy.h */
    struct raw_source source;
};

struct raw_document {
    const char *key, *number, *issuer, *title, *issued;
};

struct raw_assumption {
    const char *id, *text, *reason;
};

struct raw_department {
    const char *id, *name, *title;
    struct raw_words aliases;
};

struct raw_fund {
    const char *id, *name, *transferred;
    struct raw_span due;
    struct raw_source source;
};

struct raw_applicant {
    const char *id, *name, *title, *county_title, *deadline;
    struct raw_source source;
};

struct raw_tier {
    const char *id, *label, *ratio, *subsidy, *personal_due, *fund;
    struct raw_source source;
};

struct raw_numbers {
    int *items;
    uint32_t count;
};

struct raw_condition {
    const char *label;
    int *age_min, *age_max; /* NULL = not asked */
    int sex;                /* enum sex */
    struct raw_numbers grades, types;
    struct raw_source source;
};

struct raw_category {
    const char *code, *id, *name, *group, *tier, *applicant;
    struct raw_words aliases;
    struct raw_source applicant_source, source;
    struct raw_condition *conditions;
    uint32_t condition_count;
};

struct raw_step {
    const char *department, *label;
    struct raw_source source;
    struct raw_category *categories;
    uint32_t category_count;
};

struct raw_exclusion {
    const char *label, *reason;
    struct raw_words categories;
    struct raw_source source;
};

struct raw_county {
    const char *name;
    struct raw_words aliases;
    int64_t *target; /* NULL = none */
};

struct raw_targets {
    int64_t printed_total;
    struct raw_source source;
};

struct raw_repetition {
    int every; /* enum repetition */
    int *day;  /* NULL = not stated */
};

struct raw_calendar_entry {
    const char *id, *label, *from, *to;
    struct raw_repetition *repeats; /* NULL = it does not */
    struct raw_source source;
};

struct raw_ledgers {
    struct raw_words names;
    struct raw_source source;
};

struct raw_report {
    int report; /* enum special_report */
    const char *calendar;
    struct raw_source source;
};

struct raw_policy {
    int schema, insured_year;
    const char *id, *region, *title, *bureau, *region_code, *checked_on;
    struct raw_span in_force, collection;
    struct raw_amount premium, government_contribution, drop_limit;
    struct raw_rule precedence, late, refund;
    struct raw_document *documents;
    struct raw_assumption *assumptions;
    struct raw_department *departments;
    struct raw_fund *funds;
    struct raw_applicant *applicants;
    struct raw_tier *tiers;
    struct raw_step *steps;
    struct raw_exclusion *exclusions;
    struct raw_county *counties;
    struct raw_calendar_entry *calendar;
    struct raw_report *reports;
    uint32_t document_count, assumption_count, department_count, fund_count,
        applicant_count, tier_count, step_count, exclusion_count, county_count,
        calendar_count, report_count;
    const char *county_noun;
    struct raw_source county_source;
    struct raw_targets *targets; /* NULL = none */
    struct raw_ledgers ledgers;
};

struct raw_labels {
    const char *field;
    struct raw_words labels;
};

struct raw_values {
    const char *field, *means;
    struct raw_words texts;
};

struct raw_kind {
    const char *id, *name, *department, *default_category;
    struct raw_words categories, else_categories, title_words, label_words,
        household_labels, required;
    struct raw_labels *labels;
    struct raw_values *values;
    uint32_t label_count, value_count;
};

struct raw_columns {
    int schema;
    const char *policy;
    struct raw_words foreign_words;
    struct raw_labels *labels, *other_person_labels;
    struct raw_values *values;
    struct raw_kind *kinds;
    uint32_t label_count, other_person_label_count, value_count, kind_count;
};

struct raw_case_person {
    const char *name, *born;
    int sex; /* enum sex */
};

struct raw_case_row {
    const char *person, *kind, *category, *grade, *type, *state, *status;
    const char *movement, *recognised, *ended, *verdict;
};

struct raw_expectation {
    const char *person, *category, *subsidy, *personal_due, *fund, *applicant;
};

struct raw_case {
    const char *name, *as_of, *clause;
    struct raw_case_person *persons;
    struct raw_case_row *rosters;
    struct raw_expectation *expect;
    uint32_t person_count, roster_count, expect_count;
    struct raw_words findings;
};

struct raw_cases {
    int schema;
    const char *policy;
    struct raw_case *cases;
    uint32_t case_count;
};

struct raw_route {
    const char *fund, *payer, *account, *holder, *bank, *number, *addressee;
};

struct raw_plate_column {
    int field; /* enum plate_field */
    const char *title, *text;
    int width;
};

struct raw_plate {
    int form; /* 1 = bare */
    struct raw_plate_column *columns;
    uint32_t column_count;
};

struct raw_bureau {
    int schema;
    const char *region;
    struct raw_route *routes;
    uint32_t route_count;
    struct raw_plate *plate; /* NULL = as usual */
};

enum { RAW_SCHEMA = 1 }; /* the version of the keys: `schema:` */

/*
 * Fills the structs from a parsed text, after each key, its type and whether
 * it may be left out were checked. Everything lives in `arena`. 0, or -1 with
 * line and column.
 */
CHECKED int raw_policy_load(const struct yaml_text *text, struct arena *arena,
                            const struct raw_policy **out,
                            struct failure *failure);
CHECKED int raw_columns_load(const struct yaml_text *text, struct arena *arena,
                             const struct raw_columns **out,
                             struct failure *failure);
CHECKED int raw_cases_load(const struct yaml_text *text, struct arena *arena,
                           const struct raw_cases **out,
                           struct failure *failure);
CHECKED int raw_bureau_load(const struct yaml_text *text, struct arena *arena,
                            const struct raw_bureau **out,
                            struct failure *failure);

#endif
