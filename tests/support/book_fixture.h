/*
 * Workbooks written as text, for tests of what is made of rows: no file, no
 * format, only a reader that pushes the rows of a table like
 *
 *     "低保对象花名册\n"
 *     "姓名|身份证号|认定时间\n"
 *     "\n"                              a row that the reader leaves out
 *     "~张三|511499199001010012|@45139\n"
 *
 * ~ before a row hides it. A cell is a text, or #12 a number (#0012 one under
 * the format 0000), @45139 a date,
 * !#N/A an error, = a formula without result.
 */
#ifndef DAOPAN_TESTS_SUPPORT_BOOK_FIXTURE_H
#define DAOPAN_TESTS_SUPPORT_BOOK_FIXTURE_H

#include "core/text.h"
#include "import/gather.h"

struct sheet_spec {
    const char *name;
    const char *rows;
    const char *merges; /* "A3:A5 B3:C3"; NULL = none */
    enum visibility visibility;
};

struct book_spec {
    const char *file; /* base name */
    const struct sheet_spec *sheets;
    size_t sheet_count;
    bool merges_come_first; /* else after the rows, as in .xlsx */
    bool merges_are_lost;   /* a text format */
    bool is_shared;         /* texts have shared string numbers */
};

/* A workbook over `spec`; everything lives in `arena`. */
void book_fixture(struct workbook *out, const struct book_spec *spec,
                  struct arena *arena);

/* A policy, a roster, and what reading gave. */
struct gathered {
    struct arena *arena;
    const struct policy *policy;
    struct import_options options;
    struct roster roster;
    struct failure failure;
    int result;
    bool is_inspecting;
    uint16_t named_kind;
    struct text text;
};

/* With roster_policy() and as_of 2023-08-31. */
void gathered_init(struct gathered *gathered);
void gathered_release(struct gathered *gathered);

/* Reads one more workbook into the roster. */
int gathered_read(struct gathered *gathered, const struct book_spec *spec);

/* Reads a real file, whatever its format. */
int gathered_read_bytes(struct gathered *gathered, const void *bytes,
                        size_t size, const char *file_name);

/* The same for one sheet of a workbook called 名单.xlsx. */
int gathered_read_rows(struct gathered *gathered, const char *rows,
                       const char *merges);

/*
 * What was read, one line a row, then the findings that are no row-skipped:
 *
 *     3 511499199001010012 张三 东区/甲镇/一村 2303 g2 from=20230801
 *     4! - 李四 东区 2303
 *     B4 id-missing [] 身份证号
 */
const char *gathered_text(struct gathered *gathered);

/* Reads `rows` as `kind` (POLICY_NONE: as what it is recognised as) and
 * compares gathered_text(), with the case's name in the failure. */
void gathered_expect(const char *name, uint16_t kind, const char *rows,
                     const char *expected);

/* The counts: "rows 9 accepted 4 duplicate 0 returned 1 | blank 1 title 2
 * header 0 total 1 note 0" of a sheet; fails where they do not tie out. */
const char *gathered_counts(struct gathered *gathered, size_t sheet);

#endif
