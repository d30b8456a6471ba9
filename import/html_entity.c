/*
 * The character references of HTML 4, and &apos;. Those that were there before
 * it (Latin-1, and & < > ") also count without their semicolon, which old pages
 * leave out; numbers do, too. Numbers 128 to 159 are what Windows-1252 has
 * there, as every browser reads them.
 */
#include "import/html_entity.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct entity {
    const char *name;
    uint16_t rune;
};

/* Sorted by name. */
static const struct entity entities[] = {
    {"AElig", 0xC6},    {"Aacute", 0xC1},    {"Acirc", 0xC2},
    {"Agrave", 0xC0},   {"Alpha", 0x391},    {"Aring", 0xC5},
    {"Atilde", 0xC3},   {"Auml", 0xC4},      {"Beta", 0x392},
    {"Ccedil", 0xC7},   {"Chi", 0x3A7},      {"Dagger", 0x2021},
    {"Delta", 0x394},   {"ETH", 0xD0},       {"Eacute", 0xC9},
    {"Ecirc", 0xCA},    {"Egrave", 0xC8},    {"Epsilon", 0x395},
    {"Eta", 0x397},     {"Euml", 0xCB},      {"Gamma", 0x393},
    {"Iacute", 0xCD},   {"Icirc", 0xCE},     {"Igrave", 0xCC},
    {"Iota", 0x399},    {"Iuml", 0xCF},      {"Kappa", 0x39A},
    {"Lambda", 0x39B},  {"Mu", 0x39C},       {"Ntilde", 0xD1},
    {"Nu", 0x39D},      {"OElig", 0x152},    {"Oacute", 0xD3},
    {"Ocirc", 0xD4},    {"Ograve", 0xD2},    {"Omega", 0x3A9},
    {"Omicron", 0x39F}, {"Oslash", 0xD8},    {"Otilde", 0xD5},
    {"Ouml", 0xD6},     {"Phi", 0x3A6},      {"Pi", 0x3A0},
    {"Prime", 0x2033},  {"Psi", 0x3A8},      {"Rho", 0x3A1},
    {"Scaron", 0x160},  {"Sigma", 0x3A3},    {"THORN", 0xDE},
    {"Tau", 0x3A4},     {"Theta", 0x398},    {"Uacute", 0xDA},
    {"Ucirc", 0xDB},    {"Ugrave", 0xD9},    {"Upsilon", 0x3A5},
    {"Uuml", 0xDC},     {"Xi", 0x39E},       {"Yacute", 0xDD},
    {"Yuml", 0x178},    {"Zeta", 0x396},     {"aacute", 0xE1},
    {"acirc", 0xE2},    {"acute", 0xB4},     {"aelig", 0xE6},
    {"agrave", 0xE0},   {"alefsym", 0x2135}, {"alpha", 0x3B1},
    {"amp", 0x26},      {"and", 0x2227},     {"ang", 0x2220},
    {"apos", 0x27},     {"aring", 0xE5},     {"asymp", 0x2248},
    {"atilde", 0xE3},   {"auml", 0xE4},      {"bdquo", 0x201E},
    {"beta", 0x3B2},    {"brvbar", 0xA6},    {"bull", 0x2022},
    {"cap", 0x2229},    {"ccedil", 0xE7},    {"cedil", 0xB8},
    {"cent", 0xA2},     {"chi", 0x3C7},      {"circ", 0x2C6},
    {"clubs", 0x2663},  {"cong", 0x2245},    {"copy", 0xA9},
    {"crarr", 0x21B5},  {"cup", 0x222A},     {"curren", 0xA4},
    {"dArr", 0x21D3},   {"dagger", 0x2020},  {"darr", 0x2193},
    {"deg", 0xB0},      {"delta", 0x3B4},    {"diams", 0x2666},
    {"divide", 0xF7},   {"eacute", 0xE9},    {"ecirc", 0xEA},
    {"egrave", 0xE8},   {"empty", 0x2205},   {"emsp", 0x2003},
    {"ensp", 0x2002},   {"epsilon", 0x3B5},  {"equiv", 0x2261},
    {"eta", 0x3B7},     {"eth", 0xF0},       {"euml", 0xEB},
    {"euro", 0x20AC},   {"exist", 0x2203},   {"fnof", 0x192},
    {"forall", 0x2200}, {"frac12", 0xBD},    {"frac14", 0xBC},
    {"frac34", 0xBE},   {"frasl", 0x2044},   {"gamma", 0x3B3},
    {"ge", 0x2265},     {"gt", 0x3E},        {"hArr", 0x21D4},
    {"harr", 0x2194},   {"hearts", 0x2665},  {"hellip", 0x2026},
    {"iacute", 0xED},   {"icirc", 0xEE},     {"iexcl", 0xA1},
    {"igrave", 0xEC},   {"image", 0x2111},   {"infin", 0x221E},
    {"int", 0x222B},    {"iota", 0x3B9},     {"iquest", 0xBF},
    {"isin", 0x2208},   {"iuml", 0xEF},      {"kappa", 0x3BA},
    {"lArr", 0x21D0},   {"lambda", 0x3BB},   {"lang", 0x2329},
    {"laquo", 0xAB},    {"larr", 0x2190},    {"lceil", 0x2308},
    {"ldquo", 0x201C},  {"le", 0x2264},      {"lfloor", 0x230A},
    {"lowast", 0x2217}, {"loz", 0x25CA},     {"lrm", 0x200E},
    {"lsaquo", 0x2039}, {"lsquo", 0x2018},   {"lt", 0x3C},
    {"macr", 0xAF},     {"mdash", 0x2014},   {"micro", 0xB5},
    {"middot", 0xB7},   {"minus", 0x2212},   {"mu", 0x3BC},
    {"nabla", 0x2207},  {"nbsp", 0xA0},      {"ndash", 0x2013},
    {"ne", 0x2260},     {"ni", 0x220B},      {"not", 0xAC},
    {"notin", 0x2209},  {"nsub", 0x2284},    {"ntilde", 0xF1},
    {"nu", 0x3BD},      {"oacute", 0xF3},    {"ocirc", 0xF4},
    {"oelig", 0x153},   {"ograve", 0xF2},    {"oline", 0x203E},
    {"omega", 0x3C9},   {"omicron", 0x3BF},  {"oplus", 0x2295},
    {"or", 0x2228},     {"ordf", 0xAA},      {"ordm", 0xBA},
    {"oslash", 0xF8},   {"otilde", 0xF5},    {"otimes", 0x2297},
    {"ouml", 0xF6},     {"para", 0xB6},      {"part", 0x2202},
    {"permil", 0x2030}, {"perp", 0x22A5},    {"phi", 0x3C6},
    {"pi", 0x3C0},      {"piv", 0x3D6},      {"plusmn", 0xB1},
    {"pound", 0xA3},    {"prime", 0x2032},   {"prod", 0x220F},
    {"prop", 0x221D},   {"psi", 0x3C8},      {"quot", 0x22},
    {"rArr", 0x21D2},   {"radic", 0x221A},   {"rang", 0x232A},
    {"raquo", 0xBB},    {"rarr", 0x2192},    {"rceil", 0x2309},
    {"rdquo", 0x201D},  {"real", 0x211C},    {"reg", 0xAE},
    {"rfloor", 0x230B}, {"rho", 0x3C1},      {"rlm", 0x200F},
    {"rsaquo", 0x203A}, {"rsquo", 0x2019},   {"sbquo", 0x201A},
    {"scaron", 0x161},  {"sdot", 0x22C5},    {"sect", 0xA7},
    {"shy", 0xAD},      {"sigma", 0x3C3},    {"sigmaf", 0x3C2},
    {"sim", 0x223C},    {"spades", 0x2660},  {"sub", 0x2282},
    {"sube", 0x2286},   {"sum", 0x2211},     {"sup", 0x2283},
    {"sup1", 0xB9},     {"sup2", 0xB2},      {"sup3", 0xB3},
    {"supe", 0x2287},   {"szlig", 0xDF},     {"tau", 0x3C4},
    {"there4", 0x2234}, {"theta", 0x3B8},    {"thetasym", 0x3D1},
    {"thinsp", 0x2009}, {"thorn", 0xFE},     {"tilde", 0x2DC},
    {"times", 0xD7},    {"trade", 0x2122},   {"uArr", 0x21D1},
    {"uacute", 0xFA},   {"uarr", 0x2191},    {"ucirc", 0xFB},
    {"ugrave", 0xF9},   {"uml", 0xA8},       {"upsih", 0x3D2},
    {"upsilon", 0x3C5}, {"uuml", 0xFC},      {"weierp", 0x2118},
    {"xi", 0x3BE},      {"yacute", 0xFD},    {"yen", 0xA5},
    {"yuml", 0xFF},     {"zeta", 0x3B6},     {"zwj", 0x200D},
    {"zwnj", 0x200C},
};

enum {
    ENTITY_COUNT = sizeof entities / sizeof entities[0],
    LONGEST_NAME = 8,
    LAST_RUNE = 0x10FFFF
};

static int compare(const void *key, const void *element)
{
    const struct entity *entity = element;
    return strcmp(key, entity->name);
}

static const struct entity *find(const char *name, size_t length)
{
    char key[LONGEST_NAME + 1];
    if (length == 0 || length > LONGEST_NAME)
        return NULL;
    memcpy(key, name, length);
    key[length] = '\0';
    return bsearch(key, entities, ENTITY_COUNT, sizeof entities[0], compare);
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

static bool is_old(uint32_t rune)
{
    return (rune >= 0xA0 && rune <= 0xFF) || rune == '&' || rune == '<' ||
           rune == '>' || rune == '"';
}

/* Behind the &: the whole name, or the longest old one it begins with. */
static uint32_t read_name(const char *name, size_t size, size_t *length)
{
    size_t count = 0;
    while (count < size && is_name_character(name[count]))
        count++;
    if (count < size && name[count] == ';') {
        const struct entity *found = find(name, count);
        if (found != NULL) {
            *length = count + 1;
            return found->rune;
        }
    }
    for (count = count < LONGEST_NAME ? count : LONGEST_NAME; count > 0;
         count--) {
        const struct entity *found = find(name, count);
        if (found != NULL && is_old(found->rune)) {
            *length = count;
            return found->rune;
        }
    }
    return 0;
}

/* 128 to 159 in Windows-1252; 0 where it has none. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178,
};

static uint32_t settle_number(uint32_t number)
{
    if (number >= 128 && number < 160 && windows_1252[number - 128] != 0)
        return windows_1252[number - 128];
    if (number == 0 || number > LAST_RUNE ||
        (number >= 0xD800 && number < 0xE000))
        return 0xFFFD;
    return number;
}

static int digit_of(char c, bool is_hex)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (is_hex && c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (is_hex && c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Behind the &#. */
static uint32_t read_number(const char *text, size_t size, size_t *length)
{
    const bool is_hex = size > 0 && (text[0] == 'x' || text[0] == 'X');
    size_t at = is_hex ? 1 : 0;
    const size_t first = at;
    uint32_t number = 0;
    for (; at < size; at++) {
        const int digit = digit_of(text[at], is_hex);
        if (digit < 0)
            break;
        if (number <= LAST_RUNE)
            number = number * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    if (at == first)
        return 0;
    *length = at + (at < size && text[at] == ';');
    return settle_number(number);
}

uint32_t html_entity_read(const char *text, size_t size, size_t *length)
{
    const bool is_number = size > 1 && text[1] == '#';
    const size_t skip = is_number ? 2 : 1;
    size_t inner = 0;
    const uint32_t rune = is_number
                              ? read_number(text + skip, size - skip, &inner)
                              : read_name(text + skip, size - skip, &inner);
    *length = skip + inner;
    return rune;
}

static void append(struct markup_text *out, const char *bytes, size_t length,
                   bool is_exact)
{
    if (is_exact)
        markup_text_append_exact(out, bytes, length);
    else
        markup_text_append(out, bytes, length);
}

void html_append(struct markup_text *out, const char *bytes, size_t length,
                 bool is_exact)
{
    const char *at = bytes;
    const char *const end = bytes + length;
    while (at < end) {
        const char *mark = memchr(at, '&', (size_t)(end - at));
        append(out, at, (size_t)((mark == NULL ? end : mark) - at), is_exact);
        if (mark == NULL)
            break;
        size_t used = 0;
        char decoded[4];
        const uint32_t rune =
            html_entity_read(mark, (size_t)(end - mark), &used);
        if (rune == 0)
            append(out, mark, used = 1, is_exact);
        else
            append(out, decoded, utf8_put(rune, decoded), is_exact);
        at = mark + used;
    }
}
