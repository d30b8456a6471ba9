/*
 * cases.yaml becomes a list of cases, names resolved against their policy.
 * A clerk writes what stands in a roster (三级, 注销, 烈土遗属): the words are
 * looked up among the values of the policy, so that each case tries those,
 * too. Amounts are not compared with the policy here: whether a case holds
 * is for whoever runs it.
 */
#include "core/case.h"
#include "import/defects.h"
#include "import/import.h"
#include "import/policy_values.h"
#include "import/review.h"
#include "import/values.h"

#include <string.h>

enum { SEQUENCE_LIMIT = 499 }; /* persons of a case: two numbers each */

static const char nobody[] = "无"; /* no category, in what is expected */

/* One case on its way. */
struct work {
    const struct build *build;
    const struct raw_case *raw;
    const struct mark *mark;
    struct policy_case *out;
};

/* Region 511499 is assigned to no county; an odd sequence is a man. */
static idkey invent_id(ymd birth, enum sex sex, size_t index)
{
    const idkey sequence = 2 * index + (sex == SEX_MALE ? 1 : 2);
    return (UINT64_C(511499) * 100000000 + (idkey)birth) * 1000 + sequence;
}

static int build_persons(const struct work *work)
{
    const struct build *build = work->build;
    const struct mark *list = mark_of(work->mark, "persons");
    const size_t count = work->raw->person_count;
    struct case_person *persons = new_list(build, count, sizeof *persons);
    if (persons == NULL)
        return -1;
    if (count > SEQUENCE_LIMIT)
        return yaml_fail(build->text, list, build->failure, "一个算例最多%d人",
                         SEQUENCE_LIMIT);
    for (size_t i = 0; i < count; i++) {
        const struct raw_case_person *from = &work->raw->persons[i];
        const struct mark *mark = mark_item(list, i);
        struct case_person *person = &persons[i];
        person->name = from->name;
        person->sex = (enum sex)from->sex;
        if (read_date(build, mark_of(mark, "born"), from->born,
                      &person->birth) != 0)
            return -1;
        person->id = invent_id(person->birth, person->sex, i);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(persons[j].name, person->name) == 0 &&
                yaml_fail(build->text, mark_of(mark, "name"), build->failure,
                          "“%s”写了两次", person->name) != 0)
                return -1;
        }
    }
    work->out->persons = persons;
    work->out->person_count = count;
    return 0;
}

static int find_person(const struct work *work, const struct mark *mark,
                       const char *name, uint16_t *out)
{
    for (size_t i = 0; i < work->out->person_count; i++) {
        if (strcmp(work->out->persons[i].name, name) == 0) {
            *out = (uint16_t)i;
            return 0;
        }
    }
    *out = POLICY_NONE;
    return yaml_fail(work->build->text, mark, work->build->failure,
                     "persons 里没有“%s”", name);
}

static int unknown_value(const struct work *work, const struct mark *mark,
                         enum field field, const char *text)
{
    return yaml_fail(work->build->text, mark, work->build->failure,
                     "“%s”不是%s的写法；可用的写法见 columns.yaml", text,
                     field_title(field));
}

/* The meaning of a roster's word; unchanged where the key was left out. */
static int read_value(const struct work *work, const struct mark *mark,
                      uint16_t kind, enum field field, const char *text,
                      uint16_t *meaning)
{
    if (text == NULL)
        return 0;
    const struct value_alias *value =
        policy_value(work->build->policy, kind, field, text);
    if (value == NULL)
        return unknown_value(work, mark, field, text);
    *meaning = value->meaning;
    return 0;
}

/* A disability's types, which may be several: 肢体、精神. */
static int read_types(const struct work *work, const struct mark *mark,
                      uint16_t kind, const char *text, uint8_t *types)
{
    char folded[VALUE_SIZE];
    if (text == NULL)
        return 0;
    text_fold(text, strlen(text), folded, sizeof folded);
    const int value = value_find_types(work->build->policy, kind, folded);
    if (value < 0)
        return unknown_value(work, mark, FIELD_DISABILITY_TYPE, text);
    *types = (uint8_t)value;
    return 0;
}

/* The row's category: named, or the kind's. */
static int read_category(const struct work *work, const struct mark *mark,
                         const struct raw_case_row *raw, struct case_row *row)
{
    const struct build *build = work->build;
    const struct roster_kind *kind = &build->policy->kinds[row->kind];
    const struct mark *at = mark_of(mark, "category");
    row->category = POLICY_NONE;
    if (read_value(work, at, row->kind, FIELD_CATEGORY, raw->category,
                   &row->category) != 0)
        return -1;
    if (raw->category != NULL &&
        policy_value(build->policy, row->kind, FIELD_CATEGORY, raw->category) ==
            NULL)
        return 0; /* told of */
    if (row->category == POLICY_NONE)
        row->category =
            roster_kind_default(build->policy, kind, row->grades, row->types);
    if (row->category == POLICY_NONE)
        return yaml_fail(build->text, mark, build->failure,
                         "“%s”有几种类别，要写“category”", kind->name);
    for (size_t i = 0; i < kind->category_count; i++) {
        if (kind->categories[i] == row->category)
            return 0;
    }
    return yaml_fail(build->text, at, build->failure, "“%s”里没有这个类别",
                     kind->name);
}

static int read_verdict(const struct work *work, const struct mark *mark,
                        const char *text, uint8_t *out)
{
    uint16_t index = 0;
    const char *names[VERDICT_COUNT];
    const struct id_list list = {
        .what = "结论", .ids = names, .count = VERDICT_COUNT};
    *out = CASE_VERDICT_OPEN;
    if (text == NULL)
        return 0;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        names[verdict] = verdict_name((enum verdict)verdict);
    if (read_reference(work->build, mark, &list, text, &index) != 0)
        return -1;
    if (index != POLICY_NONE)
        *out = (uint8_t)index;
    return 0;
}

/* Grade, type, states and movement, as the roster's columns would say. */
static int read_attributes(const struct work *work, const struct mark *mark,
                           const struct raw_case_row *raw, struct case_row *row)
{
    uint16_t grades = 0;
    uint16_t state = CERTIFICATE_VALID;
    uint16_t status = STATUS_CURRENT;
    uint16_t movement = MOVEMENT_NONE;
    if (read_value(work, mark_of(mark, "grade"), row->kind,
                   FIELD_DISABILITY_GRADE, raw->grade, &grades) != 0 ||
        read_types(work, mark_of(mark, "type"), row->kind, raw->type,
                   &row->types) != 0 ||
        read_value(work, mark_of(mark, "state"), row->kind,
                   FIELD_CERTIFICATE_STATE, raw->state, &state) != 0 ||
        read_value(work, mark_of(mark, "status"), row->kind, FIELD_STATUS,
                   raw->status, &status) != 0 ||
        read_value(work, mark_of(mark, "movement"), row->kind, FIELD_MOVEMENT,
                   raw->movement, &movement) != 0)
        return -1;
    row->grades = (uint8_t)grades;
    row->has_invalid_certificate = state == CERTIFICATE_INVALID;
    row->is_ended = status == STATUS_ENDED;
    row->movement = (uint8_t)movement;
    return 0;
}

static int build_row(const struct work *work, const struct mark *mark,
                     const struct raw_case_row *raw, struct case_row *row)
{
    const struct build *build = work->build;
    row->line = mark->line;
    row->kind = policy_kind(build->policy, raw->kind);
    if (row->kind == POLICY_NONE)
        return yaml_fail(build->text, mark_of(mark, "kind"), build->failure,
                         "columns.yaml 里没有“%s”这种花名册", raw->kind);
    if (find_person(work, mark_of(mark, "person"), raw->person, &row->person) !=
            0 ||
        read_attributes(work, mark, raw, row) != 0 ||
        read_category(work, mark, raw, row) != 0 ||
        read_date(build, mark_of(mark, "recognised"), raw->recognised,
                  &row->recognised) != 0 ||
        read_date(build, mark_of(mark, "ended"), raw->ended, &row->ended) != 0)
        return -1;
    return read_verdict(work, mark_of(mark, "verdict"), raw->verdict,
                        &row->verdict);
}

static int build_rows(const struct work *work)
{
    const struct mark *list = mark_of(work->mark, "rosters");
    const size_t count = work->raw->roster_count;
    struct case_row *rows = new_list(work->build, count, sizeof *rows);
    if (rows == NULL)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (build_row(work, mark_item(list, i), &work->raw->rosters[i],
                      &rows[i]) != 0)
            return -1;
    }
    work->out->rows = rows;
    work->out->row_count = count;
    return 0;
}

/* A fund or an applicant by its id or its name; none where left out. */
static int read_payer(const struct work *work, const struct mark *mark,
                      const struct id_list *ids, const struct id_list *names,
                      const char *text, uint16_t *out)
{
    *out = POLICY_NONE;
    if (text == NULL)
        return 0;
    for (size_t i = 0; i < ids->count; i++) {
        if (strcmp(ids->ids[i], text) == 0) {
            *out = (uint16_t)i;
            return 0;
        }
    }
    return read_reference(work->build, mark, names, text, out);
}

static int read_fund(const struct work *work, const struct mark *mark,
                     const char *text, uint16_t *out)
{
    const struct policy *policy = work->build->policy;
    const size_t count = policy->fund_count;
    const char **ids = new_list(work->build, count, sizeof *ids);
    const char **names = new_list(work->build, count, sizeof *names);
    if (ids == NULL || names == NULL)
        return -1;
    for (size_t i = 0; i < count; i++) {
        ids[i] = policy->funds[i].id;
        names[i] = policy->funds[i].name;
    }
    const struct id_list by_id = {.ids = ids, .count = count};
    const struct id_list by_name = {"资金", names, count};
    return read_payer(work, mark, &by_id, &by_name, text, out);
}

static int read_applicant(const struct work *work, const struct mark *mark,
                          const char *text, uint16_t *out)
{
    const struct policy *policy = work->build->policy;
    const size_t count = policy->applicant_count;
    const char **ids = new_list(work->build, count, sizeof *ids);
    const char **names = new_list(work->build, count, sizeof *names);
    if (ids == NULL || names == NULL)
        return -1;
    for (size_t i = 0; i < count; i++) {
        ids[i] = policy->applicants[i].id;
        names[i] = policy->applicants[i].name;
    }
    const struct id_list by_id = {.ids = ids, .count = count};
    const struct id_list by_name = {"申请部门", names, count};
    return read_payer(work, mark, &by_id, &by_name, text, out);
}

static int build_expectation(const struct work *work, const struct mark *mark,
                             const struct raw_expectation *raw,
                             struct case_expectation *out)
{
    const struct build *build = work->build;
    out->line = mark->line;
    out->category = POLICY_NONE;
    if (strcmp(raw->category, nobody) != 0 &&
        read_value(work, mark_of(mark, "category"), POLICY_NONE, FIELD_CATEGORY,
                   raw->category, &out->category) != 0)
        return -1;
    if (find_person(work, mark_of(mark, "person"), raw->person, &out->person) !=
            0 ||
        read_amount(build, mark_of(mark, "subsidy"), raw->subsidy,
                    &out->subsidy) != 0 ||
        read_amount(build, mark_of(mark, "personal_due"), raw->personal_due,
                    &out->personal_due) != 0 ||
        read_fund(work, mark_of(mark, "fund"), raw->fund, &out->fund) != 0)
        return -1;
    return read_applicant(work, mark_of(mark, "applicant"), raw->applicant,
                          &out->applicant);
}

/* Each person once: a case says what becomes of everybody in it. */
static int check_everybody(const struct work *work)
{
    const struct build *build = work->build;
    const struct policy_case *out = work->out;
    for (size_t i = 0; i < out->person_count; i++) {
        size_t count = 0;
        for (size_t j = 0; j < out->expectation_count; j++)
            count += out->expectations[j].person == i;
        if (count != 1 && yaml_fail(build->text, mark_of(work->mark, "expect"),
                                    build->failure, "“%s”要写一次，现有%zu次",
                                    out->persons[i].name, count) != 0)
            return -1;
    }
    return 0;
}

static int build_expectations(const struct work *work)
{
    const struct mark *list = mark_of(work->mark, "expect");
    const size_t count = work->raw->expect_count;
    struct case_expectation *expectations =
        new_list(work->build, count, sizeof *expectations);
    if (expectations == NULL)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (build_expectation(work, mark_item(list, i), &work->raw->expect[i],
                              &expectations[i]) != 0)
            return -1;
    }
    work->out->expectations = expectations;
    work->out->expectation_count = count;
    return check_everybody(work);
}

static int build_findings(const struct work *work)
{
    const struct build *build = work->build;
    const struct mark *list = mark_of(work->mark, "findings");
    const size_t count = work->raw->findings.count;
    enum diag_code *findings = new_list(build, count, sizeof *findings);
    if (findings == NULL)
        return -1;
    for (size_t i = 0; i < count; i++) {
        const char *name = work->raw->findings.items[i];
        const enum diag_code code = diag_find(name);
        size_t at = i;
        if (code == DIAG_NONE &&
            yaml_fail(build->text, mark_item(list, i), build->failure,
                      "没有这个诊断代码“%s”（见 daopan codes）", name) != 0)
            return -1;
        for (; at > 0 && findings[at - 1] > code; at--)
            findings[at] = findings[at - 1];
        findings[at] = code;
    }
    work->out->findings = findings;
    work->out->finding_count = count;
    return 0;
}

/* The day the case is decided on, within the policy's time in force. */
static int read_as_of(const struct work *work)
{
    char from[YMD_TEXT_SIZE];
    char to[YMD_TEXT_SIZE];
    const struct build *build = work->build;
    const struct policy *policy = build->policy;
    const struct mark *mark = mark_of(work->mark, "as_of");
    ymd *as_of = &work->out->as_of;
    if (read_date(build, mark, work->raw->as_of, as_of) != 0)
        return -1;
    if (*as_of == YMD_NONE ||
        (*as_of >= policy->in_force_from && *as_of <= policy->in_force_to))
        return 0;
    return yaml_fail(build->text, mark, build->failure,
                     "不在政策的适用期内（%s 至 %s）",
                     ymd_text(policy->in_force_from, from),
                     ymd_text(policy->in_force_to, to));
}

static int build_case(const struct build *build, const struct raw_case *raw,
                      const struct mark *mark, struct policy_case *out)
{
    const struct work work = {
        .build = build, .raw = raw, .mark = mark, .out = out};
    out->name = raw->name;
    out->clause = raw->clause;
    out->line = mark->line;
    if (read_as_of(&work) != 0 || build_persons(&work) != 0 ||
        build_rows(&work) != 0 || build_expectations(&work) != 0)
        return -1;
    return build_findings(&work);
}

static int build_cases(const struct build *build, const struct raw_cases *raw,
                       struct case_list *out)
{
    const struct mark *root = build->text->root;
    const struct mark *list = mark_of(root, "cases");
    struct policy_case *cases = new_list(build, raw->case_count, sizeof *cases);
    if (cases == NULL)
        return -1;
    if (strcmp(raw->policy, build->policy->id) != 0 &&
        yaml_fail(build->text, mark_of(root, "policy"), build->failure,
                  "应与 policy.yaml 的 id“%s”相同", build->policy->id) != 0)
        return -1;
    for (size_t i = 0; i < raw->case_count; i++) {
        if (build_case(build, &raw->cases[i], mark_item(list, i), &cases[i]) !=
            0)
            return -1;
    }
    out->cases = cases;
    out->count = raw->case_count;
    return 0;
}

/* Reads and parses cases.yaml beside `path`; strict, marks refused. */
static int read_text(const char *path, struct arena *arena,
                     struct yaml_text *out, struct failure *failure)
{
    struct file_text file;
    const char *folder = text_file_folder(path, arena);
    *out = (struct yaml_text){.root = NULL};
    if (folder == NULL)
        return failure_memory(failure);
    if (text_file_read(folder, "cases.yaml", arena, &file, failure) != 0 ||
        review_check(&file, failure) != 0)
        return -1;
    return yaml_text_parse(file.name, file.bytes, file.length, arena, out,
                           failure);
}

int cases_load(const char *path, const struct policy *policy,
               struct arena *arena, const struct case_list **out,
               struct failure *failure)
{
    struct yaml_text text;
    const struct raw_cases *raw = NULL;
    const struct build build = {
        .text = &text, .arena = arena, .failure = failure, .policy = policy};
    struct case_list *list = arena_alloc(arena, sizeof *list);
    if (list == NULL)
        return failure_memory(failure);
    if (read_text(path, arena, &text, failure) != 0 ||
        raw_cases_load(&text, arena, &raw, failure) != 0 ||
        build_cases(&build, raw, list) != 0)
        return -1;
    list->path = text.file;
    *out = list;
    return 0;
}

int cases_defects(const char *path, const struct policy *policy,
                  struct arena *arena, struct policy_findings *out,
                  struct failure *failure)
{
    struct yaml_text text;
    struct case_list list;
    const struct raw_cases *raw = NULL;
    struct defects defects = {
        .found = out, .file = POLICY_FILE_CASES, .arena = arena};
    const struct build build = {
        .text = &text, .arena = arena, .failure = failure, .policy = policy};
    if (read_text(path, arena, &text, failure) != 0)
        return -1;
    text.defects = &defects;
    if (raw_cases_load(&text, arena, &raw, failure) != 0 ||
        build_cases(&build, raw, &list) != 0)
        return -1;
    policy_findings_sort(out);
    return 0;
}
