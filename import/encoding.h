/*
 * Which encoding a text file is in, and UTF-8 made from it piece by piece.
 * Private to import/.
 */
#ifndef DAOPAN_IMPORT_ENCODING_H
#define DAOPAN_IMPORT_ENCODING_H

#include "core/attributes.h"
#include "core/diag.h"
#include "import/workbook.h"
#include <stdbool.h>
#include <stddef.h>

enum text_encoding {
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_GB18030, /* GBK and GB2312 are its subsets */
    ENCODING_BIG5,    /* from here on: only where the file says so */
    ENCODING_SHIFT_JIS,
    ENCODING_KOREAN,
    ENCODING_LATIN
};

struct encoding_choice {
    enum text_encoding encoding;
    size_t mark; /* bytes of the byte order mark before the text */
};

/*
 * Decides over the whole file: what a byte order mark says; else, with NUL
 * bytes, UTF-16 of the order that reads better; else UTF-8 if all of it is
 * valid, else GB18030 if all of it is. Failures: file-encoding, with the byte
 * and the line where each encoding breaks off; file-format for NUL bytes that
 * are no UTF-16, which no text has. 0 or -1.
 */
CHECKED int encoding_detect(const struct file_bytes *file,
                            struct encoding_choice *out,
                            struct failure *failure);

/*
 * The same for a text that names its encoding ("gb2312", "windows-1252"; NULL =
 * it does not). The name counts where the bytes leave it open: exporters write
 * gb2312 above UTF-8 and the reverse, and either would be mojibake.
 */
CHECKED int encoding_detect_declared(const struct file_bytes *file,
                                     const char *declared,
                                     struct encoding_choice *out,
                                     struct failure *failure);

/* "UTF-8", "GB18030" … as people and iconv call it. */
const char *encoding_name(enum text_encoding encoding);

/* ---- to UTF-8 ---- */

struct decoder {
    void *iconv;
    bool is_gb18030;
};

/* Bytes still to be read and room still to be filled; decoder_run() moves
 * both on. */
struct decoder_span {
    const char *in;
    size_t in_left;
    char *out;
    size_t out_left;
};

enum decoding {
    DECODING_DONE,    /* all bytes are read */
    DECODING_FULL,    /* no room for the next character */
    DECODING_PARTIAL, /* the bytes end inside a character */
    DECODING_INVALID  /* the next byte begins no character */
};

/* `charset` is a name that iconv knows. 0, or -1 where it does not. Closed
 * with decoder_close() after success only. */
CHECKED int decoder_open(struct decoder *decoder, const char *charset);
void decoder_close(struct decoder *decoder);

enum decoding decoder_run(struct decoder *decoder, struct decoder_span *span);

/* ---- where no file can be opened ---- */

enum { CHARSETS_HELD = 20 };

/* Converters that are kept open, so that their tables are in memory where a
 * confined child can no longer load them. */
struct charsets_held {
    void *converters[CHARSETS_HELD];
};

/* Opens what it can of the character sets that rosters come in. */
void charsets_hold(struct charsets_held *held);
void charsets_release(struct charsets_held *held);

#endif
