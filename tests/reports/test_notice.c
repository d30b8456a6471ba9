/* Lists for public posting: who is on them, and what they keep to themselves. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"

#include <string.h>
#include <sys/stat.h>

#define EAST "公示/东区-资助参保人员公示名单.xlsx"
#define SHEET "公示"

static void write_masked(struct report_fixture *fixture, bool is_masked)
{
    struct failure failure = FAILURE_INIT;
    report_fixture_init(fixture, NULL, 0);
    fixture->input.is_masked = is_masked;
    assert_int_equal(
        reports_write(&fixture->input, fixture->folder.path, &failure), 0);
}

static void names_and_numbers_are_masked(void **state)
{
    (void)state;
    struct report_fixture fixture;
    write_masked(&fixture, true);
    struct book_view *view = report_view(&fixture, EAST);
    char masked[ID_TEXT_SIZE];
    id_number_masked(report_person(PERSON_STABLE), masked);
    assert_string_equal(view_beside(view, SHEET, masked, 'D').value, "稳*甲");
    assert_string_equal(view_beside(view, SHEET, masked, 'F').value, "95");
    assert_string_equal(view_beside(view, SHEET, masked, 'G').value, "285");
    book_view_close(view);
    report_fixture_release(&fixture);
}

/* Not in the package at all, whichever part. */
static void nothing_tells_whole_numbers_names_or_identities(void **state)
{
    static const char *const parts[] = {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"};
    static const char *const words[] = {
        "稳定甲", "重叠乙", "19780301", "脱贫户", "特困", "残疾", "民政"};
    (void)state;
    struct report_fixture fixture;
    write_masked(&fixture, true);
    struct book_view *view = report_view(&fixture, EAST);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        for (size_t k = 0; k < COUNT_OF(words); k++)
            EXPECT(words[k],
                   strstr(book_view_part(view, parts[i]), words[k]) == NULL);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void who_gets_nothing_is_not_posted(void **state)
{
    (void)state;
    struct report_fixture fixture;
    write_masked(&fixture, true);
    struct book_view *view = report_view(&fixture, EAST);
    char masked[ID_TEXT_SIZE];
    id_number_masked(report_person(PERSON_ZERO), masked);
    assert_string_equal(view_find(view, SHEET, masked).ref, "");
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void nothing_is_posted_unasked(void **state)
{
    char path[200];
    struct stat status;
    (void)state;
    struct report_fixture fixture;
    write_masked(&fixture, false);
    strcpy(path, fixture.folder.path);
    strcat(path, "/公示");
    assert_int_not_equal(stat(path, &status), 0);
    report_fixture_release(&fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_numbers_are_masked),
        cmocka_unit_test(nothing_tells_whole_numbers_names_or_identities),
        cmocka_unit_test(who_gets_nothing_is_not_posted),
        cmocka_unit_test(nothing_is_posted_unasked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
