#include "tests/support/sheet_fixture.h"

#include "tests/support/roster_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>

static const struct column columns[SF_COLUMNS] = {
    [SF_NUMBER] = COLUMN("序号", 6, SERIAL),
    [SF_NAME] = COLUMN("姓名", 10, TEXT),
    [SF_ID] = COLUMN("证件号码", 20, ID),
    [SF_CODE] = COLUMN("代码", 8, CODE),
    [SF_HEADS] = SUMMED("人数", 8, COUNT),
    [SF_AMOUNT] = SUMMED("金额", 12, MONEY),
    [SF_DAY] = COLUMN("日期", 12, DATE),
    [SF_WORDS] = COLUMN("说明", 20, LINES),
};

static const struct sheet_plan plan = {
    .name = "名单",
    .title = "测试名单",
    .unit = "单位：元",
    .head = "第一行说明\n第二行说明",
    .columns = columns,
    .column_count = SF_COLUMNS,
    .frozen = 2,
    .has_filter = true,
    .has_signature = true,
    .if_empty = "没有人员",
};

static const struct book_info info = {
    .title = "测试",
    .author = "示范市医疗保障局",
    .program = "daopan 测试",
    .line = "所属期：2023年8月",
    .date = 20230831,
};

uint64_t sheet_fixture_id(void)
{
    return fixture_id(19780301, 1);
}

void sheet_fixture_open(struct sheet_fixture *fixture, uint32_t row_limit)
{
    struct failure failure = FAILURE_INIT;
    struct book_info changed = info;
    changed.row_limit = row_limit;
    *fixture = (struct sheet_fixture){.plan = plan};
    scratch_make(&fixture->folder);
    snprintf(fixture->path, sizeof fixture->path, "%s/a.xlsx",
             fixture->folder.path);
    assert_int_equal(
        book_open(fixture->path, &changed, &fixture->book, &failure), 0);
}

void sheet_fixture_begin(struct sheet_fixture *fixture)
{
    fixture->sheet = sheet_begin(fixture->book, &fixture->plan);
    assert_non_null(fixture->sheet);
}

static void put_row(struct sheet *sheet, fen amount)
{
    const struct value values[SF_COLUMNS] = {
        [SF_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [SF_NAME] = value_text("吉克·阿依"),
        [SF_ID] = value_id(sheet_fixture_id()),
        [SF_CODE] = value_text("01"),
        [SF_HEADS] = value_number(1),
        [SF_AMOUNT] = value_number(amount),
        [SF_DAY] = value_number(20230801),
        [SF_WORDS] = value_text("甲\n乙"),
    };
    sheet_row(sheet, values);
}

void sheet_fixture_row(struct sheet_fixture *fixture, fen amount)
{
    put_row(fixture->sheet, amount);
}

void sheet_fixture_close(struct sheet_fixture *fixture)
{
    struct failure failure = FAILURE_INIT;
    sheet_end(fixture->sheet);
    if (book_close(fixture->book, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    fixture->view = book_view_open(fixture->folder.path, "a.xlsx");
}

void sheet_fixture_release(struct sheet_fixture *fixture)
{
    if (fixture->view != NULL)
        book_view_close(fixture->view);
    scratch_remove(&fixture->folder);
}

void sheet_fixture_write(struct sheet_fixture *fixture, uint32_t row_limit,
                         int rows)
{
    sheet_fixture_open(fixture, row_limit);
    sheet_fixture_begin(fixture);
    for (int i = 0; i < rows; i++)
        sheet_fixture_row(fixture, 9510 + i);
    sheet_total(fixture->sheet, "合计");
    sheet_note(fixture->sheet, "备注一行", false);
    sheet_fixture_close(fixture);
}

int sheet_fixture_try(const char *path, int rows, struct failure *failure)
{
    struct book *book = NULL;
    if (book_open(path, &info, &book, failure) != 0)
        return -1;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (int i = 0; i < rows; i++)
        put_row(sheet, 9510 + i);
    sheet_total(sheet, "合计");
    sheet_note(sheet, "备注一行", false);
    sheet_end(sheet);
    return book_close(book, failure);
}
