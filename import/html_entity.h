/* Character references of HTML: &nbsp; &#20320; &#x4F60; Private to import/. */
#ifndef DAOPAN_IMPORT_HTML_ENTITY_H
#define DAOPAN_IMPORT_HTML_ENTITY_H

#include "import/markup_text.h"
#include <stddef.h>
#include <stdint.h>

/*
 * The character that `text`, which begins with &, stands for; *length is how
 * many bytes that takes. 0 where it is none: the & stands for itself.
 */
uint32_t html_entity_read(const char *text, size_t size, size_t *length);

/* Appends characters with their references decoded; white space is collapsed
 * unless it is_exact. */
void html_append(struct markup_text *out, const char *bytes, size_t length,
                 bool is_exact);

#endif
