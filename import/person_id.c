/*
 * Number and certificate.
 *
 * The number comes from the number column. A 20-character disability
 * certificate there yields number, type and grade; where the number column is
 * empty or absent, a certificate column does the same. Where both hold a
 * number it must be the same one.
 *
 * A certificate column that holds no number at all (无, 办理中) is no evidence
 * and no error, as long as the number is good.
 */
#include "import/person_id.h"

#include "core/text.h"
#include "import/values.h"
#include <string.h>

enum { NUMBER_LENGTH = 18, NUMBER_LENGTH_OLD = 15, CERTIFICATE_LENGTH = 20 };

static void read_cell(const struct row_reader *reader, const struct cell *cell,
                      struct id_reading *out)
{
    const ymd as_of = reader->reading->options->as_of;
    if (cell == NULL || cell->kind == CELL_UNCACHED) {
        *out = (struct id_reading){.status = ID_EMPTY};
        return;
    }
    if (cell->kind == CELL_NUMBER) {
        id_number_read_number(cell_number(cell), as_of, out);
        return;
    }
    char buffer[CELL_TEXT_SIZE];
    char folded[VALUE_SIZE];
    size_t length = 0;
    const char *text = row_cell_text(reader, cell, buffer, &length);
    const bool has_digit = length > 0 && text[0] >= '0' && text[0] <= '9';
    if (!has_digit) {
        text_fold(text, length, folded, sizeof folded);
        if (value_is_nothing(folded)) {
            *out = (struct id_reading){.status = ID_EMPTY};
            return;
        }
    }
    id_number_read(text, length, as_of, out);
}

static bool has_grade(const struct id_reading *reading)
{
    return reading->status == ID_OK && reading->certificate_grade > 0;
}

void person_id_read(const struct row_reader *reader,
                    const struct cell *const *cells, struct person_id *out)
{
    read_cell(reader, cells[FIELD_ID_NUMBER], &out->number);
    read_cell(reader, cells[FIELD_CERTIFICATE], &out->certificate);
    out->id = 0;
    out->types = out->grades = 0;
    out->has_bad_certificate = false;
    if (out->number.status == ID_OK)
        out->id = out->number.id;
    else if (out->certificate.status == ID_OK)
        out->id = out->certificate.id;
    const struct id_reading *evidence = NULL;
    if (has_grade(&out->certificate) && out->certificate.id == out->id)
        evidence = &out->certificate;
    else if (has_grade(&out->number))
        evidence = &out->number;
    if (evidence != NULL) {
        out->types = (uint8_t)(1u << evidence->certificate_type);
        out->grades = (uint8_t)(1u << evidence->certificate_grade);
    }
}

static size_t count_digits(const struct id_reading *reading)
{
    size_t count = 0;
    for (const char *at = reading->clean; *at != '\0'; at++)
        count += *at >= '0' && *at <= '9';
    return count;
}

size_t person_id_digits(const struct person_id *id,
                        const struct cell *const *cells)
{
    const struct cell *number = cells[FIELD_ID_NUMBER];
    if (number != NULL && number->kind == CELL_UNCACHED)
        return NUMBER_LENGTH; /* a formula that should give one */
    if (id->number.status == ID_SCIENTIFIC)
        return NUMBER_LENGTH;
    const size_t digits = count_digits(&id->number);
    return digits > 0 ? digits : count_digits(&id->certificate);
}

static enum diag_code code_of(enum id_status status)
{
    static const enum diag_code codes[] = {
        [ID_OK] = DIAG_NONE,
        [ID_EMPTY] = DIAG_ID_MISSING,
        [ID_LENGTH] = DIAG_ID_LENGTH,
        [ID_CHARACTER] = DIAG_ID_CHARACTER,
        [ID_SCIENTIFIC] = DIAG_ID_SCIENTIFIC,
        [ID_PRECISION] = DIAG_ID_PRECISION,
        [ID_PROVINCE] = DIAG_ID_PROVINCE,
        [ID_BIRTH_DATE] = DIAG_ID_BIRTH_DATE,
        [ID_BIRTH_AFTER] = DIAG_ID_BIRTH_AFTER,
        [ID_CHECKSUM] = DIAG_ID_CHECKSUM,
        [ID_CERTIFICATE] = DIAG_ID_CERTIFICATE,
    };
    return codes[status];
}

/* Says what is wrong with one of the two cells. */
static void find_status(struct row_reader *reader, enum field field,
                        const struct cell *cell,
                        const struct id_reading *reading)
{
    strref note = 0;
    if (reading->status == ID_CHECKSUM) {
        note = row_text(reader, &reading->expected, 1);
    } else if (reading->status == ID_LENGTH) {
        struct text length = TEXT_INIT;
        text_append_int(&length, (int64_t)strlen(reading->clean));
        note = row_text(reader, text_of(&length), length.length);
        reader->has_failed = reader->has_failed || length.failed;
        text_release(&length);
    }
    const bool is_cut_certificate =
        reading->status == ID_LENGTH && field == FIELD_CERTIFICATE;
    row_find(reader,
             is_cut_certificate ? DIAG_CERTIFICATE_LENGTH
                                : code_of(reading->status),
             field, cell, note);
}

/* Reports one of the two, and notes where it is a certificate. */
static void find_bad(struct row_reader *reader, enum field field,
                     const struct cell *cell, const struct id_reading *reading,
                     struct person_id *id)
{
    if (field == FIELD_CERTIFICATE ||
        strlen(reading->clean) >= CERTIFICATE_LENGTH)
        id->has_bad_certificate = true;
    find_status(reader, field, cell, reading);
}

/* A certificate beside a good number: it must be the same person's. */
static void judge_certificate(struct row_reader *reader,
                              const struct cell *cell, struct person_id *id)
{
    const struct id_reading *certificate = &id->certificate;
    char number[ID_TEXT_SIZE];
    if (certificate->status == ID_OK && certificate->id == id->id)
        return;
    if (certificate->status == ID_PRECISION ||
        certificate->status == ID_SCIENTIFIC)
        return; /* its last digits, the grade, are lost; the number is not */
    if (strlen(certificate->clean) < NUMBER_LENGTH &&
        certificate->status != ID_OK)
        return; /* 办理中, 无: no number, no evidence and no error */
    if (count_digits(certificate) < NUMBER_LENGTH_OLD)
        return;
    id_number_text(id->id, number);
    if (certificate->status != ID_OK &&
        strncmp(certificate->clean, number, NUMBER_LENGTH) == 0) {
        find_bad(reader, FIELD_CERTIFICATE, cell, certificate, id);
        return;
    }
    id->has_bad_certificate = true;
    row_find(reader, DIAG_ID_CONFLICT, FIELD_CERTIFICATE, cell, 0);
}

/* The number column is empty or absent: the certificate is to tell. */
static void judge_certificate_alone(struct row_reader *reader,
                                    const struct cell *const *cells,
                                    struct person_id *id)
{
    const struct cell *certificate = cells[FIELD_CERTIFICATE];
    if (id->certificate.status == ID_OK)
        return;
    if (row_find_uncached(reader, FIELD_CERTIFICATE, certificate)) {
        id->has_bad_certificate = true;
        return;
    }
    const bool has_number_column =
        reader->plan->columns.columns[FIELD_ID_NUMBER] != 0;
    if (id->certificate.status != ID_EMPTY || !has_number_column)
        find_bad(reader, FIELD_CERTIFICATE, certificate, &id->certificate, id);
    else
        find_bad(reader, FIELD_ID_NUMBER, cells[FIELD_ID_NUMBER], &id->number,
                 id);
}

void person_id_judge(struct row_reader *reader, const struct cell *const *cells,
                     struct person_id *id)
{
    const struct cell *number = cells[FIELD_ID_NUMBER];
    const struct cell *certificate = cells[FIELD_CERTIFICATE];
    if (row_find_uncached(reader, FIELD_ID_NUMBER, number))
        return;
    if (id->number.status == ID_EMPTY)
        judge_certificate_alone(reader, cells, id);
    else if (id->number.status != ID_OK)
        find_bad(reader, FIELD_ID_NUMBER, number, &id->number, id);
    else if (certificate != NULL && certificate->kind != CELL_UNCACHED)
        judge_certificate(reader, certificate, id);
    else if (reader->asks_grades || reader->reading->asks_types)
        /* what it says of grade and type would be evidence */
        (void)row_find_uncached(reader, FIELD_CERTIFICATE, certificate);
}
