/*
 * SQLite, wrapped: the one file that includes sqlite3.h.
 *
 * Safety before speed. The rollback journal keeps everything in one file that
 * a clerk can copy, and works on shared folders, where write-ahead logging
 * does not; with synchronous = EXTRA a commit that returned is on the disk,
 * and a killed process leaves the old state, which the next opening restores.
 * Foreign keys are always enforced.
 *
 * Errors of SQLite become failures whose remedy a clerk can follow; the
 * library's own words go into the note.
 */
#include "ledger/database.h"

#include "core/arena.h"
#include <assert.h>
#include <sqlite3.h>
#include <string.h>

enum {
    BUSY_BEGIN_MS = 1000,  /* another writer is told of soon */
    BUSY_COMMIT_MS = 30000 /* readers are waited for before work is lost */
};

struct database {
    sqlite3 *handle;
    char *path; /* absolute, or with ./ before it: SQLite gives a meaning to
                   names like :memory: and file:… */
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

/* ---- the file ---- */

static char *plain_path(const char *path)
{
    const char *before = path[0] == '/' ? "" : "./";
    const size_t size = strlen(before) + strlen(path) + 1;
    char *plain = mem_alloc(size);
    if (plain != NULL) {
        memcpy(plain, before, strlen(before));
        memcpy(plain + strlen(before), path, strlen(path));
    }
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
    if (database_run(database,
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA trusted_schema = OFF;"
                     "PRAGMA synchronous = EXTRA;"
                     "PRAGMA cache_size = -16384;",
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
static int check_in_place(struct database *database, struct failure *failure)
{
    int has_moved = 0;
    sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_HAS_MOVED,
                         &has_moved);
    if (has_moved)
        return database_fail(database, failure, DIAG_LEDGER_BUSY,
                             "the file was moved");
    return 0;
}

int database_begin_write(struct database *database, struct failure *failure)
{
    if (database_run(database, "PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE",
                     failure) != 0 ||
        check_in_place(database, failure) != 0)
        return -1;
    sqlite3_busy_timeout(database->handle, BUSY_COMMIT_MS);
    return 0;
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
    return value == 0 ? (struct sql_value){.type = SQL_NULL} : sql_int(value);
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

static int bind(struct statement *statement, int at,
                const struct sql_value *value)
{
    switch (value->type) {
    case SQL_INTEGER:
        return sqlite3_bind_int64(statement->handle, at, value->integer);
    case SQL_TEXT:
        return sqlite3_bind_text64(statement->handle, at, value->text,
                                   value->length, SQLITE_STATIC, SQLITE_UTF8);
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
    if (statement == NULL)
        return failure_memory(failure);
    statement->database = database;
    if (sqlite3_prepare_v2(database->handle, sql, -1, &statement->handle,
                           NULL) != SQLITE_OK) {
        mem_free(statement);
        return fail(database, failure);
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

int statement_run(struct statement *statement, const struct sql_value *values,
                  size_t count, struct failure *failure)
{
    if (statement_ask(statement, values, count, failure) != 0)
        return -1;
    const int status = statement_next(statement, failure);
    assert(status <= 0);
    return status;
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

int database_number(struct database *database, const char *sql,
                    const struct sql_value *values, size_t count, int64_t *out,
                    struct failure *failure)
{
    struct statement *statement = NULL;
    *out = 0;
    if (statement_prepare(database, sql, &statement, failure) != 0)
        return -1;
    int status = statement_ask(statement, values, count, failure);
    if (status == 0)
        status = statement_next(statement, failure);
    if (status > 0) {
        *out = statement_int(statement, 0);
        status = 0;
    }
    statement_finish(statement);
    return status;
}
