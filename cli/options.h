/*
 * The command line, parsed (CONTRACT "Options that recur"). One table in
 * options.c names every option, what it takes and which commands know it.
 */
#ifndef DAOPAN_CLI_OPTIONS_H
#define DAOPAN_CLI_OPTIONS_H

#include "core/date.h"
#include "core/diag.h"
#include "core/fen.h"
#include "core/language.h"
#include "import/import.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Exit statuses (CONTRACT). */
enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_UNTIED = 3 };

/* One file may take a gigabyte while it is read. */
#define MEMORY_LIMIT_DEFAULT (UINT64_C(1) << 30)

/* … and five minutes. */
enum { TIME_LIMIT_DEFAULT = 300 };

enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_HTML, FORMAT_XLSX };

/* Commands as bits, for the table of options. */
enum command_bit {
    COMMAND_RUN = 1,
    COMMAND_INSPECT = 2,
    COMMAND_DUMP = 4,
    COMMAND_EXPLAIN = 8,
    COMMAND_EXPORT = 16,
    COMMAND_POLICY = 32,
    COMMAND_CODES = 64,
    COMMAND_CLOSE = 128,
    COMMAND_REOPEN = 256,
    COMMAND_UNDO = 512,
    COMMAND_RECEIPT = 1024,
    COMMAND_VERIFY = 2048,
    COMMAND_ALL = 4095
};

struct options {
    const char *policy;
    ym period; /* 0 = not given */
    ymd as_of; /* YMD_NONE = not given */
    const char *ledger;
    const char *out;
    const char *county;
    const char *from;             /* the policy that a new one is made from */
    int year;                     /* 0 = not given */
    const char *why;              /* a month is opened again */
    const char *applicant, *fund; /* of a receipt; likewise */
    const char *voucher;
    ymd date;                      /* YMD_NONE = not given */
    fen amount;                    /* 0 = not given */
    struct roster_naming *namings; /* --as, in the order given */
    size_t naming_count;
    const char **modes; /* --mode: full, change, TYPE=full or TYPE=change */
    size_t mode_count;
    const char **accepted_drops; /* --accept-drop: TYPE or TYPE@COUNTY */
    size_t accepted_drop_count;
    const char **enrolled; /* --enrolled: lists of who is insured */
    size_t enrolled_count;
    const char *password_file; /* NULL = not given */
    uint64_t memory_limit;     /* bytes a file may take while it is read */
    unsigned time_limit;       /* seconds, likewise */
    rownum rows;
    colnum columns;
    enum output_format format;
    enum language language;
    unsigned threads; /* files read and written side by side; 0 = as many as
                         there are processors */
    bool is_dry_run;
    bool has_no_ledger;   /* the run is not kept */
    bool includes_hidden; /* --include-hidden */
    bool is_quiet;
    bool shows_progress;
    bool wants_help;
    bool wants_cases;
    bool by_county;         /* requests once more, one workbook a county */
    bool is_masked;         /* lists for public posting, too */
    const char **arguments; /* what is no option, the command left out */
    size_t argument_count;
};

/*
 * Parses what follows the program's name for `command` (an enum command_bit;
 * COMMAND_ALL before the command is known). Lists live in `arena`. 0, or -1
 * with DIAG_USAGE.
 */
CHECKED int options_parse(int argc, char **argv, unsigned command,
                          struct arena *arena, struct options *out,
                          struct failure *failure);

/* The index in argv of the first word that is no option or option's value;
 * argc where there is none. */
int options_first_word(int argc, char **argv);

/* Prints the options that `command` knows, one a line. */
void options_print_help(FILE *out, unsigned command, enum language language);

#endif
