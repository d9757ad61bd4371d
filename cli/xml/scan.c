/* SPDX-License-Identifier: MIT */
#include "xml/scan.h"

#include "base/limits.h"

#include <string.h>

/* An element that is not yet ended. */
typedef struct {
	const char *name; /* behind its < */
	size_t len;
	guint number; /* in `starts` */
} Open;

typedef struct {
	char *bytes;         /* the first */
	const char *c, *end; /* the byte that is looked at, and the byte after the last */
	const char *file;
	const char *without; /* the name of elements that are left out, or NULL */
	OtFindings *findings;
	GArray *starts; /* of guint32 */
	GArray *open;   /* of Open */
	bool has_root;
} Scan;

/* Go on from one byte to another, counting lines and characters. */
static void
locate(OtXmlPosition *at, const char *from, const char *to)
{
	for (; from < to; from++) {
		if (*from == '\n') {
			at->line++;
			at->column = 1;
		} else if (((unsigned char) *from & 0xC0) != 0x80) {
			at->column++;
		}
	}
}

static OtXmlPosition
position_of(const Scan *scan, const char *c)
{
	OtXmlPosition at = {1, 1};

	locate(&at, scan->bytes, c);
	return at;
}

static OtWhere
where(const Scan *scan)
{
	OtXmlPosition at = position_of(scan, scan->c);

	return (OtWhere){.file = scan->file, .line = at.line, .column = at.column};
}

#define REFUSE(scan, code, ...) \
	(ot_findings_add((scan)->findings, OT_CODE_##code, where(scan), __VA_ARGS__), false)

static bool
starts_with(const Scan *scan, const char *text)
{
	size_t len = strlen(text);
	return (size_t) (scan->end - scan->c) >= len && memcmp(scan->c, text, len) == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
skip_blanks(Scan *scan)
{
	while (scan->c < scan->end && is_blank(*scan->c))
		scan->c++;
}

enum { NAME_START = 1, NAME_REST = 2 };

/* Characters of names; everything beyond ASCII is left to libxml2. */
static const guint8 name_bytes[256] = {
	['A' ... 'Z'] = NAME_START | NAME_REST,
	['a' ... 'z'] = NAME_START | NAME_REST,
	['_'] = NAME_START | NAME_REST,
	[':'] = NAME_START | NAME_REST,
	['0' ... '9'] = NAME_REST,
	['-'] = NAME_REST,
	['.'] = NAME_REST,
	[0x80 ... 0xff] = NAME_START | NAME_REST,
};

static bool
is_name_byte(char c, bool first)
{
	return (name_bytes[(guint8) c] & (first ? NAME_START : NAME_REST)) != 0;
}

/* The length of the name that starts here; 0 where there is none. */
static size_t
name_length(const Scan *scan)
{
	const char *c = scan->c;

	while (c < scan->end && is_name_byte(*c, c == scan->c))
		c++;
	return (size_t) (c - scan->c);
}

static bool
scan_name(Scan *scan, const char *what, const char **name, size_t *len)
{
	*name = scan->c;
	*len = name_length(scan);
	if (*len == 0)
		return REFUSE(scan, XML_MALFORMED, "there should be the name of %s here", what);
	if (*len > OT_LIMIT_XML_NAME)
		return REFUSE(scan, XML_LIMIT, "a name has %zu bytes; at most %d are read", *len,
		              OT_LIMIT_XML_NAME);
	scan->c += *len;
	return true;
}

/* & starts &amp; &lt; &gt; &quot; &apos; or a character by its number, and nothing else here. */
static bool
check_reference(Scan *scan)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
	const char *c = scan->c + 1;

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (starts_with(scan, known[i]))
			return true;
	if (starts_with(scan, "&#"))
		return true;
	while (c < scan->end && c - scan->c < 40 && is_name_byte(*c, false))
		c++;
	if (c < scan->end && *c == ';')
		return REFUSE(scan, XML_MALFORMED,
		              "%.*s is not known here; write the character itself",
		              (int) (c + 1 - scan->c), scan->c);
	return REFUSE(scan, XML_MALFORMED, "the character & stands alone; write &amp; instead");
}

/* What a run of characters is, for messages: "the attribute " and its name, or "one text". */
typedef struct {
	const char *what, *name;
	int len;
} Run;

/* The first of a byte before `end`, or `end`. */
static const char *
find_byte(const char *c, char byte, const char *end)
{
	const char *found = memchr(c, byte, (size_t) (end - c));

	return found != NULL ? found : end;
}

/* Go on to `stop`, checking references and the length. */
static bool
check_run(Scan *scan, char stop, const Run *run)
{
	Scan ahead = *scan;
	const char *end = find_byte(ahead.c, stop, ahead.end);
	/* The end itself where there is none, as in every text. */
	const char *tag = find_byte(ahead.c, '<', end);

	while ((ahead.c = find_byte(ahead.c, '&', tag)) < tag) {
		if (!check_reference(&ahead))
			return false;
		ahead.c++;
	}
	if (tag < end)
		return REFUSE(&ahead, XML_MALFORMED,
		              "the character < stands in %s%.*s; write &lt; instead", run->what,
		              run->len, run->name);
	/* There are never more characters than bytes. */
	if (ahead.c - scan->c > (gssize) OT_LIMIT_XML_TEXT) {
		long n = g_utf8_strlen(scan->c, ahead.c - scan->c);
		if (n > (long) OT_LIMIT_XML_TEXT)
			return REFUSE(scan, XML_LIMIT,
			              "%s%.*s has %ld characters; at most %u are read", run->what,
			              run->len, run->name, n, OT_LIMIT_XML_TEXT);
	}
	*scan = ahead;
	return true;
}

static bool
scan_attribute(Scan *scan)
{
	const char *name;
	size_t len;

	if (!scan_name(scan, "an attribute", &name, &len))
		return false;
	skip_blanks(scan);
	if (scan->c == scan->end || *scan->c != '=')
		return REFUSE(scan, XML_MALFORMED, "the attribute %.*s has no value", (int) len,
		              name);
	scan->c++;
	skip_blanks(scan);
	if (scan->c == scan->end || (*scan->c != '"' && *scan->c != '\''))
		return REFUSE(scan, XML_MALFORMED,
		              "the value of the attribute %.*s is not in quotation marks",
		              (int) len, name);

	char quote = *scan->c;
	const Run run = {"the attribute ", name, (int) len};
	scan->c++;
	if (!check_run(scan, quote, &run))
		return false;
	if (scan->c == scan->end)
		return REFUSE(scan, XML_MALFORMED,
		              "the attribute %.*s has no closing quotation mark", (int) len, name);
	scan->c++;
	return true;
}

static bool
check_start(Scan *scan)
{
	if (scan->open->len == 0 && scan->has_root)
		return REFUSE(scan, XML_MALFORMED,
		              "a second element stands beside the outermost one");
	if (scan->open->len >= OT_LIMIT_XML_DEPTH)
		return REFUSE(scan, XML_LIMIT, "elements stand more than %d deep in each other",
		              OT_LIMIT_XML_DEPTH);
	if (scan->starts->len >= OT_LIMIT_XML_ELEMENTS)
		return REFUSE(scan, XML_LIMIT, "there are more than %u elements",
		              OT_LIMIT_XML_ELEMENTS);
	return true;
}

/* <name attributes> or <name attributes/> */
static bool
scan_start_tag(Scan *scan)
{
	const guint32 start = (guint32) (scan->c - scan->bytes);
	Open open = {.number = scan->starts->len};

	if (!check_start(scan))
		return false;
	g_array_append_val(scan->starts, start);
	scan->c++;
	if (!scan_name(scan, "an element", &open.name, &open.len))
		return false;
	for (int n_attrs = 0;; n_attrs++) {
		const char *before = scan->c;
		skip_blanks(scan);
		if (scan->c == scan->end)
			return REFUSE(scan, XML_MALFORMED,
			              "the file ends within the tag <%.*s", (int) open.len,
			              open.name);
		if (*scan->c == '>' || starts_with(scan, "/>"))
			break;
		if (before == scan->c)
			return REFUSE(scan, XML_MALFORMED,
			              "there should be a blank or > here, in the tag <%.*s",
			              (int) open.len, open.name);
		if (n_attrs >= OT_LIMIT_XML_ATTRS)
			return REFUSE(scan, XML_LIMIT,
			              "the element %.*s has more than %d attributes",
			              (int) open.len, open.name, OT_LIMIT_XML_ATTRS);
		if (!scan_attribute(scan))
			return false;
	}
	scan->has_root = true;
	if (*scan->c == '>')
		g_array_append_val(scan->open, open);
	scan->c += *scan->c == '>' ? 1 : 2;
	return true;
}

/* Make blanks of an element that ends here, but not of its line ends. */
static void
leave_out(Scan *scan, const Open *open)
{
	guint32 start = g_array_index(scan->starts, guint32, open->number);

	for (char *c = scan->bytes + start; c < scan->c; c++)
		if (*c != '\n')
			*c = ' ';
	g_array_set_size(scan->starts, open->number);
}

/* </name> */
static bool
scan_end_tag(Scan *scan)
{
	Scan start = *scan;
	const char *name;
	size_t len;

	scan->c += 2;
	if (!scan_name(scan, "an element", &name, &len))
		return false;
	if (scan->open->len == 0)
		return REFUSE(&start, XML_MALFORMED, "</%.*s> ends an element that was not begun",
		              (int) len, name);
	const Open *open = &g_array_index(scan->open, Open, scan->open->len - 1);
	if (open->len != len || memcmp(open->name, name, len) != 0)
		return REFUSE(&start, XML_MALFORMED,
		              "</%.*s> stands where <%.*s> of line %d has to be ended first",
		              (int) len, name, (int) open->len, open->name,
		              position_of(scan, open->name).line);
	skip_blanks(scan);
	if (scan->c == scan->end || *scan->c != '>')
		return REFUSE(scan, XML_MALFORMED, "the tag </%.*s lacks its >", (int) len, name);
	scan->c++;
	if (scan->without != NULL && strlen(scan->without) == len &&
	    memcmp(scan->without, name, len) == 0)
		leave_out(scan, open);
	g_array_set_size(scan->open, scan->open->len - 1);
	return true;
}

/* Comments, CDATA sections, processing instructions: to the bytes that end them. */
static bool
scan_to(Scan *scan, const char *what, const char *ending)
{
	Scan start = *scan;

	while (scan->c < scan->end && !starts_with(scan, ending))
		scan->c++;
	if (scan->c == scan->end)
		return REFUSE(&start, XML_MALFORMED, "%s is not ended with %s", what, ending);
	scan->c += strlen(ending);
	return true;
}

static bool
scan_cdata(Scan *scan)
{
	const char *start = scan->c;

	if (scan->open->len == 0)
		return REFUSE(scan, XML_MALFORMED, "text stands outside of all elements");
	const Scan before = *scan;
	if (!scan_to(scan, "a CDATA section", "]]>"))
		return false;
	long n = g_utf8_strlen(start, scan->c - start);
	if (n > (long) OT_LIMIT_XML_TEXT)
		return REFUSE(&before, XML_LIMIT,
		              "a CDATA section has %ld characters; at most %u are read", n,
		              OT_LIMIT_XML_TEXT);
	return true;
}

static bool
scan_markup(Scan *scan)
{
	if (starts_with(scan, "</"))
		return scan_end_tag(scan);
	if (starts_with(scan, "<?"))
		return scan_to(scan, "a processing instruction", "?>");
	if (starts_with(scan, "<!--"))
		return scan_to(scan, "a comment", "-->");
	if (starts_with(scan, "<![CDATA["))
		return scan_cdata(scan);
	if (starts_with(scan, "<!")) {
		if ((size_t) (scan->end - scan->c) >= 9 &&
		    g_ascii_strncasecmp(scan->c, "<!DOCTYPE", 9) == 0)
			return REFUSE(scan, XML_DOCTYPE, "there is a DOCTYPE");
		return REFUSE(scan, XML_MALFORMED, "<! starts nothing that is known here");
	}
	return scan_start_tag(scan);
}

static bool
scan_text(Scan *scan)
{
	static const Run run = {"one text", "", 0};

	if (scan->open->len > 0)
		return check_run(scan, '<', &run);
	skip_blanks(scan);
	if (scan->c < scan->end && *scan->c != '<')
		return REFUSE(scan, XML_MALFORMED, "text stands outside of all elements");
	return true;
}

/* True for the first byte of a character that XML 1.0, 2.2 forbids; the bytes are UTF-8. */
static bool
is_forbidden(const char *c, const char *end)
{
	if ((unsigned char) *c < 0x20)
		return !is_blank(*c);
	return *c == '\xEF' && end - c >= 3 && c[1] == '\xBF' && (c[2] == '\xBE' || c[2] == '\xBF');
}

/* Whether none of eight bytes is a control character or beyond ASCII. */
static bool
is_plain(const char *c)
{
	guint64 word;

	memcpy(&word, c, sizeof word);
	/* Taking 0x20 from a byte below it borrows, which sets its highest bit. */
	return ((word | (word - G_GUINT64_CONSTANT(0x2020202020202020))) &
	        G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
}

static bool
check_characters(Scan scan)
{
	const char *c = scan.c;

	while (c < scan.end) {
		if (scan.end - c >= 8 && is_plain(c)) {
			c += 8;
			continue;
		}
		const char *stop = MIN(c + 8, scan.end);
		while (c < stop && !is_forbidden(c, scan.end))
			c++;
		if (c < stop)
			break;
	}
	if (c == scan.end)
		return true;
	scan.c = c;
	if (*c == '\xEF')
		return REFUSE(&scan, XML_CONTROL, "the character U+FFF%c stands in the file",
		              c[2] == '\xBE' ? 'E' : 'F');
	return REFUSE(&scan, XML_CONTROL, "the control character U+%04X stands in the file",
	              (unsigned char) *c);
}

static bool
scan_all(Scan *scan)
{
	while (scan->c < scan->end)
		if (!(*scan->c == '<' ? scan_markup(scan) : scan_text(scan)))
			return false;
	if (scan->open->len > 0) {
		const Open *open = &g_array_index(scan->open, Open, scan->open->len - 1);
		return REFUSE(scan, XML_MALFORMED,
		              "the file ends, but <%.*s> of line %d is not ended",
		              (int) open->len, open->name,
		              position_of(scan, open->name).line);
	}
	if (!scan->has_root)
		return REFUSE(scan, XML_MALFORMED, "there is no element in the file");
	return true;
}

bool
ot_xml_scan(char *bytes, size_t len, const char *name, const char *without, GArray *starts,
            OtFindings *findings)
{
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Open));
	Scan scan = {
		.bytes = bytes,
		.c = bytes,
		.end = bytes + len,
		.file = name,
		.without = without,
		.findings = findings,
		.starts = starts,
		.open = open,
	};
	return check_characters(scan) && scan_all(&scan);
}

void
ot_xml_locate(const char *bytes, const guint32 *offsets, size_t n, OtXmlPosition *positions)
{
	const char *c = bytes;
	OtXmlPosition at = {1, 1};

	for (size_t i = 0; i < n; i++) {
		locate(&at, c, bytes + offsets[i]);
		c = bytes + offsets[i];
		positions[i] = at;
	}
}
