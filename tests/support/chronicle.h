/*
 * Months one after the other in a ledger, as runs leave them: decided by rows
 * with the accounts of the months before, kept, sealed and closed.
 */
#ifndef DAOPAN_TESTS_SUPPORT_CHRONICLE_H
#define DAOPAN_TESTS_SUPPORT_CHRONICLE_H

#include "tests/support/ledger_fixture.h"

/* Opens a ledger; ends the test where that fails. */
struct ledger *chronicle_open(const char *file, enum ledger_mode mode);

/* Keeps and seals a month whose rosters have these rows, with two files
 * written. */
void chronicle_run(const char *file, ym period, const struct row_spec *rows,
                   size_t count);

void chronicle_close(const char *file, ym period);

/* Both. */
void chronicle_month(const char *file, ym period, const struct row_spec *rows,
                     size_t count);

/* Records a receipt of the only fund that `applicant` asks. */
void chronicle_receive(const char *file, ym period, const char *applicant,
                       fen amount, const char *voucher);

/* What ledger_check() says of the file; "" where all agrees. `out` has 512
 * bytes. */
const char *chronicle_check(const char *file, char *out);

#endif
