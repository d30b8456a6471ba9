/* What a run prints when it is done: the same totals that the workbooks and
 * the ledger hold. */
#ifndef DAOPAN_CLI_SUMMARY_H
#define DAOPAN_CLI_SUMMARY_H

#include "core/allocation.h"
#include "core/enrolment.h"
#include "core/language.h"
#include "core/text.h"

struct summary {
    const struct allocation *allocation;
    const struct enrolment *enrolment; /* NULL = no list was given */
    ym period;
    const char *out;    /* NULL for a dry run */
    const char *ledger; /* NULL for a dry run */
    enum language language;
};

void summary_append(struct text *out, const struct summary *summary);
void summary_append_json(struct text *out, const struct summary *summary);

#endif
