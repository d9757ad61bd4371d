/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_PACK_H
#define OT_RULES_PACK_H

/** Reading packs of rules, and what a rule is once it is read.  Only for cli/rules/. */

#include "base/arena.h"
#include "rules/rules.h"
#include "xml/source.h"

#include <libxml/xpath.h>

/** What a file of the rule engine is read with. */
typedef struct {
	OtArena *arena;     /**< holds all strings that are handed out */
	const OtXml *xml;
	const char *code;   /**< of the rule that is being read, or NULL */
	GError **error;     /**< what every function that fails sets */
	bool tested;        /**< it is ours: what takes long to compile can wait until it is used */
} OtPackReader;

/**
 * Read a file with this root element, without its elements of another name (may be NULL);
 * OT_ERROR_FORMAT where the root is another.
 */
OtXml *
ot_pack_open(const char *path, const char *root, const char *namespace, const char *without,
             GError **error);

/** Set OT_ERROR_FORMAT: "file:line:column: LAW001: message".  Returns false. */
bool
ot_pack_fail(const OtPackReader *reader, const xmlNode *node, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/** An attribute or the text of a child element, white space folded; NULL where it is empty. */
const char *
ot_pack_attr(const OtPackReader *reader, const xmlNode *node, const char *name);

const char *
ot_pack_text(const OtPackReader *reader, const xmlNode *node, const char *child);

/** The same, and an error where it is empty. */
bool
ot_pack_require_attr(const OtPackReader *reader, const xmlNode *node, const char *name,
                     const char **value);

bool
ot_pack_require_text(const OtPackReader *reader, const xmlNode *node, const char *child,
                     const char **value);

/** A path of a rule; `text` is NULL where the rule has none. */
typedef struct {
	const char *text;
	xmlXPathCompExpr **compiled; /**< owned by the paths; for ot_rule_path_compiled() */
} OtRulePath;

/**
 * Whether the work that a path asks of libxml2 can grow with the square of the tree for each step
 * that is counted: it looks for doubles when the descendants of many nodes are put together, and
 * compares two sets node by node.  Such are //a//b, and //a = //b; //a and .//a are not.  NULL is
 * no path, and not costly.
 */
bool
ot_path_is_costly(const char *path);

/** Owns paths. */
typedef struct OtRulePaths OtRulePaths;

/** `reference` has to live longer; NULL: constants are not looked up. */
OtRulePaths *
ot_rule_paths_new(const OtReference *reference);

void
ot_rule_paths_free(OtRulePaths *paths);

/**
 * Take a path.  Where it has not been tested, it is compiled now: what is no XPath, and a function,
 * variable or constant that doesn't exist, are errors with their column.
 */
bool
ot_rule_path_take(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node,
                  const char *text, OtRulePath *path);

/**
 * The path as `xpath` can evaluate it, compiled when it is asked for first; NULL where it is no
 * XPath.
 */
xmlXPathCompExpr *
ot_rule_path_compiled(const OtRulePath *path, xmlXPathContext *xpath);

/** Take an attribute as a path; one that isn't there leaves `path` empty. */
bool
ot_rule_path_read(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node,
                  const char *attr, OtRulePath *path);

/** What a piece of a message stands for. */
typedef enum {
	OT_MESSAGE_WORDS,
	OT_MESSAGE_MATCH,
	OT_MESSAGE_GROUP,
	OT_MESSAGE_COUNT,
	OT_MESSAGE_VALUE,
	OT_MESSAGE_LEAST,
	OT_MESSAGE_MOST,
	OT_MESSAGE_PATH,
} OtMessagePieceKind;

typedef struct {
	OtMessagePieceKind kind;
	const char *words; /**< for OT_MESSAGE_WORDS */
	OtRulePath path;   /**< for OT_MESSAGE_PATH */
} OtMessagePiece;

/** A severity element: OT_RULE_OFF or 1 + OtSeverity for each stage. */
typedef struct {
	guint8 engagement, tender;
	const char *jurisdictions; /**< codes separated by blanks; NULL: all */
} OtRuleSeverity;

/** A rule. */
typedef struct {
	OtRuleInfo info;
	size_t number;      /**< its place among all rules */
	GArray *severities; /**< of OtRuleSeverity */
	GArray *sources;    /**< of OtRuleSource */
	GArray *message;    /**< of OtMessagePiece */
	GArray *examples;   /**< of OtRuleExample; their lines are set when they are asked for */
	const OtXml *xml;   /**< the pack */
	OtRulePath each;    /**< of structure and measure rules; so are the next five */
	OtRulePath report;  /**< of structure rules */
	OtRulePath value, least, most, when; /**< of measure rules */
	const xmlNode *words; /**< the <words> or <count> of the others */
	const char *limit;    /**< the attribute "most" of a <count> */
	OtRuleFix *fix;
} OtRule;

void
ot_rule_free(void *rule);

/** What packs are read into. */
typedef struct {
	OtArena *arena;
	OtRulePaths *paths;
	GPtrArray *rules;    /**< of OtRule *, freed with ot_rule_free() */
	GHashTable *by_code; /**< to OtRule; its keys are those of the rules */
	GHashTable *by_tag;
} OtRuleTable;

struct OtRules {
	OtRuleTable table;
	OtWordLists *lists;
	OtReference *reference;
	OtMatcher *matcher;
	GPtrArray *packs; /**< of OtXml * */
};

static inline const OtRule *
ot_rules_get(const OtRules *rules, size_t index)
{
	return g_ptr_array_index(rules->table.rules, index);
}

/** Add the rules of a pack, which has to live as long as they; `tested` as in OtPackReader. */
bool
ot_pack_read(OtRuleTable *table, const OtXml *xml, bool tested, GError **error);

/** Cut a message at its braces. */
bool
ot_message_read(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node, OtRule *rule);

/** What a message is filled with. */
typedef struct {
	const char *match, *group;  /**< or NULL */
	double count, value, least, most;
	void (*path)(const OtRulePath *path, GString *out, void *data); /**< appends its value */
	void *data;
} OtMessageValues;

/** The message with its values, white space folded; free with g_free(). */
char *
ot_message_write(const OtRule *rule, const OtMessageValues *values);

/** Append a number as people write it: 207,720 and 0.35, not more than two decimals. */
void
ot_message_append_number(GString *out, double number);

/** Append a text that a user wrote, which may be long; what is beyond some twenty words is cut. */
void
ot_message_append_text(GString *out, const char *text);

/** The parts of a finding that come from its rule; severity from the choice. */
OtFinding
ot_rule_finding(const OtRules *rules, size_t index, const OtRuleChoice *choice,
                const OtCircumstances *circumstances);

/** ot_rules_check_spec() on a tree; `xml` is for positions and may be NULL. */
bool
ot_structure_run(const OtRules *rules, const OtRuleChoice *choice, xmlDoc *doc, const OtXml *xml,
                 const OtCircumstances *circumstances, OtFindings *findings, GError **error);

#endif
