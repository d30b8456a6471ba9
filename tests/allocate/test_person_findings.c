/* What departments are told about persons. */
#include "allocate/person_findings.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

/* The finding of `code` on rows[index]; NULL where there is none. */
static const struct diag *finding_on(const struct roster *roster,
                                     enum diag_code code, uint32_t index)
{
    const struct roster_row *row = &roster->rows[index];
    for (size_t i = 0; i < roster->diag_count; i++) {
        const struct diag *diag = &roster->diags[i];
        if (diag->code == code && diag->at.sheet == row->sheet &&
            diag->at.row == row->row)
            return diag;
    }
    return NULL;
}

static void check_text(const struct roster *roster, strref ref,
                       const char *want)
{
    assert_string_equal(roster_string(roster, ref), want);
}

static void check_other(const struct roster *roster, const struct diag *diag,
                        uint32_t index)
{
    assert_int_equal(diag->other.sheet, roster->rows[index].sheet);
    assert_int_equal(diag->other.row, roster->rows[index].row);
}

static void each_row_of_a_name_conflict_is_told_of_another(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {
        {.id = id, .name = "李四", .category = FIXTURE_STABLE},
        {.id = id, .name = "张 三", .category = FIXTURE_UNSTABLE},
        {.id = id,
         .name = "张三",
         .kind = FIXTURE_KIND_CIVIL,
         .category = FIXTURE_DESTITUTE},
        {.id = id,
         .name = "王五",
         .kind = FIXTURE_KIND_CIVIL,
         .category = FIXTURE_DESTITUTE,
         .ended = 20230101},
    };
    static const uint32_t others[] = {2, 0, 0, 2};
    static const char *const notes[] = {"张三", "李四", "李四", "张三"};
    struct decided decided;
    decided_init(&decided, NULL, rows, 4);
    const struct roster *roster = &decided.roster;
    assert_int_equal(roster_fixture_count(roster, DIAG_NAME_CONFLICT), 4);
    for (uint32_t i = 0; i < 4; i++) {
        const struct diag *diag = finding_on(roster, DIAG_NAME_CONFLICT, i);
        assert_non_null(diag);
        assert_int_equal(diag->id, id);
        assert_int_equal(diag->at.column, 2);
        check_text(roster, diag->label, "姓名");
        check_text(roster, diag->cell, rows[i].name);
        check_text(roster, diag->note, notes[i]);
        check_other(roster, diag, others[i]);
    }
    decided_release(&decided);
}

static void rows_in_force_that_exclude_each_other_are_named(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {
        {.id = id, .kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_LOW_INCOME},
        {.id = id, .kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN},
        {.id = id, .kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN},
        {.id = id, .category = FIXTURE_STABLE},
        {.id = id, .category = FIXTURE_MARGIN, .ended = 20230101},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 5);
    const struct roster *roster = &decided.roster;
    /* row 2, a duplicate, too; row 3 is excluded by nothing, row 4 is over */
    assert_int_equal(roster_fixture_count(roster, DIAG_CATEGORIES_EXCLUDE), 3);
    const struct diag *first = finding_on(roster, DIAG_CATEGORIES_EXCLUDE, 0);
    const struct diag *second = finding_on(roster, DIAG_CATEGORIES_EXCLUDE, 1);
    assert_non_null(first);
    assert_non_null(second);
    check_other(roster, first, 1);
    check_other(roster, second, 0);
    check_text(roster, first->note, "低保对象与低收入对象");
    decided_release(&decided);
}

static void unmet_condition_names_what_would_do(void **state)
{
    (void)state;
    const struct row_spec rows[] = {
        {.id = fixture_id(19780301, 11),
         .kind = FIXTURE_KIND_CIVIL,
         .category = FIXTURE_MARGIN},
        {.id = fixture_id(19780301, 11),
         .kind = FIXTURE_KIND_CIVIL,
         .category = FIXTURE_MARGIN},
        {.id = fixture_id(19780301, 13),
         .kind = FIXTURE_KIND_CIVIL,
         .category = FIXTURE_MARGIN,
         .ended = 20230101},
        {.id = fixture_id(19580301, 13),
         .kind = FIXTURE_KIND_CIVIL,
         .category = FIXTURE_MARGIN},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 4);
    const struct roster *roster = &decided.roster;
    assert_int_equal(roster_fixture_count(roster, DIAG_CONDITION_NOT_MET), 2);
    const struct diag *diag = finding_on(roster, DIAG_CONDITION_NOT_MET, 0);
    assert_non_null(diag);
    check_text(roster, diag->note, "年满60周岁；未满18周岁；残疾三级、四级");
    assert_int_equal(diag->other.file, PLACE_NONE);
    decided_release(&decided);
}

static void ordinary_person_gives_no_finding(void **state)
{
    (void)state;
    const idkey id = fixture_id(19780301, 11);
    const struct row_spec rows[] = {
        {.id = id, .category = FIXTURE_STABLE},
        {.id = id, .kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 2);
    assert_int_equal(decided.roster.diag_count, 0);
    decided_release(&decided);
}

static void findings_come_in_order_of_place(void **state)
{
    (void)state;
    const struct row_spec rows[] = {
        {.id = fixture_id(19780301, 13), .name = "甲"},
        {.id = fixture_id(19780301, 11), .name = "乙"},
        {.id = fixture_id(19780301, 11), .name = "丙"},
        {.id = fixture_id(19780301, 13), .name = "丁"},
    };
    struct decided decided;
    decided_init(&decided, NULL, rows, 4);
    const struct roster *roster = &decided.roster;
    assert_int_equal(roster->diag_count, 6); /* two duplicates, four names */
    for (size_t i = 1; i < roster->diag_count; i++)
        assert_true(roster->diags[i - 1].at.row <= roster->diags[i].at.row);
    decided_release(&decided);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_of_a_name_conflict_is_told_of_another),
        cmocka_unit_test(rows_in_force_that_exclude_each_other_are_named),
        cmocka_unit_test(unmet_condition_names_what_would_do),
        cmocka_unit_test(ordinary_person_gives_no_finding),
        cmocka_unit_test(findings_come_in_order_of_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
