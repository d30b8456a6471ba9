/*
 * Packages that are no .xlsx: OpenDocument and .xlsb, told by what they hold;
 * and any other file, to see that none is taken for what it is not.
 */
#include "tests/fuzz/fuzz_target.h"

void fuzz_package(const uint8_t *bytes, size_t size)
{
    fuzz_read_workbook(workbook_open, "file.et", bytes, size);
}
