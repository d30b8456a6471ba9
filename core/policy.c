/*
 * Looking things up in a policy, and the names of the fields. Lists are short
 * (some dozens of entries): a search from the front is enough; readers of
 * rosters keep their own tables where values come by the million.
 */
#include "core/policy.h"

#include "core/text.h"

#include <string.h>

enum { FOLDED_SIZE = 512 };

struct field_name {
    const char *id;
    const char *title;
};

static const struct field_name fields[FIELD_COUNT] = {
    [FIELD_ID_NUMBER] = {"id_number", "身份证号"},
    [FIELD_NAME] = {"name", "姓名"},
    [FIELD_COUNTY] = {"county", "县（区）"},
    [FIELD_TOWN] = {"town", "乡镇（街道）"},
    [FIELD_VILLAGE] = {"village", "村（社区）"},
    [FIELD_CATEGORY] = {"category", "人员类别"},
    [FIELD_CATEGORY_SPECIFIC] = {"category_specific", "监测对象类别"},
    [FIELD_CATEGORY_CODE] = {"category_code", "身份类别代码"},
    [FIELD_CERTIFICATE] = {"certificate", "残疾证号"},
    [FIELD_DISABILITY_TYPE] = {"disability_type", "残疾类别"},
    [FIELD_DISABILITY_GRADE] = {"disability_grade", "残疾等级"},
    [FIELD_CERTIFICATE_STATE] = {"certificate_state", "持证状态"},
    [FIELD_RECOGNISED] = {"recognised", "认定时间"},
    [FIELD_ENDED] = {"ended", "退出时间"},
    [FIELD_STATUS] = {"status", "享受状态"},
    [FIELD_MOVEMENT] = {"movement", "变动类型"},
};

const char *field_title(enum field field)
{
    return field < FIELD_COUNT ? fields[field].title : "";
}

const char *field_id(enum field field)
{
    return field < FIELD_COUNT ? fields[field].id : "";
}

enum field field_find(const char *id)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (strcmp(fields[field].id, id) == 0)
            return (enum field)field;
    }
    return FIELD_NONE;
}

const struct document *policy_document(const struct policy *policy,
                                       const char *key)
{
    for (size_t i = 0; i < policy->document_count; i++) {
        if (strcmp(policy->documents[i].key, key) == 0)
            return &policy->documents[i];
    }
    return NULL;
}

const char *document_name(const struct document *document)
{
    return *document->number != '\0' ? document->number : document->title;
}

const struct assumption *policy_assumption(const struct policy *policy,
                                           const char *id)
{
    for (size_t i = 0; i < policy->assumption_count; i++) {
        if (strcmp(policy->assumptions[i].id, id) == 0)
            return &policy->assumptions[i];
    }
    return NULL;
}

const struct report_order *policy_report(const struct policy *policy,
                                         enum special_report report)
{
    for (size_t i = 0; i < policy->report_count; i++)
        if (policy->reports[i].report == report)
            return &policy->reports[i];
    return NULL;
}

uint16_t policy_category(const struct policy *policy, const char *code)
{
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        if (strcmp(category->id, code) == 0 ||
            (category->code[0] != '\0' && strcmp(category->code, code) == 0))
            return (uint16_t)i;
    }
    return POLICY_NONE;
}

static const struct value_alias *find_value(const struct value_alias *values,
                                            size_t count, enum field field,
                                            const char *folded)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i].field == field && strcmp(values[i].folded, folded) == 0)
            return &values[i];
    }
    return NULL;
}

const struct value_alias *policy_value(const struct policy *policy,
                                       uint16_t kind, enum field field,
                                       const char *text)
{
    char folded[FOLDED_SIZE];
    const struct value_alias *found = NULL;
    text_fold(text, strlen(text), folded, sizeof folded);
    if (kind != POLICY_NONE)
        found = find_value(policy->kinds[kind].values,
                           policy->kinds[kind].value_count, field, folded);
    if (found != NULL)
        return found;
    return find_value(policy->values, policy->value_count, field, folded);
}

static bool folds_to(const char *text, const char *folded)
{
    char buffer[FOLDED_SIZE];
    text_fold(text, strlen(text), buffer, sizeof buffer);
    return strcmp(buffer, folded) == 0;
}

static bool county_is_called(const struct county *county, const char *folded)
{
    if (folds_to(county->name, folded))
        return true;
    for (size_t i = 0; i < county->aliases.count; i++) {
        if (folds_to(county->aliases.items[i], folded))
            return true;
    }
    return false;
}

uint16_t policy_county(const struct policy *policy, const char *name)
{
    char folded[FOLDED_SIZE];
    text_fold(name, strlen(name), folded, sizeof folded);
    for (size_t i = 0; i < policy->county_count; i++) {
        if (county_is_called(&policy->counties[i], folded))
            return (uint16_t)i;
    }
    return POLICY_NONE;
}

/* Whether a disability meets what the category asks of it; age and sex are
 * not looked at. */
static bool disability_fits(const struct category *category, uint8_t grades,
                            uint8_t types)
{
    for (size_t i = 0; i < category->alternative_count; i++) {
        const struct alternative *way = &category->alternatives[i];
        if ((way->grades == 0 || (way->grades & grades) != 0) &&
            (way->types == 0 || (way->types & types) != 0))
            return true;
    }
    return category->alternative_count == 0;
}

uint16_t roster_kind_default(const struct policy *policy,
                             const struct roster_kind *kind, uint8_t grades,
                             uint8_t types)
{
    const uint16_t first = kind->default_category;
    if (first == POLICY_NONE ||
        disability_fits(&policy->categories[first], grades, types))
        return first;
    for (size_t i = 0; i < kind->else_count; i++) {
        const uint16_t other = kind->else_categories[i];
        if (disability_fits(&policy->categories[other], grades, types))
            return other;
    }
    return first;
}

/* The only kind that has the word among its title words; POLICY_NONE where
 * none or several have it. */
static uint16_t kind_by_title_word(const struct policy *policy,
                                   const char *word)
{
    uint16_t found = POLICY_NONE;
    for (size_t i = 0; i < policy->kind_count; i++) {
        const struct words *words = &policy->kinds[i].title_words;
        bool has_word = false;
        for (size_t k = 0; k < words->count && !has_word; k++)
            has_word = strcmp(words->items[k], word) == 0;
        if (has_word && found != POLICY_NONE)
            return POLICY_NONE;
        if (has_word)
            found = (uint16_t)i;
    }
    return found;
}

uint16_t policy_kind(const struct policy *policy, const char *id)
{
    for (size_t i = 0; i < policy->kind_count; i++) {
        const struct roster_kind *kind = &policy->kinds[i];
        if (strcmp(kind->id, id) == 0 || strcmp(kind->name, id) == 0)
            return (uint16_t)i;
    }
    return kind_by_title_word(policy, id);
}
