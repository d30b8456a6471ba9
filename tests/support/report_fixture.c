/* One invented month in which every report has something to show. */
#include "tests/support/report_fixture.h"

#include "core/arena.h"
#include "tests/support/suite.h"
#include <string.h>

#define ID(birth, sequence)                                                    \
    (UINT64_C(511499) * 100000000 + (birth)) * 1000 + (sequence)

static const idkey persons[PERSON_COUNT] = {
    [PERSON_STABLE] = ID(19780301, 1),    [PERSON_CHAIN] = ID(19780301, 2),
    [PERSON_MARGIN] = ID(19780301, 3),    [PERSON_NO_GRADE] = ID(19780301, 4),
    [PERSON_SEVERE] = ID(19780301, 5),    [PERSON_ZERO] = ID(19780301, 6),
    [PERSON_BOTH] = ID(19500301, 7),      [PERSON_FALLS] = ID(20150301, 8),
    [PERSON_TWO_NAMES] = ID(19780301, 9),
};

idkey report_person(enum report_person person)
{
    return persons[person];
}

#define EAST .county = "东区", .town = "永寿镇", .village = "第1村"
#define WEST .county = "西区", .town = "复兴镇", .village = "第2村"
#define RURAL .kind = FIXTURE_KIND_RURAL
#define CIVIL .kind = FIXTURE_KIND_CIVIL
#define DISABLED .kind = FIXTURE_KIND_DISABLED

const struct row_spec report_rows[] = {
    {.id = ID(19780301, 1),
     .name = "稳定甲",
     EAST,
     RURAL,
     .category = FIXTURE_STABLE,
     .recognised = 20210105},
    {.id = ID(19780301, 2),
     .name = "重叠乙",
     EAST,
     RURAL,
     .category = FIXTURE_STABLE},
    {.id = ID(19780301, 6),
     .name = "监测己",
     EAST,
     RURAL,
     .category = FIXTURE_MONITORED_ZERO},
    {.id = ID(19780301, 9),
     .name = "同号壬",
     EAST,
     RURAL,
     .category = FIXTURE_UNSTABLE},
    {.id = ID(19780301, 2),
     .name = "重叠乙",
     EAST,
     CIVIL,
     .category = FIXTURE_LOW_INCOME},
    {.id = ID(19780301, 2),
     .name = "重叠乙",
     EAST,
     CIVIL,
     .category = FIXTURE_DESTITUTE},
    {.id = ID(19780301, 2),
     .name = "重叠乙",
     EAST,
     CIVIL,
     .category = FIXTURE_DESTITUTE},
    {.id = ID(19780301, 3),
     .name = "低收丙",
     WEST,
     CIVIL,
     .category = FIXTURE_MARGIN},
    {.id = ID(19780301, 4),
     .name = "无据丁",
     WEST,
     CIVIL,
     .category = FIXTURE_MARGIN},
    {.id = ID(19500301, 7),
     .name = "互斥庚",
     WEST,
     CIVIL,
     .category = FIXTURE_LOW_INCOME},
    {.id = ID(19500301, 7),
     .name = "互斥庚",
     WEST,
     CIVIL,
     .category = FIXTURE_MARGIN},
    {.id = ID(20150301, 8),
     .name = "降低辛",
     WEST,
     CIVIL,
     .category = FIXTURE_LOW_INCOME},
    {.id = ID(20150301, 8),
     .name = "降低辛",
     WEST,
     CIVIL,
     .category = FIXTURE_ORPHAN},
    {.id = 0,
     .name = "退回癸",
     WEST,
     CIVIL,
     .is_returned = true,
     .category = FIXTURE_LOW_INCOME},
    {.id = ID(19780301, 3),
     .name = "低收丙",
     WEST,
     DISABLED,
     .category = FIXTURE_SEVERE,
     .grades = 1 << 3},
    {.id = ID(19780301, 5),
     .name = "重残戊",
     DISABLED,
     .category = FIXTURE_SEVERE,
     .grades = 1 << 1},
    {.id = ID(19780301, 9),
     .name = "另名壬",
     EAST,
     DISABLED,
     .category = FIXTURE_SEVERE,
     .grades = 1 << 2},
};
const size_t report_row_count = COUNT_OF(report_rows);

/* ---- what recognising rosters would have added ---- */

static strref pooled(struct roster *roster, const char *text)
{
    strref ref = 0;
    assert_int_equal(string_pool_add(roster->strings, text, strlen(text), &ref),
                     0);
    return ref;
}

static const strref *pooled_list(struct roster *roster,
                                 const char *const *texts, size_t count)
{
    strref *list = arena_array(roster->arena, count, sizeof *list);
    assert_non_null(list);
    for (size_t i = 0; i < count; i++)
        list[i] = pooled(roster, texts[i]);
    return list;
}

static const char *const labels[] = {"序号", "姓名", "身份\n证号", "备注"};

/* The row as it came, and what was wrong with it. */
static void add_raw(struct roster *roster, const struct roster_row *row)
{
    const char *const cells[] = {"7", roster_string(roster, row->name),
                                 "51149919780301", "01"};
    assert_int_equal(mem_grow(&roster->raw, &roster->raw_capacity,
                              roster->raw_count + 1, sizeof *roster->raw),
                     0);
    roster->raw[roster->raw_count++] = (struct raw_row){
        .sheet = row->sheet,
        .row = row->row,
        .cells = pooled_list(roster, cells, COUNT_OF(cells)),
        .cell_count = COUNT_OF(cells),
    };
    const struct diag diag = {
        .code = DIAG_ID_LENGTH,
        .at = {.file = roster->sheets[row->sheet].file,
               .sheet = row->sheet,
               .row = row->row,
               .column = 3},
        .other = PLACE_NOWHERE,
        .name = row->name,
        .label = pooled(roster, "身份证号"),
        .cell = pooled(roster, "51149919780301"),
        .note = pooled(roster, "14"),
    };
    assert_int_equal(roster_add_diag(roster, &diag), 0);
}

static void complete(struct roster *roster)
{
    for (size_t i = 0; i < roster->sheet_count; i++) {
        struct roster_sheet *sheet = &roster->sheets[i];
        sheet->title = pooled(roster, "示范市2023年8月花名册");
        sheet->labels = pooled_list(roster, labels, COUNT_OF(labels));
        sheet->label_count = COUNT_OF(labels);
        sheet->unplaced = pooled(roster, "序号\n备注");
    }
    for (size_t i = 0; i < roster->file_count; i++)
        memset(roster->files[i].sha256, 'a' + (int)i, 64);
    for (size_t i = 0; i < roster->row_count; i++)
        if (roster->rows[i].fate == FATE_RETURNED)
            add_raw(roster, &roster->rows[i]);
}

void report_fixture_init(struct report_fixture *fixture,
                         const struct row_spec *rows, size_t count)
{
    if (rows == NULL) {
        rows = report_rows;
        count = report_row_count;
    }
    decided_init(&fixture->decided, NULL, rows, count);
    complete(&fixture->decided.roster);
    roster_sort_diags(&fixture->decided.roster);
    fixture->input = (struct report_input){
        .policy = policy_fixture(),
        .roster = &fixture->decided.roster,
        .allocation = &fixture->decided.allocation,
        .period = 202308,
        .as_of = FIXTURE_AS_OF,
        .program_version = "daopan 测试",
    };
    scratch_make(&fixture->folder);
}

void report_fixture_write(struct report_fixture *fixture,
                          const struct row_spec *rows, size_t count)
{
    struct failure failure = FAILURE_INIT;
    report_fixture_init(fixture, rows, count);
    if (reports_write(&fixture->input, fixture->folder.path, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
}

void report_fixture_release(struct report_fixture *fixture)
{
    scratch_remove(&fixture->folder);
    decided_release(&fixture->decided);
}

struct book_view *report_view(const struct report_fixture *fixture,
                              const char *name)
{
    return book_view_open(fixture->folder.path, name);
}
