/*
 * Why sheets and files are no rosters, in words. Private to import/.
 */
#ifndef DAOPAN_IMPORT_NO_ROSTER_H
#define DAOPAN_IMPORT_NO_ROSTER_H

#include "import/survey.h"

/* Appends a roster kind as lists name it: 低保对象花名册（minzheng-dibao）. */
void survey_append_kind(const struct survey *survey, uint16_t kind,
                        enum language language, struct text *out);

/* Appends why a sheet is left out, by its plan. */
void survey_append_why(const struct survey *survey,
                       const struct sheet_plan *plan, enum language language,
                       struct text *out);

#endif
