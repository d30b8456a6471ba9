/*
 * Reading a policy's file whole. Bounded, because no policy is longer than a
 * book, and whatever else is named by mistake should not fill the memory.
 */
#include "import/text_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

const char *text_file_folder(const char *path, struct arena *arena)
{
    struct stat status;
    size_t length = strlen(path);
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        const char *slash = strrchr(path, '/');
        if (slash == NULL)
            return arena_string(arena, ".");
        length = (size_t)(slash - path);
    }
    while (length > 1 && path[length - 1] == '/')
        length--;
    return arena_text(arena, path, length == 0 ? 1 : length);
}

static int read_all(FILE *file, struct arena *arena, struct file_text *out,
                    struct failure *failure)
{
    if (fseek(file, 0, SEEK_END) != 0)
        return failure_set(failure, DIAG_POLICY_NOT_FOUND, out->name, "%s",
                           strerror(errno));
    const long size = ftell(file);
    if (size < 0 || size > TEXT_FILE_LIMIT)
        return failure_set(failure, DIAG_POLICY_NOT_FOUND, out->name,
                           "不是政策文件（太大）");
    rewind(file);
    char *bytes = arena_alloc(arena, (size_t)size + 1);
    if (bytes == NULL)
        return failure_memory(failure);
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size)
        return failure_set(failure, DIAG_POLICY_NOT_FOUND, out->name,
                           "读不完整");
    out->bytes = bytes;
    out->length = (size_t)size;
    return 0;
}

int text_file_read(const char *folder, const char *name, struct arena *arena,
                   struct file_text *out, struct failure *failure)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = arena_alloc(arena, size);
    if (path == NULL)
        return failure_memory(failure);
    snprintf(path, size, "%s/%s", folder, name);
    *out = (struct file_text){.name = path};
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return failure_set(failure, DIAG_POLICY_NOT_FOUND, path, "%s",
                           strerror(errno));
    const int result = read_all(file, arena, out, failure);
    fclose(file);
    return result;
}
