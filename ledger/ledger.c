/*
 * Opening, committing and closing the ledger.
 *
 * A writer holds the write lock from opening to commit or close, so that a
 * second daopan is told at once. A ledger that comes to nothing is not left
 * behind: a file that we made and never committed is removed while its lock
 * still keeps others out.
 */
#include "ledger/ledger_file.h"

#include "core/arena.h"
#include "ledger/schema.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_is_missing(const char *path)
{
    struct stat status;
    return stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

static struct ledger *ledger_new(const char *path, enum ledger_mode mode)
{
    struct ledger *ledger = mem_alloc(sizeof *ledger);
    if (ledger == NULL)
        return NULL;
    ledger->mode = mode;
    ledger->path = mem_alloc(strlen(path) + 1);
    if (ledger->path == NULL) {
        mem_free(ledger);
        return NULL;
    }
    memcpy(ledger->path, path, strlen(path));
    return ledger;
}

/* Takes the write lock and makes the tables what they should be. */
static int open_to_write(struct ledger *ledger, struct failure *failure)
{
    const bool is_missing = file_is_missing(ledger->path);
    enum schema_state state = SCHEMA_EMPTY;
    if (database_open(ledger->path, DATABASE_CREATE, &ledger->database,
                      failure) != 0 ||
        database_begin_write(ledger->database, failure) != 0 ||
        schema_look(ledger->database, ledger_schema_sql, &state, failure) != 0)
        return -1;
    ledger->is_new = is_missing && state == SCHEMA_EMPTY;
    return schema_migrate(ledger->database, ledger_schema_sql, failure);
}

/* An earlier version is brought up to date first, by writing. */
static int migrate_for_reading(struct ledger *ledger, struct failure *failure)
{
    database_close(ledger->database);
    ledger->database = NULL;
    if (open_to_write(ledger, failure) != 0 ||
        database_commit(ledger->database, failure) != 0)
        return -1;
    return database_begin_read(ledger->database, failure);
}

static int open_to_read(struct ledger *ledger, struct failure *failure)
{
    enum schema_state state = SCHEMA_EMPTY;
    if (file_is_missing(ledger->path))
        return failure_set(failure, DIAG_LEDGER_MISSING, ledger->path, "%s",
                           "");
    if (database_open(ledger->path, DATABASE_READ, &ledger->database,
                      failure) != 0 ||
        database_begin_read(ledger->database, failure) != 0 ||
        schema_look(ledger->database, ledger_schema_sql, &state, failure) != 0)
        return -1;
    if (state == SCHEMA_EMPTY) /* a first run was killed before its end */
        return failure_set(failure, DIAG_LEDGER_MISSING, ledger->path, "%s",
                           "");
    if (state == SCHEMA_OLDER && migrate_for_reading(ledger, failure) != 0)
        return -1;
    return database_run(ledger->database, "PRAGMA query_only = ON", failure);
}

int ledger_open(const char *path, enum ledger_mode mode, struct ledger **out,
                struct failure *failure)
{
    *out = NULL;
    struct ledger *ledger = ledger_new(path, mode);
    if (ledger == NULL)
        return failure_memory(failure);
    const int result = mode == LEDGER_WRITE ? open_to_write(ledger, failure)
                                            : open_to_read(ledger, failure);
    if (result != 0) {
        ledger_close(ledger);
        return -1;
    }
    *out = ledger;
    return 0;
}

/* Whether the file was made by this handle and nothing was kept in it, with
 * its lock held. A full disk has ended the transaction and given the lock
 * back: it is taken again, and others may have used the file meanwhile. */
static bool is_for_nothing(const struct ledger *ledger)
{
    struct failure unheard = FAILURE_INIT;
    enum schema_state state = SCHEMA_EMPTY;
    if (!ledger->is_new || database_is_in_transaction(ledger->database))
        return ledger->is_new;
    return database_begin_write(ledger->database, &unheard) == 0 &&
           schema_look(ledger->database, ledger_schema_sql, &state, &unheard) ==
               0 &&
           state == SCHEMA_EMPTY;
}

void ledger_close(struct ledger *ledger)
{
    if (ledger == NULL)
        return;
    if (is_for_nothing(ledger))
        unlink(ledger->path); /* before the lock goes with the rollback */
    database_close(ledger->database);
    mem_free(ledger->path);
    mem_free(ledger);
}

int ledger_commit(struct ledger *ledger, struct failure *failure)
{
    if (database_commit(ledger->database, failure) != 0)
        return -1;
    ledger->is_new = false;
    return 0;
}

int ledger_last_period(struct ledger *ledger, ym *out, struct failure *failure)
{
    int64_t period = 0;
    if (database_number(ledger->database, "SELECT max(period) FROM periods",
                        SQL_NO_VALUES, &period, failure) != 0)
        return -1;
    *out = (ym)period;
    return 0;
}

int ledger_find_period(struct ledger *ledger, ym period, ym *out,
                       struct failure *failure)
{
    int64_t found = 0;
    char text[YMD_TEXT_SIZE] = "";
    if (period == 0 && ledger_last_period(ledger, &period, failure) != 0)
        return -1;
    if (database_number(ledger->database,
                        "SELECT count(*) FROM periods WHERE period = ?",
                        SQL_VALUES(sql_int(period)), &found, failure) != 0)
        return -1;
    if (found == 0)
        return database_fail(ledger->database, failure, DIAG_PERIOD_UNKNOWN,
                             period == 0 ? "" : ym_text(period, text));
    *out = period;
    return 0;
}
