/*
 * The reader of OpenDocument spreadsheets: a package with content.xml, or the
 * same as one flat XML document.
 *
 * Opening goes through the document once, though not into the tables, and notes
 * where each begins, so that reading one inflates what stands before it but does not parse it. A
 * sheet is hidden by its style. What LibreOffice keeps of other files (sheets
 * named 'file:///…) is not listed, nor is a document that is no spreadsheet.
 */
#include "import/opendocument.h"

#include "import/xml_file.h"
#include <string.h>

enum { STEP = 64 * 1024, MOST_SHEETS = 8192, MOST_STYLES = 1 << 20 };

#define CONTENT_BYTES ((uint64_t)4 << 30)

static const char content_part[] = "content.xml";

int odf_parse(const struct odf_book *book, const struct xml_cut *cut,
              const struct xml_sink *sink, struct failure *failure)
{
    struct zip_part *part = NULL;
    if (book->package == NULL)
        return xml_file_parse(book->file, &book->encoding, cut, sink, failure);
    if (zip_part_open(book->package, content_part, CONTENT_BYTES, &part,
                      failure) != 0)
        return -1;
    struct xml_source source = xml_part_source(part, book->file->path);
    source.cut = cut;
    const int result = xml_parse_source(&source, STEP, sink, failure);
    zip_part_close(part);
    return result;
}

/* ---- sheets ---- */

struct opening {
    struct odf_book *book;
    struct failure *failure;
    const char *style; /* of a sheet, being defined; NULL = another's */
    bool is_in_styles, is_in_body, is_in_spreadsheet;
    bool has_content; /* its namespaces are those that are known */
};

static int add_hidden(struct opening *opening)
{
    struct odf_book *book = opening->book;
    if (book->hidden_count >= MOST_STYLES)
        return failure_explain(opening->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_TOO_MUCH, book->file->path,
                               "style:style");
    if (mem_grow(&book->hidden, &book->hidden_capacity, book->hidden_count + 1,
                 sizeof *book->hidden) != 0)
        return failure_memory(opening->failure);
    book->hidden[book->hidden_count++] = opening->style;
    return 0;
}

static bool is_hidden(const struct odf_book *book, const char *style)
{
    for (size_t i = 0; style != NULL && i < book->hidden_count; i++)
        if (strcmp(book->hidden[i], style) == 0)
            return true;
    return false;
}

static int add_sheet(struct opening *opening, const struct xml_element *element)
{
    static const char cached[] = "'file:";
    struct odf_book *book = opening->book;
    const char *name = xml_attribute_in(element, ODF_TABLE, "name");
    const char *style = xml_attribute_in(element, ODF_TABLE, "style-name");
    if (book->first_table == 0)
        book->first_table = element->offset;
    if (name != NULL && strncmp(name, cached, sizeof cached - 1) == 0)
        return 0;
    if (book->sheet_count >= MOST_SHEETS)
        return failure_explain(opening->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_TOO_MUCH, book->file->path,
                               "table:table");
    if (mem_grow(&book->sheets, &book->sheet_capacity, book->sheet_count + 1,
                 sizeof *book->sheets) != 0 ||
        mem_grow(&book->offsets, &book->offset_capacity, book->sheet_count + 1,
                 sizeof *book->offsets) != 0)
        return failure_memory(opening->failure);
    const char *kept = arena_string(book->arena, name == NULL ? "" : name);
    if (kept == NULL)
        return failure_memory(opening->failure);
    book->sheets[book->sheet_count] = (struct sheet_info){
        .name = kept,
        .visibility = is_hidden(book, style) ? SHEET_HIDDEN : SHEET_VISIBLE};
    book->offsets[book->sheet_count++] = element->offset;
    return 0;
}

/* A child of the body says what kind of document it is. */
static int start_content(struct opening *opening,
                         const struct xml_element *element)
{
    opening->has_content = true;
    opening->is_in_spreadsheet = xml_is(element, ODF_OFFICE, "spreadsheet");
    if (opening->is_in_spreadsheet)
        return 0;
    return failure_set(opening->failure, DIAG_FILE_DOCUMENT,
                       opening->book->file->path, "OpenDocument: %s",
                       element->name);
}

static int start_style(struct opening *opening,
                       const struct xml_element *element)
{
    const char *family = xml_attribute_in(element, ODF_STYLE, "family");
    const char *name = xml_attribute_in(element, ODF_STYLE, "name");
    opening->style = NULL;
    if (family == NULL || name == NULL || strcmp(family, "table") != 0)
        return 0;
    opening->style = arena_string(opening->book->arena, name);
    return opening->style == NULL ? failure_memory(opening->failure) : 0;
}

static int on_start(void *context, const struct xml_element *element)
{
    enum { PART_DEPTH = 1, CONTENT_DEPTH = 2 };
    struct opening *opening = context;
    switch (element->depth) {
    case PART_DEPTH:
        opening->is_in_body = xml_is(element, ODF_OFFICE, "body");
        opening->is_in_styles = xml_is(element, ODF_OFFICE, "automatic-styles");
        return 0;
    case CONTENT_DEPTH:
        if (opening->is_in_body)
            return start_content(opening, element);
        return opening->is_in_styles && xml_is(element, ODF_STYLE, "style")
                   ? start_style(opening, element)
                   : 0;
    case ODF_TABLE_DEPTH:
        if (opening->is_in_body)
            return opening->is_in_spreadsheet &&
                           xml_is(element, ODF_TABLE, "table")
                       ? add_sheet(opening, element)
                       : 0;
        if (opening->is_in_styles && opening->style != NULL) {
            const char *display =
                xml_attribute_in(element, ODF_TABLE, "display");
            if (display != NULL && !xml_is_true(display))
                return add_hidden(opening);
        }
        return 0;
    default:
        return 0;
    }
}

static int list_sheets(struct odf_book *book, struct failure *failure)
{
    struct opening opening = {.book = book, .failure = failure};
    const struct xml_sink sink = {.context = &opening, .start = on_start};
    struct xml_skim skim = {.name = "table"};
    const struct xml_cut cut = {.skim = &skim};
    const int result = odf_parse(book, &cut, &sink, failure);
    xml_skim_release(&skim);
    if (result != 0)
        return -1;
    if (opening.has_content)
        return 0;
    return failure_set(failure, DIAG_FILE_SHEET_FORMAT, book->file->path,
                       "OpenOffice 1 (.sxc)");
}

/* ---- packages ---- */

/* A package under a password says so in its manifest. */
static int find_password(void *context, const struct xml_element *element)
{
    bool *is_protected = context;
    if (strcmp(element->name, "encryption-data") == 0)
        *is_protected = true;
    return 0;
}

static int check_password(const struct odf_book *book, struct failure *failure)
{
    static const char manifest[] = "META-INF/manifest.xml";
    bool is_protected = zip_package_has(book->package, "encrypted-package");
    const struct xml_sink sink = {.context = &is_protected,
                                  .start = find_password};
    struct zip_part *part = NULL;
    if (!is_protected && zip_package_has(book->package, manifest)) {
        if (zip_part_open(book->package, manifest, CONTENT_BYTES, &part,
                          failure) != 0)
            return -1;
        const int result = xml_parse(part, STEP, &sink, failure);
        zip_part_close(part);
        if (result != 0)
            return -1;
    }
    if (is_protected)
        return failure_set(failure, DIAG_ENCRYPTION_UNKNOWN, book->file->path,
                           "OpenDocument");
    return 0;
}

bool odf_is_package(const struct file_bytes *file)
{
    struct failure ignored = FAILURE_INIT;
    struct zip_package *package = NULL;
    struct arena *arena = arena_new();
    /* What cannot be opened is refused by the next who tries. */
    const bool is_package =
        arena != NULL &&
        zip_package_open(file, arena, &package, &ignored) == 0 &&
        zip_package_has(package, content_part) &&
        !zip_package_has(package, "[Content_Types].xml");
    zip_package_close(package);
    arena_free(arena);
    return is_package;
}

/* ---- the reader ---- */

static int odf_read(void *state, size_t sheet, const struct sheet_sink *sink,
                    struct failure *failure)
{
    return odf_sheet_read(state, sheet, sink, failure);
}

static void odf_close(void *state)
{
    struct odf_book *book = state;
    mem_free(book->hidden);
    mem_free(book->sheets);
    mem_free(book->offsets);
    zip_package_close(book->package);
    book->hidden = NULL;
    book->sheets = NULL;
    book->offsets = NULL;
}

/* Gives the workbook out, or releases the book. */
static int finish_open(struct odf_book *book, int result, const char *format,
                       struct workbook *out)
{
    static const struct workbook_reader reader = {
        .format = "ods", .read = odf_read, .close = odf_close};
    if (result != 0) {
        odf_close(book);
        return -1;
    }
    *out = (struct workbook){.reader = &reader,
                             .state = book,
                             .path = book->file->path,
                             .format = format,
                             .sheets = book->sheets,
                             .sheet_count = book->sheet_count};
    return 0;
}

int odf_open(const struct file_bytes *file, struct arena *arena,
             struct workbook *out, struct failure *failure)
{
    struct odf_book *book = arena_alloc(arena, sizeof *book);
    if (book == NULL)
        return failure_memory(failure);
    book->file = file;
    book->arena = arena;
    int result = zip_package_open(file, arena, &book->package, failure);
    if (result == 0)
        result = check_password(book, failure);
    if (result == 0)
        result = list_sheets(book, failure);
    return finish_open(book, result, "ods", out);
}

int odf_open_flat(const struct file_bytes *file, const char *charset,
                  struct arena *arena, struct workbook *out,
                  struct failure *failure)
{
    struct odf_book *book = arena_alloc(arena, sizeof *book);
    if (book == NULL)
        return failure_memory(failure);
    book->file = file;
    book->arena = arena;
    int result =
        encoding_detect_declared(file, charset, &book->encoding, failure);
    if (result == 0)
        result = list_sheets(book, failure);
    return finish_open(book, result, "fods", out);
}
