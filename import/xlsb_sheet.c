/*
 * A worksheet of an .xlsb package: a record for the row, then one for each of
 * its cells. A row is passed on when the next one begins; only its own texts
 * are kept until then.
 *
 * Rows and cells come in order, as the format demands; others are refused.
 */
#include "import/xlsb_sheet.h"

#include "import/biff_cell.h"
#include "import/xlsb_record.h"
#include <string.h>

enum xlsb_id {
    ROW = 0,
    RK = 2,
    ERROR_CODE = 3,
    BOOLEAN = 4,
    REAL = 5,
    STRING = 6,
    SHARED = 7,
    FORMULA_STRING = 8,
    FORMULA_NUMBER = 9,
    FORMULA_BOOLEAN = 10,
    FORMULA_ERROR = 11,
    SHORT_RK = 13, /* short: without a column, the one after the last */
    SHORT_ERROR = 14,
    SHORT_BOOLEAN = 15,
    SHORT_REAL = 16,
    SHORT_STRING = 17,
    SHORT_SHARED = 18,
    RICH_STRING = 62,
    DATA_BEGIN = 145,
    DATA_END = 146,
    MERGED_RANGE = 176
};

enum { BLANK = 1, SHORT_BLANK = 12, HEAD = 8, SHORT_HEAD = 4 };

struct sheet_reading {
    const struct xlsx_book *book;
    const struct sheet_sink *sink;
    struct xlsb_records records;
    struct biff_cell *made; /* of the row */
    struct cell *cells;     /* the same, as the sink takes them */
    size_t count, made_capacity, cell_capacity;
    struct text text; /* of the row's own texts */
    rownum row;       /* 0 = none yet */
    uint32_t columns; /* so far in the row, empty ones too */
    bool is_hidden;
    bool is_in_data; /* elsewhere the same numbers mean other things */
};

static int contradict(struct sheet_reading *reading,
                      const struct biff_record *record)
{
    (void)xlsb_fail(&reading->records, record);
    reading->records.failure->code = DIAG_FILE_DISORDER;
    reading->records.failure->row = reading->row;
    return -1;
}

/* ---- rows ---- */

/* Texts have moved while they grew: now they stay. */
static int settle_cells(struct sheet_reading *reading)
{
    if (reading->text.failed ||
        mem_grow(&reading->cells, &reading->cell_capacity, reading->count,
                 sizeof *reading->cells) != 0)
        return failure_memory(reading->records.failure);
    for (size_t i = 0; i < reading->count; i++) {
        const struct biff_cell *made = &reading->made[i];
        reading->cells[i] = made->cell;
        if (made->has_own_text)
            reading->cells[i].text = text_of(&reading->text) + made->text_start;
    }
    return 0;
}

/* Result of the sink's, or -1. */
static int finish_row(struct sheet_reading *reading)
{
    if (reading->count == 0)
        return 0;
    if (settle_cells(reading) != 0)
        return -1;
    const struct sheet_row out = {
        .row = reading->row,
        .is_hidden = reading->is_hidden,
        .cells = reading->cells,
        .cell_count = reading->count,
    };
    reading->count = 0;
    const int result = reading->sink->row(reading->sink->context, &out);
    text_clear(&reading->text);
    return result;
}

static int begin_row(struct sheet_reading *reading,
                     const struct biff_record *record)
{
    const uint32_t row = biff_u32(record, 0);
    const int result = finish_row(reading);
    if (result != 0)
        return result;
    if (row >= XLSX_ROWS)
        return zip_part_limit(reading->records.window.part, "rows > 1048576",
                              reading->records.failure);
    if (row < reading->row)
        return contradict(reading, record);
    reading->row = row + 1;
    reading->columns = 0;
    reading->is_hidden = (biff_u8(record, 11) & 0x10) != 0;
    return 0;
}

static int take_merge(struct sheet_reading *reading,
                      const struct biff_record *record)
{
    const struct sheet_sink *sink = reading->sink;
    struct cell_range range = {
        .first_row = biff_u32(record, 0) + 1,
        .last_row = biff_u32(record, 4) + 1,
        .first_column = (colnum)(biff_u32(record, 8) + 1),
        .last_column = (colnum)(biff_u32(record, 12) + 1),
    };
    if (record->size < 16 || biff_u32(record, 0) >= XLSX_ROWS ||
        biff_u32(record, 4) >= XLSX_ROWS ||
        biff_u32(record, 8) >= XLSX_COLUMNS ||
        biff_u32(record, 12) >= XLSX_COLUMNS)
        return xlsb_fail(&reading->records, record);
    cell_range_order(&range);
    return sink->merge == NULL ? 0 : sink->merge(sink->context, &range);
}

/* ---- cells ---- */

static bool is_short(unsigned id)
{
    return id >= SHORT_BLANK && id <= SHORT_SHARED;
}

static bool is_cell(unsigned id)
{
    return (id >= BLANK && id <= SHORT_SHARED) || id == RICH_STRING;
}

static void set_number(const struct sheet_reading *reading, uint32_t format,
                       double number, struct cell *cell)
{
    const struct xlsx_styles *styles = &reading->book->styles;
    biff_cell_set_number(
        number, format < styles->count ? styles->shown[format] : 0, cell);
}

static bool set_text(struct sheet_reading *reading,
                     const struct biff_record *record, size_t at,
                     struct biff_cell *out)
{
    out->has_own_text = true;
    out->text_start = reading->text.length;
    const bool is_whole = xlsb_text(record, at, &reading->text);
    out->cell.kind = CELL_TEXT;
    out->cell.length = (uint32_t)(reading->text.length - out->text_start);
    return is_whole;
}

static bool set_shared(const struct sheet_reading *reading, uint32_t index,
                       struct cell *cell)
{
    const struct xlsx_strings *strings = &reading->book->strings;
    if (index >= strings->count)
        return false;
    cell->kind = CELL_TEXT;
    cell->text = strings->bytes + strings->starts[index];
    cell->length = strings->starts[index + 1] - strings->starts[index];
    cell->shared = index + 1;
    return true;
}

/* What stands behind the head, at byte `at`. */
static bool set_value(struct sheet_reading *reading,
                      const struct biff_record *record, size_t at,
                      struct biff_cell *out)
{
    struct cell *cell = &out->cell;
    const uint32_t format = biff_u32(record, at - 4) & 0xFFFFFF;
    switch (record->id) {
    case RK:
    case SHORT_RK:
        set_number(reading, format, biff_rk_number(biff_u32(record, at)), cell);
        return record->size >= at + 4;
    case REAL:
    case SHORT_REAL:
    case FORMULA_NUMBER:
        set_number(reading, format, biff_double(record, at), cell);
        return record->size >= at + 8;
    case ERROR_CODE:
    case SHORT_ERROR:
    case FORMULA_ERROR:
        biff_cell_set_error(biff_u8(record, at), cell);
        return record->size > at;
    case BOOLEAN:
    case SHORT_BOOLEAN:
    case FORMULA_BOOLEAN:
        cell->kind = CELL_BOOLEAN;
        cell->number = biff_u8(record, at) != 0;
        return record->size > at;
    case SHARED:
    case SHORT_SHARED:
        return record->size >= at + 4 &&
               set_shared(reading, biff_u32(record, at), cell);
    case RICH_STRING:
        return set_text(reading, record, at + 1, out);
    default: /* STRING, SHORT_STRING, FORMULA_STRING */
        return set_text(reading, record, at, out);
    }
}

static int take_cell(struct sheet_reading *reading,
                     const struct biff_record *record)
{
    const bool is_blank = record->id == BLANK || record->id == SHORT_BLANK;
    const uint32_t column =
        is_short(record->id) ? reading->columns : biff_u32(record, 0);
    if (reading->row == 0 || column < reading->columns)
        return contradict(reading, record);
    if (column >= XLSX_COLUMNS)
        return zip_part_limit(reading->records.window.part, "columns > 16384",
                              reading->records.failure);
    reading->columns = column + 1;
    if (is_blank)
        return 0;
    if (mem_grow(&reading->made, &reading->made_capacity, reading->count + 1,
                 sizeof *reading->made) != 0)
        return failure_memory(reading->records.failure);
    struct biff_cell *made = &reading->made[reading->count];
    *made = (struct biff_cell){.cell = {.column = (colnum)(column + 1)}};
    made->cell.is_formula =
        record->id >= FORMULA_STRING && record->id <= FORMULA_ERROR;
    if (!set_value(reading, record, is_short(record->id) ? SHORT_HEAD : HEAD,
                   made))
        return xlsb_fail(&reading->records, record);
    reading->count += made->cell.kind != CELL_TEXT || made->cell.length > 0;
    return 0;
}

/* ---- the sheet ---- */

static int take_record(struct sheet_reading *reading,
                       const struct biff_record *record)
{
    switch (record->id) {
    case DATA_BEGIN:
        reading->is_in_data = true;
        return 0;
    case DATA_END:
        reading->is_in_data = false;
        return finish_row(reading);
    case MERGED_RANGE:
        return take_merge(reading, record);
    case ROW:
        return reading->is_in_data ? begin_row(reading, record) : 0;
    default:
        return reading->is_in_data && is_cell(record->id)
                   ? take_cell(reading, record)
                   : 0;
    }
}

/* Result of the sink's, 0 or -1. */
static int read_records(struct sheet_reading *reading)
{
    struct biff_record record;
    int result;
    while ((result = xlsb_record_next(&reading->records, &record)) > 0) {
        result = take_record(reading, &record);
        if (result != 0)
            return result;
    }
    return result == 0 ? finish_row(reading) : -1;
}

int xlsb_sheet_read(const struct xlsx_book *book, size_t sheet,
                    const struct sheet_sink *sink, struct failure *failure)
{
    struct sheet_reading reading = {
        .book = book, .sink = sink, .text = TEXT_INIT};
    struct zip_part *part = NULL;
    if (zip_part_open(book->package, book->parts[sheet], XLSX_SHEET_BYTES,
                      &part, failure) != 0)
        return -1;
    int result = xlsb_records_open(&reading.records, part, failure);
    if (result == 0) {
        result = read_records(&reading);
        xlsb_records_close(&reading.records);
    }
    zip_part_close(part);
    mem_free(reading.made);
    mem_free(reading.cells);
    text_release(&reading.text);
    return result < 0 ? -1 : 0;
}
