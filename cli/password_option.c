/*
 * --password-file: read before anything else, so that a mistake in it is told
 * at once. Passwords come from a file and never from the command line, which
 * everybody on the machine can see.
 */
#include "cli/command.h"

int password_option_read(const struct options *options, struct passwords *out,
                         struct failure *failure)
{
    *out = (struct passwords){.count = 0};
    if (options->password_file == NULL)
        return 0;
    return passwords_read(options->password_file, options->language, out,
                          failure);
}
