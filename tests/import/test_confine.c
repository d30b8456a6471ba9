/* The cage: what a child can do, and how its end is told. */
#include "tests/support/suite.h"

#include "import/confine.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct confine_limits limits = {.seconds = 5};

/* Runs work in a child and says how it ended; the answer stays. */
static enum confined_end run(confined_work *work, void *context,
                             const struct confine_limits *with, int *signal,
                             struct confined *child)
{
    assert_int_equal(confine_start(work, context, with, child), 0);
    while (!confine_wait(child, 50))
        continue;
    return confine_end(child, signal);
}

static int answer_word(void *context, int answer, bool is_confined)
{
    const char *word = context;
    (void)is_confined;
    return write(answer, word, strlen(word)) > 0 ? 0 : 1;
}

static void answer_reaches_the_parent(void **state)
{
    static char word[] = "特困";
    struct confined child;
    int signal = -1;
    size_t size = 0;
    (void)state;
    assert_int_equal(run(answer_word, word, &limits, &signal, &child),
                     CONFINED_DONE);
    assert_int_equal(signal, 0);
    const unsigned char *answer = confine_answer(&child, &size);
    assert_int_equal(size, strlen(word));
    assert_memory_equal(answer, word, size);
    confine_unmap(answer, size);
    confine_close(&child);
}

/* Maps the answer so that it can be written to. */
static void *hold(const struct confined *child)
{
    void *held =
        mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, child->answer, 0);
    assert_ptr_not_equal(held, MAP_FAILED);
    return held;
}

static void answer_is_waited_for_while_somebody_holds_it(void **state)
{
    static char word[] = "特困";
    const struct timespec a_while = {.tv_nsec = 200 * 1000 * 1000};
    struct confined child;
    int signal = 0;
    size_t size = 0;
    (void)state;
    assert_int_equal(run(answer_word, word, &limits, &signal, &child),
                     CONFINED_DONE);
    void *held = hold(&child);
    const pid_t holder = fork(); /* with a map of its own */
    assert_true(holder >= 0);
    if (holder == 0) {
        nanosleep(&a_while, NULL);
        _exit(0);
    }
    assert_int_equal(munmap(held, 1), 0);
    const unsigned char *answer = confine_answer(&child, &size);
    assert_int_equal(waitpid(holder, NULL, 0), holder);
    assert_int_equal(size, strlen(word));
    assert_memory_equal(answer, word, size);
    confine_unmap(answer, size);
    confine_close(&child);
}

static void answer_that_somebody_can_still_write_to_is_refused(void **state)
{
    static char word[] = "特困";
    struct confined child;
    int signal = 0;
    size_t size = 0;
    (void)state;
    assert_int_equal(run(answer_word, word, &limits, &signal, &child),
                     CONFINED_DONE);
    void *held = hold(&child);
    assert_null(confine_answer(&child, &size));
    assert_int_equal(munmap(held, 1), 0);
    confine_close(&child);
}

static int leave_early(void *context, int answer, bool is_confined)
{
    (void)context;
    (void)answer;
    (void)is_confined;
    return 1;
}

static int stop_by_signal(void *context, int answer, bool is_confined)
{
    (void)answer;
    (void)is_confined;
    signal(*(int *)context, SIG_DFL);
    raise(*(int *)context);
    return 0;
}

static void bad_ends_are_told(void **state)
{
    struct confined child;
    int number = SIGSEGV;
    int signal = 0;
    (void)state;
    assert_int_equal(run(leave_early, NULL, &limits, &signal, &child),
                     CONFINED_CRASHED);
    assert_int_equal(signal, 0);
    confine_close(&child);
    assert_int_equal(run(stop_by_signal, &number, &limits, &signal, &child),
                     CONFINED_CRASHED);
    assert_int_equal(signal, SIGSEGV);
    confine_close(&child);
}

static int turn_for_ever(void *context, int answer, bool is_confined)
{
    volatile unsigned turns = 0;
    (void)context;
    (void)answer;
    (void)is_confined;
    while (turns + 1 > 0)
        turns = (turns + 1) & 0xFFFF;
    return 0;
}

static void endless_work_is_stopped(void **state)
{
    const struct confine_limits one_second = {.seconds = 1};
    struct confined child;
    int signal = 0;
    (void)state;
    assert_int_equal(run(turn_for_ever, NULL, &one_second, &signal, &child),
                     CONFINED_TIME);
    confine_close(&child);
}

/* What a child tries; it answers with a letter for each that worked. */
static int try_everything(void *context, int answer, bool is_confined)
{
    const char *path = context;
    if (!is_confined)
        return write(answer, "?", 1) == 1 ? 0 : 1;
    if (open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666) >= 0)
        (void)!write(answer, "w", 1);
    if (open("/etc/passwd", O_RDONLY) >= 0)
        (void)!write(answer, "r", 1);
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
        (void)!write(answer, "n", 1);
    if (unlink(path) == 0)
        (void)!write(answer, "u", 1);
    if (kill(getppid(), 0) == 0)
        (void)!write(answer, "k", 1);
    if (syscall(SYS_tgkill, getppid(), getppid(), 0) == 0)
        (void)!write(answer, "t", 1);
    const struct rlimit none = {.rlim_cur = 0};
    if (prlimit(getppid(), RLIMIT_CORE, &none, NULL) == 0)
        (void)!write(answer, "l", 1);
    if (answer != 3 && write(3, "s", 1) == 1) /* a sibling's answer */
        (void)!write(answer, "s", 1);
    char *const program[] = {NULL};
    if (execve("/bin/true", program, program) == 0)
        (void)!write(answer, "x", 1);
    return write(answer, ".", 1) == 1 ? 0 : 1;
}

static void expect_answer(const struct confine_limits *with, const char *want)
{
    static char path[] = "/tmp/daopan-confine-XXXXXX";
    struct confined child;
    int signal = 0;
    size_t size = 0;
    memcpy(path + strlen(path) - 6, "XXXXXX", 6);
    const int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    assert_int_equal(run(try_everything, path, with, &signal, &child),
                     CONFINED_DONE);
    const unsigned char *answer = confine_answer(&child, &size);
    assert_non_null(answer);
    const bool has_cage = answer[0] != '?';
    if (has_cage) {
        assert_int_equal(size, strlen(want));
        assert_memory_equal(answer, want, size);
        assert_int_equal(access(path, F_OK), 0);
    }
    confine_unmap(answer, size);
    confine_close(&child);
    unlink(path);
    if (!has_cage)
        skip();
}

static void child_can_neither_open_nor_send_nor_harm(void **state)
{
    (void)state;
    expect_answer(&limits, ".");
}

static void leave_to_open_is_for_reading_only(void **state)
{
    const struct confine_limits reader = {.seconds = 5, .may_ask = true};
    (void)state;
    expect_answer(&reader, "r.");
}

static void child_no_longer_wanted_is_stopped(void **state)
{
    struct confined child;
    (void)state;
    assert_int_equal(confine_start(turn_for_ever, NULL, &limits, &child), 0);
    assert_false(confine_wait(&child, 0));
    const pid_t pid = child.pid;
    confine_close(&child);
    assert_int_equal(kill(pid, 0), -1);
    assert_int_equal(errno, ESRCH);
}

#if !defined(__SANITIZE_ADDRESS__)
static int take_memory(void *context, int answer, bool is_confined)
{
    (void)context;
    (void)is_confined;
    const size_t size = (size_t)256 << 20;
    char *block = malloc(size);
    if (block == NULL)
        return write(answer, "none", 4) == 4 ? 0 : 1;
    memset(block, 1, size);
    return write(answer, "some", 4) == 4 ? 0 : 1;
}

static void memory_is_bounded(void **state)
{
    const struct confine_limits small = {.seconds = 5, .memory = 64 << 20};
    struct confined child;
    int signal = 0;
    size_t size = 0;
    (void)state;
    assert_int_equal(run(take_memory, NULL, &small, &signal, &child),
                     CONFINED_DONE);
    const unsigned char *answer = confine_answer(&child, &size);
    assert_memory_equal(answer, "none", 4);
    confine_unmap(answer, size);
    confine_close(&child);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answer_reaches_the_parent),
        cmocka_unit_test(answer_is_waited_for_while_somebody_holds_it),
        cmocka_unit_test(answer_that_somebody_can_still_write_to_is_refused),
        cmocka_unit_test(bad_ends_are_told),
        cmocka_unit_test(endless_work_is_stopped),
        cmocka_unit_test(child_can_neither_open_nor_send_nor_harm),
        cmocka_unit_test(leave_to_open_is_for_reading_only),
        cmocka_unit_test(child_no_longer_wanted_is_stopped),
#if !defined(__SANITIZE_ADDRESS__)
        cmocka_unit_test(memory_is_bounded),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
