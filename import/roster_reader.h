/*
 * One file of a call, read by a child that can do nothing else. Private to
 * import/.
 */
#ifndef DAOPAN_IMPORT_ROSTER_READER_H
#define DAOPAN_IMPORT_ROSTER_READER_H

#include "import/roster_call.h"

/* Starts the child that reads file `at`. Without one, the file is read by
 * roster_reader_finish(). */
void roster_reader_start(struct call *call, size_t at);

/* Waits for the child of file `at` and takes what it read into call->roster;
 * after a failure, part of it may stand there. 0 or -1. */
CHECKED int roster_reader_finish(struct call *call, size_t at,
                                 struct failure *failure);

#endif
