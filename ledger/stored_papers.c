/*
 * What the papers of a month show beyond what decides it: header texts, the
 * returned rows as they came, what was found, the drops that were accepted.
 * With these a month's workbooks can be written once more.
 *
 * Header texts and cells come last column first: it tells how many there are.
 */
#include "ledger/ledger_file.h"
#include "ledger/stored_bounds.h"

#include "core/arena.h"
#include <string.h>

enum { MOST_COLUMNS = 16384 };

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
    static const char table[] = "sheet_labels";
    struct papers *papers = context;
    struct roster *roster = papers->roster;
    size_t at = 0;
    size_t column = 0;
    if (stored_index(row, 0, roster->sheet_count, table, &at,
                     papers->failure) != 0 ||
        stored_index(row, 1, MOST_COLUMNS, table, &column, papers->failure) !=
            0)
        return -1;
    struct roster_sheet *sheet = &roster->sheets[at];
    if (sheet->labels == NULL) {
        papers->labels =
            arena_array(roster->arena, column + 1, sizeof *papers->labels);
        if (papers->labels == NULL)
            return -1;
        sheet->labels = papers->labels;
        sheet->label_count = (uint16_t)(column + 1);
    }
    return add_string(papers, row, 2, &papers->labels[column]);
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
    static const char table[] = "raw_cells";
    struct papers *papers = context;
    struct roster *roster = papers->roster;
    const rownum number = (rownum)statement_int(row, 1);
    size_t sheet = 0;
    size_t column = 0;
    if (stored_index(row, 0, roster->sheet_count, table, &sheet,
                     papers->failure) != 0 ||
        stored_index(row, 2, MOST_COLUMNS, table, &column, papers->failure) !=
            0)
        return -1;
    const struct raw_row *last =
        roster->raw_count == 0 ? NULL : &roster->raw[roster->raw_count - 1];
    const bool is_next =
        last == NULL || last->sheet != sheet || last->row != number;
    if (is_next && begin_raw(papers, (uint32_t)sheet, number, column + 1) != 0)
        return -1;
    if (column >= roster->raw[roster->raw_count - 1].cell_count)
        return stored_damaged(table, papers->failure);
    return add_string(papers, row, 3, &papers->cells[column]);
}

/* ---- findings ---- */

static const char findings_sql[] =
    "SELECT code, file, sheet, row_no, column_no, other_file, other_sheet,"
    " other_row_no, other_column_no, person, name, label, cell, note"
    " FROM diagnostics WHERE period = ? ORDER BY diagnostic";

static int place_at(const struct papers *papers, struct statement *row,
                    int first, struct place *out)
{
    static const char table[] = "diagnostics";
    const struct roster *roster = papers->roster;
    out->row = (rownum)statement_int(row, first + 2);
    out->column = (colnum)statement_int(row, first + 3);
    return stored_index_or_none(row, first, roster->file_count, table,
                                &out->file, papers->failure) != 0 ||
                   stored_index_or_none(row, first + 1, roster->sheet_count,
                                        table, &out->sheet,
                                        papers->failure) != 0
               ? -1
               : 0;
}

static int take_finding(void *context, struct statement *row)
{
    struct papers *papers = context;
    struct diag diag = {
        .code = diag_find(statement_text(row, 0)),
        .id = (idkey)statement_int(row, 9),
    };
    if (diag.code == DIAG_NONE)
        return 0; /* of another version */
    if (place_at(papers, row, 1, &diag.at) != 0 ||
        place_at(papers, row, 5, &diag.other) != 0 ||
        add_string(papers, row, 10, &diag.name) != 0 ||
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
    if (drop.kind == POLICY_NONE)
        return stored_damaged("accepted_drops", papers->failure);
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
                      &(struct row_taker){take_label, &papers}, failure) == 0 &&
        database_each(ledger->database, cells_sql, SQL_VALUES(sql_int(period)),
                      &(struct row_taker){take_cell, &papers}, failure) == 0 &&
        database_each(
            ledger->database, findings_sql, SQL_VALUES(sql_int(period)),
            &(struct row_taker){take_finding, &papers}, failure) == 0 &&
        database_each(ledger->database, drops_sql, SQL_VALUES(sql_int(period)),
                      &(struct row_taker){take_drop, &papers}, failure) == 0)
        result = keep_drops(&papers);
    mem_free(papers.drops);
    return result;
}
