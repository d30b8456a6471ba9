/*
 * Labels and values of an invented city's rosters, folded and sorted as the
 * loader would do it.
 */
#include "tests/support/roster_policy.h"

#include "core/text.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

struct label_spec {
    enum field field;
    bool is_other_person;
    const char *labels; /* parted by spaces */
};

static const struct label_spec labels[] = {
    {FIELD_ID_NUMBER, false, "身份证号 身份证号码 公民身份号码 证件号码"},
    {FIELD_NAME, false, "姓名 对象姓名 儿童姓名"},
    {FIELD_COUNTY, false, "县(市、区) 县区 区县"},
    {FIELD_TOWN, false, "乡镇 乡镇(街道)"},
    {FIELD_VILLAGE, false, "村 村(社区)"},
    {FIELD_CATEGORY, false, "人员类别 类别 户类型"},
    {FIELD_CATEGORY_SPECIFIC, false, "监测对象类别"},
    {FIELD_CATEGORY_CODE, false, "身份类别代码"},
    {FIELD_CERTIFICATE, false, "残疾证号 残疾人证号"},
    {FIELD_DISABILITY_TYPE, false, "残疾类别"},
    {FIELD_DISABILITY_GRADE, false, "残疾等级"},
    {FIELD_CERTIFICATE_STATE, false, "持证状态"},
    {FIELD_RECOGNISED, false, "认定时间 享受开始时间"},
    {FIELD_ENDED, false, "退出时间"},
    {FIELD_STATUS, false, "享受状态"},
    {FIELD_MOVEMENT, false, "变动类型"},
    {FIELD_ID_NUMBER, true, "户主身份证号 监护人身份证号"},
    {FIELD_NAME, true, "户主姓名 监护人 监护人姓名 配偶姓名"},
};

static const struct label_spec canlian_labels[] = {
    {FIELD_DISABILITY_TYPE, false, "类别"},
    {FIELD_DISABILITY_GRADE, false, "等级"},
};

static const struct label_spec rural_labels[] = {
    {FIELD_STATUS, false, "风险是否已消除"},
    {FIELD_NONE, false, "残疾等级"},
};

struct value_spec {
    enum field field;
    uint16_t meaning;
    const char *texts; /* parted by spaces */
};

static const struct value_spec values[] = {
    {FIELD_CATEGORY, FIXTURE_MONITORED_ZERO, "脱贫监测户"},
    {FIELD_CATEGORY, FIXTURE_STABLE, "稳定脱贫户 脱贫户"},
    {FIELD_CATEGORY, FIXTURE_UNSTABLE, "脱贫不稳定户"},
    {FIELD_CATEGORY, FIXTURE_LOW_INCOME, "低保对象 低保"},
    {FIELD_CATEGORY, FIXTURE_MARGIN, "低收入对象 低保边缘家庭成员"},
    {FIELD_CATEGORY, FIXTURE_SEVERE, "重度残疾人"},
    {FIELD_CATEGORY, FIXTURE_ORPHAN, "孤儿"},
    {FIELD_CATEGORY, FIXTURE_DESTITUTE, "特困人员 特困"},
    {FIELD_CATEGORY, POLICY_NONE, "一般农户 /"},
    {FIELD_CATEGORY_CODE, FIXTURE_STABLE, "9902"},
    {FIELD_CATEGORY_CODE, FIXTURE_UNSTABLE, "9903"},
    {FIELD_CATEGORY_CODE, FIXTURE_LOW_INCOME, "2303"},
    {FIELD_CATEGORY_CODE, FIXTURE_MARGIN, "2305"},
    {FIELD_CATEGORY_CODE, FIXTURE_ORPHAN, "01"},
    {FIELD_CATEGORY_CODE, FIXTURE_DESTITUTE, "2304"},
    {FIELD_DISABILITY_TYPE, 1 << 1, "视力"},
    {FIELD_DISABILITY_TYPE, 1 << 4, "肢体"},
    {FIELD_DISABILITY_TYPE, 1 << 5, "智力"},
    {FIELD_DISABILITY_TYPE, 1 << 6, "精神"},
    {FIELD_DISABILITY_TYPE, 1 << 7, "多重"},
    {FIELD_DISABILITY_GRADE, 1 << 1, "一级 1"},
    {FIELD_DISABILITY_GRADE, 1 << 2, "二级 2"},
    {FIELD_DISABILITY_GRADE, 1 << 3, "三级 3"},
    {FIELD_DISABILITY_GRADE, 1 << 4, "四级 4"},
    {FIELD_DISABILITY_GRADE, 1 << 1 | 1 << 2, "重度"},
    {FIELD_CERTIFICATE_STATE, CERTIFICATE_VALID, "正常"},
    {FIELD_CERTIFICATE_STATE, CERTIFICATE_INVALID, "注销 过期 冻结"},
    {FIELD_STATUS, STATUS_CURRENT, "在享"},
    {FIELD_STATUS, STATUS_ENDED, "停发"},
    {FIELD_MOVEMENT, MOVEMENT_NONE, "无变动"},
    {FIELD_MOVEMENT, MOVEMENT_ADDED, "新增"},
    {FIELD_MOVEMENT, MOVEMENT_REMOVED, "减员"},
    {FIELD_MOVEMENT, MOVEMENT_CHANGED, "变更"},
};

static const struct value_spec rural_values[] = {
    {FIELD_STATUS, STATUS_ENDED, "是"},
    {FIELD_STATUS, STATUS_CURRENT, "否"},
};

static const struct value_spec tekun_values[] = {
    {FIELD_CATEGORY, FIXTURE_DESTITUTE, "集中供养 分散供养"},
};

enum {
    BASIC = 1U << FIELD_ID_NUMBER | 1U << FIELD_NAME,
    WITH_CATEGORY = BASIC | 1U << FIELD_CATEGORY,
    WITH_GRADE = BASIC | 1U << FIELD_DISABILITY_GRADE
};

static const uint16_t rural_categories[] = {FIXTURE_MONITORED_ZERO,
                                            FIXTURE_STABLE, FIXTURE_UNSTABLE};
static const uint16_t civil_categories[] = {FIXTURE_LOW_INCOME, FIXTURE_MARGIN,
                                            FIXTURE_ORPHAN, FIXTURE_DESTITUTE};
static const uint16_t dibao_categories[] = {FIXTURE_LOW_INCOME};
static const uint16_t bianyuan_categories[] = {FIXTURE_MARGIN};
static const uint16_t tekun_categories[] = {FIXTURE_DESTITUTE};
static const uint16_t canlian_categories[] = {FIXTURE_SEVERE};
static const uint16_t jingshen_categories[] = {FIXTURE_MENTAL};

#define CATEGORIES(list) .categories = (list), .category_count = COUNT_OF(list)

static const struct roster_kind kinds[ROSTER_KINDS] = {
    [KIND_RURAL] = {.id = "xiangcun",
                    .name = "脱贫户花名册",
                    .department = FIXTURE_RURAL,
                    .default_category = FIXTURE_STABLE,
                    CATEGORIES(rural_categories),
                    .required = BASIC},
    [KIND_CIVIL] = {.id = "minzheng",
                    .name = "民政对象花名册",
                    .department = FIXTURE_CIVIL,
                    .default_category = POLICY_NONE,
                    CATEGORIES(civil_categories),
                    .required = WITH_CATEGORY},
    [KIND_DIBAO] = {.id = "minzheng-dibao",
                    .name = "低保对象花名册",
                    .department = FIXTURE_CIVIL,
                    .default_category = FIXTURE_LOW_INCOME,
                    CATEGORIES(dibao_categories),
                    .required = BASIC},
    [KIND_BIANYUAN] = {.id = "minzheng-bianyuan",
                       .name = "低保边缘家庭花名册",
                       .department = FIXTURE_CIVIL,
                       .default_category = FIXTURE_MARGIN,
                       CATEGORIES(bianyuan_categories),
                       .required = BASIC},
    [KIND_TEKUN] = {.id = "minzheng-tekun",
                    .name = "特困人员花名册",
                    .department = FIXTURE_CIVIL,
                    .default_category = FIXTURE_DESTITUTE,
                    CATEGORIES(tekun_categories),
                    .required = BASIC},
    [KIND_CANLIAN] = {.id = "canlian",
                      .name = "持证残疾人花名册",
                      .department = FIXTURE_DISABLED,
                      .default_category = FIXTURE_SEVERE,
                      CATEGORIES(canlian_categories),
                      .required = BASIC},
    [KIND_JINGSHEN] = {.id = "canlian-jingshen",
                       .name = "精神和智力残疾人花名册",
                       .department = FIXTURE_DISABLED,
                       .default_category = FIXTURE_MENTAL,
                       CATEGORIES(jingshen_categories),
                       .required = WITH_GRADE},
};

/* title words, label words of the kinds, parted by spaces */
static const char *const kind_words[ROSTER_KINDS][2] = {
    [KIND_RURAL] = {"脱贫户 监测对象", "脱贫年度"},
    [KIND_CIVIL] = {"社会救助", ""},
    [KIND_DIBAO] = {"低保 最低生活保障", "低保证号"},
    [KIND_BIANYUAN] = {"低保边缘", ""},
    [KIND_TEKUN] = {"特困", "供养方式"},
    [KIND_CANLIAN] = {"残疾人 残联", "发证日期"},
    [KIND_JINGSHEN] = {"精神和智力残疾人", ""},
};

static const char *east_aliases[] = {"示范市东区"};

static const struct county counties[] = {
    {.name = "东区", .aliases = {east_aliases, 1}, .target = -1},
    {.name = "西区", .target = -1},
    {.name = "西区新城", .target = -1},
};

/* ---- words parted by spaces ---- */

static void *room(struct arena *arena, size_t count, size_t size)
{
    void *made = arena_array(arena, count, size);
    assert_non_null(made);
    return made;
}

/* The next word and its length; NULL at the end. */
static const char *next_word(const char **at, size_t *length)
{
    *at += strspn(*at, " ");
    *length = strcspn(*at, " ");
    const char *word = *at;
    *at += *length;
    return *length == 0 ? NULL : word;
}

static size_t count_words(const char *text)
{
    size_t length = 0;
    size_t count = 0;
    while (next_word(&text, &length) != NULL)
        count++;
    return count;
}

static struct words words_of(struct arena *arena, const char *text)
{
    struct words words = {
        room(arena, count_words(text) + 1, sizeof *words.items), 0};
    size_t length = 0;
    for (const char *word; (word = next_word(&text, &length)) != NULL;)
        words.items[words.count++] = arena_text(arena, word, length);
    return words;
}

static const char *folded(struct arena *arena, const char *text)
{
    char out[256];
    const size_t length = text_fold(text, strlen(text), out, sizeof out);
    return arena_text(arena, out, length);
}

static int compare_labels(const void *a, const void *b)
{
    const struct field_alias *la = a;
    const struct field_alias *lb = b;
    return strcmp(la->folded, lb->folded);
}

static const struct field_alias *fold_labels(struct arena *arena,
                                             const struct label_spec *specs,
                                             size_t count, size_t *out_count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += count_words(specs[i].labels);
    struct field_alias *made = room(arena, total, sizeof *made);
    *out_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct words words = words_of(arena, specs[i].labels);
        for (size_t w = 0; w < words.count; w++) {
            made[*out_count] = (struct field_alias){
                .label = words.items[w],
                .folded = folded(arena, words.items[w]),
                .field = specs[i].field,
                .is_other_person = specs[i].is_other_person,
                .rank = (unsigned)*out_count,
            };
            ++*out_count;
        }
    }
    qsort(made, total, sizeof *made, compare_labels);
    return made;
}

static int compare_values(const void *a, const void *b)
{
    const struct value_alias *va = a;
    const struct value_alias *vb = b;
    if (va->field != vb->field)
        return va->field < vb->field ? -1 : 1;
    return strcmp(va->folded, vb->folded);
}

static const struct value_alias *fold_values(struct arena *arena,
                                             const struct value_spec *specs,
                                             size_t count, size_t *out_count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += count_words(specs[i].texts);
    struct value_alias *made = room(arena, total, sizeof *made);
    *out_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct words words = words_of(arena, specs[i].texts);
        for (size_t w = 0; w < words.count; w++)
            made[(*out_count)++] = (struct value_alias){
                .text = words.items[w],
                .folded = folded(arena, words.items[w]),
                .field = specs[i].field,
                .meaning = specs[i].meaning,
            };
    }
    qsort(made, total, sizeof *made, compare_values);
    return made;
}

const struct policy *roster_policy(struct arena *arena)
{
    struct policy *policy = room(arena, 1, sizeof *policy);
    struct roster_kind *own = room(arena, ROSTER_KINDS, sizeof *own);
    *policy = *policy_fixture();
    memcpy(own, kinds, sizeof kinds);
    for (size_t k = 0; k < ROSTER_KINDS; k++) {
        own[k].title_words = words_of(arena, kind_words[k][0]);
        own[k].label_words = words_of(arena, kind_words[k][1]);
    }
    own[KIND_RURAL].labels =
        fold_labels(arena, rural_labels, COUNT_OF(rural_labels),
                    &own[KIND_RURAL].label_count);
    own[KIND_RURAL].values =
        fold_values(arena, rural_values, COUNT_OF(rural_values),
                    &own[KIND_RURAL].value_count);
    own[KIND_TEKUN].values =
        fold_values(arena, tekun_values, COUNT_OF(tekun_values),
                    &own[KIND_TEKUN].value_count);
    own[KIND_CANLIAN].labels =
        fold_labels(arena, canlian_labels, COUNT_OF(canlian_labels),
                    &own[KIND_CANLIAN].label_count);
    policy->labels =
        fold_labels(arena, labels, COUNT_OF(labels), &policy->label_count);
    policy->values =
        fold_values(arena, values, COUNT_OF(values), &policy->value_count);
    own[KIND_CIVIL].household_labels = own[KIND_DIBAO].household_labels =
        words_of(arena, "家庭人口 保障人口");
    policy->foreign_words = words_of(arena, "困境儿童");
    policy->kinds = own;
    policy->kind_count = ROSTER_KINDS;
    policy->counties = counties;
    policy->county_count = COUNT_OF(counties);
    return policy;
}
