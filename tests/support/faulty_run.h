/*
 * Running the built program with one of its writes going wrong: the kernel
 * hands each call that changes files to the test (seccomp user notification),
 * which lets it pass, fails it, or kills the program at that moment.
 */
#ifndef DAOPAN_TESTS_SUPPORT_FAULTY_RUN_H
#define DAOPAN_TESTS_SUPPORT_FAULTY_RUN_H

#include <stdbool.h>

enum fault_kind {
    FAULT_NONE,   /* calls are only counted */
    FAULT_KILL,   /* SIGKILL instead of the call */
    FAULT_FULL,   /* this call and all after it fail with ENOSPC */
    FAULT_REFUSED /* this one fails with EIO */
};

struct fault {
    enum fault_kind kind;
    int at; /* the call that it happens to, from 1 */
};

/* How the program ended. */
struct faulty_end {
    int calls;  /* that change files, as far as it came */
    int status; /* exit status; -1 = it was killed */
};

/* Whether this system can do it. */
bool faulty_run_is_possible(void);

/* Runs daopan with `arguments`, ended by NULL; what it prints is thrown
 * away. */
struct faulty_end faulty_run(const char *const *arguments,
                             const struct fault *fault);

/* The same, killed after some microseconds. */
struct faulty_end timed_run(const char *const *arguments, unsigned long after);

#endif
