/* Rows as bytes: the forms that seals are made of, and each row's mark. */
#include "ledger/row_bytes.h"

#include "core/arena.h"
#include "tests/support/suite.h"
#include <string.h>

static struct database *open_memory(void)
{
    struct failure failure = FAILURE_INIT;
    struct database *database = NULL;
    assert_int_equal(
        database_open("/dev/null", DATABASE_CREATE, &database, &failure), 0);
    return database;
}

/* The only row of a query, ready to be read. */
static struct statement *ask(struct database *database, const char *sql)
{
    struct failure failure = FAILURE_INIT;
    struct statement *row = NULL;
    assert_int_equal(statement_prepare(database, sql, &row, &failure), 0);
    assert_int_equal(statement_ask(row, SQL_NO_VALUES, &failure), 0);
    assert_int_equal(statement_next(row, &failure), 1);
    return row;
}

static int add_row(struct row_bytes *bytes, enum row_form form,
                   struct statement *row, uint32_t *mark)
{
    struct sql_value values[FEED_COLUMNS];
    const int count = statement_values(row, values, FEED_COLUMNS);
    return row_bytes_add(bytes, form, values, count, mark);
}

/* FNV-1a, byte by byte. */
static uint32_t plain_mark(const unsigned char *bytes, size_t length)
{
    uint32_t mark = 2166136261U;
    for (size_t i = 0; i < length; i++)
        mark = (mark ^ bytes[i]) * 16777619U;
    return mark;
}

/* Words of eight bytes, multiplied in. */
static uint32_t word_mark(const unsigned char *bytes, size_t length)
{
    uint64_t mark = length;
    for (size_t at = 0; at < length; at += 8) {
        uint64_t word = 0;
        for (size_t i = at; i < at + 8 && i < length; i++)
            word |= (uint64_t)bytes[i] << 8 * (i - at);
        mark = (mark ^ word) * 0x9E3779B97F4A7C15U;
        mark ^= mark >> 32;
    }
    return (uint32_t)mark;
}

#define BYTES(text) text, sizeof(text) - 1

struct form_case {
    const char *sql;
    const char *bytes;
    size_t length;
};

/* Each row twice, one behind the other. */
static void expect_form(enum row_form form, const struct form_case *cases,
                        size_t count)
{
    struct database *database = open_memory();
    for (size_t i = 0; i < count; i++) {
        struct row_bytes bytes = {.data = NULL};
        struct statement *row = ask(database, cases[i].sql);
        for (size_t times = 1; times <= 2; times++) {
            uint32_t mark = 0;
            assert_int_equal(add_row(&bytes, form, row, &mark), 0);
            EXPECT_INT(cases[i].sql, bytes.length, times * cases[i].length);
            EXPECT(cases[i].sql,
                   memcmp(bytes.data + (times - 1) * cases[i].length,
                          cases[i].bytes, cases[i].length) == 0);
            EXPECT_INT(cases[i].sql, mark,
                       (form == ROW_FORM_WIDE ? plain_mark : word_mark)(
                           bytes.data, cases[i].length));
        }
        statement_finish(row);
        mem_free(bytes.data);
    }
    database_close(database);
}

static void wide_values_have_one_form_and_rows_their_mark(void **state)
{
    static const struct form_case cases[] = {
        {"SELECT 0", BYTES("i\0\0\0\0\0\0\0\0")},
        {"SELECT 1, NULL", BYTES("i\1\0\0\0\0\0\0\0n")},
        {"SELECT 65536", BYTES("i\0\0\1\0\0\0\0\0")},
        {"SELECT -2", BYTES("i\xfe\xff\xff\xff\xff\xff\xff\xff")},
        {"SELECT 72057594037927936", BYTES("i\0\0\0\0\0\0\0\1")},
        {"SELECT ''", BYTES("t\0\0\0\0\0\0\0\0")},
        {"SELECT 'ab', 'c'", BYTES("t\2\0\0\0\0\0\0\0abt\1\0\0\0\0\0\0\0c")},
        {"SELECT x'00ff'", BYTES("t\2\0\0\0\0\0\0\0\0\xff")},
    };
    (void)state;
    expect_form(ROW_FORM_WIDE, cases, COUNT_OF(cases));
}

static void short_values_have_one_form_and_rows_their_mark(void **state)
{
    static const struct form_case cases[] = {
        {"SELECT 0", BYTES("\x10")},
        {"SELECT NULL", BYTES("\0")},
        {"SELECT 1, NULL", BYTES("\x11\1\0")},
        {"SELECT 255, 256", BYTES("\x11\xff\x12\0\1")},
        {"SELECT -1", BYTES("\x20")},
        {"SELECT -2, 2", BYTES("\x21\1\x11\2")},
        {"SELECT 9223372036854775807",
         BYTES("\x18\xff\xff\xff\xff\xff\xff\xff\x7f")},
        {"SELECT -9223372036854775807 - 1",
         BYTES("\x28\xff\xff\xff\xff\xff\xff\xff\x7f")},
        {"SELECT ''", BYTES("\x30")},
        {"SELECT 'ab', 'c'", BYTES("\x31\2ab\x31\1c")},
        {"SELECT x'00ff', 'seven'", BYTES("\x31\2\0\xff\x31\5seven")},
    };
    (void)state;
    expect_form(ROW_FORM_SHORT, cases, COUNT_OF(cases));
}

static void failing_allocation_leaves_what_was_there(void **state)
{
    struct database *database = open_memory();
    struct statement *row = ask(database, "SELECT 7, 'seven'");
    struct row_bytes bytes = {.data = NULL};
    (void)state;
    mem_fail_after(1);
    assert_int_equal(add_row(&bytes, ROW_FORM_SHORT, row, NULL), -1);
    mem_fail_after(0);
    assert_int_equal(bytes.length, 0);
    assert_int_equal(add_row(&bytes, ROW_FORM_SHORT, row, NULL), 0);
    assert_int_equal(bytes.length, 2 + 7);
    statement_finish(row);
    mem_free(bytes.data);
    database_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_values_have_one_form_and_rows_their_mark),
        cmocka_unit_test(short_values_have_one_form_and_rows_their_mark),
        cmocka_unit_test(failing_allocation_leaves_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
