/*
 * An XML document that is a file of its own, in any encoding that rosters
 * come in, as a source of UTF-8. Private to import/.
 */
#ifndef DAOPAN_IMPORT_XML_FILE_H
#define DAOPAN_IMPORT_XML_FILE_H

#include "import/text_window.h"
#include "import/xml.h"

/*
 * Parses `file`; what is cut out is counted in bytes of its UTF-8 form.
 */
CHECKED int xml_file_parse(const struct file_bytes *file,
                           const struct encoding_choice *encoding,
                           const struct xml_cut *cut,
                           const struct xml_sink *sink,
                           struct failure *failure);

#endif
