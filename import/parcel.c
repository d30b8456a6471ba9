/*
 * Layout: a head with counts; the strings; the sheets, each followed by its
 * labels and sentence; the rows; the returned rows with their cells; the
 * findings. Records go as they lie in memory, since both ends are the same
 * program; pointers and references do not survive the journey and are put
 * anew.
 */
#include "import/parcel.h"

#include "core/string_pieces.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PARCEL_MAGIC UINT64_C(0x314C435250414F44) /* "DAOPRCL1" */

struct head {
    uint64_t magic;
    uint64_t size; /* of the whole parcel */
    struct failure failure;
    uint32_t is_confined;
    uint32_t string_size; /* of all texts as they lie, in units */
    uint32_t sheets;
    uint32_t rows;
    uint32_t raws;
    uint32_t diags;
    uint32_t format_length;
};

/* ---- writing ---- */

/* Bytes on their way out; errors are sticky. */
struct out_stream {
    int descriptor;
    bool has_failed;
    size_t used;
    uint64_t total;
    unsigned char buffer[8 * 1024]; /* what is larger goes past it */
};

static void write_out(struct out_stream *out, const unsigned char *bytes,
                      size_t size)
{
    size_t done = 0;
    while (done < size && !out->has_failed) {
        const ssize_t wrote = write(out->descriptor, bytes + done, size - done);
        if (wrote > 0)
            done += (size_t)wrote;
        else if (wrote == 0 || errno != EINTR)
            out->has_failed = true;
    }
}

static void flush_out(struct out_stream *out)
{
    write_out(out, out->buffer, out->used);
    out->used = 0;
}

static void put(struct out_stream *out, const void *bytes, size_t size)
{
    out->total += size;
    if (size > sizeof out->buffer - out->used)
        flush_out(out);
    if (size > sizeof out->buffer) {
        write_out(out, bytes, size);
    } else if (size > 0) {
        memcpy(out->buffer + out->used, bytes, size);
        out->used += size;
    }
}

static void put_count(struct out_stream *out, size_t count)
{
    const uint32_t value = (uint32_t)count;
    put(out, &value, sizeof value);
}

static void put_strings(struct out_stream *out, const struct string_pool *pool)
{
    size_t size = 0;
    const void *piece = string_pool_piece(pool, 0, &size);
    for (size_t i = 1; piece != NULL; i++) {
        put(out, piece, size);
        piece = string_pool_piece(pool, i, &size);
    }
}

static void put_sheet(struct out_stream *out, const struct roster_sheet *sheet)
{
    const char *why = sheet->why_no_roster == NULL ? "" : sheet->why_no_roster;
    put(out, sheet, sizeof *sheet);
    put(out, sheet->labels, sheet->label_count * sizeof *sheet->labels);
    put_count(out, strlen(why));
    put(out, why, strlen(why));
}

static void put_raw(struct out_stream *out, const struct raw_row *raw)
{
    put(out, raw, sizeof *raw);
    put(out, raw->cells, raw->cell_count * sizeof *raw->cells);
}

static uint32_t string_size_of(const struct string_pool *pool)
{
    uint32_t units = 0;
    size_t size = 0;
    for (size_t i = 0; string_pool_piece(pool, i, &size) != NULL; i++)
        units += (uint32_t)(size / STRING_UNIT);
    return units;
}

int parcel_write(const struct roster *roster, const struct parcel_note *note,
                 int descriptor)
{
    struct out_stream out = {.descriptor = descriptor};
    const char *format = roster->files[0].format;
    struct head head = {
        .magic = PARCEL_MAGIC,
        .failure = note->failure,
        .is_confined = note->is_confined,
        .sheets = (uint32_t)roster->sheet_count,
        .rows = (uint32_t)roster->row_count,
        .raws = (uint32_t)roster->raw_count,
        .diags = (uint32_t)roster->diag_count,
        .format_length = (uint32_t)strlen(format),
        .string_size = string_size_of(roster->strings),
    };
    put(&out, &head, sizeof head);
    put(&out, format, head.format_length);
    put_strings(&out, roster->strings);
    for (size_t i = 0; i < roster->sheet_count; i++)
        put_sheet(&out, &roster->sheets[i]);
    put(&out, roster->rows, roster->row_count * sizeof *roster->rows);
    for (size_t i = 0; i < roster->raw_count; i++)
        put_raw(&out, &roster->raw[i]);
    put(&out, roster->diags, roster->diag_count * sizeof *roster->diags);
    flush_out(&out);
    head.size = out.total;
    /* The head is true only now that the size is known. */
    if (out.has_failed || lseek(descriptor, 0, SEEK_SET) != 0)
        return -1;
    put(&out, &head, sizeof head);
    flush_out(&out);
    return out.has_failed ? -1 : 0;
}

/* ---- reading ---- */

/* What is left of a parcel, and what has been made of it. */
struct in_stream {
    const unsigned char *at;
    size_t left;
    strref *refs; /* theirs to ours, see REFS_APART; 0 = none they sent */
    size_t ref_count;
    const struct policy *policy;
    struct roster *roster;
    uint32_t file;
    uint32_t first_sheet;
    uint32_t sheets;
    bool is_out_of_memory;
};

/* All take functions give -1 where the parcel is not sound; a lack of memory
 * is told apart by is_out_of_memory. */
static int take(struct in_stream *in, void *out, size_t size)
{
    if (in->left < size)
        return -1;
    if (size == 0)
        return 0;
    memcpy(out, in->at, size);
    in->at += size;
    in->left -= size;
    return 0;
}

/* `count` records of `size` bytes each are there. */
static bool holds(const struct in_stream *in, size_t count, size_t size)
{
    return count <= in->left / size;
}

static int no_memory(struct in_stream *in)
{
    in->is_out_of_memory = true;
    return -1;
}

/* No text takes less than two units, so every second reference tells all. */
enum { REFS_APART = 2, STRINGS_AHEAD = 16, SAMES_AHEAD = 8 };

/* A text on its way, with what the pool wants to know of it beforehand. */
struct coming {
    struct string_piece piece;
    uint32_t hash;
};

static bool look_ahead(const struct in_stream *in, struct string_pieces *pieces,
                       struct coming *out)
{
    if (!string_pieces_next(pieces, &out->piece))
        return false;
    out->hash = string_pool_expect(in->roster->strings, out->piece.text,
                                   out->piece.length);
    return true;
}

static int take_string(struct in_stream *in, const struct coming *coming)
{
    const struct string_piece *piece = &coming->piece;
    strref *const ref = &in->refs[piece->ref / REFS_APART];
    return string_pool_add_expected(in->roster->strings, coming->hash,
                                    piece->text, piece->length, ref) == 0
               ? 0
               : no_memory(in);
}

static int take_strings(struct in_stream *in, const struct head *head)
{
    struct coming ahead[STRINGS_AHEAD]; /* round and round */
    struct string_pieces pieces = {.bytes = in->at, .next = STRING_FIRST_UNIT};
    size_t seen = 0;
    if (!holds(in, head->string_size, STRING_UNIT))
        return -1;
    pieces.size = (size_t)head->string_size * STRING_UNIT;
    in->ref_count = head->string_size / REFS_APART + 1;
    in->refs = mem_alloc(in->ref_count * sizeof *in->refs);
    if (in->refs == NULL)
        return no_memory(in);
    while (seen < STRINGS_AHEAD && look_ahead(in, &pieces, &ahead[seen]))
        seen++;
    for (size_t i = 0; i < seen; i++) {
        struct coming *const place = &ahead[i % STRINGS_AHEAD];
        if (i + SAMES_AHEAD < seen)
            string_pool_expect_same(
                in->roster->strings,
                ahead[(i + SAMES_AHEAD) % STRINGS_AHEAD].hash);
        if (take_string(in, place) != 0)
            return -1;
        seen += look_ahead(in, &pieces, place);
    }
    in->at += pieces.size;
    in->left -= pieces.size;
    return pieces.is_unsound ? -1 : 0;
}

/* Puts our reference in the place of theirs. */
static int translate(const struct in_stream *in, strref *ref)
{
    const size_t at = *ref / REFS_APART;
    if (at >= in->ref_count || (in->refs[at] == 0 && *ref != 0))
        return -1;
    *ref = in->refs[at];
    return 0;
}

/* A list of references, translated, in the roster's arena. */
static int take_refs(struct in_stream *in, size_t count, const strref **out)
{
    if (!holds(in, count, sizeof(strref)))
        return -1;
    strref *refs = arena_array(in->roster->arena, count, sizeof *refs);
    if (refs == NULL)
        return no_memory(in);
    if (take(in, refs, count * sizeof *refs) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (translate(in, &refs[i]) != 0)
            return -1;
    *out = refs;
    return 0;
}

static int take_text(struct in_stream *in, const char **out)
{
    uint32_t length = 0;
    if (take(in, &length, sizeof length) != 0 || length > in->left ||
        memchr(in->at, '\0', length) != NULL)
        return -1;
    *out = arena_text(in->roster->arena, (const char *)in->at, length);
    if (*out == NULL)
        return no_memory(in);
    in->at += length;
    in->left -= length;
    return 0;
}

static int take_sheet(struct in_stream *in)
{
    struct roster *roster = in->roster;
    struct roster_sheet sheet;
    if (take(in, &sheet, sizeof sheet) != 0 || sheet.file != 0 ||
        (unsigned)sheet.visibility > SHEET_VERY_HIDDEN ||
        sheet.mode > MODE_CHANGE ||
        (sheet.kind >= in->policy->kind_count && sheet.kind != POLICY_NONE))
        return -1;
    sheet.file = in->file;
    strref *const refs[] = {&sheet.name, &sheet.title, &sheet.county,
                            &sheet.unplaced};
    for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++)
        if (translate(in, refs[i]) != 0)
            return -1;
    for (int field = 0; field < FIELD_COUNT; field++)
        if (translate(in, &sheet.columns[field].label) != 0)
            return -1;
    if (take_refs(in, sheet.label_count, &sheet.labels) != 0 ||
        take_text(in, &sheet.why_no_roster) != 0)
        return -1;
    if (mem_grow(&roster->sheets, &roster->sheet_capacity,
                 roster->sheet_count + 1, sizeof *roster->sheets) != 0)
        return no_memory(in);
    roster->sheets[roster->sheet_count++] = sheet;
    return 0;
}

static int check_row(const struct in_stream *in, struct roster_row *row)
{
    if (row->sheet >= in->sheets || row->fate >= FATE_COUNT ||
        row->movement > MOVEMENT_CHANGED ||
        (row->category >= in->policy->category_count &&
         row->category != POLICY_NONE) ||
        row->carry != CARRY_NONE)
        return -1;
    row->sheet += in->first_sheet;
    return translate(in, &row->name) | translate(in, &row->county) |
           translate(in, &row->town) | translate(in, &row->village);
}

static int take_rows(struct in_stream *in, size_t count)
{
    struct roster *roster = in->roster;
    if (count == 0)
        return 0;
    if (!holds(in, count, sizeof *roster->rows))
        return -1;
    if (mem_grow(&roster->rows, &roster->row_capacity,
                 roster->row_count + count, sizeof *roster->rows) != 0)
        return no_memory(in);
    struct roster_row *rows = roster->rows + roster->row_count;
    if (take(in, rows, count * sizeof *rows) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (check_row(in, &rows[i]) != 0)
            return -1;
    roster->row_count += count;
    return 0;
}

static int take_raw(struct in_stream *in)
{
    struct roster *roster = in->roster;
    struct raw_row raw;
    if (take(in, &raw, sizeof raw) != 0 || raw.sheet >= in->sheets ||
        take_refs(in, raw.cell_count, &raw.cells) != 0)
        return -1;
    raw.sheet += in->first_sheet;
    if (mem_grow(&roster->raw, &roster->raw_capacity, roster->raw_count + 1,
                 sizeof *roster->raw) != 0)
        return no_memory(in);
    roster->raw[roster->raw_count++] = raw;
    return 0;
}

static int check_place(const struct in_stream *in, struct place *place)
{
    if ((place->file != 0 && place->file != PLACE_NONE) ||
        (place->sheet >= in->sheets && place->sheet != PLACE_NONE))
        return -1;
    if (place->file == 0)
        place->file = in->file;
    if (place->sheet != PLACE_NONE)
        place->sheet += in->first_sheet;
    return 0;
}

static int take_diag(struct in_stream *in)
{
    struct diag diag;
    if (take(in, &diag, sizeof diag) != 0 ||
        (unsigned)diag.code >= DIAG_CODE_COUNT || diag.code == DIAG_NONE ||
        check_place(in, &diag.at) != 0 || check_place(in, &diag.other) != 0 ||
        translate(in, &diag.name) != 0 || translate(in, &diag.label) != 0 ||
        translate(in, &diag.cell) != 0 || translate(in, &diag.note) != 0)
        return -1;
    return roster_add_diag(in->roster, &diag) == 0 ? 0 : no_memory(in);
}

static int take_body(struct in_stream *in, const struct head *head)
{
    struct roster_file *file = &in->roster->files[in->file];
    if (head->format_length > in->left ||
        memchr(in->at, '\0', head->format_length) != NULL)
        return -1;
    file->format = arena_text(in->roster->arena, (const char *)in->at,
                              head->format_length);
    if (file->format == NULL)
        return no_memory(in);
    in->at += head->format_length;
    in->left -= head->format_length;
    if (take_strings(in, head) != 0)
        return -1;
    for (uint32_t i = 0; i < head->sheets; i++)
        if (take_sheet(in) != 0)
            return -1;
    if (take_rows(in, head->rows) != 0)
        return -1;
    for (uint32_t i = 0; i < head->raws; i++)
        if (take_raw(in) != 0)
            return -1;
    for (uint32_t i = 0; i < head->diags; i++)
        if (take_diag(in) != 0)
            return -1;
    file->first_sheet = in->first_sheet;
    file->sheet_count = head->sheets;
    return in->left == 0 ? 0 : -1;
}

static int refuse(struct in_stream *in, const struct roster *before,
                  struct failure *failure)
{
    const char *path = in->roster->files[in->file].path;
    in->roster->sheet_count = before->sheet_count;
    in->roster->row_count = before->row_count;
    in->roster->raw_count = before->raw_count;
    in->roster->diag_count = before->diag_count;
    if (in->is_out_of_memory)
        return failure_memory(failure);
    return failure_set(failure, DIAG_FILE_READER_STOPPED, path, "%s", "");
}

int parcel_read(const struct parcel *parcel, const struct policy *policy,
                struct roster *roster, uint32_t file, struct parcel_note *out,
                struct failure *failure)
{
    const struct roster before = *roster;
    struct head head;
    struct in_stream in = {
        .at = parcel->bytes,
        .left = parcel->size,
        .policy = policy,
        .roster = roster,
        .file = file,
        .first_sheet = (uint32_t)roster->sheet_count,
    };
    int result = -1;
    if (take(&in, &head, sizeof head) == 0 && head.magic == PARCEL_MAGIC &&
        head.size == parcel->size && failure_is_sound(&head.failure)) {
        out->failure = head.failure;
        in.sheets = head.sheets;
        out->is_confined = head.is_confined != 0;
        result = out->failure.code != DIAG_NONE ? 0 : take_body(&in, &head);
    }
    mem_free(in.refs);
    return result == 0 ? 0 : refuse(&in, &before, failure);
}
