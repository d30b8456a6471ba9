/* daopan policy show in its formats. */
#include "cli/options.h"
#include "cli/policy_page.h"
#include "core/arena.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char shown[] = "mappings/meishan/2024";

static void every_format_has_order_quotes_and_what_is_open(void **state)
{
    (void)state;
    static const struct {
        const char *format, *words;
    } cases[] = {
        {"text", " 9 民政 — 特困"},
        {"text",
         "依据：眉医保办发〔2023〕18号 三、（二）：“特困救助对象 2304”"},
        {"text", "条件：年满60周岁；或未满18周岁；或三级或者四级残疾"},
        {"text", "文件没有写、这里也不补的"},
        {"text", "口径1"},
        {"json", "\"code\":\"01\""},
        {"json", "\"facts\":[{\"section\":"},
        {"html", "<td class=\"c\">01</td>"},
        {"html", "@page { size: A4 landscape"},
        {"html", "宋体"},
        {"html", "<td class=\"n\">285.00</td><td class=\"n\">95.00</td>"},
        {"html", "<h2>文件没有写、这里也不补的</h2>"},
        {"html", "“特困救助对象 2304”"},
        {"html", "“一级残疾军人 9901”；口径7\n"
                 "资助标准和申请单位的依据同“烈士遗属”</td>"},
        {"text", "资助标准和申请单位的依据同“烈士遗属”"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *const arguments[] = {"policy",   "show",          shown,
                                         "--format", cases[i].format, NULL};
        struct text out = TEXT_INIT;
        EXPECT_INT(cases[i].words, daopan_run(arguments, &out), EXIT_DONE);
        EXPECT(cases[i].words, strstr(text_of(&out), cases[i].words) != NULL);
        text_release(&out);
    }
}

/* A window of any width shows it, and no column stands empty. */
static void html_has_no_column_for_what_is_not_printed(void **state)
{
    (void)state;
    static const struct {
        const char *policy, *column;
        bool has_codes;
    } cases[] = {
        {"mappings/meishan/2024", "<th>代码</th>", true},
        {"mappings/kaiping/2024", "<th>代码</th>", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *const arguments[] = {"policy",   "show", cases[i].policy,
                                         "--format", "html", NULL};
        struct text out = TEXT_INIT;
        EXPECT_INT(cases[i].policy, daopan_run(arguments, &out), EXIT_DONE);
        EXPECT(cases[i].policy, (strstr(text_of(&out), cases[i].column) !=
                                 NULL) == cases[i].has_codes);
        const char *left_out =
            strstr(text_of(&out), "<h2>文件没有写、这里也不补的</h2>");
        EXPECT(cases[i].policy,
               left_out != NULL && strstr(left_out, "依据和原文") == NULL);
        EXPECT(cases[i].policy,
               strstr(text_of(&out), ".table { overflow-x: auto; }") != NULL);
        text_release(&out);
    }
}

static void ratio_that_the_tier_names_is_not_said_again(void **state)
{
    (void)state;
    static const struct {
        const char *tier, *words;
    } cases[] = {
        {"25%资助+75%个人缴费", "25%资助+75%个人缴费"},
        {"２５％资助", "２５％资助"},
        {"定额资助", "定额资助 25%"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct category category = {.tier = cases[i].tier,
                                          .ratio_bp = 2500};
        struct text out = TEXT_INIT;
        policy_append_tier(&out, &category, " ");
        EXPECT_TEXT(cases[i].tier, text_of(&out), cases[i].words);
        text_release(&out);
    }
}

static void the_page_needs_no_other_file(void **state)
{
    (void)state;
    static const char *const outside[] = {"http",    "src=",  "url(",
                                          "@import", "<link", "<script"};
    const char *const arguments[] = {"policy",   "show", shown,
                                     "--format", "html", NULL};
    struct text out = TEXT_INIT;
    assert_int_equal(daopan_run(arguments, &out), EXIT_DONE);
    for (size_t i = 0; i < COUNT_OF(outside); i++)
        EXPECT(outside[i], strstr(text_of(&out), outside[i]) == NULL);
    text_release(&out);
}

static void what_html_would_take_for_tags_is_escaped(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct policy_facts facts = {.items = NULL};
    struct policy policy = *policy_fixture();
    struct text out = TEXT_INIT;
    policy.title = "<b>资助 & \"补贴\"";
    assert_int_equal(policy_facts_make(&policy, arena, &facts), 0);
    const struct policy_page page = {.policy = &policy, .facts = &facts};
    policy_page_append_html(&out, &page);
    assert_non_null(
        strstr(text_of(&out), "<h1>&lt;b&gt;资助 &amp; &quot;补贴&quot;</h1>"));
    assert_null(strstr(text_of(&out), "<b>"));
    text_release(&out);
    mem_free(facts.items);
    arena_free(arena);
}

static void a_file_is_written_where_it_is_asked(void **state)
{
    (void)state;
    static const char *const formats[] = {"text", "json", "html", "xlsx"};
    struct scratch_folder folder;
    scratch_make(&folder);
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        char path[128];
        size_t size = 0;
        struct text out = TEXT_INIT;
        snprintf(path, sizeof path, "%s/policy.%s", folder.path, formats[i]);
        const char *const arguments[] = {"policy",   "show",  shown, "--format",
                                         formats[i], "--out", path,  NULL};
        EXPECT_INT(formats[i], daopan_run(arguments, &out), EXIT_DONE);
        EXPECT_INT(formats[i], out.length, 0);
        free(scratch_read(&folder, path + strlen(folder.path) + 1, &size));
        EXPECT(formats[i], size > 1000);
        text_release(&out);
    }
    scratch_remove(&folder);
}

static void what_cannot_be_written_is_refused(void **state)
{
    (void)state;
    const char *const nowhere[] = {"policy",   "show", shown,
                                   "--format", "xlsx", NULL};
    const char *const denied[] = {"policy",
                                  "show",
                                  shown,
                                  "--format",
                                  "html",
                                  "--out",
                                  "/tmp/no/such/folder/p.html",
                                  NULL};
    assert_int_equal(daopan_run(nowhere, NULL), EXIT_USAGE);
    assert_int_equal(daopan_run(denied, NULL), EXIT_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_has_order_quotes_and_what_is_open),
        cmocka_unit_test(html_has_no_column_for_what_is_not_printed),
        cmocka_unit_test(ratio_that_the_tier_names_is_not_said_again),
        cmocka_unit_test(the_page_needs_no_other_file),
        cmocka_unit_test(what_html_would_take_for_tags_is_escaped),
        cmocka_unit_test(a_file_is_written_where_it_is_asked),
        cmocka_unit_test(what_cannot_be_written_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
