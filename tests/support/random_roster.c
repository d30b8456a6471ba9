/* Random rows: plausible, but with more trouble than any office would send. */
#include "tests/support/random_roster.h"
#include "tests/support/policy_fixture.h"

static const char *const names[] = {"张三", "张三",      "张 三",
                                    "李四", "吉克·阿依", "吉克•阿依"};
static const char *const counties[] = {"", "东区", "西区", "某县"};
static const char *const towns[] = {"", "一镇", "二镇"};
static const char *const villages[] = {"", "一村", "二村", "三村"};

#define PICK(random, list)                                                     \
    (list)[random_below((random), (uint32_t)(sizeof(list) / sizeof *(list)))]

/* Births on both sides of every age limit of the policy fixture. */
static idkey person_id(uint32_t person)
{
    static const ymd births[] = {19630830, 19630831, 19630901, 19780301,
                                 20040229, 20050830, 20050831, 20050901,
                                 20080831, 20080901, 20200115, 20230831};
    return fixture_id(births[person % 12], 1 + (int)(person / 12 % 999));
}

static ymd around_cut_off(struct random *random)
{
    static const ymd dates[] = {YMD_NONE, YMD_NONE, YMD_NONE,
                                YMD_NONE, 20230101, 20230830,
                                20230831, 20230901, 20240101};
    return PICK(random, dates);
}

struct row_spec random_row(struct random *random, uint32_t persons)
{
    struct row_spec row = {
        .id = person_id(random_below(random, persons)),
        .name = PICK(random, names),
        .county = PICK(random, counties),
        .town = PICK(random, towns),
        .village = PICK(random, villages),
        .kind = (uint16_t)random_below(random, FIXTURE_KINDS),
        .category = (uint16_t)random_below(random, FIXTURE_CATEGORIES),
        .recognised = around_cut_off(random),
        .ended = around_cut_off(random),
        .movement = (enum movement)random_below(random, 8),
        .has_invalid_certificate = random_below(random, 8) == 0,
        .is_ended = random_below(random, 12) == 0,
        .is_returned = random_below(random, 12) == 0,
    };
    if (row.movement > MOVEMENT_CHANGED)
        row.movement = MOVEMENT_NONE;
    if (random_below(random, 20) == 0)
        row.category = POLICY_NONE;
    if (random_below(random, 3) == 0)
        row.grades = (uint8_t)(1U << (1 + random_below(random, 4)));
    if (random_below(random, 3) == 0)
        row.types = (uint8_t)(1U << (1 + random_below(random, 7)));
    return row;
}
