/*
 * Files, from their names to their bytes.
 *
 * What stands under a name in a folder may be anything: a pipe that nobody
 * writes to, a device, a link to nowhere. Each is looked at before it is
 * opened, and refused with what it is. Opening never waits.
 *
 * The map is for the reader of the file, a confined child. Its parent must
 * not fall when the file is cut short by whoever writes it, so it never
 * touches a mapped page; and it asks at the end whether the file is still the
 * one of which it took the digest. Until then it keeps the file open, so that
 * the reader gets that one and no other.
 */
#include "import/file_bytes.h"

#include "core/arena.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_SIZE = 256 * 1024 };

/* ---- what cannot be opened ---- */

static int fail_open(const char *path, int error, struct failure *failure)
{
    struct stat status;
    enum message why = MESSAGE_WHY_CANNOT_OPEN;
    if (error == EACCES || error == EPERM)
        why = MESSAGE_WHY_NO_ACCESS;
    else if (error == ENOENT || error == ENOTDIR || error == ELOOP)
        why = lstat(path, &status) == 0 && S_ISLNK(status.st_mode)
                  ? MESSAGE_WHY_NO_TARGET
                  : MESSAGE_WHY_NOT_THERE;
    return failure_explain(failure, DIAG_FILE_MISSING, why, path, "%s",
                           strerror(error));
}

static enum message kind_of(const char *path, mode_t mode)
{
    struct stat status;
    if (S_ISDIR(mode))
        return lstat(path, &status) == 0 && S_ISLNK(status.st_mode)
                   ? MESSAGE_WHY_LINKED_FOLDER
                   : MESSAGE_WHY_IS_FOLDER;
    if (S_ISFIFO(mode))
        return MESSAGE_WHY_PIPE;
    return S_ISSOCK(mode) ? MESSAGE_WHY_SOCKET : MESSAGE_WHY_DEVICE;
}

static int check_kind(const char *path, const struct stat *status,
                      struct failure *failure)
{
    if (S_ISREG(status->st_mode))
        return 0;
    return failure_explain(failure, DIAG_FILE_IRREGULAR,
                           kind_of(path, status->st_mode), path, "%s", "");
}

static int check_size(const char *path, const struct stat *status,
                      struct failure *failure)
{
    if (status->st_size == 0)
        return failure_set(failure, DIAG_FILE_EMPTY, path, "%s", "");
    if (status->st_size <= FILE_SIZE_MOST)
        return 0;
    return failure_explain(
        failure, DIAG_FILE_LIMIT, MESSAGE_WHY_SIZE, path, "%lld > %lld MiB",
        (long long)(status->st_size >> 20), (long long)(FILE_SIZE_MOST >> 20));
}

/* ---- reading ---- */

static int fail_changed(const char *path, struct failure *failure)
{
    return failure_set(failure, DIAG_FILE_CHANGED, path, "%s", "");
}

/* Up to `room` bytes at `offset`, fewer only at the end; -1 on failure. */
static ssize_t read_at(int descriptor, unsigned char *out, size_t room,
                       off_t offset)
{
    size_t done = 0;
    while (done < room) {
        const ssize_t got =
            pread(descriptor, out + done, room - done, offset + (off_t)done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

static int take_digest(const struct opened_file *file,
                       char sha256[DIGEST_HEX_SIZE], struct failure *failure)
{
    struct digest *digest = digest_new();
    unsigned char *buffer = mem_resize(NULL, READ_SIZE);
    size_t done = 0;
    int result = 0;
    while (digest != NULL && buffer != NULL && done < file->bytes.size &&
           result == 0) {
        const size_t left = file->bytes.size - done;
        const ssize_t got =
            read_at(file->descriptor, buffer,
                    left < READ_SIZE ? left : READ_SIZE, (off_t)done);
        if (got < 0)
            result = fail_open(file->bytes.path, errno, failure);
        else if (got == 0)
            result = fail_changed(file->bytes.path, failure);
        else
            digest_add(digest, buffer, (size_t)got);
        done += got > 0 ? (size_t)got : 0;
    }
    const bool is_finished =
        digest != NULL && digest_finish(digest, sha256) == 0;
    const bool has_buffer = buffer != NULL;
    mem_free(buffer);
    if (!is_finished || !has_buffer)
        return failure_memory(failure);
    return result;
}

static struct file_state state_of(const struct stat *status)
{
    return (struct file_state){
        .device = status->st_dev,
        .number = status->st_ino,
        .size = status->st_size,
        .changed = status->st_mtim,
    };
}

static bool is_same_file(const struct file_state *a, const struct file_state *b)
{
    return a->device == b->device && a->number == b->number;
}

static bool is_same_state(const struct file_state *a,
                          const struct file_state *b)
{
    return is_same_file(a, b) && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

static int take_head(struct opened_file *file, struct failure *failure)
{
    const ssize_t head =
        read_at(file->descriptor, file->head, sizeof file->head, 0);
    if (head < 0)
        return fail_open(file->bytes.path, errno, failure);
    file->head_size = (size_t)head;
    return 0;
}

int file_open(const char *path, char sha256[DIGEST_HEX_SIZE],
              struct opened_file *out, struct failure *failure)
{
    struct stat status;
    *out = (struct opened_file){.bytes = {.path = path}};
    /* Opening a device may do something; so what it is comes first. */
    if (stat(path, &status) != 0)
        return fail_open(path, errno, failure);
    if (check_kind(path, &status, failure) != 0)
        return -1;
    out->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (out->descriptor < 0)
        return fail_open(path, errno, failure);
    out->is_open = true;
    int result = -1;
    if (fstat(out->descriptor, &status) != 0)
        fail_open(path, errno, failure);
    else if (check_kind(path, &status, failure) == 0 &&
             check_size(path, &status, failure) == 0) {
        out->bytes.size = (size_t)status.st_size;
        out->state = state_of(&status);
        result = take_head(out, failure);
    }
    if (result == 0 && sha256 != NULL)
        result = take_digest(out, sha256, failure);
    if (result != 0)
        file_close(out);
    return result;
}

/* The system's functions take no const. */
static void *mapping_of(const struct opened_file *file)
{
    union {
        const unsigned char *bytes;
        void *mapping;
    } const map = {.bytes = file->bytes.bytes};
    return map.mapping;
}

int file_map(struct opened_file *file)
{
    void *bytes = mmap(NULL, file->bytes.size, PROT_READ, MAP_PRIVATE,
                       file->descriptor, 0);
    if (bytes == MAP_FAILED)
        return -1;
    file->bytes.bytes = bytes;
    return 0;
}

void file_unmap(struct opened_file *file)
{
    if (file->bytes.bytes != NULL)
        munmap(mapping_of(file), file->bytes.size);
    file->bytes.bytes = NULL;
}

void file_close(struct opened_file *file)
{
    file_unmap(file);
    if (file->is_open)
        close(file->descriptor);
    *file = (struct opened_file){.bytes = {.path = file->bytes.path}};
}

struct file_bytes file_head(const struct opened_file *file)
{
    return (struct file_bytes){
        .path = file->bytes.path,
        .bytes = file->head,
        .size = file->head_size,
    };
}

int file_unchanged(const struct opened_file *file, struct failure *failure)
{
    struct stat status;
    if (stat(file->bytes.path, &status) != 0)
        return 0; /* what was mapped is still there */
    const struct file_state now = state_of(&status);
    if (!is_same_file(&now, &file->state) || is_same_state(&now, &file->state))
        return 0;
    return fail_changed(file->bytes.path, failure);
}

/*
 * A list of people is ten to thirty times as large as XML as it is packed, and
 * may be gone through three times. What comes to far more is one piece that is
 * pointed at again and again: a part by thousands of sheets, a long text by
 * millions of cells.
 */
uint64_t file_yield_most(size_t size)
{
    enum { TIMES = 64 };
    static const uint64_t any_file = (uint64_t)2 << 30;
    return any_file + (uint64_t)size * TIMES;
}

/* ---- a copy ---- */

/* Fills `bytes` with what the file holds now; false where that is no longer
 * what it was. */
static bool read_again(const struct opened_file *file, unsigned char *bytes)
{
    struct stat status;
    if (fstat(file->descriptor, &status) != 0)
        return false;
    const struct file_state now = state_of(&status);
    return is_same_state(&now, &file->state) &&
           read_at(file->descriptor, bytes, file->bytes.size, 0) ==
               (ssize_t)file->bytes.size;
}

int file_hold(struct opened_file *file, struct failure *failure)
{
    void *copy = mmap(NULL, file->bytes.size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (copy == MAP_FAILED)
        return failure_memory(failure);
    if (!read_again(file, copy)) {
        munmap(copy, file->bytes.size);
        return fail_changed(file->bytes.path, failure);
    }
    file_unmap(file);
    file->bytes.bytes = copy;
    return 0;
}
