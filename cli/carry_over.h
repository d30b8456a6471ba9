/*
 * What others put into a run's folder: replies of departments, signed scans,
 * notes. A new run's folder takes them over; the old run's own files stay
 * behind.
 */
#ifndef DAOPAN_CLI_CARRY_OVER_H
#define DAOPAN_CLI_CARRY_OVER_H

#include "core/attributes.h"
#include "core/text.h"
#include <stddef.h>

struct move;

/* The moves made, so that they can be taken back. Start with {0}. */
struct carry_over {
    struct text outputs; /* the old run's files, as its run.json lists them */
    struct move *moves;
    size_t count, capacity;
};

/*
 * Moves everything in folder `from` that is not of the run that wrote it into
 * folder `to`. Nothing in `to` is replaced: where a name is taken, the file
 * moves under another one. 0, or -1 with errno, and then nothing has moved.
 */
CHECKED int carry_over(struct carry_over *carried, const char *from,
                       const char *to);

/* Puts everything back where it came from. 0, or -1 with errno. */
CHECKED int carry_back(struct carry_over *carried);

void carry_over_release(struct carry_over *carried);

#endif
