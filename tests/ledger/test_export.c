/* The exports, byte by byte. */
#include "core/arena.h"
#include "ledger/ledger.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

#define WITH_MONTH(test)                                                       \
    cmocka_unit_test_setup_teardown(test, ledger_fixture_set_up,               \
                                    ledger_fixture_tear_down)

enum export_kind { DECISIONS, RETURNS, RETURNS_ENGLISH, MOVEMENTS };

static int write_export(struct ledger *ledger, enum export_kind kind, ym period,
                        FILE *out, struct failure *failure)
{
    switch (kind) {
    case DECISIONS:
        return ledger_export_decisions(ledger, period, out, failure);
    case RETURNS:
        return ledger_export_returns(ledger, period, LANGUAGE_ZH, out, failure);
    case RETURNS_ENGLISH:
        return ledger_export_returns(ledger, period, LANGUAGE_EN, out, failure);
    case MOVEMENTS:
        break;
    }
    return ledger_export_movements(ledger, period, out, failure);
}

/* The export's code, and its text in `out` (to be freed). */
static enum diag_code export_text(const char *file, enum export_kind kind,
                                  ym period, char **out)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    size_t size = 0;
    assert_int_equal(ledger_open(file, LEDGER_READ, &ledger, &failure), 0);
    FILE *stream = open_memstream(out, &size);
    assert_non_null(stream);
    if (write_export(ledger, kind, period, stream, &failure) == 0)
        assert_int_equal(failure.code, DIAG_NONE);
    assert_int_equal(fclose(stream), 0);
    ledger_close(ledger);
    return failure.code;
}

static void expect_export(const char *file, enum export_kind kind, ym period,
                          const char *expected)
{
    char *text = NULL;
    assert_int_equal(export_text(file, kind, period, &text), DIAG_NONE);
    assert_string_equal(text, expected);
    free(text);
}

#define DECISIONS_HEADER                                                       \
    "period,id_number,name,county,town,village,department,category_code,"      \
    "category,tier_bp,premium_fen,subsidy_fen,personal_due_fen,fund,"          \
    "applicant,evidence\n"

static void decisions_are_sorted_by_number_and_quoted(void **state)
{
    const struct ledger_fixture *fixture = *state;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    expect_export(
        fixture->place.file, DECISIONS, FIXTURE_PERIOD,
        DECISIONS_HEADER
        "2023-08,511499195001010014,李 明,东区,一镇,二村,民政,2304,特困人员,"
        "10000,38000,38000,0,医疗救助资金,医保,3\n"
        "2023-08,511499197001010056,\"吉克,\"\"阿依\"\"\n二\",东区,\"一,镇\","
        "\"\"\"三\"\"村\",民政,01,孤儿,5000,38000,19000,19000,医疗救助资金,"
        "医保,1\n"
        "2023-08,511499198001010026,王芳,西区,,,,,,0,38000,0,38000,,,2\n"
        "2023-08,511499201501010027,孙小,东区,,,卫健,nver,二女户女儿,10000,"
        "38000,38000,0,财政专项资金,卫健,1\n");
}

#define RETURNS_HEADER                                                         \
    "file,sheet,row,column,code,severity,id_number,name,message\n"

static void returns_are_findings_on_rows_that_need_a_look(void **state)
{
    const struct ledger_fixture *fixture = *state;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    expect_export(
        fixture->place.file, RETURNS, FIXTURE_PERIOD,
        RETURNS_HEADER
        "民政.xlsx,低保,6,B,name-conflict,warning,511499198001010026,王芳,"
        "\"同一身份证号在 残联, \"\"全部\"\".csv!B4 的姓名是“王芬”，这里是"
        "“王芳”\"\n"
        "\"残联, \"\"全部\"\".csv\",,4,B,name-conflict,warning,"
        "511499198001010026,王芬,同一身份证号在 民政.xlsx!低保!B6 的姓名是"
        "“王芳”，这里是“王芬”\n"
        "\"残联, \"\"全部\"\".csv\",,5,C,id-scientific,error,5.11499E+17,赵六,"
        "身份证号“5.11499E+17”成了科学计数法，后几位已丢失\n"
        "\"残联, \"\"全部\"\".csv\",,5,AB,grade-unknown,error,5.11499E+17,赵六,"
        "残疾等级“五级”无法识别\n"
        "\"残联, \"\"全部\"\".csv\",,6,AB,grade-missing,error,"
        "511499196001010078,钱七,残疾等级是空的，残疾证号里也没有\n"
        "\"残联, \"\"全部\"\".csv\",,7,,row-hidden,warning,511499201501010027,"
        "孙小,这一行是隐藏的（可能被筛选），照样计入\n");
}

static void returns_speak_the_language_asked_for(void **state)
{
    const struct ledger_fixture *fixture = *state;
    char *text = NULL;
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        export_text(fixture->place.file, RETURNS_ENGLISH, 0, &text), DIAG_NONE);
    assert_non_null(strstr(text, "511499201501010027,孙小,the row is hidden"));
    assert_null(strstr(text, "隐藏"));
    free(text);
}

/* ---- periods and failures ---- */

static void period_is_the_last_one_unless_named(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    char *text = NULL;
    ledger_fixture_keep(file, &fixture->decided.allocation, 202307);
    ledger_fixture_close(file, 202307);
    ledger_fixture_keep(file, &fixture->decided.allocation, 202309);
    assert_int_equal(export_text(file, DECISIONS, 0, &text), DIAG_NONE);
    assert_non_null(strstr(text, "\n2023-09,"));
    assert_null(strstr(text, "\n2023-07,"));
    free(text);
    assert_int_equal(export_text(file, DECISIONS, 202307, &text), DIAG_NONE);
    assert_non_null(strstr(text, "\n2023-07,"));
    free(text);
}

static void unknown_period_is_a_failure_and_writes_nothing(void **state)
{
    const struct ledger_fixture *fixture = *state;
    const char *file = fixture->place.file;
    ledger_fixture_keep(file, &fixture->decided.allocation, FIXTURE_PERIOD);
    for (int kind = DECISIONS; kind <= MOVEMENTS; kind++) {
        char *text = NULL;
        assert_int_equal(
            export_text(file, (enum export_kind)kind, 202301, &text),
            DIAG_PERIOD_UNKNOWN);
        assert_string_equal(text, "");
        free(text);
    }
}

static void each_failing_allocation_is_a_failure(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    FILE *out = fopen("/dev/null", "w");
    assert_non_null(out);
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_READ, &ledger, &failure), 0);
    for (int kind = DECISIONS; kind <= MOVEMENTS; kind++) {
        int result = -1;
        for (unsigned long n = 1; result != 0; n++) {
            failure = (struct failure)FAILURE_INIT;
            mem_fail_after(n);
            result =
                write_export(ledger, (enum export_kind)kind, 0, out, &failure);
            mem_fail_after(0);
            assert_int_equal(failure.code,
                             result == 0 ? DIAG_NONE : DIAG_OUT_OF_MEMORY);
        }
    }
    ledger_close(ledger);
    assert_int_equal(fclose(out), 0);
}

static void full_disk_is_a_failure(void **state)
{
    const struct ledger_fixture *fixture = *state;
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    FILE *out = fopen("/dev/full", "w");
    assert_non_null(out);
    ledger_fixture_keep(fixture->place.file, &fixture->decided.allocation,
                        FIXTURE_PERIOD);
    assert_int_equal(
        ledger_open(fixture->place.file, LEDGER_READ, &ledger, &failure), 0);
    assert_int_equal(ledger_export_decisions(ledger, 0, out, &failure), -1);
    assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
    ledger_close(ledger);
    fclose(out); /* fails, too */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MONTH(decisions_are_sorted_by_number_and_quoted),
        WITH_MONTH(returns_are_findings_on_rows_that_need_a_look),
        WITH_MONTH(returns_speak_the_language_asked_for),
        WITH_MONTH(period_is_the_last_one_unless_named),
        WITH_MONTH(unknown_period_is_a_failure_and_writes_nothing),
        WITH_MONTH(each_failing_allocation_is_a_failure),
        WITH_MONTH(full_disk_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
