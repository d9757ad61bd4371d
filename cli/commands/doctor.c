/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/limits.h"
#include "confine/confine.h"
#include "engagement/health.h"

#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
} Values;

static const OtOption options[] = {
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset doctor                       is everything here that is needed",
	NULL,
};

/* What some options ask of, and nothing else needs. */
static const struct {
	const char *program, *use;
} tools[] = {
	{"gpg", "signs packs with OpenPGP"},
	{"minisign", "signs packs with minisign"},
};

static void
print_line(const char *state, const char *name, const char *detail)
{
	printf("%-8s %-24s %s\n", state, name, detail);
}

static void
print_tools(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tools); i++) {
		g_autofree char *path = g_find_program_in_path(tools[i].program);
		g_autofree char *detail = g_strdup_printf("%s; not needed otherwise", tools[i].use);

		print_line(path != NULL ? "ok" : "not here", tools[i].program, detail);
	}
}

/*
 * What the kernel lacks is no fault of the installation: commands work, with less between them
 * and harm.
 */
static void
print_guard(bool in_force, const char *name, const char *given, const char *lacking)
{
	print_line(in_force ? "ok" : "not here", name, in_force ? given : lacking);
}

static const char *
why_no_filter(const OtConfined *found)
{
	return found->machine ? "this kernel can't filter them: a bad file could use the network, "
	                        "run programs"
	                      : "no filter for this processor: a bad file could use the network, "
	                        "run programs";
}

static const char *
why_no_landlock(const OtConfined *found)
{
	return found->landlock > 0
	               ? "Landlock can't be used here: a bad file could write where you may"
	               : "this kernel has no Landlock: a bad file could write where you may";
}

/* False where commands work with less of them. */
static bool
print_guards(const OtConfined *found)
{
	if (found->is_off) {
		print_line("off", "Confinement", "OUTSET_CONFINE=no turns it off");
		return true;
	}
	if (!found->tried) {
		print_line("not here", "Confinement",
		           "no process can be started, so that no command works; see ulimit -u");
		return true;
	}
	g_autofree char *limits =
		g_strdup_printf("%d MB of memory and %d seconds for most commands",
	                        OT_LIMIT_MEMORY_MB, OT_LIMIT_SECONDS);
	g_autofree char *files = g_strdup_printf(
		"nothing is written elsewhere (Landlock, version %d)", found->landlock);

	print_guard(found->limits, "Limits", limits,
	            "can't be set: a bad file could use up memory and time");
	print_guard(found->calls, "System calls", "no network, no other programs",
	            why_no_filter(found));
	print_guard(found->files, "Writing", files, why_no_landlock(found));
	return found->limits && found->calls && found->files;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	/* First, before a library has threads. */
	const OtConfined confined = ot_confine_try();
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GPtrArray) all = ot_health_examine(findings);
	const char *charset = NULL;
	guint n_wrong = 0;

	(void) operands;
	(void) error;
	for (guint i = 0; i < all->len; i++) {
		const OtHealth *health = g_ptr_array_index(all, i);

		print_line(health->good ? "ok" : "wrong", health->name, health->detail);
		n_wrong += !health->good;
	}
	bool utf8 = g_get_charset(&charset);
	g_autofree char *shown = g_strdup_printf("%s%s", charset,
	                                         utf8 ? "" : "; some characters are shown as ?");
	print_line("ok", "Terminal", shown);
	print_tools();
	if (!print_guards(&confined))
		printf("\nEvery command works without the guards that are not here. Then open only files "
		       "of people whom you trust.\n");
	printf("\n");
	OtExit status = ot_report_aside(findings, &values->report);
	if (n_wrong > 0)
		printf("%u of these %s wrong. On Debian and Ubuntu, make packages installs what is "
		       "missing.\n", n_wrong, n_wrong == 1 ? "is" : "are");
	else
		printf("Everything that outset needs is here.\n");
	return n_wrong > 0 ? OT_EXIT_FINDINGS : status;
}

const OtCommand ot_command_doctor = {
	.name = "doctor",
	.operands = "",
	.summary = "see whether everything is here that the program needs",
	.description =
		"Looks at the parts that are loaded when they are needed, with the versions of "
		"their libraries, at the data, and at the faces of each house style; and tries "
		"what keeps a file that is made to do harm from doing it. Nothing is "
		"changed, and nothing is fetched.",
	.options = options,
	.values_size = sizeof(Values),
	.examples = examples,
	.reach = OT_NEEDS_FREEDOM,
	.run = run,
};
