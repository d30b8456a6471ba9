/*
 * The reports of one run: what all of them are made from, and the list of
 * files to write. Private to reports/.
 *
 * A job is one file. Jobs read the set and nothing else of each other, so
 * that they can be written in any order, or at the same time.
 */
#ifndef DAOPAN_REPORTS_REPORT_SET_H
#define DAOPAN_REPORTS_REPORT_SET_H

#include "core/arena.h"
#include "core/written_file.h"
#include "reports/people.h"
#include "reports/reports.h"
#include "reports/sheet.h"

struct report_set;
struct report_job;

typedef int report_writer(const struct report_set *set,
                          const struct report_job *job,
                          struct failure *failure);

struct report_job {
    report_writer *write;
    const char *name; /* below the folder: "导盘/01-乡村振兴-稳定脱贫户.xlsx" */
    const char *path; /* the folder's path and the name */
    size_t index;     /* of the step, applicant or department it is for */
    const struct home_county *county; /* NULL = all */
    int64_t rows;    /* about how many it writes: long ones are begun first */
    bool tells_past; /* it cannot be written before set->past is known */
    struct written_file file; /* its size and digests, once it is written */
};

/* A row of a load plate: somebody who is certified for a category. */
struct plate_row {
    uint32_t person; /* place in people.items */
    ymd recognised;  /* by the row that speaks for the category */
    uint16_t category;
};

/* All rows of a plate, in printing order. */
struct plate_list {
    struct plate_row *rows;
    size_t count;
};

/* What rows of people say about a category. */
struct category_words {
    struct phrase code, name;
    struct phrase fund; /* "" where there is none */
    struct phrase department;
};

struct report_set {
    const struct report_input *input;
    const struct policy *policy;
    const struct roster *roster;
    const struct allocation *allocation;
    struct arena *arena;
    const struct bureau *bureau; /* never NULL */
    struct report_past past;     /* the input's, or what was inquired */
    bool is_sealed;              /* files have an SM3 digest, too */
    const char *directory;
    const char *line; /* 所属期、截止日期、参保年度、政策依据 */
    const char *basis; /* the number of the document the premium comes from */
    struct gazetteer gazetteer;
    struct people people;               /* empty where no job walks */
    const struct plate_list *plates;    /* by step; NULL likewise */
    const struct category_words *words; /* by category */
    const uint16_t *identities; /* by row: the category that its person has,
                                   which another row may have won; NULL where
                                   no detail is asked for */
    struct report_job *jobs;
    size_t job_count, job_capacity;
};

/* ---- a workbook of the set ---- */

CHECKED int report_book_open(const struct report_set *set,
                             const struct report_job *job, const char *title,
                             struct book **out, struct failure *failure);

/* ---- the writers, one file each ---- */

report_writer plate_control_write;
report_writer plate_write;        /* index = step */
report_writer fund_request_write; /* index = applicant */
report_writer transfer_write;
report_writer tax_write;
report_writer exemption_write;
report_writer progress_write;  /* with an enrolment list only */
report_writer uninsured_write; /* likewise */
report_writer detail_write;    /* where asked for; index = department */
CHECKED int plates_prepare(struct report_set *set); /* plates */
CHECKED int detail_prepare(struct report_set *set); /* identities */
report_writer summary_write;                        /* likewise */
report_writer notice_write;                         /* county */
report_writer overlap_write;
report_writer returns_write; /* index = department */
report_writer movement_write;
report_writer audit_write;
report_writer run_json_write; /* last: it names the others */

/* Whether anybody of the county is subsidised. */
bool county_is_posted(const struct report_set *set,
                      const struct home_county *county);

/* Whether the applicant has a category in the policy; whether the department
 * has rows to correct, or to look at. */
bool applicant_has_category(const struct policy *policy, size_t applicant);
bool department_has_returns(const struct report_set *set, size_t department);

/* Appends a part of a file name: what a file system or a share does not take
 * becomes a space. */
void file_name_append(struct text *out, const char *part);

/* Whether the sheet is a roster of the department. */
bool sheet_is_of_department(const struct report_set *set, uint32_t sheet,
                            size_t department);

/* ---- warnings.c: what the department should look at ---- */

/* Whether a row of the department counts, with a warning. */
bool department_has_warnings(const struct report_set *set, size_t department);

/* Adds the sheet 提请核实. */
void warnings_put(struct book *book, const struct report_set *set,
                  size_t department);

/* ---- sums over the allocation ---- */

/* No indexes, and not POLICY_NONE either: any; a category that was requested
 * for and that the policy has no longer. */
enum { SLICE_ANY = 0xFFFE, SLICE_GONE = 0xFFFD };

struct slice_filter {
    const struct home_county *county; /* NULL = any */
    uint16_t category; /* SLICE_ANY = any; POLICY_NONE = those without */
    uint16_t fund, applicant, department; /* likewise, of the category */
};

#define SLICE_ALL                                                              \
    {                                                                          \
        .county = NULL, .category = SLICE_ANY, .fund = SLICE_ANY,              \
        .applicant = SLICE_ANY, .department = SLICE_ANY                        \
    }

struct tally slices_sum(const struct report_set *set,
                        const struct slice_filter *filter);

/* The same of what the month adds and takes away: the allocation's requests.
 * Where it has none, everybody with an amount is new. */
struct flow flows_sum(const struct report_set *set,
                      const struct slice_filter *filter);

/* What everybody counted in it would pay without a subsidy. */
fen tally_premium(const struct tally *tally);

/* ---- persons ---- */

/* Goes through the people in printing order: county, town, village, ID. */
struct person_walk {
    size_t home;
    size_t at; /* in people.items */
};

/* The next person and the home; false after the last. Start with {0}. */
bool person_next(const struct report_set *set, struct person_walk *walk,
                 const struct person **person, const struct home **home);

/* The first columns of every list of persons: number, county, town, village,
 * name, ID number; and their values. Towns and villages are left out where
 * nobody has one. */
enum { PERSON_COLUMNS = 6 };
void person_columns(const struct report_set *set, struct column *columns);
void person_values(const struct person *person, const struct home *home,
                   int64_t number, struct value *values);

/* The width of the column of category codes: 0 where the document prints
 * none. */
double code_width(const struct report_set *set, double width);

/* 0, or -1 when memory is exhausted. */
CHECKED int category_words_prepare(struct report_set *set);

/* The category of a decision; NULL = no eligible one. */
const struct category *decision_category(const struct report_set *set,
                                         const struct decision *decision);

#endif
