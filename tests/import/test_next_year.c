/* Next year's policy: what is marked, what is kept, and that marks refuse. */
#include "core/text.h"
#include "import/import.h"
#include "import/review.h"
#include "tests/support/broken_policy.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A policy in a folder of its own. */
struct workshop {
    struct scratch_folder folder;
    struct arena *arena;
    const struct policy *policy;
    struct policy_draft draft;
};

static void make_place(struct workshop *place, const char *find,
                       const char *replace)
{
    struct failure failure = FAILURE_INIT;
    scratch_make(&place->folder);
    place->arena = arena_new();
    broken_policy_write(place->folder.path, PART_POLICY, find, replace);
    assert_int_equal(
        policy_load(place->folder.path, place->arena, &place->policy, &failure),
        0);
    if (policy_next_year(place->policy, 2025, place->arena, &place->draft,
                         &failure) != 0)
        fail_msg("%s: %s", failure.file, failure.note);
}

static void remove_place(struct workshop *place)
{
    arena_free(place->arena);
    scratch_remove(&place->folder);
}

/* The text without marks at the ends of lines. */
static void append_cleared(struct text *out, const char *text)
{
    static const char mark[] = "  # " REVIEW_MARK;
    for (const char *at = text; *at != '\0';) {
        if (strncmp(at, mark, sizeof mark - 1) == 0)
            at += strcspn(at, "\n");
        else
            text_append_bytes(out, at++, 1);
    }
}

static void replace_once(struct text *out, const char *text, const char *find,
                         const char *replace)
{
    const char *at = strstr(text, find);
    assert_non_null(at);
    text_append_bytes(out, text, (size_t)(at - text));
    text_append(out, replace);
    text_append(out, at + strlen(find));
}

static void only_marks_id_and_year_differ(void **state)
{
    (void)state;
    static const char *const heads[POLICY_FILE_COUNT] = {
        "id: meishan-2025", "policy: meishan-2025", "policy: meishan-2025"};
    static const char *const old_heads[POLICY_FILE_COUNT] = {
        "id: meishan-2024", "policy: meishan-2024", "policy: meishan-2024"};
    struct workshop place;
    make_place(&place, NULL, NULL);
    assert_string_equal(place.draft.id, "meishan-2025");
    for (int i = 0; i < POLICY_FILE_COUNT; i++) {
        const char *name = policy_file_name((enum policy_file)i);
        struct text cleared = TEXT_INIT;
        struct text back = TEXT_INIT;
        struct text whole = TEXT_INIT;
        char *original = scratch_read(&place.folder, name, NULL);
        append_cleared(&cleared, place.draft.texts[i]);
        replace_once(&back, text_of(&cleared), heads[i], old_heads[i]);
        if (i == POLICY_FILE_RULES)
            replace_once(&whole, text_of(&back), "insured_year: 2025",
                         "insured_year: 2024");
        EXPECT_TEXT(name, text_of(i == POLICY_FILE_RULES ? &whole : &back),
                    original);
        free(original);
        text_release(&cleared);
        text_release(&back);
        text_release(&whole);
    }
    remove_place(&place);
}

static void everything_that_a_document_may_change_is_marked(void **state)
{
    (void)state;
    static const struct {
        enum policy_file file;
        const char *line;
    } lines[] = {
        {POLICY_FILE_RULES, "  from: 2023-08-29  # 【待核】日期\n"},
        {POLICY_FILE_RULES, "    issued: 2023-08-29  # 【待核】日期\n"},
        {POLICY_FILE_RULES, "  amount: \"380.00\"  # 【待核】金额\n"},
        {POLICY_FILE_RULES, "  winner: last_loaded  # 【待核】规则\n"},
        {POLICY_FILE_RULES,
         "quote: \"2024 年度城乡居民基本医疗保险个人缴费标准为 380 "
         "元/人·年\"}  # 【待核】依据和原文\n"},
        {POLICY_FILE_RULES,
         "quote: \"特殊人员导盘顺序依次为\", assumption: a-precedence}  # "
         "【待核】这项决定还对不对、依据和原文\n"},
        {POLICY_FILE_RULES, "    due: {to: 2023-12-20}  # 【待核】日期\n"},
        {POLICY_FILE_RULES, "    deadline: 2023-12-31  # 【待核】日期\n"},
        {POLICY_FILE_RULES, "    ratio: 25%  # 【待核】金额\n"},
        {POLICY_FILE_RULES, "    subsidy: \"95.00\"  # 【待核】金额\n"},
        {POLICY_FILE_RULES, "    label: 稳定脱贫户  # 【待核】导盘次序\n"},
        {POLICY_FILE_RULES, "      - code: \"2303\"  # 【待核】类别和代码\n"},
        {POLICY_FILE_RULES, "            age_max: 17  # 【待核】条件\n"},
        {POLICY_FILE_RULES, "            grades: [1, 2]  # 【待核】条件\n"},
        {POLICY_FILE_COLUMNS,
         "    name: 脱贫户花名册  # 【待核】花名册的列名和写法\n"},
        {POLICY_FILE_CASES,
         "  - name: 只是稳定脱贫户  # 【待核】算例的日期、金额和结果\n"},
    };
    struct workshop place;
    make_place(&place, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        EXPECT(lines[i].line,
               strstr(place.draft.texts[lines[i].file], lines[i].line) != NULL);
    remove_place(&place);
}

static void a_text_over_several_lines_is_marked_above(void **state)
{
    (void)state;
    static const struct {
        const char *name, *replace, *want;
    } cases[] = {
        {"folded", "title: >-\n  2024年度\n  资助\nbureau",
         "# 【待核】名称\ntitle: >-\n  2024年度\n  资助\nbureau"},
        {"in quotes", "title: \"2024年度\n  # 资助\"\nbureau",
         "# 【待核】名称\ntitle: \"2024年度\n  # 资助\"\nbureau"},
        {"plain", "title: 2024年度\n  资助\nbureau",
         "# 【待核】名称\ntitle: 2024年度\n  资助\nbureau"},
        {"with a comment", "title: 资助 # 暂定\nbureau",
         "title: 资助 # 暂定  # 【待核】名称\nbureau"},
        {"a return at the end", "title: 资助\r\nbureau",
         "title: 资助  # 【待核】名称\r\nbureau"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct workshop place;
        make_place(&place,
                   "title: 2024年度眉山市城乡居民医保特殊人员资助参保\nbureau",
                   cases[i].replace);
        EXPECT(cases[i].name, strstr(place.draft.texts[POLICY_FILE_RULES],
                                     cases[i].want) != NULL);
        remove_place(&place);
    }
}

/* ---- marks refuse ---- */

static void a_single_mark_refuses_the_policy(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum policy_part part;
        const char *find, *replace, *at;
    } cases[] = {
        {"at a line's end", PART_POLICY, "insured_year: 2024",
         "insured_year: 2024  # 【待核】日期", "【待核】"},
        {"in a value", PART_POLICY, "title: 民政局", "title: 民政局【待核】",
         "【待核】"},
        {"among the columns", PART_COLUMNS, "name: 脱贫户花名册",
         "name: 脱贫户花名册 # 【待核】", "【待核】"},
        {"instead of a word", PART_COLUMNS, "四级伤残军人", "【待核】",
         "【待核】"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scratch_folder folder;
        struct arena *arena = arena_new();
        struct failure failure = FAILURE_INIT;
        const struct policy *policy = NULL;
        rownum line = 0;
        colnum column = 0;
        scratch_make(&folder);
        broken_policy_write(folder.path, cases[i].part, cases[i].find,
                            cases[i].replace);
        char *text = scratch_read(&folder,
                                  cases[i].part == PART_POLICY ? "policy.yaml"
                                                               : "columns.yaml",
                                  NULL);
        text_place(cases[i].name, text, cases[i].at, &line, &column);
        EXPECT_INT(cases[i].name,
                   policy_load(folder.path, arena, &policy, &failure), -1);
        EXPECT_INT(cases[i].name, failure.code, DIAG_POLICY_UNREVIEWED);
        EXPECT_INT(cases[i].name, failure.row, line);
        EXPECT_INT(cases[i].name, failure.column, column);
        struct policy_findings marks = {.items = NULL};
        assert_int_equal(policy_marks(folder.path, arena, &marks, &failure), 0);
        EXPECT_INT(cases[i].name, marks.count, 1);
        EXPECT_INT(cases[i].name, marks.items[0].line, line);
        policy_findings_release(&marks);
        free(text);
        arena_free(arena);
        scratch_remove(&folder);
    }
}

static void marked_cases_do_not_load(void **state)
{
    (void)state;
    struct scratch_folder folder;
    struct arena *arena = arena_new();
    struct failure failure = FAILURE_INIT;
    const struct policy *policy = NULL;
    const struct case_list *cases = NULL;
    scratch_make(&folder);
    broken_policy_write(folder.path, PART_CASES, "cases:", "cases: # 【待核】");
    assert_int_equal(policy_load(folder.path, arena, &policy, &failure), 0);
    assert_int_equal(cases_load(folder.path, policy, arena, &cases, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_POLICY_UNREVIEWED);
    arena_free(arena);
    scratch_remove(&folder);
}

static void each_failing_allocation_is_reported(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy *policy = meishan_policy(arena);
    int result = -1;
    for (unsigned long after = 1; result != 0; after += after < 40 ? 1 : 97) {
        struct arena *own = arena_new();
        struct policy_draft draft;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(after);
        result = policy_next_year(policy, 2025, own, &draft, &failure);
        mem_fail_after(0);
        assert_true(result == 0 || failure.code != DIAG_NONE);
        arena_free(own);
        assert_true(after < 100000);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_marks_id_and_year_differ),
        cmocka_unit_test(everything_that_a_document_may_change_is_marked),
        cmocka_unit_test(a_text_over_several_lines_is_marked_above),
        cmocka_unit_test(a_single_mark_refuses_the_policy),
        cmocka_unit_test(marked_cases_do_not_load),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
