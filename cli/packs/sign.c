/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* pipe2() */
#include "packs/sign.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "report/words.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* What a program says is read up to here; what it says of one signature has some 500 bytes. */
#define MOST_SAID 65536

/* A folder for the moment, with the file that is signed and its signature. */
typedef struct {
	char *folder, *file, *signature;
} Desk;

bool
ot_signature_is(const char *name)
{
	return strcmp(name, OT_SIGNATURE_OPENPGP) == 0 || strcmp(name, OT_SIGNATURE_MINISIGN) == 0;
}

static void
clear_desk(Desk *desk)
{
	if (desk->folder == NULL)
		return;
	g_unlink(desk->file);
	g_unlink(desk->signature);
	g_rmdir(desk->folder);
	g_free(desk->folder);
	g_free(desk->file);
	g_free(desk->signature);
}

static bool
set_desk(Desk *desk, GBytes *bytes, GBytes *signature, const char *name, GError **error)
{
	GError *trouble = NULL;

	*desk = (Desk){.folder = g_dir_make_tmp("outset-XXXXXX", &trouble)};
	if (desk->folder == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "%s", trouble->message);
		g_error_free(trouble);
		return false;
	}
	desk->file = g_build_filename(desk->folder, OT_MANIFEST_NAME, NULL);
	desk->signature = g_build_filename(desk->folder, name, NULL);
	return ot_file_write(desk->file, bytes, error) &&
	       (signature == NULL || ot_file_write(desk->signature, signature, error));
}

/* Read a pipe to its end and keep its beginning. */
static void
take_said(int fd, GString *said)
{
	char block[4096];
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0 && said->len < MOST_SAID)
			g_string_append_len(said, block, n);
}

/* Start a program by its name, with its standard output at `fd`, or nowhere where that is -1. */
static bool
start(pid_t *pid, const char *const *words, int fd)
{
	posix_spawn_file_actions_t actions;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (fd >= 0)
		posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO);
	bool started =
		posix_spawnp(pid, words[0], &actions, NULL, (char *const *) words, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	return started;
}

/*
 * Its exit status, or -1 where it can't be run.  It may ask for a password; what it says goes to
 * `said`, or nowhere where that is NULL.
 */
static int
run(const char *const *words, GString *said)
{
	int ends[2] = {-1, -1}, status = -1;
	pid_t pid;

	if (said != NULL && pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	bool started = start(&pid, words, ends[1]);
	if (said != NULL) {
		close(ends[1]);
		if (started)
			take_said(ends[0], said);
		close(ends[0]);
	}
	if (!started)
		return -1;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) && WEXITSTATUS(status) != 127 ? WEXITSTATUS(status) : -1;
}

static int
run_signer(const Desk *desk, const char *key, bool openpgp)
{
	const char *const gpg[] = {"gpg", "--batch", "--yes", "--armor", "--local-user", key,
	                           "--output", desk->signature, "--detach-sign", desk->file, NULL};
	const char *const minisign[] = {"minisign", "-S", "-s", key, "-m", desk->file,
	                                "-x", desk->signature, NULL};

	return run(openpgp ? gpg : minisign, NULL);
}

GBytes *
ot_sign(GBytes *bytes, const char *key, const char **name, GError **error)
{
	bool openpgp = !g_str_has_suffix(key, ".key");
	GBytes *signature = NULL;
	Desk desk;

	*name = openpgp ? OT_SIGNATURE_OPENPGP : OT_SIGNATURE_MINISIGN;
	if (set_desk(&desk, bytes, NULL, *name, error)) {
		int status = run_signer(&desk, key, openpgp);

		if (status == 0)
			signature = ot_file_read(desk.signature, OT_LIMIT_FILE_BYTES, error);
		else if (status < 0)
			g_set_error(error, OT_ERROR, OT_ERROR_IO,
			            "%s is not installed, so that nothing can be signed",
			            openpgp ? "gpg" : "minisign");
		else
			g_set_error(error, OT_ERROR, OT_ERROR_IO,
			            "%s did not sign with the key %s; try it by hand",
			            openpgp ? "gpg" : "minisign", key);
	}
	clear_desk(&desk);
	return signature;
}

static OtSignature
cannot_look(OtFindings *findings, const char *file, const char *why)
{
	ot_findings_add(findings, OT_CODE_PACK_UNSIGNED, (OtWhere){.file = file},
	                "the signature can't be looked at: %s", why);
	return OT_SIGNATURE_UNKNOWN;
}

static OtSignature
find_bad(OtFindings *findings, const char *file, const char *why)
{
	ot_findings_add(findings, OT_CODE_PACK_SIGNATURE, (OtWhere){.file = file}, "%s", why);
	return OT_SIGNATURE_BAD;
}

/*
 * The words after a keyword of gpg's lines for programs (its file doc/DETAILS), up to the end of the
 * line; or NULL.
 */
static char *
find_status(const char *said, const char *keyword)
{
	g_autofree char *start = g_strconcat("[GNUPG:] ", keyword, " ", NULL);
	const char *at = g_str_has_prefix(said, start) ? said : NULL;

	if (at == NULL) {
		g_autofree char *later = g_strconcat("\n", start, NULL);
		at = strstr(said, later);
		at = at != NULL ? at + 1 : NULL;
	}
	return at != NULL ? g_strndup(at + strlen(start), strcspn(at + strlen(start), "\n"))
	                  : NULL;
}

static bool
has_status(const char *said, const char *keyword)
{
	g_autofree char *words = find_status(said, keyword);

	return words != NULL;
}

/* "Marta Ellery <marta@x.example>, key 0A1B..." */
static char *
describe_signer(const char *said)
{
	g_autofree char *good = find_status(said, "GOODSIG"), *valid = find_status(said, "VALIDSIG");
	const char *name = good != NULL ? strchr(good, ' ') : NULL;

	if (name == NULL || valid == NULL)
		return NULL;
	valid[strcspn(valid, " ")] = '\0';
	g_autofree char *text = g_strconcat(name + 1, ", key ", valid, NULL);
	return ot_report_safe(text);
}

/* The exit status alone does not tell a key that is revoked or has expired. */
static OtSignature
judge_openpgp(int status, const char *said, const char *file, char **signer, OtFindings *findings)
{
	*signer = status == 0 ? describe_signer(said) : NULL;
	if (*signer != NULL)
		return OT_SIGNATURE_GOOD;
	if (status < 0)
		return cannot_look(findings, file, "gpg is not installed");
	if (has_status(said, "BADSIG"))
		return find_bad(findings, file, "the signature is not of this manifest");
	if (has_status(said, "REVKEYSIG"))
		return find_bad(findings, file, "the key of the signature was revoked");
	if (has_status(said, "EXPKEYSIG") || has_status(said, "EXPSIG"))
		return cannot_look(findings, file, "it, or its key, has expired");
	if (has_status(said, "NO_PUBKEY"))
		return cannot_look(findings, file, "gpg does not have the key of whoever signed");
	return cannot_look(findings, file, "gpg can make nothing of it");
}

static OtSignature
judge_minisign(int status, const char *key, const char *file, char **signer, OtFindings *findings)
{
	if (status < 0)
		return cannot_look(findings, file, "minisign is not installed");
	if (status > 0)
		return find_bad(findings, file,
		                "the signature is not of this manifest, or by another key");
	g_autofree char *text = g_strconcat("the key ", key, NULL);
	*signer = ot_report_safe(text);
	return OT_SIGNATURE_GOOD;
}

OtSignature
ot_signature_check(GBytes *bytes, GBytes *signature, const char *name, const char *key,
                   const char *file, char **signer, OtFindings *findings)
{
	bool openpgp = strcmp(name, OT_SIGNATURE_OPENPGP) == 0;
	OtSignature found = OT_SIGNATURE_UNKNOWN;
	g_autoptr(GString) said = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	Desk desk;

	*signer = NULL;
	if (!openpgp && key == NULL)
		return cannot_look(findings, file,
		                   "give the public key of whoever signed with --key");
	if (set_desk(&desk, bytes, signature, name, &error)) {
		/* Whatever its settings say, gpg looks for no keys in the network. */
		const char *const gpg[] = {"gpg", "--batch", "--disable-dirmngr",
		                           "--no-auto-key-retrieve", "--status-fd", "1",
		                           "--verify", desk.signature, desk.file, NULL};
		const char *const minisign[] = {"minisign", "-V", "-p", key, "-m", desk.file,
		                                "-x", desk.signature, NULL};
		int status = run(openpgp ? gpg : minisign, said);

		found = openpgp ? judge_openpgp(status, said->str, file, signer, findings)
		                : judge_minisign(status, key, file, signer, findings);
	} else {
		cannot_look(findings, file, error->message);
	}
	clear_desk(&desk);
	return found;
}
