/*
 * The month's movements: added, removed and changed persons, and what they
 * mean for each fund. The ledger works them out; without a closed month there
 * is nothing to compare with, and everybody with a category is new.
 */
#include "reports/carried.h"
#include "reports/proof.h"
#include "reports/report_set.h"
#include "reports/words.h"

#include <stdlib.h>
#include <string.h>

struct fund_moves {
    int64_t heads[CHANGE_KIND_COUNT];
    fen delta[CHANGE_KIND_COUNT];
};

struct movement_book {
    const struct report_set *set;
    struct book *book;
    struct fund_moves *funds; /* by fund; the last one: no fund */
    const char *since;        /* said under the title of each sheet */
};

static const char *const kind_names[CHANGE_KIND_COUNT] = {
    [CHANGE_ADDED] = "新增",
    [CHANGE_REMOVED] = "减员",
    [CHANGE_CHANGED] = "变更",
};

static const char *const what_names[CHANGE_WHAT_COUNT] = {
    [CHANGE_OF_NOTHING] = "",
    [CHANGE_OF_PAYER] = "资金或付款方",
    [CHANGE_OF_TIER] = "档次",
    [CHANGE_OF_IDENTITY] = "身份",
};

/* ---- one list ---- */

enum {
    MOVE_NUMBER, /* and the other columns of a person */
    MOVE_COUNTY,
    MOVE_TOWN,
    MOVE_VILLAGE,
    MOVE_NAME,
    MOVE_ID,
    MOVE_FROM = PERSON_COLUMNS,
    MOVE_TO,
    MOVE_FUND,
    MOVE_DELTA,
    MOVE_WHAT,     /* is different; of those who changed */
    MOVE_CORRECTS, /* the closed month that it makes good */
    MOVE_COLUMNS
};

static struct fund_moves *moves_of(const struct movement_book *movement,
                                   const char *fund)
{
    const struct policy *policy = movement->set->policy;
    size_t at = 0;
    while (at < policy->fund_count && strcmp(policy->funds[at].name, fund) != 0)
        at++;
    return &movement->funds[at];
}

/* "补2023年8月": what a posting makes good. */
static const char *correction_words(const struct movement_book *movement,
                                    const struct change *change)
{
    char month[WORDS_SIZE];
    struct text words = TEXT_INIT;
    if (change->corrects == 0)
        return "";
    text_printf(&words, "%s%s", change->delta < 0 ? "扣" : "补",
                month_words(change->corrects, month));
    const char *kept = book_keep(movement->book, &words);
    text_release(&words);
    return kept == NULL ? "" : kept;
}

static void put_change(const struct movement_book *movement,
                       struct sheet *sheet, const struct change *change)
{
    const struct value values[MOVE_COLUMNS] = {
        [MOVE_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [MOVE_COUNTY] = value_text(change->county),
        [MOVE_TOWN] = value_text(change->town),
        [MOVE_VILLAGE] = value_text(change->village),
        [MOVE_NAME] = value_text(change->name),
        [MOVE_ID] = value_id(change->id),
        [MOVE_FROM] = value_text(change->from),
        [MOVE_TO] = value_text(change->to),
        [MOVE_FUND] = value_text(change->fund),
        [MOVE_DELTA] = value_number(change->delta),
        [MOVE_WHAT] = value_text(what_names[change->what]),
        [MOVE_CORRECTS] = value_text(correction_words(movement, change)),
    };
    sheet_row(sheet, values);
    struct fund_moves *moves = moves_of(movement, change->fund);
    moves->heads[change->kind]++;
    moves->delta[change->kind] += change->delta;
}

/* Somebody with a category, as added. */
static void put_added(const struct movement_book *movement, struct sheet *sheet,
                      const struct person *person, const struct home *home)
{
    const struct report_set *set = movement->set;
    const struct category *category = decision_category(set, &person->decision);
    const struct category_words *words = &set->words[person->decision.category];
    const fen subsidy = decision_subsidy(set->policy, &person->decision);
    struct value values[MOVE_COLUMNS];
    person_values(person, home, sheet_rows(sheet) + 1, values);
    values[MOVE_FROM] = value_text("");
    values[MOVE_TO] = value_phrase(&words->name);
    values[MOVE_FUND] = value_phrase(&words->fund);
    values[MOVE_DELTA] = value_number(subsidy);
    values[MOVE_WHAT] = value_text("");
    values[MOVE_CORRECTS] = value_text("");
    sheet_row(sheet, values);
    const size_t fund = category->fund == POLICY_NONE ? set->policy->fund_count
                                                      : category->fund;
    movement->funds[fund].heads[CHANGE_ADDED]++;
    movement->funds[fund].delta[CHANGE_ADDED] += subsidy;
}

static void put_all(const struct movement_book *movement, struct sheet *sheet)
{
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    while (person_next(movement->set, &walk, &person, &home))
        if (person->decision.category != POLICY_NONE)
            put_added(movement, sheet, person, home);
}

/* A change and its county's place in printing order. */
struct placed {
    uint32_t county;
    const struct change *change;
};

/* By where people live, as on the other lists; a person's changes stay in their
 * order. */
static int compare_placed(const void *a, const void *b)
{
    const struct placed *left = a;
    const struct placed *right = b;
    if (left->county != right->county)
        return left->county < right->county ? -1 : 1;
    int order =
        gazetteer_compare_names(left->change->county, right->change->county);
    if (order == 0)
        order =
            gazetteer_compare_names(left->change->town, right->change->town);
    if (order == 0)
        order = gazetteer_compare_names(left->change->village,
                                        right->change->village);
    if (order != 0)
        return order;
    return left->change < right->change ? -1 : left->change > right->change;
}

static void put_listed(const struct movement_book *movement,
                       struct sheet *sheet, enum change_kind kind)
{
    const struct change_list *list = movement->set->past.changes;
    const size_t room = list == NULL ? 0 : list->count;
    struct placed *placed =
        book_array(movement->book, room + 1, sizeof *placed);
    size_t count = 0;
    if (placed == NULL)
        return;
    for (size_t i = 0; i < room; i++) {
        const struct change *change = &list->items[i];
        if (change->kind == kind)
            placed[count++] = (struct placed){
                gazetteer_county_rank(&movement->set->gazetteer,
                                      change->county),
                change,
            };
    }
    if (count > 1)
        qsort(placed, count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < count; i++)
        put_change(movement, sheet, placed[i].change);
}

static void put_list(const struct movement_book *movement,
                     enum change_kind kind)
{
    struct column columns[MOVE_COLUMNS] = {
        [MOVE_FROM] = COLUMN("原身份类别", kind == CHANGE_ADDED ? 0 : 18, TEXT),
        [MOVE_TO] = COLUMN("现身份类别", kind == CHANGE_REMOVED ? 0 : 18, TEXT),
        [MOVE_FUND] = COLUMN("资金来源", 14, WORD),
        [MOVE_DELTA] = SUMMED("资助金额增减", 14, MONEY),
        [MOVE_WHAT] = COLUMN("变更内容", kind == CHANGE_CHANGED ? 16 : 0, WORD),
        [MOVE_CORRECTS] =
            COLUMN("更正", movement->set->past.changes == NULL ? 0 : 14, WORD),
    };
    person_columns(movement->set, columns);
    struct text title = TEXT_INIT;
    text_printf(&title, "%s人员名单", kind_names[kind]);
    const struct sheet_plan plan = {
        .name = kind_names[kind],
        .title = book_text(movement->book, &title),
        .unit = "单位：元",
        .head = movement->since,
        .columns = columns,
        .column_count = MOVE_COLUMNS,
        .frozen = MOVE_FROM,
        .has_filter = true,
        .has_signature = true,
        .is_bulk = true,
        .if_empty = "本期没有这类人员",
    };
    struct sheet *sheet = sheet_begin(movement->book, &plan);
    if (movement->set->past.changes == NULL && kind == CHANGE_ADDED)
        put_all(movement, sheet);
    else
        put_listed(movement, sheet, kind);
    sheet_total(sheet, "合计");
    if (movement->set->past.changes == NULL && kind == CHANGE_ADDED)
        book_expect(movement->book, "新增人员资助金额=资助总额",
                    sheet_sum(sheet, MOVE_DELTA),
                    movement->set->allocation->total.subsidy);
    sheet_end(sheet);
    text_release(&title);
}

/* ---- summary ---- */

enum {
    SUM_FUND,
    SUM_ADDED,
    SUM_ADDED_FEN,
    SUM_REMOVED,
    SUM_REMOVED_FEN,
    SUM_CHANGED,
    SUM_CHANGED_FEN,
    SUM_NET,
    SUM_COLUMNS
};

static void put_fund(const struct movement_book *movement, struct sheet *sheet,
                     size_t index)
{
    const struct policy *policy = movement->set->policy;
    const struct fund_moves *moves = &movement->funds[index];
    const int64_t heads = moves->heads[CHANGE_ADDED] +
                          moves->heads[CHANGE_REMOVED] +
                          moves->heads[CHANGE_CHANGED];
    const bool is_fund = index < policy->fund_count;
    if (!is_fund && heads == 0)
        return;
    const struct value values[SUM_COLUMNS] = {
        [SUM_FUND] =
            value_text(is_fund ? policy->funds[index].name : "不享受资助"),
        [SUM_ADDED] = value_number(moves->heads[CHANGE_ADDED]),
        [SUM_ADDED_FEN] = value_number(moves->delta[CHANGE_ADDED]),
        [SUM_REMOVED] = value_number(moves->heads[CHANGE_REMOVED]),
        [SUM_REMOVED_FEN] = value_number(moves->delta[CHANGE_REMOVED]),
        [SUM_CHANGED] = value_number(moves->heads[CHANGE_CHANGED]),
        [SUM_CHANGED_FEN] = value_number(moves->delta[CHANGE_CHANGED]),
        [SUM_NET] = value_number(moves->delta[CHANGE_ADDED] +
                                 moves->delta[CHANGE_REMOVED] +
                                 moves->delta[CHANGE_CHANGED]),
    };
    sheet_row(sheet, values);
}

/* Whether somebody moved from one fund to another, and stands on two lines. */
static bool has_two_lines(const struct movement_book *movement)
{
    const struct change_list *list = movement->set->past.changes;
    for (size_t i = 1; list != NULL && i < list->count; i++)
        if (list->items[i].id == list->items[i - 1].id &&
            list->items[i].kind == CHANGE_CHANGED)
            return true;
    return false;
}

static void put_summary(const struct movement_book *movement)
{
    static const struct column columns[SUM_COLUMNS] = {
        [SUM_FUND] = COLUMN("资金来源", 20, TEXT),
        [SUM_ADDED] = SUMMED("新增人数", 11, COUNT),
        [SUM_ADDED_FEN] = SUMMED("新增金额", 15, MONEY),
        [SUM_REMOVED] = SUMMED("减员人数", 11, COUNT),
        [SUM_REMOVED_FEN] = SUMMED("减员金额", 15, MONEY),
        [SUM_CHANGED] = SUMMED("变更人数", 11, COUNT),
        [SUM_CHANGED_FEN] = SUMMED("变更金额", 15, MONEY),
        [SUM_NET] = SUMMED("净增减金额", 16, MONEY),
    };
    const struct sheet_plan plan = {
        .name = "汇总",
        .title = "资助参保人员月度变动汇总表",
        .unit = "单位：人、元",
        .head = movement->since,
        .columns = columns,
        .column_count = SUM_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有变动",
    };
    struct sheet *sheet = sheet_begin(movement->book, &plan);
    for (size_t i = 0; i <= movement->set->policy->fund_count; i++)
        put_fund(movement, sheet, i);
    sheet_total(sheet, "合计");
    if (has_two_lines(movement))
        sheet_note(sheet,
                   "改变资金或付款方的人，原来的资金减、现在的资金增，"
                   "变更人员名单上各列一行，变更人数两边各计一次。",
                   false);
    note_assumptions(sheet, movement->book, movement->set, SLICE_ANY);
    sheet_end(sheet);
}

static void say_since(struct movement_book *movement)
{
    const struct change_list *list = movement->set->past.changes;
    char month[WORDS_SIZE];
    struct text since = TEXT_INIT;
    if (list == NULL)
        text_append(&since, "无上期结账月，全部享受身份人员列为新增。");
    else
        text_printf(&since, "与上期结账月 %s 比较；身份不变 %lld 人。",
                    month_words(list->since, month), (long long)list->kept);
    movement->since = book_keep(movement->book, &since);
    text_release(&since);
}

int movement_write(const struct report_set *set, const struct report_job *job,
                   struct failure *failure)
{
    struct movement_book movement = {.set = set};
    if (report_book_open(set, job, "月度变动", &movement.book, failure) != 0)
        return -1;
    movement.funds = book_array(movement.book, set->policy->fund_count + 1,
                                sizeof *movement.funds);
    if (movement.funds != NULL) {
        say_since(&movement);
        for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
            put_list(&movement, (enum change_kind)kind);
        put_summary(&movement);
        if (set->roster->base != 0) {
            carried_not_sent(movement.book, set);
            carried_pending(movement.book, set);
        }
    }
    return book_close(movement.book, failure);
}
