/*
 * Likeness for suggestions. A suggestion that shares nothing with what was
 * written (公安 for 医保) helps nobody, so short words must be nearly right.
 */
#include "import/word_list.h"

#include "core/text.h"

#include <string.h>

enum { NEAR = 3 };

static const char separator[] = "、";
static const char more[] = "…";

int word_distance(const char *word, const char *candidate)
{
    const size_t half = (utf8_count(word, strlen(word)) + 1) / 2;
    const int limit = half < NEAR ? (int)half : NEAR;
    const int distance = text_distance(word, candidate, limit);
    return distance <= limit ? distance : WORD_FAR;
}

void word_append(char *list, const char *word)
{
    const size_t used = strlen(list);
    const size_t length = strlen(word);
    const char *before = used > 0 ? separator : "";
    const size_t need = strlen(before) + length + sizeof more;
    char *end = list + used;
    if (used >= sizeof more - 1 && strcmp(end - (sizeof more - 1), more) == 0)
        return;
    if (used + need > WORD_LIST_SIZE) {
        memcpy(end, more, sizeof more);
        return;
    }
    memcpy(end, before, strlen(before));
    memcpy(end + strlen(before), word, length + 1);
}
