/*
 * policy.yaml becomes a struct policy: texts to dates, amounts and ratios,
 * names to indexes. Steps and their categories keep the order of the file,
 * which is the order of the loads.
 *
 * A tier of the file (ratio, amounts, fund) is copied into each category that
 * names it, because everything that reads a policy asks by category.
 * Whether the values agree with each other is policy_check.c's.
 */
#include "import/policy_build.h"

#include <string.h>

/* What refers to what, while policy.yaml is read. */
struct lists {
    struct id_list departments, funds, applicants, tiers;
};

/* An array in the arena, which the policy keeps as const. */
static void *new_list(const struct build *build, size_t count, size_t size)
{
    void *list = arena_array(build->arena, count, size);
    if (list == NULL)
        failure_memory(build->failure);
    return list;
}

/* `ids` is the first of `count` ids that stand `step` bytes apart. */
static struct id_list collect(const struct build *build, const char *what,
                              const void *first, size_t count, size_t step)
{
    struct id_list list = {.what = what, .count = count};
    list.ids = new_list(build, count, sizeof *list.ids);
    for (size_t i = 0; list.ids != NULL && i < count; i++)
        memcpy(&list.ids[i], (const char *)first + i * step, sizeof *list.ids);
    return list;
}

struct id_list category_ids(const struct build *build)
{
    const struct policy *policy = build->policy;
    return collect(build, "类别", &policy->categories[0].id,
                   policy->category_count, sizeof policy->categories[0]);
}

struct id_list department_ids(const struct build *build)
{
    const struct policy *policy = build->policy;
    return collect(build, "部门", &policy->departments[0].id,
                   policy->department_count, sizeof policy->departments[0]);
}

/* Where the entry `index` of the list `key` stands. */
static const struct mark *entry_mark(const struct build *build, const char *key,
                                     size_t index)
{
    return mark_item(mark_of(build->text->root, key), index);
}

static int build_documents(const struct build *build,
                           const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    struct document *documents =
        new_list(build, raw->document_count, sizeof *documents);
    if (documents == NULL)
        return -1;
    for (size_t i = 0; i < raw->document_count; i++) {
        const struct raw_document *from = &raw->documents[i];
        const struct mark *mark = entry_mark(build, "documents", i);
        documents[i] = (struct document){
            .key = from->key,
            .number = text_or_empty(from->number),
            .issuer = from->issuer,
            .title = from->title,
        };
        if (read_date(build, mark_of(mark, "issued"), from->issued,
                      &documents[i].issued) != 0)
            return -1;
    }
    policy->documents = documents;
    policy->document_count = raw->document_count;
    const struct id_list keys =
        collect(build, "文件", &documents[0].key, raw->document_count,
                sizeof documents[0]);
    return keys.ids == NULL
               ? -1
               : check_ids(build, mark_of(build->text->root, "documents"),
                           "key", &keys);
}

static int build_assumptions(const struct build *build,
                             const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    struct assumption *assumptions =
        new_list(build, raw->assumption_count, sizeof *assumptions);
    if (assumptions == NULL)
        return -1;
    for (size_t i = 0; i < raw->assumption_count; i++) {
        const struct raw_assumption *from = &raw->assumptions[i];
        assumptions[i] = (struct assumption){
            .id = from->id, .text = from->text, .reason = from->reason};
    }
    policy->assumptions = assumptions;
    policy->assumption_count = raw->assumption_count;
    const struct id_list ids =
        collect(build, "假设", &assumptions[0].id, raw->assumption_count,
                sizeof assumptions[0]);
    return ids.ids == NULL
               ? -1
               : check_ids(build, mark_of(build->text->root, "assumptions"),
                           "id", &ids);
}

static int build_span(const struct build *build, const struct mark *mark,
                      const struct raw_span *raw, ymd *from, ymd *to)
{
    if (read_date(build, mark_of(mark, "from"), raw->from, from) != 0 ||
        read_date(build, mark_of(mark, "to"), raw->to, to) != 0)
        return -1;
    return check_order(build, mark, *from, *to);
}

static int build_amount(const struct build *build, const char *key,
                        const struct raw_amount *raw, fen *out,
                        struct source *source)
{
    const struct mark *mark = mark_of(build->text->root, key);
    if (read_amount(build, mark_of(mark, "amount"), raw->amount, out) != 0)
        return -1;
    return read_source(build, mark_of(mark, "source"), &raw->source, source);
}

/* The source of the mapping `key` at the top. */
static int build_top_source(const struct build *build, const char *key,
                            const struct raw_source *raw, struct source *out)
{
    const struct mark *mark = mark_of(build->text->root, key);
    return read_source(build, mark_of(mark, "source"), raw, out);
}

static int build_names(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    policy->id = raw->id;
    policy->region = raw->region;
    policy->title = raw->title;
    policy->bureau = raw->bureau;
    policy->region_code = text_or_empty(raw->region_code);
    policy->insured_year = raw->insured_year;
    policy->county_noun = raw->county_noun;
    return read_date(build, mark_of(build->text->root, "checked_on"),
                     raw->checked_on, &policy->checked_on);
}

static int build_money(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    if (build_amount(build, "premium", &raw->premium, &policy->premium,
                     &policy->premium_source) != 0)
        return -1;
    return build_amount(build, "government_contribution",
                        &raw->government_contribution,
                        &policy->government_contribution,
                        &policy->government_contribution_source);
}

static int build_dates(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    const struct mark *root = build->text->root;
    if (build_span(build, mark_of(root, "in_force"), &raw->in_force,
                   &policy->in_force_from, &policy->in_force_to) != 0)
        return -1;
    if (build_top_source(build, "in_force", &raw->in_force.source,
                         &policy->in_force_source) != 0)
        return -1;
    if (build_span(build, mark_of(root, "collection"), &raw->collection,
                   &policy->collection_from, &policy->collection_to) != 0)
        return -1;
    return build_top_source(build, "collection", &raw->collection.source,
                            &policy->collection_source);
}

static int build_rules(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    const struct mark *limit = mark_of(build->text->root, "drop_limit");
    policy->precedence = (enum precedence)raw->precedence.rule;
    policy->late = (enum late_rule)raw->late.rule;
    policy->refund = (enum refund_rule)raw->refund.rule;
    if (build_top_source(build, "precedence", &raw->precedence.source,
                         &policy->precedence_source) != 0 ||
        build_top_source(build, "late_recognition", &raw->late.source,
                         &policy->late_source) != 0 ||
        build_top_source(build, "refund", &raw->refund.source,
                         &policy->refund_source) != 0 ||
        build_top_source(build, "drop_limit", &raw->drop_limit.source,
                         &policy->drop_limit_source) != 0)
        return -1;
    return read_ratio(build, mark_of(limit, "ratio"), raw->drop_limit.amount,
                      &policy->drop_limit_bp);
}

static int build_departments(const struct build *build,
                             const struct raw_policy *raw)
{
    struct department *departments =
        new_list(build, raw->department_count, sizeof *departments);
    if (departments == NULL)
        return -1;
    for (size_t i = 0; i < raw->department_count; i++) {
        const struct raw_department *from = &raw->departments[i];
        const struct mark *mark = entry_mark(build, "departments", i);
        departments[i] = (struct department){
            .id = from->id,
            .name = from->name,
            .title = from->title,
            .aliases = words_of(&from->aliases),
        };
        if (check_file_name(build, mark_of(mark, "name"), from->name) != 0)
            return -1;
    }
    build->out->departments = departments;
    build->out->department_count = raw->department_count;
    return 0;
}

static int build_funds(const struct build *build, const struct raw_policy *raw)
{
    struct fund *funds = new_list(build, raw->fund_count, sizeof *funds);
    if (funds == NULL)
        return -1;
    for (size_t i = 0; i < raw->fund_count; i++) {
        const struct raw_fund *from = &raw->funds[i];
        const struct mark *mark = entry_mark(build, "funds", i);
        struct fund *fund = &funds[i];
        *fund = (struct fund){
            .id = from->id,
            .name = from->name,
            .transferred = text_or_empty(from->transferred),
        };
        if (build_span(build, mark_of(mark, "due"), &from->due, &fund->due_from,
                       &fund->due_to) != 0 ||
            read_source(build, mark_of(mark, "source"), &from->source,
                        &fund->source) != 0)
            return -1;
    }
    build->out->funds = funds;
    build->out->fund_count = raw->fund_count;
    return 0;
}

static int build_applicants(const struct build *build,
                            const struct raw_policy *raw)
{
    struct applicant *applicants =
        new_list(build, raw->applicant_count, sizeof *applicants);
    if (applicants == NULL)
        return -1;
    for (size_t i = 0; i < raw->applicant_count; i++) {
        const struct raw_applicant *from = &raw->applicants[i];
        const struct mark *mark = entry_mark(build, "applicants", i);
        struct applicant *applicant = &applicants[i];
        *applicant = (struct applicant){
            .id = from->id,
            .name = from->name,
            .title = from->title,
            .county_title = text_or_empty(from->county_title),
        };
        if (check_file_name(build, mark_of(mark, "name"), from->name) != 0 ||
            read_date(build, mark_of(mark, "deadline"), from->deadline,
                      &applicant->deadline) != 0 ||
            read_source(build, mark_of(mark, "source"), &from->source,
                        &applicant->source) != 0)
            return -1;
    }
    build->out->applicants = applicants;
    build->out->applicant_count = raw->applicant_count;
    return 0;
}

/* The ids that the rest of the file refers to, each list without doubles. */
static int collect_lists(const struct build *build,
                         const struct raw_policy *raw, struct lists *out)
{
    const struct mark *root = build->text->root;
    *out = (struct lists){
        .departments = department_ids(build),
        .funds = collect(build, "资金", &raw->funds[0].id, raw->fund_count,
                         sizeof raw->funds[0]),
        .applicants = collect(build, "申请部门", &raw->applicants[0].id,
                              raw->applicant_count, sizeof raw->applicants[0]),
        .tiers = collect(build, "资助档次", &raw->tiers[0].id, raw->tier_count,
                         sizeof raw->tiers[0]),
    };
    if (out->departments.ids == NULL || out->funds.ids == NULL ||
        out->applicants.ids == NULL || out->tiers.ids == NULL)
        return -1;
    if (check_ids(build, mark_of(root, "departments"), "id",
                  &out->departments) != 0 ||
        check_ids(build, mark_of(root, "funds"), "id", &out->funds) != 0 ||
        check_ids(build, mark_of(root, "applicants"), "id", &out->applicants) !=
            0)
        return -1;
    return check_ids(build, mark_of(root, "tiers"), "id", &out->tiers);
}

/* Numbers to bits; each between 1 and `limit`, once. */
static int build_mask(const struct build *build, const struct mark *mark,
                      const struct raw_numbers *raw, int limit, uint8_t *out)
{
    *out = 0;
    for (size_t i = 0; i < raw->count; i++) {
        const int number = raw->items[i];
        if (number < 1 || number > limit)
            return yaml_fail(build->text, mark_item(mark, i), build->failure,
                             "“%d”不在1至%d之间", number, limit);
        if ((*out >> number & 1) != 0)
            return yaml_fail(build->text, mark_item(mark, i), build->failure,
                             "“%d”写了两次", number);
        *out |= (uint8_t)(1U << number);
    }
    return 0;
}

static int build_alternative(const struct build *build, const struct mark *mark,
                             const struct raw_condition *raw,
                             struct alternative *out)
{
    *out = (struct alternative){
        .label = raw->label,
        .age_min = raw->age_min != NULL ? *raw->age_min : -1,
        .age_max = raw->age_max != NULL ? *raw->age_max : -1,
        .sex = (enum sex)raw->sex,
    };
    if (build_mask(build, mark_of(mark, "grades"), &raw->grades, 4,
                   &out->grades) != 0 ||
        build_mask(build, mark_of(mark, "types"), &raw->types, 7,
                   &out->types) != 0)
        return -1;
    return read_source(build, mark_of(mark, "source"), &raw->source,
                       &out->source);
}

static int build_alternatives(const struct build *build,
                              const struct mark *mark,
                              const struct raw_category *raw,
                              struct category *out)
{
    struct alternative *alternatives =
        new_list(build, raw->condition_count, sizeof *alternatives);
    if (alternatives == NULL)
        return -1;
    for (size_t i = 0; i < raw->condition_count; i++) {
        if (build_alternative(build, mark_item(mark, i), &raw->conditions[i],
                              &alternatives[i]) != 0)
            return -1;
    }
    out->alternatives = alternatives;
    out->alternative_count = raw->condition_count;
    return 0;
}

/* Ratio, amounts and fund, from the tier that the category names. */
static int build_tier(const struct build *build, const struct lists *lists,
                      const struct raw_tier *raw, const struct mark *mark,
                      struct category *out)
{
    out->tier = raw->label;
    out->fund = POLICY_NONE;
    if (read_ratio(build, mark_of(mark, "ratio"), raw->ratio, &out->ratio_bp) !=
            0 ||
        read_amount(build, mark_of(mark, "subsidy"), raw->subsidy,
                    &out->subsidy) != 0 ||
        read_amount(build, mark_of(mark, "personal_due"), raw->personal_due,
                    &out->personal_due) != 0)
        return -1;
    if (raw->fund != NULL &&
        read_reference(build, mark_of(mark, "fund"), &lists->funds, raw->fund,
                       &out->fund) != 0)
        return -1;
    return read_source(build, mark_of(mark, "source"), &raw->source,
                       &out->amount);
}

static int build_applicant(const struct build *build, const struct lists *lists,
                           const struct mark *mark,
                           const struct raw_category *raw, struct category *out)
{
    static const struct source none = {"", "", "", ""};
    out->applicant = POLICY_NONE;
    out->applicant_source = none;
    if (raw->applicant == NULL)
        return 0;
    if (read_reference(build, mark_of(mark, "applicant"), &lists->applicants,
                       raw->applicant, &out->applicant) != 0)
        return -1;
    return read_source(build, mark_of(mark, "applicant_source"),
                       &raw->applicant_source, &out->applicant_source);
}

static int build_category(const struct build *build, const struct lists *lists,
                          const struct raw_policy *policy,
                          const struct mark *mark,
                          const struct raw_category *raw, struct category *out)
{
    uint16_t tier = 0;
    out->code = text_or_empty(raw->code);
    out->id = raw->id != NULL ? raw->id : out->code;
    out->name = raw->name;
    out->group = text_or_empty(raw->group);
    out->aliases = words_of(&raw->aliases);
    if (read_reference(build, mark_of(mark, "tier"), &lists->tiers, raw->tier,
                       &tier) != 0 ||
        build_tier(build, lists, &policy->tiers[tier],
                   entry_mark(build, "tiers", tier), out) != 0 ||
        build_applicant(build, lists, mark, raw, out) != 0 ||
        read_source(build, mark_of(mark, "source"), &raw->source,
                    &out->source) != 0)
        return -1;
    return build_alternatives(build, mark_of(mark, "conditions"), raw, out);
}

/* One load: its categories are added after those of the loads before. */
static int build_step(const struct build *build, const struct lists *lists,
                      const struct raw_policy *raw, struct step *step,
                      struct category *categories)
{
    const size_t index = (size_t)(step->number - 1);
    const struct raw_step *from = &raw->steps[index];
    const struct mark *mark = entry_mark(build, "steps", index);
    const struct mark *list = mark_of(mark, "categories");
    step->label = from->label;
    step->count = (uint16_t)from->category_count;
    if (read_reference(build, mark_of(mark, "department"), &lists->departments,
                       from->department, &step->department) != 0 ||
        check_file_name(build, mark_of(mark, "label"), from->label) != 0 ||
        read_source(build, mark_of(mark, "source"), &from->source,
                    &step->source) != 0)
        return -1;
    for (size_t i = 0; i < from->category_count; i++) {
        struct category *category = &categories[step->first + i];
        category->department = step->department;
        category->step = (uint16_t)index;
        if (build_category(build, lists, raw, mark_item(list, i),
                           &from->categories[i], category) != 0)
            return -1;
    }
    return 0;
}

static int build_steps(const struct build *build, const struct lists *lists,
                       const struct raw_policy *raw)
{
    size_t total = 0;
    for (size_t i = 0; i < raw->step_count; i++)
        total += raw->steps[i].category_count;
    if (total >= POLICY_NONE)
        return yaml_fail(build->text, mark_of(build->text->root, "steps"),
                         build->failure, "类别太多");
    struct step *steps = new_list(build, raw->step_count, sizeof *steps);
    struct category *categories = new_list(build, total, sizeof *categories);
    if (steps == NULL || categories == NULL)
        return -1;
    size_t first = 0;
    for (size_t i = 0; i < raw->step_count; i++) {
        steps[i].number = (int)(i + 1);
        steps[i].first = (uint16_t)first;
        if (build_step(build, lists, raw, &steps[i], categories) != 0)
            return -1;
        first += steps[i].count;
    }
    build->out->steps = steps;
    build->out->step_count = raw->step_count;
    build->out->categories = categories;
    build->out->category_count = total;
    return 0;
}

static int build_exclusion(const struct build *build,
                           const struct id_list *codes, const struct mark *mark,
                           const struct raw_exclusion *raw,
                           struct exclusion *out)
{
    const struct mark *list = mark_of(mark, "categories");
    uint16_t *categories =
        new_list(build, raw->categories.count, sizeof *categories);
    if (categories == NULL)
        return -1;
    for (size_t i = 0; i < raw->categories.count; i++) {
        if (read_reference(build, mark_item(list, i), codes,
                           raw->categories.items[i], &categories[i]) != 0)
            return -1;
    }
    *out = (struct exclusion){
        .label = raw->label,
        .categories = categories,
        .count = raw->categories.count,
        .reason = raw->reason,
    };
    return read_source(build, mark_of(mark, "source"), &raw->source,
                       &out->source);
}

static int build_exclusions(const struct build *build,
                            const struct raw_policy *raw)
{
    const struct id_list codes = category_ids(build);
    struct exclusion *exclusions =
        new_list(build, raw->exclusion_count, sizeof *exclusions);
    if (codes.ids == NULL || exclusions == NULL)
        return -1;
    for (size_t i = 0; i < raw->exclusion_count; i++) {
        if (build_exclusion(build, &codes, entry_mark(build, "exclusions", i),
                            &raw->exclusions[i], &exclusions[i]) != 0)
            return -1;
    }
    build->out->exclusions = exclusions;
    build->out->exclusion_count = raw->exclusion_count;
    return 0;
}

static int build_counties(const struct build *build,
                          const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    const struct mark *root = build->text->root;
    struct county *counties =
        new_list(build, raw->county_count, sizeof *counties);
    if (counties == NULL)
        return -1;
    for (size_t i = 0; i < raw->county_count; i++) {
        const struct raw_county *from = &raw->counties[i];
        counties[i] = (struct county){
            .name = from->name,
            .aliases = words_of(&from->aliases),
            .target = from->target != NULL ? *from->target : -1,
        };
    }
    policy->counties = counties;
    policy->county_count = raw->county_count;
    policy->target_printed = -1;
    policy->target_source = (struct source){"", "", "", ""};
    if (raw->targets != NULL) {
        policy->target_printed = raw->targets->printed_total;
        if (build_top_source(build, "targets", &raw->targets->source,
                             &policy->target_source) != 0)
            return -1;
    }
    return read_source(build, mark_of(root, "county_source"),
                       &raw->county_source, &policy->county_source);
}

static int build_calendar(const struct build *build,
                          const struct raw_policy *raw)
{
    struct calendar_entry *calendar =
        new_list(build, raw->calendar_count, sizeof *calendar);
    if (calendar == NULL)
        return -1;
    for (size_t i = 0; i < raw->calendar_count; i++) {
        const struct raw_calendar_entry *from = &raw->calendar[i];
        const struct mark *mark = entry_mark(build, "calendar", i);
        const struct raw_span span = {.from = from->from, .to = from->to};
        struct calendar_entry *entry = &calendar[i];
        *entry = (struct calendar_entry){.id = from->id, .label = from->label};
        if (build_span(build, mark, &span, &entry->from, &entry->to) != 0 ||
            read_source(build, mark_of(mark, "source"), &from->source,
                        &entry->source) != 0)
            return -1;
    }
    build->out->calendar = calendar;
    build->out->calendar_count = raw->calendar_count;
    const struct id_list ids = collect(build, "日程", &calendar[0].id,
                                       raw->calendar_count, sizeof calendar[0]);
    return ids.ids == NULL
               ? -1
               : check_ids(build, mark_of(build->text->root, "calendar"), "id",
                           &ids);
}

static int build_ledgers(const struct build *build,
                         const struct raw_policy *raw)
{
    build->out->ledgers = words_of(&raw->ledgers.names);
    build->out->ledgers_source = (struct source){"", "", "", ""};
    if (raw->ledgers.names.count == 0)
        return 0;
    return build_top_source(build, "ledgers", &raw->ledgers.source,
                            &build->out->ledgers_source);
}

int policy_build(const struct build *build, const struct raw_policy *raw)
{
    struct lists lists;
    if (build_documents(build, raw) != 0 ||
        build_assumptions(build, raw) != 0 || build_names(build, raw) != 0 ||
        build_money(build, raw) != 0 || build_dates(build, raw) != 0 ||
        build_rules(build, raw) != 0 || build_departments(build, raw) != 0 ||
        build_funds(build, raw) != 0 || build_applicants(build, raw) != 0 ||
        collect_lists(build, raw, &lists) != 0 ||
        build_steps(build, &lists, raw) != 0 ||
        build_exclusions(build, raw) != 0 || build_counties(build, raw) != 0 ||
        build_calendar(build, raw) != 0)
        return -1;
    return build_ledgers(build, raw);
}
