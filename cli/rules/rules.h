/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_RULES_H
#define OT_RULES_RULES_H

/**
 * The rule engine: packs of rules (schemas/rules.xsd) run over a specification or a free text.
 *
 * A rule applies where one of its sources does: a source of law names the regimes that it binds, so
 * a Scottish buyer is never told of the Procurement Act 2023, nor a buyer of health care services
 * under the Provider Selection Regime.
 */

#include "document/reference.h"
#include "rules/passage.h"
#include "rules/words.h"
#include "spec/spec.h"

typedef enum {
	OT_RULE_STRUCTURE, /**< an XPath test over a specification */
	OT_RULE_MEASURE,   /**< a number of a specification between limits */
	OT_RULE_WORDS,     /**< phrases and patterns in passages */
	OT_RULE_COUNT,     /**< words or abbreviations counted in passages */
} OtRuleKind;

/** What is known of a rule without any input; all strings are owned by the rules. */
typedef struct {
	const char *code;   /**< "LAW001" */
	const char *family; /**< "LAW" */
	const char *tag;    /**< "brand-without-equivalent" */
	const char *label;  /**< of the labelled sentences that measure it: "BRAND"; or NULL */
	const char *pack;   /**< the file */
	const char *title;
	const char *why;
	const char *advice; /**< what to try */
	OtRuleKind kind;
	bool prescriptive;  /**< counted among the findings that dictate a solution */
	const char *covers; /**< names of checks elsewhere that it covers, or NULL */
	const char *fix;    /**< "append" or "set" where outset can mend it, or NULL */
} OtRuleInfo;

typedef enum { OT_SOURCE_LAW, OT_SOURCE_GUIDANCE, OT_SOURCE_OPINION } OtSourceLevel;

/** A source of a rule. */
typedef struct {
	const char *regimes;       /**< codes separated by blanks; NULL: all */
	const char *jurisdictions; /**< the same */
	bool law;                  /**< otherwise guidance or opinion */
	OtSourceLevel level;
	const char *text;          /**< "PA23 s.56(4)" */
} OtRuleSource;

/** What is checked, as far as the law asks. */
typedef struct {
	const char *stage;        /**< "engagement", as also "draft" counts; "tender" */
	const char *jurisdiction; /**< "GB-ENG" */
	const char *regime;       /**< "procurement-act-2023" */
	const char *day;          /**< for which day constants are looked up: "2026-11-09" */
} OtCircumstances;

typedef struct OtRules OtRules;

/**
 * Empty; the lists and the reference belong to it from now on, and should be complete: packs are
 * checked against them.  NULL stands for empty ones.
 */
OtRules *
ot_rules_new(OtWordLists *lists, OtReference *reference);

void
ot_rules_free(OtRules *rules);

/**
 * Read a pack of our own.  Two rules of one code or tag are an error; so is anything that the
 * engine can't use.  OT_ERROR_FORMAT names the pack, the rule, line and column.  It isn't
 * validated, and its patterns and paths are compiled when they are used first, since all that would
 * take longer than to run it; the tests do that.  Without examples, a third of a pack, there are
 * none for ot_rules_examples().  After an error the rules are only good to be freed.
 */
bool
ot_rules_load(OtRules *rules, const char *path, bool examples, GError **error);

/**
 * Read a pack of somebody else, which is validated first against schemas/rules.xsd (NULL: it
 * isn't).  `findings` (may be NULL) gets all that the schema objects to; the error is the first of
 * it.  All its patterns and paths are compiled now; an error names the place in them.
 */
bool
ot_rules_load_checked(OtRules *rules, const char *path, const OtSchema *schema,
                      OtFindings *findings, GError **error);

/** Ready to run; after the last pack. */
bool
ot_rules_compile(OtRules *rules, GError **error);

size_t
ot_rules_count(const OtRules *rules);

const OtRuleInfo *
ot_rules_info(const OtRules *rules, size_t index);

/** The number of the rule with this code, or -1. */
int
ot_rules_find(const OtRules *rules, const char *code);

/** The sources of a rule; of OtRuleSource. */
const GArray *
ot_rules_sources(const OtRules *rules, size_t index);

/** The source that holds in these circumstances, law before guidance; NULL: it doesn't apply. */
const OtRuleSource *
ot_rules_source(const OtRules *rules, size_t index, const OtCircumstances *circumstances);

/** The severity in these circumstances; false where the rule is off or doesn't apply. */
bool
ot_rules_severity(const OtRules *rules, size_t index, const OtCircumstances *circumstances,
                  OtSeverity *severity);

/** An example of a rule. */
typedef struct {
	bool bad;                    /**< it must raise the rule; otherwise it must not */
	OtPassageKind kind;          /**< for words */
	const char *text;            /**< for words; NULL for a piece of a specification */
	const xmlNode *elements;     /**< the <bad> or <good> element, which holds the piece */
	int line;
	OtCircumstances circumstances; /**< in which it is tried; the day is that of the pack */
} OtRuleExample;

/** The examples of a rule; of OtRuleExample. */
const GArray *
ot_rules_examples(const OtRules *rules, size_t index);

/** Whether the rule does with one of its examples what the example says. */
bool
ot_rules_try_example(const OtRules *rules, size_t index, const OtRuleExample *example,
                     GError **error);

/**
 * What the rule says of an example: the message of its first finding; free with g_free().  NULL
 * where it says nothing, and where `error` is set.
 */
char *
ot_rules_example_message(const OtRules *rules, size_t index, const OtRuleExample *example,
                         GError **error);

/** Which rules run, and how severe they are.  A byte a rule: OT_RULE_OFF, or 1 + OtSeverity. */
typedef struct OtRuleChoice OtRuleChoice;
struct OtRuleChoice {
	guint8 *level;
	guint8 *own;      /**< what follows from the circumstances alone */
	bool *applies;    /**< one of the rule's sources fits the circumstances */
	size_t n_rules;
};

#define OT_RULE_OFF 0
#define OT_RULE_OWN 255 /* for ot_rule_choice_set(): as severe as in these circumstances */

/** The choice that follows from the circumstances alone.  Free with ot_rule_choice_free(). */
OtRuleChoice *
ot_rule_choice_new(const OtRules *rules, const OtCircumstances *circumstances);

void
ot_rule_choice_free(OtRuleChoice *choice);

/** Switch all rules off, so that single ones can be chosen with OT_RULE_OWN. */
void
ot_rule_choice_clear(OtRuleChoice *choice);

/**
 * Switch rules by a code, a family or a tag, in capitals or not: `level` is OT_RULE_OFF, 1 +
 * OtSeverity or OT_RULE_OWN; a rule that does not apply stays off.  OT_ERROR_USAGE names the
 * nearest code or tag for an unknown one.
 */
bool
ot_rule_choice_set(OtRuleChoice *choice, const OtRules *rules, const char *name, guint8 level,
                   GError **error);

/**
 * Run structure and measure rules over a specification, which may be invalid.  Findings carry
 * title, why, source, advice and place.  A path that takes more than OT_LIMIT_XPATH_STEPS is
 * stopped and gives OT_ERROR_LIMIT; all other rules have run.
 */
bool
ot_rules_check_spec(const OtRules *rules, const OtRuleChoice *choice, const OtSpec *spec,
                    const OtCircumstances *circumstances, OtFindings *findings, GError **error);

/**
 * Run words and count rules over a text; findings carry words, sentence and extent besides.  Errors
 * as of ot_matcher_run(): all other rules have run.
 */
bool
ot_rules_check_text(const OtRules *rules, const OtRuleChoice *choice, const OtText *text,
                    const OtCircumstances *circumstances, OtFindings *findings, GError **error);

/**
 * The passages of a specification, by the table schemas/passages.xml, which says of which kind
 * the elements are.  `origin` of each is its element.  Free with ot_text_free().
 */
OtText *
ot_rules_passages(const OtSpec *spec, const char *table, GError **error);

/** A fix that a rule offers at a node of a specification (schemas/rules.xsd, <fix>). */
typedef struct {
	const char *attr;  /**< set this attribute, or NULL */
	/** append to the text of this child; NULL: to that of the node itself */
	const char *child;
	const char *value; /**< the value or the sentence */
} OtRuleFix;

/** The fix of a rule, or NULL.  Owned by the rules. */
const OtRuleFix *
ot_rules_fix(const OtRules *rules, size_t index);

/** The constants that the rules reckon with; owned by the rules. */
const OtReference *
ot_rules_reference(const OtRules *rules);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtRules, ot_rules_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtRuleChoice, ot_rule_choice_free)

#endif
