/* What every test program includes: cmocka, in the order that it wants. */
#ifndef DAOPAN_TESTS_SUPPORT_SUITE_H
#define DAOPAN_TESTS_SUPPORT_SUITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Rows of a case table. */
#define COUNT_OF(table) (sizeof(table) / sizeof((table)[0]))

/* Fails with the case's name in front, where something is not as expected. */
#define EXPECT(name, condition)                                                \
    do {                                                                       \
        if (!(condition))                                                      \
            fail_msg("%s: %s", name, #condition);                              \
    } while (0)

#define EXPECT_INT(name, got, want)                                            \
    do {                                                                       \
        const long long got_ = (long long)(got);                               \
        const long long want_ = (long long)(want);                             \
        if (got_ != want_)                                                     \
            fail_msg("%s: got %lld, expected %lld", name, got_, want_);        \
    } while (0)

#define EXPECT_TEXT(name, got, want)                                           \
    do {                                                                       \
        const char *got_ = (got);                                              \
        const char *want_ = (want);                                            \
        if (strcmp(got_, want_) != 0)                                          \
            fail_msg("%s: got \"%s\", expected \"%s\"", name, got_, want_);    \
    } while (0)

#endif
