/* The keys of policy files, and the page that explains them. */
#include "core/text.h"
#include "import/policy_raw.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

static void read_file(const char *path, struct text *out)
{
    char buffer[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t got = fread(buffer, 1, sizeof buffer, file); got > 0;
         got = fread(buffer, 1, sizeof buffer, file))
        text_append_bytes(out, buffer, got);
    fclose(file);
    assert_false(out->failed);
}

/* Every word in quotes in the tables is a key or a choice of a clerk's. */
static size_t expect_explained(const char *path)
{
    struct text tables = TEXT_INIT;
    struct text page = TEXT_INIT;
    size_t count = 0;
    read_file("mappings/schema.md", &page);
    read_file(path, &tables);
    const char *at = strstr(text_of(&tables), "static const");
    const char *end = strstr(text_of(&tables), "/* ---- loading ---- */");
    assert_non_null(at);
    assert_non_null(end);
    for (at = strchr(at, '"'); at != NULL && at < end; at = strchr(at, '"')) {
        char key[64];
        const char *close = strchr(at + 1, '"');
        assert_non_null(close);
        snprintf(key, sizeof key, "`%.*s`", (int)(close - at - 1), at + 1);
        EXPECT(key, strstr(text_of(&page), key) != NULL);
        at = close + 1;
        count++;
    }
    text_release(&page);
    text_release(&tables);
    return count;
}

static void the_page_explains_every_key(void **state)
{
    (void)state;
    assert_true(expect_explained("import/policy_schema.c") > 100);
    assert_true(expect_explained("import/layout_schema.c") > 30);
}

static const char sample[] = "schema: 1\n"
                             "policy: p\n"
                             "labels:\n"
                             "  - {field: name, labels: [姓名, 本人姓名]}\n"
                             "  - {field: town, labels: [乡镇]}\n"
                             "kinds:\n"
                             "  - id: k\n"
                             "    name: 名单\n"
                             "    department: d\n"
                             "    categories: [\"01\"]\n"
                             "    title_words: [名]\n"
                             "    required: [name]\n";

static int load(struct arena *arena, const struct raw_columns **out,
                struct failure *failure)
{
    struct yaml_text text;
    if (yaml_text_parse("columns.yaml", sample, strlen(sample), arena, &text,
                        failure) != 0)
        return -1;
    return raw_columns_load(&text, arena, out, failure);
}

static void records_hold_what_is_written(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct raw_columns *raw = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(load(arena, &raw, &failure), 0);
    assert_int_equal(raw->label_count, 2);
    assert_string_equal(raw->labels[0].labels.items[1], "本人姓名");
    assert_int_equal(raw->labels[1].labels.count, 1);
    assert_int_equal(raw->value_count, 0);
    assert_int_equal(raw->kind_count, 1);
    assert_string_equal(raw->kinds[0].categories.items[0], "01");
    assert_null(raw->kinds[0].default_category);
    assert_int_equal(raw->kinds[0].value_count, 0);
    arena_free(arena);
}

static void records_without_memory_fail_cleanly(void **state)
{
    (void)state;
    bool is_loaded = false;
    for (unsigned long n = 1; !is_loaded; n++) {
        struct arena *arena = arena_new();
        const struct raw_columns *raw = NULL;
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        is_loaded = load(arena, &raw, &failure) == 0;
        mem_fail_after(0);
        if (!is_loaded)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_explains_every_key),
        cmocka_unit_test(records_hold_what_is_written),
        cmocka_unit_test(records_without_memory_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
