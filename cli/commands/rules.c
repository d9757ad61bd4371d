/* SPDX-License-Identifier: MIT */
#include "commands/action.h"
#include "commands/checker.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtCheckValues check;
} Values;

static const OtOption options[] = {
	OT_CHECK_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset rules list                    all rules, and how severe they are",
	"outset rules list --regime scotland-2015 --select LAW",
	"outset rules test council.xml        run the examples of a pack of your own",
	"outset rules reference               thresholds and periods, and which ran out",
	NULL,
};

/* Print words from a column on, and from the same column in the lines after. */
static void
print_wrapped(const char *words, int indent)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	ot_help_wrap(lines, words, indent);
	fputs(lines->str + indent, stdout);
}

/* The file that rules come from, over them. */
static void
print_pack(const char *path, bool first)
{
	g_autofree char *name = g_path_get_basename(path);

	printf("%s%s\n", first ? "" : "\n", name);
}

static void
print_rule(const OtRuleInfo *info, OtSeverity severity)
{
	g_autofree char *head =
		g_strdup_printf("  %-7s %-7s  ", info->code, ot_severity_name(severity));

	fputs(head, stdout);
	print_wrapped(info->title, (int) strlen(head));
}

/* Which rules there are, as they would run over a free draft. */
static bool
list(OtResources *resources, const OtSettings *settings, const Values *values,
     char *const *operands, GError **error)
{
	g_autoptr(OtChecker) checker = ot_checker_open(resources, settings, &values->check, error);
	g_autoptr(OtRuleChoice) choice = checker != NULL ? ot_checker_usual(checker, error) : NULL;
	const char *pack = NULL;
	size_t n_off = 0;

	(void) operands;
	if (choice == NULL)
		return false;
	const OtRules *rules = ot_checker_rules(checker);
	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		const OtRuleInfo *info = ot_rules_info(rules, i);
		if (choice->level[i] == OT_RULE_OFF) {
			n_off++;
			continue;
		}
		if (g_strcmp0(pack, info->pack) != 0)
			print_pack(info->pack, pack == NULL);
		pack = info->pack;
		print_rule(info, (OtSeverity) (choice->level[i] - 1));
	}
	if (n_off > 0)
		fprintf(stderr, "\n%zu more do not apply or are off here.\n", n_off);
	fprintf(stderr, "\nNext: outset explain CODE\n");
	return true;
}

/* Run the examples of one rule; says what fails. */
static bool
test_rule(const OtRules *rules, size_t rule, size_t *n_failed, size_t *n_tried, GError **error)
{
	const OtRuleInfo *info = ot_rules_info(rules, rule);
	const GArray *list_of = ot_rules_examples(rules, rule);

	for (guint i = 0; i < list_of->len; i++) {
		const OtRuleExample *example = &g_array_index(list_of, OtRuleExample, i);
		g_autoptr(GError) mistake = NULL;
		bool good = ot_rules_try_example(rules, rule, example, &mistake);
		if (mistake != NULL) {
			g_propagate_error(error, g_steal_pointer(&mistake));
			return false;
		}
		++*n_tried;
		if (good)
			continue;
		++*n_failed;
		printf("%s:%d: %s: the %s example %s\n", info->pack, example->line, info->code,
		       example->bad ? "bad" : "good",
		       example->bad ? "does not raise it" : "raises it, and should not");
	}
	return true;
}

/* Those of the packs that are not ours, which are read in any case; end with NULL. */
static GPtrArray *
list_foreign(const OtResources *resources, char *const *packs)
{
	GPtrArray *foreign = g_ptr_array_new();

	for (; *packs != NULL; packs++) {
		g_autofree char *name = g_path_get_basename(*packs);
		g_autofree char *ours =
			ot_resources_path(resources, "schemas", "rules", name, NULL);
		if (!ot_file_is_same(*packs, ours))
			g_ptr_array_add(foreign, *packs);
	}
	g_ptr_array_add(foreign, NULL);
	return foreign;
}

/* Whether a pack is among those that are named; all are where none is. */
static bool
is_named(char *const *packs, const char *pack)
{
	if (*packs == NULL)
		return true;
	for (; *packs != NULL; packs++)
		if (strcmp(*packs, pack) == 0 || ot_file_is_same(*packs, pack))
			return true;
	return false;
}

/* Run the examples of packs, which come after ours, so that they may use our lists. */
static bool
test(OtResources *resources, const OtSettings *settings, const Values *values,
     char *const *operands, GError **error)
{
	g_autoptr(GPtrArray) foreign = list_foreign(resources, operands);
	OtSettings with = *settings;
	OtCheckValues check = values->check;
	size_t n_failed = 0, n_tried = 0;
	const char *pack = NULL;
	bool named = false;

	with.rules = (char **) foreign->pdata;
	check.examples = true;
	g_autoptr(OtChecker) checker = ot_checker_open(resources, &with, &check, error);
	if (checker == NULL)
		return false;
	const OtRules *rules = ot_checker_rules(checker);
	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		/* The rules of a pack follow each other. */
		if (g_strcmp0(pack, ot_rules_info(rules, i)->pack) != 0)
			named = is_named(operands, ot_rules_info(rules, i)->pack);
		pack = ot_rules_info(rules, i)->pack;
		if (named && !test_rule(rules, i, &n_failed, &n_tried, error))
			return false;
	}
	if (n_failed == 0)
		fprintf(stderr, "All %zu examples do what they should.\n", n_tried);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%zu of %zu examples do not do what they should", n_failed, n_tried);
	return n_failed == 0;
}

/* The state of a constant today, in a word. */
static const char *
state_of(const OtConstant *constant, const char *today)
{
	if (constant->valid_from != NULL && strcmp(today, constant->valid_from) < 0)
		return "not yet";
	if (constant->valid_to != NULL && strcmp(today, constant->valid_to) > 0)
		return "ran out";
	return "in force";
}

static void
print_constant(const OtConstant *constant, const char *today)
{
	const char *unit = constant->unit != NULL ? constant->unit : "";

	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) state = g_string_new(state_of(constant, today));

	g_string_append_printf(text, "  %s: %s%s%s\n", constant->id, constant->value,
	                       *unit != '\0' ? " " : "", unit);
	ot_help_wrap(text, constant->title, 4);
	if (constant->valid_from != NULL)
		g_string_append_printf(state, ", from %s", constant->valid_from);
	if (constant->valid_to != NULL)
		g_string_append_printf(state, " to %s", constant->valid_to);
	ot_help_wrap(text, state->str, 4);
	g_string_printf(state, "%s (compared %s)", constant->source, constant->checked);
	ot_help_wrap(text, state->str, 4);
	if (constant->note != NULL)
		ot_help_wrap(text, constant->note, 4);
	fputs(text->str, stdout);
}

static bool
reference(OtResources *resources, const OtSettings *settings, const Values *values,
          char *const *operands, GError **error)
{
	g_autoptr(OtChecker) checker = ot_checker_open(resources, settings, &values->check, error);
	g_autofree char *today = ot_today();
	const char *group = NULL;
	size_t n_out = 0;

	(void) operands;
	if (checker == NULL)
		return false;
	const GPtrArray *rows = ot_reference_rows(ot_rules_reference(ot_checker_rules(checker)));
	for (guint i = 0; i < rows->len; i++) {
		const OtConstant *constant = g_ptr_array_index(rows, i);
		bool in_force;
		if (g_strcmp0(group, constant->group) != 0)
			printf("%s%s\n", i > 0 ? "\n" : "", constant->group);
		group = constant->group;
		print_constant(constant, today);
		ot_reference_find(ot_rules_reference(ot_checker_rules(checker)), constant->id,
		                  today, &in_force);
		n_out += !in_force;
	}
	if (n_out > 0)
		fprintf(stderr,
		        "\n%zu of these have nothing in force on %s: look for a newer outset, "
		        "or ask whoever maintains it.\n",
		        n_out, today);
	return true;
}

static const struct {
	const char *name;
	bool takes_operands;
	bool (*run)(OtResources *resources, const OtSettings *settings, const Values *values,
	            char *const *operands, GError **error);
} actions[] = {
	{"list", false, list},
	{"test", true, test},
	{"reference", false, reference},
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	int action = OT_ACTION_FIND("rules", actions, operands[0], error);

	if (action < 0)
		return OT_EXIT_FAILED;
	if (!actions[action].takes_operands && operands[1] != NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "rules %s takes no \"%s\"",
		            operands[0], operands[1]);
		return OT_EXIT_FAILED;
	}
	g_autoptr(OtSettings) settings = ot_settings_load(".", error);
	g_autoptr(OtResources) resources = settings != NULL ? ot_resources_new(error) : NULL;
	bool done = resources != NULL &&
	            actions[action].run(resources, settings, data, operands + 1, error);
	return done ? OT_EXIT_CLEAN : OT_EXIT_FAILED;
}

const OtCommand ot_command_rules = {
	.name = "rules",
	.operands = "list|test [PACK...]|reference",
	.summary = "list rules, test packs of your own, show the constants of law",
	.description =
		"list shows the rules that run over a draft, as outset.ini and the options have it. "
		"test runs the examples of packs (schemas/rules.xsd says how they are written): each "
		"bad one has to raise its rule and each good one must not. reference shows the "
		"constants of law and guidance that rules reckon with, from when to when they hold, "
		"and which have run out.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = -1,
	.examples = examples,
	.run = run,
};
