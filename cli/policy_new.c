/*
 * daopan policy new --from P --year Y [--out DIR]: writes the copy into a
 * folder of its own, beside that of the policy it is made from unless said
 * otherwise. A folder that is there is never touched, and one that could not
 * be written whole does not stay.
 */
#include "cli/policy_new.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The files written so far. */
struct new_folder {
    char path[PATH_MAX];
    char files[POLICY_FILE_COUNT][PATH_MAX];
    size_t file_count;
};

static int fail(struct failure *failure, const char *path)
{
    return failure_output(failure, path, errno);
}

static int too_long(struct failure *failure)
{
    errno = ENAMETOOLONG;
    return fail(failure, NULL);
}

/* mappings/meishan/2024 -> mappings/meishan/2025 */
static int choose_path(const struct options *options,
                       const struct policy *policy, struct new_folder *folder,
                       struct failure *failure)
{
    char from[PATH_MAX];
    int length;
    if (options->out != NULL) {
        length =
            snprintf(folder->path, sizeof folder->path, "%s", options->out);
    } else {
        if (realpath(policy->path, from) == NULL)
            return fail(failure, policy->path);
        const char *slash = strrchr(from, '/');
        length = snprintf(folder->path, sizeof folder->path, "%.*s/%d",
                          (int)(slash - from), from, options->year);
    }
    if (length < 0 || (size_t)length >= sizeof folder->path)
        return too_long(failure);
    return 0;
}

static int write_file(struct new_folder *folder, const char *name,
                      const char *text, size_t length, struct failure *failure)
{
    char path[PATH_MAX];
    const int size = snprintf(path, sizeof path, "%s/%s", folder->path, name);
    if (size < 0 || size >= PATH_MAX)
        return too_long(failure);
    FILE *file = fopen(path, "wbx");
    if (file == NULL)
        return fail(failure, path);
    memcpy(folder->files[folder->file_count++], path, (size_t)size + 1);
    const bool is_written = fwrite(text, 1, length, file) == length;
    if (fclose(file) != 0 || !is_written)
        return fail(failure, path);
    return 0;
}

static int write_all(struct new_folder *folder,
                     const struct policy_draft *draft, struct failure *failure)
{
    if (mkdir(folder->path, 0777) != 0)
        return fail(failure, folder->path);
    int result = 0;
    for (int i = 0; i < POLICY_FILE_COUNT && result == 0; i++)
        result = write_file(folder, policy_file_name((enum policy_file)i),
                            draft->texts[i], draft->lengths[i], failure);
    if (result == 0)
        return 0;
    while (folder->file_count > 0)
        unlink(folder->files[--folder->file_count]);
    rmdir(folder->path);
    return -1;
}

static int print_result(const struct options *options,
                        const struct new_folder *folder,
                        const struct policy_draft *draft)
{
    struct text text = TEXT_INIT;
    char count[24];
    snprintf(count, sizeof count, "%zu", draft->mark_count);
    if (options->format == FORMAT_JSON) {
        text_append(&text, "{");
        text_append_json_field(&text, "id", draft->id);
        text_append(&text, ",");
        text_append_json_field(&text, "path", folder->path);
        text_printf(&text, ",\"marks\":%zu}\n", draft->mark_count);
    } else {
        message_append(&text, options->language, MESSAGE_POLICY_NEW, draft->id,
                       folder->path, count, NULL);
    }
    const int status = print_text(&text, options->language);
    text_release(&text);
    return status;
}

int policy_new_run(const struct options *options, struct arena *arena,
                   struct failure *failure)
{
    const struct policy *policy = NULL;
    struct policy_draft draft;
    struct new_folder folder = {.file_count = 0};
    if (options->from == NULL || options->year == 0)
        return report_usage(options->language, MESSAGE_USAGE_MISSING,
                            options->from == NULL ? "--from" : "--year");
    if (policy_by_name(options->from, arena, &policy, failure) != 0)
        return -1;
    if (policy->insured_year == options->year)
        return report_usage(options->language, MESSAGE_USAGE_SAME_YEAR,
                            policy->id);
    if (policy_next_year(policy, options->year, arena, &draft, failure) != 0 ||
        choose_path(options, policy, &folder, failure) != 0 ||
        write_all(&folder, &draft, failure) != 0)
        return -1;
    return print_result(options, &folder, &draft);
}
