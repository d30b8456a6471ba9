/*
 * policy.yaml becomes a struct policy: texts to dates, amounts and ratios,
 * names to indexes. Steps are steps_build.c's; whether the values agree with
 * each other is policy_check.c's.
 */
#include "import/policy_build.h"

#include <string.h>

struct id_list category_ids(const struct build *build)
{
    const struct policy *policy = build->policy;
    return collect_ids(build, "类别", &policy->categories[0].id,
                       policy->category_count, sizeof policy->categories[0]);
}

struct id_list department_ids(const struct build *build)
{
    const struct policy *policy = build->policy;
    return collect_ids(build, "部门", &policy->departments[0].id,
                       policy->department_count, sizeof policy->departments[0]);
}

static int build_documents(const struct build *build,
                           const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    struct document *documents =
        new_list(build, raw->document_count, sizeof *documents);
    if (documents == NULL)
        return -1;
    for (size_t i = 0; i < raw->document_count; i++) {
        const struct raw_document *from = &raw->documents[i];
        const struct mark *mark = entry_mark(build, "documents", i);
        documents[i] = (struct document){
            .key = from->key,
            .number = text_or_empty(from->number),
            .issuer = text_or_empty(from->issuer),
            .title = from->title,
        };
        if (read_date(build, mark_of(mark, "issued"), from->issued,
                      &documents[i].issued) != 0)
            return -1;
    }
    policy->documents = documents;
    policy->document_count = raw->document_count;
    const struct id_list keys =
        collect_ids(build, "文件", &documents[0].key, raw->document_count,
                    sizeof documents[0]);
    return keys.ids == NULL
               ? -1
               : check_ids(build, mark_of(build->text->root, "documents"),
                           "key", &keys);
}

static int build_assumptions(const struct build *build,
                             const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    struct assumption *assumptions =
        new_list(build, raw->assumption_count, sizeof *assumptions);
    if (assumptions == NULL)
        return -1;
    for (size_t i = 0; i < raw->assumption_count; i++) {
        const struct raw_assumption *from = &raw->assumptions[i];
        assumptions[i] = (struct assumption){
            .id = from->id, .text = from->text, .reason = from->reason};
    }
    policy->assumptions = assumptions;
    policy->assumption_count = raw->assumption_count;
    const struct id_list ids =
        collect_ids(build, "假设", &assumptions[0].id, raw->assumption_count,
                    sizeof assumptions[0]);
    return ids.ids == NULL
               ? -1
               : check_ids(build, mark_of(build->text->root, "assumptions"),
                           "id", &ids);
}

static int build_span(const struct build *build, const struct mark *mark,
                      const struct raw_span *raw, ymd *from, ymd *to)
{
    if (read_date(build, mark_of(mark, "from"), raw->from, from) != 0 ||
        read_date(build, mark_of(mark, "to"), raw->to, to) != 0)
        return -1;
    return check_order(build, mark, *from, *to);
}

static int build_amount(const struct build *build, const char *key,
                        const struct raw_amount *raw, fen *out,
                        struct source *source)
{
    const struct mark *mark = mark_of(build->text->root, key);
    *out = -1;
    if (raw->amount != NULL &&
        read_amount(build, mark_of(mark, "amount"), raw->amount, out) != 0)
        return -1;
    return read_source(build, mark_of(mark, "source"), &raw->source, source);
}

/* The source of the mapping `key` at the top. */
static int build_top_source(const struct build *build, const char *key,
                            const struct raw_source *raw, struct source *out)
{
    const struct mark *mark = mark_of(build->text->root, key);
    return read_source(build, mark_of(mark, "source"), raw, out);
}

static int build_names(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    policy->id = raw->id;
    policy->region = raw->region;
    policy->title = raw->title;
    policy->bureau = raw->bureau;
    policy->region_code = text_or_empty(raw->region_code);
    policy->insured_year = raw->insured_year;
    policy->county_noun = raw->county_noun;
    return read_date(build, mark_of(build->text->root, "checked_on"),
                     raw->checked_on, &policy->checked_on);
}

static int build_money(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    if (build_amount(build, "premium", &raw->premium, &policy->premium,
                     &policy->premium_source) != 0)
        return -1;
    return build_amount(build, "government_contribution",
                        &raw->government_contribution,
                        &policy->government_contribution,
                        &policy->government_contribution_source);
}

static int build_dates(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    const struct mark *root = build->text->root;
    if (build_span(build, mark_of(root, "in_force"), &raw->in_force,
                   &policy->in_force_from, &policy->in_force_to) != 0)
        return -1;
    if (build_top_source(build, "in_force", &raw->in_force.source,
                         &policy->in_force_source) != 0)
        return -1;
    if (build_span(build, mark_of(root, "collection"), &raw->collection,
                   &policy->collection_from, &policy->collection_to) != 0)
        return -1;
    return build_top_source(build, "collection", &raw->collection.source,
                            &policy->collection_source);
}

static int build_rules(const struct build *build, const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    const struct mark *limit = mark_of(build->text->root, "drop_limit");
    policy->precedence = (enum precedence)raw->precedence.rule;
    policy->late = (enum late_rule)raw->late.rule;
    policy->refund = (enum refund_rule)raw->refund.rule;
    if (build_top_source(build, "precedence", &raw->precedence.source,
                         &policy->precedence_source) != 0 ||
        build_top_source(build, "late_recognition", &raw->late.source,
                         &policy->late_source) != 0 ||
        build_top_source(build, "refund", &raw->refund.source,
                         &policy->refund_source) != 0 ||
        build_top_source(build, "drop_limit", &raw->drop_limit.source,
                         &policy->drop_limit_source) != 0)
        return -1;
    return read_ratio(build, mark_of(limit, "ratio"), raw->drop_limit.amount,
                      &policy->drop_limit_bp);
}

static int build_departments(const struct build *build,
                             const struct raw_policy *raw)
{
    struct department *departments =
        new_list(build, raw->department_count, sizeof *departments);
    if (departments == NULL)
        return -1;
    for (size_t i = 0; i < raw->department_count; i++) {
        const struct raw_department *from = &raw->departments[i];
        const struct mark *mark = entry_mark(build, "departments", i);
        departments[i] = (struct department){
            .id = from->id,
            .name = from->name,
            .title = from->title,
            .aliases = words_of(&from->aliases),
        };
        if (check_file_name(build, mark_of(mark, "name"), from->name) != 0)
            return -1;
    }
    build->out->departments = departments;
    build->out->department_count = raw->department_count;
    return 0;
}

/* When the money is transferred: either end may be left open, not both. */
static int build_due(const struct build *build, const struct mark *mark,
                     const struct raw_span *raw, struct fund *out)
{
    const struct mark *due = mark_of(mark, "due");
    if (due != mark && raw->from == NULL && raw->to == NULL)
        return yaml_fail_key(build->text, due, build->failure,
                             "至少要写“from”或“to”");
    return build_span(build, due, raw, &out->due_from, &out->due_to);
}

static int build_funds(const struct build *build, const struct raw_policy *raw)
{
    struct fund *funds = new_list(build, raw->fund_count, sizeof *funds);
    if (funds == NULL)
        return -1;
    for (size_t i = 0; i < raw->fund_count; i++) {
        const struct raw_fund *from = &raw->funds[i];
        const struct mark *mark = entry_mark(build, "funds", i);
        struct fund *fund = &funds[i];
        *fund = (struct fund){
            .id = from->id,
            .name = from->name,
            .transferred = text_or_empty(from->transferred),
        };
        if (build_due(build, mark, &from->due, fund) != 0 ||
            read_source(build, mark_of(mark, "source"), &from->source,
                        &fund->source) != 0)
            return -1;
    }
    build->out->funds = funds;
    build->out->fund_count = raw->fund_count;
    return 0;
}

static int build_applicants(const struct build *build,
                            const struct raw_policy *raw)
{
    struct applicant *applicants =
        new_list(build, raw->applicant_count, sizeof *applicants);
    if (applicants == NULL)
        return -1;
    for (size_t i = 0; i < raw->applicant_count; i++) {
        const struct raw_applicant *from = &raw->applicants[i];
        const struct mark *mark = entry_mark(build, "applicants", i);
        struct applicant *applicant = &applicants[i];
        *applicant = (struct applicant){
            .id = from->id,
            .name = from->name,
            .title = from->title,
            .county_title = text_or_empty(from->county_title),
        };
        if (check_file_name(build, mark_of(mark, "name"), from->name) != 0 ||
            read_date(build, mark_of(mark, "deadline"), from->deadline,
                      &applicant->deadline) != 0 ||
            read_source(build, mark_of(mark, "source"), &from->source,
                        &applicant->source) != 0)
            return -1;
    }
    build->out->applicants = applicants;
    build->out->applicant_count = raw->applicant_count;
    return 0;
}

/* The ids that the rest of the file refers to, each list without doubles. */
static int collect_references(const struct build *build,
                              const struct raw_policy *raw,
                              struct policy_ids *out)
{
    const struct mark *root = build->text->root;
    *out = (struct policy_ids){
        .departments = department_ids(build),
        .funds = collect_ids(build, "资金", &raw->funds[0].id, raw->fund_count,
                             sizeof raw->funds[0]),
        .applicants =
            collect_ids(build, "申请部门", &raw->applicants[0].id,
                        raw->applicant_count, sizeof raw->applicants[0]),
        .tiers = collect_ids(build, "资助档次", &raw->tiers[0].id,
                             raw->tier_count, sizeof raw->tiers[0]),
    };
    if (out->departments.ids == NULL || out->funds.ids == NULL ||
        out->applicants.ids == NULL || out->tiers.ids == NULL)
        return -1;
    if (check_ids(build, mark_of(root, "departments"), "id",
                  &out->departments) != 0 ||
        check_ids(build, mark_of(root, "funds"), "id", &out->funds) != 0 ||
        check_ids(build, mark_of(root, "applicants"), "id", &out->applicants) !=
            0)
        return -1;
    return check_ids(build, mark_of(root, "tiers"), "id", &out->tiers);
}

static int build_counties(const struct build *build,
                          const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    const struct mark *root = build->text->root;
    struct county *counties =
        new_list(build, raw->county_count, sizeof *counties);
    if (counties == NULL)
        return -1;
    for (size_t i = 0; i < raw->county_count; i++) {
        const struct raw_county *from = &raw->counties[i];
        counties[i] = (struct county){
            .name = from->name,
            .aliases = words_of(&from->aliases),
            .target = from->target != NULL ? *from->target : -1,
        };
    }
    policy->counties = counties;
    policy->county_count = raw->county_count;
    policy->target_printed = -1;
    policy->target_source = (struct source){"", "", "", ""};
    if (raw->targets != NULL) {
        policy->target_printed = raw->targets->printed_total;
        if (build_top_source(build, "targets", &raw->targets->source,
                             &policy->target_source) != 0)
            return -1;
    }
    return read_source(build, mark_of(root, "county_source"),
                       &raw->county_source, &policy->county_source);
}

/* On which day of the week or the month it is due again. */
static int build_repetition(const struct build *build, const struct mark *mark,
                            const struct raw_repetition *raw,
                            struct calendar_entry *out)
{
    enum { WEEK = 7, MONTH = 31 };
    if (raw == NULL)
        return 0;
    const int limit = raw->every == REPEATS_WEEKLY ? WEEK : MONTH;
    out->repeats = (enum repetition)raw->every;
    out->day = raw->day == NULL ? 0 : *raw->day;
    if (raw->day == NULL || (out->day >= 1 && out->day <= limit))
        return 0;
    return yaml_fail(build->text, mark_of(mark, "day"), build->failure,
                     "“%d”不在1至%d之间", out->day, limit);
}

static int build_calendar(const struct build *build,
                          const struct raw_policy *raw)
{
    struct calendar_entry *calendar =
        new_list(build, raw->calendar_count, sizeof *calendar);
    if (calendar == NULL)
        return -1;
    for (size_t i = 0; i < raw->calendar_count; i++) {
        const struct raw_calendar_entry *from = &raw->calendar[i];
        const struct mark *mark = entry_mark(build, "calendar", i);
        const struct raw_span span = {.from = from->from, .to = from->to};
        struct calendar_entry *entry = &calendar[i];
        *entry = (struct calendar_entry){.id = from->id, .label = from->label};
        if (build_span(build, mark, &span, &entry->from, &entry->to) != 0 ||
            build_repetition(build, mark_of(mark, "repeats"), from->repeats,
                             entry) != 0 ||
            read_source(build, mark_of(mark, "source"), &from->source,
                        &entry->source) != 0)
            return -1;
    }
    build->out->calendar = calendar;
    build->out->calendar_count = raw->calendar_count;
    const struct id_list ids =
        collect_ids(build, "日程", &calendar[0].id, raw->calendar_count,
                    sizeof calendar[0]);
    return ids.ids == NULL
               ? -1
               : check_ids(build, mark_of(build->text->root, "calendar"), "id",
                           &ids);
}

static int build_ledgers(const struct build *build,
                         const struct raw_policy *raw)
{
    build->out->ledgers = words_of(&raw->ledgers.names);
    build->out->ledgers_source = (struct source){"", "", "", ""};
    if (raw->ledgers.names.count == 0)
        return 0;
    return build_top_source(build, "ledgers", &raw->ledgers.source,
                            &build->out->ledgers_source);
}

/* An entry of `reports`; its calendar entry is among `calendar`. */
static int build_report(const struct build *build, const struct mark *mark,
                        const struct raw_report *raw,
                        const struct id_list *calendar,
                        struct report_order *out)
{
    *out = (struct report_order){.report = (enum special_report)raw->report,
                                 .calendar = POLICY_NONE};
    if (policy_report(build->policy, out->report) != NULL)
        return yaml_fail(build->text, mark_of(mark, "report"), build->failure,
                         "这种报表已经写过");
    if (raw->calendar != NULL &&
        read_reference(build, mark_of(mark, "calendar"), calendar,
                       raw->calendar, &out->calendar) != 0)
        return -1;
    return read_source(build, mark_of(mark, "source"), &raw->source,
                       &out->source);
}

static int build_reports(const struct build *build,
                         const struct raw_policy *raw)
{
    struct policy *policy = build->out;
    const struct id_list calendar =
        collect_ids(build, "日程", &policy->calendar[0].id,
                    policy->calendar_count, sizeof policy->calendar[0]);
    struct report_order *reports =
        new_list(build, raw->report_count, sizeof *reports);
    if (calendar.ids == NULL || reports == NULL)
        return -1;
    policy->reports = reports;
    for (size_t i = 0; i < raw->report_count; i++) {
        if (build_report(build, entry_mark(build, "reports", i),
                         &raw->reports[i], &calendar, &reports[i]) != 0)
            return -1;
        policy->report_count = i + 1;
    }
    return 0;
}

int policy_build(const struct build *build, const struct raw_policy *raw)
{
    struct policy_ids ids;
    if (build_documents(build, raw) != 0 ||
        build_assumptions(build, raw) != 0 || build_names(build, raw) != 0 ||
        build_money(build, raw) != 0 || build_dates(build, raw) != 0 ||
        build_rules(build, raw) != 0 || build_departments(build, raw) != 0 ||
        build_funds(build, raw) != 0 || build_applicants(build, raw) != 0 ||
        collect_references(build, raw, &ids) != 0 ||
        steps_build(build, &ids, raw) != 0 || build_counties(build, raw) != 0 ||
        build_calendar(build, raw) != 0 || build_ledgers(build, raw) != 0)
        return -1;
    return build_reports(build, raw);
}
