/*
 * ZIP packages: libzip reads the directory, ISA-L inflates.
 *
 * libzip alone would inflate by zlib, which takes two and a half times as
 * long as ISA-L does; so it hands over the raw bytes of a part, and the
 * stream is inflated here, straight into the caller's buffer. The checksum
 * of the directory is verified at the end of each part that was read to its
 * end: bits that flipped on the way must not become somebody's amount.
 *
 * A part whose name stands twice is refused. Nothing is ever written to disk,
 * so names in the package are only compared.
 */
#include "import/zip_part.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <limits.h>
#include <string.h>
#include <zip.h>

enum { MOST_ENTRIES = 65536, INPUT_SIZE = 64 * 1024 };

struct zip_package {
    const char *path;
    zip_t *zip;
    zip_uint64_t entry_count;
    uint64_t inflated; /* bytes given out of all parts so far */
    uint64_t most;     /* that may be: many parts, each within its limit, can
                          be a bomb as well */
};

/* Large, and taken as it comes: nothing in it is read before it is set. */
struct inflater {
    struct inflate_state state;
    unsigned char input[INPUT_SIZE];
};

struct zip_part {
    struct zip_package *package; /* NULL: these bytes are it */
    const unsigned char *bytes;
    size_t size;
    const char *path;
    char name[256]; /* for messages; cut where longer */
    zip_file_t *file;
    uint64_t limit;
    uint64_t total; /* bytes given out */
    uint32_t expected_crc;
    uint32_t crc;
    bool has_crc;
    bool is_stored;
    bool has_ended;
    struct inflater *inflater;
};

/* ---- the directory ---- */

static int fail_package(struct failure *failure, const char *path, int code,
                        zip_error_t *error)
{
    if (code == ZIP_ER_MEMORY)
        return failure_memory(failure);
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_ZIP, path,
                           "zip: %s", zip_error_strerror(error));
}

int zip_package_open(const struct file_bytes *file, struct arena *arena,
                     struct zip_package **out, struct failure *failure)
{
    int result = -1;
    zip_error_t error;
    zip_source_t *source = NULL;
    zip_error_init(&error);
    struct zip_package *package = arena_alloc(arena, sizeof *package);
    if (package == NULL) {
        failure_memory(failure);
        goto out;
    }
    package->path = file->path;
    package->most = file_yield_most(file->size);
    source = zip_source_buffer_create(file->bytes, file->size, 0, &error);
    if (source != NULL)
        package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (package->zip == NULL) {
        fail_package(failure, file->path, zip_error_code_zip(&error), &error);
        goto out;
    }
    source = NULL; /* the archive owns it now */
    package->entry_count =
        (zip_uint64_t)zip_get_num_entries(package->zip, ZIP_FL_UNCHANGED);
    if (package->entry_count > MOST_ENTRIES) {
        zip_package_close(package);
        failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_TOO_MUCH,
                        file->path, "zip: > %d", (int)MOST_ENTRIES);
        goto out;
    }
    *out = package;
    result = 0;
out:
    if (source != NULL)
        zip_source_free(source);
    zip_error_fini(&error);
    return result;
}

void zip_package_close(struct zip_package *package)
{
    if (package == NULL || package->zip == NULL)
        return;
    zip_discard(package->zip);
    package->zip = NULL;
}

static char fold_name(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return (char)(c == '\\' ? '/' : c);
}

static bool is_same_name(const char *a, const char *b)
{
    while (*a == '/' || *a == '\\')
        a++;
    while (*b == '/' || *b == '\\')
        b++;
    while (*a != '\0' && fold_name(*a) == fold_name(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* The index of an entry, or -1: by libzip's hash first, as names usually
 * stand as they should. */
static zip_int64_t find(const struct zip_package *package, const char *name)
{
    const zip_int64_t found =
        zip_name_locate(package->zip, name, ZIP_FL_ENC_RAW);
    if (found >= 0)
        return found;
    for (zip_uint64_t i = 0; i < package->entry_count; i++) {
        const char *entry = zip_get_name(package->zip, i, ZIP_FL_ENC_RAW);
        if (entry != NULL && is_same_name(entry, name))
            return (zip_int64_t)i;
    }
    return -1;
}

bool zip_package_has(const struct zip_package *package, const char *name)
{
    return find(package, name) >= 0;
}

/* ---- one part ---- */

/* Readers differ in which of two entries they take, so that one file could
 * show this to one of them and that to another. */
static bool is_there_twice(const struct zip_package *package, const char *name,
                           zip_int64_t index)
{
    for (zip_uint64_t i = 0; i < package->entry_count; i++) {
        const char *entry = zip_get_name(package->zip, i, ZIP_FL_ENC_RAW);
        if (entry != NULL && (zip_int64_t)i != index &&
            is_same_name(entry, name))
            return true;
    }
    return false;
}

static int check_part(const struct zip_package *package, const char *name,
                      zip_int64_t index, zip_stat_t *out,
                      struct failure *failure)
{
    if (index >= 0 && is_there_twice(package, name, index))
        return failure_explain(failure, DIAG_FILE_DAMAGED,
                               MESSAGE_WHY_PART_TWICE, package->path,
                               "zip: %s x 2", name);
    if (index < 0 || zip_stat_index(package->zip, (zip_uint64_t)index,
                                    ZIP_FL_UNCHANGED, out) != 0)
        return failure_explain(failure, DIAG_FILE_DAMAGED,
                               MESSAGE_WHY_PART_MISSING, package->path,
                               "zip: %s: missing", name);
    if ((out->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
        out->encryption_method != ZIP_EM_NONE)
        return failure_set(failure, DIAG_ENCRYPTION_UNKNOWN, package->path,
                           "zip: %s", name);
    if ((out->valid & ZIP_STAT_COMP_METHOD) == 0 ||
        (out->comp_method != ZIP_CM_STORE &&
         out->comp_method != ZIP_CM_DEFLATE))
        return failure_explain(failure, DIAG_FILE_FORMAT, MESSAGE_WHY_METHOD,
                               package->path, "zip: %s: method %u", name,
                               (unsigned)out->comp_method);
    return 0;
}

int zip_part_open(struct zip_package *package, const char *name, uint64_t limit,
                  struct zip_part **out, struct failure *failure)
{
    zip_stat_t status;
    zip_stat_init(&status);
    const zip_int64_t index = find(package, name);
    if (check_part(package, name, index, &status, failure) != 0)
        return -1;
    struct zip_part *part = mem_alloc(sizeof *part);
    if (part == NULL)
        return failure_memory(failure);
    part->package = package;
    part->path = package->path;
    part->limit = limit;
    part->is_stored = status.comp_method == ZIP_CM_STORE;
    part->has_crc = (status.valid & ZIP_STAT_CRC) != 0;
    part->expected_crc = status.crc;
    for (size_t i = 0; i + 1 < sizeof part->name && name[i] != '\0'; i++)
        part->name[i] = name[i];
    part->inflater = mem_resize(NULL, sizeof *part->inflater);
    if (part->inflater == NULL) {
        zip_part_close(part);
        return failure_memory(failure);
    }
    isal_inflate_init(&part->inflater->state);
    part->file =
        zip_fopen_index(package->zip, (zip_uint64_t)index, ZIP_FL_COMPRESSED);
    if (part->file == NULL) {
        fail_package(failure, package->path,
                     zip_error_code_zip(zip_get_error(package->zip)),
                     zip_get_error(package->zip));
        zip_part_close(part);
        return -1;
    }
    *out = part;
    return 0;
}

int zip_part_over(const char *path, const char *name, const void *bytes,
                  size_t size, struct zip_part **out, struct failure *failure)
{
    struct zip_part *part = mem_alloc(sizeof *part);
    if (part == NULL)
        return failure_memory(failure);
    part->path = path;
    part->bytes = bytes;
    part->size = size;
    part->limit = size;
    part->is_stored = true;
    for (size_t i = 0; i + 1 < sizeof part->name && name[i] != '\0'; i++)
        part->name[i] = name[i];
    *out = part;
    return 0;
}

void zip_part_close(struct zip_part *part)
{
    if (part == NULL)
        return;
    if (part->file != NULL)
        zip_fclose(part->file);
    mem_free(part->inflater);
    mem_free(part);
}

int zip_part_fail(const struct zip_part *part, const char *what,
                  struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_CONTENT,
                           part->path, "%s: %s", part->name, what);
}

int zip_part_fail_at(const struct zip_part *part, unsigned long line,
                     unsigned long column, const char *what,
                     struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_CONTENT,
                           part->path, "%s:%lu:%lu: %s", part->name, line,
                           column, what);
}

int zip_part_limit(const struct zip_part *part, const char *what,
                   struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_TOO_MUCH,
                           part->path, "%s: %s", part->name, what);
}

/* Raw bytes of the package; *got is 0 at the end of the part's. */
static int read_raw(struct zip_part *part, void *buffer, size_t room,
                    size_t *got, struct failure *failure)
{
    if (part->package == NULL) {
        *got = room < part->size ? room : part->size;
        memcpy(buffer, part->bytes, *got);
        part->bytes += *got;
        part->size -= *got;
        return 0;
    }
    const zip_int64_t read = zip_fread(part->file, buffer, room);
    if (read < 0) {
        zip_part_fail(part, "zip", failure);
        return failure_because(failure, MESSAGE_WHY_ZIP);
    }
    *got = (size_t)read;
    return 0;
}

static int fail_deflate(const struct zip_part *part, struct failure *failure)
{
    zip_part_fail(part, "deflate", failure);
    return failure_because(failure, MESSAGE_WHY_DEFLATE);
}

/* Inflates until there is some output or the stream is at its end. */
static int inflate_some(struct zip_part *part, void *buffer, size_t room,
                        size_t *got, struct failure *failure)
{
    struct inflate_state *const state = &part->inflater->state;
    const uint32_t size = room > INT_MAX ? INT_MAX : (uint32_t)room;
    state->next_out = buffer;
    state->avail_out = size;
    *got = 0;
    while (*got == 0 && state->block_state != ISAL_BLOCK_FINISH) {
        bool was_last = false;
        if (state->avail_in == 0) {
            size_t count = 0;
            if (read_raw(part, part->inflater->input, INPUT_SIZE, &count,
                         failure) != 0)
                return -1;
            state->next_in = part->inflater->input;
            state->avail_in = (uint32_t)count;
            was_last = count == 0;
        }
        if (isal_inflate(state) != ISAL_DECOMP_OK)
            return fail_deflate(part, failure);
        *got = size - state->avail_out;
        if (*got == 0 && was_last && state->block_state != ISAL_BLOCK_FINISH)
            return fail_deflate(part, failure);
    }
    return 0;
}

int zip_part_read(struct zip_part *part, void *buffer, size_t room, size_t *got,
                  struct failure *failure)
{
    *got = 0;
    if (part->has_ended)
        return 0;
    if (part->is_stored ? read_raw(part, buffer, room, got, failure) != 0
                        : inflate_some(part, buffer, room, got, failure) != 0)
        return -1;
    part->total += *got;
    if (part->package != NULL)
        part->package->inflated += *got;
    if (part->total > part->limit)
        return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_UNPACKED,
                               part->path, "%s > %llu MiB", part->name,
                               (unsigned long long)(part->limit >> 20));
    if (part->package != NULL && part->package->inflated > part->package->most)
        return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_UNPACKED,
                               part->path, "zip > %llu MiB",
                               (unsigned long long)(part->package->most >> 20));
    if (*got > 0) {
        part->crc = crc32_gzip_refl(part->crc, buffer, *got);
        return 0;
    }
    part->has_ended = true;
    if (part->has_crc && part->crc != part->expected_crc)
        return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_CHECKSUM,
                               part->path, "%s: crc32", part->name);
    return 0;
}
