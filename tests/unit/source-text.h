/*
 * SPDX-License-Identifier: MIT
 *
 * The texts that stand in C code: string literals, those that follow each other joined, as the
 * compiler joins them.
 */
#ifndef TESTS_SOURCE_TEXT_H
#define TESTS_SOURCE_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/** What stands for a directive such as %s in a text. */
#define SOURCE_ANYTHING '\001'

typedef struct {
	char *written; /**< as it stands in the code, with its escapes */
	char *meant;   /**< without them, blanks as one, directives as SOURCE_ANYTHING */
	int line;      /**< from 1 */
	bool in_table; /**< in what a variable outside of functions starts with */
} SourceText;

static void
source_text_free(SourceText *text)
{
	g_free(text->written);
	g_free(text->meant);
	g_free(text);
}

typedef struct {
	const char *at;
	int line, depth;
	bool in_function;
	char last; /* the last sign that was neither blank nor comment */
	GString *written;
	int started; /* the line of the text that grows; 0: there is none */
	GPtrArray *texts;
} SourceReader;

/* A directive: %s, %-8.2f, %zu; and a % before a macro such as G_GUINT64_FORMAT, at an end. */
static const char *
source_skip_directive(const char *at)
{
	at += 1 + strspn(at + 1, "-+ #0'123456789*.");
	at += strspn(at, "hlzj");
	return *at != '\0' && strchr("diouxXeEfgGcsp", *at) != NULL ? at + 1 : at;
}

/** A text as it is read: escapes undone, all blanks one, none at its ends.  Free with g_free(). */
static char *
source_meant(const char *written, bool directives)
{
	g_autofree char *plain = g_strcompress(written);
	g_autoptr(GString) meant = g_string_new(NULL);

	for (const char *at = plain; *at != '\0';) {
		if (directives && at[0] == '%' && at[1] == '%') {
			g_string_append_c(meant, '%');
			at += 2;
		} else if (directives && *at == '%') {
			g_string_append_c(meant, SOURCE_ANYTHING);
			at = source_skip_directive(at);
		} else if (g_ascii_isspace(*at)) {
			if (meant->len != 0 && meant->str[meant->len - 1] != ' ')
				g_string_append_c(meant, ' ');
			at++;
		} else {
			g_string_append_c(meant, *at++);
		}
	}
	return g_strdup(g_strchomp(meant->str));
}

static void
source_end_text(SourceReader *reader)
{
	if (reader->started == 0)
		return;
	SourceText *text = g_new0(SourceText, 1);
	text->written = g_strdup(reader->written->str);
	text->meant = source_meant(text->written, true);
	text->line = reader->started;
	text->in_table = !reader->in_function;
	g_ptr_array_add(reader->texts, text);
	reader->started = 0;
	g_string_truncate(reader->written, 0);
}

/* To the sign behind the closing one of a literal, which may be escaped within. */
static void
source_read_literal(SourceReader *reader)
{
	char quote = *reader->at;
	const char *start = ++reader->at;

	while (*reader->at != quote && *reader->at != '\0')
		reader->at += *reader->at == '\\' && reader->at[1] != '\0' ? 2 : 1;
	if (quote == '"') {
		if (reader->started == 0)
			reader->started = reader->line;
		g_string_append_len(reader->written, start, reader->at - start);
	}
	if (*reader->at != '\0')
		reader->at++;
	reader->last = quote;
}

/* Names of formats stand between two pieces of one text; all other words end it. */
static void
source_read_word(SourceReader *reader)
{
	const char *start = reader->at;

	while (g_ascii_isalnum(*reader->at) || *reader->at == '_')
		reader->at++;
	g_autofree char *word = g_strndup(start, (size_t) (reader->at - start));
	if (!g_str_has_prefix(word, "PRI") && !g_str_has_suffix(word, "_FORMAT"))
		source_end_text(reader);
	reader->last = 'a';
}

static void
source_skip(SourceReader *reader, const char *end)
{
	const char *after = strstr(reader->at + 1, end);

	after = after != NULL ? after + strlen(end) : reader->at + strlen(reader->at);
	for (; reader->at < after; reader->at++)
		reader->line += *reader->at == '\n';
}

static void
source_read_sign(SourceReader *reader)
{
	char sign = *reader->at++;

	source_end_text(reader);
	if (sign == '{' && reader->depth++ == 0)
		reader->in_function = reader->last == ')';
	if (sign == '}' && reader->depth > 0 && --reader->depth == 0)
		reader->in_function = false;
	reader->last = sign;
}

/** All texts of a file of C code.  Free with g_ptr_array_unref(). */
static GPtrArray *
source_texts(const char *code)
{
	SourceReader reader = {.at = code, .line = 1, .written = g_string_new(NULL)};

	reader.texts = g_ptr_array_new_with_free_func((GDestroyNotify) source_text_free);
	while (*reader.at != '\0') {
		if (g_str_has_prefix(reader.at, "/*"))
			source_skip(&reader, "*/");
		else if (g_str_has_prefix(reader.at, "#include"))
			source_skip(&reader, "\n");
		else if (*reader.at == '"' || *reader.at == '\'')
			source_read_literal(&reader);
		else if (g_ascii_isalpha(*reader.at) || *reader.at == '_')
			source_read_word(&reader);
		else if (*reader.at == '\n')
			reader.at++, reader.line++;
		else if (g_ascii_isspace(*reader.at))
			reader.at++;
		else
			source_read_sign(&reader);
	}
	source_end_text(&reader);
	g_string_free(reader.written, TRUE);
	return reader.texts;
}

#endif
