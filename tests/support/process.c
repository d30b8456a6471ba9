/*
 * The program is started without a shell: paths with any character in them
 * arrive as they are.
 */
#include "tests/support/process.h"
#include "tests/support/suite.h"

#include "core/digest.h"
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS = 64, LINES = 4096 };

static void start(const char *const *arguments, int output)
{
    char program[512];
    char *vector[ARGUMENTS + 2] = {program};
    const char *build = getenv("DAOPAN_BUILD");
    snprintf(program, sizeof program, "%s/daopan",
             build != NULL ? build : "build/debug");
    for (size_t i = 0; arguments[i] != NULL && i < ARGUMENTS; i++)
        vector[i + 1] = strdup(arguments[i]);
    dup2(output, STDOUT_FILENO);
    execv(program, vector);
    fprintf(stderr, "%s cannot be started\n", program);
    _exit(127);
}

static void read_all(int input, struct text *out)
{
    char block[65536];
    ssize_t got = 0;
    while ((got = read(input, block, sizeof block)) > 0)
        if (out != NULL)
            text_append_bytes(out, block, (size_t)got);
    assert_int_equal(got, 0);
    assert_false(out != NULL && out->failed);
}

int daopan_run(const char *const *arguments, struct text *out)
{
    int ends[2];
    int status = 0;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        start(arguments, ends[1]);
    close(ends[1]);
    read_all(ends[0], out);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status))
        fail_msg("daopan %s ended by signal %d", arguments[0],
                 WTERMSIG(status));
    return WEXITSTATUS(status);
}

/* ---- lines, sorted ---- */

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

void append_sorted_lines(struct text *lines, struct text *out)
{
    size_t count = 0;
    size_t room = 0;
    char **found = NULL;
    char *rest = NULL;
    assert_false(lines->failed);
    if (lines->data == NULL)
        return;
    for (char *line = strtok_r(lines->data, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (count == room) {
            room = room == 0 ? LINES : 2 * room;
            found = realloc(found, room * sizeof *found);
            assert_non_null(found);
        }
        found[count++] = line;
    }
    if (count > 0)
        qsort(found, count, sizeof *found, by_text);
    for (size_t i = 0; i < count; i++)
        text_printf(out, "%s\n", found[i]);
    free(found);
    assert_false(out->failed);
}

const char *first_difference(const struct text *is, const struct text *should)
{
    const char *at = text_of(is);
    const char *other = text_of(should);
    const char *line = at;
    for (; *at != '\0' && *at == *other; at++, other++)
        if (*at == '\n')
            line = at + 1;
    return line;
}

static struct text walked;
static size_t walked_prefix;

static int digest_file(const char *path, const struct stat *status, int kind,
                       struct FTW *walk)
{
    char hex[DIGEST_HEX_SIZE];
    char block[65536];
    size_t got = 0;
    (void)walk;
    if (kind != FTW_F)
        return 0;
    FILE *file = fopen(path, "rb");
    struct digest *digest = digest_new();
    if (file == NULL || digest == NULL)
        return -1;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        digest_add(digest, block, got);
    fclose(file);
    if (digest_finish(digest, hex) != 0)
        return -1;
    text_printf(&walked, "%s %lld %s\n", path + walked_prefix,
                (long long)status->st_size, hex);
    return 0;
}

void folder_digest(const char *path, struct text *out)
{
    walked = (struct text)TEXT_INIT;
    walked_prefix = strlen(path) + 1;
    assert_int_equal(nftw(path, digest_file, 16, FTW_PHYS), 0);
    append_sorted_lines(&walked, out);
    text_release(&walked);
}
