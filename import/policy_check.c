/*
 * Whether a policy agrees with itself: the amounts that the document prints
 * with premium times ratio, payers with amounts, codes and names each once,
 * conditions that can hold, dates in order. What a policy makes of people (do
 * benefits fall along the order?) is not asked here: that is no defect of
 * the file.
 */
#include "import/policy_build.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

enum { AGE_LIMIT = 150, FIRST_YEAR = 2000, LAST_YEAR = 2099 };

static const struct mark *tier_mark(const struct build *build, size_t index)
{
    return mark_item(mark_of(build->text->root, "tiers"), index);
}

/* The first category of the tier; the tier's values stand in it. */
static const struct category *
tier_user(const struct build *build, const struct raw_policy *raw, size_t tier)
{
    size_t index = 0;
    for (size_t i = 0; i < raw->step_count; i++) {
        for (size_t j = 0; j < raw->steps[i].category_count; j++, index++) {
            if (index < build->policy->category_count &&
                strcmp(raw->steps[i].categories[j].tier, raw->tiers[tier].id) ==
                    0)
                return &build->policy->categories[index];
        }
    }
    return NULL;
}

static int check_amounts(const struct build *build, const struct mark *mark,
                         const struct category *tier)
{
    char due[FEN_TEXT_SIZE];
    const fen premium = build->policy->premium;
    if (premium == AMOUNT_UNREAD || tier->ratio_bp == RATIO_UNREAD)
        return 0; /* that is what is wrong */
    const fen subsidy = fen_share(premium, tier->ratio_bp);
    if (tier->subsidy != AMOUNT_UNREAD && tier->subsidy != subsidy &&
        yaml_fail(build->text, mark_of(mark, "subsidy"), build->failure,
                  "与缴费标准乘以比例不符，应为 \"%s\"",
                  fen_text(subsidy, due)) != 0)
        return -1;
    if (tier->personal_due != AMOUNT_UNREAD &&
        tier->personal_due != premium - subsidy)
        return yaml_fail(build->text, mark_of(mark, "personal_due"),
                         build->failure,
                         "与 subsidy 相加不等于缴费标准，应为 \"%s\"",
                         fen_text(premium - subsidy, due));
    return 0;
}

/* A tier that pays has a fund, any other has none. */
static int check_fund(const struct build *build, const struct mark *mark,
                      const struct category *tier)
{
    const bool is_named = mark_of(mark, "fund") != mark;
    if (tier->ratio_bp > 0 && !is_named)
        return yaml_fail(build->text, mark, build->failure,
                         "有资助就要写“fund”（哪一项资金）");
    if (tier->ratio_bp == 0 && is_named)
        return yaml_fail(build->text, mark_of(mark, "fund"), build->failure,
                         "比例是 0%%，不该有资金");
    return 0;
}

/* A category that names a tier nobody knows may have meant any of them. */
static bool has_unread_tier(const struct build *build)
{
    const struct policy *policy = build->policy;
    if (policy->categories == NULL)
        return true; /* none was looked at */
    for (size_t i = 0; i < policy->category_count; i++) {
        if (policy->categories[i].tier == NULL)
            return true;
    }
    return policy->category_count == 0;
}

static int check_tiers(const struct build *build, const struct raw_policy *raw)
{
    for (size_t i = 0; i < raw->tier_count; i++) {
        const struct mark *mark = tier_mark(build, i);
        const struct category *tier = tier_user(build, raw, i);
        if (tier == NULL && !has_unread_tier(build) &&
            yaml_fail(build->text, mark_of(mark, "id"), build->failure,
                      "没有类别用这个资助档次，删去它或改正类别的 tier") != 0)
            return -1;
        if (tier != NULL && (check_amounts(build, mark, tier) != 0 ||
                             check_fund(build, mark, tier) != 0))
            return -1;
    }
    return 0;
}

static bool asks_anything(const struct mark *mark)
{
    static const char *const keys[] = {"age_min", "age_max", "sex", "grades",
                                       "types"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (mark_of(mark, keys[i]) != mark)
            return true;
    }
    return false;
}

static int check_condition(const struct build *build, const struct mark *mark,
                           const struct alternative *condition)
{
    if (!asks_anything(mark))
        return yaml_fail(build->text, mark, build->failure,
                         "没有条件：要写 age_min、age_max、sex、grades、types "
                         "中的至少一项");
    if (condition->age_min > AGE_LIMIT || condition->age_max > AGE_LIMIT)
        return yaml_fail(build->text, mark, build->failure, "年龄不能超过%d",
                         AGE_LIMIT);
    if (condition->age_max >= 0 && condition->age_min > condition->age_max)
        return yaml_fail(build->text, mark_of(mark, "age_min"), build->failure,
                         "age_min 大于 age_max，没有人符合");
    return 0;
}

static int check_conditions(const struct build *build, const struct mark *mark,
                            const struct category *category)
{
    const struct mark *list = mark_of(mark, "conditions");
    for (size_t i = 0; i < category->alternative_count; i++) {
        if (check_condition(build, mark_item(list, i),
                            &category->alternatives[i]) != 0)
            return -1;
    }
    return 0;
}

static int check_applicant(const struct build *build, const struct mark *mark,
                           const struct category *category)
{
    const bool is_named = mark_of(mark, "applicant") != mark;
    if (category->ratio_bp > 0 && !is_named)
        return yaml_fail(build->text, mark, build->failure,
                         "有资助就要写“applicant”（由谁申请资金）");
    if (category->ratio_bp == 0 && is_named)
        return yaml_fail(build->text, mark_of(mark, "applicant"),
                         build->failure, "没有资助，不该有申请部门");
    return 0;
}

/* Where the document prints no code, the id is pinyin. */
static int check_code(const struct build *build, const struct mark *mark,
                      const struct category *category)
{
    if (category->id[0] == '\0')
        return yaml_fail(build->text, mark, build->failure,
                         "要写“code”（文件印出的代码）；文件没有代码时写“id”"
                         "（不带声调的拼音）");
    const bool is_code = category->code[0] != '\0';
    const char *text = is_code ? category->code : category->id;
    const char *allowed = is_code ? "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  : "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (strspn(text, allowed) != strlen(text))
        return yaml_fail(build->text, mark_of(mark, is_code ? "code" : "id"),
                         build->failure,
                         is_code ? "代码“%s”只能有数字和大写字母"
                                 : "“%s”只能用小写字母、数字和-",
                         text);
    return 0;
}

/* A category's mark: step and place in it. */
static const struct mark *category_mark(const struct build *build,
                                        const struct category *category)
{
    const struct policy *policy = build->policy;
    const size_t index = (size_t)(category - policy->categories);
    const struct mark *step =
        mark_item(mark_of(build->text->root, "steps"), category->step);
    return mark_item(mark_of(step, "categories"),
                     index - policy->steps[category->step].first);
}

/* A word that stands for a category: its code, its name, an alias. */
struct called {
    const char *folded;
    const struct mark *mark;
    size_t category;
    size_t order; /* in the file */
};

static int compare_called(const void *a, const void *b)
{
    const struct called *left = a;
    const struct called *right = b;
    const int order = strcmp(left->folded, right->folded);
    if (order != 0)
        return order;
    return left->order < right->order ? -1 : 1;
}

static int add_called(const struct build *build, struct called *list,
                      size_t *count, const struct mark *mark, const char *text,
                      size_t category)
{
    const char *folded = NULL;
    if (read_folded(build, mark, text, &folded) != 0)
        return -1;
    list[*count] = (struct called){
        .folded = folded, .mark = mark, .category = category, .order = *count};
    ++*count;
    return 0;
}

static int add_category(const struct build *build, struct called *list,
                        size_t *count, size_t index)
{
    const struct category *category = &build->policy->categories[index];
    const struct mark *mark = category_mark(build, category);
    const struct mark *aliases = mark_of(mark, "aliases");
    if (add_called(build, list, count,
                   mark_of(mark, category->code[0] != '\0' ? "code" : "id"),
                   category->id, index) != 0 ||
        add_called(build, list, count, mark_of(mark, "name"), category->name,
                   index) != 0)
        return -1;
    for (size_t i = 0; i < category->aliases.count; i++) {
        if (add_called(build, list, count, mark_item(aliases, i),
                       category->aliases.items[i], index) != 0)
            return -1;
    }
    return 0;
}

/* No code, name or alias twice, neither in one category nor in two. */
static int check_names(const struct build *build)
{
    const struct policy *policy = build->policy;
    size_t room = 0;
    size_t count = 0;
    for (size_t i = 0; i < policy->category_count; i++)
        room += 2 + policy->categories[i].aliases.count;
    struct called *list = arena_array(build->arena, room, sizeof *list);
    if (list == NULL)
        return failure_memory(build->failure);
    for (size_t i = 0; i < policy->category_count; i++) {
        if (add_category(build, list, &count, i) != 0)
            return -1;
    }
    qsort(list, count, sizeof *list, compare_called);
    for (size_t i = 1; i < count; i++) {
        const struct called *first = &list[i - 1];
        if (list[i].folded[0] != '\0' &&
            strcmp(list[i].folded, first->folded) == 0 &&
            yaml_fail(build->text, list[i].mark, build->failure,
                      "“%s”写了两次，第%u行的“%s”已有", list[i].mark->value,
                      (unsigned)first->mark->line,
                      policy->categories[first->category].name) != 0)
            return -1;
    }
    return 0;
}

static int check_categories(const struct build *build)
{
    const struct policy *policy = build->policy;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        const struct mark *mark = category_mark(build, category);
        if (check_code(build, mark, category) != 0 ||
            check_applicant(build, mark, category) != 0 ||
            check_conditions(build, mark, category) != 0)
            return -1;
    }
    return check_names(build);
}

/* Whether its category `index` is one of those before. */
static bool is_among(const struct exclusion *exclusion, size_t index)
{
    const uint16_t category = exclusion->categories[index];
    for (size_t i = 0; category != POLICY_NONE && i < index; i++) {
        if (exclusion->categories[i] == category)
            return true;
    }
    return false;
}

static int check_exclusions(const struct build *build)
{
    const struct policy *policy = build->policy;
    const struct mark *list = mark_of(build->text->root, "exclusions");
    for (size_t i = 0; i < policy->exclusion_count; i++) {
        const struct exclusion *exclusion = &policy->exclusions[i];
        const struct mark *mark = mark_of(mark_item(list, i), "categories");
        if (exclusion->count < 2 &&
            yaml_fail(build->text, mark, build->failure,
                      "互相排斥的类别至少要有两个") != 0)
            return -1;
        for (size_t j = 0; j < exclusion->count; j++) {
            if (is_among(exclusion, j) &&
                yaml_fail(build->text, mark_item(mark, j), build->failure,
                          "类别写了两次") != 0)
                return -1;
        }
    }
    return 0;
}

/* A name or alias of a county already stands for another one, or for it. */
static int check_county_word(const struct build *build, const struct mark *mark,
                             size_t county, const char *word)
{
    const uint16_t first = policy_county(build->policy, word);
    if (first == POLICY_NONE || first == county)
        return 0;
    return yaml_fail(build->text, mark, build->failure, "“%s”已经是“%s”的名称",
                     word, build->policy->counties[first].name);
}

static int check_counties(const struct build *build)
{
    const struct policy *policy = build->policy;
    const struct mark *list = mark_of(build->text->root, "counties");
    for (size_t i = 0; i < policy->county_count; i++) {
        const struct county *county = &policy->counties[i];
        const struct mark *mark = mark_item(list, i);
        const struct mark *aliases = mark_of(mark, "aliases");
        if (check_county_word(build, mark_of(mark, "name"), i, county->name) !=
            0)
            return -1;
        for (size_t j = 0; j < county->aliases.count; j++) {
            if (check_county_word(build, mark_item(aliases, j), i,
                                  county->aliases.items[j]) != 0)
                return -1;
        }
    }
    return 0;
}

static int check_year(const struct build *build)
{
    const struct policy *policy = build->policy;
    const struct mark *root = build->text->root;
    const ymd first = ymd_of(policy->insured_year, 1, 1);
    if ((policy->insured_year < FIRST_YEAR ||
         policy->insured_year > LAST_YEAR) &&
        yaml_fail(build->text, mark_of(root, "insured_year"), build->failure,
                  "参保年度应在%d至%d之间", FIRST_YEAR, LAST_YEAR) != 0)
        return -1;
    if (policy->in_force_to != YMD_NONE && policy->in_force_to < first &&
        yaml_fail(build->text, mark_of(mark_of(root, "in_force"), "to"),
                  build->failure, "在参保年度%d年之前",
                  policy->insured_year) != 0)
        return -1;
    for (size_t i = 0; i < policy->document_count; i++) {
        const struct mark *document = mark_item(mark_of(root, "documents"), i);
        if (policy->checked_on != YMD_NONE &&
            policy->documents[i].issued > policy->checked_on &&
            yaml_fail(build->text, mark_of(root, "checked_on"), build->failure,
                      "早于第%u行文件的印发日", (unsigned)document->line) != 0)
            return -1;
    }
    return 0;
}

int policy_check(const struct build *build, const struct raw_policy *raw)
{
    const struct mark *root = build->text->root;
    const struct mark *id = mark_of(root, "id");
    if (strspn(raw->id, "abcdefghijklmnopqrstuvwxyz0123456789-") !=
            strlen(raw->id) &&
        yaml_fail(build->text, id, build->failure,
                  "“%s”只能用小写字母、数字和-", raw->id) != 0)
        return -1;
    if (build->policy->premium == 0 &&
        yaml_fail(build->text, mark_of(mark_of(root, "premium"), "amount"),
                  build->failure, "缴费标准不能是 0") != 0)
        return -1;
    if (check_year(build) != 0 || check_tiers(build, raw) != 0 ||
        check_categories(build) != 0 || check_exclusions(build) != 0)
        return -1;
    return check_counties(build);
}
