/* Delimited text: which encoding, which separator, which cells. */
#include "tests/fuzz/fuzz_target.h"

void fuzz_delimited(const uint8_t *bytes, size_t size)
{
    fuzz_read_workbook(delimited_open, "text.csv", bytes, size);
}
