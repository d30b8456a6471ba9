/*
 * What is fuzzed: a table of targets, which `make fuzz` runs with libFuzzer
 * and test_regressions.c replays files through.
 *
 * A target takes any bytes and must come back. It calls abort() where what it
 * called broke its own promise; crashes and leaks are the sanitizers' to see.
 * To add one: fuzz_NAME.c with its function, a line in the table, and seeds
 * in tests/fuzz/seeds/NAME/.
 */
#ifndef DAOPAN_TESTS_FUZZ_FUZZ_TARGET_H
#define DAOPAN_TESTS_FUZZ_FUZZ_TARGET_H

#include "import/workbook.h"
#include <stddef.h>
#include <stdint.h>

typedef void fuzz_run(const uint8_t *bytes, size_t size);
/* Changes bytes in place, up to `room` of them; returns the new size. */
typedef size_t fuzz_mutate(uint8_t *bytes, size_t size, size_t room,
                           unsigned seed);

struct fuzz_target {
    const char *name;
    fuzz_run *run;
    fuzz_mutate *mutate; /* NULL = libFuzzer's own changes */
};

extern const struct fuzz_target fuzz_targets[];
extern const size_t fuzz_target_count;

fuzz_run fuzz_xlsx, fuzz_xlsx_sheet, fuzz_xls, fuzz_delimited, fuzz_id_number,
    fuzz_date, fuzz_policy, fuzz_roster, fuzz_parcel, fuzz_protected, fuzz_html,
    fuzz_spreadsheetml, fuzz_package, fuzz_rows;
fuzz_mutate mutate_package, mutate_parcel;

/* libFuzzer's changes, for a target's own to build on; does nothing in
 * test programs. */
size_t fuzz_mutate_bytes(uint8_t *bytes, size_t size, size_t room);

/* Reads every cell of every sheet, and holds the reader to the promises of
 * workbook.h: order, ranges, valid UTF-8. */
typedef int open_workbook(const struct file_bytes *file, struct arena *arena,
                          struct workbook *out, struct failure *failure);
void fuzz_read_workbook(open_workbook *open, const char *path,
                        const uint8_t *bytes, size_t size);

/* Ends the program where a promise is broken, and says which. */
#define FUZZ_CHECK(promise)                                                    \
    ((promise) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #promise))
_Noreturn void fuzz_broken(const char *file, int line, const char *promise);

#endif
