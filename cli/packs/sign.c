/* SPDX-License-Identifier: MIT */
#include "packs/sign.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/system.h"
#include "report/words.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/*
 * Instead of the exit status of a program: that of one which isn't there, and where none was
 * tried.
 */
#define NOT_HERE (-1)
#define CANNOT (-2)

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
	posix_spawnattr_t how;
	sigset_t none;

	/*
	 * The process that waits for another has signals held back; programs are not to inherit
	 * that.
	 */
	sigemptyset(&none);
	posix_spawnattr_init(&how);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (fd >= 0)
		posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO);
	bool started =
		posix_spawnp(pid, words[0], &actions, &how, (char *const *) words, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&how);
	return started;
}

/*
 * Its exit status, or NOT_HERE where it can't be run.  It may ask for a password; what it says
 * goes to `said`, or nowhere where that is NULL.
 */
static int
run(const char *const *words, GString *said)
{
	int ends[2] = {-1, -1}, status = -1;
	pid_t pid;

	if (said != NULL && !ot_system_pipe(ends))
		return NOT_HERE;
	bool started = start(&pid, words, ends[1]);
	if (said != NULL) {
		close(ends[1]);
		if (started)
			take_said(ends[0], said);
		close(ends[0]);
	}
	if (!started)
		return NOT_HERE;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return NOT_HERE;
	return WIFEXITED(status) && WEXITSTATUS(status) != 127 ? WEXITSTATUS(status) : NOT_HERE;
}

/* --- in the process that may run programs ------------------------------------------------- */

/* By which program; the manifest, and its signature or nothing.  The answer: status, and bytes. */
#define REQUEST "(bayay)"
#define ANSWER "(iay)"

static GBytes *
take_bytes(GVariant *tuple, gsize i)
{
	g_autoptr(GVariant) child = g_variant_get_child_value(tuple, i);

	return g_variant_get_data_as_bytes(child);
}

static GVariant *
give_bytes(GBytes *bytes)
{
	return g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

static GBytes *
make_answer(int status, GBytes *bytes)
{
	g_autoptr(GVariant) answer = g_variant_ref_sink(
		g_variant_new("(i@ay)", (gint32) status, give_bytes(bytes)));

	return g_variant_get_data_as_bytes(answer);
}

static GBytes *
sign_on(const Desk *desk, const char *key, bool openpgp)
{
	const char *const gpg[] = {"gpg", "--batch", "--yes", "--armor", "--local-user", key,
	                           "--output", desk->signature, "--detach-sign", desk->file, NULL};
	const char *const minisign[] = {"minisign", "-S", "-s", key, "-m", desk->file,
	                                "-x", desk->signature, NULL};
	int status = run(openpgp ? gpg : minisign, NULL);
	g_autoptr(GBytes) signature =
		status == 0 ? ot_file_read(desk->signature, OT_LIMIT_FILE_BYTES, NULL) : NULL;
	g_autoptr(GBytes) nothing = g_bytes_new(NULL, 0);

	return make_answer(status, signature != NULL ? signature : nothing);
}

static GBytes *
check_on(const Desk *desk, const char *key, bool openpgp)
{
	/* Whatever its settings say, gpg looks for no keys in the network. */
	const char *const gpg[] = {"gpg", "--batch", "--disable-dirmngr",
	                           "--no-auto-key-retrieve", "--status-fd", "1",
	                           "--verify", desk->signature, desk->file, NULL};
	const char *const minisign[] = {"minisign", "-V", "-p", key, "-m", desk->file,
	                                "-x", desk->signature, NULL};
	g_autoptr(GString) said = g_string_new(NULL);
	int status = run(openpgp ? gpg : minisign, said);
	g_autoptr(GBytes) bytes = g_bytes_new(said->str, said->len);

	return make_answer(status, bytes);
}

/* Lay what was sent on a desk, and do one thing with it. */
static GBytes *
serve(GBytes *request, const char *key, GBytes *(*work)(const Desk *, const char *, bool))
{
	g_autoptr(GVariant) sent = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(REQUEST), request, FALSE));
	g_autoptr(GBytes) manifest = take_bytes(sent, 1), signature = take_bytes(sent, 2);
	gboolean openpgp;
	GBytes *answer = NULL;
	Desk desk;

	g_variant_get_child(sent, 0, "b", &openpgp);
	/* gpg finds the key of whoever signed by itself. */
	if (key == NULL && (!openpgp || work == sign_on))
		return NULL;
	if (set_desk(&desk, manifest, g_bytes_get_size(signature) > 0 ? signature : NULL,
	             openpgp ? OT_SIGNATURE_OPENPGP : OT_SIGNATURE_MINISIGN, NULL))
		answer = work(&desk, key, openpgp);
	clear_desk(&desk);
	return answer;
}

GBytes *
ot_sign_serve(GBytes *request, const char *key)
{
	return serve(request, key, sign_on);
}

GBytes *
ot_signature_serve(GBytes *request, const char *key)
{
	return serve(request, key, check_on);
}

/* --- in the process that works ------------------------------------------------------------ */

/* Ask the other process; the exit status of the program, or -1, and what came of it. */
static int
ask(OtConfineService *service, const char *key, bool openpgp, GBytes *manifest, GBytes *signature,
    GBytes **result)
{
	g_autoptr(GBytes) nothing = g_bytes_new(NULL, 0);
	g_autoptr(GVariant) request = g_variant_ref_sink(
		g_variant_new("(b@ay@ay)", (gboolean) openpgp, give_bytes(manifest),
	                      give_bytes(signature != NULL ? signature : nothing)));
	g_autoptr(GBytes) sent = g_variant_get_data_as_bytes(request);
	g_autoptr(GBytes) came = ot_confine_ask(service, key, sent);
	gint32 status = CANNOT;

	if (came == NULL || g_bytes_get_size(came) == 0) {
		*result = g_bytes_new(NULL, 0);
		return CANNOT;
	}
	g_autoptr(GVariant) answer = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(ANSWER), came, FALSE));
	g_variant_get_child(answer, 0, "i", &status);
	*result = take_bytes(answer, 1);
	return status;
}

static const char *
program_name(bool openpgp)
{
	return openpgp ? "gpg" : "minisign";
}

GBytes *
ot_sign(GBytes *bytes, const char *key, const char **name, GError **error)
{
	bool openpgp = !g_str_has_suffix(key, ".key");
	g_autoptr(GBytes) signature = NULL;
	int status = ask(ot_sign_serve, key, openpgp, bytes, NULL, &signature);

	*name = openpgp ? OT_SIGNATURE_OPENPGP : OT_SIGNATURE_MINISIGN;
	if (status == 0 && g_bytes_get_size(signature) > 0)
		return g_steal_pointer(&signature);
	if (status == CANNOT)
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot make a folder in %s to sign in; "
		            "set TMPDIR to a folder for temporary files", g_get_tmp_dir());
	else if (status < 0)
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "%s is not installed, so that nothing can be signed",
		            program_name(openpgp));
	else
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "%s did not sign with the key %s; try it by hand",
		            program_name(openpgp), key);
	return NULL;
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
 * The words after a keyword of gpg's lines for programs (its file doc/DETAILS), to the end of that
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
	g_autofree char *good = find_status(said, "GOODSIG"),
			*valid = find_status(said, "VALIDSIG");
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
	g_autoptr(GBytes) came = NULL;

	*signer = NULL;
	if (!openpgp && key == NULL)
		return cannot_look(findings, file,
		                   "give the public key of whoever signed with --key");
	int status = ask(ot_signature_serve, key, openpgp, bytes, signature, &came);
	if (status == CANNOT)
		return cannot_look(findings, file,
		                   "no folder for temporary files can be made; TMPDIR says where");
	gsize len;
	const char *data = g_bytes_get_data(came, &len);
	g_autofree char *said = g_strndup(len > 0 ? data : "", len);
	return openpgp ? judge_openpgp(status, said, file, signer, findings)
	               : judge_minisign(status, key, file, signer, findings);
}
