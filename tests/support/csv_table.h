/*
 * A CSV text with a header row, for looking things up in tests: answer keys
 * and the program's exports.
 *
 *     struct csv_table *table = csv_table_read("expected.csv");
 *     csv_table_cell(table, 0, "category_code")
 *     csv_table_free(table);
 *
 * What is not there or not CSV fails the test.
 */
#ifndef DAOPAN_TESTS_SUPPORT_CSV_TABLE_H
#define DAOPAN_TESTS_SUPPORT_CSV_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct csv_table;

struct csv_table *csv_table_parse(const char *text);
struct csv_table *csv_table_read(const char *path);
void csv_table_free(struct csv_table *table); /* NULL allowed */

/* Rows below the header. */
size_t csv_table_rows(const struct csv_table *table);

/* A field by its column's label; rows count from 0. */
const char *csv_table_cell(const struct csv_table *table, size_t row,
                           const char *label);
int64_t csv_table_number(const struct csv_table *table, size_t row,
                         const char *label);

/* The first row whose field is `value`; csv_table_rows() where none is. */
size_t csv_table_find(const struct csv_table *table, const char *label,
                      const char *value);

/* The sum of a column. */
int64_t csv_table_sum(const struct csv_table *table, const char *label);

#endif
