/*
 * Which kind of roster a sheet is, by explicit rules:
 *
 *   a title word of the kind in the title (any text above the header)   8
 *   a title word of the kind in the sheet's name                        8
 *   a column label that only this kind has                              6
 *   a title word of the kind in the file's name                         3
 *
 * Each counts once. The kind with the most points is it, if no other has
 * points within LEAD of its own. The distances are chosen so that a title
 * beats a file name (a workbook is often named after its first sheet), while
 * a title that says one thing and a sheet name that says another are not
 * clear, whatever the file is called: a wrong guess would cost a department a
 * thousand wrong decisions, and --as costs the clerk one word.
 *
 * Between kinds that are level, first those remain whose needed columns are
 * all there or of which a word of title, sheet or file speaks, then those of
 * the department that the sheet names. Where no word speaks of any kind, all
 * kinds are level. One left: that is it. More: not clear. A kind that is clear
 * but lacks a needed column is refused with that column's name, not read as
 * some other kind.
 *
 * A title may name more than one identity: another kind's, or one that the
 * policy lists as foreign (事实无人抚养儿童 beside 孤儿). Then a category column is
 * needed, whatever the kind can do without: everybody would get its default
 * category, the others too.
 */
#include "import/kind.h"

#include <string.h>

enum { TITLE = 8, SHEET = 8, COLUMN = 6, FILE_NAME = 3, LEAD = 4 };

/* ---- the words ---- */

static int add_words(struct kind_index *index, struct arena *arena)
{
    const struct policy *policy = index->policy;
    for (size_t k = 0; k < policy->kind_count; k++) {
        const struct roster_kind *kind = &policy->kinds[k];
        if (mention_words_add_all(&index->titles, &kind->title_words,
                                  (uint16_t)k, arena) != 0 ||
            mention_words_add_all(&index->columns, &kind->label_words,
                                  (uint16_t)k, arena) != 0)
            return -1;
    }
    for (size_t d = 0; d < policy->department_count; d++) {
        const struct department *department = &policy->departments[d];
        if (mention_words_add(&index->departments, department->name,
                              (uint16_t)d, arena) != 0 ||
            mention_words_add(&index->departments, department->title,
                              (uint16_t)d, arena) != 0 ||
            mention_words_add_all(&index->departments, &department->aliases,
                                  (uint16_t)d, arena) != 0)
            return -1;
    }
    return mention_words_add_all(&index->foreign, &policy->foreign_words, 0,
                                 arena);
}

int kind_index_init(struct kind_index *index, const struct policy *policy,
                    const struct label_index *labels, struct arena *arena)
{
    size_t titles = 0;
    size_t columns = 0;
    size_t departments = 0;
    for (size_t k = 0; k < policy->kind_count; k++) {
        titles += policy->kinds[k].title_words.count;
        columns += policy->kinds[k].label_words.count;
    }
    for (size_t d = 0; d < policy->department_count; d++)
        departments += 2 + policy->departments[d].aliases.count;
    *index = (struct kind_index){
        .policy = policy,
        .labels = labels,
        .titles.items = arena_array(arena, titles, sizeof *index->titles.items),
        .columns.items =
            arena_array(arena, columns, sizeof *index->columns.items),
        .departments.items =
            arena_array(arena, departments, sizeof *index->departments.items),
        .foreign.items = arena_array(arena, policy->foreign_words.count,
                                     sizeof *index->foreign.items),
    };
    if (index->titles.items == NULL || index->columns.items == NULL ||
        index->departments.items == NULL || index->foreign.items == NULL)
        return -1;
    return add_words(index, arena);
}

/* ---- one sheet ---- */

/* What is known about each kind while a sheet is judged. */
struct kind_score {
    unsigned points;
    uint32_t lacks;    /* needed columns that are not there */
    bool is_in_title;  /* the title speaks of it */
    bool is_spoken_of; /* title, sheet or file do */
    bool is_level;     /* still in the running */
};

static uint32_t bit(enum field field)
{
    return UINT32_C(1) << field;
}

/* The columns that the sheet has for a kind. A certificate column holds number
 * and grade; any of three columns tells the category. */
static uint32_t columns_there(const struct kind_index *index,
                              const struct kind_hints *hints, uint16_t kind)
{
    struct field_columns columns;
    header_columns(hints->header, index->labels, kind, &columns);
    uint32_t there = field_columns_bits(&columns);
    if ((there & bit(FIELD_CERTIFICATE)) != 0)
        there |= bit(FIELD_ID_NUMBER) | bit(FIELD_DISABILITY_TYPE) |
                 bit(FIELD_DISABILITY_GRADE);
    if (hints->has_certificates && (there & bit(FIELD_ID_NUMBER)) != 0)
        there |= bit(FIELD_CERTIFICATE) | bit(FIELD_DISABILITY_TYPE) |
                 bit(FIELD_DISABILITY_GRADE);
    if ((there & (bit(FIELD_CATEGORY_SPECIFIC) | bit(FIELD_CATEGORY_CODE))) !=
        0)
        there |= bit(FIELD_CATEGORY);
    return there;
}

/* The needed columns of a kind that the sheet lacks. */
static uint32_t lacking(const struct kind_index *index,
                        const struct kind_hints *hints, uint16_t kind,
                        bool is_foreign)
{
    uint32_t needed = index->policy->kinds[kind].required;
    if (is_foreign)
        needed |= bit(FIELD_CATEGORY);
    return needed & ~columns_there(index, hints, kind);
}

static bool is_mentioned(const struct mention_words *words, const char *text)
{
    return mentions_only(words, text) != POLICY_NONE;
}

/* Whether the sheet names an identity that the policy does not know. The
 * file's name counts where title and sheet name are silent: it may be that of
 * a workbook with several lists. */
static bool names_foreign(const struct kind_index *index,
                          const struct kind_hints *hints, bool is_silent)
{
    return is_mentioned(&index->foreign, hints->title) ||
           is_mentioned(&index->foreign, hints->sheet) ||
           (is_silent && is_mentioned(&index->foreign, hints->file));
}

static bool has_label(const struct header *header, const char *folded)
{
    for (colnum at = 0; at < header->width; at++)
        if (strcmp(header->labels[at].label, folded) == 0)
            return true;
    return false;
}

/* Adds `points` to each kind that `text` speaks of; whether there is one. */
static bool add_points(const struct kind_index *index, const char *text,
                       unsigned points, struct kind_score *scores, bool *found)
{
    bool is_any = false;
    memset(found, 0, index->policy->kind_count * sizeof *found);
    mentions_find(&index->titles, text, found);
    for (size_t k = 0; k < index->policy->kind_count; k++) {
        scores[k].points += found[k] ? points : 0;
        scores[k].is_spoken_of = scores[k].is_spoken_of || found[k];
        is_any = is_any || found[k];
    }
    return is_any;
}

static bool add_column_points(const struct kind_index *index,
                              const struct header *header,
                              struct kind_score *scores, bool *found)
{
    bool is_any = false;
    memset(found, 0, index->policy->kind_count * sizeof *found);
    for (size_t i = 0; i < index->columns.count; i++) {
        const struct mention_word *word = &index->columns.items[i];
        if (found[word->owner] || !has_label(header, word->folded))
            continue;
        found[word->owner] = is_any = true;
        scores[word->owner].points += COLUMN;
    }
    return is_any;
}

static size_t count_level(const struct kind_score *scores, size_t count)
{
    size_t level = 0;
    for (size_t k = 0; k < count; k++)
        level += scores[k].is_level ? 1 : 0;
    return level;
}

/* Leaves only those in the running for which keep[k] holds, if there are
 * any. */
static void narrow(struct kind_score *scores, size_t count, const bool *keep)
{
    bool is_any = false;
    for (size_t k = 0; k < count; k++)
        is_any = is_any || (scores[k].is_level && keep[k]);
    for (size_t k = 0; is_any && k < count; k++)
        scores[k].is_level = scores[k].is_level && keep[k];
}

static void find_level(struct kind_score *scores, size_t count)
{
    unsigned best = 0;
    for (size_t k = 0; k < count; k++)
        if (scores[k].points > best)
            best = scores[k].points;
    for (size_t k = 0; k < count; k++)
        scores[k].is_level = best == 0 || (scores[k].points > 0 &&
                                           scores[k].points + LEAD > best);
}

/* Narrows by the columns that are there, then by the department named. */
static void narrow_level(const struct kind_index *index,
                         const struct kind_hints *hints,
                         struct kind_score *scores, bool *keep, bool *named)
{
    const struct policy *policy = index->policy;
    for (size_t k = 0; k < policy->kind_count; k++)
        keep[k] = scores[k].lacks == 0 || scores[k].is_spoken_of;
    narrow(scores, policy->kind_count, keep);
    memset(named, 0, policy->department_count * sizeof *named);
    mentions_find(&index->departments, hints->title, named);
    mentions_find(&index->departments, hints->sheet, named);
    mentions_find(&index->departments, hints->file, named);
    for (size_t k = 0; k < policy->kind_count; k++)
        keep[k] = named[policy->kinds[k].department];
    narrow(scores, policy->kind_count, keep);
}

static unsigned bit_count(uint32_t bits)
{
    unsigned count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* Of those in the running, the one that lacks least. */
static uint16_t nearest_of(const struct kind_score *scores, size_t count)
{
    uint16_t nearest = POLICY_NONE;
    for (size_t k = 0; k < count; k++)
        if (scores[k].is_level &&
            (nearest == POLICY_NONE ||
             bit_count(scores[k].lacks) < bit_count(scores[nearest].lacks)))
            nearest = (uint16_t)k;
    return nearest;
}

static int list_rivals(const struct kind_score *scores, size_t count,
                       struct arena *arena, struct kind_choice *out)
{
    out->rivals = arena_array(arena, count, sizeof *out->rivals);
    if (out->rivals == NULL)
        return -1;
    for (size_t k = 0; k < count; k++)
        if (scores[k].is_level)
            out->rivals[out->rival_count++] = (uint16_t)k;
    return 0;
}

/* Whether the title speaks of kinds beside `kind`, which it speaks of too. */
static bool is_title_mixed(const struct kind_score *scores, size_t count,
                           uint16_t kind)
{
    size_t named = 0;
    for (size_t k = 0; k < count; k++)
        named += scores[k].is_in_title ? 1 : 0;
    return named > 1 && scores[kind].is_in_title;
}

/* The kind that is left is not clear if its title names others too and no
 * column tells who is what: they come back into the running. */
static void doubt_mixed(const struct kind_index *index,
                        const struct kind_hints *hints,
                        struct kind_score *scores)
{
    const size_t count = index->policy->kind_count;
    const uint16_t kind = nearest_of(scores, count);
    if (count_level(scores, count) != 1 ||
        !is_title_mixed(scores, count, kind) ||
        (columns_there(index, hints, kind) & bit(FIELD_CATEGORY)) != 0)
        return;
    for (size_t k = 0; k < count; k++)
        scores[k].is_level = scores[k].is_level || scores[k].is_in_title;
}

/* Says what the narrowed scores come to; out->is_mixed still says whether a
 * foreign identity is named. */
static int conclude(const struct kind_score *scores, size_t count,
                    struct arena *arena, struct kind_choice *out)
{
    const bool needs_category = out->is_mixed;
    const size_t level = count_level(scores, count);
    const uint16_t nearest = nearest_of(scores, count);
    out->kind = POLICY_NONE;
    out->nearest = nearest;
    out->lacks = nearest == POLICY_NONE ? 0 : scores[nearest].lacks;
    if (nearest == POLICY_NONE || (out->lacks != 0 && !out->has_points))
        out->problem = DIAG_FILE_NOT_ROSTER;
    else if (level == 1 && out->lacks == 0)
        out->kind = nearest;
    else if (level == 1 ||
             (needs_category && (out->lacks & bit(FIELD_CATEGORY)) != 0))
        out->problem = DIAG_COLUMN_MISSING;
    else
        out->problem = DIAG_KIND_AMBIGUOUS;
    if (out->kind != POLICY_NONE && is_title_mixed(scores, count, out->kind))
        out->is_mixed = true;
    return out->problem == DIAG_KIND_AMBIGUOUS
               ? list_rivals(scores, count, arena, out)
               : 0;
}

int kind_tell(const struct kind_index *index, const struct kind_hints *hints,
              struct arena *arena, struct kind_choice *out)
{
    const struct policy *policy = index->policy;
    const size_t count = policy->kind_count;
    struct kind_score *scores = arena_array(arena, count, sizeof *scores);
    bool *found = arena_array(arena, count, sizeof *found);
    bool *named = arena_array(arena, policy->department_count, sizeof *named);
    if (scores == NULL || found == NULL || named == NULL)
        return -1;
    *out = (struct kind_choice){.problem = DIAG_NONE};
    const bool by_title = add_points(index, hints->title, TITLE, scores, found);
    for (size_t k = 0; k < count; k++)
        scores[k].is_in_title = found[k];
    const bool by_sheet = add_points(index, hints->sheet, SHEET, scores, found);
    const bool by_column =
        add_column_points(index, hints->header, scores, found);
    const bool by_file =
        add_points(index, hints->file, FILE_NAME, scores, found);
    out->has_words = by_title || by_sheet || by_column;
    out->has_points = out->has_words || by_file;
    out->is_mixed = names_foreign(index, hints, !by_title && !by_sheet);
    for (size_t k = 0; k < count; k++)
        scores[k].lacks = lacking(index, hints, (uint16_t)k, out->is_mixed);
    find_level(scores, count);
    narrow_level(index, hints, scores, found, named);
    doubt_mixed(index, hints, scores);
    return conclude(scores, count, arena, out);
}

bool kind_names_another(const struct kind_index *index, uint16_t kind,
                        const char *text, bool *found)
{
    bool is_any = false;
    memset(found, 0, index->policy->kind_count * sizeof *found);
    mentions_find(&index->titles, text, found);
    for (size_t k = 0; k < index->policy->kind_count; k++)
        is_any = is_any || found[k];
    return (is_any && !found[kind]) || is_mentioned(&index->foreign, text);
}

void kind_given(const struct kind_index *index, const struct kind_hints *hints,
                uint16_t kind, struct kind_choice *out)
{
    const bool is_foreign = names_foreign(index, hints, false);
    *out = (struct kind_choice){
        .kind = kind,
        .has_words = true,
        .has_points = true,
        .nearest = kind,
        .lacks = lacking(index, hints, kind, is_foreign),
        .is_mixed = is_foreign,
    };
    if (out->lacks != 0) {
        out->kind = POLICY_NONE;
        out->problem = DIAG_COLUMN_MISSING;
    }
}
