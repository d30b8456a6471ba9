/*
 * A window over the file gives UTF-8, so the parser need not know GB18030, and
 * a document that names the wrong encoding is read all the same.
 */
#include "import/xml_file.h"

#include <string.h>

enum { STEP = 64 * 1024 };

static int read_window(void *context, void *buffer, size_t room, size_t *got,
                       struct failure *failure)
{
    struct text_window *window = context;
    while (window->begin == window->end && !window->is_last)
        if (text_window_more(window, failure) != 0)
            return -1;
    const size_t sight = (size_t)(window->end - window->begin);
    *got = sight < room ? sight : room;
    if (*got > 0)
        memcpy(buffer, window->begin, *got);
    window->begin += *got;
    return 0;
}

int xml_file_parse(const struct file_bytes *file,
                   const struct encoding_choice *encoding,
                   const struct xml_cut *cut, const struct xml_sink *sink,
                   struct failure *failure)
{
    struct text_window window;
    if (text_window_open(&window, file, encoding, failure) != 0)
        return -1;
    const struct xml_source source = {.read = read_window,
                                      .context = &window,
                                      .path = file->path,
                                      .encoding = "UTF-8",
                                      .cut = cut};
    const int result = xml_parse_source(&source, STEP, sink, failure);
    text_window_close(&window);
    return result;
}
