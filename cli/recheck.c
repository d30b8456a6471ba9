/*
 * Rechecking: a month's roster and policy come out of the ledger, are decided
 * as on the first day, and must give what the tables keep. Workbooks are held
 * against their digests.
 */
#include "cli/recheck.h"

#include "allocate/allocate.h"
#include "cli/results.h"
#include "core/message.h"
#include "import/import.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* ---- deciding again ---- */

/* What a month is decided from. */
struct evidence {
    struct arena *arena;
    const struct policy *policy;
    struct ledger_period period;
    struct roster roster;
    struct account_book accounts;
    struct allocation allocation;
    bool has_roster, has_accounts, has_allocation;
};

static int read_policy(struct ledger *ledger, struct evidence *evidence,
                       struct failure *failure)
{
    const char *text = NULL;
    size_t length = 0;
    if (ledger_policy_text(ledger, evidence->period.policy_sha256,
                           evidence->arena, &text, &length, failure) != 0)
        return -1;
    return policy_load_text(text, length, evidence->arena, &evidence->policy,
                            failure);
}

static int read_evidence(struct ledger *ledger, ym period,
                         struct evidence *evidence, struct failure *failure)
{
    evidence->arena = arena_new();
    if (evidence->arena == NULL)
        return failure_memory(failure);
    if (ledger_period(ledger, period, evidence->arena, &evidence->period,
                      failure) != 0 ||
        read_policy(ledger, evidence, failure) != 0 ||
        ledger_roster(ledger, period, evidence->policy, &evidence->roster,
                      failure) != 0)
        return -1;
    evidence->has_roster = true;
    if (ledger_accounts(ledger, evidence->policy->insured_year, period,
                        evidence->roster.strings, &evidence->accounts,
                        failure) != 0)
        return -1;
    evidence->has_accounts = true;
    return 0;
}

static void evidence_release(struct evidence *evidence)
{
    if (evidence->has_allocation)
        allocation_release(&evidence->allocation);
    if (evidence->has_accounts)
        account_book_release(&evidence->accounts);
    if (evidence->has_roster)
        roster_release(&evidence->roster);
    arena_free(evidence->arena);
}

int recheck_month(struct ledger *ledger, ym period, enum language language,
                  struct text *out, struct failure *failure)
{
    struct evidence evidence = {.arena = NULL};
    int result = read_evidence(ledger, period, &evidence, failure);
    if (result == 0)
        result = allocate_after(evidence.policy, &evidence.roster,
                                evidence.period.as_of, &evidence.accounts,
                                &evidence.allocation, failure);
    evidence.has_allocation = result == 0;
    if (result == 0)
        result = ledger_compare(ledger, &evidence.allocation, period, language,
                                out, failure);
    evidence_release(&evidence);
    return result;
}

/* ---- workbooks ---- */

/* The month that a folder's run.json names; 0 where it names none. */
static ym month_of(const char *folder)
{
    static const char key[] = "\"period\":\"";
    enum { HEAD = 4096, MONTH = 7 };
    char path[PATH_MAX];
    char head[HEAD] = "";
    char text[MONTH + 1] = "";
    ym month = 0;
    snprintf(path, sizeof path, "%s/run.json", folder);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    const size_t got = fread(head, 1, sizeof head - 1, file);
    fclose(file);
    head[got] = '\0';
    const char *at = strstr(head, key);
    if (at == NULL)
        return 0;
    snprintf(text, sizeof text, "%s", at + sizeof key - 1);
    return ym_parse(text, &month) == 0 ? month : 0;
}

static bool is_same(const struct ledger_output *kept,
                    const struct ledger_output *now)
{
    return kept->size == now->size &&
           strcmp(kept->digests.sha256, now->digests.sha256) == 0 &&
           strcmp(kept->digests.sm3, now->digests.sm3) == 0;
}

/* One workbook against what was written. */
static void check_file(const char *folder, const struct ledger_output *kept,
                       enum language language, struct text *out)
{
    struct failure unreadable = FAILURE_INIT;
    struct ledger_output now = {.path = kept->path};
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, kept->path);
    if (results_digest(path, &now, &unreadable) != 0)
        message_append(out, language, MESSAGE_VERIFY_FILE_MISSING, kept->path,
                       NULL);
    else if (!is_same(kept, &now))
        message_append(out, language, MESSAGE_VERIFY_FILE_CHANGED, kept->path,
                       NULL);
}

int recheck_folder(struct ledger *ledger, const char *folder,
                   enum language language, struct text *out, size_t *count,
                   struct failure *failure)
{
    struct ledger_outputs outputs;
    const ym period = month_of(folder);
    struct arena *arena = arena_new();
    *count = 0;
    if (arena == NULL)
        return failure_memory(failure);
    if (period == 0) {
        message_append(out, language, MESSAGE_VERIFY_NO_RUN, folder, NULL);
        arena_free(arena);
        return 0;
    }
    const int result =
        ledger_outputs_of(ledger, period, arena, &outputs, failure);
    for (size_t i = 0; result == 0 && out->length == 0 && i < outputs.count;
         i++) {
        check_file(folder, &outputs.items[i], language, out);
        *count += out->length == 0;
    }
    arena_free(arena);
    return result;
}
