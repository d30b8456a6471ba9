/* What is known about a person, joined over rosters. */
#include "allocate/attribute_join.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"

enum { G1 = 1 << 1, G2 = 1 << 2, G3 = 1 << 3, SIGHT = 1 << 1, MIND = 1 << 5 };

struct join_case {
    const char *name;
    struct row_spec rows[3];
    size_t count;
    uint8_t grades, types;
};

static const struct join_case join_cases[] = {
    {"nothing known", {{.category = FIXTURE_STABLE}}, 1, 0, 0},
    {"one row", {{.grades = G3, .types = SIGHT}}, 1, G3, SIGHT},
    {"joined over rosters",
     {{.grades = G1},
      {.kind = FIXTURE_KIND_CIVIL,
       .category = FIXTURE_LOW_INCOME,
       .grades = G3,
       .types = MIND}},
     2,
     G1 | G3,
     MIND},
    {"joined over duplicates",
     {{.grades = G1}, {.grades = G2, .types = SIGHT}, {.grades = G3}},
     3,
     G1 | G2 | G3,
     SIGHT},
    {"recognised on the day",
     {{.grades = G1, .recognised = 20230831}},
     1,
     G1,
     0},
    {"not yet recognised", {{.grades = G1, .recognised = 20230901}}, 1, 0, 0},
    {"ended", {{.grades = G1, .ended = 20230831}}, 1, 0, 0},
    {"ends tomorrow", {{.grades = G1, .ended = 20230901}}, 1, G1, 0},
    {"status ended", {{.grades = G1, .is_ended = true}}, 1, 0, 0},
    {"removed", {{.grades = G1, .movement = MOVEMENT_REMOVED}}, 1, 0, 0},
    {"invalid certificate on a row that counts all the same",
     {{.grades = G1, .types = SIGHT, .has_invalid_certificate = true}},
     1,
     0,
     0},
    {"a row without a category",
     {{.category = POLICY_NONE, .grades = G2, .types = MIND}},
     1,
     G2,
     MIND},
    {"returned",
     {{.grades = G1, .is_returned = true}, {.types = MIND}},
     2,
     0,
     MIND},
};

static void grades_and_types_are_joined_over_rows_that_count(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof join_cases / sizeof *join_cases; i++) {
        const struct join_case *c = &join_cases[i];
        const idkey id = fixture_id(19780301, 11);
        struct row_spec rows[3];
        struct decided decided;
        for (size_t r = 0; r < c->count; r++) {
            rows[r] = c->rows[r];
            rows[r].id = id;
        }
        decided_init(&decided, NULL, rows, c->count);
        const struct decision *decision = decided_person(&decided, id);
        EXPECT_INT(c->name, decision->grades, c->grades);
        EXPECT_INT(c->name, decision->types, c->types);
        decided_release(&decided);
    }
}

static void age_and_sex_come_from_the_number(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        ymd birth;
        int sequence;
        int age;
        enum sex sex;
    } cases[] = {
        {"man, 45 today", 19780831, 11, 45, SEX_MALE},
        {"woman, 45 tomorrow", 19780901, 12, 44, SEX_FEMALE},
        {"born today", 20230831, 2, 0, SEX_FEMALE},
        {"a hundred", 19230831, 1, 100, SEX_MALE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct allocation allocation = {.policy = policy_fixture(),
                                              .as_of = FIXTURE_AS_OF};
        const struct decision decision = {
            .id = fixture_id(cases[i].birth, cases[i].sequence)};
        struct attributes attributes = attributes_join(&allocation, &decision);
        EXPECT_INT(cases[i].name, attributes.age, cases[i].age);
        EXPECT_INT(cases[i].name, attributes.sex, cases[i].sex);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grades_and_types_are_joined_over_rows_that_count),
        cmocka_unit_test(age_and_sex_come_from_the_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
