/* cmocka with the headers that it needs before it. */
#ifndef DAOPAN_TESTS_SUPPORT_CHECK_H
#define DAOPAN_TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Fails the test with the name of the case table's row. */
#define check_case(name, condition)                                            \
    do {                                                                       \
        if (!(condition))                                                      \
            fail_msg("%s: %s", name, #condition);                              \
    } while (0)

#endif
