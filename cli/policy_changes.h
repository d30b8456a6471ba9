/* What changes from one policy to another, in a clerk's words. */
#ifndef DAOPAN_CLI_POLICY_CHANGES_H
#define DAOPAN_CLI_POLICY_CHANGES_H

#include "core/arena.h"
#include "core/message.h"
#include "core/policy.h"

/* One thing that differs. */
struct policy_change {
    enum message section; /* those of a section follow each other */
    const char *subject;  /* "资助（元/人）" */
    const char *who;  /* "2303 低保对象、2305 低收入对象", or "" */
    const char *from; /* "" = it was not there */
    const char *to;   /* "" = it is there no more */
};

struct policy_changes {
    struct policy_change *items; /* heap */
    size_t count, capacity;
};

/*
 * Compares; strings live in `arena` or in the policies. The list is released
 * with mem_free(items), also after a failure. 0, or -1 when memory is
 * exhausted.
 */
CHECKED int policy_changes_find(const struct policy *from,
                                const struct policy *to, enum language language,
                                struct arena *arena,
                                struct policy_changes *out);

/* The category of `policy` that is `category` of `of`: by code or id, else by
 * name; POLICY_NONE where there is none. */
uint16_t policy_same_category(const struct policy *policy,
                              const struct policy *of, uint16_t category);

#endif
