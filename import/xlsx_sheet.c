/*
 * Sheets, by a scanner of our own. A monthly run is XML in, XML out: an XML
 * parser with empty handlers takes longer over a roster than all the rest of
 * the job, because it looks at each byte in a dozen ways of which a sheet
 * needs two or three.
 *
 * The scanner goes through a sheet in stages: the root, what comes before the
 * rows, between rows, inside a row, and what comes after. In each it knows
 * the tags that spreadsheet programs write there (xlsx_cell.c for cells).
 * Texts stay in the window until their row has been passed on, when the next
 * begins. So nothing is allocated or copied for a cell.
 *
 * Whatever is not known (CDATA, comments, prefixed names, other encodings,
 * elements of later versions inside a row) ends the attempt: the parser reads
 * the sheet again from the start, and the rows that the sink already has are
 * left out. The scanner is laxer than a parser about what it skips, never
 * about what it passes on.
 */
#include "import/xlsx_sheet.h"

#include "core/digits.h"
#include "import/xlsx_cell.h"

enum stage {
    STAGE_ROOT,
    STAGE_HEAD,    /* before <sheetData> */
    STAGE_BETWEEN, /* between rows */
    STAGE_ROW,     /* inside a row */
    STAGE_TAIL,    /* after </sheetData> */
    STAGE_DONE     /* after </worksheet> */
};

enum { ROW_TAIL = 48 };

/* How the last row's tag was written behind its number: programs write the
 * next one alike. */
struct row_form {
    char tail[ROW_TAIL]; /* " spans="1:12"> */
    size_t length;       /* 0 = not known */
    bool is_hidden;
};

struct reading {
    struct scan scan;
    struct xlsx_window window;
    struct xlsx_row row;
    struct row_form row_form;
    struct xlsx_cells cells;            /* of the three above, and … */
    struct xlsx_form forms[XLSX_FORMS]; /* … how they were written before */
    const char *at;                     /* all before has been dealt with … */
    const char *row_start;  /* … but texts of the row lie from here on, … */
    const char *held_start; /* … and those of the one that is held from here */
    enum stage stage;
};

static int stopped(struct reading *reading, const char *at)
{
    scan_stop(&reading->scan, at);
    return SCAN_STOPPED;
}

/* ---- rows ---- */

static bool is_true(const struct scan_attribute *attribute)
{
    return (attribute->value_length == 1 && attribute->value[0] == '1') ||
           (attribute->value_length == 4 &&
            memcmp(attribute->value, "true", 4) == 0);
}

/* A row's tag as far as it matters. */
struct row_tag {
    const char *number; /* NULL = it has none */
    size_t length;
    bool is_hidden;
    bool is_empty;
};

/* Over a tag that is written like the one before; NULL where it is not. `at`
 * stands after "<row". */
static const char *match_row(const struct row_form *form, const char *at,
                             struct row_tag *out)
{
    if (form->length == 0 || !SCAN_AT(at, " r=\""))
        return NULL;
    at += strlen(" r=\"");
    const size_t length = digits_count(digits_load(at));
    if (memcmp(at + length, form->tail, form->length) != 0)
        return NULL;
    *out = (struct row_tag){
        .number = at, .length = length, .is_hidden = form->is_hidden};
    return at + length + form->length;
}

/* Notes how a tag is written that ends before `end`. */
static void learn_row(struct row_form *form, const char *at, const char *end,
                      const struct row_tag *tag)
{
    form->length = 0;
    if (tag->number != at + strlen(" r=\"") || !SCAN_AT(at, " r=\"") ||
        tag->is_empty)
        return;
    const char *const tail = tag->number + tag->length;
    if ((size_t)(end - tail) > sizeof form->tail)
        return;
    form->length = (size_t)(end - tail);
    memcpy(form->tail, tail, form->length);
    form->is_hidden = tag->is_hidden;
}

/* Over any tag; NULL where it is cut, or not known. */
static const char *read_row_tag(struct scan *scan, const char *at,
                                struct row_tag *out)
{
    struct scan_attribute attribute;
    *out = (struct row_tag){.number = NULL};
    while ((at = scan_attribute(scan, at, &attribute)) != NULL &&
           attribute.name_length > 0) {
        if (scan_is_named(&attribute, "r")) {
            out->number = attribute.value;
            out->length = attribute.value_length;
        } else if (scan_is_named(&attribute, "hidden")) {
            out->is_hidden = is_true(&attribute);
        } else if (scan_is_namespace(&attribute)) {
            return scan_stop(scan, attribute.name);
        }
    }
    return at == NULL ? NULL : scan_tag_end(scan, at, &out->is_empty);
}

/* Begins the row of a tag, which ends the one before. That may be held as long
 * as it takes little room in the window. */
static int begin_tagged(struct reading *reading, const char *at,
                        const struct row_tag *tag)
{
    enum { LITTLE = 16 * 1024 };
    struct xlsx_row *const row = &reading->row;
    const char *const start = reading->row_start;
    row->runs_behind = row->is_pending && at - start < LITTLE;
    const rownum held = row->held.number;
    const int result =
        xlsx_row_begin(row, tag->number, tag->length, tag->is_hidden);
    if (row->held.number != held)
        reading->held_start = start;
    return result;
}

/* One <row …>; `at` stands after "<row". */
static int begin_row(struct reading *reading, const char *at)
{
    struct row_tag tag;
    const char *end = match_row(&reading->row_form, at, &tag);
    if (end == NULL) {
        end = read_row_tag(&reading->scan, at, &tag);
        if (end == NULL)
            return SCAN_STOPPED;
        learn_row(&reading->row_form, at, end, &tag);
    }
    const int result = begin_tagged(reading, at, &tag);
    if (result != 0)
        return result;
    if (reading->row.count == 0)
        reading->row_start = end;
    reading->at = end;
    if (tag.is_empty)
        xlsx_row_end(&reading->row);
    else
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
    return xlsx_row_finish(&reading->row);
}

static int read_row(struct reading *reading)
{
    int result = 0;
    while (result == 0) {
        result = xlsx_forms_read(reading->forms, &reading->row, &reading->at);
        if (result != 0)
            return result;
        const char *at = scan_spaces(reading->at);
        if (SCAN_AT(at, "<c") && scan_is_name_end(at[2])) {
            at += strlen("<c");
            result = xlsx_cell_read(&reading->cells, &at);
            if (result == 0)
                reading->at = at;
        } else if (SCAN_AT(at, "</row>")) {
            reading->at = at + strlen("</row>");
            reading->stage = STAGE_BETWEEN;
            xlsx_row_end(&reading->row);
            return 0;
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
        return SCAN_STOPPED;
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
        return SCAN_STOPPED;
    if (SCAN_AT(at, "</worksheet>")) {
        reading->stage = STAGE_DONE;
    } else if (SCAN_AT(at, "<mergeCell")) {
        return SCAN_UNKNOWN; /* out of place: whether they count, the parser
                                says */
    } else if (SCAN_AT(at, "<sheetData") && scan_is_name_end(at[10])) {
        at = scan_tag_end(&reading->scan, at + strlen("<sheetData"), &is_empty);
        if (at == NULL)
            return SCAN_STOPPED;
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
        return SCAN_STOPPED;
    reading->at = at;
    return xlsx_row_merge(&reading->row, reference.value,
                          reference.value_length);
}

static int read_tail(struct reading *reading)
{
    const char *const at = next_tag(reading);
    if (at == NULL)
        return SCAN_STOPPED;
    if (SCAN_AT(at, "<mergeCell") && scan_is_name_end(at[10]))
        return read_merge(reading, at + strlen("<mergeCell"));
    if (SCAN_AT(at, "<sheetData") && scan_is_name_end(at[10]))
        return SCAN_UNKNOWN; /* a second one */
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
    if (result == SCAN_STOPPED &&
        (!scan_is_cut(&reading->scan) || reading->window.has_ended))
        return SCAN_UNKNOWN;
    return result == 0 ? SCAN_DONE : result;
}

/* Whether texts of a row are still needed. */
static bool holds_row(const struct reading *reading)
{
    return reading->stage == STAGE_ROW || reading->row.is_pending;
}

/* The first byte that is still needed. */
static const char *kept_from(const struct reading *reading)
{
    if (reading->row.held.is_there)
        return reading->held_start;
    return holds_row(reading) ? reading->row_start : reading->at;
}

static void on_moved(void *context, const char *from, char *to)
{
    struct reading *reading = context;
    xlsx_row_move(&reading->row, from, to);
    if (reading->row.held.is_there)
        reading->held_start = to + (reading->held_start - from);
    if (holds_row(reading))
        reading->row_start = to + (reading->row_start - from);
    reading->at = to + (reading->at - from);
}

/* What stands after the root is read all the same: for the checksum. */
static int read_rows(struct reading *reading)
{
    struct xlsx_window *window = &reading->window;
    int result = SCAN_STOPPED;
    reading->at = window->bytes;
    while (result == SCAN_STOPPED ||
           (result == SCAN_DONE && !window->has_ended)) {
        if (xlsx_window_more(window, kept_from(reading), on_moved, reading,
                             reading->row.failure) != 0)
            return -1;
        reading->scan.end = window->bytes + window->length;
        if (result == SCAN_DONE)
            reading->at = reading->scan.end;
        else
            result = read_window(reading);
    }
    return result;
}

/* 0, 1, -1 or SCAN_UNKNOWN; *delivered is what the sink has had. */
static int read_fast(const struct xlsx_book *book, struct zip_part *part,
                     const struct sheet_sink *sink, uint64_t *delivered,
                     struct failure *failure)
{
    struct reading reading = {.stage = STAGE_ROOT};
    reading.cells = (struct xlsx_cells){
        .scan = &reading.scan,
        .window = &reading.window,
        .row = &reading.row,
        .forms = reading.forms,
    };
    xlsx_row_init(&reading.row, book, part, sink, failure);
    if (xlsx_window_init(&reading.window, part, book->window, failure) != 0)
        return -1;
    int result = read_rows(&reading);
    if (result < 0 && xlsx_row_catch_up(&reading.row) > 0)
        result = 1;
    *delivered = reading.row.delivered;
    xlsx_window_release(&reading.window);
    xlsx_row_release(&reading.row);
    return result == SCAN_DONE ? 0 : result;
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
    if (result == SCAN_UNKNOWN && book->way == XLSX_SCAN)
        result = zip_part_fail(part, "?", failure);
    zip_part_close(part);
    return result;
}

int xlsx_sheet_read(const struct xlsx_book *book, size_t sheet,
                    const struct sheet_sink *sink, struct failure *failure)
{
    uint64_t delivered = 0;
    int result = SCAN_UNKNOWN;
    if (book->way != XLSX_PARSE)
        result = read_part(book, sheet, false, sink, &delivered, failure);
    if (result == SCAN_UNKNOWN)
        result = read_part(book, sheet, true, sink, &delivered, failure);
    return result < 0 ? -1 : 0;
}
