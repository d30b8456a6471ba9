/*
 * Workbooks as other programs write them: shared strings, bordered cells.
 * For the benchmark's rosters; ends the program where something fails.
 */
#ifndef DAOPAN_TESTS_BENCH_PACKAGE_WRITER_H
#define DAOPAN_TESTS_BENCH_PACKAGE_WRITER_H

struct package_writer;
struct sheet_writer;

struct package_writer *package_open(void);

/* The sheet lives until the package is closed; one is written at a time. */
struct sheet_writer *package_add_sheet(struct package_writer *package,
                                       const char *name);

enum packing { PACKED_AS_OFFICE_DOES, PACKED_FAST };

/* Writes the file and frees the package. */
void package_close(struct package_writer *package, const char *path,
                   enum packing packing);

/* Cells from left to right; an empty string is an empty bordered cell. */
void writer_title(struct sheet_writer *sheet, const char *text);
void writer_header(struct sheet_writer *sheet, const char *text);
void writer_string(struct sheet_writer *sheet, const char *text);
void writer_number(struct sheet_writer *sheet, unsigned number);
void writer_next_row(struct sheet_writer *sheet);

#endif
