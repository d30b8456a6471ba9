/*
 * Everything that is wrong with a policy's files, for somebody who mends
 * them: a reader that is given such a list notes each defect in it and goes
 * on, instead of failing at the first. Private to import/.
 */
#ifndef DAOPAN_IMPORT_DEFECTS_H
#define DAOPAN_IMPORT_DEFECTS_H

#include "core/policy_finding.h"

struct defects {
    struct policy_findings *found;
    enum policy_file file; /* that is being read */
    struct arena *arena;   /* for what the findings say */
    size_t settled;        /* what was found when the file's form was looked
                              at: nothing else is told of these places */
};

/* From now on the values of the file are looked at. */
void defects_settle(struct defects *defects);

/* Notes what `failure` says, at its line and column, once; nothing where the
 * form is known to be wrong, since the value is not what was written. 0, or
 * -1 when memory is exhausted, which is set in `failure`. */
CHECKED int defects_note(struct defects *defects, struct failure *failure);

#endif
