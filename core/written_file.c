/*
 * Measuring a file that was written: its bytes once, block by block, through
 * both digests, so that it is read no more often than once.
 */
#include "core/written_file.h"

#include "core/arena.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_BYTES = 1 << 16 };

static int read_all(FILE *stream, struct digest *digest,
                    struct written_file *file)
{
    unsigned char *block = mem_alloc(BLOCK_BYTES);
    size_t got;
    if (block == NULL)
        return -1;
    while ((got = fread(block, 1, BLOCK_BYTES, stream)) > 0) {
        digest_add(digest, block, got);
        file->size += got;
    }
    mem_free(block);
    return 0;
}

/* 0, or -1 when memory is exhausted. */
static int digest_all(FILE *stream, bool has_sm3, struct written_file *file)
{
    struct digest *digest = has_sm3 ? digest_new_pair() : digest_new();
    if (digest == NULL)
        return -1;
    const int status = read_all(stream, digest, file);
    const int finished = has_sm3 ? digest_finish_pair(digest, &file->digests)
                                 : digest_finish(digest, file->digests.sha256);
    return status == 0 ? finished : -1;
}

int written_file_measure(struct written_file *file, const char *path,
                         bool has_sm3, struct failure *failure)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return failure_output(failure, path, errno);
    file->size = 0;
    file->digests = (struct digest_pair){.sha256 = "", .sm3 = ""};
    int status = 0;
    if (digest_all(stream, has_sm3, file) != 0)
        status = failure_memory(failure);
    else if (ferror(stream))
        status = failure_output(failure, path, errno);
    fclose(stream);
    return status;
}
