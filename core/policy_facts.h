/*
 * A policy as a list of facts in the bureau's words, each with its basis:
 * what a page of the policy prints, whatever it is printed on. The import
 * order is no part of it: that is a table of its own.
 */
#ifndef DAOPAN_CORE_POLICY_FACTS_H
#define DAOPAN_CORE_POLICY_FACTS_H

#include "core/arena.h"
#include "core/policy.h"
#include "core/text.h"

struct policy_fact {
    const char *section; /* "资金": facts of a section follow each other */
    const char *what;    /* "医疗救助资金" */
    const char *value;   /* may be several lines */
    const char *basis; /* "眉医保办发〔2023〕18号 三、（二）：“…”；口径3" */
};

struct policy_facts {
    struct policy_fact *items; /* heap */
    size_t count, capacity;
};

/*
 * Standards, rules, dates, funds, applicants, exclusions, counties, ledgers,
 * special reports, the assumptions in full, and what the documents leave out.
 * Strings live in `arena` or in the policy; the list is released with
 * mem_free(items), also after a failure. 0, or -1 when memory is exhausted.
 */
CHECKED int policy_facts_make(const struct policy *policy, struct arena *arena,
                              struct policy_facts *out);

/* Appends where a rule stands: document, clause, quote, and 口径N for the
 * N-th assumption. */
void policy_append_basis(struct text *out, const struct policy *policy,
                         const struct source *source);

/* Appends the same of all that a category rests on, a line each: order and
 * code, amounts, applicant, conditions. For somebody who reads from top to
 * bottom: where an earlier category has the same amounts and applicant for the
 * same reasons, it is named instead of them. */
void policy_append_category_basis(struct text *out, const struct policy *policy,
                                  const struct category *category);

/* Appends the conditions, any of which suffices: "甲；或乙"; nothing where
 * there are none. */
void policy_append_conditions(struct text *out,
                              const struct category *category);

/* "免缴台账" */
const char *special_report_words(enum special_report report);

/* "后导入的覆盖先导入的，最后导入的身份生效" */
const char *policy_precedence_words(const struct policy *policy);

#endif
