/*
 * The pages in a web archive (.mht), which is made like a mail with
 * attachments (RFC 2557). Private to import/.
 */
#ifndef DAOPAN_IMPORT_MIME_PART_H
#define DAOPAN_IMPORT_MIME_PART_H

#include "import/workbook.h"

enum { MIME_WORD = 128 };

/* A page. `file.bytes` is decoded: in the arena, or in the archive itself. */
struct mime_page {
    struct file_bytes file;
    char charset[MIME_WORD];  /* "" = not given */
    char location[MIME_WORD]; /* the end of its address: "sheet001.htm" */
};

struct mime_pages {
    struct mime_page *items;
    size_t count, capacity;
};

/*
 * Finds the pages (text/html) of an archive, in its order. Fails with
 * file-damaged where the archive was cut off. Released in both cases.
 */
CHECKED int mime_pages_read(const struct file_bytes *file, struct arena *arena,
                            struct mime_pages *out, struct failure *failure);
void mime_pages_release(struct mime_pages *pages);

/* The last step of an address: "a/sheet001.htm" -> "sheet001.htm". */
const char *mime_last_step(const char *address);

#endif
