/*
 * Lists of households (ROSTERS "Columns by department"): only the head of each
 * has a row, and the members would be lost.
 *
 * The weakest of the signs is a column that counts a household's people
 * (家庭人口), which lists of persons have too. It counts only for rosters whose
 * identities go by household, as the policy says (household_labels), and only
 * where no column tells what a person is to the head. Then the first rows
 * decide: among persons, a count of 3 stands in three rows, or in one with two
 * empty ones below. Where more households miss members than have them all, it
 * is a list of households.
 */
#include "import/household.h"

#include "core/text.h"
#include <stdlib.h>
#include <string.h>

/* 低保对象花名册（按户）: what its title or sheet name says. */
bool household_is_titled(const char *folded)
{
    static const char *const words[] = {"按户", "户主花名册", "户主名册",
                                        "户主名单"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(folded, words[i]) != NULL)
            return true;
    return false;
}

static bool has_label(const struct header *header, const char *part)
{
    for (colnum at = 0; at < header->width; at++)
        if (strstr(header->labels[at].label, part) != NULL)
            return true;
    return false;
}

/* Whether members stand in the list, each with what he is to the head. */
static bool lists_members(const struct header *header)
{
    return has_label(header, "关系");
}

/* ---- counts ---- */

/* 家庭人口, and 家庭人口(人). */
static bool is_count_label(const struct roster_kind *kind, const char *label)
{
    char word[LABEL_SIZE];
    for (size_t i = 0; i < kind->household_labels.count; i++) {
        const char *text = kind->household_labels.items[i];
        const size_t length = text_fold(text, strlen(text), word, sizeof word);
        if (strncmp(label, word, length) == 0 &&
            (label[length] == '\0' || label[length] == '('))
            return true;
    }
    return false;
}

/* The rows among the first ones that have somebody's number. */
struct people {
    const struct household_hints *hints;
    const struct head_line *lines[HEAD_ROWS];
    size_t count;
    bool is_whole; /* the sheet has no more rows */
};

static void find_people(const struct household_hints *hints,
                        struct people *people)
{
    enum { SHORTEST_NUMBER = 15 };
    const struct head *head = hints->head;
    const rownum last = hints->header->row + hints->header->depth - 1;
    const colnum number = hints->columns->columns[FIELD_ID_NUMBER];
    people->hints = hints;
    people->count = 0;
    for (size_t i = 0; i < head->count; i++)
        if (head->lines[i].row > last &&
            strlen(head_folded(&head->lines[i], number)) >= SHORTEST_NUMBER)
            people->lines[people->count++] = &head->lines[i];
    people->is_whole =
        head->count == 0 || head->lines[head->count - 1].row < HEAD_ROWS;
}

/* The count in a row: 3 and 3人; 0 where there is none. */
static size_t count_at(const struct people *people, size_t row, colnum column)
{
    const char *text = head_folded(people->lines[row], column);
    return text[0] >= '0' && text[0] <= '9' ? strtoul(text, NULL, 10) : 0;
}

/* How many rows from `row` on can be the members of its household. */
static size_t members_from(const struct people *people, size_t row,
                           colnum column)
{
    const size_t count = count_at(people, row, column);
    size_t end = row + 1;
    while (end < people->count && end - row < count) {
        const size_t here = count_at(people, end, column);
        if (here != 0 && here != count)
            break;
        end++;
    }
    return end - row;
}

/* Whether households of several people mostly lack rows. */
static bool misses_members(const struct people *people, colnum column)
{
    size_t complete = 0;
    size_t incomplete = 0;
    for (size_t row = 0; row < people->count;) {
        const size_t count = count_at(people, row, column);
        const size_t members = members_from(people, row, column);
        const bool is_cut = row + members == people->count && !people->is_whole;
        if (count > 1 && members == count)
            complete++;
        else if (count > 1 && !is_cut)
            incomplete++;
        row += members;
    }
    return incomplete > complete;
}

/* The column whose counts do not fit the rows; 0 where there is none, or
 * where another count fits them. */
static colnum find_count(const struct household_hints *hints)
{
    struct people people;
    colnum found = 0;
    if (hints->kind == NULL || has_label(hints->header, "户主"))
        return 0;
    find_people(hints, &people);
    for (colnum at = 0; at < hints->header->width; at++) {
        if (!is_count_label(hints->kind, hints->header->labels[at].label))
            continue;
        if (!misses_members(&people, (colnum)(at + 1)))
            return 0;
        found = (colnum)(at + 1);
    }
    return found;
}

enum household_sign household_tell(const struct household_hints *hints,
                                   colnum *column)
{
    const struct field_columns *columns = hints->columns;
    const colnum head = columns->other_name;
    *column = 0;
    if (columns->columns[FIELD_NAME] == 0 && head != 0 &&
        head + 1 == columns->columns[FIELD_ID_NUMBER]) {
        *column = head;
        return HOUSEHOLD_BY_NAME;
    }
    if (lists_members(hints->header))
        return HOUSEHOLD_NONE;
    if (household_is_titled(hints->title) || household_is_titled(hints->sheet))
        return HOUSEHOLD_BY_TITLE;
    *column = find_count(hints);
    return *column == 0 ? HOUSEHOLD_NONE : HOUSEHOLD_BY_COUNT;
}
