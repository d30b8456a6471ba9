/*
 * Tables of text as workbooks, and rosters as text.
 */
#include "tests/support/book_fixture.h"

#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

enum { CELLS_MAX = 256, SHARED_MAX = 4096 };

struct book {
    const struct book_spec *spec;
    struct arena *arena;
    const char *shared[SHARED_MAX];
    uint32_t shared_count;
};

/* ---- the reader ---- */

static uint32_t shared_number(struct book *book, const char *text,
                              size_t length)
{
    for (uint32_t i = 0; i < book->shared_count; i++)
        if (strlen(book->shared[i]) == length &&
            memcmp(book->shared[i], text, length) == 0)
            return i + 1;
    assert_true(book->shared_count < SHARED_MAX);
    const char *kept = arena_text(book->arena, text, length);
    assert_non_null(kept);
    book->shared[book->shared_count++] = kept;
    return book->shared_count;
}

/* #0012 is 12 under the format 0000. */
static void take_zeros(struct cell *cell)
{
    if (cell->kind != CELL_NUMBER || cell->length < 2 || cell->text[0] != '0' ||
        memchr(cell->text, '.', cell->length) != NULL)
        return;
    cell->zeros = (uint8_t)cell->length;
    while (cell->length > 1 && cell->text[0] == '0') {
        cell->text++;
        cell->length--;
    }
}

static struct cell cell_of(struct book *book, const char *text, size_t length,
                           colnum column)
{
    struct cell cell = {.column = column, .kind = CELL_TEXT};
    switch (*text) {
    case '#':
        cell.kind = CELL_NUMBER;
        break;
    case '@':
        cell.kind = CELL_DATE;
        break;
    case '!':
        cell.kind = CELL_ERROR;
        break;
    case '=':
        cell.kind = CELL_UNCACHED;
        break;
    default:
        break;
    }
    const size_t mark = cell.kind == CELL_TEXT ? 0 : 1;
    cell.text = text + mark;
    cell.length = (uint32_t)(length - mark);
    take_zeros(&cell);
    if (cell.kind == CELL_TEXT && book->spec->is_shared)
        cell.shared = shared_number(book, text, length);
    return cell;
}

static int push_row(struct book *book, const char *line, size_t length,
                    rownum number, const struct sheet_sink *sink)
{
    struct cell cells[CELLS_MAX];
    struct sheet_row row = {.row = number, .cells = cells};
    const char *end = line + length;
    if (length > 0 && *line == '~') {
        row.is_hidden = true;
        line++;
    }
    for (colnum column = 1; line < end; column++) {
        const char *bar = memchr(line, '|', (size_t)(end - line));
        const char *stop = bar == NULL ? end : bar;
        if (stop > line)
            cells[row.cell_count++] =
                cell_of(book, line, (size_t)(stop - line), column);
        line = bar == NULL ? end : bar + 1;
    }
    return row.cell_count == 0 ? 0 : sink->row(sink->context, &row);
}

static int push_merges(const char *merges, const struct sheet_sink *sink)
{
    char from[2];
    char to[2];
    unsigned first = 0;
    unsigned last = 0;
    int used = 0;
    if (merges == NULL || sink->merge == NULL)
        return 0;
    for (; sscanf(merges, " %1[A-Z]%u:%1[A-Z]%u%n", from, &first, to, &last,
                  &used) == 4;
         merges += used) {
        const struct cell_range range = {
            .first_row = first,
            .last_row = last,
            .first_column = (colnum)(from[0] - 'A' + 1),
            .last_column = (colnum)(to[0] - 'A' + 1),
        };
        if (sink->merge(sink->context, &range) != 0)
            return -1;
    }
    return 0;
}

static int push_rows(struct book *book, const char *rows,
                     const struct sheet_sink *sink)
{
    rownum number = 1;
    for (; *rows != '\0'; number++) {
        const size_t length = strcspn(rows, "\n");
        const int result = push_row(book, rows, length, number, sink);
        if (result != 0)
            return result;
        rows += length + (rows[length] == '\n' ? 1 : 0);
    }
    return 0;
}

static int read_sheet(void *state, size_t sheet, const struct sheet_sink *sink,
                      struct failure *failure)
{
    struct book *book = state;
    const struct sheet_spec *spec = &book->spec->sheets[sheet];
    (void)failure;
    if (book->spec->merges_come_first && push_merges(spec->merges, sink) != 0)
        return -1;
    const int result = push_rows(book, spec->rows, sink);
    if (result != 0)
        return result < 0 ? -1 : 0;
    if (!book->spec->merges_come_first && push_merges(spec->merges, sink) != 0)
        return -1;
    return 0;
}

void book_fixture(struct workbook *out, const struct book_spec *spec,
                  struct arena *arena)
{
    static const struct workbook_reader reader = {
        .format = "fixture",
        .read = read_sheet,
    };
    struct book *book = arena_alloc(arena, sizeof *book);
    struct sheet_info *sheets =
        arena_array(arena, spec->sheet_count, sizeof *sheets);
    assert_non_null(book);
    assert_non_null(sheets);
    book->spec = spec;
    book->arena = arena;
    for (size_t i = 0; i < spec->sheet_count; i++)
        sheets[i] =
            (struct sheet_info){.name = spec->sheets[i].name,
                                .visibility = spec->sheets[i].visibility};
    *out = (struct workbook){
        .reader = &reader,
        .state = book,
        .path = spec->file,
        .format = "fixture",
        .sheets = sheets,
        .sheet_count = spec->sheet_count,
        .shared_count = spec->is_shared ? SHARED_MAX : 0,
        .merges_are_lost = spec->merges_are_lost,
    };
}

/* ---- reading ---- */

void gathered_init(struct gathered *gathered)
{
    *gathered = (struct gathered){
        .arena = arena_new(),
        .failure = FAILURE_INIT,
        .named_kind = POLICY_NONE,
    };
    assert_non_null(gathered->arena);
    gathered->policy = roster_policy(gathered->arena);
    gathered->options.policy = gathered->policy;
    gathered->options.as_of = 20230831;
    assert_int_equal(roster_init(&gathered->roster), 0);
}

void gathered_release(struct gathered *gathered)
{
    text_release(&gathered->text);
    roster_release(&gathered->roster);
    arena_free(gathered->arena);
}

static uint32_t add_file(struct roster *roster, const char *name)
{
    if (mem_grow(&roster->files, &roster->file_capacity, roster->file_count + 1,
                 sizeof *roster->files) != 0)
        return PLACE_NONE;
    roster->files[roster->file_count] =
        (struct roster_file){.path = name, .name = name, .format = ""};
    return (uint32_t)roster->file_count++;
}

/* Reads an open workbook as a file of this name. */
static int gather(struct gathered *gathered, struct workbook *workbook,
                  const char *file_name)
{
    struct reading reading;
    uint64_t rows = 0;
    gathered->result = -1;
    const uint32_t file = add_file(&gathered->roster, file_name);
    if (file == PLACE_NONE ||
        reading_init(&reading, &gathered->options, gathered->arena) != 0) {
        failure_memory(&gathered->failure);
        return -1;
    }
    reading.is_inspecting = gathered->is_inspecting;
    const struct gathering gathering = {
        .reading = &reading,
        .workbook = workbook,
        .file_name = file_name,
        .file = file,
        .named_kind = gathered->named_kind,
        .roster = &gathered->roster,
        .rows_done = &rows,
    };
    gathered->result = workbook_gather(&gathering, &gathered->failure);
    return gathered->result;
}

int gathered_read(struct gathered *gathered, const struct book_spec *spec)
{
    struct workbook workbook;
    book_fixture(&workbook, spec, gathered->arena);
    return gather(gathered, &workbook, spec->file);
}

int gathered_read_bytes(struct gathered *gathered, const void *bytes,
                        size_t size, const char *file_name)
{
    struct workbook workbook;
    const struct file_bytes file = {
        .path = file_name, .bytes = bytes, .size = size};
    gathered->result =
        workbook_open(&file, gathered->arena, &workbook, &gathered->failure);
    if (gathered->result != 0)
        return -1;
    gathered->result = gather(gathered, &workbook, file_name);
    workbook_release(&workbook);
    return gathered->result;
}

int gathered_read_rows(struct gathered *gathered, const char *rows,
                       const char *merges)
{
    const struct sheet_spec sheet = {
        .name = "Sheet1", .rows = rows, .merges = merges};
    const struct book_spec book = {
        .file = "名单.xlsx", .sheets = &sheet, .sheet_count = 1};
    return gathered_read(gathered, &book);
}

/* ---- as text ---- */

static void append_places(struct text *out, const struct roster *roster,
                          const struct roster_row *row)
{
    const strref places[] = {row->county, row->town, row->village};
    size_t count = 3;
    while (count > 0 && places[count - 1] == 0)
        count--;
    for (size_t i = 0; i < count; i++)
        text_printf(out, "%s%s", i == 0 ? " " : "/",
                    roster_string(roster, places[i]));
}

static void append_bits(struct text *out, char letter, unsigned mask)
{
    if (mask == 0)
        return;
    text_printf(out, " %c", letter);
    for (unsigned bit = 0; bit < 8; bit++)
        if ((mask >> bit & 1) != 0)
            text_append_int(out, bit);
}

static void append_row(struct gathered *gathered, const struct roster_row *row)
{
    static const char *const movements[] = {"", " added", " removed",
                                            " changed"};
    struct text *out = &gathered->text;
    const struct category *categories = gathered->policy->categories;
    char id[ID_TEXT_SIZE];
    id_number_text(row->id, id);
    text_printf(out, "%u%s %s %s", (unsigned)row->row,
                row->fate == FATE_RETURNED ? "!" : "", id[0] == '\0' ? "-" : id,
                row->name == 0 ? "-"
                               : roster_string(&gathered->roster, row->name));
    append_places(out, &gathered->roster, row);
    text_printf(out, " %s",
                row->category == POLICY_NONE ? "?"
                                             : categories[row->category].id);
    append_bits(out, 'g', row->grades);
    append_bits(out, 't', row->types);
    if (row->recognised != YMD_NONE)
        text_printf(out, " from=%d", row->recognised);
    if (row->ended != YMD_NONE)
        text_printf(out, " to=%d", row->ended);
    text_append(out, movements[row->movement]);
    text_append(out, row->has_invalid_certificate ? " invalid" : "");
    text_append(out, row->is_ended ? " ended" : "");
    text_append(out, row->is_hidden ? " hidden" : "");
    text_append(out, "\n");
}

static void append_diag(struct text *out, const struct roster *roster,
                        const struct diag *diag)
{
    char letters[8];
    if (diag->at.row != 0)
        text_printf(out, "%s%u ", column_letters(diag->at.column, letters),
                    (unsigned)diag->at.row);
    text_append(out, diag_name(diag->code));
    if (diag->label != 0 || diag->cell != 0 || diag->note != 0)
        text_printf(out, " [%s] %s", roster_string(roster, diag->cell),
                    roster_string(roster, diag->label));
    if (diag->note != 0)
        text_printf(out, " %s", roster_string(roster, diag->note));
    text_append(out, "\n");
}

const char *gathered_text(struct gathered *gathered)
{
    struct roster *roster = &gathered->roster;
    text_clear(&gathered->text);
    roster_sort_diags(roster);
    for (size_t i = 0; i < roster->row_count; i++)
        append_row(gathered, &roster->rows[i]);
    for (size_t i = 0; i < roster->diag_count; i++)
        if (roster->diags[i].code != DIAG_ROW_SKIPPED)
            append_diag(&gathered->text, roster, &roster->diags[i]);
    return text_of(&gathered->text);
}

void gathered_expect(const char *name, uint16_t kind, const char *rows,
                     const char *expected)
{
    struct gathered gathered;
    gathered_init(&gathered);
    gathered.named_kind = kind;
    if (gathered_read_rows(&gathered, rows, NULL) != 0)
        fail_msg("%s: %s %s", name, diag_name(gathered.failure.code),
                 gathered.failure.note);
    EXPECT_TEXT(name, gathered_text(&gathered), expected);
    gathered_release(&gathered);
}

const char *gathered_counts(struct gathered *gathered, size_t sheet)
{
    const struct roster_sheet *of = &gathered->roster.sheets[sheet];
    uint32_t fates = 0;
    uint32_t skips = 0;
    for (size_t i = 0; i < FATE_COUNT; i++)
        fates += of->fates[i];
    for (size_t i = 0; i < SKIP_COUNT; i++)
        skips += of->skips[i];
    assert_int_equal(fates, of->rows_read);
    assert_int_equal(skips, of->fates[FATE_SKIPPED]);
    text_clear(&gathered->text);
    text_printf(
        &gathered->text,
        "rows %u accepted %u duplicate %u returned %u | blank %u "
        "title %u header %u total %u note %u",
        of->rows_read, of->fates[FATE_ACCEPTED], of->fates[FATE_DUPLICATE],
        of->fates[FATE_RETURNED], of->skips[SKIP_BLANK], of->skips[SKIP_TITLE],
        of->skips[SKIP_HEADER], of->skips[SKIP_TOTAL], of->skips[SKIP_NOTE]);
    return text_of(&gathered->text);
}
