/*
 * The whole text is kept; fields are cut out of it in place, each ended by a
 * NUL, quotes taken off.
 */
#include "tests/support/csv_table.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct csv_table {
    char *text;
    char **fields; /* row by row, the header first */
    size_t field_count;
    size_t column_count;
};

/* Cuts the field at `*at` out; `*end` is what stood after it. */
static char *cut_field(char **at, char *end)
{
    char *start = *at;
    char *from = start;
    char *to = start;
    if (*from == '"') {
        for (from++; *from != '\0'; from++) {
            if (*from == '"' && *++from != '"')
                break;
            *to++ = *from;
        }
    } else {
        from += strcspn(from, ",\r\n");
        to = from;
    }
    if (*from == '\r')
        from++;
    *end = *from;
    *at = *from == '\0' ? from : from + 1;
    *to = '\0';
    return start;
}

struct csv_table *csv_table_parse(const char *text)
{
    struct csv_table *table = calloc(1, sizeof *table);
    assert_non_null(table);
    table->text = strdup(text);
    table->fields = calloc(strlen(text) + 1, sizeof *table->fields);
    assert_non_null(table->text);
    assert_non_null(table->fields);
    char *at = table->text;
    while (*at != '\0') {
        char end = '\0';
        table->fields[table->field_count++] = cut_field(&at, &end);
        if (end == ',')
            continue;
        if (table->column_count == 0)
            table->column_count = table->field_count;
        if (table->field_count % table->column_count != 0)
            fail_msg("row %zu has another number of fields than the header",
                     table->field_count / table->column_count + 1);
    }
    assert_true(table->column_count > 0);
    return table;
}

struct csv_table *csv_table_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s: cannot be opened", path);
    char *text = NULL;
    size_t room = 0;
    /* No CSV holds a NUL: this reads it whole. */
    const ssize_t length = getdelim(&text, &room, '\0', file);
    fclose(file);
    if (length <= 0)
        fail_msg("%s: nothing in it", path);
    struct csv_table *table = csv_table_parse(text);
    free(text);
    return table;
}

void csv_table_free(struct csv_table *table)
{
    if (table == NULL)
        return;
    free(table->text);
    free(table->fields);
    free(table);
}

size_t csv_table_rows(const struct csv_table *table)
{
    return table->field_count / table->column_count - 1;
}

static size_t column_of(const struct csv_table *table, const char *label)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->fields[i], label) == 0)
            return i;
    fail_msg("no column %s", label);
    return 0;
}

const char *csv_table_cell(const struct csv_table *table, size_t row,
                           const char *label)
{
    assert_true(row < csv_table_rows(table));
    return table
        ->fields[(row + 1) * table->column_count + column_of(table, label)];
}

int64_t csv_table_number(const struct csv_table *table, size_t row,
                         const char *label)
{
    const char *text = csv_table_cell(table, row, label);
    char *end = NULL;
    const long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0')
        fail_msg("%s of row %zu is no number: \"%s\"", label, row, text);
    return value;
}

size_t csv_table_find(const struct csv_table *table, const char *label,
                      const char *value)
{
    const size_t rows = csv_table_rows(table);
    const size_t column = column_of(table, label);
    for (size_t row = 0; row < rows; row++)
        if (strcmp(table->fields[(row + 1) * table->column_count + column],
                   value) == 0)
            return row;
    return rows;
}

int64_t csv_table_sum(const struct csv_table *table, const char *label)
{
    int64_t sum = 0;
    for (size_t row = 0; row < csv_table_rows(table); row++)
        sum += csv_table_number(table, row, label);
    return sum;
}
