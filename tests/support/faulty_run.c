/*
 * The child installs the filter, sends the descriptor that notifications come
 * by over a socket, and becomes the program. The test answers each
 * notification. Processes that the program starts inherit the filter; a kill
 * is meant for the program itself, which takes its readers with it.
 */
#include "tests/support/faulty_run.h"
#include "tests/support/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS = 64 };

static const char *const watched[] = {
    "write",     "pwrite64",  "writev",   "pwritev",   "fsync",  "rename",
    "fdatasync", "ftruncate", "renameat", "renameat2", "unlink", "unlinkat",
    "mkdir",     "mkdirat",   "rmdir",    "link",      "linkat",
};

static scmp_filter_ctx make_filter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    for (size_t i = 0; filter != NULL && i < COUNT_OF(watched); i++) {
        const int number = seccomp_syscall_resolve_name(watched[i]);
        if (number >= 0 &&
            seccomp_rule_add(filter, SCMP_ACT_NOTIFY, number, 0) != 0) {
            seccomp_release(filter);
            return NULL;
        }
    }
    return filter;
}

static void send_descriptor(int socket, int descriptor)
{
    char byte = 0;
    char room[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &data,
        .msg_iovlen = 1,
        .msg_control = room,
        .msg_controllen = sizeof room,
    };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    if (sendmsg(socket, &message, 0) < 0)
        _exit(126);
}

/* -1 where the child could not do it. */
static int receive_descriptor(int socket)
{
    char byte = 0;
    char room[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &data,
        .msg_iovlen = 1,
        .msg_control = room,
        .msg_controllen = sizeof room,
    };
    int descriptor = -1;
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) <= 0)
        return -1;
    const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL)
        memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    return descriptor;
}

/* Becomes the program; never returns. */
static void become(const char *const *arguments)
{
    char program[512];
    char *vector[ARGUMENTS + 2] = {program};
    const char *build = getenv("DAOPAN_BUILD");
    snprintf(program, sizeof program, "%s/daopan",
             build != NULL ? build : "build/debug");
    for (size_t i = 0; arguments[i] != NULL && i < ARGUMENTS; i++)
        vector[i + 1] = strdup(arguments[i]);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(program, vector);
    _exit(127);
}

static void start_watched(const char *const *arguments, int socket)
{
    scmp_filter_ctx filter = make_filter();
    if (filter == NULL || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        seccomp_load(filter) != 0)
        _exit(126);
    send_descriptor(socket, seccomp_notify_fd(filter));
    close(socket);
    if (arguments == NULL)
        _exit(0);
    become(arguments);
}

/* ---- answering ---- */

struct watch {
    pid_t program;
    int notices;
    const struct fault *fault;
    struct faulty_end end;
};

static int error_of(const struct watch *watch)
{
    const struct fault *fault = watch->fault;
    const int call = watch->end.calls;
    if (fault->kind == FAULT_FULL && call >= fault->at)
        return -ENOSPC;
    return fault->kind == FAULT_REFUSED && call == fault->at ? -EIO : 0;
}

static void answer(struct watch *watch, struct seccomp_notif *notice,
                   struct seccomp_notif_resp *reply)
{
    memset(notice, 0, sizeof *notice);
    if (seccomp_notify_receive(watch->notices, notice) != 0)
        return; /* the caller is gone */
    watch->end.calls++;
    if (watch->fault->kind == FAULT_KILL &&
        watch->end.calls == watch->fault->at) {
        kill(watch->program, SIGKILL);
        return;
    }
    memset(reply, 0, sizeof *reply);
    reply->id = notice->id;
    reply->error = error_of(watch);
    reply->flags = reply->error == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
    seccomp_notify_respond(watch->notices, reply);
}

/* Until the program has ended, and nobody is left who might call. */
static void answer_all(struct watch *watch)
{
    struct seccomp_notif *notice = NULL;
    struct seccomp_notif_resp *reply = NULL;
    assert_int_equal(seccomp_notify_alloc(&notice, &reply), 0);
    for (;;) {
        struct pollfd event = {.fd = watch->notices, .events = POLLIN};
        const int ready = poll(&event, 1, 10000);
        if (ready <= 0 || (event.revents & POLLIN) == 0)
            break;
        answer(watch, notice, reply);
    }
    seccomp_notify_free(notice, reply);
}

static int status_of(pid_t program)
{
    int status = 0;
    assert_int_equal(waitpid(program, &status, 0), program);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct faulty_end faulty_run(const char *const *arguments,
                             const struct fault *fault)
{
    struct watch watch = {.fault = fault};
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends),
                     0);
    watch.program = fork();
    assert_true(watch.program >= 0);
    if (watch.program == 0)
        start_watched(arguments, ends[1]);
    close(ends[1]);
    watch.notices = receive_descriptor(ends[0]);
    close(ends[0]);
    if (watch.notices >= 0) {
        answer_all(&watch);
        close(watch.notices);
    }
    watch.end.status = status_of(watch.program);
    return watch.end;
}

bool faulty_run_is_possible(void)
{
    const struct fault none = {.kind = FAULT_NONE};
    const char *build = getenv("DAOPAN_BUILD");
    const char *const help[] = {"--version", NULL};
    /* A sanitizer's own calls are not ours to fail. */
    if (build != NULL && strstr(build, "san") != NULL)
        return false;
    const struct faulty_end end = faulty_run(help, &none);
    return end.status == 0 && end.calls > 0;
}

struct faulty_end timed_run(const char *const *arguments, unsigned long after)
{
    const pid_t program = fork();
    assert_true(program >= 0);
    if (program == 0)
        become(arguments);
    usleep((useconds_t)after);
    kill(program, SIGKILL);
    return (struct faulty_end){.status = status_of(program)};
}
