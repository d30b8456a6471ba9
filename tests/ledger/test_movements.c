/* Two months side by side: as CSV, and as the list that reports print. */
#include "allocate/allocate.h"
#include "core/arena.h"
#include "ledger/ledger.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define WITH_MONTH(test)                                                       \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

static void expect_movements(const char *file, ym period, const char *expected)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    char *text = NULL;
    size_t size = 0;
    assert_int_equal(ledger_open(file, LEDGER_READ, &ledger, &failure), 0);
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    assert_int_equal(ledger_export_movements(ledger, period, stream, &failure),
                     0);
    assert_int_equal(fclose(stream), 0);
    assert_string_equal(text, expected);
    free(text);
    ledger_close(ledger);
}

/* Persons of the months below, by what becomes of them. */
enum mover {
    ADDED = 1,
    REMOVED,
    KEPT,
    RAISED,        /* another category and amount, the same fund */
    MOVED,         /* another fund */
    RENAMED,       /* another category, the same amount and fund */
    BECAME_ONE,    /* had no eligible category */
    LOST_IT,       /* has none any more */
    FROM_NOTHING,  /* a category that pays nothing, before */
    STILL_NOTHING, /* and still */
    NEVER          /* no eligible category in either month */
};

struct mover_row {
    enum mover mover;
    uint16_t category;
};

static void keep_movers(const char *file, const struct mover_row *rows,
                        size_t count, ym period)
{
    struct row_spec specs[16] = {{.id = 0}};
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    struct account_book accounts;
    struct allocation allocation;
    struct roster roster;
    for (size_t i = 0; i < count; i++)
        specs[i] = (struct row_spec){
            .id = fixture_id(19500101, (int)rows[i].mover),
            .name = period < FIXTURE_PERIOD ? "先" : "后",
            .category = rows[i].category,
            .grades = 1U << 1,
        };
    assert_int_equal(roster_init(&roster), 0);
    roster_fixture_fill(&roster, specs, count);
    if (ledger_open(file, LEDGER_WRITE, &ledger, &failure) != 0 ||
        ledger_accounts(ledger, policy_fixture()->insured_year, period,
                        roster.strings, &accounts, &failure) != 0 ||
        allocate_after(policy_fixture(), &roster, FIXTURE_AS_OF, &accounts,
                       &allocation, &failure) != 0 ||
        ledger_store(ledger, &allocation, period, "0.1.0", &failure) != 0 ||
        ledger_commit(ledger, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    ledger_close(ledger);
    allocation_release(&allocation);
    account_book_release(&accounts);
    roster_release(&roster);
}

static void close_months_before(const char *file, ym period)
{
    struct failure failure = FAILURE_INIT;
    char sql[96];
    snprintf(sql, sizeof sql,
             "UPDATE periods SET state = 'closed' WHERE period < %d", period);
    assert_int_equal(ledger_fixture_run(file, sql, &failure), 0);
}

static const struct mover_row june[] = {
    {REMOVED, FIXTURE_SEVERE},   {KEPT, FIXTURE_DESTITUTE},
    {RAISED, FIXTURE_STABLE},    {MOVED, FIXTURE_LOW_INCOME},
    {RENAMED, FIXTURE_UNSTABLE}, {BECAME_ONE, FIXTURE_DAUGHTER},
    {LOST_IT, FIXTURE_STABLE},   {FROM_NOTHING, FIXTURE_MONITORED_ZERO},
    {NEVER, FIXTURE_DAUGHTER},   {STILL_NOTHING, FIXTURE_MONITORED_ZERO},
};
static const struct mover_row august[] = {
    {ADDED, FIXTURE_DESTITUTE},    {KEPT, FIXTURE_DESTITUTE},
    {RAISED, FIXTURE_UNSTABLE},    {MOVED, FIXTURE_SEVERE},
    {RENAMED, FIXTURE_LOW_INCOME}, {BECAME_ONE, FIXTURE_ORPHAN},
    {LOST_IT, FIXTURE_DAUGHTER},   {FROM_NOTHING, FIXTURE_DESTITUTE},
    {NEVER, FIXTURE_DAUGHTER},     {STILL_NOTHING, FIXTURE_MONITORED_ZERO},
};

static void movements_compare_with_the_last_closed_month(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    keep_movers(file, june, COUNT_OF(june), 202306);
    close_months_before(file, 202307);
    keep_movers(file, august, COUNT_OF(august), FIXTURE_PERIOD);
    expect_movements(
        file, FIXTURE_PERIOD,
        "period,id_number,name,kind,from_code,to_code,fund,delta_fen\n"
        "2023-08,511499195001010014,后,added,,2304,医疗救助资金,38000\n"
        "2023-08,511499195001010022,先,removed,236046,,财政专项资金,-38000\n"
        "2023-08,511499195001010030,后,kept,2304,2304,医疗救助资金,0\n"
        "2023-08,511499195001010049,后,changed,9902,9903,医疗救助资金,19000\n"
        "2023-08,511499195001010057,后,changed,2303,236046,医疗救助资金,-"
        "28500\n"
        "2023-08,511499195001010057,后,changed,2303,236046,财政专项资金,38000\n"
        "2023-08,511499195001010065,后,changed,9903,2303,医疗救助资金,0\n"
        "2023-08,511499195001010073,后,added,,01,医疗救助资金,19000\n"
        "2023-08,511499195001010081,先,removed,9902,,医疗救助资金,-9500\n"
        "2023-08,51149919500101009X,后,changed,9901,2304,医疗救助资金,38000\n"
        "2023-08,511499195001010102,后,kept,9901,9901,,0\n");
}

static void everyone_is_added_where_no_month_is_closed(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    static const struct mover_row rows[] = {{KEPT, FIXTURE_DAUGHTER},
                                            {ADDED, FIXTURE_SEVERE},
                                            {RAISED, FIXTURE_MONITORED_ZERO}};
    keep_movers(file, rows, COUNT_OF(rows), FIXTURE_PERIOD);
    expect_movements(
        file, 0,
        "period,id_number,name,kind,from_code,to_code,fund,delta_fen\n"
        "2023-08,511499195001010014,后,added,,236046,财政专项资金,38000\n"
        "2023-08,511499195001010049,后,added,,9901,,0\n");
}

/* ---- for a report ---- */

static void keep_both(const char *file)
{
    keep_movers(file, june, COUNT_OF(june), 202306);
    close_months_before(file, 202307);
    keep_movers(file, august, COUNT_OF(august), FIXTURE_PERIOD);
}

static int read_changes(const char *file, ym period, struct arena *arena,
                        struct change_list *out, struct failure *failure)
{
    struct ledger *ledger = NULL;
    int result = ledger_open(file, LEDGER_READ, &ledger, failure);
    if (result == 0)
        result = ledger_changes(ledger, period, arena, out, failure);
    ledger_close(ledger);
    return result;
}

static void changes_say_what_is_different(void **state)
{
    static const struct {
        enum mover mover;
        enum change_kind kind;
        enum change_what what;
        const char *from, *to;
    } expected[] = {
        {ADDED, CHANGE_ADDED, CHANGE_OF_NOTHING, "", "特困人员"},
        {REMOVED, CHANGE_REMOVED, CHANGE_OF_NOTHING, "重度残疾人", ""},
        {RAISED, CHANGE_CHANGED, CHANGE_OF_TIER, "稳定脱贫户", "脱贫不稳定户"},
        {MOVED, CHANGE_CHANGED, CHANGE_OF_PAYER, "低保对象", "重度残疾人"},
        {MOVED, CHANGE_CHANGED, CHANGE_OF_PAYER, "低保对象", "重度残疾人"},
        {RENAMED, CHANGE_CHANGED, CHANGE_OF_IDENTITY, "脱贫不稳定户",
         "低保对象"},
        {BECAME_ONE, CHANGE_ADDED, CHANGE_OF_NOTHING, "", "孤儿"},
        {LOST_IT, CHANGE_REMOVED, CHANGE_OF_NOTHING, "稳定脱贫户", ""},
        {FROM_NOTHING, CHANGE_CHANGED, CHANGE_OF_PAYER, NULL, "特困人员"},
    };
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct arena *arena = arena_new();
    struct change_list changes;
    keep_both(fixture->place.file);
    assert_int_equal(read_changes(fixture->place.file, FIXTURE_PERIOD, arena,
                                  &changes, &failure),
                     0);
    assert_int_equal(changes.since, 202306);
    assert_int_equal(changes.kept, 2);
    assert_int_equal(changes.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const struct change *change = &changes.items[i];
        EXPECT_INT(expected[i].to, change->id,
                   fixture_id(19500101, (int)expected[i].mover));
        EXPECT_INT(expected[i].to, change->kind, expected[i].kind);
        EXPECT_INT(expected[i].to, change->what, expected[i].what);
        EXPECT_TEXT(expected[i].to, change->to, expected[i].to);
        if (expected[i].from != NULL)
            EXPECT_TEXT(expected[i].to, change->from, expected[i].from);
    }
    arena_free(arena);
}

static void a_first_month_has_no_changes(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct arena *arena = arena_new();
    struct change_list changes;
    keep_movers(fixture->place.file, june, COUNT_OF(june), 202306);
    assert_int_equal(
        read_changes(fixture->place.file, 202306, arena, &changes, &failure),
        0);
    assert_int_equal(changes.since, 0);
    assert_int_equal(changes.count, 0);
    arena_free(arena);
}

static void each_failing_allocation_is_a_failure(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    int result = -1;
    keep_both(fixture->place.file);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_READ, &ledger, &failure), 0);
    for (unsigned long n = 1; result != 0; n++) {
        struct arena *arena = arena_new();
        struct change_list changes;
        failure = (struct failure)FAILURE_INIT;
        mem_fail_after(n);
        result =
            ledger_changes(ledger, FIXTURE_PERIOD, arena, &changes, &failure);
        mem_fail_after(0);
        assert_int_equal(failure.code,
                         result == 0 ? DIAG_NONE : DIAG_OUT_OF_MEMORY);
        arena_free(arena);
    }
    ledger_close(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MONTH(movements_compare_with_the_last_closed_month),
        WITH_MONTH(everyone_is_added_where_no_month_is_closed),
        WITH_MONTH(changes_say_what_is_different),
        WITH_MONTH(a_first_month_has_no_changes),
        WITH_MONTH(each_failing_allocation_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
