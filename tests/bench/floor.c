/*
 * floor IN OUT: what no program can go below that reads the workbooks of one
 * folder and writes those of another: inflates every part of the first by
 * ISA-L and passes over its bytes once with vector instructions, then
 * deflates every part of the second, by ISA-L's level 1, into a file beside
 * it (thrown away). One thread. Nothing is parsed, decided or formatted.
 *
 * The parts of the second are inflated before the clock starts; printed are
 * the seconds of processor time after that.
 */
#include <dirent.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <zip.h>

enum { BLOCK = 256 * 1024, MOST_PARTS = 100000 };

struct part {
    unsigned char *bytes;
    size_t size;
};

struct folder {
    struct part *parts;
    size_t count;
    uint64_t size; /* of all parts */
};

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

/* ---- what is read ---- */

/* Packed bytes of every part of a workbook. */
static void add_parts(struct folder *folder, const char *path)
{
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    if (zip == NULL)
        give_up(path);
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t facts;
        if (zip_stat_index(zip, (zip_uint64_t)i, 0, &facts) != 0 ||
            facts.comp_method != ZIP_CM_DEFLATE)
            continue;
        struct part part = {malloc(facts.comp_size + 1), facts.comp_size};
        zip_file_t *file =
            zip_fopen_index(zip, (zip_uint64_t)i, ZIP_FL_COMPRESSED);
        if (part.bytes == NULL || file == NULL ||
            zip_fread(file, part.bytes, part.size) != (zip_int64_t)part.size ||
            folder->count == MOST_PARTS)
            give_up(path);
        zip_fclose(file);
        folder->parts[folder->count++] = part;
        folder->size += facts.size;
    }
    zip_discard(zip);
}

static void add_folder(struct folder *folder, const char *path)
{
    DIR *entries = opendir(path);
    if (entries == NULL)
        give_up(path);
    struct dirent *entry;
    while ((entry = readdir(entries)) != NULL) {
        char inner[1024];
        struct stat status;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || stat(inner, &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode))
            add_folder(folder, inner);
        else if (strstr(entry->d_name, ".xlsx") != NULL)
            add_parts(folder, inner);
    }
    closedir(entries);
}

static struct folder load(const char *path)
{
    struct folder folder = {.parts = calloc(MOST_PARTS, sizeof *folder.parts)};
    if (folder.parts == NULL)
        give_up("memory");
    add_folder(&folder, path);
    return folder;
}

/* ---- the work ---- */

/* One pass that no compiler leaves out; it becomes vector instructions. */
static uint64_t count_marks(const unsigned char *bytes, size_t size)
{
    uint64_t marks = 0;
    for (size_t i = 0; i < size; i++)
        marks += bytes[i] == '<';
    return marks;
}

static uint64_t pass_over(const struct part *part)
{
    static unsigned char block[BLOCK];
    static struct inflate_state state;
    uint64_t marks = 0;
    isal_inflate_init(&state);
    state.next_in = part->bytes;
    state.avail_in = (uint32_t)part->size;
    do {
        state.next_out = block;
        state.avail_out = BLOCK;
        if (isal_inflate(&state) != ISAL_DECOMP_OK)
            give_up("inflate");
        marks += count_marks(block, BLOCK - state.avail_out);
    } while (state.block_state != ISAL_BLOCK_FINISH);
    return marks;
}

/* Inflates a part for good. */
static struct part unpack(const struct part *part)
{
    struct part out = {NULL, 0};
    size_t room = 0;
    static struct inflate_state state;
    isal_inflate_init(&state);
    state.next_in = part->bytes;
    state.avail_in = (uint32_t)part->size;
    do {
        room += room + BLOCK;
        out.bytes = realloc(out.bytes, room);
        if (out.bytes == NULL)
            give_up("memory");
        state.next_out = out.bytes + out.size;
        state.avail_out = (uint32_t)(room - out.size);
        if (isal_inflate(&state) != ISAL_DECOMP_OK)
            give_up("inflate");
        out.size = room - state.avail_out;
    } while (state.block_state != ISAL_BLOCK_FINISH);
    return out;
}

static void write_packed(const struct part *part, FILE *file)
{
    static unsigned char packed[BLOCK];
    static unsigned char level[ISAL_DEF_LVL1_DEFAULT];
    static struct isal_zstream stream;
    isal_deflate_init(&stream);
    stream.level = 1;
    stream.level_buf = level;
    stream.level_buf_size = sizeof level;
    for (size_t at = 0; at < part->size; at += BLOCK) {
        const size_t left = part->size - at;
        stream.next_in = part->bytes + at;
        stream.avail_in = left < BLOCK ? (uint32_t)left : BLOCK;
        stream.end_of_stream = left <= BLOCK;
        do {
            stream.next_out = packed;
            stream.avail_out = BLOCK;
            if (isal_deflate(&stream) != COMP_OK)
                give_up("deflate");
            fwrite(packed, 1, BLOCK - stream.avail_out, file);
        } while (stream.avail_out == 0);
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: floor IN OUT\n");
        return 2;
    }
    uint64_t marks = 0;
    const struct folder in = load(argv[1]);
    struct folder out = load(argv[2]);
    for (size_t i = 0; i < out.count; i++)
        out.parts[i] = unpack(&out.parts[i]);
    FILE *file = fopen(".floor", "wb");
    if (file == NULL)
        give_up(".floor");
    remove(".floor");
    const double start = seconds();
    for (size_t i = 0; i < in.count; i++)
        marks += pass_over(&in.parts[i]);
    for (size_t i = 0; i < out.count; i++)
        write_packed(&out.parts[i], file);
    if (fclose(file) != 0)
        give_up(".floor");
    printf("%.3f s cpu, %.1f MB in, %.1f MB out, %llu marks\n",
           seconds() - start, (double)in.size / 1e6, (double)out.size / 1e6,
           (unsigned long long)marks);
    return 0;
}
