#include "tests/support/xlsb_package.h"

#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

enum { PART_SIZE = 1 << 20 };

struct part {
    char *bytes;
    size_t size;
};

static void put(struct part *part, unsigned byte)
{
    assert_true(part->size < PART_SIZE);
    part->bytes[part->size++] = (char)byte;
}

static void put_wide(struct part *part, uint32_t value, int count)
{
    for (int i = 0; i < count; i++)
        put(part, value >> 8 * i & 0xFF);
}

/* A text in quotes at `at`, which holds no runes beyond U+FFFF. */
static const char *put_text(struct part *part, const char *at)
{
    const char *const end = strchr(++at, '"');
    assert_non_null(end);
    put_wide(part, (uint32_t)utf8_count(at, (size_t)(end - at)), 4);
    while (at < end)
        put_wide(part, utf8_next(&at, end), 2);
    return end + 1;
}

static const char *put_item(struct part *part, const char *at)
{
    char digits[3] = {0};
    if (*at == '"')
        return put_text(part, at);
    memcpy(digits, at, 2);
    char *end = NULL;
    const unsigned byte = (unsigned)strtoul(digits, &end, 16);
    assert_int_equal(*end, '\0');
    at += 2;
    unsigned long count = 1;
    if (*at == '*') {
        count = strtoul(at + 1, &end, 10);
        at = end;
    }
    while (count-- > 0)
        put(part, byte);
    return at;
}

static void put_number(struct part *part, size_t number)
{
    for (; number > 0x7F; number >>= 7)
        put(part, (unsigned)(number & 0x7F) | 0x80);
    put(part, (unsigned)number);
}

static void put_lines(struct part *part, const char *at)
{
    struct part data = {.bytes = malloc(PART_SIZE)};
    assert_non_null(data.bytes);
    while (*at != '\0') {
        char *end = NULL;
        const unsigned long id = strtoul(at, &end, 10);
        assert_int_equal(*end, ':');
        data.size = 0;
        for (at = end + 1; *at != '\n' && *at != '\0';)
            at = *at == ' ' ? at + 1 : put_item(&data, at);
        put_number(part, id);
        put_number(part, data.size);
        assert_true(part->size + data.size < PART_SIZE);
        memcpy(part->bytes + part->size, data.bytes, data.size);
        part->size += data.size;
        at += *at == '\n';
    }
    free(data.bytes);
}

static struct part make_part(const char *first, const char *middle,
                             const char *last)
{
    struct part part = {.bytes = malloc(PART_SIZE)};
    assert_non_null(part.bytes);
    put_lines(&part, first);
    put_lines(&part, middle);
    put_lines(&part, last);
    return part;
}

#define RELATIONSHIPS                                                          \
    "http://schemas.openxmlformats.org/package/2006/relationships"

static const char package_links[] =
    "<Relationships xmlns=\"" RELATIONSHIPS
    "\"><Relationship Id=\"p\" Type=\"" XLSX_LINKS "/officeDocument\" "
    "Target=\"xl/workbook.bin\"/></Relationships>";

static const char workbook_links[] =
    "<Relationships xmlns=\"" RELATIONSHIPS
    "\"><Relationship Id=\"r1\" Type=\"" XLSX_LINKS "/worksheet\" "
    "Target=\"worksheets/sheet1.bin\"/><Relationship Id=\"r2\" "
    "Type=\"" XLSX_LINKS "/chartsheet\" Target=\"chart.bin\"/>"
    "</Relationships>";

static const char *or_usual(const char *given, const char *usual)
{
    return given == NULL ? usual : given;
}

void xlsb_fixture_build(const struct xlsb_fixture *fixture, struct package *out)
{
    struct part book = make_part(
        or_usual(fixture->workbook, "156: 00*4 01000000 \"r1\" \"S1\"\n"), "",
        "");
    struct part styles =
        make_part(or_usual(fixture->styles,
                           "44: A400 \"yyyy-mm-dd\"\n617:\n47: FFFF 0000\n"
                           "47: 0000 A400\n618:\n"),
                  "", "");
    struct part strings = make_part(or_usual(fixture->strings, ""), "", "");
    struct part sheet =
        make_part("145:\n", or_usual(fixture->sheet, ""), "146:\n");
    put_lines(&sheet, or_usual(fixture->tail, ""));
    const struct package_part parts[] = {
        {.name = "_rels/.rels", .bytes = package_links},
        {.name = "xl/_rels/workbook.bin.rels", .bytes = workbook_links},
        {.name = "xl/workbook.bin", .bytes = book.bytes, .length = book.size},
        {.name = "xl/styles.bin", .bytes = styles.bytes, .length = styles.size},
        {.name = "xl/worksheets/sheet1.bin",
         .bytes = sheet.bytes,
         .length = sheet.size},
        {.name = "xl/sharedStrings.bin",
         .bytes = strings.bytes,
         .length = strings.size},
    };
    const size_t count = sizeof parts / sizeof parts[0];
    package_build(parts, fixture->strings == NULL ? count - 1 : count, out);
    free(book.bytes);
    free(styles.bytes);
    free(strings.bytes);
    free(sheet.bytes);
}

void xlsb_expect(const char *name, const struct xlsb_fixture *fixture,
                 const char *expected)
{
    struct package package;
    struct text text = TEXT_INIT;
    xlsb_fixture_build(fixture, &package);
    package_read(&package, NULL, &text);
    EXPECT_TEXT(name, text_of(&text), expected);
    text_release(&text);
    package_release(&package);
}
