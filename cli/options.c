/*
 * Parsing the command line by one table. `--name VALUE` and `--name=VALUE`
 * mean the same; `--` ends options. An option that a command does not know
 * is a usage failure, never ignored.
 */
#include "cli/options.h"

#include "core/message.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_PERIOD,
    OPTION_DATE,
    OPTION_AMOUNT,
    OPTION_COUNT,
    OPTION_YEAR,
    OPTION_FORMAT,
    OPTION_LANGUAGE,
    OPTION_NAMING,
    OPTION_ENROLLED,
    OPTION_LIST
};

enum option_id {
    ID_POLICY,
    ID_PERIOD,
    ID_AS_OF,
    ID_LEDGER,
    ID_OUT,
    ID_COUNTY,
    ID_PASSWORD_FILE,
    ID_MEMORY_LIMIT,
    ID_TIME_LIMIT,
    ID_AS,
    ID_INCLUDE_HIDDEN,
    ID_ENROLLED,
    ID_MODE,
    ID_ACCEPT_DROP,
    ID_DRY_RUN,
    ID_NO_LEDGER,
    ID_THREADS,
    ID_BY_COUNTY,
    ID_MASK,
    ID_ROWS,
    ID_COLS,
    ID_CASES,
    ID_FROM,
    ID_YEAR,
    ID_WHY,
    ID_APPLICANT,
    ID_FUND,
    ID_DATE,
    ID_AMOUNT,
    ID_VOUCHER,
    ID_FORMAT,
    ID_LANG,
    ID_QUIET,
    ID_NO_PROGRESS,
    ID_HELP
};

struct option_entry {
    const char *name;
    const char *value; /* as help shows it; "" for flags */
    enum option_kind kind;
    enum option_id id;
    unsigned commands;
    enum message help;
};

enum { READS_ROSTERS = COMMAND_RUN | COMMAND_INSPECT };
enum { READS_LEDGER = COMMAND_EXPLAIN | COMMAND_EXPORT };
enum {
    ENDS_MONTHS = COMMAND_CLOSE | COMMAND_REOPEN | COMMAND_RECEIPT,
    KEEPS_LEDGER = ENDS_MONTHS | COMMAND_UNDO | COMMAND_VERIFY
};

static const struct option_entry table[] = {
    {"--policy", "P", OPTION_TEXT, ID_POLICY, READS_ROSTERS,
     MESSAGE_OPTION_POLICY},
    {"--period", "YYYY-MM", OPTION_PERIOD, ID_PERIOD,
     READS_ROSTERS | READS_LEDGER | ENDS_MONTHS | COMMAND_POLICY,
     MESSAGE_OPTION_PERIOD},
    {"--as-of", "DATE", OPTION_DATE, ID_AS_OF, READS_ROSTERS,
     MESSAGE_OPTION_AS_OF},
    {"--out", "DIR", OPTION_TEXT, ID_OUT, COMMAND_RUN | COMMAND_POLICY,
     MESSAGE_OPTION_OUT},
    {"--ledger", "FILE", OPTION_TEXT, ID_LEDGER,
     COMMAND_RUN | READS_LEDGER | KEEPS_LEDGER | COMMAND_POLICY,
     MESSAGE_OPTION_LEDGER},
    {"--as", "TYPE=PATH", OPTION_NAMING, ID_AS, READS_ROSTERS,
     MESSAGE_OPTION_AS},
    {"--county", "NAME", OPTION_TEXT, ID_COUNTY,
     READS_ROSTERS | COMMAND_RECEIPT, MESSAGE_OPTION_COUNTY},
    {"--password-file", "FILE", OPTION_TEXT, ID_PASSWORD_FILE,
     READS_ROSTERS | COMMAND_DUMP, MESSAGE_OPTION_PASSWORD_FILE},
    {"--memory-limit", "MIB", OPTION_COUNT, ID_MEMORY_LIMIT,
     READS_ROSTERS | COMMAND_DUMP, MESSAGE_OPTION_MEMORY_LIMIT},
    {"--time-limit", "SECONDS", OPTION_COUNT, ID_TIME_LIMIT,
     READS_ROSTERS | COMMAND_DUMP, MESSAGE_OPTION_TIME_LIMIT},
    {"--mode", "[TYPE=]full|change", OPTION_LIST, ID_MODE, COMMAND_RUN,
     MESSAGE_OPTION_MODE},
    {"--accept-drop", "TYPE[@COUNTY]", OPTION_LIST, ID_ACCEPT_DROP, COMMAND_RUN,
     MESSAGE_OPTION_ACCEPT_DROP},
    {"--include-hidden", "", OPTION_FLAG, ID_INCLUDE_HIDDEN, READS_ROSTERS,
     MESSAGE_OPTION_INCLUDE_HIDDEN},
    {"--enrolled", "PATH", OPTION_ENROLLED, ID_ENROLLED, COMMAND_RUN,
     MESSAGE_OPTION_ENROLLED},
    {"--dry-run", "", OPTION_FLAG, ID_DRY_RUN, COMMAND_RUN,
     MESSAGE_OPTION_DRY_RUN},
    {"--no-ledger", "", OPTION_FLAG, ID_NO_LEDGER, COMMAND_RUN,
     MESSAGE_OPTION_NO_LEDGER},
    {"--threads", "N", OPTION_COUNT, ID_THREADS, READS_ROSTERS,
     MESSAGE_OPTION_THREADS},
    {"--by-county", "", OPTION_FLAG, ID_BY_COUNTY, COMMAND_RUN,
     MESSAGE_OPTION_BY_COUNTY},
    {"--mask", "", OPTION_FLAG, ID_MASK, COMMAND_RUN, MESSAGE_OPTION_MASK},
    {"--rows", "N", OPTION_COUNT, ID_ROWS, COMMAND_DUMP, MESSAGE_OPTION_ROWS},
    {"--cols", "N", OPTION_COUNT, ID_COLS, COMMAND_DUMP, MESSAGE_OPTION_COLS},
    {"--cases", "", OPTION_FLAG, ID_CASES, COMMAND_POLICY,
     MESSAGE_OPTION_CASES},
    {"--from", "P", OPTION_TEXT, ID_FROM, COMMAND_POLICY, MESSAGE_OPTION_FROM},
    {"--year", "YYYY", OPTION_YEAR, ID_YEAR, COMMAND_POLICY,
     MESSAGE_OPTION_YEAR},
    {"--why", "TEXT", OPTION_TEXT, ID_WHY, COMMAND_REOPEN, MESSAGE_OPTION_WHY},
    {"--applicant", "NAME", OPTION_TEXT, ID_APPLICANT, COMMAND_RECEIPT,
     MESSAGE_OPTION_APPLICANT},
    {"--fund", "NAME", OPTION_TEXT, ID_FUND, COMMAND_RECEIPT,
     MESSAGE_OPTION_FUND},
    {"--date", "DATE", OPTION_DATE, ID_DATE, COMMAND_RECEIPT,
     MESSAGE_OPTION_DATE},
    {"--amount", "YUAN", OPTION_AMOUNT, ID_AMOUNT, COMMAND_RECEIPT,
     MESSAGE_OPTION_AMOUNT},
    {"--voucher", "NO", OPTION_TEXT, ID_VOUCHER, COMMAND_RECEIPT,
     MESSAGE_OPTION_VOUCHER},
    {"--format", "text|json", OPTION_FORMAT, ID_FORMAT, COMMAND_ALL,
     MESSAGE_OPTION_FORMAT},
    {"--lang", "zh|en", OPTION_LANGUAGE, ID_LANG, COMMAND_ALL,
     MESSAGE_OPTION_LANG},
    {"--quiet", "", OPTION_FLAG, ID_QUIET, COMMAND_ALL, MESSAGE_OPTION_QUIET},
    {"--no-progress", "", OPTION_FLAG, ID_NO_PROGRESS, COMMAND_ALL,
     MESSAGE_OPTION_NO_PROGRESS},
    {"--help", "", OPTION_FLAG, ID_HELP, COMMAND_ALL, MESSAGE_OPTION_HELP},
};

enum { TABLE_COUNT = sizeof table / sizeof table[0] };

/* The entry of "--name" or "--name=…"; NULL where there is none. */
static const struct option_entry *find_option(const char *word)
{
    const size_t length = strcspn(word, "=");
    for (size_t i = 0; i < TABLE_COUNT; i++)
        if (strlen(table[i].name) == length &&
            strncmp(table[i].name, word, length) == 0)
            return &table[i];
    return NULL;
}

/* What the option takes, of this command. */
static const char *value_of(const struct option_entry *entry, unsigned command)
{
    if (entry->id != ID_FORMAT)
        return entry->value;
    switch (command) {
    case COMMAND_DUMP:
        return "jsonl";
    case COMMAND_EXPORT:
        return "text";
    default:
        return entry->value;
    }
}

static int usage(struct failure *failure, enum language language,
                 enum message message, const char *first, const char *second)
{
    struct text text = TEXT_INIT;
    message_append(&text, language, message, first, second, NULL);
    failure_set(failure, DIAG_USAGE, NULL, "%s", text_of(&text));
    text_release(&text);
    return -1;
}

static void set_flag(struct options *out, enum option_id id)
{
    out->is_dry_run = out->is_dry_run || id == ID_DRY_RUN;
    out->has_no_ledger = out->has_no_ledger || id == ID_NO_LEDGER;
    out->includes_hidden = out->includes_hidden || id == ID_INCLUDE_HIDDEN;
    out->is_quiet = out->is_quiet || id == ID_QUIET;
    out->wants_help = out->wants_help || id == ID_HELP;
    out->wants_cases = out->wants_cases || id == ID_CASES;
    out->by_county = out->by_county || id == ID_BY_COUNTY;
    out->is_masked = out->is_masked || id == ID_MASK;
    out->shows_progress = out->shows_progress && id != ID_NO_PROGRESS;
}

static int set_text(struct options *out, enum option_id id, const char *value)
{
    if (id == ID_POLICY)
        out->policy = value;
    else if (id == ID_LEDGER)
        out->ledger = value;
    else if (id == ID_OUT)
        out->out = value;
    else if (id == ID_FROM)
        out->from = value;
    else if (id == ID_PASSWORD_FILE)
        out->password_file = value;
    else if (id == ID_WHY)
        out->why = value;
    else if (id == ID_APPLICANT)
        out->applicant = value;
    else if (id == ID_FUND)
        out->fund = value;
    else if (id == ID_VOUCHER)
        out->voucher = value;
    else
        out->county = value;
    return value[0] == '\0' ? -1 : 0;
}

static int set_count(struct options *out, enum option_id id, const char *value)
{
    char *end = NULL;
    errno = 0;
    const unsigned long number = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end != '\0' || errno != 0 ||
        number == 0 || number > (id == ID_COLS ? UINT16_MAX : UINT32_MAX))
        return -1;
    if (id == ID_MEMORY_LIMIT)
        out->memory_limit = (uint64_t)number << 20;
    else if (id == ID_THREADS)
        out->threads = (unsigned)number;
    else if (id == ID_TIME_LIMIT)
        out->time_limit = (unsigned)number;
    else if (id == ID_ROWS)
        out->rows = (rownum)number;
    else
        out->columns = (colnum)number;
    return 0;
}

static int set_year(struct options *out, const char *value)
{
    enum { DIGITS = 4, FIRST_YEAR = 2000, LAST_YEAR = 2099 };
    if (strlen(value) != DIGITS || strspn(value, "0123456789") != DIGITS)
        return -1;
    out->year = (int)strtol(value, NULL, 10);
    return out->year < FIRST_YEAR || out->year > LAST_YEAR ? -1 : 0;
}

/* html and xlsx are `policy show`'s; command_policy() sees to it. */
static int set_format(struct options *out, unsigned command, const char *value)
{
    const bool is_page = command == COMMAND_POLICY;
    if (is_page && strcmp(value, "html") == 0) {
        out->format = FORMAT_HTML;
        return 0;
    }
    if (is_page && strcmp(value, "xlsx") == 0) {
        out->format = FORMAT_XLSX;
        return 0;
    }
    /* What `export` prints is CSV, and nothing else. */
    if (strcmp(value, "json") == 0 && command != COMMAND_DUMP &&
        command != COMMAND_EXPORT)
        out->format = FORMAT_JSON;
    else if (strcmp(value, "text") == 0 && command != COMMAND_DUMP)
        out->format = FORMAT_TEXT;
    else if (strcmp(value, "jsonl") != 0 || !(command & COMMAND_DUMP))
        return -1;
    return 0;
}

static int set_language(struct options *out, const char *value)
{
    if (strcmp(value, "en") == 0)
        out->language = LANGUAGE_EN;
    else if (strcmp(value, "zh") == 0)
        out->language = LANGUAGE_ZH;
    else
        return -1;
    return 0;
}

/* TYPE=PATH; room was made by the caller. */
static int set_naming(struct options *out, const char *value,
                      struct arena *arena)
{
    const char *equals = strchr(value, '=');
    if (equals == NULL || equals == value || equals[1] == '\0')
        return -1;
    const char *kind = arena_text(arena, value, (size_t)(equals - value));
    if (kind == NULL)
        return -1;
    out->namings[out->naming_count++] =
        (struct roster_naming){.kind = kind, .path = equals + 1};
    return 0;
}

/* Room was made by the caller. */
static void add_to_list(struct options *out, enum option_id id,
                        const char *value)
{
    if (id == ID_MODE)
        out->modes[out->mode_count++] = value;
    else
        out->accepted_drops[out->accepted_drop_count++] = value;
}

static int set_value(struct options *out, const struct option_entry *entry,
                     const char *value, unsigned command, struct arena *arena)
{
    switch (entry->kind) {
    case OPTION_FLAG:
        set_flag(out, entry->id);
        return 0;
    case OPTION_TEXT:
        return set_text(out, entry->id, value);
    case OPTION_PERIOD:
        return ym_parse(value, &out->period);
    case OPTION_DATE:
        return ymd_parse(value,
                         entry->id == ID_DATE ? &out->date : &out->as_of);
    case OPTION_AMOUNT:
        return fen_parse(value, &out->amount);
    case OPTION_COUNT:
        return set_count(out, entry->id, value);
    case OPTION_YEAR:
        return set_year(out, value);
    case OPTION_FORMAT:
        return set_format(out, command, value);
    case OPTION_LANGUAGE:
        return set_language(out, value);
    case OPTION_NAMING:
        return set_naming(out, value, arena);
    case OPTION_LIST:
        add_to_list(out, entry->id, value);
        return value[0] == '\0' ? -1 : 0;
    case OPTION_ENROLLED:
        out->enrolled[out->enrolled_count++] = value;
        return value[0] == '\0' ? -1 : 0;
    }
    return -1;
}

/* Where parsing stands among the words. */
struct words_left {
    char **argv;
    int argc;
    int at;
};

/* The option's value: after "=", or the next word. 0 or -1. */
static int take_value(struct words_left *words,
                      const struct option_entry *entry, const char **value,
                      struct options *out, struct failure *failure)
{
    *value = strchr(words->argv[words->at], '=');
    if (*value != NULL)
        ++*value;
    if (entry->kind == OPTION_FLAG && *value != NULL)
        return usage(failure, out->language, MESSAGE_USAGE_NO_VALUE,
                     entry->name, "");
    if (entry->kind == OPTION_FLAG || *value != NULL)
        return 0;
    if (words->at + 1 >= words->argc)
        return usage(failure, out->language, MESSAGE_USAGE_NEEDS_VALUE,
                     entry->name, entry->value);
    *value = words->argv[++words->at];
    return 0;
}

/* One option; moves past it and its value. */
static int parse_option(struct words_left *words, unsigned command,
                        struct arena *arena, struct options *out,
                        struct failure *failure)
{
    const char *word = words->argv[words->at];
    const char *value = NULL;
    const struct option_entry *entry = find_option(word);
    if (entry == NULL || !(entry->commands & command))
        return usage(failure, out->language, MESSAGE_USAGE_UNKNOWN_OPTION, word,
                     "");
    if (take_value(words, entry, &value, out, failure) != 0)
        return -1;
    if (set_value(out, entry, value, command, arena) != 0)
        return usage(failure, out->language, MESSAGE_USAGE_BAD_VALUE,
                     entry->name, value_of(entry, command));
    words->at++;
    return 0;
}

int options_first_word(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-' || argv[i][1] == '\0')
            return i;
        const struct option_entry *entry = find_option(argv[i]);
        const bool has_value = strchr(argv[i], '=') != NULL;
        if (entry != NULL && entry->kind != OPTION_FLAG && !has_value)
            i++;
    }
    return argc;
}

/* The language is wanted before anything else can be said. */
static enum language find_language(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--lang=en") == 0 ||
            (strcmp(argv[i], "--lang") == 0 && i + 1 < argc &&
             strcmp(argv[i + 1], "en") == 0))
            return LANGUAGE_EN;
    return LANGUAGE_ZH;
}

int options_parse(int argc, char **argv, unsigned command, struct arena *arena,
                  struct options *out, struct failure *failure)
{
    *out = (struct options){
        .language = find_language(argc, argv),
        .memory_limit = MEMORY_LIMIT_DEFAULT,
        .time_limit = TIME_LIMIT_DEFAULT,
        .shows_progress = true,
    };
    const size_t room = (size_t)argc + 1;
    const int word = options_first_word(argc, argv);
    out->arguments = arena_array(arena, room, sizeof *out->arguments);
    out->namings = arena_array(arena, room, sizeof *out->namings);
    out->enrolled = arena_array(arena, room, sizeof *out->enrolled);
    out->modes = arena_array(arena, room, sizeof *out->modes);
    out->accepted_drops = arena_array(arena, room, sizeof *out->accepted_drops);
    if (out->arguments == NULL || out->namings == NULL ||
        out->enrolled == NULL || out->modes == NULL ||
        out->accepted_drops == NULL)
        return failure_memory(failure);
    struct words_left words = {.argv = argv, .argc = argc, .at = 1};
    bool is_over = false;
    while (words.at < argc) {
        const char *next = argv[words.at];
        if (words.at == word && !is_over) {
            words.at++;
        } else if (!is_over && strcmp(next, "--") == 0) {
            is_over = true;
            words.at++;
        } else if (is_over || next[0] != '-' || next[1] == '\0') {
            out->arguments[out->argument_count++] = next;
            words.at++;
        } else if (parse_option(&words, command, arena, out, failure) != 0) {
            return -1;
        }
    }
    return 0;
}

void options_print_help(FILE *out, unsigned command, enum language language)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (!(table[i].commands & command))
            continue;
        char label[64];
        snprintf(label, sizeof label, "%s %s", table[i].name,
                 value_of(&table[i], command));
        fprintf(out, "  %-22s %s\n", label,
                message_text(table[i].help, language));
    }
}
