/*
 * The kinds of roster that columns.yaml describes: who sends them, which
 * categories they bring, how they are told, what they cannot do without.
 */
#include "import/column_words.h"
#include "import/policy_build.h"

#include <string.h>

/* What the kinds refer to. */
struct lists {
    struct id_list departments, categories;
};

static int build_kind_labels(const struct build *build, const struct mark *mark,
                             const struct raw_kind *raw,
                             struct roster_kind *out)
{
    const struct label_list list = {
        .mark = mark_of(mark, "labels"),
        .raw = raw->labels,
        .count = raw->label_count,
    };
    return labels_build(build, &list, 1, &out->labels, &out->label_count);
}

static int build_kind_values(const struct build *build, const struct mark *mark,
                             const struct id_list *categories,
                             const struct raw_kind *raw,
                             struct roster_kind *out)
{
    const struct value_list list = {
        .mark = mark_of(mark, "values"),
        .raw = raw->values,
        .count = raw->value_count,
    };
    return values_build(build, categories, &list, false, &out->values,
                        &out->value_count);
}

/* A department certifies its own categories only. */
static int build_kind_category(const struct build *build,
                               const struct mark *mark,
                               const struct lists *lists, const char *code,
                               const struct roster_kind *kind, uint16_t *out)
{
    const struct policy *policy = build->policy;
    if (read_reference(build, mark, &lists->categories, code, out) != 0)
        return -1;
    if (*out == POLICY_NONE || kind->department == POLICY_NONE)
        return 0;
    const struct category *category = &policy->categories[*out];
    if (category->department == kind->department ||
        category->department == POLICY_NONE)
        return 0;
    return yaml_fail(build->text, mark, build->failure,
                     "“%s”（%s）由%s认定，不是%s", code, category->name,
                     policy->departments[category->department].name,
                     policy->departments[kind->department].name);
}

/* No list has a category that nobody knows. */
static bool has_category(const uint16_t *list, size_t count, uint16_t category)
{
    for (size_t i = 0; category != POLICY_NONE && i < count; i++) {
        if (list[i] == category)
            return true;
    }
    return false;
}

static int build_kind_categories(const struct build *build,
                                 const struct mark *mark,
                                 const struct lists *lists,
                                 const struct raw_kind *raw,
                                 struct roster_kind *out)
{
    const struct mark *list = mark_of(mark, "categories");
    uint16_t *categories =
        arena_array(build->arena, raw->categories.count, sizeof *categories);
    if (categories == NULL)
        return failure_memory(build->failure);
    for (size_t i = 0; i < raw->categories.count; i++) {
        if (build_kind_category(build, mark_item(list, i), lists,
                                raw->categories.items[i], out,
                                &categories[i]) != 0)
            return -1;
        if (has_category(categories, i, categories[i]) &&
            yaml_fail(build->text, mark_item(list, i), build->failure,
                      "“%s”写了两次", raw->categories.items[i]) != 0)
            return -1;
    }
    out->categories = categories;
    out->category_count = raw->categories.count;
    return 0;
}

static int build_kind_default(const struct build *build,
                              const struct mark *mark,
                              const struct lists *lists,
                              const struct raw_kind *raw,
                              struct roster_kind *out)
{
    const struct mark *at = mark_of(mark, "default_category");
    out->default_category = POLICY_NONE;
    if (raw->default_category == NULL)
        return 0;
    if (read_reference(build, at, &lists->categories, raw->default_category,
                       &out->default_category) != 0)
        return -1;
    if (out->default_category == POLICY_NONE ||
        has_category(out->categories, out->category_count,
                     out->default_category))
        return 0;
    return yaml_fail(build->text, at, build->failure,
                     "“%s”不在这种花名册的 categories 里",
                     raw->default_category);
}

/* One of the kind's categories, each once, the default not among them. */
static int build_kind_else(const struct build *build, const struct mark *mark,
                           const struct lists *lists,
                           const struct raw_kind *raw, struct roster_kind *out)
{
    const struct mark *list = mark_of(mark, "else_categories");
    uint16_t *others =
        arena_array(build->arena, raw->else_categories.count, sizeof *others);
    if (others == NULL)
        return failure_memory(build->failure);
    if (raw->else_categories.count > 0 && raw->default_category == NULL)
        return yaml_fail_key(build->text, list, build->failure,
                             "没有“default_category”，这一项没有用处");
    for (size_t i = 0; i < raw->else_categories.count; i++) {
        const struct mark *at = mark_item(list, i);
        const char *code = raw->else_categories.items[i];
        if (read_reference(build, at, &lists->categories, code, &others[i]) !=
            0)
            return -1;
        if (others[i] == POLICY_NONE)
            continue;
        if (!has_category(out->categories, out->category_count, others[i]) &&
            yaml_fail(build->text, at, build->failure,
                      "“%s”不在这种花名册的 categories 里", code) != 0)
            return -1;
        if ((others[i] == out->default_category ||
             has_category(others, i, others[i])) &&
            yaml_fail(build->text, at, build->failure, "“%s”写了两次", code) !=
                0)
            return -1;
    }
    out->else_categories = others;
    out->else_count = raw->else_categories.count;
    return 0;
}

/* Number and name always; the category where nothing else can tell it. */
static int check_required(const struct build *build, const struct mark *list,
                          const struct raw_kind *raw, uint32_t required)
{
    const uint32_t least = UINT32_C(1) << FIELD_ID_NUMBER | UINT32_C(1)
                                                                << FIELD_NAME;
    if ((required & least) != least &&
        yaml_fail(build->text, list, build->failure,
                  "至少要有 id_number 和 name") != 0)
        return -1;
    if (raw->default_category == NULL &&
        (required & UINT32_C(1) << FIELD_CATEGORY) == 0)
        return yaml_fail(build->text, list, build->failure,
                         "没有 default_category 时，要有 category");
    return 0;
}

static int build_kind_required(const struct build *build,
                               const struct mark *mark,
                               const struct raw_kind *raw,
                               struct roster_kind *out)
{
    const struct mark *list = mark_of(mark, "required");
    bool are_known = true;
    out->required = 0;
    for (size_t i = 0; i < raw->required.count; i++) {
        enum field field = FIELD_NONE;
        if (read_field(build, mark_item(list, i), raw->required.items[i],
                       &field) != 0)
            return -1;
        if (field != FIELD_NONE)
            out->required |= UINT32_C(1) << field;
        else if (strcmp(raw->required.items[i], "none") == 0 &&
                 yaml_fail(build->text, mark_item(list, i), build->failure,
                           "“none”不是一列") != 0)
            return -1;
        are_known &= field != FIELD_NONE;
    }
    return are_known ? check_required(build, list, raw, out->required) : 0;
}

static int build_kind(const struct build *build, const struct mark *mark,
                      const struct lists *lists, const struct raw_kind *raw,
                      struct roster_kind *out)
{
    *out = (struct roster_kind){
        .id = raw->id,
        .name = raw->name,
        .title_words = words_of(&raw->title_words),
        .label_words = words_of(&raw->label_words),
        .household_labels = words_of(&raw->household_labels),
    };
    if (read_reference(build, mark_of(mark, "department"), &lists->departments,
                       raw->department, &out->department) != 0 ||
        build_kind_categories(build, mark, lists, raw, out) != 0 ||
        build_kind_default(build, mark, lists, raw, out) != 0 ||
        build_kind_else(build, mark, lists, raw, out) != 0 ||
        build_kind_required(build, mark, raw, out) != 0 ||
        build_kind_labels(build, mark, raw, out) != 0)
        return -1;
    return build_kind_values(build, mark, &lists->categories, raw, out);
}

/* A category that no roster can bring would never be given to anybody. */
static int check_all_reachable(const struct build *build)
{
    const struct policy *policy = build->policy;
    for (size_t i = 0; i < policy->category_count; i++) {
        bool is_reachable = false;
        for (size_t k = 0; k < policy->kind_count; k++) {
            for (size_t j = 0; j < policy->kinds[k].category_count; j++)
                is_reachable |= policy->kinds[k].categories[j] == i;
        }
        if (!is_reachable &&
            yaml_fail(build->text, mark_of(build->text->root, "kinds"),
                      build->failure, "没有一种花名册能报送类别“%s”（%s）",
                      policy->categories[i].id,
                      policy->categories[i].name) != 0)
            return -1;
    }
    return 0;
}

static int build_kinds(const struct build *build, const struct lists *lists,
                       const struct raw_columns *raw)
{
    const struct mark *marks = mark_of(build->text->root, "kinds");
    struct roster_kind *kinds =
        arena_array(build->arena, raw->kind_count, sizeof *kinds);
    const char **ids = arena_array(build->arena, raw->kind_count, sizeof *ids);
    if (kinds == NULL || ids == NULL)
        return failure_memory(build->failure);
    for (size_t i = 0; i < raw->kind_count; i++) {
        ids[i] = raw->kinds[i].id;
        if (build_kind(build, mark_item(marks, i), lists, &raw->kinds[i],
                       &kinds[i]) != 0)
            return -1;
    }
    const struct id_list list = {
        .what = "花名册种类", .ids = ids, .count = raw->kind_count};
    build->out->kinds = kinds;
    build->out->kind_count = raw->kind_count;
    return check_ids(build, marks, "id", &list);
}

int kinds_build(const struct build *build, const struct id_list *categories,
                const struct raw_columns *raw)
{
    const struct lists lists = {.departments = department_ids(build),
                                .categories = *categories};
    if (lists.departments.ids == NULL || build_kinds(build, &lists, raw) != 0 ||
        title_words_check(build, raw) != 0)
        return -1;
    return check_all_reachable(build);
}
