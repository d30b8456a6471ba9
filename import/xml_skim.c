/*
 * Going from < to <, which is all that stands in the way: a comment, CDATA or
 * an instruction is stepped over, a start tag of a table opens a gap behind it,
 * its end tag closes the gap. No other tag is looked into, since its values
 * cannot hold a <. Documents that are not well formed may be cut wrongly here; the
 * parser says so when the sheet is read.
 */
#include "import/xml_skim.h"

#include "core/arena.h"
#include <string.h>

void xml_skim_release(struct xml_skim *skim)
{
    mem_free(skim->gaps);
    skim->gaps = NULL;
}

uint64_t xml_skim_offset(const struct xml_skim *skim, uint64_t kept)
{
    size_t low = 0;
    size_t high = skim->count; /* the first gap behind `kept` */
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (skim->gaps[middle].kept <= kept)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? kept : kept + skim->gaps[low - 1].dropped;
}

/* What is being read, and where the kept bytes go. */
struct skim_run {
    struct xml_skim *skim;
    const char *at, *end;
    char *out;
};

/* Steps on to `to`, keeping or dropping what stands before. */
static void step_to(struct skim_run *run, const char *to)
{
    struct xml_skim *skim = run->skim;
    const size_t length = (size_t)(to - run->at);
    if (skim->depth > 0) {
        skim->dropped += length;
    } else {
        memmove(run->out, run->at, length);
        run->out += length;
        skim->kept += length;
    }
    run->at = to;
}

static void end_gap(struct xml_skim *skim)
{
    if (mem_grow(&skim->gaps, &skim->capacity, skim->count + 1,
                 sizeof *skim->gaps) != 0) {
        skim->failed = true;
        return;
    }
    skim->gaps[skim->count++] =
        (struct skim_gap){.kept = skim->kept, .dropped = skim->dropped};
}

/* Through the start tag of a table, up to and with its >. */
static void run_tag(struct skim_run *run)
{
    struct xml_skim *skim = run->skim;
    for (const char *at = run->at; at < run->end; at++) {
        if (skim->quote != 0) {
            if (*at == skim->quote)
                skim->quote = '\0';
        } else if (*at == '"' || *at == '\'') {
            skim->quote = *at;
        } else if (*at == '>') {
            step_to(run, at + 1);
            skim->is_in_tag = false;
            skim->depth += skim->last != '/';
            return;
        }
        skim->last = *at;
    }
    step_to(run, run->end);
}

/* Through a comment and the like. False where its end is not in sight. */
static bool run_behind(struct skim_run *run, bool is_last)
{
    struct xml_skim *skim = run->skim;
    const size_t length = strlen(skim->behind);
    const size_t sight = (size_t)(run->end - run->at);
    const char *found = memmem(run->at, sight, skim->behind, length);
    if (found != NULL) {
        step_to(run, found + length);
        skim->behind = NULL;
        return true;
    }
    if (is_last || sight < length)
        return false;
    step_to(run, run->end - length + 1);
    return false;
}

static bool begins(const struct skim_run *run, const char *word)
{
    const size_t length = strlen(word);
    return (size_t)(run->end - run->at) >= length &&
           memcmp(run->at, word, length) == 0;
}

/* Whether the tag whose name begins at `name` is that of a table. */
static bool is_table(const struct skim_run *run, const char *name)
{
    const size_t length = strlen(run->skim->name);
    const char *local = name;
    const char *at = name;
    for (; at < run->end && at - name < SKIM_CARRY - 2; at++) {
        if (strchr(" \t\r\n/>", *at) != NULL)
            break;
        if (*at == ':')
            local = at + 1;
    }
    return (size_t)(at - local) == length &&
           memcmp(local, run->skim->name, length) == 0;
}

/* At a <: what it begins. */
static void take_sign(struct skim_run *run)
{
    struct xml_skim *skim = run->skim;
    if (begins(run, "<!--")) {
        skim->behind = "-->";
        step_to(run, run->at + 4);
    } else if (begins(run, "<![CDATA[")) {
        skim->behind = "]]>";
    } else if (begins(run, "<?")) {
        skim->behind = "?>";
    } else if (begins(run, "</")) {
        if (skim->depth > 0 && is_table(run, run->at + 2) && --skim->depth == 0)
            end_gap(skim);
        step_to(run, run->at + 2);
    } else if (is_table(run, run->at + 1)) {
        skim->is_in_tag = true;
        skim->quote = 0;
        skim->last = 0;
    } else {
        step_to(run, run->at + 1);
    }
}

/* Keeps what cannot be decided yet for the next buffer. */
static void carry(struct skim_run *run)
{
    struct xml_skim *skim = run->skim;
    skim->carried = (size_t)(run->end - run->at);
    memcpy(skim->carry, run->at, skim->carried);
}

size_t xml_skim_run(struct xml_skim *skim, char *buffer, size_t length,
                    bool is_last)
{
    struct skim_run run = {skim, buffer, buffer + skim->carried + length,
                           buffer};
    memcpy(buffer, skim->carry, skim->carried);
    skim->carried = 0;
    while (run.at < run.end) {
        if (skim->is_in_tag) {
            run_tag(&run);
        } else if (skim->behind != NULL) {
            if (!run_behind(&run, is_last))
                break;
        } else {
            const char *sign = memchr(run.at, '<', (size_t)(run.end - run.at));
            step_to(&run, sign == NULL ? run.end : sign);
            if (sign != NULL && run.end - sign < SKIM_CARRY && !is_last)
                break;
            if (sign != NULL)
                take_sign(&run);
        }
    }
    if (is_last)
        step_to(&run, run.end);
    else
        carry(&run);
    return (size_t)(run.out - buffer);
}
