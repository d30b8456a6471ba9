/* Two months: what import and the ledger would hand over, said directly. */
#include "tests/support/months_fixture.h"

#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

void months_init(struct months *months)
{
    *months = (struct months){.policy = *policy_fixture()};
    months->policy.drop_limit_bp = BP_WHOLE;
    assert_int_equal(roster_init(&months->before), 0);
    assert_int_equal(roster_init(&months->now), 0);
    months->options = (struct standing_options){
        .policy = &months->policy,
        .was = policy_fixture(),
        .before = &months->before,
        .base = MONTHS_BASE,
        .period = MONTHS_PERIOD,
        .as_of = MONTHS_AS_OF,
    };
}

void months_release(struct months *months)
{
    roster_release(&months->before);
    roster_release(&months->now);
}

uint32_t months_sheet(struct roster *roster, uint16_t kind,
                      enum roster_mode mode, const char *county)
{
    char name[32];
    snprintf(name, sizeof name, "%zu.xlsx", roster->file_count + 1);
    roster_fixture_file(roster, name);
    const uint32_t index = roster_fixture_sheet(roster, "名单", kind);
    roster->sheets[index].mode = (uint8_t)mode;
    if (county != NULL)
        assert_int_equal(string_pool_add(roster->strings, county,
                                         strlen(county),
                                         &roster->sheets[index].county),
                         0);
    return index;
}

void months_people(struct roster *roster, uint16_t category, int first,
                   int count)
{
    for (int i = 0; i < count; i++)
        roster_fixture_row(
            roster, &(struct row_spec){.id = fixture_id(19600101, first + i),
                                       .category = category,
                                       .county = "东区"});
}

int months_carry(struct months *months, struct failure *failure)
{
    return standing_carry(&months->options, &months->now, failure);
}

enum carry months_carried(const struct months *months, idkey id,
                          uint16_t category)
{
    for (size_t i = 0; i < months->now.row_count; i++) {
        const struct roster_row *row = &months->now.rows[i];
        if (row->carry != CARRY_NONE && row->id == id &&
            row->category == category)
            return (enum carry)row->carry;
    }
    return CARRY_NONE;
}

size_t months_carried_count(const struct months *months)
{
    size_t count = 0;
    for (size_t i = 0; i < months->now.row_count; i++)
        count += months->now.rows[i].carry != CARRY_NONE;
    return count;
}
