/* The audit's sample: chosen by the inputs, complete, the same each time. */
#include "core/id_number.h"
#include "tests/support/report_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "审计底稿.xlsx"
#define SHEET "抽样核查"

enum { MANY = 200 };

static struct row_spec many[MANY];

static void make_many(void)
{
    for (size_t i = 0; i < MANY; i++)
        many[i] = (struct row_spec){
            .id = (UINT64_C(511499) * 100000000 + 19700101) * 1000 + i,
            .name = "甲",
            .kind = FIXTURE_KIND_RURAL,
            .category = i == 7 ? FIXTURE_UNSTABLE : FIXTURE_STABLE,
        };
}

static bool is_in_sample(struct book_view *view, idkey id)
{
    char number[ID_TEXT_SIZE];
    id_number_text(id, number);
    return view_find(view, SHEET, number).ref[0] != '\0';
}

static size_t count_sample(struct book_view *view)
{
    size_t count = 0;
    for (size_t i = 0; i < MANY; i++)
        count += is_in_sample(view, many[i].id);
    return count;
}

/* 200 persons: every fifth, forty of them, and the one of 9903. */
static void every_so_many_and_one_of_each_category(void **state)
{
    (void)state;
    struct report_fixture fixture;
    make_many();
    report_fixture_write(&fixture, many, MANY);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    assert_in_range(count_sample(view), 40, 42);
    assert_true(is_in_sample(view, many[7].id));
    size_t first = 0;
    while (!is_in_sample(view, many[first].id))
        first++;
    for (size_t i = first; i < MANY; i += 5)
        EXPECT_INT("periodic", is_in_sample(view, many[i].id), true);
    book_view_close(view);
    report_fixture_release(&fixture);
}

static void other_inputs_choose_others(void **state)
{
    bool differs = false;
    (void)state;
    make_many();
    struct report_fixture fixture;
    report_fixture_write(&fixture, many, MANY);
    struct book_view *first = report_view(&fixture, FILE_NAME);
    for (char letter = 'b'; letter <= 'f' && !differs; letter++) {
        struct report_fixture other;
        struct failure failure = FAILURE_INIT;
        report_fixture_init(&other, many, MANY);
        memset(other.decided.roster.files[0].sha256, letter, 64);
        assert_int_equal(
            reports_write(&other.input, other.folder.path, &failure), 0);
        struct book_view *second = report_view(&other, FILE_NAME);
        for (size_t i = 0; i < MANY; i++)
            differs = differs || is_in_sample(first, many[i].id) !=
                                     is_in_sample(second, many[i].id);
        book_view_close(second);
        report_fixture_release(&other);
    }
    assert_true(differs);
    book_view_close(first);
    report_fixture_release(&fixture);
}

/* Nine persons are all in it; each row of evidence is a line. */
static void each_row_of_evidence_is_told_with_its_verdict(void **state)
{
    (void)state;
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    struct book_view *view = report_view(&fixture, FILE_NAME);
    char id[ID_TEXT_SIZE];
    id_number_text(report_person(PERSON_MARGIN), id);
    const struct cell_view cell = view_find(view, SHEET, id);
    char ref[16];
    const int row = atoi(cell.ref + 1);
    static const struct {
        char column;
        int below;
        const char *value;
    } cases[] = {
        {'I', 0, "低收入对象"}, {'M', 0, "生效"},       {'I', 1, "重度残疾人"},
        {'L', 1, "3级"},        {'O', 0, "低收入对象"}, {'O', 1, "低收入对象"},
        {'P', 0, "285"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        snprintf(ref, sizeof ref, "%c%d", cases[i].column,
                 row + cases[i].below);
        EXPECT_TEXT(ref, view_cell(view, SHEET, ref).value, cases[i].value);
    }
    for (int person = 0; person < PERSON_COUNT; person++)
        assert_true(
            is_in_sample(view, report_person((enum report_person)person)));
    book_view_close(view);
    report_fixture_release(&fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_so_many_and_one_of_each_category),
        cmocka_unit_test(other_inputs_choose_others),
        cmocka_unit_test(each_row_of_evidence_is_told_with_its_verdict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
