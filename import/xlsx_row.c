/*
 * Rows and cells as the format means them.
 *
 * Where a row or a cell does not say where it stands, it comes after the one
 * before. Cells out of order are sorted, and rows of one number joined, as
 * programs write that begin a row anew for each cell: so a row is passed on
 * when the next one begins. Rows out of order are refused: the rows before
 * have been passed on already, and a spreadsheet program would ask to repair
 * such a file as well. So is a cell that names another row
 * than the one it stands in: one of the two is wrong, and a wrong row is
 * somebody else's money.
 *
 * Numbers keep their digits; they are only looked over here. What claims to
 * be a number and is none is shown as text.
 */
#include "import/xlsx_row.h"

#include "core/digits.h"
#include "import/iso_date.h"
#include "import/number_format.h"
#include <stdlib.h>
#include <string.h>

void xlsx_row_init(struct xlsx_row *row, const struct xlsx_book *book,
                   const struct zip_part *part, const struct sheet_sink *sink,
                   struct failure *failure)
{
    *row = (struct xlsx_row){
        .book = book, .part = part, .sink = sink, .failure = failure};
}

void xlsx_row_release(struct xlsx_row *row)
{
    mem_free(row->cells);
    mem_free(row->held.cells);
    row->cells = NULL;
    row->held.cells = NULL;
}

static int refuse(struct xlsx_row *row, colnum column, const char *what)
{
    zip_part_fail(row->part, what, row->failure);
    row->failure->row = row->number;
    row->failure->column = column;
    return -1;
}

/* Two places that cannot both be right. */
static int contradict(struct xlsx_row *row, colnum column, const char *what)
{
    (void)refuse(row, column, what);
    row->failure->code = DIAG_FILE_DISORDER;
    return failure_because(row->failure, MESSAGE_WHY_PLACES);
}

static int exceed(struct xlsx_row *row, const char *what)
{
    zip_part_limit(row->part, what, row->failure);
    row->failure->row = row->number;
    return -1;
}

/* ---- to the sink ---- */

/* The text of a cell whose shared string is known. */
static void set_shared(const struct xlsx_row *row, struct cell *to)
{
    const struct xlsx_strings *strings = &row->book->strings;
    const uint32_t start = strings->starts[to->shared - 1];
    to->text = strings->bytes + start;
    to->length = strings->starts[to->shared] - start;
}

static int by_column(const void *left, const void *right)
{
    const struct cell *a = left;
    const struct cell *b = right;
    return (a->column > b->column) - (a->column < b->column);
}

static int sort_cells(struct xlsx_row *row)
{
    const struct xlsx_held *held = &row->held;
    qsort(held->cells, held->count, sizeof *held->cells, by_column);
    for (size_t i = 1; i < held->count; i++) {
        if (held->cells[i].column != held->cells[i - 1].column)
            continue;
        (void)contradict(row, held->cells[i].column, "<c r> x 2");
        row->failure->row = held->number;
        return -1;
    }
    return 0;
}

/* Where a string stands among all the others is far off, and fetched while the
 * row goes on; its cells get their texts here. Empty ones are dropped. */
static void set_texts(struct xlsx_row *row)
{
    struct xlsx_held *held = &row->held;
    size_t kept = 0;
    for (size_t i = 0; i < held->count; i++) {
        struct cell *const cell = &held->cells[i];
        if (cell->shared != 0 && cell->text == NULL) {
            set_shared(row, cell);
            if (cell->length == 0)
                continue;
        }
        if (kept != i)
            held->cells[kept] = *cell;
        kept++;
    }
    held->count = kept;
}

/* Whether the sink has had this one before, when the part was first read. */
static bool is_repeated(struct xlsx_row *row)
{
    row->delivered++;
    return row->delivered <= row->to_skip;
}

int xlsx_row_catch_up(struct xlsx_row *row)
{
    struct xlsx_held *held = &row->held;
    if (!held->is_there)
        return 0;
    held->is_there = false;
    if (held->awaits_texts)
        set_texts(row);
    if (held->count == 0)
        return 0;
    if (held->is_unsorted && held->count > 1 && sort_cells(row) != 0)
        return -1;
    if (is_repeated(row))
        return 0;
    const struct sheet_row out = {
        .row = held->number,
        .is_hidden = held->is_hidden,
        .cells = held->cells,
        .cell_count = held->count,
    };
    return row->sink->row(row->sink->context, &out);
}

/* Puts the row that has ended into the place of the one that was given. */
static void hold(struct xlsx_row *row)
{
    const struct xlsx_held given = row->held;
    row->held = (struct xlsx_held){
        .cells = row->cells,
        .count = row->count,
        .capacity = row->capacity,
        .number = row->number,
        .is_hidden = row->is_hidden,
        .is_unsorted = row->is_unsorted,
        .awaits_texts = row->awaits_texts,
        .is_there = true,
    };
    row->cells = given.cells;
    row->capacity = given.capacity;
    row->count = 0;
    row->is_pending = false;
}

/* Another row begins: what can be given is given. */
static int pass_on(struct xlsx_row *row)
{
    const int result = row->is_pending ? xlsx_row_catch_up(row) : 0;
    if (result != 0 || !row->is_pending)
        return result;
    hold(row);
    return row->runs_behind ? 0 : xlsx_row_catch_up(row);
}

/* ---- positions ---- */

/* Digits up to `end`; 0 where there are none, or others, or too many. */
static uint32_t read_number(const char *at, const char *end)
{
    uint32_t number = 0;
    if (end - at > 9)
        return 0;
    for (; at < end; at++) {
        if (*at < '0' || *at > '9')
            return 0;
        number = number * 10 + (uint32_t)(*at - '0');
    }
    return number;
}

/* Notes how references of this row end, for whoever compares bytes. */
static void note_reference(struct xlsx_row *row, const char *number,
                           size_t length)
{
    uint64_t bytes = 0;
    row->ref_mask = 0;
    if (length >= XLSX_REF_BYTES)
        return;
    for (size_t i = 0; i < length; i++)
        bytes |= (uint64_t)(unsigned char)number[i] << 8 * i;
    bytes |= (uint64_t)'"' << 8 * length;
    row->ref_end = digits_order(bytes);
    row->ref_mask =
        digits_order(UINT64_MAX >> 8 * (XLSX_REF_BYTES - 1 - length));
    row->ref_length = length + 1;
}

static int set_number(struct xlsx_row *row, rownum number)
{
    row->number = number;
    if (number == 0)
        return refuse(row, 0, "<row r>");
    if (number > XLSX_ROWS)
        return exceed(row, "rows > 1048576");
    if (number <= row->last)
        return contradict(row, 0, "<row r> < r");
    return 0;
}

int xlsx_row_begin(struct xlsx_row *row, const char *number, size_t length,
                   bool is_hidden)
{
    const rownum given =
        number == NULL ? 0 : read_number(number, number + length);
    if (row->is_pending && given == row->number) {
        row->is_pending = false;
        row->is_hidden |= is_hidden;
        return 0;
    }
    const int result = pass_on(row);
    if (result != 0)
        return result;
    row->count = 0;
    row->last_column = 0;
    row->is_hidden = is_hidden;
    row->is_unsorted = false;
    row->awaits_texts = false;
    row->is_numbered = number != NULL;
    row->ref_mask = 0;
    if (number == NULL)
        return set_number(row, row->last + 1);
    note_reference(row, number, length);
    return set_number(row, given);
}

/* A column's letters at `at`; 0 where there are none or they go too far. */
static const char *read_letters(const char *at, const char *end,
                                uint32_t *column)
{
    *column = 0;
    for (; at < end; at++) {
        const unsigned letter = ((unsigned char)*at | 0x20U) - 'a';
        if (letter > 25)
            break;
        if (*column <= XLSX_COLUMNS)
            *column = *column * 26 + letter + 1;
    }
    return at;
}

int xlsx_row_place(struct xlsx_row *row, const char *reference, size_t length,
                   colnum *out)
{
    uint32_t column = row->last_column + 1U;
    if (reference != NULL) {
        const char *const end = reference + length;
        const char *digits = read_letters(reference, end, &column);
        const rownum number = read_number(digits, end);
        if (column == 0 || number == 0)
            return refuse(row, 0, "<c r>");
        if (number != row->number) {
            if (row->is_numbered)
                return contradict(row, (colnum)column, "<c r>");
            if (set_number(row, number) != 0)
                return -1;
        }
        row->is_numbered = true;
    }
    if (column > XLSX_COLUMNS)
        return exceed(row, "columns > 16384");
    *out = (colnum)column;
    return 0;
}

/* ---- values ---- */

enum xlsx_type xlsx_type_of(const char *name, size_t length)
{
    static const struct {
        const char *name;
        enum xlsx_type type;
    } types[] = {
        {"s", XLSX_SHARED},  {"n", XLSX_NUMBER}, {"str", XLSX_STRING},
        {"b", XLSX_BOOLEAN}, {"e", XLSX_ERROR},  {"inlineStr", XLSX_INLINE},
        {"d", XLSX_DATE},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strlen(types[i].name) == length &&
            memcmp(types[i].name, name, length) == 0)
            return types[i].type;
    }
    return XLSX_STRING;
}

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* xsd:double without its words: -12.5E+3 */
static bool is_number(const char *at, size_t length)
{
    const char *const end = at + length;
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    const char *digits = at;
    at = skip_digits(at, end);
    size_t count = (size_t)(at - digits);
    if (at < end && *at == '.') {
        digits = at + 1;
        at = skip_digits(digits, end);
        count += (size_t)(at - digits);
    }
    if (count == 0)
        return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '-' || *at == '+'))
            at++;
        digits = at;
        at = skip_digits(at, end);
        if (at == digits)
            return false;
    }
    return at == end;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The value without white space around it. */
static void trim(struct xlsx_cell *cell)
{
    while (cell->length > 0 && is_space(cell->value[cell->length - 1]))
        cell->length--;
    while (cell->length > 0 && is_space(cell->value[0])) {
        cell->value++;
        cell->length--;
    }
}

/* Sets how the cell format shows a number. */
static void set_shown(const struct xlsx_row *row, uint32_t style,
                      struct cell *to)
{
    const struct xlsx_styles *styles = &row->book->styles;
    const unsigned char shown =
        style < styles->count ? styles->shown[style] : 0;
    to->kind = shown == SHOWN_AS_DATE ? CELL_DATE : CELL_NUMBER;
    to->zeros = shown == SHOWN_AS_DATE ? 0 : shown;
}

/* A date is how the file writes the number; how it is shown, its format says,
 * as it does for any other. */
static void set_date(const struct xlsx_row *row, const struct xlsx_cell *from,
                     struct cell *to)
{
    to->kind = CELL_TEXT;
    if (serial_from_iso(from->value, from->length, row->book->is_1904,
                        &to->number)) {
        set_shown(row, from->style, to);
        to->text = NULL;
    }
}

static void set_boolean(const struct xlsx_cell *from, struct cell *to)
{
    const bool is_false =
        (from->length == 1 && from->value[0] == '0') ||
        (from->length == 5 && memcmp(from->value, "false", 5) == 0);
    to->kind = CELL_BOOLEAN;
    to->number = is_false ? 0 : 1;
    to->text = NULL;
}

static int set_shared_value(struct xlsx_row *row, const struct xlsx_cell *from,
                            struct cell *to)
{
    uint32_t index = 0;
    for (size_t i = 0; i < from->length; i++) {
        const unsigned digit = (unsigned char)from->value[i] - (unsigned)'0';
        if (digit > 9 || index >= XLSX_STRINGS)
            return refuse(row, from->column, "<c t=\"s\">");
        index = index * 10 + digit;
    }
    if (index >= row->book->strings.count)
        return refuse(row, from->column, "<c t=\"s\">");
    to->kind = CELL_TEXT;
    to->shared = index + 1;
    set_shared(row, to);
    return 0;
}

static int set_value(struct xlsx_row *row, struct xlsx_cell *from,
                     struct cell *to)
{
    if (from->type != XLSX_STRING && from->type != XLSX_INLINE)
        trim(from);
    to->text = from->value;
    to->length = (uint32_t)from->length;
    if (from->length == 0) {
        /* A formula's result can be an empty string; no number can. */
        const bool is_string = from->has_value && from->type != XLSX_NUMBER;
        to->kind = from->has_formula && !is_string ? CELL_UNCACHED : CELL_TEXT;
        return 0;
    }
    switch ((enum xlsx_type)from->type) {
    case XLSX_SHARED:
        return set_shared_value(row, from, to);
    case XLSX_NUMBER:
        to->kind = CELL_TEXT;
        if (is_number(from->value, from->length))
            set_shown(row, from->style, to);
        return 0;
    case XLSX_BOOLEAN:
        set_boolean(from, to);
        return 0;
    case XLSX_DATE:
        set_date(row, from, to);
        return 0;
    case XLSX_ERROR:
        to->kind = CELL_ERROR;
        return 0;
    case XLSX_STRING:
    case XLSX_INLINE:
        break;
    }
    to->kind = CELL_TEXT;
    return 0;
}

/* Room for one more cell, where there is none. */
static int grow(struct xlsx_row *row)
{
    if (row->count >= XLSX_COLUMNS)
        return exceed(row, "columns > 16384");
    return mem_grow(&row->cells, &row->capacity, row->count + 1,
                    sizeof *row->cells) == 0
               ? 0
               : failure_memory(row->failure);
}

/* A place for one more cell, not yet counted; NULL after failure. */
static inline struct cell *next_cell(struct xlsx_row *row)
{
    const bool has_room = row->count < row->capacity || grow(row) == 0;
    return has_room ? &row->cells[row->count] : NULL;
}

int xlsx_row_add(struct xlsx_row *row, const struct xlsx_cell *cell)
{
    struct xlsx_cell from = *cell;
    if (!cell->has_value && !cell->has_formula)
        return 0;
    struct cell *to = next_cell(row);
    if (to == NULL)
        return -1;
    *to =
        (struct cell){.column = cell->column, .is_formula = cell->has_formula};
    if (set_value(row, &from, to) != 0)
        return -1;
    if (to->kind == CELL_UNCACHED)
        to->text = NULL;
    if (to->kind == CELL_TEXT && to->length == 0)
        return 0; /* a string that shows nothing */
    row->count++;
    return 0;
}

int xlsx_row_add_shared(struct xlsx_row *row, colnum column, uint32_t index)
{
    const struct xlsx_strings *strings = &row->book->strings;
    struct cell *to = next_cell(row);
    if (to == NULL)
        return -1;
    if (index >= strings->count)
        return refuse(row, column, "<c t=\"s\">");
    FETCH_EARLY(&strings->starts[index]);
    sheet_sink_expect(row->sink, index);
    *to =
        (struct cell){.column = column, .kind = CELL_TEXT, .shared = index + 1};
    row->count++;
    row->awaits_texts = true;
    return 0;
}

int xlsx_row_add_digits(struct xlsx_row *row, const struct xlsx_cell *cell)
{
    struct cell *to = next_cell(row);
    if (to == NULL)
        return -1;
    *to = (struct cell){.text = cell->value,
                        .length = (uint32_t)cell->length,
                        .column = cell->column};
    set_shown(row, cell->style, to);
    row->count++;
    return 0;
}

static void move_cells(struct cell *cells, size_t count, const char *from,
                       const char *to)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i].text != NULL && cells[i].shared == 0)
            cells[i].text = to + (cells[i].text - from);
}

void xlsx_row_move(struct xlsx_row *row, const char *from, const char *to)
{
    move_cells(row->cells, row->count, from, to);
    if (row->held.is_there)
        move_cells(row->held.cells, row->held.count, from, to);
}

/* ---- the end ---- */

void xlsx_row_end(struct xlsx_row *row)
{
    row->last = row->number;
    row->is_pending = true;
}

int xlsx_row_finish(struct xlsx_row *row)
{
    const int result = xlsx_row_catch_up(row);
    if (result != 0 || !row->is_pending)
        return result;
    hold(row);
    return xlsx_row_catch_up(row);
}

/* "C5" at `at`; false where it is none. */
static bool read_reference(const char *at, const char *end, rownum *row,
                           colnum *column)
{
    uint32_t letters = 0;
    const char *digits = read_letters(at, end, &letters);
    *row = read_number(digits, end);
    *column = (colnum)letters;
    return letters > 0 && letters <= XLSX_COLUMNS && *row > 0 &&
           *row <= XLSX_ROWS;
}

int xlsx_row_merge(struct xlsx_row *row, const char *reference, size_t length)
{
    struct cell_range range = {.first_row = 0};
    const char *const end = reference + length;
    const char *colon = memchr(reference, ':', length);
    const char *const second = colon == NULL ? reference : colon + 1;
    if (row->sink->merge == NULL)
        return 0;
    if (!read_reference(reference, colon == NULL ? end : colon,
                        &range.first_row, &range.first_column) ||
        !read_reference(second, end, &range.last_row, &range.last_column))
        return zip_part_fail(row->part, "<mergeCell ref>", row->failure);
    cell_range_order(&range);
    if (is_repeated(row))
        return 0;
    return row->sink->merge(row->sink->context, &range);
}
