/*
 * One sheet of an OpenDocument spreadsheet, row by row:
 *
 *   table > (groups of rows) > table-row > table-cell > p
 *
 * What a cell is comes from office:value-type, never from how it is shown.
 * Empty cells and rows that are repeated to the end of the sheet cost nothing;
 * those with a content are given as often as they are repeated, within a limit
 * that no honest sheet comes near. Notes, shapes and the phonetic half of ruby
 * texts are left out.
 */
#include "import/opendocument.h"

#include "import/iso_date.h"
#include "import/markup_text.h"
#include "import/row_cells.h"
#include <stdlib.h>
#include <string.h>

enum {
    MOST_TEXT = 32 * 1024 * 1024,
    MOST_SPACES = 32767, /* what a cell can hold */
    MOST_REPEATED = 1 << 24
};

enum odf_type {
    ODF_NONE,
    ODF_NUMBER, /* float, percentage, currency */
    ODF_DATE,
    ODF_TIME,
    ODF_BOOLEAN,
    ODF_STRING
};

enum { VALUE_SIZE = 64 };

/* What a cell's tag says. */
struct odf_cell {
    enum odf_type type;
    char value[VALUE_SIZE]; /* "" = none, or longer than any of its type */
    bool has_string;        /* office:string-value goes before the paragraphs */
    uint32_t columns_repeated;
    uint32_t columns_spanned, rows_spanned;
    bool is_formula, is_error;
};

struct odf_reading {
    const struct odf_book *book;
    const struct sheet_sink *sink;
    struct failure *failure;
    struct row_cells row;
    struct markup_text text; /* of the cell's paragraphs */
    struct text string;      /* its office:string-value */
    struct odf_cell cell;
    rownum number;       /* of the row */
    rownum next_row;     /* of the next one */
    uint32_t repeated;   /* how often the row stands */
    uint32_t column;     /* of the cell */
    uint64_t copies;     /* cells given for repeated rows so far */
    unsigned row_depth;  /* 0 = not in a row */
    unsigned cell_depth; /* likewise */
    unsigned text_depth; /* of the paragraph */
    unsigned skip_depth; /* of what is left out */
    bool has_text, is_hidden;
};

static int fail(const struct odf_reading *reading, enum diag_code code,
                enum message why, const char *what)
{
    failure_explain(reading->failure, code, why, reading->book->file->path,
                    "%s", what);
    reading->failure->row = reading->number;
    return -1;
}

static uint32_t number_of(const char *value, uint32_t otherwise)
{
    char *end = NULL;
    const unsigned long number = strtoul(value, &end, 10);
    if (end == value || number == 0)
        return otherwise;
    return number > UINT32_MAX / 2 ? UINT32_MAX / 2 : (uint32_t)number;
}

/* ---- rows ---- */

static void start_row(struct odf_reading *reading,
                      const struct xml_element *element)
{
    const char *repeated =
        xml_attribute_in(element, ODF_TABLE, "number-rows-repeated");
    const char *visibility = xml_attribute_in(element, ODF_TABLE, "visibility");
    reading->row_depth = element->depth;
    reading->number = reading->next_row;
    reading->repeated = repeated == NULL ? 1 : number_of(repeated, 1);
    reading->is_hidden =
        visibility != NULL && strcmp(visibility, "visible") != 0;
    reading->column = 1;
    row_cells_clear(&reading->row);
}

static int give_rows(struct odf_reading *reading)
{
    const uint32_t repeated = reading->repeated;
    reading->copies += (uint64_t)(repeated - 1) * reading->row.count;
    if (reading->copies > MOST_REPEATED)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_TOO_MUCH,
                    "number-rows-repeated");
    if (reading->number > SHEET_ROWS ||
        repeated > SHEET_ROWS - reading->number + 1)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_ROWS,
                    "row > 1048576");
    int result = 0;
    for (uint32_t i = 0; i < repeated && result == 0; i++)
        result = row_cells_give(&reading->row, reading->number + i,
                                reading->is_hidden, reading->sink);
    return result;
}

static int end_row(struct odf_reading *reading)
{
    const rownum left = UINT32_MAX - reading->number;
    reading->row_depth = 0;
    reading->next_row =
        reading->number + (reading->repeated < left ? reading->repeated : left);
    return reading->row.count == 0 ? 0 : give_rows(reading);
}

/* ---- a cell's tag ---- */

static enum odf_type type_of(const char *name)
{
    static const struct {
        const char *name;
        enum odf_type type;
    } types[] = {
        {"string", ODF_STRING},     {"float", ODF_NUMBER},
        {"percentage", ODF_NUMBER}, {"currency", ODF_NUMBER},
        {"date", ODF_DATE},         {"time", ODF_TIME},
        {"boolean", ODF_BOOLEAN},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].type;
    return ODF_NONE;
}

static bool is_value_name(const char *local)
{
    return strcmp(local, "value") == 0 || strcmp(local, "date-value") == 0 ||
           strcmp(local, "time-value") == 0 ||
           strcmp(local, "boolean-value") == 0;
}

static void take_attribute(struct odf_reading *reading, const char *name,
                           const char *value)
{
    struct odf_cell *cell = &reading->cell;
    const char *local = xml_local_name(name);
    const bool is_new = strstr(name, ":calcext:") != NULL; /* LibreOffice's */
    if (strcmp(local, "value-type") == 0 && is_new) {
        cell->is_error = strcmp(value, "error") == 0;
    } else if (strcmp(local, "value-type") == 0) {
        cell->type = type_of(value);
    } else if (is_value_name(local) && strlen(value) < VALUE_SIZE) {
        memcpy(cell->value, value, strlen(value) + 1);
    } else if (strcmp(local, "string-value") == 0) {
        cell->has_string = true;
        text_append(&reading->string, value);
    } else if (strcmp(local, "formula") == 0) {
        cell->is_formula = true;
    } else if (strcmp(local, "number-columns-repeated") == 0) {
        cell->columns_repeated = number_of(value, 1);
    } else if (strcmp(local, "number-columns-spanned") == 0) {
        cell->columns_spanned = number_of(value, 1);
    } else if (strcmp(local, "number-rows-spanned") == 0) {
        cell->rows_spanned = number_of(value, 1);
    }
}

/* Tells the sink of a merged range that begins here. */
static int merge(const struct odf_reading *reading)
{
    const struct odf_cell *cell = &reading->cell;
    const uint32_t last_row = reading->number + cell->rows_spanned - 1;
    const uint32_t last_column = reading->column + cell->columns_spanned - 1;
    if ((cell->rows_spanned <= 1 && cell->columns_spanned <= 1) ||
        reading->sink->merge == NULL || reading->column > SHEET_COLUMNS ||
        reading->number > SHEET_ROWS)
        return 0;
    const struct cell_range range = {
        .first_row = reading->number,
        .last_row = last_row < SHEET_ROWS ? last_row : SHEET_ROWS,
        .first_column = (colnum)reading->column,
        .last_column =
            (colnum)(last_column < SHEET_COLUMNS ? last_column : SHEET_COLUMNS),
    };
    return reading->sink->merge(reading->sink->context, &range);
}

static int start_cell(struct odf_reading *reading,
                      const struct xml_element *element)
{
    reading->cell_depth = element->depth;
    reading->has_text = false;
    reading->cell = (struct odf_cell){
        .columns_repeated = 1, .columns_spanned = 1, .rows_spanned = 1};
    markup_text_clear(&reading->text);
    text_clear(&reading->string);
    for (const char *const *at = element->attributes; *at != NULL; at += 2)
        take_attribute(reading, at[0], at[1]);
    if (reading->string.failed)
        return failure_memory(reading->failure);
    return merge(reading);
}

/* ---- a cell's value ---- */

/* How many digits a number is shown with, if zeros stand in front; only the
 * text says so. */
static uint8_t zeros_of(const char *value, const struct text *shown)
{
    const char *text = text_of(shown);
    const size_t length = strlen(value);
    if (shown->length >= VALUE_SIZE || shown->length <= length ||
        strspn(text, "0") < shown->length - length ||
        strspn(text, "0123456789") != shown->length ||
        strcmp(text + shown->length - length, value) != 0)
        return 0;
    return (uint8_t)shown->length;
}

/* Sets a cell by its value; false where that is not what its type says, so that
 * its text is all there is. */
static bool set_value(const struct odf_reading *reading, struct cell *to)
{
    const struct odf_cell *from = &reading->cell;
    double serial = 0;
    switch (from->type) {
    case ODF_NUMBER:
        if (!text_is_decimal(from->value))
            return false;
        to->kind = CELL_NUMBER;
        to->text = from->value;
        to->length = (uint32_t)strlen(from->value);
        to->zeros = zeros_of(from->value, &reading->text.text);
        return true;
    case ODF_DATE:
        if (!serial_from_iso(from->value, strlen(from->value), false, &serial))
            return false;
        break;
    case ODF_TIME:
        if (!serial_from_duration(from->value, &serial))
            return false;
        break;
    case ODF_BOOLEAN:
        to->kind = CELL_BOOLEAN;
        to->number = xml_is_true(from->value) ? 1 : 0;
        return true;
    case ODF_STRING:
    case ODF_NONE:
        return false;
    }
    to->kind = CELL_DATE;
    to->number = serial;
    return true;
}

/* Text, an error, or a formula that has no result; false = empty. */
static bool set_text(const struct odf_reading *reading, struct cell *to)
{
    const struct odf_cell *from = &reading->cell;
    const bool is_string = from->has_string && !from->is_error;
    const struct text *text =
        is_string ? &reading->string : &reading->text.text;
    to->kind = from->is_error ? CELL_ERROR : CELL_TEXT;
    to->text = text_of(text);
    to->length = (uint32_t)text->length;
    if (from->type == ODF_NONE && text->length == 0)
        to->kind = CELL_UNCACHED;
    return text->length > 0 || from->is_formula;
}

static int end_cell(struct odf_reading *reading)
{
    const struct odf_cell *from = &reading->cell;
    const uint32_t column = reading->column;
    const uint32_t end = column + from->columns_repeated;
    struct cell cell = {.is_formula = from->is_formula};
    reading->cell_depth = 0;
    reading->column =
        end < column || end > UINT32_MAX / 2 ? UINT32_MAX / 2 : end;
    if (reading->text.text.failed)
        return failure_memory(reading->failure);
    if ((from->is_error || !set_value(reading, &cell)) &&
        !set_text(reading, &cell))
        return 0;
    if (column > SHEET_COLUMNS || end > SHEET_COLUMNS + 1)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_COLUMNS,
                    "column > 16384");
    cell.column = (colnum)column;
    int result = row_cells_add(&reading->row, &cell);
    for (uint32_t at = column + 1; at < end && result == 0; at++)
        result = row_cells_repeat(&reading->row, (colnum)at);
    return result;
}

/* ---- paragraphs ---- */

static void start_paragraph(struct odf_reading *reading,
                            const struct xml_element *element)
{
    reading->text_depth = element->depth;
    if (reading->has_text) /* an empty paragraph is a line, too */
        markup_text_append_exact(&reading->text, "\n", 1);
    reading->has_text = true;
}

static int take_spaces(struct odf_reading *reading,
                       const struct xml_element *element)
{
    const char *value = xml_attribute_in(element, ODF_TEXT, "c");
    const uint32_t count = value == NULL ? 1 : number_of(value, 1);
    if (count > MOST_SPACES)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_LONG_CELL, "text:s");
    for (uint32_t i = 0; i < count; i++)
        markup_text_append_exact(&reading->text, " ", 1);
    return 0;
}

/* An element inside a paragraph: a character, left out, or just formatting. */
static int take_inline(struct odf_reading *reading,
                       const struct xml_element *element)
{
    if (xml_is(element, ODF_TEXT, "s"))
        return take_spaces(reading, element);
    if (xml_is(element, ODF_TEXT, "tab"))
        markup_text_append_exact(&reading->text, "\t", 1);
    else if (xml_is(element, ODF_TEXT, "line-break"))
        markup_text_append_exact(&reading->text, "\n", 1);
    else if (xml_is(element, ODF_TEXT, "ruby-text") ||
             xml_is(element, ODF_TEXT, "note") ||
             xml_is(element, ODF_OFFICE, "annotation") ||
             xml_is(element, ODF_DRAW, element->name))
        reading->skip_depth = element->depth;
    return 0;
}

/* ---- the document ---- */

static int take_child(struct odf_reading *reading,
                      const struct xml_element *element)
{
    if (reading->text_depth != 0)
        return take_inline(reading, element);
    if (xml_is(element, ODF_TEXT, "p") || xml_is(element, ODF_TEXT, "h"))
        start_paragraph(reading, element);
    else
        reading->skip_depth = element->depth;
    return 0;
}

static int on_start(void *context, const struct xml_element *element)
{
    struct odf_reading *reading = context;
    if (reading->skip_depth != 0 || element->depth <= ODF_TABLE_DEPTH)
        return 0;
    if (reading->cell_depth != 0)
        return take_child(reading, element);
    if (reading->row_depth != 0) {
        if (xml_is(element, ODF_TABLE, "table-cell") ||
            xml_is(element, ODF_TABLE, "covered-table-cell"))
            return start_cell(reading, element);
        reading->skip_depth = element->depth;
        return 0;
    }
    if (xml_is(element, ODF_TABLE, "table-row"))
        start_row(reading, element);
    else if (!xml_is(element, ODF_TABLE, "table-row-group") &&
             !xml_is(element, ODF_TABLE, "table-header-rows") &&
             !xml_is(element, ODF_TABLE, "table-rows"))
        reading->skip_depth = element->depth;
    return 0;
}

static int on_end(void *context, const struct xml_element *element)
{
    struct odf_reading *reading = context;
    const unsigned depth = element->depth;
    if (depth == ODF_TABLE_DEPTH && xml_is(element, ODF_TABLE, "table"))
        return 1; /* that was it */
    if (reading->skip_depth != 0) {
        if (depth == reading->skip_depth)
            reading->skip_depth = 0;
        return 0;
    }
    if (depth == reading->text_depth) {
        reading->text_depth = 0;
        reading->text.owes_space = false;
    } else if (depth == reading->cell_depth) {
        return end_cell(reading);
    } else if (depth == reading->row_depth) {
        return end_row(reading);
    }
    return 0;
}

static int on_text(void *context, const char *bytes, size_t length)
{
    struct odf_reading *reading = context;
    if (reading->text_depth == 0 || reading->skip_depth != 0)
        return 0;
    if (reading->text.text.length + length > MOST_TEXT)
        return fail(reading, DIAG_FILE_LIMIT, MESSAGE_WHY_LONG_CELL,
                    "text:p > 32 MiB");
    markup_text_append(&reading->text, bytes, length);
    return 0;
}

int odf_sheet_read(const struct odf_book *book, size_t sheet,
                   const struct sheet_sink *sink, struct failure *failure)
{
    struct odf_reading reading = {.book = book,
                                  .sink = sink,
                                  .failure = failure,
                                  .text = MARKUP_TEXT_INIT,
                                  .string = TEXT_INIT,
                                  .next_row = 1};
    const struct xml_sink elements = {
        .context = &reading, .start = on_start, .end = on_end, .text = on_text};
    const struct xml_cut cut = {.from = book->first_table,
                                .to = book->offsets[sheet]};
    row_cells_init(&reading.row, book->file->path, failure);
    const int result = odf_parse(book, &cut, &elements, failure);
    row_cells_release(&reading.row);
    markup_text_release(&reading.text);
    text_release(&reading.string);
    return result;
}
