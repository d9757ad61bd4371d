/* SPDX-License-Identifier: MIT */
#include "xml/pull.h"

#include "base/limits.h"
#include "xml/pull-text.h"

#include <string.h>

#define URI_XML   "http://www.w3.org/XML/1998/namespace"
#define URI_XMLNS "http://www.w3.org/2000/xmlns/"

/* An element that is not yet ended. */
typedef struct {
	const char *name; /* with its prefix */
	size_t len, prefix_len;
	int ns;
	guint n_bindings; /* before its own */
} Open;

typedef struct {
	const char *prefix; /* without its colon */
	size_t len;
	int ns;
} Binding;

/* Short prefixes that were looked up since a binding last changed. */
typedef struct {
	guint64 key; /* 0: free */
	int ns;
} Known;

#define CACHE_BITS 4

struct OtPull {
	OtPullToken token;
	const char *bytes, *c, *end;
	const OtPullSettings *settings;
	Open *open;       /* room for as many as the depth may be */
	size_t n_open;
	OtPullAttr attrs[OT_LIMIT_XML_ATTRS];
	size_t n_attrs;
	GArray *bindings; /* of Binding, the innermost last */
	GHashTable *uris; /* URI to number */
	GPtrArray *names; /* number to URI; the strings belong to `uris` */
	Known cache[1 << CACHE_BITS];
	size_t n_elements;
	bool has_root;
	OtPullReason reason;
	const char *broken; /* where; NULL: it isn't */
	char *message;
};

/* --- trouble --------------------------------------------------------------------------------- */

static bool refuse(OtPull *pull, OtPullReason reason, const char *at, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static bool
refuse(OtPull *pull, OtPullReason reason, const char *at, const char *format, ...)
{
	va_list arguments;

	if (pull->broken != NULL)
		return false;
	va_start(arguments, format);
	pull->message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	pull->reason = reason;
	pull->broken = at;
	return false;
}

#define MALFORMED(pull, ...) refuse((pull), OT_PULL_MALFORMED, (pull)->c, __VA_ARGS__)

OtPullReason
ot_pull_problem(const OtPull *pull, size_t *offset, const char **message)
{
	*offset = pull->broken != NULL ? (size_t) (pull->broken - pull->bytes) : 0;
	*message = pull->message;
	return pull->reason;
}

/* Take over what pull-text.h says of characters. */
static bool
check(OtPull *pull, const OtPullProblem *problem)
{
	if (problem->at == NULL)
		return true;
	return refuse(pull, problem->control ? OT_PULL_CONTROL : OT_PULL_MALFORMED, problem->at,
	              "%s", problem->message);
}

/* --- namespaces ------------------------------------------------------------------------------ */

static int
number_of(OtPull *pull, char *take_uri)
{
	gpointer known;

	if (g_hash_table_lookup_extended(pull->uris, take_uri, NULL, &known)) {
		g_free(take_uri);
		return GPOINTER_TO_INT(known);
	}
	int ns = (int) pull->names->len;
	g_ptr_array_add(pull->names, take_uri);
	g_hash_table_insert(pull->uris, take_uri, GINT_TO_POINTER(ns));
	return ns;
}

static void
name_known(OtPull *pull, const char *uri, int ns)
{
	char *own = g_strdup(uri);

	g_hash_table_insert(pull->uris, own, GINT_TO_POINTER(ns));
	while ((int) pull->names->len <= ns)
		g_ptr_array_add(pull->names, NULL);
	pull->names->pdata[ns] = own;
}

/* A prefix of up to seven bytes as a number that isn't 0. */
static guint64
key_of(const char *prefix, size_t len)
{
	guint64 key = len + 1;

	for (size_t i = 0; i < len; i++)
		key = key << 8 | (unsigned char) prefix[i];
	return key;
}

static int
find_binding(const OtPull *pull, const char *prefix, size_t len)
{
	const Binding *bindings = (const Binding *) (void *) pull->bindings->data;

	if (len == 3 && memcmp(prefix, "xml", 3) == 0)
		return OT_PULL_NS_XML;
	for (guint i = pull->bindings->len; i-- > 0;)
		if (bindings[i].len == len && memcmp(bindings[i].prefix, prefix, len) == 0)
			return bindings[i].ns;
	return len == 0 ? OT_PULL_NS_NONE : -1;
}

int
ot_pull_prefix(const OtPull *pull, const char *prefix, size_t len)
{
	return find_binding(pull, prefix, len);
}

static int
resolve(OtPull *pull, const char *prefix, size_t len)
{
	if (len > 7)
		return find_binding(pull, prefix, len);
	guint64 key = key_of(prefix, len);
	/* Fibonacci hashing: the upper bits of the product are the best mixed. */
	Known *known =
		&pull->cache[key * G_GUINT64_CONSTANT(11400714819323198485) >> (64 - CACHE_BITS)];
	if (known->key != key)
		*known = (Known){key, find_binding(pull, prefix, len)};
	return known->ns;
}

const char *
ot_pull_uri(const OtPull *pull, int ns)
{
	const char *uri = ns >= 0 && (guint) ns < pull->names->len ? pull->names->pdata[ns] : NULL;

	return uri != NULL ? uri : "";
}

static void
drop_bindings(OtPull *pull, guint keep)
{
	if (pull->bindings->len == keep)
		return;
	g_array_set_size(pull->bindings, keep);
	memset(pull->cache, 0, sizeof pull->cache);
}

/* Namespaces in XML 1.0, 3 to 5: what may be declared. */
static bool
declare(OtPull *pull, const char *prefix, size_t len, const OtPullAttr *attr)
{
	g_autofree char *uri = ot_pull_value(pull, attr);
	bool is_xml = len == 3 && memcmp(prefix, "xml", 3) == 0;

	if ((len == 5 && memcmp(prefix, "xmlns", 5) == 0) || strcmp(uri, URI_XMLNS) == 0 ||
	    is_xml != (strcmp(uri, URI_XML) == 0))
		return MALFORMED(pull, "the prefixes xml and xmlns are declared as something else");
	if (len > 0 && *uri == '\0')
		return MALFORMED(pull, "the prefix %.*s is declared as nothing", (int) len, prefix);
	if (is_xml)
		return true;
	if (pull->bindings->len >= OT_LIMIT_XML_NAMESPACES)
		return refuse(pull, OT_PULL_LIMIT, pull->c,
		              "more than %d namespaces are declared within each other",
		              OT_LIMIT_XML_NAMESPACES);
	Binding binding = {prefix, len,
	                   *uri != '\0' ? number_of(pull, g_steal_pointer(&uri)) : OT_PULL_NS_NONE};
	g_array_append_val(pull->bindings, binding);
	memset(pull->cache, 0, sizeof pull->cache);
	return true;
}

/* --- tags ------------------------------------------------------------------------------------ */

static void
skip_blanks(OtPull *pull)
{
	while (pull->c < pull->end && ot_pull_is_blank(*pull->c))
		pull->c++;
}

static bool
starts_with(const OtPull *pull, const char *text, size_t len)
{
	return (size_t) (pull->end - pull->c) >= len && memcmp(pull->c, text, len) == 0;
}

/* A name with at most one colon, neither first nor last; `prefix_len` is 0 or counts the colon. */
static bool
scan_name(OtPull *pull, const char *what, size_t *len, size_t *prefix_len)
{
	const char *start = pull->c;
	const char *colon;

	*len = ot_pull_name_length(start, pull->end, &colon);
	if (*len == 0)
		return MALFORMED(pull, "there should be the name of %s here", what);
	if (*len > OT_LIMIT_XML_NAME)
		return refuse(pull, OT_PULL_LIMIT, start,
		              "a name has %zu bytes; at most %d are read", *len, OT_LIMIT_XML_NAME);
	*prefix_len = colon != NULL ? (size_t) (colon + 1 - start) : 0;
	if (colon != NULL &&
	    (*prefix_len == 1 || *prefix_len == *len ||
	     ot_pull_name_length(colon + 1, pull->end, &colon) == 0 || colon != NULL))
		return MALFORMED(pull, "the name %.*s has a colon where none can be", (int) *len,
		                 start);
	pull->c += *len;
	return true;
}

static bool
scan_value(OtPull *pull, OtPullAttr *attr)
{
	OtPullProblem problem = {0};

	skip_blanks(pull);
	if (pull->c == pull->end || *pull->c != '=')
		return MALFORMED(pull, "the attribute %.*s has no value", (int) attr->name_len,
		                 attr->name);
	pull->c++;
	skip_blanks(pull);
	if (pull->c == pull->end || (*pull->c != '"' && *pull->c != '\''))
		return MALFORMED(pull, "the value of the attribute %.*s is not in quotation marks",
		                 (int) attr->name_len, attr->name);
	char quote = *pull->c++;
	attr->value = (size_t) (pull->c - pull->bytes);
	const char *end = ot_pull_scan_text(pull->c, pull->end, quote, &problem);
	if (!check(pull, &problem))
		return false;
	attr->value_len = (size_t) (end - pull->c);
	pull->c = end;
	if (end == pull->end || *end != quote)
		return MALFORMED(pull, end == pull->end
		                               ? "an attribute has no closing quotation mark"
		                               : "the character < stands in an attribute");
	pull->c++;
	return true;
}

/* One attribute, its namespace left for later: it may be declared further on in the tag. */
static bool
scan_attr(OtPull *pull)
{
	OtPullAttr attr = {.start = (size_t) (pull->c - pull->bytes)};
	size_t len, prefix_len;
	const char *name = pull->c;

	if (pull->n_attrs >= OT_LIMIT_XML_ATTRS)
		return refuse(pull, OT_PULL_LIMIT, pull->c,
		              "an element has more than %d attributes", OT_LIMIT_XML_ATTRS);
	if (!scan_name(pull, "an attribute", &len, &prefix_len))
		return false;
	attr.name = name + prefix_len;
	attr.name_len = len - prefix_len;
	if (!scan_value(pull, &attr))
		return false;
	attr.declares = (prefix_len == 6 && memcmp(name, "xmlns:", 6) == 0) ||
	                (len == 5 && memcmp(name, "xmlns", 5) == 0);
	if (attr.declares &&
	    !declare(pull, attr.name, prefix_len > 0 ? attr.name_len : 0, &attr))
		return false;
	pull->attrs[pull->n_attrs++] = attr;
	return true;
}

static bool
same_attr(const OtPullAttr *one, const OtPullAttr *other)
{
	/* xmlns="..." and xmlns:xmlns are told apart by the latter being refused. */
	return one->ns == other->ns && one->declares == other->declares &&
	       one->name_len == other->name_len &&
	       memcmp(one->name, other->name, one->name_len) == 0;
}

/* Resolve the prefixes; no two attributes may have one name (Namespaces in XML 1.0, 6.3). */
static bool
finish_attrs(OtPull *pull)
{
	guint64 seen = 0;

	for (size_t i = 0; i < pull->n_attrs; i++) {
		OtPullAttr *attr = &pull->attrs[i];
		const char *start = pull->bytes + attr->start;
		size_t prefix_len = (size_t) (attr->name - start);

		if (!attr->declares && prefix_len > 0)
			attr->ns = resolve(pull, start, prefix_len - 1);
		if (attr->ns < 0)
			return refuse(pull, OT_PULL_MALFORMED, start,
			              "the prefix %.*s is not declared", (int) prefix_len - 1,
			              start);
		/* Most tags are told to be sound by one bit for each name. */
		guint64 bit = (guint64) 1 << ((attr->name_len * 7 +
		                               (unsigned char) attr->name[attr->name_len - 1] * 3 +
		                               (unsigned char) attr->name[0]) % 64);
		for (size_t j = 0; (seen & bit) != 0 && j < i; j++)
			if (same_attr(attr, &pull->attrs[j]))
				return refuse(pull, OT_PULL_MALFORMED, start,
				              "the attribute %.*s stands twice in one tag",
				              (int) (attr->name_len + prefix_len), start);
		seen |= bit;
	}
	return true;
}

static bool
check_place(OtPull *pull)
{
	if (pull->n_open == 0 && pull->has_root)
		return MALFORMED(pull, "a second element stands beside the outermost one");
	if (pull->n_open >= pull->settings->most_depth)
		return refuse(pull, OT_PULL_LIMIT, pull->c,
		              "elements stand more than %zu deep in each other",
		              pull->settings->most_depth);
	if (++pull->n_elements > pull->settings->most_elements)
		return refuse(pull, OT_PULL_LIMIT, pull->c, "there are more than %zu elements",
		              pull->settings->most_elements);
	return true;
}

static bool
scan_attrs(OtPull *pull)
{
	pull->n_attrs = 0;
	for (;;) {
		const char *before = pull->c;

		skip_blanks(pull);
		if (pull->c == pull->end)
			return MALFORMED(pull, "the file ends within a tag");
		if (*pull->c == '>' || *pull->c == '/')
			break;
		if (pull->c == before)
			return MALFORMED(pull, "a blank is missing between two attributes");
		if (!scan_attr(pull))
			return false;
	}
	return finish_attrs(pull);
}

static bool
scan_start_tag(OtPull *pull)
{
	OtPullToken *token = &pull->token;
	Open open = {.name = pull->c + 1, .n_bindings = pull->bindings->len};

	token->start = (size_t) (pull->c - pull->bytes);
	if (!check_place(pull))
		return false;
	pull->c++;
	if (!scan_name(pull, "an element", &open.len, &open.prefix_len) || !scan_attrs(pull))
		return false;
	open.ns = resolve(pull, open.name, open.prefix_len > 0 ? open.prefix_len - 1 : 0);
	if (open.ns < 0)
		return refuse(pull, OT_PULL_MALFORMED, open.name, "the prefix %.*s is not declared",
		              (int) open.prefix_len - 1, open.name);
	token->empty = *pull->c == '/';
	pull->c += token->empty;
	if (pull->c == pull->end || *pull->c != '>')
		return MALFORMED(pull, "a tag is not ended by >");
	pull->c++;
	pull->open[pull->n_open++] = open;
	pull->has_root = true;
	token->kind = OT_PULL_START;
	token->end = (size_t) (pull->c - pull->bytes);
	token->depth = pull->n_open;
	token->ns = open.ns;
	token->prefix_len = open.prefix_len;
	token->name = open.name + open.prefix_len;
	token->name_len = open.len - open.prefix_len;
	token->attrs = pull->attrs;
	token->n_attrs = pull->n_attrs;
	return true;
}

/* Fill the token for the end of the innermost element. */
static void
end_element(OtPull *pull, size_t start)
{
	OtPullToken *token = &pull->token;
	Open open = pull->open[pull->n_open - 1];

	*token = (OtPullToken){
		.kind = OT_PULL_END,
		.start = start,
		.end = (size_t) (pull->c - pull->bytes),
		.depth = pull->n_open,
		.ns = open.ns,
		.prefix_len = open.prefix_len,
		.name = open.name + open.prefix_len,
		.name_len = open.len - open.prefix_len,
	};
	drop_bindings(pull, open.n_bindings);
	pull->n_open--;
}

static bool
scan_end_tag(OtPull *pull)
{
	const char *start = pull->c;

	if (pull->n_open == 0)
		return MALFORMED(pull, "an end tag stands outside of all elements");
	const Open *open = &pull->open[pull->n_open - 1];
	pull->c += 2;
	if (!starts_with(pull, open->name, open->len))
		return MALFORMED(pull, "an end tag is not that of <%.*s>", (int) open->len,
		                 open->name);
	pull->c += open->len;
	skip_blanks(pull);
	if (pull->c == pull->end || *pull->c != '>')
		return MALFORMED(pull, "an end tag is not that of <%.*s>", (int) open->len,
		                 open->name);
	pull->c++;
	end_element(pull, (size_t) (start - pull->bytes));
	return true;
}

/* --- what stands between tags ---------------------------------------------------------------- */

/* After `skip` bytes, go behind the next `stop`; `*inside` is where that starts. */
static bool
scan_to(OtPull *pull, size_t skip, const char *stop, const char *what, const char **inside)
{
	OtPullProblem problem = {0};
	const char *start = pull->c + skip;
	const char *found = g_strstr_len(start, pull->end - start, stop);

	if (found == NULL)
		return MALFORMED(pull, "%s is not ended by %s", what, stop);
	ot_pull_check_text(start, found, &problem);
	*inside = start;
	pull->c = found + strlen(stop);
	return check(pull, &problem);
}

static bool
scan_comment(OtPull *pull)
{
	const char *inside;

	if (!scan_to(pull, 4, "--", "a comment", &inside))
		return false;
	if (pull->c == pull->end || *pull->c != '>')
		return MALFORMED(pull, "a comment has two hyphens together");
	pull->c++;
	return true;
}

static bool
scan_instruction(OtPull *pull)
{
	const char *inside, *colon;
	const char *at = pull->c;

	if (!scan_to(pull, 2, "?>", "a processing instruction", &inside))
		return false;
	size_t len = ot_pull_name_length(inside, pull->c, &colon);
	if (len == 0 || colon != NULL || (inside[len] != '?' && !ot_pull_is_blank(inside[len])))
		return refuse(pull, OT_PULL_MALFORMED, at, "a processing instruction has no name");
	if (len == 3 && g_ascii_strncasecmp(inside, "xml", 3) == 0)
		return refuse(pull, OT_PULL_MALFORMED, at,
		              "<?xml ...?> may only stand at the very beginning");
	return true;
}

static bool
scan_cdata(OtPull *pull)
{
	const char *inside;

	if (pull->n_open == 0)
		return MALFORMED(pull, "text stands outside of all elements");
	if (!scan_to(pull, 9, "]]>", "a CDATA section", &inside))
		return false;
	pull->token = (OtPullToken){
		.kind = OT_PULL_TEXT,
		.start = (size_t) (inside - pull->bytes),
		.end = (size_t) (pull->c - 3 - pull->bytes),
		.depth = pull->n_open,
		.cdata = true,
	};
	return true;
}

static bool
scan_text(OtPull *pull)
{
	OtPullProblem problem = {0};
	const char *start = pull->c;

	if (pull->n_open == 0) {
		skip_blanks(pull);
		if (pull->c < pull->end && *pull->c != '<')
			return MALFORMED(pull, "text stands outside of all elements");
		return true;
	}
	pull->c = ot_pull_scan_text(start, pull->end, '<', &problem);
	pull->token = (OtPullToken){
		.kind = OT_PULL_TEXT,
		.start = (size_t) (start - pull->bytes),
		.end = (size_t) (pull->c - pull->bytes),
		.depth = pull->n_open,
	};
	return check(pull, &problem);
}

/* One markup; `token.kind` stays OT_PULL_DONE for what isn't told to the caller. */
static bool
scan_markup(OtPull *pull)
{
	if (pull->c + 1 == pull->end)
		return MALFORMED(pull, "the file ends within a tag");
	if (pull->c[1] == '/')
		return scan_end_tag(pull);
	if (pull->c[1] == '?')
		return scan_instruction(pull);
	if (pull->c[1] != '!')
		return scan_start_tag(pull);
	if (starts_with(pull, "<!--", 4))
		return scan_comment(pull);
	if (starts_with(pull, "<![CDATA[", 9))
		return scan_cdata(pull);
	if (pull->end - pull->c >= 9 && g_ascii_strncasecmp(pull->c, "<!DOCTYPE", 9) == 0)
		return refuse(pull, OT_PULL_DOCTYPE, pull->c, "there is a DOCTYPE");
	return MALFORMED(pull, "<! starts nothing that is known here");
}

static bool
finish(OtPull *pull)
{
	if (pull->n_open > 0) {
		const Open *open = &pull->open[pull->n_open - 1];
		return MALFORMED(pull, "the file ends, but <%.*s> is not ended", (int) open->len,
		                 open->name);
	}
	return pull->has_root || MALFORMED(pull, "there is no element in the file");
}

OtPullKind
ot_pull_next(OtPull *pull)
{
	OtPullToken *token = &pull->token;
	bool sound = pull->broken == NULL;

	if (sound && token->kind == OT_PULL_START && token->empty) {
		end_element(pull, token->end);
		return OT_PULL_END;
	}
	token->kind = OT_PULL_DONE;
	while (sound && token->kind == OT_PULL_DONE && pull->c < pull->end)
		sound = *pull->c == '<' ? scan_markup(pull) : scan_text(pull);
	if (sound && token->kind == OT_PULL_DONE)
		sound = finish(pull);
	if (!sound)
		token->kind = OT_PULL_BROKEN;
	return token->kind;
}

/* --- the door -------------------------------------------------------------------------------- */

/* The value of a pseudo-attribute of <?xml ...?>, or NULL; `*c` moves behind it. */
static const char *
declared(const char **c, const char *name, size_t *len)
{
	const char *at = *c;

	while (ot_pull_is_blank(*at))
		at++;
	if (at == *c || !g_str_has_prefix(at, name))
		return NULL;
	at += strlen(name);
	while (ot_pull_is_blank(*at))
		at++;
	if (*at++ != '=')
		return NULL;
	while (ot_pull_is_blank(*at))
		at++;
	if (*at != '"' && *at != '\'')
		return NULL;
	const char *end = strchr(at + 1, *at);
	if (end == NULL)
		return NULL;
	*len = (size_t) (end - at) - 1;
	*c = end + 1;
	return at + 1;
}

/* <?xml version="1.0" encoding="UTF-8" standalone="yes"?> */
static bool
scan_declaration(OtPull *pull)
{
	const char *stop = g_strstr_len(pull->c, MIN(pull->end - pull->c, 400), "?>");
	size_t len;

	if (stop == NULL)
		return MALFORMED(pull, "<?xml is not ended by ?>");
	g_autofree char *text = g_strndup(pull->c + 5, (gsize) (stop - pull->c) - 5);
	const char *c = text;
	const char *value = declared(&c, "version", &len);
	if (value == NULL || len != 3 || memcmp(value, "1.", 2) != 0)
		return MALFORMED(pull, "<?xml does not say version=\"1.0\"");
	value = declared(&c, "encoding", &len);
	/* UTF-16: ot_pull_utf8() has been there, and leaves what is declared. */
	if (value != NULL && !(len == 5 && g_ascii_strncasecmp(value, "UTF-8", 5) == 0) &&
	    !(len == 6 && g_ascii_strncasecmp(value, "UTF-16", 6) == 0) &&
	    !(len == 8 && g_ascii_strncasecmp(value, "US-ASCII", 8) == 0))
		return refuse(pull, OT_PULL_ENCODING, pull->c,
		              "the encoding is %.*s, which is not read", (int) MIN(len, 40), value);
	declared(&c, "standalone", &len);
	while (ot_pull_is_blank(*c))
		c++;
	if (*c != '\0')
		return MALFORMED(pull, "<?xml ...?> says what is not known");
	pull->c = stop + 2;
	return true;
}

static void
open_bytes(OtPull *pull)
{
	if (pull->end - pull->c >= 3 && memcmp(pull->c, "\xEF\xBB\xBF", 3) == 0)
		pull->c += 3;
	const char *bad = ot_pull_find_bad(pull->c, pull->end);
	if (bad != NULL) {
		if (*bad == '\0')
			refuse(pull, OT_PULL_CONTROL, bad,
			       "the control character U+0000 stands there");
		else
			refuse(pull, OT_PULL_ENCODING, bad, "the byte %02X is not UTF-8 text",
			       (unsigned char) *bad);
		return;
	}
	if (starts_with(pull, "<?xml", 5) && pull->end - pull->c > 5 &&
	    ot_pull_is_blank(pull->c[5]))
		scan_declaration(pull);
}

OtPull *
ot_pull_new(const char *bytes, size_t len, const OtPullSettings *settings)
{
	OtPull *pull = g_new0(OtPull, 1);

	pull->bytes = pull->c = len > 0 ? bytes : "";
	pull->end = pull->c + len;
	pull->settings = settings;
	pull->open = g_new(Open, settings->most_depth);
	pull->bindings = g_array_new(FALSE, FALSE, sizeof(Binding));
	pull->uris = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	pull->names = g_ptr_array_new();
	name_known(pull, URI_XML, OT_PULL_NS_XML);
	for (size_t i = 0; i < settings->n_namespaces; i++)
		name_known(pull, settings->namespaces[i].uri, settings->namespaces[i].ns);
	pull->token.kind = OT_PULL_DONE;
	open_bytes(pull);
	return pull;
}

void
ot_pull_free(OtPull *pull)
{
	if (pull == NULL)
		return;
	g_free(pull->open);
	g_array_unref(pull->bindings);
	g_hash_table_unref(pull->uris);
	g_ptr_array_unref(pull->names);
	g_free(pull->message);
	g_free(pull);
}

const OtPullToken *
ot_pull_token(const OtPull *pull)
{
	return &pull->token;
}

const char *
ot_pull_bytes(const OtPull *pull)
{
	return pull->bytes;
}
