/*
 * The reader of HTML pages, which systems export under the name of .xls.
 *
 * A page is one sheet: its tables and the lines of text above, between and
 * below them, as a spreadsheet program shows it; so a title in a heading, a
 * table for the header and one for the rows come out as one list. The sheet
 * has the name that Excel's island gives it, else the file's. Only a page of
 * LibreOffice's, which has all sheets in one page with a heading above each,
 * is as many sheets as it has such headings.
 *
 * Nothing is kept of a page but one row. It is looked at up to its first table
 * when it is opened; LibreOffice's to its end.
 */
#include "import/html.h"

#include <stdio.h>
#include <string.h>

enum { MOST_SHEETS = 8192 };

/* ---- looking at a page ---- */

struct looking {
    struct text_window window;
    const char *path;
    struct arena *arena;
    struct failure *failure;
    struct html_look *out;
    size_t capacity, name_capacity;
    bool may_have_parts; /* LibreOffice or a relative of it wrote the page */
};

/* <meta name="generator" content="LibreOffice 7.4 (Linux)"> */
static void take_meta(struct looking *looking, const struct html_token *token)
{
    const struct html_value name = html_attribute(token, "name");
    const struct html_value content = html_attribute(token, "content");
    if (html_value_has(&name, "generator") &&
        (html_value_has(&content, "libreoffice") ||
         html_value_has(&content, "openoffice") ||
         html_value_has(&content, "staroffice")))
        looking->may_have_parts = true;
}

/* A heading above a sheet, which began at `mark`. */
static int add_part(struct looking *looking, const struct text_mark *mark)
{
    struct html_look *out = looking->out;
    const char *name;
    if (out->sheet_count >= MOST_SHEETS)
        return failure_explain(looking->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_TOO_MUCH, looking->path,
                               "sheets > %d", MOST_SHEETS);
    if (html_anchor_name(&looking->window, looking->arena, &name,
                         looking->failure) != 0)
        return -1;
    if (mem_grow(&out->sheets, &looking->capacity, out->sheet_count + 1,
                 sizeof *out->sheets) != 0 ||
        mem_grow(&out->names, &looking->name_capacity, out->sheet_count + 1,
                 sizeof *out->names) != 0)
        return failure_memory(looking->failure);
    out->sheets[out->sheet_count] =
        (struct html_sheet){.mark = *mark, .is_named_part = true};
    out->names[out->sheet_count++] = name;
    return 0;
}

static int skip_raw(struct looking *looking, const struct html_token *token)
{
    static const char *const names[] = {"script", "style", "title"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(token->name, names[i]) == 0)
            return html_skip_element(&looking->window, token, looking->failure);
    return 0;
}

/* 0 to go on, 1 when enough is known, -1. */
static int take_start(struct looking *looking, const struct html_token *token,
                      const struct text_mark *mark)
{
    if (strcmp(token->name, "table") == 0) {
        looking->out->has_table = true;
        return looking->may_have_parts ? 0 : 1;
    }
    if (strcmp(token->name, "meta") == 0)
        take_meta(looking, token);
    if (looking->may_have_parts && html_is_sheet_anchor(token))
        return add_part(looking, mark);
    return skip_raw(looking, token);
}

static int look_at_token(struct looking *looking)
{
    struct html_token token;
    const struct text_mark mark =
        text_window_mark(&looking->window, looking->window.begin);
    if (html_next(&looking->window, &token, looking->failure) != 0)
        return -1;
    if (token.kind == HTML_START)
        return take_start(looking, &token, &mark);
    if (token.kind == HTML_COMMENT)
        return html_island_read(&token, looking->path, looking->arena,
                                &looking->out->island, looking->failure);
    return token.kind == HTML_FINISH ? 1 : 0;
}

int html_look(const struct file_bytes *file, const char *charset,
              struct arena *arena, struct html_look *out,
              struct failure *failure)
{
    struct looking looking = {
        .path = file->path, .arena = arena, .failure = failure, .out = out};
    *out = (struct html_look){.has_table = false};
    if (encoding_detect_declared(file, charset, &out->encoding, failure) != 0 ||
        text_window_open(&looking.window, file, &out->encoding, failure) != 0)
        return -1;
    int result = text_window_more(&looking.window, failure);
    while (result == 0)
        result = look_at_token(&looking);
    text_window_close(&looking.window);
    return result < 0 ? -1 : 0;
}

void html_look_release(struct html_look *look)
{
    html_island_release(&look->island);
    mem_free(look->sheets);
    mem_free(look->names);
    *look = (struct html_look){.has_table = false};
}

/* ---- the reader ---- */

struct html {
    const struct file_bytes *file;
    struct html_look look;
};

static int html_read(void *state, size_t sheet, const struct sheet_sink *sink,
                     struct failure *failure)
{
    const struct html *html = state;
    const struct html_sheet whole = {.mark = {.in = NULL}};
    return html_page_read(
        html->file, &html->look.encoding,
        html->look.sheet_count == 0 ? &whole : &html->look.sheets[sheet], sink,
        failure);
}

static void html_close(void *state)
{
    struct html *html = state;
    html_look_release(&html->look);
}

/* "html (GB18030)" */
static const char *format_name(const struct html *html, struct arena *arena)
{
    char name[48];
    snprintf(name, sizeof name, "html (%s)",
             encoding_name(html->look.encoding.encoding));
    return arena_string(arena, name);
}

/* The sheets: by their headings, by the island, or by the file's name. */
static int list_sheets(const struct html *html, struct arena *arena,
                       struct workbook *out, struct failure *failure)
{
    const struct html_look *look = &html->look;
    const size_t count = look->sheet_count == 0 ? 1 : look->sheet_count;
    struct sheet_info *sheets = arena_array(arena, count, sizeof *sheets);
    if (sheets == NULL)
        return failure_memory(failure);
    for (size_t i = 0; i < look->sheet_count; i++)
        sheets[i] = (struct sheet_info){.name = look->names[i],
                                        .visibility = SHEET_VISIBLE};
    if (look->sheet_count == 0) {
        const bool is_named =
            look->island.count == 1 && look->island.sheets[0].name[0] != '\0';
        sheets[0].name = is_named ? look->island.sheets[0].name
                                  : workbook_file_name(out->path, arena);
        out->is_named_after_file = !is_named;
    }
    out->sheets = sheets;
    out->sheet_count = count;
    return sheets[0].name == NULL ? failure_memory(failure) : 0;
}

static int open_page(struct html *html, const char *charset,
                     struct arena *arena, struct workbook *out,
                     struct failure *failure)
{
    const struct file_bytes *file = html->file;
    if (html_look(file, charset, arena, &html->look, failure) != 0)
        return -1;
    if (!html->look.has_table && html->look.island.count > 0)
        return failure_set(failure, DIAG_FILE_FRAMES, file->path, "%s",
                           html->look.island.sheets[0].source != NULL
                               ? html->look.island.sheets[0].source
                               : "");
    if (!html->look.has_table)
        return failure_explain(failure, DIAG_FILE_FORMAT, MESSAGE_WHY_NO_TABLE,
                               file->path, "HTML");
    out->format = format_name(html, arena);
    if (out->format == NULL)
        return failure_memory(failure);
    return list_sheets(html, arena, out, failure);
}

int html_open(const struct file_bytes *file, const char *charset,
              struct arena *arena, struct workbook *out,
              struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "html", .read = html_read, .close = html_close};
    struct html *html = arena_alloc(arena, sizeof *html);
    if (html == NULL)
        return failure_memory(failure);
    html->file = file;
    *out =
        (struct workbook){.reader = &reader, .state = html, .path = file->path};
    if (open_page(html, charset, arena, out, failure) != 0) {
        html_close(html);
        return -1;
    }
    return 0;
}
