/* SPDX-License-Identifier: MIT */
#ifndef OT_TEST_CHECK_RUN_H
#define OT_TEST_CHECK_RUN_H

/** A checker with rules that stay as they are (check/pack.xml), and what it says of one file. */

#include "base/error.h"
#include "base/file.h"
#include "check/checking.h"

#include <glib/gstdio.h>

#define PACK     "tests/unit/check/pack.xml"
#define COMPLETE "tests/unit/spec/complete.xml"

/* 18 November 2026, for what runs out on a day. */
#define TODAY "1795000000"

typedef struct {
	OtChecker *checker;
	char *complete; /* a specification without a finding */
	char *folder;
} Context;

/* What was checked, and what was found. */
typedef struct {
	OtResult *result;
	OtChecked *checked;
	GBytes *bytes;
} Run;

static inline void
run_free(Run *run)
{
	ot_checked_free(run->checked);
	ot_result_free(run->result);
	g_bytes_unref(run->bytes);
	g_free(run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

static inline Run *
check_bytes(const Context *context, const char *name, GBytes *take_bytes)
{
	g_autofree char *path = g_build_filename(context->folder, name, NULL);
	g_autoptr(GError) error = NULL;
	Run *run = g_new0(Run, 1);

	run->bytes = take_bytes;
	g_assert_true(ot_file_write(path, take_bytes, &error));
	run->result = ot_result_new("1.2.3");
	run->checked = ot_checker_run(context->checker, path, run->result, &error);
	g_assert_no_error(error);
	g_assert_nonnull(run->checked);
	g_remove(path);
	ot_findings_sort(run->result->findings);
	return run;
}

static inline Run *
check_text(const Context *context, const char *name, const char *text)
{
	return check_bytes(context, name, g_bytes_new(text, strlen(text)));
}

/* The complete specification with something else in place of what is there once. */
static inline char *
replace(const char *text, const char *find, const char *put)
{
	const char *place = strstr(text, find);

	if (place == NULL)
		g_error("\"%s\" is not there", find);
	g_autofree char *head = g_strndup(text, (gsize) (place - text));
	return g_strconcat(head, put, place + strlen(find), NULL);
}

/* The codes that were found, in their order: "HVC001 SUP001". */
static inline char *
codes_of(const OtFindings *findings)
{
	GString *codes = g_string_new(NULL);

	for (size_t i = 0; i < ot_findings_count(findings); i++)
		g_string_append_printf(codes, "%s%s", i > 0 ? " " : "",
		                       ot_findings_get(findings, i)->code);
	return g_string_free(codes, FALSE);
}

static inline void
assert_codes(const Run *run, const char *codes)
{
	g_autofree char *found = codes_of(run->result->findings);
	g_assert_cmpstr(found, ==, codes);
}

/* Opens the checker for `context`; what is left of it, context_close() puts away. */
static inline void
context_open(Context *context)
{
	char *const packs[] = {(char *) PACK, NULL};
	char *const select[] = {(char *) "HVC", NULL};
	const OtCheckOptions options = {.packs = packs, .select = select};

	g_setenv("SOURCE_DATE_EPOCH", TODAY, TRUE);
	context->checker = ot_checker_new("schemas", &options, NULL);
	context->folder = g_dir_make_tmp("outset-check-XXXXXX", NULL);
	g_assert_true(g_file_get_contents(COMPLETE, &context->complete, NULL, NULL));
	g_assert_nonnull(context->checker);
}

static inline void
context_close(Context *context)
{
	g_rmdir(context->folder);
	g_free(context->folder);
	g_free(context->complete);
	ot_checker_free(context->checker);
}

static inline void
add(const char *path, Context *context, GTestDataFunc test)
{
	g_autofree char *whole = g_strconcat("/check/", path, NULL);
	g_test_add_data_func(whole, context, test);
}

#endif
