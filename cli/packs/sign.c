/* SPDX-License-Identifier: MIT */
#include "packs/sign.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/*
 * The exit status of gpg for a signature that doesn't belong to the file; others are other
 * troubles.
 */
#define GPG_BAD 1

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

/* Its exit status, or -1 where it can't be run.  It says nothing, but may ask for a password. */
static int
run(const char *const *words)
{
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int status = -1;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	bool started =
		posix_spawnp(&pid, words[0], &actions, NULL, (char *const *) words, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
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

	return run(openpgp ? gpg : minisign);
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
judge(int status, bool openpgp, const char *file, OtFindings *findings)
{
	if (status == 0)
		return OT_SIGNATURE_GOOD;
	if (status < 0)
		return cannot_look(findings, file, openpgp ? "gpg is not installed"
		                                           : "minisign is not installed");
	if (openpgp && status != GPG_BAD)
		return cannot_look(findings, file, "gpg does not have the key of whoever signed");
	ot_findings_add(findings, OT_CODE_PACK_SIGNATURE, (OtWhere){.file = file},
	                "the signature is not of this manifest%s",
	                openpgp ? "" : ", or by another key");
	return OT_SIGNATURE_BAD;
}

OtSignature
ot_signature_check(GBytes *bytes, GBytes *signature, const char *name, const char *key,
                   const char *file, OtFindings *findings)
{
	bool openpgp = strcmp(name, OT_SIGNATURE_OPENPGP) == 0;
	OtSignature found = OT_SIGNATURE_UNKNOWN;
	g_autoptr(GError) error = NULL;
	Desk desk;

	if (!openpgp && key == NULL)
		return cannot_look(findings, file,
		                   "give the public key of whoever signed with --key");
	if (set_desk(&desk, bytes, signature, name, &error)) {
		const char *const gpg[] = {"gpg", "--batch", "--verify", desk.signature, desk.file,
		                           NULL};
		const char *const minisign[] = {"minisign", "-V", "-p", key, "-m", desk.file,
		                                "-x", desk.signature, NULL};

		found = judge(run(openpgp ? gpg : minisign), openpgp, file, findings);
	} else {
		cannot_look(findings, file, error->message);
	}
	clear_desk(&desk);
	return found;
}
