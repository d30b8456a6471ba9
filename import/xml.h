/*
 * XML parts of a package, read exactly: any encoding, prefix, CDATA section
 * or comment that the standards allow. For small parts, and for those that
 * the fast scanners do not understand.
 *
 * Names are local names. Elements count as `is_own` where their namespace is
 * the root element's: so transitional, strict and prefixed documents look
 * the same, and foreign elements can be left out.
 */
#ifndef DAOPAN_IMPORT_XML_H
#define DAOPAN_IMPORT_XML_H

#include "import/xml_skim.h"
#include "import/zip_part.h"

struct xml_element {
    const char *name;
    const char *space; /* the namespace, not ended by NUL … */
    size_t space_length;
    bool is_own;
    unsigned depth;  /* 0 = the root */
    uint64_t offset; /* where its tag stands; not with a cut of bytes */
    const char *const *attributes; /* see xml_attribute() */
};

/* What is told of a document. Each returns 0 to go on, 1 to stop without a
 * failure, -1 to fail (it has filled the failure). `end` and `text` may be
 * NULL. Text comes in pieces, UTF-8, line ends as \n. */
struct xml_sink {
    void *context;
    int (*start)(void *context, const struct xml_element *element);
    int (*end)(void *context, const struct xml_element *element);
    int (*text)(void *context, const char *bytes, size_t length);
};

/* What is left out of a document before it is parsed. */
struct xml_cut {
    uint64_t from, to; /* bytes [from, to): an element is found again without
                              parsing its elder siblings */
    struct xml_skim *skim; /* the content of tables; NULL = it is not */
};

/* Where a document comes from, if not from a part. */
struct xml_source {
    /* Up to `room` more bytes; *got is 0 at the end and only there. */
    int (*read)(void *context, void *buffer, size_t room, size_t *got,
                struct failure *failure);
    void *context;
    const char *path;
    const char *encoding; /* what the bytes are, whatever the document says of
                             itself; NULL = as it says */
    const struct xml_cut *cut; /* NULL = nothing is left out */
};

CHECKED int xml_parse_source(const struct xml_source *source, size_t step,
                             const struct xml_sink *sink,
                             struct failure *failure);

/* A part as a source; `part` stays open until it is read. */
struct xml_source xml_part_source(struct zip_part *part, const char *path);

/*
 * Parses the part to its end, `step` bytes at a time. XML that is not well
 * formed, or that declares entities, is file-damaged, with line and column.
 */
CHECKED int xml_parse(struct zip_part *part, size_t step,
                      const struct xml_sink *sink, struct failure *failure);

/* The value of an attribute without a namespace, or NULL. */
const char *xml_attribute(const struct xml_element *element, const char *name);

/* The same for one in a namespace that ends in `space` ("/relationships"). */
const char *xml_attribute_in(const struct xml_element *element,
                             const char *space, const char *name);

/* Whether an element is this one, in a namespace that ends in `space`. */
bool xml_is(const struct xml_element *element, const char *space,
            const char *name);

/* The name of an attribute without its namespace. */
const char *xml_local_name(const char *name);

/* xsd:boolean: 1 and true. NULL is false. */
bool xml_is_true(const char *value);

#endif
