/*
 * Money: integer fen (1/100 yuan). No floating point touches an amount.
 * Rules: DOMAIN "Money"; a tier is a ratio in basis points (10000 = 100 %).
 */
#ifndef DAOPAN_CORE_FEN_H
#define DAOPAN_CORE_FEN_H

#include "core/attributes.h"
#include <stddef.h>
#include <stdint.h>

typedef int64_t fen;

enum { FEN_TEXT_SIZE = 32, FEN_GROUPED_SIZE = 40, BP_WHOLE = 10000 };

/*
 * The part `ratio_bp` (0 to 10000) of `amount` (>= 0), rounded half up to
 * the fen.
 */
fen fen_share(fen amount, int ratio_bp);

/* *sum += amount, *out = amount * count: 0, or -1 where int64 overflows
 * (then the result is untouched). */
CHECKED int fen_add(fen *sum, fen amount);
CHECKED int fen_times(fen amount, int64_t count, fen *out);

/*
 * Reads yuan as documents print them: "380", "380.00", "1,234.50", at most
 * two decimals, no sign. 0, or -1 where it is not that.
 */
CHECKED int fen_parse(const char *text, fen *out);

/* Writes "380.00" (no separators; a minus sign where negative) into `out`,
 * which has FEN_TEXT_SIZE bytes, and returns `out`. */
char *fen_text(fen amount, char *out);

/* Writes "12,345.00" into `out`, which has FEN_GROUPED_SIZE bytes, and returns
 * it: for people who read sums. */
char *fen_grouped(fen amount, char *out);

/* Chinese capital numerals as cheques use them: 壹万贰仟叁佰元整.
 * `out` has FEN_CAPITAL_SIZE bytes; returns `out`. */
enum { FEN_CAPITAL_SIZE = 256 };
char *fen_capital(fen amount, char *out);

#endif
