/*
 * The audit workbook: everything that is needed to check the month without
 * trusting the program. The first page says how; the other sheets follow the
 * way of the data: what came in, what the policy orders, what was decided on
 * each person, and the totals from two sides.
 */
#include "reports/audit.h"

#include "reports/carried.h"
#include "reports/proof.h"

enum { STEP_NUMBER, STEP_WHAT, STEP_HOW, STEP_WHERE, STEP_COLUMNS };

struct guide_step {
    const char *what;
    const char *how;
    const char *where;
};

static const struct guide_step guide[] = {
    {"输入文件未被改动",
     "对部门报送的每个原始文件重新计算 SHA-256（sha256sum 文件名，或 certutil "
     "-hashfile 文件名 SHA256），与本表逐个比对，应完全相同。",
     "输入文件"},
    {"没有漏读、重读",
     "在原始文件中数行数，与读取行数比对；读取=采用+重复+退回+"
     "跳过，差额应为0。",
     "各表行数"},
    {"列没有取错",
     "抽几张花名册，核对身份证号、姓名、类别等各取自哪一列；“未用的列”是政策没"
     "有"
     "用到的列。",
     "取列情况"},
    {"政策录入与文件一致",
     "对照文件原文，核对导盘顺序、代码、资助标准、条款；文件没有写明之处见口径"
     "说明，须经负责人审定。",
     "政策依据、导盘顺序、其他规定、口径说明"},
    {"每个人的认定有据可查",
     "在认定明细中抽人，按“依据”列出的文件、工作表、行号翻到原始名单，核对身份"
     "，"
     "再按导盘顺序推算应生效的身份和金额。",
     "认定明细"},
    {"抽查的人认定无误",
     "抽样核查表按输入文件的 SHA-256 抽样，不由程序或经办人挑选；逐人翻到原始名"
     "单的那一行，核对身份、日期、残疾等级和裁定，填写核查结果。",
     "抽样核查"},
    {"退回和提示有据可查",
     "问题清单列出全部问题的位置、代码和说明；严重程度为“错误”的行不计入，更正"
     "后"
     "重报。",
     "问题清单"},
    {"合计两方相等",
     "每项合计由两种途径算出，差额应全部为0；各表合计单元格是公式，可在表格软件"
     "中"
     "重新计算。",
     "金额核对、数量核对"},
    {"结果可以重现",
     "用同一政策、同一所属期、同样的输入文件重新运行，各工作簿应逐字节相同；run"
     ".json"
     " 载有每个输出文件的 SHA-256。",
     "版本、run.json"},
};

static void put_guide(struct book *book)
{
    static const struct column columns[STEP_COLUMNS] = {
        [STEP_NUMBER] = COLUMN("步骤", 6, SERIAL),
        [STEP_WHAT] = COLUMN("要证明的事项", 24, LINES),
        [STEP_HOW] = COLUMN("核查方法", 66, LINES),
        [STEP_WHERE] = COLUMN("看哪张表", 24, LINES),
    };
    const struct sheet_plan plan = {
        .name = "核查说明",
        .title = "审计底稿：核查说明",
        .unit = "",
        .head = "本底稿供审计和复核使用。按下列步骤，不依赖程序也能核查本期"
                "结果。",
        .columns = columns,
        .column_count = STEP_COLUMNS,
        .has_signature = true,
        .if_empty = "",
    };
    struct sheet *sheet = sheet_begin(book, &plan);
    for (size_t i = 0; i < sizeof guide / sizeof guide[0]; i++) {
        const struct value values[STEP_COLUMNS] = {
            [STEP_NUMBER] = value_number((int64_t)i + 1),
            [STEP_WHAT] = value_text(guide[i].what),
            [STEP_HOW] = value_text(guide[i].how),
            [STEP_WHERE] = value_text(guide[i].where),
        };
        sheet_row(sheet, values);
    }
    sheet_end(sheet);
}

/* ---- versions ---- */

enum { FACT_NAME, FACT_VALUE, FACT_COLUMNS };

static void put_fact(struct sheet *sheet, const char *name, const char *value)
{
    const struct value values[FACT_COLUMNS] = {
        [FACT_NAME] = value_text(name),
        [FACT_VALUE] = value_text(value),
    };
    sheet_row(sheet, values);
}

static void put_versions(struct book *book, const struct report_set *set)
{
    static const struct column columns[FACT_COLUMNS] = {
        [FACT_NAME] = COLUMN("项目", 30, TEXT),
        [FACT_VALUE] = COLUMN("内容", 88, LINES),
    };
    const struct sheet_plan plan = {
        .name = "版本",
        .title = "程序和政策版本",
        .unit = "",
        .head = "",
        .columns = columns,
        .column_count = FACT_COLUMNS,
        .has_signature = true,
        .if_empty = "",
    };
    const struct policy *policy = set->policy;
    char date[YMD_TEXT_SIZE];
    struct sheet *sheet = sheet_begin(book, &plan);
    put_fact(sheet, "程序版本", set->input->program_version);
    put_fact(sheet, "所属期", ym_text(set->input->period, date));
    put_fact(sheet, "截止日期", ymd_text(set->input->as_of, date));
    put_fact(sheet, "政策", policy->id);
    put_fact(sheet, "政策名称", policy->title);
    put_fact(sheet, "政策文件 SHA-256", policy->sha256);
    put_fact(sheet, "本级设置（bureau.yaml）SHA-256",
             *set->bureau->sha256 != '\0' ? set->bureau->sha256 : "（没有）");
    put_fact(sheet, "工作簿写出程序库", book_writer());
    put_fact(sheet, "政策适用期起", ymd_text(policy->in_force_from, date));
    put_fact(sheet, "政策适用期止", ymd_text(policy->in_force_to, date));
    put_fact(sheet, "最近一次与文件原文核对",
             ymd_text(policy->checked_on, date));
    sheet_end(sheet);
}

int audit_write(const struct report_set *set, const struct report_job *job,
                struct failure *failure)
{
    struct book *book = NULL;
    if (report_book_open(set, job, "审计底稿", &book, failure) != 0)
        return -1;
    put_guide(book);
    put_versions(book, set);
    audit_files(book, set);
    audit_sheets(book, set);
    audit_fields(book, set);
    if (set->roster->base != 0)
        carried_files(book, set);
    audit_documents(book, set);
    audit_order(book, set);
    audit_rules(book, set);
    assumption_sheet(book, set);
    tie_sheet(book, set);
    audit_findings(book, set);
    audit_sample(book, set);
    audit_decisions(book, set);
    return book_close(book, failure);
}
