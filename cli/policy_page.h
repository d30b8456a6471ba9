/*
 * A policy as a page that can be held against the document: the order, the
 * amounts, the conditions, the quotes, the assumptions, and what the document
 * leaves out. Chinese always.
 */
#ifndef DAOPAN_CLI_POLICY_PAGE_H
#define DAOPAN_CLI_POLICY_PAGE_H

#include "core/policy.h"
#include "core/policy_facts.h"
#include "core/text.h"

struct policy_page {
    const struct policy *policy;
    const struct policy_facts *facts;
};

void policy_page_append(struct text *out, const struct policy_page *page);
void policy_page_append_json(struct text *out, const struct policy_page *page);

/* One file that needs nothing else, ready to be printed on A4. */
void policy_page_append_html(struct text *out, const struct policy_page *page);

/* What the document calls an amount, and its ratio behind `separator`, unless
 * the name says it: "全额资助 100%", "25%资助+75%个人缴费". */
void policy_append_tier(struct text *out, const struct category *category,
                        const char *separator);

#endif
