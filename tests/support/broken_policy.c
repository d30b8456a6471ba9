#include "tests/support/broken_policy.h"

#include "allocate/allocate.h"
#include "core/text.h"
#include "import/import.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = "mappings/meishan/2024";
static const char *const names[] = {"policy.yaml", "columns.yaml",
                                    "cases.yaml"};

const struct policy *meishan_policy(struct arena *arena)
{
    const struct policy *policy = NULL;
    struct failure failure = FAILURE_INIT;
    if (policy_load(folder, arena, &policy, &failure) != 0)
        fail_msg("%s:%u:%u: %s", failure.file, (unsigned)failure.row,
                 (unsigned)failure.column, failure.note);
    return policy;
}

static void append_file(struct text *out, const char *name)
{
    char path[256];
    char buffer[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t got = fread(buffer, 1, sizeof buffer, file); got > 0;
         got = fread(buffer, 1, sizeof buffer, file))
        text_append_bytes(out, buffer, got);
    fclose(file);
}

/* The part's text, the first `find` replaced. */
static void append_broken(struct text *out, enum policy_part part,
                          const char *find, const char *replace)
{
    struct text whole = TEXT_INIT;
    append_file(&whole, names[part]);
    const char *at = strstr(text_of(&whole), find);
    if (at == NULL)
        fail_msg("%s has no \"%s\"", names[part], find);
    text_append_bytes(out, whole.data, (size_t)(at - whole.data));
    text_append(out, replace);
    text_append(out, at + strlen(find));
    text_release(&whole);
}

static void append_part(struct text *out, enum policy_part part,
                        const struct text *broken, enum policy_part broken_part)
{
    struct text whole = TEXT_INIT;
    append_file(&whole, names[part]);
    const struct text *used = part == broken_part ? broken : &whole;
    text_printf(out, "%s %zu\n", names[part], used->length);
    text_append_bytes(out, text_of(used), used->length);
    text_append(out, "\n");
    text_release(&whole);
}

static int load_framed(enum policy_part part, const struct text *broken,
                       struct arena *arena, const struct policy **out,
                       struct failure *failure)
{
    struct text framed = TEXT_INIT;
    text_append(&framed, "daopan-policy 1\n");
    append_part(&framed, PART_POLICY, broken, part);
    append_part(&framed, PART_COLUMNS, broken, part);
    const char *kept = arena_text(arena, framed.data, framed.length);
    assert_non_null(kept);
    const int result =
        policy_load_text(kept, framed.length, arena, out, failure);
    text_release(&framed);
    return result;
}

int broken_policy_load(enum policy_part part, const char *find,
                       const char *replace, struct arena *arena,
                       const struct policy **out, struct failure *failure)
{
    struct text broken = TEXT_INIT;
    append_broken(&broken, part, find, replace);
    const int result = load_framed(part, &broken, arena, out, failure);
    text_release(&broken);
    return result;
}

/* Among what is found when the reader goes on after each defect, there is the
 * one that ends it otherwise. */
static void expect_among(const struct breakage *row,
                         const struct policy_findings *findings,
                         const struct failure *failure)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct policy_finding *finding = &findings->items[i];
        if (finding->line == failure->row &&
            finding->column == failure->column &&
            strcmp(finding->words.note, failure->note) == 0)
            return;
    }
    fail_msg("%s: \"%s\" is not among %zu defects", row->name, failure->note,
             findings->count);
}

/* Loads the three files, one of them broken, from a folder, as it is done for
 * a run and as it is done for somebody who mends them. */
static int load_folder(enum policy_part part, const struct breakage *row,
                       struct arena *arena, struct failure *failure)
{
    struct scratch_folder place;
    struct policy_findings findings = {.items = NULL};
    struct failure unused = FAILURE_INIT;
    const struct policy *policy = NULL;
    const struct case_list *cases = NULL;
    scratch_make(&place);
    broken_policy_write(place.path, part, row->find, row->replace);
    int result = policy_load(place.path, arena, &policy, failure);
    assert_int_equal(policy_defects(place.path, arena, &findings, &unused), 0);
    if (part == PART_CASES && result == 0) {
        EXPECT_INT(row->name, findings.count, 0);
        result = cases_load(place.path, policy, arena, &cases, failure);
        assert_int_equal(
            cases_defects(place.path, policy, arena, &findings, &unused), 0);
    }
    EXPECT_INT(row->name, unused.code, DIAG_NONE);
    expect_among(row, &findings, failure);
    policy_findings_release(&findings);
    scratch_remove(&place);
    return result;
}

void text_place(const char *name, const char *text, const char *word,
                rownum *line, colnum *column)
{
    const char *found = strstr(text, word);
    if (found == NULL || strstr(found + 1, word) != NULL) {
        fail_msg("%s: \"%s\" does not stand once", name, word);
        return;
    }
    const char *start = text;
    *line = 1;
    for (const char *at = text; at < found; at++) {
        if (*at == '\n') {
            ++*line;
            start = at + 1;
        }
    }
    *column = (colnum)(utf8_count(start, (size_t)(found - start)) + 1);
}

static void check_breakage(enum policy_part part, const struct breakage *row)
{
    struct arena *arena = arena_new();
    struct text broken = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    rownum line = 0;
    colnum column = 0;
    append_broken(&broken, part, row->find, row->replace);
    const int result = load_folder(part, row, arena, &failure);
    EXPECT(row->name, result == -1);
    EXPECT(row->name, failure.code == DIAG_POLICY_INVALID);
    if (strstr(failure.note, row->says) == NULL)
        fail_msg("%s: says \"%s\"", row->name, failure.note);
    EXPECT(row->name, strstr(failure.file, names[part]) != NULL);
    text_place(row->name, text_of(&broken), row->at, &line, &column);
    if (failure.row != line || failure.column != column)
        fail_msg("%s: at %u:%u, not %u:%u (%s)", row->name,
                 (unsigned)failure.row, (unsigned)failure.column,
                 (unsigned)line, (unsigned)column, failure.note);
    text_release(&broken);
    arena_free(arena);
}

void breakages_check(enum policy_part part, const struct breakage *rows,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_breakage(part, &rows[i]);
}

/* ---- what loads, and is wrong all the same ---- */

static void append_finding(struct text *out,
                           const struct policy_finding *finding)
{
    text_printf(out, "%s %s %u:%u ", diag_name(finding->code), finding->at.path,
                (unsigned)finding->line, (unsigned)finding->column);
    diag_append_message(out, finding->code, LANGUAGE_ZH, &finding->words);
    text_append(out, "\n");
}

static void lint_all(const struct policy *policy, struct arena *arena,
                     struct policy_findings *out)
{
    struct failure failure = FAILURE_INIT;
    assert_int_equal(policy_lint(policy, &policy, 1, LANGUAGE_ZH, arena, out),
                     0);
    assert_int_equal(policy_locate(policy, out, &failure), 0);
    policy_findings_sort(out);
}

static void check_lint(enum policy_part part, const struct lint_breakage *row)
{
    const struct breakage *breakage = &row->breakage;
    const char *name = breakage->name;
    struct arena *arena = arena_new();
    struct text broken = TEXT_INIT;
    struct text said = TEXT_INIT;
    struct failure failure = FAILURE_INIT;
    struct policy_findings findings = {.items = NULL};
    const struct policy *policy = NULL;
    rownum line = 0;
    colnum column = 0;
    append_broken(&broken, part, breakage->find, breakage->replace);
    if (load_framed(part, &broken, arena, &policy, &failure) != 0)
        fail_msg("%s: does not load: %s", name, failure.note);
    text_place(name, text_of(&broken), breakage->at, &line, &column);
    lint_all(policy, arena, &findings);
    bool is_found = false;
    for (size_t i = 0; i < findings.count; i++) {
        const struct policy_finding *finding = &findings.items[i];
        append_finding(&said, finding);
        is_found |= finding->code == row->code && finding->line == line &&
                    finding->column == column &&
                    (int)finding->at.file == (int)part &&
                    strstr(text_of(&said), breakage->says) != NULL;
    }
    if (!is_found)
        fail_msg("%s: nothing at %u:%u that says \"%s\", but\n%s", name,
                 (unsigned)line, (unsigned)column, breakage->says,
                 text_of(&said));
    policy_findings_release(&findings);
    text_release(&said);
    text_release(&broken);
    arena_free(arena);
}

void lint_breakages_check(enum policy_part part,
                          const struct lint_breakage *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_lint(part, &rows[i]);
}

void broken_policy_write(const char *path, enum policy_part part,
                         const char *find, const char *replace)
{
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct text text = TEXT_INIT;
        char file_name[512];
        if (find != NULL && i == part)
            append_broken(&text, part, find, replace);
        else
            append_file(&text, names[i]);
        snprintf(file_name, sizeof file_name, "%s/%s", path, names[i]);
        FILE *file = fopen(file_name, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(text.data, 1, text.length, file), text.length);
        assert_int_equal(fclose(file), 0);
        text_release(&text);
    }
}
