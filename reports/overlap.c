/*
 * Overlaps: everyone whom several departments or lists certify, with the
 * chain of identities in import order, what became of each, and which one is
 * in effect; then numbers with two names, and identities that exclude each
 * other. Reasons are printed as the allocation gives them.
 */
#include "reports/proof.h"
#include "reports/report_set.h"
#include "reports/wording.h"
#include "reports/words.h"

/* What is told of a decision beside its chain. */
static const struct {
    enum decision_flag flag;
    const char *words;
} told[] = {
    {DECISION_BENEFIT_FALLS, "待遇降低"},
    {DECISION_PAYER_CHANGES, "付款方变更"},
    {DECISION_EXCLUSIVE, "类别互斥"},
    {DECISION_NAMES_DIFFER, "姓名不一致"},
};
enum { FLAGS_TOLD = sizeof told / sizeof told[0] };

/* What is said about everybody with the same category. */
struct category_lines {
    struct phrase link;       /* "第3步 民政 特困人员：" */
    struct phrase conditions; /* "（须符合：…）"; "" = none */
    struct phrase end;        /* "→ 生效：特困人员" */
    struct phrase reason;     /* why it is in effect */
};

struct overlap {
    const struct report_set *set;
    struct book *book;
    const struct category_lines *lines; /* by category */
    struct category_lines none;         /* of people without any */
    struct phrase verdicts[VERDICT_COUNT];
    struct phrase flag_names[FLAGS_TOLD];
    struct phrase nobody;
    struct wording chain; /* scratch */
    struct wording flags;
};

/* ---- what a category is told by ---- */

static struct phrase keep_line(struct book *book, struct text *text)
{
    const struct phrase line = phrase_of(book_keep(book, text));
    text_clear(text);
    return line;
}

static void append_conditions(struct text *out, const struct category *category)
{
    if (category->alternative_count == 0)
        return;
    text_append(out, "（须符合：");
    for (size_t i = 0; i < category->alternative_count; i++) {
        if (i > 0)
            text_append(out, "；");
        text_append(out, category->alternatives[i].label);
    }
    text_append(out, "）");
}

static void make_lines(struct overlap *overlap, const struct category *category,
                       struct text *text, struct category_lines *out)
{
    const struct policy *policy = overlap->set->policy;
    const int step = policy->steps[category->step].number;
    text_printf(text, "第%d步 %s %s：", step,
                policy->departments[category->department].name, category->name);
    out->link = keep_line(overlap->book, text);
    append_conditions(text, category);
    out->conditions = keep_line(overlap->book, text);
    text_printf(text, "→ 生效：%s", category->name);
    out->end = keep_line(overlap->book, text);
    text_printf(text,
                policy->precedence == PRECEDENCE_LAST_LOADED
                    ? "符合条件的身份中第%d步导入在后，以其为准（"
                    : "符合条件的身份中第%d步导入在先，以其为准（",
                step);
    append_source(text, policy, &policy->precedence_source);
    text_append(text, "）");
    out->reason = keep_line(overlap->book, text);
}

/* After an error of the book there are none. */
static void make_all_lines(struct overlap *overlap)
{
    const struct policy *policy = overlap->set->policy;
    struct category_lines *lines =
        book_array(overlap->book, policy->category_count, sizeof *lines);
    struct text text = TEXT_INIT;
    for (size_t i = 0; lines != NULL && i < policy->category_count; i++)
        make_lines(overlap, &policy->categories[i], &text, &lines[i]);
    text_release(&text);
    overlap->lines = lines;
    overlap->none = (struct category_lines){
        .end = phrase_of("→ 生效：无"),
        .reason = phrase_of("没有符合条件的身份，不享受资助"),
    };
    overlap->nobody = phrase_of("无");
    for (int i = 0; i < VERDICT_COUNT; i++)
        overlap->verdicts[i] = phrase_of(verdict_words((enum verdict)i));
    for (size_t i = 0; i < FLAGS_TOLD; i++)
        overlap->flag_names[i] = phrase_of(told[i].words);
}

static const struct category_lines *lines_of(const struct overlap *overlap,
                                             const struct decision *decision)
{
    return decision->category == POLICY_NONE
               ? &overlap->none
               : &overlap->lines[decision->category];
}

/* ---- the chain ---- */

/* The verdict on a category, joined over the person's rows that have it: what
 * speaks for it prevails. `*i` moves on to the next category. */
static enum verdict join_rows(const struct overlap *overlap,
                              const struct decision *decision, uint32_t *i)
{
    const struct allocation *allocation = overlap->set->allocation;
    const struct roster_row *rows = overlap->set->roster->rows;
    const uint32_t *order = &allocation->order[decision->first];
    const uint16_t category = rows[order[*i]].category;
    enum verdict joined = (enum verdict)allocation->verdicts[order[*i]];
    for (; *i < decision->count && rows[order[*i]].category == category; ++*i) {
        const enum verdict verdict =
            (enum verdict)allocation->verdicts[order[*i]];
        if (verdict == VERDICT_WON ||
            (verdict == VERDICT_SUPERSEDED && joined != VERDICT_WON))
            joined = verdict;
    }
    return joined;
}

static void append_link(struct overlap *overlap, uint16_t index,
                        enum verdict verdict)
{
    struct wording *const chain = &overlap->chain;
    const struct category_lines *lines = &overlap->lines[index];
    wording_add(chain, &lines->link);
    wording_add(chain, &overlap->verdicts[verdict]);
    if (verdict == VERDICT_CONDITION)
        wording_add(chain, &lines->conditions);
    wording_break(chain);
}

static void make_chain(struct overlap *overlap, const struct decision *decision)
{
    const struct allocation *allocation = overlap->set->allocation;
    wording_clear(&overlap->chain);
    uint32_t i = 0;
    while (i < decision->count) {
        const uint32_t row = allocation->order[decision->first + i];
        const uint16_t category = overlap->set->roster->rows[row].category;
        const enum verdict verdict = join_rows(overlap, decision, &i);
        if (category != POLICY_NONE)
            append_link(overlap, category, verdict);
    }
    wording_add(&overlap->chain, &lines_of(overlap, decision)->end);
}

static void make_flags(struct overlap *overlap, const struct decision *decision)
{
    struct wording *const flags = &overlap->flags;
    wording_clear(flags);
    for (size_t i = 0; i < FLAGS_TOLD; i++) {
        if ((decision->flags & told[i].flag) == 0)
            continue;
        if (flags->text.length > 0)
            wording_break(flags);
        wording_add(flags, &overlap->flag_names[i]);
    }
}

enum {
    CHAIN_NUMBER,
    CHAIN_COUNTY,
    CHAIN_NAME,
    CHAIN_ID,
    CHAIN_LINKS,
    CHAIN_WINNER,
    CHAIN_AMOUNT,
    CHAIN_REASON,
    CHAIN_FLAGS,
    CHAIN_COLUMNS
};

static void put_person(struct overlap *overlap, struct sheet *sheet,
                       const struct person *person, const struct home *home)
{
    const struct report_set *set = overlap->set;
    const struct decision *decision = &person->decision;
    make_chain(overlap, decision);
    make_flags(overlap, decision);
    const struct value values[CHAIN_COLUMNS] = {
        [CHAIN_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [CHAIN_COUNTY] = value_phrase(&home->county),
        [CHAIN_NAME] = value_phrase(&person->name),
        [CHAIN_ID] = value_id(decision->id),
        [CHAIN_LINKS] = value_phrase(wording_phrase(&overlap->chain)),
        [CHAIN_WINNER] =
            value_phrase(decision->category == POLICY_NONE
                             ? &overlap->nobody
                             : &set->words[decision->category].name),
        [CHAIN_AMOUNT] = value_number(decision_subsidy(set->policy, decision)),
        [CHAIN_REASON] = value_phrase(&lines_of(overlap, decision)->reason),
        [CHAIN_FLAGS] = value_phrase(wording_phrase(&overlap->flags)),
    };
    sheet_row(sheet, values);
}

static void put_chains(struct overlap *overlap)
{
    const struct report_set *set = overlap->set;
    const struct column columns[CHAIN_COLUMNS] = {
        [CHAIN_NUMBER] = COLUMN("序号", 6, SERIAL),
        [CHAIN_COUNTY] = COLUMN(set->policy->county_noun, 10, WORD),
        [CHAIN_NAME] = COLUMN("姓名", 9, WORD),
        [CHAIN_ID] = COLUMN("证件号码", 20, ID),
        [CHAIN_LINKS] = COLUMN("各项身份及裁定（按导盘顺序）", 52, LINES),
        [CHAIN_WINNER] = COLUMN("生效身份", 16, TEXT),
        [CHAIN_AMOUNT] = SUMMED("资助金额", 11, MONEY),
        [CHAIN_REASON] = COLUMN("裁定理由及依据", 44, LINES),
        [CHAIN_FLAGS] = COLUMN("提示", 12, LINES),
    };
    const struct sheet_plan plan = {
        .name = "身份重叠裁定",
        .title = "身份重叠人员裁定表",
        .unit = "单位：元",
        .head = "",
        .columns = columns,
        .column_count = CHAIN_COLUMNS,
        .frozen = CHAIN_LINKS,
        .has_filter = true,
        .has_signature = true,
        .is_bulk = true,
        .if_empty = "本期没有身份重叠的人员",
    };
    struct sheet *sheet = sheet_begin(overlap->book, &plan);
    struct person_walk walk = {.home = 0};
    const struct person *person;
    const struct home *home;
    while (sheet != NULL && person_next(set, &walk, &person, &home)) {
        people_expect(&set->people, set->allocation, walk.at, DECISION_OVERLAP);
        if ((person->decision.flags & DECISION_OVERLAP) != 0)
            put_person(overlap, sheet, person, home);
    }
    sheet_total(sheet, "合计");
    sheet_note(sheet,
               "待遇降低：另有一项符合条件、先导入的身份资助更多；付款方变更："
               "另有一项符合条件的身份由其他单位申请资助。",
               false);
    note_assumptions(sheet, overlap->book, set, SLICE_ANY);
    sheet_end(sheet);
}

/* ---- findings about persons ---- */

enum {
    PAIR_NUMBER,
    PAIR_ID,
    PAIR_NAME,
    PAIR_HERE,
    PAIR_OTHER,
    PAIR_MESSAGE,
    PAIR_REMEDY,
    PAIR_COLUMNS
};

static void append_place(struct text *out, const struct roster *roster,
                         const struct place *place)
{
    text_clear(out);
    if (place->file != PLACE_NONE)
        place_append(out, roster_file_name(roster, place->file),
                     roster_sheet_name(roster, place->sheet), place->row,
                     place->column);
}

static void put_finding(const struct overlap *overlap, struct sheet *sheet,
                        const struct diag *diag)
{
    const struct roster *roster = overlap->set->roster;
    struct text here = TEXT_INIT;
    struct text other = TEXT_INIT;
    struct text message = TEXT_INIT;
    struct text remedy = TEXT_INIT;
    append_place(&here, roster, &diag->at);
    append_place(&other, roster, &diag->other);
    roster_append_message(&message, roster, diag, LANGUAGE_ZH);
    roster_append_remedy(&remedy, roster, diag, LANGUAGE_ZH);
    const struct value values[PAIR_COLUMNS] = {
        [PAIR_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [PAIR_ID] = value_id(diag->id),
        [PAIR_NAME] = value_text(roster_string(roster, diag->name)),
        [PAIR_HERE] = value_text(book_text(overlap->book, &here)),
        [PAIR_OTHER] = value_text(book_text(overlap->book, &other)),
        [PAIR_MESSAGE] = value_text(book_text(overlap->book, &message)),
        [PAIR_REMEDY] = value_text(book_text(overlap->book, &remedy)),
    };
    sheet_row(sheet, values);
    text_release(&here);
    text_release(&other);
    text_release(&message);
    text_release(&remedy);
}

static void put_findings(const struct overlap *overlap, enum diag_code code,
                         const char *name, const char *title)
{
    static const struct column columns[PAIR_COLUMNS] = {
        [PAIR_NUMBER] = COLUMN("序号", 6, SERIAL),
        [PAIR_ID] = COLUMN("证件号码", 20, ID),
        [PAIR_NAME] = COLUMN("姓名", 9, WORD),
        [PAIR_HERE] = COLUMN("所在位置", 26, LINES),
        [PAIR_OTHER] = COLUMN("另一处位置", 26, LINES),
        [PAIR_MESSAGE] = COLUMN("情况", 42, LINES),
        [PAIR_REMEDY] = COLUMN("处理建议", 26, LINES),
    };
    const struct sheet_plan plan = {
        .name = name,
        .title = title,
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = PAIR_COLUMNS,
        .frozen = PAIR_HERE,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "本期没有这类情况",
    };
    const struct roster *roster = overlap->set->roster;
    struct sheet *sheet = sheet_begin(overlap->book, &plan);
    for (size_t i = 0; i < roster->diag_count; i++)
        if (roster->diags[i].code == code)
            put_finding(overlap, sheet, &roster->diags[i]);
    sheet_end(sheet);
}

int overlap_write(const struct report_set *set, const struct report_job *job,
                  struct failure *failure)
{
    struct overlap overlap = {
        .set = set,
        .chain = WORDING_INIT,
        .flags = WORDING_INIT,
    };
    if (report_book_open(set, job, "身份重叠裁定", &overlap.book, failure) != 0)
        return -1;
    make_all_lines(&overlap);
    put_chains(&overlap);
    put_findings(&overlap, DIAG_NAME_CONFLICT, "同号不同名",
                 "身份证号相同姓名不同情况表");
    put_findings(&overlap, DIAG_NEAR_NUMBER, "号码相近",
                 "同名同出生日期而号码只差一位或两位对调情况表");
    put_findings(&overlap, DIAG_CATEGORIES_EXCLUDE, "类别互斥",
                 "互相排斥的身份类别核实表");
    if (overlap.chain.text.failed || overlap.flags.text.failed)
        book_fail_memory(overlap.book);
    wording_release(&overlap.chain);
    wording_release(&overlap.flags);
    return book_close(overlap.book, failure);
}
