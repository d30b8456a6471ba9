/*
 * Read with SQLite itself, not through ledger/: two ledgers are the same
 * where their tables are, whatever the program makes of them.
 */
#include "tests/support/ledger_dump.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#include <sqlite3.h>

static void append_value(struct text *out, sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL) {
        text_append(out, " NULL");
        return;
    }
    /* As JSON: a line break in a value must not look like a new row. */
    const char *bytes = sqlite3_column_blob(row, column);
    text_append(out, " ");
    text_append_json(out, bytes == NULL ? "" : bytes,
                     (size_t)sqlite3_column_bytes(row, column));
}

static void dump_table(sqlite3 *database, const char *table, struct text *out)
{
    sqlite3_stmt *rows = NULL;
    char *query = sqlite3_mprintf("SELECT * FROM \"%w\"", table);
    assert_non_null(query);
    assert_int_equal(sqlite3_prepare_v2(database, query, -1, &rows, NULL),
                     SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        text_append(out, table);
        for (int i = 0; i < sqlite3_column_count(rows); i++)
            append_value(out, rows, i);
        text_append(out, "\n");
    }
    assert_int_equal(sqlite3_finalize(rows), SQLITE_OK);
    sqlite3_free(query);
}

/* Opened to write, as a journal that a killed run left must be played back. */
void ledger_dump(const char *path, struct text *out)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *tables = NULL;
    struct text lines = TEXT_INIT;
    assert_int_equal(
        sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database,
                                        "SELECT name FROM sqlite_master"
                                        " WHERE type = 'table' AND sql NOT LIKE"
                                        " 'CREATE VIRTUAL%' ORDER BY name",
                                        -1, &tables, NULL),
                     SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW)
        dump_table(database, (const char *)sqlite3_column_text(tables, 0),
                   &lines);
    assert_int_equal(sqlite3_finalize(tables), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    append_sorted_lines(&lines, out);
    text_release(&lines);
}
