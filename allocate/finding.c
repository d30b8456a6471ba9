/*
 * Findings: turns row indexes into the places that a clerk can go to. What is
 * wrong is the caller's to say.
 */
#include "allocate/finding.h"

struct place row_place(const struct roster *roster, uint32_t index,
                       enum field field)
{
    const struct roster_row *row = &roster->rows[index];
    const struct roster_sheet *sheet = &roster->sheets[row->sheet];
    return (struct place){
        .file = sheet->file,
        .sheet = row->sheet,
        .row = row->row,
        .column = field < FIELD_COUNT ? sheet->columns[field].column : 0,
    };
}

int finding_add(struct roster *roster, uint32_t index, uint32_t other,
                enum field field, struct diag particular)
{
    const struct roster_row *row = &roster->rows[index];
    const struct roster_sheet *sheet = &roster->sheets[row->sheet];
    const struct place nowhere = PLACE_NOWHERE;

    particular.at = row_place(roster, index, field);
    particular.other =
        other == ROW_NONE ? nowhere : row_place(roster, other, field);
    particular.id = row->id;
    particular.name = row->name;
    if (field < FIELD_COUNT)
        particular.label = sheet->columns[field].label;
    return roster_add_diag(roster, &particular);
}
