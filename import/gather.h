/*
 * All sheets of one workbook into the roster. Private to import/.
 */
#ifndef DAOPAN_IMPORT_GATHER_H
#define DAOPAN_IMPORT_GATHER_H

#include "import/reading.h"

/* One file of a call of rosters_read(). */
struct gathering {
    const struct reading *reading;
    struct workbook *workbook;
    const char *file_name; /* its base name */
    uint32_t file;         /* index into roster->files */
    uint16_t named_kind;   /* --as; POLICY_NONE = not given */
    struct roster *roster; /* the only thing that changes */
    uint64_t *rows_done;   /* over all files, for progress */
};

/*
 * Reads the workbook's rosters: sheets, rows, findings. Fills the file's
 * format, first_sheet and sheet_count. 0 or -1; when inspecting, what is
 * wrong with a sheet becomes a finding, and only memory and reading fail.
 */
CHECKED int workbook_gather(const struct gathering *gathering,
                            struct failure *failure);

#endif
