/*
 * What the command line says of kinds of roster: which name everybody, and
 * which may have become short. Words become indexes into the policy here.
 */
#include "cli/roster_options.h"

#include "core/message.h"
#include <string.h>

static int refuse(const struct options *options, enum message message,
                  const char *first, const char *second,
                  struct failure *failure)
{
    struct text note = TEXT_INIT;
    message_append(&note, options->language, message, first, second, NULL);
    failure_set(failure, DIAG_USAGE, NULL, "%s", text_of(&note));
    text_release(&note);
    return -1;
}

static int find_kind(const struct options *options, const struct policy *policy,
                     const char *name, uint16_t *out, struct failure *failure)
{
    *out = policy_kind(policy, name);
    if (*out != POLICY_NONE)
        return 0;
    struct text types = TEXT_INIT;
    for (size_t k = 0; k < policy->kind_count; k++)
        text_printf(
            &types, "%s%s (%s)",
            k == 0 ? "" : message_text(MESSAGE_LIST_COMMA, options->language),
            policy->kinds[k].id, policy->kinds[k].name);
    refuse(options, MESSAGE_USAGE_TYPE, name, text_of(&types), failure);
    text_release(&types);
    return -1;
}

/* full, change, TYPE=full or TYPE=change */
static int read_mode(const struct options *options, const struct policy *policy,
                     const char *value, struct arena *arena,
                     struct kind_mode *out, struct failure *failure)
{
    const char *equals = strrchr(value, '=');
    const char *mode = equals == NULL ? value : equals + 1;
    *out = (struct kind_mode){.kind = POLICY_NONE};
    if (strcmp(mode, "full") == 0)
        out->mode = MODE_FULL;
    else if (strcmp(mode, "change") == 0)
        out->mode = MODE_CHANGE;
    else
        return refuse(options, MESSAGE_USAGE_MODE, value, "", failure);
    if (equals == NULL)
        return 0;
    const char *kind = arena_text(arena, value, (size_t)(equals - value));
    if (kind == NULL)
        return failure_memory(failure);
    return find_kind(options, policy, kind, &out->kind, failure);
}

/* TYPE or TYPE@COUNTY, the county by name or alias where the policy lists
 * any. */
static int read_consent(const struct options *options,
                        const struct policy *policy, const char *value,
                        struct arena *arena, struct drop_consent *out,
                        struct failure *failure)
{
    const char *at = strchr(value, '@');
    const size_t length = at == NULL ? strlen(value) : (size_t)(at - value);
    const char *kind = arena_text(arena, value, length);
    *out = (struct drop_consent){.county = at == NULL ? NULL : at + 1};
    if (kind == NULL)
        return failure_memory(failure);
    if (at != NULL) {
        const uint16_t county = policy_county(policy, at + 1);
        if (county != POLICY_NONE)
            out->county = policy->counties[county].name;
    }
    return find_kind(options, policy, kind, &out->kind, failure);
}

int roster_options_read(const struct options *options,
                        const struct policy *policy, struct arena *arena,
                        struct roster_options *out, struct failure *failure)
{
    *out = (struct roster_options){
        .modes = arena_array(arena, options->mode_count, sizeof *out->modes),
        .consents = arena_array(arena, options->accepted_drop_count,
                                sizeof *out->consents),
        .may_be_empty = arena_array(arena, options->accepted_drop_count,
                                    sizeof *out->may_be_empty),
    };
    if (out->modes == NULL || out->consents == NULL ||
        out->may_be_empty == NULL)
        return failure_memory(failure);
    for (; out->mode_count < options->mode_count; out->mode_count++)
        if (read_mode(options, policy, options->modes[out->mode_count], arena,
                      &out->modes[out->mode_count], failure) != 0)
            return -1;
    for (; out->consent_count < options->accepted_drop_count;
         out->consent_count++) {
        struct drop_consent *consent = &out->consents[out->consent_count];
        if (read_consent(options, policy,
                         options->accepted_drops[out->consent_count], arena,
                         consent, failure) != 0)
            return -1;
        out->may_be_empty[out->consent_count] = consent->kind;
    }
    return 0;
}
