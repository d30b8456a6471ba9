/*
 * The catalogue of diagnostics and the sentences made from it. All texts
 * come from diag_codes.def; nothing here knows a particular code.
 */
#include "core/diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct entry {
    const char *name;
    enum diag_scope scope;
    enum diag_severity severity;
    const char *title[LANGUAGE_COUNT];
    const char *sentence[LANGUAGE_COUNT];
    const char *remedy[LANGUAGE_COUNT];
};

static const struct entry entries[DIAG_CODE_COUNT] = {
    [DIAG_NONE] =
        {
            .name = "",
            .title = {"", ""},
            .sentence = {"", ""},
            .remedy = {"", ""},
        },
#define DIAG(id, code, in_scope, of_severity, zh_title, zh_text, zh_remedy,    \
             en_title, en_text, en_remedy)                                     \
    [DIAG_##id] = {                                                            \
        .name = code,                                                          \
        .scope = SCOPE_##in_scope,                                             \
        .severity = SEVERITY_##of_severity,                                    \
        .title = {zh_title, en_title},                                         \
        .sentence = {zh_text, en_text},                                        \
        .remedy = {zh_remedy, en_remedy},                                      \
    },
#include "core/diag_codes.def"
#undef DIAG
};

const char *diag_name(enum diag_code code)
{
    return entries[code].name;
}

enum diag_code diag_find(const char *name)
{
    for (int i = DIAG_NONE + 1; i < DIAG_CODE_COUNT; i++)
        if (strcmp(entries[i].name, name) == 0)
            return (enum diag_code)i;
    return DIAG_NONE;
}

enum diag_scope diag_scope(enum diag_code code)
{
    return entries[code].scope;
}

enum diag_severity diag_severity(enum diag_code code)
{
    return entries[code].severity;
}

const char *diag_severity_name(enum diag_severity severity)
{
    static const char *const names[] = {"info", "warning", "error", "failure"};
    return names[severity];
}

const char *diag_severity_title(enum diag_severity severity,
                                enum language language)
{
    static const char *const titles[] = {"说明", "警告", "错误", "停止"};
    return language == LANGUAGE_ZH ? titles[severity]
                                   : diag_severity_name(severity);
}

const char *diag_title(enum diag_code code, enum language language)
{
    return entries[code].title[language];
}

const char *diag_template(enum diag_code code, enum language language)
{
    return entries[code].sentence[language];
}

const char *diag_remedy(enum diag_code code, enum language language)
{
    return entries[code].remedy[language];
}

static void append_word(struct text *out, const char *name, size_t length,
                        const struct diag_words *words)
{
    const struct {
        const char *name;
        const char *value;
    } known[] = {
        {"label", words->label},
        {"cell", words->cell},
        {"note", words->note},
        {"other", words->other},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i].name) == length &&
            memcmp(known[i].name, name, length) == 0 && known[i].value != NULL)
            text_append(out, known[i].value);
    }
}

/* Appends a catalogue text with its words put in. */
static void append_template(struct text *out, const char *template,
                            const struct diag_words *words)
{
    while (*template != '\0') {
        const char *close = *template == '{' ? strchr(template, '}') : NULL;
        if (close != NULL) {
            append_word(out, template + 1, (size_t)(close - template - 1),
                        words);
            template = close + 1;
            continue;
        }
        const size_t plain = 1 + strcspn(template + 1, "{");
        text_append_bytes(out, template, plain);
        template += plain;
    }
}

void diag_append_message(struct text *out, enum diag_code code,
                         enum language language, const struct diag_words *words)
{
    append_template(out, entries[code].sentence[language], words);
}

void diag_append_remedy(struct text *out, enum diag_code code,
                        enum language language, const struct diag_words *words)
{
    append_template(out, entries[code].remedy[language], words);
}

char *column_letters(colnum column, char *out)
{
    char reversed[8];
    size_t count = 0;
    unsigned rest = column;
    while (rest > 0) {
        rest--;
        reversed[count++] = (char)('A' + rest % 26);
        rest /= 26;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    out[count] = '\0';
    return out;
}

void place_append(struct text *out, const char *file, const char *sheet,
                  rownum row, colnum column)
{
    char letters[8];
    const size_t start = out->length;
    text_append(out, file);
    if (sheet[0] != '\0') {
        text_append(out, "!");
        text_append(out, sheet);
    }
    text_make_one_line(out, start); /* no name looks like a message */
    if (row == 0 && column == 0)
        return;
    text_append(out, "!");
    text_append(out, column_letters(column, letters));
    if (row != 0)
        text_append_int(out, row);
}

static void PRINTF_LIKE(4, 0)
    set(struct failure *failure, enum diag_code code, const char *file,
        const char *note, va_list arguments)
{
    *failure = (struct failure){.code = code};
    if (file != NULL)
        snprintf(failure->file, sizeof failure->file, "%s", file);
    vsnprintf(failure->note, sizeof failure->note, note, arguments);
}

int failure_set(struct failure *failure, enum diag_code code, const char *file,
                const char *note, ...)
{
    va_list arguments;
    va_start(arguments, note);
    set(failure, code, file, note, arguments);
    va_end(arguments);
    return -1;
}

int failure_explain(struct failure *failure, enum diag_code code,
                    enum message why, const char *file, const char *note, ...)
{
    va_list arguments;
    va_start(arguments, note);
    set(failure, code, file, note, arguments);
    va_end(arguments);
    return failure_because(failure, why);
}

int failure_because(struct failure *failure, enum message why)
{
    failure->why = (unsigned)why + 1;
    return -1;
}

static enum message why_not_written(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return MESSAGE_WHY_DISK_FULL;
    case EROFS:
        return MESSAGE_WHY_READ_ONLY;
    case EACCES:
    case EPERM:
        return MESSAGE_WHY_NOT_ALLOWED;
    case EFBIG:
        return MESSAGE_WHY_FILE_LIMIT;
    default:
        return MESSAGE_WHY_CANNOT_WRITE;
    }
}

int failure_output(struct failure *failure, const char *file, int error)
{
    if (error == ENOMEM)
        return failure_memory(failure);
    return failure_explain(failure, DIAG_OUTPUT_FAILED, why_not_written(error),
                           file, "%s", strerror(error));
}

void failure_append_note(struct text *out, const struct failure *failure,
                         enum language language)
{
    if (failure->why == 0 || failure->why > MESSAGE_COUNT) {
        text_append(out, failure->note);
        return;
    }
    text_append(out, message_text((enum message)(failure->why - 1), language));
    if (failure->note[0] == '\0')
        return;
    text_append(out, language == LANGUAGE_ZH ? "（" : " (");
    text_append(out, failure->note);
    text_append(out, language == LANGUAGE_ZH ? "）" : ")");
}

bool failure_is_sound(struct failure *failure)
{
    failure->file[sizeof failure->file - 1] = '\0';
    failure->sheet[sizeof failure->sheet - 1] = '\0';
    failure->note[sizeof failure->note - 1] = '\0';
    return (unsigned)failure->code < DIAG_CODE_COUNT &&
           failure->why <= MESSAGE_COUNT;
}

int failure_memory(struct failure *failure)
{
    *failure = (struct failure){.code = DIAG_OUT_OF_MEMORY};
    return -1;
}

void failure_append(struct text *out, const struct failure *failure,
                    enum language language)
{
    const struct entry *entry = &entries[failure->code];
    struct text note = TEXT_INIT;
    failure_append_note(&note, failure, language);
    const struct diag_words words = {.note = text_of(&note),
                                     .label = failure->note};
    if (entry->scope == SCOPE_POLICY && failure->row != 0)
        text_printf(out, "%s:%u:%u", failure->file, (unsigned)failure->row,
                    (unsigned)failure->column);
    else
        place_append(out, failure->file, failure->sheet, failure->row,
                     failure->column);
    if (failure->file[0] != '\0')
        text_append(out, ": ");
    text_append(out, language == LANGUAGE_ZH ? "错误 " : "error ");
    text_append(out, entry->name);
    text_append(out, ": ");
    diag_append_message(out, failure->code, language, &words);
    text_append(out, language == LANGUAGE_ZH ? "\n  处理：" : "\n  remedy: ");
    diag_append_remedy(out, failure->code, language, &words);
    text_append(out, "\n");
    text_release(&note);
}
