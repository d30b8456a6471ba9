/*
 * The package is copied by libzip, which takes packed bytes as they are: of
 * the parts that stay, and of our sheets, whose sizes and checksums are known
 * when it asks. So there is no ZIP writing of our own, and large packages
 * (zip64) are its business too.
 *
 * A sheet's top and bottom are small whatever its rows are; libxlsxwriter has
 * packed them, so they are unpacked, cut at sheetData, and packed again as
 * stretches of their own before and behind the rows.
 */
#include "reports/splice.h"

#include "core/arena.h"
#include <stdio.h>
#include <string.h>
#include <zip.h>

enum {
    PIECES = 3, /* top, rows, bottom */
    NAME_SIZE = 48,
    DOS_MIDNIGHT = 0,
    DOS_DAY = 33, /* 1 January 1980, as libxlsxwriter dates its parts */
};

static const char opening[] = "<sheetData>";
static const char closing[] = "</sheetData>";

/* A sheet as libzip reads it. */
struct sheet_source {
    const struct spool *spool;
    struct stretch pieces[PIECES];
    size_t piece;  /* under way */
    uint64_t done; /* bytes of it that were given */
    int error;     /* of the system's; 0 = none */
};

/* ---- what libzip asks for ---- */

static zip_int64_t give_bytes(struct sheet_source *source, void *buffer,
                              zip_uint64_t room)
{
    while (source->piece < PIECES &&
           source->done == source->pieces[source->piece].packed) {
        source->piece++;
        source->done = 0;
    }
    if (source->piece == PIECES)
        return 0;
    const struct stretch *piece = &source->pieces[source->piece];
    uint64_t count = piece->packed - source->done;
    if (count > room)
        count = room;
    source->error = spool_read(source->spool, piece->at + source->done, buffer,
                               (size_t)count);
    if (source->error != 0)
        return -1;
    source->done += count;
    return (zip_int64_t)count;
}

static zip_int64_t give_facts(const struct sheet_source *source,
                              zip_stat_t *facts)
{
    zip_stat_init(facts);
    for (size_t i = 0; i < PIECES; i++) {
        const struct stretch *piece = &source->pieces[i];
        facts->size += piece->size;
        facts->comp_size += piece->packed;
        facts->crc = stretch_crc(facts->crc, piece);
    }
    facts->comp_method = ZIP_CM_DEFLATE;
    facts->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC |
                   ZIP_STAT_COMP_METHOD;
    return sizeof *facts;
}

static zip_int64_t give_error(const struct sheet_source *source, void *buffer,
                              zip_uint64_t room)
{
    const int codes[2] = {ZIP_ER_READ, source->error};
    if (room < sizeof codes)
        return -1;
    memcpy(buffer, codes, sizeof codes);
    return sizeof codes;
}

static zip_int64_t serve_sheet(void *context, void *data, zip_uint64_t size,
                               zip_source_cmd_t command)
{
    struct sheet_source *source = context;
    /* Numbers outside the list are libzip's later questions. */
    switch ((int)command) {
    case ZIP_SOURCE_OPEN:
        source->piece = 0;
        source->done = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return give_bytes(source, data, size);
    case ZIP_SOURCE_STAT:
        return give_facts(source, data);
    case ZIP_SOURCE_ERROR:
        return give_error(source, data, size);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
            ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    default:
        return -1;
    }
}

/* ---- cutting a sheet ---- */

/* The sheet that libxlsxwriter wrote, as a string. */
static char *read_part(zip_t *zip, zip_uint64_t index)
{
    zip_stat_t facts;
    if (zip_stat_index(zip, index, 0, &facts) != 0)
        return NULL;
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    if (file == NULL)
        return NULL;
    char *text = mem_alloc((size_t)facts.size + 1);
    if (text != NULL &&
        zip_fread(file, text, facts.size) != (zip_int64_t)facts.size) {
        mem_free(text);
        text = NULL;
    }
    zip_fclose(file);
    return text;
}

static void pack(struct spool *spool, const char *bytes, size_t size,
                 bool is_last, struct stretch *out)
{
    spool_begin(spool);
    spool_add(spool, bytes, size);
    spool_end(spool, is_last, out);
}

/* 0, or -1 where there is no sheetData. */
static int cut_sheet(const char *text, struct spool *spool,
                     struct sheet_source *source)
{
    const char *from = strstr(text, opening);
    const char *to = from == NULL ? NULL : strstr(from, closing);
    if (to == NULL)
        return -1;
    from += sizeof opening - 1;
    pack(spool, text, (size_t)(from - text), false, &source->pieces[0]);
    pack(spool, to, strlen(to), true, &source->pieces[2]);
    return 0;
}

/* ---- the package ---- */

static int fail_zip(zip_t *zip, const char *path, struct failure *failure)
{
    zip_error_t *error = zip_get_error(zip);
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY)
        return failure_memory(failure);
    return failure_set(failure, DIAG_OUTPUT_FAILED, path, "%s",
                       zip_error_strerror(error));
}

static int replace_sheet(zip_t *zip, const char *path, struct spool *spool,
                         const struct spliced_sheet *sheet,
                         struct sheet_source *source, struct failure *failure)
{
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", sheet->number);
    const zip_int64_t found = zip_name_locate(zip, name, ZIP_FL_ENC_RAW);
    if (found < 0)
        return fail_zip(zip, path, failure);
    const zip_uint64_t index = (zip_uint64_t)found;
    char *text = read_part(zip, index);
    if (text == NULL)
        return failure_memory(failure);
    *source = (struct sheet_source){.spool = spool};
    source->pieces[1] = sheet->rows;
    const int status = cut_sheet(text, spool, source);
    mem_free(text);
    if (status != 0)
        return failure_set(failure, DIAG_OUTPUT_FAILED, path, "%s", name);
    zip_source_t *bytes = zip_source_function(zip, serve_sheet, source);
    if (bytes == NULL)
        return fail_zip(zip, path, failure);
    if (zip_file_replace(zip, index, bytes, 0) != 0) {
        zip_source_free(bytes);
        return fail_zip(zip, path, failure);
    }
    if (zip_file_set_dostime(zip, index, DOS_MIDNIGHT, DOS_DAY, 0) != 0)
        return fail_zip(zip, path, failure);
    return 0;
}

static size_t count_sheets(const struct spliced_sheet *sheets)
{
    size_t count = 0;
    for (; sheets != NULL; sheets = sheets->next)
        count++;
    return count;
}

/* Puts names to the cell formats; `out` holds the part until the package is
 * closed. */
static int replace_styles(zip_t *zip, const char *path,
                          const struct format_names *formats, struct text *out,
                          struct failure *failure)
{
    static const char name[] = "xl/styles.xml";
    const zip_int64_t found = zip_name_locate(zip, name, ZIP_FL_ENC_RAW);
    if (found < 0)
        return fail_zip(zip, path, failure);
    const zip_uint64_t index = (zip_uint64_t)found;
    char *text = read_part(zip, index);
    if (text == NULL)
        return failure_memory(failure);
    const int status = named_styles_append(out, text, formats);
    mem_free(text);
    if (out->failed)
        return failure_memory(failure);
    if (status != 0)
        return failure_set(failure, DIAG_OUTPUT_FAILED, path, "%s", name);
    zip_source_t *bytes = zip_source_buffer(zip, out->data, out->length, 0);
    if (bytes == NULL)
        return fail_zip(zip, path, failure);
    if (zip_file_replace(zip, index, bytes, 0) != 0) {
        zip_source_free(bytes);
        return fail_zip(zip, path, failure);
    }
    if (zip_file_set_dostime(zip, index, DOS_MIDNIGHT, DOS_DAY, 0) != 0)
        return fail_zip(zip, path, failure);
    return 0;
}

int splice_rows(const char *path, struct spool *spool,
                const struct spliced_sheet *sheets,
                const struct format_names *formats, struct failure *failure)
{
    int status = -1;
    int code = 0;
    size_t next = 0;
    struct text styles = TEXT_INIT;
    struct sheet_source *sources =
        mem_alloc(count_sheets(sheets) * sizeof *sources);
    if (sources == NULL)
        return failure_memory(failure);
    zip_t *zip = zip_open(path, 0, &code);
    if (zip == NULL) {
        failure_set(failure, DIAG_OUTPUT_FAILED, path, "zip %d", code);
        goto out;
    }
    for (const struct spliced_sheet *at = sheets; at != NULL; at = at->next)
        if (replace_sheet(zip, path, spool, at, &sources[next++], failure) != 0)
            goto out;
    if (formats != NULL &&
        replace_styles(zip, path, formats, &styles, failure) != 0)
        goto out;
    if (spool_error(spool) != 0) {
        failure_set(failure, DIAG_OUTPUT_FAILED, path, "%s",
                    strerror(spool_error(spool)));
        goto out;
    }
    if (zip_close(zip) != 0) {
        fail_zip(zip, path, failure);
        goto out;
    }
    zip = NULL;
    status = 0;
out:
    if (zip != NULL)
        zip_discard(zip);
    text_release(&styles);
    mem_free(sources);
    return status;
}
