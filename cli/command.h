/*
 * The commands, one file each. Every command gets the parsed options, prints
 * results to standard output, failures to standard error, and returns an exit
 * status.
 */
#ifndef DAOPAN_CLI_COMMAND_H
#define DAOPAN_CLI_COMMAND_H

#include "cli/options.h"
#include "core/message.h"

#define DAOPAN_VERSION "0.1.0"

int command_run(const struct options *options);
int command_inspect(const struct options *options);
int command_dump(const struct options *options);
int command_explain(const struct options *options);
int command_export(const struct options *options);
int command_policy(const struct options *options);
int command_codes(const struct options *options);
int command_close(const struct options *options);
int command_reopen(const struct options *options);
int command_undo(const struct options *options);
int command_receipt(const struct options *options);
int command_verify(const struct options *options);

/* Runs the program: picks the command and runs it. */
int daopan_main(int argc, char **argv);

/* ---- what commands share ---- */

/* Prints the failure to standard error and returns the exit status that
 * belongs to it. */
int report_failure(const struct failure *failure, enum language language);

/* A usage failure with a message of the catalogue, values ended by NULL. */
int report_usage(enum language language, enum message message,
                 const char *value);

/* Prints a text that was put together, or an out-of-memory failure: 0 or 1. */
int print_text(struct text *text, enum language language);

/*
 * Loads the policy that --policy names: a path, or region-year looked up
 * under the mapping roots ($DAOPAN_MAPPINGS, beside the program, ./mappings,
 * the installed share folder). 0 or -1.
 */
CHECKED int policy_by_name(const char *name, struct arena *arena,
                           const struct policy **out, struct failure *failure);

/* Only where it is: the folder (or file) that the name stands for. */
CHECKED int policy_path(const char *name, struct arena *arena, const char **out,
                        struct failure *failure);

/* All policies below the mapping roots: their folders. 0 or -1. */
CHECKED int policy_folders(struct arena *arena, struct words *out,
                           struct failure *failure);

/* Whether --county, where it is given, is a county of the policy, by name or
 * alias; any will do where the policy lists none. 0, or -1 with a usage
 * failure that lists them. */
CHECKED int county_option_check(const struct options *options,
                                const struct policy *policy,
                                struct failure *failure);

/* The passwords of --password-file; none where it is not given. Released with
 * passwords_release() after success. 0, or -1 with a usage failure. */
CHECKED int password_option_read(const struct options *options,
                                 struct passwords *out,
                                 struct failure *failure);

/* Where the ledger is: --ledger, or daopan.db beside OUT (or here). Lives in
 * `arena`; NULL when memory is exhausted. */
const char *ledger_path(const struct options *options, struct arena *arena);

/* import_progress for a terminal; `context` is a struct progress. */
struct progress {
    bool is_shown;
    enum language language;
};
struct progress progress_for(const struct options *options);
void progress_show(void *context, const char *file, size_t done, size_t total,
                   uint64_t rows);
void progress_clear(const struct progress *progress);
/* import_refused, with the same context: prints the failure. */
void progress_refused(void *context, const struct failure *failure);

#endif
