/* Tables by village, with sums by town and county. Private to reports/. */
#ifndef DAOPAN_REPORTS_VILLAGES_H
#define DAOPAN_REPORTS_VILLAGES_H

#include "reports/report_set.h"

/* The first columns of such a table: county, town, village. */
enum { VILLAGE_COLUMNS = 3 };
void village_columns(const struct report_set *set, struct column *columns);

/* Fills the other values for the people of a home, who stand together in the
 * gazetteer's order; false where it has no row. */
typedef bool village_row(void *context, const struct home *home,
                         struct value *values);

struct village_table {
    const struct report_set *set;
    struct book *book;
    struct sheet *sheet;
    size_t column_count; /* VILLAGE_COLUMNS among them */
    village_row *row;
    void *context;
};

/* A row a village; a sum for each town of several villages, and each county. */
void villages_put(const struct village_table *table);

#endif
