/*
 * The order in which a month's rows are kept: by person, sheet and row.
 */
#ifndef DAOPAN_LEDGER_ROW_ORDER_H
#define DAOPAN_LEDGER_ROW_ORDER_H

#include "core/allocation.h"
#include <stdint.h>

/* Indexes of all rows of the roster in that order, and one more place; NULL
 * when memory is exhausted. Released with mem_free(). */
uint32_t *row_order_new(const struct roster *roster,
                        const struct allocation *allocation);

#endif
