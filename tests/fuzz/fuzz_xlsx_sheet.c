/*
 * One sheet of an .xlsx package: our scanner against the XML parser, which
 * is right by definition. Where the parser reads all of it, both must give
 * the same rows; where it breaks off, the scanner, which is laxer about what
 * it passes over, must have given the same rows up to there.
 *
 * The window's size is taken from the input, so that its end falls anywhere.
 */
#include "tests/fuzz/fuzz_target.h"

#include "import/number_format.h"
#include "import/xlsx_sheet.h"
#include "tests/support/package.h"
#include "tests/support/sheet_text.h"
#include <stdio.h>
#include <string.h>

/* A book whose shared strings and styles are there, as xlsx_open() leaves
 * it: opening a whole package would take most of the time. */
static void make_book(struct xlsx_book *book, struct zip_package *package)
{
    static char strings[] = "姓名张三";
    static uint32_t starts[] = {0, 6, 12, 12};
    static unsigned char shown[] = {0, SHOWN_AS_DATE, 0};
    static struct sheet_info sheets[] = {{.name = "S1"}};
    static const char *parts[] = {"sheet.xml"};
    *book = (struct xlsx_book){
        .path = "sheet.xlsx",
        .package = package,
        .sheets = sheets,
        .parts = parts,
        .sheet_count = 1,
        .strings = {.bytes = strings,
                    .length = 12,
                    .starts = starts,
                    .count = 3},
        .styles = {.shown = shown, .count = 3},
    };
}

static bool is_whole(const struct text *text)
{
    return strncmp(text_of(text), "failure ", 8) != 0 &&
           strstr(text_of(text), "\nfailure ") == NULL;
}

/* The rows before the line that tells the failure. */
static size_t rows_length(const struct text *text)
{
    const char *last = strstr(text_of(text), "failure ");
    for (const char *next = last; next != NULL;
         next = strstr(next + 1, "\nfailure "))
        last = next;
    return last == NULL ? text->length : (size_t)(last - text->data);
}

static void compare(const struct text *scanned, const struct text *parsed)
{
    const size_t length =
        is_whole(parsed) ? parsed->length : rows_length(parsed);
    if (is_whole(parsed)
            ? strcmp(text_of(scanned), text_of(parsed)) == 0
            : strncmp(text_of(scanned), text_of(parsed), length) == 0)
        return;
    fprintf(stderr, "scanner:\n%s\nparser:\n%s\n", text_of(scanned),
            text_of(parsed));
    fuzz_broken(__FILE__, __LINE__, "both give the same rows");
}

static void read_sheet(struct xlsx_book *book, enum xlsx_way way, size_t window,
                       struct text *out)
{
    struct failure failure = FAILURE_INIT;
    struct sheet_text sheet = {.text = TEXT_INIT};
    const struct sheet_sink sink = sheet_text_sink(&sheet);
    book->way = way;
    book->window = window;
    const int result = xlsx_sheet_read(book, 0, &sink, &failure);
    text_append(out, text_of(&sheet.text));
    if (result != 0)
        failure_text(&failure, out);
    FUZZ_CHECK(!sheet.is_unordered);
    text_release(&sheet.text);
}

void fuzz_xlsx_sheet(const uint8_t *bytes, size_t size)
{
    const struct package_part part = {.name = "sheet.xml",
                                      .bytes = (const char *)bytes,
                                      .length = size,
                                      .is_stored = true};
    struct failure failure = FAILURE_INIT;
    struct text scanned = TEXT_INIT;
    struct text parsed = TEXT_INIT;
    struct zip_package *opened = NULL;
    struct package package;
    struct xlsx_book book;
    struct arena *arena = arena_new();
    FUZZ_CHECK(arena != NULL);
    if (size > 0) {
        package_build(&part, 1, &package);
        const struct file_bytes file = {"sheet.xlsx", package.bytes,
                                        package.size};
        FUZZ_CHECK(zip_package_open(&file, arena, &opened, &failure) == 0);
        make_book(&book, opened);
        read_sheet(&book, XLSX_SCAN_OR_PARSE, 64 + size * 7 % 400, &scanned);
        read_sheet(&book, XLSX_PARSE, XLSX_WINDOW, &parsed);
        compare(&scanned, &parsed);
        zip_package_close(opened);
        package_release(&package);
    }
    text_release(&scanned);
    text_release(&parsed);
    arena_free(arena);
}
