/*
 * make_rosters FOLDER PERSONS [COUNTIES]: the eight rosters that the benchmark
 * reads, of invented people (ID numbers of region 511499, which is nobody's).
 * With COUNTIES (at most 120), as many folders of eight rosters each, as a
 * province sends them, every one with a county of its own; they are packed
 * faster, since there is so much of them.
 *
 * Shaped like what departments send: a title, perhaps a line about who filled
 * it in, bordered cells, shared strings, 9 to 12 columns, a blank row now and
 * then; one person in four on a second roster, a few rows twice, a few ID
 * numbers wrong, full-width or spaced out, names with an ideographic space.
 * The same arguments give the same rosters.
 */
#include "core/text.h"
#include "tests/bench/package_writer.h"
#include "tests/support/random.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT_OF(table) (sizeof(table) / sizeof((table)[0]))

enum roster_id {
    RURAL,
    LOW_INCOME_A, /* 低保 */
    LOW_INCOME_B, /* 低收入 */
    FAMILY,       /* 计生 */
    LAND,
    DISABLED,
    VETERANS,
    DESTITUTE,
    ROSTERS
};

enum { TOWNS = 16, VILLAGES = 18, COUNTIES = 12, BLANK_EVERY = 9973 };
enum { COUNTY_PLACES = TOWNS * VILLAGES, PLACES = COUNTY_PLACES * COUNTIES };
enum { MOST_FOLDERS = 120 };

struct place {
    char county[16], town[16], village[16];
};

/* A person on a roster. */
struct entry {
    char name[40];
    char id[60];
    const struct place *place;
    unsigned born;   /* year */
    unsigned chance; /* 0 to 999: settles the category */
};

struct list {
    struct entry *items;
    size_t count, capacity;
};

struct maker {
    struct random random;
    struct place places[PLACES];
    unsigned place_count;
    struct list lists[ROSTERS];
    unsigned serial; /* makes ID numbers unique */
};

/* ---- words ---- */

static const char *const surnames[] = {
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周",
    "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗",
    "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹",
    "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余",
};
static const char *const given[] = {
    "伟", "芳", "娜", "秀", "英", "敏", "静", "丽", "强", "磊", "军", "洋",
    "勇", "艳", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "桂", "兰",
    "华", "建", "国", "文", "辉", "玲", "红", "梅", "鑫", "波", "斌", "莉",
    "宇", "浩", "凯", "健", "俊", "帆", "雪", "婷", "慧", "颖", "佳", "琪",
};
static const char *const counties[COUNTIES] = {
    "城关区", "东河县", "南山县", "西岭县", "北塬县", "临江区",
    "青石县", "白水县", "永安县", "清平县", "龙泉县", "凤翔县",
};
static const char *const county_words[] = {"安", "平", "宁", "清", "永", "长",
                                           "兴", "崇", "武", "丰", "庆", "和"};
static const char *const county_ends[] = {"阳", "江", "山", "川", "原",
                                          "河", "泉", "陵", "溪", "州"};
static const char *const town_words[] = {"新", "太", "永", "安", "长", "大",
                                         "白", "石", "黄", "龙", "青", "马",
                                         "三", "双", "红", "平"};
static const char *const town_ends[] = {"集镇", "坝镇", "河镇", "桥乡",
                                        "坪镇", "沟乡", "泉镇", "岭乡"};
static const char *const village_words[] = {"上", "下", "东", "西", "前", "后",
                                            "大", "小", "新", "老", "南", "北"};
static const char *const village_ends[] = {"家村",   "家湾村", "家沟村",
                                           "家坪村", "庄村",   "岭社区"};
static const char *const relations[] = {"户主",   "配偶",   "之子", "之女",
                                        "之儿媳", "之孙子", "之母", "之父"};
static const char *const notes[] = {
    "", "", "", "", "", "", "外出务工", "已核实", "户籍迁入", "待复核"};
static const char *const disabilities[] = {"视力残疾", "听力残疾", "言语残疾",
                                           "肢体残疾", "智力残疾", "精神残疾",
                                           "多重残疾"};
static const char *const grades[] = {"一级", "二级", "三级", "四级"};

#define CHOOSE(maker, table)                                                   \
    ((table)[random_below(&(maker)->random, COUNT_OF(table))])

static unsigned below(struct maker *maker, unsigned limit)
{
    return random_below(&maker->random, limit);
}

/* ---- people ---- */

/* Towns and villages of one county more. */
static void add_county(struct maker *maker, const char *name)
{
    const struct place *before = NULL;
    for (size_t i = 0; i < COUNTY_PLACES; i++) {
        struct place *place = &maker->places[maker->place_count++];
        snprintf(place->county, sizeof place->county, "%s", name);
        if (i % VILLAGES == 0)
            snprintf(place->town, sizeof place->town, "%s%s%s",
                     CHOOSE(maker, town_words),
                     town_words[i / VILLAGES % TOWNS],
                     CHOOSE(maker, town_ends));
        else
            memcpy(place->town, before->town, sizeof place->town);
        snprintf(place->village, sizeof place->village, "%s%s%s",
                 village_words[i % COUNT_OF(village_words)],
                 CHOOSE(maker, surnames), CHOOSE(maker, village_ends));
        before = place;
    }
}

/* The places of a city, or of one county of a province. */
static void make_places(struct maker *maker, bool is_province, size_t folder)
{
    char name[16];
    maker->place_count = 0;
    if (is_province) {
        snprintf(name, sizeof name, "%s%s县",
                 county_words[folder / COUNT_OF(county_ends)],
                 county_ends[folder % COUNT_OF(county_ends)]);
        add_county(maker, name);
        return;
    }
    for (size_t i = 0; i < COUNTIES; i++)
        add_county(maker, counties[i]);
}

static char check_character(const char *digits)
{
    static const int weights[] = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                  3, 7, 9,  10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < COUNT_OF(weights); i++)
        sum += (digits[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

/* Unique: the serial number settles day, month, year and sequence. */
static void make_id(struct maker *maker, struct entry *entry)
{
    unsigned rest = maker->serial++;
    const unsigned order = rest % 1000;
    rest /= 1000;
    const unsigned day = 1 + rest % 28;
    rest /= 28;
    const unsigned month = 1 + rest % 12;
    entry->born = 1935 + (rest / 12 * 37 + order * 7) % 88;
    snprintf(entry->id, sizeof entry->id, "511499%04u%02u%02u%03u", entry->born,
             month, day, order);
    entry->id[17] = check_character(entry->id);
    entry->id[18] = '\0';
}

static void make_name(struct maker *maker, struct entry *entry)
{
    if (below(maker, 500) == 0)
        snprintf(entry->name, sizeof entry->name, "阿布都%s·买买提",
                 CHOOSE(maker, given));
    else
        snprintf(entry->name, sizeof entry->name, "%s%s%s",
                 CHOOSE(maker, surnames), CHOOSE(maker, given),
                 below(maker, 4) == 0 ? "" : CHOOSE(maker, given));
}

/* As a clerk may have typed them. */
static void blemish_id(struct maker *maker, struct entry *entry)
{
    char clean[20];
    const unsigned chance = below(maker, 1000);
    memcpy(clean, entry->id, 19);
    if (chance < 5) {
        entry->id[17] = clean[17] == '1' ? '2' : '1';
    } else if (chance < 8) {
        entry->id[0] = '\0';
        for (size_t i = 0; i < 18; i++) {
            char wide[5] = "";
            utf8_put((uint32_t)(unsigned char)clean[i] + 0xFEE0, wide);
            strcat(entry->id, wide);
        }
    } else if (chance < 12) {
        snprintf(entry->id, sizeof entry->id, "%.6s %.8s %s", clean, clean + 6,
                 clean + 14);
    } else if (chance < 16) {
        snprintf(entry->id, sizeof entry->id, " %s", clean);
    } else if (clean[17] == 'X' && chance < 300) {
        entry->id[17] = 'x';
    }
}

static void blemish_name(struct maker *maker, struct entry *entry)
{
    const unsigned chance = below(maker, 1000);
    if (strlen(entry->name) == 6 && chance < 150) {
        char second[4];
        memcpy(second, entry->name + 3, 4);
        snprintf(entry->name + 3, sizeof entry->name - 3, "　%s", second);
    } else if (chance > 985) {
        strcat(entry->name, " ");
    }
}

static void add_entry(struct list *list, const struct entry *entry)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity * 2 + 1024;
        list->items =
            realloc(list->items, list->capacity * sizeof *list->items);
        if (list->items == NULL)
            abort();
    }
    list->items[list->count++] = *entry;
}

/* Which roster somebody is on, by how long the rosters are. */
static enum roster_id any_roster(struct maker *maker)
{
    static const unsigned shares[ROSTERS] = {38, 20, 6, 4, 10, 13, 5, 4};
    unsigned rest = below(maker, 100);
    int roster = 0;
    while (rest >= shares[roster])
        rest -= shares[roster++];
    return (enum roster_id)roster;
}

static void add_person(struct maker *maker)
{
    struct entry person = {.chance = 0};
    bool is_on[ROSTERS] = {false};
    person.place = &maker->places[below(maker, maker->place_count)];
    make_id(maker, &person);
    make_name(maker, &person);
    enum roster_id roster = any_roster(maker);
    is_on[roster] = true;
    if (below(maker, 4) == 0) {
        while (is_on[roster])
            roster = any_roster(maker);
        is_on[roster] = true;
        if (below(maker, 5) == 0)
            is_on[any_roster(maker)] = true;
    }
    for (int i = 0; i < ROSTERS; i++) {
        struct entry entry = person;
        if (!is_on[i])
            continue;
        entry.chance = below(maker, 1000);
        blemish_id(maker, &entry);
        blemish_name(maker, &entry);
        add_entry(&maker->lists[i], &entry);
        if (below(maker, 333) == 0)
            add_entry(&maker->lists[i], &entry);
    }
}

/* ---- rows ---- */

static void put_date(struct maker *maker, struct sheet_writer *sheet)
{
    char date[32];
    const unsigned year = 2014 + below(maker, 11);
    const unsigned month = 1 + below(maker, 12);
    if (below(maker, 10) < 7)
        snprintf(date, sizeof date, "%u-%02u-%02u", year, month,
                 1 + below(maker, 28));
    else
        snprintf(date, sizeof date, "%u年%u月", year, month);
    writer_string(sheet, date);
}

static void put_phone(struct maker *maker, struct sheet_writer *sheet)
{
    char phone[32];
    snprintf(phone, sizeof phone, "1%u%09u", 3 + below(maker, 6),
             below(maker, 1000000000));
    writer_string(sheet, phone);
}

static void put_code(struct sheet_writer *sheet, const char *format,
                     unsigned number)
{
    char code[32];
    snprintf(code, sizeof code, "%s%08u", format, number);
    writer_string(sheet, code);
}

static void put_somebody(struct maker *maker, struct sheet_writer *sheet)
{
    char name[16];
    snprintf(name, sizeof name, "%s%s", CHOOSE(maker, surnames),
             CHOOSE(maker, given));
    writer_string(sheet, name);
}

static void put_who(struct sheet_writer *sheet, const struct entry *entry)
{
    writer_string(sheet, entry->name);
    writer_string(sheet, entry->id);
}

static void put_disabled(struct maker *maker, struct sheet_writer *sheet,
                         const struct entry *entry)
{
    char certificate[80];
    const unsigned kind = below(maker, COUNT_OF(disabilities));
    const unsigned grade = below(maker, COUNT_OF(grades));
    snprintf(certificate, sizeof certificate, "%s%u%u", entry->id, kind + 1,
             grade + 1);
    writer_string(sheet, entry->name);
    writer_string(sheet, certificate);
    writer_string(sheet, disabilities[kind]);
    writer_string(sheet, grades[grade]);
    put_phone(maker, sheet);
    put_somebody(maker, sheet);
    put_date(maker, sheet);
    writer_string(sheet, CHOOSE(maker, notes));
}

static void put_rural(struct maker *maker, struct sheet_writer *sheet,
                      const struct entry *entry, size_t index)
{
    static const char *const watched[] = {"脱贫不稳定户", "边缘易致贫户",
                                          "突发严重困难户"};
    put_code(sheet, "62", (unsigned)(index / 3 * 7 + 100));
    put_who(sheet, entry);
    writer_string(sheet, CHOOSE(maker, relations));
    writer_string(sheet,
                  entry->chance < 800 ? "稳定脱贫户" : CHOOSE(maker, watched));
    writer_number(sheet, 1 + below(maker, 7));
    put_date(maker, sheet);
    writer_string(sheet, CHOOSE(maker, notes));
}

static void put_allowance(struct maker *maker, struct sheet_writer *sheet,
                          const struct entry *entry, size_t index)
{
    put_code(sheet, "D62", (unsigned)(index / 2 + 1000));
    put_who(sheet, entry);
    writer_string(sheet, CHOOSE(maker, relations));
    writer_string(sheet, entry->chance < 850 ? "农村低保" : "城市低保");
    writer_number(sheet, 180 + 10 * below(maker, 45));
    put_date(maker, sheet);
}

static void put_margin(struct maker *maker, struct sheet_writer *sheet,
                       const struct entry *entry)
{
    put_who(sheet, entry);
    writer_string(sheet,
                  entry->chance < 500 ? "低保边缘家庭" : "支出型困难家庭");
    writer_number(sheet, 1 + below(maker, 7));
    put_date(maker, sheet);
    writer_string(sheet, CHOOSE(maker, notes));
}

static void put_family(struct maker *maker, struct sheet_writer *sheet,
                       const struct entry *entry)
{
    static const char *const kinds[] = {"独生子女死亡", "独生子女伤残",
                                        "手术并发症"};
    put_who(sheet, entry);
    writer_string(sheet, CHOOSE(maker, kinds));
    writer_number(sheet, 2024 - entry->born);
    put_date(maker, sheet);
}

static void put_land(struct maker *maker, struct sheet_writer *sheet,
                     const struct entry *entry)
{
    char project[48];
    snprintf(project, sizeof project, "高速公路%u号地块", 1 + below(maker, 60));
    put_who(sheet, entry);
    writer_number(sheet, 2024 - entry->born);
    writer_string(sheet, project);
    put_date(maker, sheet);
    writer_number(sheet, 1 + below(maker, 300));
    writer_string(sheet, CHOOSE(maker, notes));
}

static void put_veteran(struct maker *maker, struct sheet_writer *sheet,
                        const struct entry *entry)
{
    static const char *const kinds[] = {"在乡复员军人", "带病回乡退伍军人",
                                        "参战退役人员", "伤残军人", "烈属"};
    put_who(sheet, entry);
    writer_string(sheet, CHOOSE(maker, kinds));
    put_code(sheet, "甘A", below(maker, 100000000));
    put_phone(maker, sheet);
    writer_string(sheet, CHOOSE(maker, notes));
}

static void put_destitute(struct maker *maker, struct sheet_writer *sheet,
                          const struct entry *entry, bool is_child)
{
    static const char *const care[] = {"全自理", "半护理", "全护理"};
    put_who(sheet, entry);
    if (is_child) {
        writer_string(sheet,
                      below(maker, 2) == 0 ? "孤儿" : "事实无人抚养儿童");
        put_somebody(maker, sheet);
    } else {
        writer_string(sheet, below(maker, 2) == 0 ? "分散供养" : "集中供养");
        writer_string(sheet, CHOOSE(maker, care));
    }
    put_date(maker, sheet);
    writer_string(sheet, CHOOSE(maker, notes));
}

static void put_entry(struct maker *maker, struct sheet_writer *sheet,
                      enum roster_id roster, size_t index, bool is_second)
{
    const struct entry *entry = &maker->lists[roster].items[index];
    writer_string(sheet, entry->place->county);
    writer_string(sheet, entry->place->town);
    writer_string(sheet, entry->place->village);
    switch (roster) {
    case RURAL:
        put_rural(maker, sheet, entry, index);
        break;
    case LOW_INCOME_A:
        put_allowance(maker, sheet, entry, index);
        break;
    case LOW_INCOME_B:
        put_margin(maker, sheet, entry);
        break;
    case FAMILY:
        put_family(maker, sheet, entry);
        break;
    case LAND:
        put_land(maker, sheet, entry);
        break;
    case DISABLED:
        put_disabled(maker, sheet, entry);
        break;
    case VETERANS:
        put_veteran(maker, sheet, entry);
        break;
    case DESTITUTE:
    case ROSTERS:
        put_destitute(maker, sheet, entry, is_second);
        break;
    }
}

/* ---- workbooks ---- */

static const struct {
    enum roster_id roster;
    const char *file;
    const char *sheet;
    const char *title;
    bool has_filler; /* 填报单位 under the title */
    const char *header;
} sheets[] = {
    {RURAL, "rural", "Sheet1", "防止返贫监测和脱贫人口花名册", true,
     "序号 县(区) 乡镇 行政村 户编号 姓名 证件号码 与户主关系 "
     "监测对象类别/脱贫类别 家庭人口 纳入时间 备注"},
    {LOW_INCOME_A, "dibao", "低保", "城乡低保对象花名册", false,
     "序号 县（区） 乡镇（街道） 村（社区） 低保证号 姓名 身份证号 与户主关系 "
     "保障类别 月保障金额 纳入时间"},
    {LOW_INCOME_B, "lowinc", "Sheet1", "低收入家庭人员花名册", false,
     "序号 县（区） 乡镇（街道） 村（社区） 姓名 身份证号 家庭类别 家庭人口 "
     "认定时间 备注"},
    {FAMILY, "health", "特扶", "计划生育特殊家庭扶助对象名单", true,
     "序号 县(区) 乡镇 行政村 姓名 公民身份号码 扶助类别 年龄 确认时间"},
    {LAND, "land", "Sheet1", "被征地农民60岁以上老人名单", false,
     "序号 县(区) 乡镇 行政村 姓名 身份证号 年龄 征地项目 征地时间 被征地面积 "
     "备注"},
    {DISABLED, "disabled", "残联", "持证残疾人花名册", true,
     "序号 县(区) 乡镇 行政村 姓名 残疾人证号 残疾类别 残疾等级 联系电话 "
     "监护人 "
     "发证日期 备注"},
    {VETERANS, "veterans", "Sheet1", "优抚对象名单", false,
     "序号 县(区) 乡镇 行政村 姓名 身份证号 优抚类别 优待证号 联系电话 备注"},
    {DESTITUTE, "tekun", "特困人员", "特困供养人员名单", false,
     "序号 县（区） 乡镇（街道） 村（社区） 姓名 身份证号 供养方式 自理能力 "
     "认定时间 备注"},
    {DESTITUTE, "tekun", "孤儿", "孤儿和事实无人抚养儿童名单", false,
     "序号 县（区） 乡镇（街道） 村（社区） 姓名 身份证号 类别 监护人 认定时间 "
     "备注"},
};

static void put_top(struct sheet_writer *sheet, size_t which)
{
    char header[400];
    writer_title(sheet, sheets[which].title);
    if (sheets[which].has_filler) {
        writer_next_row(sheet);
        writer_string(sheet, "填报单位：（盖章）");
    }
    writer_next_row(sheet);
    snprintf(header, sizeof header, "%s", sheets[which].header);
    char *rest = header;
    char *word;
    while ((word = strsep(&rest, " ")) != NULL)
        writer_header(sheet, word);
}

static void put_sheet(struct maker *maker, struct package_writer *package,
                      size_t which)
{
    const enum roster_id roster = sheets[which].roster;
    const bool is_second = which > 0 && sheets[which - 1].roster == roster;
    struct sheet_writer *sheet =
        package_add_sheet(package, sheets[which].sheet);
    unsigned number = 0;
    put_top(sheet, which);
    for (size_t i = 0; i < maker->lists[roster].count; i++) {
        const bool is_child =
            roster == DESTITUTE && maker->lists[roster].items[i].chance >= 800;
        if (is_child != is_second)
            continue;
        writer_next_row(sheet);
        if (++number % BLANK_EVERY == 0)
            writer_next_row(sheet);
        writer_number(sheet, number);
        put_entry(maker, sheet, roster, i, is_second);
    }
}

/* Writes the eight workbooks; returns how many rows they have. */
static size_t write_rosters(struct maker *maker, const char *folder,
                            enum packing packing)
{
    size_t rows = 0;
    for (size_t i = 0; i < COUNT_OF(sheets);) {
        char path[512];
        const char *file = sheets[i].file;
        struct package_writer *package = package_open();
        for (; i < COUNT_OF(sheets) && strcmp(sheets[i].file, file) == 0; i++)
            put_sheet(maker, package, i);
        snprintf(path, sizeof path, "%s/%s.xlsx", folder, file);
        package_close(package, path, packing);
    }
    for (int i = 0; i < ROSTERS; i++) {
        rows += maker->lists[i].count;
        maker->lists[i].count = 0;
    }
    return rows;
}

/* A folder of rosters with so many people. */
static size_t make_city(struct maker *maker, const char *folder,
                        unsigned long persons)
{
    make_places(maker, false, 0);
    for (unsigned long i = 0; i < persons; i++)
        add_person(maker);
    return write_rosters(maker, folder, PACKED_AS_OFFICE_DOES);
}

static size_t make_province(struct maker *maker, const char *folder,
                            unsigned long persons, unsigned long count)
{
    size_t rows = 0;
    for (unsigned long i = 0; i < count; i++) {
        char county[512];
        snprintf(county, sizeof county, "%s/%03lu", folder, i + 1);
        mkdir(county, 0777);
        make_places(maker, true, i);
        for (unsigned long k = persons * i / count;
             k < persons * (i + 1) / count; k++)
            add_person(maker);
        rows += write_rosters(maker, county, PACKED_FAST);
    }
    return rows;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: make_rosters FOLDER PERSONS [COUNTIES]\n");
        return 2;
    }
    const unsigned long persons = strtoul(argv[2], NULL, 10);
    const unsigned long count = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
    struct maker *maker = calloc(1, sizeof *maker);
    if (maker == NULL || count > MOST_FOLDERS)
        return 1;
    maker->random.seed = 20240501;
    mkdir(argv[1], 0777);
    const size_t rows = count == 0
                            ? make_city(maker, argv[1], persons)
                            : make_province(maker, argv[1], persons, count);
    for (int i = 0; i < ROSTERS; i++)
        free(maker->lists[i].items);
    free(maker);
    printf("%zu\n", rows);
    return 0;
}
