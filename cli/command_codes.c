/*
 * daopan codes: the catalogue of diagnostics as a reference: code, severity,
 * meaning, what to do.
 */
#include "cli/command.h"

#include <string.h>

static void append_text(struct text *out, enum diag_code code,
                        enum language language, bool is_full)
{
    const enum diag_severity severity = diag_severity(code);
    text_printf(out, "%-22s %-8s %s\n", diag_name(code),
                diag_severity_title(severity, language),
                diag_title(code, language));
    if (!is_full)
        return;
    text_printf(out, "  %s\n  %s\n", diag_template(code, language),
                diag_remedy(code, language));
}

static void append_field(struct text *out, const char *key, const char *value)
{
    text_printf(out, ",\"%s\":", key);
    text_append_json(out, value, strlen(value));
}

static void append_json(struct text *out, enum diag_code code,
                        enum language language)
{
    text_append(out, "{\"code\":");
    text_append_json(out, diag_name(code), strlen(diag_name(code)));
    append_field(out, "severity", diag_severity_name(diag_severity(code)));
    append_field(out, "title", diag_title(code, language));
    append_field(out, "message", diag_template(code, language));
    append_field(out, "remedy", diag_remedy(code, language));
    text_append(out, "}\n");
}

int command_codes(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    const enum language language = options->language;
    enum diag_code only = DIAG_NONE;
    if (options->argument_count > 0) {
        only = diag_find(options->arguments[0]);
        if (only == DIAG_NONE) {
            failure_set(&failure, DIAG_CODE_UNKNOWN, NULL, "%s",
                        options->arguments[0]);
            return report_failure(&failure, language);
        }
    }
    struct text text = TEXT_INIT;
    for (int i = DIAG_NONE + 1; i < DIAG_CODE_COUNT; i++) {
        const enum diag_code code = (enum diag_code)i;
        if (only != DIAG_NONE && code != only)
            continue;
        if (options->format == FORMAT_JSON)
            append_json(&text, code, language);
        else
            append_text(&text, code, language, only != DIAG_NONE);
    }
    const int status = print_text(&text, language);
    text_release(&text);
    return status;
}
