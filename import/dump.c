/*
 * `daopan dump`: every cell that is not empty, one line of JSON a sheet, in
 * the workbook's order, hidden sheets too. How readers are held against each
 * other and against what spreadsheet programs show.
 *
 * Lines can be as long as a sheet is large, so they are written in pieces;
 * nothing is kept but the piece. A confined child reads the file and sends
 * the pieces through a pipe (dump_pipe.c), as no limit on the size of files
 * holds for what goes to standard output.
 */
#include "import/dump.h"

#include <string.h>

enum { PIECE_SIZE = 64 * 1024 };

struct dump {
    const struct workbook *workbook;
    const struct dump_options *options;
    const struct dump_out *out;
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
        dump->out->write(dump->out->context, piece->data, piece->length,
                         dump->failure) != 0)
        return -1;
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

int dump_file(const struct file_bytes *file, const struct keyring *keyring,
              const struct dump_options *options, const struct dump_out *out,
              struct failure *failure)
{
    struct workbook workbook;
    int result = -1;
    struct arena *arena = arena_new();
    struct dump dump = {.workbook = &workbook,
                        .options = options,
                        .out = out,
                        .failure = failure,
                        .piece = TEXT_INIT,
                        .row_start = TEXT_INIT};
    if (arena == NULL)
        return failure_memory(failure);
    if (workbook_open_with(file, keyring, arena, &workbook, failure) == 0) {
        result = 0;
        for (size_t i = 0; i < workbook.sheet_count && result == 0; i++)
            result = dump_sheet(&dump, &workbook, i);
        workbook_release(&workbook);
    }
    text_release(&dump.piece);
    text_release(&dump.row_start);
    arena_free(arena);
    return result;
}
