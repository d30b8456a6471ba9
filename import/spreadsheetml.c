/*
 * The reader of SpreadsheetML 2003 ("XML 表格 2003"), told by its namespace,
 * under whatever name and prefix.
 *
 * Opening goes through the document once, but not into the tables: a sheet says
 * only at its end whether it is hidden. Where each sheet begins is kept, so that reading one parses the
 * document's head and that sheet, and none before it. Of styles, one thing
 * matters: how a number is shown.
 */
#include "import/spreadsheetml.h"

#include "import/number_format.h"
#include "import/xml_file.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_SHEETS = 8192, MOST_STYLES = 1 << 20, WORD_SIZE = 64 };

/* workbook > styles > style > format; workbook > sheet > options > visible */
enum { ROOT_DEPTH, PART_DEPTH, STYLE_DEPTH, FORMAT_DEPTH };

static const char excel[] = ":excel"; /* urn:schemas-microsoft-com:office:… */

const char *sml_attribute(const struct xml_element *element, const char *name)
{
    const char *value = xml_attribute_in(element, ":spreadsheet", name);
    return value != NULL ? value : xml_attribute(element, name);
}

/* ---- number formats ---- */

/* Formats go by names of their own beside codes. */
static unsigned char shown_by(const char *format)
{
    static const struct {
        const char *name;
        bool is_date;
    } named[] = {
        {"General Date", true}, {"Long Date", true},
        {"Medium Date", true},  {"Short Date", true},
        {"Long Time", true},    {"Medium Time", true},
        {"Short Time", true},   {"General Number", false},
        {"Currency", false},    {"Euro Currency", false},
        {"Fixed", false},       {"Standard", false},
        {"Percent", false},     {"Scientific", false},
        {"Yes/No", false},      {"True/False", false},
        {"On/Off", false},
    };
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (strcasecmp(format, named[i].name) == 0)
            return named[i].is_date ? SHOWN_AS_DATE : 0;
    return format_code_shown(format);
}

static int by_id(const void *left, const void *right)
{
    const struct sml_style *a = left;
    const struct sml_style *b = right;
    return strcmp(a->id, b->id);
}

unsigned char sml_shown(const struct sml_book *book, const char *style)
{
    enum { MOST_PARENTS = 16 };
    struct sml_style wanted = {.id = style == NULL ? "Default" : style};
    for (int i = 0; i < MOST_PARENTS && book->style_count > 0; i++) {
        const struct sml_style *found =
            bsearch(&wanted, book->styles, book->style_count,
                    sizeof *book->styles, by_id);
        if (found == NULL)
            return 0;
        if (found->has_format || found->parent == NULL)
            return found->shown;
        wanted.id = found->parent;
    }
    return 0;
}

/* ---- the workbook ---- */

struct opening {
    struct sml_book *book;
    struct failure *failure;
    bool is_in_styles, is_in_sheet;
    bool is_in_options, is_in_visible;
    char word[WORD_SIZE]; /* the text of <x:Visible> */
    size_t length;
};

static int limit(const struct opening *opening, const char *what)
{
    return failure_explain(opening->failure, DIAG_FILE_LIMIT,
                           MESSAGE_WHY_TOO_MUCH, opening->book->file->path,
                           "%s", what);
}

static int add_style(struct opening *opening, const struct xml_element *element)
{
    struct sml_book *book = opening->book;
    const char *id = sml_attribute(element, "ID");
    const char *parent = sml_attribute(element, "Parent");
    if (book->style_count >= MOST_STYLES)
        return limit(opening, "<Style>");
    if (mem_grow(&book->styles, &book->style_capacity, book->style_count + 1,
                 sizeof *book->styles) != 0)
        return failure_memory(opening->failure);
    const struct sml_style style = {
        .id = arena_string(book->arena, id == NULL ? "" : id),
        .parent = parent == NULL ? NULL : arena_string(book->arena, parent),
    };
    if (style.id == NULL || (parent != NULL && style.parent == NULL))
        return failure_memory(opening->failure);
    book->styles[book->style_count++] = style;
    return 0;
}

static void set_format(const struct opening *opening,
                       const struct xml_element *element)
{
    const struct sml_book *book = opening->book;
    const char *format = sml_attribute(element, "Format");
    if (book->style_count == 0)
        return;
    struct sml_style *style = &book->styles[book->style_count - 1];
    style->has_format = true;
    style->shown = format == NULL ? 0 : shown_by(format);
}

static int add_sheet(struct opening *opening, const struct xml_element *element)
{
    struct sml_book *book = opening->book;
    const char *name = sml_attribute(element, "Name");
    if (book->sheet_count >= MOST_SHEETS)
        return limit(opening, "<Worksheet>");
    if (mem_grow(&book->sheets, &book->sheet_capacity, book->sheet_count + 1,
                 sizeof *book->sheets) != 0 ||
        mem_grow(&book->offsets, &book->offset_capacity, book->sheet_count + 1,
                 sizeof *book->offsets) != 0)
        return failure_memory(opening->failure);
    const char *kept = arena_string(book->arena, name == NULL ? "" : name);
    if (kept == NULL)
        return failure_memory(opening->failure);
    book->sheets[book->sheet_count] =
        (struct sheet_info){.name = kept, .visibility = SHEET_VISIBLE};
    book->offsets[book->sheet_count++] = element->offset;
    return 0;
}

static int start_part(struct opening *opening,
                      const struct xml_element *element)
{
    opening->is_in_styles =
        element->is_own && strcmp(element->name, "Styles") == 0;
    opening->is_in_sheet =
        element->is_own && strcmp(element->name, "Worksheet") == 0;
    return opening->is_in_sheet ? add_sheet(opening, element) : 0;
}

static int on_start(void *context, const struct xml_element *element)
{
    struct opening *opening = context;
    switch (element->depth) {
    case PART_DEPTH:
        return start_part(opening, element);
    case STYLE_DEPTH:
        opening->is_in_options =
            opening->is_in_sheet && xml_is(element, excel, "WorksheetOptions");
        if (xml_is(element, excel, "Date1904"))
            opening->book->is_1904 = true;
        if (opening->is_in_styles && element->is_own &&
            strcmp(element->name, "Style") == 0)
            return add_style(opening, element);
        return 0;
    case FORMAT_DEPTH:
        opening->is_in_visible =
            opening->is_in_options && xml_is(element, excel, "Visible");
        opening->length = 0;
        if (opening->is_in_styles && element->is_own &&
            strcmp(element->name, "NumberFormat") == 0)
            set_format(opening, element);
        return 0;
    case ROOT_DEPTH:
    default:
        return 0;
    }
}

static int on_text(void *context, const char *bytes, size_t length)
{
    struct opening *opening = context;
    if (!opening->is_in_visible)
        return 0;
    for (size_t i = 0; i < length && opening->length + 1 < WORD_SIZE; i++)
        opening->word[opening->length++] = bytes[i];
    opening->word[opening->length] = '\0';
    return 0;
}

static int on_end(void *context, const struct xml_element *element)
{
    struct opening *opening = context;
    if (element->depth != FORMAT_DEPTH || !opening->is_in_visible)
        return 0;
    struct sml_book *book = opening->book;
    struct sheet_info *sheet = &book->sheets[book->sheet_count - 1];
    opening->is_in_visible = false;
    if (opening->length > 0 && strstr(opening->word, "SheetVeryHidden") != NULL)
        sheet->visibility = SHEET_VERY_HIDDEN;
    else if (opening->length > 0 &&
             strstr(opening->word, "SheetHidden") != NULL)
        sheet->visibility = SHEET_HIDDEN;
    return 0;
}

static int read_book(struct sml_book *book, const char *charset,
                     struct failure *failure)
{
    struct opening opening = {.book = book, .failure = failure};
    const struct xml_sink sink = {
        .context = &opening, .start = on_start, .end = on_end, .text = on_text};
    if (encoding_detect_declared(book->file, charset, &book->encoding,
                                 failure) != 0)
        return -1;
    struct xml_skim skim = {.name = "Table"};
    const struct xml_cut cut = {.skim = &skim};
    const int result =
        xml_file_parse(book->file, &book->encoding, &cut, &sink, failure);
    xml_skim_release(&skim);
    if (result != 0)
        return -1;
    if (book->style_count > 0)
        qsort(book->styles, book->style_count, sizeof *book->styles, by_id);
    return 0;
}

/* ---- the reader ---- */

static int sml_read(void *state, size_t sheet, const struct sheet_sink *sink,
                    struct failure *failure)
{
    return sml_sheet_read(state, sheet, sink, failure);
}

static void sml_close(void *state)
{
    struct sml_book *book = state;
    mem_free(book->styles);
    mem_free(book->sheets);
    mem_free(book->offsets);
    book->styles = NULL;
    book->sheets = NULL;
    book->offsets = NULL;
}

int spreadsheetml_open(const struct file_bytes *file, const char *charset,
                       struct arena *arena, struct workbook *out,
                       struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "xml", .read = sml_read, .close = sml_close};
    struct sml_book *book = arena_alloc(arena, sizeof *book);
    if (book == NULL)
        return failure_memory(failure);
    book->file = file;
    book->arena = arena;
    if (read_book(book, charset, failure) != 0) {
        sml_close(book);
        return -1;
    }
    *out = (struct workbook){.reader = &reader,
                             .state = book,
                             .path = file->path,
                             .format = "xml (SpreadsheetML 2003)",
                             .sheets = book->sheets,
                             .sheet_count = book->sheet_count,
                             .is_1904 = book->is_1904};
    return 0;
}
