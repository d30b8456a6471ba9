/*
 * Parts that stay are copied packed as they are. A sheet's top and bottom are
 * small whatever its rows are; libxlsxwriter has packed them, so they are
 * unpacked, cut at sheetData, and packed again as stretches of their own
 * before and behind the rows.
 *
 * Where a sheet's rows are in the workbook already, the list of contents, by
 * which some programs know a workbook, and the sheet's top are written into
 * the room before them, and everything else behind them. So the bulk of a
 * month is written once. libzip reads the package; what it writes it would
 * have to be given, all of it and in an order of its own, so that is ours
 * (zip_writer.c).
 */
#include "reports/splice.h"

#include "core/arena.h"
#include "reports/zip_writer.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

enum {
    NAME_SIZE = 48,
    BLOCK = 256 * 1024,
    CONTENTS = 0,                  /* the first part: [Content_Types].xml */
    CONTENTS_MAX = SPOOL_ROOM / 2, /* of it in the room before rows */
};

static const char opening[] = "<sheetData>";
static const char closing[] = "</sheetData>";

/* The work under way. */
struct joint {
    const struct splice *plan;
    zip_t *from;
    struct zip_writer *to;
    char *block; /* BLOCK bytes of scratch */
    struct failure *failure;
};

static int fail(const struct joint *joint, const char *note)
{
    return failure_set(joint->failure, DIAG_OUTPUT_FAILED, joint->plan->path,
                       "%s", note);
}

static int fail_zip(const struct joint *joint)
{
    zip_error_t *error = zip_get_error(joint->from);
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY)
        return failure_memory(joint->failure);
    return fail(joint, zip_error_strerror(error));
}

static int fail_system(const struct joint *joint, int error)
{
    return failure_output(joint->failure, joint->plan->path, error);
}

/* ---- from libxlsxwriter's package ---- */

/* A part as a string, which the caller frees; NULL after a failure. */
static char *read_part(const struct joint *joint, zip_uint64_t index)
{
    zip_stat_t facts;
    zip_file_t *file = NULL;
    if (zip_stat_index(joint->from, index, 0, &facts) == 0)
        file = zip_fopen_index(joint->from, index, 0);
    if (file == NULL) {
        fail_zip(joint);
        return NULL;
    }
    char *text = mem_alloc((size_t)facts.size + 1);
    if (text == NULL) {
        failure_memory(joint->failure);
    } else if (zip_fread(file, text, facts.size) != (zip_int64_t)facts.size) {
        fail(joint, facts.name);
        mem_free(text);
        text = NULL;
    }
    zip_fclose(file);
    return text;
}

static int copy_part(const struct joint *joint, zip_uint64_t index)
{
    zip_stat_t facts;
    zip_file_t *file = NULL;
    if (zip_stat_index(joint->from, index, 0, &facts) == 0)
        file = zip_fopen_index(joint->from, index, ZIP_FL_COMPRESSED);
    if (file == NULL)
        return fail_zip(joint);
    const struct zip_part part = {
        .name = facts.name,
        .packed = facts.comp_size,
        .size = facts.size,
        .crc = facts.crc,
        .is_deflated = facts.comp_method == ZIP_CM_DEFLATE,
    };
    zip_begin_part(joint->to, &part);
    zip_uint64_t left = facts.comp_size;
    while (left > 0) {
        const zip_int64_t count = zip_fread(file, joint->block, BLOCK);
        if (count <= 0 || (zip_uint64_t)count > left)
            break;
        zip_put(joint->to, joint->block, (size_t)count);
        left -= (zip_uint64_t)count;
    }
    zip_fclose(file);
    return left == 0 ? 0 : fail(joint, facts.name);
}

/* ---- from the spool ---- */

static int put_stretch(const struct joint *joint, const struct stretch *stretch)
{
    uint64_t done = 0;
    if (stretch->is_placed) {
        zip_skip(joint->to, stretch->packed);
        return 0;
    }
    while (done < stretch->packed) {
        const uint64_t left = stretch->packed - done;
        const size_t count = left < BLOCK ? (size_t)left : BLOCK;
        const int error = spool_read(joint->plan->spool, stretch->at + done,
                                     joint->block, count);
        if (error != 0)
            return fail_system(joint, error);
        zip_put(joint->to, joint->block, count);
        done += count;
    }
    return 0;
}

/* A part of several stretches, the last of which ends it. */
static int put_stretches(const struct joint *joint, const char *name,
                         const struct stretch *stretches, size_t count)
{
    struct zip_part part = {.name = name, .is_deflated = true};
    uint64_t ahead = 0;
    bool is_placed = false;
    for (size_t i = 0; i < count; i++) {
        is_placed |= stretches[i].is_placed;
        if (!is_placed)
            ahead += stretches[i].packed;
        part.packed += stretches[i].packed;
        part.size += stretches[i].size;
        part.crc = stretch_crc(part.crc, &stretches[i]);
    }
    if (!is_placed)
        zip_begin_part(joint->to, &part);
    else if (!zip_begin_part_before(joint->to, &part, ahead, SPOOL_ROOM))
        return fail(joint, name);
    for (size_t i = 0; i < count; i++)
        if (put_stretch(joint, &stretches[i]) != 0)
            return -1;
    return 0;
}

/* ---- parts that change ---- */

static const struct spliced_sheet *find_sheet(const struct joint *joint,
                                              const char *part)
{
    for (const struct spliced_sheet *at = joint->plan->sheets; at != NULL;
         at = at->next) {
        char name[NAME_SIZE];
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", at->number);
        if (strcmp(name, part) == 0)
            return at;
    }
    return NULL;
}

/* The sheet, whose top and bottom stand in `text`. */
static int put_sheet(const struct joint *joint, const char *name,
                     const char *text, const struct spliced_sheet *sheet)
{
    const char *from = strstr(text, opening);
    const char *to = from == NULL ? NULL : strstr(from, closing);
    if (to == NULL)
        return fail(joint, name);
    from += sizeof opening - 1;
    struct stretch pieces[] = {{.at = 0}, sheet->rows, {.at = 0}};
    spool_pack(joint->plan->spool, text, (size_t)(from - text), false,
               &pieces[0]);
    spool_pack(joint->plan->spool, to, strlen(to), true, &pieces[2]);
    return put_stretches(joint, name, pieces, 3);
}

/* Puts names to the cell formats. */
static int put_styles(const struct joint *joint, const char *name,
                      const char *text)
{
    struct text named = TEXT_INIT;
    struct stretch whole;
    int status = named_styles_append(&named, text, joint->plan->formats);
    if (named.failed) {
        status = failure_memory(joint->failure);
    } else if (status != 0) {
        status = fail(joint, name);
    } else {
        spool_pack(joint->plan->spool, named.data, named.length, true, &whole);
        status = put_stretches(joint, name, &whole, 1);
    }
    text_release(&named);
    return status;
}

static int put_part(const struct joint *joint, zip_uint64_t index)
{
    const char *name = zip_get_name(joint->from, index, ZIP_FL_ENC_RAW);
    if (name == NULL)
        return fail_zip(joint);
    const struct spliced_sheet *sheet = find_sheet(joint, name);
    const bool is_styles =
        joint->plan->formats != NULL && strcmp(name, "xl/styles.xml") == 0;
    if (sheet == NULL && !is_styles)
        return copy_part(joint, index);
    char *text = read_part(joint, index);
    if (text == NULL)
        return -1;
    const int status = sheet != NULL ? put_sheet(joint, name, text, sheet)
                                     : put_styles(joint, name, text);
    mem_free(text);
    return status;
}

/* ---- the package ---- */

/* Finds the part of each sheet: 0, or -1; and which sheet's rows are in the
 * workbook already, or CONTENTS. */
static int find_sheets(const struct joint *joint, zip_uint64_t *out)
{
    *out = CONTENTS;
    for (const struct spliced_sheet *at = joint->plan->sheets; at != NULL;
         at = at->next) {
        char name[NAME_SIZE];
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", at->number);
        const zip_int64_t found =
            zip_name_locate(joint->from, name, ZIP_FL_ENC_RAW);
        if (found < 0)
            return fail_zip(joint);
        if (at->rows.is_placed)
            *out = (zip_uint64_t)found;
    }
    return 0;
}

static bool has_room_for_contents(const struct joint *joint)
{
    zip_stat_t facts;
    return zip_stat_index(joint->from, CONTENTS, 0, &facts) == 0 &&
           facts.comp_size <= CONTENTS_MAX;
}

static int put_parts(const struct joint *joint)
{
    const zip_int64_t count = zip_get_num_entries(joint->from, 0);
    zip_uint64_t placed;
    if (find_sheets(joint, &placed) != 0)
        return -1;
    const bool is_contents_first =
        placed == CONTENTS || has_room_for_contents(joint);
    if (is_contents_first && count > 0 && put_part(joint, CONTENTS) != 0)
        return -1;
    if (placed != CONTENTS && put_part(joint, placed) != 0)
        return -1;
    for (zip_uint64_t i = is_contents_first; i < (zip_uint64_t)count; i++)
        if (i != placed && put_part(joint, i) != 0)
            return -1;
    return 0;
}

static int open_package(struct joint *joint)
{
    const int copy = dup(joint->plan->package); /* libzip will close it */
    int code = 0;
    if (copy < 0)
        return fail_system(joint, errno);
    joint->from = zip_fdopen(copy, 0, &code);
    if (joint->from != NULL)
        return 0;
    close(copy);
    char note[32];
    snprintf(note, sizeof note, "zip %d", code);
    return code == ZIP_ER_MEMORY ? failure_memory(joint->failure)
                                 : fail(joint, note);
}

int splice_rows(const struct splice *splice, struct failure *failure)
{
    struct joint joint = {.plan = splice, .failure = failure};
    int status = -1;
    if (open_package(&joint) != 0)
        return -1;
    joint.block = mem_resize(NULL, BLOCK);
    joint.to = zip_writer_new(splice->workbook);
    if (joint.block == NULL || joint.to == NULL) {
        failure_memory(failure);
        goto out;
    }
    if (put_parts(&joint) != 0)
        goto out;
    int error = spool_error(splice->spool);
    if (error == 0)
        error = zip_finish(joint.to);
    status = error == 0 ? 0 : fail_system(&joint, error);
out:
    zip_discard(joint.from);
    zip_writer_free(joint.to);
    mem_free(joint.block);
    return status;
}
