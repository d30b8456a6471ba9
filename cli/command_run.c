/*
 * daopan run: the monthly job. Reads, decides, checks that every total ties
 * out, writes the workbooks beside their place and meanwhile keeps the run in
 * the ledger, and only then makes both final: workbooks first, ledger last, so
 * that a ledger that cannot be written leaves the old workbooks in place.
 */
#include "cli/command.h"

#include "allocate/allocate.h"
#include "cli/earlier_months.h"
#include "cli/month_before.h"
#include "cli/output_folder.h"
#include "cli/roster_options.h"
#include "cli/run_places.h"
#include "cli/summary.h"
#include "import/import.h"
#include "ledger/ledger.h"
#include "reports/reports.h"
#include <unistd.h>

/* What a run holds; everything is NULL or empty until it is made. */
struct run {
    const struct options *options;
    struct arena *arena;
    const struct policy *policy;
    const struct bureau *bureau;
    ymd as_of;
    struct roster roster;
    struct allocation allocation;
    struct enrolment enrolment;
    struct passwords passwords;
    struct roster_options rosters;
    struct ledger *ledger;
    struct month_before before;
    struct earlier_months earlier;
    struct change_list changes;
    struct output_folder output;
    const char *ledger_file;
    bool has_roster, has_allocation, has_enrolment, has_output;
};

/* The cut-off date: given, or the period's last day; within the policy. */
static int check_date(struct run *run, struct failure *failure)
{
    char text[YMD_TEXT_SIZE];
    run->as_of = run->options->as_of != YMD_NONE
                     ? run->options->as_of
                     : ym_last_day(run->options->period);
    if (run->as_of < run->policy->in_force_from ||
        run->as_of > run->policy->in_force_to)
        return failure_set(failure, DIAG_POLICY_NOT_IN_FORCE, NULL, "%s",
                           ymd_text(run->as_of, text));
    return 0;
}

/* Settles where results go, before anything is read. */
static int check_places(struct run *run, struct failure *failure)
{
    if (!run->options->has_no_ledger) {
        run->ledger_file = ledger_path(run->options, run->arena);
        if (run->ledger_file == NULL)
            return failure_memory(failure);
    }
    if (run->options->is_dry_run)
        return 0;
    return run_places_check(run->options, run->ledger_file, failure);
}

static struct import_options import_options_for(const struct run *run,
                                                struct progress *progress)
{
    const struct options *options = run->options;
    return (struct import_options){
        .policy = run->policy,
        .as_of = run->as_of,
        .county = options->county,
        .namings = options->namings,
        .naming_count = options->naming_count,
        .passwords = &run->passwords,
        .modes = run->rosters.modes,
        .mode_count = run->rosters.mode_count,
        .may_be_empty = run->rosters.may_be_empty,
        .may_be_empty_count = run->rosters.consent_count,
        .includes_hidden = options->includes_hidden,
        .language = options->language,
        .memory_limit = options->memory_limit,
        .jobs = options->threads,
        .time_limit = options->time_limit,
        .progress = progress_show,
        .refused = progress_refused,
        .context = progress,
    };
}

static int read_rosters(struct run *run, struct failure *failure)
{
    const struct options *options = run->options;
    struct progress progress = progress_for(options);
    const struct import_options import = import_options_for(run, &progress);
    const int result = rosters_read(options->arguments, options->argument_count,
                                    &import, &run->roster, failure);
    progress_clear(&progress);
    run->has_roster = result == 0;
    return result;
}

/* Who is insured already, where a list was given. */
static int read_enrolment(struct run *run, struct failure *failure)
{
    const struct options *options = run->options;
    if (options->enrolled_count == 0)
        return 0;
    struct progress progress = progress_for(options);
    const struct import_options import = import_options_for(run, &progress);
    const int result =
        enrolment_read(options->enrolled, options->enrolled_count, &import,
                       &run->enrolment, failure);
    progress_clear(&progress);
    run->has_enrolment = result == 0;
    return result;
}

/* Everything that a run reads. Files that cannot be read are all named, those
 * of either list. */
static int read_files(struct run *run, struct failure *failure)
{
    struct failure other = FAILURE_INIT;
    if (read_rosters(run, failure) == 0)
        return read_enrolment(run, failure);
    if (failure->code == DIAG_USAGE || failure->code == DIAG_OUT_OF_MEMORY)
        return -1;
    if (read_enrolment(run, &other) != 0) {
        (void)report_failure(failure, run->options->language);
        *failure = other;
    }
    return -1;
}

/* Opens the ledger before anything is read, so that nobody waits in vain and
 * nobody else writes meanwhile. A trial reads it where there is one. */
static int open_ledger(struct run *run, struct failure *failure)
{
    const bool is_trial = run->options->is_dry_run;
    if (run->ledger_file == NULL ||
        (is_trial && access(run->ledger_file, F_OK) != 0))
        return 0;
    if (ledger_open(run->ledger_file, is_trial ? LEDGER_READ : LEDGER_WRITE,
                    &run->ledger, failure) != 0)
        return -1;
    ym base = 0;
    return ledger_base(run->ledger, run->options->period, &base, failure);
}

/* The rows of the month before that still stand. */
static int go_on(struct run *run, struct failure *failure)
{
    if (run->ledger == NULL)
        return 0;
    if (month_before_read(run->ledger, run->options->period, run->policy,
                          run->roster.strings, &run->before, failure) != 0)
        return -1;
    if (run->before.base == 0)
        return 0;
    const struct standing_options standing = {
        .policy = run->policy,
        .was = run->before.policy,
        .before = &run->before.roster,
        .base = run->before.base,
        .period = run->options->period,
        .as_of = run->as_of,
        .consents = run->rosters.consents,
        .consent_count = run->rosters.consent_count,
        .language = run->options->language,
    };
    const int result = standing_carry(&standing, &run->roster, failure);
    roster_release(&run->before.roster);
    run->before.has_roster = false;
    return result;
}

static int decide(struct run *run, struct failure *failure)
{
    if (allocate_after(run->policy, &run->roster, run->as_of,
                       &run->before.accounts, &run->allocation, failure) != 0)
        return -1;
    run->has_allocation = true;
    const int untied = allocation_first_untied(&run->allocation);
    if (untied >= 0) {
        const struct tie_out *tie = &run->allocation.ties[untied];
        return failure_set(failure, DIAG_TIE_OUT, NULL, "%s：%lld ≠ %lld",
                           tie->what, (long long)tie->left,
                           (long long)tie->right);
    }
    return 0;
}

static struct report_input report_input_of(const struct run *run)
{
    return (struct report_input){
        .policy = run->policy,
        .roster = &run->roster,
        .allocation = &run->allocation,
        .enrolment = run->has_enrolment ? &run->enrolment : NULL,
        .bureau = run->bureau,
        .period = run->options->period,
        .as_of = run->as_of,
        .program_version = DAOPAN_VERSION,
        .by_county = run->options->by_county,
        .is_masked = run->options->is_masked,
        .threads = run->options->threads,
    };
}

/* The month goes into the ledger's open transaction, and what the papers need
 * of earlier ones comes out of it. Of the run, only what is decided is looked
 * at: workbooks may be written meanwhile. */
static int keep_in_ledger(void *inquirer, struct report_past *out,
                          struct failure *failure)
{
    struct run *run = inquirer;
    const ym period = run->options->period;
    if (ledger_store(run->ledger, &run->allocation, period, DAOPAN_VERSION,
                     failure) != 0 ||
        ledger_changes(run->ledger, period, run->arena, &run->changes,
                       failure) != 0 ||
        earlier_months_read(run->ledger, period, &run->roster, run->arena,
                            &run->earlier, failure) != 0)
        return -1;
    if (run->changes.since != 0)
        out->changes = &run->changes;
    if (run->earlier.known.period != 0)
        out->known = &run->earlier.known;
    return 0;
}

/*
 * Workbooks, and the month in the ledger beside them; then their digests, and
 * the month's seals. Each file was digested as it was written, and is the one
 * that will stand in the folder: nobody else knows the folder's name yet, no
 * file is written twice, and all are moved together as they are.
 */
static int write_and_seal(struct run *run, struct failure *failure)
{
    struct report_input input = report_input_of(run);
    struct report_files files;
    input.inquire = keep_in_ledger;
    input.inquirer = run;
    input.has_past = run->before.base != 0;
    if (reports_write_sealed(&input, run->output.beside, run->arena, &files,
                             failure) != 0)
        return -1;
    const struct ledger_outputs outputs = {
        .period = run->options->period,
        .items = files.items,
        .count = files.count,
    };
    return ledger_seal(run->ledger, &outputs, DAOPAN_VERSION, failure);
}

static int write_without_ledger(struct run *run, struct failure *failure)
{
    const struct report_input input = report_input_of(run);
    return reports_write(&input, run->output.beside, failure);
}

/* Workbooks beside their place and the ledger inside its transaction, then
 * both final. */
static int write_results(struct run *run, struct failure *failure)
{
    if (output_open(&run->output, run->options->out, failure) != 0)
        return -1;
    run->has_output = true;
    const int written = run->ledger != NULL
                            ? write_and_seal(run, failure)
                            : write_without_ledger(run, failure);
    if (written != 0 || output_place(&run->output, failure) != 0)
        return -1;
    if (run->ledger != NULL && ledger_commit(run->ledger, failure) != 0) {
        output_withdraw(&run->output);
        return -1;
    }
    return 0;
}

static void run_release(struct run *run)
{
    ledger_close(run->ledger);
    month_before_release(&run->before);
    if (run->has_output)
        output_close(&run->output);
    if (run->has_allocation)
        allocation_release(&run->allocation);
    if (run->has_enrolment)
        enrolment_release(&run->enrolment);
    if (run->has_roster)
        roster_release(&run->roster);
    passwords_release(&run->passwords);
    arena_free(run->arena);
}

static int do_run(struct run *run, struct failure *failure)
{
    run->arena = arena_new();
    if (run->arena == NULL)
        return failure_memory(failure);
    if (policy_by_name(run->options->policy, run->arena, &run->policy,
                       failure) != 0 ||
        bureau_load(run->policy, run->arena, &run->bureau, failure) != 0 ||
        county_option_check(run->options, run->policy, failure) != 0 ||
        roster_options_read(run->options, run->policy, run->arena,
                            &run->rosters, failure) != 0 ||
        check_date(run, failure) != 0 || check_places(run, failure) != 0 ||
        password_option_read(run->options, &run->passwords, failure) != 0 ||
        open_ledger(run, failure) != 0 || read_files(run, failure) != 0 ||
        go_on(run, failure) != 0 || decide(run, failure) != 0)
        return -1;
    return run->options->is_dry_run ? 0 : write_results(run, failure);
}

static int print_summary(const struct run *run)
{
    const struct options *options = run->options;
    const struct summary summary = {
        .allocation = &run->allocation,
        .enrolment = run->has_enrolment ? &run->enrolment : NULL,
        .period = options->period,
        .out = options->is_dry_run ? NULL : options->out,
        .ledger = options->is_dry_run ? NULL : run->ledger_file,
        .language = options->language,
    };
    struct text text = TEXT_INIT;
    if (options->format == FORMAT_JSON)
        summary_append_json(&text, &summary);
    else if (!options->is_quiet)
        summary_append(&text, &summary);
    const int status = print_text(&text, options->language);
    text_release(&text);
    return status;
}

int command_run(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    const enum language language = options->language;
    if (options->policy == NULL)
        return report_usage(language, MESSAGE_USAGE_MISSING, "--policy");
    if (options->period == 0)
        return report_usage(language, MESSAGE_USAGE_MISSING, "--period");
    if (options->out == NULL && !options->is_dry_run)
        return report_usage(language, MESSAGE_USAGE_MISSING, "--out");
    if (options->argument_count == 0)
        return report_usage(language, MESSAGE_USAGE_NO_PATH, "");
    struct run run = {.options = options};
    const int status = do_run(&run, &failure) != 0
                           ? report_failure(&failure, language)
                           : print_summary(&run);
    run_release(&run);
    return status;
}
