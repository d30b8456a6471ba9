/*
 * The policy loader. The input is policy.yaml; behind a line "%columns" stands
 * columns.yaml, behind a line "%cases" cases.yaml. What loads is also linted,
 * proved and shown, since every later step relies on what the loader let in.
 */
#include "tests/fuzz/fuzz_target.h"

#include "allocate/allocate.h"
#include "import/import.h"
#include "tests/support/scratch_folder.h"
#include <stdio.h>
#include <string.h>

struct piece {
    const char *bytes;
    size_t length;
};

/* Cuts off what stands behind the line `mark`; empty where it is not. */
static struct piece cut(struct piece *from, const char *mark)
{
    const size_t length = strlen(mark);
    const char *at = from->length == 0
                         ? NULL
                         : memmem(from->bytes, from->length, mark, length);
    if (at == NULL)
        return (struct piece){"", 0};
    const struct piece rest = {
        at + length, from->length - (size_t)(at - from->bytes) - length};
    from->length = (size_t)(at - from->bytes);
    return rest;
}

static void add_part(struct text *text, const char *name, struct piece part)
{
    text_printf(text, "%s %zu\n", name, part.length);
    text_append_bytes(text, part.bytes, part.length);
    text_append(text, "\n");
}

static void load_cases(const struct piece *cases, const struct policy *policy,
                       struct arena *arena)
{
    struct failure failure = FAILURE_INIT;
    const struct case_list *list = NULL;
    struct scratch_folder folder;
    char path[96];
    scratch_make(&folder);
    snprintf(path, sizeof path, "%s/cases.yaml", folder.path);
    FILE *file = fopen(path, "wb");
    FUZZ_CHECK(file != NULL);
    fwrite(cases->bytes, 1, cases->length, file);
    fclose(file);
    if (cases_load(path, policy, arena, &list, &failure) != 0)
        FUZZ_CHECK(failure.code != DIAG_NONE);
    scratch_remove(&folder);
}

/* Proving tries each pair of many combinations: for small policies only. */
enum { MOST_PROVED = 8 };

static void use(const struct policy *policy, struct arena *arena)
{
    struct policy_findings findings = {.items = NULL};
    struct policy_proof proof;
    FUZZ_CHECK(policy_lint(policy, &policy, 1, LANGUAGE_ZH, arena, &findings) ==
               0);
    policy_findings_release(&findings);
    if (policy->category_count <= MOST_PROVED)
        FUZZ_CHECK(policy_prove(policy, arena, &proof) == 0);
}

void fuzz_policy(const uint8_t *bytes, size_t size)
{
    struct piece policy_part = {(const char *)bytes, size};
    struct piece columns = cut(&policy_part, "\n%columns\n");
    const struct piece cases = cut(&columns, "\n%cases\n");
    struct failure failure = FAILURE_INIT;
    struct text text = TEXT_INIT;
    const struct policy *policy = NULL;
    struct arena *arena = arena_new();
    FUZZ_CHECK(arena != NULL);
    text_append(&text, "daopan-policy 1\n");
    add_part(&text, "policy.yaml", policy_part);
    add_part(&text, "columns.yaml", columns);
    if (policy_load_text(text.data, text.length, arena, &policy, &failure) !=
        0) {
        FUZZ_CHECK(failure.code != DIAG_NONE);
    } else {
        use(policy, arena);
        if (cases.length > 0)
            load_cases(&cases, policy, arena);
    }
    text_release(&text);
    arena_free(arena);
}
