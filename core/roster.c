/*
 * Keeping what came in: making and releasing it, adding findings, and
 * putting a finding into words. How rows are read is import's business.
 */
#include "core/roster.h"

#include <stdlib.h>
#include <string.h>

int roster_init(struct roster *roster)
{
    *roster = (struct roster){.arena = arena_new()};
    if (roster->arena != NULL)
        roster->strings = string_pool_new();
    if (roster->strings == NULL) {
        arena_free(roster->arena);
        return -1;
    }
    return 0;
}

void roster_release(struct roster *roster)
{
    mem_free(roster->files);
    mem_free(roster->sheets);
    mem_free(roster->rows);
    mem_free(roster->raw);
    mem_free(roster->diags);
    string_pool_free(roster->strings);
    arena_free(roster->arena);
    *roster = (struct roster){.arena = NULL};
}

size_t roster_files_read(const struct roster *roster)
{
    size_t count = roster->file_count;
    while (count > 0 && roster->files[count - 1].carried_from != 0)
        count--;
    return count;
}

size_t roster_sheets_read(const struct roster *roster)
{
    const size_t files = roster_files_read(roster);
    size_t count = roster->sheet_count;
    while (count > 0 && roster->sheets[count - 1].file >= files)
        count--;
    return count;
}

int roster_add_diag(struct roster *roster, const struct diag *diag)
{
    if (mem_grow(&roster->diags, &roster->diag_capacity, roster->diag_count + 1,
                 sizeof *roster->diags) != 0)
        return -1;
    roster->diags[roster->diag_count++] = *diag;
    return 0;
}

const char *roster_string(const struct roster *roster, strref ref)
{
    return string_pool_get(roster->strings, ref);
}

const char *roster_file_name(const struct roster *roster, uint32_t file)
{
    if (file >= roster->file_count)
        return "";
    const struct roster_file *found = &roster->files[file];
    return found->shown != NULL ? found->shown : found->name;
}

int roster_file_carry(struct roster *roster, struct roster_file *file, ym from)
{
    struct text shown = TEXT_INIT;
    text_printf(&shown, "%d年%d月 %s", (int)(from / 100), (int)(from % 100),
                file->name);
    file->carried_from = from;
    file->shown =
        shown.failed ? NULL
                     : arena_text(roster->arena, text_of(&shown), shown.length);
    text_release(&shown);
    return file->shown == NULL ? -1 : 0;
}

const char *roster_sheet_name(const struct roster *roster, uint32_t sheet)
{
    if (sheet >= roster->sheet_count)
        return "";
    return roster_string(roster, roster->sheets[sheet].name);
}

/* A catalogue text with a finding's words: diag_append_message or _remedy. */
typedef void append_function(struct text *out, enum diag_code code,
                             enum language language,
                             const struct diag_words *words);

static void append_with_words(struct text *out, const struct roster *roster,
                              const struct diag *diag, enum language language,
                              append_function *append)
{
    struct text other = TEXT_INIT;
    if (diag->other.file != PLACE_NONE)
        place_append(&other, roster_file_name(roster, diag->other.file),
                     roster_sheet_name(roster, diag->other.sheet),
                     diag->other.row, diag->other.column);
    const struct diag_words words = {
        .label = roster_string(roster, diag->label),
        .cell = roster_string(roster, diag->cell),
        .note = roster_string(roster, diag->note),
        .other = text_of(&other),
    };
    append(out, diag->code, language, &words);
    out->failed = out->failed || other.failed;
    text_release(&other);
}

void roster_append_message(struct text *out, const struct roster *roster,
                           const struct diag *diag, enum language language)
{
    append_with_words(out, roster, diag, language, diag_append_message);
}

void roster_append_remedy(struct text *out, const struct roster *roster,
                          const struct diag *diag, enum language language)
{
    append_with_words(out, roster, diag, language, diag_append_remedy);
}

/* -1, 0 or 1 as a is less than, equal to or greater than b. */
static int order_of(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

/* Two numbers of 32 bits as one that sorts like them. */
static uint64_t both(uint32_t first, uint32_t second)
{
    return (uint64_t)first << 32 | second;
}

/* By place, code and what more is told of it. */
static int compare_known(const struct diag *da, const struct diag *db)
{
    int order = order_of(both(da->at.file, da->at.sheet),
                         both(db->at.file, db->at.sheet));
    if (order == 0)
        order = order_of(both(da->at.row, da->at.column),
                         both(db->at.row, db->at.column));
    if (order == 0)
        order = order_of(da->code, db->code);
    if (order == 0)
        order = order_of(both(da->other.file, da->other.sheet),
                         both(db->other.file, db->other.sheet));
    if (order == 0)
        order = order_of(both(da->other.row, da->note),
                         both(db->other.row, db->note));
    return order;
}

/* Those of nowhere may be alike but for whom they are about. */
static int compare_diags(const void *a, const void *b)
{
    const struct diag *da = a;
    const struct diag *db = b;
    int order = compare_known(da, db);
    if (order == 0)
        order = order_of(da->id, db->id);
    if (order == 0)
        order = order_of(both(da->other.column, da->cell),
                         both(db->other.column, db->cell));
    return order != 0
               ? order
               : order_of(both(da->name, da->label), both(db->name, db->label));
}

void roster_sort_diags(struct roster *roster)
{
    if (roster->diag_count > 1)
        qsort(roster->diags, roster->diag_count, sizeof *roster->diags,
              compare_diags);
}
