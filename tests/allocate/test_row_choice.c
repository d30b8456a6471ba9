/* Whose name and whose place: chosen by what rows say, not where they are. */
#include "allocate/row_choice.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/random.h"
#include "tests/support/suite.h"
#include <string.h>

enum { MOST_ROWS = 4 };

struct choice_case {
    const char *name;
    struct row_spec rows[MOST_ROWS];
    size_t count;
    const char *want_name;
    const char *want_county, *want_town, *want_village;
};

static const struct choice_case choice_cases[] = {
    {"one row",
     {{.name = "甲", .county = "东区", .town = "一镇", .village = "一村"}},
     1,
     "甲",
     "东区",
     "一镇",
     "一村"},
    {"the winning row's name and place",
     {{.name = "甲", .county = "东区", .category = FIXTURE_STABLE},
      {.name = "乙",
       .county = "西区",
       .kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_DESTITUTE}},
     2,
     "乙",
     "西区",
     "",
     ""},
    {"the winning row has no county: a row in force before an ended one",
     {{.name = "甲",
       .county = "东区",
       .town = "一镇",
       .category = FIXTURE_MONITORED_ZERO,
       .ended = 20230101},
      {.name = "甲",
       .county = "西区",
       .town = "二镇",
       .category = FIXTURE_STABLE},
      {.name = "乙",
       .kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_DESTITUTE}},
     3,
     "乙",
     "西区",
     "二镇",
     ""},
    {"only an ended row names a county",
     {{.county = "东区", .category = FIXTURE_STABLE, .ended = 20230101},
      {.kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_DESTITUTE}},
     2,
     "张三",
     "东区",
     "",
     ""},
    {"no row names a county",
     {{.town = "一镇", .category = FIXTURE_STABLE},
      {.town = "二镇",
       .kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_DESTITUTE}},
     2,
     "张三",
     "",
     "二镇",
     ""},
    {"two winning rows: the smaller name, by code point",
     {{.name = "乙", .county = "东区"}, {.name = "丁", .county = "西区"}},
     2,
     "丁",
     "西区",
     "",
     ""},
    {"two winning rows of one name: the smaller county",
     {{.county = "西区", .town = "甲镇"}, {.county = "东区", .town = "乙镇"}},
     2,
     "张三",
     "东区",
     "乙镇",
     ""},
    {"an empty county comes last",
     {{.town = "一镇"}, {.county = "东区"}},
     2,
     "张三",
     "东区",
     "",
     ""},
    {"an empty town comes last",
     {{.county = "东区"}, {.county = "东区", .town = "一镇"}},
     2,
     "张三",
     "东区",
     "一镇",
     ""},
    {"villages decide last",
     {{.county = "东区", .town = "一镇", .village = "二村"},
      {.county = "东区", .town = "一镇", .village = "一村"}},
     2,
     "张三",
     "东区",
     "一镇",
     "一村"},
    {"an ended row of the winning category gives no name",
     {{.name = "丁", .county = "东区", .ended = 20230101},
      {.name = "乙", .county = "西区"}},
     2,
     "乙",
     "西区",
     "",
     ""},
    {"no winner: a row in force before one that has ended",
     {{.name = "丁",
       .kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_LOW_INCOME,
       .ended = 20230101},
      {.name = "乙", .kind = FIXTURE_KIND_CIVIL, .category = FIXTURE_MARGIN}},
     2,
     "乙",
     "",
     "",
     ""},
    {"no winner, none in force: the smallest",
     {{.name = "丙", .ended = 20230101}, {.name = "丁", .ended = 20230101}},
     2,
     "丁",
     "",
     "",
     ""},
};

static void check_choice(const struct choice_case *c, const size_t *order)
{
    const idkey id = fixture_id(19780301, 11);
    struct row_spec rows[MOST_ROWS];
    struct decided decided;
    for (size_t i = 0; i < c->count; i++) {
        rows[i] = c->rows[order[i]];
        rows[i].id = id;
    }
    decided_init(&decided, NULL, rows, c->count);
    const struct decision *decision = decided_person(&decided, id);
    const struct roster *roster = &decided.roster;
    const struct roster_row *name = &roster->rows[decision->row];
    const struct roster_row *place = &roster->rows[decision->place_row];
    EXPECT_TEXT(c->name, roster_string(roster, name->name), c->want_name);
    EXPECT_TEXT(c->name, roster_string(roster, place->county), c->want_county);
    EXPECT_TEXT(c->name, roster_string(roster, place->town), c->want_town);
    EXPECT_TEXT(c->name, roster_string(roster, place->village),
                c->want_village);
    decided_release(&decided);
}

static void rows_are_chosen_by_content_in_any_order(void **state)
{
    (void)state;
    struct random random = {.seed = 7};
    for (size_t i = 0; i < sizeof choice_cases / sizeof *choice_cases; i++) {
        for (int repeat = 0; repeat < 6; repeat++) {
            size_t order[MOST_ROWS];
            random_permutation(&random, order, choice_cases[i].count);
            check_choice(&choice_cases[i], order);
        }
    }
}

static void names_differ_only_beyond_spacing_and_dots(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *a, *b;
        bool want;
    } cases[] = {
        {"same", "张三", "张三", false},
        {"other", "张三", "李四", true},
        {"space", "张 三", "张三", false},
        {"middle dot", "吉克·阿依", "吉克‧阿依", false},
        {"no name", "", "张三", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct row_spec rows[] = {{.id = 1, .name = cases[i].a},
                                        {.id = 1, .name = cases[i].b}};
        struct roster roster;
        assert_int_equal(roster_init(&roster), 0);
        roster_fixture_fill(&roster, rows, 2);
        EXPECT_INT(cases[i].name, row_names_differ(&roster, 0, 1),
                   cases[i].want);
        EXPECT_INT(cases[i].name, row_names_differ(&roster, 1, 0),
                   cases[i].want);
        roster_release(&roster);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_chosen_by_content_in_any_order),
        cmocka_unit_test(names_differ_only_beyond_spacing_and_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
