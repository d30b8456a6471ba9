/*
 * OLE2 through libgsf. Its headers stay in this file.
 *
 * libgsf reports broken files through GLib's log and on standard error, which
 * belong to the program, not to us: both are muted while it works. It walks
 * the directory by recursion, and in quadratic time, so a directory that is
 * larger than any workbook's is refused before. A stream is read whole,
 * because BIFF jumps about in it.
 */
#include "import/ole2.h"

#include "core/arena.h"
#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-input.h>
#include <stdint.h>
#include <string.h>

struct ole2 {
    GsfInfile *root;
    const char *path;
};

/* ---- muting ---- */

/* The domains under which libgsf speaks; NULL is GLib's default. */
static const char *const log_domains[] = {NULL, "libgsf:msole", "libgsf",
                                          "GLib"};

enum { DOMAINS = sizeof log_domains / sizeof log_domains[0] };

struct muting {
    guint handlers[DOMAINS];
    GPrintFunc print;
};

static void drop_log(const gchar *domain, GLogLevelFlags level,
                     const gchar *message, gpointer context)
{
    (void)domain;
    (void)level;
    (void)message;
    (void)context;
}

static void drop_print(const gchar *message)
{
    (void)message;
}

static struct muting mute(void)
{
    struct muting muting = {.print = g_set_printerr_handler(drop_print)};
    for (size_t i = 0; i < DOMAINS; i++)
        muting.handlers[i] =
            g_log_set_handler(log_domains[i], G_LOG_LEVEL_MASK, drop_log, NULL);
    return muting;
}

static void unmute(const struct muting *muting)
{
    for (size_t i = 0; i < DOMAINS; i++)
        g_log_remove_handler(log_domains[i], muting->handlers[i]);
    g_set_printerr_handler(muting->print);
}

/* ---- the container ---- */

bool ole2_is(const struct file_bytes *file)
{
    static const unsigned char signature[] = {0xD0, 0xCF, 0x11, 0xE0,
                                              0xA1, 0xB1, 0x1A, 0xE1};
    return file->size >= sizeof signature &&
           memcmp(file->bytes, signature, sizeof signature) == 0;
}

/* ---- the size of the directory ---- */

enum { MOST_ENTRIES = 4096, ENTRY = 128, HEAD_FAT_SECTORS = 109 };

static const uint32_t no_sector = 0xFFFFFFFF;

/* The sector tables of a file, before libgsf has seen it. */
struct sectors {
    const struct file_bytes *file;
    size_t size; /* of a sector */
};

static uint32_t number_at(const struct sectors *sectors, size_t offset)
{
    const struct file_bytes *file = sectors->file;
    if (offset > file->size || file->size - offset < 4)
        return no_sector;
    const unsigned char *at = file->bytes + offset;
    return at[0] + at[1] * 0x100U + at[2] * 0x10000U + at[3] * 0x1000000U;
}

/* Entry `index` of a sector that holds sector numbers. */
static uint32_t entry_at(const struct sectors *sectors, uint32_t sector,
                         size_t index)
{
    const size_t last = sectors->file->size / sectors->size;
    return sector > last
               ? no_sector
               : number_at(sectors,
                           (sector + (size_t)1) * sectors->size + index * 4);
}

/* Which sector holds part `index` of the allocation table. */
static uint32_t table_sector(const struct sectors *sectors, size_t index)
{
    const size_t links = sectors->size / 4 - 1; /* and the next such sector */
    if (index < HEAD_FAT_SECTORS)
        return number_at(sectors, 76 + index * 4);
    uint32_t list = number_at(sectors, 68);
    for (index -= HEAD_FAT_SECTORS; index >= links && list != no_sector;
         index -= links)
        list = entry_at(sectors, list, links);
    return entry_at(sectors, list, index);
}

static uint32_t next_sector(const struct sectors *sectors, uint32_t sector)
{
    const size_t entries = sectors->size / 4;
    if (sector > sectors->file->size / sectors->size)
        return no_sector;
    return entry_at(sectors, table_sector(sectors, sector / entries),
                    sector % entries);
}

/* Follows the directory's sectors; where they go round in a circle, libgsf
 * reads each once. */
static bool is_directory_small(const struct file_bytes *file)
{
    const unsigned shift =
        file->size > 31 ? file->bytes[30] + file->bytes[31] * 256U : 0;
    if (shift < 7 || shift > 31)
        return true; /* libgsf refuses it */
    const struct sectors sectors = {file, (size_t)1 << shift};
    uint32_t sector = number_at(&sectors, 48);
    uint32_t landmark = no_sector;
    size_t count = 0, next_landmark = 1;
    while (sector <= file->size / sectors.size && sector != landmark) {
        if (++count > MOST_ENTRIES / (sectors.size / ENTRY))
            return false;
        if (count == next_landmark) {
            landmark = sector;
            next_landmark *= 2;
        }
        sector = next_sector(&sectors, sector);
    }
    return true;
}

/* ---- opening ---- */

static int fail_damaged(const char *path, struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_DAMAGED, MESSAGE_WHY_CONTAINER,
                           path, "OLE2");
}

int ole2_open(const struct file_bytes *file, struct ole2 **out,
              struct failure *failure)
{
    if (!is_directory_small(file))
        return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_WHY_TOO_MUCH,
                               file->path, "OLE2 > %d", MOST_ENTRIES);
    struct ole2 *ole2 = mem_alloc(sizeof *ole2);
    if (ole2 == NULL)
        return failure_memory(failure);
    const struct muting muting = mute();
    GsfInput *input =
        gsf_input_memory_new(file->bytes, (gsf_off_t)file->size, FALSE);
    if (input != NULL) {
        ole2->root = gsf_infile_msole_new(input, NULL);
        g_object_unref(input);
    }
    unmute(&muting);
    if (ole2->root == NULL) {
        mem_free(ole2);
        return fail_damaged(file->path, failure);
    }
    ole2->path = file->path;
    *out = ole2;
    return 0;
}

void ole2_close(struct ole2 *ole2)
{
    if (ole2 == NULL)
        return;
    g_object_unref(ole2->root);
    mem_free(ole2);
}

/* The child's index, -1 where there is none. */
static int find_child(const struct ole2 *ole2, const char *name)
{
    const int count = gsf_infile_num_children(ole2->root);
    for (int i = 0; i < count; i++) {
        const char *child = gsf_infile_name_by_index(ole2->root, i);
        if (child != NULL && g_ascii_strcasecmp(child, name) == 0)
            return i;
    }
    return -1;
}

bool ole2_has(const struct ole2 *ole2, const char *name)
{
    return find_child(ole2, name) >= 0;
}

void ole2_append_names(const struct ole2 *ole2, struct text *out)
{
    const int count = gsf_infile_num_children(ole2->root);
    for (int i = 0; i < count; i++) {
        const char *child = gsf_infile_name_by_index(ole2->root, i);
        if (i > 0)
            text_append(out, ", ");
        if (child != NULL)
            text_append(out, child);
    }
}

/* ---- streams ---- */

static int copy_stream(GsfInput *input, const char *path, unsigned char **out,
                       size_t *out_size, struct failure *failure)
{
    const gsf_off_t size = gsf_input_size(input);
    if (size <= 0)
        return fail_damaged(path, failure);
    unsigned char *bytes = mem_alloc((size_t)size);
    if (bytes == NULL)
        return failure_memory(failure);
    if (gsf_input_read(input, (size_t)size, bytes) == NULL) {
        mem_free(bytes);
        return fail_damaged(path, failure);
    }
    *out = bytes;
    *out_size = (size_t)size;
    return 0;
}

int ole2_read(const struct ole2 *ole2, const char *name, unsigned char **out,
              size_t *out_size, struct failure *failure)
{
    const int index = find_child(ole2, name);
    if (index < 0)
        return fail_damaged(ole2->path, failure);
    const struct muting muting = mute();
    GsfInput *input = gsf_infile_child_by_index(ole2->root, index);
    int result = -1;
    if (input == NULL) {
        fail_damaged(ole2->path, failure);
    } else {
        result = copy_stream(input, ole2->path, out, out_size, failure);
        g_object_unref(input);
    }
    unmute(&muting);
    return result;
}
