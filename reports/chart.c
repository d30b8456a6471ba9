/*
 * Charts below a table: native ones, which a reader can restyle, over the
 * cells of the rows above. They stand in rows of their own, so that nothing
 * lies beneath them and the print area has room.
 */
#include "reports/sheet_state.h"

enum {
    CHART_ROWS = 17,     /* of the usual height */
    CHART_ROWS_LOW = 12, /* the same below a long table, to stay on its page */
    LONG_TABLE = 12,     /* rows */
    PIXELS_A_POINT_X3 = 4,  /* three points are four pixels */
    PIXELS_A_CHARACTER = 7, /* of a column's width */
    CHART_WIDTH_MAX = 900,  /* pixels */
};

static const int colours[] = {0x4F81BD, 0x9BBB59, 0xC0504D, 0x8064A2,
                              0x4BACC6, 0xF79646, 0x7F7F7F, 0x2C4D75};

/* A column's rows of the first part, as a series refers to them. */
static void append_range(struct text *out, const struct sheet *sheet,
                         size_t column, size_t rows)
{
    char letters[8];
    const struct part *part = sheet->first_part;
    column_letters((colnum)(sheet->places[column] + 1), letters);
    text_printf(out, "='%s'!$%s$%u:$%s$%u", part->name, letters,
                part->first + 1, letters, part->first + (uint32_t)rows);
}

static void set_colours(const struct sheet *sheet, lxw_chart_series *series,
                        const struct chart_plan *plan, size_t index)
{
    enum { COLOURS = sizeof colours / sizeof colours[0] };
    lxw_chart_fill fills[COLOURS];
    lxw_chart_point points[COLOURS];
    lxw_chart_point *list[COLOURS + 1] = {NULL};
    for (size_t i = 0; i < COLOURS; i++) {
        fills[i] = (lxw_chart_fill){.color = (lxw_color_t)colours[i]};
        points[i] = (lxw_chart_point){.fill = &fills[i]};
    }
    if (plan->kind == CHART_COLUMNS) {
        chart_series_set_fill(series, &fills[index % COLOURS]);
        return;
    }
    for (size_t i = 0; i < plan->rows && i < COLOURS; i++)
        list[i] = &points[i];
    book_check(sheet->book, chart_series_set_points(series, list));
}

static void add_series(struct sheet *sheet, lxw_chart *chart,
                       const struct chart_plan *plan, size_t index)
{
    struct text labels = TEXT_INIT;
    struct text values = TEXT_INIT;
    append_range(&labels, sheet, plan->labels, plan->rows);
    append_range(&values, sheet, plan->values[index], plan->rows);
    lxw_chart_series *series =
        chart_add_series(chart, book_text(sheet->book, &labels),
                         book_text(sheet->book, &values));
    if (series == NULL) {
        book_fail_memory(sheet->book);
    } else {
        chart_series_set_name(series, plan->names[index]);
        set_colours(sheet, series, plan, index);
        if (plan->kind == CHART_PIE) {
            chart_series_set_labels(series);
            chart_series_set_labels_options(series, LXW_FALSE, LXW_FALSE,
                                            LXW_TRUE);
            chart_series_set_labels_percentage(series);
            chart_series_set_labels_separator(
                series, LXW_CHART_LABEL_SEPARATOR_NEWLINE);
        }
    }
    text_release(&labels);
    text_release(&values);
}

static void set_looks(lxw_chart *chart, const struct chart_plan *plan)
{
    lxw_chart_font title = {.name = NULL, .size = 12, .bold = LXW_TRUE};
    chart_title_set_name(chart, plan->title);
    chart_title_set_name_font(chart, &title);
    chart_legend_set_position(chart, plan->kind == CHART_PIE
                                         ? LXW_CHART_LEGEND_RIGHT
                                         : LXW_CHART_LEGEND_BOTTOM);
    if (plan->kind == CHART_PIE)
        return;
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    chart_axis_set_name(chart->y_axis, "元");
}

static int chart_rows(const struct sheet *sheet)
{
    return sheet->rows > LONG_TABLE ? CHART_ROWS_LOW : CHART_ROWS;
}

/* As wide as the table, as far as that is sensible. */
static void insert(struct sheet *sheet, lxw_chart *chart)
{
    enum { DEFAULT_WIDTH = 480, DEFAULT_HEIGHT = 288 };
    const double pixels =
        page_planned_width(sheet, 0, sheet->line_columns) * PIXELS_A_CHARACTER;
    const double width = pixels > CHART_WIDTH_MAX ? CHART_WIDTH_MAX : pixels;
    const double height =
        (chart_rows(sheet) - 1) * ROW_HEIGHT * PIXELS_A_POINT_X3 / 3.0;
    lxw_chart_options options = {
        .x_offset = 4,
        .y_offset = 4,
        .x_scale = width / DEFAULT_WIDTH,
        .y_scale = height / DEFAULT_HEIGHT,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
    };
    book_check(sheet->book,
               worksheet_insert_chart_opt(sheet->worksheet, sheet->next, 0,
                                          chart, &options));
}

void sheet_chart(struct sheet *sheet, const struct chart_plan *plan)
{
    if (!sheet_is_usable(sheet) || sheet->part_count > 1 || plan->rows == 0)
        return;
    sheet_end_rows(sheet);
    lxw_chart *chart = workbook_add_chart(
        sheet->book->workbook,
        plan->kind == CHART_PIE ? LXW_CHART_PIE : LXW_CHART_COLUMN_STACKED);
    if (chart == NULL) {
        book_fail_memory(sheet->book);
        return;
    }
    for (size_t i = 0; i < plan->value_count; i++)
        add_series(sheet, chart, plan, i);
    set_looks(chart, plan);
    insert(sheet, chart);
    sheet->has_chart = true;
    for (int i = 0; i < chart_rows(sheet); i++)
        sheet_next_row(sheet);
}
