/*
 * Hostile files go through the public calls only.
 */
#include "tests/support/hostile_file.h"

#include "import/import.h"
#include "tests/support/roster_policy.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECONDS = 60 };
#define MEMORY ((uint64_t)1 << 30)

int hostile_dump(const char *bytes, size_t size, struct failure *failure)
{
    const struct dump_options options = {.memory_limit = MEMORY,
                                         .time_limit = SECONDS};
    bool is_unconfined = false;
    struct memory_file memory;
    FILE *out = fopen("/dev/null", "w");
    assert_non_null(out);
    memory_file_open(&memory, bytes, size);
    const int result =
        workbook_dump(memory.path, &options, out, &is_unconfined, failure);
    memory_file_close(&memory);
    fclose(out);
    return result;
}

void hostile_expect(const char *name, const char *bytes, size_t size,
                    enum diag_code code, int why)
{
    struct failure failure = FAILURE_INIT;
    struct text text = TEXT_INIT;
    EXPECT_INT(name, hostile_dump(bytes, size, &failure), -1);
    failure_append(&text, &failure, LANGUAGE_EN);
    if (failure.code != code || failure.why != (unsigned)(why + 1))
        fail_msg("%s: %s", name, text_of(&text));
    text_release(&text);
}

void hostile_inspect(const char *bytes, size_t size, struct text *out)
{
    struct memory_file memory;
    struct failure failure = FAILURE_INIT;
    struct roster roster;
    unsigned long fates[FATE_COUNT] = {0};
    struct arena *arena = arena_new();
    assert_non_null(arena);
    const struct import_options options = {
        .policy = roster_policy(arena),
        .as_of = 20230831,
        .memory_limit = MEMORY,
        .time_limit = SECONDS,
    };
    memory_file_open(&memory, bytes, size);
    const char *const paths[] = {memory.path};
    assert_int_equal(rosters_inspect(paths, 1, &options, &roster, &failure), 0);
    text_append(out, "[");
    for (size_t i = 0; i < roster.diag_count; i++)
        if (diag_severity(roster.diags[i].code) == SEVERITY_FAILURE)
            text_printf(out, "%s%s", out->length > 1 ? " " : "",
                        diag_name(roster.diags[i].code));
    for (size_t i = 0; i < roster.row_count; i++)
        fates[roster.rows[i].fate]++;
    text_printf(out, "] %lu %lu", fates[FATE_ACCEPTED], fates[FATE_RETURNED]);
    memory_file_close(&memory);
    roster_release(&roster);
    arena_free(arena);
}
