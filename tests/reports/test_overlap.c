/* Overlaps: the chain of identities, what became of each, and the flags. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

#define FILE_NAME "身份重叠裁定.xlsx"
#define CHAINS "身份重叠裁定"

static void chain_stands_in_import_order_with_verdicts(void **state)
{
    (void)state;
    static const struct {
        enum report_person person;
        const char *chain, *winner, *amount, *flags;
    } cases[] = {
        {PERSON_CHAIN,
         "第1步 乡村振兴 稳定脱贫户：符合，被后导入的覆盖\n"
         "第3步 民政 低保对象：符合，被后导入的覆盖\n"
         "第7步 民政 特困人员：生效",
         "特困人员", "380", ""},
        {PERSON_MARGIN,
         "第3步 民政 低收入对象：生效\n"
         "第5步 残联 重度残疾人：不符合该类别的条件，不计（须符合：残疾一级、"
         "二级）",
         "低收入对象", "285", ""},
        {PERSON_BOTH,
         "第3步 民政 低保对象：符合，被后导入的覆盖\n"
         "第3步 民政 低收入对象：生效",
         "低收入对象", "285", "付款方变更\n类别互斥"},
        {PERSON_FALLS,
         "第3步 民政 低保对象：符合，被后导入的覆盖\n"
         "第6步 民政 孤儿：生效",
         "孤儿", "190", "待遇降低"},
        {PERSON_TWO_NAMES,
         "第2步 乡村振兴 脱贫不稳定户：符合，被后导入的覆盖\n"
         "第5步 残联 重度残疾人：生效",
         "重度残疾人", "380", "付款方变更\n姓名不一致"},
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char id[ID_TEXT_SIZE];
        id_number_text(report_person(cases[i].person), id);
        char chain[400];
        snprintf(chain, sizeof chain, "%s\n→ 生效：%s", cases[i].chain,
                 cases[i].winner);
        EXPECT_TEXT(id, view_beside(view, CHAINS, id, 'E').value, chain);
        EXPECT_TEXT(id, view_beside(view, CHAINS, id, 'F').value,
                    cases[i].winner);
        EXPECT_TEXT(id, view_beside(view, CHAINS, id, 'G').value,
                    cases[i].amount);
        EXPECT_TEXT(id, view_beside(view, CHAINS, id, 'I').value,
                    cases[i].flags);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void reason_names_the_rule_and_its_clause(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    char id[ID_TEXT_SIZE];
    id_number_text(report_person(PERSON_CHAIN), id);
    assert_string_equal(
        view_beside(view, CHAINS, id, 'H').value,
        "符合条件的身份中第7步导入在后，以其为准（示医保发〔2023〕1号"
        " 三）");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void person_with_one_identity_is_not_listed(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    static const enum report_person alone[] = {PERSON_STABLE, PERSON_NO_GRADE,
                                               PERSON_SEVERE, PERSON_ZERO};
    for (size_t i = 0; i < COUNT_OF(alone); i++) {
        char id[ID_TEXT_SIZE];
        id_number_text(report_person(alone[i]), id);
        EXPECT_TEXT(id, view_find(view, CHAINS, id).ref, "");
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void names_and_exclusions_have_their_sheets(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    char id[ID_TEXT_SIZE];
    id_number_text(report_person(PERSON_TWO_NAMES), id);
    const char *message = view_beside(view, "同号不同名", id, 'F').value;
    assert_non_null(strstr(message, "同号壬"));
    assert_non_null(strstr(message, "另名壬"));
    assert_string_not_equal(view_beside(view, "同号不同名", id, 'G').value, "");
    id_number_text(report_person(PERSON_BOTH), id);
    assert_string_not_equal(view_beside(view, "类别互斥", id, 'D').value,
                            view_beside(view, "类别互斥", id, 'E').value);
    id_number_text(report_person(PERSON_CHAIN), id);
    assert_string_equal(view_find(view, "类别互斥", id).ref, "");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void numbers_nearly_alike_are_listed_and_not_merged(void **state)
{
    static const struct row_spec rows[] = {
        {.id = UINT64_C(51149919780301123),
         .name = "甲",
         .kind = FIXTURE_KIND_RURAL,
         .category = FIXTURE_STABLE},
        {.id = UINT64_C(51149919780301132),
         .name = "甲",
         .kind = FIXTURE_KIND_RURAL,
         .category = FIXTURE_STABLE},
    };
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, rows, COUNT_OF(rows));
    assert_int_equal(fixture.decided.allocation.decision_count, 2);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char id[ID_TEXT_SIZE];
        char other[ID_TEXT_SIZE];
        id_number_text(rows[i].id, id);
        id_number_text(rows[1 - i].id, other);
        const char *message = view_beside(view, "号码相近", id, 'F').value;
        EXPECT(id, strstr(message, other) != NULL);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chain_stands_in_import_order_with_verdicts),
        cmocka_unit_test(reason_names_the_rule_and_its_clause),
        cmocka_unit_test(person_with_one_identity_is_not_listed),
        cmocka_unit_test(names_and_exclusions_have_their_sheets),
        cmocka_unit_test(numbers_nearly_alike_are_listed_and_not_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
