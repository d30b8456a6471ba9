/*
 * Enrolment progress: who is insured against the targets of each place, and
 * which of the people with an identity are not insured yet. A printed total
 * that is not the sum of its rows is said to be none. Written where an
 * enrolment list was given; the decisions do not depend on it.
 */
#include "core/calendar.h"
#include "reports/audit.h"
#include "reports/places.h"
#include "reports/proof.h"
#include "reports/report_set.h"
#include "reports/words.h"

#include <stdio.h>
#include <stdlib.h>

enum { RATE_SIZE = 32 };

struct progress {
    const struct report_set *set;
    struct book *book;
    const struct place_list *places;
};

/* "87.35%", rounded half up; "" where there is nothing to divide by. */
static const char *rate_words(int64_t part, int64_t whole, char *out)
{
    enum { BASIS_POINTS = 10000 };
    out[0] = '\0';
    if (whole <= 0)
        return out;
    const int64_t rate = (part * BASIS_POINTS * 2 + whole) / (whole * 2);
    snprintf(out, RATE_SIZE, "%lld.%02lld%%", (long long)(rate / 100),
             (long long)(rate % 100));
    return out;
}

/* ---- by place ---- */

enum {
    PLACE_NAME,
    PLACE_TARGET,
    PLACE_ENROLLED,
    PLACE_RATE,
    PLACE_LEFT,
    PLACE_SPECIAL,
    PLACE_INSURED,
    PLACE_UNINSURED,
    PLACE_SPECIAL_RATE,
    PLACE_COLUMNS
};

static void put_place(struct sheet *sheet, const struct place_count *place)
{
    char rate[RATE_SIZE];
    char special_rate[RATE_SIZE];
    const bool has_target = place->target >= 0;
    const int64_t left = place->target - place->enrolled;
    const struct value values[PLACE_COLUMNS] = {
        [PLACE_NAME] = value_text(place->name),
        [PLACE_TARGET] =
            has_target ? value_number(place->target) : value_text("未列"),
        [PLACE_ENROLLED] = value_number(place->enrolled),
        [PLACE_RATE] =
            value_text(rate_words(place->enrolled, place->target, rate)),
        [PLACE_LEFT] =
            has_target ? value_number(left > 0 ? left : 0) : value_text(""),
        [PLACE_SPECIAL] = value_number(place->special),
        [PLACE_INSURED] = value_number(place->insured),
        [PLACE_UNINSURED] = value_number(place->special - place->insured),
        [PLACE_SPECIAL_RATE] = value_text(
            rate_words(place->insured, place->special, special_rate)),
    };
    sheet_row(sheet, values);
}

/* How far all places together are, and the printed total beside their sum. */
static void note_targets(const struct progress *progress, struct sheet *sheet)
{
    const struct policy *policy = progress->set->policy;
    const int64_t sum = sheet_sum(sheet, PLACE_TARGET);
    char rate[RATE_SIZE];
    struct text line = TEXT_INIT;
    if (sum > 0) {
        text_printf(&line,
                    "目标合计（各行之和）%lld 人，已参保 %lld 人，完成 %s。",
                    (long long)sum, (long long)sheet_sum(sheet, PLACE_ENROLLED),
                    rate_words(sheet_sum(sheet, PLACE_ENROLLED), sum, rate));
        sheet_note(sheet, book_text(progress->book, &line), true);
    }
    if (policy->target_printed >= 0 && policy->target_printed != sum) {
        text_clear(&line);
        text_printf(
            &line,
            "注意：文件印出的目标合计 %lld 与各行之和 %lld 不一致，相差 "
            "%lld；本表按各行之和（",
            (long long)policy->target_printed, (long long)sum,
            llabs((long long)(policy->target_printed - sum)));
        append_source(&line, policy, &policy->target_source);
        text_append(&line, "）。");
        sheet_note(sheet, book_text(progress->book, &line), true);
    }
    const struct assumption *assumption =
        policy_assumption(policy, policy->target_source.assumption);
    if (assumption != NULL) {
        text_clear(&line);
        text_printf(&line, "口径：%s。%s。", assumption->text,
                    assumption->reason);
        sheet_note(sheet, book_text(progress->book, &line), false);
    }
    text_release(&line);
}

/* "各镇（街）上报参保进度：每周四，2023年9月1日起；下一次是2023年9月7日
 * （星期四）。" */
static void append_due(struct text *out, const struct progress *progress,
                       const struct calendar_entry *entry)
{
    char rhythm[RHYTHM_SIZE];
    char day[WORDS_SIZE];
    const ymd due = calendar_due(entry, progress->set->allocation->as_of);
    text_printf(out, "%s：%s", entry->label, calendar_rhythm(entry, rhythm));
    if (rhythm[0] != '\0' && (entry->from != YMD_NONE || entry->to != YMD_NONE))
        text_append(out, "，");
    append_window(out, entry->from, entry->to);
    if (due != YMD_NONE)
        text_printf(out, "；下一次是%s（%s）", date_words(due, day),
                    weekday_words(due));
    text_append(out, "。");
}

/* When the document wants progress reported. */
static void note_calendar(const struct progress *progress, struct sheet *sheet)
{
    const struct policy *policy = progress->set->policy;
    const struct report_order *order = policy_report(policy, SPECIAL_PROGRESS);
    if (order == NULL)
        return;
    struct text line = TEXT_INIT;
    if (order->calendar != POLICY_NONE)
        append_due(&line, progress, &policy->calendar[order->calendar]);
    text_append(&line, "依据：");
    append_source(&line, policy, &order->source);
    text_printf(&line, "“%s”。", order->source.quote);
    sheet_note(sheet, book_text(progress->book, &line), false);
    text_release(&line);
}

/* Everybody on the list and everybody with an identity stands in a row. */
static void check_places(const struct progress *progress,
                         const struct sheet *sheet)
{
    const struct allocation *allocation = progress->set->allocation;
    struct slice_filter filter = SLICE_ALL;
    filter.category = POLICY_NONE;
    book_expect(progress->book, "各地参保人数之和=参保名单人数",
                sheet_sum(sheet, PLACE_ENROLLED),
                (int64_t)progress->set->input->enrolment->count);
    book_expect(progress->book, "各地特殊身份人数之和=有身份的认定人数",
                sheet_sum(sheet, PLACE_SPECIAL),
                allocation->total.heads -
                    slices_sum(progress->set, &filter).heads);
}

static void put_places(const struct progress *progress)
{
    const struct policy *policy = progress->set->policy;
    struct column columns[PLACE_COLUMNS] = {
        [PLACE_NAME] = COLUMN(policy->county_noun, 20, WORD),
        [PLACE_TARGET] = SUMMED("目标人数", 13, COUNT),
        [PLACE_ENROLLED] = SUMMED("已参保人数", 13, COUNT),
        [PLACE_RATE] = COLUMN("完成率", 10, WORD),
        [PLACE_LEFT] = SUMMED("距目标人数", 13, COUNT),
        [PLACE_SPECIAL] = SUMMED("人数", 10, COUNT),
        [PLACE_INSURED] = SUMMED("已参保", 10, COUNT),
        [PLACE_UNINSURED] = SUMMED("未参保", 10, COUNT),
        [PLACE_SPECIAL_RATE] = COLUMN("参保率", 10, WORD),
    };
    for (int i = PLACE_SPECIAL; i <= PLACE_SPECIAL_RATE; i++)
        columns[i].group = "特殊身份人员";
    struct text title = TEXT_INIT;
    text_printf(&title, "%d年度城乡居民医保参保进度表", policy->insured_year);
    const struct sheet_plan plan = {
        .name = "参保进度",
        .title = book_text(progress->book, &title),
        .unit = "单位：人",
        .head = "",
        .columns = columns,
        .column_count = PLACE_COLUMNS,
        .has_signature = true,
        .if_empty = "参保名单上没有人",
    };
    struct sheet *sheet = sheet_begin(progress->book, &plan);
    for (size_t i = 0; i < progress->places->count; i++)
        put_place(sheet, &progress->places->items[i]);
    sheet_total(sheet, "合计");
    note_targets(progress, sheet);
    note_calendar(progress, sheet);
    sheet_note(sheet,
               "已参保人数按参保名单去重统计，名单没有写明地区的列入“未注明”，"
               "不是文件所列地区的照名单另列。特殊身份人员是本期有符合条件的"
               "身份的人员。",
               false);
    check_places(progress, sheet);
    sheet_end(sheet);
    text_release(&title);
}

/* ---- by identity ---- */

enum {
    KIND_DEPARTMENT,
    KIND_CODE,
    KIND_CATEGORY,
    KIND_HEADS,
    KIND_INSURED,
    KIND_UNINSURED,
    KIND_RATE,
    KIND_COLUMNS
};

static void put_identity(const struct progress *progress, struct sheet *sheet,
                         uint16_t index, int64_t insured)
{
    const struct policy *policy = progress->set->policy;
    const struct category *category = &policy->categories[index];
    struct slice_filter filter = SLICE_ALL;
    filter.category = index;
    const int64_t heads = slices_sum(progress->set, &filter).heads;
    char rate[RATE_SIZE];
    if (heads == 0)
        return;
    const struct value values[KIND_COLUMNS] = {
        [KIND_DEPARTMENT] =
            value_text(policy->departments[category->department].name),
        [KIND_CODE] = value_text(category->code),
        [KIND_CATEGORY] = value_text(category->name),
        [KIND_HEADS] = value_number(heads),
        [KIND_INSURED] = value_number(insured),
        [KIND_UNINSURED] = value_number(heads - insured),
        [KIND_RATE] = value_text(rate_words(insured, heads, rate)),
    };
    sheet_row(sheet, values);
}

/* Those of each category who are on the list; NULL after an error. */
static const int64_t *count_insured(const struct progress *progress)
{
    const struct allocation *allocation = progress->set->allocation;
    int64_t *counts = book_array(
        progress->book, progress->set->policy->category_count, sizeof *counts);
    for (size_t i = 0; counts != NULL && i < allocation->decision_count; i++) {
        const struct decision *decision = &allocation->decisions[i];
        if (decision->category != POLICY_NONE)
            counts[decision->category] +=
                enrolment_has(progress->set->input->enrolment, decision->id);
    }
    return counts;
}

static void put_identities(const struct progress *progress)
{
    const struct column columns[KIND_COLUMNS] = {
        [KIND_DEPARTMENT] = COLUMN("认定部门", 14, WORD),
        [KIND_CODE] =
            COLUMN("身份类别代码", code_width(progress->set, 10), CODE),
        [KIND_CATEGORY] = COLUMN("身份类别", 36, TEXT),
        [KIND_HEADS] = SUMMED("人数", 12, COUNT),
        [KIND_INSURED] = SUMMED("已参保", 12, COUNT),
        [KIND_UNINSURED] = SUMMED("未参保", 12, COUNT),
        [KIND_RATE] = COLUMN("参保率", 12, WORD),
    };
    const struct sheet_plan plan = {
        .name = "特殊身份参保",
        .title = "特殊身份人员参保情况表",
        .unit = "单位：人",
        .head = "",
        .columns = columns,
        .column_count = KIND_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有有身份的人员",
    };
    const int64_t *insured = count_insured(progress);
    if (insured == NULL)
        return;
    struct sheet *sheet = sheet_begin(progress->book, &plan);
    for (uint16_t i = 0; i < progress->set->policy->category_count; i++)
        put_identity(progress, sheet, i, insured[i]);
    sheet_total(sheet, "合计");
    note_assumptions(sheet, progress->book, progress->set, SLICE_ANY);
    sheet_end(sheet);
}

int progress_write(const struct report_set *set, const struct report_job *job,
                   struct failure *failure)
{
    struct progress progress = {.set = set};
    struct place_list places;
    struct report_set list = *set;
    list.roster = &set->input->enrolment->roster;
    if (place_list_init(&places, set) != 0)
        return failure_memory(failure);
    progress.places = &places;
    int status =
        report_book_open(set, job, "参保进度", &progress.book, failure);
    if (status == 0) {
        put_places(&progress);
        put_identities(&progress);
        audit_files(progress.book, &list);
        audit_findings(progress.book, &list);
        status = book_close(progress.book, failure);
    }
    place_list_release(&places);
    return status;
}
