/* Compiler attributes under short names, so that contracts can state them. */
#ifndef DAOPAN_CORE_ATTRIBUTES_H
#define DAOPAN_CORE_ATTRIBUTES_H

/* The result says whether the call worked: it may not be ignored. */
#define CHECKED __attribute__((warn_unused_result))

/* The function takes a printf format at `fmt` and its values from `args`. */
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* The memory at `address` will be read soon: the processor may fetch it
 * meanwhile. The address need not be valid. A function that does nothing else
 * would be taken for one that does nothing, and its calls left out: hence the
 * empty statement. */
#define FETCH_EARLY(address)                                                   \
    do {                                                                       \
        __builtin_prefetch(address);                                           \
        __asm__ volatile("");                                                  \
    } while (0)

#endif
