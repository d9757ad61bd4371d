/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_PULL_H
#define OT_XML_PULL_H

/**
 * Going through XML tag by tag, with the place of each in the bytes.
 *
 * For files that are changed in a few places and otherwise stay byte for byte as they are, such as
 * the parts of a Word file.  Well-formedness is enforced as XML 1.0 and Namespaces in XML 1.0 have
 * it; a DOCTYPE is refused.  Limits: depth and number of elements as the caller says, attributes
 * and names as base/limits.h says; texts and values may be of any length, since Word files hold
 * pictures in attributes.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct OtPull OtPull;

typedef enum {
	OT_PULL_START, /**< a start tag; for <x/> an OT_PULL_END of no bytes follows */
	OT_PULL_END,
	OT_PULL_TEXT,  /**< characters between tags: one run of them, or one CDATA section */
	OT_PULL_DONE,  /**< after the outermost element, when all is well */
	OT_PULL_BROKEN, /**< see ot_pull_problem() */
} OtPullKind;

/** Namespaces are numbers: index into what the caller named, plus OT_PULL_NS_FIRST. */
enum {
	OT_PULL_NS_NONE,  /**< no namespace */
	OT_PULL_NS_XML,   /**< that of xml:space and xml:lang */
	OT_PULL_NS_FIRST, /**< the first that the caller knows; those it doesn't are higher */
};

/** An attribute; xmlns and xmlns:p are among them, with ns OT_PULL_NS_NONE and `declares` set. */
typedef struct {
	int ns;
	const char *name; /**< local name, not ended by a NUL */
	size_t name_len;
	size_t start;     /**< where its name starts, prefix and all */
	size_t value;     /**< where its value starts, after the quotation mark */
	size_t value_len; /**< bytes as they are escaped there */
	bool declares;    /**< a declaration of a namespace */
} OtPullAttr;

/** What was met last; valid until the next call. */
typedef struct {
	OtPullKind kind;
	size_t start,
		end; /**< in the bytes: the tag, or the characters without <![CDATA[ and ]]> */
	size_t depth;      /**< of START and END: 1 for the outermost; of TEXT: of its element */
	int ns;
	const char *name;  /**< START and END: the local name, in the bytes */
	size_t name_len;
	size_t prefix_len; /**< bytes of the prefix with its colon */
	bool empty;        /**< START: <x/> */
	bool cdata;        /**< TEXT: a CDATA section, where & is a character like others */
	const OtPullAttr *attrs; /**< START */
	size_t n_attrs;
} OtPullToken;

/** Why it is broken. */
typedef enum {
	OT_PULL_MALFORMED,
	OT_PULL_ENCODING,
	OT_PULL_CONTROL, /**< a character that XML forbids */
	OT_PULL_DOCTYPE,
	OT_PULL_LIMIT,
} OtPullReason;

/** A namespace that the caller knows; several may have one number, such as transitional and strict.
 */
typedef struct {
	const char *uri;
	int ns; /**< OT_PULL_NS_FIRST or more */
} OtPullNamespace;

typedef struct {
	const OtPullNamespace *namespaces;
	size_t n_namespaces;
	size_t most_depth;
	size_t most_elements;
} OtPullSettings;

/**
 * The bytes as UTF-8: the same again, or, where they start with the byte order mark of UTF-16, what
 * they say; offsets then count in what is returned.  NULL: they aren't UTF-16 after all.  What else
 * is not UTF-8 is refused by ot_pull_next().
 */
GBytes *
ot_pull_utf8(GBytes *bytes);

/** Start with bytes of UTF-8, a byte order mark allowed; bytes and settings are not copied. */
OtPull *
ot_pull_new(const char *bytes, size_t len, const OtPullSettings *settings);

void
ot_pull_free(OtPull *pull);

/** Go on to the next token. */
OtPullKind
ot_pull_next(OtPull *pull);

/** The token that was met last; the same address always. */
const OtPullToken *
ot_pull_token(const OtPull *pull);

/** The bytes that were given, in which all offsets count. */
const char *
ot_pull_bytes(const OtPull *pull);

/**
 * Go on to the start tag of the next child of the element at `depth`, past the rest of whatever was
 * met last; false at the end of that element, or where the XML is broken.
 */
bool
ot_pull_child(OtPull *pull, size_t depth);

/** Go on to the end tag of the element at `depth`, which is then the token; false if broken. */
bool
ot_pull_skip(OtPull *pull, size_t depth);

/** True if the token is a tag of this name. */
bool
ot_pull_is(const OtPull *pull, int ns, const char *name);

/** The attribute of this name of the start tag that is the token, or NULL. */
const OtPullAttr *
ot_pull_attr(const OtPull *pull, int ns, const char *name);

/** The value of an attribute with its references resolved; free with g_free(); NULL for NULL. */
char *
ot_pull_value(const OtPull *pull, const OtPullAttr *attr);

/** True if the value of an attribute is this; false for NULL. */
bool
ot_pull_value_is(const OtPull *pull, const OtPullAttr *attr, const char *value);

/** The number of the namespace that a prefix stands for here; -1 where it stands for none. */
int
ot_pull_prefix(const OtPull *pull, const char *prefix, size_t len);

/** The URI of a namespace by its number, as far as it was met; "" for none. */
const char *
ot_pull_uri(const OtPull *pull, int ns);

/**
 * One character of a text as it is escaped: `*raw` moves behind it, references and line ends of two
 * bytes (XML 1.0, 2.11) counting as one.  Writes 1 to 4 bytes to `out` and returns how many.
 */
size_t
ot_pull_step(const char **raw, const char *end, bool cdata, char *out);

/** Add a text as it is escaped to `to`, with references resolved and line ends made one byte. */
void
ot_pull_decode(GString *to, const char *raw, size_t len, bool cdata);

/** After OT_PULL_BROKEN: the reason, where it is, and in words, without a full stop. */
OtPullReason
ot_pull_problem(const OtPull *pull, size_t *offset, const char **message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPull, ot_pull_free)

#endif
