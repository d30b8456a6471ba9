/*
 * The header: the row, or pair of rows, among the first thirty whose texts
 * are most like labels of rosters.
 *
 * Every row is tried alone and together with the next one. A candidate gets
 * points for each different field its labels mean, other people's included
 * (they tell a header too, though nothing is read from them); one point more
 * for a label that is known only together with its group title (残疾情况 over
 * 等级); and one where the pair is built like a header of two rows. The most
 * points win; where they are equal one row before two (the line above a header
 * is no group title), then the upper. A header must
 * mean at least two fields, and one of them a number or a name: data rows and
 * statistics do not reach that.
 *
 * A line that names a list (花名册), a unit, a date or a signature (单位：元) is
 * no row of a header, however many texts it has, unless one of them is a label
 * with nothing below.
 *
 * A group title stands over its own column and the empty ones to the right of
 * it, as far as there are labels below. Where the workbook told its merged
 * ranges before the rows, the title reaches as far as its range.
 */
#include "import/header.h"

#include <stdio.h>
#include <string.h>

enum { POINTS_FIELD = 2, POINTS_GROUP = 1, POINTS_BUILT = 1 };

struct candidate {
    struct header header;
    unsigned points;
    uint32_t fields; /* own ones */
    bool is_header;  /* has what a header must have */
};

/* ---- labels of a candidate ---- */

static bool covers(const struct cell_range *range, rownum row, colnum column)
{
    return range->first_row <= row && row <= range->last_row &&
           range->first_column <= column && column <= range->last_column;
}

/* Whether the title over `from` reaches to the empty cell at `column`. */
static bool reaches(const struct head *head, rownum row, colnum from,
                    colnum column)
{
    if (head->merge_count == 0)
        return true;
    for (size_t i = 0; i < head->merge_count; i++)
        if (covers(&head->merges[i], row, from) &&
            covers(&head->merges[i], row, column))
            return true;
    return false;
}

struct line_pair {
    const struct head *head;
    const struct head_line *upper;
    const struct head_line *lower; /* NULL: a header of one row */
};

/* The column whose upper text is the group title over `column`, where
 * `before` is that of its neighbour on the left; 0 = none. */
static colnum group_column(const struct line_pair *pair, colnum column,
                           colnum before)
{
    if (head_folded(pair->lower, column)[0] == '\0')
        return 0;
    if (head_folded(pair->upper, column)[0] != '\0')
        return column;
    if (before == 0 || !reaches(pair->head, pair->upper->row, before, column))
        return 0;
    return before;
}

static int set_label(const struct line_pair *pair, colnum column, colnum group,
                     struct arena *arena, struct header_label *out)
{
    const bool is_lower = head_folded(pair->lower, column)[0] != '\0';
    const struct head_line *line = is_lower ? pair->lower : pair->upper;
    out->group = head_folded(group == 0 ? NULL : pair->upper, group);
    out->label = head_folded(line, column);
    out->shown = head_shown(line, column);
    if (group == 0)
        return 0;
    const char *title = head_shown(pair->upper, group);
    const size_t size = strlen(title) + strlen(out->shown) + 2;
    char *shown = arena_alloc(arena, size);
    if (shown == NULL)
        return -1;
    snprintf(shown, size, "%s/%s", title, out->shown);
    out->shown = shown;
    return 0;
}

static int set_labels(const struct line_pair *pair, struct arena *arena,
                      struct header *out)
{
    colnum width = pair->upper->width;
    if (pair->lower != NULL && pair->lower->width > width)
        width = pair->lower->width;
    struct header_label *labels = arena_array(arena, width, sizeof *labels);
    if (labels == NULL)
        return -1;
    colnum group = 0;
    for (colnum column = 1; column <= width; column++) {
        group = group_column(pair, column, group);
        if (set_label(pair, column, group, arena, &labels[column - 1]) != 0)
            return -1;
    }
    *out = (struct header){
        .row = pair->upper->row,
        .depth = pair->lower == NULL ? 1 : 2,
        .width = width,
        .labels = labels,
    };
    return 0;
}

/* ---- points ---- */

static bool tells_person(enum field field)
{
    return field == FIELD_ID_NUMBER || field == FIELD_NAME ||
           field == FIELD_CERTIFICATE;
}

static bool has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/*
 * Whether two rows are built like one header: number or name above with
 * nothing below, and below at least two labels, none with a digit, that all
 * stand under group titles, of which at least one reaches over a neighbour.
 */
static bool is_built_of_two(const struct line_pair *pair,
                            const struct header *header,
                            const struct label_index *index)
{
    bool has_person = false;
    bool has_reach = false;
    unsigned below = 0;
    for (colnum column = 1; column <= header->width; column++) {
        const struct header_label *label = &header->labels[column - 1];
        const char *lower = head_folded(pair->lower, column);
        if (lower[0] == '\0') {
            const struct label_meaning meaning =
                label_meaning(index, POLICY_NONE, "", label->label);
            has_person = has_person || tells_person(meaning.field);
            continue;
        }
        if (label->group[0] == '\0' || has_digit(lower))
            return false;
        has_reach = has_reach || head_folded(pair->upper, column)[0] == '\0';
        below++;
    }
    return has_person && has_reach && below >= 2;
}

static void count_points(struct candidate *candidate,
                         const struct label_index *index)
{
    uint32_t seen[2] = {0, 0}; /* own fields, other people's */
    unsigned fields = 0;
    bool is_person = false;
    for (colnum at = 0; at < candidate->header.width; at++) {
        const struct header_label *label = &candidate->header.labels[at];
        const struct label_meaning meaning =
            label_meaning(index, POLICY_NONE, label->group, label->label);
        if (meaning.field == FIELD_NONE)
            continue;
        const uint32_t bit = UINT32_C(1) << meaning.field;
        uint32_t *of_whom = &seen[meaning.is_other_person ? 1 : 0];
        if ((*of_whom & bit) != 0)
            continue;
        *of_whom |= bit;
        fields++;
        candidate->points += POINTS_FIELD;
        candidate->points += meaning.is_by_group ? POINTS_GROUP : 0;
        is_person = is_person || tells_person(meaning.field);
    }
    candidate->fields = seen[0];
    candidate->is_header = fields >= 2 && is_person;
}

static int try_lines(const struct line_pair *pair,
                     const struct label_index *index, struct arena *arena,
                     struct candidate *out)
{
    *out = (struct candidate){.points = 0};
    if (set_labels(pair, arena, &out->header) != 0)
        return -1;
    count_points(out, index);
    if (pair->lower != NULL && is_built_of_two(pair, &out->header, index))
        out->points += POINTS_BUILT;
    return 0;
}

/* 低保对象花名册, 单位:元, 2023年8月31日: what no group title is. */
static bool is_title_text(const char *folded)
{
    static const char *const words[] = {
        "花名册", "名册",   "名单",   "一览表", "明细表",
        "统计表", "登记表", "汇总表", "台账",   "公示表",
    };
    const char *colon = strchr(folded, ':');
    const char *year = strstr(folded, "年");
    if (colon != NULL && colon > folded && colon[1] != '\0')
        return true;
    if (year != NULL && year > folded && year[-1] >= '0' && year[-1] <= '9' &&
        strstr(year, "月") != NULL)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(folded, words[i]) != NULL)
            return true;
    return false;
}

/* Whether the upper line is title, unit or date, and no header's. */
static bool is_title_line(const struct line_pair *pair,
                          const struct label_index *index)
{
    bool is_title = false;
    for (colnum column = 1; column <= pair->upper->width; column++) {
        const char *text = head_folded(pair->upper, column);
        if (text[0] == '\0')
            continue;
        if (head_folded(pair->lower, column)[0] == '\0' &&
            label_meaning(index, POLICY_NONE, "", text).field != FIELD_NONE)
            return false;
        is_title = is_title || is_title_text(text);
    }
    return is_title;
}

static size_t count_texts(const struct head_line *line)
{
    size_t count = 0;
    for (colnum column = 1; column <= line->width; column++)
        count += head_folded(line, column)[0] == '\0' ? 0 : 1;
    return count;
}

static void keep_better(struct candidate *best,
                        const struct candidate *candidate)
{
    bool is_better = candidate->points > best->points;
    if (candidate->is_header != best->is_header)
        is_better = candidate->is_header;
    else if (candidate->points == best->points)
        is_better = candidate->header.depth < best->header.depth;
    if (is_better)
        *best = *candidate;
}

int header_find(const struct head *head, const struct label_index *index,
                struct arena *arena, struct header *out)
{
    struct candidate best = {.points = 0};
    for (size_t i = 0; i < head->count; i++) {
        if (head->lines[i].row > HEADER_ROWS)
            break;
        struct line_pair pair = {.head = head, .upper = &head->lines[i]};
        struct candidate candidate;
        if (try_lines(&pair, index, arena, &candidate) != 0)
            return -1;
        keep_better(&best, &candidate);
        pair.lower = head_line(head, pair.upper->row + 1);
        if (pair.lower == NULL || count_texts(pair.upper) < 2 ||
            is_title_line(&pair, index))
            continue; /* one text alone is a title, not a group's */
        if (try_lines(&pair, index, arena, &candidate) != 0)
            return -1;
        keep_better(&best, &candidate);
    }
    *out = best.header;
    if (!best.is_header)
        *out = (struct header){
            .near_row = best.header.row,
            .near_fields = best.fields,
        };
    return 0;
}

/* ---- columns ---- */

static void add_rival(struct field_columns *columns, colnum taken, colnum other)
{
    if (columns->rival_count < RIVALS_MAX)
        columns->rivals[columns->rival_count++] =
            (struct column_rival){.taken = taken, .other = other};
}

void header_columns(const struct header *header,
                    const struct label_index *index, uint16_t kind,
                    struct field_columns *out)
{
    struct label_meaning taken[FIELD_COUNT];
    *out = (struct field_columns){.other_id = 0};
    for (colnum column = 1; column <= header->width; column++) {
        const struct header_label *label = &header->labels[column - 1];
        const struct label_meaning meaning =
            label_meaning(index, kind, label->group, label->label);
        if (meaning.field == FIELD_NONE)
            continue;
        if (meaning.is_other_person) {
            if (meaning.field == FIELD_ID_NUMBER && out->other_id == 0)
                out->other_id = column;
            if (meaning.field == FIELD_NAME &&
                out->columns[FIELD_ID_NUMBER] == 0)
                out->other_name = column;
            continue;
        }
        colnum *chosen = &out->columns[meaning.field];
        const bool is_better =
            *chosen == 0 || meaning.rank < taken[meaning.field].rank;
        if (*chosen != 0)
            add_rival(out, is_better ? column : *chosen,
                      is_better ? *chosen : column);
        if (is_better) {
            *chosen = column;
            taken[meaning.field] = meaning;
        }
    }
}

uint32_t field_columns_bits(const struct field_columns *columns)
{
    uint32_t bits = 0;
    for (unsigned field = 0; field < FIELD_COUNT; field++)
        if (columns->columns[field] != 0)
            bits |= UINT32_C(1) << field;
    return bits;
}
