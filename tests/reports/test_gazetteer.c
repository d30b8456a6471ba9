/* Printing order: counties as the policy has them, the unknown last. */
#include "reports/gazetteer.h"

#include "core/arena.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

#define RURAL .category = FIXTURE_STABLE, .kind = FIXTURE_KIND_RURAL

static const struct row_spec rows[] = {
    {.id = UINT64_C(51149919780301001), RURAL},
    {.id = UINT64_C(51149919780301002), RURAL, .county = "西区"},
    {.id = UINT64_C(51149919780301003), RURAL, .county = "外县"},
    {.id = UINT64_C(51149919780301004),
     RURAL,
     .county = "东区",
     .town = "乙镇"},
    {.id = UINT64_C(51149919780301005), RURAL, .county = "东区"},
    {.id = UINT64_C(51149919780301006),
     RURAL,
     .county = "东区",
     .town = "乙镇",
     .village = "二村"},
    {.id = UINT64_C(51149919780301007),
     RURAL,
     .county = "东区",
     .town = "乙镇",
     .village = "一村"},
    {.id = UINT64_C(51149919780301008),
     RURAL,
     .county = "东区",
     .town = "丙镇"},
    {.id = UINT64_C(51149919780301009), RURAL, .county = "西区"},
};

static void homes_stand_in_printing_order(void **state)
{
    (void)state;
    static const struct {
        const char *county, *town, *village;
        uint32_t count;
        int first; /* the last digit of the first person's number */
    } want[] = {
        {"东区", "丙镇", "", 1, 8},     {"东区", "乙镇", "一村", 1, 7},
        {"东区", "乙镇", "二村", 1, 6}, {"东区", "乙镇", "", 1, 4},
        {"东区", "", "", 1, 5},         {"西区", "", "", 2, 2},
        {"外县", "", "", 1, 3},         {"未注明", "", "", 1, 1},
    };
    struct decided decided;
    struct gazetteer gazetteer;
    decided_init(&decided, NULL, rows, COUNT_OF(rows));
    assert_int_equal(gazetteer_init(&gazetteer, &decided.allocation), 0);
    assert_int_equal(gazetteer_lay_out(&gazetteer, &decided.allocation), 0);
    assert_int_equal(gazetteer.count, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const struct home *home = &gazetteer.homes[i];
        EXPECT_TEXT(want[i].village, home->county.text, want[i].county);
        EXPECT_TEXT(want[i].village, home->town.text, want[i].town);
        EXPECT_TEXT(want[i].village, home->village.text, want[i].village);
        EXPECT_INT(want[i].village, home->count, want[i].count);
        const uint32_t first = gazetteer.order[home->first];
        EXPECT_INT(want[i].village, decided.allocation.decisions[first].id % 10,
                   want[i].first);
    }
    static const char *const counties[] = {"东区", "西区", "外县", "未注明"};
    assert_int_equal(gazetteer.county_count, COUNT_OF(counties));
    for (size_t i = 0; i < COUNT_OF(counties); i++)
        assert_string_equal(gazetteer.counties[i].name, counties[i]);
    gazetteer_release(&gazetteer);
    decided_release(&decided);
}

static void thousands_of_homes_keep_everybody_once(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    static struct row_spec many[MANY];
    static char names[MANY][24];
    bool seen[MANY] = {false};
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "第%d村", i % 2500);
        many[i] = (struct row_spec){
            .id = fixture_id(ymd_from_days(i), 1), .village = names[i], RURAL};
    }
    struct decided decided;
    struct gazetteer gazetteer;
    decided_init(&decided, NULL, many, MANY);
    assert_int_equal(gazetteer_init(&gazetteer, &decided.allocation), 0);
    assert_int_equal(gazetteer_lay_out(&gazetteer, &decided.allocation), 0);
    assert_int_equal(gazetteer.count, 2500);
    for (size_t i = 0; i < MANY; i++) {
        assert_false(seen[gazetteer.order[i]]);
        seen[gazetteer.order[i]] = true;
    }
    gazetteer_forget_order(&gazetteer);
    assert_null(gazetteer.order);
    assert_int_equal(gazetteer.count, 2500);
    gazetteer_release(&gazetteer);
    decided_release(&decided);
}

static void counties_are_known_before_homes(void **state)
{
    (void)state;
    struct decided decided;
    struct gazetteer gazetteer;
    decided_init(&decided, NULL, rows, COUNT_OF(rows));
    assert_int_equal(gazetteer_init(&gazetteer, &decided.allocation), 0);
    assert_int_equal(gazetteer.county_count, 4);
    assert_string_equal(gazetteer.counties[0].name, "东区");
    assert_string_equal(gazetteer.counties[3].name, "未注明");
    assert_true(gazetteer.has_towns);
    assert_true(gazetteer.has_villages);
    gazetteer_release(&gazetteer);
    decided_release(&decided);
    decided_init(&decided, NULL, rows, 3);
    assert_int_equal(gazetteer_init(&gazetteer, &decided.allocation), 0);
    assert_false(gazetteer.has_towns);
    assert_false(gazetteer.has_villages);
    gazetteer_release(&gazetteer);
    decided_release(&decided);
}

static void nobody_is_no_error(void **state)
{
    (void)state;
    struct decided decided;
    struct gazetteer gazetteer;
    decided_init(&decided, NULL, NULL, 0);
    assert_int_equal(gazetteer_init(&gazetteer, &decided.allocation), 0);
    assert_int_equal(gazetteer_lay_out(&gazetteer, &decided.allocation), 0);
    assert_int_equal(gazetteer.count, 0);
    assert_int_equal(gazetteer.county_count, 0);
    gazetteer_release(&gazetteer);
    decided_release(&decided);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct decided decided;
    struct gazetteer gazetteer;
    decided_init(&decided, NULL, rows, COUNT_OF(rows));
    int status = -1;
    unsigned long after = 1;
    for (; status != 0; after++) {
        mem_fail_after(after);
        status = gazetteer_init(&gazetteer, &decided.allocation);
        if (status == 0) {
            status = gazetteer_lay_out(&gazetteer, &decided.allocation);
            if (status != 0)
                gazetteer_release(&gazetteer);
        }
        mem_fail_after(0);
        assert_true(after < 100);
    }
    assert_true(after > 5);
    gazetteer_release(&gazetteer);
    decided_release(&decided);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(homes_stand_in_printing_order),
        cmocka_unit_test(thousands_of_homes_keep_everybody_once),
        cmocka_unit_test(counties_are_known_before_homes),
        cmocka_unit_test(nobody_is_no_error),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
