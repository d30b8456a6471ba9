/*
 * What the papers of a month show beyond what decides it: header texts, the
 * returned rows as they came, what was found, the drops that were accepted.
 * With these a month's workbooks can be written once more.
 *
 * Header texts and cells come last column first: it tells how many there are.
 */
#include "ledger/ledger_file.h"

#include "core/arena.h"
#include <string.h>

struct papers {
    struct roster *roster;
    const struct policy *policy;
    strref *labels; /* of the sheet under way */
    strref *cells;  /* of the returned row under way */
    struct unit_drop *drops;
    size_t drop_capacity;
    struct failure *failure;
};

static int add_string(struct papers *papers, struct statement *row, int column,
                      strref *out)
{
    return string_pool_add(papers->roster->strings, statement_text(row, column),
                           statement_length(row, column), out);
}

/* ---- header texts ---- */

static const char labels_sql[] =
    "SELECT sheet, column_no, label FROM sheet_labels WHERE period = ?"
    " ORDER BY sheet, column_no DESC";

static int take_label(void *context, struct statement *row)
{
    struct papers *papers = context;
    struct roster *roster = papers->roster;
    struct roster_sheet *sheet = &roster->sheets[statement_int(row, 0) - 1];
    const size_t column = (size_t)statement_int(row, 1);
    if (sheet->labels == NULL) {
        papers->labels =
            arena_array(roster->arena, column, sizeof *papers->labels);
        if (papers->labels == NULL)
            return -1;
        sheet->labels = papers->labels;
        sheet->label_count = (uint16_t)column;
    }
    return add_string(papers, row, 2, &papers->labels[column - 1]);
}

/* ---- returned rows ---- */

static const char cells_sql[] =
    "SELECT sheet, row_no, column_no, text FROM raw_cells WHERE period = ?"
    " ORDER BY sheet, row_no, column_no DESC";

static int begin_raw(struct papers *papers, uint32_t sheet, rownum row,
                     size_t count)
{
    struct roster *roster = papers->roster;
    papers->cells = arena_array(roster->arena, count, sizeof *papers->cells);
    if (papers->cells == NULL ||
        mem_grow(&roster->raw, &roster->raw_capacity, roster->raw_count + 1,
                 sizeof *roster->raw) != 0)
        return -1;
    roster->raw[roster->raw_count++] = (struct raw_row){
        .sheet = sheet,
        .row = row,
        .cells = papers->cells,
        .cell_count = (uint16_t)count,
    };
    return 0;
}

static int take_cell(void *context, struct statement *row)
{
    struct papers *papers = context;
    struct roster *roster = papers->roster;
    const uint32_t sheet = (uint32_t)statement_int(row, 0) - 1;
    const rownum number = (rownum)statement_int(row, 1);
    const size_t column = (size_t)statement_int(row, 2);
    const struct raw_row *last =
        roster->raw_count == 0 ? NULL : &roster->raw[roster->raw_count - 1];
    if ((last == NULL || last->sheet != sheet || last->row != number) &&
        begin_raw(papers, sheet, number, column) != 0)
        return -1;
    return add_string(papers, row, 3, &papers->cells[column - 1]);
}

/* ---- findings ---- */

static const char findings_sql[] =
    "SELECT code, file, sheet, row_no, column_no, other_file, other_sheet,"
    " other_row_no, other_column_no, person, name, label, cell, note"
    " FROM diagnostics WHERE period = ? ORDER BY diagnostic";

/* The ledger numbers from 1, NULL for none. */
static uint32_t index_at(struct statement *row, int column)
{
    return statement_is_null(row, column)
               ? PLACE_NONE
               : (uint32_t)statement_int(row, column) - 1;
}

static struct place place_at(struct statement *row, int first)
{
    return (struct place){
        .file = index_at(row, first),
        .sheet = index_at(row, first + 1),
        .row = (rownum)statement_int(row, first + 2),
        .column = (colnum)statement_int(row, first + 3),
    };
}

static int take_finding(void *context, struct statement *row)
{
    struct papers *papers = context;
    struct diag diag = {
        .code = diag_find(statement_text(row, 0)),
        .at = place_at(row, 1),
        .other = place_at(row, 5),
        .id = (idkey)statement_int(row, 9),
    };
    if (diag.code == DIAG_NONE)
        return 0; /* of another version */
    if (add_string(papers, row, 10, &diag.name) != 0 ||
        add_string(papers, row, 11, &diag.label) != 0 ||
        add_string(papers, row, 12, &diag.cell) != 0 ||
        add_string(papers, row, 13, &diag.note) != 0)
        return -1;
    return roster_add_diag(papers->roster, &diag);
}

/* ---- drops ---- */

static const char drops_sql[] =
    "SELECT kind, county, before, now FROM accepted_drops WHERE period = ?"
    " ORDER BY kind, county";

static int take_drop(void *context, struct statement *row)
{
    struct papers *papers = context;
    struct roster *roster = papers->roster;
    struct unit_drop drop = {
        .kind = policy_kind(papers->policy, statement_text(row, 0)),
        .before = statement_int(row, 2),
        .now = statement_int(row, 3),
    };
    if (add_string(papers, row, 1, &drop.county) != 0 ||
        mem_grow(&papers->drops, &papers->drop_capacity, roster->drop_count + 1,
                 sizeof *papers->drops) != 0)
        return -1;
    papers->drops[roster->drop_count++] = drop;
    return 0;
}

/* The drops live in the roster's arena. */
static int keep_drops(struct papers *papers)
{
    struct roster *roster = papers->roster;
    struct unit_drop *kept =
        arena_array(roster->arena, roster->drop_count + 1, sizeof *kept);
    if (kept == NULL)
        return failure_memory(papers->failure);
    if (roster->drop_count > 0)
        memcpy(kept, papers->drops, roster->drop_count * sizeof *kept);
    roster->drops = kept;
    return 0;
}

int ledger_papers(struct ledger *ledger, ym period, const struct policy *policy,
                  struct roster *roster, struct failure *failure)
{
    struct papers papers = {
        .roster = roster,
        .policy = policy,
        .failure = failure,
    };
    int result = -1;
    roster->diag_count = 0; /* what deciding again found is in the tables */
    if (database_each(ledger->database, labels_sql, SQL_VALUES(sql_int(period)),
                      take_label, &papers, failure) == 0 &&
        database_each(ledger->database, cells_sql, SQL_VALUES(sql_int(period)),
                      take_cell, &papers, failure) == 0 &&
        database_each(ledger->database, findings_sql,
                      SQL_VALUES(sql_int(period)), take_finding, &papers,
                      failure) == 0 &&
        database_each(ledger->database, drops_sql, SQL_VALUES(sql_int(period)),
                      take_drop, &papers, failure) == 0)
        result = keep_drops(&papers);
    mem_free(papers.drops);
    return result;
}
