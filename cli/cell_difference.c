/*
 * Both workbooks are read by the program's own readers and printed as `dump`
 * prints them, a line a sheet, cells as [row,column,"text"] in order. The two
 * texts are then walked along together: the first cell that only one of them
 * has, or that holds another text, is the answer.
 */
#include "cli/cell_difference.h"

#include "cli/options.h"
#include "core/arena.h"
#include "import/import.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A dump, and how far it was read. */
struct dumped {
    char *text;
    const char *at;
};

/* The whole of a file that was written just now. */
static int read_back(FILE *file, struct dumped *out)
{
    const long length = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (length < 0 || fseek(file, 0, SEEK_SET) != 0)
        return -1;
    out->text = mem_alloc((size_t)length + 1);
    if (out->text == NULL)
        return -1;
    out->at = out->text;
    return fread(out->text, 1, (size_t)length, file) == (size_t)length ? 0 : -1;
}

/* The reader is confined, and writes to a file of its own, in memory. */
static int dump(const char *path, struct dumped *out, struct failure *failure)
{
    const struct dump_options options = {
        .memory_limit = MEMORY_LIMIT_DEFAULT,
        .time_limit = TIME_LIMIT_DEFAULT,
    };
    bool is_unconfined = false;
    const int memory = memfd_create("daopan-dump", MFD_CLOEXEC);
    FILE *file = memory < 0 ? NULL : fdopen(memory, "w+");
    if (file == NULL) {
        if (memory >= 0)
            close(memory);
        return failure_memory(failure);
    }
    int result = workbook_dump(path, &options, file, &is_unconfined, failure);
    if (result == 0 && read_back(file, out) != 0)
        result = failure_memory(failure);
    fclose(file);
    return result;
}

/* A cell as it stands in the dump; the text is still escaped. */
struct dumped_cell {
    bool is_there;
    unsigned long row, column;
    const char *text;
    size_t length;
};

/* The end of a JSON string that begins at the quote `at`. */
static const char *string_end(const char *at)
{
    for (at++; *at != '"' && *at != '\0'; at++)
        if (*at == '\\' && at[1] != '\0')
            at++;
    return at;
}

/* The next cell of the sheet under way. */
static struct dumped_cell next_cell(struct dumped *dumped)
{
    struct dumped_cell cell = {.is_there = false};
    if (*dumped->at == ',')
        dumped->at++;
    if (*dumped->at != '[')
        return cell;
    char *end = NULL;
    cell.row = strtoul(dumped->at + 1, &end, 10);
    cell.column = strtoul(end + 1, &end, 10);
    const char *quote = end + 1;
    const char *close = string_end(quote);
    cell.text = quote + 1;
    cell.length = (size_t)(close - quote) - 1;
    cell.is_there = true;
    dumped->at = close + 2; /* past "] */
    return cell;
}

static bool is_before(const struct dumped_cell *a, const struct dumped_cell *b)
{
    return a->row != b->row ? a->row < b->row : a->column < b->column;
}

static bool is_same(const struct dumped_cell *a, const struct dumped_cell *b)
{
    return a->is_there == b->is_there && a->row == b->row &&
           a->column == b->column && a->length == b->length &&
           (!a->is_there || memcmp(a->text, b->text, a->length) == 0);
}

static void note_cell(struct cell_difference *out, const struct dumped_cell *is,
                      const struct dumped_cell *should)
{
    /* Where one of them lacks the cell, the other's comes first. */
    const bool has_is =
        is->is_there && (!should->is_there || !is_before(should, is));
    const bool has_should =
        should->is_there && (!is->is_there || !is_before(is, should));
    const struct dumped_cell *cell = has_is ? is : should;
    char letters[8];
    out->is_found = true;
    snprintf(out->cell, sizeof out->cell, "%s%lu",
             column_letters((colnum)cell->column, letters), cell->row);
    if (has_is)
        text_append_bytes(&out->is, is->text, is->length);
    if (has_should)
        text_append_bytes(&out->should, should->text, should->length);
}

/* What stands before the cells of a line: name and state of the sheet. */
static const char *cells_of(const char *line)
{
    static const char word[] = "\"cells\":[";
    const char *at = strstr(line, word);
    return at == NULL ? line + strcspn(line, "\n") : at + sizeof word - 1;
}

static void append_sheet(struct text *out, const char *line)
{
    static const char word[] = "{\"sheet\":";
    if (strncmp(line, word, sizeof word - 1) != 0)
        return;
    const char *quote = line + sizeof word - 1;
    text_append_bytes(out, quote + 1, (size_t)(string_end(quote) - quote) - 1);
}

/* One sheet of each; true where they agree. */
static bool compare_sheet(struct dumped *is, struct dumped *should,
                          struct cell_difference *out)
{
    const char *is_cells = cells_of(is->at);
    const char *should_cells = cells_of(should->at);
    const size_t head = (size_t)(is_cells - is->at);
    append_sheet(&out->sheet, *should->at == '\0' ? is->at : should->at);
    if (head != (size_t)(should_cells - should->at) ||
        memcmp(is->at, should->at, head) != 0) {
        out->is_found = true;
        return false;
    }
    is->at = is_cells;
    should->at = should_cells;
    for (;;) {
        const struct dumped_cell a = next_cell(is);
        const struct dumped_cell b = next_cell(should);
        if (!is_same(&a, &b)) {
            note_cell(out, &a, &b);
            return false;
        }
        if (!a.is_there)
            return true;
    }
}

static void next_line(struct dumped *dumped)
{
    dumped->at += strcspn(dumped->at, "\n");
    dumped->at += *dumped->at == '\n';
}

int cell_difference_find(const char *path, const char *original,
                         struct cell_difference *out, struct failure *failure)
{
    struct dumped is = {.text = NULL, .at = ""};
    struct dumped should = {.text = NULL, .at = ""};
    *out = (struct cell_difference){
        .sheet = TEXT_INIT,
        .is = TEXT_INIT,
        .should = TEXT_INIT,
    };
    int result = dump(path, &is, failure);
    if (result == 0)
        result = dump(original, &should, failure);
    while (result == 0 && (*is.at != '\0' || *should.at != '\0')) {
        text_clear(&out->sheet);
        if (!compare_sheet(&is, &should, out))
            break;
        next_line(&is);
        next_line(&should);
    }
    if (result == 0 &&
        (out->sheet.failed || out->is.failed || out->should.failed))
        result = failure_memory(failure);
    mem_free(is.text);
    mem_free(should.text);
    return result;
}

void cell_difference_release(struct cell_difference *difference)
{
    text_release(&difference->sheet);
    text_release(&difference->is);
    text_release(&difference->should);
}
