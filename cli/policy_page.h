/* A policy as a page that can be held against the document: the order, the
 * amounts, the conditions, the quotes, the assumptions. Chinese always. */
#ifndef DAOPAN_CLI_POLICY_PAGE_H
#define DAOPAN_CLI_POLICY_PAGE_H

#include "core/policy.h"
#include "core/text.h"

void policy_page_append(struct text *out, const struct policy *policy);
void policy_page_append_json(struct text *out, const struct policy *policy);

#endif
