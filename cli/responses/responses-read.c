/* SPDX-License-Identifier: MIT */
#include "responses/responses.h"

#include "base/file.h"
#include "base/limits.h"
#include "xml/pull.h"

#include <string.h>

/*
 * Tag by tag and not as a tree: the answers of ten thousand suppliers are some 300 MB of text, and
 * a tree would be six times that.  Texts stay where they are in the bytes of the file and are
 * unescaped there, once they are passed: no text is longer without its escapes than with them.
 */

enum { NS_RESPONSES = OT_PULL_NS_FIRST };

/* Depth of elements below <responses>. */
#define DEEPEST 8

typedef struct {
	OtPull *pull;
	char *bytes; /* that `pull` goes through, and that texts stay in */
	const char *file;
	OtFindings *findings;
	bool failed;
	OtResponse *response; /* that is read */
} Reader;

/* The number of the line of the token. */
static int
line_of(const Reader *reader, size_t offset)
{
	const char *bytes = ot_pull_bytes(reader->pull);
	int line = 1;

	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

static void
fail(Reader *reader, size_t offset, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
fail(Reader *reader, size_t offset, const char *format, ...)
{
	va_list arguments;

	if (reader->failed)
		return;
	reader->failed = true;
	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_findings_add(reader->findings, OT_CODE_RESPONSES_FILE,
	                (OtWhere){.file = reader->file, .line = line_of(reader, offset)}, "%s",
	                message);
}

static const char *
attr(Reader *reader, const char *name)
{
	g_autofree char *value =
		ot_pull_value(reader->pull, ot_pull_attr(reader->pull, OT_PULL_NS_NONE, name));

	return ot_arena_strdup(reader->response->arena, value != NULL ? value : "");
}

/* The index of an attribute's value in a list of words. */
static int
choose(Reader *reader, const char *name, const char *const *words)
{
	size_t offset = ot_pull_token(reader->pull)->start;
	const char *value = attr(reader, name);

	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], value) == 0)
			return i;
	fail(reader, offset, "\"%s\" is not a value of %s", value, name);
	return 0;
}

/* Unescape some bytes to `to`, which is not behind them; gives where that ends. */
static char *
unescape(char *to, const char *raw, const char *end, bool cdata)
{
	while (raw < end) {
		size_t len = 0, left = (size_t) (end - raw);
		char out[4];

		while (len < left && raw[len] != '\r' && (cdata || raw[len] != '&'))
			len++;
		memmove(to, raw, len);
		to += len;
		raw += len;
		if (raw == end)
			break;
		len = ot_pull_step(&raw, end, cdata, out);
		memcpy(to, out, len);
		to += len;
	}
	return to;
}

/* All characters of the element whose start tag is the token. */
static const char *
text(Reader *reader)
{
	const OtPullToken *token = ot_pull_token(reader->pull);
	size_t depth = token->depth;
	char *start = NULL, *end = NULL;

	for (;;) {
		OtPullKind kind = ot_pull_next(reader->pull);
		if (kind == OT_PULL_BROKEN || kind == OT_PULL_DONE ||
		    (kind == OT_PULL_END && token->depth == depth))
			break;
		if (kind != OT_PULL_TEXT) {
			fail(reader, token->start, "only text can stand here");
			continue;
		}
		if (start == NULL)
			start = end = reader->bytes + token->start;
		end = unescape(end, reader->bytes + token->start, reader->bytes + token->end,
		               token->cdata);
	}
	if (start == NULL || token->kind != OT_PULL_END)
		return "";
	/* over the end tag, which is passed; and no line end is left there to be counted */
	memset(end, ' ', (size_t) (reader->bytes + token->start - end));
	*end = '\0';
	return start;
}

static void
refuse(Reader *reader)
{
	const OtPullToken *token = ot_pull_token(reader->pull);

	fail(reader, token->start, "<%.*s> is not known here", (int) token->name_len, token->name);
}

static void
read_answer(Reader *reader, GArray *answers)
{
	static const char *const yes[] = {"", "yes", NULL};
	size_t depth = ot_pull_token(reader->pull)->depth;
	OtResponseAnswer answer = {.text = "", .more = "", .reason = ""};

	answer.question = attr(reader, "question");
	answer.kind = (OtAskedKind) choose(reader, "kind", ot_asked_kinds);
	answer.found = (OtFound) choose(reader, "found", ot_found_names);
	answer.place = attr(reader, "place");
	answer.sensitive = choose(reader, "sensitive", yes) == 1;
	while (!reader->failed && ot_pull_child(reader->pull, depth)) {
		if (ot_pull_is(reader->pull, NS_RESPONSES, "said"))
			answer.text = text(reader);
		else if (ot_pull_is(reader->pull, NS_RESPONSES, "more"))
			answer.more = text(reader);
		else if (ot_pull_is(reader->pull, NS_RESPONSES, "reason"))
			answer.reason = text(reader);
		else
			refuse(reader);
	}
	g_array_append_val(answers, answer);
}

static void
read_particular(Reader *reader)
{
	size_t offset = ot_pull_token(reader->pull)->start;
	const char *name = attr(reader, "name");

	for (size_t i = 0; i < OT_N_PARTICULARS; i++)
		if (strcmp(ot_particulars[i].name, name) == 0) {
			reader->response->particulars[i] = text(reader);
			return;
		}
	fail(reader, offset, "\"%s\" is nothing that is said of a supplier", name);
}

static void
read_attributes(Reader *reader)
{
	static const char *const counts[] = {"no", "yes", NULL};
	OtResponse *response = reader->response;

	response->id = attr(reader, "id");
	response->supplier = attr(reader, "supplier");
	response->counts = choose(reader, "counts", counts) == 1;
	response->file = attr(reader, "file");
	response->sha256 = attr(reader, "sha256");
	response->format = (OtResponseFormat) choose(reader, "format", ot_response_formats);
	response->lang = attr(reader, "lang");
	response->reference = attr(reader, "reference");
	response->version = attr(reader, "version");
	response->form_version = attr(reader, "form-version");
	response->reworded = attr(reader, "reworded");
	response->saved = attr(reader, "saved");
	response->share = (OtResponseConsent) choose(reader, "share", ot_consents);
	response->contact = (OtResponseConsent) choose(reader, "contact", ot_consents);
}

static void
read_response(Reader *reader)
{
	size_t depth = ot_pull_token(reader->pull)->depth;
	g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(OtResponseAnswer));

	read_attributes(reader);
	while (!reader->failed && ot_pull_child(reader->pull, depth)) {
		if (ot_pull_is(reader->pull, NS_RESPONSES, "particular"))
			read_particular(reader);
		else if (ot_pull_is(reader->pull, NS_RESPONSES, "answer"))
			read_answer(reader, answers);
		else
			refuse(reader);
	}
	ot_response_set_answers(reader->response, answers);
}

static OtResponses *
read_all(Reader *reader)
{
	if (ot_pull_next(reader->pull) != OT_PULL_START ||
	    !ot_pull_is(reader->pull, NS_RESPONSES, "responses")) {
		fail(reader, 0, "this is not a file of responses; outset collect writes one");
		return NULL;
	}
	g_autofree char *reference = ot_pull_value(
		reader->pull, ot_pull_attr(reader->pull, OT_PULL_NS_NONE, "reference"));
	g_autofree char *version = ot_pull_value(
		reader->pull, ot_pull_attr(reader->pull, OT_PULL_NS_NONE, "version"));
	g_autoptr(OtResponses) responses = ot_responses_new(reference, version);
	while (!reader->failed && ot_pull_child(reader->pull, 1)) {
		if (!ot_pull_is(reader->pull, NS_RESPONSES, "response")) {
			refuse(reader);
			break;
		}
		reader->response = ot_responses_obtain(responses);
		read_response(reader);
	}
	const char *message;
	size_t offset;
	while (!reader->failed && ot_pull_token(reader->pull)->kind != OT_PULL_BROKEN &&
	       ot_pull_next(reader->pull) != OT_PULL_DONE)
		;
	if (!reader->failed && ot_pull_token(reader->pull)->kind == OT_PULL_BROKEN) {
		ot_pull_problem(reader->pull, &offset, &message);
		fail(reader, offset, "%s", message);
	}
	return reader->failed ? NULL : g_steal_pointer(&responses);
}

OtResponses *
ot_responses_read(const char *path, OtFindings *findings, GError **error)
{
	static const OtPullNamespace namespaces[] = {{"urn:outset:responses:1", NS_RESPONSES}};
	static const OtPullSettings settings = {namespaces, G_N_ELEMENTS(namespaces), DEEPEST,
	                                        OT_LIMIT_RESPONSES_ELEMENTS};
	g_autoptr(GBytes) file = ot_file_read(path, OT_LIMIT_RESPONSES_BYTES, error);
	GBytes *bytes = file != NULL ? ot_pull_utf8(file) : NULL;
	size_t len;

	if (file == NULL)
		return NULL;
	if (bytes == NULL) {
		ot_findings_add(findings, OT_CODE_XML_ENCODING, (OtWhere){.file = path},
		                "the file is not UTF-8");
		return NULL;
	}
	g_clear_pointer(&file, g_bytes_unref);
	g_autofree char *data = g_bytes_unref_to_data(bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(data, len, &settings);
	Reader reader = {.pull = pull, .bytes = data, .file = path, .findings = findings};
	OtResponses *responses = read_all(&reader);
	if (responses != NULL)
		ot_responses_own(responses, g_steal_pointer(&data));
	return responses;
}
