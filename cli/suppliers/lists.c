/* SPDX-License-Identifier: MIT */
#include "suppliers/lists.h"

#include "base/arena.h"
#include "suppliers/code.h"
#include "suppliers/value.h"
#include "xml/source.h"

#include <string.h>

#define NAMESPACE "urn:outset:suppliers:1"

typedef struct {
	const char *name, *written; /* "limited", " ltd" */
} Form;

struct OtSupplierLists {
	OtArena *arena;
	GHashTable *prefixes, *hosts; /* sets of const char * */
	GArray *forms;                /* of Form */
	GPtrArray *written;           /* of const char *, forms without their blank; ends with NULL */
};

static bool
read_set(OtSupplierLists *lists, GHashTable *set, const OtXml *xml, const xmlNode *root,
         const char *group, const char *child, const char *attr, GError **error)
{
	const xmlNode *list = ot_xml_child(root, group);

	for (const xmlNode *node = list != NULL ? ot_xml_child(list, child) : NULL; node != NULL;
	     node = ot_xml_next(node, child)) {
		g_autofree char *text =
			attr != NULL ? g_strdup(ot_xml_attr(node, attr)) : ot_source_text(node);
		if (text == NULL || *text == '\0') {
			ot_source_fail(error, xml, node, "<%s> is empty", child);
			return false;
		}
		g_hash_table_add(set, ot_arena_strdup(lists->arena, text));
	}
	return true;
}

static bool
read_forms(OtSupplierLists *lists, const OtXml *xml, const xmlNode *root, GError **error)
{
	const xmlNode *list = ot_xml_child(root, "legal-forms");

	for (const xmlNode *node = list != NULL ? ot_xml_child(list, "form") : NULL; node != NULL;
	     node = ot_xml_next(node, "form")) {
		const char *written = ot_xml_attr(node, "written");
		const char *name = ot_xml_attr(node, "name");
		if (written == NULL || name == NULL) {
			ot_source_fail(error, xml, node, "<form> needs \"name\" and \"written\"");
			return false;
		}
		/* Two ways of one form have one name, so that they can be told by it. */
		name = ot_arena_strdup(lists->arena, name);
		g_auto(GStrv) ways = g_strsplit(written, "|", -1);
		for (char **way = ways; *way != NULL; way++) {
			const Form form = {name, ot_arena_printf(lists->arena, " %s", *way)};
			g_array_append_val(lists->forms, form);
			g_ptr_array_add(lists->written, (char *) form.written + 1);
		}
	}
	return true;
}

OtSupplierLists *
ot_supplier_lists_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read_data(path, error);

	if (xml == NULL)
		return NULL;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	if (!ot_xml_is(root, "suppliers") || root->ns == NULL ||
	    strcmp((const char *) root->ns->href, NAMESPACE) != 0) {
		ot_source_fail(error, xml, root,
		               "the file should start with <suppliers xmlns=\"%s\">", NAMESPACE);
		return NULL;
	}
	g_autoptr(OtSupplierLists) lists = g_new0(OtSupplierLists, 1);
	lists->arena = ot_arena_new();
	lists->prefixes = g_hash_table_new(g_str_hash, g_str_equal);
	lists->hosts = g_hash_table_new(g_str_hash, g_str_equal);
	lists->forms = g_array_new(FALSE, FALSE, sizeof(Form));
	lists->written = g_ptr_array_new();
	if (!read_set(lists, lists->prefixes, xml, root, "company-numbers", "prefix", "letters",
	              error) ||
	    !read_set(lists, lists->hosts, xml, root, "mail-hosts", "host", NULL, error) ||
	    !read_forms(lists, xml, root, error))
		return NULL;
	g_ptr_array_add(lists->written, NULL);
	return g_steal_pointer(&lists);
}

void
ot_supplier_lists_free(OtSupplierLists *lists)
{
	if (lists == NULL)
		return;
	g_hash_table_unref(lists->prefixes);
	g_hash_table_unref(lists->hosts);
	g_array_unref(lists->forms);
	g_ptr_array_unref(lists->written);
	ot_arena_free(lists->arena);
	g_free(lists);
}

const char *const *
ot_supplier_lists_forms(const OtSupplierLists *lists)
{
	return (const char *const *) lists->written->pdata;
}

bool
ot_company_number_is_known(const OtSupplierLists *lists, const char *number)
{
	char prefix[3] = "";

	for (size_t i = 0; i < 2 && g_ascii_isupper(number[i]); i++)
		prefix[i] = number[i];
	return *prefix == '\0' || g_hash_table_contains(lists->prefixes, prefix);
}

/* The longest form that a name ends with, or NULL. */
static const Form *
find_form(const OtSupplierLists *lists, const char *name)
{
	const Form *best = NULL;

	for (guint i = 0; i < lists->forms->len; i++) {
		const Form *form = &g_array_index(lists->forms, Form, i);
		if (g_str_has_suffix(name, form->written) &&
		    (best == NULL || strlen(form->written) > strlen(best->written)))
			best = form;
	}
	return best;
}

char *
ot_supplier_bare_name(const OtSupplierLists *lists, const char *name, const char **form)
{
	char *plain = ot_supplier_plain_name(name);
	const Form *found;

	*form = NULL;
	if (g_str_has_prefix(plain, "the ") && strlen(plain) > strlen("the "))
		memmove(plain, plain + 4, strlen(plain + 4) + 1);
	/* A form has a blank before it, so that something always stays. */
	while ((found = find_form(lists, plain)) != NULL) {
		plain[strlen(plain) - strlen(found->written)] = '\0';
		*form = found->name;
	}
	return plain;
}

/* Also what lies below a host: "post.gmail.com". */
static bool
is_public(const OtSupplierLists *lists, const char *domain)
{
	for (; domain != NULL; domain = strchr(domain, '.')) {
		domain += *domain == '.';
		if (g_hash_table_contains(lists->hosts, domain))
			return true;
	}
	return false;
}

char *
ot_supplier_mail_domain(const OtSupplierLists *lists, const char *email)
{
	if (!ot_supplier_is_email(email))
		return NULL;
	g_autofree char *domain = g_utf8_casefold(strrchr(email, '@') + 1, -1);
	return is_public(lists, domain) ? NULL : g_steal_pointer(&domain);
}
