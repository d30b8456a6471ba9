/*
 * Sheets' names in HTML:
 *
 *   <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>
 *     <x:ExcelWorksheet><x:Name>低保</x:Name>
 *       <x:WorksheetSource HRef="sheet001.htm"/>
 *       <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible> …
 *
 *   <A NAME="table0"><h1>Sheet 1: <em>低保</em></h1></A>
 *
 * The island is read by the tokens of HTML: names there have no case, and
 * prefixes are always these.
 */
#include "import/html_names.h"

#include "import/html_entity.h"
#include <string.h>

enum { MOST_SHEETS = 8192 };

void html_island_release(struct html_island *island)
{
    mem_free(island->sheets);
    *island = (struct html_island){.sheets = NULL};
}

/* ---- the island ---- */

struct island_reading {
    struct text_window window;
    struct arena *arena;
    struct html_island *island;
    struct failure *failure;
    struct markup_text text; /* since the last tag */
};

static int add_sheet(struct island_reading *reading)
{
    struct html_island *island = reading->island;
    if (island->count >= MOST_SHEETS)
        return failure_explain(reading->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_TOO_MUCH, reading->window.file->path,
                               "<x:ExcelWorksheet>");
    if (mem_grow(&island->sheets, &island->capacity, island->count + 1,
                 sizeof *island->sheets) != 0)
        return failure_memory(reading->failure);
    island->sheets[island->count++] =
        (struct html_island_sheet){.name = "", .visibility = SHEET_VISIBLE};
    return 0;
}

/* The source of the sheet, or the beginning of a text. */
static int take_start(struct island_reading *reading,
                      const struct html_token *token)
{
    struct html_island *island = reading->island;
    markup_text_clear(&reading->text);
    if (strcmp(token->name, "x:excelworksheet") == 0)
        return add_sheet(reading);
    if (strcmp(token->name, "x:worksheetsource") != 0 || island->count == 0)
        return 0;
    const struct html_value source = html_attribute(token, "href");
    if (source.bytes == NULL)
        return 0;
    html_append(&reading->text, source.bytes, source.length, false);
    const char *kept =
        arena_string(reading->arena, text_of(&reading->text.text));
    island->sheets[island->count - 1].source = kept;
    return kept == NULL ? failure_memory(reading->failure) : 0;
}

static int take_end(struct island_reading *reading,
                    const struct html_token *token)
{
    struct html_island *island = reading->island;
    const char *text = text_of(&reading->text.text);
    if (island->count == 0)
        return 0;
    struct html_island_sheet *sheet = &island->sheets[island->count - 1];
    if (strcmp(token->name, "x:name") == 0 && sheet->name[0] == '\0') {
        const char *kept = arena_string(reading->arena, text);
        if (kept == NULL)
            return failure_memory(reading->failure);
        sheet->name = kept;
    } else if (strcmp(token->name, "x:visible") == 0) {
        sheet->visibility = strcmp(text, "SheetHidden") == 0 ? SHEET_HIDDEN
                            : strcmp(text, "SheetVeryHidden") == 0
                                ? SHEET_VERY_HIDDEN
                                : SHEET_VISIBLE;
    }
    markup_text_clear(&reading->text);
    return 0;
}

/* 0 to go on, 1 at the end, -1. */
static int take_token(struct island_reading *reading)
{
    struct html_token token;
    if (html_next(&reading->window, &token, reading->failure) != 0)
        return -1;
    switch (token.kind) {
    case HTML_START:
        return take_start(reading, &token);
    case HTML_END:
        return take_end(reading, &token);
    case HTML_TEXT:
        html_append(&reading->text, token.bytes, token.length, false);
        return reading->text.text.failed ? failure_memory(reading->failure) : 0;
    case HTML_COMMENT:
    case HTML_MARKUP:
        return 0;
    case HTML_FINISH:
        break;
    }
    return 1;
}

int html_island_read(const struct html_token *comment, const char *path,
                     struct arena *arena, struct html_island *island,
                     struct failure *failure)
{
    const struct file_bytes file = {.path = path};
    /* The comment ends in the <![endif] of its condition. */
    const char *end = memrchr(comment->bytes, '>', comment->length);
    struct island_reading reading = {
        .window = {.begin = comment->bytes,
                   .end = end == NULL ? comment->bytes : end + 1,
                   .is_last = true,
                   .file = &file},
        .arena = arena,
        .island = island,
        .failure = failure,
        .text = MARKUP_TEXT_INIT,
    };
    int result = 0;
    if (memmem(comment->bytes, comment->length, "ExcelWorksheet",
               strlen("ExcelWorksheet")) == NULL)
        return 0;
    while (result == 0)
        result = take_token(&reading);
    markup_text_release(&reading.text);
    return result < 0 ? -1 : 0;
}

/* ---- headings ---- */

bool html_is_sheet_anchor(const struct html_token *token)
{
    static const char word[] = "table";
    const size_t length = sizeof word - 1;
    if (token->kind != HTML_START || strcmp(token->name, "a") != 0)
        return false;
    const struct html_value name = html_attribute(token, "name");
    if (name.bytes == NULL || name.length <= length ||
        memcmp(name.bytes, word, length) != 0)
        return false;
    for (size_t i = length; i < name.length; i++)
        if (name.bytes[i] < '0' || name.bytes[i] > '9')
            return false;
    return true;
}

int html_anchor_name(struct text_window *window, struct arena *arena,
                     const char **out, struct failure *failure)
{
    struct html_token token = {.kind = HTML_MARKUP};
    struct markup_text text = MARKUP_TEXT_INIT;
    int result = 0;
    while (result == 0 && token.kind != HTML_FINISH &&
           !(token.kind == HTML_END && strcmp(token.name, "a") == 0)) {
        result = html_next(window, &token, failure);
        if (result != 0)
            break;
        /* "Sheet 1:" is not part of the name. */
        if (token.kind == HTML_START && strcmp(token.name, "em") == 0)
            markup_text_clear(&text);
        if (token.kind == HTML_TEXT)
            html_append(&text, token.bytes, token.length, false);
    }
    *out = text.text.failed ? NULL : arena_string(arena, text_of(&text.text));
    if (result == 0 && *out == NULL)
        result = failure_memory(failure);
    markup_text_release(&text);
    return result;
}
