/*
 * Encodings of text files.
 *
 * A clerk's CSV is GB18030 from Excel or WPS, UTF-8 from a web system, UTF-16
 * from "Unicode text". The first bytes do not tell the first two apart (a
 * header may be plain ASCII, and the first rare character may come a million
 * rows down), so the whole file is held against each. Conversion is iconv's;
 * validity of UTF-8 and UTF-16 is checked here, because that must be fast and
 * must name the byte.
 *
 * It does not guess at other encodings (Big5, Latin-1): nearly every byte
 * sequence is valid in one of them, and a wrong guess would ruin names.
 */
#include "import/encoding.h"

#include "core/text.h"
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

static const char *const names[] = {
    [ENCODING_UTF8] = "UTF-8",       [ENCODING_UTF16LE] = "UTF-16LE",
    [ENCODING_UTF16BE] = "UTF-16BE", [ENCODING_GB18030] = "GB18030",
    [ENCODING_BIG5] = "CP950",       [ENCODING_SHIFT_JIS] = "CP932",
    [ENCODING_KOREAN] = "CP949",     [ENCODING_LATIN] = "CP1252",
};

const char *encoding_name(enum text_encoding encoding)
{
    return names[encoding];
}

static bool is_utf16(enum text_encoding encoding)
{
    return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

/* ---- conversion ---- */

int decoder_open(struct decoder *decoder, const char *charset)
{
    const iconv_t descriptor = iconv_open("UTF-8", charset);
    if (descriptor == (iconv_t)-1)
        return -1;
    *decoder = (struct decoder){
        .iconv = descriptor,
        .is_gb18030 = strcmp(charset, names[ENCODING_GB18030]) == 0,
    };
    return 0;
}

void decoder_close(struct decoder *decoder)
{
    iconv_close(decoder->iconv);
    decoder->iconv = NULL;
}

/*
 * Four-byte codes that glibc refuses: the 18 characters U+9FB4 to U+9FBB and
 * U+FE10 to U+FE19, for which it knows the two-byte codes of the later
 * edition only. Files of the earlier editions hold them, so they are taken
 * from the standard's own ranges. 0 = none of them.
 */
static uint32_t gb18030_rune(const char *text, size_t length)
{
    static const struct {
        uint32_t first, count; /* linear four-byte code */
        uint32_t rune;
    } ranges[] = {
        {19057, 8, 0x9FB4},
        {39076, 10, 0xFE10},
    };
    if (length < 4)
        return 0;
    unsigned char byte[4];
    memcpy(byte, text, sizeof byte);
    if (byte[0] < 0x81 || byte[0] > 0x84 || byte[1] < 0x30 || byte[1] > 0x39 ||
        byte[2] < 0x81 || byte[3] < 0x30 || byte[3] > 0x39)
        return 0;
    const uint32_t linear =
        (((byte[0] - 0x81U) * 10 + byte[1] - 0x30U) * 126 + byte[2] - 0x81U) *
            10 +
        byte[3] - 0x30U;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (linear >= ranges[i].first &&
            linear - ranges[i].first < ranges[i].count)
            return ranges[i].rune + linear - ranges[i].first;
    return 0;
}

/* Steps over a character that iconv refused. */
static enum decoding decode_refused(const struct decoder *decoder,
                                    struct decoder_span *span)
{
    const uint32_t rune =
        decoder->is_gb18030 ? gb18030_rune(span->in, span->in_left) : 0;
    if (rune == 0)
        return DECODING_INVALID;
    if (span->out_left < 4)
        return DECODING_FULL;
    const size_t written = utf8_put(rune, span->out);
    span->in += 4;
    span->in_left -= 4;
    span->out += written;
    span->out_left -= written;
    return DECODING_DONE;
}

/* One call of iconv; `in` NULL brings out what it still holds back (a letter
 * that an accent might follow, in code page 1258). */
static enum decoding convert(struct decoder *decoder, struct decoder_span *span,
                             char **in)
{
    if (iconv(decoder->iconv, in, in == NULL ? NULL : &span->in_left,
              &span->out, &span->out_left) != (size_t)-1)
        return DECODING_DONE;
    return errno == E2BIG    ? DECODING_FULL
           : errno == EINVAL ? DECODING_PARTIAL
                             : DECODING_INVALID;
}

enum decoding decoder_run(struct decoder *decoder, struct decoder_span *span)
{
    while (span->in_left > 0) {
        char *in;
        memcpy(&in, &span->in, sizeof in); /* iconv's type lacks a const */
        enum decoding state = convert(decoder, span, &in);
        span->in = in;
        if (state == DECODING_INVALID)
            state = decode_refused(decoder, span);
        if (state != DECODING_DONE)
            return state;
    }
    return convert(decoder, span, NULL);
}

/* ---- how far a text is valid ---- */

/* Bytes of the character at `at`, 0 where it is none (RFC 3629). */
static size_t utf8_step(const unsigned char *at, size_t left)
{
    const unsigned char lead = at[0];
    if (lead < 0x80)
        return 1;
    const size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || left < need)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    const bool is_too_long =
        (lead == 0xE0 && at[1] < 0xA0) || (lead == 0xF0 && at[1] < 0x90);
    const bool is_no_rune =
        (lead == 0xED && at[1] > 0x9F) || (lead == 0xF4 && at[1] > 0x8F);
    return is_too_long || is_no_rune ? 0 : need;
}

static size_t utf8_extent(const unsigned char *bytes, size_t size)
{
    const uint64_t high_bits = 0x8080808080808080U;
    size_t at = 0;
    while (at < size) {
        uint64_t block;
        if (size - at >= sizeof block) {
            memcpy(&block, bytes + at, sizeof block);
            if ((block & high_bits) == 0) {
                at += sizeof block;
                continue;
            }
        }
        const size_t step = utf8_step(bytes + at, size - at);
        if (step == 0)
            break;
        at += step;
    }
    return at;
}

static uint32_t utf16_unit(const unsigned char *at, bool is_big_endian)
{
    return is_big_endian ? at[0] * 256U + at[1] : at[1] * 256U + at[0];
}

/* How far bytes are UTF-16 of one order, and how much like a table. */
struct utf16_reading {
    size_t extent;
    size_t ascii;      /* units of plain ASCII */
    size_t separators; /* of them, line ends and field separators */
    size_t line_ends;  /* of them, U+000A */
};

/* Stops at unpaired surrogates, U+0000, U+FFFE and U+FFFF: no text has
 * them. */
static struct utf16_reading utf16_read(const unsigned char *bytes, size_t size,
                                       bool is_big_endian)
{
    struct utf16_reading reading = {.extent = 0};
    size_t at = 0;
    while (size - at >= 2) {
        const uint32_t unit = utf16_unit(bytes + at, is_big_endian);
        size_t step = 2;
        if (unit >= 0xD800 && unit < 0xDC00 && size - at >= 4) {
            const uint32_t low = utf16_unit(bytes + at + 2, is_big_endian);
            if (low < 0xDC00 || low > 0xDFFF)
                break;
            step = 4;
        } else if ((unit >= 0xD800 && unit < 0xE000) || unit == 0 ||
                   unit >= 0xFFFE) {
            break;
        }
        reading.ascii += unit < 0x80;
        reading.line_ends += unit == '\n';
        reading.separators +=
            unit < 0x80 && strchr("\n\r\t,;|", (int)unit) != NULL;
        at += step;
    }
    reading.extent = at;
    return reading;
}

/* Where the first byte stands that iconv refuses; SIZE_MAX where it does not
 * know the encoding. */
static size_t converted_extent(enum text_encoding encoding,
                               const unsigned char *bytes, size_t size)
{
    char room[16384];
    struct decoder decoder;
    if (decoder_open(&decoder, names[encoding]) != 0)
        return SIZE_MAX;
    struct decoder_span span = {.in = (const char *)bytes, .in_left = size};
    enum decoding state;
    do {
        span.out = room;
        span.out_left = sizeof room;
        state = decoder_run(&decoder, &span);
    } while (state == DECODING_FULL);
    decoder_close(&decoder);
    return size - span.in_left;
}

static size_t extent(enum text_encoding encoding, const unsigned char *bytes,
                     size_t size)
{
    switch (encoding) {
    case ENCODING_UTF8:
        return utf8_extent(bytes, size);
    case ENCODING_UTF16LE:
        return utf16_read(bytes, size, false).extent;
    case ENCODING_UTF16BE:
        return utf16_read(bytes, size, true).extent;
    case ENCODING_GB18030:
    case ENCODING_BIG5:
    case ENCODING_SHIFT_JIS:
    case ENCODING_KOREAN:
    case ENCODING_LATIN:
        return converted_extent(encoding, bytes, size);
    }
    return 0;
}

/* ---- failures ---- */

/* The line, from 1, in which byte `offset` stands. */
static rownum line_of(const struct file_bytes *file,
                      enum text_encoding encoding, size_t offset)
{
    const bool is_wide = is_utf16(encoding);
    const size_t step = is_wide ? 2 : 1;
    rownum line = 1;
    uint32_t before = 0;
    for (size_t at = 0; at + step <= offset; at += step) {
        const uint32_t unit =
            is_wide ? utf16_unit(file->bytes + at, encoding == ENCODING_UTF16BE)
                    : file->bytes[at];
        line += unit == '\r' || (unit == '\n' && before != '\r');
        before = unit;
    }
    return line;
}

static int fail_nul(const struct file_bytes *file, enum text_encoding encoding,
                    size_t offset, struct failure *failure)
{
    const rownum line = line_of(file, encoding, offset);
    return failure_explain(failure, DIAG_FILE_FORMAT, MESSAGE_WHY_IS_BINARY,
                           file->path, "NUL +%zu (%u)", offset, (unsigned)line);
}

static int fail_at(const struct file_bytes *file, enum text_encoding encoding,
                   size_t offset, struct failure *failure)
{
    const rownum line = line_of(file, encoding, offset);
    failure_set(failure, DIAG_FILE_ENCODING, file->path, "%s +%zu (%u)",
                names[encoding], offset, (unsigned)line);
    failure->row = line;
    return -1;
}

/* Neither of the two: says where each breaks off. */
static int fail_both(const struct file_bytes *file, size_t utf8, size_t gb18030,
                     struct failure *failure)
{
    const rownum utf8_line = line_of(file, ENCODING_UTF8, utf8);
    if (gb18030 == SIZE_MAX) {
        failure_set(failure, DIAG_FILE_ENCODING, file->path,
                    "UTF-8 +%zu (%u), GB18030: iconv -", utf8,
                    (unsigned)utf8_line);
        failure->row = utf8_line;
        return -1;
    }
    const rownum gb18030_line = line_of(file, ENCODING_GB18030, gb18030);
    failure_set(failure, DIAG_FILE_ENCODING, file->path,
                "UTF-8 +%zu (%u), GB18030 +%zu (%u)", utf8, (unsigned)utf8_line,
                gb18030, (unsigned)gb18030_line);
    failure->row = utf8_line > gb18030_line ? utf8_line : gb18030_line;
    return -1;
}

/* ---- the decision ---- */

static bool has_mark(const struct file_bytes *file, struct encoding_choice *out)
{
    static const struct {
        const char *bytes;
        size_t length;
        enum text_encoding encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, ENCODING_UTF8},
        {"\xFF\xFE", 2, ENCODING_UTF16LE},
        {"\xFE\xFF", 2, ENCODING_UTF16BE},
        {"\x84\x31\x95\x33", 4, ENCODING_GB18030},
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (file->size >= marks[i].length &&
            memcmp(file->bytes, marks[i].bytes, marks[i].length) == 0) {
            *out = (struct encoding_choice){
                .encoding = marks[i].encoding,
                .mark = marks[i].length,
            };
            return true;
        }
    }
    return false;
}

/* The mark's word is taken, and held to. */
static int check_marked(const struct file_bytes *file,
                        const struct encoding_choice *choice,
                        struct failure *failure)
{
    const unsigned char *text = file->bytes + choice->mark;
    const size_t size = file->size - choice->mark;
    const unsigned char *nul = memchr(text, 0, size);
    if (nul != NULL && !is_utf16(choice->encoding))
        return fail_nul(file, choice->encoding, (size_t)(nul - file->bytes),
                        failure);
    const size_t valid = extent(choice->encoding, text, size);
    if (valid == size)
        return 0;
    const size_t at = valid == SIZE_MAX ? 0 : choice->mark + valid;
    if (is_utf16(choice->encoding) && file->size - at >= 2 &&
        text[valid] == 0 && text[valid + 1] == 0)
        return fail_nul(file, choice->encoding, at, failure);
    return fail_at(file, choice->encoding, at, failure);
}

/* A stray NUL makes an ASCII unit here and there; a real table has line ends
 * or separators, and digits all over. Its bytes for a line end are, some of
 * them, such units: else they are those of a text in another encoding. */
static bool is_table(const struct utf16_reading *reading,
                     const struct file_bytes *file)
{
    return reading->extent == file->size && reading->separators > 0 &&
           reading->ascii >= file->size / 2 / 8 &&
           (reading->line_ends > 0 ||
            memchr(file->bytes, '\n', file->size) == NULL);
}

/* Without a mark, the order in which more characters are ASCII (digits,
 * separators, line ends): read the wrong way round, those are rare runes. */
static int choose_utf16(const struct file_bytes *file, size_t nul,
                        struct encoding_choice *out, struct failure *failure)
{
    const struct utf16_reading little =
        utf16_read(file->bytes, file->size, false);
    const struct utf16_reading big = utf16_read(file->bytes, file->size, true);
    const bool is_little = is_table(&little, file);
    const bool is_big = is_table(&big, file);
    if (!is_little && !is_big)
        return fail_nul(file, ENCODING_UTF8, nul, failure);
    out->encoding = is_little && (!is_big || little.ascii >= big.ascii)
                        ? ENCODING_UTF16LE
                        : ENCODING_UTF16BE;
    return 0;
}

/* What people call encodings that are not found by looking. ISO 8859-1 stands
 * for Windows-1252, as everywhere on the web. */
static bool find_declared(const char *name, enum text_encoding *out)
{
    static const struct {
        const char *name;
        enum text_encoding encoding;
    } known[] = {
        {"big5", ENCODING_BIG5},          {"big5-hkscs", ENCODING_BIG5},
        {"cp950", ENCODING_BIG5},         {"shift_jis", ENCODING_SHIFT_JIS},
        {"sjis", ENCODING_SHIFT_JIS},     {"x-sjis", ENCODING_SHIFT_JIS},
        {"euc-kr", ENCODING_KOREAN},      {"ks_c_5601-1987", ENCODING_KOREAN},
        {"windows-1252", ENCODING_LATIN}, {"cp1252", ENCODING_LATIN},
        {"iso-8859-1", ENCODING_LATIN},   {"latin1", ENCODING_LATIN},
    };
    for (size_t i = 0; name != NULL && i < sizeof known / sizeof known[0]; i++)
        if (strcasecmp(name, known[i].name) == 0) {
            *out = known[i].encoding;
            return true;
        }
    return false;
}

int encoding_detect(const struct file_bytes *file, struct encoding_choice *out,
                    struct failure *failure)
{
    return encoding_detect_declared(file, NULL, out, failure);
}

int encoding_detect_declared(const struct file_bytes *file,
                             const char *declared, struct encoding_choice *out,
                             struct failure *failure)
{
    *out = (struct encoding_choice){.encoding = ENCODING_UTF8};
    if (has_mark(file, out))
        return check_marked(file, out, failure);
    const unsigned char *nul = memchr(file->bytes, 0, file->size);
    if (nul != NULL)
        return choose_utf16(file, (size_t)(nul - file->bytes), out, failure);
    const size_t utf8 = utf8_extent(file->bytes, file->size);
    if (utf8 == file->size)
        return 0;
    if (find_declared(declared, &out->encoding) &&
        converted_extent(out->encoding, file->bytes, file->size) == file->size)
        return 0;
    const size_t gb18030 =
        converted_extent(ENCODING_GB18030, file->bytes, file->size);
    if (gb18030 != file->size)
        return fail_both(file, utf8, gb18030, failure);
    out->encoding = ENCODING_GB18030;
    return 0;
}

/* ---- where no file can be opened ---- */

void charsets_hold(struct charsets_held *held)
{
    static const char *const charsets[CHARSETS_HELD] = {
        "GB18030", "GB2312",   "CP950",    "CP932",        "CP949",
        "CP437",   "CP850",    "CP874",    "CP1250",       "CP1251",
        "CP1252",  "CP1253",   "CP1254",   "CP1257",       "CP1258",
        "MAC",     "UTF-16LE", "UTF-16BE", "MAC-CYRILLIC", "MAC-CENTRALEUROPE",
    };
    for (size_t i = 0; i < CHARSETS_HELD; i++) {
        const iconv_t converter = iconv_open("UTF-8", charsets[i]);
        held->converters[i] = converter == (iconv_t)-1 ? NULL : converter;
    }
}

void charsets_release(struct charsets_held *held)
{
    for (size_t i = 0; i < CHARSETS_HELD; i++)
        if (held->converters[i] != NULL)
            iconv_close(held->converters[i]);
}
