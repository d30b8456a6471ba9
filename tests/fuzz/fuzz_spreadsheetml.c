/* Workbooks in one XML document: SpreadsheetML 2003 and flat OpenDocument. */
#include "tests/fuzz/fuzz_target.h"

static int open_2003(const struct file_bytes *file, struct arena *arena,
                     struct workbook *out, struct failure *failure)
{
    return spreadsheetml_open(file, "", arena, out, failure);
}

static int open_flat(const struct file_bytes *file, struct arena *arena,
                     struct workbook *out, struct failure *failure)
{
    return odf_open_flat(file, "", arena, out, failure);
}

void fuzz_spreadsheetml(const uint8_t *bytes, size_t size)
{
    fuzz_read_workbook(open_2003, "workbook.xml", bytes, size);
    fuzz_read_workbook(open_flat, "workbook.fods", bytes, size);
}
