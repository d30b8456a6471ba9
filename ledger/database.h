/*
 * SQLite as the ledger uses it: a file, statements, values, each with the
 * project's failures. The only file that knows sqlite3.h is database.c.
 */
#ifndef DAOPAN_LEDGER_DATABASE_H
#define DAOPAN_LEDGER_DATABASE_H

#include "core/attributes.h"
#include "core/diag.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct database;  /* opaque: a connection to one file */
struct statement; /* opaque: one prepared statement */

enum database_access {
    DATABASE_READ,  /* the file must be there */
    DATABASE_CREATE /* it is made where it is missing */
};

/* Opens the file. Nothing of it is read before the first statement. */
CHECKED int database_open(const char *path, enum database_access access,
                          struct database **out, struct failure *failure);

/* Takes back what was not committed. NULL is allowed. */
void database_close(struct database *database);

/* Runs statements that need no values, up to the end of `sql`. */
CHECKED int database_run(struct database *database, const char *sql,
                         struct failure *failure);

/* Begins a transaction. One that writes keeps other writers out at once, or
 * fails with DIAG_LEDGER_BUSY. */
CHECKED int database_begin_read(struct database *database,
                                struct failure *failure);
CHECKED int database_begin_write(struct database *database,
                                 struct failure *failure);
CHECKED int database_commit(struct database *database, struct failure *failure);
bool database_is_in_transaction(const struct database *database);

/* A failure of this file with a code and note of the caller's; returns -1. */
int database_fail(const struct database *database, struct failure *failure,
                  enum diag_code code, const char *note);

/* ---- values ---- */

enum sql_type { SQL_NULL, SQL_INTEGER, SQL_TEXT, SQL_BLOB };

/* A value for a statement's ?; texts need only live during the call. */
struct sql_value {
    enum sql_type type;
    int64_t integer;
    const char *text;
    size_t length;
};

struct sql_value sql_int(int64_t value);
struct sql_value sql_int_or_null(int64_t value); /* NULL for 0 */
struct sql_value sql_text(const char *text);     /* NULL for NULL */
struct sql_value sql_bytes(const char *text, size_t length);
struct sql_value sql_blob(const void *bytes, size_t length);

/* The values of one row, and their number, as two arguments. */
#define SQL_VALUES(...)                                                        \
    (const struct sql_value[]){__VA_ARGS__},                                   \
        sizeof((const struct sql_value[]){__VA_ARGS__}) /                      \
            sizeof(struct sql_value)
#define SQL_NO_VALUES NULL, 0

/* ---- many rows at once ---- */

enum { FEED_COLUMNS = 28 }; /* at most */

/* Rows to be inserted into a table, made one by one as SQLite takes them. */
struct feed {
    const char *table;
    const char *columns; /* their names, with commas between them */
    size_t count;
    /* Puts the values of the index-th row; false leaves the row out. */
    bool (*row)(const void *context, size_t index, struct sql_value *values);
    const void *context;
    bool is_proved; /* see database_change_proved() */
};

/* Inserts them by a single statement: twice as fast as one for each row. Each
 * row is asked for once, in its order, and all of them arrive, or none. */
CHECKED int database_feed(struct database *database, const struct feed *feed,
                          struct failure *failure);

/* ---- statements ---- */

/* Runs one statement that yields no rows, with these values. */
CHECKED int database_change(struct database *database, const char *sql,
                            const struct sql_value *values, size_t count,
                            struct failure *failure);

/*
 * The same, where SQLite looks up no reference and runs no trigger: for rows
 * by the hundred thousand, which the caller proves to be sound by a pass over
 * all of them, before anything is committed. CHECKs and keys hold as ever.
 */
CHECKED int database_change_proved(struct database *database, const char *sql,
                                   const struct sql_value *values, size_t count,
                                   struct failure *failure);

/* How many rows the last statement changed. */
int64_t database_changed(const struct database *database);

/* The one number that a query yields; 0 where it yields no row. */
CHECKED int database_number(struct database *database, const char *sql,
                            const struct sql_value *values, size_t count,
                            int64_t *out, struct failure *failure);

CHECKED int statement_prepare(struct database *database, const char *sql,
                              struct statement **out, struct failure *failure);
void statement_finish(struct statement *statement); /* NULL is allowed */

/*
 * Asks for rows. Each statement_next() gives 1 and a row, 0 after the last
 * one, -1 for a failure. Texts of a row last until the next call.
 */
CHECKED int statement_ask(struct statement *statement,
                          const struct sql_value *values, size_t count,
                          struct failure *failure);
CHECKED int statement_next(struct statement *statement,
                           struct failure *failure);

/* Takes the rows of a query: 0, or -1 with its failure, which is one of memory
 * where it sets none. */
typedef int take_row(void *context, struct statement *row);
struct row_taker {
    take_row *take;
    void *context;
};

/* Has each row that a query yields taken, up to the first failure. */
CHECKED int database_each(struct database *database, const char *sql,
                          const struct sql_value *values, size_t count,
                          const struct row_taker *taker,
                          struct failure *failure);

/* Columns from 0. */
int64_t statement_int(struct statement *statement, int column); /* NULL = 0 */
const char *statement_text(struct statement *statement, int column); /* NULL =
                                                                        "" */
size_t statement_length(struct statement *statement, int column);    /* bytes */
bool statement_is_null(struct statement *statement, int column);
int statement_columns(struct statement *statement); /* how many */
struct sql_value statement_value(struct statement *statement, int column);
/* All of the row's columns, at most `limit`; returns how many. */
int statement_values(struct statement *statement, struct sql_value *out,
                     int limit);

#endif
