/*
 * Rosters for tests, row by row, without files. Rows are added in the order
 * of file, sheet and row; a failure to add one ends the test.
 */
#ifndef DAOPAN_TESTS_SUPPORT_ROSTER_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_ROSTER_FIXTURE_H

#include "core/roster.h"

/* What a test says of a row; NULL texts are empty. */
struct row_spec {
    idkey id;
    const char *name; /* NULL = 张三 */
    const char *county, *town, *village;
    uint16_t category;
    uint8_t grades, types;
    ymd recognised, ended;
    enum movement movement;
    bool has_invalid_certificate;
    bool is_ended;
    bool is_returned;
    uint16_t kind; /* of the sheet, for roster_fixture_fill() */
};

/* The number of somebody born on `birth`, region 511499; an odd `sequence`
 * (1 to 999) is a man. */
idkey fixture_id(ymd birth, int sequence);

/* Adds a file, and a sheet of `kind` to the last file. The sheet's index. */
void roster_fixture_file(struct roster *roster, const char *name);
uint32_t roster_fixture_sheet(struct roster *roster, const char *name,
                              uint16_t kind);

/* Adds a row to the last sheet, numbered on from 3. Its index. */
uint32_t roster_fixture_row(struct roster *roster, const struct row_spec *spec);

/* Adds `count` rows, a file with one sheet for each run of the same kind;
 * files are named 1.xlsx, 2.xlsx … */
void roster_fixture_fill(struct roster *roster, const struct row_spec *specs,
                         size_t count);

/* How many findings have the code. */
size_t roster_fixture_count(const struct roster *roster, enum diag_code code);

#endif
