/*
 * Dates as rosters write them: as text, and in cells of any kind. A date
 * that is given exists, and written out it reads as itself.
 */
#include "tests/fuzz/fuzz_target.h"

#include "core/date.h"
#include "import/date_cell.h"
#include <string.h>

enum { LONGEST = 256 };

static void check_cell(struct cell cell, uint8_t bits)
{
    ymd date = YMD_NONE;
    const enum date_status status =
        date_cell_read(&cell, (bits & 1) != 0, (bits & 2) != 0, &date);
    FUZZ_CHECK(status == DATE_GIVEN ? ymd_is_valid(date) : date == YMD_NONE);
}

/* The first byte says how the rest is to be taken. */
void fuzz_date(const uint8_t *bytes, size_t size)
{
    char text[LONGEST + 1];
    char again[YMD_TEXT_SIZE];
    double number = 0;
    ymd date;
    if (size == 0)
        return;
    const uint8_t bits = bytes[0];
    const size_t length = size - 1 < LONGEST ? size - 1 : LONGEST;
    memcpy(text, bytes + 1, length);
    text[length] = '\0';
    if (ymd_parse(text, &date) == 0) {
        ymd same;
        FUZZ_CHECK(ymd_is_valid(date));
        FUZZ_CHECK(ymd_parse(ymd_text(date, again), &same) == 0);
        FUZZ_CHECK(same == date);
    }
    const uint8_t kinds[] = {CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_ERROR};
    check_cell((struct cell){.kind = kinds[bits >> 2 & 3],
                             .text = text,
                             .length = (uint32_t)length},
               bits);
    if (length < sizeof number)
        return;
    memcpy(&number, text, sizeof number);
    check_cell((struct cell){.kind = (bits & 4) != 0 ? CELL_DATE : CELL_NUMBER,
                             .number = number},
               bits);
}
