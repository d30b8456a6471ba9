/* The former name of suite.h. */
#ifndef DAOPAN_TESTS_SUPPORT_CHECK_H
#define DAOPAN_TESTS_SUPPORT_CHECK_H

#include "tests/support/suite.h"

#endif
