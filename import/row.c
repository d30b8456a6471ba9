/*
 * One sheet, row by row.
 *
 * Every row up to the last one that is not empty gets one of the four fates
 * of CONTRACT "Reading a roster row". Rows that a workbook leaves out between
 * others are blank ones, so the blank rows are what is left of the row
 * numbers when all others are counted; and what is read always ties out with
 * what became of it.
 *
 * What is not a person and not blank is skipped with a finding that has its
 * text: nothing vanishes. A row with an error keeps all its errors and its
 * cells as they came, for the return list.
 *
 * A line between the rows may begin another list (二、特困人员): then the sheet is
 * refused, since nobody below it would be read right.
 *
 * Merged ranges that come after their rows make the sheet be read a second
 * time (fill.c); what the first reading put into the roster is dropped.
 */
#include "import/row.h"

#include "core/text.h"
#include "import/date_cell.h"
#include "import/person_row.h"
#include "import/title_words.h"
#include <stdlib.h>
#include <string.h>

enum {
    SKIPPED_TEXT = 160,   /* bytes of a skipped row's text that are kept */
    PROGRESS_EVERY = 4096 /* rows */
};

/* ---- texts and findings ---- */

strref row_text(struct row_reader *reader, const char *text, size_t length)
{
    strref ref = 0;
    if (string_pool_add(reader->roster->strings, text, length, &ref) != 0)
        reader->has_failed = true;
    return ref;
}

strref row_new_text(struct row_reader *reader, const char *text, size_t length)
{
    strref ref = 0;
    if (string_pool_add_new(reader->roster->strings, text, length, &ref) != 0)
        reader->has_failed = true;
    return ref;
}

const char *row_cell_text(const struct row_reader *reader,
                          const struct cell *cell, char *buffer, size_t *length)
{
    return cell_shown(cell, reader->workbook->is_1904, buffer, length);
}

/*
 * A number of 16 to 21 digits as spreadsheet programs show it: 15 digits and
 * zeros, not 5.1e+17. Where a number stands for an ID number, people look for
 * its digits. Returns the length; 0 for other cells.
 */
static size_t write_long_number(const struct cell *cell, char *out)
{
    char digits[32];
    if (cell->kind != CELL_NUMBER)
        return 0;
    const double value = cell_number(cell);
    if (!(value >= 1e15 && value < 1e21))
        return 0;
    snprintf(digits, sizeof digits, "%.14e", value); /* d.dddddddddddddde+17 */
    const int exponent = atoi(strchr(digits, 'e') + 1);
    return (size_t)snprintf(out, CELL_TEXT_SIZE, "%c%.14s%0*d", digits[0],
                            digits + 2, exponent - 14, 0);
}

struct known_note *row_known_note(struct row_reader *reader, strref cell)
{
    return &reader->notes[cell % NOTE_CACHE];
}

static strref cell_ref(struct row_reader *reader, const struct cell *cell)
{
    char buffer[CELL_TEXT_SIZE];
    size_t length = 0;
    if (cell == NULL)
        return 0;
    length = write_long_number(cell, buffer);
    const char *text = buffer;
    if (length == 0)
        text = row_cell_text(reader, cell, buffer, &length);
    return row_text(reader, text, length);
}

static void add_diag(struct row_reader *reader, const struct diag *diag)
{
    if (roster_add_diag(reader->roster, diag) != 0)
        reader->has_failed = true;
}

static struct place place_of(const struct row_reader *reader, colnum column)
{
    return (struct place){
        .file = reader->roster->sheets[reader->sheet].file,
        .sheet = reader->sheet,
        .row = reader->row,
        .column = column,
    };
}

void row_find(struct row_reader *reader, enum diag_code code, enum field field,
              const struct cell *cell, strref note)
{
    const struct roster_sheet *sheet = &reader->roster->sheets[reader->sheet];
    const struct column_choice *choice = &sheet->columns[field];
    const struct diag diag = {
        .code = code,
        .at = place_of(reader, choice->column),
        .other = PLACE_NOWHERE,
        .label = choice->label,
        .cell = cell_ref(reader, cell),
        .note = note,
    };
    add_diag(reader, &diag);
    if (diag_severity(code) == SEVERITY_ERROR)
        reader->is_returned = true;
}

bool row_find_uncached(struct row_reader *reader, enum field field,
                       const struct cell *cell)
{
    if (cell == NULL || cell->kind != CELL_UNCACHED)
        return false;
    row_find(reader, DIAG_ID_FORMULA, field, cell, 0);
    return true;
}

/* A finding about the whole row. */
static void find_row(struct row_reader *reader, enum diag_code code,
                     strref note)
{
    const struct diag diag = {
        .code = code,
        .at = place_of(reader, 0),
        .other = PLACE_NOWHERE,
        .note = note,
    };
    add_diag(reader, &diag);
}

/* ---- skipped rows ---- */

/* The texts of a row, joined and cut. */
static strref texts_of(struct row_reader *reader, const struct sheet_row *row)
{
    char buffer[CELL_TEXT_SIZE];
    char joined[SKIPPED_TEXT];
    size_t at = 0;
    for (size_t i = 0; i < row->cell_count && at + 8 < sizeof joined; i++) {
        size_t length = 0;
        if (cell_is_blank(&row->cells[i]))
            continue;
        const char *text =
            row_cell_text(reader, &row->cells[i], buffer, &length);
        if (at > 0)
            joined[at++] = ' ';
        at += name_tidy(text, length, joined + at, sizeof joined - at);
    }
    return row_text(reader, joined, at);
}

static bool is_row_blank(const struct sheet_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (!cell_is_blank(&row->cells[i]))
            return false;
    return true;
}

static void skip_row(struct row_reader *reader, const struct sheet_row *row,
                     enum skip why)
{
    struct roster_sheet *sheet = &reader->roster->sheets[reader->sheet];
    if (is_row_blank(row))
        return;
    reader->last_row = row->row;
    if (why == SKIP_BLANK)
        return; /* a prepared line: blank, and counted with the others */
    reader->counted++;
    sheet->skips[why]++;
    find_row(reader, DIAG_ROW_SKIPPED, texts_of(reader, row));
}

/* ---- persons ---- */

/* The cells of the fields that are not blank. */
static void pick_cells(struct row_reader *reader, const struct sheet_row *row)
{
    const colnum *columns = reader->plan->columns.columns;
    for (size_t i = 0; i < reader->field_count; i++) {
        const enum field field = reader->fields[i];
        const struct cell *cell = sheet_row_cell(row, columns[field]);
        if (cell != NULL && memo_known(reader->memo, field, cell) == 0 &&
            cell_is_blank(cell))
            cell = NULL;
        reader->cells[field] = cell;
    }
}

/* The row's own width, or wider where a merged value reaches beyond it. */
static colnum raw_width(const struct row_reader *reader,
                        const struct sheet_row *row,
                        const struct cell *const *cells)
{
    const struct column_choice *choices =
        reader->roster->sheets[reader->sheet].columns;
    colnum width =
        row->cell_count == 0 ? 0 : row->cells[row->cell_count - 1].column;
    for (unsigned field = 0; field < FIELD_COUNT; field++)
        if (cells[field] != NULL && choices[field].column > width)
            width = choices[field].column;
    return width;
}

/* What a field's cell says outside its sheet: a date that came as a plain
 * number is written out. */
static strref field_text(struct row_reader *reader, enum field field,
                         const struct cell *cell)
{
    char text[YMD_TEXT_SIZE];
    ymd date;
    if ((field != FIELD_RECOGNISED && field != FIELD_ENDED) ||
        cell->kind != CELL_NUMBER ||
        date_cell_read(cell, reader->workbook->is_1904, field == FIELD_ENDED,
                       &date) != DATE_GIVEN)
        return cell_ref(reader, cell);
    ymd_text(date, text);
    return row_text(reader, text, strlen(text));
}

/* Keeps the cells as they came, and in them the values that stand once for
 * several rows: a row that is sent back by itself would lose them. */
static void keep_raw(struct row_reader *reader, const struct sheet_row *row,
                     const struct cell *const *cells)
{
    struct roster *roster = reader->roster;
    const struct column_choice *choices = roster->sheets[reader->sheet].columns;
    const colnum width = raw_width(reader, row, cells);
    strref *texts = arena_array(roster->arena, width, sizeof *texts);
    if (texts == NULL ||
        mem_grow(&roster->raw, &roster->raw_capacity, roster->raw_count + 1,
                 sizeof *roster->raw) != 0) {
        reader->has_failed = true;
        return;
    }
    for (size_t i = 0; i < row->cell_count; i++)
        texts[row->cells[i].column - 1] = cell_ref(reader, &row->cells[i]);
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        const colnum column = choices[field].column;
        if (cells[field] != NULL && column > 0)
            texts[column - 1] =
                field_text(reader, (enum field)field, cells[field]);
    }
    roster->raw[roster->raw_count++] = (struct raw_row){
        .sheet = reader->sheet,
        .row = row->row,
        .cells = texts,
        .cell_count = width,
    };
}

/* Names the person in the row's findings, which came before it was known. */
static void name_findings(struct row_reader *reader, size_t first,
                          const struct roster_row *row)
{
    for (size_t i = first; i < reader->roster->diag_count; i++) {
        reader->roster->diags[i].id = row->id;
        reader->roster->diags[i].name = row->name;
    }
}

static void add_person(struct row_reader *reader, const struct sheet_row *row,
                       const struct cell *const *cells, struct person_id *id)
{
    struct roster *roster = reader->roster;
    struct roster_sheet *sheet = &roster->sheets[reader->sheet];
    const size_t first_diag = roster->diag_count;
    struct roster_row person = {
        .id = id->id,
        .sheet = reader->sheet,
        .row = row->row,
        .category = POLICY_NONE,
        .is_hidden = row->is_hidden,
    };
    reader->is_returned = false;
    if (row->is_hidden)
        find_row(reader, DIAG_ROW_HIDDEN, 0);
    person_row_read(reader, cells, id, &person);
    person.fate = reader->is_returned ? FATE_RETURNED : FATE_ACCEPTED;
    name_findings(reader, first_diag, &person);
    if (reader->is_returned)
        keep_raw(reader, row, cells);
    if (mem_grow(&roster->rows, &roster->row_capacity, roster->row_count + 1,
                 sizeof *roster->rows) != 0) {
        reader->has_failed = true;
        return;
    }
    roster->rows[roster->row_count++] = person;
    sheet->fates[person.fate]++;
    reader->counted++;
    reader->last_row = row->row;
}

/* The only text of a row, folded; "" where there are more or none. */
static const char *only_text(const struct row_reader *reader,
                             const struct sheet_row *row, char *out,
                             size_t size)
{
    const struct cell *only = NULL;
    char buffer[CELL_TEXT_SIZE];
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < row->cell_count; i++) {
        if (cell_is_blank(&row->cells[i]))
            continue;
        if (only != NULL)
            return out;
        only = &row->cells[i];
    }
    if (only == NULL)
        return out;
    const char *text = row_cell_text(reader, only, buffer, &length);
    text_fold(text, length, out, size);
    return out;
}

/*
 * Notes a line that names another list: another kind, or people removed,
 * where no column tells who is what. Whether it begins one shows in the rows
 * below: a remark at the end of a list names nobody.
 */
static void look_for_other_list(struct row_reader *reader,
                                const struct sheet_row *row)
{
    char folded[SKIPPED_TEXT];
    const struct sheet_plan *plan = reader->plan;
    const colnum *columns = plan->columns.columns;
    const bool has_category = columns[FIELD_CATEGORY] != 0 ||
                              columns[FIELD_CATEGORY_SPECIFIC] != 0 ||
                              columns[FIELD_CATEGORY_CODE] != 0;
    only_text(reader, row, folded, sizeof folded);
    if (folded[0] == '\0' || strcmp(folded, plan->title_folded) == 0)
        return;
    const bool is_other_kind =
        !has_category &&
        kind_names_another(&reader->reading->kinds, plan->choice.kind, folded,
                           reader->named_kinds);
    const enum title_movement movement = title_movement(&plan->movers, folded);
    const bool is_removal =
        columns[FIELD_MOVEMENT] == 0 && plan->movement != MOVEMENT_REMOVED &&
        (movement == TITLE_REMOVED || movement == TITLE_UNCLEAR);
    if (is_other_kind || is_removal)
        reader->other_list =
            (struct other_list){.row = row->row, .text = texts_of(reader, row)};
}

/* Somebody stands below a line that names another list: the sheet cannot be
 * read. 0, or -1 with the failure; when inspecting, a finding. */
static int refuse_other_list(struct row_reader *reader)
{
    const struct other_list other = reader->other_list;
    const struct roster *roster = reader->roster;
    const rownum row = reader->row;
    if (other.row == 0)
        return 0;
    reader->other_list.row = 0;
    if (reader->reading->is_inspecting) {
        reader->row = other.row;
        find_row(reader, DIAG_SECOND_LIST, other.text);
        reader->row = row;
        return 0;
    }
    failure_set(reader->failure, DIAG_SECOND_LIST, reader->workbook->path, "%s",
                roster_string(roster, other.text));
    snprintf(reader->failure->sheet, sizeof reader->failure->sheet, "%s",
             roster_sheet_name(roster, reader->sheet));
    reader->failure->row = other.row;
    return -1;
}

static int read_body(struct row_reader *reader, const struct sheet_row *row)
{
    const struct cell **const cells = reader->cells;
    struct person_id id;
    pick_cells(reader, row);
    person_id_read(reader, cells, &id);
    enum skip skip = SKIP_NOT;
    if (id.id == 0) {
        look_for_other_list(reader, row);
        skip =
            row_skip(&reader->rules, row, cells, person_id_digits(&id, cells));
    }
    if (fill_row(&reader->fill, row, cells) != 0 ||
        (skip == SKIP_NOT && fill_continue(&reader->fill, cells) != 0))
        reader->has_failed = true;
    if (skip != SKIP_NOT) {
        skip_row(reader, row, skip);
        return 0;
    }
    if (refuse_other_list(reader) != 0)
        return -1;
    add_person(reader, row, cells, &id);
    return 0;
}

/* ---- the sheet ---- */

static void tell_progress(struct row_reader *reader)
{
    const struct import_options *options = reader->reading->options;
    const struct roster *roster = reader->roster;
    *reader->rows_done += 1;
    if (options->progress == NULL || *reader->rows_done % PROGRESS_EVERY != 0)
        return;
    const uint32_t file = roster->sheets[reader->sheet].file;
    options->progress(options->context, roster->files[file].name, file,
                      roster->file_count, *reader->rows_done);
}

static int take_row(void *context, const struct sheet_row *row)
{
    struct row_reader *reader = context;
    if (row->row <= reader->row) /* counts rest on ascending row numbers */
        return failure_set(reader->failure, DIAG_FILE_DAMAGED,
                           reader->workbook->path, "%u", (unsigned)row->row);
    reader->row = row->row;
    if (row->row <= reader->header_end)
        skip_row(reader, row, SKIP_TITLE);
    else if (read_body(reader, row) != 0)
        return -1;
    tell_progress(reader);
    return reader->has_failed ? failure_memory(reader->failure) : 0;
}

static int take_merge(void *context, const struct cell_range *range)
{
    struct row_reader *reader = context;
    return fill_add(&reader->fill, range) == 0
               ? 0
               : failure_memory(reader->failure);
}

static int take_notice(void *context, const struct sheet_notice *notice)
{
    struct row_reader *reader = context;
    const struct roster_sheet *sheet = &reader->roster->sheets[reader->sheet];
    struct diag diag = {
        .code = notice->code,
        .at = {.file = sheet->file,
               .sheet = reader->sheet,
               .row = notice->row,
               .column = notice->column},
        .other = PLACE_NOWHERE,
        .cell = row_text(reader, notice->cell, strlen(notice->cell)),
        .note = row_text(reader, notice->note, strlen(notice->note)),
    };
    if (notice->column >= 1 && notice->column <= sheet->label_count)
        diag.label = sheet->labels[notice->column - 1];
    add_diag(reader, &diag);
    return reader->has_failed ? failure_memory(reader->failure) : 0;
}

/* The second reading needs the merged ranges no more. */
static int ignore_merge(void *context, const struct cell_range *range)
{
    (void)context;
    (void)range;
    return 0;
}

static int prepare(struct row_reader *reader)
{
    const struct sheet_plan *plan = reader->plan;
    const struct roster_sheet *sheet = &reader->roster->sheets[reader->sheet];
    const rownum header = plan->header.row;
    reader->named_kinds = mem_alloc(reader->reading->policy->kind_count *
                                    sizeof *reader->named_kinds);
    if (reader->named_kinds == NULL)
        return failure_memory(reader->failure);
    for (unsigned field = 0; field < FIELD_COUNT; field++)
        if (plan->columns.columns[field] != 0)
            reader->fields[reader->field_count++] = (enum field)field;
    const colnum name = plan->columns.columns[FIELD_NAME];
    const colnum number = plan->columns.columns[FIELD_ID_NUMBER];
    reader->header_end = header + plan->header.depth - 1;
    reader->asks_grades =
        reading_asks_grades(reader->reading, plan->choice.kind);
    reader->rules = (struct skip_rules){
        .labels = &reader->reading->labels,
        .kind = plan->choice.kind,
        .header = {head_line(&plan->head, header),
                   plan->header.depth == 2 ? head_line(&plan->head, header + 1)
                                           : NULL},
        .title = plan->title_folded,
        .person_column = name > number ? name : number,
        .is_1904 = reader->workbook->is_1904,
    };
    fill_init(&reader->fill, sheet->columns, reader->header_end,
              reader->workbook->merges_are_lost &&
                  !reader->reading->options->is_flat);
    reader->first_row = reader->roster->row_count;
    reader->first_raw = reader->roster->raw_count;
    reader->first_diag = reader->roster->diag_count;
    return 0;
}

/* Drops what the sheet's first reading put into the roster. */
static void start_over(struct row_reader *reader)
{
    struct roster *roster = reader->roster;
    struct roster_sheet *sheet = &roster->sheets[reader->sheet];
    roster->row_count = reader->first_row;
    roster->raw_count = reader->first_raw;
    roster->diag_count = reader->first_diag;
    memset(sheet->fates, 0, sizeof sheet->fates);
    memset(sheet->skips, 0, sizeof sheet->skips);
    reader->other_list.row = 0;
    reader->counted = 0;
    reader->row = reader->last_row = 0;
    fill_rewind(&reader->fill);
}

/* Blank rows are those that were counted as nothing else. */
static void close_counts(struct row_reader *reader)
{
    struct roster_sheet *sheet = &reader->roster->sheets[reader->sheet];
    sheet->rows_read = reader->last_row;
    sheet->skips[SKIP_BLANK] = reader->last_row - reader->counted;
    for (unsigned why = 0; why < SKIP_COUNT; why++)
        sheet->fates[FATE_SKIPPED] += sheet->skips[why];
}

int row_reader_run(struct row_reader *reader, size_t sheet)
{
    struct workbook *workbook = reader->workbook;
    struct sheet_sink sink = {
        .context = reader,
        .known = &reader->memo->shared,
        .row = take_row,
        .merge = take_merge,
        .notice = take_notice,
    };
    int result = -1;
    if (prepare(reader) != 0)
        goto out;
    memo_forget(reader->memo);
    if (workbook_read(workbook, sheet, &sink, reader->failure) != 0)
        goto out;
    if (reader->fill.is_late) {
        start_over(reader);
        sink.merge = ignore_merge;
        if (workbook_read(workbook, sheet, &sink, reader->failure) != 0)
            goto out;
    }
    close_counts(reader);
    result = 0;
out:
    fill_release(&reader->fill);
    mem_free(reader->named_kinds);
    reader->named_kinds = NULL;
    return result;
}
