/*
 * Cells as SpreadsheetML, as libxlsxwriter would write them: inline strings,
 * so that no list of strings has to be kept until the end, and references on
 * every cell, since some programs cannot do without.
 *
 * One cell costs a few dozen instructions: what stands before and behind the
 * row's number is composed once for a column and copied in blocks of fixed
 * size, which may reach beyond what counts. So there is always room behind
 * the end of the buffer.
 *
 * Escaped are the three marks of XML, control characters and the two code
 * points that XML does not have (as _x000D_, as spreadsheets do), and what
 * looks like such an escape itself.
 */
#include "reports/row_xml.h"

#include "core/arena.h"
#include "core/diag.h"
#include <stdio.h>
#include <string.h>

enum {
    BLOCK = 256 * 1024, /* handed to the spool at once */
    ROOM = 256,         /* behind the end: a cell without its text */
    ESCAPED = 7,        /* bytes that one byte of text can become: _x000D_ */
    DIGITS = 24,
    ROW_SIZE = 8, /* a sheet has seven digits of rows */
    START_SIZE = 16,
    TEXT_SIZE = 48,
    NUMBER_SIZE = 24,
};

/* A spreadsheet's numbers have no more digits than that: further ones would
 * pretend to be what came in. */
#define BEYOND_SIXTEEN_DIGITS UINT64_C(10000000000000000)

/* What stands before a cell's row number and behind it: `<c r="AB`, then
 * `" s="12" t="inlineStr"><is><t>` or `" s="12"><v>`. */
struct cell_frame {
    char start[START_SIZE];
    char text[TEXT_SIZE];
    char number[NUMBER_SIZE];
    unsigned char start_length;
    unsigned char text_length;
    unsigned char number_length;
    unsigned char style_length; /* of what both begin with: `" s="12"` */
    int style_number;           /* that the frame was made for */
};

struct row_xml {
    struct spool *spool;
    char *bytes;
    size_t length, capacity;
    struct cell_frame *frames; /* by column */
    size_t frame_capacity;
    char row[DIGITS]; /* the number of the row under way */
    size_t row_length;
    bool failed;
};

struct row_xml *row_xml_new(struct spool *spool)
{
    struct row_xml *xml = mem_alloc(sizeof *xml);
    if (xml == NULL)
        return NULL;
    xml->spool = spool;
    xml->capacity = 2 * BLOCK;
    xml->bytes = mem_resize(NULL, xml->capacity);
    if (xml->bytes != NULL)
        return xml;
    mem_free(xml);
    return NULL;
}

void row_xml_free(struct row_xml *xml)
{
    if (xml == NULL)
        return;
    mem_free(xml->bytes);
    mem_free(xml->frames);
    mem_free(xml);
}

void row_xml_begin(struct row_xml *xml)
{
    xml->length = 0;
    spool_begin(xml->spool);
}

int row_xml_end(struct row_xml *xml, struct stretch *out)
{
    spool_add(xml->spool, xml->bytes, xml->length);
    spool_end(xml->spool, false, out);
    return xml->failed ? -1 : 0;
}

/* ---- pieces ---- */

/* Room for `need` bytes and ROOM more. */
static bool reserve(struct row_xml *xml, size_t need)
{
    const size_t all = xml->length + need + ROOM;
    if (all > xml->capacity && !xml->failed &&
        mem_grow(&xml->bytes, &xml->capacity, all, 1) != 0)
        xml->failed = true;
    return !xml->failed;
}

/* A literal; its size is known here, so that it is copied inline. */
#define PUT(xml, literal)                                                      \
    do {                                                                       \
        memcpy((xml)->bytes + (xml)->length, literal, sizeof literal);         \
        (xml)->length += sizeof literal - 1;                                   \
    } while (0)

/* Writes the digits of `number` before `end`, two a step; returns how many. */
static size_t put_digits(char *end, uint64_t number)
{
    static const char pairs[] = "00010203040506070809"
                                "10111213141516171819"
                                "20212223242526272829"
                                "30313233343536373839"
                                "40414243444546474849"
                                "50515253545556575859"
                                "60616263646566676869"
                                "70717273747576777879"
                                "80818283848586878889"
                                "90919293949596979899";
    char *at = end;
    for (; number >= 100; number /= 100) {
        at -= 2;
        memcpy(at, pairs + number % 100 * 2, 2);
    }
    if (number >= 10) {
        at -= 2;
        memcpy(at, pairs + number * 2, 2);
    } else {
        *--at = (char)('0' + number);
    }
    return (size_t)(end - at);
}

static void add_bytes(struct row_xml *xml, const char *bytes, size_t length)
{
    memcpy(xml->bytes + xml->length, bytes, length);
    xml->length += length;
}

static void add_number(struct row_xml *xml, int64_t number, unsigned decimals)
{
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000};
    char digits[2 * DIGITS] = ""; /* so that DIGITS bytes can be copied */
    uint64_t whole = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (decimals == 0 && whole >= BEYOND_SIXTEEN_DIGITS) {
        xml->length += (size_t)snprintf(xml->bytes + xml->length, DIGITS,
                                        "%.16G", (double)number);
        return;
    }
    uint64_t fraction = 0;
    if (decimals > 0) {
        fraction = whole % powers[decimals];
        whole /= powers[decimals];
    }
    if (number < 0)
        xml->bytes[xml->length++] = '-';
    const size_t count = put_digits(digits + DIGITS, whole);
    memcpy(xml->bytes + xml->length, digits + DIGITS - count, DIGITS);
    xml->length += count;
    if (fraction != 0)
        xml->bytes[xml->length++] = '.';
    while (fraction != 0) {
        const uint64_t place = powers[--decimals];
        xml->bytes[xml->length++] = (char)('0' + fraction / place);
        fraction %= place;
    }
}

/* ---- text ---- */

/* Bytes at which text may have to be escaped. */
static const bool is_special[256] = {
    [0x00] = true, [0x01] = true, [0x02] = true, [0x03] = true, [0x04] = true,
    [0x05] = true, [0x06] = true, [0x07] = true, [0x08] = true, [0x0B] = true,
    [0x0C] = true, [0x0D] = true, [0x0E] = true, [0x0F] = true, [0x10] = true,
    [0x11] = true, [0x12] = true, [0x13] = true, [0x14] = true, [0x15] = true,
    [0x16] = true, [0x17] = true, [0x18] = true, [0x19] = true, [0x1A] = true,
    [0x1B] = true, [0x1C] = true, [0x1D] = true, [0x1E] = true, [0x1F] = true,
    ['&'] = true,  ['<'] = true,  ['>'] = true,  ['_'] = true,  [0xEF] = true,
};

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') ||
           (c >= 'a' && c <= 'f');
}

/* Whether _x000D_ stands here. */
static bool is_escape(const char *at, const char *end)
{
    return end - at >= ESCAPED && at[1] == 'x' && is_hex(at[2]) &&
           is_hex(at[3]) && is_hex(at[4]) && is_hex(at[5]) && at[6] == '_';
}

/* U+FFFE and U+FFFF. */
static bool is_no_character(const char *at, const char *end)
{
    return end - at >= 3 && at[1] == (char)0xBF &&
           (at[2] == (char)0xBE || at[2] == (char)0xBF);
}

/* Adds what the special byte at `at` becomes; returns the bytes it stands
 * for. */
static size_t add_special(struct row_xml *xml, const char *at, const char *end)
{
    static const char hex[] = "0123456789ABCDEF";
    const unsigned char byte = (unsigned char)*at;
    if (byte == '&') {
        PUT(xml, "&amp;");
    } else if (byte == '<') {
        PUT(xml, "&lt;");
    } else if (byte == '>') {
        PUT(xml, "&gt;");
    } else if (byte == '_' && is_escape(at, end)) {
        PUT(xml, "_x005F_");
    } else if (byte == 0xEF && is_no_character(at, end)) {
        PUT(xml, "_xFFF");
        xml->bytes[xml->length++] = at[2] == (char)0xBE ? 'E' : 'F';
        xml->bytes[xml->length++] = '_';
        return 3;
    } else if (byte < 0x20) {
        PUT(xml, "_x00");
        xml->bytes[xml->length++] = hex[byte >> 4];
        xml->bytes[xml->length++] = hex[byte & 0x0F];
        xml->bytes[xml->length++] = '_';
    } else {
        xml->bytes[xml->length++] = *at;
    }
    return 1;
}

/* There is room for the whole of it escaped. */
static void add_escaped(struct row_xml *xml, const char *text, size_t length)
{
    const char *end = text + length;
    char *to = xml->bytes + xml->length;
    while (text < end) {
        if (!is_special[(unsigned char)*text]) {
            *to++ = *text++;
            continue;
        }
        xml->length = (size_t)(to - xml->bytes);
        text += add_special(xml, text, end);
        to = xml->bytes + xml->length;
    }
    xml->length = (size_t)(to - xml->bytes);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* ---- cells ---- */

static bool make_frame(struct row_xml *xml, size_t column, int style)
{
    if (mem_grow(&xml->frames, &xml->frame_capacity, column + 1,
                 sizeof *xml->frames) != 0) {
        xml->failed = true;
        return false;
    }
    char letters[8];
    struct cell_frame *frame = &xml->frames[column];
    frame->start_length =
        (unsigned char)snprintf(frame->start, sizeof frame->start, "<c r=\"%s",
                                column_letters((colnum)(column + 1), letters));
    frame->text_length =
        (unsigned char)snprintf(frame->text, sizeof frame->text,
                                "\" s=\"%d\" t=\"inlineStr\"><is><t>", style);
    frame->style_length = (unsigned char)snprintf(
        frame->number, sizeof frame->number, "\" s=\"%d\"", style);
    memcpy(frame->number + frame->style_length, "><v>", sizeof "><v>");
    frame->number_length = (unsigned char)(frame->style_length + 4);
    frame->style_number = style;
    return true;
}

/* `<c r="B4`, and room for `more` bytes behind the frame, which is given back
 * so that what follows is copied from it; NULL when memory is exhausted. */
static const struct cell_frame *open_cell(struct row_xml *xml, size_t column,
                                          int style, size_t more)
{
    if (!reserve(xml, more))
        return NULL;
    if ((column >= xml->frame_capacity ||
         xml->frames[column].start_length == 0 ||
         xml->frames[column].style_number != style) &&
        !make_frame(xml, column, style))
        return NULL;
    const struct cell_frame *frame = &xml->frames[column];
    char *to = xml->bytes + xml->length;
    memcpy(to, frame->start, START_SIZE);
    to += frame->start_length;
    memcpy(to, xml->row, ROW_SIZE);
    xml->length = (size_t)(to - xml->bytes) + xml->row_length;
    return frame;
}

/* `" s="5"` */
static void add_style(struct row_xml *xml, const struct cell_frame *frame)
{
    memcpy(xml->bytes + xml->length, frame->number, NUMBER_SIZE);
    xml->length += frame->style_length;
}

void row_put_blank(struct row_xml *xml, size_t column, int style)
{
    const struct cell_frame *frame = open_cell(xml, column, style, 0);
    if (frame == NULL)
        return;
    add_style(xml, frame);
    PUT(xml, "/>");
}

/* Down to where the text stands; `most` = the bytes it can come to. */
static bool open_text(struct row_xml *xml, size_t column, int style,
                      const char *text, size_t length, size_t most)
{
    const struct cell_frame *frame = open_cell(xml, column, style, most);
    if (frame == NULL)
        return false;
    if (is_blank(text[0]) || is_blank(text[length - 1])) {
        add_style(xml, frame);
        PUT(xml, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    } else {
        memcpy(xml->bytes + xml->length, frame->text, TEXT_SIZE);
        xml->length += frame->text_length;
    }
    return true;
}

void row_put_text(struct row_xml *xml, size_t column, int style,
                  const char *text, size_t length)
{
    if (length == 0) {
        row_put_blank(xml, column, style);
    } else if (open_text(xml, column, style, text, length, ESCAPED * length)) {
        add_escaped(xml, text, length);
        PUT(xml, "</t></is></c>");
    }
}

void row_put_plain(struct row_xml *xml, size_t column, int style,
                   const char *text, size_t length)
{
    if (length == 0) {
        row_put_blank(xml, column, style);
    } else if (open_text(xml, column, style, text, length, length)) {
        add_bytes(xml, text, length);
        PUT(xml, "</t></is></c>");
    }
}

void row_put_number(struct row_xml *xml, size_t column, int style,
                    int64_t number, unsigned decimals)
{
    const struct cell_frame *frame = open_cell(xml, column, style, 0);
    if (frame == NULL)
        return;
    memcpy(xml->bytes + xml->length, frame->number, NUMBER_SIZE);
    xml->length += frame->number_length;
    add_number(xml, number, decimals);
    PUT(xml, "</v></c>");
}

void row_put_formula(struct row_xml *xml, size_t column, int style,
                     const char *formula, int64_t number, unsigned decimals)
{
    if (*formula == '=')
        formula++;
    const size_t length = strlen(formula);
    const struct cell_frame *frame =
        open_cell(xml, column, style, ESCAPED * length);
    if (frame == NULL)
        return;
    add_style(xml, frame);
    PUT(xml, "><f>");
    add_escaped(xml, formula, length);
    PUT(xml, "</f><v>");
    add_number(xml, number, decimals);
    PUT(xml, "</v></c>");
}

/* ---- rows ---- */

void row_begin(struct row_xml *xml, uint32_t row, double height)
{
    char digits[DIGITS];
    xml->row_length = put_digits(digits + DIGITS, (uint64_t)row + 1);
    memcpy(xml->row, digits + DIGITS - xml->row_length, xml->row_length);
    if (!reserve(xml, 0))
        return;
    PUT(xml, "<row r=\"");
    add_bytes(xml, xml->row, xml->row_length);
    if (height > 0) {
        PUT(xml, "\" ht=\"");
        add_number(xml, (int64_t)(height * 4) * 25, 2);
        PUT(xml, "\" customHeight=\"1");
    }
    PUT(xml, "\">");
}

void row_end(struct row_xml *xml)
{
    if (!reserve(xml, 0))
        return;
    PUT(xml, "</row>");
    if (xml->length < BLOCK)
        return;
    spool_add(xml->spool, xml->bytes, xml->length);
    xml->length = 0;
}
