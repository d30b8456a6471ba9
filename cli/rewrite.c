/*
 * Writing a month's workbooks once more. The bureau's settings are those that
 * stand in the mappings now; everything else comes out of the ledger.
 */
#include "cli/rewrite.h"

#include "cli/command.h"
#include "cli/earlier_months.h"
#include "cli/kept_month.h"
#include "reports/reports.h"
#include <string.h>

/* Whether a workbook of the folder was written, so that it must be again. */
static bool has_folder(const struct ledger_outputs *outputs, const char *folder)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (strncmp(outputs->items[i].path, folder, strlen(folder)) == 0)
            return true;
    return false;
}

/* Requests by county lie in folders of their own below 资金申请. */
static bool is_by_county(const struct ledger_outputs *outputs)
{
    static const char folder[] = "资金申请/";
    for (size_t i = 0; i < outputs->count; i++) {
        const char *path = outputs->items[i].path;
        if (strncmp(path, folder, sizeof folder - 1) == 0 &&
            strchr(path + sizeof folder - 1, '/') != NULL)
            return true;
    }
    return false;
}

/* Those of the policy at hand by the same name; the usual ones without it. */
static int read_bureau(const struct kept_month *month,
                       const struct bureau **out, struct failure *failure)
{
    struct failure absent = FAILURE_INIT;
    const struct policy *policy = NULL;
    *out = bureau_default();
    if (policy_by_name(month->period.policy_id, month->arena, &policy,
                       &absent) != 0)
        return 0;
    return bureau_load(policy, month->arena, out, failure);
}

int rewrite_month(struct ledger *ledger, const struct ledger_outputs *outputs,
                  const char *folder, struct failure *failure)
{
    struct kept_month month;
    struct change_list changes = {.since = 0};
    struct earlier_months earlier = {.known = {.period = 0}};
    const struct bureau *bureau = NULL;
    int result = kept_month_read(ledger, outputs->period, &month, failure);
    if (result == 0)
        result = ledger_papers(ledger, outputs->period, month.policy,
                               &month.roster, failure);
    if (result == 0)
        result = earlier_months_read(ledger, outputs->period, &month.roster,
                                     month.arena, &earlier, failure);
    if (result == 0)
        result = ledger_changes(ledger, outputs->period, month.arena, &changes,
                                failure);
    if (result == 0)
        result = read_bureau(&month, &bureau, failure);
    if (result == 0) {
        const struct report_input input = {
            .policy = month.policy,
            .roster = &month.roster,
            .allocation = &month.allocation,
            .past = {.changes = changes.since != 0 ? &changes : NULL,
                     .known =
                         earlier.known.period != 0 ? &earlier.known : NULL},
            .bureau = bureau,
            .period = outputs->period,
            .as_of = month.period.as_of,
            .program_version = DAOPAN_VERSION,
            .by_county = is_by_county(outputs),
            .is_masked = has_folder(outputs, "公示/"),
        };
        result = reports_write(&input, folder, failure);
    }
    kept_month_release(&month);
    return result;
}
