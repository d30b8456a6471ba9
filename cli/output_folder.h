/*
 * The output folder, all or nothing: workbooks are written into a folder
 * beside the final place, which takes its place in one step when all are
 * complete, and can give it back while the run is not yet final.
 */
#ifndef DAOPAN_CLI_OUTPUT_FOLDER_H
#define DAOPAN_CLI_OUTPUT_FOLDER_H

#include "cli/carry_over.h"
#include "core/diag.h"
#include <limits.h>
#include <stdbool.h>

struct output_folder {
    char final[PATH_MAX];  /* where the user wants it, no slash at the end */
    char beside[PATH_MAX]; /* the folder being written: final + ".daopan-…" */
    int lock;              /* on the folder beside; -1 = none */
    bool is_exchanged;     /* final and beside have changed places */
    bool had_final;        /* there was a folder at the final place */
    struct carry_over carried; /* from it: what others had put there */
};

/*
 * Makes the folder beside. Fails where its place cannot be written, or where
 * the final place is a file. 0 or -1.
 */
CHECKED int output_open(struct output_folder *out, const char *path,
                        struct failure *failure);

/*
 * Puts the new folder in the final place. What stood there and is not of the
 * run before (a note, a signed scan) is carried over; the old results stay
 * beside until output_close(). 0 or -1, and then nothing has changed.
 */
CHECKED int output_place(struct output_folder *out, struct failure *failure);

/* Takes output_place() back: the old results are in the final place again. */
void output_withdraw(struct output_folder *out);

/* Removes the folder beside, whatever it holds now. */
void output_close(struct output_folder *out);

/* Removes a folder with all that is in it. */
void output_remove(const char *path);

#endif
