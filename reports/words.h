/* The Chinese words that several reports print. Private to reports/. */
#ifndef DAOPAN_REPORTS_WORDS_H
#define DAOPAN_REPORTS_WORDS_H

#include "core/allocation.h"
#include "core/text.h"

enum { WORDS_SIZE = 48 };

/* "2023年8月", "2023年8月31日"; "" for none. `out` has WORDS_SIZE bytes;
 * both return it. */
char *month_words(ym month, char *out);
char *date_words(ymd date, char *out);

/* Appends "眉医保办发〔2023〕18号 三、（二）", or what was decided where the
 * document is silent. */
void append_source(struct text *out, const struct policy *policy,
                   const struct source *source);

/* Appends "2023年10月1日至2023年12月31日", "2023年12月20日前". */
void append_window(struct text *out, ymd from, ymd to);

/* "34,200.00"; `out` has WORDS_SIZE bytes; returns it. */
char *money_words(fen amount, char *out);

const char *verdict_words(enum verdict verdict);

#endif
