/* .xls workbooks, in a container or as a bare stream, by our own reader;
 * FreeXL, which is run beside it for rosters, has a process to itself. */
#include "tests/fuzz/fuzz_target.h"

void fuzz_xls(const uint8_t *bytes, size_t size)
{
    const struct file_bytes file = {"workbook.xls", bytes, size};
    if (size > 0 && xls_is(&file))
        fuzz_read_workbook(xls_open, file.path, bytes, size);
}
