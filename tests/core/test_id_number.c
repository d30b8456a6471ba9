/* ID numbers: what is read, and why what is not. */
#include "tests/support/suite.h"

#include "core/id_number.h"
#include <stdio.h>
#include <string.h>

enum { AS_OF = 20230831 };

/* 511499 19780615 012 has check character 2; 511499 19500101 101 has X. */
static void numbers_are_cleaned_and_checked(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        enum id_status want;
    } cases[] = {
        {"plain", "511499197806150123", ID_CHECKSUM},
        {"empty", "", ID_EMPTY},
        {"only spaces", " \xE3\x80\x80\t", ID_EMPTY},
        {"17 digits", "51149919780615012", ID_LENGTH},
        {"19 digits", "5114991978061501234", ID_LENGTH},
        {"scientific", "5.11499E+17", ID_SCIENTIFIC},
        {"scientific, lower case", "5.11499e17", ID_SCIENTIFIC},
        {"Chinese text", "无身份证号", ID_CHARACTER},
        {"letter inside", "51149919780615O123", ID_CHARACTER},
        {"no province", "991499197806150123", ID_CHECKSUM},
        {"province 10", "101499197806150123", ID_PROVINCE},
        {"no such day", "511499197802300123", ID_BIRTH_DATE},
        {"born after the cut-off", "511499202309010123", ID_BIRTH_AFTER},
        {"letter in 15", "51149978061501A", ID_CHARACTER},
        {"15 with no such day", "511499780230012", ID_BIRTH_DATE},
    };
    struct id_reading reading;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        id_number_read(cases[i].text, strlen(cases[i].text), AS_OF, &reading);
        EXPECT_INT(cases[i].name, reading.status, cases[i].want);
        EXPECT_INT(cases[i].name, reading.id, 0);
    }
}

/* The number with `body` as its first 17 digits. */
static const char *number_of(const char *body, char out[ID_TEXT_SIZE])
{
    snprintf(out, ID_TEXT_SIZE, "%s", body);
    out[17] = id_number_check(body);
    out[18] = '\0';
    return out;
}

static void expect_same(const char *name, const char *text, const char *want)
{
    struct id_reading reading;
    char back[ID_TEXT_SIZE];
    id_number_read(text, strlen(text), AS_OF, &reading);
    EXPECT_INT(name, reading.status, ID_OK);
    EXPECT_TEXT(name, id_number_text(reading.id, back), want);
}

static void every_way_of_writing_a_number_gives_the_same_person(void **state)
{
    char number[ID_TEXT_SIZE];
    char text[160];
    (void)state;
    number_of("51149919780615012", number);
    expect_same("plain", number, number);
    snprintf(text, sizeof text, "'%s", number);
    expect_same("apostrophe", text, number);
    snprintf(text, sizeof text, "\xE2\x80\x98%s\xC2\xA0", number);
    expect_same("curly apostrophe and NBSP", text, number);
    snprintf(text, sizeof text, "%.6s \xE3\x80\x80%.8s\t%s", number, number + 6,
             number + 14);
    expect_same("inner spaces", text, number);
    snprintf(text, sizeof text, "\xE2\x80\x8B\xEF\xBB\xBF%s\r\n", number);
    expect_same("zero width and line break", text, number);
    snprintf(text, sizeof text, "=\"%s\"", number);
    expect_same("formula quotes", text, number);
    text[0] = '\0';
    for (size_t i = 0; i < 18; i++) {
        char wide[8];
        snprintf(wide, sizeof wide, "\xEF\xBC%c", 0x90 + number[i] - '0');
        strcat(text, wide);
    }
    expect_same("full width", text, number);
}

static void lower_case_and_full_width_x_are_x(void **state)
{
    char number[ID_TEXT_SIZE];
    char body[32];
    char text[64];
    int sequence = 0;
    (void)state;
    do {
        snprintf(body, sizeof body, "51149919500101%03d", sequence++ % 1000);
    } while (id_number_check(body) != 'X');
    number_of(body, number);
    snprintf(text, sizeof text, "%.17sx", number);
    expect_same("lower case", text, number);
    snprintf(text, sizeof text, "%.17s\xEF\xBC\xB8", number);
    expect_same("full width", text, number);
    snprintf(text, sizeof text, "%.17s\xEF\xBD\x98", number);
    expect_same("full width, lower case", text, number);
}

static void fifteen_digits_become_eighteen(void **state)
{
    struct id_reading reading;
    char number[ID_TEXT_SIZE];
    char back[ID_TEXT_SIZE];
    (void)state;
    number_of("51149919500101012", number);
    id_number_read("511499500101012", 15, AS_OF, &reading);
    assert_int_equal(reading.status, ID_OK);
    assert_true(reading.was_15_digits);
    assert_string_equal(id_number_text(reading.id, back), number);
    id_number_read_number(511499500101012.0, AS_OF, &reading);
    assert_int_equal(reading.status, ID_OK);
}

static void number_cell_has_lost_digits_whatever_its_check(void **state)
{
    struct id_reading reading;
    (void)state;
    for (int i = 0; i < 1000; i++) {
        id_number_read_number(511499197806150000.0 + i * 64.0, AS_OF, &reading);
        assert_int_equal(reading.status, ID_PRECISION);
    }
    id_number_read_number(1e300, AS_OF, &reading);
    assert_int_not_equal(reading.status, ID_OK);
    id_number_read_number(12345.0, AS_OF, &reading);
    assert_int_equal(reading.status, ID_LENGTH);
}

static void certificate_gives_number_type_and_grade(void **state)
{
    static const struct {
        const char *tail;
        enum id_status want;
        int type, grade;
    } cases[] = {
        {"43", ID_OK, 4, 3},
        {"11", ID_OK, 1, 1},
        {"74", ID_OK, 7, 4},
        {"52B1", ID_OK, 5, 2},
        {"52b12", ID_OK, 5, 2},
        {"81", ID_CERTIFICATE, 0, 0},
        {"45", ID_CERTIFICATE, 0, 0},
        {"40", ID_CERTIFICATE, 0, 0},
        {"43C1", ID_CERTIFICATE, 0, 0},
    };
    char number[ID_TEXT_SIZE];
    (void)state;
    number_of("51149919780615012", number);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct id_reading reading;
        char text[64];
        snprintf(text, sizeof text, "%s%s", number, cases[i].tail);
        id_number_read(text, strlen(text), AS_OF, &reading);
        EXPECT_INT(text, reading.status, cases[i].want);
        EXPECT_INT(text, reading.certificate_type, cases[i].type);
        EXPECT_INT(text, reading.certificate_grade, cases[i].grade);
        EXPECT_INT(text, reading.id != 0, cases[i].want == ID_OK);
    }
}

static void wrong_check_character_names_the_right_one(void **state)
{
    struct id_reading reading;
    char number[ID_TEXT_SIZE];
    (void)state;
    number_of("51149919780615012", number);
    const char right = number[17];
    for (char c = '0'; c <= '9'; c++) {
        number[17] = c;
        id_number_read(number, 18, AS_OF, &reading);
        assert_int_equal(reading.status, c == right ? ID_OK : ID_CHECKSUM);
        assert_int_equal(reading.expected, right);
    }
}

static void birth_sex_and_mask_come_from_the_key(void **state)
{
    struct id_reading reading;
    char number[ID_TEXT_SIZE];
    char masked[ID_TEXT_SIZE];
    (void)state;
    number_of("51149919780615012", number);
    id_number_read(number, 18, AS_OF, &reading);
    assert_int_equal(id_number_birth(reading.id), 19780615);
    assert_int_equal(id_number_sex(reading.id), SEX_FEMALE);
    id_number_masked(reading.id, masked);
    assert_memory_equal(masked, "511499********", 14);
    assert_memory_equal(masked + 14, number + 14, 4);
    number_of("51149919780615013", number);
    id_number_read(number, 18, AS_OF, &reading);
    assert_int_equal(id_number_sex(reading.id), SEX_MALE);
    assert_string_equal(id_number_text(0, masked), "");
}

static void foreigners_and_residence_permits_are_provinces(void **state)
{
    static const char *const bodies[] = {
        "81000019780615012",
        "82000019780615012",
        "83000019780615012",
        "91149919780615012",
    };
    struct id_reading reading;
    char number[ID_TEXT_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        number_of(bodies[i], number);
        id_number_read(number, 18, AS_OF, &reading);
        EXPECT_INT(bodies[i], reading.status, ID_OK);
    }
}

/* No byte string may crash it or give a person with a wrong check. */
static void random_bytes_do_no_harm(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 200000; round++) {
        char bytes[28];
        struct id_reading reading;
        seed = seed * 1664525u + 1013904223u;
        const size_t len = seed >> 16 & 27;
        for (size_t i = 0; i < len; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = seed >> 31 ? (char)('0' + (seed >> 20) % 10)
                                  : (char)(seed >> 20);
        }
        id_number_read(bytes, len, YMD_NONE, &reading);
        char back[ID_TEXT_SIZE];
        assert_true((reading.status == ID_OK) == (reading.id != 0));
        if (reading.id != 0)
            assert_int_equal(strlen(id_number_text(reading.id, back)), 18);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_cleaned_and_checked),
        cmocka_unit_test(every_way_of_writing_a_number_gives_the_same_person),
        cmocka_unit_test(lower_case_and_full_width_x_are_x),
        cmocka_unit_test(fifteen_digits_become_eighteen),
        cmocka_unit_test(number_cell_has_lost_digits_whatever_its_check),
        cmocka_unit_test(certificate_gives_number_type_and_grade),
        cmocka_unit_test(wrong_check_character_names_the_right_one),
        cmocka_unit_test(birth_sex_and_mask_come_from_the_key),
        cmocka_unit_test(foreigners_and_residence_permits_are_provinces),
        cmocka_unit_test(random_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
