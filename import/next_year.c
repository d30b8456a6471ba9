/*
 * Next year's policy: a copy of this year's files in which every line with
 * something that the new document may say differently bears a mark (review.c).
 *
 * The copy is made of the text, line by line: comments, order and layout stay
 * as the clerk wrote them. Only what must differ is replaced: the policy's id
 * and the insured year. Dates and amounts are not guessed; they stay until
 * somebody has read the new document.
 *
 * A mark goes to the end of its line; above the line where a text goes on
 * over several lines. The marked text is parsed again, and must say what the
 * original says.
 */
#include "core/policy_finding.h"
#include "core/text.h"
#include "import/import.h"
#include "import/review.h"
#include "import/yaml_text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 256, ID_SIZE = 96, YEAR_SIZE = 8 };

/* What to look at, in the words that stand behind the mark. */
enum topic {
    TOPIC_NAME,
    TOPIC_DATE,
    TOPIC_AMOUNT,
    TOPIC_RULE,
    TOPIC_ORDER,
    TOPIC_CODE,
    TOPIC_TIER,
    TOPIC_CONDITION,
    TOPIC_PAYER,
    TOPIC_PLACE,
    TOPIC_TARGET,
    TOPIC_LEDGER,
    TOPIC_DECISION,
    TOPIC_SOURCE,
    TOPIC_ROSTER,
    TOPIC_CASE,
    TOPIC_COUNT
};

static const char *const topic_words[TOPIC_COUNT] = {
    [TOPIC_NAME] = "名称",
    [TOPIC_DATE] = "日期",
    [TOPIC_AMOUNT] = "金额",
    [TOPIC_RULE] = "规则",
    [TOPIC_ORDER] = "导盘次序",
    [TOPIC_CODE] = "类别和代码",
    [TOPIC_TIER] = "资助档次",
    [TOPIC_CONDITION] = "条件",
    [TOPIC_PAYER] = "资金和申请部门",
    [TOPIC_PLACE] = "下一级地区",
    [TOPIC_TARGET] = "目标人数",
    [TOPIC_LEDGER] = "台账",
    [TOPIC_DECISION] = "这项决定还对不对",
    [TOPIC_SOURCE] = "依据和原文",
    [TOPIC_ROSTER] = "花名册的列名和写法",
    [TOPIC_CASE] = "算例的日期、金额和结果",
};

/* Where it stands: keys, [] for any place in a list. */
struct topic_rule {
    const char *path;
    enum policy_file file;
    enum topic topic;
};

#define RULES(path, topic)                                                     \
    {                                                                          \
        path, POLICY_FILE_RULES, TOPIC_##topic                                 \
    }

static const struct topic_rule rules[] = {
    RULES("title", NAME),
    RULES("in_force.from", DATE),
    RULES("in_force.to", DATE),
    RULES("checked_on", DATE),
    RULES("documents[].number", SOURCE),
    RULES("documents[].issuer", SOURCE),
    RULES("documents[].title", SOURCE),
    RULES("documents[].issued", DATE),
    RULES("assumptions[].text", DECISION),
    RULES("premium.amount", AMOUNT),
    RULES("government_contribution.amount", AMOUNT),
    RULES("precedence.winner", RULE),
    RULES("collection.from", DATE),
    RULES("collection.to", DATE),
    RULES("late_recognition.rule", RULE),
    RULES("refund.rule", RULE),
    RULES("drop_limit.ratio", RULE),
    RULES("departments[].name", NAME),
    RULES("funds[].name", PAYER),
    RULES("funds[].transferred", PAYER),
    RULES("funds[].due.from", DATE),
    RULES("funds[].due.to", DATE),
    RULES("applicants[].name", PAYER),
    RULES("applicants[].deadline", DATE),
    RULES("tiers[].ratio", AMOUNT),
    RULES("tiers[].subsidy", AMOUNT),
    RULES("tiers[].personal_due", AMOUNT),
    RULES("tiers[].fund", PAYER),
    RULES("steps[].label", ORDER),
    RULES("steps[].categories[].code", CODE),
    RULES("steps[].categories[].id", CODE),
    RULES("steps[].categories[].name", CODE),
    RULES("steps[].categories[].tier", TIER),
    RULES("steps[].categories[].applicant", PAYER),
    RULES("steps[].categories[].conditions[].label", CONDITION),
    RULES("steps[].categories[].conditions[].age_min", CONDITION),
    RULES("steps[].categories[].conditions[].age_max", CONDITION),
    RULES("steps[].categories[].conditions[].sex", CONDITION),
    RULES("steps[].categories[].conditions[].grades[]", CONDITION),
    RULES("steps[].categories[].conditions[].types[]", CONDITION),
    RULES("exclusions[].label", RULE),
    RULES("counties[].name", PLACE),
    RULES("counties[].target", TARGET),
    RULES("targets.printed_total", TARGET),
    RULES("calendar[].label", DATE),
    RULES("calendar[].from", DATE),
    RULES("calendar[].to", DATE),
    RULES("calendar[].repeats.every", DATE),
    RULES("calendar[].repeats.day", DATE),
    RULES("ledgers.names[]", LEDGER),
    RULES("reports[].report", LEDGER),
    {"kinds[].name", POLICY_FILE_COLUMNS, TOPIC_ROSTER},
    {"cases[].name", POLICY_FILE_CASES, TOPIC_CASE},
};

/* One file on its way. */
struct copy {
    enum policy_file file;
    const struct file_text *from;
    struct arena *arena;
    struct yaml_text yaml;
    size_t line_count;
    uint32_t *topics; /* by line from 1: bit t for topic t */
    bool *runs_on;    /* by line: a text goes on in the next one */
    const char *old_id, *new_id;
    const char *old_year, *new_year;
    struct text out;
    size_t mark_count;
};

/* ---- what to mark ---- */

/* "steps[].categories[].code" */
static void append_path(char *path, size_t size, const struct mark *mark)
{
    if (mark->parent == NULL)
        return;
    append_path(path, size, mark->parent);
    const size_t used = strlen(path);
    snprintf(path + used, size - used, "%s%s",
             mark->key != NULL && used > 0 ? "." : "",
             mark->key != NULL ? mark->key : "[]");
}

static bool ends_in_source(const char *key)
{
    static const char end[] = "source";
    const size_t length = key == NULL ? 0 : strlen(key);
    return length >= sizeof end - 1 &&
           strcmp(key + length - (sizeof end - 1), end) == 0;
}

/* The topic of a value; TOPIC_COUNT where there is nothing to look at. */
static enum topic topic_of(const struct copy *copy, const struct mark *mark)
{
    char path[PATH_SIZE] = "";
    if (mark->parent != NULL && ends_in_source(mark->parent->key))
        return strcmp(mark->key, "assumption") == 0 ? TOPIC_DECISION
                                                    : TOPIC_SOURCE;
    append_path(path, sizeof path, mark);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].file == copy->file && strcmp(rules[i].path, path) == 0)
            return rules[i].topic;
    return TOPIC_COUNT;
}

static void mark_lines(struct copy *copy, const struct mark *mark)
{
    if (mark->kind == MARK_SCALAR) {
        const enum topic topic = topic_of(copy, mark);
        if (topic != TOPIC_COUNT)
            copy->topics[mark->line] |= UINT32_C(1) << topic;
        for (rownum line = mark->line; line < mark->end_line; line++)
            copy->runs_on[line] = true;
        return;
    }
    for (const struct mark *at = mark->first; at != NULL; at = at->next)
        mark_lines(copy, at);
}

/* ---- writing ---- */

static void append_mark(struct copy *copy, rownum line)
{
    bool is_first = true;
    text_append(&copy->out, "# " REVIEW_MARK);
    for (int topic = 0; topic < TOPIC_COUNT; topic++) {
        if ((copy->topics[line] & UINT32_C(1) << topic) == 0)
            continue;
        text_append(&copy->out, is_first ? "" : "、");
        text_append(&copy->out, topic_words[topic]);
        is_first = false;
    }
    copy->mark_count++;
}

/* The value at the top that is replaced in this line, and by what. */
static const struct mark *replaced(const struct copy *copy, rownum line,
                                   const char **old, const char **new)
{
    static const char *const keys[] = {"id", "policy", "insured_year"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct mark *mark = mark_of(copy->yaml.root, keys[i]);
        if (mark == copy->yaml.root || mark->line != line)
            continue;
        const bool is_year = strcmp(keys[i], "insured_year") == 0;
        *old = is_year ? copy->old_year : copy->old_id;
        *new = is_year ? copy->new_year : copy->new_id;
        return mark;
    }
    return NULL;
}

static void append_line(struct copy *copy, rownum line, const char *start,
                        size_t length)
{
    const char *old = NULL;
    const char *new = NULL;
    const char *end = start + length;
    const struct mark *mark = replaced(copy, line, &old, &new);
    const char *value = NULL;
    if (mark != NULL)
        value = memmem(start + mark->column - 1,
                       length - (size_t)(mark->column - 1), old, strlen(old));
    if (value == NULL) {
        text_append_bytes(&copy->out, start, length);
        return;
    }
    text_append_bytes(&copy->out, start, (size_t)(value - start));
    text_append(&copy->out, new);
    value += strlen(old);
    text_append_bytes(&copy->out, value, (size_t)(end - value));
}

static void append_marked(struct copy *copy, rownum line, const char *start,
                          size_t length)
{
    const bool is_marked = copy->topics[line] != 0;
    if (is_marked && copy->runs_on[line]) {
        text_append_bytes(&copy->out, start, strspn(start, " "));
        append_mark(copy, line);
        text_append(&copy->out, "\n");
    }
    append_line(copy, line, start, length);
    if (is_marked && !copy->runs_on[line]) {
        text_append(&copy->out, "  ");
        append_mark(copy, line);
    }
}

static void append_lines(struct copy *copy)
{
    const char *at = copy->from->bytes;
    const char *end = at + copy->from->length;
    for (rownum line = 1; at < end; line++) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        const char *stop = next == NULL ? end : next;
        size_t length = (size_t)(stop - at);
        const bool has_return = length > 0 && at[length - 1] == '\r';
        append_marked(copy, line, at, length - has_return);
        text_append(&copy->out, has_return ? "\r" : "");
        text_append(&copy->out, next == NULL ? "" : "\n");
        at = next == NULL ? end : next + 1;
    }
}

/* ---- proving the copy ---- */

static bool is_same(const struct copy *copy, const struct mark *a,
                    const struct mark *b)
{
    if (a->kind != b->kind || a->count != b->count)
        return false;
    if (a->key != NULL && strcmp(a->key, b->key) != 0)
        return false;
    if (a->kind == MARK_SCALAR)
        return strcmp(a->value, b->value) == 0 ||
               strcmp(b->value, copy->new_id) == 0 ||
               strcmp(b->value, copy->new_year) == 0;
    const struct mark *other = b->first;
    for (const struct mark *at = a->first; at != NULL; at = at->next) {
        if (!is_same(copy, at, other))
            return false;
        other = other->next;
    }
    return true;
}

static int check_copy(const struct copy *copy, struct failure *failure)
{
    struct yaml_text again;
    if (copy->out.failed)
        return failure_memory(failure);
    if (yaml_text_parse(copy->from->name, text_of(&copy->out), copy->out.length,
                        copy->arena, &again, failure) != 0)
        return -1;
    if (is_same(copy, copy->yaml.root, again.root))
        return 0;
    return failure_set(failure, DIAG_POLICY_INVALID, copy->from->name,
                       "这样的写法加不了标记，请改成一行一项后再试");
}

static size_t count_lines(const struct file_text *file)
{
    size_t count = 1;
    for (size_t i = 0; i < file->length; i++)
        count += file->bytes[i] == '\n';
    return count;
}

static int copy_file(struct copy *copy, struct policy_draft *draft,
                     struct failure *failure)
{
    copy->line_count = count_lines(copy->from);
    copy->topics =
        arena_array(copy->arena, copy->line_count + 2, sizeof *copy->topics);
    copy->runs_on =
        arena_array(copy->arena, copy->line_count + 2, sizeof *copy->runs_on);
    if (copy->topics == NULL || copy->runs_on == NULL)
        return failure_memory(failure);
    if (yaml_text_parse(copy->from->name, copy->from->bytes, copy->from->length,
                        copy->arena, &copy->yaml, failure) != 0)
        return -1;
    mark_lines(copy, copy->yaml.root);
    append_lines(copy);
    if (check_copy(copy, failure) != 0)
        return -1;
    char *kept = arena_text(copy->arena, text_of(&copy->out), copy->out.length);
    if (kept == NULL)
        return failure_memory(failure);
    draft->texts[copy->file] = kept;
    draft->lengths[copy->file] = copy->out.length;
    draft->mark_count += copy->mark_count;
    return 0;
}

/* "meishan-2024" -> "meishan-2025" */
static const char *id_of_year(const struct policy *policy, const char *year,
                              struct arena *arena)
{
    char old_year[YEAR_SIZE];
    char id[ID_SIZE];
    snprintf(old_year, sizeof old_year, "-%d", policy->insured_year);
    size_t length = strlen(policy->id);
    const size_t end = strlen(old_year);
    if (length > end && strcmp(policy->id + length - end, old_year) == 0)
        length -= end;
    snprintf(id, sizeof id, "%.*s-%s", (int)length, policy->id, year);
    return arena_string(arena, id);
}

int policy_next_year(const struct policy *policy, int year, struct arena *arena,
                     struct policy_draft *out, struct failure *failure)
{
    char old_year[YEAR_SIZE];
    char new_year[YEAR_SIZE];
    int result = 0;
    snprintf(old_year, sizeof old_year, "%d", policy->insured_year);
    snprintf(new_year, sizeof new_year, "%d", year);
    *out = (struct policy_draft){.id = id_of_year(policy, new_year, arena)};
    if (out->id == NULL)
        return failure_memory(failure);
    for (int i = 0; i < POLICY_FILE_COUNT && result == 0; i++) {
        struct file_text file;
        if (text_file_read(policy->path, policy_file_name((enum policy_file)i),
                           arena, &file, failure) != 0)
            return -1;
        struct copy copy = {.file = (enum policy_file)i,
                            .from = &file,
                            .arena = arena,
                            .old_id = policy->id,
                            .new_id = out->id,
                            .old_year = old_year,
                            .new_year = new_year};
        result = copy_file(&copy, out, failure);
        text_release(&copy.out);
    }
    return result;
}
