/*
 * ID numbers, as text and as what a number cell holds: a number that is
 * taken reads back as itself, and nobody is born after the cut-off.
 */
#include "tests/fuzz/fuzz_target.h"

#include "core/id_number.h"
#include <string.h>

enum { CUT_OFF = 20230831 };

static void check(const struct id_reading *reading)
{
    char text[ID_TEXT_SIZE];
    struct id_reading again;
    FUZZ_CHECK(memchr(reading->clean, '\0', sizeof reading->clean) != NULL);
    FUZZ_CHECK((reading->status == ID_OK) == (reading->id != 0));
    if (reading->status != ID_OK)
        return;
    FUZZ_CHECK(id_number_birth(reading->id) <= CUT_OFF);
    FUZZ_CHECK(reading->certificate_type >= 0 &&
               reading->certificate_type <= 7);
    FUZZ_CHECK(reading->certificate_grade >= 0 &&
               reading->certificate_grade <= 4);
    id_number_text(reading->id, text);
    id_number_read(text, strlen(text), CUT_OFF, &again);
    FUZZ_CHECK(again.status == ID_OK && again.id == reading->id);
}

void fuzz_id_number(const uint8_t *bytes, size_t size)
{
    struct id_reading reading;
    double value = 0;
    id_number_read((const char *)bytes, size, CUT_OFF, &reading);
    check(&reading);
    if (size < sizeof value)
        return;
    memcpy(&value, bytes, sizeof value);
    id_number_read_number(value, CUT_OFF, &reading);
    check(&reading);
}
