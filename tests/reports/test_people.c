/* People side by side: everybody, in printing order, with the name of the row
 * that decides. */
#include "reports/people.h"

#include "core/arena.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

#define RURAL .category = FIXTURE_STABLE, .kind = FIXTURE_KIND_RURAL

enum { MANY = 60, VILLAGES = 7 };

struct scene {
    struct row_spec rows[MANY];
    char names[MANY][24];
    char villages[VILLAGES][24];
    struct decided decided;
    struct gazetteer gazetteer;
};

/* Neighbours by number live in different villages. */
static void scene_begin(struct scene *scene, size_t count)
{
    for (int i = 0; i < VILLAGES; i++)
        snprintf(scene->villages[i], sizeof scene->villages[i], "第%d村", i);
    for (int i = 0; i < MANY; i++) {
        snprintf(scene->names[i], sizeof scene->names[i], "某%d", i * i);
        scene->rows[i] = (struct row_spec){
            .id = fixture_id(ymd_from_days(i), 1),
            .name = scene->names[i],
            .village = scene->villages[i % VILLAGES],
            RURAL,
        };
    }
    decided_init(&scene->decided, NULL, scene->rows, count);
    assert_int_equal(
        gazetteer_init(&scene->gazetteer, &scene->decided.allocation), 0);
    assert_int_equal(
        gazetteer_lay_out(&scene->gazetteer, &scene->decided.allocation), 0);
}

static void scene_end(struct scene *scene)
{
    gazetteer_release(&scene->gazetteer);
    decided_release(&scene->decided);
}

static void people_follow_the_printing_order(void **state)
{
    (void)state;
    struct scene scene;
    struct people people;
    scene_begin(&scene, MANY);
    const struct allocation *allocation = &scene.decided.allocation;
    assert_int_equal(people_init(&people, allocation, &scene.gazetteer), 0);
    assert_int_equal(people.count, MANY);
    for (size_t i = 0; i < people.count; i++) {
        const struct decision *decision =
            &allocation->decisions[scene.gazetteer.order[i]];
        const struct roster_row *row = &allocation->roster->rows[decision->row];
        const struct person *person = &people.items[i];
        people_expect(&people, allocation, i,
                      i % 2 == 0 ? 0 : DECISION_OVERLAP);
        assert_true(person->decision.id == decision->id);
        assert_int_equal(person->decision.category, decision->category);
        assert_string_equal(person->name.text,
                            roster_string(allocation->roster, row->name));
        assert_int_equal(person->name.measured.length,
                         strlen(person->name.text));
        assert_int_equal(person->name.measured.width,
                         text_width(person->name.text));
    }
    people_release(&people);
    scene_end(&scene);
}

static void nobody_is_no_error(void **state)
{
    (void)state;
    struct scene scene;
    struct people people;
    scene_begin(&scene, 0);
    assert_int_equal(
        people_init(&people, &scene.decided.allocation, &scene.gazetteer), 0);
    assert_int_equal(people.count, 0);
    people_release(&people);
    scene_end(&scene);
}

static void failing_allocation_is_told(void **state)
{
    (void)state;
    struct scene scene;
    struct people people;
    scene_begin(&scene, MANY);
    mem_fail_after(1);
    assert_int_equal(
        people_init(&people, &scene.decided.allocation, &scene.gazetteer), -1);
    mem_fail_after(0);
    scene_end(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_follow_the_printing_order),
        cmocka_unit_test(nobody_is_no_error),
        cmocka_unit_test(failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
