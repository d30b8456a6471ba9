/*
 * Files in memory instead of temporary ones on disk. libxlsxwriter keeps each
 * part of a package in a temporary file: a month's workbooks are 400 files, made
 * and removed at once, and a file system looks the longer for a place for the
 * next one, the more were removed lately. Rows are in none of them.
 *
 * It makes these files by its own lxw_tmpfile(). A program's function of that
 * name takes the place of the library's, as an allocator of one's own does;
 * where a library was linked so that it does not, its own one works as well.
 */
#include "reports/part_file.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Not by the library's header: its versions differ in a const. */
FILE *lxw_tmpfile(const char *folder);

int part_file_open(void)
{
    return memfd_create("daopan", MFD_CLOEXEC);
}

/* The library's function of that name; NULL and errno when there is none. */
FILE *lxw_tmpfile(const char *folder)
{
    (void)folder;
    const int file = part_file_open();
    if (file < 0)
        return NULL;
    FILE *const stream = fdopen(file, "w+b");
    if (stream == NULL) {
        const int error = errno;
        close(file);
        errno = error;
    }
    return stream;
}
