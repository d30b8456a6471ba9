/*
 * The globals of a BIFF workbook.
 *
 * Records are taken in one pass by a table of handlers; what depends on
 * others (names on the code page, cell formats on number formats) is settled
 * at the end. A stream that begins with a worksheet has no globals: old
 * export programs write such files; its own records are taken instead.
 *
 * It does not decrypt: a FILEPASS record ends the reading, unless the stream
 * was decrypted before (biff_lock.c).
 */
#include "import/biff_book.h"

#include "import/number_format.h"
#include <stdio.h>
#include <string.h>

enum { MOST_SHEETS = 8192, NUMBER_FORMATS = 65536 };

/* Kinds of substream, as BOF says. */
enum substream {
    SUBSTREAM_GLOBALS = 0x0005,
    SUBSTREAM_SHEET = 0x0010,
    SUBSTREAM_WORKSPACE = 0x0100 /* several files bound together */
};

struct globals {
    struct biff_book *book;
    struct arena *arena;
    struct failure *failure;
    unsigned code_page;       /* 0 = not said */
    unsigned font_charset;    /* of the first font; 0 = not said */
    uint16_t *number_formats; /* how each shows numbers, + 1; 0 = the file
                                 does not say */
    size_t format_count;      /* FORMAT records so far */
    uint16_t *cell_formats;   /* number format by XF */
    size_t cell_format_count, cell_format_capacity;
    struct biff_record *sheets; /* BOUNDSHEET */
    size_t sheet_count, sheet_capacity;
};

int biff_fail(const struct biff_book *book, size_t offset,
              struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_RECORDS,
                           book->path, "BIFF +%zu", offset);
}

/* ---- the version ---- */

/* BIFF2, 3, 4, and 5 with 8; 0 where the record is no BOF. */
static unsigned bof_generation(unsigned id)
{
    switch (id) {
    case BIFF2_BOF:
        return 2;
    case BIFF3_BOF:
        return 3;
    case BIFF4_BOF:
        return 4;
    case BIFF_BOF:
        return 5;
    default:
        return 0;
    }
}

bool biff_is_bof(unsigned id)
{
    return bof_generation(id) != 0;
}

bool biff_is_stream(const unsigned char *bytes, size_t size)
{
    const struct biff_stream stream = {.bytes = bytes, .size = size};
    struct biff_record bof;
    return biff_record_at(&stream, 0, &bof) && bof_generation(bof.id) != 0 &&
           bof.size >= 4 && bof.size <= 16 && bof.size % 2 == 0 &&
           biff_u16(&bof, 2) <= 0x0100;
}

static int read_version(struct biff_book *book, const struct biff_record *bof,
                        struct failure *failure)
{
    const unsigned generation = bof_generation(bof->id);
    if (generation == 0)
        return biff_fail(book, 0, failure);
    if (generation < 5 && biff_u16(bof, 2) == SUBSTREAM_WORKSPACE)
        return failure_set(failure, DIAG_FILE_SHEET_FORMAT, book->path,
                           "Excel %u (.xlw)", generation);
    book->version = generation;
    if (generation == 5 && biff_u16(bof, 0) == 0x0600)
        book->version = 8;
    return 0;
}

/* ---- records ---- */

static int take_code_page(struct globals *globals,
                          const struct biff_record *record)
{
    globals->code_page = biff_u16(record, 0);
    return 0;
}

static int take_font(struct globals *globals, const struct biff_record *record)
{
    if (globals->font_charset == 0)
        globals->font_charset = biff_u8(record, 12);
    return 0;
}

static int take_date_mode(struct globals *globals,
                          const struct biff_record *record)
{
    globals->book->is_1904 = biff_u16(record, 0) == 1;
    return 0;
}

static int take_file_pass(struct globals *globals,
                          const struct biff_record *record)
{
    (void)record;
    if (globals->book->stream.is_unlocked)
        return 0;
    return failure_set(globals->failure, DIAG_FILE_PROTECTED,
                       globals->book->path, "BIFF%u", globals->book->version);
}

/* Notes how the code at `skip` of a FORMAT record shows numbers. */
static int take_format_code(struct globals *globals, unsigned number,
                            const struct biff_record *record, size_t skip)
{
    const struct biff_book *book = globals->book;
    struct biff_cursor cursor = biff_cursor_at(&book->stream, record, skip);
    struct text code = TEXT_INIT;
    if (book->version == 8 && record->id == BIFF_FORMAT) {
        (void)biff_text_wide(&cursor, &code);
    } else {
        /* what matters of it is ASCII in every code page */
        const size_t length = biff_cursor_u8(&cursor);
        const size_t here = (size_t)(cursor.end - cursor.at);
        text_append_bytes(&code, (const char *)cursor.at,
                          length < here ? length : here);
    }
    globals->number_formats[number] =
        (uint16_t)(format_code_shown(text_of(&code)) + 1);
    const bool has_failed = code.failed;
    text_release(&code);
    return has_failed ? failure_memory(globals->failure) : 0;
}

/* Before BIFF5, formats are numbered as they come. */
static int take_format(struct globals *globals,
                       const struct biff_record *record)
{
    const size_t number = globals->format_count++;
    if (number >= NUMBER_FORMATS)
        return 0;
    if (record->id == BIFF2_FORMAT)
        return take_format_code(globals, (unsigned)number, record, 0);
    return take_format_code(globals,
                            globals->book->version < 5 ? (unsigned)number
                                                       : biff_u16(record, 0),
                            record, 2);
}

/* The number format of an XF record. */
static unsigned number_format_of(const struct biff_record *record)
{
    switch (record->id) {
    case BIFF2_XF:
        return biff_u8(record, 2) & 0x3F;
    case BIFF3_XF:
    case BIFF4_XF:
        return biff_u8(record, 1);
    default:
        return biff_u16(record, 2);
    }
}

static int take_cell_format(struct globals *globals,
                            const struct biff_record *record)
{
    if (mem_grow(&globals->cell_formats, &globals->cell_format_capacity,
                 globals->cell_format_count + 1,
                 sizeof *globals->cell_formats) != 0)
        return failure_memory(globals->failure);
    globals->cell_formats[globals->cell_format_count++] =
        (uint16_t)number_format_of(record);
    return 0;
}

static int take_sheet(struct globals *globals, const struct biff_record *record)
{
    if (globals->sheet_count >= MOST_SHEETS)
        return failure_explain(globals->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_TOO_MUCH, globals->book->path,
                               "sheets > %d", MOST_SHEETS);
    if (mem_grow(&globals->sheets, &globals->sheet_capacity,
                 globals->sheet_count + 1, sizeof *globals->sheets) != 0)
        return failure_memory(globals->failure);
    globals->sheets[globals->sheet_count++] = *record;
    return 0;
}

/* Strings up to the end of the record: the count in front of them is wrong in
 * the files of some programs. A string that is cut off is left out: a cell
 * that names it then fails. */
static int take_strings(struct globals *globals,
                        const struct biff_record *record)
{
    struct biff_strings *strings = &globals->book->strings;
    struct biff_cursor cursor =
        biff_cursor_at(&globals->book->stream, record, 8);
    while (!strings->text.failed) {
        const size_t start = strings->text.length;
        if (!biff_text_wide(&cursor, &strings->text)) {
            strings->text.length = start;
            break;
        }
        if (mem_grow(&strings->starts, &strings->capacity, strings->count + 2,
                     sizeof *strings->starts) != 0)
            return failure_memory(globals->failure);
        strings->starts[++strings->count] = strings->text.length;
    }
    return strings->text.failed ? failure_memory(globals->failure) : 0;
}

static const struct {
    unsigned id;
    int (*take)(struct globals *globals, const struct biff_record *record);
} handlers[] = {
    {BIFF_FONT, take_font},          {BIFF_CODEPAGE, take_code_page},
    {BIFF_DATEMODE, take_date_mode}, {BIFF_FILEPASS, take_file_pass},
    {BIFF_FORMAT, take_format},      {BIFF2_FORMAT, take_format},
    {BIFF_XF, take_cell_format},     {BIFF2_XF, take_cell_format},
    {BIFF3_XF, take_cell_format},    {BIFF4_XF, take_cell_format},
    {BIFF_BOUNDSHEET, take_sheet},   {BIFF_SST, take_strings},
};

static int take_record(struct globals *globals,
                       const struct biff_record *record)
{
    for (size_t i = 0; i < sizeof handlers / sizeof handlers[0]; i++)
        if (handlers[i].id == record->id)
            return handlers[i].take(globals, record);
    return 0;
}

static int take_records(struct globals *globals, size_t offset)
{
    const struct biff_book *book = globals->book;
    struct biff_record record;
    do {
        if (!biff_record_at(&book->stream, offset, &record))
            return biff_fail(book, offset, globals->failure);
        if (take_record(globals, &record) != 0)
            return -1;
        offset = biff_record_end(&record);
    } while (record.id != BIFF_EOF);
    return 0;
}

/* ---- settling ---- */

/* iconv's name of a code page. What says none, nor has a font that does, is
 * from a program that took the system's, which for these files is the Chinese
 * one; GB18030 includes it. */
static void charset_name(unsigned code_page, char *out, size_t size)
{
    static const struct {
        unsigned code_page;
        const char *charset;
    } names[] = {
        {0, "GB18030"},
        {367, "ASCII"},
        {936, "GB18030"},
        {1200, "UTF-16LE"},
        {10000, "MAC"},
        {10002, "CP950"},
        {10007, "MAC-CYRILLIC"},
        {10008, "GB2312"},
        {10029, "MAC-CENTRALEUROPE"},
        {32768, "MAC"},
        {32769, "CP1252"},
        {20127, "ASCII"},
        {20936, "GB2312"},
        {28591, "LATIN1"},
        {54936, "GB18030"},
        {65001, "UTF-8"},
    };
    snprintf(out, size, "CP%u", code_page);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].code_page == code_page)
            snprintf(out, size, "%s", names[i].charset);
}

/* What Windows has for a font's character set; 0 where it says nothing. */
static unsigned font_code_page(unsigned charset)
{
    static const struct {
        unsigned charset, code_page;
    } pages[] = {
        {128, 932},  {129, 949},  {134, 936},  {136, 950},
        {161, 1253}, {162, 1254}, {163, 1258}, {186, 1257},
        {204, 1251}, {222, 874},  {238, 1250},
    };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (pages[i].charset == charset)
            return pages[i].code_page;
    return 0;
}

static int open_decoder(struct globals *globals)
{
    struct biff_book *book = globals->book;
    char charset[32];
    if (book->version == 8)
        return 0;
    if (globals->code_page == 0 && book->version == 5)
        globals->code_page = font_code_page(globals->font_charset);
    charset_name(globals->code_page, charset, sizeof charset);
    if (decoder_open(&book->decoder, charset) != 0)
        return failure_set(globals->failure, DIAG_FILE_ENCODING, book->path,
                           "CP%u", globals->code_page);
    book->has_decoder = true;
    return 0;
}

/* The file's own code for a number rules, where it has one. */
static unsigned char shown_by(const struct globals *globals, unsigned number)
{
    const uint16_t said = globals->number_formats[number];
    if (said != 0)
        return (unsigned char)(said - 1);
    /* BIFF2 knew no fractions, whose places are 12 and 13 since */
    if (globals->book->version == 2 && (number == 12 || number == 13))
        return SHOWN_AS_DATE;
    return number_format_shown(number);
}

static int settle_formats(struct globals *globals)
{
    struct biff_book *book = globals->book;
    enum { BIFF2_NUMBERS = 64 };
    size_t capacity = 0;
    book->has_cell_formats = globals->cell_formats != NULL;
    const size_t count =
        book->has_cell_formats ? globals->cell_format_count : BIFF2_NUMBERS;
    if (mem_grow(&book->shown, &capacity, count, sizeof *book->shown) != 0)
        return failure_memory(globals->failure);
    for (size_t i = 0; i < count; i++)
        book->shown[i] = shown_by(globals, globals->cell_formats != NULL
                                               ? globals->cell_formats[i]
                                               : (unsigned)i);
    book->shown_count = count;
    return 0;
}

static int sheet_name(struct globals *globals, const struct biff_record *sheet,
                      const char **out)
{
    struct biff_book *book = globals->book;
    struct biff_cursor cursor = biff_cursor_at(&book->stream, sheet, 6);
    struct text name = TEXT_INIT;
    const size_t length = biff_cursor_u8(&cursor);
    if (book->version == 8)
        biff_text_characters(&cursor, length, biff_cursor_u8(&cursor), &name);
    else
        biff_text_bytes(&cursor, length, &book->decoder, &name);
    *out = name.failed ? NULL : arena_string(globals->arena, text_of(&name));
    text_release(&name);
    return *out == NULL ? failure_memory(globals->failure) : 0;
}

static int make_room_for_sheets(struct globals *globals, size_t count)
{
    struct biff_book *book = globals->book;
    book->sheets = arena_array(globals->arena, count, sizeof *book->sheets);
    book->sheet_offsets =
        arena_array(globals->arena, count, sizeof *book->sheet_offsets);
    return book->sheets == NULL || book->sheet_offsets == NULL
               ? failure_memory(globals->failure)
               : 0;
}

/* Lists the worksheets; charts, macro sheets and modules are left out. */
static int settle_sheets(struct globals *globals)
{
    struct biff_book *book = globals->book;
    if (make_room_for_sheets(globals, globals->sheet_count) != 0)
        return -1;
    for (size_t i = 0; i < globals->sheet_count; i++) {
        const struct biff_record *sheet = &globals->sheets[i];
        const size_t offset = biff_u32(sheet, 0);
        const unsigned visibility = biff_u8(sheet, 4) & 3;
        struct biff_record bof;
        if (biff_u8(sheet, 5) != 0)
            continue;
        if (!biff_record_at(&book->stream, offset, &bof) ||
            !biff_is_bof(bof.id))
            return biff_fail(book, offset, globals->failure);
        if (biff_u16(&bof, 2) != SUBSTREAM_SHEET)
            continue;
        struct sheet_info *info = &book->sheets[book->sheet_count];
        if (sheet_name(globals, sheet, &info->name) != 0)
            return -1;
        info->visibility = visibility == 0   ? SHEET_VISIBLE
                           : visibility == 1 ? SHEET_HIDDEN
                                             : SHEET_VERY_HIDDEN;
        book->sheet_offsets[book->sheet_count++] = offset;
    }
    return 0;
}

/* A worksheet without globals has no name either: the file's. */
static int settle_lone_sheet(struct globals *globals)
{
    struct biff_book *book = globals->book;
    if (make_room_for_sheets(globals, 1) != 0)
        return -1;
    const char *slash = strrchr(book->path, '/');
    const char *base = slash == NULL ? book->path : slash + 1;
    const char *dot = strrchr(base, '.');
    book->sheets[0].name =
        arena_text(globals->arena, base,
                   dot == NULL ? strlen(base) : (size_t)(dot - base));
    book->sheet_count = 1;
    return book->sheets[0].name == NULL ? failure_memory(globals->failure) : 0;
}

static int read_globals(struct globals *globals)
{
    struct biff_book *book = globals->book;
    struct biff_record bof;
    if (!biff_record_at(&book->stream, 0, &bof))
        return biff_fail(book, 0, globals->failure);
    const bool is_lone_sheet = biff_u16(&bof, 2) == SUBSTREAM_SHEET;
    if (read_version(book, &bof, globals->failure) != 0 ||
        take_records(globals, 0) != 0 || open_decoder(globals) != 0 ||
        settle_formats(globals) != 0)
        return -1;
    return is_lone_sheet ? settle_lone_sheet(globals) : settle_sheets(globals);
}

int biff_book_read(const struct biff_stream *stream, const char *path,
                   struct arena *arena, struct biff_book *out,
                   struct failure *failure)
{
    struct globals globals = {
        .book = out,
        .arena = arena,
        .failure = failure,
        .number_formats =
            mem_alloc(NUMBER_FORMATS * sizeof *globals.number_formats),
    };
    *out = (struct biff_book){.path = path, .stream = *stream};
    const int result = globals.number_formats == NULL ? failure_memory(failure)
                                                      : read_globals(&globals);
    mem_free(globals.number_formats);
    mem_free(globals.cell_formats);
    mem_free(globals.sheets);
    if (result != 0)
        biff_book_release(out);
    return result;
}

void biff_book_release(struct biff_book *book)
{
    if (book->has_decoder)
        decoder_close(&book->decoder);
    text_release(&book->strings.text);
    mem_free(book->strings.starts);
    mem_free(book->shown);
    *book = (struct biff_book){.path = book->path};
}
