/*
 * ISO dates of cells to serials.
 */
#include "import/iso_date.h"

#include "tests/support/suite.h"
#include <math.h>
#include <string.h>

static const struct {
    const char *text;
    bool is_1904;
    double expected; /* -1 = no date */
} cases[] = {
    {"2023-08-01", false, 45139},
    {"2023-08-01", true, 43677},
    {"2023-08-01T12:00:00", false, 45139.5},
    {"2023-08-01T12:00:00Z", false, 45139.5},
    {"2023-08-01T12:00:00+08:00", false, 45139.5},
    {"2023-08-01T06:00", false, 45139.25},
    {"2023-08-01 18:00:00.000", false, 45139.75},
    {"2023-08-01T00:00:00.5", false, 45139 + 0.5 / 86400},
    {"12:00:00", false, 0.5},
    {"06:00", false, 0.25},
    {"24:00:00", false, 1},
    {"1900-01-01", false, 1},
    {"1900-02-28", false, 59},
    {"1900-03-01", false, 61},
    {"1899-12-31", false, 0},
    {"1899-12-30", false, 0},
    {"1899-12-30T06:00:00", false, 0.25},
    {"1899-12-29", false, -1},
    {"1904-01-01", true, 0},
    {"1903-12-31", true, -1},
    {"9999-12-31", false, 2958465},
    {"2023-02-29", false, -1},
    {"2023-8-1", false, -1},
    {"2023-08", false, -1},
    {"20230801", false, -1},
    {"2023-08-01T", false, -1},
    {"1899-12-31T288:00:00.000", false, 12},
    {"2023-08-01T25:00:00", false, -1},
    {"2023-08-01T125:00:00", false, -1},
    {"1899-12-31T1234567:00:00", false, -1},
    {"2023-08-01T24:00:01", false, -1},
    {"2023-08-01T12:60:00", false, -1},
    {"2023-08-01T12:00:00 Z", false, -1},
    {"2023-08-01T12:00:00+8", false, -1},
    {"2023-08-01x", false, -1},
    {"12:", false, -1},
    {"八月", false, -1},
    {"", false, -1},
};

static void iso_dates_become_serials(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double serial = -1;
        const char *text = cases[i].text;
        if (!serial_from_iso(text, strlen(text), cases[i].is_1904, &serial))
            serial = -1;
        if (fabs(serial - cases[i].expected) > 1e-9)
            fail_msg("%s: %f", text, serial);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_dates_become_serials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
