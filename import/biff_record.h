/*
 * Records of a BIFF stream, and bytes read across them. Private to import/.
 *
 * A record is at most some 8 KB; what is longer goes on in CONTINUE records.
 * A cursor reads over their borders.
 */
#ifndef DAOPAN_IMPORT_BIFF_RECORD_H
#define DAOPAN_IMPORT_BIFF_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The workbook's stream, in memory. */
struct biff_stream {
    const unsigned char *bytes;
    size_t size;
    bool is_unlocked; /* what its FILEPASS record speaks of is done */
};

struct biff_record {
    unsigned id;
    size_t size;   /* of data */
    size_t offset; /* of the record's header in the stream */
    const unsigned char *data;
};

/* Newer versions take the records of older ones as well; BIFF2_… mark those
 * that have another layout under a number of their own. */
enum biff_id {
    BIFF2_INTEGER = 0x0002,
    BIFF2_NUMBER = 0x0003,
    BIFF2_LABEL = 0x0004,
    BIFF2_BOOLERR = 0x0005,
    BIFF2_STRING = 0x0007,
    BIFF2_ROW = 0x0008,
    BIFF2_BOF = 0x0009,
    BIFF2_FORMAT = 0x001E,
    BIFF2_XF = 0x0043,
    BIFF2_IXFE = 0x0044,
    BIFF3_BOF = 0x0209,
    BIFF3_XF = 0x0243,
    BIFF4_BOF = 0x0409,
    BIFF4_XF = 0x0443,
    BIFF_FORMULA = 0x0006,
    BIFF_EOF = 0x000A,
    BIFF_DATEMODE = 0x0022,
    BIFF_FILEPASS = 0x002F,
    BIFF_FONT = 0x0031,
    BIFF_CONTINUE = 0x003C,
    BIFF_CODEPAGE = 0x0042,
    BIFF_BOUNDSHEET = 0x0085,
    BIFF_MULRK = 0x00BD,
    BIFF_RSTRING = 0x00D6,
    BIFF_XF = 0x00E0,
    BIFF_MERGEDCELLS = 0x00E5,
    BIFF_SST = 0x00FC,
    BIFF_LABELSST = 0x00FD,
    BIFF_NUMBER = 0x0203,
    BIFF_LABEL = 0x0204,
    BIFF_BOOLERR = 0x0205,
    BIFF_STRING = 0x0207,
    BIFF_ROW = 0x0208,
    BIFF_DEFAULTROWHEIGHT = 0x0225,
    BIFF_FORMULA3 = 0x0206,
    BIFF_FORMULA4 = 0x0406,
    BIFF_RK = 0x027E,
    BIFF_FORMAT = 0x041E,
    BIFF_BOF = 0x0809
};

/* The record whose header stands at `offset`; false where the stream ends
 * before the record does. */
bool biff_record_at(const struct biff_stream *stream, size_t offset,
                    struct biff_record *out);

/* Where the next record's header stands. */
size_t biff_record_end(const struct biff_record *record);

/* Numbers in a record's data; 0 where it is shorter. */
unsigned biff_u8(const struct biff_record *record, size_t at);
unsigned biff_u16(const struct biff_record *record, size_t at);
uint32_t biff_u32(const struct biff_record *record, size_t at);
double biff_double(const struct biff_record *record, size_t at);

/* ---- across CONTINUE ---- */

struct biff_cursor {
    const struct biff_stream *stream;
    const unsigned char *at; /* in the current record */
    const unsigned char *end;
    size_t next;   /* offset of the header behind the current record */
    bool is_short; /* the data ended before what was asked for: from then on
                      all reads give 0 */
};

/* Begins at byte `skip` of the record's data. */
struct biff_cursor biff_cursor_at(const struct biff_stream *stream,
                                  const struct biff_record *record,
                                  size_t skip);

/* Enters the next CONTINUE record; false (and is_short) where none follows. */
bool biff_cursor_continue(struct biff_cursor *cursor);

unsigned biff_cursor_u8(struct biff_cursor *cursor);
unsigned biff_cursor_u16(struct biff_cursor *cursor);
uint32_t biff_cursor_u32(struct biff_cursor *cursor);
void biff_cursor_skip(struct biff_cursor *cursor, size_t count);

#endif
