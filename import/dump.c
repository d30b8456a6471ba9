/*
 * `daopan dump`: every cell that is not empty, one line of JSON a sheet, in
 * the workbook's order, hidden sheets too. How readers are held against each
 * other and against what spreadsheet programs show.
 *
 * Lines can be as long as a sheet is large, so they are written in pieces;
 * nothing is kept but the piece.
 */
#include "import/import.h"
#include "import/keyring.h"
#include "import/workbook.h"

#include <errno.h>
#include <string.h>

enum { PIECE_SIZE = 64 * 1024 };

struct dump {
    const struct workbook *workbook;
    const struct dump_options *options;
    FILE *out;
    struct failure *failure;
    struct text piece;
    struct text row_start; /* of each cell of the row: "[12," */
    bool has_cells;        /* of this sheet: the next one takes a comma */
};

static int write_piece(struct dump *dump)
{
    const struct text *piece = &dump->piece;
    if (piece->failed)
        return failure_memory(dump->failure);
    if (piece->length > 0 &&
        fwrite(piece->data, 1, piece->length, dump->out) != piece->length)
        return failure_set(dump->failure, DIAG_OUTPUT_FAILED, NULL, "%s",
                           strerror(errno));
    text_clear(&dump->piece);
    return 0;
}

static void append_cell(struct dump *dump, const struct cell *cell)
{
    char buffer[CELL_TEXT_SIZE];
    size_t length = 0;
    const char *text =
        cell_text(cell, dump->workbook->is_1904, buffer, &length);
    if (length == 0)
        return;
    if (dump->has_cells)
        text_append_bytes(&dump->piece, ",", 1);
    text_append_bytes(&dump->piece, dump->row_start.data,
                      dump->row_start.length);
    text_append_int(&dump->piece, cell->column);
    text_append_bytes(&dump->piece, ",", 1);
    text_append_json(&dump->piece, text, length);
    text_append_bytes(&dump->piece, "]", 1);
    dump->has_cells = true;
}

static int on_row(void *context, const struct sheet_row *row)
{
    struct dump *dump = context;
    const struct dump_options *options = dump->options;
    if (options->rows > 0 && row->row > options->rows)
        return 1;
    text_clear(&dump->row_start);
    text_append_bytes(&dump->row_start, "[", 1);
    text_append_int(&dump->row_start, row->row);
    text_append_bytes(&dump->row_start, ",", 1);
    if (dump->row_start.failed)
        return failure_memory(dump->failure);
    for (size_t i = 0; i < row->cell_count; i++) {
        if (options->columns > 0 && row->cells[i].column > options->columns)
            break;
        append_cell(dump, &row->cells[i]);
    }
    return dump->piece.length < PIECE_SIZE ? 0 : write_piece(dump);
}

static const char *visibility_name(enum visibility visibility)
{
    switch (visibility) {
    case SHEET_HIDDEN:
        return "hidden";
    case SHEET_VERY_HIDDEN:
        return "veryHidden";
    case SHEET_VISIBLE:
        break;
    }
    return "visible";
}

static int dump_sheet(struct dump *dump, struct workbook *workbook,
                      size_t sheet)
{
    const struct sheet_sink sink = {.context = dump, .row = on_row};
    const struct sheet_info *info = &workbook->sheets[sheet];
    dump->has_cells = false;
    text_append(&dump->piece, "{\"sheet\":");
    text_append_json(&dump->piece, info->name, strlen(info->name));
    text_append(&dump->piece, ",\"state\":\"");
    text_append(&dump->piece, visibility_name(info->visibility));
    text_append(&dump->piece, "\",\"cells\":[");
    if (workbook_read(workbook, sheet, &sink, dump->failure) != 0)
        return -1;
    text_append(&dump->piece, "]}\n");
    return write_piece(dump);
}

static int dump_file(const struct file_bytes *file,
                     const struct keyring *keyring, struct arena *arena,
                     const struct dump_options *options, FILE *out,
                     struct failure *failure)
{
    struct workbook workbook;
    int result = 0;
    struct dump dump = {.workbook = &workbook,
                        .options = options,
                        .out = out,
                        .failure = failure,
                        .piece = TEXT_INIT,
                        .row_start = TEXT_INIT};
    if (workbook_open_with(file, keyring, arena, &workbook, failure) != 0)
        return -1;
    for (size_t i = 0; i < workbook.sheet_count && result == 0; i++)
        result = dump_sheet(&dump, &workbook, i);
    if (result == 0 && fflush(out) != 0)
        result = failure_set(failure, DIAG_OUTPUT_FAILED, NULL, "%s",
                             strerror(errno));
    text_release(&dump.piece);
    text_release(&dump.row_start);
    workbook_release(&workbook);
    return result;
}

int workbook_dump(const char *path, const struct dump_options *options,
                  FILE *out, struct failure *failure)
{
    static const struct dump_options everything = {.rows = 0};
    struct file_bytes file;
    if (options == NULL)
        options = &everything;
    if (file_map(path, &file, failure) != 0)
        return -1;
    struct arena *arena = arena_new();
    struct ciphers *ciphers = xls_is(&file) ? ciphers_open() : NULL;
    const struct keyring keyring = {
        .passwords = options->passwords,
        .ciphers = ciphers,
    };
    const int result =
        arena == NULL || (ciphers == NULL && xls_is(&file))
            ? failure_memory(failure)
            : dump_file(&file, &keyring, arena, options, out, failure);
    ciphers_close(ciphers);
    arena_free(arena);
    file_unmap(&file);
    return result;
}
