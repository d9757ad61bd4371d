/* SPDX-License-Identifier: MIT */
#include "extract/extract.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/system.h"
#include "confine/confine.h"
#include "extract/find.h"
#include "extract/names.h"
#include "extract/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where the head of a PDF may stand (ISO 32000-1, annex H, note 13). */
#define HEAD_BYTES 1024

/* What is on its way to the one who asked. */
typedef struct {
	int fd;
	const char *shown;
	OtFindings *findings;
	GPtrArray *files;
	GHashTable *used; /* names of files, folded */
} Receipt;

static void
free_embedded(gpointer data)
{
	OtEmbedded *file = data;

	g_free(file->name);
	g_free(file->file_name);
	g_free(file->media_type);
	g_free(file->description);
	g_free(file->relationship);
	g_free(file->place);
	if (file->bytes != NULL)
		g_bytes_unref(file->bytes);
	g_free(file);
}

/* --- the process of its own ----------------------------------------------------------------- */

/*
 * libqpdf knows no limits: a stream of objects of 10 MB may unpack to 10 GB.  What passes these
 * ends this process and no other.
 */
static void
close_process(void)
{
	const OtConfineLimits limits = {
		.memory_mb = OT_LIMIT_EXTRACT_MEMORY >> 20,
		.seconds = OT_LIMIT_EXTRACT_SECONDS,
	};

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	/* GLib and the C++ library say there what they end of; the other process has words. */
	int nowhere = open("/dev/null", O_WRONLY);
	if (nowhere >= 0)
		dup2(nowhere, STDERR_FILENO);
#endif
	ot_confine_closed(&limits);
}

static pid_t
start_process(GBytes *pdf, int *fd, GError **error)
{
	int ends[2];
	pid_t process = -1;

	if (g_unix_open_pipe(ends, FD_CLOEXEC, NULL)) {
		process = fork();
		if (process == 0) {
			close(ends[0]);
			close_process();
			ot_extract_send(pdf, ends[1]);
			ot_system_end(0);
		}
		close(ends[1]);
		*fd = ends[0];
		if (process < 0)
			close(ends[0]);
	}
	if (process < 0)
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot start a process: %s",
		            g_strerror(errno));
	return process;
}

/* --- what comes back ------------------------------------------------------------------------ */

/* A name between quotes, with what could steer a terminal spelled out. */
static char *
quote(const char *name)
{
	GString *quoted = g_string_new("\"");
	glong n = 0;

	for (const char *c = name; *c != '\0' && n < 120; c = g_utf8_next_char(c), n++) {
		gunichar character = g_utf8_get_char(c);
		if (g_unichar_isprint(character) &&
		    g_unichar_type(character) != G_UNICODE_FORMAT)
			g_string_append_unichar(quoted, character);
		else
			g_string_append_printf(quoted, "<U+%04X>", character);
	}
	g_string_append(quoted, n == 120 ? "...\"" : "\"");
	return g_string_free(quoted, FALSE);
}

static bool
receive_file(Receipt *receipt)
{
	OtEmbedded *file = g_new0(OtEmbedded, 1);
	char **const texts[] = {&file->name, &file->media_type, &file->description,
	                        &file->relationship, &file->place};
	bool done = true;

	g_ptr_array_add(receipt->files, file);
	for (size_t i = 0; done && i < G_N_ELEMENTS(texts); i++)
		done = ot_wire_receive_text(receipt->fd, texts[i]);
	done = done && file->name != NULL && file->place != NULL &&
	       ot_wire_receive_bytes(receipt->fd, &file->bytes) &&
	       receipt->files->len <= OT_LIMIT_EXTRACT_FILES;
	if (!done)
		return false;
	file->file_name = ot_safe_name(file->name, receipt->used);
	if (strcmp(file->file_name, file->name) != 0) {
		g_autofree char *quoted = quote(file->name);
		ot_findings_add(receipt->findings, OT_CODE_EMB_NAME,
		                (OtWhere){.file = receipt->shown, .place = file->place},
		                "the file named %s is \"%s\" here", quoted, file->file_name);
	}
	return true;
}

static bool
receive_lost(Receipt *receipt)
{
	g_autofree char *name = NULL, *sentence = NULL;
	OtWhere where = {.file = receipt->shown};

	if (!ot_wire_receive_text(receipt->fd, &name) ||
	    !ot_wire_receive_text(receipt->fd, &sentence) || sentence == NULL)
		return false;
	g_autofree char *quoted = name != NULL ? quote(name) : NULL;
	if (quoted != NULL)
		ot_findings_add(receipt->findings, OT_CODE_EMB_LOST, where,
		                "%s is not taken out: %s", quoted, sentence);
	else
		ot_findings_add(receipt->findings, OT_CODE_EMB_LOST, where,
		                "the PDF was not read in full: %s", sentence);
	return true;
}

static bool
receive_damage(Receipt *receipt)
{
	g_autofree char *detail = NULL;

	if (!ot_wire_receive_text(receipt->fd, &detail) || detail == NULL)
		return false;
	ot_findings_add(receipt->findings, OT_CODE_EMB_DAMAGED, (OtWhere){.file = receipt->shown},
	                "the PDF is damaged and was read as far as it could be: %s", detail);
	return true;
}

static bool
receive_refusal(Receipt *receipt, GError **error)
{
	g_autofree char *sentence = NULL;

	if (ot_wire_receive_text(receipt->fd, &sentence) && sentence != NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "%s %s", receipt->shown, sentence);
	return false;
}

/* All messages; false without an error where the other process broke off. */
static bool
receive_all(Receipt *receipt, GError **error)
{
	OtWireKind kind;

	while (ot_wire_receive_kind(receipt->fd, &kind)) {
		bool good = false;

		switch (kind) {
		case OT_WIRE_FILE:
			good = receive_file(receipt);
			break;
		case OT_WIRE_LOST:
			good = receive_lost(receipt);
			break;
		case OT_WIRE_DAMAGE:
			good = receive_damage(receipt);
			break;
		case OT_WIRE_REFUSED:
			return receive_refusal(receipt, error);
		case OT_WIRE_END:
			return true;
		}
		if (!good)
			return false;
	}
	return false;
}

static void
explain_end(int status, const char *shown, GError **error)
{
	if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s takes more than %d seconds to read, the most that is given", shown,
		            OT_LIMIT_EXTRACT_SECONDS);
	else
		g_set_error(
			error, OT_ERROR, OT_ERROR_LIMIT,
			"%s can't be read: it needs more than %u MB of memory, or is made to do "
			"harm",
			shown, OT_LIMIT_EXTRACT_MEMORY >> 20);
}

static bool
is_pdf(GBytes *pdf)
{
	size_t len;
	const char *data = g_bytes_get_data(pdf, &len);

	return len > 0 && g_strstr_len(data, (gssize) MIN(len, HEAD_BYTES), "%PDF-") != NULL;
}

GPtrArray *
ot_extract_read(GBytes *pdf, const char *shown, OtFindings *findings, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_embedded);
	g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GError) refusal = NULL;
	Receipt receipt = {.shown = shown, .findings = findings, .files = files, .used = used};
	int status;

	if (!is_pdf(pdf)) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "%s is not a PDF", shown);
		return NULL;
	}
	pid_t process = start_process(pdf, &receipt.fd, error);
	if (process < 0)
		return NULL;
	bool done = receive_all(&receipt, &refusal);
	close(receipt.fd);
	while (waitpid(process, &status, 0) < 0 && errno == EINTR)
		;
	if (done)
		return g_steal_pointer(&files);
	if (refusal != NULL)
		g_propagate_error(error, g_steal_pointer(&refusal));
	else
		explain_end(status, shown, error);
	return NULL;
}

char *
ot_extract_versions(void)
{
	return g_strdup_printf("libqpdf %s", qpdf_get_qpdf_version());
}
