/*
 * Files opened as what their content says, and written out: for tests of
 * readers, where a case is a few bytes and a few lines.
 */
#ifndef DAOPAN_TESTS_SUPPORT_OPENED_TEXT_H
#define DAOPAN_TESTS_SUPPORT_OPENED_TEXT_H

#include "core/text.h"
#include <stddef.h>

/*
 * Appends the format, then every sheet as workbook_as_text() does:
 *
 *     html (UTF-8)
 *     [名单]
 *     1: A"姓名"
 *
 * or "failure CODE note". Sheets are called after 名单.xls unless they have a
 * name.
 */
void opened_text(const void *bytes, size_t size, struct text *out);

/* Fails the test, with the case's name, where that is not `expected`. */
void opened_expect(const char *name, const void *bytes, size_t size,
                   const char *expected);

/* Fails the test where some allocation's failing gives anything but
 * out-of-memory. */
void opened_without_memory(const char *name, const void *bytes, size_t size);

#endif
