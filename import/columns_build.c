/*
 * columns.yaml becomes the labels, values and kinds of a policy.
 */
#include "import/column_words.h"
#include "import/policy_build.h"

#include <string.h>

static int build_labels(const struct build *build,
                        const struct raw_columns *raw)
{
    const struct mark *root = build->text->root;
    const struct label_list lists[] = {
        {
            .mark = mark_of(root, "labels"),
            .raw = raw->labels,
            .count = raw->label_count,
        },
        {
            .mark = mark_of(root, "other_person_labels"),
            .raw = raw->other_person_labels,
            .count = raw->other_person_label_count,
            .is_other_person = true,
        },
    };
    return labels_build(build, lists, sizeof lists / sizeof lists[0],
                        &build->out->labels, &build->out->label_count);
}

static int build_values(const struct build *build,
                        const struct id_list *categories,
                        const struct raw_columns *raw)
{
    const struct value_list list = {
        .mark = mark_of(build->text->root, "values"),
        .raw = raw->values,
        .count = raw->value_count,
    };
    return values_build(build, categories, &list, true, &build->out->values,
                        &build->out->value_count);
}

int columns_build(const struct build *build, const struct raw_columns *raw)
{
    const struct id_list categories = category_ids(build);
    if (categories.ids == NULL)
        return -1;
    if (strcmp(raw->policy, build->policy->id) != 0 &&
        yaml_fail(build->text, mark_of(build->text->root, "policy"),
                  build->failure, "应与 policy.yaml 的 id“%s”相同",
                  build->policy->id) != 0)
        return -1;
    if (build_labels(build, raw) != 0 ||
        build_values(build, &categories, raw) != 0)
        return -1;
    build->out->foreign_words = words_of(&raw->foreign_words);
    return kinds_build(build, &categories, raw);
}
