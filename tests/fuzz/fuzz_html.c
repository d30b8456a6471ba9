/* HTML pages: tags, tables, entities, encodings. The first byte says which
 * encoding the page names. */
#include "tests/fuzz/fuzz_target.h"

static const char *const charsets[] = {"", "utf-8", "gb2312", "utf-16le",
                                       "x-none"};

static int open_page(const struct file_bytes *file, struct arena *arena,
                     struct workbook *out, struct failure *failure)
{
    const struct file_bytes page = {file->path, file->bytes + 1,
                                    file->size - 1};
    const size_t which =
        file->bytes[0] % (sizeof charsets / sizeof charsets[0]);
    struct file_bytes *kept = arena_alloc(arena, sizeof *kept);
    FUZZ_CHECK(kept != NULL);
    *kept = page; /* readers keep a pointer to it */
    return html_open(kept, charsets[which], arena, out, failure);
}

void fuzz_html(const uint8_t *bytes, size_t size)
{
    if (size > 1)
        fuzz_read_workbook(open_page, "page.xls", bytes, size);
}
