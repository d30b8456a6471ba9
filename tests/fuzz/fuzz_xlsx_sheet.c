/*
 * One sheet of an .xlsx package: our scanner against the XML parser, which
 * is right by definition. Where the parser reads all of it, both must give
 * the same rows; where it breaks off, the scanner, which is laxer about what
 * it passes over, must have given the same rows up to there.
 *
 * The window's size is taken from the input, so that its end falls anywhere.
 */
#include "tests/fuzz/fuzz_target.h"

#include "tests/support/package.h"
#include <stdio.h>
#include <string.h>

static const char strings[] =
    XLSX_SST("<si><t>姓名</t></si><si><t>张三</t></si><si><t/></si>");

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

void fuzz_xlsx_sheet(const uint8_t *bytes, size_t size)
{
    const struct xlsx_fixture fixture = {
        .sheet = (const char *)bytes,
        .sheet_length = size,
        .strings = strings,
        .is_stored = true,
    };
    const struct xlsx_options scan = {.window = 64 + size * 7 % 400};
    const struct xlsx_options parse = {.way = XLSX_PARSE};
    struct text scanned = TEXT_INIT;
    struct text parsed = TEXT_INIT;
    struct package package;
    if (size == 0)
        return;
    xlsx_fixture_build(&fixture, &package);
    package_read(&package, &scan, &scanned);
    package_read(&package, &parse, &parsed);
    compare(&scanned, &parsed);
    text_release(&scanned);
    text_release(&parsed);
    package_release(&package);
}
