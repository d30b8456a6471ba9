/*
 * Return lists: a department's own rows as they came, in its own columns
 * under its own labels, what is wrong in red, and behind them why, and what
 * to do. A corrected list can be sent back as a roster: title, sheet name and
 * labels are the department's.
 *
 * Something may stand far to the right of a list, in the last column of all
 * even: in lists that are so wide, columns without label and value are left
 * out.
 */
#include "reports/measure.h"
#include "reports/suggestions.h"

#include <stdlib.h>
#include <string.h>

enum {
    EXTRA_MESSAGE,
    EXTRA_REMEDY,
    EXTRA_FILE,
    EXTRA_SHEET,
    EXTRA_ROW,
    EXTRA_COLUMNS
};

enum {
    COLUMNS_MOST = 16384, /* of a sheet */
    WIDE = 256            /* columns of a list that only strays make wider */
};

struct return_list {
    const struct report_set *set;
    struct book *book;
    struct sheet *sheet;
    uint32_t source;       /* index into roster.sheets */
    colnum *shown;         /* the department's columns, ascending … */
    size_t own;            /* … and how many there are */
    struct value *values;  /* own + EXTRA_COLUMNS */
    struct text *comments; /* for each own column: what is wrong with it */
    struct text messages, remedies;
};

bool sheet_is_of_department(const struct report_set *set, uint32_t sheet,
                            size_t department)
{
    const uint16_t kind = set->roster->sheets[sheet].kind;
    return kind != POLICY_NONE &&
           set->policy->kinds[kind].department == department;
}

bool department_has_returns(const struct report_set *set, size_t department)
{
    const struct roster *roster = set->roster;
    for (size_t i = 0; i < roster->raw_count; i++)
        if (sheet_is_of_department(set, roster->raw[i].sheet, department))
            return true;
    return department_has_warnings(set, department);
}

/* Where a column of the department's sheet stands in the list, from 1; 0 =
 * nowhere. */
static size_t place_of(const struct return_list *list, colnum column)
{
    size_t low = 0;
    size_t high = list->own;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list->shown[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->own && list->shown[low] == column ? low + 1 : 0;
}

/* ---- what is wrong with a row ---- */

/* Findings are sorted by file, sheet and row: the first one of a row. */
static size_t first_finding(const struct roster *roster, uint32_t sheet,
                            rownum row)
{
    const uint32_t file = roster->sheets[sheet].file;
    size_t low = 0;
    size_t high = roster->diag_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct place *at = &roster->diags[middle].at;
        const bool is_before =
            at->file != file
                ? at->file < file
                : (at->sheet != sheet ? at->sheet < sheet : at->row < row);
        if (is_before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void append_line(struct text *out, const char *line)
{
    if (strstr(text_of(out), line) != NULL)
        return; /* said already */
    if (out->length > 0)
        text_append(out, "\n");
    text_append(out, line);
}

/* An ID number that came as a number cell stays one: as text it would look
 * like a whole number, and one in eleven would pass when it is sent back as
 * it is. */
static void keep_number(struct value *value)
{
    char *end;
    if (value->text == NULL)
        return;
    const double number = strtod(value->text, &end);
    if (end != value->text && *end == '\0' && number > 0 && number < 9e18) {
        value->number = (int64_t)number;
        value->text = NULL;
    }
}

static void add_finding(struct return_list *list, const struct diag *diag)
{
    const struct roster *roster = list->set->roster;
    struct text message = TEXT_INIT;
    struct text remedy = TEXT_INIT;
    roster_append_message(&message, roster, diag, LANGUAGE_ZH);
    roster_append_remedy(&remedy, roster, diag, LANGUAGE_ZH);
    append_line(&list->messages, book_text(list->book, &message));
    append_line(&list->remedies, book_text(list->book, &remedy));
    text_clear(&remedy);
    suggestions_append(&remedy, list->set, diag);
    if (remedy.length > 0)
        append_line(&list->remedies, book_text(list->book, &remedy));
    const size_t place = place_of(list, diag->at.column);
    if (place > 0) {
        struct value *value = &list->values[place - 1];
        value->is_bad = true;
        append_line(&list->comments[place - 1], text_of(&message));
        if (diag->code == DIAG_ID_PRECISION)
            keep_number(value);
    }
    text_release(&message);
    text_release(&remedy);
}

static void collect_findings(struct return_list *list, rownum row)
{
    const struct roster *roster = list->set->roster;
    text_clear(&list->messages);
    text_clear(&list->remedies);
    for (size_t i = 0; i < list->own; i++)
        text_clear(&list->comments[i]);
    for (size_t i = first_finding(roster, list->source, row);
         i < roster->diag_count; i++) {
        const struct diag *diag = &roster->diags[i];
        if (diag->at.sheet != list->source || diag->at.row != row)
            break;
        if (diag_severity(diag->code) == SEVERITY_ERROR)
            add_finding(list, diag);
    }
}

/* ---- one sheet ---- */

static const char *raw_text(const struct roster *roster,
                            const struct raw_row *raw, colnum column)
{
    return column <= raw->cell_count
               ? roster_string(roster, raw->cells[column - 1])
               : "";
}

static const char *label_text(const struct roster *roster,
                              const struct roster_sheet *sheet, colnum column)
{
    return column <= sheet->label_count
               ? roster_string(roster, sheet->labels[column - 1])
               : "";
}

static void put_row(struct return_list *list, const struct raw_row *raw)
{
    const struct roster *roster = list->set->roster;
    const struct roster_sheet *source = &roster->sheets[list->source];
    for (size_t i = 0; i < list->own; i++)
        list->values[i] = value_text(raw_text(roster, raw, list->shown[i]));
    collect_findings(list, raw->row);
    for (size_t i = 0; i < list->own; i++)
        if (list->values[i].is_bad)
            list->values[i].comment = book_text(list->book, &list->comments[i]);
    struct value *extra = list->values + list->own;
    extra[EXTRA_MESSAGE] = value_text(book_text(list->book, &list->messages));
    extra[EXTRA_REMEDY] = value_text(book_text(list->book, &list->remedies));
    extra[EXTRA_FILE] = value_text(roster_file_name(roster, source->file));
    extra[EXTRA_SHEET] = value_text(roster_string(roster, source->name));
    extra[EXTRA_ROW] = value_number(raw->row);
    sheet_row(list->sheet, list->values);
}

/* Cells up to the last one that holds something. */
static size_t filled_width(const struct roster *roster,
                           const struct raw_row *raw)
{
    size_t width = raw->cell_count;
    while (width > 0 && *roster_string(roster, raw->cells[width - 1]) == '\0')
        width--;
    return width;
}

/* Columns that the sheet's labels and its returned rows need. */
static size_t count_columns(const struct roster *roster, size_t first,
                            size_t end)
{
    size_t count = roster->sheets[roster->raw[first].sheet].label_count;
    for (size_t i = first; i < end; i++) {
        const size_t width = filled_width(roster, &roster->raw[i]);
        if (width > count)
            count = width;
    }
    return count;
}

/* Marks the columns, by their number, that have a label or a value. */
static void mark_filled(const struct return_list *list, size_t first,
                        size_t end, bool *filled)
{
    const struct roster *roster = list->set->roster;
    const struct roster_sheet *source = &roster->sheets[list->source];
    for (colnum column = 1; column <= source->label_count; column++)
        if (*label_text(roster, source, column) != '\0')
            filled[column] = true;
    for (size_t i = first; i < end; i++) {
        const struct raw_row *raw = &roster->raw[i];
        for (colnum column = 1; column <= raw->cell_count; column++)
            if (*raw_text(roster, raw, column) != '\0')
                filled[column] = true;
    }
}

/* The columns that the department gets back: all, but of a wide list those that
 * are filled, as far as a sheet has room for them. */
static void choose_columns(struct return_list *list, size_t first, size_t end)
{
    const size_t count = count_columns(list->set->roster, first, end);
    bool *filled = book_array(list->book, count + 1, sizeof *filled);
    list->own = 0;
    list->shown = book_array(list->book, count, sizeof *list->shown);
    if (filled == NULL || list->shown == NULL)
        return;
    if (count > WIDE)
        mark_filled(list, first, end, filled);
    else
        memset(filled, true, (count + 1) * sizeof *filled);
    for (size_t column = 1;
         column <= count && list->own < COLUMNS_MOST - EXTRA_COLUMNS; column++)
        if (filled[column])
            list->shown[list->own++] = (colnum)column;
}

/* As wide as the label, as far as that is sensible. */
static double label_width(const char *label)
{
    enum { LEAST = 7, MOST = 14, MARGIN = 2 };
    const double width = text_width(label) + MARGIN;
    if (width < LEAST)
        return LEAST;
    return width > MOST ? MOST : width;
}

/* A label of a header two rows deep is "group/label". */
static struct column plan_column(struct book *book, const char *label,
                                 bool is_deep)
{
    struct column column = {label, label_width(label), COLUMN_TEXT, false,
                            NULL};
    const char *slash = is_deep ? strchr(label, '/') : NULL;
    if (slash == NULL)
        return column;
    column.width = label_width(slash + 1);
    struct text group = TEXT_INIT;
    text_append_bytes(&group, label, (size_t)(slash - label));
    column.group = book_keep(book, &group);
    column.title = slash + 1;
    text_release(&group);
    return column;
}

/* Whether a program for tables would take the text for a number, and keep no
 * more than 15 digits of it. */
static bool is_long_number(const char *text)
{
    enum { DIGITS_KEPT = 15 };
    return strspn(text, "0123456789") > DIGITS_KEPT;
}

/* Columns of ID numbers, certificates and codes, other people's too: whoever
 * types into them must not lose digits or zeros. */
static void plan_codes(const struct return_list *list, size_t first, size_t end,
                       struct column *columns)
{
    static const enum field fields[] = {FIELD_ID_NUMBER, FIELD_CERTIFICATE,
                                        FIELD_CATEGORY_CODE};
    const struct roster *roster = list->set->roster;
    const struct roster_sheet *source = &roster->sheets[list->source];
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const size_t place = place_of(list, source->columns[fields[i]].column);
        if (place > 0)
            columns[place - 1].kind = COLUMN_CODE;
    }
    for (size_t i = first; i < end; i++)
        for (size_t k = 0; k < list->own; k++)
            if (is_long_number(
                    raw_text(roster, &roster->raw[i], list->shown[k])))
                columns[k].kind = COLUMN_CODE;
}

static void plan_columns(const struct return_list *list, struct column *columns)
{
    const struct roster *roster = list->set->roster;
    const struct roster_sheet *source = &roster->sheets[list->source];
    for (size_t i = 0; i < list->own; i++) {
        const char *label = label_text(roster, source, list->shown[i]);
        columns[i] = plan_column(list->book, label, source->header_depth > 1);
    }
    const struct column extra[EXTRA_COLUMNS] = {
        [EXTRA_MESSAGE] = COLUMN("错误说明", 30, LINES),
        [EXTRA_REMEDY] = COLUMN("处理建议", 28, LINES),
        [EXTRA_FILE] = COLUMN("来源文件", 20, LINES),
        [EXTRA_SHEET] = COLUMN("来源工作表", 12, LINES),
        [EXTRA_ROW] = COLUMN("来源行号", 9, SERIAL),
    };
    memcpy(columns + list->own, extra, sizeof extra);
}

/* Pages side by side all show whose row it is: name and number where they
 * stand near each other, else the number. */
static void plan_repeated(const struct return_list *list,
                          struct sheet_plan *plan)
{
    enum { MOST_REPEATED = 4 };
    const struct roster_sheet *source =
        &list->set->roster->sheets[list->source];
    const size_t number =
        place_of(list, source->columns[FIELD_ID_NUMBER].column);
    const size_t name = place_of(list, source->columns[FIELD_NAME].column);
    size_t first = number < name ? number : name;
    size_t last = number < name ? name : number;
    if (first == 0 || last - first >= MOST_REPEATED)
        first = last = number;
    if (first == 0)
        return;
    plan->repeated = first - 1;
    plan->repeated_count = last - first + 1;
}

/* Text files have no sheet names: theirs is the file's. */
static const char *sheet_name(const struct roster *roster,
                              const struct roster_sheet *source)
{
    const char *name = roster_string(roster, source->name);
    return *name != '\0' ? name : roster_file_name(roster, source->file);
}

static void put_sheet(struct return_list *list, size_t first, size_t end)
{
    const struct roster *roster = list->set->roster;
    const struct roster_sheet *source = &roster->sheets[list->source];
    choose_columns(list, first, end);
    const size_t count = list->own + EXTRA_COLUMNS;
    struct column *columns = book_array(list->book, count, sizeof *columns);
    list->values = book_array(list->book, count, sizeof *list->values);
    list->comments = book_array(list->book, list->own, sizeof *list->comments);
    if (list->shown == NULL || columns == NULL || list->values == NULL ||
        list->comments == NULL)
        return;
    plan_columns(list, columns);
    plan_codes(list, first, end, columns);
    const char *title = roster_string(roster, source->title);
    struct sheet_plan plan = {
        .name = sheet_name(roster, source),
        .title = *title != '\0' ? title
                                : list->set->policy->kinds[source->kind].name,
        .unit = "",
        .head = "退回更正：红色单元格有误。请按“错误说明”和“处理建议”更正后"
                "报回，更正后的本表可直接作为花名册使用。",
        .columns = columns,
        .column_count = count,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "",
    };
    plan_repeated(list, &plan);
    list->sheet = sheet_begin(list->book, &plan);
    for (size_t i = first; i < end; i++)
        put_row(list, &roster->raw[i]);
    sheet_end(list->sheet);
    for (size_t i = 0; i < list->own; i++)
        text_release(&list->comments[i]);
}

int returns_write(const struct report_set *set, const struct report_job *job,
                  struct failure *failure)
{
    const struct roster *roster = set->roster;
    struct return_list list = {
        .set = set, .messages = TEXT_INIT, .remedies = TEXT_INIT};
    if (report_book_open(set, job, "退回清单", &list.book, failure) != 0)
        return -1;
    size_t end;
    for (size_t first = 0; first < roster->raw_count; first = end) {
        list.source = roster->raw[first].sheet;
        for (end = first + 1;
             end < roster->raw_count && roster->raw[end].sheet == list.source;
             end++)
            ;
        if (!sheet_is_of_department(set, list.source, job->index))
            continue;
        put_sheet(&list, first, end);
    }
    if (department_has_warnings(set, job->index))
        warnings_put(list.book, set, job->index);
    text_release(&list.messages);
    text_release(&list.remedies);
    return book_close(list.book, failure);
}
