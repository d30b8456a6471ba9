/*
 * The reader of web archives, which Excel and WPS call "single file web page"
 * (.mht) and which come under .xls, too.
 *
 * The first page lists the sheets in an island of XML, each with the page
 * that it stands in (html_names.h). An archive without such a list is as many
 * sheets as it has pages with a table. The pages are read as any others; of the
 * whole archive nothing is kept but the pages, decoded.
 */
#include "import/html.h"
#include "import/markup_kind.h"
#include "import/mime_part.h"

#include <string.h>
#include <strings.h>

/* Where a sheet stands. */
struct sheet_page {
    const struct mime_page *page;
    struct encoding_choice encoding;
};

struct mhtml {
    const struct file_bytes *file;
    struct arena *arena;
    struct mime_pages pages;
    struct sheet_info *sheets;
    struct sheet_page *sheet_pages; /* of each sheet */
    size_t count, capacity, page_capacity;
};

static int mhtml_read(void *state, size_t sheet, const struct sheet_sink *sink,
                      struct failure *failure)
{
    const struct mhtml *mhtml = state;
    const struct html_sheet whole = {.mark = {.in = NULL}};
    const struct sheet_page *from = &mhtml->sheet_pages[sheet];
    return html_page_read(&from->page->file, &from->encoding, &whole, sink,
                          failure);
}

static void mhtml_close(void *state)
{
    struct mhtml *mhtml = state;
    mime_pages_release(&mhtml->pages);
    mem_free(mhtml->sheet_pages);
    mem_free(mhtml->sheets);
    mhtml->sheet_pages = NULL;
    mhtml->sheets = NULL;
}

/* ---- sheets ---- */

static int look(const struct mhtml *mhtml, const struct mime_page *page,
                struct html_look *out, struct failure *failure)
{
    struct markup markup;
    *out = (struct html_look){.has_table = false};
    if (page->file.size == 0)
        return 0;
    markup_tell(&page->file, &markup);
    return html_look(&page->file,
                     page->charset[0] != '\0' ? page->charset : markup.charset,
                     mhtml->arena, out, failure);
}

static int add_sheet(struct mhtml *mhtml, const struct mime_page *page,
                     const struct html_look *seen,
                     const struct sheet_info *info, struct failure *failure)
{
    const size_t need = mhtml->count + 1;
    if (mem_grow(&mhtml->sheets, &mhtml->capacity, need,
                 sizeof *mhtml->sheets) != 0 ||
        mem_grow(&mhtml->sheet_pages, &mhtml->page_capacity, need,
                 sizeof *mhtml->sheet_pages) != 0)
        return failure_memory(failure);
    mhtml->sheets[mhtml->count] = *info;
    mhtml->sheet_pages[mhtml->count++] =
        (struct sheet_page){.page = page, .encoding = seen->encoding};
    return 0;
}

static const struct mime_page *find_page(const struct mhtml *mhtml,
                                         const char *source)
{
    const char *step = mime_last_step(source);
    for (size_t i = 0; i < mhtml->pages.count; i++)
        if (strcasecmp(mhtml->pages.items[i].location, step) == 0)
            return &mhtml->pages.items[i];
    return NULL;
}

/* A sheet of the list. A page that is not there would be a sheet lost. */
static int add_listed(struct mhtml *mhtml, const struct html_island_sheet *from,
                      struct failure *failure)
{
    const struct sheet_info info = {.name = from->name,
                                    .visibility = from->visibility};
    const struct mime_page *page = find_page(mhtml, from->source);
    struct html_look seen;
    if (page == NULL)
        return failure_explain(failure, DIAG_FILE_DAMAGED,
                               MESSAGE_WHY_PART_MISSING, mhtml->file->path,
                               "%s", from->source);
    int result = look(mhtml, page, &seen, failure);
    if (result == 0)
        result = add_sheet(mhtml, page, &seen, &info, failure);
    html_look_release(&seen);
    return result;
}

/* A page of an archive without a list: a sheet, if it has a table. */
static int add_unlisted(struct mhtml *mhtml, const struct mime_page *page,
                        struct failure *failure)
{
    struct html_look seen;
    struct sheet_info info = {.name = NULL};
    int result = look(mhtml, page, &seen, failure);
    if (result == 0 && seen.has_table) {
        if (seen.island.count == 1 && seen.island.sheets[0].name[0] != '\0')
            info.name = seen.island.sheets[0].name;
        else
            info.name = workbook_file_name(
                page->location[0] != '\0' ? page->location : mhtml->file->path,
                mhtml->arena);
        result = info.name == NULL
                     ? failure_memory(failure)
                     : add_sheet(mhtml, page, &seen, &info, failure);
    }
    html_look_release(&seen);
    return result;
}

static int list_sheets(struct mhtml *mhtml, struct failure *failure)
{
    struct html_look first;
    int result = look(mhtml, &mhtml->pages.items[0], &first, failure);
    bool is_listed = false;
    for (size_t i = 0; i < first.island.count && result == 0; i++) {
        if (first.island.sheets[i].source == NULL)
            continue;
        is_listed = true;
        result = add_listed(mhtml, &first.island.sheets[i], failure);
    }
    html_look_release(&first);
    for (size_t i = 0; i < mhtml->pages.count && result == 0 && !is_listed; i++)
        result = add_unlisted(mhtml, &mhtml->pages.items[i], failure);
    return result;
}

static int open_archive(struct mhtml *mhtml, struct failure *failure)
{
    if (mime_pages_read(mhtml->file, mhtml->arena, &mhtml->pages, failure) != 0)
        return -1;
    if (mhtml->pages.count > 0 && list_sheets(mhtml, failure) != 0)
        return -1;
    if (mhtml->count > 0)
        return 0;
    return failure_explain(failure, DIAG_FILE_FORMAT, MESSAGE_WHY_NO_TABLE,
                           mhtml->file->path, "MHTML");
}

int mhtml_open(const struct file_bytes *file, struct arena *arena,
               struct workbook *out, struct failure *failure)
{
    static const struct workbook_reader reader = {
        .format = "mhtml", .read = mhtml_read, .close = mhtml_close};
    struct mhtml *mhtml = arena_alloc(arena, sizeof *mhtml);
    if (mhtml == NULL)
        return failure_memory(failure);
    mhtml->file = file;
    mhtml->arena = arena;
    if (open_archive(mhtml, failure) != 0) {
        mhtml_close(mhtml);
        return -1;
    }
    *out = (struct workbook){.reader = &reader,
                             .state = mhtml,
                             .path = file->path,
                             .format = "mhtml",
                             .sheets = mhtml->sheets,
                             .sheet_count = mhtml->count};
    return 0;
}
