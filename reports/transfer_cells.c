/*
 * The transfer summary's finest view: each fund by county and category, once
 * as a list with standards and departments, once as a matrix with a pair of
 * columns for each county.
 */
#include "reports/transfer.h"

/* ---- a list ---- */

enum {
    CELL_FUND,
    CELL_COUNTY,
    CELL_CODE,
    CELL_CATEGORY,
    CELL_DEPARTMENT,
    CELL_HEADS,
    CELL_STANDARD,
    CELL_AMOUNT,
    CELL_PERSONAL,
    CELL_PREMIUM,
    CELL_COLUMNS
};

static void put_cell(const struct transfer *transfer, struct sheet *sheet,
                     const struct home_county *county, uint16_t index)
{
    const struct policy *policy = transfer->set->policy;
    const struct category *category =
        index == POLICY_NONE ? NULL : &policy->categories[index];
    struct slice_filter filter = SLICE_ALL;
    filter.county = county;
    filter.category = index;
    const struct tally tally = slices_sum(transfer->set, &filter);
    if (tally.heads == 0)
        return;
    const bool is_funded = category != NULL && category->fund != POLICY_NONE;
    struct value values[CELL_COLUMNS] = {
        [CELL_FUND] = value_text(is_funded ? policy->funds[category->fund].name
                                           : "不享受资助"),
        [CELL_COUNTY] = value_text(county->name),
        [CELL_CODE] = value_text(category == NULL ? "" : category->code),
        [CELL_CATEGORY] =
            value_text(category == NULL ? "无符合条件的身份" : category->name),
        [CELL_DEPARTMENT] = value_text(
            category == NULL ? ""
                             : policy->departments[category->department].name),
        [CELL_HEADS] = value_number(tally.heads),
        [CELL_STANDARD] =
            value_number(category == NULL ? 0 : category->subsidy),
        [CELL_AMOUNT] = value_number(tally.subsidy),
        [CELL_PERSONAL] = value_number(tally.personal_due),
        [CELL_PREMIUM] = value_formula("H#+I#", tally_premium(&tally)),
    };
    sheet_row(sheet, values);
}

/* All cells of a fund; POLICY_NONE = what no fund pays. */
static void put_fund_cells(const struct transfer *transfer, struct sheet *sheet,
                           uint16_t fund, const char *label)
{
    const struct report_set *set = transfer->set;
    const struct policy *policy = set->policy;
    const int64_t before = sheet_rows(sheet);
    for (size_t c = 0; c < set->gazetteer.county_count; c++) {
        for (uint16_t i = 0; i < policy->category_count; i++)
            if (policy->categories[i].fund == fund)
                put_cell(transfer, sheet, &set->gazetteer.counties[c], i);
        if (fund == POLICY_NONE)
            put_cell(transfer, sheet, &set->gazetteer.counties[c], POLICY_NONE);
    }
    if (sheet_rows(sheet) == before)
        return;
    struct text line = TEXT_INIT;
    text_printf(&line, "%s小计", label);
    sheet_subtotal(sheet, book_text(transfer->book, &line));
    text_release(&line);
}

void transfer_cells(const struct transfer *transfer)
{
    const struct policy *policy = transfer->set->policy;
    const struct column columns[CELL_COLUMNS] = {
        [CELL_FUND] = COLUMN("资金来源", 20, TEXT),
        [CELL_COUNTY] = COLUMN(policy->county_noun, 12, WORD),
        [CELL_CODE] =
            COLUMN("身份类别代码", code_width(transfer->set, 9), CODE),
        [CELL_CATEGORY] = COLUMN("身份类别", 20, TEXT),
        [CELL_DEPARTMENT] = COLUMN("认定部门", 10, WORD),
        [CELL_HEADS] = SUMMED("人数", 9, COUNT),
        [CELL_STANDARD] = COLUMN("资助标准\n（元/人）", 10, MONEY),
        [CELL_AMOUNT] = SUMMED("资助金额", 15, MONEY),
        [CELL_PERSONAL] = SUMMED("个人应缴", 15, MONEY),
        [CELL_PREMIUM] = SUMMED("应缴保费", 15, MONEY),
    };
    const struct sheet_plan plan = {
        .name = transfer_name(transfer, "分资金分", "分类别"),
        .title = transfer_name(transfer, "分资金、分", "、分身份类别明细表"),
        .unit = "单位：人、元",
        .head = "",
        .columns = columns,
        .column_count = CELL_COLUMNS,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    struct sheet *sheet = sheet_begin(transfer->book, &plan);
    for (uint16_t f = 0; f < policy->fund_count; f++)
        put_fund_cells(transfer, sheet, f, policy->funds[f].name);
    put_fund_cells(transfer, sheet, POLICY_NONE, "不享受资助");
    sheet_total(sheet, "合计");
    transfer_expect(transfer, "明细合计=资助总额",
                    sheet_sum(sheet, CELL_AMOUNT));
    book_expect(transfer->book, "明细个人应缴=个人应缴总额",
                sheet_sum(sheet, CELL_PERSONAL),
                transfer->set->allocation->total.personal_due);
    sheet_end(sheet);
}

/* ---- the same as a matrix ---- */

enum { MATRIX_FUND, MATRIX_CODE, MATRIX_CATEGORY, MATRIX_FIRST };

/* A table with a pair of columns for each county, and one for all. */
struct matrix {
    const struct transfer *transfer;
    struct sheet *sheet;
    struct column *columns;
    struct value *values;
    size_t count;               /* columns */
    const char *heads, *amount; /* formulas of the last pair */
};

static void plan_matrix(struct matrix *matrix)
{
    const struct gazetteer *gazetteer = &matrix->transfer->set->gazetteer;
    const struct column first[MATRIX_FIRST] = {
        [MATRIX_FUND] = COLUMN("资金来源", 14, TEXT),
        [MATRIX_CODE] =
            COLUMN("身份类别代码", code_width(matrix->transfer->set, 9), CODE),
        [MATRIX_CATEGORY] = COLUMN("身份类别", 16, TEXT),
    };
    for (size_t i = 0; i < MATRIX_FIRST; i++)
        matrix->columns[i] = first[i];
    struct column *at = matrix->columns + MATRIX_FIRST;
    for (size_t c = 0; c <= gazetteer->county_count; c++, at += 2) {
        at[0] = (struct column)SUMMED("人数", 7, COUNT);
        at[1] = (struct column)SUMMED("金额", 12, MONEY);
        at[0].group = at[1].group =
            c < gazetteer->county_count ? gazetteer->counties[c].name : "合计";
    }
}

/* "D#+F#+H#": what stands in every second column of the counties. */
static const char *pair_formula(const struct matrix *matrix, size_t first)
{
    char letters[8];
    struct text formula = TEXT_INIT;
    for (size_t i = first; i + 2 < matrix->count; i += 2)
        text_printf(&formula, "%s%s#", i > first ? "+" : "",
                    column_letters((colnum)(i + 1), letters));
    const char *kept = book_keep(matrix->transfer->book, &formula);
    text_release(&formula);
    return kept;
}

static void put_matrix_row(const struct matrix *matrix, uint16_t index)
{
    const struct report_set *set = matrix->transfer->set;
    const struct policy *policy = set->policy;
    const struct category *category =
        index == POLICY_NONE ? NULL : &policy->categories[index];
    struct slice_filter filter = SLICE_ALL;
    filter.category = index;
    const struct tally all = slices_sum(set, &filter);
    if (all.heads == 0)
        return;
    const bool is_funded = category != NULL && category->fund != POLICY_NONE;
    struct value *values = matrix->values;
    values[MATRIX_FUND] = value_text(
        is_funded ? policy->funds[category->fund].name : "不享受资助");
    values[MATRIX_CODE] = value_text(category == NULL ? "" : category->code);
    values[MATRIX_CATEGORY] =
        value_text(category == NULL ? "无符合条件的身份" : category->name);
    struct value *at = values + MATRIX_FIRST;
    for (size_t c = 0; c < set->gazetteer.county_count; c++, at += 2) {
        filter.county = &set->gazetteer.counties[c];
        const struct tally tally = slices_sum(set, &filter);
        at[0] = value_number(tally.heads);
        at[1] = value_number(tally.subsidy);
    }
    at[0] = value_formula(matrix->heads, all.heads);
    at[1] = value_formula(matrix->amount, all.subsidy);
    sheet_row(matrix->sheet, values);
}

/* A fund's categories; POLICY_NONE = those that no fund pays, and nobody's. */
static void put_fund_rows(const struct matrix *matrix, uint16_t fund,
                          const char *name)
{
    const struct policy *policy = matrix->transfer->set->policy;
    const int64_t before = sheet_rows(matrix->sheet);
    for (uint16_t i = 0; i < policy->category_count; i++)
        if (policy->categories[i].fund == fund)
            put_matrix_row(matrix, i);
    if (fund == POLICY_NONE)
        put_matrix_row(matrix, POLICY_NONE);
    if (sheet_rows(matrix->sheet) == before)
        return;
    struct text label = TEXT_INIT;
    text_printf(&label, "%s小计", name);
    sheet_subtotal(matrix->sheet, book_text(matrix->transfer->book, &label));
    text_release(&label);
}

static void fill_matrix(struct matrix *matrix)
{
    const struct transfer *transfer = matrix->transfer;
    const struct policy *policy = transfer->set->policy;
    const struct sheet_plan plan = {
        .name = transfer_name(transfer, "资金、", "、类别矩阵"),
        .title = transfer_name(transfer, "分资金、分", "、分身份类别矩阵表"),
        .unit = "单位：人、元",
        .head = "",
        .columns = matrix->columns,
        .column_count = matrix->count,
        .frozen = MATRIX_FIRST,
        .repeated_count = MATRIX_FIRST,
        .has_signature = true,
        .if_empty = "本期没有认定人员",
    };
    matrix->sheet = sheet_begin(transfer->book, &plan);
    for (uint16_t f = 0; f < policy->fund_count; f++)
        put_fund_rows(matrix, f, policy->funds[f].name);
    put_fund_rows(matrix, POLICY_NONE, "不享受资助");
    sheet_total(matrix->sheet, "合计");
    transfer_expect(transfer, "矩阵合计=资助总额",
                    sheet_sum(matrix->sheet, matrix->count - 1));
    sheet_end(matrix->sheet);
}

void transfer_matrix(const struct transfer *transfer)
{
    const size_t counties = transfer->set->gazetteer.county_count;
    struct matrix matrix = {
        .transfer = transfer,
        .count = MATRIX_FIRST + 2 * (counties + 1),
    };
    matrix.columns =
        book_array(transfer->book, matrix.count, sizeof *matrix.columns);
    matrix.values =
        book_array(transfer->book, matrix.count, sizeof *matrix.values);
    if (matrix.columns == NULL || matrix.values == NULL)
        return;
    plan_matrix(&matrix);
    matrix.heads = pair_formula(&matrix, MATRIX_FIRST);
    matrix.amount = pair_formula(&matrix, MATRIX_FIRST + 1);
    fill_matrix(&matrix);
}
