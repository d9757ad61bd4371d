/* SPDX-License-Identifier: MIT */
#include "packs/recipient.h"

#include "docx/master.h"

#include <string.h>

/* The fields of each text. */
static const char *const fields[OT_N_RECIPIENT_TEXTS][2] = {
#define TEXT(id, first, second) [OT_RECIPIENT_##id] = {first, second},
#include "packs/recipient.def"
#undef TEXT
};

/*
 * The words of the response form for a size (templates/response-form.xml).  A micro firm has up to
 * 9 people, of which the form tells one alone from several: nobody but the firm can say.
 */
static const char *const size_choices[OT_N_FIRM_SIZES] = {
	[OT_FIRM_SMALL] = "10 to 49 people",
	[OT_FIRM_MEDIUM] = "50 to 249 people",
	[OT_FIRM_LARGE] = "250 people or more",
};

/* The ticks of the response form. */
static const struct {
	OtSupplierKind kind;
	const char *field;
} ticks[] = {
	{OT_KIND_VCSE, "respondent.voluntary"},
	{OT_KIND_SUPPORTED_EMPLOYMENT, "respondent.employment"},
	{OT_KIND_PUBLIC_SERVICE_MUTUAL, "respondent.mutual"},
};

/* Soft hyphen, and the controls of direction (Unicode Standard Annex 9, 2). */
static bool
is_unseen(gunichar character)
{
	return character == 0x00AD || character == 0x200E || character == 0x200F ||
	       character == 0x061C || (character >= 0x202A && character <= 0x202E) ||
	       (character >= 0x2066 && character <= 0x2069);
}

static char *
clean(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);

		if (character == 0x2011 || g_unichar_iscntrl(character))
			g_string_append_c(out, character == 0x2011 ? '-' : ' ');
		else if (!is_unseen(character))
			g_string_append_unichar(out, character);
	}
	return g_strstrip(g_string_free(out, FALSE));
}

static char *
join_address(const OtSupplier *supplier)
{
	const char *address = supplier->values[OT_SUPPLIER_ADDRESS];
	const char *postcode = supplier->values[OT_SUPPLIER_POSTCODE];

	return g_strconcat(address, *address != '\0' && *postcode != '\0' ? ", " : "", postcode,
	                   NULL);
}

OtRecipient *
ot_recipient_new(const OtSupplier *supplier)
{
	OtRecipient *recipient = g_new0(OtRecipient, 1);
	const char *const *values = supplier->values;
	const char *ppon = values[OT_SUPPLIER_PPON], *lang = values[OT_SUPPLIER_LANGUAGE];
	g_autofree char *address = join_address(supplier);
	const char *const texts[OT_N_RECIPIENT_TEXTS] = {
		[OT_RECIPIENT_CODE] = supplier->code,
		[OT_RECIPIENT_NAME] = values[OT_SUPPLIER_NAME],
		[OT_RECIPIENT_ADDRESS] = address,
		[OT_RECIPIENT_CONTACT] = values[OT_SUPPLIER_CONTACT],
		[OT_RECIPIENT_NUMBER] = *ppon != '\0' ? ppon : values[OT_SUPPLIER_COMPANY_NUMBER],
		[OT_RECIPIENT_EMAIL] = values[OT_SUPPLIER_EMAIL],
		[OT_RECIPIENT_TELEPHONE] = values[OT_SUPPLIER_TELEPHONE],
	};

	recipient->row = supplier->row;
	recipient->file_name = g_strdup(supplier->file_name);
	recipient->lang = *lang != '\0' ? g_strdup(lang) : NULL;
	recipient->size = supplier->size;
	recipient->kinds = supplier->kinds;
	for (int i = 0; i < OT_N_RECIPIENT_TEXTS; i++)
		recipient->texts[i] = clean(texts[i]);
	return recipient;
}

OtRecipient
ot_recipient_sample(void)
{
	OtRecipient sample = {.file_name = (char *) ""};

	for (int i = 0; i < OT_N_RECIPIENT_TEXTS; i++)
		sample.texts[i] = (char *) (i == OT_RECIPIENT_CODE ? "000-000-000" : "M");
	return sample;
}

void
ot_recipient_free(OtRecipient *recipient)
{
	if (recipient == NULL)
		return;
	for (int i = 0; i < OT_N_RECIPIENT_TEXTS; i++)
		g_free(recipient->texts[i]);
	g_free(recipient->file_name);
	g_free(recipient->lang);
	g_free(recipient);
}

static bool
is_small(const OtRecipient *recipient)
{
	return recipient->size != OT_FIRM_UNKNOWN && recipient->size != OT_FIRM_LARGE;
}

OtAnswers *
ot_recipient_answers(const OtRecipient *recipient, char *const *marks)
{
	OtAnswers *answers = ot_answers_new("");

	for (int i = 0; i < OT_N_RECIPIENT_TEXTS; i++) {
		const char *text = marks != NULL ? marks[i] : recipient->texts[i];

		for (size_t k = 0; k < G_N_ELEMENTS(fields[i]); k++)
			if (*text != '\0' && fields[i][k] != NULL)
				ot_answers_set(answers, fields[i][k], text);
	}
	if (size_choices[recipient->size] != NULL)
		ot_answers_set(answers, "respondent.size", size_choices[recipient->size]);
	if (is_small(recipient))
		ot_answers_set(answers, "respondent.small", "yes");
	for (size_t i = 0; i < G_N_ELEMENTS(ticks); i++)
		if ((recipient->kinds & ticks[i].kind) != 0)
			ot_answers_set(answers, ticks[i].field, "yes");
	return answers;
}

const char **
ot_recipient_fields(const OtRecipient *recipient)
{
	const char **list = g_new0(const char *, 4 * OT_N_RECIPIENT_TEXTS + 1);
	size_t n = 0;

	for (int i = 0; i < OT_N_RECIPIENT_TEXTS; i++)
		for (size_t k = 0; k < G_N_ELEMENTS(fields[i]); k++) {
			if (fields[i][k] == NULL)
				continue;
			list[n++] = fields[i][k];
			list[n++] = recipient->texts[i];
		}
	return list;
}

/* A letter from right to left in a mark has it treated as such a text. */
char **
ot_recipient_marks(const OtRecipient *recipient)
{
	char **marks = g_new0(char *, OT_N_RECIPIENT_TEXTS + 1);

	for (int i = 0; i < OT_N_RECIPIENT_TEXTS; i++) {
		const char *text = recipient->texts[i];
		const char *letter = ot_docx_text_is_right_to_left(text) ? "\u05D0" : "L";

		marks[i] = *text == '\0' ? g_strdup("")
		                         : g_strdup_printf("\uE000%s%d\uE001", letter, i);
	}
	return marks;
}

char *
ot_recipient_digest(const OtRecipient *recipient, const char *made_from)
{
	g_autoptr(GString) facts = g_string_new(made_from);

	g_string_append_printf(facts, "\n%s\n%d %u\n", recipient->file_name, recipient->size,
	                       recipient->kinds);
	for (int i = 0; i < OT_N_RECIPIENT_TEXTS; i++)
		g_string_append_printf(facts, "%zu:%s\n", strlen(recipient->texts[i]),
		                       recipient->texts[i]);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, facts->str, -1);
}
