/*
 * A finding's sentence, from the values that the ledger keeps of it: the same
 * words as on the day of the run, in either language.
 */
#include "ledger/query.h"

/* Columns after d.code, as QUERY_FINDING_VALUES lists them. */
enum {
    LABEL = 1,
    CELL,
    NOTE,
    OTHER_FILE,
    OTHER_SHEET,
    OTHER_ROW,
    OTHER_COLUMN
};

void query_append_message(struct text *out, struct statement *row, int first,
                          enum language language)
{
    struct text other = TEXT_INIT;
    if (!statement_is_null(row, first + OTHER_FILE))
        place_append(&other, statement_text(row, first + OTHER_FILE),
                     statement_text(row, first + OTHER_SHEET),
                     (rownum)statement_int(row, first + OTHER_ROW),
                     (colnum)statement_int(row, first + OTHER_COLUMN));
    const struct diag_words words = {
        .label = statement_text(row, first + LABEL),
        .cell = statement_text(row, first + CELL),
        .note = statement_text(row, first + NOTE),
        .other = text_of(&other),
    };
    diag_append_message(out, diag_find(statement_text(row, first)), language,
                        &words);
    out->failed = out->failed || other.failed;
    text_release(&other);
}
