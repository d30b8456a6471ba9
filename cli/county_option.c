/*
 * --county against the policy. The reader of rosters looks the name up again
 * and takes the policy's own: here it is made sure that it finds one.
 */
#include "cli/command.h"

static void append_counties(struct text *out, const struct policy *policy,
                            enum language language)
{
    for (size_t i = 0; i < policy->county_count; i++) {
        if (i > 0)
            text_append(out, message_text(MESSAGE_LIST_COMMA, language));
        text_append(out, policy->counties[i].name);
    }
}

int county_option_check(const struct options *options,
                        const struct policy *policy, struct failure *failure)
{
    const char *county = options->county;
    if (county == NULL || policy->county_count == 0 ||
        policy_county(policy, county) != POLICY_NONE)
        return 0;
    const char *noun = *policy->county_noun != '\0' ? policy->county_noun
                                                    : field_title(FIELD_COUNTY);
    struct text names = TEXT_INIT;
    struct text note = TEXT_INIT;
    append_counties(&names, policy, options->language);
    message_append(&note, options->language, MESSAGE_USAGE_COUNTY, county,
                   text_of(&names), noun, NULL);
    failure_set(failure, DIAG_USAGE, NULL, "%s", text_of(&note));
    text_release(&names);
    text_release(&note);
    return -1;
}
