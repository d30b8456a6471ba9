/*
 * What the writers share: opening a workbook of the set, sums over the
 * allocation's slices, and going through the persons in printing order.
 */
#include "reports/report_set.h"

#include <string.h>

int report_book_open(const struct report_set *set, const struct report_job *job,
                     const char *title, struct book **out,
                     struct failure *failure)
{
    const struct book_info info = {
        .title = title,
        .author = set->policy->bureau,
        .program = set->input->program_version,
        .line = set->line,
        .date = set->input->as_of,
    };
    return book_open(job->path, &info, out, failure);
}

void file_name_append(struct text *out, const char *part)
{
    enum { BYTES_MAX = 100 };
    const char *end = part + strlen(part);
    const size_t limit = out->length + BYTES_MAX;
    while (part < end && out->length < limit) {
        char bytes[4];
        uint32_t rune = utf8_next(&part, end);
        if (rune < 0x20 || rune == 0x7F ||
            (rune < 0x80 && strchr("/\\:*?\"<>|", (int)rune) != NULL))
            rune = ' ';
        text_append_bytes(out, bytes, utf8_put(rune, bytes));
    }
}

/* ---- sums ---- */

static bool fits(uint16_t wanted, uint16_t found)
{
    return wanted == SLICE_ANY || wanted == found;
}

static bool category_fits(const struct policy *policy, uint16_t index,
                          const struct slice_filter *filter)
{
    if (!fits(filter->category, index))
        return false;
    if (index == POLICY_NONE)
        return fits(filter->fund, POLICY_NONE) &&
               fits(filter->applicant, POLICY_NONE) &&
               fits(filter->department, POLICY_NONE);
    const struct category *category = &policy->categories[index];
    return fits(filter->fund, category->fund) &&
           fits(filter->applicant, category->applicant) &&
           fits(filter->department, category->department);
}

static bool slice_fits(const struct policy *policy, const struct slice *slice,
                       const struct slice_filter *filter)
{
    if (filter->county != NULL && filter->county->ref != slice->county)
        return false;
    return category_fits(policy, slice->category, filter);
}

struct tally slices_sum(const struct report_set *set,
                        const struct slice_filter *filter)
{
    const struct allocation *allocation = set->allocation;
    struct tally sum = {.heads = 0};
    for (size_t i = 0; i < allocation->slice_count; i++) {
        const struct slice *slice = &allocation->slices[i];
        if (!slice_fits(set->policy, slice, filter))
            continue;
        /* Parts of allocation.total, which did not overflow. */
        sum.heads += slice->tally.heads;
        sum.subsidy += slice->tally.subsidy;
        sum.personal_due += slice->tally.personal_due;
    }
    return sum;
}

fen tally_premium(const struct tally *tally)
{
    return tally->subsidy + tally->personal_due;
}

static void add_flow(struct flow_sum *sum, const struct flow_sum *part)
{
    sum->heads += part->heads;
    sum->subsidy += part->subsidy;
}

/* Index of a category by its id, as requests name it. */
static uint16_t category_named(const struct policy *policy, const char *id)
{
    for (uint16_t i = 0; i < policy->category_count; i++)
        if (strcmp(policy->categories[i].id, id) == 0)
            return i;
    return SLICE_GONE;
}

static bool is_named(const struct report_set *set, strref ref, const char *name)
{
    return strcmp(roster_string(set->roster, ref), name) == 0;
}

static bool request_fits(const struct report_set *set,
                         const struct request_line *line,
                         const struct slice_filter *filter)
{
    const struct policy *policy = set->policy;
    if (filter->county != NULL &&
        !is_named(set, line->county, filter->county->key))
        return false;
    if (filter->applicant < policy->applicant_count &&
        !is_named(set, line->applicant,
                  policy->applicants[filter->applicant].name))
        return false;
    if (filter->fund < policy->fund_count &&
        !is_named(set, line->fund, policy->funds[filter->fund].name))
        return false;
    return filter->category == SLICE_ANY ||
           filter->category ==
               category_named(policy,
                              roster_string(set->roster, line->category));
}

struct flow flows_sum(const struct report_set *set,
                      const struct slice_filter *filter)
{
    const struct allocation *allocation = set->allocation;
    struct flow sum = {.added = {0, 0}};
    for (size_t i = 0; i < allocation->request_count; i++) {
        const struct request_line *line = &allocation->requests[i];
        if (!request_fits(set, line, filter))
            continue;
        add_flow(&sum.added, &line->flow.added);
        add_flow(&sum.deducted, &line->flow.deducted);
        add_flow(&sum.cumulative, &line->flow.cumulative);
    }
    if (allocation->request_count == 0) {
        const struct tally all = slices_sum(set, filter);
        sum.cumulative.heads = all.subsidy == 0 ? 0 : all.heads;
        sum.cumulative.subsidy = all.subsidy;
        sum.added = sum.cumulative;
    }
    return sum;
}

/* ---- persons ---- */

bool person_next(const struct report_set *set, struct person_walk *walk,
                 const struct person **person, const struct home **home)
{
    const struct people *people = &set->people;
    if (walk->at == people->count)
        return false;
    const struct home *at = &set->gazetteer.homes[walk->home];
    while (walk->at == (size_t)at->first + at->count)
        at = &set->gazetteer.homes[++walk->home];
    *home = at;
    *person = &people->items[walk->at++];
    return true;
}

void person_columns(const struct report_set *set, struct column *columns)
{
    const char *county = set->policy->county_noun;
    if (*county == '\0')
        county = field_title(FIELD_COUNTY);
    const struct gazetteer *gazetteer = &set->gazetteer;
    const struct column first[PERSON_COLUMNS] = {
        COLUMN("序号", 6, SERIAL),
        COLUMN(county, 10, WORD),
        COLUMN(field_title(FIELD_TOWN), gazetteer->has_towns ? 12 : 0, TEXT),
        COLUMN(field_title(FIELD_VILLAGE), gazetteer->has_villages ? 12 : 0,
               TEXT),
        COLUMN("姓名", 9, WORD),
        COLUMN("证件号码", 20, ID),
    };
    memcpy(columns, first, sizeof first);
}

void person_values(const struct person *person, const struct home *home,
                   int64_t number, struct value *values)
{
    values[0] = value_number(number);
    values[1] = value_phrase(&home->county);
    values[2] = value_phrase(&home->town);
    values[3] = value_phrase(&home->village);
    values[4] = value_phrase(&person->name);
    values[5] = value_id(person->decision.id);
}

int category_words_prepare(struct report_set *set)
{
    const struct policy *policy = set->policy;
    struct category_words *words =
        arena_array(set->arena, policy->category_count, sizeof *words);
    if (words == NULL)
        return -1;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        words[i] = (struct category_words){
            .code = phrase_of(category->code),
            .name = phrase_of(category->name),
            .fund = phrase_of(category->fund == POLICY_NONE
                                  ? ""
                                  : policy->funds[category->fund].name),
            .department =
                phrase_of(policy->departments[category->department].name),
        };
    }
    set->words = words;
    return 0;
}

double code_width(const struct report_set *set, double width)
{
    const struct policy *policy = set->policy;
    for (size_t i = 0; i < policy->category_count; i++) {
        if (policy->categories[i].code[0] != '\0')
            return width;
    }
    return 0;
}

const struct category *decision_category(const struct report_set *set,
                                         const struct decision *decision)
{
    return decision->category == POLICY_NONE
               ? NULL
               : &set->policy->categories[decision->category];
}
