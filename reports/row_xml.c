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
 * Where each value begins and ends is noted on the way, for the packing.
 *
 * Escaped are the three marks of XML, control characters and the two code
 * points that XML does not have (as _x000D_, as spreadsheets do), and what
 * looks like such an escape itself.
 */
#include "reports/row_xml.h"

#include "core/arena.h"
#include "core/diag.h"
#include "reports/number_text.h"
#include "reports/row_matches.h"
#include <stdio.h>
#include <string.h>

enum {
    BLOCK = 256 * 1024, /* handed to the spool at once */
    ROOM = 256,         /* behind the end: a cell without its text */
    ESCAPED = 7,        /* bytes that one byte of text can become: _x000D_ */
    DIGITS = NUMBER_TEXT_SIZE,
    ROW_SIZE = 8, /* a sheet has seven digits of rows */
    START_SIZE = 16,
    TEXT_SIZE = 48,
    NUMBER_SIZE = 24,
};

/* What stands around a value, for matches: FORM_TAIL and its neighbours. */
enum cell_form {
    FORM_ROW,
    FORM_BLANK,
    FORM_TEXT,
    FORM_PRESERVED,
    FORM_NUMBER,
    FORM_FORMULA,
    FORM_BITS = 3,
};

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
    struct cell_shape plain;    /* of a text as it is, … */
    struct cell_shape counted;  /* … and of a number */
};

struct row_xml {
    struct spool *spool;
    struct deflate *deflate;
    struct row_matches *matches;
    struct marked_row *marks; /* of the row under way */
    char *bytes; /* a window of those packed last, and those to be packed */
    size_t length, capacity;
    size_t packed;             /* of them */
    struct cell_frame *frames; /* by column */
    size_t frame_capacity;
    char row[DIGITS]; /* the number of the row under way, at the beginning */
    size_t row_length;
    bool failed;
};

struct row_xml *row_xml_new(struct spool *spool)
{
    struct row_xml *xml = mem_alloc(sizeof *xml);
    if (xml == NULL)
        return NULL;
    xml->spool = spool;
    xml->capacity = (size_t)2 * BLOCK;
    xml->bytes = mem_resize(NULL, xml->capacity);
    xml->deflate = deflate_new(spool);
    xml->matches = row_matches_new();
    if (xml->bytes != NULL && xml->deflate != NULL && xml->matches != NULL)
        return xml;
    row_xml_free(xml);
    return NULL;
}

void row_xml_free(struct row_xml *xml)
{
    if (xml == NULL)
        return;
    row_matches_free(xml->matches);
    deflate_free(xml->deflate);
    mem_free(xml->bytes);
    mem_free(xml->frames);
    mem_free(xml);
}

void row_xml_begin(struct row_xml *xml)
{
    xml->length = 0;
    xml->packed = 0;
    row_matches_begin(xml->matches);
    deflate_begin(xml->deflate);
    spool_begin(xml->spool);
}

/* Packs the rows that were composed, and moves the end of them to the front,
 * for those to come to refer to. */
static void pack(struct row_xml *xml)
{
    const struct sequence *sequences = NULL;
    size_t count = 0;
    if (row_matches_take(xml->matches, (uint32_t)xml->length, &sequences,
                         &count) != 0) {
        xml->failed = true;
        xml->length = xml->packed = 0;
        return;
    }
    deflate_add(xml->deflate, xml->bytes + xml->packed,
                xml->length - xml->packed, sequences, count);
    if (xml->length > WINDOW_SIZE) {
        const size_t dropped = xml->length - WINDOW_SIZE;
        memmove(xml->bytes, xml->bytes + dropped, WINDOW_SIZE);
        row_matches_drop(xml->matches, (uint32_t)dropped);
        xml->length = WINDOW_SIZE;
    }
    xml->packed = xml->length;
}

int row_xml_end(struct row_xml *xml, struct stretch *out)
{
    if (xml->length > xml->packed)
        pack(xml);
    deflate_end(xml->deflate);
    spool_end(xml->spool, out);
    return xml->failed ? -1 : 0;
}

/* ---- pieces ---- */

/* Makes room for `need` bytes and ROOM more. */
static bool make_room(struct row_xml *xml, size_t need)
{
    if (xml->failed || mem_grow(&xml->bytes, &xml->capacity,
                                xml->length + need + ROOM, 1) != 0)
        xml->failed = true;
    return !xml->failed;
}

/* The same where there is none; where there is some, errors before do no
 * harm. */
static inline bool reserve(struct row_xml *xml, size_t need)
{
    return xml->length + need + ROOM <= xml->capacity || make_room(xml, need);
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

/* Marks a cell of that shape, with its value from `start` to `end`. */
static inline void add_mark(struct row_xml *xml, const struct cell_shape *shape,
                            const char *start, const char *end)
{
    struct cell_mark *const mark = marked_row_next(xml->marks);
    if (mark == NULL)
        return;
    mark->start = (uint32_t)(start - xml->bytes);
    mark->end = (uint32_t)(end - xml->bytes);
    mark->shape = *shape;
    mark->missed = 0;
}

/* The shape of cells with the frame, and so many bytes between the row's number
 * and the value. */
static struct cell_shape shape_of(const struct cell_frame *frame,
                                  enum cell_form form, size_t text)
{
    struct cell_shape shape = frame->plain;
    shape.form = (uint32_t)frame->made_for << FORM_BITS | form;
    shape.text = (uint8_t)text;
    return shape;
}

/* A literal; its size is known here, so that it is copied inline. */
#define PUT(to, literal)                                                       \
    do {                                                                       \
        memcpy((to), literal, sizeof literal);                                 \
        (to) += sizeof literal - 1;                                            \
    } while (0)

/* Short ones, as most are, are copied inline, as two pieces that overlap. */
static inline char *put_bytes(char *to, const char *bytes, size_t length)
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
    frame->plain.column = (uint16_t)(column + 1);
    frame->plain.opening = frame->start_length;
    frame->plain = shape_of(frame, FORM_TEXT, frame->text_length);
    frame->counted = shape_of(frame, FORM_NUMBER, frame->number_length);
    return true;
}

/* The frame of a cell, if there is room for `more` bytes behind the frame; NULL
 * when memory is exhausted. */
static inline const struct cell_frame *
prepare_cell(struct row_xml *xml, size_t column, int style, size_t more)
{
    if ((column >= xml->frame_capacity ||
         xml->frames[column].made_for != style + 1) &&
        !make_frame(xml, column, style))
        return NULL;
    return reserve(xml, more) ? &xml->frames[column] : NULL;
}

/* Puts `<c r="B4`. */
static inline char *open_cell(const struct row_xml *xml,
                              const struct cell_frame *frame)
{
    char *to = end_of(xml);
    memcpy(to, frame->start, START_SIZE);
    to += frame->start_length;
    memcpy(to, xml->row, ROW_SIZE);
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
    const struct cell_frame *const frame = prepare_cell(xml, column, style, 0);
    if (frame == NULL)
        return;
    char *to = open_cell(xml, frame);
    to = put_style(to, frame);
    const struct cell_shape shape =
        shape_of(frame, FORM_BLANK, frame->style_length);
    add_mark(xml, &shape, to, to);
    PUT(to, "/>");
    add_up_to(xml, to);
}

void row_put_text(struct row_xml *xml, size_t column, int style,
                  const char *text, size_t length)
{
    if (length == 0) {
        row_put_blank(xml, column, style);
        return;
    }
    const struct cell_frame *const frame =
        prepare_cell(xml, column, style, ESCAPED * length);
    if (frame == NULL)
        return;
    char *to = open_cell(xml, frame);
    struct cell_shape shape = frame->plain;
    if (is_blank(text[0]) || is_blank(text[length - 1])) {
        const char *const before = to;
        to = put_style(to, frame);
        PUT(to, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        shape = shape_of(frame, FORM_PRESERVED, (size_t)(to - before));
    } else {
        to = put_bytes(to, frame->text, frame->text_length);
    }
    const char *const start = to;
    to = put_escaped(to, text, length);
    add_mark(xml, &shape, start, to);
    PUT(to, "</t></is></c>");
    add_up_to(xml, to);
}

void row_put_plain(struct row_xml *xml, size_t column, int style,
                   const char *text, size_t length)
{
    if (length == 0) {
        row_put_blank(xml, column, style);
        return;
    }
    const struct cell_frame *const frame =
        prepare_cell(xml, column, style, length);
    if (frame == NULL)
        return;
    char *to = open_cell(xml, frame);
    memcpy(to, frame->text, TEXT_SIZE);
    const char *const start = to + frame->text_length;
    to = put_bytes(to + frame->text_length, text, length);
    add_mark(xml, &frame->plain, start, to);
    PUT(to, "</t></is></c>");
    add_up_to(xml, to);
}

void row_put_number(struct row_xml *xml, size_t column, int style,
                    int64_t number, unsigned decimals)
{
    const struct cell_frame *const frame = prepare_cell(xml, column, style, 0);
    if (frame == NULL)
        return;
    char *to = open_cell(xml, frame);
    memcpy(to, frame->number, NUMBER_SIZE);
    const char *const start = to + frame->number_length;
    to = put_number(to + frame->number_length, number, decimals);
    add_mark(xml, &frame->counted, start, to);
    PUT(to, "</v></c>");
    add_up_to(xml, to);
}

void row_put_formula(struct row_xml *xml, size_t column, int style,
                     const char *formula, int64_t number, unsigned decimals)
{
    if (*formula == '=')
        formula++;
    const size_t length = strlen(formula);
    const struct cell_frame *const frame =
        prepare_cell(xml, column, style, ESCAPED * length);
    if (frame == NULL)
        return;
    char *to = open_cell(xml, frame);
    to = put_style(to, frame);
    PUT(to, "><f>");
    const struct cell_shape shape =
        shape_of(frame, FORM_FORMULA, frame->style_length + sizeof "><f>" - 1);
    const char *const start = to;
    to = put_escaped(to, formula, length);
    PUT(to, "</f><v>");
    to = put_number(to, number, decimals);
    add_mark(xml, &shape, start, to);
    PUT(to, "</v></c>");
    add_up_to(xml, to);
}

/* ---- rows ---- */

void row_begin(struct row_xml *xml, uint32_t row, double height)
{
    static const struct cell_shape shape = {
        .form = FORM_ROW, .opening = sizeof "<row r=\"" - 1, .text = 1};
    xml->row_length =
        (size_t)(put_whole(xml->row, (uint64_t)row + 1) - xml->row);
    xml->marks = row_matches_row(xml->matches);
    if (!reserve(xml, 0))
        return;
    char *to = end_of(xml);
    PUT(to, "<row r=\"");
    memcpy(to, xml->row, ROW_SIZE);
    to += xml->row_length;
    PUT(to, "\"");
    const char *const start = to;
    if (height > 0) {
        PUT(to, " ht=\"");
        to = put_number(to, (int64_t)(height * 4) * 25, 2);
        PUT(to, "\" customHeight=\"1\"");
    }
    add_mark(xml, &shape, start, to);
    PUT(to, ">");
    add_up_to(xml, to);
}

void row_end(struct row_xml *xml)
{
    if (!reserve(xml, 0))
        return;
    char *to = end_of(xml);
    PUT(to, "</row>");
    add_up_to(xml, to);
    row_matches_add(xml->matches, xml->bytes, (uint32_t)xml->length, xml->row,
                    (uint32_t)xml->row_length);
    if (xml->length - xml->packed >= BLOCK)
        pack(xml);
}
