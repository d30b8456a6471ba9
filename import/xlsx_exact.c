/*
 * Sheets and shared strings by an XML parser: slower by an order of
 * magnitude, and right about everything that XML allows. It reads what the
 * scanners do not understand, and in tests it is what they are held against.
 *
 * The sheets' elements that count:
 *
 *   worksheet > sheetData > row > c > v, f, is
 *                                     is > t, is > r > t
 *   worksheet > mergeCells > mergeCell
 *
 * and sst > si > t, si > r > t for the strings; each by its depth and name,
 * in the root's namespace. All others are passed over with what they hold.
 */
#include "import/xlsx_sheet.h"
#include "import/xlsx_strings.h"

#include "core/text.h"
#include "import/xlsx_text.h"
#include "import/xml.h"
#include <stdlib.h>
#include <string.h>

/* ---- rich text ---- */

/* The text of an <si> or <is>, whose children stand at `depth`. */
struct rich_text {
    struct text *out;
    size_t run_start; /* where the text of this <t> begins in `out` */
    unsigned depth;
    bool is_in_run;  /* inside <r> */
    bool is_in_text; /* inside <t> */
};

static void rich_start(struct rich_text *rich,
                       const struct xml_element *element)
{
    const unsigned level = element->depth - rich->depth;
    if (level > 1)
        return;
    if (level == 0)
        rich->is_in_run = element->is_own && strcmp(element->name, "r") == 0;
    rich->is_in_text = element->is_own && strcmp(element->name, "t") == 0 &&
                       (level == 0 || rich->is_in_run);
    rich->run_start = rich->out->length;
}

static void rich_end(struct rich_text *rich, const struct xml_element *element)
{
    struct text *out = rich->out;
    if (element->depth - rich->depth > 1)
        return;
    if (rich->is_in_text && out->length > rich->run_start)
        out->length =
            rich->run_start + xlsx_text_unescape(out->data + rich->run_start,
                                                 out->length - rich->run_start);
    rich->is_in_text = false;
}

/* ---- shared strings ---- */

struct strings_reading {
    struct xlsx_strings *out;
    struct zip_part *part;
    struct failure *failure;
    struct text text; /* of this <si> */
    struct rich_text rich;
    bool is_in_string;
};

enum { STRING_DEPTH = 1, ROW_BYTES = 32 * 1024 * 1024 };

static int strings_start(void *context, const struct xml_element *element)
{
    struct strings_reading *reading = context;
    if (element->depth == 0 && strcmp(element->name, "sst") != 0)
        return zip_part_fail(reading->part, "<sst>", reading->failure);
    if (element->depth == STRING_DEPTH) {
        reading->is_in_string =
            element->is_own && strcmp(element->name, "si") == 0;
        text_clear(&reading->text);
    } else if (element->depth > STRING_DEPTH && reading->is_in_string) {
        rich_start(&reading->rich, element);
    }
    return 0;
}

static int strings_end(void *context, const struct xml_element *element)
{
    struct strings_reading *reading = context;
    const struct text *text = &reading->text;
    if (element->depth > STRING_DEPTH && reading->is_in_string)
        rich_end(&reading->rich, element);
    if (element->depth != STRING_DEPTH || !reading->is_in_string)
        return 0;
    if (xlsx_strings_reserve(reading->out, text->length, reading->part,
                             reading->failure) != 0)
        return -1;
    if (text->length > 0)
        memcpy(reading->out->bytes + reading->out->length, text->data,
               text->length);
    xlsx_strings_commit(reading->out, text->length);
    return 0;
}

static int strings_text(void *context, const char *bytes, size_t length)
{
    struct strings_reading *reading = context;
    if (!reading->is_in_string || !reading->rich.is_in_text)
        return 0;
    text_append_bytes(&reading->text, bytes, length);
    return reading->text.failed ? failure_memory(reading->failure) : 0;
}

int xlsx_strings_read_exact(const struct xlsx_book *book, struct zip_part *part,
                            struct xlsx_strings *strings,
                            struct failure *failure)
{
    struct strings_reading reading = {
        .out = strings, .part = part, .failure = failure, .text = TEXT_INIT};
    const struct xml_sink sink = {.context = &reading,
                                  .start = strings_start,
                                  .end = strings_end,
                                  .text = strings_text};
    reading.rich =
        (struct rich_text){.out = &reading.text, .depth = STRING_DEPTH + 1};
    const int result = xml_parse(part, book->window, &sink, failure);
    text_release(&reading.text);
    return result;
}

/* ---- sheets ---- */

enum { PART_DEPTH = 1, ROW_DEPTH, CELL_DEPTH, VALUE_DEPTH, RICH_DEPTH };

/* A cell of the row being read: its value lies in `texts`, which moves. */
struct held_cell {
    struct xlsx_cell cell;
    size_t value_start;
    bool has_plain; /* its value is that of a <v> … */
    bool has_rich;  /* … or of an <is> */
};

struct sheet_reading {
    struct xlsx_row *row;
    struct text texts; /* of the row's cells, end to end */
    struct held_cell *cells;
    size_t count, capacity;
    struct held_cell current;
    struct rich_text rich;
    bool is_in_data, is_in_merges, is_in_row, is_in_cell;
    bool is_in_value; /* inside <v> */
    bool is_in_rich;  /* inside <is> */
};

static bool is_named(const struct xml_element *element, const char *name)
{
    return element->is_own && strcmp(element->name, name) == 0;
}

static int start_row(struct sheet_reading *reading,
                     const struct xml_element *element)
{
    const char *number = xml_attribute(element, "r");
    const int result = xlsx_row_begin(
        reading->row, number, number == NULL ? 0 : strlen(number),
        xml_is_true(xml_attribute(element, "hidden")));
    reading->is_in_row = true;
    if (reading->row->count == 0) {
        reading->count = 0;
        text_clear(&reading->texts);
    }
    return result;
}

static int start_cell(struct sheet_reading *reading,
                      const struct xml_element *element)
{
    struct xlsx_cell *cell = &reading->current.cell;
    const char *reference = xml_attribute(element, "r");
    const char *type = xml_attribute(element, "t");
    const char *style = xml_attribute(element, "s");
    reading->is_in_cell = true;
    reading->current = (struct held_cell){.value_start = 0};
    if (type != NULL)
        cell->type = (uint8_t)xlsx_type_of(type, strlen(type));
    if (style != NULL)
        cell->style = (uint32_t)strtoul(style, NULL, 10);
    return xlsx_row_place(reading->row, reference,
                          reference == NULL ? 0 : strlen(reference),
                          &cell->column);
}

/* A child of a cell. Of <v> and <is>, the latter counts where the cell's type
 * says so, or there is no other. */
static void start_value(struct sheet_reading *reading,
                        const struct xml_element *element)
{
    struct held_cell *current = &reading->current;
    const bool is_inline = current->cell.type == XLSX_INLINE;
    reading->is_in_value =
        is_named(element, "v") && !(is_inline && current->has_rich);
    reading->is_in_rich =
        is_named(element, "is") && (is_inline || !current->has_plain);
    if (is_named(element, "f"))
        current->cell.has_formula = true;
    if (!reading->is_in_value && !reading->is_in_rich)
        return;
    current->has_plain = reading->is_in_value;
    current->has_rich = reading->is_in_rich;
    current->cell.has_value = true;
    current->cell.length = 0;
    current->value_start = reading->texts.length;
    reading->rich.is_in_text = false;
}

static void end_value(struct sheet_reading *reading)
{
    struct held_cell *current = &reading->current;
    struct xlsx_cell *cell = &current->cell;
    const size_t start = current->value_start;
    if (!reading->is_in_value && !reading->is_in_rich)
        return;
    cell->length = reading->texts.length - start;
    if (reading->is_in_value && cell->length > 0 &&
        (cell->type == XLSX_STRING || cell->type == XLSX_INLINE))
        cell->length =
            xlsx_text_unescape(reading->texts.data + start, cell->length);
    reading->texts.length = start + cell->length;
    reading->is_in_value = false;
    reading->is_in_rich = false;
}

static int end_cell(struct sheet_reading *reading)
{
    struct held_cell *current = &reading->current;
    struct xlsx_row *row = reading->row;
    reading->is_in_cell = false;
    xlsx_row_pass(row, current->cell.column);
    if (!current->cell.has_value && !current->cell.has_formula)
        return 0;
    if (current->has_rich)
        current->cell.type = XLSX_INLINE;
    if (reading->count >= XLSX_COLUMNS) {
        zip_part_limit(row->part, "columns > 16384", row->failure);
        return failure_because(row->failure, MESSAGE_WHY_COLUMNS);
    }
    if (mem_grow(&reading->cells, &reading->capacity, reading->count + 1,
                 sizeof *reading->cells) != 0)
        return failure_memory(row->failure);
    reading->cells[reading->count++] = *current;
    return 0;
}

/* Now that the texts no longer move, the cells can point at them: all of
 * them, where the row goes on with the one before. */
static int end_row(struct sheet_reading *reading)
{
    reading->is_in_row = false;
    reading->row->count = 0;
    for (size_t i = 0; i < reading->count; i++) {
        struct held_cell *held = &reading->cells[i];
        held->cell.value = text_of(&reading->texts) + held->value_start;
        const int result = xlsx_row_add(reading->row, &held->cell);
        if (result != 0)
            return result;
    }
    xlsx_row_end(reading->row);
    return 0;
}

static int start_part(struct sheet_reading *reading,
                      const struct xml_element *element)
{
    reading->is_in_data = is_named(element, "sheetData");
    reading->is_in_merges = is_named(element, "mergeCells");
    return 0;
}

static int start_merge(struct sheet_reading *reading,
                       const struct xml_element *element)
{
    const char *reference = xml_attribute(element, "ref");
    if (reference == NULL)
        reference = "";
    return xlsx_row_merge(reading->row, reference, strlen(reference));
}

static int sheet_start(void *context, const struct xml_element *element)
{
    struct sheet_reading *reading = context;
    switch (element->depth) {
    case 0:
        return strcmp(element->name, "worksheet") == 0
                   ? 0
                   : zip_part_fail(reading->row->part, "<worksheet>",
                                   reading->row->failure);
    case PART_DEPTH:
        return start_part(reading, element);
    case ROW_DEPTH:
        if (reading->is_in_data && is_named(element, "row"))
            return start_row(reading, element);
        if (reading->is_in_merges && is_named(element, "mergeCell"))
            return start_merge(reading, element);
        return 0;
    case CELL_DEPTH:
        return reading->is_in_row && is_named(element, "c")
                   ? start_cell(reading, element)
                   : 0;
    case VALUE_DEPTH:
        if (reading->is_in_cell)
            start_value(reading, element);
        return 0;
    default:
        if (reading->is_in_rich)
            rich_start(&reading->rich, element);
        return 0;
    }
}

static int sheet_end(void *context, const struct xml_element *element)
{
    struct sheet_reading *reading = context;
    if (element->depth == PART_DEPTH)
        return xlsx_row_finish(reading->row);
    if (element->depth == ROW_DEPTH && reading->is_in_row)
        return end_row(reading);
    if (element->depth == CELL_DEPTH && reading->is_in_cell)
        return end_cell(reading);
    if (element->depth == VALUE_DEPTH && reading->is_in_cell)
        end_value(reading);
    if (element->depth >= RICH_DEPTH && reading->is_in_rich)
        rich_end(&reading->rich, element);
    return 0;
}

static int sheet_text(void *context, const char *bytes, size_t length)
{
    struct sheet_reading *reading = context;
    struct text *texts = &reading->texts;
    if (!reading->is_in_value &&
        !(reading->is_in_rich && reading->rich.is_in_text))
        return 0;
    if (texts->length + length > ROW_BYTES) {
        zip_part_limit(reading->row->part, "row > 32 MiB",
                       reading->row->failure);
        return failure_because(reading->row->failure, MESSAGE_WHY_LONG_ROW);
    }
    text_append_bytes(texts, bytes, length);
    return texts->failed ? failure_memory(reading->row->failure) : 0;
}

int xlsx_sheet_read_exact(const struct xlsx_book *book, struct zip_part *part,
                          struct xlsx_row *row, struct failure *failure)
{
    struct sheet_reading reading = {.row = row, .texts = TEXT_INIT};
    const struct xml_sink sink = {.context = &reading,
                                  .start = sheet_start,
                                  .end = sheet_end,
                                  .text = sheet_text};
    reading.rich =
        (struct rich_text){.out = &reading.texts, .depth = RICH_DEPTH};
    const int result = xml_parse(part, book->window, &sink, failure);
    text_release(&reading.texts);
    mem_free(reading.cells);
    return result;
}
