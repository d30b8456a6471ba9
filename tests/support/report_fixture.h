/*
 * All reports of a small month, written into a folder of their own: rows in,
 * workbooks out. The policy is policy_fixture() unless a test says another.
 */
#ifndef DAOPAN_TESTS_SUPPORT_REPORT_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_REPORT_FIXTURE_H

#include "reports/reports.h"
#include "tests/support/allocation_fixture.h"
#include "tests/support/book_view.h"
#include "tests/support/scratch_folder.h"

struct report_fixture {
    struct decided decided;
    struct report_input input;
    struct scratch_folder folder;
};

/* The month that most tests look at; see report_fixture.c. */
extern const struct row_spec report_rows[];
extern const size_t report_row_count;

/* Its persons, by what they show. */
enum report_person {
    PERSON_STABLE,   /* 25 %, 东区 */
    PERSON_CHAIN,    /* stable, low income support, destitute */
    PERSON_MARGIN,   /* 低收入, grade 3 known from 残联 only, 西区 */
    PERSON_NO_GRADE, /* 低收入 without condition: gets nothing */
    PERSON_SEVERE,   /* 100 %, fiscal; no county */
    PERSON_ZERO,     /* a category that no fund pays */
    PERSON_BOTH,     /* 低保 and 低收入, which exclude each other */
    PERSON_FALLS,    /* 低保 75 %, then 孤儿 50 % */
    PERSON_TWO_NAMES,
    PERSON_COUNT
};
idkey report_person(enum report_person person);

/* Decides the rows (NULL = report_rows) and makes the folder. */
void report_fixture_init(struct report_fixture *fixture,
                         const struct row_spec *rows, size_t count);
/* The same, and writes everything. */
void report_fixture_write(struct report_fixture *fixture,
                          const struct row_spec *rows, size_t count);
void report_fixture_release(struct report_fixture *fixture);

/* A workbook of it: "导盘/01-乡村振兴-脱贫户.xlsx". */
struct book_view *report_view(const struct report_fixture *fixture,
                              const char *name);

#endif
