/*
 * The second opinion, from process to process.
 *
 * The child opens the file with FreeXL and writes what it finds into a file
 * in memory: for each sheet its name and extent, then its cells. The parent
 * waits, maps that file and walks over it, trusting no length in it.
 *
 * What FreeXL gives no value for (results of formulas, errors) is not
 * written. FreeXL opens the file by its path, so its cage lets files be
 * opened for reading.
 */
#include "import/second_reading.h"

#include "core/arena.h"
#include "import/confine.h"
#include "import/freexl_book.h"
#include <stdio.h>
#include <string.h>

enum { SECONDS = 60, WAIT_MILLISECONDS = 1000 };

#define MOST_MEMORY ((uint64_t)2 << 30)

struct second_reading {
    const unsigned char *bytes;
    size_t size;
};

/* What stands before each sheet's name and before each cell's text. */
struct sheet_head {
    uint64_t name_length;
    uint64_t size; /* of all its cells */
};

struct cell_head {
    uint32_t row, column;
    uint64_t kind;
    double number;
    uint64_t length; /* of the text behind it */
};

/* ---- the child ---- */

static void write_text(FILE *out, const char *text, size_t length)
{
    if (length > 0)
        fwrite(text, 1, length, out);
}

static void write_cell(FILE *out, uint32_t row, uint32_t column,
                       const struct freexl_value *value)
{
    const bool is_text = value->kind == FREEXL_TEXT;
    const struct cell_head head = {
        .row = row,
        .column = column,
        .kind = is_text                      ? SECOND_TEXT
                : value->kind == FREEXL_DATE ? SECOND_DATE
                                             : SECOND_NUMBER,
        .number = value->number,
        .length = is_text ? strlen(value->text) : 0,
    };
    if (is_text && head.length == 0)
        return;
    fwrite(&head, sizeof head, 1, out);
    write_text(out, value->text, head.length);
}

static void write_cells(FILE *out, const struct freexl_book *book, size_t sheet)
{
    struct freexl_extent extent;
    if (freexl_book_select(book, sheet, &extent) != 0)
        return;
    for (uint32_t row = 1; row <= extent.rows; row++)
        for (uint32_t column = 1; column <= extent.columns; column++) {
            const struct freexl_value value =
                freexl_book_cell(book, row, column);
            if (value.kind != FREEXL_EMPTY)
                write_cell(out, row, column, &value);
        }
}

/* The head is written again once its size is known. */
static int write_sheet(FILE *out, const struct freexl_book *book, size_t sheet)
{
    const char *name = freexl_book_sheet_name(book, sheet);
    struct sheet_head head = {.name_length = name == NULL ? 0 : strlen(name)};
    const long start = ftell(out);
    fwrite(&head, sizeof head, 1, out);
    write_text(out, name, head.name_length);
    const long cells = ftell(out);
    write_cells(out, book, sheet);
    const long end = ftell(out);
    if (start < 0 || cells < 0 || end < 0)
        return -1;
    head.size = (uint64_t)(end - cells);
    if (fseek(out, start, SEEK_SET) != 0 ||
        fwrite(&head, sizeof head, 1, out) != 1)
        return -1;
    return fseek(out, end, SEEK_SET);
}

/* In the child. */
static int write_book(void *context, int answer, bool is_confined)
{
    const char *path = context;
    struct freexl_book *book = NULL;
    bool out_of_memory;
    FILE *out = fdopen(answer, "wb");
    (void)is_confined;
    if (out == NULL || freexl_book_open(path, &book, &out_of_memory) != 0)
        return 1;
    for (size_t i = 0; i < freexl_book_sheets(book); i++)
        if (write_sheet(out, book, i) != 0)
            return 1;
    return fflush(out) == 0 && ferror(out) == 0 ? 0 : 1;
}

/* ---- the parent ---- */

int second_reading_open(const char *path, struct second_reading **out)
{
    static const struct confine_limits limits = {
        .memory = MOST_MEMORY,
        .seconds = SECONDS,
        .may_ask = true,
    };
    union {
        const char *path;
        void *context;
    } const errand = {.path = path}; /* which is not written to */
    struct second_reading *reading = mem_alloc(sizeof *reading);
    struct confined child;
    int signal = 0;
    *out = NULL;
    if (reading == NULL)
        return -1;
    if (confine_start(write_book, errand.context, &limits, &child) == 0) {
        while (!confine_wait(&child, WAIT_MILLISECONDS))
            ;
        if (confine_end(&child, &signal) == CONFINED_DONE)
            reading->bytes = confine_answer(&child, &reading->size);
        confine_close(&child);
    }
    if (reading->bytes != NULL)
        *out = reading;
    else
        mem_free(reading);
    return 0;
}

void second_reading_close(struct second_reading *reading)
{
    if (reading == NULL)
        return;
    confine_unmap(reading->bytes, reading->size);
    mem_free(reading);
}

/* ---- walking over it ---- */

/* Copies a head and steps over it; false where the bytes end before it. */
static bool take(const unsigned char **at, const unsigned char *end, void *out,
                 size_t size)
{
    if ((size_t)(end - *at) < size)
        return false;
    memcpy(out, *at, size);
    *at += size;
    return true;
}

bool second_reading_sheet(const struct second_reading *reading,
                          const char *name, struct second_sheet *out)
{
    const unsigned char *at = reading->bytes;
    const unsigned char *end = at + reading->size;
    struct sheet_head head;
    while (take(&at, end, &head, sizeof head)) {
        const uint64_t left = (uint64_t)(end - at);
        if (head.name_length > left || head.size > left - head.name_length)
            return false;
        const unsigned char *cells = at + head.name_length;
        if (head.name_length == strlen(name) &&
            memcmp(at, name, head.name_length) == 0) {
            *out = (struct second_sheet){cells, cells + head.size};
            return true;
        }
        at = cells + head.size;
    }
    return false;
}

bool second_sheet_next(struct second_sheet *sheet, struct second_cell *out)
{
    struct cell_head head;
    if (!take(&sheet->at, sheet->end, &head, sizeof head) ||
        head.length > (uint64_t)(sheet->end - sheet->at))
        return false;
    *out = (struct second_cell){
        .row = head.row,
        .column = head.column,
        .kind = head.kind == SECOND_TEXT   ? SECOND_TEXT
                : head.kind == SECOND_DATE ? SECOND_DATE
                                           : SECOND_NUMBER,
        .number = head.number,
        .text = (const char *)sheet->at,
        .length = (size_t)head.length,
    };
    sheet->at += head.length;
    return true;
}
