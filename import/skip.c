/*
 * Telling people from what else stands in a roster: blank rows, repeated
 * headers and titles, totals, notes and signature lines.
 *
 * In doubt a row is a person: it is returned with what it lacks, and the
 * department sees it. So a row is skipped only without an ID number, and as
 * total, note or signature only without a name either. The rules, in order:
 *
 *   blank      no text; or nothing but a serial number (prepared lines)
 *   header     the texts of a header row again, or a label in the number column
 *   title      one text, that of the title
 *   total      小计, 合计 … in one of the first cells
 *   note       begins like a signature line, with nothing that only a person
 *              has; or no number, no name, and begins like a note, or holds
 *              no more than one text, or none in a field of persons
 *
 * A person's name has no digits and no punctuation of sentences; that is all
 * that is asked of it, and not even that where the row has a serial number: 李强2
 * and 王芳、王兰 are people whom the department is to see.
 */
#include "import/skip.h"

#include "core/text.h"
#include <string.h>

enum {
    TEXT_SIZE = 256,
    FIRST_CELLS = 3,      /* a total says so in one of these, or further left
                             than number and name */
    ID_DIGITS = 15,       /* fewer are no ID number */
    ID_DIGITS_BROKEN = 6, /* as many are one, badly cut */
    TOTAL_LENGTH = 60,    /* bytes: longer texts are sentences */
    SERIAL_LENGTH = 7
};

/* Whether a text shows something by its first byte: one of ASCII, or the first
 * of three for U+4000 to U+9FFF. Without it nothing is known. */
static bool shows_at_once(unsigned char first)
{
    return (first > ' ' && first < 0x7F) || (first >= 0xE4 && first <= 0xE9);
}

bool cell_is_blank(const struct cell *cell)
{
    if (cell->text == NULL || cell->kind != CELL_TEXT)
        return false;
    const char *at = cell->text;
    const char *end = at + cell->length;
    if (at < end && shows_at_once((unsigned char)*at))
        return false;
    while (at < end) {
        const uint32_t code = utf8_next(&at, end);
        if (!rune_is_space(code) && !rune_is_invisible(code))
            return false;
    }
    return true;
}

static const char *fold_cell(const struct skip_rules *rules,
                             const struct cell *cell, char out[TEXT_SIZE])
{
    char number[CELL_TEXT_SIZE];
    size_t length = 0;
    const char *text = cell_text(cell, rules->is_1904, number, &length);
    text_fold(text, length, out, TEXT_SIZE);
    return out;
}

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static bool ends(const char *text, const char *word)
{
    const size_t length = strlen(text);
    const size_t size = strlen(word);
    return length >= size && strcmp(text + length - size, word) == 0;
}

/* 小计, 合计：12人, 太和镇小计; not 小计村. */
static bool is_total_word(const char *folded)
{
    static const char *const words[] = {"小计", "合计", "总计", "共计", "累计"};
    if (strlen(folded) > TOTAL_LENGTH)
        return false;
    if (strcmp(folded, "户数") == 0 || strcmp(folded, "人数") == 0)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ends(folded, words[i]))
            return true;
        if (!begins(folded, words[i]))
            continue;
        const char *rest = folded + strlen(words[i]);
        if (strchr(":(=0123456789", *rest) != NULL || begins(rest, "人") ||
            begins(rest, "户"))
            return true;
    }
    return false;
}

/* How notes and signature lines begin. */
static bool is_note_word(const char *folded)
{
    static const char *const words[] = {
        "填表",     "填报",      "说明",   "备注",  "注:",    "注1",  "制表",
        "审核",     "复核",      "审批",   "经办",  "负责人", "签字", "签章",
        "单位负责", "单位(盖章", "(盖章)", "盖章",  "公章",   "分管", "联系人",
        "联系电话", "日期:",     "打印",   "第1页", "共1页",  "附:",  "附件",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (begins(folded, words[i]))
            return true;
    return false;
}

/* A cell before a signature: 制表人：. */
static bool is_signature_label(const char *folded)
{
    static const char *const words[] = {
        "制表人", "填表人",     "填报人",   "审核人",     "复核人", "审批人",
        "经办人", "单位负责人", "分管领导", "主要负责人", "负责人", "联系人",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (begins(folded, words[i]))
            return true;
    return false;
}

static bool is_name_like(const char *folded)
{
    if (folded[0] == '\0' || strpbrk(folded, "0123456789:,;") != NULL)
        return false;
    if (strstr(folded, "、") != NULL || strstr(folded, "。") != NULL ||
        ends(folded, "页"))
        return false;
    return !is_total_word(folded) && !is_note_word(folded);
}

/* What a row looks like from afar. */
struct row_look {
    size_t texts; /* cells that are not blank */
    const struct cell *first;
    bool has_name;
    bool has_attribute; /* a field that only a person has */
    bool is_total;
};

static bool has_attribute(const struct cell *const *cells)
{
    static const enum field fields[] = {
        FIELD_CATEGORY,          FIELD_CATEGORY_SPECIFIC,
        FIELD_CATEGORY_CODE,     FIELD_CERTIFICATE,
        FIELD_DISABILITY_TYPE,   FIELD_DISABILITY_GRADE,
        FIELD_CERTIFICATE_STATE, FIELD_RECOGNISED,
        FIELD_MOVEMENT,
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (cells[fields[i]] != NULL)
            return true;
    return false;
}

static struct row_look look_at(const struct skip_rules *rules,
                               const struct sheet_row *row,
                               const struct cell *const *cells)
{
    char folded[TEXT_SIZE];
    struct row_look look = {.has_attribute = has_attribute(cells)};
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        if (cell_is_blank(cell))
            continue;
        if (look.first == NULL)
            look.first = cell;
        look.texts++;
        const bool is_first_cell =
            look.texts <= FIRST_CELLS || cell->column <= rules->person_column;
        if (is_first_cell && !look.is_total)
            look.is_total = is_total_word(fold_cell(rules, cell, folded));
    }
    const struct cell *name = cells[FIELD_NAME];
    look.has_name =
        name != NULL && (name->kind == CELL_UNCACHED ||
                         is_name_like(fold_cell(rules, name, folded)));
    return look;
}

/* A prepared line: a serial number and nothing else. */
static bool is_serial_only(const struct skip_rules *rules,
                           const struct row_look *look,
                           const struct cell *const *cells)
{
    char folded[TEXT_SIZE];
    if (look->texts != 1)
        return false;
    for (unsigned field = 0; field < FIELD_COUNT; field++)
        if (cells[field] == look->first)
            return false;
    fold_cell(rules, look->first, folded);
    const size_t length = strlen(folded);
    return length <= SERIAL_LENGTH && strspn(folded, "0123456789") == length;
}

/* Whether a row with a serial number has something in the name's place. */
static bool is_numbered_person(const struct skip_rules *rules,
                               const struct row_look *look,
                               const struct cell *const *cells)
{
    char folded[TEXT_SIZE];
    const struct cell *name = cells[FIELD_NAME];
    if (name == NULL || look->is_total || look->first->column >= name->column)
        return false;
    fold_cell(rules, look->first, folded);
    const size_t length = strlen(folded);
    if (length > SERIAL_LENGTH || strspn(folded, "0123456789") != length)
        return false;
    return !is_note_word(fold_cell(rules, name, folded));
}

/* A day or a telephone number in the number's place: 2023年9月5日. */
static bool is_signers_number(const struct skip_rules *rules,
                              const struct cell *number)
{
    char folded[TEXT_SIZE];
    if (number == NULL)
        return false;
    fold_cell(rules, number, folded);
    return is_note_word(folded) || strstr(folded, "电话") != NULL ||
           (strstr(folded, "年") != NULL && strstr(folded, "月") != NULL);
}

static bool repeats(const struct skip_rules *rules,
                    const struct head_line *line, const struct sheet_row *row,
                    size_t texts)
{
    char folded[TEXT_SIZE];
    size_t same = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        const char *label = head_folded(line, cell->column);
        if (label[0] != '\0' &&
            strcmp(fold_cell(rules, cell, folded), label) == 0)
            same++;
    }
    return same >= 2 && same * 4 >= texts * 3;
}

static bool is_header_again(const struct skip_rules *rules,
                            const struct sheet_row *row,
                            const struct cell *const *cells, size_t texts)
{
    char folded[TEXT_SIZE];
    for (size_t i = 0; i < 2; i++)
        if (rules->header[i] != NULL &&
            repeats(rules, rules->header[i], row, texts))
            return true;
    const struct cell *number = cells[FIELD_ID_NUMBER];
    if (number == NULL)
        return false;
    fold_cell(rules, number, folded);
    return label_meaning(rules->labels, rules->kind, "", folded).field ==
           FIELD_ID_NUMBER;
}

static bool is_title_again(const struct skip_rules *rules,
                           const struct row_look *look)
{
    char folded[TEXT_SIZE];
    return look->texts == 1 && rules->title[0] != '\0' &&
           strcmp(fold_cell(rules, look->first, folded), rules->title) == 0;
}

enum skip row_skip(const struct skip_rules *rules, const struct sheet_row *row,
                   const struct cell *const *cells, size_t id_digits)
{
    char folded[TEXT_SIZE];
    if (id_digits >= ID_DIGITS)
        return SKIP_NOT;
    const struct row_look look = look_at(rules, row, cells);
    if (look.texts == 0 || is_serial_only(rules, &look, cells))
        return SKIP_BLANK;
    if (is_header_again(rules, row, cells, look.texts))
        return SKIP_HEADER;
    if (is_title_again(rules, &look))
        return SKIP_TITLE;
    fold_cell(rules, look.first, folded);
    if (!look.has_attribute && is_signature_label(folded))
        return SKIP_NOTE; /* name and telephone number are the signer's */
    const bool is_signed = (is_note_word(folded) && id_digits == 0 &&
                            look.first != cells[FIELD_NAME]) ||
                           is_signers_number(rules, cells[FIELD_ID_NUMBER]);
    if (!look.has_attribute && is_signed)
        return SKIP_NOTE;
    if (look.has_name || is_numbered_person(rules, &look, cells))
        return SKIP_NOT;
    if (look.is_total)
        return SKIP_TOTAL;
    if (is_note_word(folded) && !look.has_attribute)
        return SKIP_NOTE;
    if (id_digits >= ID_DIGITS_BROKEN)
        return SKIP_NOT;
    if (is_note_word(folded) || look.texts == 1 || !look.has_attribute)
        return SKIP_NOTE;
    return SKIP_NOT;
}
