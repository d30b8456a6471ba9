/*
 * From a BIFF record to a cell.
 *
 * The result of a formula is what the file has stored: nothing is
 * calculated. A text result stands in a record of its own behind it.
 */
#include "import/biff_cell.h"

#include "import/number_format.h"
#include <math.h>
#include <string.h>

enum {
    HEAD = 6,       /* row, column, cell format */
    BIFF2_HEAD = 7, /* row, column, attributes */
    NO_FORMAT = 0xFFFF
};

/* Whether a cell's record has the head of BIFF2. */
static bool has_attributes(const struct biff_book *book,
                           const struct biff_record *record)
{
    return (record->id >= BIFF2_INTEGER && record->id <= BIFF2_BOOLERR) ||
           (record->id == BIFF_FORMULA && book->version == 2);
}

/*
 * The cell format. BIFF2 has six bits for it, of which 63 means that it
 * stands in the record in front; and where the file has no cell formats, six
 * bits for the number format.
 */
static unsigned cell_format(const struct biff_book *book,
                            const struct biff_record *record)
{
    enum { ELSEWHERE = 63, IXFE_SIZE = 6 };
    struct biff_record front;
    if (!has_attributes(book, record))
        return book->has_cell_formats ? biff_u16(record, 4) : NO_FORMAT;
    if (!book->has_cell_formats)
        return biff_u8(record, 5) & 0x3F;
    const unsigned format = biff_u8(record, 4) & 0x3F;
    if (format != ELSEWHERE || record->offset < IXFE_SIZE ||
        !biff_record_at(&book->stream, record->offset - IXFE_SIZE, &front) ||
        front.id != BIFF2_IXFE || front.size != 2)
        return format;
    return biff_u16(&front, 0);
}

void biff_cell_set_error(unsigned code, struct cell *cell)
{
    static const struct {
        unsigned code;
        const char *text;
    } errors[] = {
        {0x00, "#NULL!"}, {0x07, "#DIV/0!"},       {0x0F, "#VALUE!"},
        {0x17, "#REF!"},  {0x1D, "#NAME?"},        {0x24, "#NUM!"},
        {0x2A, "#N/A"},   {0x2B, "#GETTING_DATA"},
    };
    cell->kind = CELL_ERROR;
    cell->text = "#N/A";
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i].code == code)
            cell->text = errors[i].text;
    cell->length = (uint32_t)strlen(cell->text);
}

void biff_cell_set_number(double number, unsigned char shown, struct cell *cell)
{
    if (!isfinite(number)) {
        biff_cell_set_error(0x24, cell); /* never left out */
        return;
    }
    cell->kind = shown == SHOWN_AS_DATE ? CELL_DATE : CELL_NUMBER;
    cell->zeros = shown == SHOWN_AS_DATE ? 0 : shown;
    cell->number = number;
}

static void set_number(const struct biff_book *book, unsigned cell_format,
                       double number, struct cell *cell)
{
    biff_cell_set_number(
        number, cell_format < book->shown_count ? book->shown[cell_format] : 0,
        cell);
}

/* 30 bits of a double or of an integer, perhaps to be divided by 100. */
double biff_rk_number(uint32_t rk)
{
    double number;
    if (rk & 2) {
        const int64_t wide = rk & 0x80000000 ? (int64_t)rk - 0x100000000 : rk;
        const int64_t whole = (wide - (int64_t)(rk & 3)) / 4;
        number = (double)whole;
    } else {
        const uint64_t bits = (uint64_t)(rk & 0xFFFFFFFC) << 32;
        memcpy(&number, &bits, sizeof number);
    }
    return rk & 1 ? number / 100 : number;
}

static void set_boolean(unsigned value, struct cell *cell)
{
    cell->kind = CELL_BOOLEAN;
    cell->number = value != 0;
}

/* A text in the record itself: its length, then its characters. */
static bool set_label(struct biff_book *book, const struct biff_record *record,
                      size_t at, struct text *texts, struct biff_cell *out)
{
    struct biff_cursor cursor = biff_cursor_at(&book->stream, record, at);
    const bool is_biff2 =
        record->id == BIFF2_LABEL || record->id == BIFF2_STRING;
    bool is_whole;
    out->has_own_text = true;
    out->text_start = texts->length;
    if (book->version == 8 && !is_biff2) {
        is_whole = biff_text_wide(&cursor, texts);
    } else {
        const size_t length =
            is_biff2 ? biff_cursor_u8(&cursor) : biff_cursor_u16(&cursor);
        if (book->has_decoder)
            biff_text_bytes(&cursor, length, &book->decoder, texts);
        else
            biff_text_characters(&cursor, length, 0, texts);
        is_whole = !cursor.is_short;
    }
    out->cell.kind = CELL_TEXT;
    out->cell.length = (uint32_t)(texts->length - out->text_start);
    return is_whole;
}

static bool set_shared(const struct biff_book *book,
                       const struct biff_record *record, struct cell *cell)
{
    const struct biff_strings *strings = &book->strings;
    const uint32_t index = biff_u32(record, HEAD);
    if (record->size < HEAD + 4 || index >= strings->count)
        return false;
    cell->kind = CELL_TEXT;
    cell->text = text_of(&strings->text) + strings->starts[index];
    cell->length =
        (uint32_t)(strings->starts[index + 1] - strings->starts[index]);
    cell->shared = index + 1;
    return true;
}

/* The STRING record behind a formula; between them may stand the records of
 * a shared, array or table formula. */
static bool find_result(const struct biff_book *book,
                        const struct biff_record *formula,
                        struct biff_record *out)
{
    size_t offset = biff_record_end(formula);
    for (int i = 0; i < 8; i++) {
        if (!biff_record_at(&book->stream, offset, out))
            return false;
        switch (out->id) {
        case BIFF_STRING:
        case BIFF2_STRING:
            return true;
        case BIFF_CONTINUE:
        case 0x04BC: /* SHRFMLA */
        case 0x0221: /* ARRAY */
        case 0x0236: /* TABLE */
            offset = biff_record_end(out);
            break;
        default:
            return false;
        }
    }
    return false;
}

/* A formula whose result is "" because nobody has calculated it yet. */
static bool is_uncalculated(const struct biff_record *record, size_t result)
{
    return (biff_u16(record, result + 8) & 0x02) != 0;
}

/* A formula; its result stands at byte `at`. */
static bool set_result(struct biff_book *book, const struct biff_record *record,
                       size_t at, struct text *texts, struct biff_cell *out)
{
    enum { TEXT = 0, BOOLEAN = 1, ERROR = 2 };
    struct cell *cell = &out->cell;
    struct biff_record string;
    cell->is_formula = true;
    if (biff_u16(record, at + 6) != 0xFFFF) {
        set_number(book, cell_format(book, record), biff_double(record, at),
                   cell);
        return record->size >= at + 8;
    }
    switch (biff_u8(record, at)) {
    case TEXT:
        if (find_result(book, record, &string))
            return set_label(book, &string, 0, texts, out);
        cell->kind = CELL_UNCACHED;
        break;
    case BOOLEAN:
        set_boolean(biff_u8(record, at + 2), cell);
        break;
    case ERROR:
        biff_cell_set_error(biff_u8(record, at + 2), cell);
        break;
    default:
        cell->kind = is_uncalculated(record, at) ? CELL_UNCACHED : CELL_TEXT;
        break;
    }
    return true;
}

/* One of the numbers of a MULRK: a cell format and an RK each. */
static bool set_one_of(const struct biff_book *book,
                       const struct biff_record *record, unsigned column,
                       struct cell *cell)
{
    const size_t at = 4 + (column - biff_u16(record, 2)) * (size_t)6;
    set_number(book, biff_u16(record, at),
               biff_rk_number(biff_u32(record, at + 2)), cell);
    return record->size >= at + 6;
}

static bool set_flag(const struct biff_record *record, size_t at,
                     struct cell *cell)
{
    if (biff_u8(record, at + 1) != 0)
        biff_cell_set_error(biff_u8(record, at), cell);
    else
        set_boolean(biff_u8(record, at), cell);
    return record->size >= at + 2;
}

static bool set_double(const struct biff_book *book,
                       const struct biff_record *record, size_t at,
                       struct cell *cell)
{
    set_number(book, cell_format(book, record), biff_double(record, at), cell);
    return record->size >= at + 8;
}

bool biff_cell_make(struct biff_book *book, const struct biff_record *record,
                    unsigned column, struct text *texts, struct biff_cell *out)
{
    struct cell *cell = &out->cell;
    *out = (struct biff_cell){.cell = {.column = (colnum)(column + 1)}};
    switch (record->id) {
    case BIFF_LABELSST:
        return set_shared(book, record, cell);
    case BIFF_RK:
        set_number(book, biff_u16(record, 4),
                   biff_rk_number(biff_u32(record, HEAD)), cell);
        return record->size >= HEAD + 4;
    case BIFF_MULRK:
        return set_one_of(book, record, column, cell);
    case BIFF_NUMBER:
        return set_double(book, record, HEAD, cell);
    case BIFF2_NUMBER:
        return set_double(book, record, BIFF2_HEAD, cell);
    case BIFF2_INTEGER:
        set_number(book, cell_format(book, record),
                   biff_u16(record, BIFF2_HEAD), cell);
        return record->size >= BIFF2_HEAD + 2;
    case BIFF_FORMULA:
    case BIFF_FORMULA3:
    case BIFF_FORMULA4:
        return set_result(book, record,
                          has_attributes(book, record) ? BIFF2_HEAD : HEAD,
                          texts, out);
    case BIFF_BOOLERR:
        return set_flag(record, HEAD, cell);
    case BIFF2_BOOLERR:
        return set_flag(record, BIFF2_HEAD, cell);
    case BIFF2_LABEL:
        return set_label(book, record, BIFF2_HEAD, texts, out);
    default: /* LABEL, RSTRING */
        return set_label(book, record, HEAD, texts, out);
    }
}
