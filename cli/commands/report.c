/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "report/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum { FAIL_ON_ERROR, FAIL_ON_WARNING, FAIL_ON_NOTE, FAIL_ON_NOTHING };

const char *const ot_report_formats[] = {
#define FORMAT(id, name, write) [OT_REPORT_##id] = name,
#include "report/formats.def"
#undef FORMAT
	[OT_N_REPORTS] = NULL,
};
const char *const ot_color_choices[] = {"auto", "always", "never", NULL};
const char *const ot_fail_choices[] = {"error", "warning", "note", "never", NULL};

/* NO_COLOR: https://no-color.org */
static bool
wants_color(const OtReportValues *values, int fd)
{
	const char *no_color = g_getenv("NO_COLOR");

	if (values->color != COLOR_AUTO)
		return values->color == COLOR_ALWAYS;
	return isatty(fd) && (no_color == NULL || *no_color == '\0');
}

OtReportOptions
ot_report_options(const OtReportValues *values, int fd)
{
	struct winsize size;
	bool known = isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0;

	/* Long lines are hard to read, so a wide terminal changes nothing. */
	return (OtReportOptions){
		.color = wants_color(values, fd),
		.width = known ? MIN(size.ws_col, OT_REPORT_WIDTH) : 0,
	};
}

static void
print(OtFindings *findings, const OtReportValues *values, FILE *out)
{
	ot_findings_sort(findings);
	const OtReportOptions options = ot_report_options(values, fileno(out));
	const OtResult result = {.findings = findings, .version = VERSION};
	g_autofree char *text =
		ot_report_write((OtReportFormat) values->format, &result, &options);
	fputs(text, out);
}

OtExit
ot_exit_status(const OtFindings *findings, const OtReportValues *values)
{
	static const OtSeverity levels[] = {
		[FAIL_ON_ERROR] = OT_SEVERITY_ERROR,
		[FAIL_ON_WARNING] = OT_SEVERITY_WARNING,
		[FAIL_ON_NOTE] = OT_SEVERITY_NOTE,
	};

	if (values->fail_on == FAIL_ON_NOTHING)
		return OT_EXIT_CLEAN;
	for (int level = levels[values->fail_on]; level <= OT_SEVERITY_ERROR; level++)
		if (ot_findings_count_severity(findings, (OtSeverity) level) > 0)
			return OT_EXIT_FINDINGS;
	return OT_EXIT_CLEAN;
}

OtExit
ot_report(OtFindings *findings, const OtReportValues *values)
{
	/* What programs read is a whole document even where nothing was found. */
	if (!values->quiet || values->format != OT_REPORT_TEXT || ot_findings_count(findings) > 0)
		print(findings, values, stdout);
	return ot_exit_status(findings, values);
}

OtExit
ot_report_aside(OtFindings *findings, const OtReportValues *values)
{
	OtReportValues plain = *values;

	/* Beside a document, which is no format of reports, people read what was found. */
	if (values->format >= OT_N_REPORTS)
		plain.format = OT_REPORT_TEXT;
	if (ot_findings_count(findings) > 0)
		print(findings, &plain, stderr);
	return ot_exit_status(findings, values);
}

/* Stands for line ends of our own while those of others are taken out. */
#define LINE_END '\036'

static int
count_line_ends(const char *text)
{
	int n = 0;

	for (; *text != '\0'; text++)
		n += *text == LINE_END;
	return n;
}

/* What a file's name could do to a terminal: controls, and marks that turn text around. */
static bool
is_harmful(gunichar character)
{
	return character >= (gunichar) -2 || g_unichar_iscntrl(character) ||
	       g_unichar_type(character) == G_UNICODE_FORMAT;
}

/*
 * Print on standard error, with "?" for what could do harm, and for line ends but those of
 * `format`.
 */
static void G_GNUC_PRINTF(1, 0)
print_line(const char *format, va_list arguments)
{
	g_autofree char *own = g_strdelimit(g_strdup(format), "\n", LINE_END);
	g_autofree char *line = g_strdup_vprintf(own, arguments);
	g_autoptr(GString) safe = g_string_new(NULL);
	/* A name may hold even that. */
	bool are_own = count_line_ends(own) == count_line_ends(line);

	for (const char *at = line; *at != '\0';) {
		gunichar character = g_utf8_get_char_validated(at, -1);
		const char *next = character < (gunichar) -2 ? g_utf8_next_char(at) : at + 1;

		if (character == LINE_END && are_own)
			g_string_append_c(safe, '\n');
		else if (is_harmful(character))
			g_string_append_c(safe, '?');
		else
			g_string_append_len(safe, at, next - at);
		at = next;
	}
	fprintf(stderr, "%s\n", safe->str);
}

void
ot_say(const OtReportValues *values, const char *format, ...)
{
	va_list arguments;

	if (values->quiet)
		return;
	va_start(arguments, format);
	print_line(format, arguments);
	va_end(arguments);
}

/* What shells read as $'...': the only quotes in which a control can be spelled out. */
static char *
quote_controls(const char *word)
{
	g_autofree char *escaped = g_strescape(word, NULL);
	g_auto(GStrv) pieces = g_strsplit(escaped, "'", -1);
	g_autofree char *inner = g_strjoinv("\\'", pieces);

	return g_strconcat("$'", inner, "'", NULL);
}

char *
ot_shell_word(const char *path)
{
	g_autofree char *word = g_strconcat(*path == '-' ? "./" : "", path, NULL);

	for (const char *c = word; *c != '\0'; c++)
		if (g_ascii_iscntrl(*c))
			return quote_controls(word);
	for (const char *c = word; *c != '\0'; c++)
		if (!g_ascii_isalnum(*c) && strchr("/._-+,:@%", *c) == NULL && (*c & 0x80) == 0)
			return g_shell_quote(word);
	return g_steal_pointer(&word);
}

void
ot_complain(const char *format, ...)
{
	va_list arguments;

	fputs("outset: ", stderr);
	va_start(arguments, format);
	print_line(format, arguments);
	va_end(arguments);
}
