/*
 * Writing everything of CONTRACT's output folder: which files there are, in
 * which order, and what holds over all of them. What stands in a file is the
 * business of its writer.
 *
 * The folder is the caller's: it is filled beside its final home and renamed
 * when all is complete, so that nothing here has to be undone.
 */
#include "reports/plates.h"

#include "reports/crew.h"
#include "reports/words.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDER_BYTES_MAX = 200 };

/* ---- names ---- */

static void append_request_name(struct text *out, const struct policy *policy,
                                size_t index, const char *county)
{
    text_append(out, "资金申请/");
    file_name_append(out, policy->applicants[index].name);
    if (county != NULL) {
        text_append(out, "-");
        file_name_append(out, county);
    }
    text_append(out, "-资金申请表.xlsx");
}

static void append_returns_name(struct text *out, const struct policy *policy,
                                size_t index)
{
    text_append(out, "退回清单/");
    file_name_append(out, policy->departments[index].name);
    text_append(out, ".xlsx");
}

/* ---- the list of files ---- */

/* Adds a file like `job`; `name` is released. */
static int add_job(struct report_set *set, struct report_job job,
                   struct text *name)
{
    int status = -1;
    struct text path = TEXT_INIT;
    text_printf(&path, "%s/%s", set->directory, text_of(name));
    if (name->failed || path.failed)
        goto out;
    job.name = arena_string(set->arena, text_of(name));
    job.path = arena_string(set->arena, text_of(&path));
    if (job.name == NULL || job.path == NULL ||
        mem_grow(&set->jobs, &set->job_capacity, set->job_count + 1,
                 sizeof job) != 0)
        goto out;
    set->jobs[set->job_count++] = job;
    status = 0;
out:
    text_release(&path);
    text_release(name);
    return status;
}

static int add_plates(struct report_set *set)
{
    for (size_t i = 0; i < set->policy->step_count; i++) {
        struct text name = TEXT_INIT;
        text_append(&name, "导盘/");
        plate_append_name(&name, set->policy, i);
        const struct report_job job = {.write = plate_write, .index = i};
        if (add_job(set, job, &name) != 0)
            return -1;
    }
    return 0;
}

/* One more a county that has anything to request, or had. */
static int add_county_requests(struct report_set *set, size_t applicant)
{
    for (size_t i = 0; i < set->gazetteer.county_count; i++) {
        struct text name = TEXT_INIT;
        struct slice_filter filter = SLICE_ALL;
        const struct report_job job = {
            .write = fund_request_write,
            .index = applicant,
            .county = &set->gazetteer.counties[i],
        };
        filter.applicant = (uint16_t)applicant;
        filter.county = job.county;
        const struct flow flow = flows_sum(set, &filter);
        if (flow.cumulative.heads == 0 && flow.deducted.heads == 0)
            continue;
        append_request_name(&name, set->policy, applicant, job.county->name);
        if (add_job(set, job, &name) != 0)
            return -1;
    }
    return 0;
}

static int add_requests(struct report_set *set)
{
    for (size_t i = 0; i < set->policy->applicant_count; i++) {
        struct text name = TEXT_INIT;
        if (!applicant_has_category(set->policy, i))
            continue;
        const struct report_job job = {.write = fund_request_write, .index = i};
        append_request_name(&name, set->policy, i, NULL);
        if (add_job(set, job, &name) != 0 ||
            (set->input->by_county && add_county_requests(set, i) != 0))
            return -1;
    }
    return 0;
}

static int add_returns(struct report_set *set)
{
    for (size_t i = 0; i < set->policy->department_count; i++) {
        struct text name = TEXT_INIT;
        if (!department_has_returns(set, i))
            continue;
        append_returns_name(&name, set->policy, i);
        const struct report_job job = {.write = returns_write, .index = i};
        if (add_job(set, job, &name) != 0)
            return -1;
    }
    return 0;
}

static int add_single(struct report_set *set, report_writer *write,
                      const char *file)
{
    struct text name = TEXT_INIT;
    text_append(&name, file);
    return add_job(set, (struct report_job){.write = write}, &name);
}

static int add_details(struct report_set *set)
{
    if (detail_prepare(set) != 0)
        return -1;
    for (size_t i = 0; i < set->policy->department_count; i++) {
        struct text name = TEXT_INIT;
        text_append(&name, "部门明细/");
        file_name_append(&name, set->policy->departments[i].name);
        text_append(&name, ".xlsx");
        const struct report_job job = {.write = detail_write, .index = i};
        if (add_job(set, job, &name) != 0)
            return -1;
    }
    return add_single(set, summary_write, "资助汇总.xlsx");
}

/* Lists for public posting, where they were asked for. */
static int add_notices(struct report_set *set)
{
    for (size_t i = 0; set->input->is_masked && i < set->gazetteer.county_count;
         i++) {
        const struct report_job job = {
            .write = notice_write,
            .county = &set->gazetteer.counties[i],
        };
        struct text name = TEXT_INIT;
        if (!county_is_posted(set, job.county))
            continue;
        text_append(&name, "公示/");
        file_name_append(&name, job.county->name);
        text_append(&name, "-资助参保人员公示名单.xlsx");
        if (add_job(set, job, &name) != 0)
            return -1;
    }
    return 0;
}

/* What only some regions' documents ask for, and what needs more than
 * rosters. */
static int add_special(struct report_set *set)
{
    if (policy_report(set->policy, SPECIAL_DETAIL) != NULL &&
        add_details(set) != 0)
        return -1;
    if (policy_report(set->policy, SPECIAL_EXEMPTION_LEDGER) != NULL &&
        add_single(set, exemption_write, "免缴台账.xlsx") != 0)
        return -1;
    if (set->input->enrolment == NULL)
        return 0;
    if (add_single(set, progress_write, "参保进度.xlsx") != 0)
        return -1;
    return add_single(set, uninsured_write, "特殊身份未参保台账.xlsx");
}

static int list_jobs(struct report_set *set)
{
    if (policy_report(set->policy, SPECIAL_ONLY_LISTED) != NULL) {
        if (add_special(set) != 0)
            return -1;
        return add_single(set, run_json_write, "run.json");
    }
    if (add_single(set, plate_control_write, "导盘/00-导盘控制表.xlsx") != 0 ||
        add_plates(set) != 0 || add_requests(set) != 0 ||
        add_single(set, transfer_write, "财政划转汇总.xlsx") != 0 ||
        add_single(set, tax_write, "税务征收名单.xlsx") != 0 ||
        add_special(set) != 0 ||
        add_single(set, overlap_write, "身份重叠裁定.xlsx") != 0 ||
        add_returns(set) != 0 || add_notices(set) != 0 ||
        add_single(set, movement_write, "月度变动.xlsx") != 0 ||
        add_single(set, audit_write, "审计底稿.xlsx") != 0)
        return -1;
    return add_single(set, run_json_write, "run.json");
}

/* ---- the set ---- */

/* The line under every title, and the document it names. */
static int make_lines(struct report_set *set)
{
    const struct policy *policy = set->policy;
    char period[WORDS_SIZE];
    char as_of[WORDS_SIZE];
    const struct document *document =
        policy_document(policy, policy->premium_source.document);
    if (document == NULL && policy->document_count > 0)
        document = &policy->documents[0];
    set->basis = document == NULL ? policy->title : document_name(document);
    struct text line = TEXT_INIT;
    text_printf(
        &line, "所属期：%s　　截止日期：%s　　参保年度：%d年　　政策依据：%s",
        month_words(set->input->period, period),
        date_words(set->input->as_of, as_of), policy->insured_year, set->basis);
    set->line = line.failed ? NULL : arena_string(set->arena, text_of(&line));
    text_release(&line);
    return set->line == NULL ? -1 : 0;
}

/* Whether a job goes through the people: all do but those that go through
 * rows, or have sums only. */
static bool is_walked(const struct report_set *set)
{
    for (size_t i = 0; i < set->job_count; i++) {
        report_writer *const write = set->jobs[i].write;
        if (write != detail_write && write != summary_write &&
            write != run_json_write)
            return true;
    }
    return false;
}

static int prepare_walks(struct report_set *set)
{
    if (!is_walked(set))
        return 0;
    if (gazetteer_lay_out(&set->gazetteer, set->allocation) != 0 ||
        people_init(&set->people, set->allocation, &set->gazetteer) != 0)
        return -1;
    gazetteer_forget_order(&set->gazetteer);
    return plates_prepare(set);
}

/* Accepted rows of the department. */
static int64_t count_rows(const struct report_set *set, size_t department)
{
    int64_t rows = 0;
    for (uint32_t i = 0; i < set->roster->sheet_count; i++)
        if (sheet_is_of_department(set, i, department))
            rows += set->roster->sheets[i].fates[FATE_ACCEPTED];
    return rows;
}

/* About how many rows a job writes; 0 where they are few. */
static int64_t expect_rows(const struct report_set *set,
                           const struct report_job *job)
{
    const int64_t people = (int64_t)set->allocation->decision_count;
    struct slice_filter filter = SLICE_ALL;
    filter.county = job->county;
    if (job->write == audit_write)
        return 2 * people; /* they are long ones */
    if (job->write == tax_write || job->write == movement_write)
        return people;
    if (job->write == detail_write)
        return count_rows(set, job->index);
    if (job->write == plate_write)
        return (int64_t)set->plates[job->index].count;
    if (job->write == fund_request_write)
        filter.applicant = (uint16_t)job->index;
    else if (job->write != notice_write)
        return 0;
    return slices_sum(set, &filter).heads;
}

/* Changes, and numbers that were known before. */
static bool tells_past(const struct report_job *job)
{
    return job->write == movement_write || job->write == returns_write;
}

static void set_release(struct report_set *set)
{
    people_release(&set->people);
    gazetteer_release(&set->gazetteer);
    mem_free(set->jobs);
    arena_free(set->arena);
}

static int set_init(struct report_set *set, const struct report_input *input,
                    const char *directory)
{
    *set = (struct report_set){
        .input = input,
        .policy = input->policy,
        .roster = input->roster,
        .allocation = input->allocation,
        .past = input->past,
        .bureau = input->bureau == NULL ? bureau_default() : input->bureau,
        .directory = directory,
        .arena = arena_new(),
    };
    return set->arena == NULL ? -1 : 0;
}

/* All that jobs share, but for what is inquired meanwhile, and the jobs. */
static int set_prepare(struct report_set *set)
{
    if (make_lines(set) != 0 || category_words_prepare(set) != 0 ||
        gazetteer_init(&set->gazetteer, set->allocation) != 0 ||
        list_jobs(set) != 0 || prepare_walks(set) != 0)
        return -1;
    for (size_t i = 0; i < set->job_count; i++) {
        struct report_job *job = &set->jobs[i];
        job->rows = expect_rows(set, job);
        job->tells_past = tells_past(job);
    }
    return 0;
}

/* ---- writing ---- */

static int make_folder(const char *directory, const char *name,
                       struct failure *failure)
{
    struct text path = TEXT_INIT;
    text_printf(&path, "%s/%s", directory, name);
    int status = 0;
    if (path.failed)
        status = failure_memory(failure);
    else if (mkdir(text_of(&path), 0777) != 0 && errno != EEXIST)
        status = failure_output(failure, text_of(&path), errno);
    text_release(&path);
    return status;
}

/* Folders appear only where something goes into them. */
static int make_folders(const struct report_set *set, struct failure *failure)
{
    for (size_t i = 0; i < set->job_count; i++) {
        char folder[FOLDER_BYTES_MAX];
        const char *slash = strchr(set->jobs[i].name, '/');
        if (slash == NULL)
            continue;
        snprintf(folder, sizeof folder, "%.*s",
                 (int)(slash - set->jobs[i].name), set->jobs[i].name);
        if (make_folder(set->directory, folder, failure) != 0)
            return -1;
    }
    return 0;
}

/* The request workbooks hold what all persons get, no more and no less. Each
 * of them is held against these sums as it is written. */
static int check_requests(const struct report_set *set, struct failure *failure)
{
    fen requested = 0;
    for (size_t i = 0; i < set->policy->applicant_count; i++) {
        struct slice_filter filter = SLICE_ALL;
        filter.applicant = (uint16_t)i;
        requested += slices_sum(set, &filter).subsidy;
    }
    if (requested == set->allocation->total.subsidy)
        return 0;
    return failure_set(
        failure, DIAG_TIE_OUT, NULL, "各资金申请表之和 %lld ≠ 资助总额 %lld",
        (long long)requested, (long long)set->allocation->total.subsidy);
}

/* Everything but run.json, which names the others. */
static int write_others(struct report_set *set, struct crew *crew,
                        struct failure *failure)
{
    if (set_prepare(set) != 0)
        return failure_memory(failure);
    if (check_requests(set, failure) != 0 || make_folders(set, failure) != 0)
        return -1;
    return crew_write(crew, set->job_count - 1, failure);
}

static int write_all(struct report_set *set, struct failure *failure)
{
    struct crew *crew = NULL;
    if (crew_open(set, set->input->threads, &crew, failure) != 0)
        return -1;
    const int written = write_others(set, crew, failure);
    if (crew_close(crew, failure) != 0 || written != 0)
        return -1;
    return crew_write_one(set, &set->jobs[set->job_count - 1], failure);
}

int reports_write(const struct report_input *input, const char *directory,
                  struct failure *failure)
{
    struct report_set set;
    if (set_init(&set, input, directory) != 0)
        return failure_memory(failure);
    const int status = write_all(&set, failure);
    set_release(&set);
    return status;
}

/* ---- what was written ---- */

static int compare_paths(const void *a, const void *b)
{
    const struct written_file *left = a;
    const struct written_file *right = b;
    return strcmp(left->path, right->path);
}

static int list_files(const struct report_set *set, struct arena *arena,
                      struct report_files *out)
{
    struct written_file *files =
        arena_array(arena, set->job_count, sizeof *files);
    if (files == NULL)
        return -1;
    for (size_t i = 0; i < set->job_count; i++) {
        files[i] = set->jobs[i].file;
        files[i].path = arena_string(arena, set->jobs[i].name);
        if (files[i].path == NULL)
            return -1;
    }
    qsort(files, set->job_count, sizeof *files, compare_paths);
    *out = (struct report_files){.items = files, .count = set->job_count};
    return 0;
}

int reports_write_sealed(const struct report_input *input,
                         const char *directory, struct arena *arena,
                         struct report_files *out, struct failure *failure)
{
    struct report_set set;
    if (set_init(&set, input, directory) != 0)
        return failure_memory(failure);
    set.is_sealed = true;
    int status = write_all(&set, failure);
    if (status == 0 && list_files(&set, arena, out) != 0)
        status = failure_memory(failure);
    set_release(&set);
    return status;
}
