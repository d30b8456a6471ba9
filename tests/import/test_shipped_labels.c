/*
 * What the policies of mappings/ make of labels that rosters have: other
 * people's columns are nobody's own, in any kind of roster.
 */
#include "core/text.h"
#include "import/import.h"
#include "import/labels.h"
#include "tests/support/suite.h"
#include <string.h>

static const char *const folders[] = {
    "mappings/meishan/2024", "mappings/meizhou/2024", "mappings/hunan/2024",
    "mappings/kaiping/2024", "mappings/shanwei/2023",
};

static const char *const people[] = {
    "户主",   "监护人", "代理人", "联系人", "配偶",   "开户人",
    "申请人", "父亲",   "母亲",   "子女",   "照料人",
};

static const char *const numbers[] = {"身份证号", "身份证号码", "证件号码",
                                      "公民身份号码", "身份证"};

struct labels {
    struct arena *arena;
    const struct policy *policy;
    struct label_index index;
};

static void load(const char *folder, struct labels *out)
{
    struct failure failure = FAILURE_INIT;
    out->arena = arena_new();
    if (policy_load(folder, out->arena, &out->policy, &failure) != 0)
        fail_msg("%s: %s", folder, failure.note);
    assert_int_equal(label_index_init(&out->index, out->policy, out->arena), 0);
}

/* The label is not the person's own, in any kind. */
static void expect_not_own(const struct labels *labels, const char *group,
                           const char *label)
{
    char folded_group[LABEL_SIZE], folded[LABEL_SIZE];
    text_fold(group, strlen(group), folded_group, sizeof folded_group);
    text_fold(label, strlen(label), folded, sizeof folded);
    for (size_t kind = 0; kind <= labels->policy->kind_count; kind++) {
        const uint16_t of =
            kind == labels->policy->kind_count ? POLICY_NONE : (uint16_t)kind;
        const struct label_meaning meaning =
            label_meaning(&labels->index, of, folded_group, folded);
        if (meaning.field != FIELD_NONE && !meaning.is_other_person)
            fail_msg("%s: %s/%s is %s of %s", labels->policy->id, group, label,
                     field_id(meaning.field),
                     of == POLICY_NONE ? "any" : labels->policy->kinds[of].id);
    }
}

static void other_people_s_numbers_are_never_taken(void **state)
{
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        struct labels labels;
        load(folders[f], &labels);
        for (size_t p = 0; p < COUNT_OF(people); p++)
            for (size_t n = 0; n < COUNT_OF(numbers); n++) {
                char label[LABEL_SIZE];
                snprintf(label, sizeof label, "%s%s", people[p], numbers[n]);
                expect_not_own(&labels, "", label);
                snprintf(label, sizeof label, "%s的%s", people[p], numbers[n]);
                expect_not_own(&labels, "", label);
                snprintf(label, sizeof label, "%s\n%s：", people[p],
                         numbers[n]);
                expect_not_own(&labels, "", label);
                snprintf(label, sizeof label, "%s（%s）", numbers[n],
                         people[p]);
                expect_not_own(&labels, "", label);
                snprintf(label, sizeof label, "%s情况", people[p]);
                expect_not_own(&labels, label, numbers[n]);
                expect_not_own(&labels, label, "姓名");
            }
        arena_free(labels.arena);
    }
}

/* 低保 goes by household everywhere; 特困 and disabled people do not. */
static void kinds_by_household_name_their_counts(void **state)
{
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        struct labels labels;
        load(folders[f], &labels);
        const struct policy *policy = labels.policy;
        for (size_t k = 0; k < policy->kind_count; k++) {
            const struct roster_kind *kind = &policy->kinds[k];
            const bool has_labels = kind->household_labels.count > 0;
            if (strcmp(kind->id, "minzheng-dibao") == 0)
                EXPECT(folders[f], has_labels);
            if (strcmp(kind->id, "minzheng-tekun") == 0 ||
                strcmp(kind->id, "canlian") == 0)
                EXPECT(folders[f], !has_labels);
        }
        arena_free(labels.arena);
    }
}

/* The loader sorts labels; which is taken goes by the order as written. */
static void a_person_s_own_number_goes_before_any_certificate(void **state)
{
    (void)state;
    for (size_t f = 0; f < COUNT_OF(folders); f++) {
        struct labels labels;
        load(folders[f], &labels);
        const struct label_meaning number =
            label_meaning(&labels.index, POLICY_NONE, "", "身份证号");
        const struct label_meaning papers =
            label_meaning(&labels.index, POLICY_NONE, "", "证件号码");
        EXPECT_INT(folders[f], number.field, FIELD_ID_NUMBER);
        EXPECT_INT(folders[f], papers.field, FIELD_ID_NUMBER);
        EXPECT(folders[f], number.rank < papers.rank);
        arena_free(labels.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_people_s_numbers_are_never_taken),
        cmocka_unit_test(kinds_by_household_name_their_counts),
        cmocka_unit_test(a_person_s_own_number_goes_before_any_certificate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
