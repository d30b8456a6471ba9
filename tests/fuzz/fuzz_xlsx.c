/*
 * Whole .xlsx packages. Random changes to a ZIP rarely leave its checksums
 * right, so half of the changes are made to one part, and the package is put
 * together anew.
 */
#include "tests/fuzz/fuzz_target.h"

#include "tests/support/package.h"
#include "tests/support/random.h"
#include <string.h>
#include <zip.h>

void fuzz_xlsx(const uint8_t *bytes, size_t size)
{
    fuzz_read_workbook(xlsx_open, "package.xlsx", bytes, size);
}

enum { MOST_PARTS = 24, MOST_PART = 1 << 16 };

struct parts {
    struct package_part items[MOST_PARTS];
    size_t count;
};

/* One part of an archive, with room to grow; false where it is not sound. */
static bool take_part(zip_t *zip, zip_uint64_t index, struct arena *arena,
                      struct package_part *out)
{
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat_index(zip, index, 0, &status) != 0 ||
        status.size > MOST_PART || status.name == NULL)
        return false;
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    char *bytes = arena_alloc(arena, MOST_PART);
    if (file == NULL || bytes == NULL)
        return false;
    const zip_int64_t got = zip_fread(file, bytes, status.size);
    zip_fclose(file);
    *out = (struct package_part){
        .name = arena_string(arena, status.name),
        .bytes = bytes,
        .length = got < 0 ? 0 : (size_t)got,
        .is_stored = status.comp_method == ZIP_CM_STORE,
    };
    return got > 0 && out->name != NULL;
}

static void take_parts(const uint8_t *bytes, size_t size, struct arena *arena,
                       struct parts *out)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
    zip_t *zip = source == NULL
                     ? NULL
                     : zip_open_from_source(source, ZIP_RDONLY, &error);
    out->count = 0;
    if (zip == NULL) {
        zip_source_free(source);
        return;
    }
    const zip_int64_t entries = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < entries && out->count < MOST_PARTS; i++)
        if (take_part(zip, (zip_uint64_t)i, arena, &out->items[out->count]))
            out->count++;
    zip_discard(zip);
    zip_error_fini(&error);
}

/* libzip puts no two parts of a name into an archive. */
static bool has_twins(const struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(parts->items[i].name, parts->items[j].name) == 0)
                return true;
    return false;
}

size_t mutate_package(uint8_t *bytes, size_t size, size_t room, unsigned seed)
{
    struct random random = {.seed = seed};
    struct parts parts;
    size_t result = 0;
    if (random_below(&random, 4) == 0)
        return fuzz_mutate_bytes(bytes, size, room);
    struct arena *arena = arena_new();
    FUZZ_CHECK(arena != NULL);
    take_parts(bytes, size, arena, &parts);
    if (parts.count > 0 && !has_twins(&parts)) {
        struct package_part *part =
            &parts.items[random_below(&random, (uint32_t)parts.count)];
        struct package package;
        char *changed = arena_text(arena, part->bytes, MOST_PART);
        FUZZ_CHECK(changed != NULL);
        part->length =
            fuzz_mutate_bytes((uint8_t *)changed, part->length, MOST_PART);
        part->bytes = changed;
        part->is_stored = random_below(&random, 8) != 0;
        if (part->length > 0) {
            package_build(parts.items, parts.count, &package);
            if (package.size <= room) {
                memcpy(bytes, package.bytes, package.size);
                result = package.size;
            }
            package_release(&package);
        }
    }
    arena_free(arena);
    return result > 0 ? result : fuzz_mutate_bytes(bytes, size, room);
}
