/*
 * SQLite, wrapped: the one file that includes sqlite3.h.
 *
 * Safety before speed. The rollback journal keeps everything in one file that
 * a clerk can copy, and works on shared folders, where write-ahead logging
 * does not; with synchronous = EXTRA a commit that returned is on the disk,
 * and a killed process leaves the old state, which the next opening restores.
 * Foreign keys are always enforced, but for rows in bulk that are proved
 * otherwise.
 *
 * Errors of SQLite become failures whose remedy a clerk can follow; the
 * library's own words go into the note.
 */
#include "ledger/database.h"

#include "core/arena.h"
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum {
    BUSY_BEGIN_MS = 1000,  /* another writer is told of soon */
    BUSY_COMMIT_MS = 30000 /* readers are waited for before work is lost */
};

struct database {
    sqlite3 *handle;
    char *path; /* absolute, or with ./ before it: SQLite gives a meaning to
                   names like :memory: and file:… */
    const struct feed *feed; /* being inserted */
    int64_t fed;             /* rows that it has given */
};

struct statement {
    sqlite3_stmt *handle;
    struct database *database;
};

/* ---- failures ---- */

static enum diag_code code_of(int error)
{
    switch (error & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return DIAG_LEDGER_BUSY;
    case SQLITE_FULL:
        return DIAG_LEDGER_FULL;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return DIAG_LEDGER_DENIED;
    case SQLITE_CORRUPT:
        return DIAG_LEDGER_DAMAGED;
    case SQLITE_NOTADB:
        return DIAG_LEDGER_FOREIGN;
    case SQLITE_NOMEM:
        return DIAG_OUT_OF_MEMORY;
    default:
        return DIAG_LEDGER_FAILED;
    }
}

static int fail(const struct database *database, struct failure *failure)
{
    return database_fail(database, failure,
                         code_of(sqlite3_extended_errcode(database->handle)),
                         sqlite3_errmsg(database->handle));
}

int database_fail(const struct database *database, struct failure *failure,
                  enum diag_code code, const char *note)
{
    return failure_set(failure, code, database->path, "%s", note);
}

/* ---- many rows at once ----
 *
 * A statement run for each row costs as much as the insertion itself. So the
 * rows are shown to SQLite as a virtual table, "feed", from which one INSERT
 * takes them all.
 */

struct feed_table {
    sqlite3_vtab base; /* first, as SQLite wants it */
    struct database *database;
};

struct feed_cursor {
    sqlite3_vtab_cursor base; /* likewise */
    const struct feed *feed;
    size_t index;
    struct sql_value values[FEED_COLUMNS];
};

static int feed_connect(sqlite3 *handle, void *database, int argc,
                        const char *const *argv, sqlite3_vtab **out,
                        char **error)
{
    (void)argc, (void)argv, (void)error;
    const int status = sqlite3_declare_vtab(
        handle, "CREATE TABLE feed (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10,"
                " c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22,"
                " c23, c24, c25, c26, c27, c28)");
    if (status != SQLITE_OK)
        return status;
    struct feed_table *table = mem_alloc(sizeof *table);
    if (table == NULL)
        return SQLITE_NOMEM;
    table->database = database;
    *out = &table->base;
    return SQLITE_OK;
}

static int feed_disconnect(sqlite3_vtab *table)
{
    mem_free(table);
    return SQLITE_OK;
}

static int feed_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e6; /* read from one end to the other */
    return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct feed_cursor *cursor = mem_alloc(sizeof *cursor);
    if (cursor == NULL)
        return SQLITE_NOMEM;
    cursor->feed = ((struct feed_table *)(void *)table)->database->feed;
    *out = &cursor->base;
    return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *cursor)
{
    mem_free(cursor);
    return SQLITE_OK;
}

static struct feed_cursor *feed_cursor(sqlite3_vtab_cursor *cursor)
{
    return (struct feed_cursor *)(void *)cursor;
}

/* Stays at a row that is not left out, or goes on to the next such one. */
static void feed_settle(struct feed_cursor *cursor)
{
    const struct feed *feed = cursor->feed;
    struct feed_table *table = (struct feed_table *)(void *)cursor->base.pVtab;
    while (cursor->index < feed->count &&
           !feed->row(feed->context, cursor->index, cursor->values))
        cursor->index++;
    if (cursor->index < feed->count)
        table->database->fed++;
}

static int feed_first(sqlite3_vtab_cursor *base, int number, const char *name,
                      int argc, sqlite3_value **argv)
{
    (void)number, (void)name, (void)argc, (void)argv;
    feed_cursor(base)->index = 0;
    feed_settle(feed_cursor(base));
    return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *base)
{
    feed_cursor(base)->index++;
    feed_settle(feed_cursor(base));
    return SQLITE_OK;
}

static int feed_is_over(sqlite3_vtab_cursor *base)
{
    const struct feed_cursor *cursor = feed_cursor(base);
    return cursor->index >= cursor->feed->count;
}

static int feed_column(sqlite3_vtab_cursor *base, sqlite3_context *result,
                       int column)
{
    const struct sql_value *value = &feed_cursor(base)->values[column];
    switch (value->type) {
    case SQL_INTEGER:
        sqlite3_result_int64(result, value->integer);
        break;
    case SQL_TEXT:
        sqlite3_result_text64(result, value->text, value->length, SQLITE_STATIC,
                              SQLITE_UTF8);
        break;
    case SQL_BLOB:
        sqlite3_result_blob64(result, value->text, value->length,
                              SQLITE_STATIC);
        break;
    case SQL_NULL:
        sqlite3_result_null(result);
        break;
    }
    return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)feed_cursor(base)->index;
    return SQLITE_OK;
}

static const sqlite3_module feed_module = {
    .xConnect = feed_connect, /* no xCreate: it is there without a CREATE */
    .xBestIndex = feed_plan,
    .xDisconnect = feed_disconnect,
    .xOpen = feed_open,
    .xClose = feed_close,
    .xFilter = feed_first,
    .xNext = feed_next,
    .xEof = feed_is_over,
    .xColumn = feed_column,
    .xRowid = feed_rowid,
};

/* ---- the file ---- */

static char *plain_path(const char *path)
{
    const char *before = path[0] == '/' ? "" : "./";
    const size_t size = strlen(before) + strlen(path) + 1;
    char *plain = mem_alloc(size);
    if (plain != NULL)
        snprintf(plain, size, "%s%s", before, path);
    return plain;
}

int database_open(const char *path, enum database_access access,
                  struct database **out, struct failure *failure)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                      (access == DATABASE_CREATE ? SQLITE_OPEN_CREATE : 0);
    *out = NULL;
    struct database *database = mem_alloc(sizeof *database);
    if (database == NULL)
        return failure_memory(failure);
    database->path = plain_path(path);
    if (database->path == NULL) {
        failure_memory(failure);
        goto out;
    }
    if (sqlite3_open_v2(database->path, &database->handle, flags, NULL) !=
        SQLITE_OK) {
        if (database->handle == NULL)
            failure_memory(failure);
        else
            fail(database, failure);
        goto out;
    }
    sqlite3_busy_timeout(database->handle, BUSY_BEGIN_MS);
    if (sqlite3_create_module_v2(database->handle, "feed", &feed_module,
                                 database, NULL) != SQLITE_OK) {
        fail(database, failure);
        goto out;
    }
    if (database_run(database,
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA trusted_schema = OFF;"
                     "PRAGMA synchronous = EXTRA;"
                     "PRAGMA cache_size = -4096;",
                     failure) != 0)
        goto out;
    *out = database;
    return 0;
out:
    database_close(database);
    return -1;
}

void database_close(struct database *database)
{
    if (database == NULL)
        return;
    sqlite3_close_v2(database->handle); /* rolls back */
    mem_free(database->path);
    mem_free(database);
}

int database_run(struct database *database, const char *sql,
                 struct failure *failure)
{
    if (sqlite3_exec(database->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return fail(database, failure);
    return 0;
}

/* ---- transactions ---- */

int database_begin_read(struct database *database, struct failure *failure)
{
    return database_run(database, "BEGIN", failure);
}

/*
 * While we waited for the lock, another process may have given up a ledger
 * that it had just made, and removed the file: what we would write to it
 * would be lost.
 */
static bool file_has_moved(struct database *database)
{
    int has_moved = 0;
    sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_HAS_MOVED,
                         &has_moved);
    return has_moved != 0;
}

int database_begin_write(struct database *database, struct failure *failure)
{
    const int result = database_run(
        database, "PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE", failure);
    if (file_has_moved(database))
        return database_fail(database, failure, DIAG_LEDGER_BUSY,
                             "the file was moved");
    if (result == 0 && sqlite3_db_readonly(database->handle, "main") == 1)
        return database_fail(database, failure, DIAG_LEDGER_DENIED,
                             "the file is read-only");
    sqlite3_busy_timeout(database->handle, BUSY_COMMIT_MS);
    return result;
}

int database_commit(struct database *database, struct failure *failure)
{
    return database_run(database, "COMMIT", failure);
}

bool database_is_in_transaction(const struct database *database)
{
    return !sqlite3_get_autocommit(database->handle);
}

/* ---- values ---- */

struct sql_value sql_int(int64_t value)
{
    return (struct sql_value){.type = SQL_INTEGER, .integer = value};
}

struct sql_value sql_int_or_null(int64_t value)
{
    if (value == 0)
        return (struct sql_value){.type = SQL_NULL};
    return sql_int(value);
}

struct sql_value sql_text(const char *text)
{
    if (text == NULL)
        return (struct sql_value){.type = SQL_NULL};
    return sql_bytes(text, strlen(text));
}

struct sql_value sql_bytes(const char *text, size_t length)
{
    return (struct sql_value){
        .type = SQL_TEXT,
        .text = text,
        .length = length,
    };
}

struct sql_value sql_blob(const void *bytes, size_t length)
{
    return (struct sql_value){
        .type = SQL_BLOB,
        .text = bytes,
        .length = length,
    };
}

static int bind(struct statement *statement, int at,
                const struct sql_value *value)
{
    switch (value->type) {
    case SQL_INTEGER:
        return sqlite3_bind_int64(statement->handle, at, value->integer);
    case SQL_TEXT:
        return sqlite3_bind_text64(statement->handle, at, value->text,
                                   value->length, SQLITE_STATIC, SQLITE_UTF8);
    case SQL_BLOB:
        return sqlite3_bind_blob64(statement->handle, at, value->text,
                                   value->length, SQLITE_STATIC);
    case SQL_NULL:
        break;
    }
    return sqlite3_bind_null(statement->handle, at);
}

/* ---- statements ---- */

int statement_prepare(struct database *database, const char *sql,
                      struct statement **out, struct failure *failure)
{
    *out = NULL;
    struct statement *statement = mem_alloc(sizeof *statement);
    if (statement == NULL) {
        failure_memory(failure);
        return -1;
    }
    statement->database = database;
    if (sqlite3_prepare_v2(database->handle, sql, -1, &statement->handle,
                           NULL) != SQLITE_OK) {
        mem_free(statement);
        fail(database, failure);
        return -1;
    }
    *out = statement;
    return 0;
}

void statement_finish(struct statement *statement)
{
    if (statement == NULL)
        return;
    sqlite3_finalize(statement->handle); /* its error was reported by step */
    mem_free(statement);
}

int statement_ask(struct statement *statement, const struct sql_value *values,
                  size_t count, struct failure *failure)
{
    assert((size_t)sqlite3_bind_parameter_count(statement->handle) == count);
    sqlite3_reset(statement->handle);
    for (size_t i = 0; i < count; i++)
        if (bind(statement, (int)i + 1, &values[i]) != SQLITE_OK)
            return fail(statement->database, failure);
    return 0;
}

int statement_next(struct statement *statement, struct failure *failure)
{
    const int status = sqlite3_step(statement->handle);
    if (status == SQLITE_ROW)
        return 1;
    if (status != SQLITE_DONE)
        fail(statement->database, failure); /* before reset clears it */
    sqlite3_reset(statement->handle);
    return status == SQLITE_DONE ? 0 : -1;
}

int64_t statement_int(struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

const char *statement_text(struct statement *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement->handle, column);
    return text == NULL ? "" : (const char *)text;
}

size_t statement_length(struct statement *statement, int column)
{
    return (size_t)sqlite3_column_bytes(statement->handle, column);
}

bool statement_is_null(struct statement *statement, int column)
{
    return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

int statement_columns(struct statement *statement)
{
    return sqlite3_column_count(statement->handle);
}

static struct sql_value value_of(sqlite3_value *value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return sql_int(sqlite3_value_int64(value));
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_value_blob(value);
        return sql_blob(bytes, (size_t)sqlite3_value_bytes(value));
    }
    case SQLITE_NULL:
        return (struct sql_value){.type = SQL_NULL};
    default: {
        const unsigned char *text = sqlite3_value_text(value);
        return sql_bytes(text == NULL ? "" : (const char *)text,
                         (size_t)sqlite3_value_bytes(value));
    }
    }
}

/* Asked once for the value, not once for each of its properties; nobody else
 * uses the connection meanwhile. */
struct sql_value statement_value(struct statement *statement, int column)
{
    return value_of(sqlite3_column_value(statement->handle, column));
}

int statement_values(struct statement *statement, struct sql_value *out,
                     int limit)
{
    const int count = statement_columns(statement);
    assert(count <= limit);
    for (int i = 0; i < count && i < limit; i++)
        out[i] = statement_value(statement, i);
    return count;
}

/* Runs a statement up to its first row; that is its status. */
static int run_once(struct database *database, const char *sql,
                    const struct sql_value *values, size_t count, int64_t *out,
                    struct failure *failure)
{
    struct statement *statement = NULL;
    if (statement_prepare(database, sql, &statement, failure) != 0)
        return -1;
    int status = statement_ask(statement, values, count, failure);
    if (status == 0)
        status = statement_next(statement, failure);
    if (status > 0)
        *out = statement_int(statement, 0);
    statement_finish(statement);
    return status;
}

int database_change(struct database *database, const char *sql,
                    const struct sql_value *values, size_t count,
                    struct failure *failure)
{
    int64_t unused = 0;
    return run_once(database, sql, values, count, &unused, failure);
}

/* Whether SQLite looks up references and runs triggers, also within a
 * transaction, where its pragma has no effect. */
static int set_watchful(struct database *database, bool is_watchful,
                        struct failure *failure)
{
    const int on = is_watchful ? 1 : 0;
    if (sqlite3_db_config(database->handle, SQLITE_DBCONFIG_ENABLE_FKEY, on,
                          NULL) != SQLITE_OK ||
        sqlite3_db_config(database->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, on,
                          NULL) != SQLITE_OK)
        return fail(database, failure);
    return 0;
}

int database_change_proved(struct database *database, const char *sql,
                           const struct sql_value *values, size_t count,
                           struct failure *failure)
{
    int result = set_watchful(database, false, failure);
    if (result == 0)
        result = database_change(database, sql, values, count, failure);
    if (set_watchful(database, true, failure) != 0)
        return -1;
    return result;
}

int64_t database_changed(const struct database *database)
{
    return sqlite3_changes64(database->handle);
}

int database_number(struct database *database, const char *sql,
                    const struct sql_value *values, size_t count, int64_t *out,
                    struct failure *failure)
{
    *out = 0;
    return run_once(database, sql, values, count, out, failure) < 0 ? -1 : 0;
}

int database_each(struct database *database, const char *sql,
                  const struct sql_value *values, size_t count,
                  const struct row_taker *taker, struct failure *failure)
{
    struct statement *row = NULL;
    int status = statement_prepare(database, sql, &row, failure);
    if (status == 0)
        status = statement_ask(row, values, count, failure);
    while (status == 0 && (status = statement_next(row, failure)) == 1) {
        status = taker->take(taker->context, row);
        if (status != 0 && failure->code == DIAG_NONE)
            failure_memory(failure);
    }
    statement_finish(row);
    return status;
}

/* ---- inserting a feed ---- */

int database_feed(struct database *database, const struct feed *feed,
                  struct failure *failure)
{
    struct text sql = TEXT_INIT;
    int result = -1;
    text_printf(&sql, "INSERT INTO %s (%s) SELECT c1", feed->table,
                feed->columns);
    int columns = 1;
    for (const char *at = feed->columns; *at != '\0'; at++)
        if (*at == ',')
            text_printf(&sql, ", c%d", ++columns);
    assert(columns <= FEED_COLUMNS);
    text_append(&sql, " FROM feed");
    database->feed = feed;
    database->fed = 0;
    if (sql.failed)
        failure_memory(failure);
    else
        result = (feed->is_proved ? database_change_proved : database_change)(
            database, text_of(&sql), SQL_NO_VALUES, failure);
    database->feed = NULL;
    if (result == 0 && database->fed != database_changed(database))
        result =
            database_fail(database, failure, DIAG_LEDGER_FAILED, feed->table);
    text_release(&sql);
    return result;
}
