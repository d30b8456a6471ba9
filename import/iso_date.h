/* Dates and times that a cell writes as text, by ISO 8601. Private to import/.
 */
#ifndef DAOPAN_IMPORT_ISO_DATE_H
#define DAOPAN_IMPORT_ISO_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* "2023-08-01", "2023-08-01T12:30:00.5Z", "12:30:00" as a serial of the
 * workbook's date system. False where it is none, or no serial can hold it;
 * for days before the system's first, *out is then the negative number that
 * Excel writes as such a day. */
bool serial_from_iso(const char *text, size_t length, bool is_1904,
                     double *out);

/* "PT15H30M00S" as a part of a day, or several days. False where it is none, or
 * negative. */
bool serial_from_duration(const char *text, double *out);

#endif
