/* Returned rows without a number: whom they may be about. */
#include "tests/support/months_fixture.h"
#include "tests/support/suite.h"
#include <string.h>

#define ANNA UINT64_C(51149919500101001)
#define CIVIL .kind = FIXTURE_KIND_CIVIL
#define EAST .county = "东区"
#define LOW_INCOME CIVIL, .category = FIXTURE_LOW_INCOME
#define WAS                                                                    \
    {                                                                          \
        .id = ANNA, .name = "安娜", LOW_INCOME, EAST                           \
    }

/* ---- numbers that were cut ---- */

static void a_cut_number_tells_who_is_meant(void **state)
{
    static const struct {
        const char *name;
        enum diag_code code;
        const char *cell;
        enum carry carry;
    } cuts[] = {
        {"fifteen digits are left", DIAG_ID_PRECISION, "511499195001010000",
         CARRY_PENDING},
        {"other digits", DIAG_ID_PRECISION, "511499195101010000", CARRY_NONE},
        {"six digits, the last rounded", DIAG_ID_SCIENTIFIC, "5.115E+17",
         CARRY_PENDING},
        {"digits as they are", DIAG_ID_SCIENTIFIC, "5.11499E+17",
         CARRY_PENDING},
        {"other digits in front", DIAG_ID_SCIENTIFIC, "5.12499E+17",
         CARRY_NONE},
        {"wrong, but whole", DIAG_ID_CHECKSUM, "511499195101010010",
         CARRY_PENDING},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cuts); i++) {
        struct months months;
        struct failure failure = FAILURE_INIT;
        months_init(&months);
        months_sheet(&months.before, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        roster_fixture_row(&months.before, &(struct row_spec)WAS);
        months_sheet(&months.now, FIXTURE_KIND_CIVIL, MODE_FULL, NULL);
        const uint32_t row = roster_fixture_row(
            &months.now,
            &(struct row_spec){
                .name = "安娜", LOW_INCOME, EAST, .is_returned = true});
        struct diag diag = {
            .code = cuts[i].code,
            .at = {.file = 0, .sheet = 0, .row = months.now.rows[row].row},
            .other = PLACE_NOWHERE,
        };
        assert_int_equal(string_pool_add(months.now.strings, cuts[i].cell,
                                         strlen(cuts[i].cell), &diag.cell),
                         0);
        assert_int_equal(roster_add_diag(&months.now, &diag), 0);
        EXPECT_INT(cuts[i].name, months_carry(&months, &failure), 0);
        EXPECT_INT(cuts[i].name,
                   months_carried(&months, ANNA, FIXTURE_LOW_INCOME),
                   cuts[i].carry);
        months_release(&months);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_number_tells_who_is_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
