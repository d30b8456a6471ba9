/* The table of targets, and what several of them need. */
#include "tests/fuzz/fuzz_target.h"

#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct fuzz_target fuzz_targets[] = {
    {"xlsx", fuzz_xlsx, mutate_package},
    {"xlsx_sheet", fuzz_xlsx_sheet, NULL},
    {"xls", fuzz_xls, NULL},
    {"delimited", fuzz_delimited, NULL},
    {"id_number", fuzz_id_number, NULL},
    {"date", fuzz_date, NULL},
    {"policy", fuzz_policy, NULL},
    {"roster", fuzz_roster, NULL},
    {"parcel", fuzz_parcel, mutate_parcel},
    {"protected", fuzz_protected, NULL},
    {"html", fuzz_html, NULL},
    {"spreadsheetml", fuzz_spreadsheetml, NULL},
    {"package", fuzz_package, mutate_package},
    {"rows", fuzz_rows, NULL},
};
const size_t fuzz_target_count = sizeof fuzz_targets / sizeof fuzz_targets[0];

void fuzz_broken(const char *file, int line, const char *promise)
{
    fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
    abort();
}

/* ---- every cell ---- */

/* What has come of one sheet. */
struct seen {
    const struct workbook *workbook;
    rownum last_row;
};

static int see_row(void *context, const struct sheet_row *row)
{
    struct seen *seen = context;
    char buffer[CELL_TEXT_SIZE];
    colnum last = 0;
    FUZZ_CHECK(row->row > seen->last_row);
    seen->last_row = row->row;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        size_t length = 0;
        FUZZ_CHECK(cell->column > last);
        FUZZ_CHECK(cell->shared <= seen->workbook->shared_count);
        last = cell->column;
        const char *text =
            cell_text(cell, seen->workbook->is_1904, buffer, &length);
        FUZZ_CHECK(utf8_is_valid(text, length));
    }
    return 0;
}

static int see_merge(void *context, const struct cell_range *range)
{
    (void)context;
    FUZZ_CHECK(range->first_row > 0 && range->first_column > 0);
    FUZZ_CHECK(range->first_row <= range->last_row);
    FUZZ_CHECK(range->first_column <= range->last_column);
    return 0;
}

static void read_sheets(struct workbook *workbook)
{
    for (size_t i = 0; i < workbook->sheet_count; i++) {
        struct failure failure = FAILURE_INIT;
        struct seen seen = {.workbook = workbook};
        const struct sheet_sink sink = {
            .context = &seen, .row = see_row, .merge = see_merge};
        const char *name = workbook->sheets[i].name;
        FUZZ_CHECK(utf8_is_valid(name, strlen(name)));
        if (workbook_read(workbook, i, &sink, &failure) != 0)
            FUZZ_CHECK(failure.code != DIAG_NONE);
    }
}

void fuzz_read_workbook(open_workbook *open, const char *path,
                        const uint8_t *bytes, size_t size)
{
    const struct file_bytes file = {path, bytes, size};
    struct failure failure = FAILURE_INIT;
    struct workbook workbook;
    struct arena *arena = arena_new();
    FUZZ_CHECK(arena != NULL);
    if (size > 0 && open(&file, arena, &workbook, &failure) == 0) {
        read_sheets(&workbook);
        workbook_release(&workbook);
    } else if (size > 0) {
        FUZZ_CHECK(failure.code != DIAG_NONE);
    }
    arena_free(arena);
}
