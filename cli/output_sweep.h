/*
 * What runs that were killed left beside an output folder.
 */
#ifndef DAOPAN_CLI_OUTPUT_SWEEP_H
#define DAOPAN_CLI_OUTPUT_SWEEP_H

/* The ending of a folder's name while its files are being written. */
#define UNFINISHED ".part"

/*
 * Takes a folder for this process; a sweep of another one then leaves it
 * alone. The descriptor, which holds it until it is closed; -1 where the
 * folder is another's, or cannot be opened.
 */
int folder_lock(const char *path);

/*
 * Removes the folders that killed runs left beside `final`; files of others
 * in them go back into it first. Where such a run had taken `final` away, it
 * is put back. Folders of runs that are under way stay.
 */
void output_sweep(const char *final);

#endif
