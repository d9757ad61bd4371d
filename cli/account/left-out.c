/* SPDX-License-Identifier: MIT */
#include "account/parts.h"

#include "xml/read.h"

#include <string.h>

/* All words of the published specification, which suppliers may repeat. */
static void
allow_published(OtSecrets *secrets, const xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		if (node->type == XML_TEXT_NODE)
			ot_secrets_allow(secrets, (const char *) node->content);
		for (const xmlAttr *attr = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
		     attr != NULL; attr = attr->next)
			if (attr->children != NULL && attr->children->content != NULL)
				ot_secrets_allow(secrets, (const char *) attr->children->content);
		if (node->type == XML_ELEMENT_NODE)
			allow_published(secrets, node->children);
	}
}

static OtLeftOut *
obtain(GArray *left_out, const char *question)
{
	for (guint i = 0; i < left_out->len; i++) {
		OtLeftOut *one = &g_array_index(left_out, OtLeftOut, i);
		if (strcmp(one->question, question) == 0)
			return one;
	}
	const OtLeftOut fresh = {.question = question};
	g_array_append_val(left_out, fresh);
	return &g_array_index(left_out, OtLeftOut, left_out->len - 1);
}

/* The texts of an answer; one that is too short to be looked for is counted. */
static void
add_answer(OtSecrets *secrets, GArray *left_out, const OtResponse *response,
           const OtResponseAnswer *answer)
{
	const OtSecret secret = {
		.kind = answer->sensitive ? OT_SECRET_MARKED : OT_SECRET_UNSHARED,
		.question = answer->question,
		.response = response->id,
	};
	OtLeftOut *one = obtain(left_out, answer->question);
	bool looked_for = ot_secrets_add(secrets, &secret, answer->text, false);

	looked_for |=
		*answer->more != '\0' && ot_secrets_add(secrets, &secret, answer->more, false);
	if (*answer->reason != '\0')
		ot_secrets_add(secrets, &secret, answer->reason, false);
	one->n_marked += answer->sensitive;
	one->n_unshared += !answer->sensitive;
	one->n_short += !looked_for;
}

/* A firm is known without its legal form, too: "Dolwen Telematics" for "Dolwen Telematics Cyf". */
static void
add_name(OtSecrets *secrets, const OtSupplierLists *lists, const OtSecret *secret, const char *name)
{
	const char *form;
	g_autofree char *bare = ot_supplier_bare_name(lists, name, &form);

	ot_secrets_add(secrets, secret, name, true);
	/* One word alone is looked for as a word only. */
	if (strchr(bare, ' ') != NULL)
		ot_secrets_add(secrets, secret, bare, true);
}

static void
add_address(OtSecrets *secrets, const OtSupplierLists *lists, const OtSecret *secret,
            const char *email)
{
	g_autofree char *domain = ot_supplier_mail_domain(lists, email);

	ot_secrets_add(secrets, secret, email, false);
	if (domain != NULL)
		ot_secrets_add(secrets, secret, domain, false);
}

/* Who it is: whatever says so in what was sent or in the list of suppliers. */
static void
add_identity(OtSecrets *secrets, const OtSupplierLists *lists, const OtParticipant *participant)
{
	const OtResponse *response = participant->response;
	const OtSupplier *supplier = participant->supplier;
	static const OtParticular told[] = {
		OT_PARTICULAR_NUMBER, OT_PARTICULAR_CONTACT, OT_PARTICULAR_TELEPHONE,
	};
	static const OtSupplierField listed[] = {
		OT_SUPPLIER_COMPANY_NUMBER, OT_SUPPLIER_PPON, OT_SUPPLIER_CONTACT,
		OT_SUPPLIER_TELEPHONE,
	};
	const OtSecret secret = {
		.kind = OT_SECRET_IDENTITY,
		.response = response != NULL ? response->id : participant->code,
	};

	add_name(secrets, lists, &secret, participant->name);
	if (response != NULL)
		add_address(secrets, lists, &secret, response->particulars[OT_PARTICULAR_EMAIL]);
	for (size_t i = 0; response != NULL && i < G_N_ELEMENTS(told); i++)
		ot_secrets_add(secrets, &secret, response->particulars[told[i]], false);
	if (supplier == NULL)
		return;
	add_name(secrets, lists, &secret, supplier->values[OT_SUPPLIER_NAME]);
	add_address(secrets, lists, &secret, supplier->values[OT_SUPPLIER_EMAIL]);
	for (size_t i = 0; i < G_N_ELEMENTS(listed); i++)
		ot_secrets_add(secrets, &secret, supplier->values[listed[i]], false);
}

/* In the order of the questions of the specification. */
static GArray *
list_questions(const OtAccount *account)
{
	GArray *left_out = g_array_new(FALSE, FALSE, sizeof(OtLeftOut));
	const xmlNode *questions = ot_xml_child(account->source.root, "questions");

	for (const xmlNode *question =
	             questions != NULL ? ot_xml_child(questions, "question") : NULL;
	     question != NULL; question = ot_xml_next(question, "question")) {
		const OtLeftOut one = {.question = ot_xml_attr(question, "id")};
		g_array_append_val(left_out, one);
	}
	return left_out;
}

GArray *
ot_account_secrets(const OtAccount *account, OtSecrets *secrets)
{
	const OtResponses *responses = account->source.responses;
	size_t n = responses != NULL ? ot_responses_count(responses) : 0;
	GArray *left_out = list_questions(account);

	allow_published(secrets, account->source.root);
	/* Also what was replaced by a later response was said in confidence. */
	for (size_t i = 0; i < n; i++) {
		const OtResponse *response = ot_response_at(responses, i);
		for (size_t k = 0; k < response->n_answers; k++)
			if (response->answers[k].sensitive || response->share != OT_CONSENT_YES)
				add_answer(secrets, left_out, response, &response->answers[k]);
	}
	for (guint i = 0; i < account->participants->len; i++)
		add_identity(secrets, account->source.lists,
		             g_ptr_array_index(account->participants, i));
	ot_secrets_close(secrets);
	return left_out;
}
