/*
 * From tokens to the grid: which tags begin and end what.
 *
 * Left out is what a page holds without showing it (scripts, styles,
 * comments, islands of XML, what is for other programs only) and controls.
 * Formatting and the values that Excel keeps in attributes (x:num, x:str,
 * mso-number-format) say nothing: a field is its text.
 *
 * A page that ends inside a cell, though it closes its cells elsewhere, was cut
 * off on the way, and is refused: half a roster would cancel people.
 */
#include "import/html_page.h"

#include "import/html_entity.h"
#include "import/html_grid.h"
#include "import/html_names.h"
#include "import/html_token.h"
#include <string.h>

enum { MOST_TEXT = 32 * 1024 * 1024 };

struct page {
    const char *path;
    struct text_window window;
    struct html_grid grid;
    struct failure *failure;
    unsigned exact;      /* <pre> not closed yet */
    unsigned others;     /* <![if …]> of what is for other programs */
    bool closes_cells;   /* there was a </td> or </tr> */
    bool is_complete;    /* there was a </body> or </html> */
    bool is_named_part;  /* see struct html_sheet … */
    bool has_named_part; /* … and its heading has been met */
};

/* ---- text ---- */

static int take_text(struct page *page, const struct html_token *token)
{
    html_append(&page->grid.text, token->bytes, token->length, page->exact > 0);
    const struct text *text = &page->grid.text.text;
    if (text->failed)
        return failure_memory(page->failure);
    return text->length <= MOST_TEXT
               ? 0
               : failure_explain(page->failure, DIAG_FILE_LIMIT,
                                 MESSAGE_WHY_LONG_CELL, page->path,
                                 "<td> > %d MiB", MOST_TEXT >> 20);
}

/* ---- tags ---- */

static int start_table(struct page *page, const struct html_token *token)
{
    (void)token;
    return html_grid_table(&page->grid);
}

static int end_table(struct page *page, const struct html_token *token)
{
    (void)token;
    return html_grid_table_end(&page->grid);
}

static int start_row(struct page *page, const struct html_token *token)
{
    const struct html_value style = html_attribute(token, "style");
    return html_grid_row(&page->grid, html_value_has(&style, "display:none"));
}

static int end_row(struct page *page, const struct html_token *token)
{
    (void)token;
    page->closes_cells = true;
    return html_grid_row_end(&page->grid);
}

/* <tbody> and the like: rows end there, whether they are closed or not. */
static int end_rows(struct page *page, const struct html_token *token)
{
    (void)token;
    return html_grid_row_end(&page->grid);
}

static int start_cell(struct page *page, const struct html_token *token)
{
    const struct html_value columns = html_attribute(token, "colspan");
    const struct html_value rows = html_attribute(token, "rowspan");
    const struct html_value style = html_attribute(token, "style");
    const struct html_span span = {
        .columns = html_value_number(&columns, 1),
        .rows = html_value_number(&rows, 1),
        .is_merged = !html_value_has(&style, "mso-ignore:colspan"),
    };
    return html_grid_cell(&page->grid, &span);
}

static int end_cell(struct page *page, const struct html_token *token)
{
    (void)token;
    page->closes_cells = true;
    return html_grid_cell_end(&page->grid);
}

static int take_block(struct page *page, const struct html_token *token)
{
    (void)token;
    return html_grid_line(&page->grid);
}

static int take_break(struct page *page, const struct html_token *token)
{
    (void)token;
    if (!html_grid_is_in_cell(&page->grid))
        return html_grid_line(&page->grid);
    markup_text_break(&page->grid.text);
    return 0;
}

static int take_exact(struct page *page, const struct html_token *token)
{
    if (token->kind == HTML_START)
        page->exact++;
    else
        page->exact -= page->exact > 0;
    return html_grid_line(&page->grid);
}

static int take_complete(struct page *page, const struct html_token *token)
{
    (void)token;
    page->is_complete = true;
    return 0;
}

static int skip_element(struct page *page, const struct html_token *token)
{
    return html_skip_element(&page->window, token, page->failure);
}

/* The heading that names a sheet is no row of it; the next one ends it. */
static int start_anchor(struct page *page, const struct html_token *token)
{
    if (!page->is_named_part || !html_is_sheet_anchor(token))
        return 0;
    if (page->has_named_part)
        return html_grid_finish(&page->grid) < 0 ? -1 : 1;
    page->has_named_part = true;
    return html_skip_element(&page->window, token, page->failure);
}

typedef int tag_rule(struct page *page, const struct html_token *token);

/* What tags do; all others do nothing. Sorted by use: cells first. */
static const struct {
    const char *name;
    tag_rule *start, *end;
} rules[] = {
    {"td", start_cell, end_cell},
    {"tr", start_row, end_row},
    {"th", start_cell, end_cell},
    {"br", take_break, take_break},
    {"p", take_block, take_block},
    {"div", take_block, take_block},
    {"table", start_table, end_table},
    {"tbody", end_rows, end_rows},
    {"thead", end_rows, end_rows},
    {"tfoot", end_rows, end_rows},
    {"caption", take_block, take_block},
    {"a", start_anchor, NULL},
    {"h1", take_block, take_block},
    {"h2", take_block, take_block},
    {"h3", take_block, take_block},
    {"h4", take_block, take_block},
    {"h5", take_block, take_block},
    {"h6", take_block, take_block},
    {"hr", take_block, NULL},
    {"center", take_block, take_block},
    {"li", take_block, take_block},
    {"ul", take_block, take_block},
    {"ol", take_block, take_block},
    {"dt", take_block, take_block},
    {"dd", take_block, take_block},
    {"form", take_block, take_block},
    {"fieldset", take_block, take_block},
    {"legend", take_block, take_block},
    {"blockquote", take_block, take_block},
    {"section", take_block, take_block},
    {"article", take_block, take_block},
    {"header", take_block, take_block},
    {"footer", take_block, take_block},
    {"pre", take_exact, take_exact},
    {"body", NULL, take_complete},
    {"html", NULL, take_complete},
    {"script", skip_element, NULL},
    {"style", skip_element, NULL},
    {"title", skip_element, NULL},
    {"xml", skip_element, NULL},
    {"select", skip_element, NULL},
    {"textarea", skip_element, NULL},
    {"button", skip_element, NULL},
    {"noscript", skip_element, NULL},
    {"template", skip_element, NULL},
    {"iframe", skip_element, NULL},
    {"comment", skip_element, NULL}, /* LibreOffice's notes */
};

static int take_tag(struct page *page, const struct html_token *token)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (strcmp(rules[i].name, token->name) != 0)
            continue;
        tag_rule *const rule =
            token->kind == HTML_START ? rules[i].start : rules[i].end;
        return rule == NULL ? 0 : rule(page, token);
    }
    return 0;
}

/* ---- the page ---- */

static bool begins_with(const struct html_token *token, const char *word)
{
    const size_t length = strlen(word);
    return token->length >= length &&
           strncasecmp(token->bytes, word, length) == 0;
}

/* <![if !supportEmptyParas]> … <![endif]>: for programs other than Excel. */
static void take_markup(struct page *page, const struct html_token *token)
{
    if (begins_with(token, "[endif]"))
        page->others -= page->others > 0;
    else if (begins_with(token, "[if !") ||
             (page->others > 0 && begins_with(token, "[if")))
        page->others++;
}

static int finish(struct page *page)
{
    const bool is_cut = !page->is_complete && page->closes_cells &&
                        html_grid_is_in_cell(&page->grid);
    if (is_cut || page->others > 0)
        return failure_explain(page->failure, DIAG_FILE_DAMAGED,
                               MESSAGE_WHY_CUT_OFF, page->path, "%s",
                               is_cut ? "</table>" : "<![endif]>");
    return html_grid_finish(&page->grid);
}

/* 0 to go on, 1 at the end or where the sink wants no more, -1. */
static int take_token(struct page *page)
{
    struct html_token token;
    if (html_next(&page->window, &token, page->failure) != 0)
        return -1;
    if (token.kind == HTML_FINISH)
        return finish(page) < 0 ? -1 : 1;
    if (token.kind == HTML_MARKUP)
        take_markup(page, &token);
    if (page->others > 0)
        return 0;
    switch (token.kind) {
    case HTML_TEXT:
        return take_text(page, &token);
    case HTML_START:
    case HTML_END:
        return take_tag(page, &token);
    case HTML_COMMENT:
    case HTML_MARKUP:
    case HTML_FINISH:
        break;
    }
    return 0;
}

int html_page_read(const struct file_bytes *file,
                   const struct encoding_choice *encoding,
                   const struct html_sheet *sheet,
                   const struct sheet_sink *sink, struct failure *failure)
{
    struct page page = {.path = file->path,
                        .failure = failure,
                        .is_named_part = sheet->is_named_part};
    if (sheet->mark.in == NULL
            ? text_window_open(&page.window, file, encoding, failure) != 0
            : text_window_open_at(&page.window, file, encoding, &sheet->mark,
                                  failure) != 0)
        return -1;
    html_grid_init(&page.grid, file->path, sink, failure);
    int result = 0;
    while (result == 0)
        result = take_token(&page);
    html_grid_release(&page.grid);
    text_window_close(&page.window);
    return result < 0 ? -1 : 0;
}
