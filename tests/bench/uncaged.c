/*
 * uncaged COMMAND [ARGUMENT…]: runs the command where no process can cage
 * itself. A child that reads a file lets the system refuse it everything but
 * computing, and so also the writing of what callgrind has counted; here it
 * goes on without its cage, as on a kernel that has none. For measuring only.
 */
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

static int refuse_cages(void)
{
    const struct scmp_arg_cmp cage = {
        .arg = 0, .op = SCMP_CMP_EQ, .datum_a = PR_SET_SECCOMP};
    int status = -1;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter != NULL &&
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(seccomp), 0) ==
            0 &&
        seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl),
                               1, &cage) == 0)
        status = seccomp_load(filter);
    seccomp_release(filter);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: uncaged COMMAND [ARGUMENT...]\n");
        return 2;
    }
    if (refuse_cages() != 0) {
        fprintf(stderr, "uncaged: the system takes no filter\n");
        return 1;
    }
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 1;
}
