/*
 * Running the built program as its users do, and looking at what it leaves
 * on disk.
 */
#ifndef DAOPAN_TESTS_SUPPORT_PROCESS_H
#define DAOPAN_TESTS_SUPPORT_PROCESS_H

#include "core/text.h"

/*
 * Runs daopan (of the build under test) with `arguments`, ended by NULL; what
 * it prints on standard output goes into `out` (NULL = thrown away), standard
 * error stays the test's. Returns the exit status; a signal fails the test.
 */
int daopan_run(const char *const *arguments, struct text *out);

/* All files below a folder, one line each: path in it, size, SHA-256; sorted
 * by path. */
void folder_digest(const char *path, struct text *out);

/* The first line of `is` that is not the one of `should`. */
const char *first_difference(const struct text *is, const struct text *should);

/* Appends the lines of `lines` (which are taken apart), sorted. */
void append_sorted_lines(struct text *lines, struct text *out);

#endif
