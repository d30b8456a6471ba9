/*
 * 提请核实: rows of a department that count, but that someone there should
 * look at, one line a warning, behind the department's return lists.
 *
 * This sheet is no roster, and a file that comes back with it must not be
 * refused: its rows have been counted where they stand. So its labels are
 * words that no roster uses, and no cell is a bare ID number, which a reader
 * would take for a list whose header is lost: name and number share a cell.
 */
#include "reports/report_set.h"

enum {
    WARN_NUMBER,
    WARN_FILE,
    WARN_SHEET,
    WARN_ROW,
    WARN_PERSON,
    WARN_MESSAGE,
    WARN_REMEDY,
    WARN_COLUMNS
};

/* Returned rows stand in order of sheet and row. Their warnings wait until
 * the row is corrected. */
static bool is_returned(const struct roster *roster, const struct place *at)
{
    size_t low = 0;
    size_t high = roster->raw_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct raw_row *raw = &roster->raw[middle];
        if (raw->sheet == at->sheet && raw->row == at->row)
            return true;
        if (raw->sheet != at->sheet ? raw->sheet < at->sheet
                                    : raw->row < at->row)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool is_warning_for(const struct report_set *set,
                           const struct diag *diag, size_t department)
{
    return diag->at.row > 0 && diag->at.sheet != PLACE_NONE &&
           diag_severity(diag->code) == SEVERITY_WARNING &&
           sheet_is_of_department(set, diag->at.sheet, department) &&
           !is_returned(set->roster, &diag->at);
}

bool department_has_warnings(const struct report_set *set, size_t department)
{
    const struct roster *roster = set->roster;
    for (size_t i = 0; i < roster->diag_count; i++)
        if (is_warning_for(set, &roster->diags[i], department))
            return true;
    return false;
}

/* The name, and the number below it. */
static void append_person(struct text *out, const struct roster *roster,
                          const struct diag *diag)
{
    char number[ID_TEXT_SIZE];
    const char *name = roster_string(roster, diag->name);
    text_append(out, *name != '\0' ? name : "（没有姓名）");
    if (diag->id != 0)
        text_printf(out, "\n%s", id_number_text(diag->id, number));
}

static void put_warning(struct book *book, struct sheet *sheet,
                        const struct roster *roster, const struct diag *diag)
{
    struct text person = TEXT_INIT;
    struct text message = TEXT_INIT;
    struct text remedy = TEXT_INIT;
    append_person(&person, roster, diag);
    roster_append_message(&message, roster, diag, LANGUAGE_ZH);
    roster_append_remedy(&remedy, roster, diag, LANGUAGE_ZH);
    const struct value values[WARN_COLUMNS] = {
        [WARN_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [WARN_FILE] = value_text(roster_file_name(roster, diag->at.file)),
        [WARN_SHEET] = value_text(roster_sheet_name(roster, diag->at.sheet)),
        [WARN_ROW] = value_number(diag->at.row),
        [WARN_PERSON] = value_text(book_text(book, &person)),
        [WARN_MESSAGE] = value_text(book_text(book, &message)),
        [WARN_REMEDY] = value_text(book_text(book, &remedy)),
    };
    sheet_row(sheet, values);
    text_release(&person);
    text_release(&message);
    text_release(&remedy);
}

void warnings_put(struct book *book, const struct report_set *set,
                  size_t department)
{
    static const struct column columns[WARN_COLUMNS] = {
        [WARN_NUMBER] = COLUMN("条目", 6, SERIAL),
        [WARN_FILE] = COLUMN("来源文件", 20, LINES),
        [WARN_SHEET] = COLUMN("来源工作表", 12, LINES),
        [WARN_ROW] = COLUMN("来源行号", 9, SERIAL),
        [WARN_PERSON] = COLUMN("所涉人员", 22, LINES),
        [WARN_MESSAGE] = COLUMN("核实事项", 34, LINES),
        [WARN_REMEDY] = COLUMN("处理建议", 28, LINES),
    };
    const struct sheet_plan plan = {
        .name = "提请核实",
        .title = "提请核实",
        .unit = "",
        .head = "以下各行已照常计入，请核实；有误的请在下次报送时更正，"
                "本表不必报回。",
        .columns = columns,
        .column_count = WARN_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "",
    };
    const struct roster *roster = set->roster;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < roster->diag_count; i++)
        if (is_warning_for(set, &roster->diags[i], department))
            put_warning(book, sheet, roster, &roster->diags[i]);
    sheet_end(sheet);
}
