/*
 * The exports: the ledger's facts as CSV, in the columns that scripts rely
 * on. Each is one query that follows the clustered tables, and the writing of
 * its rows.
 */
#include "ledger/csv.h"
#include "ledger/ledger_file.h"
#include "ledger/query.h"

struct export
{
    const char *header;
    const char *sql;
    enum language language;
    /* Writes the fields of a row, or none to leave it out. */
    void (*write)(struct csv * csv, struct statement * row,
                  enum language language);
};

static int write_rows(const struct export *export, struct csv *csv,
                      struct statement *rows, struct failure *failure)
{
    int status = csv_line(csv, export->header, failure);
    while (status == 0) {
        status = statement_next(rows, failure);
        if (status <= 0)
            break;
        export->write(csv, rows, export->language);
        status = csv->is_in_record ? csv_end_record(csv, failure) : 0;
    }
    return status == 0 ? csv_flush(csv, failure) : -1;
}

static int write_export(const struct export *export, struct ledger *ledger,
                        const struct sql_value *values, size_t count, FILE *out,
                        struct failure *failure)
{
    struct csv csv = csv_to(out);
    struct statement *rows = NULL;
    int result = -1;
    if (statement_prepare(ledger->database, export->sql, &rows, failure) == 0 &&
        statement_ask(rows, values, count, failure) == 0)
        result = write_rows(export, &csv, rows, failure);
    statement_finish(rows);
    csv_release(&csv);
    return result;
}

/* ---- fields ---- */

static void write_period(struct csv *csv, struct statement *row, int column)
{
    char text[YMD_TEXT_SIZE];
    csv_text(csv, ym_text((ym)statement_int(row, column), text));
}

static void write_person(struct csv *csv, struct statement *row, int column)
{
    char text[ID_TEXT_SIZE];
    csv_text(csv, id_number_text((idkey)statement_int(row, column), text));
}

static void write_texts(struct csv *csv, struct statement *row, int first,
                        int last)
{
    for (int column = first; column <= last; column++)
        csv_text(csv, statement_text(row, column));
}

static void write_ints(struct csv *csv, struct statement *row, int first,
                       int last)
{
    for (int column = first; column <= last; column++)
        csv_int(csv, statement_int(row, column));
}

/* ---- decisions ---- */

static void write_decision(struct csv *csv, struct statement *row,
                           enum language language)
{
    (void)language;
    write_period(csv, row, 0);
    write_person(csv, row, 1);
    write_texts(csv, row, 2, 8);
    write_ints(csv, row, 9, 12);
    write_texts(csv, row, 13, 14);
    write_ints(csv, row, 15, 15);
}

int ledger_export_decisions(struct ledger *ledger, ym period, FILE *out,
                            struct failure *failure)
{
    const struct export decisions = {
        .header = "period,id_number,name,county,town,village,department,"
                  "category_code,category,tier_bp,premium_fen,subsidy_fen,"
                  "personal_due_fen,fund,applicant,evidence",
        .sql = "SELECT d.period, d.person, d.name, l.county, l.town,"
               " l.village, c.department, " QUERY_CODE_OF(
                   "c") ", c.name,"
                        " c.ratio_bp, d.premium, d.subsidy, d.personal_due, "
                        "c.fund,"
                        " c.applicant, d.accepted"
                        " FROM decisions AS d"
                        " CROSS JOIN localities AS l"
                        " ON l.period = d.period AND l.locality = d.locality"
                        " LEFT JOIN categories AS c"
                        " ON c.period = d.period AND c.category = d.category"
                        " WHERE d.period = ?"
                        " ORDER BY d.person",
        .write = write_decision,
    };
    if (ledger_find_period(ledger, period, &period, failure) != 0)
        return -1;
    return write_export(&decisions, ledger, SQL_VALUES(sql_int(period)), out,
                        failure);
}

/* ---- returns ---- */

enum return_column {
    FILE_NAME,
    SHEET_NAME,
    ROW_NO,
    COLUMN_NO,
    SEVERITY,
    PERSON,
    RAW_NUMBER,
    PERSON_NAME,
    CODE /* and the values of the message */
};

/* A roster's row is what it is about, not its file, sheet or header. */
static bool is_about_row(enum diag_code code)
{
    const enum diag_scope scope = diag_scope(code);
    return scope == SCOPE_ROW || scope == SCOPE_CELL || scope == SCOPE_PERSON;
}

static void write_message(struct csv *csv, struct statement *row,
                          enum language language)
{
    struct text message = TEXT_INIT;
    query_append_message(&message, row, CODE, language);
    csv_text(csv, text_of(&message));
    csv->text.failed = csv->text.failed || message.failed;
    text_release(&message);
}

/* The number where it was read, else the cell as it stands in the sheet. */
static void write_return(struct csv *csv, struct statement *row,
                         enum language language)
{
    char letters[8];
    if (!is_about_row(diag_find(statement_text(row, CODE))))
        return;
    write_texts(csv, row, FILE_NAME, SHEET_NAME);
    write_ints(csv, row, ROW_NO, ROW_NO);
    csv_text(csv,
             column_letters((colnum)statement_int(row, COLUMN_NO), letters));
    write_texts(csv, row, CODE, CODE);
    write_texts(csv, row, SEVERITY, SEVERITY);
    if (statement_is_null(row, PERSON))
        write_texts(csv, row, RAW_NUMBER, RAW_NUMBER);
    else
        write_person(csv, row, PERSON);
    write_texts(csv, row, PERSON_NAME, PERSON_NAME);
    write_message(csv, row, language);
}

int ledger_export_returns(struct ledger *ledger, ym period,
                          enum language language, FILE *out,
                          struct failure *failure)
{
    const struct export returns = {
        .header = "file,sheet,row,column,code,severity,id_number,name,message",
        .sql = "SELECT f.name, s.name, d.row_no, d.column_no, d.severity,"
               " d.person, r.text, d.name, " QUERY_FINDING_VALUES
               " FROM diagnostics AS d"
               " JOIN files AS f"
               " ON f.period = d.period AND f.file = d.file"
               " JOIN sheets AS s"
               " ON s.period = d.period AND s.sheet = d.sheet"
               " LEFT JOIN sheet_fields AS i"
               " ON i.period = d.period AND i.sheet = d.sheet"
               " AND i.field = 'id_number'"
               " LEFT JOIN raw_cells AS r"
               " ON r.period = d.period AND r.sheet = d.sheet"
               " AND r.row_no = d.row_no AND r.column_no = "
               "i.column_no" QUERY_FINDING_JOINS
               " WHERE d.period = ? AND d.row_no IS NOT NULL"
               " AND d.severity IN ('error', 'warning')"
               " ORDER BY d.file, d.sheet, d.row_no, d.column_no,"
               " d.diagnostic",
        .language = language,
        .write = write_return,
    };
    if (ledger_find_period(ledger, period, &period, failure) != 0)
        return -1;
    return write_export(&returns, ledger, SQL_VALUES(sql_int(period)), out,
                        failure);
}
