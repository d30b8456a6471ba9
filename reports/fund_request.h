/* A fund request under way; each file adds its sheets. Private to reports/. */
#ifndef DAOPAN_REPORTS_FUND_REQUEST_H
#define DAOPAN_REPORTS_FUND_REQUEST_H

#include "reports/report_set.h"

struct request {
    const struct report_set *set;
    const struct applicant *applicant;
    uint16_t index;
    const struct home_county *county; /* NULL = all of them */
    struct book *book;
    size_t categories;  /* that it applies for */
    struct tally total; /* of this month's people, in the county */
    struct flow flow;   /* what is requested for them and others */
    int64_t others;     /* of its people whom another applicant pays for */
};

/* What the request is about: the applicant's part, in its county. */
struct slice_filter request_filter(const struct request *request);

/* "眉山市民政局": titles may leave the region out. */
void request_append_applicant(struct text *out, const struct request *request);

/* ---- request_letter.c: 请款函 ---- */

void request_letter(const struct request *request);

/* ---- request_people.c: who is applied for, and who is not, and why ---- */

void request_people(const struct request *request);
/* Whether another applicant could pay at all; without one there is no list. */
bool request_has_others(const struct request *request);
void request_others(const struct request *request);
int64_t request_count_others(const struct request *request);

#endif
