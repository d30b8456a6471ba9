/* Rosters for tests: what import would have read, said directly. */
#include "tests/support/roster_fixture.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

idkey fixture_id(ymd birth, int sequence)
{
    const idkey region = 511499;
    return (region * 100000000 + (idkey)birth) * 1000 + (idkey)sequence;
}

static strref pooled(struct roster *roster, const char *text)
{
    strref ref = 0;
    if (text != NULL)
        assert_int_equal(
            string_pool_add(roster->strings, text, strlen(text), &ref), 0);
    return ref;
}

void roster_fixture_file(struct roster *roster, const char *name)
{
    assert_int_equal(mem_grow(&roster->files, &roster->file_capacity,
                              roster->file_count + 1, sizeof *roster->files),
                     0);
    const char *kept = arena_string(roster->arena, name);
    assert_non_null(kept);
    roster->files[roster->file_count++] = (struct roster_file){
        .path = kept,
        .name = kept,
        .format = "xlsx",
        .first_sheet = (uint32_t)roster->sheet_count,
    };
    struct roster_file *file = &roster->files[roster->file_count - 1];
    snprintf(file->sha256, sizeof file->sha256, "%064zx", roster->file_count);
}

uint32_t roster_fixture_sheet(struct roster *roster, const char *name,
                              uint16_t kind)
{
    assert_int_equal(mem_grow(&roster->sheets, &roster->sheet_capacity,
                              roster->sheet_count + 1, sizeof *roster->sheets),
                     0);
    assert_true(roster->file_count > 0);
    struct roster_sheet *sheet = &roster->sheets[roster->sheet_count];
    *sheet = (struct roster_sheet){
        .file = (uint32_t)roster->file_count - 1,
        .name = pooled(roster, name),
        .kind = kind,
        .header_row = 2,
        .header_depth = 1,
        .rows_read = 2,
        .fates[FATE_SKIPPED] = 2, /* title and header */
        .skips[SKIP_TITLE] = 2,
        .why_no_roster = "",
    };
    sheet->columns[FIELD_NAME].column = 2;
    sheet->columns[FIELD_NAME].label = pooled(roster, "姓名");
    sheet->columns[FIELD_ID_NUMBER].column = 3;
    sheet->columns[FIELD_ID_NUMBER].label = pooled(roster, "身份证号");
    roster->files[sheet->file].sheet_count++;
    return (uint32_t)roster->sheet_count++;
}

uint32_t roster_fixture_row(struct roster *roster, const struct row_spec *spec)
{
    assert_int_equal(mem_grow(&roster->rows, &roster->row_capacity,
                              roster->row_count + 1, sizeof *roster->rows),
                     0);
    assert_true(roster->sheet_count > 0);
    uint32_t index = (uint32_t)roster->sheet_count - 1;
    struct roster_sheet *sheet = &roster->sheets[index];
    enum fate fate = spec->is_returned ? FATE_RETURNED : FATE_ACCEPTED;
    sheet->rows_read++;
    sheet->fates[fate]++;
    roster->rows[roster->row_count] = (struct roster_row){
        .id = spec->id,
        .sheet = index,
        .row = sheet->rows_read,
        .name = pooled(roster, spec->name != NULL ? spec->name : "张三"),
        .county = pooled(roster, spec->county),
        .town = pooled(roster, spec->town),
        .village = pooled(roster, spec->village),
        .recognised = spec->recognised,
        .ended = spec->ended,
        .category = spec->category,
        .grades = spec->grades,
        .types = spec->types,
        .fate = (uint8_t)fate,
        .movement = (uint8_t)spec->movement,
        .has_invalid_certificate = spec->has_invalid_certificate,
        .is_ended = spec->is_ended,
    };
    return (uint32_t)roster->row_count++;
}

void roster_fixture_fill(struct roster *roster, const struct row_spec *specs,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || specs[i].kind != specs[i - 1].kind) {
            char name[32];
            snprintf(name, sizeof name, "%zu.xlsx", roster->file_count + 1);
            roster_fixture_file(roster, name);
            roster_fixture_sheet(roster, "名单", specs[i].kind);
        }
        roster_fixture_row(roster, &specs[i]);
    }
}

size_t roster_fixture_count(const struct roster *roster, enum diag_code code)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->diag_count; i++)
        count += roster->diags[i].code == code;
    return count;
}
