/* Parcels: a roster comes out as it went in, and a forged one does no harm. */
#include "tests/support/suite.h"

#include "core/arena.h"
#include "import/parcel.h"
#include "tests/support/policy_fixture.h"
#include "tests/support/random.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct bytes {
    unsigned char *at;
    size_t size;
};

static strref word(struct roster *roster, const char *text)
{
    strref ref = 0;
    assert_int_equal(string_pool_add(roster->strings, text, strlen(text), &ref),
                     0);
    return ref;
}

static void add_file(struct roster *roster, const char *name)
{
    assert_int_equal(mem_grow(&roster->files, &roster->file_capacity,
                              roster->file_count + 1, sizeof *roster->files),
                     0);
    roster->files[roster->file_count++] =
        (struct roster_file){.path = name, .name = name, .format = "xlsx"};
}

static void add_sheet(struct roster *roster, const char *name)
{
    strref *labels = arena_array(roster->arena, 2, sizeof *labels);
    labels[0] = word(roster, "姓名");
    labels[1] = word(roster, "身份证号");
    assert_int_equal(mem_grow(&roster->sheets, &roster->sheet_capacity,
                              roster->sheet_count + 1, sizeof *roster->sheets),
                     0);
    roster->sheets[roster->sheet_count++] = (struct roster_sheet){
        .name = word(roster, name),
        .title = word(roster, "低保对象花名册"),
        .labels = labels,
        .label_count = 2,
        .header_row = 3,
        .why_no_roster = "没有表头",
        .columns = {[FIELD_NAME] = {.column = 1, .label = labels[0]}},
        .fates = {[FATE_ACCEPTED] = 3},
        .rows_read = 3,
    };
}

/* A roster of one file with all kinds of records. */
static void fill(struct roster *roster)
{
    char name[32];
    assert_int_equal(roster_init(roster), 0);
    add_file(roster, "低保.xlsx");
    add_sheet(roster, "一");
    add_sheet(roster, "二");
    assert_int_equal(mem_grow(&roster->rows, &roster->row_capacity, 50,
                              sizeof *roster->rows),
                     0);
    for (uint32_t i = 0; i < 50; i++) {
        snprintf(name, sizeof name, "村民%u", i);
        roster->rows[roster->row_count++] = (struct roster_row){
            .id = 51149919500101000u + i,
            .sheet = i / 25,
            .row = i + 4,
            .name = word(roster, name),
            .county = word(roster, "东坡区"),
            .category = (uint16_t)(i % 2),
            .fate = FATE_ACCEPTED,
            .is_hidden = i % 3 == 0,
        };
    }
    strref *cells = arena_array(roster->arena, 1, sizeof *cells);
    cells[0] = word(roster, "5.11499E+17");
    assert_int_equal(
        mem_grow(&roster->raw, &roster->raw_capacity, 1, sizeof *roster->raw),
        0);
    roster->raw[roster->raw_count++] =
        (struct raw_row){.sheet = 1, .row = 9, .cells = cells, .cell_count = 1};
    const struct diag diag = {
        .code = DIAG_ID_SCIENTIFIC,
        .at = {.file = 0, .sheet = 1, .row = 9, .column = 2},
        .other = PLACE_NOWHERE,
        .cell = cells[0],
    };
    assert_int_equal(roster_add_diag(roster, &diag), 0);
}

static struct bytes written(const struct roster *roster,
                            const struct parcel_note *note)
{
    struct bytes bytes = {.size = 0};
    const int file = memfd_create("parcel", 0);
    assert_int_equal(parcel_write(roster, note, file), 0);
    bytes.size = (size_t)lseek(file, 0, SEEK_END);
    bytes.at = malloc(bytes.size);
    assert_int_equal(pread(file, bytes.at, bytes.size, 0), bytes.size);
    close(file);
    return bytes;
}

/* A roster that already holds another file, so that indexes must move. */
static void prepare(struct roster *roster)
{
    assert_int_equal(roster_init(roster), 0);
    add_file(roster, "先前.xlsx");
    add_sheet(roster, "先前的表");
    add_file(roster, "低保.xlsx");
}

static void roster_comes_out_as_it_went_in(void **state)
{
    struct roster from;
    struct roster to;
    struct parcel_note note = {.is_confined = true};
    struct parcel_note got = {.is_confined = false};
    struct failure failure = FAILURE_INIT;
    (void)state;
    fill(&from);
    prepare(&to);
    struct bytes parcel = written(&from, &note);
    assert_int_equal(parcel_read(&(struct parcel){parcel.at, parcel.size},
                                 policy_fixture(), &to, 1, &got, &failure),
                     0);
    assert_true(got.is_confined);
    assert_int_equal(to.files[1].first_sheet, 1);
    assert_int_equal(to.files[1].sheet_count, 2);
    assert_int_equal(to.row_count, from.row_count);
    for (size_t i = 0; i < to.row_count; i++) {
        assert_int_equal(to.rows[i].sheet, from.rows[i].sheet + 1);
        assert_true(to.rows[i].id == from.rows[i].id);
        assert_int_equal(to.rows[i].is_hidden, from.rows[i].is_hidden);
        assert_string_equal(roster_string(&to, to.rows[i].name),
                            roster_string(&from, from.rows[i].name));
        assert_string_equal(roster_string(&to, to.rows[i].county), "东坡区");
    }
    assert_int_equal(to.sheets[2].file, 1);
    assert_string_equal(roster_sheet_name(&to, 2), "二");
    assert_string_equal(roster_string(&to, to.sheets[2].labels[1]), "身份证号");
    assert_string_equal(to.sheets[2].why_no_roster, "没有表头");
    assert_int_equal(to.raw_count, 1);
    assert_int_equal(to.raw[0].sheet, 2);
    assert_string_equal(roster_string(&to, to.raw[0].cells[0]), "5.11499E+17");
    assert_int_equal(to.diags[0].at.file, 1);
    assert_int_equal(to.diags[0].at.sheet, 2);
    assert_int_equal(to.diags[0].other.file, PLACE_NONE);
    free(parcel.at);
    roster_release(&from);
    roster_release(&to);
}

static void failure_travels_alone(void **state)
{
    struct roster from;
    struct roster to;
    struct parcel_note note = {.is_confined = false};
    struct parcel_note got = {.is_confined = true};
    struct failure failure = FAILURE_INIT;
    (void)state;
    failure_set(&note.failure, DIAG_FILE_DAMAGED, "低保.xlsx", "%s", "第3行");
    fill(&from);
    prepare(&to);
    struct bytes parcel = written(&from, &note);
    assert_int_equal(parcel_read(&(struct parcel){parcel.at, parcel.size},
                                 policy_fixture(), &to, 1, &got, &failure),
                     0);
    assert_int_equal(got.failure.code, DIAG_FILE_DAMAGED);
    assert_string_equal(got.failure.note, "第3行");
    assert_int_equal(to.row_count, 0);
    free(parcel.at);
    roster_release(&from);
    roster_release(&to);
}

/* Reads a parcel that may be forged; what it may change is checked. */
static int read_forged(const unsigned char *bytes, size_t size)
{
    struct roster to;
    struct parcel_note got = {.is_confined = false};
    struct failure failure = FAILURE_INIT;
    prepare(&to);
    const struct parcel parcel = {.bytes = bytes, .size = size};
    const int result =
        parcel_read(&parcel, policy_fixture(), &to, 1, &got, &failure);
    if (result != 0) {
        assert_int_equal(failure.code, DIAG_FILE_READER_STOPPED);
        assert_int_equal(to.row_count, 0);
        assert_int_equal(to.sheet_count, 1);
        assert_int_equal(to.diag_count, 0);
        assert_int_equal(to.raw_count, 0);
    }
    for (size_t i = 0; i < to.row_count; i++) {
        assert_true(to.rows[i].sheet < to.sheet_count);
        assert_non_null(roster_string(&to, to.rows[i].name));
    }
    roster_release(&to);
    return result;
}

static void every_cut_is_refused(void **state)
{
    struct roster from;
    const struct parcel_note note = {.is_confined = true};
    (void)state;
    fill(&from);
    struct bytes parcel = written(&from, &note);
    for (size_t size = 0; size < parcel.size; size += 7) {
        unsigned char *cut = malloc(size + 1);
        memcpy(cut, parcel.at, size);
        assert_int_equal(read_forged(cut, size), -1);
        free(cut);
    }
    free(parcel.at);
    roster_release(&from);
}

static void forged_bytes_do_no_harm(void **state)
{
    struct random random = {.seed = 7};
    struct roster from;
    const struct parcel_note note = {.is_confined = true};
    size_t refused = 0;
    (void)state;
    fill(&from);
    struct bytes parcel = written(&from, &note);
    for (int round = 0; round < 20000; round++) {
        unsigned char *forged = malloc(parcel.size);
        memcpy(forged, parcel.at, parcel.size);
        const uint32_t changes = 1 + random_below(&random, 4);
        for (uint32_t i = 0; i < changes; i++)
            forged[random_below(&random, (uint32_t)parcel.size)] =
                (unsigned char)random_next(&random);
        refused += read_forged(forged, parcel.size) != 0;
        free(forged);
    }
    assert_true(refused > 1000);
    free(parcel.at);
    roster_release(&from);
}

static void each_failing_allocation_is_clean(void **state)
{
    struct roster from;
    const struct parcel_note note = {.is_confined = true};
    (void)state;
    fill(&from);
    struct bytes parcel = written(&from, &note);
    bool is_done = false;
    for (unsigned long n = 1; !is_done; n++) {
        struct roster to;
        struct parcel_note got = {.is_confined = false};
        struct failure failure = FAILURE_INIT;
        prepare(&to);
        mem_fail_after(n);
        is_done = parcel_read(&(struct parcel){parcel.at, parcel.size},
                              policy_fixture(), &to, 1, &got, &failure) == 0;
        mem_fail_after(0);
        if (!is_done)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        roster_release(&to);
        assert_true(n < 100);
    }
    free(parcel.at);
    roster_release(&from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roster_comes_out_as_it_went_in),
        cmocka_unit_test(failure_travels_alone),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(forged_bytes_do_no_harm),
        cmocka_unit_test(each_failing_allocation_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
