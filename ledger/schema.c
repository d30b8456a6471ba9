/*
 * Versions of the ledger's tables.
 *
 * The schema is one text of sections, each ended by "PRAGMA user_version =
 * N;", so that what a file lacks is the text after the mark of its own
 * version: no second list of versions can disagree with it.
 */
#include "ledger/schema.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "PRAGMA user_version = ";

enum { APPLICATION_ID = 1684107120 }; /* "daop"; schema.sql sets it */

int schema_newest(const char *sql)
{
    int newest = 0;
    for (const char *at = strstr(sql, mark); at != NULL;
         at = strstr(at + 1, mark))
        newest = (int)strtol(at + sizeof mark - 1, NULL, 10);
    return newest;
}

/* The text after the section that leads to `version`. */
static const char *text_after(const char *sql, int64_t version)
{
    if (version == 0)
        return sql;
    for (const char *at = strstr(sql, mark); at != NULL;
         at = strstr(at + 1, mark)) {
        char *end = NULL;
        if (strtol(at + sizeof mark - 1, &end, 10) == version)
            return *end == ';' ? end + 1 : end;
    }
    return sql + strlen(sql);
}

int schema_look(struct database *database, const char *sql,
                enum schema_state *out, struct failure *failure)
{
    int64_t application = 0;
    int64_t version = 0;
    int64_t objects = 0;
    if (database_number(database, "PRAGMA application_id", SQL_NO_VALUES,
                        &application, failure) != 0 ||
        database_number(database, "PRAGMA user_version", SQL_NO_VALUES,
                        &version, failure) != 0 ||
        database_number(database, "SELECT count(*) FROM sqlite_schema",
                        SQL_NO_VALUES, &objects, failure) != 0)
        return -1;
    const int newest = schema_newest(sql);
    *out = SCHEMA_FOREIGN;
    if (application == 0 && version == 0 && objects == 0)
        *out = SCHEMA_EMPTY;
    else if (application != APPLICATION_ID || version < 1)
        return database_fail(database, failure, DIAG_LEDGER_FOREIGN,
                             "application_id");
    else if (version > newest) {
        char note[64];
        snprintf(note, sizeof note, "user_version %" PRId64 " > %d", version,
                 newest);
        return database_fail(database, failure, DIAG_LEDGER_FOREIGN, note);
    } else
        *out = version < newest ? SCHEMA_OLDER : SCHEMA_CURRENT;
    return 0;
}

int schema_migrate(struct database *database, const char *sql,
                   struct failure *failure)
{
    int64_t version = 0;
    if (database_number(database, "PRAGMA user_version", SQL_NO_VALUES,
                        &version, failure) != 0)
        return -1;
    return database_run(database, text_after(sql, version), failure);
}
