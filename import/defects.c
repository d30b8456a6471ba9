/*
 * The list of what is wrong with a policy's files. A thing is noted once,
 * however many readers stumble over it; and somebody who gets hundreds of
 * defects has sent another file by mistake, so the list ends there.
 */
#include "import/defects.h"

#include <string.h>

enum { DEFECT_LIMIT = 500 };

static bool is_known(const struct defects *defects,
                     const struct failure *failure)
{
    for (size_t i = 0; i < defects->found->count; i++) {
        const struct policy_finding *known = &defects->found->items[i];
        if (known->at.file == defects->file && known->line == failure->row &&
            known->column == failure->column &&
            (i < defects->settled ||
             strcmp(known->words.note, failure->note) == 0))
            return true;
    }
    return false;
}

void defects_settle(struct defects *defects)
{
    defects->settled = defects->found->count;
}

int defects_note(struct defects *defects, struct failure *failure)
{
    if (defects->found->count >= DEFECT_LIMIT || is_known(defects, failure))
        return 0;
    const char *note = arena_string(defects->arena, failure->note);
    const struct policy_finding finding = {
        .code = failure->code,
        .at = {.file = defects->file, .path = ""},
        .line = failure->row,
        .column = failure->column,
        .words = {.note = note},
    };
    if (note == NULL || policy_findings_add(defects->found, &finding) != 0)
        return failure_memory(failure);
    return 0;
}
