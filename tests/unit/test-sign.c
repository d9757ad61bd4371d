/* SPDX-License-Identifier: MIT
 *
 * Signatures by the programs that people have: with throwaway keys, where gpg and minisign are.
 */
#include "packs/sign.h"

#include <glib/gstdio.h>
#include <string.h>

#define MANIFEST "{\"files\": []}\n"
#define SIGNER   "Marta Ellery <marta@hafren.example>"

/* A folder for keys, in GNUPGHOME, which is all that gpg knows of. */
typedef struct {
	char *folder;
	bool ready; /* the program is there and made a key */
} Keys;

/* True where a line of the shell ended well; nothing of what it says is shown. */
static bool
call(const char *line)
{
	const char *words[] = {"sh", "-c", line, NULL};
	const GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
	                          G_SPAWN_STDERR_TO_DEV_NULL;
	int status;

	return g_spawn_sync(NULL, (char **) words, NULL, flags, NULL, NULL, NULL, NULL, &status,
	                    NULL) &&
	       status == 0;
}

static void
start_keys(Keys *keys, gconstpointer line)
{
	keys->folder = g_dir_make_tmp("outset-keys-XXXXXX", NULL);
	g_setenv("GNUPGHOME", keys->folder, TRUE);
	keys->ready = call(line);
	if (!keys->ready)
		g_test_skip("the program is not installed, or can make no key here");
}

static void
end_keys(Keys *keys, gconstpointer line)
{
	(void) line;
	call("gpgconf --kill all");
	call("rm -rf \"$GNUPGHOME\"");
	g_unsetenv("GNUPGHOME");
	g_free(keys->folder);
}

static GBytes *
sign(const char *key, const char *expected_name)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(MANIFEST, strlen(MANIFEST));
	const char *name = NULL;
	GError *error = NULL;
	GBytes *signature = ot_sign(bytes, key, &name, &error);

	g_assert_no_error(error);
	g_assert_nonnull(signature);
	g_assert_cmpstr(name, ==, expected_name);
	return signature;
}

/* "PCK009", or with what is said: "PCK009 the signature ...". */
static void
assert_said(const OtFinding *finding, const char *expected)
{
	g_autofree char *said = g_strdup_printf("%s %s", finding->code, finding->message);

	if (!g_str_has_prefix(said, expected))
		g_error("\"%s\" is not \"%s\"", said, expected);
}

/* What is found of a text with a signature, what is said of it and who signed; NULL: nothing. */
static void
expect(const char *text, GBytes *signature, const char *name, const char *key, OtSignature found,
       const char *code, const char *signer)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *who = NULL;

	g_assert_cmpint(ot_signature_check(bytes, signature, name, key, "pack", &who, findings), ==,
	                found);
	g_assert_cmpint(ot_findings_count(findings), ==, code != NULL);
	if (code != NULL)
		assert_said(ot_findings_get(findings, 0), code);
	if (signer != NULL)
		g_assert_true(who != NULL && g_str_has_prefix(who, signer));
	else
		g_assert_null(who);
}

static void
test_openpgp(Keys *keys, gconstpointer line)
{
	(void) line;
	if (!keys->ready)
		return;
	g_autoptr(GBytes) signature = sign("marta@hafren.example", OT_SIGNATURE_OPENPGP);
	g_autoptr(GBytes) nonsense = g_bytes_new_static("-----BEGIN", 10);

	expect(MANIFEST, signature, OT_SIGNATURE_OPENPGP, NULL, OT_SIGNATURE_GOOD, NULL,
	       SIGNER ", key ");
	expect(MANIFEST " ", signature, OT_SIGNATURE_OPENPGP, NULL, OT_SIGNATURE_BAD, "PCK009",
	       NULL);
	expect(MANIFEST, nonsense, OT_SIGNATURE_OPENPGP, NULL, OT_SIGNATURE_UNKNOWN,
	       "PCK010 the signature can't be looked at: gpg can make nothing of it", NULL);
	/* the certificate that gpg lays beside a new key, with a colon against mistakes */
	g_assert_true(call("sed s/^:---/---/ \"$GNUPGHOME\"/openpgp-revocs.d/*.rev | "
	                   "gpg --batch --import"));
	expect(MANIFEST, signature, OT_SIGNATURE_OPENPGP, NULL, OT_SIGNATURE_BAD, "PCK009", NULL);
	g_assert_true(call("rm \"$GNUPGHOME\"/pubring.*"));
	expect(MANIFEST, signature, OT_SIGNATURE_OPENPGP, NULL, OT_SIGNATURE_UNKNOWN, "PCK010",
	       NULL);
}

static void
test_no_key(Keys *keys, gconstpointer line)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(MANIFEST, strlen(MANIFEST));
	g_autoptr(GError) error = NULL;
	const char *name;

	(void) line;
	if (!keys->ready)
		return;
	g_assert_null(ot_sign(bytes, "nobody@hafren.example", &name, &error));
	g_assert_nonnull(strstr(error->message, "gpg did not sign with the key nobody@"));
}

static void
test_minisign(Keys *keys, gconstpointer line)
{
	g_autofree char *secret = g_build_filename(keys->folder, "m.key", NULL);
	g_autofree char *public = g_build_filename(keys->folder, "m.pub", NULL);
	g_autofree char *signer = g_strconcat("the key ", public, NULL);

	(void) line;
	if (!keys->ready)
		return;
	g_autoptr(GBytes) signature = sign(secret, OT_SIGNATURE_MINISIGN);
	expect(MANIFEST, signature, OT_SIGNATURE_MINISIGN, public, OT_SIGNATURE_GOOD, NULL, signer);
	expect("other", signature, OT_SIGNATURE_MINISIGN, public, OT_SIGNATURE_BAD, "PCK009", NULL);
	expect(MANIFEST, signature, OT_SIGNATURE_MINISIGN, NULL, OT_SIGNATURE_UNKNOWN, "PCK010",
	       NULL);
}

/* Where a program isn't there it is named. */
static void
test_missing(void)
{
	g_autofree char *path = g_strdup(g_getenv("PATH"));
	g_autoptr(GBytes) bytes = g_bytes_new_static(MANIFEST, strlen(MANIFEST));
	g_autoptr(GError) error = NULL;
	const char *name;

	g_setenv("PATH", "/nowhere", TRUE);
	g_assert_null(ot_sign(bytes, "marta@hafren.example", &name, &error));
	g_assert_nonnull(
		strstr(error->message, "gpg is not installed, so that nothing can be signed"));
	expect(MANIFEST, bytes, OT_SIGNATURE_OPENPGP, NULL, OT_SIGNATURE_UNKNOWN, "PCK010", NULL);
	expect(MANIFEST, bytes, OT_SIGNATURE_MINISIGN, "m.pub", OT_SIGNATURE_UNKNOWN,
	       "PCK010 the signature can't be looked at: minisign is not installed", NULL);
	g_setenv("PATH", path, TRUE);
}

int
main(int argc, char **argv)
{
	static const char gpg[] = "gpg --batch --passphrase '' --quick-gen-key '" SIGNER
	                          "' default default never";
	static const char minisign[] =
		"minisign -G -W -s \"$GNUPGHOME\"/m.key -p \"$GNUPGHOME\"/m.pub";

	g_test_init(&argc, &argv, NULL);
	g_test_add("/sign/openpgp", Keys, gpg, start_keys, test_openpgp, end_keys);
	g_test_add("/sign/no-key", Keys, gpg, start_keys, test_no_key, end_keys);
	g_test_add("/sign/minisign", Keys, minisign, start_keys, test_minisign, end_keys);
	g_test_add_func("/sign/missing", test_missing);
	return g_test_run();
}
