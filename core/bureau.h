/*
 * What belongs to a bureau and to no policy: whose money goes from where into
 * which account, whom a request is addressed to, and the columns in which the
 * provincial system takes its loads. import/ fills it from
 * mappings/<region>/bureau.yaml; nobody's amount depends on it.
 *
 * Strings are UTF-8 and never NULL: "" is left to be filled in by hand.
 */
#ifndef DAOPAN_CORE_BUREAU_H
#define DAOPAN_CORE_BUREAU_H

#include "core/policy.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a fund's money moves. */
struct money_route {
    uint16_t fund;       /* index into policy.funds */
    const char *payer;   /* "财政部门": who transfers it */
    const char *account; /* "医保基金收入户": what the document calls it */
    const char *holder;    /* of the account: 户名 */
    const char *bank;      /* 开户银行 */
    const char *number;    /* 账号 */
    const char *addressee; /* "眉山市财政局": whom a request is sent to */
};

/* What stands in a column of a load plate. */
enum plate_field {
    PLATE_SERIAL,
    PLATE_COUNTY,
    PLATE_TOWN,
    PLATE_VILLAGE,
    PLATE_NAME,
    PLATE_ID_KIND, /* 居民身份证 or 居住证: by what the number begins with */
    PLATE_ID_NUMBER,
    PLATE_SEX,
    PLATE_BIRTH,
    PLATE_CATEGORY_CODE,
    PLATE_CATEGORY,
    PLATE_DEPARTMENT,
    PLATE_RECOGNISED,
    PLATE_YEAR,    /* the insured year */
    PLATE_SUBSIDY, /* of the column's category */
    PLATE_PERSONAL,
    PLATE_NOTE, /* 生效, or what takes its place */
    PLATE_FIXED /* the column's own text, the same in every row */
};
enum { PLATE_FIELD_COUNT = PLATE_FIXED + 1 };

struct plate_column {
    enum plate_field field;
    const char *title; /* header text */
    const char *fixed; /* for PLATE_FIXED */
    double width;      /* in characters */
};

struct plate_form {
    bool is_bare; /* header in the first row, rows, and nothing else: as import
                     forms want it; else title and signature as on paper */
    const struct plate_column *columns;
    size_t column_count;
};

struct bureau {
    const char *path;   /* "" = there is no file, all is as usual */
    const char *sha256; /* of the file, hex; "" without one */
    const struct money_route *routes; /* each fund at most once */
    size_t route_count;
    struct plate_form plate;
};

/* The route of a fund; where the bureau states none, one of empty strings. */
const struct money_route *bureau_route(const struct bureau *bureau,
                                       uint16_t fund);

/* Everything as usual: no routes, the usual plate. */
const struct bureau *bureau_default(void);

#endif
