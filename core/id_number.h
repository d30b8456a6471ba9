/*
 * Resident identity numbers, GB 11643 (DOMAIN "ID numbers"; reading rules
 * CONTRACT "Reading a roster row").
 *
 * A verified number is kept as its first 17 digits in one integer, `idkey`:
 * the check character follows from them. 0 = none.
 */
#ifndef DAOPAN_CORE_ID_NUMBER_H
#define DAOPAN_CORE_ID_NUMBER_H

#include "core/date.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t idkey;

enum { ID_TEXT_SIZE = 19 };

enum sex { SEX_ANY, SEX_MALE, SEX_FEMALE };

/* What became of a text that should be an ID number. */
enum id_status {
    ID_OK,
    ID_EMPTY,
    ID_LENGTH,      /* neither 15, 18 nor 20 characters after cleaning */
    ID_CHARACTER,   /* a character that no number has */
    ID_SCIENTIFIC,  /* 5.11499E+17: the digits are lost */
    ID_PRECISION,   /* a number cell with more digits than Excel keeps */
    ID_PROVINCE,    /* the first two digits name no province */
    ID_BIRTH_DATE,  /* the birth date does not exist */
    ID_BIRTH_AFTER, /* the birth date lies after `as_of` */
    ID_CHECKSUM,    /* the check character is wrong */
    ID_CERTIFICATE, /* 20 characters, but the last two are no category 1-7 and
                       grade 1-4 */
};

struct id_reading {
    enum id_status status;
    idkey id;              /* 0 unless ID_OK */
    char clean[32];        /* the text after cleaning, cut if longer */
    char expected;         /* ID_CHECKSUM: the character it should be */
    int certificate_type;  /* 1-7 from a 20-character certificate, else 0 */
    int certificate_grade; /* 1-4, else 0 */
    bool was_15_digits;
};

/*
 * Reads `len` bytes of UTF-8. Spaces of every Unicode kind, apostrophes and
 * invisible characters are dropped, full-width folded, x to X, 15 digits made
 * 18, and a disability certificate (20 characters, or with B and a reissue
 * number after them) taken apart. `as_of` bounds the birth date; YMD_NONE
 * leaves it unbounded. Never allocates.
 */
void id_number_read(const char *text, size_t len, ymd as_of,
                    struct id_reading *out);

/* The same for a number cell: always ID_PRECISION where the value has over 15
 * significant digits, whatever its check character says. */
void id_number_read_number(double value, ymd as_of, struct id_reading *out);

/* The 18 characters; `out` has ID_TEXT_SIZE bytes; "" for 0. Returns out. */
char *id_number_text(idkey id, char *out);

ymd id_number_birth(idkey id);
enum sex id_number_sex(idkey id);

/* The check character for 17 digits ('0'-'9', 'X'). */
char id_number_check(const char *digits17);

/* Masked for lists that are posted: 511499********123X -> the first six and
 * the last four characters stay. `out` has ID_TEXT_SIZE bytes. */
char *id_number_masked(idkey id, char *out);

#endif
