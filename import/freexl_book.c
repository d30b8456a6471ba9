/*
 * FreeXL, in the words of this project. Its header stays in this file.
 *
 * FreeXL turns serials of date cells into texts; here they become serials
 * again, so that there is one rule for showing them.
 */
#include "import/freexl_book.h"

#include "core/arena.h"
#include "core/date.h"
#include <freexl.h>
#include <stdio.h>
#include <string.h>

struct freexl_book {
    const void *handle;
    bool is_1904;
};

static unsigned info(const struct freexl_book *book, unsigned short what)
{
    unsigned value = 0;
    return freexl_get_info(book->handle, what, &value) == FREEXL_OK ? value : 0;
}

int freexl_book_open(const char *path, struct freexl_book **out,
                     bool *out_of_memory)
{
    struct freexl_book *book = mem_alloc(sizeof *book);
    *out_of_memory = book == NULL;
    if (book == NULL)
        return -1;
    const int code = freexl_open(path, &book->handle);
    if (code != FREEXL_OK) {
        *out_of_memory = code == FREEXL_INSUFFICIENT_MEMORY;
        freexl_book_close(book);
        return -1;
    }
    book->is_1904 =
        info(book, FREEXL_BIFF_DATEMODE) == FREEXL_BIFF_DATEMODE_1904;
    *out = book;
    return 0;
}

void freexl_book_close(struct freexl_book *book)
{
    if (book == NULL)
        return;
    if (book->handle != NULL)
        freexl_close(book->handle);
    mem_free(book);
}

size_t freexl_book_sheets(const struct freexl_book *book)
{
    return info(book, FREEXL_BIFF_SHEET_COUNT);
}

const char *freexl_book_sheet_name(const struct freexl_book *book, size_t sheet)
{
    const char *name = NULL;
    if (freexl_get_worksheet_name(book->handle, (unsigned short)sheet, &name) !=
        FREEXL_OK)
        return NULL;
    return name;
}

int freexl_book_select(const struct freexl_book *book, size_t sheet,
                       struct freexl_extent *out)
{
    unsigned rows = 0;
    unsigned short columns = 0;
    if (freexl_select_active_worksheet(book->handle, (unsigned short)sheet) !=
            FREEXL_OK ||
        freexl_worksheet_dimensions(book->handle, &rows, &columns) != FREEXL_OK)
        return -1;
    *out = (struct freexl_extent){.rows = rows, .columns = columns};
    return 0;
}

/* ---- cells ---- */

/* "12:30:05" to a part of a day. */
static double time_of(const char *text)
{
    int hour = 0, minute = 0, second = 0;
    if (sscanf(text, "%d:%d:%d", &hour, &minute, &second) != 3)
        return 0;
    return (hour * 3600 + minute * 60 + second) / 86400.0;
}

/* "2023-08-01" and "2023-08-01 12:30:05" to the serial it was made from. */
static double serial_of(const struct freexl_book *book, const char *text)
{
    const int32_t epoch = book->is_1904 ? -24107 : -25569;
    int year = 0, month = 0, day = 0;
    if (sscanf(text, "%d-%d-%d", &year, &month, &day) != 3)
        return time_of(text);
    const ymd date = ymd_of(year, month, day);
    const char *time = strchr(text, ' ');
    double serial = date == YMD_NONE ? 0 : ymd_to_days(date) - epoch;
    if (!book->is_1904 && serial < 61)
        serial -= 1; /* before the day that Excel invented */
    return serial + (time == NULL ? 0 : time_of(time + 1));
}

struct freexl_value freexl_book_cell(const struct freexl_book *book,
                                     uint32_t row, uint32_t column)
{
    struct freexl_value value = {.kind = FREEXL_EMPTY};
    FreeXL_CellValue cell;
    if (freexl_get_cell_value(book->handle, row - 1,
                              (unsigned short)(column - 1), &cell) != FREEXL_OK)
        return value;
    switch (cell.type) {
    case FREEXL_CELL_INT:
        value.kind = FREEXL_NUMBER;
        value.number = cell.value.int_value;
        break;
    case FREEXL_CELL_DOUBLE:
        value.kind = FREEXL_NUMBER;
        value.number = cell.value.double_value;
        break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
        value.kind = FREEXL_TEXT;
        value.text = cell.value.text_value;
        break;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        value.kind = FREEXL_DATE;
        value.number = serial_of(book, cell.value.text_value);
        break;
    default:
        break;
    }
    return value;
}
