/*
 * Policies from folders and from the ledger. A policy is two files,
 * policy.yaml and columns.yaml; kept as one text in a fixed frame, which is
 * what its SHA-256 is taken of and what policy_load_text() reads again:
 *
 *     daopan-policy 1\n
 *     policy.yaml 29876\n<bytes>\n
 *     columns.yaml 18615\n<bytes>\n
 *
 * cases.yaml is no part of it: examples decide nothing.
 */
#include "import/policy_file.h"
#include "core/digest.h"
#include "core/text.h"
#include "import/defects.h"
#include "import/import.h"
#include "import/policy_build.h"
#include "import/review.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char frame_start[] = "daopan-policy 1\n";
static const char *const part_names[POLICY_PARTS] = {"policy.yaml",
                                                     "columns.yaml"};

/* The files of one policy. */
struct parts {
    const char *folder; /* "" = from the ledger */
    struct file_text files[POLICY_PARTS];
};

static int parse(const struct file_text *file, struct arena *arena,
                 struct yaml_text *out, struct failure *failure)
{
    if (review_check(file, failure) != 0)
        return -1;
    return yaml_text_parse(file->name, file->bytes, file->length, arena, out,
                           failure);
}

/* policy.yaml, parsed. */
static int build_rules(const struct build *build)
{
    const struct raw_policy *raw = NULL;
    if (raw_policy_load(build->text, build->arena, &raw, build->failure) != 0 ||
        policy_build(build, raw) != 0)
        return -1;
    return policy_check(build, raw);
}

/* columns.yaml, parsed. */
static int build_columns(const struct build *build)
{
    const struct raw_columns *raw = NULL;
    if (raw_columns_load(build->text, build->arena, &raw, build->failure) != 0)
        return -1;
    return columns_build(build, raw);
}

/* One file after the other goes through `text`, which is build->text. */
static int build_policy(const struct build *build, struct yaml_text *text,
                        const struct parts *parts)
{
    if (parse(&parts->files[0], build->arena, text, build->failure) != 0 ||
        build_rules(build) != 0)
        return -1;
    if (parse(&parts->files[1], build->arena, text, build->failure) != 0)
        return -1;
    return build_columns(build);
}

/* The framed text and its digest. */
static int frame(const struct parts *parts, struct arena *arena,
                 struct policy *policy, struct failure *failure)
{
    char hex[DIGEST_HEX_SIZE];
    struct text text = TEXT_INIT;
    text_append(&text, frame_start);
    for (size_t i = 0; i < POLICY_PARTS; i++) {
        text_printf(&text, "%s %zu\n", part_names[i], parts->files[i].length);
        text_append_bytes(&text, parts->files[i].bytes, parts->files[i].length);
        text_append(&text, "\n");
    }
    int result = -1;
    if (text.failed || digest_of(text.data, text.length, hex) != 0)
        goto out;
    policy->text = arena_text(arena, text.data, text.length);
    policy->text_length = text.length;
    policy->sha256 = arena_string(arena, hex);
    result = policy->text != NULL && policy->sha256 != NULL ? 0 : -1;
out:
    text_release(&text);
    return result == 0 ? 0 : failure_memory(failure);
}

static int load_parts(const struct parts *parts, struct arena *arena,
                      const struct policy **out, struct failure *failure)
{
    struct policy *policy = arena_alloc(arena, sizeof *policy);
    if (policy == NULL)
        return failure_memory(failure);
    struct yaml_text text = {.bytes = NULL};
    const struct build build = {.text = &text,
                                .arena = arena,
                                .failure = failure,
                                .policy = policy,
                                .out = policy};
    policy->path = parts->folder;
    if (build_policy(&build, &text, parts) != 0 ||
        frame(parts, arena, policy, failure) != 0)
        return -1;
    *out = policy;
    return 0;
}

/* ---- from a folder ---- */

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int read_parts(const char *path, struct arena *arena, struct parts *out,
                      struct failure *failure)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return failure_set(failure, DIAG_POLICY_NOT_FOUND, NULL, "%s：%s", path,
                           strerror(errno));
    out->folder = text_file_folder(path, arena);
    if (out->folder == NULL)
        return failure_memory(failure);
    for (size_t i = 0; i < POLICY_PARTS; i++) {
        if (text_file_read(out->folder, part_names[i], arena, &out->files[i],
                           failure) != 0)
            return -1;
    }
    return 0;
}

int policy_load(const char *path, struct arena *arena,
                const struct policy **out, struct failure *failure)
{
    struct parts parts = {.folder = ""};
    if (read_parts(path, arena, &parts, failure) != 0)
        return -1;
    return load_parts(&parts, arena, out, failure);
}

/* ---- everything that is wrong ---- */

/* A file that is no YAML has one defect: where that shows. *out_is_parsed:
 * whether there is more to look at. */
static int parse_collecting(const struct file_text *file,
                            struct defects *defects, struct yaml_text *out,
                            bool *out_is_parsed, struct failure *failure)
{
    *out_is_parsed = yaml_text_parse(file->name, file->bytes, file->length,
                                     defects->arena, out, failure) == 0;
    out->defects = defects;
    if (*out_is_parsed)
        return 0;
    if (failure->code != DIAG_POLICY_INVALID ||
        defects_note(defects, failure) != 0)
        return -1;
    *failure = (struct failure)FAILURE_INIT;
    return 0;
}

int policy_defects(const char *path, struct arena *arena,
                   struct policy_findings *out, struct failure *failure)
{
    struct parts parts = {.folder = ""};
    struct yaml_text text = {.bytes = NULL};
    struct defects defects = {.found = out, .arena = arena};
    bool is_parsed = false;
    struct policy *policy = arena_alloc(arena, sizeof *policy);
    const struct build build = {.text = &text,
                                .arena = arena,
                                .failure = failure,
                                .policy = policy,
                                .out = policy};
    if (policy == NULL)
        return failure_memory(failure);
    if (read_parts(path, arena, &parts, failure) != 0)
        return -1;
    defects.file = POLICY_FILE_RULES;
    if (parse_collecting(&parts.files[0], &defects, &text, &is_parsed,
                         failure) != 0)
        return -1;
    if (is_parsed && build_rules(&build) != 0)
        return -1;
    const bool has_rules = is_parsed;
    defects.file = POLICY_FILE_COLUMNS;
    if (parse_collecting(&parts.files[1], &defects, &text, &is_parsed,
                         failure) != 0)
        return -1;
    if (is_parsed && has_rules && build_columns(&build) != 0)
        return -1;
    policy_findings_sort(out);
    return 0;
}

/* ---- from a framed text ---- */

static int bad_frame(struct failure *failure)
{
    return failure_set(failure, DIAG_POLICY_INVALID, NULL,
                       "留存的政策文本不完整");
}

/* One part at *at: its line, its bytes, a line break. */
static int take_part(const char **at, const char *end, const char *name,
                     struct file_text *out, struct failure *failure)
{
    const size_t name_length = strlen(name);
    const char *line_end = memchr(*at, '\n', (size_t)(end - *at));
    size_t length = 0;
    if (line_end == NULL || (size_t)(line_end - *at) <= name_length + 1 ||
        memcmp(*at, name, name_length) != 0 || (*at)[name_length] != ' ')
        return bad_frame(failure);
    for (const char *digit = *at + name_length + 1; digit < line_end; digit++) {
        if (*digit < '0' || *digit > '9' || length > TEXT_FILE_LIMIT)
            return bad_frame(failure);
        length = length * 10 + (size_t)(*digit - '0');
    }
    const char *bytes = line_end + 1;
    if (length >= (size_t)(end - bytes) || bytes[length] != '\n')
        return bad_frame(failure);
    *out = (struct file_text){.name = name, .bytes = bytes, .length = length};
    *at = bytes + length + 1;
    return 0;
}

int policy_parts_read(const char *text, size_t length, struct file_text *parts,
                      struct failure *failure)
{
    const size_t start = sizeof frame_start - 1;
    const char *at = text + start;
    const char *end = text + length;
    if (length < start || memcmp(text, frame_start, start) != 0)
        return bad_frame(failure);
    for (size_t i = 0; i < POLICY_PARTS; i++) {
        if (take_part(&at, end, part_names[i], &parts[i], failure) != 0)
            return -1;
    }
    return at == end ? 0 : bad_frame(failure);
}

int policy_load_text(const char *text, size_t length, struct arena *arena,
                     const struct policy **out, struct failure *failure)
{
    struct parts parts = {.folder = ""};
    if (policy_parts_read(text, length, parts.files, failure) != 0)
        return -1;
    return load_parts(&parts, arena, out, failure);
}

/* ---- the policies at hand ---- */

struct listing {
    struct arena *arena;
    struct failure *failure;
    const char **paths; /* heap */
    size_t count, capacity;
};

/* "root/name" in the arena. */
static const char *join(const struct listing *listing, const char *folder,
                        const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = arena_alloc(listing->arena, size);
    if (path == NULL)
        failure_memory(listing->failure);
    else
        snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static int add_path(struct listing *listing, const char *path)
{
    if (mem_grow(&listing->paths, &listing->capacity, listing->count + 1,
                 sizeof *listing->paths) != 0)
        return failure_memory(listing->failure);
    listing->paths[listing->count++] = path;
    return 0;
}

/* Adds `folder` where it is a policy, else looks into its folders, `depth`
 * levels down. What cannot be opened is no policy. */
static int list_folder(struct listing *listing, const char *folder, int depth)
{
    const char *policy = join(listing, folder, part_names[0]);
    struct stat status;
    int result = 0;
    if (policy == NULL)
        return -1;
    if (stat(policy, &status) == 0)
        return add_path(listing, folder);
    DIR *entries = depth > 0 ? opendir(folder) : NULL;
    if (entries == NULL)
        return 0;
    for (struct dirent *entry = readdir(entries); entry != NULL && result == 0;
         entry = readdir(entries)) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = join(listing, folder, entry->d_name);
        if (path == NULL)
            result = -1;
        else if (is_folder(path))
            result = list_folder(listing, path, depth - 1);
    }
    closedir(entries);
    return result;
}

static int compare_paths(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

int policy_list(const char *const *roots, size_t root_count,
                struct arena *arena, struct words *out_paths,
                struct failure *failure)
{
    enum { REGION_AND_YEAR = 2 };
    struct listing listing = {.arena = arena, .failure = failure};
    int result = -1;
    for (size_t i = 0; i < root_count; i++) {
        if (list_folder(&listing, roots[i], REGION_AND_YEAR) != 0)
            goto out;
    }
    if (listing.count > 0)
        qsort(listing.paths, listing.count, sizeof *listing.paths,
              compare_paths);
    out_paths->count = listing.count;
    out_paths->items =
        arena_array(arena, listing.count, sizeof *out_paths->items);
    if (out_paths->items == NULL) {
        failure_memory(failure);
        goto out;
    }
    for (size_t i = 0; i < listing.count; i++)
        out_paths->items[i] = listing.paths[i];
    result = 0;
out:
    mem_free(listing.paths);
    return result;
}
