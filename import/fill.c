/*
 * Filling down and right.
 *
 * An .xlsx tells its merged ranges after its rows. Rows are not kept, so a
 * sheet whose ranges turn out to matter (they cover a column that is filled,
 * below the header) is read a second time, knowing them: one pipeline, no
 * patching of rows that were already judged. Sheets without such ranges,
 * nearly all large ones, are read once.
 *
 * An .xlsx without merged ranges is taken as it stands: an empty cell there
 * is empty. Text formats cannot hold merged cells, so a town that stands once
 * for a family comes out as one filled cell and empty ones below it; there an
 * empty county, town or village continues the one above. It does not where a
 * larger place of the same row is filled and has changed.
 */
#include "import/fill.h"

#include <stdlib.h>
#include <string.h>

static bool is_place(unsigned field)
{
    return field == FIELD_COUNTY || field == FIELD_TOWN ||
           field == FIELD_VILLAGE;
}

static bool is_filled(unsigned field)
{
    switch ((enum field)field) {
    case FIELD_COUNTY:
    case FIELD_TOWN:
    case FIELD_VILLAGE:
    case FIELD_CATEGORY:
    case FIELD_CATEGORY_SPECIFIC:
    case FIELD_CATEGORY_CODE:
    case FIELD_RECOGNISED:
    case FIELD_ENDED:
    case FIELD_STATUS:
    case FIELD_MOVEMENT:
        return true;
    case FIELD_ID_NUMBER:
    case FIELD_NAME:
    case FIELD_CERTIFICATE:
    case FIELD_DISABILITY_TYPE:
    case FIELD_DISABILITY_GRADE:
    case FIELD_CERTIFICATE_STATE:
    case FIELD_COUNT:
        break;
    }
    return false;
}

void fill_init(struct fill *fill, const struct column_choice *columns,
               rownum header_end, bool merges_are_lost)
{
    *fill = (struct fill){
        .header_end = header_end,
        .is_continued = merges_are_lost,
    };
    for (unsigned field = 0; field < FIELD_COUNT; field++)
        if (is_filled(field))
            fill->columns[field] = columns[field].column;
}

void fill_release(struct fill *fill)
{
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        mem_free(fill->fields[field].ranges);
        text_release(&fill->fields[field].text);
    }
}

/* ---- ranges ---- */

/* Whether the range's first column gives `field` its value: its own column,
 * or for a place that of another place. */
static bool gives(const struct fill *fill, const struct cell_range *range,
                  unsigned field)
{
    const colnum column = fill->columns[field];
    if (column == 0 || column < range->first_column ||
        column > range->last_column)
        return false;
    if (column == range->first_column)
        return range->last_row > range->first_row;
    if (!is_place(field))
        return false;
    for (unsigned other = 0; other < FIELD_COUNT; other++)
        if (is_place(other) && fill->columns[other] == range->first_column)
            return true;
    return false;
}

int fill_add(struct fill *fill, const struct cell_range *range)
{
    if (range->first_row <= fill->header_end)
        return 0;
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        struct filled_field *filled = &fill->fields[field];
        if (!gives(fill, range, field))
            continue;
        if (mem_grow(&filled->ranges, &filled->capacity, filled->count + 1,
                     sizeof *filled->ranges) != 0)
            return -1;
        filled->ranges[filled->count++] = *range;
        fill->has_ranges = true;
        fill->is_late = fill->is_late || fill->has_rows;
    }
    return 0;
}

static int compare_ranges(const void *a, const void *b)
{
    const struct cell_range *ra = a;
    const struct cell_range *rb = b;
    return ra->first_row < rb->first_row ? -1 : ra->first_row > rb->first_row;
}

static void sort_ranges(struct fill *fill)
{
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        struct filled_field *filled = &fill->fields[field];
        if (filled->count > 1)
            qsort(filled->ranges, filled->count, sizeof *filled->ranges,
                  compare_ranges);
    }
    fill->is_sorted = true;
}

void fill_rewind(struct fill *fill)
{
    fill->is_late = fill->has_rows = fill->is_sorted = false;
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        fill->fields[field].next = 0;
        fill->fields[field].is_held = false;
    }
}

/* ---- values ---- */

/* Keeps a copy of the cell, for the rows below. */
static int hold(struct filled_field *filled, const struct cell *cell)
{
    filled->is_held = cell != NULL;
    if (cell == NULL)
        return 0;
    filled->held = *cell;
    if (cell->text == NULL)
        return 0;
    text_clear(&filled->text);
    text_append_bytes(&filled->text, cell->text, cell->length);
    filled->held.text = text_of(&filled->text);
    return filled->text.failed ? -1 : 0;
}

/* The row's part in the merged ranges of one field. */
static int fill_field(struct fill *fill, unsigned field,
                      const struct sheet_row *row, const struct cell **cell)
{
    struct filled_field *filled = &fill->fields[field];
    while (filled->next < filled->count &&
           filled->ranges[filled->next].last_row < row->row) {
        filled->next++;
        filled->is_held = false;
    }
    if (filled->next == filled->count)
        return 0;
    const struct cell_range *range = &filled->ranges[filled->next];
    if (range->first_row > row->row)
        return 0;
    if (range->first_row == row->row &&
        hold(filled, sheet_row_cell(row, range->first_column)) != 0)
        return -1;
    if (*cell == NULL && filled->is_held)
        *cell = &filled->held;
    return 0;
}

int fill_row(struct fill *fill, const struct sheet_row *row,
             const struct cell **cells)
{
    fill->has_rows = true;
    if (!fill->has_ranges)
        return 0;
    if (!fill->is_sorted)
        sort_ranges(fill);
    for (unsigned field = 0; field < FIELD_COUNT; field++)
        if (fill->fields[field].count > 0 &&
            fill_field(fill, field, row, &cells[field]) != 0)
            return -1;
    return 0;
}

static bool is_same_text(const struct cell *a, const struct cell *b)
{
    return a->text != NULL && b->text != NULL && a->length == b->length &&
           memcmp(a->text, b->text, a->length) == 0;
}

int fill_continue(struct fill *fill, const struct cell **cells)
{
    static const enum field places[] = {FIELD_COUNTY, FIELD_TOWN,
                                        FIELD_VILLAGE};
    bool is_new = false; /* a larger place has changed */
    if (!fill->is_continued)
        return 0;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct filled_field *filled = &fill->fields[places[i]];
        const struct cell **cell = &cells[places[i]];
        if (*cell != NULL) {
            const bool is_same =
                filled->is_held && is_same_text(*cell, &filled->held);
            is_new = is_new || !is_same;
            if (!is_same && hold(filled, *cell) != 0)
                return -1;
        } else if (is_new) {
            filled->is_held = false;
        } else if (filled->is_held) {
            *cell = &filled->held;
        }
    }
    return 0;
}
