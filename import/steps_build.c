/*
 * Steps and their categories, as policy.yaml lists them: list order is the
 * order of the loads, so a category's index is its place in it.
 *
 * A tier of the file (ratio, amounts, fund) is copied into each category that
 * names it, because everything that reads a policy asks by category.
 */
#include "import/policy_build.h"

/* Numbers to bits; each between 1 and `limit`, once. */
static int build_mask(const struct build *build, const struct mark *mark,
                      const struct raw_numbers *raw, int limit, uint8_t *out)
{
    *out = 0;
    for (size_t i = 0; i < raw->count; i++) {
        const int number = raw->items[i];
        const bool is_within = number >= 1 && number <= limit;
        if (!is_within &&
            yaml_fail(build->text, mark_item(mark, i), build->failure,
                      "“%d”不在1至%d之间", number, limit) != 0)
            return -1;
        if (is_within && (*out >> number & 1) != 0 &&
            yaml_fail(build->text, mark_item(mark, i), build->failure,
                      "“%d”写了两次", number) != 0)
            return -1;
        if (is_within)
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
static int build_tier(const struct build *build, const struct policy_ids *ids,
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
        read_reference(build, mark_of(mark, "fund"), &ids->funds, raw->fund,
                       &out->fund) != 0)
        return -1;
    return read_source(build, mark_of(mark, "source"), &raw->source,
                       &out->amount);
}

static int build_applicant(const struct build *build,
                           const struct policy_ids *ids,
                           const struct mark *mark,
                           const struct raw_category *raw, struct category *out)
{
    static const struct source none = {"", "", "", ""};
    out->applicant = POLICY_NONE;
    out->applicant_source = none;
    const struct mark *source = mark_of(mark, "applicant_source");
    if (raw->applicant == NULL && source != mark)
        return yaml_fail_key(build->text, source, build->failure,
                             "没有“applicant”，这一项没有用处");
    if (raw->applicant == NULL)
        return 0;
    if (source == mark)
        return yaml_fail(build->text, mark, build->failure,
                         "有“applicant”就要写“applicant_source”");
    if (read_reference(build, mark_of(mark, "applicant"), &ids->applicants,
                       raw->applicant, &out->applicant) != 0)
        return -1;
    return read_source(build, source, &raw->applicant_source,
                       &out->applicant_source);
}

static int build_category(const struct build *build,
                          const struct policy_ids *ids,
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
    out->fund = POLICY_NONE;
    out->ratio_bp = RATIO_UNREAD;
    if (read_reference(build, mark_of(mark, "tier"), &ids->tiers, raw->tier,
                       &tier) != 0 ||
        (tier != POLICY_NONE &&
         build_tier(build, ids, &policy->tiers[tier],
                    entry_mark(build, "tiers", tier), out) != 0) ||
        build_applicant(build, ids, mark, raw, out) != 0 ||
        read_source(build, mark_of(mark, "source"), &raw->source,
                    &out->source) != 0)
        return -1;
    return build_alternatives(build, mark_of(mark, "conditions"), raw, out);
}

/* One load: its categories are added after those of the loads before. */
static int build_step(const struct build *build, const struct policy_ids *ids,
                      const struct raw_policy *raw, struct step *step,
                      struct category *categories)
{
    const size_t index = (size_t)(step->number - 1);
    const struct raw_step *from = &raw->steps[index];
    const struct mark *mark = entry_mark(build, "steps", index);
    const struct mark *list = mark_of(mark, "categories");
    step->label = from->label;
    step->count = (uint16_t)from->category_count;
    if (read_reference(build, mark_of(mark, "department"), &ids->departments,
                       from->department, &step->department) != 0 ||
        check_file_name(build, mark_of(mark, "label"), from->label) != 0 ||
        read_source(build, mark_of(mark, "source"), &from->source,
                    &step->source) != 0)
        return -1;
    for (size_t i = 0; i < from->category_count; i++) {
        struct category *category = &categories[step->first + i];
        category->department = step->department;
        category->step = (uint16_t)index;
        if (build_category(build, ids, raw, mark_item(list, i),
                           &from->categories[i], category) != 0)
            return -1;
    }
    return 0;
}

static int build_steps(const struct build *build, const struct policy_ids *ids,
                       const struct raw_policy *raw)
{
    size_t total = 0;
    for (size_t i = 0; i < raw->step_count; i++)
        total += raw->steps[i].category_count;
    if (total >= POLICY_NONE) {
        total = 0; /* where defects are collected, no step is looked at */
        if (yaml_fail(build->text, mark_of(build->text->root, "steps"),
                      build->failure, "类别太多") != 0)
            return -1;
    }
    struct step *steps = new_list(build, raw->step_count, sizeof *steps);
    struct category *categories = new_list(build, total, sizeof *categories);
    if (steps == NULL || categories == NULL)
        return -1;
    size_t first = 0;
    for (size_t i = 0; total > 0 && i < raw->step_count; i++) {
        steps[i].number = (int)(i + 1);
        steps[i].first = (uint16_t)first;
        if (build_step(build, ids, raw, &steps[i], categories) != 0)
            return -1;
        first += steps[i].count;
    }
    build->out->steps = steps;
    build->out->step_count = total > 0 ? raw->step_count : 0;
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

int steps_build(const struct build *build, const struct policy_ids *ids,
                const struct raw_policy *raw)
{
    if (build_steps(build, ids, raw) != 0)
        return -1;
    return build_exclusions(build, raw);
}
