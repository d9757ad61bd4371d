/* SPDX-License-Identifier: MIT */
#include "extract/find.h"

#include "base/limits.h"
#include "extract/wire.h"

#include <stdarg.h>
#include <string.h>

qpdf_oh
ot_extract_get(OtExtractWalk *walk, qpdf_oh dictionary, const char *key)
{
	/* Of other things libqpdf gives a null as well, but takes them for damage. */
	return qpdf_oh_is_dictionary(walk->qpdf, dictionary)
	               ? qpdf_oh_get_key_if_dict(walk->qpdf, dictionary, key)
	               : qpdf_oh_new_null(walk->qpdf);
}

void
ot_extract_release(OtExtractWalk *walk, qpdf_oh object)
{
	qpdf_oh_release(walk->qpdf, object);
}

static void G_GNUC_PRINTF(3, 0)
send_lost(OtExtractWalk *walk, const char *name, const char *format, va_list arguments)
{
	g_autofree char *sentence = g_strdup_vprintf(format, arguments);

	ot_wire_send_kind(walk->fd, OT_WIRE_LOST);
	ot_wire_send_text(walk->fd, name);
	ot_wire_send_text(walk->fd, sentence);
}

void
ot_extract_lose(OtExtractWalk *walk, const char *name, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	send_lost(walk, name, format, arguments);
	va_end(arguments);
}

void
ot_extract_stop(OtExtractWalk *walk, const char *format, ...)
{
	va_list arguments;

	if (walk->stopped)
		return;
	walk->stopped = true;
	va_start(arguments, format);
	send_lost(walk, NULL, format, arguments);
	va_end(arguments);
}

/* One place more to look at; false where there were too many. */
static bool
go_on(OtExtractWalk *walk)
{
	if (++walk->n_places > OT_LIMIT_EXTRACT_PLACES)
		ot_extract_stop(walk, "it has more than %u places where files can hang; those that "
		                      "come first were looked at", OT_LIMIT_EXTRACT_PLACES);
	return !walk->stopped;
}

/* True where an object of a tree is met for the first time; a direct one can't come again. */
static bool
is_new(OtExtractWalk *walk, qpdf_oh object)
{
	int number = qpdf_oh_get_object_id(walk->qpdf, object);

	return number == 0 || g_hash_table_add(walk->nodes, GINT_TO_POINTER(number));
}

/* The files that an /AF names: an array of specifications, or one (ISO 32000-2, 14.13.2). */
static void
take_associated(OtExtractWalk *walk, qpdf_oh owner, const char *place)
{
	qpdf_oh associated = ot_extract_get(walk, owner, "/AF");

	if (!qpdf_oh_is_array(walk->qpdf, associated)) {
		ot_extract_take(walk, associated, 0, place);
	} else {
		int n = qpdf_oh_get_array_n_items(walk->qpdf, associated);
		for (int i = 0; i < n && go_on(walk); i++) {
			qpdf_oh one = qpdf_oh_get_array_item(walk->qpdf, associated, i);
			ot_extract_take(walk, one, 0, place);
			ot_extract_release(walk, one);
		}
	}
	ot_extract_release(walk, associated);
}

/* Pairs of a name and a specification (ISO 32000-1, 7.9.6). */
static void
take_names(OtExtractWalk *walk, qpdf_oh node)
{
	qpdf_oh names = ot_extract_get(walk, node, "/Names");
	int n = qpdf_oh_is_array(walk->qpdf, names)
	                ? qpdf_oh_get_array_n_items(walk->qpdf, names)
	                : 0;

	for (int i = 0; i + 1 < n && go_on(walk); i += 2) {
		qpdf_oh key = qpdf_oh_get_array_item(walk->qpdf, names, i);
		qpdf_oh specification = qpdf_oh_get_array_item(walk->qpdf, names, i + 1);
		ot_extract_take(walk, specification, key, "the document");
		ot_extract_release(walk, specification);
		ot_extract_release(walk, key);
	}
	ot_extract_release(walk, names);
}

static void
take_tree(OtExtractWalk *walk, qpdf_oh node, int depth)
{
	if (!is_new(walk, node)) {
		ot_extract_lose(walk, NULL, "its tree of names leads back to itself");
		return;
	}
	if (depth > OT_LIMIT_PDF_DEPTH) {
		ot_extract_stop(walk, "its tree of names has more than %d levels",
		                OT_LIMIT_PDF_DEPTH);
		return;
	}
	take_names(walk, node);
	qpdf_oh kids = ot_extract_get(walk, node, "/Kids");
	int n = qpdf_oh_is_array(walk->qpdf, kids) ? qpdf_oh_get_array_n_items(walk->qpdf, kids)
	                                           : 0;
	for (int i = 0; i < n && go_on(walk); i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(walk->qpdf, kids, i);
		take_tree(walk, kid, depth + 1);
		ot_extract_release(walk, kid);
	}
	ot_extract_release(walk, kids);
}

static void
take_annotation(OtExtractWalk *walk, qpdf_oh annotation, const char *place)
{
	qpdf_oh subtype = ot_extract_get(walk, annotation, "/Subtype");

	if (qpdf_oh_is_name_and_equals(walk->qpdf, subtype, "/FileAttachment")) {
		qpdf_oh specification = ot_extract_get(walk, annotation, "/FS");
		ot_extract_take(walk, specification, 0, place);
		ot_extract_release(walk, specification);
	}
	ot_extract_release(walk, subtype);
	take_associated(walk, annotation, place);
}

static void
take_page(OtExtractWalk *walk, qpdf_oh page, int number)
{
	g_autofree char *place = g_strdup_printf("page %d", number);
	g_autofree char *note = g_strdup_printf("a note on page %d", number);
	qpdf_oh annotations = ot_extract_get(walk, page, "/Annots");
	int n = qpdf_oh_is_array(walk->qpdf, annotations)
	                ? qpdf_oh_get_array_n_items(walk->qpdf, annotations)
	                : 0;

	take_associated(walk, page, place);
	for (int i = 0; i < n && go_on(walk); i++) {
		qpdf_oh annotation = qpdf_oh_get_array_item(walk->qpdf, annotations, i);
		take_annotation(walk, annotation, note);
		ot_extract_release(walk, annotation);
	}
	ot_extract_release(walk, annotations);
}

/* A document whose tree of pages is broken may still carry files of its own. */
static void
take_pages(OtExtractWalk *walk)
{
	int n = qpdf_get_num_pages(walk->qpdf);

	if (n < 0)
		ot_extract_lose(walk, NULL,
		                "its pages can't be read, nor the files that hang there");
	for (int i = 0; i < n && go_on(walk); i++) {
		qpdf_oh page = qpdf_get_page_n(walk->qpdf, (size_t) i);
		take_page(walk, page, i + 1);
		ot_extract_release(walk, page);
	}
}

static void
take_all(OtExtractWalk *walk)
{
	qpdf_oh catalog = qpdf_get_root(walk->qpdf);
	qpdf_oh names = ot_extract_get(walk, catalog, "/Names");
	qpdf_oh tree = ot_extract_get(walk, names, "/EmbeddedFiles");

	take_tree(walk, tree, 0);
	take_associated(walk, catalog, "the document");
	take_pages(walk);
	ot_extract_release(walk, tree);
	ot_extract_release(walk, names);
	ot_extract_release(walk, catalog);
}

/* libqpdf passes on what the C++ library throws. */
static bool
is_memory(const char *detail)
{
	return strstr(detail, "bad_alloc") != NULL;
}

static void
lose_part(OtExtractWalk *walk, const char *detail)
{
	if (is_memory(detail))
		ot_extract_lose(walk, NULL,
		                "a part of it needs more than %u MB of memory to be read",
		                OT_LIMIT_EXTRACT_MEMORY >> 20);
	else
		ot_extract_lose(walk, NULL, "a part of it can't be read: %s", detail);
}

/* What libqpdf found broken and went around; of damage, one is enough to say. */
static void
send_damage(OtExtractWalk *walk)
{
	bool said = false;

	for (qpdf_error warning = qpdf_next_warning(walk->qpdf); warning != NULL;
	     warning = qpdf_next_warning(walk->qpdf)) {
		const char *detail = qpdf_get_error_message_detail(walk->qpdf, warning);
		if (is_memory(detail)) {
			lose_part(walk, detail);
			return;
		}
		if (said || qpdf_get_error_code(walk->qpdf, warning) != qpdf_e_damaged_pdf)
			continue;
		ot_wire_send_kind(walk->fd, OT_WIRE_DAMAGE);
		ot_wire_send_text(walk->fd, detail);
		said = true;
	}
}

/* libqpdf goes on after a part that it could not read, so that this is known only at the end. */
static void
send_unread(OtExtractWalk *walk)
{
	qpdf_error error = qpdf_has_error(walk->qpdf) ? qpdf_get_error(walk->qpdf) : NULL;

	if (error != NULL)
		lose_part(walk, qpdf_get_error_message_detail(walk->qpdf, error));
}

/*
 * Whether what could not be read was too large: where the root is in it, libqpdf 12 reads nothing.
 */
static bool
lacks_memory(OtExtractWalk *walk)
{
	for (qpdf_error warning = qpdf_next_warning(walk->qpdf); warning != NULL;
	     warning = qpdf_next_warning(walk->qpdf))
		if (is_memory(qpdf_get_error_message_detail(walk->qpdf, warning)))
			return true;
	return false;
}

static void
send_refusal(OtExtractWalk *walk)
{
	qpdf_error error = qpdf_get_error(walk->qpdf);
	const char *detail = error != NULL ? qpdf_get_error_message_detail(walk->qpdf, error) : "";
	g_autofree char *sentence = NULL;

	ot_wire_send_kind(walk->fd, OT_WIRE_REFUSED);
	if (error != NULL && qpdf_get_error_code(walk->qpdf, error) == qpdf_e_password) {
		ot_wire_send_text(walk->fd, "can be opened only with a password; open it, save it "
		                            "without one, and name that file");
		return;
	}
	if (is_memory(detail) || lacks_memory(walk))
		sentence = g_strdup_printf(
			"can't be read: a part of it needs more than %u MB of memory",
			OT_LIMIT_EXTRACT_MEMORY >> 20);
	else
		sentence = g_strdup_printf("can't be read as PDF: %s", detail);
	ot_wire_send_text(walk->fd, sentence);
}

void
ot_extract_send(GBytes *pdf, int fd)
{
	OtExtractWalk walk = {
		.qpdf = qpdf_init(),
		.fd = fd,
		.nodes = g_hash_table_new(g_direct_hash, g_direct_equal),
		.streams = g_hash_table_new(g_direct_hash, g_direct_equal),
	};
	size_t len;
	const char *data = g_bytes_get_data(pdf, &len);

	qpdf_silence_errors(walk.qpdf);
	qpdf_set_suppress_warnings(walk.qpdf, QPDF_TRUE);
	/* A file that is encrypted, but for nobody, opens with the empty password. */
	if (qpdf_read_memory(walk.qpdf, "PDF", data, len, "") & QPDF_ERRORS) {
		send_refusal(&walk);
	} else {
		take_all(&walk);
		send_damage(&walk);
		send_unread(&walk);
	}
	ot_wire_send_kind(fd, OT_WIRE_END);
	g_hash_table_unref(walk.nodes);
	g_hash_table_unref(walk.streams);
	qpdf_cleanup(&walk.qpdf);
}
