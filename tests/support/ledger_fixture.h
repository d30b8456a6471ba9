/*
 * A month in which everything occurs that a ledger keeps, a folder to keep it
 * in, and the ledger's contents as text.
 */
#ifndef DAOPAN_TESTS_SUPPORT_LEDGER_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_LEDGER_FIXTURE_H

#include "core/text.h"
#include "ledger/database.h"
#include "ledger/ledger.h"
#include "tests/support/allocation_fixture.h"

enum { FIXTURE_PERIOD = 202308 };

/* A new folder, and the path of the ledger in it. */
struct ledger_place {
    char folder[64];
    char file[96];
};
void ledger_place_make(struct ledger_place *place);
void ledger_place_remove(struct ledger_place *place); /* and what is in it */

/* Persons of the month. */
idkey ledger_fixture_winner(void);   /* three categories, 2304 wins */
idkey ledger_fixture_nobody(void);   /* no eligible category */
idkey ledger_fixture_daughter(void); /* a category without a code */
idkey ledger_fixture_awkward(void);  /* comma, quotes and line break in texts */
idkey ledger_fixture_returned(void); /* only row was returned */

/*
 * Two files, a hidden sheet that is no roster, rows of every fate, returned
 * rows with and without a number, findings with and without a place.
 */
void ledger_fixture_month(struct decided *decided);

/* A folder and the month, for cmocka_unit_test_setup_teardown(). */
struct ledger_fixture {
    struct ledger_place place;
    struct decided decided;
};
int ledger_fixture_set_up(void **state);
int ledger_fixture_tear_down(void **state);

/* Keeps an allocation; ends the test where that fails. A month after others
 * posts nothing, since the allocation knows nothing of them. */
void ledger_fixture_keep(const char *file, const struct allocation *allocation,
                         ym period);

/* Marks a month as closed, without a link of the chain. */
void ledger_fixture_close(const char *file, ym period);

/* All rows of all tables, keys and all, in order. */
void ledger_fixture_dump(const char *file, struct text *out);

/* Fails with the name where the file's contents are not `expected`. */
void ledger_fixture_expect(const char *name, const char *file,
                           const struct text *expected);

/* One number out of the file. */
int64_t ledger_fixture_number(const char *file, const char *sql);

/* Runs SQL on the file: 0, or -1 with the failure. */
int ledger_fixture_run(const char *file, const char *sql,
                       struct failure *failure);

#endif
