/*
 * Where findings about a policy stand: the files are parsed once more from
 * the text that was loaded, and the keys that a finding names are followed to
 * their line and column. What is not there any more is named by the nearest
 * place above it.
 */
#include "core/policy_finding.h"
#include "import/import.h"
#include "import/policy_file.h"
#include "import/yaml_text.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 64 };

/* One step of a path: "steps" or "[3]"; returns what follows it. */
static const char *follow(const struct mark **mark, const char *path)
{
    char key[KEY_SIZE];
    if (*path == '[') {
        char *end = NULL;
        const unsigned long number = strtoul(path + 1, &end, 10);
        *mark = mark_item(*mark, number - 1);
        return *end == ']' ? end + 1 : end;
    }
    const size_t length = strcspn(path, ".[");
    if (length < sizeof key) {
        memcpy(key, path, length);
        key[length] = '\0';
        *mark = mark_of(*mark, key);
    }
    return path + length;
}

/* The first scalar at or below `mark` that is `word`; NULL where none is. */
static const struct mark *find_word(const struct mark *mark, const char *word)
{
    if (mark->kind == MARK_SCALAR)
        return strcmp(mark->value, word) == 0 ? mark : NULL;
    for (const struct mark *at = mark->first; at != NULL; at = at->next) {
        const struct mark *found = find_word(at, word);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static void locate(const struct mark *root, struct policy_finding *finding)
{
    const struct mark *mark = root;
    for (const char *at = finding->at.path; *at != '\0';) {
        if (*at == '.')
            at++;
        const char *next = follow(&mark, at);
        if (next == at)
            break;
        at = next;
    }
    if (finding->at.word != NULL) {
        const struct mark *word = find_word(mark, finding->at.word);
        mark = word == NULL ? mark : word;
    }
    finding->line = mark->line;
    finding->column = mark->column;
}

int policy_locate(const struct policy *policy, struct policy_findings *findings,
                  struct failure *failure)
{
    struct file_text parts[POLICY_PARTS];
    struct yaml_text texts[POLICY_PARTS];
    int result = -1;
    struct arena *arena = arena_new();
    if (arena == NULL)
        return failure_memory(failure);
    if (policy_parts_read(policy->text, policy->text_length, parts, failure) !=
        0)
        goto out;
    for (size_t i = 0; i < POLICY_PARTS; i++) {
        if (yaml_text_parse(parts[i].name, parts[i].bytes, parts[i].length,
                            arena, &texts[i], failure) != 0)
            goto out;
    }
    for (size_t i = 0; i < findings->count; i++) {
        struct policy_finding *finding = &findings->items[i];
        if (finding->line == 0 && finding->at.file <= POLICY_FILE_COLUMNS)
            locate(texts[finding->at.file].root, finding);
    }
    result = 0;
out:
    arena_free(arena);
    return result;
}
