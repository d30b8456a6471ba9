/* Findings in their order: one of two always comes first, whatever the sort
 * does with equals and in whichever order they were found. */
#include "core/roster.h"
#include "tests/support/suite.h"

/* Each comes behind the one before it, for the field that is named. */
static const struct {
    const char *name;
    struct diag diag;
} ordered[] = {
    {"the first", {.code = DIAG_ID_LENGTH}},
    {"label", {.code = DIAG_ID_LENGTH, .label = 1}},
    {"name", {.code = DIAG_ID_LENGTH, .name = 1}},
    {"cell", {.code = DIAG_ID_LENGTH, .cell = 1}},
    {"the other's column", {.code = DIAG_ID_LENGTH, .other.column = 1}},
    {"person", {.code = DIAG_ID_LENGTH, .id = 1}},
    {"note", {.code = DIAG_ID_LENGTH, .note = 1}},
    {"the other's row", {.code = DIAG_ID_LENGTH, .other.row = 1}},
    {"the other's sheet", {.code = DIAG_ID_LENGTH, .other.sheet = 1}},
    {"the other's file", {.code = DIAG_ID_LENGTH, .other.file = 1}},
    {"code", {.code = DIAG_ID_LENGTH + 1}},
    {"column", {.code = DIAG_ID_LENGTH, .at.column = 1}},
    {"row", {.code = DIAG_ID_LENGTH, .at.row = 1}},
    {"sheet", {.code = DIAG_ID_LENGTH, .at.sheet = 1}},
    {"file", {.code = DIAG_ID_LENGTH, .at.file = 1}},
};

static bool is_alike(const struct place *a, const struct place *b)
{
    return a->file == b->file && a->sheet == b->sheet && a->row == b->row &&
           a->column == b->column;
}

static void every_field_orders_findings(void **state)
{
    (void)state;
    struct roster roster;
    assert_int_equal(roster_init(&roster), 0);
    for (size_t i = COUNT_OF(ordered); i > 0; i--)
        assert_int_equal(roster_add_diag(&roster, &ordered[i - 1].diag), 0);
    roster_sort_diags(&roster);
    for (size_t i = 0; i < COUNT_OF(ordered); i++) {
        const char *name = ordered[i].name;
        const struct diag *is = &roster.diags[i];
        const struct diag *should = &ordered[i].diag;
        EXPECT_INT(name, is->code, should->code);
        EXPECT_INT(name, is_alike(&is->at, &should->at), true);
        EXPECT_INT(name, is_alike(&is->other, &should->other), true);
        EXPECT_INT(name, is->id, should->id);
        EXPECT_INT(name, is->note, should->note);
        EXPECT_INT(name, is->cell, should->cell);
        EXPECT_INT(name, is->name, should->name);
        EXPECT_INT(name, is->label, should->label);
    }
    roster_release(&roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_orders_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
