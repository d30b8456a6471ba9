/*
 * The control sheet of the loads: each file in the order in which it is
 * loaded, how many rows it has, and its first and last one, so that whoever
 * loads it sees at once whether all of it went in.
 */
#include "reports/plates.h"

#include "reports/words.h"

enum {
    CONTROL_STEP,
    CONTROL_FILE,
    CONTROL_OF,
    CONTROL_CATEGORIES,
    CONTROL_ROWS,
    CONTROL_WON,
    CONTROL_FIRST_ROW,
    CONTROL_FIRST,
    CONTROL_LAST_ROW,
    CONTROL_LAST,
    CONTROL_DONE,
    CONTROL_COLUMNS
};

struct control {
    const struct report_set *set;
    struct book *book;
    struct sheet *sheet;
};

/* The rows that are in effect. */
static int64_t count_won(const struct report_set *set,
                         const struct plate_row *rows, size_t count)
{
    int64_t won = 0;
    for (size_t i = 0; i < count; i++)
        won += set->people.items[rows[i].person].decision.category ==
               rows[i].category;
    return won;
}

/* "张三 511499…", on the sheet's second part with its name. */
static void append_row(struct text *out, const struct report_set *set,
                       const struct plate_row *row)
{
    char id[ID_TEXT_SIZE];
    const struct person *person = &set->people.items[row->person];
    text_printf(out, "%s\n%s", person->name.text,
                id_number_text(person->decision.id, id));
}

/* "993406 稳定脱贫户、…" */
static void append_categories(struct text *out, const struct policy *policy,
                              const struct step *step)
{
    for (uint16_t i = 0; i < step->count; i++) {
        const struct category *category = &policy->categories[step->first + i];
        text_printf(out, "%s%s%s%s", i > 0 ? "、" : "", category->code,
                    *category->code != '\0' ? " " : "", category->name);
    }
}

static struct value place_value(const struct control *control, size_t rows,
                                int64_t row)
{
    const struct row_place place =
        sheet_place_of(plate_first_row(control->set), row);
    if (rows == 0)
        return value_text("");
    if (place.part == 1)
        return value_number(place.row);
    struct text words = TEXT_INIT;
    text_printf(&words, "第%u张表 %u", place.part, place.row);
    const struct value value = value_text(book_keep(control->book, &words));
    text_release(&words);
    return value;
}

static void put_plate(const struct control *control, uint16_t index)
{
    const struct report_set *set = control->set;
    const struct policy *policy = set->policy;
    const struct step *step = &policy->steps[index];
    const struct plate_row *rows = set->plates[index].rows;
    const size_t count = set->plates[index].count;
    const int64_t last_row = (int64_t)count - 1;
    struct text name = TEXT_INIT;
    struct text categories = TEXT_INIT;
    struct text first = TEXT_INIT;
    struct text last = TEXT_INIT;
    plate_append_name(&name, policy, index);
    append_categories(&categories, policy, step);
    if (count > 0) {
        append_row(&first, set, &rows[0]);
        append_row(&last, set, &rows[last_row]);
    }
    const struct value values[CONTROL_COLUMNS] = {
        [CONTROL_STEP] = value_number(step->number),
        [CONTROL_FILE] = value_text(book_text(control->book, &name)),
        [CONTROL_OF] = value_text(policy->departments[step->department].name),
        [CONTROL_CATEGORIES] =
            value_text(book_text(control->book, &categories)),
        [CONTROL_ROWS] = value_number((int64_t)count),
        [CONTROL_WON] = value_number(count_won(set, rows, count)),
        [CONTROL_FIRST_ROW] = place_value(control, count, 0),
        [CONTROL_FIRST] = value_text(book_text(control->book, &first)),
        [CONTROL_LAST_ROW] = place_value(control, count, last_row),
        [CONTROL_LAST] = value_text(book_text(control->book, &last)),
        [CONTROL_DONE] = value_text(""),
    };
    sheet_row(control->sheet, values);
    text_release(&name);
    text_release(&categories);
    text_release(&first);
    text_release(&last);
}

static void put_notes(const struct control *control)
{
    const struct policy *policy = control->set->policy;
    struct text line = TEXT_INIT;
    text_printf(&line, "共 %zu 步，须按步骤从小到大依次导入，%s（",
                policy->step_count,
                policy->precedence == PRECEDENCE_LAST_LOADED
                    ? "后导入的身份覆盖先导入的身份"
                    : "先导入的身份优先");
    append_source(&line, policy, &policy->precedence_source);
    text_append(&line, "）。各步的列由本单位设置（bureau.yaml）规定。");
    sheet_note(control->sheet, book_text(control->book, &line), false);
    text_release(&line);
}

int plate_control_write(const struct report_set *set,
                        const struct report_job *job, struct failure *failure)
{
    static const struct column columns[CONTROL_COLUMNS] = {
        [CONTROL_STEP] = COLUMN("步骤", 6, SERIAL),
        [CONTROL_FILE] = COLUMN("文件", 30, LINES),
        [CONTROL_OF] = COLUMN("部门", 10, WORD),
        [CONTROL_CATEGORIES] = COLUMN("身份类别", 34, LINES),
        [CONTROL_ROWS] = SUMMED("行数", 8, COUNT),
        [CONTROL_WON] = SUMMED("其中生效", 8, COUNT),
        [CONTROL_FIRST_ROW] = COLUMN("首行行号", 8, SERIAL),
        [CONTROL_FIRST] = COLUMN("首行", 20, LINES),
        [CONTROL_LAST_ROW] = COLUMN("末行行号", 8, SERIAL),
        [CONTROL_LAST] = COLUMN("末行", 20, LINES),
        [CONTROL_DONE] = COLUMN("导入时间、导入人", 14, LINES),
    };
    const struct sheet_plan plan = {
        .name = "导盘控制表",
        .title = "身份导盘控制表",
        .unit = "单位：行",
        .head =
            "逐个文件按顺序导入；导入前核对行数和首末行，导入后填写时间和导入"
            "人。",
        .columns = columns,
        .column_count = CONTROL_COLUMNS,
        .has_signature = true,
        .if_empty = "",
    };
    struct control control = {.set = set};
    if (report_book_open(set, job, "身份导盘控制表", &control.book, failure) !=
        0)
        return -1;
    control.sheet = sheet_begin(control.book, &plan);
    for (uint16_t i = 0; i < set->policy->step_count; i++)
        put_plate(&control, i);
    sheet_total(control.sheet, "合计");
    put_notes(&control);
    sheet_end(control.sheet);
    return book_close(control.book, failure);
}
