/*
 * From styles.xml this reader needs one thing: whether a number is shown as
 * a date, or with zeros in front. A cell names a cell format (xf), which names a number format,
 * which is built in or has a code of its own in the file.
 */
#include "import/xlsx_styles.h"

#include "import/number_format.h"
#include "import/xml.h"
#include <stdlib.h>
#include <string.h>

struct custom_format {
    unsigned id;
    unsigned char shown;
};

struct reading {
    struct xlsx_styles *out;
    struct zip_part *part;
    struct failure *failure;
    struct custom_format *formats;
    size_t format_count, format_capacity;
    bool is_sorted;
    bool is_in_cell_formats;
};

static unsigned number_of(const char *value)
{
    return value == NULL ? 0 : (unsigned)strtoul(value, NULL, 10);
}

static int add_format(struct reading *reading,
                      const struct xml_element *element)
{
    const char *code = xml_attribute(element, "formatCode");
    if (reading->format_count >= XLSX_STYLES)
        return zip_part_limit(reading->part, "<numFmt>", reading->failure);
    if (mem_grow(&reading->formats, &reading->format_capacity,
                 reading->format_count + 1, sizeof *reading->formats) != 0)
        return failure_memory(reading->failure);
    reading->formats[reading->format_count++] = (struct custom_format){
        .id = number_of(xml_attribute(element, "numFmtId")),
        .shown = code == NULL ? 0 : format_code_shown(code),
    };
    return 0;
}

static int by_id(const void *left, const void *right)
{
    const struct custom_format *a = left;
    const struct custom_format *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

/* The file's own code for a number rules, where it has one. */
static unsigned char shown_by(struct reading *reading, unsigned id)
{
    const struct custom_format wanted = {.id = id};
    if (!reading->is_sorted && reading->format_count > 0)
        qsort(reading->formats, reading->format_count, sizeof *reading->formats,
              by_id);
    reading->is_sorted = true;
    if (reading->format_count == 0)
        return number_format_shown(id);
    const struct custom_format *found =
        bsearch(&wanted, reading->formats, reading->format_count,
                sizeof *reading->formats, by_id);
    return found == NULL ? number_format_shown(id) : found->shown;
}

static int add_cell_format(struct reading *reading,
                           const struct xml_element *element)
{
    struct xlsx_styles *out = reading->out;
    if (out->count >= XLSX_STYLES)
        return zip_part_limit(reading->part, "<xf>", reading->failure);
    if (mem_grow(&out->shown, &out->capacity, out->count + 1,
                 sizeof *out->shown) != 0)
        return failure_memory(reading->failure);
    out->shown[out->count++] =
        shown_by(reading, number_of(xml_attribute(element, "numFmtId")));
    return 0;
}

static int on_start(void *context, const struct xml_element *element)
{
    struct reading *reading = context;
    if (!element->is_own)
        return 0;
    if (element->depth == 1)
        reading->is_in_cell_formats = strcmp(element->name, "cellXfs") == 0;
    if (element->depth != 2)
        return 0;
    if (strcmp(element->name, "numFmt") == 0)
        return add_format(reading, element);
    if (reading->is_in_cell_formats && strcmp(element->name, "xf") == 0)
        return add_cell_format(reading, element);
    return 0;
}

int xlsx_styles_read(struct zip_part *part, size_t step,
                     struct xlsx_styles *out, struct failure *failure)
{
    struct reading reading = {.out = out, .part = part, .failure = failure};
    const struct xml_sink sink = {.context = &reading, .start = on_start};
    const int result = xml_parse(part, step, &sink, failure);
    mem_free(reading.formats);
    if (result != 0)
        xlsx_styles_release(out);
    return result;
}

void xlsx_styles_release(struct xlsx_styles *styles)
{
    mem_free(styles->shown);
    *styles = (struct xlsx_styles){.shown = NULL};
}
