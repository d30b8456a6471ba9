/*
 * Reports: workbooks for people, with libxlsxwriter. They print decisions,
 * reasons and totals that they are given; nothing is decided here.
 */
#ifndef DAOPAN_REPORTS_REPORTS_H
#define DAOPAN_REPORTS_REPORTS_H

#include "core/allocation.h"
#include "core/arena.h"
#include "core/bureau.h"
#include "core/change.h"
#include "core/diag.h"
#include "core/enrolment.h"
#include "core/known_person.h"
#include "core/written_file.h"

/* What earlier months have to do with this one. */
struct report_past {
    const struct change_list *changes; /* NULL = no month is closed yet */
    const struct known_people *known;  /* NULL = no earlier month is known */
};

/*
 * Finds it out. It is called once, perhaps on a thread of its own while
 * workbooks are written that tell nothing of it, and has ended when
 * reports_write() returns. Its failure is the one that is reported, whatever
 * else fails; so no thread is told to stop. 0 or -1.
 */
typedef int report_inquiry(void *inquirer, struct report_past *out,
                           struct failure *failure);

struct report_input {
    const struct policy *policy;
    const struct roster *roster;
    const struct allocation *allocation;
    struct report_past past;
    report_inquiry *inquire; /* NULL = `past` is all; else it finds it */
    void *inquirer;
    bool has_past; /* it will find something: else there is no earlier month,
                      and no workbook waits for it */
    const struct enrolment *enrolment; /* NULL = no list was given; then there
                                          is neither progress nor the ledger
                                          of those not insured */
    const struct bureau *bureau;       /* NULL = bureau_default() */
    ym period;
    ymd as_of;
    const char *program_version;
    unsigned threads; /* that write workbooks side by side; 0 = as many as there
                       are processors */
    bool by_county;   /* requests once more, one workbook a county */
    bool is_masked;   /* lists for public posting, too */
};

/*
 * Writes every workbook of CONTRACT's output folder and run.json into
 * `directory`, which exists and is empty. The same input gives the same
 * bytes. 0, or -1 (then the folder's content is worthless).
 */
CHECKED int reports_write(const struct report_input *input,
                          const char *directory, struct failure *failure);

struct report_files {
    const struct written_file *items; /* sorted by path */
    size_t count;
};

/* The same, and lists what was written, in `arena`: every file that then lies
 * in the directory, with both digests. */
CHECKED int reports_write_sealed(const struct report_input *input,
                                 const char *directory, struct arena *arena,
                                 struct report_files *out,
                                 struct failure *failure);

/* Writes a policy as a workbook (.xlsx) to `path`: documents, import order,
 * rules, assumptions. The same policy gives the same bytes. 0 or -1. */
CHECKED int policy_book_write(const struct policy *policy,
                              const char *program_version, const char *path,
                              struct failure *failure);

#endif
