/*
 * Cells of a sheet, scanned. A cell is taken whole or not at all: nothing in
 * the window is changed, and nothing added to the row, before its end has
 * been seen, so that one cut by the window's end can be read again.
 *
 * Nearly all cells of rosters look like <c r="B2" s="1" t="s"><v>12</v></c>.
 * Each step tries that form first, and only then what else a cell may have.
 */
#include "import/xlsx_cell.h"

#include "import/xlsx_text.h"

/* A cell being read. */
struct pending {
    struct xlsx_cell cell;
    struct xlsx_form_parts parts; /* of the usual form as far as it was met */
    const char *rich;     /* where the content of <is> begins; NULL = none */
    const char *rich_end; /* after "</is>" */
    bool is_coded;        /* the value holds more than plain ASCII */
    int result;           /* what a step failed with; 0 = it only stopped */
};

/* Over the reference of a cell, from inside its quotes. Most references end
 * in the digits of their row, which are compared as one word. */
static const char *read_reference(const struct xlsx_cells *cells,
                                  const char *at, struct pending *pending)
{
    struct xlsx_row *const row = cells->row;
    const char *const start = at;
    uint32_t column = 0;
    uint64_t word = 0;
    while (*at >= 'A' && *at <= 'Z' && column <= XLSX_COLUMNS)
        column = column * 26 + (uint32_t)(*at++ - 'A') + 1;
    memcpy(&word, at, sizeof word);
    if (row->ref_mask != 0 && (word & row->ref_mask) == row->ref_end &&
        column > 0 && column <= XLSX_COLUMNS) {
        pending->cell.column = (colnum)column;
        pending->parts.reference = at;
        pending->parts.tail = at + row->ref_length;
        return pending->parts.tail;
    }
    while (*at != '"' && *at != '&' && *at != '<' && *at != '\0')
        at++;
    if (*at != '"')
        return scan_stop(cells->scan, at);
    pending->result =
        xlsx_row_place(row, start, (size_t)(at - start), &pending->cell.column);
    return pending->result == 0 ? at + 1 : NULL;
}

/* Digits at `at` into *out; stops at the first other byte. */
static const char *read_digits(const char *at, uint32_t *out)
{
    uint32_t number = 0;
    unsigned digit = (unsigned char)*at - (unsigned)'0';
    while (digit <= 9 && number < XLSX_STRINGS) {
        number = number * 10 + digit;
        digit = (unsigned char)*++at - (unsigned)'0';
    }
    *out = number;
    return at;
}

/* An attribute that is not written the usual way. */
static const char *read_attribute(const struct xlsx_cells *cells,
                                  const char *at, struct pending *pending)
{
    struct xlsx_cell *cell = &pending->cell;
    struct scan_attribute attribute;
    at = scan_attribute(cells->scan, at, &attribute);
    if (at == NULL)
        return NULL;
    if (scan_is_named(&attribute, "t"))
        cell->type =
            (uint8_t)xlsx_type_of(attribute.value, attribute.value_length);
    else if (scan_is_named(&attribute, "s"))
        read_digits(attribute.value, &cell->style);
    else if (scan_is_named(&attribute, "r"))
        pending->result = xlsx_row_place(cells->row, attribute.value,
                                         attribute.value_length, &cell->column);
    else if (scan_is_namespace(&attribute))
        return scan_stop(cells->scan, attribute.name);
    return pending->result == 0 ? at : NULL;
}

/* All attributes of a cell; returns the place of > or />. */
static const char *read_attributes(const struct xlsx_cells *cells,
                                   const char *at, struct pending *pending)
{
    if (SCAN_AT(at, " r=\"")) {
        at = read_reference(cells, at + 4, pending);
        if (at == NULL)
            return NULL;
    }
    if (SCAN_AT(at, " s=\"")) {
        at = read_digits(at + 4, &pending->cell.style);
        if (*at++ != '"')
            return scan_stop(cells->scan, at - 1);
    }
    if (SCAN_AT(at, " t=\"s\"")) {
        pending->cell.type = XLSX_SHARED;
        at += strlen(" t=\"s\"");
    }
    while (at != NULL && *at != '>' && *at != '/')
        at = read_attribute(cells, at, pending);
    return at;
}

/* The text of <v>, from after "<v" to after "</v>". */
static const char *read_value(const struct xlsx_cells *cells, const char *at,
                              struct pending *pending)
{
    bool is_empty = false;
    if (pending->cell.has_value)
        return scan_stop(cells->scan, at); /* two: which counts? */
    if (*at == '>')
        at++;
    else if ((at = scan_tag(cells->scan, at, &is_empty)) == NULL)
        return NULL;
    pending->cell.has_value = true;
    if (is_empty)
        return at;
    const char *end = at;
    while (*end > ' ' && *end < 0x7F && *end != '<' && *end != '&')
        end++;
    if (*end != '<') {
        pending->is_coded = true;
        end = scan_to_tag(cells->scan, end);
        if (end == NULL)
            return NULL;
    }
    if (!SCAN_AT(end, "</v>"))
        return scan_stop(cells->scan, end);
    pending->cell.value = at;
    pending->cell.length = (size_t)(end - at);
    return end + strlen("</v>");
}

/* A child of a cell. */
static const char *read_child(const struct xlsx_cells *cells, const char *at,
                              struct pending *pending)
{
    struct scan *const scan = cells->scan;
    if (SCAN_AT(at, "<v") && scan_is_name_end(at[2]))
        return read_value(cells, at + 2, pending);
    if (SCAN_AT(at, "<f") && scan_is_name_end(at[2])) {
        pending->cell.has_formula = true;
        return scan_element(scan, at + 2, "f");
    }
    if (SCAN_AT(at, "<is>") && pending->rich == NULL) {
        pending->rich = at + strlen("<is>");
        pending->rich_end = scan_element(scan, at + strlen("<is"), "is");
        return pending->rich_end;
    }
    if (scan_is_space(*at))
        return scan_spaces(at);
    return scan_stop(scan, at);
}

/* The cell is complete: decodes its texts in place and adds it. */
static int finish_cell(const struct xlsx_cells *cells, struct pending *pending)
{
    struct xlsx_cell *cell = &pending->cell;
    char *text = cells->window->bytes;
    if (pending->rich != NULL &&
        (cell->type == XLSX_INLINE || !cell->has_value)) {
        text += pending->rich - text;
        if (scan_rich_text(cells->scan, pending->rich, "</is>", text,
                           &cell->length) != pending->rich_end)
            return SCAN_UNKNOWN; /* or its elements are not nested */
        cell->value = text;
        cell->type = XLSX_INLINE;
        cell->has_value = true;
        return xlsx_row_add(cells->row, cell);
    }
    if (cell->length > 0) {
        text += cell->value - text;
        if (pending->is_coded &&
            !xlsx_text_decode(text, cell->length, text, &cell->length))
            return SCAN_UNKNOWN;
        if (cell->type == XLSX_STRING || cell->type == XLSX_INLINE)
            cell->length = xlsx_text_unescape(text, cell->length);
    }
    return xlsx_row_add(cells->row, cell);
}

/*
 * The two kinds of cell that rosters are made of, from after "<v>":
 * 123</v></c> as a shared string's number or a number. False where it is
 * neither, or cut: then nothing has happened.
 */
static bool add_digits(const struct xlsx_cells *cells, const char **place,
                       struct xlsx_cell *cell, int *result)
{
    const char *const at = *place;
    const char *end = at;
    uint32_t index = 0;
    if (cell->type == XLSX_SHARED)
        end = read_digits(at, &index);
    else if (cell->type == XLSX_NUMBER)
        while (*end >= '0' && *end <= '9')
            end++;
    if (end == at || !SCAN_AT(end, "</v></c>"))
        return false;
    *place = end + strlen("</v></c>");
    xlsx_row_pass(cells->row, cell->column);
    cell->value = at;
    cell->length = (size_t)(end - at);
    *result = cell->type == XLSX_SHARED
                  ? xlsx_row_add_shared(cells->row, cell->column, index)
                  : xlsx_row_add_digits(cells->row, cell);
    return true;
}

/* What a cell holds, from after the > of <c>, to its end. */
static int read_content(const struct xlsx_cells *cells, const char **place,
                        struct pending *pending)
{
    const char *at = *place;
    while (!SCAN_AT(at, "</c>")) {
        at = read_child(cells, at, pending);
        if (at == NULL)
            return SCAN_STOPPED;
    }
    *place = at + strlen("</c>");
    xlsx_row_pass(cells->row, pending->cell.column);
    return finish_cell(cells, pending);
}

int xlsx_cell_read(const struct xlsx_cells *cells, const char **place)
{
    struct pending pending = {.result = 0};
    struct xlsx_cell *cell = &pending.cell;
    const char *at = read_attributes(cells, *place, &pending);
    if (at != NULL && cell->column == 0)
        pending.result = xlsx_row_place(cells->row, NULL, 0, &cell->column);
    if (at == NULL || pending.result != 0)
        return pending.result != 0 ? pending.result : SCAN_STOPPED;
    if (*at == '/') {
        if (at[1] != '>') {
            scan_stop(cells->scan, at);
            return SCAN_STOPPED;
        }
        xlsx_row_pass(cells->row, cell->column);
        *place = at + 2;
        return 0;
    }
    at++;
    if (SCAN_AT(at, "<v>")) {
        const char *digits = at + strlen("<v>");
        pending.parts.cell = *place - strlen("<c");
        pending.parts.value = digits;
        if (add_digits(cells, &digits, cell, &pending.result)) {
            if (pending.parts.tail != NULL && cell->column <= XLSX_FORMS)
                xlsx_form_learn(&cells->forms[cell->column - 1], &pending.parts,
                                cell);
            *place = digits;
            return pending.result;
        }
    }
    const int result = read_content(cells, &at, &pending);
    if (result != SCAN_STOPPED)
        *place = at;
    return result;
}
