/* Rows of earlier months: listed by list and county, by person, by file. */
#include "core/id_number.h"
#include "tests/support/answer_key.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

/* The month's last file came the month before: its first row is waiting, the
 * others were not sent. */
static void carry_last_file(struct roster *roster)
{
    struct roster_file *file = &roster->files[roster->file_count - 1];
    const uint32_t sheet = file->first_sheet;
    bool is_first = true;
    roster->base = 202307;
    assert_int_equal(roster_file_carry(roster, file, 202307), 0);
    for (size_t i = 0; i < roster->row_count; i++) {
        struct roster_row *row = &roster->rows[i];
        if (row->sheet < sheet)
            continue;
        row->carry = is_first ? CARRY_PENDING : CARRY_NOT_SENT;
        if (is_first) {
            const struct diag diag = {
                .code = DIAG_ROW_PENDING,
                .at = {.file = (uint32_t)roster->file_count - 1,
                       .sheet = row->sheet,
                       .row = row->row},
                .other = {.file = 0, .sheet = 0, .row = 9},
                .id = row->id,
            };
            assert_int_equal(roster_add_diag(roster, &diag), 0);
        }
        is_first = false;
    }
}

static void write_carried(struct report_fixture *fixture)
{
    struct failure failure = FAILURE_INIT;
    static struct unit_drop drop = {
        .kind = FIXTURE_KIND_CIVIL, .before = 10, .now = 1};
    report_fixture_init(fixture, NULL, 0);
    carry_last_file(&fixture->decided.roster);
    fixture->decided.roster.drops = &drop;
    fixture->decided.roster.drop_count = 1;
    if (reports_write(&fixture->input, fixture->folder.path, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
}

static void lists_and_people_stand_in_the_movement_workbook(void **state)
{
    struct report_fixture fixture;
    (void)state;
    write_carried(&fixture);
    struct book_view *view = report_view(&fixture, "月度变动.xlsx");
    const struct roster *roster = &fixture.decided.roster;
    const struct roster_file *file = &roster->files[roster->file_count - 1];
    const struct roster_kind *kind =
        &fixture.input.policy->kinds[roster->sheets[file->first_sheet].kind];
    assert_string_equal(view_find(view, "本月未报送", kind->name).value,
                        kind->name);
    int64_t carried = 0;
    for (size_t i = 0; i < roster->row_count; i++)
        carried += roster->rows[i].carry == CARRY_NOT_SENT;
    char rows[24];
    snprintf(rows, sizeof rows, "%lld", (long long)carried);
    assert_true(carried > 0);
    assert_string_equal(view_beside(view, "本月未报送", "合计", 'D').value,
                        rows);
    char number[ID_TEXT_SIZE];
    const struct diag *pending = &roster->diags[roster->diag_count - 1];
    id_number_text(pending->id, number);
    assert_string_equal(view_beside(view, "待更正", number, 'H').value,
                        "1.xlsx!名单!9");
    assert_non_null(
        strstr(view_beside(view, "待更正", number, 'G').value, "2023年7月 "));
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* List by list; rows without a county come last, not first. */
static void counties_stand_in_the_policys_order(void **state)
{
    struct report_fixture fixture;
    (void)state;
    struct failure failure = FAILURE_INIT;
    report_fixture_init(&fixture, NULL, 0);
    fixture.decided.roster.base = 202307;
    for (size_t i = 0; i < fixture.decided.roster.row_count; i++)
        fixture.decided.roster.rows[i].carry = CARRY_NOT_SENT;
    assert_int_equal(
        reports_write(&fixture.input, fixture.folder.path, &failure), 0);
    struct book_view *view = report_view(&fixture, "月度变动.xlsx");
    static const char *const order[] = {"东区", "东区", "西区",
                                        "东区", "西区", "未注明"};
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        char ref[8];
        snprintf(ref, sizeof ref, "C%zu", i + 5);
        EXPECT_TEXT(ref, view_cell(view, "本月未报送", ref).value, order[i]);
    }
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void files_and_evidence_say_from_when_they_are(void **state)
{
    struct report_fixture fixture;
    (void)state;
    write_carried(&fixture);
    struct book_view *view = report_view(&fixture, "审计底稿.xlsx");
    const struct roster *roster = &fixture.decided.roster;
    const uint32_t last = (uint32_t)roster->file_count - 1;
    const char *shown = roster_file_name(roster, last);
    assert_string_equal(view_find(view, "沿用名单", shown).value, shown);
    assert_string_equal(view_beside(view, "沿用名单", shown, 'F').value, "1");
    assert_string_equal(view_find(view, "输入文件", shown).ref, "");
    assert_string_equal(view_find(view, "各表行数", shown).ref, "");
    const char *sheet = book_view_sheet(view, "认定明细");
    assert_non_null(strstr(sheet, "（本月未报送，沿用）"));
    assert_non_null(strstr(sheet, "（本月待更正，沿用）"));
    assert_non_null(
        strstr(book_view_sheet(view, "沿用名单"), "上月 10 人，本月 1 人"));
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void a_first_month_says_nothing_of_earlier_ones(void **state)
{
    struct report_fixture fixture;
    (void)state;
    report_fixture_write(&fixture, NULL, 0);
    struct text cells = TEXT_INIT;
    dump_workbook(fixture.folder.path, "月度变动.xlsx", &cells);
    assert_non_null(strstr(text_of(&cells), "新增"));
    assert_null(strstr(text_of(&cells), "本月未报送"));
    assert_null(strstr(text_of(&cells), "待更正"));
    text_release(&cells);
    report_fixture_release(&fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_and_people_stand_in_the_movement_workbook),
        cmocka_unit_test(counties_stand_in_the_policys_order),
        cmocka_unit_test(files_and_evidence_say_from_when_they_are),
        cmocka_unit_test(a_first_month_says_nothing_of_earlier_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
