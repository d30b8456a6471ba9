/* A folder of a test's own, emptied and removed at its end. */
#ifndef DAOPAN_TESTS_SUPPORT_SCRATCH_FOLDER_H
#define DAOPAN_TESTS_SUPPORT_SCRATCH_FOLDER_H

#include <stddef.h>

struct scratch_folder {
    char path[64];
};

void scratch_make(struct scratch_folder *folder);
void scratch_remove(struct scratch_folder *folder);

/* The bytes of a file in it (NUL behind them), to be freed; ends the test
 * where it cannot be read. */
char *scratch_read(const struct scratch_folder *folder, const char *name,
                   size_t *out_size);

#endif
