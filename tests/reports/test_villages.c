/* Tables by village: where sums stand. */
#include "reports/villages.h"

#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define FILE_NAME "税务征收名单.xlsx"

#define RURAL(birth, town_, village_)                                          \
    {                                                                          \
        .id = UINT64_C(511499) * 100000000000 + (birth)*UINT64_C(1000) + 1,    \
        .name = "甲", .county = "东区", .town = town_, .village = village_,    \
        .kind = FIXTURE_KIND_RURAL, .category = FIXTURE_STABLE                 \
    }

static const struct row_spec rows[] = {
    RURAL(19700101, "甲镇", "一村"), RURAL(19700102, "甲镇", "一村"),
    RURAL(19700103, "甲镇", "二村"), RURAL(19700104, "乙镇", "一村"),
    RURAL(19700105, "", ""),         RURAL(19700106, "丙镇", "一村"),
    RURAL(19700107, "丙镇", "二村"),
};

/* 丙镇 sorts before 乙镇 and 甲镇, bytewise; who has no town comes last. */
static void towns_of_several_villages_have_a_sum(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, rows, COUNT_OF(rows));
    struct book_view *view = report_view(&fixture, FILE_NAME);
    assert_string_equal(view_beside(view, "汇总", "丙镇小计", 'D').value, "2");
    assert_string_equal(view_beside(view, "汇总", "甲镇小计", 'D').value, "3");
    assert_string_equal(view_find(view, "汇总", "乙镇小计").ref, "");
    assert_string_equal(view_find(view, "汇总", "未注明小计").ref, "");
    assert_string_equal(view_beside(view, "汇总", "未注明", 'C').value,
                        "未注明");
    assert_string_equal(view_beside(view, "汇总", "东区小计", 'D').value, "7");
    assert_string_equal(view_beside(view, "汇总", "合计", 'D').value, "7");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void sums_are_formulas_over_what_is_theirs(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, rows, COUNT_OF(rows));
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const struct cell_view town = view_beside(view, "汇总", "甲镇小计", 'D');
    const struct cell_view county = view_beside(view, "汇总", "东区小计", 'D');
    const struct cell_view total = view_beside(view, "汇总", "合计", 'D');
    assert_string_equal(town.formula, "SUBTOTAL(9,D8:D9)");
    assert_string_equal(county.formula, "SUBTOTAL(9,D4:D11)");
    assert_string_equal(total.formula, "SUBTOTAL(9,D4:D12)");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* Where the policy's places are towns, nobody has another one. */
static void without_towns_there_are_no_sums_of_them(void **state)
{
    (void)state;
    static const struct row_spec villagers[] = {
        RURAL(19700101, "", "一村"),
        RURAL(19700102, "", "一村"),
        RURAL(19700103, "", "二村"),
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, villagers, COUNT_OF(villagers));
    struct book_view *view = report_view(&fixture, FILE_NAME);
    const struct cell_view county = view_beside(view, "汇总", "东区小计", 'C');
    assert_string_equal(view_find(view, "汇总", "未注明小计").ref, "");
    assert_string_equal(county.value, "3");
    assert_string_equal(county.formula, "SUBTOTAL(9,C4:C5)");
    assert_string_equal(view_beside(view, "汇总", "合计", 'C').value, "3");
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(towns_of_several_villages_have_a_sum),
        cmocka_unit_test(without_towns_there_are_no_sums_of_them),
        cmocka_unit_test(sums_are_formulas_over_what_is_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
