/* A bureau's settings where it has none, and looking up a fund's route. */
#include "core/bureau.h"
#include "tests/support/suite.h"

static void without_settings_nothing_is_invented(void **state)
{
    (void)state;
    const struct bureau *bureau = bureau_default();
    const struct money_route *route = bureau_route(bureau, 0);
    assert_string_equal(bureau->path, "");
    assert_string_equal(route->holder, "");
    assert_string_equal(route->bank, "");
    assert_string_equal(route->number, "");
    assert_string_equal(route->payer, "");
    assert_string_equal(route->addressee, "");
}

static void the_usual_plate_has_the_number_and_the_code(void **state)
{
    (void)state;
    const struct plate_form *plate = &bureau_default()->plate;
    unsigned fields = 0;
    for (size_t i = 0; i < plate->column_count; i++)
        fields |= 1U << plate->columns[i].field;
    assert_true((fields & 1U << PLATE_ID_NUMBER) != 0);
    assert_true((fields & 1U << PLATE_CATEGORY_CODE) != 0);
    assert_false(plate->is_bare);
}

static void each_fund_has_its_own_route(void **state)
{
    (void)state;
    static const struct money_route routes[] = {
        {.fund = 1, .payer = "财政部门", .account = "收入户"},
        {.fund = 0, .payer = "医保部门", .account = "专户"},
    };
    const struct bureau bureau = {.routes = routes, .route_count = 2};
    assert_string_equal(bureau_route(&bureau, 0)->payer, "医保部门");
    assert_string_equal(bureau_route(&bureau, 1)->payer, "财政部门");
    assert_string_equal(bureau_route(&bureau, 2)->payer, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_settings_nothing_is_invented),
        cmocka_unit_test(the_usual_plate_has_the_number_and_the_code),
        cmocka_unit_test(each_fund_has_its_own_route),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
