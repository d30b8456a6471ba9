/*
 * The files of a call: found, opened, hashed and named, before any is read.
 * Private to import/.
 */
#ifndef DAOPAN_IMPORT_ROSTER_FILES_H
#define DAOPAN_IMPORT_ROSTER_FILES_H

#include "import/roster_call.h"

/*
 * Fills call->files, in an order that follows from their names and contents
 * only: by base name, then by SHA-256. One that cannot be opened stays among
 * them with its failure. 0, or -1 where there are no files or no memory.
 */
CHECKED int roster_files_open(struct call *call, const char *const *paths,
                              size_t path_count);

/* Gives each file the kind that the nearest --as above it has. 0 or -1; a
 * kind that the policy does not have and a path without files are failures. */
CHECKED int roster_files_name_kinds(struct call *call);

/* Enters the files into the roster, each under a name that tells it from the
 * others. 0 or -1. */
CHECKED int roster_files_enter(struct call *call);

/* Reports each file that has the content of one before it. 0 or -1. */
CHECKED int roster_files_find_twins(struct call *call);

/* Adds a finding about file `file`: the failure's code, place and note; where
 * `other` is another file, that one as well. 0 or -1. */
CHECKED int roster_files_find(struct call *call, size_t file, size_t other,
                              const struct failure *failure);

#endif
