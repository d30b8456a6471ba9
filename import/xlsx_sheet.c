/*
 * Sheets, by a scanner of our own. A monthly run is XML in, XML out: an XML
 * parser with empty handlers takes longer over a roster than all the rest of
 * the job, because it looks at each byte in a dozen ways of which a sheet
 * needs two or three.
 *
 * The scanner goes through a sheet in stages: the root, what comes before the
 * rows, between rows, inside a row, and what comes after. In each it knows
 * the tags that spreadsheet programs write there. A cell is taken whole or,
 * where the window ends inside it, again when more has been read; texts are
 * decoded in place once the cell is complete, and stay in the window until
 * their row has been passed on. So nothing is allocated or copied for a cell.
 *
 * Whatever is not known (CDATA, comments, prefixed names, other encodings,
 * elements of later versions inside a row) ends the attempt: the parser reads
 * the sheet again from the start, and the rows that the sink already has are
 * left out. The scanner is laxer than a parser about what it skips, never
 * about what it passes on.
 */
#include "import/xlsx_sheet.h"

#include "import/xlsx_scan.h"
#include "import/xlsx_text.h"
#include "import/xlsx_window.h"

enum stage {
    STAGE_ROOT,
    STAGE_HEAD,    /* before <sheetData> */
    STAGE_BETWEEN, /* between rows */
    STAGE_ROW,     /* inside a row */
    STAGE_TAIL,    /* after </sheetData> */
    STAGE_DONE     /* after </worksheet> */
};

/* What a step comes to: 0 to go on, 1 where the sink wants no more, -1 on
 * failure, or one of these. */
enum {
    STEP_STOPPED = 2, /* at scan.stop: cut by the window's end, or unknown */
    STEP_UNKNOWN = 3, /* not to be tried again */
    STEP_DONE = 4
};

struct reading {
    struct scan scan;
    struct xlsx_window window;
    struct xlsx_row row;
    const char *at;        /* all before has been dealt with … */
    const char *row_start; /* … but texts of the row lie from here on */
    enum stage stage;
};

static int stopped(struct reading *reading, const char *at)
{
    scan_stop(&reading->scan, at);
    return STEP_STOPPED;
}

/* ---- cells ---- */

/* A cell being read. Nothing in the window is changed before its end has
 * been seen, so that it can be read again. */
struct pending {
    struct xlsx_cell cell;
    const char *rich; /* where the content of <is> begins; NULL = none */
    bool is_coded;    /* the value holds more than plain ASCII */
    int result;       /* what a step failed with; 0 = it only stopped */
};

/* Over the reference of a cell, from inside its quotes. Most references end
 * in the digits of their row, which are compared as one word. */
static const char *read_reference(struct reading *reading, const char *at,
                                  struct pending *pending)
{
    struct xlsx_row *row = &reading->row;
    const char *const start = at;
    uint32_t column = 0;
    uint64_t word = 0;
    while (*at >= 'A' && *at <= 'Z' && column <= XLSX_COLUMNS)
        column = column * 26 + (uint32_t)(*at++ - 'A') + 1;
    memcpy(&word, at, sizeof word);
    if (row->ref_mask != 0 && (word & row->ref_mask) == row->ref_end &&
        column > 0 && column <= XLSX_COLUMNS) {
        pending->cell.column = (colnum)column;
        return at + row->ref_length;
    }
    while (*at != '"' && *at != '&' && *at != '<' && *at != '\0')
        at++;
    if (*at != '"')
        return scan_stop(&reading->scan, at);
    pending->result =
        xlsx_row_place(row, start, (size_t)(at - start), &pending->cell.column);
    return pending->result == 0 ? at + 1 : NULL;
}

/* Digits at `at` into *out; stops at the first other byte. */
static const char *read_digits(const char *at, uint32_t *out)
{
    uint32_t number = 0;
    unsigned digit = (unsigned char)*at - (unsigned)'0';
    while (digit <= 9 && number < XLSX_STRINGS) {
        number = number * 10 + digit;
        digit = (unsigned char)*++at - (unsigned)'0';
    }
    *out = number;
    return at;
}

/* An attribute that is not written the usual way. */
static const char *read_attribute(struct reading *reading, const char *at,
                                  struct pending *pending)
{
    struct xlsx_cell *cell = &pending->cell;
    struct scan_attribute attribute;
    at = scan_attribute(&reading->scan, at, &attribute);
    if (at == NULL)
        return NULL;
    if (scan_is_named(&attribute, "t"))
        cell->type =
            (uint8_t)xlsx_type_of(attribute.value, attribute.value_length);
    else if (scan_is_named(&attribute, "s"))
        read_digits(attribute.value, &cell->style);
    else if (scan_is_named(&attribute, "r"))
        pending->result = xlsx_row_place(&reading->row, attribute.value,
                                         attribute.value_length, &cell->column);
    else if (scan_is_namespace(&attribute))
        return scan_stop(&reading->scan, attribute.name);
    return pending->result == 0 ? at : NULL;
}

/* All attributes of a cell; returns the place of > or />. */
static const char *read_attributes(struct reading *reading, const char *at,
                                   struct pending *pending)
{
    if (SCAN_AT(at, " r=\"")) {
        at = read_reference(reading, at + 4, pending);
        if (at == NULL)
            return NULL;
    }
    if (SCAN_AT(at, " s=\"")) {
        at = read_digits(at + 4, &pending->cell.style);
        if (*at++ != '"')
            return scan_stop(&reading->scan, at - 1);
    }
    if (SCAN_AT(at, " t=\"s\"")) {
        pending->cell.type = XLSX_SHARED;
        at += strlen(" t=\"s\"");
    }
    while (at != NULL && *at != '>' && *at != '/')
        at = read_attribute(reading, at, pending);
    return at;
}

/* The text of <v>, from after "<v" to after "</v>". */
static const char *read_value(struct reading *reading, const char *at,
                              struct pending *pending)
{
    bool is_empty = false;
    if (*at == '>')
        at++;
    else if ((at = scan_tag(&reading->scan, at, &is_empty)) == NULL)
        return NULL;
    pending->cell.has_value = true;
    if (is_empty)
        return at;
    const char *end = at;
    while (*end > ' ' && *end < 0x7F && *end != '<' && *end != '&')
        end++;
    if (*end != '<') {
        pending->is_coded = true;
        end = scan_to_tag(&reading->scan, end);
        if (end == NULL)
            return NULL;
    }
    if (!SCAN_AT(end, "</v>"))
        return scan_stop(&reading->scan, end);
    pending->cell.value = at;
    pending->cell.length = (size_t)(end - at);
    return end + strlen("</v>");
}

/* A child of a cell. */
static const char *read_child(struct reading *reading, const char *at,
                              struct pending *pending)
{
    struct scan *scan = &reading->scan;
    if (SCAN_AT(at, "<v") && scan_is_name_end(at[2]))
        return read_value(reading, at + 2, pending);
    if (SCAN_AT(at, "<f") && scan_is_name_end(at[2])) {
        pending->cell.has_formula = true;
        return scan_element(scan, at + 2, "f");
    }
    if (SCAN_AT(at, "<is>") && pending->rich == NULL) {
        pending->rich = at + strlen("<is>");
        return scan_element(scan, at + strlen("<is"), "is");
    }
    if (scan_is_space(*at))
        return scan_spaces(at);
    return scan_stop(scan, at);
}

/* The cell is complete: decodes its texts in place and adds it. */
static int finish_cell(struct reading *reading, struct pending *pending)
{
    struct xlsx_cell *cell = &pending->cell;
    char *text = reading->window.bytes;
    if (pending->rich != NULL &&
        (cell->type == XLSX_INLINE || !cell->has_value)) {
        text += pending->rich - text;
        if (scan_rich_text(&reading->scan, pending->rich, "</is>", text,
                           &cell->length) == NULL)
            return STEP_UNKNOWN;
        cell->value = text;
        cell->type = XLSX_INLINE;
        cell->has_value = true;
        return xlsx_row_add(&reading->row, cell);
    }
    if (cell->length > 0) {
        text += cell->value - text;
        if (pending->is_coded &&
            !xlsx_text_decode(text, cell->length, text, &cell->length))
            return STEP_UNKNOWN;
        if (cell->type == XLSX_STRING || cell->type == XLSX_INLINE)
            cell->length = xlsx_text_unescape(text, cell->length);
    }
    return xlsx_row_add(&reading->row, cell);
}

/*
 * The two kinds of cell that rosters are made of, from after "<v>":
 * 123</v></c> as a shared string's number or a number. False where it is
 * neither, or cut: then nothing has happened.
 */
static bool add_digits(struct reading *reading, const char *at,
                       struct xlsx_cell *cell, int *result)
{
    uint32_t index = 0;
    const char *end = at;
    if (cell->type == XLSX_SHARED)
        end = read_digits(at, &index);
    else if (cell->type == XLSX_NUMBER)
        while (*end >= '0' && *end <= '9')
            end++;
    if (end == at || !SCAN_AT(end, "</v></c>"))
        return false;
    reading->at = end + strlen("</v></c>");
    xlsx_row_pass(&reading->row, cell->column);
    cell->value = at;
    cell->length = (size_t)(end - at);
    *result = cell->type == XLSX_SHARED
                  ? xlsx_row_add_shared(&reading->row, cell->column, index)
                  : xlsx_row_add_digits(&reading->row, cell);
    return true;
}

/* What a cell holds, from after the > of <c>, to its end. */
static int read_content(struct reading *reading, const char *at,
                        struct pending *pending)
{
    while (!SCAN_AT(at, "</c>")) {
        at = read_child(reading, at, pending);
        if (at == NULL)
            return STEP_STOPPED;
    }
    reading->at = at + strlen("</c>");
    xlsx_row_pass(&reading->row, pending->cell.column);
    return finish_cell(reading, pending);
}

/* One <c>; `at` stands after "<c". */
static int read_cell(struct reading *reading, const char *at)
{
    struct pending pending = {.result = 0};
    struct xlsx_cell *cell = &pending.cell;
    at = read_attributes(reading, at, &pending);
    if (at != NULL && cell->column == 0)
        pending.result = xlsx_row_place(&reading->row, NULL, 0, &cell->column);
    if (at == NULL || pending.result != 0)
        return pending.result != 0 ? pending.result : STEP_STOPPED;
    if (*at == '/') {
        if (at[1] != '>')
            return stopped(reading, at);
        xlsx_row_pass(&reading->row, cell->column);
        reading->at = at + 2;
        return 0;
    }
    at++;
    if (SCAN_AT(at, "<v>") &&
        add_digits(reading, at + 3, cell, &pending.result))
        return pending.result;
    return read_content(reading, at, &pending);
}

/* ---- rows ---- */

static bool is_true(const struct scan_attribute *attribute)
{
    return (attribute->value_length == 1 && attribute->value[0] == '1') ||
           (attribute->value_length == 4 &&
            memcmp(attribute->value, "true", 4) == 0);
}

/* One <row …>; `at` stands after "<row". */
static int begin_row(struct reading *reading, const char *at)
{
    struct scan_attribute attribute;
    const char *number = NULL;
    size_t length = 0;
    bool is_hidden = false;
    bool is_empty = false;
    while ((at = scan_attribute(&reading->scan, at, &attribute)) != NULL &&
           attribute.name_length > 0) {
        if (scan_is_named(&attribute, "r")) {
            number = attribute.value;
            length = attribute.value_length;
        } else if (scan_is_named(&attribute, "hidden")) {
            is_hidden = is_true(&attribute);
        } else if (scan_is_namespace(&attribute)) {
            return stopped(reading, attribute.name);
        }
    }
    if (at != NULL)
        at = scan_tag_end(&reading->scan, at, &is_empty);
    if (at == NULL)
        return STEP_STOPPED;
    const int result = xlsx_row_begin(&reading->row, number, length, is_hidden);
    if (result != 0)
        return result;
    reading->row_start = at;
    reading->at = at;
    if (is_empty)
        return xlsx_row_end(&reading->row);
    reading->stage = STAGE_ROW;
    return 0;
}

static int read_between(struct reading *reading)
{
    const char *const at = scan_spaces(reading->at);
    if (SCAN_AT(at, "<row") && scan_is_name_end(at[4]))
        return begin_row(reading, at + strlen("<row"));
    if (!SCAN_AT(at, "</sheetData>"))
        return stopped(reading, at);
    reading->at = at + strlen("</sheetData>");
    reading->stage = STAGE_TAIL;
    return 0;
}

static int read_row(struct reading *reading)
{
    int result = 0;
    while (result == 0) {
        const char *const at = scan_spaces(reading->at);
        if (SCAN_AT(at, "<c") && scan_is_name_end(at[2])) {
            result = read_cell(reading, at + strlen("<c"));
        } else if (SCAN_AT(at, "</row>")) {
            reading->at = at + strlen("</row>");
            reading->stage = STAGE_BETWEEN;
            return xlsx_row_end(&reading->row);
        } else {
            return stopped(reading, at);
        }
    }
    return result;
}

/* ---- before and after ---- */

static int read_root(struct reading *reading)
{
    const char *at = scan_root(&reading->scan, reading->at, "worksheet");
    if (at == NULL)
        return STEP_STOPPED;
    reading->at = at;
    reading->stage = STAGE_HEAD;
    return 0;
}

/* The next tag of the head or tail. Comments and the like might hide what
 * looks like a tag, and near the window's end a tag cannot be told. */
static const char *next_tag(struct reading *reading)
{
    struct scan *scan = &reading->scan;
    const char *at = scan_to_tag(scan, reading->at);
    if (at == NULL) {
        reading->at = scan->end;
        return NULL;
    }
    reading->at = at;
    if (at[1] == '!' || at[1] == '?' ||
        (scan->end - at < SCAN_LOOKAHEAD && !reading->window.has_ended))
        return scan_stop(scan, at);
    return at;
}

static int read_head(struct reading *reading)
{
    bool is_empty = false;
    const char *at = next_tag(reading);
    if (at == NULL)
        return STEP_STOPPED;
    if (SCAN_AT(at, "</worksheet>")) {
        reading->stage = STAGE_DONE;
    } else if (SCAN_AT(at, "<sheetData") && scan_is_name_end(at[10])) {
        at = scan_tag_end(&reading->scan, at + strlen("<sheetData"), &is_empty);
        if (at == NULL)
            return STEP_STOPPED;
        reading->at = at;
        reading->stage = is_empty ? STAGE_TAIL : STAGE_BETWEEN;
        return 0;
    }
    reading->at++;
    return 0;
}

/* <mergeCell ref="A1:C1"/>; `at` stands after its name. */
static int read_merge(struct reading *reading, const char *at)
{
    struct scan_attribute attribute;
    struct scan_attribute reference = {.value = ""};
    while ((at = scan_attribute(&reading->scan, at, &attribute)) != NULL &&
           attribute.name_length > 0) {
        if (scan_is_named(&attribute, "ref"))
            reference = attribute;
    }
    if (at == NULL)
        return STEP_STOPPED;
    reading->at = at;
    return xlsx_row_merge(&reading->row, reference.value,
                          reference.value_length);
}

static int read_tail(struct reading *reading)
{
    const char *const at = next_tag(reading);
    if (at == NULL)
        return STEP_STOPPED;
    if (SCAN_AT(at, "<mergeCell") && scan_is_name_end(at[10]))
        return read_merge(reading, at + strlen("<mergeCell"));
    if (SCAN_AT(at, "<sheetData") && scan_is_name_end(at[10]))
        return STEP_UNKNOWN; /* a second one */
    if (SCAN_AT(at, "</worksheet>"))
        reading->stage = STAGE_DONE;
    reading->at++;
    return 0;
}

/* ---- the sheet ---- */

/* Goes on as far as the window reaches. */
static int read_window(struct reading *reading)
{
    static int (*const stages[])(struct reading *) = {
        [STAGE_ROOT] = read_root,       [STAGE_HEAD] = read_head,
        [STAGE_BETWEEN] = read_between, [STAGE_ROW] = read_row,
        [STAGE_TAIL] = read_tail,
    };
    int result = 0;
    while (result == 0 && reading->stage != STAGE_DONE)
        result = stages[reading->stage](reading);
    if (result == STEP_STOPPED &&
        (!scan_is_cut(&reading->scan) || reading->window.has_ended))
        return STEP_UNKNOWN;
    return result == 0 ? STEP_DONE : result;
}

static void on_moved(void *context, const char *from, char *to)
{
    struct reading *reading = context;
    if (reading->stage == STAGE_ROW) {
        xlsx_row_move(&reading->row, from, to);
        reading->row_start = to + (reading->row_start - from);
    }
    reading->at = to + (reading->at - from);
}

/* What stands after the root is read all the same: for the checksum. */
static int read_rows(struct reading *reading)
{
    struct xlsx_window *window = &reading->window;
    int result = STEP_STOPPED;
    reading->at = window->bytes;
    while (result == STEP_STOPPED ||
           (result == STEP_DONE && !window->has_ended)) {
        const char *keep =
            reading->stage == STAGE_ROW ? reading->row_start : reading->at;
        if (xlsx_window_more(window, keep, on_moved, reading,
                             reading->row.failure) != 0)
            return -1;
        reading->scan.end = window->bytes + window->length;
        if (result == STEP_DONE)
            reading->at = reading->scan.end;
        else
            result = read_window(reading);
    }
    return result;
}

/* 0, 1, -1 or STEP_UNKNOWN; *delivered is what the sink has had. */
static int read_fast(const struct xlsx_book *book, struct zip_part *part,
                     const struct sheet_sink *sink, uint64_t *delivered,
                     struct failure *failure)
{
    struct reading reading = {.stage = STAGE_ROOT};
    xlsx_row_init(&reading.row, book, part, sink, failure);
    if (xlsx_window_init(&reading.window, part, book->window, failure) != 0)
        return -1;
    const int result = read_rows(&reading);
    *delivered = reading.row.delivered;
    xlsx_window_release(&reading.window);
    xlsx_row_release(&reading.row);
    return result == STEP_DONE ? 0 : result;
}

static int read_exact(const struct xlsx_book *book, struct zip_part *part,
                      const struct sheet_sink *sink, uint64_t to_skip,
                      struct failure *failure)
{
    struct xlsx_row row;
    xlsx_row_init(&row, book, part, sink, failure);
    row.to_skip = to_skip;
    const int result = xlsx_sheet_read_exact(book, part, &row, failure);
    xlsx_row_release(&row);
    return result;
}

/* Once over the part, by the scanner or the parser. */
static int read_part(const struct xlsx_book *book, size_t sheet, bool is_exact,
                     const struct sheet_sink *sink, uint64_t *delivered,
                     struct failure *failure)
{
    struct zip_part *part = NULL;
    if (zip_part_open(book->package, book->parts[sheet], XLSX_SHEET_BYTES,
                      &part, failure) != 0)
        return -1;
    int result = is_exact ? read_exact(book, part, sink, *delivered, failure)
                          : read_fast(book, part, sink, delivered, failure);
    if (result == STEP_UNKNOWN && book->way == XLSX_SCAN)
        result = zip_part_fail(part, "?", failure);
    zip_part_close(part);
    return result;
}

int xlsx_sheet_read(const struct xlsx_book *book, size_t sheet,
                    const struct sheet_sink *sink, struct failure *failure)
{
    uint64_t delivered = 0;
    int result = STEP_UNKNOWN;
    if (book->way != XLSX_PARSE)
        result = read_part(book, sheet, false, sink, &delivered, failure);
    if (result == STEP_UNKNOWN)
        result = read_part(book, sheet, true, sink, &delivered, failure);
    return result < 0 ? -1 : 0;
}
