/*
 * The keys of policy.yaml and cases.yaml, what is ordered and what must come
 * of it: the only place where they are spelled. yaml_load.c fills the records
 * by these tables.
 *
 * What a text means (dates, amounts, references) is not looked at here.
 */
#include "import/policy_raw.h"

#include "core/policy.h"
#include "import/schema_table.h"

const cyaml_schema_value_t schema_word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, TEXT_LIMIT)};
static const cyaml_schema_value_t number_entry = {
    CYAML_VALUE_INT(CYAML_FLAG_DEFAULT, int)};

static const cyaml_strval_t winners[] = {
    {"last_loaded", PRECEDENCE_LAST_LOADED},
    {"first_loaded", PRECEDENCE_FIRST_LOADED},
};
static const cyaml_strval_t late_rules[] = {
    {"at_once", LATE_AT_ONCE},
    {"next_year", LATE_NEXT_YEAR},
};
static const cyaml_strval_t refund_rules[] = {
    {"not_stated", REFUND_NOT_STATED},
    {"none", REFUND_NONE},
};
static const cyaml_strval_t special_reports[] = {
    {"exemption_ledger", SPECIAL_EXEMPTION_LEDGER},
    {"enrolment_progress", SPECIAL_PROGRESS},
    {"uninsured_ledger", SPECIAL_UNINSURED},
    {"department_detail", SPECIAL_DETAIL},
    {"only_listed", SPECIAL_ONLY_LISTED},
};
static const cyaml_strval_t rhythms[] = {
    {"week", REPEATS_WEEKLY},
    {"month", REPEATS_MONTHLY},
};
static const cyaml_strval_t sexes[] = {
    {"male", SEX_MALE},
    {"female", SEX_FEMALE},
};

/* ---- policy.yaml ---- */

FIELDS(source_fields) = {
    TEXT("document", raw_source, document, OPTIONAL),
    TEXT("clause", raw_source, clause, OPTIONAL),
    TEXT("quote", raw_source, quote, OPTIONAL),
    TEXT("assumption", raw_source, assumption, OPTIONAL),
    END,
};

FIELDS(span_fields) = {
    TEXT("from", raw_span, from, 0),
    TEXT("to", raw_span, to, 0),
    SOURCE(raw_span, source, 0),
    END,
};

FIELDS(due_fields) = {
    TEXT("from", raw_span, from, OPTIONAL),
    TEXT("to", raw_span, to, OPTIONAL),
    END,
};

FIELDS(amount_fields) = {
    TEXT("amount", raw_amount, amount, 0),
    SOURCE(raw_amount, source, 0),
    END,
};

FIELDS(contribution_fields) = {
    TEXT("amount", raw_amount, amount, OPTIONAL),
    SOURCE(raw_amount, source, 0),
    END,
};

FIELDS(ratio_fields) = {
    TEXT("ratio", raw_amount, amount, 0),
    SOURCE(raw_amount, source, 0),
    END,
};

FIELDS(precedence_fields) = {
    CHOICE("winner", raw_rule, rule, 0, winners),
    SOURCE(raw_rule, source, 0),
    END,
};

FIELDS(late_fields) = {
    CHOICE("rule", raw_rule, rule, 0, late_rules),
    SOURCE(raw_rule, source, 0),
    END,
};

FIELDS(refund_fields) = {
    CHOICE("rule", raw_rule, rule, 0, refund_rules),
    SOURCE(raw_rule, source, 0),
    END,
};

FIELDS(document_fields) = {
    TEXT("key", raw_document, key, 0),
    TEXT("number", raw_document, number, OPTIONAL),
    TEXT("issuer", raw_document, issuer, OPTIONAL),
    TEXT("title", raw_document, title, 0),
    TEXT("issued", raw_document, issued, OPTIONAL),
    END,
};
ENTRY(document_entry, raw_document, document_fields);

FIELDS(assumption_fields) = {
    TEXT("id", raw_assumption, id, 0),
    TEXT("text", raw_assumption, text, 0),
    TEXT("reason", raw_assumption, reason, 0),
    END,
};
ENTRY(assumption_entry, raw_assumption, assumption_fields);

FIELDS(department_fields) = {
    TEXT("id", raw_department, id, 0),
    TEXT("name", raw_department, name, 0),
    TEXT("title", raw_department, title, 0),
    WORDS("aliases", raw_department, aliases, OPTIONAL),
    END,
};
ENTRY(department_entry, raw_department, department_fields);

FIELDS(fund_fields) = {
    TEXT("id", raw_fund, id, 0),
    TEXT("name", raw_fund, name, 0),
    TEXT("transferred", raw_fund, transferred, OPTIONAL),
    MAPPING("due", raw_fund, due, OPTIONAL, due_fields),
    SOURCE(raw_fund, source, 0),
    END,
};
ENTRY(fund_entry, raw_fund, fund_fields);

FIELDS(applicant_fields) = {
    TEXT("id", raw_applicant, id, 0),
    TEXT("name", raw_applicant, name, 0),
    TEXT("title", raw_applicant, title, 0),
    TEXT("county_title", raw_applicant, county_title, OPTIONAL),
    TEXT("deadline", raw_applicant, deadline, OPTIONAL),
    SOURCE(raw_applicant, source, 0),
    END,
};
ENTRY(applicant_entry, raw_applicant, applicant_fields);

FIELDS(tier_fields) = {
    TEXT("id", raw_tier, id, 0),
    TEXT("label", raw_tier, label, 0),
    TEXT("ratio", raw_tier, ratio, 0),
    TEXT("subsidy", raw_tier, subsidy, 0),
    TEXT("personal_due", raw_tier, personal_due, 0),
    TEXT("fund", raw_tier, fund, OPTIONAL),
    SOURCE(raw_tier, source, 0),
    END,
};
ENTRY(tier_entry, raw_tier, tier_fields);

FIELDS(condition_fields) = {
    TEXT("label", raw_condition, label, 0),
    NUMBER_OPTIONAL("age_min", raw_condition, age_min),
    NUMBER_OPTIONAL("age_max", raw_condition, age_max),
    CHOICE("sex", raw_condition, sex, OPTIONAL, sexes),
    NUMBERS("grades", raw_condition, grades, OPTIONAL),
    NUMBERS("types", raw_condition, types, OPTIONAL),
    SOURCE(raw_condition, source, 0),
    END,
};
ENTRY(condition_entry, raw_condition, condition_fields);

FIELDS(category_fields) = {
    TEXT("code", raw_category, code, OPTIONAL),
    TEXT("id", raw_category, id, OPTIONAL),
    TEXT("name", raw_category, name, 0),
    TEXT("group", raw_category, group, OPTIONAL),
    WORDS("aliases", raw_category, aliases, OPTIONAL),
    TEXT("tier", raw_category, tier, 0),
    TEXT("applicant", raw_category, applicant, OPTIONAL),
    SOURCE(raw_category, applicant_source, OPTIONAL),
    SOURCE(raw_category, source, 0),
    LIST("conditions", raw_category, conditions, condition_count, OPTIONAL,
         condition_entry),
    END,
};
ENTRY(category_entry, raw_category, category_fields);

FIELDS(step_fields) = {
    TEXT("department", raw_step, department, 0),
    TEXT("label", raw_step, label, 0),
    SOURCE(raw_step, source, 0),
    LIST("categories", raw_step, categories, category_count, 0, category_entry),
    END,
};
ENTRY(step_entry, raw_step, step_fields);

FIELDS(exclusion_fields) = {
    TEXT("label", raw_exclusion, label, 0),
    WORDS("categories", raw_exclusion, categories, 0),
    TEXT("reason", raw_exclusion, reason, 0),
    SOURCE(raw_exclusion, source, 0),
    END,
};
ENTRY(exclusion_entry, raw_exclusion, exclusion_fields);

FIELDS(county_fields) = {
    TEXT("name", raw_county, name, 0),
    WORDS("aliases", raw_county, aliases, OPTIONAL),
    NUMBER_OPTIONAL("target", raw_county, target),
    END,
};
ENTRY(county_entry, raw_county, county_fields);

FIELDS(targets_fields) = {
    NUMBER("printed_total", raw_targets, printed_total),
    SOURCE(raw_targets, source, 0),
    END,
};

FIELDS(repetition_fields) = {
    CHOICE("every", raw_repetition, every, 0, rhythms),
    NUMBER_OPTIONAL("day", raw_repetition, day),
    END,
};

FIELDS(calendar_fields) = {
    TEXT("id", raw_calendar_entry, id, 0),
    TEXT("label", raw_calendar_entry, label, 0),
    TEXT("from", raw_calendar_entry, from, OPTIONAL),
    TEXT("to", raw_calendar_entry, to, OPTIONAL),
    CYAML_FIELD_MAPPING_PTR("repeats", CYAML_FLAG_POINTER | OPTIONAL,
                            struct raw_calendar_entry, repeats,
                            repetition_fields),
    SOURCE(raw_calendar_entry, source, 0),
    END,
};
ENTRY(calendar_entry, raw_calendar_entry, calendar_fields);

FIELDS(ledgers_fields) = {
    WORDS("names", raw_ledgers, names, 0),
    SOURCE(raw_ledgers, source, 0),
    END,
};

FIELDS(report_fields) = {
    CHOICE("report", raw_report, report, 0, special_reports),
    TEXT("calendar", raw_report, calendar, OPTIONAL),
    SOURCE(raw_report, source, 0),
    END,
};
ENTRY(report_entry, raw_report, report_fields);

FIELDS(policy_fields) = {
    NUMBER("schema", raw_policy, schema),
    TEXT("id", raw_policy, id, 0),
    TEXT("region", raw_policy, region, 0),
    TEXT("title", raw_policy, title, 0),
    TEXT("bureau", raw_policy, bureau, 0),
    TEXT("region_code", raw_policy, region_code, OPTIONAL),
    NUMBER("insured_year", raw_policy, insured_year),
    MAPPING("in_force", raw_policy, in_force, 0, span_fields),
    TEXT("checked_on", raw_policy, checked_on, 0),
    LIST("documents", raw_policy, documents, document_count, 0, document_entry),
    LIST("assumptions", raw_policy, assumptions, assumption_count, OPTIONAL,
         assumption_entry),
    MAPPING("premium", raw_policy, premium, 0, amount_fields),
    MAPPING("government_contribution", raw_policy, government_contribution, 0,
            contribution_fields),
    MAPPING("precedence", raw_policy, precedence, 0, precedence_fields),
    MAPPING("collection", raw_policy, collection, 0, span_fields),
    MAPPING("late_recognition", raw_policy, late, 0, late_fields),
    MAPPING("refund", raw_policy, refund, 0, refund_fields),
    MAPPING("drop_limit", raw_policy, drop_limit, 0, ratio_fields),
    LIST("departments", raw_policy, departments, department_count, 0,
         department_entry),
    LIST("funds", raw_policy, funds, fund_count, 0, fund_entry),
    LIST("applicants", raw_policy, applicants, applicant_count, 0,
         applicant_entry),
    LIST("tiers", raw_policy, tiers, tier_count, 0, tier_entry),
    LIST("steps", raw_policy, steps, step_count, 0, step_entry),
    LIST("exclusions", raw_policy, exclusions, exclusion_count, OPTIONAL,
         exclusion_entry),
    TEXT("county_noun", raw_policy, county_noun, 0),
    SOURCE(raw_policy, county_source, 0),
    LIST("counties", raw_policy, counties, county_count, OPTIONAL,
         county_entry),
    CYAML_FIELD_MAPPING_PTR("targets", CYAML_FLAG_POINTER | OPTIONAL,
                            struct raw_policy, targets, targets_fields),
    LIST("calendar", raw_policy, calendar, calendar_count, 0, calendar_entry),
    MAPPING("ledgers", raw_policy, ledgers, OPTIONAL, ledgers_fields),
    LIST("reports", raw_policy, reports, report_count, OPTIONAL, report_entry),
    END,
};

static const cyaml_schema_value_t policy_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_policy, policy_fields)};

/* ---- cases.yaml ---- */

FIELDS(person_fields) = {
    TEXT("name", raw_case_person, name, 0),
    TEXT("born", raw_case_person, born, 0),
    CHOICE("sex", raw_case_person, sex, 0, sexes),
    END,
};
ENTRY(person_entry, raw_case_person, person_fields);

FIELDS(row_fields) = {
    TEXT("person", raw_case_row, person, 0),
    TEXT("kind", raw_case_row, kind, 0),
    TEXT("category", raw_case_row, category, OPTIONAL),
    TEXT("grade", raw_case_row, grade, OPTIONAL),
    TEXT("type", raw_case_row, type, OPTIONAL),
    TEXT("state", raw_case_row, state, OPTIONAL),
    TEXT("status", raw_case_row, status, OPTIONAL),
    TEXT("movement", raw_case_row, movement, OPTIONAL),
    TEXT("recognised", raw_case_row, recognised, OPTIONAL),
    TEXT("ended", raw_case_row, ended, OPTIONAL),
    TEXT("verdict", raw_case_row, verdict, OPTIONAL),
    END,
};
ENTRY(row_entry, raw_case_row, row_fields);

FIELDS(expectation_fields) = {
    TEXT("person", raw_expectation, person, 0),
    TEXT("category", raw_expectation, category, 0),
    TEXT("subsidy", raw_expectation, subsidy, 0),
    TEXT("personal_due", raw_expectation, personal_due, 0),
    TEXT("fund", raw_expectation, fund, OPTIONAL),
    TEXT("applicant", raw_expectation, applicant, OPTIONAL),
    END,
};
ENTRY(expectation_entry, raw_expectation, expectation_fields);

FIELDS(case_fields) = {
    TEXT("name", raw_case, name, 0),
    TEXT("as_of", raw_case, as_of, 0),
    TEXT("clause", raw_case, clause, 0),
    LIST("persons", raw_case, persons, person_count, 0, person_entry),
    LIST("rosters", raw_case, rosters, roster_count, 0, row_entry),
    LIST("expect", raw_case, expect, expect_count, 0, expectation_entry),
    WORDS("findings", raw_case, findings, OPTIONAL),
    END,
};
ENTRY(case_entry, raw_case, case_fields);

FIELDS(cases_fields) = {
    NUMBER("schema", raw_cases, schema),
    TEXT("policy", raw_cases, policy, 0),
    LIST("cases", raw_cases, cases, case_count, 0, case_entry),
    END,
};

static const cyaml_schema_value_t cases_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_cases, cases_fields)};

/* ---- loading ---- */

int schema_version_check(const struct yaml_text *text, int version,
                         struct failure *failure)
{
    if (version == RAW_SCHEMA)
        return 0;
    return yaml_fail(text, mark_of(text->root, "schema"), failure,
                     "本程序只认得第%d版的写法", RAW_SCHEMA);
}

int raw_policy_load(const struct yaml_text *text, struct arena *arena,
                    const struct raw_policy **out, struct failure *failure)
{
    void *data = NULL;
    if (yaml_load(text, &policy_schema, arena, &data, failure) != 0)
        return -1;
    *out = data;
    return schema_version_check(text, (*out)->schema, failure);
}

int raw_cases_load(const struct yaml_text *text, struct arena *arena,
                   const struct raw_cases **out, struct failure *failure)
{
    void *data = NULL;
    if (yaml_load(text, &cases_schema, arena, &data, failure) != 0)
        return -1;
    *out = data;
    return schema_version_check(text, (*out)->schema, failure);
}
