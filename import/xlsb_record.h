/*
 * Records of the parts of an .xlsb package. Private to import/.
 *
 * They are BIFF's, with a number and a size of as many bytes as they need, and
 * none is ever continued in another: so they are handed on as such records, and
 * biff_record.h reads what they hold.
 */
#ifndef DAOPAN_IMPORT_XLSB_RECORD_H
#define DAOPAN_IMPORT_XLSB_RECORD_H

#include "core/text.h"
#include "import/biff_record.h"
#include "import/xlsx_window.h"

struct xlsb_records {
    struct xlsx_window window;
    const char *at; /* all before has been handed on */
    struct failure *failure;
};

CHECKED int xlsb_records_open(struct xlsb_records *records,
                              struct zip_part *part, struct failure *failure);
void xlsb_records_close(struct xlsb_records *records);

/* The next record; its data lasts until the one after is asked for. 1, 0 at
 * the part's end, -1 on failure. */
CHECKED int xlsb_record_next(struct xlsb_records *records,
                             struct biff_record *out);

/* Appends the text at byte `at` of a record, its length in front. False where
 * the record ends before it does. */
bool xlsb_text(const struct biff_record *record, size_t at, struct text *out);

/* A failure file-damaged that names the part and the record. */
int xlsb_fail(const struct xlsb_records *records,
              const struct biff_record *record);

#endif
