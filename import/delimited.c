/*
 * The reader of delimited text: CSV, TSV, with semicolons or bars.
 *
 * Takes any file that is text (encoding_detect() decides); yields one sheet, named after the file, whose rows are the records: blank
 * lines count as rows, as they do in a spreadsheet program. Fields are text
 * as they stand, empty fields are no cells.
 *
 * The separator is told from the first records: it is the one that stands in
 * most of them, then the one that gives the most even table. A first line
 * "sep=;" is Excel's own way to say it, and is obeyed.
 *
 * It keeps one record at a time (text_window.h), so memory does not grow with
 * rows. It does not turn text into numbers or dates: that an ID number stays
 * text is what CSV is good for.
 */
#include "import/delimited_record.h"
#include "import/encoding.h"
#include "import/text_window.h"
#include "import/workbook.h"

#include <stdio.h>
#include <string.h>

enum {
    SAMPLE_RECORDS = 256,
    MOST_BLANKS = 1 << 20, /* a sheet has no more rows than that */
    LONGEST_RECORD = 16 * 1024 * 1024
};

struct delimited {
    const struct file_bytes *file;
    struct encoding_choice encoding;
    char delimiter;
};

/* ---- before the first record ---- */

/* "sep=;" and its line end: steps over them, *delimiter is set. */
static void skip_separator_line(struct text_window *window, char *delimiter)
{
    static const char word[] = "sep=";
    const size_t length = sizeof word - 1;
    const char *at = window->begin;
    if ((size_t)(window->end - at) < length + 2 ||
        strncasecmp(at, word, length) != 0)
        return;
    const char separator = at[length];
    at += length + 1;
    if ((unsigned char)separator >= 0x80 || separator == '"' || *at == '\0' ||
        strchr("\r\n", separator) != NULL || strchr("\r\n", *at) == NULL)
        return;
    at += *at == '\r' && at + 1 < window->end && at[1] == '\n' ? 2 : 1;
    window->begin = at;
    *delimiter = separator;
}

/* Opens a window on the file's first text, behind a "sep=" line. */
static int open_text(const struct delimited *delimited,
                     struct text_window *window, char *delimiter,
                     struct failure *failure)
{
    *delimiter = '\0';
    if (text_window_open(window, delimited->file, &delimited->encoding,
                         failure) != 0)
        return -1;
    if (text_window_more(window, failure) != 0) {
        text_window_close(window);
        return -1;
    }
    skip_separator_line(window, delimiter);
    return 0;
}

/* ---- the separator ---- */

/* How well a separator explains the sample. */
struct likeness {
    size_t records;  /* that hold it */
    size_t evenness; /* separators in records of one and the same width */
};

static size_t evenness_of(const size_t *widths, size_t count)
{
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        for (size_t j = 0; j < count; j++)
            same += widths[j] == widths[i];
        const size_t even = same * (widths[i] - 1);
        best = even > best ? even : best;
    }
    return best;
}

/* What a record may be: no more of the window than the longest one. */
static struct record_text record_text(const struct text_window *window)
{
    const size_t sight = (size_t)(window->end - window->begin);
    const bool is_cut = sight > LONGEST_RECORD;
    return (struct record_text){
        .begin = window->begin,
        .end = is_cut ? window->begin + LONGEST_RECORD : window->end,
        .is_last = window->is_last && !is_cut,
    };
}

static int measure(const struct text_window *window, char delimiter,
                   struct likeness *out)
{
    size_t widths[SAMPLE_RECORDS] = {0};
    size_t count = 0;
    struct record record;
    record_init(&record, delimiter);
    struct record_text text = record_text(window);
    enum split state = SPLIT_DONE;
    *out = (struct likeness){.records = 0};
    while (text.begin < text.end && count < SAMPLE_RECORDS) {
        const char *next;
        state = record_split(&record, &text, &next);
        if (state != SPLIT_DONE)
            break;
        text.begin = next;
        if (record.field_count == 0)
            continue;
        out->records += record.width > 1;
        widths[count++] = record.width;
    }
    out->evenness = evenness_of(widths, count);
    record_release(&record);
    return state == SPLIT_MEMORY ? -1 : 0;
}

/* Where nothing separates, it is a table of one column: a comma does no
 * harm. */
static int choose_delimiter(const struct text_window *window, char *out)
{
    static const char candidates[] = {',', '\t', ';', '|'};
    struct likeness best = {.records = 0};
    *out = ',';
    for (size_t i = 0; i < sizeof candidates; i++) {
        struct likeness likeness;
        if (measure(window, candidates[i], &likeness) != 0)
            return -1;
        if (likeness.records > best.records ||
            (likeness.records == best.records &&
             likeness.evenness > best.evenness)) {
            best = likeness;
            *out = candidates[i];
        }
    }
    return 0;
}

/* ---- rows ---- */

/* What reading needs beside the sink. */
struct row_maker {
    struct record record;
    struct cell *cells;
    size_t cell_capacity;
    char *texts; /* of fields that had to be copied */
    size_t text_capacity;
    rownum row;
    uint32_t blanks; /* rows without a cell up to here */
};

static void row_maker_release(struct row_maker *maker)
{
    record_release(&maker->record);
    mem_free(maker->cells);
    mem_free(maker->texts);
}

/* Room for the copies first: cells point into it. */
static int make_room(struct row_maker *maker)
{
    const struct record *record = &maker->record;
    size_t bytes = 0;
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].has_inner_quote)
            bytes += record->fields[i].length;
    if (mem_grow(&maker->texts, &maker->text_capacity, bytes, 1) != 0)
        return -1;
    return mem_grow(&maker->cells, &maker->cell_capacity, record->field_count,
                    sizeof *maker->cells);
}

static struct cell make_cell(const struct record_field *field, char **room)
{
    struct cell cell = {.kind = CELL_TEXT,
                        .column = (colnum)field->column,
                        .text = field->start,
                        .length = (uint32_t)field->length};
    if (field->has_inner_quote) {
        cell.text = *room;
        cell.length = (uint32_t)record_field_copy(field, *room);
        *room += cell.length;
    }
    return cell;
}

static int fail_row(const struct delimited *delimited, rownum row,
                    enum message why, int limit, struct failure *failure)
{
    failure_explain(failure, DIAG_FILE_LIMIT, why, delimited->file->path,
                    "> %d", limit);
    failure->row = row;
    return -1;
}

/* Hands the record to the sink: what the sink returns, or -1. */
static int emit_row(struct row_maker *maker, const struct delimited *delimited,
                    const struct sheet_sink *sink, struct failure *failure)
{
    const struct record *record = &maker->record;
    maker->row++;
    if (record->field_count == 0)
        return maker->blanks++ < MOST_BLANKS
                   ? 0
                   : fail_row(delimited, maker->row, MESSAGE_WHY_BLANK_ROWS,
                              MOST_BLANKS, failure);
    maker->blanks = 0;
    if (record->fields[record->field_count - 1].column > RECORD_COLUMNS)
        return fail_row(delimited, maker->row, MESSAGE_WHY_COLUMNS,
                        RECORD_COLUMNS, failure);
    if (make_room(maker) != 0)
        return failure_memory(failure);
    char *room = maker->texts;
    for (size_t i = 0; i < record->field_count; i++)
        maker->cells[i] = make_cell(&record->fields[i], &room);
    const struct sheet_row row = {.row = maker->row,
                                  .cells = maker->cells,
                                  .cell_count = record->field_count};
    return sink->row(sink->context, &row);
}

static int fail_quote(const struct row_maker *maker,
                      const struct delimited *delimited,
                      struct failure *failure)
{
    failure_set(failure, DIAG_FILE_QUOTE, delimited->file->path, "%s", "");
    failure->row = maker->row + 1;
    failure->column =
        (colnum)(maker->record.column > RECORD_COLUMNS ? RECORD_COLUMNS
                                                       : maker->record.column);
    return -1;
}

/* Splits and hands on the record at the window's begin. 0 = go on, 1 = the
 * sink has enough, -1 = failure. */
static int read_record(struct row_maker *maker, struct text_window *window,
                       const struct delimited *delimited,
                       const struct sheet_sink *sink, struct failure *failure)
{
    const struct record_text text = record_text(window);
    const char *next;
    switch (record_split(&maker->record, &text, &next)) {
    case SPLIT_DONE:
        window->begin = next;
        return emit_row(maker, delimited, sink, failure);
    case SPLIT_MORE:
        return text.end < window->end
                   ? fail_row(delimited, maker->row + 1, MESSAGE_WHY_LONG_ROW,
                              LONGEST_RECORD, failure)
                   : text_window_more(window, failure);
    case SPLIT_QUOTE:
        return fail_quote(maker, delimited, failure);
    case SPLIT_MEMORY:
        break;
    }
    return failure_memory(failure);
}

static int delimited_read(void *state, size_t sheet,
                          const struct sheet_sink *sink,
                          struct failure *failure)
{
    const struct delimited *delimited = state;
    struct row_maker maker = {.row = 0};
    struct text_window window;
    char named;
    (void)sheet; /* there is one */
    if (open_text(delimited, &window, &named, failure) != 0)
        return -1;
    record_init(&maker.record, delimited->delimiter);
    int result = 0;
    while (result == 0 && (window.begin < window.end || !window.is_last))
        result = window.begin < window.end
                     ? read_record(&maker, &window, delimited, sink, failure)
                     : text_window_more(&window, failure);
    row_maker_release(&maker);
    text_window_close(&window);
    return result < 0 ? -1 : 0;
}

static void delimited_close(void *state)
{
    (void)state; /* all of it lives in the arena */
}

/* ---- opening ---- */

/* "csv (GB18030)", "csv ; (UTF-8)", "tsv (UTF-16LE)" */
static const char *format_name(const struct delimited *delimited,
                               struct arena *arena)
{
    const char *encoding = encoding_name(delimited->encoding.encoding);
    char name[48];
    if (delimited->delimiter == '\t')
        snprintf(name, sizeof name, "tsv (%s)", encoding);
    else if (delimited->delimiter == ',')
        snprintf(name, sizeof name, "csv (%s)", encoding);
    else
        snprintf(name, sizeof name, "csv %c (%s)", delimited->delimiter,
                 encoding);
    return arena_string(arena, name);
}

/* Settles the delimiter; refuses text that is no table. */
static int look_inside(struct delimited *delimited, struct failure *failure)
{
    struct text_window window;
    if (open_text(delimited, &window, &delimited->delimiter, failure) != 0)
        return -1;
    const char *path = delimited->file->path;
    int result = 0;
    if (window.begin == window.end && delimited->delimiter == '\0')
        result = failure_set(failure, DIAG_FILE_EMPTY, path, "%s", "");
    else if (delimited->delimiter == '\0' &&
             choose_delimiter(&window, &delimited->delimiter) != 0)
        result = failure_memory(failure);
    text_window_close(&window);
    return result;
}

int delimited_open(const struct file_bytes *file, struct arena *arena,
                   struct workbook *out, struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "csv",
        .read = delimited_read,
        .close = delimited_close,
    };
    struct delimited *delimited = arena_alloc(arena, sizeof *delimited);
    struct sheet_info *sheet = arena_alloc(arena, sizeof *sheet);
    if (delimited == NULL || sheet == NULL)
        return failure_memory(failure);
    delimited->file = file;
    if (encoding_detect(file, &delimited->encoding, failure) != 0 ||
        look_inside(delimited, failure) != 0)
        return -1;
    const char *format = format_name(delimited, arena);
    sheet->name = workbook_file_name(file->path, arena);
    if (format == NULL || sheet->name == NULL)
        return failure_memory(failure);
    *out = (struct workbook){
        .reader = &reader,
        .state = delimited,
        .path = file->path,
        .format = format,
        .sheets = sheet,
        .sheet_count = 1,
        .merges_are_lost = true,
        .is_named_after_file = true,
    };
    return 0;
}
