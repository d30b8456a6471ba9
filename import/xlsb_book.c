/*
 * The workbook part, the styles and the shared strings of an .xlsb package:
 * what their XML brothers say, in records. Records that do not matter here are
 * stepped over.
 */
#include "import/xlsb_book.h"

#include "import/number_format.h"
#include "import/xlsb_record.h"
#include "import/xlsx_strings.h"
#include <string.h>

enum {
    SST_ITEM = 19,
    FORMAT = 44,
    CELL_FORMAT = 47,
    WORKBOOK_PROPERTIES = 153,
    SHEET = 156,
    CELL_FORMATS_BEGIN = 617,
    CELL_FORMATS_END = 618
};

/* ---- the workbook ---- */

struct sheets_reading {
    xlsb_on_sheet *on_sheet;
    void *context;
    struct text id, name;
};

/* Visibility, a number of its own, the relationship, the name. */
static int take_sheet(struct sheets_reading *reading,
                      const struct xlsb_records *records,
                      const struct biff_record *record)
{
    enum { ID = 8 };
    const uint32_t state = biff_u32(record, 0);
    const uint32_t id_length = biff_u32(record, ID);
    /* a length that is all ones stands for no relationship */
    const bool has_id = id_length != 0xFFFFFFFF;
    text_clear(&reading->id);
    text_clear(&reading->name);
    if ((has_id && !xlsb_text(record, ID, &reading->id)) ||
        !xlsb_text(record, ID + 4 + (has_id ? 2 * (size_t)id_length : 0),
                   &reading->name))
        return xlsb_fail(records, record);
    if (reading->id.failed || reading->name.failed)
        return failure_memory(records->failure);
    return reading->on_sheet(reading->context, text_of(&reading->name),
                             text_of(&reading->id),
                             state == 0   ? SHEET_VISIBLE
                             : state == 1 ? SHEET_HIDDEN
                                          : SHEET_VERY_HIDDEN);
}

int xlsb_workbook_read(struct zip_part *part, xlsb_on_sheet *on_sheet,
                       void *context, bool *is_1904, struct failure *failure)
{
    struct sheets_reading reading = {.on_sheet = on_sheet,
                                     .context = context,
                                     .id = TEXT_INIT,
                                     .name = TEXT_INIT};
    struct xlsb_records records;
    struct biff_record record;
    if (xlsb_records_open(&records, part, failure) != 0)
        return -1;
    int result = 1;
    while (result > 0 && (result = xlsb_record_next(&records, &record)) > 0) {
        if (record.id == WORKBOOK_PROPERTIES)
            *is_1904 = (biff_u32(&record, 0) & 1) != 0;
        if (record.id == SHEET && take_sheet(&reading, &records, &record) != 0)
            result = -1;
    }
    xlsb_records_close(&records);
    text_release(&reading.id);
    text_release(&reading.name);
    return result;
}

/* ---- styles ---- */

enum { NUMBER_FORMATS = 65536 };

struct styles_reading {
    struct xlsb_records records;
    struct xlsx_styles *out;
    uint16_t *number_formats; /* by number: how it shows, and 1; 0 = unsaid */
    struct text code;
    bool is_in_cell_formats;
};

static int take_format(struct styles_reading *reading,
                       const struct biff_record *record)
{
    text_clear(&reading->code);
    if (!xlsb_text(record, 2, &reading->code))
        return xlsb_fail(&reading->records, record);
    if (reading->code.failed)
        return failure_memory(reading->records.failure);
    reading->number_formats[biff_u16(record, 0)] =
        (uint16_t)(format_code_shown(text_of(&reading->code)) + 1);
    return 0;
}

/* The file's own code for a number rules, where it has one. */
static int take_cell_format(struct styles_reading *reading,
                            const struct biff_record *record)
{
    struct xlsx_styles *out = reading->out;
    const unsigned number = biff_u16(record, 2);
    const unsigned own = reading->number_formats[number];
    if (out->count >= XLSX_STYLES)
        return zip_part_limit(reading->records.window.part, "<xf>",
                              reading->records.failure);
    if (mem_grow(&out->shown, &out->capacity, out->count + 1,
                 sizeof *out->shown) != 0)
        return failure_memory(reading->records.failure);
    out->shown[out->count++] =
        own > 0 ? (unsigned char)(own - 1) : number_format_shown(number);
    return 0;
}

static int take_style(struct styles_reading *reading,
                      const struct biff_record *record)
{
    switch (record->id) {
    case FORMAT:
        return take_format(reading, record);
    case CELL_FORMATS_BEGIN:
        reading->is_in_cell_formats = true;
        return 0;
    case CELL_FORMATS_END:
        reading->is_in_cell_formats = false;
        return 0;
    case CELL_FORMAT:
        return reading->is_in_cell_formats ? take_cell_format(reading, record)
                                           : 0;
    default:
        return 0;
    }
}

int xlsb_styles_read(struct zip_part *part, struct xlsx_styles *out,
                     struct failure *failure)
{
    struct styles_reading reading = {.out = out, .code = TEXT_INIT};
    struct biff_record record;
    reading.number_formats =
        mem_alloc(NUMBER_FORMATS * sizeof *reading.number_formats);
    if (reading.number_formats == NULL)
        return failure_memory(failure);
    int result = xlsb_records_open(&reading.records, part, failure);
    if (result == 0) {
        do {
            result = xlsb_record_next(&reading.records, &record);
            if (result > 0 && take_style(&reading, &record) != 0)
                result = -1;
        } while (result > 0);
        xlsb_records_close(&reading.records);
    }
    mem_free(reading.number_formats);
    text_release(&reading.code);
    return result;
}

/* ---- shared strings ---- */

/* The flags in front speak of runs and phonetic guides behind the text. */
static int take_string(struct xlsx_strings *out, struct text *text,
                       const struct xlsb_records *records,
                       const struct biff_record *record)
{
    text_clear(text);
    if (!xlsb_text(record, 1, text))
        return xlsb_fail(records, record);
    if (text->failed)
        return failure_memory(records->failure);
    if (xlsx_strings_reserve(out, text->length, records->window.part,
                             records->failure) != 0)
        return -1;
    memcpy(out->bytes + out->length, text_of(text), text->length);
    xlsx_strings_commit(out, text->length);
    return 0;
}

int xlsb_strings_read(struct zip_part *part, struct xlsx_strings *out,
                      struct failure *failure)
{
    struct xlsb_records records;
    struct biff_record record;
    struct text text = TEXT_INIT;
    int result = 1;
    if (xlsb_records_open(&records, part, failure) != 0)
        return -1;
    while (result > 0 && (result = xlsb_record_next(&records, &record)) > 0) {
        if (record.id == SST_ITEM &&
            take_string(out, &text, &records, &record) != 0)
            result = -1;
    }
    xlsb_records_close(&records);
    text_release(&text);
    return result;
}
