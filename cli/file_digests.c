/*
 * SHA-256 is OpenSSL's, which has it in hardware. SM3 it works out one block
 * after the other; where the processor can, eight files go side by side
 * through core/sm3_lanes.h instead, each piece read being taken by both. The
 * files given first are begun first, so the longest should be.
 */
#include "cli/file_digests.h"

#include "core/arena.h"
#include "core/sm3_lanes.h"
#include <stdio.h>

enum { PIECE = 1 << 16, ROOM = PIECE + 2 * SM3_BLOCK };

/* A file under way. */
struct reading {
    struct file_digests *file; /* NULL = none */
    FILE *stream;
    struct digest *sha256;
    unsigned char *piece;
    size_t at, end; /* what SM3 has not taken yet: whole blocks */
    bool is_padded; /* there is nothing more to read */
};

struct group {
    struct file_digests *next, *end; /* files that wait */
    struct sm3_lanes state;
    struct reading readings[SM3_LANES];
    const char *unread;
};

static int begin_file(struct group *group, int lane)
{
    struct reading *reading = &group->readings[lane];
    struct file_digests *file = group->next++;
    file->size = 0;
    reading->stream = fopen(file->path, "rb");
    if (reading->stream == NULL) {
        group->unread = file->path;
        return -1;
    }
    reading->file = file;
    reading->is_padded = false;
    reading->sha256 = digest_new();
    if (reading->piece == NULL)
        reading->piece = mem_alloc(ROOM);
    sm3_lane_begin(&group->state, lane);
    return reading->sha256 == NULL || reading->piece == NULL ? -1 : 0;
}

/* The next piece; behind the last one what ends the stream. */
static int read_piece(struct group *group, struct reading *reading)
{
    const size_t got = fread(reading->piece, 1, PIECE, reading->stream);
    digest_add(reading->sha256, reading->piece, got);
    reading->file->size += got;
    reading->at = 0;
    reading->end = got;
    if (got == PIECE)
        return 0;
    if (ferror(reading->stream)) {
        group->unread = reading->file->path;
        return -1;
    }
    reading->end += sm3_pad(reading->piece + got, reading->file->size);
    reading->is_padded = true;
    return 0;
}

static int end_file(struct group *group, int lane)
{
    struct reading *reading = &group->readings[lane];
    struct digest_pair *digests = &reading->file->digests;
    struct digest *sha256 = reading->sha256;
    sm3_lane_hex(&group->state, lane, digests->sm3);
    fclose(reading->stream);
    reading->stream = NULL;
    reading->file = NULL;
    reading->sha256 = NULL;
    return digest_finish(sha256, digests->sha256);
}

/* Sees to it that the lane has blocks to take, unless no file is left. */
static int feed_lane(struct group *group, int lane)
{
    struct reading *reading = &group->readings[lane];
    int result = 0;
    while (result == 0 &&
           (reading->file == NULL || reading->at == reading->end)) {
        if (reading->file != NULL)
            result = reading->is_padded ? end_file(group, lane)
                                        : read_piece(group, reading);
        else if (group->next == group->end)
            break;
        else if ((result = begin_file(group, lane)) == 0)
            result = read_piece(group, reading);
    }
    return result;
}

/* All lanes as far as the one that has least. Returns whether there was any. */
static bool take_blocks(struct group *group)
{
    const unsigned char *bytes[SM3_LANES];
    const struct reading *least = NULL;
    for (int i = 0; i < SM3_LANES; i++) {
        const struct reading *reading = &group->readings[i];
        if (reading->file != NULL &&
            (least == NULL ||
             reading->end - reading->at < least->end - least->at))
            least = reading;
    }
    if (least == NULL)
        return false;
    const size_t length = least->end - least->at;
    for (int i = 0; i < SM3_LANES; i++) {
        struct reading *reading = &group->readings[i];
        const bool is_idle = reading->file == NULL;
        bytes[i] =
            is_idle ? least->piece + least->at : reading->piece + reading->at;
    }
    sm3_lanes_add(&group->state, bytes, length / SM3_BLOCK);
    for (int i = 0; i < SM3_LANES; i++)
        group->readings[i].at += length;
    return true;
}

static int digest_side_by_side(struct file_digests *files, size_t count,
                               const char **out_unread)
{
    struct group group = {.next = files, .end = files + count};
    int result = 0;
    do {
        for (int i = 0; result == 0 && i < SM3_LANES; i++)
            result = feed_lane(&group, i);
    } while (result == 0 && take_blocks(&group));
    for (int i = 0; i < SM3_LANES; i++) {
        struct reading *reading = &group.readings[i];
        if (reading->stream != NULL)
            fclose(reading->stream);
        digest_free(reading->sha256);
        mem_free(reading->piece);
    }
    *out_unread = group.unread;
    return result;
}

/* ---- one after the other ---- */

static int digest_stream(FILE *stream, struct file_digests *file)
{
    struct digest *digest = digest_new_pair();
    unsigned char *piece = mem_alloc(PIECE);
    int result = digest == NULL || piece == NULL ? -1 : 0;
    file->size = 0;
    for (size_t got = 1; result == 0 && got > 0; file->size += got) {
        got = fread(piece, 1, PIECE, stream);
        digest_add(digest, piece, got);
    }
    mem_free(piece);
    if (result == 0)
        return digest_finish_pair(digest, &file->digests);
    digest_free(digest);
    return -1;
}

static int digest_one(struct file_digests *file, const char **out_unread)
{
    FILE *stream = fopen(file->path, "rb");
    int result = -1;
    if (stream != NULL)
        result = digest_stream(stream, file);
    if (stream == NULL || ferror(stream)) {
        *out_unread = file->path;
        result = -1;
    }
    if (stream != NULL)
        fclose(stream);
    return result;
}

int file_digests(struct file_digests *files, size_t count,
                 const char **out_unread)
{
    int result = 0;
    *out_unread = NULL;
    if (count > 1 && sm3_lanes_are_fast())
        return digest_side_by_side(files, count, out_unread);
    for (size_t i = 0; result == 0 && i < count; i++)
        result = digest_one(&files[i], out_unread);
    return result;
}
