/* What policies of other regions use: no codes, no subsidy, other rules. */
#include "core/arena.h"
#include "import/import.h"
#include "tests/support/suite.h"

#include <string.h>

static const char folder[] = "tests/import/files/policy-of-other-rules";

static const struct policy *load(struct arena *arena)
{
    const struct policy *policy = NULL;
    struct failure failure = FAILURE_INIT;
    if (policy_load(folder, arena, &policy, &failure) != 0)
        fail_msg("%s:%u:%u: %s", failure.file, (unsigned)failure.row,
                 (unsigned)failure.column, failure.note);
    return policy;
}

static void rules_are_those_of_the_file(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load(arena);
    assert_int_equal(policy->precedence, PRECEDENCE_FIRST_LOADED);
    assert_int_equal(policy->late, LATE_NEXT_YEAR);
    assert_int_equal(policy->refund, REFUND_NONE);
    assert_int_equal(policy->drop_limit_bp, 1250);
    assert_int_equal(policy->counties[0].target, 465874);
    assert_int_equal(policy->counties[1].target, -1);
    assert_int_equal(policy->target_printed, 465877);
    assert_string_equal(policy->target_source.clause, "附件3");
    arena_free(arena);
}

static void a_tier_of_nought_has_neither_fund_nor_applicant(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load(arena);
    const struct category *category =
        &policy->categories[policy_category(policy, "wending")];
    assert_int_equal(category->ratio_bp, 0);
    assert_int_equal(category->subsidy, 0);
    assert_int_equal(category->personal_due, policy->premium);
    assert_int_equal(category->fund, POLICY_NONE);
    assert_int_equal(category->applicant, POLICY_NONE);
    assert_string_equal(category->applicant_source.document, "");
    arena_free(arena);
}

static void half_a_premium_of_odd_fen_rounds_up(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load(arena);
    const struct category *category =
        &policy->categories[policy_category(policy, "nvhai")];
    assert_int_equal(category->subsidy, 20301);
    assert_int_equal(category->personal_due, 20300);
    arena_free(arena);
}

static void conditions_may_ask_for_sex_and_kind_of_disability(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load(arena);
    const struct alternative *girl =
        policy->categories[policy_category(policy, "nvhai")].alternatives;
    const struct alternative *mental =
        policy->categories[policy_category(policy, "jingshenzhili")]
            .alternatives;
    assert_int_equal(girl->sex, SEX_FEMALE);
    assert_int_equal(girl->age_max, 14);
    assert_int_equal(girl->age_min, -1);
    assert_int_equal(mental->types, 1 << 5 | 1 << 6);
    assert_int_equal(mental->grades, 0);
    assert_int_equal(mental->sex, SEX_ANY);
    arena_free(arena);
}

static bool is_empty(const struct source *source)
{
    return strcmp(source->document, "") == 0 &&
           strcmp(source->clause, "") == 0 && strcmp(source->quote, "") == 0 &&
           strcmp(source->assumption, "") == 0;
}

static void what_is_left_out_is_empty_and_never_null(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = load(arena);
    assert_string_equal(policy->region_code, "");
    assert_string_equal(policy->documents[0].number, "");
    assert_string_equal(policy->documents[0].issuer, "");
    assert_int_equal(policy->documents[0].issued, YMD_NONE);
    assert_int_equal(policy->assumption_count, 0);
    assert_int_equal(policy->exclusion_count, 0);
    assert_int_equal(policy->ledgers.count, 0);
    assert_true(is_empty(&policy->ledgers_source));
    assert_string_equal(policy->funds[0].transferred, "");
    assert_int_equal(policy->funds[0].due_to, YMD_NONE);
    assert_string_equal(policy->applicants[0].county_title, "");
    assert_int_equal(policy->applicants[0].deadline, YMD_NONE);
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        EXPECT_TEXT(category->id, category->code, "");
        EXPECT_TEXT(category->id, category->group, "");
        EXPECT_TEXT(category->id, category->source.assumption, "");
    }
    assert_int_equal(policy->kinds[0].default_category, POLICY_NONE);
    assert_int_equal(policy->kinds[0].label_count, 0);
    assert_int_equal(policy->kinds[1].value_count, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_those_of_the_file),
        cmocka_unit_test(a_tier_of_nought_has_neither_fund_nor_applicant),
        cmocka_unit_test(half_a_premium_of_odd_fen_rounds_up),
        cmocka_unit_test(conditions_may_ask_for_sex_and_kind_of_disability),
        cmocka_unit_test(what_is_left_out_is_empty_and_never_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
