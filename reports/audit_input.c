/*
 * The audit workbook's sheets about what came in. Every row read has one of
 * four fates, and the differences printed here are all zero.
 */
#include "reports/audit.h"

#include <stdio.h>
#include <string.h>

/* ---- files ---- */

enum {
    FILE_NUMBER,
    FILE_NAME,
    FILE_FORMAT,
    FILE_SIZE,
    FILE_SHEETS,
    FILE_READ,
    FILE_FATES, /* accepted, duplicate, returned, skipped */
    FILE_SHA256 = FILE_FATES + FATE_COUNT,
    FILE_COLUMNS
};

/* Fates in the order in which people think of them. */
static const struct {
    enum fate fate;
    const char *name;
} fates[FATE_COUNT] = {
    {FATE_ACCEPTED, "采用"},
    {FATE_DUPLICATE, "重复"},
    {FATE_RETURNED, "退回"},
    {FATE_SKIPPED, "跳过"},
};

static void put_file(struct sheet *sheet, const struct roster *roster,
                     const struct roster_file *file)
{
    struct value values[FILE_COLUMNS] = {
        [FILE_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [FILE_NAME] = value_text(file->name),
        [FILE_FORMAT] = value_text(file->format),
        [FILE_SIZE] = value_number((int64_t)file->size),
        [FILE_SHEETS] = value_number(file->sheet_count),
        [FILE_SHA256] = value_text(file->sha256),
    };
    for (uint32_t s = 0; s < file->sheet_count; s++) {
        const struct roster_sheet *from =
            &roster->sheets[file->first_sheet + s];
        values[FILE_READ].number += from->rows_read;
        for (int f = 0; f < FATE_COUNT; f++)
            values[FILE_FATES + f].number += from->fates[fates[f].fate];
    }
    sheet_row(sheet, values);
}

void audit_files(struct book *book, const struct report_set *set)
{
    struct column columns[FILE_COLUMNS] = {
        [FILE_NUMBER] = COLUMN("序号", 6, SERIAL),
        [FILE_NAME] = COLUMN("文件", 30, LINES),
        [FILE_FORMAT] = COLUMN("格式", 14, WORD),
        [FILE_SIZE] = COLUMN("大小（字节）", 12, COUNT),
        [FILE_SHEETS] = SUMMED("工作表", 7, COUNT),
        [FILE_READ] = SUMMED("读取行数", 9, COUNT),
        [FILE_SHA256] = COLUMN("SHA-256", 36, LINES),
    };
    for (int f = 0; f < FATE_COUNT; f++)
        columns[FILE_FATES + f] =
            (struct column)SUMMED(fates[f].name, 8, COUNT);
    const struct sheet_plan plan = {
        .name = "输入文件",
        .title = "输入文件清单",
        .unit = "单位：行",
        .head = "",
        .columns = columns,
        .column_count = FILE_COLUMNS,
        .has_signature = true,
        .if_empty = "没有输入文件",
    };
    const struct roster *roster = set->roster;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < roster_files_read(roster); i++)
        put_file(sheet, roster, &roster->files[i]);
    sheet_total(sheet, "合计");
    sheet_end(sheet);
}

/* ---- sheets ---- */

enum {
    SHEET_NUMBER,
    SHEET_FILE,
    SHEET_NAME,
    SHEET_KIND,
    SHEET_HEADER,
    SHEET_READ,
    SHEET_FATES,
    SHEET_GAP = SHEET_FATES + FATE_COUNT,
    SHEET_SKIPS,
    SHEET_COLUMNS
};

static const char *reason_not_read(const struct roster_sheet *sheet)
{
    if (*sheet->why_no_roster != '\0')
        return sheet->why_no_roster;
    return sheet->visibility == SHEET_VISIBLE ? "不是花名册" : "隐藏的工作表";
}

/* Why rows were skipped: "空行3、标题2"; why the sheet was not read. */
static void append_skips(struct text *out, const struct roster_sheet *sheet)
{
    static const char *const names[SKIP_COUNT] = {
        [SKIP_BLANK] = "空行",        [SKIP_TITLE] = "标题和表头",
        [SKIP_HEADER] = "重复表头",   [SKIP_TOTAL] = "合计行",
        [SKIP_NOTE] = "说明和签字行",
    };
    for (int i = 0; i < SKIP_COUNT; i++)
        if (sheet->skips[i] > 0)
            text_printf(out, "%s%s%u", out->length > 0 ? "、" : "", names[i],
                        sheet->skips[i]);
    if (sheet->kind == POLICY_NONE)
        text_printf(out, "%s未读取：%s", out->length > 0 ? "；" : "",
                    reason_not_read(sheet));
}

static void put_sheet_row(struct book *book, struct sheet *sheet,
                          const struct report_set *set,
                          const struct roster_sheet *from)
{
    const struct roster *roster = set->roster;
    struct text skips = TEXT_INIT;
    append_skips(&skips, from);
    struct value values[SHEET_COLUMNS] = {
        [SHEET_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [SHEET_FILE] = value_text(roster_file_name(roster, from->file)),
        [SHEET_NAME] = value_text(roster_string(roster, from->name)),
        [SHEET_KIND] = value_text(from->kind == POLICY_NONE
                                      ? "不是花名册"
                                      : set->policy->kinds[from->kind].name),
        [SHEET_HEADER] = value_number(from->header_row),
        [SHEET_READ] = value_number(from->rows_read),
        [SHEET_GAP] = value_formula("F#-G#-H#-I#-J#", from->rows_read),
        [SHEET_SKIPS] = value_text(book_text(book, &skips)),
    };
    for (int f = 0; f < FATE_COUNT; f++) {
        values[SHEET_FATES + f] = value_number(from->fates[fates[f].fate]);
        values[SHEET_GAP].number -= from->fates[fates[f].fate];
    }
    if (from->kind == POLICY_NONE && from->rows_read == 0) {
        values[SHEET_READ] = value_text("未读取");
        values[SHEET_GAP].formula = NULL; /* nothing to reckon with */
    }
    sheet_row(sheet, values);
    text_release(&skips);
}

void audit_sheets(struct book *book, const struct report_set *set)
{
    struct column columns[SHEET_COLUMNS] = {
        [SHEET_NUMBER] = COLUMN("序号", 6, SERIAL),
        [SHEET_FILE] = COLUMN("文件", 30, LINES),
        [SHEET_NAME] = COLUMN("工作表", 14, TEXT),
        [SHEET_KIND] = COLUMN("认作", 22, LINES),
        [SHEET_HEADER] = COLUMN("表头行", 7, SERIAL),
        [SHEET_READ] = SUMMED("读取行数", 9, COUNT),
        [SHEET_GAP] = SUMMED("差额", 7, COUNT),
        [SHEET_SKIPS] = COLUMN("跳过或未读取的原因", 32, LINES),
    };
    for (int f = 0; f < FATE_COUNT; f++)
        columns[SHEET_FATES + f] =
            (struct column)SUMMED(fates[f].name, 8, COUNT);
    const struct sheet_plan plan = {
        .name = "各表行数",
        .title = "各工作表行数（读取=采用+重复+退回+跳过）",
        .unit = "单位：行",
        .head = "",
        .columns = columns,
        .column_count = SHEET_COLUMNS,
        .has_signature = true,
        .if_empty = "没有工作表",
    };
    const struct roster *roster = set->roster;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < roster_sheets_read(roster); i++)
        put_sheet_row(book, sheet, set, &roster->sheets[i]);
    sheet_total(sheet, "合计");
    book_expect(book, "各表行数差额=0", sheet_sum(sheet, SHEET_GAP), 0);
    sheet_end(sheet);
}

/* ---- where fields were read from ---- */

enum {
    FROM_FILE,
    FROM_SHEET,
    FROM_MEANS,
    FROM_LETTER,
    FROM_LABEL,
    FROM_COLUMNS
};

static void put_field(struct sheet *sheet, const struct roster *roster,
                      const struct roster_sheet *from, enum field field)
{
    const struct column_choice *choice = &from->columns[field];
    char letters[8];
    if (choice->column == 0)
        return;
    const struct value values[FROM_COLUMNS] = {
        [FROM_FILE] = value_text(roster_file_name(roster, from->file)),
        [FROM_SHEET] = value_text(roster_string(roster, from->name)),
        [FROM_MEANS] = value_text(field_title(field)),
        [FROM_LETTER] = value_text(column_letters(choice->column, letters)),
        [FROM_LABEL] = value_text(roster_string(roster, choice->label)),
    };
    sheet_row(sheet, values);
}

/* Labels that mean nothing to the policy: a list of them as one row. */
static void put_labels(struct book *book, struct sheet *sheet,
                       const struct roster *roster,
                       const struct roster_sheet *from,
                       const struct text *labels)
{
    const struct value values[FROM_COLUMNS] = {
        [FROM_FILE] = value_text(roster_file_name(roster, from->file)),
        [FROM_SHEET] = value_text(roster_string(roster, from->name)),
        [FROM_MEANS] = value_text("未用的列"),
        [FROM_LETTER] = value_text(""),
        [FROM_LABEL] = value_text(book_text(book, labels)),
    };
    sheet_row(sheet, values);
}

/* They come one a line; a row holds no more than can be read in it. */
static void put_unplaced(struct book *book, struct sheet *sheet,
                         const struct roster *roster,
                         const struct roster_sheet *from)
{
    enum { LABELS_A_ROW = 12 };
    const char *at = roster_string(roster, from->unplaced);
    struct text labels = TEXT_INIT;
    for (int count = 1; *at != '\0'; count++) {
        const size_t length = strcspn(at, "\n");
        text_append(&labels, labels.length > 0 ? "、" : "");
        text_append_bytes(&labels, at, length);
        at += length + (at[length] == '\n');
        if (*at != '\0' && count % LABELS_A_ROW != 0)
            continue;
        put_labels(book, sheet, roster, from, &labels);
        text_clear(&labels);
    }
    text_release(&labels);
}

static void put_fields(struct book *book, struct sheet *sheet,
                       const struct roster *roster,
                       const struct roster_sheet *from)
{
    for (int field = 0; field < FIELD_COUNT; field++)
        put_field(sheet, roster, from, (enum field)field);
    put_unplaced(book, sheet, roster, from);
}

void audit_fields(struct book *book, const struct report_set *set)
{
    static const struct column columns[FROM_COLUMNS] = {
        [FROM_FILE] = COLUMN("文件", 46, TEXT),
        [FROM_SHEET] = COLUMN("工作表", 14, TEXT),
        [FROM_MEANS] = COLUMN("含义", 16, TEXT),
        [FROM_LETTER] = COLUMN("取自列", 8, WORD),
        [FROM_LABEL] = COLUMN("表头文字", 46, LINES),
    };
    const struct sheet_plan plan = {
        .name = "取列情况",
        .title = "各工作表取列情况",
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = FROM_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "没有花名册",
    };
    const struct roster *roster = set->roster;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < roster_sheets_read(roster); i++)
        if (roster->sheets[i].kind != POLICY_NONE)
            put_fields(book, sheet, roster, &roster->sheets[i]);
    sheet_end(sheet);
}

/* ---- findings ---- */

enum {
    FIND_NUMBER,
    FIND_SEVERITY,
    FIND_CODE,
    FIND_FILE,
    FIND_SHEET,
    FIND_CELL,
    FIND_ID,
    FIND_NAME,
    FIND_MESSAGE,
    FIND_COLUMNS
};

/* "B12", "12", or nothing. */
static const char *cell_words(const struct place *at, char *out, size_t size)
{
    char letters[8] = "";
    out[0] = '\0';
    if (at->column > 0)
        column_letters(at->column, letters);
    if (at->row > 0)
        snprintf(out, size, "%s%u", letters, at->row);
    return out;
}

static void put_finding(struct book *book, struct sheet *sheet,
                        const struct roster *roster, const struct diag *diag)
{
    char cell[24];
    struct text message = TEXT_INIT;
    roster_append_message(&message, roster, diag, LANGUAGE_ZH);
    const struct value values[FIND_COLUMNS] = {
        [FIND_NUMBER] = value_number(sheet_rows(sheet) + 1),
        [FIND_SEVERITY] = value_text(
            diag_severity_title(diag_severity(diag->code), LANGUAGE_ZH)),
        [FIND_CODE] = value_text(diag_name(diag->code)),
        [FIND_FILE] = value_text(roster_file_name(roster, diag->at.file)),
        [FIND_SHEET] = value_text(roster_sheet_name(roster, diag->at.sheet)),
        [FIND_CELL] = value_text(cell_words(&diag->at, cell, sizeof cell)),
        [FIND_ID] = value_id(diag->id),
        [FIND_NAME] = value_text(roster_string(roster, diag->name)),
        [FIND_MESSAGE] = value_text(book_text(book, &message)),
    };
    sheet_row(sheet, values);
    text_release(&message);
}

void audit_findings(struct book *book, const struct report_set *set)
{
    static const struct column columns[FIND_COLUMNS] = {
        [FIND_NUMBER] = COLUMN("序号", 7, SERIAL),
        [FIND_SEVERITY] = COLUMN("程度", 7, WORD),
        [FIND_CODE] = COLUMN("代码", 20, TEXT),
        [FIND_FILE] = COLUMN("文件", 36, LINES),
        [FIND_SHEET] = COLUMN("工作表", 12, TEXT),
        [FIND_CELL] = COLUMN("单元格", 8, WORD),
        [FIND_ID] = COLUMN("证件号码", 20, ID),
        [FIND_NAME] = COLUMN("姓名", 9, WORD),
        [FIND_MESSAGE] = COLUMN("说明", 60, LINES),
    };
    const struct sheet_plan plan = {
        .name = "问题清单",
        .title = "问题清单",
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = FIND_COLUMNS,
        .has_filter = true,
        .has_signature = true,
        .if_empty = "没有发现问题",
    };
    const struct roster *roster = set->roster;
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < roster->diag_count; i++)
        put_finding(book, sheet, roster, &roster->diags[i]);
    sheet_end(sheet);
}
