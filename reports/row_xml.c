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
    int made_for;               /* 1 + the style's number; 0 = not made */
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

/* Room for `need` bytes and ROOM more; where there is some, errors before do
 * no harm. */
static bool reserve(struct row_xml *xml, size_t need)
{
    const size_t all = xml->length + need + ROOM;
    if (all <= xml->capacity)
        return true;
    if (xml->failed || mem_grow(&xml->bytes, &xml->capacity, all, 1) != 0)
        xml->failed = true;
    return !xml->failed;
}

/* Where the next byte goes. What is written goes by a pointer of its own, which
 * is handed on, and counts once it comes back to add_up_to(). */
static char *end_of(const struct row_xml *xml)
{
    return xml->bytes + xml->length;
}

static void add_up_to(struct row_xml *xml, const char *to)
{
    xml->length = (size_t)(to - xml->bytes);
}

/* A literal; its size is known here, so that it is copied inline. */
#define PUT(to, literal)                                                       \
    do {                                                                       \
        memcpy((to), literal, sizeof literal);                                 \
        (to) += sizeof literal - 1;                                            \
    } while (0)

static size_t count_digits(uint64_t number)
{
    size_t count = 1;
    for (; number >= 10000; number /= 10000)
        count += 4;
    return count + (number >= 10) + (number >= 100) + (number >= 1000);
}

/* Puts a number of so many digits, two a step from its end. It stands where it
 * is to stay at once: what was written in pieces is slow to copy. */
static char *put_digits(char *to, uint64_t number, size_t count)
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
    char *at = to + count;
    for (; number >= 100; number /= 100) {
        at -= 2;
        memcpy(at, pairs + number % 100 * 2, 2);
    }
    if (number >= 10)
        memcpy(to, pairs + number * 2, 2);
    else
        *to = (char)('0' + number);
    return to + count;
}

/* Short ones, as most are, are copied inline, as two pieces that overlap. */
static char *put_bytes(char *to, const char *bytes, size_t length)
{
    if (length >= 8 && length <= 16) {
        memcpy(to, bytes, 8);
        memcpy(to + length - 8, bytes + length - 8, 8);
    } else if (length > 16 && length <= 32) {
        memcpy(to, bytes, 16);
        memcpy(to + length - 16, bytes + length - 16, 16);
    } else {
        memcpy(to, bytes, length);
    }
    return to + length;
}

/* What stands behind the point; `unit` is a power of ten. */
static char *put_fraction(char *to, uint64_t fraction, uint64_t unit)
{
    *to++ = '.';
    for (; fraction > 0 && unit > 1; fraction %= unit) {
        unit /= 10;
        *to++ = (char)('0' + fraction / unit);
    }
    return to;
}

static char *put_number(char *to, int64_t number, unsigned decimals)
{
    static const uint64_t units[] = {1, 10, 100, 1000, 10000};
    uint64_t whole = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    const uint64_t unit = units[decimals];
    uint64_t fraction = 0;
    if (unit == 1 && whole >= BEYOND_SIXTEEN_DIGITS)
        return to + snprintf(to, DIGITS, "%.16G", (double)number);
    if (unit > 1) {
        fraction = whole % unit;
        whole /= unit;
    }
    if (number < 0)
        *to++ = '-';
    to = put_digits(to, whole, count_digits(whole));
    return fraction == 0 ? to : put_fraction(to, fraction, unit);
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

/* Puts what the special byte at `*at` becomes, and moves on past what it stands
 * for. */
static char *put_special(char *to, const char **at, const char *end)
{
    static const char hex[] = "0123456789ABCDEF";
    const char *const here = *at;
    const unsigned char byte = (unsigned char)*here;
    *at += 1;
    if (byte == '&') {
        PUT(to, "&amp;");
    } else if (byte == '<') {
        PUT(to, "&lt;");
    } else if (byte == '>') {
        PUT(to, "&gt;");
    } else if (byte == '_' && is_escape(here, end)) {
        PUT(to, "_x005F_");
    } else if (byte == 0xEF && is_no_character(here, end)) {
        PUT(to, "_xFFF");
        *to++ = here[2] == (char)0xBE ? 'E' : 'F';
        *to++ = '_';
        *at += 2;
    } else if (byte < 0x20) {
        PUT(to, "_x00");
        *to++ = hex[byte >> 4];
        *to++ = hex[byte & 0x0F];
        *to++ = '_';
    } else {
        *to++ = *here;
    }
    return to;
}

/* There is room for the whole of it escaped. */
static char *put_escaped(char *to, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        if (is_special[(unsigned char)*text])
            to = put_special(to, &text, end);
        else
            *to++ = *text++;
    }
    return to;
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
    frame->made_for = style + 1;
    return true;
}

/* The frame of a cell; NULL when memory is exhausted. */
static const struct cell_frame *find_frame(struct row_xml *xml, size_t column,
                                           int style)
{
    if (column < xml->frame_capacity &&
        xml->frames[column].made_for == style + 1)
        return &xml->frames[column];
    return make_frame(xml, column, style) ? &xml->frames[column] : NULL;
}

/* Puts `<c r="B4`, with room for `more` bytes behind the cell's frame, which is
 * given back; NULL when memory is exhausted. */
static char *open_cell(struct row_xml *xml, size_t column, int style,
                       size_t more, const struct cell_frame **out)
{
    const struct cell_frame *frame = find_frame(xml, column, style);
    if (frame == NULL || !reserve(xml, more))
        return NULL;
    char *to = end_of(xml);
    memcpy(to, frame->start, START_SIZE);
    to += frame->start_length;
    memcpy(to, xml->row, ROW_SIZE);
    *out = frame;
    return to + xml->row_length;
}

/* `" s="5"` */
static char *put_style(char *to, const struct cell_frame *frame)
{
    memcpy(to, frame->number, NUMBER_SIZE);
    return to + frame->style_length;
}

void row_put_blank(struct row_xml *xml, size_t column, int style)
{
    const struct cell_frame *frame;
    char *to = open_cell(xml, column, style, 0, &frame);
    if (to == NULL)
        return;
    to = put_style(to, frame);
    PUT(to, "/>");
    add_up_to(xml, to);
}

void row_put_text(struct row_xml *xml, size_t column, int style,
                  const char *text, size_t length)
{
    const struct cell_frame *frame;
    if (length == 0) {
        row_put_blank(xml, column, style);
        return;
    }
    char *to = open_cell(xml, column, style, ESCAPED * length, &frame);
    if (to == NULL)
        return;
    if (is_blank(text[0]) || is_blank(text[length - 1])) {
        to = put_style(to, frame);
        PUT(to, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    } else {
        to = put_bytes(to, frame->text, frame->text_length);
    }
    to = put_escaped(to, text, length);
    PUT(to, "</t></is></c>");
    add_up_to(xml, to);
}

void row_put_plain(struct row_xml *xml, size_t column, int style,
                   const char *text, size_t length)
{
    const struct cell_frame *frame;
    if (length == 0) {
        row_put_blank(xml, column, style);
        return;
    }
    char *to = open_cell(xml, column, style, length, &frame);
    if (to == NULL)
        return;
    memcpy(to, frame->text, TEXT_SIZE);
    to = put_bytes(to + frame->text_length, text, length);
    PUT(to, "</t></is></c>");
    add_up_to(xml, to);
}

void row_put_number(struct row_xml *xml, size_t column, int style,
                    int64_t number, unsigned decimals)
{
    const struct cell_frame *frame;
    char *to = open_cell(xml, column, style, 0, &frame);
    if (to == NULL)
        return;
    memcpy(to, frame->number, NUMBER_SIZE);
    to = put_number(to + frame->number_length, number, decimals);
    PUT(to, "</v></c>");
    add_up_to(xml, to);
}

void row_put_formula(struct row_xml *xml, size_t column, int style,
                     const char *formula, int64_t number, unsigned decimals)
{
    if (*formula == '=')
        formula++;
    const size_t length = strlen(formula);
    const struct cell_frame *frame;
    char *to = open_cell(xml, column, style, ESCAPED * length, &frame);
    if (to == NULL)
        return;
    to = put_style(to, frame);
    PUT(to, "><f>");
    to = put_escaped(to, formula, length);
    PUT(to, "</f><v>");
    to = put_number(to, number, decimals);
    PUT(to, "</v></c>");
    add_up_to(xml, to);
}

/* ---- rows ---- */

void row_begin(struct row_xml *xml, uint32_t row, double height)
{
    xml->row_length = count_digits((uint64_t)row + 1);
    put_digits(xml->row, (uint64_t)row + 1, xml->row_length);
    if (!reserve(xml, 0))
        return;
    char *to = end_of(xml);
    PUT(to, "<row r=\"");
    memcpy(to, xml->row, DIGITS);
    to += xml->row_length;
    if (height > 0) {
        PUT(to, "\" ht=\"");
        to = put_number(to, (int64_t)(height * 4) * 25, 2);
        PUT(to, "\" customHeight=\"1");
    }
    PUT(to, "\">");
    add_up_to(xml, to);
}

void row_end(struct row_xml *xml)
{
    if (!reserve(xml, 0))
        return;
    char *to = end_of(xml);
    PUT(to, "</row>");
    add_up_to(xml, to);
    if (xml->length < BLOCK)
        return;
    spool_add(xml->spool, xml->bytes, xml->length);
    xml->length = 0;
}
