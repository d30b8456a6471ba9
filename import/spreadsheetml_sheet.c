/*
 * One sheet of a SpreadsheetML document, row by row:
 *
 *   Workbook > Worksheet > Table > Column*, Row > Cell > Data
 *
 * Rows and cells stand one after the other, unless ss:Index says where. What a
 * cell is comes from ss:Type; whether a number is a date from the cell's
 * style, else its row's, its column's, the table's. Text is all that stands in
 * <Data>, whatever tags format it; comments and phonetic guides stand beside it.
 */
#include "import/spreadsheetml.h"

#include "import/iso_date.h"
#include "import/number_format.h"
#include "import/row_cells.h"
#include "import/xml_file.h"
#include <stdlib.h>
#include <string.h>

enum {
    SHEET_DEPTH = 1,
    TABLE_DEPTH,
    ROW_DEPTH,
    CELL_DEPTH,
    DATA_DEPTH,
    MOST_TEXT = 32 * 1024 * 1024
};

enum data_type {
    DATA_NONE,
    DATA_STRING,
    DATA_NUMBER,
    DATA_DATE,
    DATA_BOOLEAN,
    DATA_ERROR
};

struct sml_reading {
    const struct sml_book *book;
    const struct sheet_sink *sink;
    struct failure *failure;
    struct row_cells row;
    struct text text; /* of this <Data> */
    unsigned char
        *column_shown;    /* by column - 1: how its style shows numbers … */
    bool *column_styled;  /* … if it has one */
    rownum number;        /* of the row; 0 = none yet */
    rownum next_row;      /* where a row without an index stands */
    uint32_t next_column; /* likewise */
    uint32_t next_style;  /* likewise, for <Column> */
    uint32_t left;        /* the table's first column */
    struct cell cell;     /* the one being read */
    enum data_type type;
    bool is_in_table, is_in_row, is_in_cell, is_in_data;
    bool is_hidden;
    bool has_row_style;
    unsigned char row_shown, table_shown, cell_shown;
};

/* A whole number from 0, or `otherwise`. */
static uint32_t number_of(const struct xml_element *element, const char *name,
                          uint32_t otherwise)
{
    const char *value = sml_attribute(element, name);
    char *end = NULL;
    if (value == NULL)
        return otherwise;
    const unsigned long number = strtoul(value, &end, 10);
    if (end == value)
        return otherwise;
    return number > UINT32_MAX / 2 ? UINT32_MAX / 2 : (uint32_t)number;
}

static int fail(const struct sml_reading *reading, enum diag_code code,
                enum message why, const char *what)
{
    failure_explain(reading->failure, code, why, reading->book->file->path,
                    "%s", what);
    reading->failure->row = reading->number;
    return -1;
}

static bool is_own(const struct xml_element *element, const char *name)
{
    return element->is_own && strcmp(element->name, name) == 0;
}

/* ---- table, columns, rows ---- */

static void start_table(struct sml_reading *reading,
                        const struct xml_element *element)
{
    const char *style = sml_attribute(element, "StyleID");
    const uint32_t top = number_of(element, "TopCell", 1);
    const uint32_t left = number_of(element, "LeftCell", 1);
    reading->is_in_table = true;
    reading->next_row = top > 0 ? top : 1;
    reading->left = left > 0 ? left : 1;
    reading->next_style = reading->left;
    reading->table_shown = sml_shown(reading->book, style);
}

static void take_column(struct sml_reading *reading,
                        const struct xml_element *element)
{
    const char *style = sml_attribute(element, "StyleID");
    const uint32_t first = number_of(element, "Index", reading->next_style);
    const uint32_t span = number_of(element, "Span", 0);
    if (first < reading->next_style || first > SHEET_COLUMNS)
        return;
    const uint32_t last = first + (span < SHEET_COLUMNS ? span : SHEET_COLUMNS);
    reading->next_style = last + 1;
    for (uint32_t at = first;
         style != NULL && at <= last && at <= SHEET_COLUMNS; at++) {
        reading->column_styled[at - 1] = true;
        reading->column_shown[at - 1] = sml_shown(reading->book, style);
    }
}

static int start_row(struct sml_reading *reading,
                     const struct xml_element *element)
{
    const char *style = sml_attribute(element, "StyleID");
    const rownum row = number_of(element, "Index", reading->next_row);
    if (row < reading->next_row)
        return fail(reading, DIAG_FILE_DAMAGED, MESSAGE_WHY_PLACES,
                    "<Row ss:Index>");
    reading->number = row;
    /* ss:Span: so many more rows look like this one, and hold nothing. */
    const rownum span = number_of(element, "Span", 0);
    if (row > SHEET_ROWS || span > SHEET_ROWS)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_ROWS,
                    "row > 1048576");
    reading->next_row = row + 1 + span;
    reading->next_column = reading->left;
    reading->is_in_row = true;
    reading->is_hidden = xml_is_true(sml_attribute(element, "Hidden"));
    reading->has_row_style = style != NULL;
    reading->row_shown = style == NULL ? 0 : sml_shown(reading->book, style);
    row_cells_clear(&reading->row);
    return 0;
}

static int end_row(struct sml_reading *reading)
{
    reading->is_in_row = false;
    if (reading->row.count == 0)
        return 0;
    return row_cells_give(&reading->row, reading->number, reading->is_hidden,
                          reading->sink);
}

/* ---- cells ---- */

static unsigned char shown_of(const struct sml_reading *reading,
                              const struct xml_element *element,
                              uint32_t column)
{
    const char *style = sml_attribute(element, "StyleID");
    if (style != NULL)
        return sml_shown(reading->book, style);
    if (reading->has_row_style)
        return reading->row_shown;
    if (column <= SHEET_COLUMNS && reading->column_styled[column - 1])
        return reading->column_shown[column - 1];
    return reading->table_shown;
}

/* Tells the sink of a merged range that begins here. */
static int merge(const struct sml_reading *reading, uint32_t column,
                 uint32_t across, uint32_t down)
{
    const uint32_t last_row = reading->number + down;
    const uint32_t last_column = column + across;
    const struct cell_range range = {
        .first_row = reading->number,
        .last_row = last_row < SHEET_ROWS ? last_row : SHEET_ROWS,
        .first_column = (colnum)column,
        .last_column =
            (colnum)(last_column < SHEET_COLUMNS ? last_column : SHEET_COLUMNS),
    };
    if ((across == 0 && down == 0) || reading->sink->merge == NULL)
        return 0;
    return reading->sink->merge(reading->sink->context, &range);
}

static int start_cell(struct sml_reading *reading,
                      const struct xml_element *element)
{
    const uint32_t column = number_of(element, "Index", reading->next_column);
    const uint32_t across = number_of(element, "MergeAcross", 0);
    const uint32_t down = number_of(element, "MergeDown", 0);
    if (column < reading->next_column)
        return fail(reading, DIAG_FILE_DAMAGED, MESSAGE_WHY_PLACES,
                    "<Cell ss:Index>");
    if (column > SHEET_COLUMNS)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_COLUMNS,
                    "column > 16384");
    reading->is_in_cell = true;
    reading->type = DATA_NONE;
    reading->next_column =
        column + 1 + (across < SHEET_COLUMNS ? across : SHEET_COLUMNS);
    reading->cell = (struct cell){
        .column = (colnum)column,
        .is_formula = sml_attribute(element, "Formula") != NULL,
    };
    reading->cell_shown = shown_of(reading, element, column);
    return merge(reading, column, across, down);
}

static enum data_type type_of(const char *name)
{
    static const struct {
        const char *name;
        enum data_type type;
    } types[] = {
        {"Number", DATA_NUMBER},
        {"DateTime", DATA_DATE},
        {"Boolean", DATA_BOOLEAN},
        {"Error", DATA_ERROR},
    };
    for (size_t i = 0; name != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].type;
    return DATA_STRING;
}

static void start_data(struct sml_reading *reading,
                       const struct xml_element *element)
{
    reading->is_in_data = true;
    reading->type = type_of(sml_attribute(element, "Type"));
    text_clear(&reading->text);
}

static void set_number(const struct sml_reading *reading, struct cell *cell)
{
    const bool is_date = reading->cell_shown == SHOWN_AS_DATE;
    cell->kind = is_date ? CELL_DATE : CELL_NUMBER;
    cell->zeros = is_date ? 0 : reading->cell_shown;
}

/* A value that is not text, without the white space around it. What is not
 * what its type says is shown as it stands. */
static void set_value(struct sml_reading *reading, const char *text,
                      size_t length)
{
    struct cell *cell = &reading->cell;
    double serial = 0;
    switch (reading->type) {
    case DATA_NUMBER:
        if (text_is_decimal(text))
            set_number(reading, cell);
        return;
    case DATA_DATE:
        if (!serial_from_iso(text, length, reading->book->is_1904, &serial) &&
            serial >= 0)
            return;
        cell->kind = CELL_DATE;
        cell->text = NULL;
        cell->number = serial;
        return;
    case DATA_BOOLEAN:
        cell->kind = CELL_BOOLEAN;
        cell->text = NULL;
        cell->number = xml_is_true(text) ? 1 : 0;
        return;
    case DATA_ERROR:
        cell->kind = CELL_ERROR;
        return;
    case DATA_STRING:
    case DATA_NONE:
        return;
    }
}

static int end_cell(struct sml_reading *reading)
{
    struct cell *cell = &reading->cell;
    reading->is_in_cell = false;
    if (reading->type == DATA_NONE && !cell->is_formula)
        return 0;
    const char *text = text_of(&reading->text);
    size_t length = reading->type == DATA_NONE ? 0 : reading->text.length;
    if (reading->type != DATA_STRING && length > 0) {
        text_trim(&text, &length);
        reading->text.data[(size_t)(text - reading->text.data) + length] = '\0';
    }
    if (length == 0 && !cell->is_formula)
        return 0;
    cell->kind = reading->type == DATA_NONE ? CELL_UNCACHED : CELL_TEXT;
    cell->text = text;
    cell->length = (uint32_t)length;
    if (length > 0)
        set_value(reading, text, length);
    return row_cells_add(&reading->row, cell);
}

/* ---- the document ---- */

static int on_start(void *context, const struct xml_element *element)
{
    struct sml_reading *reading = context;
    switch (element->depth) {
    case TABLE_DEPTH:
        if (is_own(element, "Table"))
            start_table(reading, element);
        return 0;
    case ROW_DEPTH:
        if (reading->is_in_table && is_own(element, "Row"))
            return start_row(reading, element);
        if (reading->is_in_table && is_own(element, "Column"))
            take_column(reading, element);
        return 0;
    case CELL_DEPTH:
        return reading->is_in_row && is_own(element, "Cell")
                   ? start_cell(reading, element)
                   : 0;
    case DATA_DEPTH:
        if (reading->is_in_cell && is_own(element, "Data"))
            start_data(reading, element);
        return 0;
    default:
        return 0;
    }
}

static int on_end(void *context, const struct xml_element *element)
{
    struct sml_reading *reading = context;
    switch (element->depth) {
    case SHEET_DEPTH:
        return is_own(element, "Worksheet") ? 1 : 0; /* that was it */
    case TABLE_DEPTH:
        reading->is_in_table = false;
        return 0;
    case ROW_DEPTH:
        return reading->is_in_row ? end_row(reading) : 0;
    case CELL_DEPTH:
        return reading->is_in_cell ? end_cell(reading) : 0;
    case DATA_DEPTH:
        reading->is_in_data = false;
        return 0;
    default:
        return 0;
    }
}

static int on_text(void *context, const char *bytes, size_t length)
{
    struct sml_reading *reading = context;
    if (!reading->is_in_data)
        return 0;
    if (reading->text.length + length > MOST_TEXT)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_LONG_CELL,
                    "<Data> > 32 MiB");
    text_append_bytes(&reading->text, bytes, length);
    return reading->text.failed ? failure_memory(reading->failure) : 0;
}

int sml_sheet_read(const struct sml_book *book, size_t sheet,
                   const struct sheet_sink *sink, struct failure *failure)
{
    struct sml_reading reading = {
        .book = book,
        .sink = sink,
        .failure = failure,
        .text = TEXT_INIT,
        .column_shown = mem_alloc(SHEET_COLUMNS),
        .column_styled = mem_alloc(SHEET_COLUMNS * sizeof(bool)),
    };
    const struct xml_sink elements = {
        .context = &reading, .start = on_start, .end = on_end, .text = on_text};
    const struct xml_cut cut = {.from = book->offsets[0],
                                .to = book->offsets[sheet]};
    int result = -1;
    row_cells_init(&reading.row, book->file->path, failure);
    if (reading.column_shown == NULL || reading.column_styled == NULL)
        failure_memory(failure);
    else
        result = xml_file_parse(book->file, &book->encoding, &cut, &elements,
                                failure);
    row_cells_release(&reading.row);
    text_release(&reading.text);
    mem_free(reading.column_shown);
    mem_free(reading.column_styled);
    return result;
}
