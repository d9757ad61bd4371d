/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_FUZZ_FUZZ_H
#define OT_TESTS_FUZZ_FUZZ_H

/**
 * What fuzz targets share.
 *
 * Each other file of this folder but replay.c is one target: a door through which files of others
 * come in.  It is linked twice: by clang with libFuzzer (`make fuzz`), and with replay.c, which
 * gives it the files of corpus/NAME on every `make check`.
 *
 * A target reads schemas, rules and labels once, in fuzz_start(), and keeps nothing else from one
 * input to the next.
 */

#include "engagement/resources.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/** What libFuzzer calls; see its documentation. */
int
LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Each target has one: reads what all of its runs share. */
void
fuzz_start(OtResources *resources);

/**
 * A file of this name with these bytes, for doors that take a path.  It is there until the next
 * call with that name.  Returns its path, which is the same for the same name until the program
 * ends.
 */
const char *
fuzz_file(const char *name, const uint8_t *data, size_t size);

/** The folder that they are in. */
const char *
fuzz_folder(void);

/** What a bundle becomes. */
typedef enum { FUZZ_WORD, FUZZ_WORKBOOK } FuzzPackage;

/**
 * An archive from bytes that a fuzzer can change without breaking checksums, a bundle:
 *
 *   === word/document.xml
 *   <w:document ...
 *   === word/comments.xml
 *   ...
 *
 * What a package can't do without, and the bundle leaves out, is added: types and relationships.
 * Bytes that start as an archive stay as they are.  Free with g_bytes_unref().
 */
GBytes *
fuzz_archive(const uint8_t *data, size_t size, FuzzPackage package);

/**
 * Cut an input in two where a line "======" stands; the second half is empty where there is none.
 */
void
fuzz_halves(const uint8_t *data, size_t size, size_t *first_size, const uint8_t **second,
            size_t *second_size);

/** End the program with these words unless `truth` holds, as a finding of the fuzzer. */
void
fuzz_need(bool truth, const char *words);

/** The same where something of our own could not be read. */
void
fuzz_need_ready(bool truth, const GError *error);

#endif
