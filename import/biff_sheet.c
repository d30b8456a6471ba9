/*
 * A BIFF worksheet, in two passes.
 *
 * The first notes where each cell's record stands, which rows are hidden, and
 * hands on the merged ranges. Programs write cells row by row, as a rule, but
 * nothing makes them: so the notes are sorted where they are out of order,
 * and of two records for one cell the later one holds. The second pass makes
 * the cells, row by row.
 *
 * A note is eight bytes, and a record that holds a cell has at least six: the
 * notes never take much more memory than the stream itself.
 *
 * Embedded charts, which are substreams of their own, are stepped over.
 */
#include "import/biff_sheet.h"

#include "import/biff_cell.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 65536, MOST_COLUMNS = 16384, CELL_HEAD = 6 };

/* Where a cell stands: row, column and offset of its record, so that the
 * order of these numbers is the order of the cells. */
typedef uint64_t cell_note;

static cell_note note_of(unsigned row, unsigned column, size_t offset)
{
    const uint64_t place = (uint64_t)row * 0x10000 + column;
    return place << 32 | offset;
}

static unsigned note_row(cell_note note)
{
    return (unsigned)(note >> 48);
}

static unsigned note_column(cell_note note)
{
    return (unsigned)(note >> 32 & 0xFFFF);
}

static size_t note_offset(cell_note note)
{
    return (size_t)(note & 0xFFFFFFFF);
}

/* A row as it is put together. */
struct row_maker {
    struct biff_cell *made;
    struct cell *cells; /* the same, as the sink takes them */
    size_t count, made_capacity, cell_capacity;
    struct text text;
};

struct sheet_reading {
    struct biff_book *book;
    const struct sheet_sink *sink;
    struct failure *failure;
    cell_note *notes;
    size_t note_count, note_capacity;
    bool is_unsorted;
    bool is_default_hidden;   /* rows that no ROW record describes */
    unsigned char rows[ROWS]; /* enum row_state */
    struct row_maker maker;
};

enum row_state { ROW_UNSAID, ROW_SHOWN, ROW_HIDDEN };

/* ---- first pass: where things stand ---- */

static int add_note(struct sheet_reading *reading, unsigned row,
                    unsigned column, size_t offset)
{
    if (column >= MOST_COLUMNS)
        return biff_fail(reading->book, offset, reading->failure);
    if (mem_grow(&reading->notes, &reading->note_capacity,
                 reading->note_count + 1, sizeof *reading->notes) != 0)
        return failure_memory(reading->failure);
    const cell_note note = note_of(row, column, offset);
    if (reading->note_count > 0 &&
        note < reading->notes[reading->note_count - 1])
        reading->is_unsorted = true;
    reading->notes[reading->note_count++] = note;
    return 0;
}

static int note_cell(struct sheet_reading *reading,
                     const struct biff_record *record)
{
    if (record->size < CELL_HEAD)
        return biff_fail(reading->book, record->offset, reading->failure);
    return add_note(reading, biff_u16(record, 0), biff_u16(record, 2),
                    record->offset);
}

/* Row, first column, (format, number) for each, last column. */
static int note_numbers(struct sheet_reading *reading,
                        const struct biff_record *record)
{
    const unsigned row = biff_u16(record, 0);
    const unsigned first = biff_u16(record, 2);
    if (record->size < CELL_HEAD)
        return biff_fail(reading->book, record->offset, reading->failure);
    const size_t count = (record->size - CELL_HEAD) / 6;
    for (size_t i = 0; i < count; i++)
        if (add_note(reading, row, first + (unsigned)i, record->offset) != 0)
            return -1;
    return 0;
}

static int note_row_state(struct sheet_reading *reading,
                          const struct biff_record *record)
{
    const bool is_hidden = (biff_u16(record, 12) & 0x20) != 0;
    reading->rows[biff_u16(record, 0)] = is_hidden ? ROW_HIDDEN : ROW_SHOWN;
    return 0;
}

/* BIFF2 hides a row by its height. */
static int note_biff2_row_state(struct sheet_reading *reading,
                                const struct biff_record *record)
{
    const bool is_hidden = (biff_u16(record, 6) & 0x7FFF) == 0;
    reading->rows[biff_u16(record, 0)] = is_hidden ? ROW_HIDDEN : ROW_SHOWN;
    return 0;
}

static int note_default_row(struct sheet_reading *reading,
                            const struct biff_record *record)
{
    reading->is_default_hidden = (biff_u16(record, 0) & 0x02) != 0;
    return 0;
}

/* Whole rows are merged up to the last column there is, or beyond. */
static colnum merged_column(unsigned column)
{
    return (colnum)(column < MOST_COLUMNS ? column + 1 : MOST_COLUMNS);
}

static int take_merges(struct sheet_reading *reading,
                       const struct biff_record *record)
{
    const struct sheet_sink *sink = reading->sink;
    const size_t count = biff_u16(record, 0);
    int result = 0;
    for (size_t i = 0; i < count && result == 0 && sink->merge != NULL; i++) {
        const size_t at = 2 + i * 8;
        if (at + 8 > record->size)
            return biff_fail(reading->book, record->offset, reading->failure);
        struct cell_range range = {
            .first_row = biff_u16(record, at) + 1,
            .last_row = biff_u16(record, at + 2) + 1,
            .first_column = merged_column(biff_u16(record, at + 4)),
            .last_column = merged_column(biff_u16(record, at + 6)),
        };
        cell_range_order(&range);
        result = sink->merge(sink->context, &range);
    }
    return result;
}

static const struct {
    unsigned id;
    int (*take)(struct sheet_reading *reading,
                const struct biff_record *record);
} handlers[] = {
    {BIFF_LABELSST, note_cell},
    {BIFF_RK, note_cell},
    {BIFF_NUMBER, note_cell},
    {BIFF_FORMULA, note_cell},
    {BIFF_FORMULA3, note_cell},
    {BIFF_FORMULA4, note_cell},
    {BIFF_MULRK, note_numbers},
    {BIFF_LABEL, note_cell},
    {BIFF_RSTRING, note_cell},
    {BIFF_BOOLERR, note_cell},
    {BIFF_ROW, note_row_state},
    {BIFF_DEFAULTROWHEIGHT, note_default_row},
    {BIFF2_INTEGER, note_cell},
    {BIFF2_NUMBER, note_cell},
    {BIFF2_LABEL, note_cell},
    {BIFF2_BOOLERR, note_cell},
    {BIFF2_ROW, note_biff2_row_state},
    {BIFF_MERGEDCELLS, take_merges},
};

static int take_record(struct sheet_reading *reading,
                       const struct biff_record *record)
{
    for (size_t i = 0; i < sizeof handlers / sizeof handlers[0]; i++)
        if (handlers[i].id == record->id)
            return handlers[i].take(reading, record);
    return 0;
}

/* Thousands of sheets may name one place. */
static int count_passed(struct sheet_reading *reading, size_t size)
{
    struct biff_book *book = reading->book;
    const uint64_t most = file_yield_most(book->stream.size);
    book->passed += size;
    if (book->passed <= most)
        return 0;
    return failure_explain(reading->failure, DIAG_FILE_LIMIT,
                           MESSAGE_WHY_MULTIPLIED, book->path,
                           "BIFF > %llu MiB", (unsigned long long)(most >> 20));
}

/* From the sheet's BOF to its EOF. Result of the sink's, or -1. */
static int note_records(struct sheet_reading *reading, size_t start)
{
    const struct biff_book *book = reading->book;
    size_t offset = start;
    size_t depth = 0;
    do {
        struct biff_record record;
        if (!biff_record_at(&book->stream, offset, &record))
            return biff_fail(book, offset, reading->failure);
        offset = biff_record_end(&record);
        depth += biff_is_bof(record.id);
        depth -= record.id == BIFF_EOF;
        const int result = depth == 1 ? take_record(reading, &record) : 0;
        if (result != 0)
            return result;
    } while (depth > 0);
    return count_passed(reading, offset - start);
}

static int by_place(const void *left, const void *right)
{
    cell_note a, b;
    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    return (a > b) - (a < b);
}

/* ---- second pass: cells ---- */

static int add_cell(struct sheet_reading *reading, cell_note note)
{
    struct row_maker *maker = &reading->maker;
    struct biff_record record;
    if (mem_grow(&maker->made, &maker->made_capacity, maker->count + 1,
                 sizeof *maker->made) != 0)
        return failure_memory(reading->failure);
    struct biff_cell *made = &maker->made[maker->count];
    if (!biff_record_at(&reading->book->stream, note_offset(note), &record) ||
        !biff_cell_make(reading->book, &record, note_column(note), &maker->text,
                        made))
        return biff_fail(reading->book, note_offset(note), reading->failure);
    maker->count += made->cell.kind != CELL_TEXT || made->cell.length > 0;
    return 0;
}

/* Texts of the row's own have moved while they grew: now they stay. */
static int settle_cells(struct row_maker *maker)
{
    if (maker->text.failed || mem_grow(&maker->cells, &maker->cell_capacity,
                                       maker->count, sizeof *maker->cells) != 0)
        return -1;
    for (size_t i = 0; i < maker->count; i++) {
        const struct biff_cell *made = &maker->made[i];
        maker->cells[i] = made->cell;
        if (made->has_own_text)
            maker->cells[i].text = text_of(&maker->text) + made->text_start;
    }
    return 0;
}

static int emit_row(struct sheet_reading *reading, unsigned row)
{
    struct row_maker *maker = &reading->maker;
    if (settle_cells(maker) != 0)
        return failure_memory(reading->failure);
    const unsigned char state = reading->rows[row];
    const struct sheet_row out = {
        .row = row + 1,
        .is_hidden = state == ROW_HIDDEN ||
                     (state == ROW_UNSAID && reading->is_default_hidden),
        .cells = maker->cells,
        .cell_count = maker->count,
    };
    const int result = out.cell_count == 0
                           ? 0
                           : reading->sink->row(reading->sink->context, &out);
    maker->count = 0;
    text_clear(&maker->text);
    return result;
}

static int emit_rows(struct sheet_reading *reading)
{
    int result = 0;
    for (size_t i = 0; i < reading->note_count && result == 0; i++) {
        const cell_note note = reading->notes[i];
        const bool is_end = i + 1 == reading->note_count;
        const cell_note next = is_end ? 0 : reading->notes[i + 1];
        if (!is_end && note >> 32 == next >> 32)
            continue; /* the later record holds */
        result = add_cell(reading, note);
        if (result == 0 && (is_end || note_row(note) != note_row(next)))
            result = emit_row(reading, note_row(note));
    }
    return result;
}

int biff_sheet_read(struct biff_book *book, size_t sheet,
                    const struct sheet_sink *sink, struct failure *failure)
{
    struct sheet_reading *reading = mem_alloc(sizeof *reading);
    if (reading == NULL)
        return failure_memory(failure);
    reading->book = book;
    reading->sink = sink;
    reading->failure = failure;
    int result = note_records(reading, book->sheet_offsets[sheet]);
    if (result == 0) {
        if (reading->is_unsorted)
            qsort(reading->notes, reading->note_count, sizeof *reading->notes,
                  by_place);
        result = emit_rows(reading);
    }
    mem_free(reading->notes);
    mem_free(reading->maker.made);
    mem_free(reading->maker.cells);
    text_release(&reading->maker.text);
    mem_free(reading);
    return result < 0 ? -1 : 0;
}
