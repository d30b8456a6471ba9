/*
 * An XML document without what stands inside its tables: so that a look at all
 * its sheets does not cost as much as reading them. Private to import/.
 *
 *     struct xml_skim skim = {.name = "table"};
 *     per buffer: length = xml_skim_run(&skim, buffer, length, is_last);
 *     xml_skim_release(&skim);
 *
 * <t:table a="b">…</t:table> becomes <t:table a="b"></t:table>, whatever the
 * prefix. Bytes are UTF-8, or any encoding in which tags are ASCII.
 */
#ifndef DAOPAN_IMPORT_XML_SKIM_H
#define DAOPAN_IMPORT_XML_SKIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that a buffer may end in undecided: they come back with the next. */
enum { SKIM_CARRY = 64 };

/* Something left out. */
struct skim_gap {
    uint64_t kept;    /* bytes kept before it */
    uint64_t dropped; /* bytes dropped up to its end */
};

struct xml_skim {
    const char *name;   /* of the elements whose content is left out */
    const char *behind; /* what ends where we are: "-->"; NULL = text */
    bool is_in_tag;     /* in the start tag of such an element … */
    char quote;         /* … in a value between these; 0 = none … */
    char last;          /* … behind this character */
    unsigned depth;     /* such elements that are open */
    char carry[SKIM_CARRY];
    size_t carried;
    uint64_t kept, dropped;
    struct skim_gap *gaps;
    size_t count, capacity;
    bool failed; /* memory ran out */
};

void xml_skim_release(struct xml_skim *skim);

/*
 * Drops from `buffer` what is to be left out and returns the length of the
 * rest. `length` bytes stand behind skim->carried bytes of room, which it fills
 * itself. What cannot be decided yet is carried over, unless this is_last.
 */
size_t xml_skim_run(struct xml_skim *skim, char *buffer, size_t length,
                    bool is_last);

/* Where a byte that was kept stands in the whole document. */
uint64_t xml_skim_offset(const struct xml_skim *skim, uint64_t kept);

#endif
