/*
 * Rechecking: a month's roster and policy come out of the ledger, are decided
 * as on the first day, and must give what the tables keep. Workbooks are held
 * against their digests.
 */
#include "cli/recheck.h"

#include "cli/cell_difference.h"
#include "cli/kept_month.h"
#include "cli/output_folder.h"
#include "cli/rewrite.h"
#include "core/message.h"
#include "core/written_file.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- deciding again ---- */

int recheck_month(struct ledger *ledger, ym period, enum language language,
                  struct text *out, struct failure *failure)
{
    struct kept_month month;
    int result = kept_month_read(ledger, period, &month, failure);
    if (result == 0)
        result = ledger_compare(ledger, &month.allocation, period, language,
                                out, failure);
    kept_month_release(&month);
    return result;
}

/* ---- workbooks ---- */

/* The month that a folder's run.json names; 0 where it names none. */
static ym month_of(const char *folder)
{
    static const char key[] = "\"period\":\"";
    enum { HEAD = 4096, MONTH = 7 };
    char path[PATH_MAX];
    char head[HEAD] = "";
    char text[MONTH + 1] = "";
    ym month = 0;
    snprintf(path, sizeof path, "%s/run.json", folder);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    const size_t got = fread(head, 1, sizeof head - 1, file);
    fclose(file);
    head[got] = '\0';
    const char *at = strstr(head, key);
    if (at == NULL)
        return 0;
    snprintf(text, sizeof text, "%s", at + sizeof key - 1);
    return ym_parse(text, &month) == 0 ? month : 0;
}

static bool is_same(const struct written_file *kept,
                    const struct written_file *now)
{
    return kept->size == now->size &&
           strcmp(kept->digests.sha256, now->digests.sha256) == 0 &&
           strcmp(kept->digests.sm3, now->digests.sm3) == 0;
}

/* ---- the cell that was changed ---- */

/* A workbook beside the one that was written. */
struct suspect {
    const char *folder;
    const struct written_file *kept;
    enum language language;
};

static void say_changed(const struct suspect *suspect, struct text *out)
{
    message_append(out, suspect->language, MESSAGE_VERIFY_FILE_CHANGED,
                   suspect->kept->path, NULL);
}

/* The first cell that differs from the workbook written once more in
 * `original`; only that it differs, where no cell tells. */
static void compare_cells(const struct suspect *suspect, const char *original,
                          struct text *out)
{
    struct failure unreadable = FAILURE_INIT;
    struct cell_difference difference;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", suspect->folder, suspect->kept->path);
    const int result =
        cell_difference_find(path, original, &difference, &unreadable);
    if (result == 0 && difference.is_found)
        message_append(out, suspect->language, MESSAGE_VERIFY_CELL,
                       suspect->kept->path, text_of(&difference.sheet),
                       difference.cell, text_of(&difference.is),
                       text_of(&difference.should), NULL);
    else
        say_changed(suspect, out);
    cell_difference_release(&difference);
}

/* A new folder where temporary files belong. */
static bool make_folder(char out[PATH_MAX])
{
    const char *place = getenv("TMPDIR");
    const int length =
        snprintf(out, PATH_MAX, "%s/daopan-verify-XXXXXX",
                 place == NULL || place[0] == '\0' ? P_tmpdir : place);
    return length > 0 && length < PATH_MAX && mkdtemp(out) != NULL;
}

/* Names the cell, where the month's workbooks can be written as they were. */
static int name_cell(struct ledger *ledger,
                     const struct ledger_outputs *outputs,
                     const struct suspect *suspect, struct text *out,
                     struct failure *failure)
{
    struct written_file again = {.path = suspect->kept->path};
    struct failure unreadable = FAILURE_INIT;
    char folder[PATH_MAX];
    char path[PATH_MAX];
    if (!make_folder(folder)) {
        say_changed(suspect, out);
        return 0;
    }
    const int result = rewrite_month(ledger, outputs, folder, failure);
    snprintf(path, sizeof path, "%s/%s", folder, again.path);
    if (result == 0 &&
        written_file_measure(&again, path, true, &unreadable) == 0 &&
        is_same(suspect->kept, &again))
        compare_cells(suspect, path, out);
    else if (result == 0)
        say_changed(suspect, out);
    output_remove(folder);
    return result;
}

/* One workbook against what was written. */
static int check_file(struct ledger *ledger,
                      const struct ledger_outputs *outputs,
                      const struct suspect *suspect, struct text *out,
                      struct failure *failure)
{
    struct failure unreadable = FAILURE_INIT;
    struct written_file now = {.path = suspect->kept->path};
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", suspect->folder, suspect->kept->path);
    if (written_file_measure(&now, path, true, &unreadable) != 0)
        message_append(out, suspect->language, MESSAGE_VERIFY_FILE_MISSING,
                       suspect->kept->path, NULL);
    else if (!is_same(suspect->kept, &now))
        return name_cell(ledger, outputs, suspect, out, failure);
    return 0;
}

int recheck_folder(struct ledger *ledger, const char *folder,
                   enum language language, struct text *out, size_t *count,
                   struct failure *failure)
{
    struct ledger_outputs outputs;
    const ym period = month_of(folder);
    struct arena *arena = arena_new();
    *count = 0;
    if (arena == NULL)
        return failure_memory(failure);
    if (period == 0) {
        message_append(out, language, MESSAGE_VERIFY_NO_RUN, folder, NULL);
        arena_free(arena);
        return 0;
    }
    int result = ledger_outputs_of(ledger, period, arena, &outputs, failure);
    for (size_t i = 0; result == 0 && out->length == 0 && i < outputs.count;
         i++) {
        const struct suspect suspect = {
            .folder = folder,
            .kept = &outputs.items[i],
            .language = language,
        };
        result = check_file(ledger, &outputs, &suspect, out, failure);
        *count += out->length == 0;
    }
    arena_free(arena);
    return result;
}
