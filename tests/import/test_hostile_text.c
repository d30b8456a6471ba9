/*
 * Text files that mean harm, or that break off: refused in plain words, or
 * read as they stand, within a gibibyte and a minute.
 */
#include "import/import.h"
#include "tests/support/hostile_file.h"
#include "tests/support/roster_policy.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define A "511499199001010012"
#define HEADER "东区特困人员花名册,,\n姓名,身份证号,人员类别\n"
#define PERSON "张三," A ",特困人员\n"

enum { MEBIBYTE = 1 << 20 };

/* `start`, then `piece` until there are `mib` mebibytes, then `end`. */
static void make_flood(struct text *out, const char *start, const char *piece,
                       unsigned mib, const char *end)
{
    struct text block = TEXT_INIT;
    while (block.length < MEBIBYTE)
        text_append(&block, piece);
    text_append(out, start);
    for (unsigned i = 0; i < mib; i++)
        text_append_bytes(out, block.data, block.length);
    text_append(out, end);
    assert_false(out->failed);
    text_release(&block);
}

static const struct flood_case {
    const char *name, *start, *piece, *end;
    unsigned mib;
    int why; /* -1 = is read */
} floods[] = {
    {"one line", HEADER, "x", "\n", 17, MESSAGE_WHY_LONG_ROW},
    {"one line of fields", HEADER, "x,", "\n", 17, MESSAGE_WHY_LONG_ROW},
    {"one line of separators", HEADER, ",", "\n", 17, MESSAGE_WHY_LONG_ROW},
    {"too many fields", HEADER, "x,", "\n", 2, MESSAGE_WHY_COLUMNS},
    {"line ends", HEADER, "\n", PERSON, 17, MESSAGE_WHY_BLANK_ROWS},
    {"carriage returns", HEADER, "\r", PERSON, 17, MESSAGE_WHY_BLANK_ROWS},
    {"empty fields", HEADER, ",,\n", PERSON, 17, MESSAGE_WHY_BLANK_ROWS},
    {"one long cell", HEADER "张三," A ",", "特", "\n", 1,
     MESSAGE_WHY_LONG_CELL},
};

static void floods_are_refused_in_plain_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(floods); i++) {
        const struct flood_case *flood = &floods[i];
        struct text file = TEXT_INIT;
        make_flood(&file, flood->start, flood->piece, flood->mib, flood->end);
        hostile_expect(flood->name, file.data, file.length, DIAG_FILE_LIMIT,
                       flood->why);
        text_release(&file);
    }
}

/* The same in GB18030, which is converted block by block. */
static void floods_in_gb18030_are_refused_too(void **state)
{
    static const char start[] = "\xD0\xD5\xC3\xFB,\xC9\xED\n"; /* 姓名,身 */
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct text file = TEXT_INIT;
        make_flood(&file, start, floods[i].piece, 17, "\n");
        hostile_expect(floods[i].name, file.data, file.length, DIAG_FILE_LIMIT,
                       MESSAGE_WHY_LONG_ROW);
        text_release(&file);
    }
}

static void a_million_blank_rows_are_read(void **state)
{
    struct text file = TEXT_INIT;
    struct text found = TEXT_INIT;
    (void)state;
    text_append(&file, HEADER);
    for (int i = 0; i < 1000000; i++)
        text_append(&file, ",,\n");
    text_append(&file, PERSON);
    hostile_inspect(file.data, file.length, &found);
    assert_string_equal(text_of(&found), "[] 1 0");
    text_release(&file);
    text_release(&found);
}

static void zeros_are_no_text(void **state)
{
    struct text file = TEXT_INIT;
    (void)state;
    char *zeros = mem_alloc(8 * MEBIBYTE);
    assert_non_null(zeros);
    hostile_expect("zeros", zeros, 8 * MEBIBYTE, DIAG_FILE_FORMAT,
                   MESSAGE_WHY_IS_BINARY);
    mem_free(zeros);
    text_release(&file);
}

/* ---- files that change ---- */

/* The first it is told: the child is at work by then. */
static void cut_short(void *context, const char *file, size_t done,
                      size_t total, uint64_t rows)
{
    (void)file, (void)done, (void)total, (void)rows;
    assert_int_equal(truncate(context, 100), 0);
}

/* Its reader falls over pages that are no more. */
static void a_file_that_shrinks_while_it_is_read_is_told(void **state)
{
    struct scratch_folder folder;
    char path[128];
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    struct roster roster;
    struct arena *arena = arena_new();
    (void)state;
    assert_non_null(arena);
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/名单.csv", folder.path);
    make_flood(&text, HEADER, PERSON, 30, "");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.data, 1, text.length, file), text.length);
    fclose(file);
    const char *const paths[] = {path};
    const struct import_options options = {
        .policy = roster_policy(arena),
        .as_of = 20230831,
        .progress = cut_short,
        .context = path,
    };
    assert_int_equal(rosters_read(paths, 1, &options, &roster, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-changed");
    assert_string_equal(failure.file, path);
    text_release(&text);
    arena_free(arena);
    scratch_remove(&folder);
}

/* ---- limits ---- */

static void a_file_that_takes_too_long_is_stopped_and_named(void **state)
{
    struct scratch_folder folder;
    char path[128];
    struct text text = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    bool is_unconfined = false;
    const struct dump_options second = {.time_limit = 1};
    (void)state;
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/名单.csv", folder.path);
    make_flood(&text, "", "a,b\n", 120, "");
    FILE *file = fopen(path, "wb");
    FILE *out = fopen("/dev/null", "w");
    assert_true(file != NULL && out != NULL);
    assert_int_equal(fwrite(text.data, 1, text.length, file), text.length);
    fclose(file);
    assert_int_equal(
        workbook_dump(path, &second, out, &is_unconfined, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-limit");
    assert_int_equal(failure.why, (int)MESSAGE_READER_TIME + 1);
    assert_string_equal(failure.note, "> 1 s");
    fclose(out);
    text_release(&text);
    scratch_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(floods_are_refused_in_plain_words),
        cmocka_unit_test(floods_in_gb18030_are_refused_too),
        cmocka_unit_test(a_million_blank_rows_are_read),
        cmocka_unit_test(zeros_are_no_text),
        cmocka_unit_test(a_file_that_shrinks_while_it_is_read_is_told),
        cmocka_unit_test(a_file_that_takes_too_long_is_stopped_and_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
