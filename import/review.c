/*
 * Marks stand in comments, at the end of a line or above it, so that what is
 * marked keeps its value and the file stays well formed while somebody works
 * through it. They are looked for in the bytes, wherever they stand: a mark
 * that was moved, or left in a value, counts as well.
 */
#include "import/review.h"

#include "core/policy_finding.h"
#include "core/text.h"
#include "import/import.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { NAMED_LIMIT = 24 }; /* marks named in one message */

struct review_mark review_next(const struct file_text *file,
                               const struct review_mark *before)
{
    struct review_mark mark = {.at = NULL, .line = 1};
    const char *at = file->bytes;
    if (before != NULL) {
        mark.line = before->line;
        at = before->words;
    }
    const char *end = file->bytes + file->length;
    const char *found =
        memmem(at, (size_t)(end - at), REVIEW_MARK, strlen(REVIEW_MARK));
    if (found == NULL)
        return mark;
    const char *start = found;
    while (start > file->bytes && start[-1] != '\n')
        start--;
    for (; at < found; at++)
        mark.line += *at == '\n';
    mark.at = found;
    mark.column = (colnum)(utf8_count(start, (size_t)(found - start)) + 1);
    mark.words = found + strlen(REVIEW_MARK);
    while (mark.words + mark.word_length < end &&
           mark.words[mark.word_length] != '\r' &&
           mark.words[mark.word_length] != '\n')
        mark.word_length++;
    return mark;
}

int review_check(const struct file_text *file, struct failure *failure)
{
    struct review_mark mark = review_next(file, NULL);
    if (mark.at == NULL)
        return 0;
    const rownum line = mark.line;
    const colnum column = mark.column;
    struct text places = TEXT_INIT;
    size_t count = 0;
    for (; mark.at != NULL; mark = review_next(file, &mark)) {
        if (count < NAMED_LIMIT)
            text_printf(&places, "%s%u:%u", count == 0 ? "" : ", ",
                        (unsigned)mark.line, (unsigned)mark.column);
        count++;
    }
    failure_set(failure, DIAG_POLICY_UNREVIEWED, file->name, "%zu (%s%s)",
                count, text_of(&places), count > NAMED_LIMIT ? " …" : "");
    failure->row = line;
    failure->column = column;
    if (places.failed)
        failure_memory(failure);
    text_release(&places);
    return -1;
}

/* ---- all of a policy's files ---- */

static int add_mark(enum policy_file file, const struct review_mark *mark,
                    struct arena *arena, struct policy_findings *out)
{
    const char *words = arena_text(arena, mark->words, mark->word_length);
    const struct policy_finding finding = {
        .code = DIAG_POLICY_MARK,
        .at = {.file = file, .path = ""},
        .line = mark->line,
        .column = mark->column,
        .words = {.note = words},
    };
    return words == NULL ? -1 : policy_findings_add(out, &finding);
}

static bool is_file(const char *folder, const char *name)
{
    char path[4096];
    struct stat status;
    const int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    return length > 0 && (size_t)length < sizeof path &&
           stat(path, &status) == 0;
}

int policy_marks(const char *path, struct arena *arena,
                 struct policy_findings *out, struct failure *failure)
{
    const char *folder = text_file_folder(path, arena);
    if (folder == NULL)
        return failure_memory(failure);
    for (int i = 0; i < POLICY_FILE_COUNT; i++) {
        struct file_text file;
        const char *name = policy_file_name((enum policy_file)i);
        if (!is_file(folder, name))
            continue; /* the loader will say what is missing */
        if (text_file_read(folder, name, arena, &file, failure) != 0)
            return -1;
        for (struct review_mark mark = review_next(&file, NULL);
             mark.at != NULL; mark = review_next(&file, &mark))
            if (add_mark((enum policy_file)i, &mark, arena, out) != 0)
                return failure_memory(failure);
    }
    return 0;
}
