/*
 * MIME as far as web archives need it: a head of fields, a boundary, parts with
 * heads of their own, in base64, quoted-printable or as they are. Parts in
 * parts are followed a few steps. What is no page (styles, pictures, lists of
 * files) is passed over.
 */
#include "import/mime_part.h"

#include <string.h>
#include <strings.h>

enum { MOST_DEPTH = 4, MOST_PAGES = 8192, FIELD_SIZE = 1024 };

/* A piece of the archive. */
struct span {
    const char *at, *end;
};

struct mime_head {
    char type[FIELD_SIZE];     /* Content-Type, unfolded */
    char encoding[MIME_WORD];  /* Content-Transfer-Encoding */
    char location[FIELD_SIZE]; /* Content-Location */
};

struct mime_reading {
    const struct file_bytes *file;
    struct arena *arena;
    struct mime_pages *out;
    struct failure *failure;
};

void mime_pages_release(struct mime_pages *pages)
{
    mem_free(pages->items);
    *pages = (struct mime_pages){.items = NULL};
}

const char *mime_last_step(const char *address)
{
    const char *step = address;
    for (const char *at = address; *at != '\0'; at++)
        if (*at == '/' || *at == '\\')
            step = at + 1;
    return step;
}

/* ---- heads ---- */

/* The line at span->at without its end; steps over it. */
static struct span next_line(struct span *span)
{
    const char *feed = memchr(span->at, '\n', (size_t)(span->end - span->at));
    struct span line = {span->at, feed == NULL ? span->end : feed};
    span->at = feed == NULL ? span->end : feed + 1;
    if (line.end > line.at && line.end[-1] == '\r')
        line.end--;
    return line;
}

static void append(char *out, size_t size, const struct span *from)
{
    const size_t used = strlen(out);
    size_t length = (size_t)(from->end - from->at);
    if (length > size - used - 1)
        length = size - used - 1;
    memcpy(out + used, from->at, length);
    out[used + length] = '\0';
}

static void append_text(char *out, size_t size, const char *text)
{
    const struct span from = {text, text + strlen(text)};
    append(out, size, &from);
}

/* Where a field's text goes; NULL for fields that do not count. */
static char *room_for(struct mime_head *head, const struct span *name,
                      size_t *size)
{
    const struct {
        const char *name;
        char *room;
        size_t size;
    } fields[] = {
        {"Content-Type", head->type, sizeof head->type},
        {"Content-Transfer-Encoding", head->encoding, sizeof head->encoding},
        {"Content-Location", head->location, sizeof head->location},
    };
    const size_t length = (size_t)(name->end - name->at);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (length == strlen(fields[i].name) &&
            strncasecmp(name->at, fields[i].name, length) == 0) {
            *size = fields[i].size;
            return fields[i].room;
        }
    return NULL;
}

/* Reads the fields up to the empty line behind them. */
static void read_head(struct span *span, struct mime_head *head)
{
    char *room = NULL;
    size_t size = 0;
    *head = (struct mime_head){.type = ""};
    while (span->at < span->end) {
        struct span line = next_line(span);
        if (line.at == line.end)
            return;
        const bool is_folded = *line.at == ' ' || *line.at == '\t';
        if (!is_folded) {
            const char *colon =
                memchr(line.at, ':', (size_t)(line.end - line.at));
            const struct span name = {line.at, colon == NULL ? line.at : colon};
            room = room_for(head, &name, &size);
            line.at = colon == NULL ? line.end : colon + 1;
            if (room != NULL)
                room[0] = '\0';
        }
        while (line.at < line.end && (*line.at == ' ' || *line.at == '\t'))
            line.at++;
        if (is_folded && room != NULL)
            append_text(room, size, " ");
        if (room != NULL)
            append(room, size, &line);
    }
}

/* boundary="…" of a field; "" where it has none. */
static void read_parameter(const char *field, const char *name, char *out,
                           size_t size)
{
    const char *at = strcasestr(field, name);
    out[0] = '\0';
    if (at == NULL)
        return;
    at += strlen(name);
    const bool is_quoted = *at == '"';
    at += is_quoted;
    const struct span value = {at, at + strcspn(at, is_quoted ? "\"" : "; \t")};
    append(out, size, &value);
}

/* ---- bodies ---- */

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* =E4=BD=A0, and = at the end of a line that goes on. */
static size_t decode_quoted(const struct span *body, unsigned char *out)
{
    size_t length = 0;
    const char *at = body->at;
    while (at < body->end) {
        const size_t left = (size_t)(body->end - at);
        const bool is_sign = *at == '=';
        if (is_sign && left >= 2 && at[1] == '\n') {
            at += 2;
        } else if (is_sign && left >= 3 && at[1] == '\r' && at[2] == '\n') {
            at += 3;
        } else if (is_sign && left >= 3 && hex_of(at[1]) >= 0 &&
                   hex_of(at[2]) >= 0) {
            out[length++] = (unsigned char)(hex_of(at[1]) * 16 + hex_of(at[2]));
            at += 3;
        } else {
            out[length++] = (unsigned char)*at++;
        }
    }
    return length;
}

static int base64_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static size_t decode_base64(const struct span *body, unsigned char *out)
{
    size_t length = 0;
    uint32_t bits = 0;
    unsigned count = 0;
    for (const char *at = body->at; at < body->end && *at != '='; at++) {
        const int value = base64_of(*at);
        if (value < 0)
            continue; /* line ends */
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out[length++] = (unsigned char)(bits >> count);
        }
    }
    return length;
}

static int add_page(struct mime_reading *reading, const struct mime_head *head,
                    const struct span *body)
{
    struct mime_pages *out = reading->out;
    const size_t size = (size_t)(body->end - body->at);
    const bool is_quoted = strcasecmp(head->encoding, "quoted-printable") == 0;
    const bool is_base64 = strcasecmp(head->encoding, "base64") == 0;
    struct mime_page page = {.file = {.path = reading->file->path,
                                      .bytes = (const unsigned char *)body->at,
                                      .size = size}};
    if (out->count >= MOST_PAGES)
        return failure_explain(reading->failure, DIAG_FILE_LIMIT,
                               MESSAGE_WHY_TOO_MUCH, reading->file->path,
                               "text/html");
    if (is_quoted || is_base64) {
        unsigned char *bytes = arena_alloc(reading->arena, size);
        if (bytes == NULL)
            return failure_memory(reading->failure);
        page.file.bytes = bytes;
        page.file.size =
            is_quoted ? decode_quoted(body, bytes) : decode_base64(body, bytes);
    }
    read_parameter(head->type, "charset=", page.charset, sizeof page.charset);
    append_text(page.location, sizeof page.location,
                mime_last_step(head->location));
    if (mem_grow(&out->items, &out->capacity, out->count + 1,
                 sizeof *out->items) != 0)
        return failure_memory(reading->failure);
    out->items[out->count++] = page;
    return 0;
}

/* ---- parts ---- */

/* Steps to the next line that is the boundary: what stands before it goes to
 * *before. False where there is none. */
static bool next_part(struct span *span, const char *boundary,
                      struct span *before, bool *is_last)
{
    const size_t length = strlen(boundary);
    before->at = span->at;
    while (span->at < span->end) {
        const char *begin = span->at;
        const struct span line = next_line(span);
        const size_t size = (size_t)(line.end - line.at);
        if (size < length + 2 || memcmp(line.at, "--", 2) != 0 ||
            memcmp(line.at + 2, boundary, length) != 0)
            continue;
        *is_last =
            size >= length + 4 && memcmp(line.at + 2 + length, "--", 2) == 0;
        before->end = begin;
        return true;
    }
    return false;
}

static int read_entity(struct mime_reading *reading, struct span *entity,
                       unsigned depth);

static int read_parts(struct mime_reading *reading, struct span *body,
                      const char *boundary, unsigned depth)
{
    struct span part;
    bool is_last = false;
    bool is_preamble = true;
    while (next_part(body, boundary, &part, &is_last)) {
        if (!is_preamble && read_entity(reading, &part, depth) != 0)
            return -1;
        if (is_last)
            return 0;
        is_preamble = false;
    }
    return failure_explain(reading->failure, DIAG_FILE_DAMAGED,
                           MESSAGE_WHY_CUT_OFF, reading->file->path, "--%s--",
                           boundary);
}

static int read_entity(struct mime_reading *reading, struct span *entity,
                       unsigned depth)
{
    struct mime_head head;
    char boundary[MIME_WORD];
    read_head(entity, &head);
    if (strncasecmp(head.type, "text/html", strlen("text/html")) == 0)
        return add_page(reading, &head, entity);
    if (strncasecmp(head.type, "multipart/", strlen("multipart/")) != 0)
        return 0;
    read_parameter(head.type, "boundary=", boundary, sizeof boundary);
    if (boundary[0] == '\0' || depth == MOST_DEPTH)
        return 0;
    return read_parts(reading, entity, boundary, depth + 1);
}

int mime_pages_read(const struct file_bytes *file, struct arena *arena,
                    struct mime_pages *out, struct failure *failure)
{
    struct mime_reading reading = {
        .file = file, .arena = arena, .out = out, .failure = failure};
    struct span whole = {(const char *)file->bytes,
                         (const char *)file->bytes + file->size};
    *out = (struct mime_pages){.items = NULL};
    while (whole.at < whole.end && strchr("\r\n \t", *whole.at) != NULL)
        whole.at++;
    return read_entity(&reading, &whole, 0);
}
