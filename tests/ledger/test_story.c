/* One person's story, and the policy that decided it. */
#include "core/arena.h"
#include "ledger/ledger.h"
#include "tests/support/chronicle.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

/* A ledger with the month of July and August, open for reading. */
struct reading {
    struct ledger_fixture *fixture;
    struct ledger *ledger;
    struct arena *arena;
};

static int set_up(void **state)
{
    struct failure failure = FAILURE_INIT;
    struct reading *reading = test_malloc(sizeof *reading);
    void *fixture = NULL;
    ledger_fixture_set_up(&fixture);
    reading->fixture = fixture;
    const char *file = reading->fixture->place.file;
    const struct allocation *allocation = &reading->fixture->decided.allocation;
    ledger_fixture_keep(file, allocation, 202307);
    ledger_fixture_close(file, 202307);
    ledger_fixture_keep(file, allocation, FIXTURE_PERIOD);
    assert_int_equal(ledger_open(file, LEDGER_READ, &reading->ledger, &failure),
                     0);
    reading->arena = arena_new();
    assert_non_null(reading->arena);
    *state = reading;
    return 0;
}

static int tear_down(void **state)
{
    struct reading *reading = *state;
    void *fixture = reading->fixture;
    ledger_close(reading->ledger);
    arena_free(reading->arena);
    ledger_fixture_tear_down(&fixture);
    test_free(reading);
    return 0;
}

#define WITH_LEDGER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static struct ledger_person person(struct reading *reading, idkey id,
                                   enum language language)
{
    struct failure failure = FAILURE_INIT;
    struct ledger_person person;
    if (ledger_person(reading->ledger, id, language, reading->arena, &person,
                      &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    assert_true(person.id == id);
    return person;
}

static void months_stand_in_order_with_what_was_decided(void **state)
{
    struct reading *reading = *state;
    const struct ledger_person winner =
        person(reading, ledger_fixture_winner(), LANGUAGE_ZH);
    assert_int_equal(winner.month_count, 2);
    assert_int_equal(winner.months[0].period, 202307);
    const struct ledger_month *month = &winner.months[1];
    assert_int_equal(month->period, FIXTURE_PERIOD);
    assert_int_equal(month->as_of, FIXTURE_AS_OF);
    assert_string_equal(month->policy_id, "shifan-2024");
    assert_string_equal(month->policy_sha256, policy_fixture()->sha256);
    assert_string_equal(month->name, "李 明");
    assert_string_equal(month->county, "东区");
    assert_string_equal(month->town, "一镇");
    assert_string_equal(month->village, "二村");
    assert_int_equal(month->age, 73);
    assert_int_equal(month->grades, 1 << 2);
    assert_int_equal(month->types, 1 << 4);
    assert_true(month->flags & DECISION_OVERLAP);
    assert_string_equal(month->category_code, "2304");
    assert_string_equal(month->category, "特困人员");
    assert_int_equal(month->subsidy, 38000);
    assert_int_equal(month->personal_due, 0);
    assert_string_equal(month->fund, "医疗救助资金");
    assert_string_equal(month->applicant, "医保");
}

static void evidence_stands_in_import_order(void **state)
{
    struct reading *reading = *state;
    const struct ledger_person winner =
        person(reading, ledger_fixture_winner(), LANGUAGE_ZH);
    static const struct {
        const char *file, *sheet;
        rownum row;
        const char *department, *code, *verdict, *fate;
        ymd recognised;
    } expected[] = {
        {"民政.xlsx", "低保", 3, "民政", "2303", "superseded", "accepted",
         20200101},
        {"残联, \"全部\".csv", "", 3, "残联", "236046", "superseded",
         "accepted", 0},
        {"民政.xlsx", "低保", 4, "民政", "2304", "won", "accepted", 20210201},
        {"民政.xlsx", "低保", 5, "民政", "2304", "won", "duplicate", 0},
    };
    const struct ledger_month *month = &winner.months[1];
    assert_int_equal(month->evidence_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const struct ledger_evidence *evidence = &month->evidence[i];
        assert_string_equal(evidence->file, expected[i].file);
        assert_string_equal(evidence->sheet, expected[i].sheet);
        assert_int_equal(evidence->row, expected[i].row);
        assert_string_equal(evidence->department, expected[i].department);
        assert_string_equal(evidence->category_code, expected[i].code);
        assert_string_equal(evidence->verdict, expected[i].verdict);
        assert_string_equal(evidence->fate, expected[i].fate);
        assert_int_equal(evidence->recognised, expected[i].recognised);
        assert_int_equal(evidence->ended, 0);
    }
    assert_int_equal(month->evidence[1].grades, 1 << 2);
    assert_string_equal(month->evidence[0].name, "李明");
    assert_string_equal(month->evidence[0].category, "低保对象");
}

static void person_without_identity_pays_all(void **state)
{
    struct reading *reading = *state;
    const struct ledger_person nobody =
        person(reading, ledger_fixture_nobody(), LANGUAGE_ZH);
    const struct ledger_month *month = &nobody.months[1];
    assert_string_equal(month->category_code, "");
    assert_string_equal(month->category, "");
    assert_string_equal(month->fund, "");
    assert_string_equal(month->applicant, "");
    assert_int_equal(month->subsidy, 0);
    assert_int_equal(month->personal_due, 38000);
    assert_int_equal(month->evidence_count, 2);
    assert_string_equal(month->evidence[0].verdict, "condition");
    assert_string_equal(month->evidence[1].verdict, "certificate");
}

static void category_without_code_goes_by_its_id(void **state)
{
    struct reading *reading = *state;
    const struct ledger_person girl =
        person(reading, ledger_fixture_daughter(), LANGUAGE_ZH);
    assert_string_equal(girl.months[0].category_code, "nver");
    assert_string_equal(girl.months[0].evidence[0].category_code, "nver");
}

static void findings_speak_the_language_asked_for(void **state)
{
    struct reading *reading = *state;
    static const struct {
        enum language language;
        const char *message;
    } cases[] = {
        {LANGUAGE_ZH, "同一身份证号在 残联, \"全部\".csv!B4 的姓名是“王芬”，"
                      "这里是“王芳”"},
        {LANGUAGE_EN, "the same number has the name “王芬” in "
                      "残联, \"全部\".csv!B4, here “王芳”"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct ledger_person nobody =
            person(reading, ledger_fixture_nobody(), cases[i].language);
        const struct ledger_month *month = &nobody.months[0];
        assert_true(month->finding_count >= 2);
        const struct ledger_finding *finding = &month->findings[0];
        while (finding->code != DIAG_NAME_CONFLICT)
            finding++;
        assert_string_equal(finding->message, cases[i].message);
        assert_string_equal(finding->file, "民政.xlsx");
        assert_string_equal(finding->sheet, "低保");
        assert_int_equal(finding->row, 6);
    }
}

static void person_whose_rows_were_returned_has_findings_only(void **state)
{
    struct reading *reading = *state;
    const struct ledger_person returned =
        person(reading, ledger_fixture_returned(), LANGUAGE_ZH);
    assert_int_equal(returned.month_count, 2);
    const struct ledger_month *month = &returned.months[1];
    assert_int_equal(month->evidence_count, 0);
    assert_string_equal(month->name, "钱七");
    assert_string_equal(month->county, "");
    assert_int_equal(month->age, 63);
    assert_int_equal(month->finding_count, 1);
    assert_int_equal(month->findings[0].code, DIAG_GRADE_MISSING);
    assert_int_equal(month->findings[0].row, 6);
}

static void nobody_has_no_months(void **state)
{
    struct reading *reading = *state;
    const struct ledger_person stranger =
        person(reading, fixture_id(19111111, 1), LANGUAGE_ZH);
    assert_int_equal(stranger.month_count, 0);
}

static void each_failing_allocation_is_a_failure(void **state)
{
    struct reading *reading = *state;
    int result = -1;
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        struct ledger_person out;
        struct arena *arena = arena_new();
        assert_non_null(arena);
        mem_fail_after(n);
        result = ledger_person(reading->ledger, ledger_fixture_nobody(),
                               LANGUAGE_ZH, arena, &out, &failure);
        mem_fail_after(0);
        assert_int_equal(failure.code,
                         result == 0 ? DIAG_NONE : DIAG_OUT_OF_MEMORY);
        arena_free(arena);
    }
}

static void policy_text_is_found_by_its_digest(void **state)
{
    struct reading *reading = *state;
    struct failure failure = FAILURE_INIT;
    const char *text = NULL;
    size_t length = 0;
    assert_int_equal(
        ledger_policy_text(reading->ledger, policy_fixture()->sha256,
                           reading->arena, &text, &length, &failure),
        0);
    assert_int_equal(length, policy_fixture()->text_length);
    assert_string_equal(text, policy_fixture()->text);
    assert_int_equal(ledger_policy_text(reading->ledger, "1234", reading->arena,
                                        &text, &length, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_POLICY_NOT_FOUND);
    assert_string_equal(failure.note, "1234");
}

/* ---- the money ---- */

static void requests_and_receipts_are_told(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    const idkey mover = fixture_id(19600101, 3);
    const struct row_spec june[] = {
        {.id = mover, .category = FIXTURE_STABLE, .county = "乙县"}};
    const struct row_spec july[] = {
        {.id = mover, .category = FIXTURE_DESTITUTE, .county = "乙县"}};
    struct failure failure = FAILURE_INIT;
    struct ledger_person person;
    struct arena *arena = arena_new();
    chronicle_month(file, 202306, june, 1);
    chronicle_receive(file, 202306, "医保", 9500, "A1");
    chronicle_run(file, 202307, july, 1);
    struct ledger *ledger = chronicle_open(file, LEDGER_READ);
    assert_int_equal(
        ledger_person(ledger, mover, LANGUAGE_ZH, arena, &person, &failure), 0);
    assert_int_equal(person.month_count, 2);
    const struct ledger_month *first = &person.months[0];
    const struct ledger_month *second = &person.months[1];
    assert_true(first->is_closed);
    assert_int_equal(first->claim_count, 1);
    assert_int_equal(first->claims[0].amount, 9500);
    assert_true(first->claims[0].is_covered);
    assert_int_equal(first->claims[0].received_on, 20231215);
    assert_false(second->is_closed);
    assert_int_equal(second->claim_count, 2);
    assert_int_equal(second->claims[0].amount, -9500);
    assert_string_equal(second->claims[0].category, "9902");
    assert_int_equal(second->claims[1].amount, 38000);
    assert_string_equal(second->claims[1].county, "乙县");
    assert_false(second->claims[1].is_covered);
    ledger_close(ledger);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LEDGER(months_stand_in_order_with_what_was_decided),
        WITH_LEDGER(evidence_stands_in_import_order),
        WITH_LEDGER(person_without_identity_pays_all),
        WITH_LEDGER(category_without_code_goes_by_its_id),
        WITH_LEDGER(findings_speak_the_language_asked_for),
        WITH_LEDGER(person_whose_rows_were_returned_has_findings_only),
        WITH_LEDGER(nobody_has_no_months),
        WITH_LEDGER(each_failing_allocation_is_a_failure),
        WITH_LEDGER(policy_text_is_found_by_its_digest),
        cmocka_unit_test_setup_teardown(requests_and_receipts_are_told,
                                        ledger_fixture_set_up,
                                        ledger_fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
