/*
 * The single values of policy files. Written forms are narrower than what the
 * program reads from rosters: a policy is written once and checked by many,
 * so there is one way to write a date, an amount or a share.
 */
#include "import/policy_values.h"

#include "core/text.h"
#include "import/word_list.h"
#include "import/yaml_mend.h"

#include <stdlib.h>
#include <string.h>

enum { FOLDED_SIZE = 512, DATE_LENGTH = 10 };

void *new_list(const struct build *build, size_t count, size_t size)
{
    void *list = arena_array(build->arena, count, size);
    if (list == NULL)
        failure_memory(build->failure);
    return list;
}

struct id_list collect_ids(const struct build *build, const char *what,
                           const void *first, size_t count, size_t step)
{
    struct id_list list = {.what = what, .count = count};
    list.ids = new_list(build, count, sizeof *list.ids);
    for (size_t i = 0; list.ids != NULL && i < count; i++)
        memcpy(&list.ids[i], (const char *)first + i * step, sizeof *list.ids);
    return list;
}

const struct mark *entry_mark(const struct build *build, const char *key,
                              size_t index)
{
    return mark_item(mark_of(build->text->root, key), index);
}

const char *text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

struct words words_of(const struct raw_words *raw)
{
    return (struct words){.items = raw->items, .count = raw->count};
}

static bool all_digits(const char *text, size_t length)
{
    return length > 0 && strspn(text, "0123456789") >= length;
}

int read_date(const struct build *build, const struct mark *mark,
              const char *text, ymd *out)
{
    *out = YMD_NONE;
    if (text == NULL)
        return 0;
    const bool has_shape = strlen(text) == DATE_LENGTH && all_digits(text, 4) &&
                           text[4] == '-' && all_digits(text + 5, 2) &&
                           text[7] == '-' && all_digits(text + 8, 2);
    if (!has_shape)
        return yaml_fail(build->text, mark, build->failure,
                         "“%s”不是日期，应写成 2023-08-31 的样子", text);
    if (ymd_parse(text, out) != 0)
        return yaml_fail(build->text, mark, build->failure, "没有“%s”这一天",
                         text);
    return 0;
}

int check_order(const struct build *build, const struct mark *mark, ymd from,
                ymd to)
{
    char first[YMD_TEXT_SIZE];
    char last[YMD_TEXT_SIZE];
    if (from == YMD_NONE || to == YMD_NONE || from <= to)
        return 0;
    return yaml_fail(build->text, mark, build->failure,
                     "起始日 %s 晚于截止日 %s", ymd_text(from, first),
                     ymd_text(to, last));
}

int read_amount(const struct build *build, const struct mark *mark,
                const char *text, fen *out)
{
    const char *point = strchr(text, '.');
    *out = AMOUNT_UNREAD;
    const bool has_shape = point != NULL && strlen(point) == 3 &&
                           all_digits(text, (size_t)(point - text)) &&
                           all_digits(point + 1, 2);
    if (!has_shape || fen_parse(text, out) != 0)
        return yaml_fail(build->text, mark, build->failure,
                         "“%s”不是金额，应以元为单位写两位小数，如 \"380.00\"",
                         text);
    return 0;
}

int read_ratio(const struct build *build, const struct mark *mark,
               const char *text, int *out_bp)
{
    char number[16];
    fen hundredths = 0; /* of a percent: a basis point */
    const size_t length = strlen(text);
    *out_bp = RATIO_UNREAD;
    if (length > 1 && length < sizeof number && text[length - 1] == '%' &&
        text[0] != '+' && strchr(text, ',') == NULL) {
        memcpy(number, text, length - 1);
        number[length - 1] = '\0';
        if (fen_parse(number, &hundredths) == 0 && hundredths <= BP_WHOLE) {
            *out_bp = (int)hundredths;
            return 0;
        }
    }
    return yaml_fail(build->text, mark, build->failure,
                     "“%s”不是比例，应写成 75%% 的样子，在 0%% 至 100%% 之间",
                     text);
}

static int unknown_reference(const struct build *build, const struct mark *mark,
                             const struct id_list *list, const char *text)
{
    char allowed[WORD_LIST_SIZE] = "";
    const char *nearest = NULL;
    int best = WORD_FAR;
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->ids[i], YAML_UNREAD) == 0)
            return 0; /* may be the one that is meant */
        const int distance = word_distance(text, list->ids[i]);
        word_append(allowed, list->ids[i]);
        if (distance < best) {
            best = distance;
            nearest = list->ids[i];
        }
    }
    if (nearest != NULL)
        return yaml_fail(build->text, mark, build->failure,
                         "没有这个%s“%s”；是不是“%s”？可用：%s", list->what,
                         text, nearest, allowed);
    return yaml_fail(build->text, mark, build->failure,
                     "没有这个%s“%s”；可用：%s", list->what, text, allowed);
}

int read_reference(const struct build *build, const struct mark *mark,
                   const struct id_list *list, const char *text, uint16_t *out)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->ids[i], text) == 0) {
            *out = (uint16_t)i;
            return 0;
        }
    }
    *out = POLICY_NONE;
    return unknown_reference(build, mark, list, text);
}

int check_ids(const struct build *build, const struct mark *marks,
              const char *key, const struct id_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct mark *mark = mark_of(mark_item(marks, i), key);
        const char *id = list->ids[i];
        if (strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id) &&
            yaml_fail(build->text, mark, build->failure,
                      "“%s”只能用小写字母、数字和-", id) != 0)
            return -1;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(list->ids[j], id) == 0 &&
                yaml_fail(build->text, mark, build->failure,
                          "%s“%s”重复，第%zu项已有", list->what, id,
                          j + 1) != 0)
                return -1;
        }
    }
    return 0;
}

int check_file_name(const struct build *build, const struct mark *mark,
                    const char *name)
{
    if (strpbrk(name, "/\\:*?\"<>|\n\t") == NULL && name[0] != '.' &&
        strlen(name) <= 120)
        return 0;
    return yaml_fail(build->text, mark, build->failure,
                     "“%s”要作文件名，不能含 / \\ : * ? \" < > |，不能太长",
                     name);
}

int read_folded(const struct build *build, const struct mark *mark,
                const char *text, const char **out)
{
    char folded[FOLDED_SIZE];
    const size_t length = text_fold(text, strlen(text), folded, sizeof folded);
    *out = "";
    if (length == 0)
        return yaml_fail(build->text, mark, build->failure,
                         "“%s”没有可比对的文字", text);
    if (length > FOLDED_SIZE - 5) /* room for a cut character */
        return yaml_fail(build->text, mark, build->failure,
                         "太长，名单里不会有这样的写法");
    *out = arena_text(build->arena, folded, length);
    return *out == NULL ? failure_memory(build->failure) : 0;
}

static bool is_any_given(const struct raw_source *raw)
{
    return raw->document != NULL || raw->clause != NULL || raw->quote != NULL;
}

/* Whether `mark` is a source's, not that of the mapping that lacks it. */
static bool is_source(const struct mark *mark)
{
    static const char key[] = "source"; /* applicant_source, county_source */
    const size_t length = mark->key == NULL ? 0 : strlen(mark->key);
    return length >= sizeof key - 1 &&
           strcmp(mark->key + length - (sizeof key - 1), key) == 0;
}

/* The document, its clause and, unless an assumption stands in, a quote. */
static int check_source(const struct build *build, const struct mark *mark,
                        const struct raw_source *raw)
{
    const bool is_empty = !is_any_given(raw) && raw->assumption == NULL;
    if (is_empty && !is_source(mark))
        return 0;
    if (is_empty)
        return yaml_fail(build->text, mark, build->failure,
                         "没有依据：要写 document、clause、quote，或者 "
                         "assumption");
    if (is_any_given(raw) && raw->document == NULL)
        return yaml_fail(build->text, mark, build->failure,
                         "依据缺少“document”（哪一份文件）");
    if (is_any_given(raw) && raw->clause == NULL)
        return yaml_fail(build->text, mark, build->failure,
                         "依据缺少“clause”（哪一条）");
    if (is_any_given(raw) && raw->quote == NULL && raw->assumption == NULL)
        return yaml_fail(build->text, mark, build->failure,
                         "依据缺少“quote”（原文）");
    return 0;
}

int read_source(const struct build *build, const struct mark *mark,
                const struct raw_source *raw, struct source *out)
{
    *out = (struct source){
        .document = text_or_empty(raw->document),
        .clause = text_or_empty(raw->clause),
        .quote = text_or_empty(raw->quote),
        .assumption = text_or_empty(raw->assumption),
    };
    if (check_source(build, mark, raw) != 0)
        return -1;
    if (raw->document != NULL &&
        policy_document(build->policy, raw->document) == NULL &&
        yaml_fail(build->text, mark_of(mark, "document"), build->failure,
                  "documents 里没有“%s”这份文件", raw->document) != 0)
        return -1;
    if (raw->assumption != NULL &&
        policy_assumption(build->policy, raw->assumption) == NULL)
        return yaml_fail(build->text, mark_of(mark, "assumption"),
                         build->failure, "assumptions 里没有“%s”",
                         raw->assumption);
    return 0;
}
