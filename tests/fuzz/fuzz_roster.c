/*
 * Recognition of rosters, from CSV text: which kind, which columns, who is in
 * it. Whatever comes in, each row read has one of the four fates, and what
 * was recognised can be decided.
 */
#include "tests/fuzz/fuzz_roster.h"

#include "allocate/allocate.h"
#include "import/gather.h"
#include "tests/support/roster_policy.h"
#include <string.h>

enum { CUT_OFF = 20230831 };

/* The one state that targets keep: a policy, for as long as they run. */
const struct policy *fuzz_roster_policy(void)
{
    static const struct policy *policy;
    static struct arena *volatile arena; /* kept where leaks are looked for */
    if (policy == NULL) {
        arena = arena_new();
        FUZZ_CHECK(arena != NULL);
        policy = roster_policy(arena);
    }
    return policy;
}

void fuzz_roster_init(struct roster *roster)
{
    FUZZ_CHECK(roster_init(roster) == 0);
    FUZZ_CHECK(mem_grow(&roster->files, &roster->file_capacity, 1,
                        sizeof *roster->files) == 0);
    roster->files[roster->file_count++] =
        (struct roster_file){.path = "r.csv", .name = "r.csv", .format = ""};
}

int fuzz_roster_gather(const uint8_t *bytes, size_t size, bool is_inspecting,
                       struct roster *roster)
{
    const struct file_bytes file = {"r.csv", bytes, size};
    const struct import_options options = {.policy = fuzz_roster_policy(),
                                           .as_of = CUT_OFF};
    struct failure failure = FAILURE_INIT;
    struct workbook workbook;
    struct reading reading;
    uint64_t rows = 0;
    int result = -1;
    struct arena *arena = arena_new();
    FUZZ_CHECK(arena != NULL);
    FUZZ_CHECK(reading_init(&reading, &options, arena) == 0);
    reading.is_inspecting = is_inspecting;
    if (delimited_open(&file, arena, &workbook, &failure) == 0) {
        const struct gathering gathering = {
            .reading = &reading,
            .workbook = &workbook,
            .file_name = file.path,
            .named_kind = POLICY_NONE,
            .roster = roster,
            .rows_done = &rows,
        };
        result = workbook_gather(&gathering, &failure);
        workbook_release(&workbook);
    }
    FUZZ_CHECK((result == 0) == (failure.code == DIAG_NONE));
    arena_free(arena);
    return result;
}

static void count_rows(const struct roster *roster)
{
    for (size_t i = 0; i < roster->sheet_count; i++) {
        const struct roster_sheet *sheet = &roster->sheets[i];
        uint32_t sum = 0;
        uint32_t skipped = 0;
        for (int fate = 0; fate < FATE_COUNT; fate++)
            sum += sheet->fates[fate];
        for (int skip = 0; skip < SKIP_COUNT; skip++)
            skipped += sheet->skips[skip];
        FUZZ_CHECK(sheet->rows_read == sum);
        FUZZ_CHECK(sheet->fates[FATE_SKIPPED] == skipped);
    }
}

static void say(const struct roster *roster, const struct diag *diag)
{
    const struct string_pool *pool = roster->strings;
    const struct diag_words words = {
        .label = string_pool_get(pool, diag->label),
        .cell = string_pool_get(pool, diag->cell),
        .note = string_pool_get(pool, diag->note),
    };
    struct text text = TEXT_INIT;
    diag_append_message(&text, diag->code, LANGUAGE_ZH, &words);
    FUZZ_CHECK(!text.failed);
    FUZZ_CHECK(utf8_is_valid(text_of(&text), text.length));
    text_release(&text);
}

void fuzz_roster_use(struct roster *roster)
{
    struct failure failure = FAILURE_INIT;
    struct allocation allocation;
    for (size_t i = 0; i < roster->diag_count; i++)
        say(roster, &roster->diags[i]);
    if (allocate(fuzz_roster_policy(), roster, CUT_OFF, &allocation,
                 &failure) == 0)
        allocation_release(&allocation);
}

void fuzz_roster(const uint8_t *bytes, size_t size)
{
    struct roster roster;
    if (size == 0)
        return;
    fuzz_roster_init(&roster);
    if (fuzz_roster_gather(bytes, size, false, &roster) == 0) {
        count_rows(&roster);
        fuzz_roster_use(&roster);
    }
    roster_release(&roster);
    fuzz_roster_init(&roster);
    if (fuzz_roster_gather(bytes, size, true, &roster) == 0)
        count_rows(&roster);
    roster_release(&roster);
}
