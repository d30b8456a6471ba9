/*
 * A roster of one file as bytes: what the confined reader hands to its
 * parent. The parent trusts none of it: every count, reference and index is
 * checked before it is used. Private to import/.
 */
#ifndef DAOPAN_IMPORT_PARCEL_H
#define DAOPAN_IMPORT_PARCEL_H

#include "core/policy.h"
#include "core/roster.h"
#include <stdbool.h>

/* What goes with the roster. */
struct parcel_note {
    struct failure failure; /* DIAG_NONE = the file was read */
    bool is_confined;
};

/*
 * Writes `roster`, which holds file 0 alone, to a descriptor. 0, or -1 where
 * it cannot be written.
 */
CHECKED int parcel_write(const struct roster *roster,
                         const struct parcel_note *note, int descriptor);

/* What a reader answered. */
struct parcel {
    const unsigned char *bytes;
    size_t size;
};

/*
 * Adds the rows, sheets and findings of a parcel to `roster` as those of its
 * file `file`, unless the note holds a failure. 0; -1 with DIAG_OUT_OF_MEMORY,
 * or with DIAG_FILE_READER_STOPPED where the bytes are no sound parcel; then
 * the roster is as it was (but for strings that nobody refers to).
 */
CHECKED int parcel_read(const struct parcel *parcel,
                        const struct policy *policy, struct roster *roster,
                        uint32_t file, struct parcel_note *out,
                        struct failure *failure);

#endif
