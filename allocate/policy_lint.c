/*
 * The linter: what a loader cannot refuse, since the files are well formed
 * and agree with themselves, and a lawyer would ask about all the same.
 *
 * Pure: policies in, findings out. A finding names its place as the keys of
 * the file do; which line that is, the importer knows.
 */
#include "allocate/lint.h"

#include <stdarg.h>
#include <string.h>

/* Keeps a text that was put together. */
static const char *keep(struct lint *lint, struct text *text)
{
    const char *kept =
        text->failed ? NULL
                     : arena_text(lint->arena, text_of(text), text->length);
    text_release(text);
    lint->failed = lint->failed || kept == NULL;
    return kept == NULL ? "" : kept;
}

__attribute__((format(printf, 2, 0))) static const char *
format_text(struct lint *lint, const char *format, va_list arguments)
{
    struct text text = TEXT_INIT;
    text_vprintf(&text, format, arguments);
    return keep(lint, &text);
}

const char *lint_text(struct lint *lint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = format_text(lint, format, arguments);
    va_end(arguments);
    return text;
}

static void add(struct lint *lint, const struct policy_finding *finding)
{
    if (policy_findings_add(lint->out, finding) != 0)
        lint->failed = true;
}

void lint_add(struct lint *lint, enum diag_code code,
              const struct diag_words *words, enum policy_file file,
              const char *path, ...)
{
    struct policy_finding finding = {
        .code = code, .at = {.file = file}, .words = *words};
    va_list arguments;
    va_start(arguments, path);
    finding.at.path = format_text(lint, path, arguments);
    va_end(arguments);
    add(lint, &finding);
}

void lint_add_word(struct lint *lint, enum diag_code code,
                   const struct diag_words *words, enum policy_file file,
                   const char *word, const char *path, ...)
{
    struct policy_finding finding = {
        .code = code, .at = {.file = file, .word = word}, .words = *words};
    va_list arguments;
    va_start(arguments, path);
    finding.at.path = format_text(lint, path, arguments);
    va_end(arguments);
    add(lint, &finding);
}

const char *lint_folded(struct lint *lint, const char *text)
{
    /* One byte that is no UTF-8 becomes three; nothing grows more. */
    const size_t size = strlen(text) * 3 + 1;
    char *folded = arena_alloc(lint->arena, size);
    lint->failed = lint->failed || folded == NULL;
    if (folded == NULL)
        return "";
    text_fold(text, strlen(text), folded, size);
    return folded;
}

const char *lint_category_path(struct lint *lint, size_t category)
{
    const struct policy *policy = lint->policy;
    const uint16_t step = policy->categories[category].step;
    return lint_text(lint, "steps[%d].categories[%zu]", step + 1,
                     category - policy->steps[step].first + 1);
}

int policy_lint(const struct policy *policy, const struct policy *const *others,
                size_t other_count, enum language language, struct arena *arena,
                struct policy_findings *out)
{
    struct lint lint = {
        .policy = policy,
        .others = others,
        .other_count = other_count,
        .language = language,
        .arena = arena,
        .out = out,
    };
    lint_order(&lint);
    lint_conditions(&lint);
    lint_names(&lint);
    lint_kinds(&lint);
    lint_dates(&lint);
    lint_years(&lint);
    lint_use(&lint);
    return lint.failed ? -1 : 0;
}
