/* SPDX-License-Identifier: MIT */
#include "commands/ask.h"

#include "base/error.h"
#include "base/file.h"
#include "engagement/questions.h"

static bool
write_questions(const OtQuestions *questions, const OtMakeValues *values, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(questions->path);
	const char *fate = questions->is_new ? "written" : "added to";

	if (questions->bytes == NULL) {
		ot_say(&values->report, "  %s  nothing to add", questions->path);
		return true;
	}
	if (values->dry_run)
		fate = questions->is_new ? "would be written" : "would be added to";
	else if (!ot_folder_make(folder, error) ||
	         !ot_file_write(questions->path, questions->bytes, error))
		return false;
	ot_say(&values->report, "  %s  %s, %d %s to answer", questions->path, fate,
	       questions->n_asked, questions->n_asked == 1 ? "field" : "fields");
	return true;
}

/* Everything is put together before anything is written. */
static bool
ask(const OtEngagement *engagement, char *const *names, const OtMakeValues *values,
    OtFindings *findings, GError **error)
{
	g_autoptr(GPtrArray) assets = ot_engagement_assets(engagement, names, error);
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify) ot_questions_free);

	if (assets == NULL)
		return false;
	for (guint i = 0; i < assets->len; i++) {
		OtQuestions *questions = ot_questions_ask(engagement, g_ptr_array_index(assets, i),
		                                          findings, error);
		if (questions == NULL)
			return false;
		g_ptr_array_add(all, questions);
	}
	for (guint i = 0; i < all->len; i++)
		if (!write_questions(g_ptr_array_index(all, i), values, error))
			return false;
	return true;
}

OtExit
ot_ask(const char *input, char *const *names, const OtMakeValues *values, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(input, findings, error);

	if (engagement == NULL)
		return OT_EXIT_FAILED;
	bool done = ot_engagement_is_valid(engagement) &&
	            ask(engagement, names, values, findings, error);
	OtExit status = ot_report_aside(findings, &values->report);
	if (!done && *error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was written, because of what was found");
	return done ? status : OT_EXIT_FAILED;
}
