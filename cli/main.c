/* The program: everything it does is in the library. */
#include "cli/command.h"

int main(int argc, char **argv)
{
    return daopan_main(argc, argv);
}
