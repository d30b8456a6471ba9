/*
 * An .xlsx package: from the relationships to the workbook part, its sheets,
 * styles and shared strings.
 *
 * Parts are found by relationship, never by habit: transitional and strict
 * packages, names that are absolute or relative, in any folder. Only where a
 * relationship is missing are the usual names tried. Sheets of charts, macros
 * and dialogs are not listed. Nothing refers further than one step, so no
 * circle can be gone round; all counts are bounded.
 *
 * An .xlsb package is the same with binary parts; which of the two it is, the
 * name of the workbook part tells.
 */
#include "import/xlsx.h"

#include "import/foreign.h"
#include "import/xlsb_book.h"
#include "import/xlsb_sheet.h"
#include "import/xlsx_sheet.h"
#include "import/xlsx_strings.h"
#include "import/xlsx_styles.h"
#include "import/xml.h"
#include <stdio.h>
#include <string.h>

enum { PART_NAME = 512, STEP = 16 * 1024 };

/* ---- names ---- */

/* Appends one step of a path to `out`; ".." takes the last one away. False
 * where it does not fit. */
static bool add_step(char *out, const char *step, size_t length)
{
    size_t used = strlen(out);
    if (length == 0 || (length == 1 && step[0] == '.'))
        return true;
    if (length == 2 && memcmp(step, "..", 2) == 0) {
        char *slash = strrchr(out, '/');
        out[slash == NULL ? 0 : slash - out] = '\0';
        return true;
    }
    if (used + length + 2 > PART_NAME)
        return false;
    if (used > 0)
        out[used++] = '/';
    memcpy(out + used, step, length);
    out[used + length] = '\0';
    return true;
}

static bool add_path(char *out, const char *path, size_t length)
{
    while (length > 0) {
        size_t step = 0;
        while (step < length && path[step] != '/' && path[step] != '\\')
            step++;
        if (!add_step(out, path, step))
            return false;
        step += step < length;
        path += step;
        length -= step;
    }
    return true;
}

/* The part that `target` names in the relationships of `source`: absolute
 * with a slash in front, else beside the source. */
static bool resolve(const char *source, const char *target, char *out)
{
    const char *slash = strrchr(source, '/');
    out[0] = '\0';
    if (*target != '/' && *target != '\\' && slash != NULL &&
        !add_path(out, source, (size_t)(slash - source)))
        return false;
    return add_path(out, target, strlen(target));
}

/* The part with the relationships of `source`: a/_rels/b.xml.rels */
static void relationships_name(const char *source, char *out)
{
    const char *slash = strrchr(source, '/');
    const char *base = slash == NULL ? source : slash + 1;
    snprintf(out, PART_NAME, "%.*s_rels/%s.rels", (int)(base - source), source,
             base);
}

/* ---- relationships ---- */

struct relationship {
    const char *id;
    const char *type;
    const char *part;
};

struct relationships {
    const char *source;
    struct arena *arena;
    struct zip_part *part;
    struct failure *failure;
    struct relationship *items;
    size_t count, capacity;
};

static int add_relationship(void *context, const struct xml_element *element)
{
    struct relationships *list = context;
    const char *id = xml_attribute(element, "Id");
    const char *type = xml_attribute(element, "Type");
    const char *target = xml_attribute(element, "Target");
    const char *mode = xml_attribute(element, "TargetMode");
    char name[PART_NAME];
    if (strcmp(element->name, "Relationship") != 0 || id == NULL ||
        type == NULL || target == NULL ||
        (mode != NULL && strcmp(mode, "External") == 0) ||
        !resolve(list->source, target, name))
        return 0;
    if (list->count >= XLSX_RELATIONSHIPS)
        return zip_part_limit(list->part, "<Relationship>", list->failure);
    if (mem_grow(&list->items, &list->capacity, list->count + 1,
                 sizeof *list->items) != 0)
        return failure_memory(list->failure);
    const struct relationship item = {.id = arena_string(list->arena, id),
                                      .type = arena_string(list->arena, type),
                                      .part = arena_string(list->arena, name)};
    if (item.id == NULL || item.type == NULL || item.part == NULL)
        return failure_memory(list->failure);
    list->items[list->count++] = item;
    return 0;
}

/* Reads the relationships of `source` ("" = the package), which may have
 * none. The caller frees `items`, after failure too. */
static int read_relationships(const struct xlsx_book *book, const char *source,
                              struct relationships *out,
                              struct failure *failure)
{
    const struct xml_sink sink = {.context = out, .start = add_relationship};
    char name[PART_NAME + 16];
    *out = (struct relationships){
        .source = source, .arena = book->arena, .failure = failure};
    if (strlen(source) + 16 > PART_NAME)
        return 0;
    relationships_name(source, name);
    if (!zip_package_has(book->package, name))
        return 0;
    if (zip_part_open(book->package, name, XLSX_SMALL_PART, &out->part,
                      failure) != 0)
        return -1;
    const int result = xml_parse(out->part, STEP, &sink, failure);
    zip_part_close(out->part);
    return result;
}

/* Types are compared by their end: transitional and strict ones differ in
 * what stands before. */
static bool is_type(const struct relationship *item, const char *end)
{
    const size_t length = strlen(item->type);
    const size_t wanted = strlen(end);
    return length >= wanted && strcmp(item->type + length - wanted, end) == 0;
}

static const struct relationship *
relationship_by_type(const struct relationships *list, const char *end)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_type(&list->items[i], end))
            return &list->items[i];
    }
    return NULL;
}

static const struct relationship *
relationship_by_id(const struct relationships *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].id, id) == 0)
            return &list->items[i];
    }
    return NULL;
}

/* ---- the workbook part ---- */

struct sheets_reading {
    struct xlsx_book *book;
    struct zip_part *part;
    const struct relationships *relationships;
    struct failure *failure;
    size_t sheet_capacity, part_capacity;
    bool is_in_sheets;
};

static enum visibility visibility_of(const char *state)
{
    if (state != NULL && strcmp(state, "hidden") == 0)
        return SHEET_HIDDEN;
    if (state != NULL && strcmp(state, "veryHidden") == 0)
        return SHEET_VERY_HIDDEN;
    return SHEET_VISIBLE;
}

/* `id` is that of the relationship; NULL = none said, "" = a module of
 * macros. */
static int add_sheet(void *context, const char *name, const char *id,
                     enum visibility visibility)
{
    struct sheets_reading *reading = context;
    struct xlsx_book *book = reading->book;
    if (id != NULL && id[0] == '\0')
        return 0;
    const struct relationship *relationship =
        id == NULL ? NULL : relationship_by_id(reading->relationships, id);
    if (relationship == NULL)
        return zip_part_fail(reading->part, "<sheet r:id>", reading->failure);
    if (!is_type(relationship, "/worksheet"))
        return 0;
    if (book->sheet_count >= XLSX_SHEETS)
        return zip_part_limit(reading->part, "<sheet>", reading->failure);
    if (mem_grow(&book->sheets, &reading->sheet_capacity, book->sheet_count + 1,
                 sizeof *book->sheets) != 0 ||
        mem_grow(&book->parts, &reading->part_capacity, book->sheet_count + 1,
                 sizeof *book->parts) != 0)
        return failure_memory(reading->failure);
    char *kept = arena_string(book->arena, name == NULL ? "" : name);
    if (kept == NULL)
        return failure_memory(reading->failure);
    book->sheets[book->sheet_count] =
        (struct sheet_info){.name = kept, .visibility = visibility};
    book->parts[book->sheet_count++] = relationship->part;
    return 0;
}

static int workbook_start(void *context, const struct xml_element *element)
{
    struct sheets_reading *reading = context;
    if (element->depth == 0 && strcmp(element->name, "workbook") != 0)
        return failure_set(reading->failure, DIAG_FILE_FORMAT,
                           reading->book->path, "<%s>", element->name);
    if (!element->is_own)
        return 0;
    if (element->depth == 1)
        reading->is_in_sheets = strcmp(element->name, "sheets") == 0;
    if (element->depth == 1 && strcmp(element->name, "workbookPr") == 0)
        reading->book->is_1904 =
            xml_is_true(xml_attribute(element, "date1904"));
    if (element->depth == 2 && reading->is_in_sheets &&
        strcmp(element->name, "sheet") == 0)
        return add_sheet(reading, xml_attribute(element, "name"),
                         xml_attribute_in(element, "/relationships", "id"),
                         visibility_of(xml_attribute(element, "state")));
    return 0;
}

static int read_sheet_list(struct xlsx_book *book, const char *name,
                           const struct relationships *relationships,
                           struct failure *failure)
{
    struct sheets_reading reading = {
        .book = book, .relationships = relationships, .failure = failure};
    const struct xml_sink sink = {.context = &reading, .start = workbook_start};
    if (zip_part_open(book->package, name, XLSX_SMALL_PART, &reading.part,
                      failure) != 0)
        return -1;
    const int result =
        book->is_binary ? xlsb_workbook_read(reading.part, add_sheet, &reading,
                                             &book->is_1904, failure)
                        : xml_parse(reading.part, STEP, &sink, failure);
    zip_part_close(reading.part);
    return result;
}

/* The part of this type, else the usual name beside the workbook, if it is
 * there. NULL = the package has none: programs name styles or shared strings
 * that they then leave out, and a sheet may well do without. */
static const char *find_part(const struct xlsx_book *book,
                             const struct relationships *relationships,
                             const char *type, const char *usual, char *buffer)
{
    const struct relationship *found =
        relationship_by_type(relationships, type);
    if (found != NULL && zip_package_has(book->package, found->part))
        return found->part;
    if (resolve(relationships->source, usual, buffer) &&
        zip_package_has(book->package, buffer))
        return buffer;
    return NULL;
}

static int read_styles(struct xlsx_book *book, const char *name,
                       struct failure *failure)
{
    struct zip_part *part = NULL;
    if (zip_part_open(book->package, name, XLSX_SMALL_PART, &part, failure) !=
        0)
        return -1;
    const int result =
        book->is_binary ? xlsb_styles_read(part, &book->styles, failure)
                        : xlsx_styles_read(part, STEP, &book->styles, failure);
    zip_part_close(part);
    return result;
}

static int read_strings(struct xlsx_book *book, const char *name,
                        struct failure *failure)
{
    struct zip_part *part = NULL;
    if (!book->is_binary)
        return xlsx_strings_read(book, name, failure);
    if (zip_part_open(book->package, name, XLSX_SHEET_BYTES, &part, failure) !=
        0)
        return -1;
    const int result = xlsb_strings_read(part, &book->strings, failure);
    zip_part_close(part);
    return result;
}

static int read_workbook(struct xlsx_book *book, const char *name,
                         struct failure *failure)
{
    int result = -1;
    char buffer[PART_NAME];
    struct relationships relationships;
    if (read_relationships(book, name, &relationships, failure) != 0 ||
        read_sheet_list(book, name, &relationships, failure) != 0)
        goto out;
    const char *part =
        find_part(book, &relationships, "/styles",
                  book->is_binary ? "styles.bin" : "styles.xml", buffer);
    if (part != NULL && read_styles(book, part, failure) != 0)
        goto out;
    part = find_part(
        book, &relationships, "/sharedStrings",
        book->is_binary ? "sharedStrings.bin" : "sharedStrings.xml", buffer);
    if (part != NULL && read_strings(book, part, failure) != 0)
        goto out;
    result = 0;
out:
    mem_free(relationships.items);
    return result;
}

/* ---- the package ---- */

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text);
    const size_t wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static int read_package(struct xlsx_book *book, struct failure *failure)
{
    struct relationships relationships;
    int result = -1;
    if (read_relationships(book, "", &relationships, failure) != 0)
        goto out;
    const struct relationship *found =
        relationship_by_type(&relationships, "/officeDocument");
    const char *name = found != NULL ? found->part : "xl/workbook.xml";
    if (found == NULL && !zip_package_has(book->package, name))
        name = "xl/workbook.bin";
    book->is_binary = ends_with(name, ".bin");
    if (!zip_package_has(book->package, name) ||
        zip_package_has(book->package, "word/document.xml"))
        result = foreign_refuse_package(book->package, book->path, failure);
    else
        result = read_workbook(book, name, failure);
out:
    mem_free(relationships.items);
    return result;
}

static void close_book(void *state)
{
    struct xlsx_book *book = state;
    xlsx_strings_release(&book->strings);
    xlsx_styles_release(&book->styles);
    mem_free(book->sheets);
    mem_free(book->parts);
    zip_package_close(book->package);
}

static int read_sheet(void *state, size_t sheet, const struct sheet_sink *sink,
                      struct failure *failure)
{
    const struct xlsx_book *book = state;
    return book->is_binary ? xlsb_sheet_read(book, sheet, sink, failure)
                           : xlsx_sheet_read(book, sheet, sink, failure);
}

int xlsx_open_with(const struct file_bytes *file, struct arena *arena,
                   const struct xlsx_options *options, struct workbook *out,
                   struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "xlsx", .read = read_sheet, .close = close_book};
    struct xlsx_book *book = arena_alloc(arena, sizeof *book);
    if (book == NULL)
        return failure_memory(failure);
    book->path = file->path;
    book->arena = arena;
    book->window = XLSX_WINDOW;
    if (options != NULL && options->window > 0)
        book->window = options->window;
    if (options != NULL)
        book->way = options->way;
    if (zip_package_open(file, arena, &book->package, failure) != 0)
        return -1;
    if (read_package(book, failure) != 0) {
        close_book(book);
        return -1;
    }
    *out = (struct workbook){.reader = &reader,
                             .state = book,
                             .path = file->path,
                             .format = book->is_binary ? "xlsb" : reader.format,
                             .sheets = book->sheets,
                             .sheet_count = book->sheet_count,
                             .is_1904 = book->is_1904,
                             .shared_count = (uint32_t)book->strings.count};
    return 0;
}

int xlsx_open(const struct file_bytes *file, struct arena *arena,
              struct workbook *out, struct failure *failure)
{
    return xlsx_open_with(file, arena, NULL, out, failure);
}
