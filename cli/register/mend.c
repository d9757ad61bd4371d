/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "register/register.h"
#include "register/row.h"
#include "register/shape.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct {
	const char *path;
	int fd;
	OtRegisterShape shape;
	OtMended mended;
	char *kept;      /* the file with what was there before */
	char *sha256;    /* of it */
	const char *said;
} Mend;

/* A name beside the register that nothing has yet. */
static char *
choose_name(const char *path, const char *suffix)
{
	char *name = g_strconcat(path, suffix, NULL);

	for (int i = 2; g_file_test(name, G_FILE_TEST_EXISTS); i++) {
		g_free(name);
		name = g_strdup_printf("%s%s.%d", path, suffix, i);
	}
	return name;
}

static bool
keep(Mend *mend, const char *suffix, GBytes *bytes, GError **error)
{
	mend->kept = choose_name(mend->path, suffix);
	mend->sha256 = ot_sha256(bytes);
	return ot_file_write(mend->kept, bytes, error);
}

/* Set aside what stands after the last whole row. */
static bool
cut_torn(Mend *mend, GError **error)
{
	size_t len = (size_t) (mend->shape.size - mend->shape.whole);

	if (len > OT_LIMIT_FILE_BYTES) {
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "the piece at the end of the register %s is longer than %u MB; that is "
		            "no row: take the register from a copy", mend->path,
		            OT_LIMIT_FILE_BYTES >> 20);
		return false;
	}
	char *piece = g_malloc(len);
	g_autoptr(GBytes) bytes = g_bytes_new_take(piece, len);
	if (!ot_register_read_at(mend->fd, mend->path, piece, len, mend->shape.whole, error) ||
	    !keep(mend, ".torn", bytes, error))
		return false;
	if (ftruncate(mend->fd, mend->shape.whole) != 0 || fsync(mend->fd) != 0)
		return ot_register_fail("write", mend->path, errno, error);
	mend->mended = OT_MENDED_TORN;
	mend->said = "The last row was half written; the piece was set aside.";
	return true;
}

/* A row's own number and hash, as appending reads them from the end of the file. */
static bool
note_last(const OtRegisterRow *row, void *last)
{
	OtRegisterHead *head = last;

	head->n_rows = ot_register_read_number(row->cells[OT_REGISTER_NUMBER]);
	g_strlcpy(head->hash, row->cells[OT_REGISTER_HASH], sizeof head->hash);
	return true;
}

/* Whether a note can follow where the piece was, however the rows above read. */
static bool
check_end(const Mend *mend, OtFindings *findings, GError **error)
{
	OtRegisterHead last = {0};
	const OtRegisterReading reading = {.take = note_last, .data = &last};

	g_strlcpy(last.hash, ot_register_no_hash, sizeof last.hash);
	bool read = ot_register_read(mend->path, &reading, NULL, findings, NULL);
	return ot_register_check_end(mend->fd, mend->path, &mend->shape, read ? &last : NULL,
	                             error);
}

static bool
take_row(const OtRegisterRow *row, void *out)
{
	ot_register_spell(out, row->cells);
	return true;
}

/* Write the rows as they were, where all of them are proved. */
static bool
respell(Mend *mend, OtFindings *findings, GError **error)
{
	g_autofree char *first = ot_register_first_line();
	GString *out = g_string_new(first);
	const OtRegisterReading reading = {.take = take_row, .data = out};
	g_autoptr(GBytes) before = ot_file_read(mend->path, OT_LIMIT_CSV_BYTES, error);
	OtRegisterProof proof = {0};

	bool read = before != NULL &&
	            ot_register_read(mend->path, &reading, &proof, findings, error);
	g_autoptr(GBytes) after = g_string_free_to_bytes(out);
	if (before == NULL || (error != NULL && *error != NULL))
		return false;
	if (!read || proof.n_broken > 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "the register %s was changed, not only saved in another form; put back "
		            "what was changed from a copy, and mend it then", mend->path);
		return false;
	}
	mend->mended = OT_MENDED_FORM;
	mend->said = "Another program had saved the register; it was written as it was, with no "
		     "value changed.";
	return keep(mend, ".saved", before, error) && ot_file_write(mend->path, after, error);
}

static bool
append_note(const Mend *mend, const char *by, OtFindings *findings, GError **error)
{
	g_autofree char *name = g_path_get_basename(mend->kept);
	const OtRegisterEntry entry = {.cells = {
		[OT_REGISTER_KIND] = "mended",
		[OT_REGISTER_BY] = by,
		[OT_REGISTER_SAID] = mend->said,
		[OT_REGISTER_FILE] = name,
		[OT_REGISTER_SHA256] = mend->sha256,
	}};

	return ot_register_append(mend->path, &entry, 1, NULL, findings, error);
}

bool
ot_register_mend(const char *path, const char *by, OtMended *mended, char **kept,
                 OtFindings *findings, GError **error)
{
	Mend mend = {.path = path, .mended = OT_MENDED_NOTHING};
	g_autoptr(OtFindings) before = ot_findings_new();

	mend.fd = ot_register_open(path, false, error);
	if (mend.fd < 0)
		return false;
	bool good = ot_register_shape(mend.fd, path, &mend.shape, error);
	if (good && mend.shape.whole < mend.shape.size)
		good = check_end(&mend, before, error) && cut_torn(&mend, error);
	else if (good && !mend.shape.is_own)
		good = respell(&mend, before, error);
	/* Closing it gives the lock back, which appending asks for anew. */
	close(mend.fd);
	if (good && mend.mended != OT_MENDED_NOTHING)
		good = append_note(&mend, by, findings, error);
	*mended = mend.mended;
	g_free(mend.sha256);
	if (kept != NULL)
		*kept = g_steal_pointer(&mend.kept);
	g_free(mend.kept);
	return good;
}
