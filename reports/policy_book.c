/*
 * A policy as a workbook, to be held against the document: the sheets of the
 * audit workbook that are about the policy, and everything else it orders,
 * with what the documents leave out.
 */
#include "reports/audit.h"

#include "core/policy_facts.h"
#include "reports/proof.h"

enum { FACT_SECTION, FACT_WHAT, FACT_VALUE, FACT_BASIS, FACT_COLUMNS };

static void put_facts(struct book *book, const struct policy_facts *facts)
{
    static const struct column columns[FACT_COLUMNS] = {
        [FACT_SECTION] = COLUMN("类", 16, LINES),
        [FACT_WHAT] = COLUMN("事项", 24, LINES),
        [FACT_VALUE] = COLUMN("规定", 44, LINES),
        [FACT_BASIS] = COLUMN("依据和原文", 44, LINES),
    };
    const struct sheet_plan plan = {
        .name = "规定",
        .title = "标准、规则、日程、资金和其他规定",
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = FACT_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "",
    };
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < facts->count; i++) {
        const struct policy_fact *fact = &facts->items[i];
        const struct value values[FACT_COLUMNS] = {
            [FACT_SECTION] = value_text(fact->section),
            [FACT_WHAT] = value_text(fact->what),
            [FACT_VALUE] = value_text(fact->value),
            [FACT_BASIS] = value_text(fact->basis),
        };
        sheet_row(sheet, values);
    }
    sheet_end(sheet);
}

static int write_book(const struct policy *policy, const char *line,
                      const struct policy_facts *facts,
                      const char *program_version, const char *path,
                      struct failure *failure)
{
    const struct book_info info = {
        .title = policy->title,
        .author = policy->bureau,
        .program = program_version,
        .line = line,
        .date = policy->checked_on,
    };
    const struct report_set set = {.policy = policy};
    struct book *book = NULL;
    if (book_open(path, &info, &book, failure) != 0)
        return -1;
    audit_documents(book, &set);
    audit_order(book, &set);
    put_facts(book, facts);
    assumption_sheet(book, &set);
    return book_close(book, failure);
}

int policy_book_write(const struct policy *policy, const char *program_version,
                      const char *path, struct failure *failure)
{
    struct policy_facts facts = {.items = NULL};
    struct text line = TEXT_INIT;
    char date[YMD_TEXT_SIZE];
    struct arena *arena = arena_new();
    int status = -1;
    text_printf(&line, "政策：%s　　参保年度：%d年　　最近一次与文件核对：%s",
                policy->id, policy->insured_year,
                ymd_text(policy->checked_on, date));
    if (arena == NULL || line.failed ||
        policy_facts_make(policy, arena, &facts) != 0)
        failure_memory(failure);
    else
        status = write_book(policy, text_of(&line), &facts, program_version,
                            path, failure);
    mem_free(facts.items);
    arena_free(arena);
    text_release(&line);
    return status;
}
