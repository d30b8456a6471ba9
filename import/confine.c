/*
 * The child's cage: a seccomp filter that lets it compute, ask for memory,
 * read what is mapped or open, and write its answer; limits on memory and
 * processor time; and death with its parent. Every other system call is
 * refused: there is no network, no process, no file to open. Refused, not
 * fatal, because libraries ask the system harmless things (how much memory is
 * there?) and cope with a no.
 *
 * The answer is a file in memory (memfd), so that parent and child need not
 * keep step with each other.
 */
#include "import/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a computing process needs: memory, its own end, its answer. */
static const int allowed_calls[] = {
    SCMP_SYS(brk),           SCMP_SYS(mmap),
    SCMP_SYS(munmap),        SCMP_SYS(mremap),
    SCMP_SYS(mprotect),      SCMP_SYS(madvise),
    SCMP_SYS(read),          SCMP_SYS(pread64),
    SCMP_SYS(lseek),         SCMP_SYS(write),
    SCMP_SYS(ftruncate),     SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),    SCMP_SYS(close),
    SCMP_SYS(futex),         SCMP_SYS(exit),
    SCMP_SYS(exit_group),    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sigaltstack),   SCMP_SYS(getpid),
    SCMP_SYS(gettid),        SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime), SCMP_SYS(sched_yield),
    SCMP_SYS(getrlimit),     SCMP_SYS(sched_getaffinity),
};

/* What starting a confined child takes beyond that. */
static const int asking_calls[] = {
    SCMP_SYS(clone),   SCMP_SYS(wait4),       SCMP_SYS(memfd_create),
    SCMP_SYS(poll),    SCMP_SYS(ppoll),       SCMP_SYS(pidfd_open),
    SCMP_SYS(prctl),   SCMP_SYS(seccomp),     SCMP_SYS(set_robust_list),
    SCMP_SYS(getppid), SCMP_SYS(fcntl),       SCMP_SYS(setrlimit),
    SCMP_SYS(rseq),    SCMP_SYS(close_range),
};

static int allow_calls(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0)
            return -1;
    return 0;
}

/* Its own limits and its own end, not those of others. */
static int add_own_rules(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp own_limits = {
        .arg = 0, .op = SCMP_CMP_EQ, .datum_a = 0};
    const struct scmp_arg_cmp own_group = {
        .arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid()};
    if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                               &own_limits) != 0)
        return -1;
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                  &own_group);
}

/* open() for reading only; without leave, a file may not be opened. */
static int add_open_rules(scmp_filter_ctx filter, bool may_ask)
{
    static const int calls[] = {SCMP_SYS(openat), SCMP_SYS(open)};
    static const unsigned flags_at[] = {2, 1};
    for (size_t i = 0; may_ask && i < sizeof calls / sizeof calls[0]; i++) {
        const struct scmp_arg_cmp reads_only = {
            .arg = flags_at[i],
            .op = SCMP_CMP_MASKED_EQ,
            .datum_a = O_ACCMODE | O_CREAT | O_TRUNC,
            .datum_b = O_RDONLY,
        };
        if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, calls[i], 1,
                                   &reads_only) != 0)
            return -1;
    }
    return 0;
}

static bool install_filter(bool may_ask)
{
    bool is_loaded = false;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL)
        return false;
    if (allow_calls(filter, allowed_calls,
                    sizeof allowed_calls / sizeof allowed_calls[0]) != 0 ||
        (may_ask &&
         allow_calls(filter, asking_calls,
                     sizeof asking_calls / sizeof asking_calls[0]) != 0))
        goto out;
    if (add_own_rules(filter) == 0 && add_open_rules(filter, may_ask) == 0)
        is_loaded = seccomp_load(filter) == 0;
out:
    seccomp_release(filter);
    return is_loaded;
}

/* Address space in use, for a limit that counts from here; 0 = unknown. */
static uint64_t address_space(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL)
        return 0;
    const int count = fscanf(file, "%lu", &pages);
    fclose(file);
    return count == 1 ? pages * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

/* The address sanitizer maps terabytes: no limit fits it. */
#if defined(__SANITIZE_ADDRESS__)
#define LIMITS_ADDRESS_SPACE false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIMITS_ADDRESS_SPACE false
#endif
#endif
#ifndef LIMITS_ADDRESS_SPACE
#define LIMITS_ADDRESS_SPACE true
#endif

static void set_limit(__rlimit_resource_t resource, rlim_t value, rlim_t most)
{
    const struct rlimit limit = {.rlim_cur = value, .rlim_max = most};
    /* A hard limit below ours is a limit all the same. */
    (void)!setrlimit(resource, &limit);
}

/* Whoever goes beyond a limit is to end by its signal, which tells which one,
 * whatever the parent does about its own. */
static void limit_child(const struct confine_limits *limits)
{
    const uint64_t used = address_space();
    signal(SIGXFSZ, SIG_DFL);
    if (LIMITS_ADDRESS_SPACE && limits->memory != 0 && used != 0)
        set_limit(RLIMIT_AS, used + limits->memory, used + limits->memory);
    if (limits->memory != 0)
        set_limit(RLIMIT_FSIZE, limits->memory, limits->memory);
    /* SIGXCPU first, which tells that it was this; then SIGKILL. */
    if (limits->seconds != 0)
        set_limit(RLIMIT_CPU, limits->seconds, (rlim_t)limits->seconds + 1);
    set_limit(RLIMIT_CORE, 0, 0);
}

_Noreturn static void be_child(confined_work *work, void *context,
                               const struct confine_limits *limits, int answer)
{
    const pid_t parent = getppid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    if (getppid() != parent)
        _exit(1);
    /* What the parent has open is not the child's: neither the answers of its
     * siblings nor anything else but standard error. */
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    if (answer > 3)
        close_range(3, (unsigned)answer - 1, 0);
    close_range((unsigned)answer + 1, UINT_MAX, 0);
    limit_child(limits);
    const bool is_confined = install_filter(limits->may_ask);
    _exit(work(context, answer, is_confined) == 0 ? 0 : 1);
}

/* Where the child writes its answer, and where the parent reads it. */
struct answer_ends {
    int reads, writes;
};

static int open_answer(bool is_stream, struct answer_ends *out)
{
    enum { PIPE_BYTES = 1024 * 1024 };
    int ends[2] = {-1, -1};
    if (is_stream && pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    if (is_stream) /* so that the two wait for each other less; or they do */
        (void)fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES);
    if (!is_stream)
        ends[0] = ends[1] =
            memfd_create("daopan-answer", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    *out = (struct answer_ends){ends[0], ends[1]};
    return ends[0] < 0 ? -1 : 0;
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int confine_start(confined_work *work, void *context,
                  const struct confine_limits *limits, struct confined *out)
{
    struct answer_ends answer;
    *out = (struct confined){.pid = -1, .answer = -1, .watch = -1};
    if (open_answer(limits->is_stream, &answer) != 0)
        return -1;
    fflush(NULL);
    out->pid = fork();
    if (out->pid == 0)
        be_child(work, context, limits, answer.writes);
    if (answer.writes != answer.reads)
        close(answer.writes);
    if (out->pid < 0) {
        close(answer.reads);
        return -1;
    }
    out->answer = answer.reads;
    out->watch = (int)syscall(SYS_pidfd_open, out->pid, 0);
    if (limits->seconds != 0)
        out->deadline = now() + (int64_t)limits->seconds * 1000;
    return 0;
}

static bool has_ended(const struct confined *child, int milliseconds)
{
    struct pollfd watched = {.fd = child->watch, .events = POLLIN};
    siginfo_t ended = {.si_pid = 0};
    /* Without a descriptor to watch, poll() only passes the time. */
    if (poll(&watched, child->watch >= 0 ? 1 : 0, milliseconds) > 0)
        return true;
    return child->watch < 0 && (waitid(P_PID, (id_t)child->pid, &ended,
                                       WEXITED | WNOHANG | WNOWAIT) != 0 ||
                                ended.si_pid != 0);
}

bool confine_wait(struct confined *child, int milliseconds)
{
    if (has_ended(child, milliseconds))
        return true;
    if (child->deadline != 0 && now() >= child->deadline && !child->is_late) {
        child->is_late = true;
        kill(child->pid, SIGKILL);
    }
    return false;
}

enum confined_end confine_end(struct confined *child, int *signal)
{
    int status = 0;
    *signal = 0;
    pid_t ended = -1;
    do {
        ended = waitpid(child->pid, &status, 0);
    } while (ended < 0 && errno == EINTR);
    child->pid = -1;
    if (ended >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return CONFINED_DONE;
    if (ended >= 0 && WIFSIGNALED(status))
        *signal = WTERMSIG(status);
    return *signal == SIGXCPU || child->is_late ? CONFINED_TIME
                                                : CONFINED_CRASHED;
}

int confine_fail_memory(const struct confine_limits *limits, const char *path,
                        struct failure *failure)
{
    return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_READER_MEMORY,
                           path, "> %llu MiB",
                           (unsigned long long)(limits->memory >> 20));
}

int confine_fail(enum confined_end end, int signal,
                 const struct confine_limits *limits, const char *path,
                 struct failure *failure)
{
    if (end == CONFINED_TIME)
        return failure_explain(failure, DIAG_FILE_LIMIT, MESSAGE_READER_TIME,
                               path, "> %u s", limits->seconds);
    /* What an answer in a file may come to is limited with the memory. */
    if (signal == SIGXFSZ)
        return confine_fail_memory(limits, path, failure);
    return failure_explain(failure, DIAG_FILE_READER_STOPPED,
                           MESSAGE_READER_SIGNAL, path, "signal %d", signal);
}

/* What is mapped must not change or shrink under the parent's hands. The
 * kernel says that it is busy while somebody can still write to the answer, and
 * also while it holds one of its pages itself, looking for memory that nobody
 * uses: that passes. */
static int seal(int answer)
{
    enum { TRIES = 20, PAUSE_MILLISECONDS = 50 };
    const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    int result = fcntl(answer, F_ADD_SEALS, seals);
    for (int i = 1; i < TRIES && result != 0 && errno == EBUSY; i++) {
        (void)poll(NULL, 0, PAUSE_MILLISECONDS);
        result = fcntl(answer, F_ADD_SEALS, seals);
    }
    return result;
}

const unsigned char *confine_answer(const struct confined *child, size_t *size)
{
    struct stat status;
    if (seal(child->answer) != 0)
        return NULL;
    if (fstat(child->answer, &status) != 0 || status.st_size <= 0)
        return NULL;
    void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE,
                       child->answer, 0);
    if (bytes == MAP_FAILED)
        return NULL;
    *size = (size_t)status.st_size;
    return bytes;
}

void confine_unmap(const unsigned char *answer, size_t size)
{
    if (answer == NULL)
        return;
    void *bytes = NULL;
    memcpy(&bytes, &answer, sizeof bytes);
    munmap(bytes, size);
}

void confine_close(struct confined *child)
{
    if (child->pid > 0) {
        int ignored = 0;
        kill(child->pid, SIGKILL);
        (void)confine_end(child, &ignored);
    }
    if (child->watch >= 0)
        close(child->watch);
    if (child->answer >= 0)
        close(child->answer);
    *child = (struct confined){.pid = -1, .answer = -1, .watch = -1};
}
