/* Sheets about rows of earlier months that still count. Private to reports/. */
#ifndef DAOPAN_REPORTS_CARRIED_H
#define DAOPAN_REPORTS_CARRIED_H

#include "reports/report_set.h"

/* 本月未报送: whose rosters did not come, by kind and county. */
void carried_not_sent(struct book *book, const struct report_set *set);

/* 待更正: who stays as before until the department corrects a row. */
void carried_pending(struct book *book, const struct report_set *set);

/* 沿用名单: the files and sheets of earlier months that rows stand on, and
 * drops that were accepted. */
void carried_files(struct book *book, const struct report_set *set);

/* "（本月未报送，沿用）": why a row of an earlier month counts; "" for others. */
const char *carry_words(enum carry carry);

#endif
