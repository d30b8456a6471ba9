/*
 * A bureau's settings where it has none of its own: nothing is known of
 * accounts, and a load plate has the columns that people look for.
 */
#include "core/bureau.h"

static const struct plate_column usual_columns[] = {
    {PLATE_SERIAL, "序号", "", 6},
    {PLATE_COUNTY, "", "", 10}, /* titled as the policy calls its places */
    {PLATE_TOWN, "", "", 12},
    {PLATE_VILLAGE, "", "", 12},
    {PLATE_NAME, "姓名", "", 9},
    {PLATE_ID_NUMBER, "证件号码", "", 20},
    {PLATE_CATEGORY_CODE, "身份类别代码", "", 12},
    {PLATE_CATEGORY, "身份类别", "", 18},
    {PLATE_RECOGNISED, "认定时间", "", 12},
    {PLATE_NOTE, "备注", "", 24},
};

static const struct bureau usual = {
    .path = "",
    .sha256 = "",
    .plate = {.columns = usual_columns,
              .column_count = sizeof usual_columns / sizeof usual_columns[0]},
};

const struct bureau *bureau_default(void)
{
    return &usual;
}

const struct money_route *bureau_route(const struct bureau *bureau,
                                       uint16_t fund)
{
    static const struct money_route unknown = {
        .fund = POLICY_NONE,
        .payer = "",
        .account = "",
        .holder = "",
        .bank = "",
        .number = "",
        .addressee = "",
    };
    for (size_t i = 0; i < bureau->route_count; i++)
        if (bureau->routes[i].fund == fund)
            return &bureau->routes[i];
    return &unknown;
}
