/* A list of findings about a policy. Sorted by place, so that a clerk can go
 * through the file from top to bottom. */
#include "core/policy_finding.h"

#include <stdlib.h>

const char *policy_file_name(enum policy_file file)
{
    static const char *const names[POLICY_FILE_COUNT] = {
        [POLICY_FILE_RULES] = "policy.yaml",
        [POLICY_FILE_COLUMNS] = "columns.yaml",
        [POLICY_FILE_CASES] = "cases.yaml",
    };
    return names[file];
}

void policy_findings_release(struct policy_findings *findings)
{
    mem_free(findings->items);
    *findings = (struct policy_findings){.items = NULL};
}

int policy_findings_add(struct policy_findings *findings,
                        const struct policy_finding *finding)
{
    if (mem_grow(&findings->items, &findings->capacity, findings->count + 1,
                 sizeof *findings->items) != 0)
        return -1;
    findings->items[findings->count++] = *finding;
    return 0;
}

size_t policy_findings_count(const struct policy_findings *findings,
                             enum diag_severity least)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += diag_severity(findings->items[i].code) >= least;
    return count;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_findings(const void *a, const void *b)
{
    const struct policy_finding *left = a;
    const struct policy_finding *right = b;
    int order = compare_numbers(left->at.file, right->at.file);
    if (order == 0)
        order = compare_numbers(left->line, right->line);
    if (order == 0)
        order = compare_numbers(left->column, right->column);
    return order != 0 ? order : compare_numbers(left->code, right->code);
}

void policy_findings_sort(struct policy_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof *findings->items,
              compare_findings);
}
