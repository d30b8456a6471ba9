/*
 * Writing an export. Records end with a line feed, as shell tools like them;
 * a field is quoted only where it must be.
 */
#include "ledger/csv.h"

#include <errno.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

struct csv csv_to(FILE *out)
{
    return (struct csv){.out = out};
}

void csv_release(struct csv *csv)
{
    text_release(&csv->text);
}

static void begin_field(struct csv *csv)
{
    if (csv->is_in_record)
        text_append_bytes(&csv->text, ",", 1);
    csv->is_in_record = true;
}

void csv_text(struct csv *csv, const char *value)
{
    begin_field(csv);
    text_append_csv(&csv->text, value);
}

void csv_int(struct csv *csv, int64_t value)
{
    begin_field(csv);
    text_append_int(&csv->text, value);
}

static int write_block(struct csv *csv, struct failure *failure)
{
    if (csv->text.failed)
        return failure_memory(failure);
    const size_t length = csv->text.length;
    if (length > 0 &&
        fwrite(text_of(&csv->text), 1, length, csv->out) != length)
        return failure_output(failure, NULL, errno);
    text_clear(&csv->text);
    return 0;
}

int csv_end_record(struct csv *csv, struct failure *failure)
{
    text_append_bytes(&csv->text, "\n", 1);
    csv->is_in_record = false;
    return csv->text.length < BLOCK && !csv->text.failed
               ? 0
               : write_block(csv, failure);
}

int csv_line(struct csv *csv, const char *line, struct failure *failure)
{
    text_append(&csv->text, line);
    return csv_end_record(csv, failure);
}

int csv_flush(struct csv *csv, struct failure *failure)
{
    if (write_block(csv, failure) != 0)
        return -1;
    if (fflush(csv->out) != 0)
        return failure_output(failure, NULL, errno);
    return 0;
}
