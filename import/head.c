/*
 * Collecting the first rows of a sheet. The sheet is read on only until the
 * first row below them, so that a look at every sheet of a workbook costs
 * little even where they are long.
 *
 * A cell's text is kept tidied (line breaks and spaces inside "身份\n证号"
 * dropped) and folded. Texts over TEXT_SIZE bytes are cut: no label or title
 * is that long.
 */
#include "import/head.h"

#include "core/text.h"

enum { TEXT_SIZE = 1024, MERGES_MAX = 4096 };

struct head_sink {
    struct workbook *workbook;
    struct arena *arena;
    struct head *head;
    struct failure *failure;
    rownum last_row; /* a merged range in or above it is no help any more */
};

/* Notes whether a text is an ID number or a certificate with one. */
static void look_for_people(struct head *head, const char *text, size_t length)
{
    struct id_reading reading;
    if (length < 15)
        return;
    id_number_read(text, length, YMD_NONE, &reading);
    if (reading.status != ID_OK)
        return;
    head->has_id_numbers = true;
    if (reading.certificate_grade > 0)
        head->has_certificates = true;
}

static int keep_cell(struct head_sink *sink, struct head_line *line,
                     const struct cell *cell)
{
    char number[CELL_TEXT_SIZE];
    char tidy[TEXT_SIZE];
    char folded[TEXT_SIZE];
    size_t length = 0;
    const char *text =
        cell_text(cell, sink->workbook->is_1904, number, &length);
    const size_t shown = name_tidy(text, length, tidy, sizeof tidy);
    if (shown == 0)
        return 0;
    look_for_people(sink->head, text, length);
    const colnum at = (colnum)(cell->column - 1);
    line->shown[at] = arena_text(sink->arena, tidy, shown);
    line->folded[at] = arena_text(
        sink->arena, folded, text_fold(tidy, shown, folded, sizeof folded));
    line->width = cell->column;
    return line->shown[at] == NULL || line->folded[at] == NULL ? -1 : 0;
}

static int keep_line(struct head_sink *sink, const struct sheet_row *row)
{
    struct head *head = sink->head;
    struct head_line *line = &head->lines[head->count];
    const colnum width = row->cells[row->cell_count - 1].column;
    *line = (struct head_line){
        .row = row->row,
        .shown = arena_array(sink->arena, width, sizeof *line->shown),
        .folded = arena_array(sink->arena, width, sizeof *line->folded),
    };
    if (line->shown == NULL || line->folded == NULL)
        return -1;
    for (colnum at = 0; at < width; at++)
        line->shown[at] = line->folded[at] = "";
    for (size_t i = 0; i < row->cell_count; i++)
        if (keep_cell(sink, line, &row->cells[i]) != 0)
            return -1;
    if (line->width > 0) {
        head->is_empty = false;
        head->count++;
    }
    return 0;
}

/* Whether a row has a text; for rows below the head, which are not kept. */
static bool has_text(const struct head_sink *sink, const struct sheet_row *row)
{
    char number[CELL_TEXT_SIZE];
    for (size_t i = 0; i < row->cell_count; i++) {
        size_t length = 0;
        const char *text =
            cell_text(&row->cells[i], sink->workbook->is_1904, number, &length);
        text_trim(&text, &length);
        if (length > 0)
            return true;
    }
    return false;
}

static int take_row(void *context, const struct sheet_row *row)
{
    struct head_sink *sink = context;
    sink->last_row = row->row;
    if (row->cell_count == 0)
        return 0;
    if (row->row > HEAD_ROWS) {
        if (!sink->head->is_empty)
            return 1;
        if (!has_text(sink, row))
            return 0;
        sink->head->is_empty = false;
        return 1;
    }
    if (sink->head->count == HEAD_ROWS)
        return 1;
    return keep_line(sink, row) == 0 ? 0 : failure_memory(sink->failure);
}

static int take_merge(void *context, const struct cell_range *range)
{
    struct head_sink *sink = context;
    struct head *head = sink->head;
    if (range->first_row <= sink->last_row || range->first_row > HEAD_ROWS ||
        head->merge_count == MERGES_MAX)
        return 0;
    if (mem_grow(&head->merges, &head->merge_capacity, head->merge_count + 1,
                 sizeof *head->merges) != 0)
        return failure_memory(sink->failure);
    head->merges[head->merge_count++] = *range;
    return 0;
}

int head_read(struct workbook *workbook, size_t sheet, struct arena *arena,
              struct head *out, struct failure *failure)
{
    *out = (struct head){.is_empty = true};
    struct head_sink context = {
        .workbook = workbook,
        .arena = arena,
        .head = out,
        .failure = failure,
    };
    const struct sheet_sink sink = {
        .context = &context,
        .row = take_row,
        .merge = take_merge,
    };
    if (workbook_read(workbook, sheet, &sink, failure) == 0)
        return 0;
    head_release(out);
    return -1;
}

void head_release(struct head *head)
{
    mem_free(head->merges);
    head->merges = NULL;
    head->merge_count = head->merge_capacity = 0;
}

const struct head_line *head_line(const struct head *head, rownum row)
{
    for (size_t i = 0; i < head->count; i++)
        if (head->lines[i].row == row)
            return &head->lines[i];
    return NULL;
}

static const char *text_at(const struct head_line *line, const char **texts,
                           colnum column)
{
    const bool is_inside = line != NULL && column >= 1 && column <= line->width;
    return is_inside ? texts[column - 1] : "";
}

const char *head_folded(const struct head_line *line, colnum column)
{
    return text_at(line, line == NULL ? NULL : line->folded, column);
}

const char *head_shown(const struct head_line *line, colnum column)
{
    return text_at(line, line == NULL ? NULL : line->shown, column);
}
