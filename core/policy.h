/*
 * A policy: what a document orders, as plain facts. import/ fills it from
 * mappings/<region>/<year>/, allocate/ decides by it, reports/ and ledger/
 * print and keep it. No code of the program knows a category, a department
 * or an amount: they are all here, each with its source.
 *
 * All strings are UTF-8 and never NULL ("" where the policy says nothing);
 * everything lives in the arena that the policy was loaded into and is not
 * changed afterwards. Amounts are fen; ratios basis points.
 */
#ifndef DAOPAN_CORE_POLICY_H
#define DAOPAN_CORE_POLICY_H

#include "core/date.h"
#include "core/fen.h"
#include "core/id_number.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POLICY_NONE = 0xFFFF }; /* no index into one of the lists below */

/* Where a rule stands: document key, clause, verbatim quote. */
struct source {
    const char *document; /* struct document.key */
    const char *clause;
    const char *quote;
    const char *assumption; /* struct assumption.id of what the document leaves
                               open here and was decided; "" = nothing */
};

struct document {
    const char *key;    /* "d1" */
    const char *number; /* "" where it has none, as drafts have none */
    const char *issuer; /* likewise */
    const char *title;
    ymd issued;
};

/* Something the documents leave open, and what was decided. */
struct assumption {
    const char *id;
    const char *text;
    const char *reason;
};

struct words { /* a list of words, as the policy writes them */
    const char **items;
    size_t count;
};

struct department {
    const char *id;    /* "minzheng" */
    const char *name;  /* "民政": as files and exports name it */
    const char *title; /* "民政局": as letters name it */
    struct words aliases;
};

struct fund {
    const char *id;
    const char *name;        /* "医疗救助资金" */
    const char *transferred; /* who moves it where, in the document's words */
    ymd due_from;            /* transfer window; YMD_NONE = not stated */
    ymd due_to;
    struct source source;
};

/* Who requests the money. */
struct applicant {
    const char *id;
    const char *name; /* "医保", "民政": as exports and file names have it */
    const char *title;
    const char *county_title; /* who applies in a county, in words */
    ymd deadline;
    struct source source;
};

/* One way to satisfy a condition: all that is set must hold. */
struct alternative {
    const char *label; /* "年满60周岁" */
    int age_min;       /* -1 = not asked */
    int age_max;       /* inclusive; -1 = not asked */
    enum sex sex;      /* SEX_ANY = not asked */
    uint8_t grades;    /* disability grades, bit g for grade g; 0 = not asked */
    uint8_t types;     /* disability types, bit t for type t; 0 = not asked */
    struct source source;
};

struct category {
    const char
        *code;      /* "2304", "01": text, zeros kept; "" where none printed */
    const char *id; /* the code, or pinyin where the document prints none */
    const char *name;
    const char *group; /* "防止返贫监测对象", or "" */
    struct words aliases;
    uint16_t department;
    uint16_t step;
    uint16_t fund;      /* POLICY_NONE for a tier of 0 without a fund */
    uint16_t applicant; /* likewise */
    const char *tier;   /* "全额资助": the document's name of the amount */
    int ratio_bp;
    fen subsidy;      /* of the premium */
    fen personal_due; /* premium - subsidy */
    const struct alternative
        *alternatives; /* any one suffices; none = always */
    size_t alternative_count;
    struct source source;           /* of the order and code */
    struct source amount;           /* of the amounts and the fund */
    struct source applicant_source; /* of who certifies and applies; empty
                                       where there is no applicant */
};

/* One load: categories in listed order. */
struct step {
    int number; /* from 1, in import order */
    uint16_t department;
    const char *label; /* "稳定脱贫户": names the plate's file */
    uint16_t first;    /* categories[first] ... */
    uint16_t count;
    struct source source;
};

/* Categories that exclude each other in life. */
struct exclusion {
    const char *label;
    const uint16_t *categories;
    size_t count;
    const char *reason;
    struct source source; /* empty strings where only the reason speaks */
};

/* What a column means. The order is the order in `inspect`. */
enum field {
    FIELD_ID_NUMBER,
    FIELD_NAME,
    FIELD_COUNTY,
    FIELD_TOWN,
    FIELD_VILLAGE,
    FIELD_CATEGORY,
    FIELD_CATEGORY_SPECIFIC, /* 监测对象类别: empty for ordinary rows; where it
                                is filled it goes before FIELD_CATEGORY */
    FIELD_CATEGORY_CODE,
    FIELD_CERTIFICATE, /* disability certificate number, 20 characters */
    FIELD_DISABILITY_TYPE,
    FIELD_DISABILITY_GRADE,
    FIELD_CERTIFICATE_STATE,
    FIELD_RECOGNISED,
    FIELD_ENDED,
    FIELD_STATUS, /* whether the identity still holds: 风险是否已消除, 享受状态 */
    FIELD_MOVEMENT,
    FIELD_COUNT,
    FIELD_NONE = FIELD_COUNT
};

/* A label (as the policy writes it, and folded) and the field it means;
 * FIELD_NONE = known, and never taken. Folding is text_fold(). Inside a list
 * `folded` is unique; the lists are sorted by it bytewise. */
struct field_alias {
    const char *label;
    const char *folded;
    enum field field;
    bool is_other_person; /* 户主身份证号 …: never the person's; field tells
                             which number or name it is of the other person */
    unsigned rank; /* its place in the list as written: of two labels for one
                      field the one written first is taken */
};

/*
 * A value of a column and what it means; `meaning` depends on the field:
 *
 *   FIELD_CATEGORY           category index, for FIELD_CATEGORY_SPECIFIC too;
 *                            POLICY_NONE = says nothing, as an empty cell
 *   FIELD_CATEGORY_CODE      category index
 *   FIELD_DISABILITY_TYPE    mask, bit t for type t
 *   FIELD_DISABILITY_GRADE   mask, bit g for grade g (重度 = 1 or 2)
 *   FIELD_CERTIFICATE_STATE  enum certificate_state
 *   FIELD_STATUS             enum identity_status
 *   FIELD_MOVEMENT           enum movement
 *
 * Names, aliases and codes of the categories are among the policy's own
 * values: a reader needs no other list. Inside a list `folded` is unique for a
 * field; the lists are sorted by field, then by `folded` bytewise.
 */
struct value_alias {
    const char *text;
    const char *folded;
    enum field field;
    uint16_t meaning;
};

enum certificate_state { CERTIFICATE_VALID = 0, CERTIFICATE_INVALID = 1 };
enum identity_status { STATUS_CURRENT = 0, STATUS_ENDED = 1 };
enum movement {
    MOVEMENT_NONE,
    MOVEMENT_ADDED,
    MOVEMENT_REMOVED,
    MOVEMENT_CHANGED
};

/*
 * A kind of roster that a department sends.
 *
 * The category of a row is that of FIELD_CATEGORY_SPECIFIC where it is filled,
 * else that of FIELD_CATEGORY or FIELD_CATEGORY_CODE; a row that says nothing
 * takes the kind's default (roster_kind_default()) where the kind has just one
 * category or the sheet has neither of these two columns, and has none
 * otherwise. A value that is known but not among `categories` is returned as
 * an unknown one.
 */
struct roster_kind {
    const char *id;   /* "minzheng-dibao": the TYPE of --as TYPE=PATH */
    const char *name; /* "低保对象花名册" */
    uint16_t department;
    uint16_t default_category;       /* of a row without one; or POLICY_NONE */
    const uint16_t *else_categories; /* instead of it, where the row's own
                                        disability does not fit it */
    size_t else_count;
    const uint16_t *categories; /* that a row of it may have */
    size_t category_count;
    struct words title_words;      /* tell it in title, sheet and file name; a
                                 word inside a longer one of another kind does
                                 not count: 低保边缘 does not speak of 低保 */
    struct words label_words;      /* column labels that only this kind has */
    struct words household_labels; /* of columns that count the people of a
                                      household; none: its identities do not
                                      go by household */
    uint32_t required; /* bit FIELD_…: columns it cannot do without;
                                     FIELD_CATEGORY is met by any of the three
                                     category columns */
    const struct field_alias *labels; /* beyond the policy's own; win over
                                         them */
    size_t label_count;
    const struct value_alias *values; /* likewise */
    size_t value_count;
};

struct county {
    const char *name;
    struct words aliases;
    int64_t target; /* persons to enrol; -1 = none stated */
};

enum repetition { REPEATS_NOT, REPEATS_WEEKLY, REPEATS_MONTHLY };

struct calendar_entry {
    const char *id;
    const char *label;
    ymd from; /* YMD_NONE = open */
    ymd to;   /* the due day, inclusive */
    enum repetition repeats;
    int day; /* of the week (1 Monday … 7 Sunday) or the month on which it is
                due again; 0 = not stated */
    struct source source;
};

/* Workbooks that not every region's document asks for. The progress and the
 * ledger of those not insured need a list of who is insured. */
enum special_report {
    SPECIAL_EXEMPTION_LEDGER, /* 免缴台账: who is fully subsidised */
    SPECIAL_PROGRESS,         /* 参保进度: enrolled against the targets */
    SPECIAL_UNINSURED,        /* 特殊身份未参保台账 */
    SPECIAL_DETAIL, /* 部门明细 and 资助汇总: what each department sent and
                           what came of it */
    SPECIAL_ONLY_LISTED /* no workbook: none of the usual ones either */
};
enum { SPECIAL_COUNT = SPECIAL_ONLY_LISTED + 1 };

/* That a document asks for one, where, and when again and again. */
struct report_order {
    enum special_report report;
    uint16_t calendar; /* index into calendar; POLICY_NONE = not stated */
    struct source source;
};

enum precedence { PRECEDENCE_LAST_LOADED, PRECEDENCE_FIRST_LOADED };

/* What a person certified late gets. */
enum late_rule {
    LATE_AT_ONCE,  /* subsidised from when recognised, all through the year */
    LATE_NEXT_YEAR /* after the collection: for the next insured year */
};

/* What a change of identity does to money already received. */
enum refund_rule {
    REFUND_NOT_STATED, /* the document is silent */
    REFUND_NONE        /* neither refunded nor reclaimed inside the year */
};

struct policy {
    const char *id; /* "meishan-2024" */
    const char *region;
    const char *title;
    const char *bureau; /* "眉山市医疗保障局" */
    const char *path;   /* the folder it was read from */
    const char *sha256; /* of its files, hex; what the ledger knows it by */
    const char *text;   /* policy.yaml and columns.yaml as read, for the
                           ledger; text_length bytes */
    size_t text_length;
    int insured_year;
    ymd in_force_from, in_force_to; /* both inclusive */
    struct source in_force_source;
    ymd checked_on;
    fen premium;
    struct source premium_source;
    fen government_contribution; /* -1 = the document prints none */
    struct source government_contribution_source;
    enum precedence precedence;
    struct source precedence_source;
    ymd collection_from, collection_to; /* when premiums are collected */
    struct source collection_source;
    enum late_rule late;
    struct source late_source;
    enum refund_rule refund;
    struct source refund_source;
    int drop_limit_bp; /* a full roster may shrink by this much */
    struct source drop_limit_source;
    const char *region_code; /* of ID numbers, "" = not stated */

    const struct document *documents;
    size_t document_count;
    const struct assumption *assumptions;
    size_t assumption_count;
    const struct department *departments;
    size_t department_count;
    const struct fund *funds;
    size_t fund_count;
    const struct applicant *applicants;
    size_t applicant_count;
    const struct step *steps;
    size_t step_count;
    const struct category *categories; /* in import order, first loaded first */
    size_t category_count;
    const struct exclusion *exclusions;
    size_t exclusion_count;
    const struct roster_kind *kinds;
    size_t kind_count;
    const struct field_alias *labels; /* for all kinds */
    size_t label_count;
    const struct value_alias *values; /* for all kinds */
    size_t value_count;
    struct words foreign_words; /* identities that the policy does not know: a
                                   title with one says that not everybody in
                                   the list has the kind's default category */
    const struct county *counties; /* none: the document lists none, and names
                                      stand as the rosters write them */
    size_t county_count;
    const char *county_noun; /* "县（区）" */
    struct source county_source;
    int64_t target_printed; /* the total the document prints; -1 = none */
    struct source target_source;
    const struct calendar_entry *calendar;
    size_t calendar_count;
    struct words ledgers; /* the ledgers the document names */
    struct source ledgers_source;
    const struct report_order *reports; /* each special report at most once */
    size_t report_count;
};

/* The policy's own name of a field, for messages: "身份证号". */
const char *field_title(enum field field);
const char *field_id(enum field field); /* "id_number": the key in YAML */
enum field field_find(const char *id);  /* FIELD_NONE where unknown */

/* NULL where there is none. */
const struct document *policy_document(const struct policy *policy,
                                       const char *key);

/* What to cite a document by: its number, else its title. */
const char *document_name(const struct document *document);

const struct assumption *policy_assumption(const struct policy *policy,
                                           const char *id);

/* What the policy says about a special report; NULL = it asks for none. */
const struct report_order *policy_report(const struct policy *policy,
                                         enum special_report report);

/* Index of a category by its code or id; POLICY_NONE where there is none. */
uint16_t policy_category(const struct policy *policy, const char *code);

/*
 * What `text` means in a column of `field`: the kind's values before the
 * policy's; `kind` may be POLICY_NONE. NULL where it is unknown. For single
 * look-ups: readers of rosters keep tables of their own.
 */
const struct value_alias *policy_value(const struct policy *policy,
                                       uint16_t kind, enum field field,
                                       const char *text);

/* Index of a county by name or alias (both folded); POLICY_NONE. */
uint16_t policy_county(const struct policy *policy, const char *name);

/* Index of the roster kind by its id, its name, or a title word that no other
 * kind has (低保); POLICY_NONE. */
uint16_t policy_kind(const struct policy *policy, const char *id);

/*
 * The category of a row that names none, by the disability that it tells:
 * the first of the kind's default and else_categories whose conditions on
 * grade and type it meets; the default where it meets none. POLICY_NONE where
 * the kind has no default.
 */
uint16_t roster_kind_default(const struct policy *policy,
                             const struct roster_kind *kind, uint8_t grades,
                             uint8_t types);

#endif
