/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "extract/find.h"
#include "extract/inflate.h"
#include "extract/wire.h"

#include <stdlib.h>
#include <string.h>

#define MEGABYTES(bytes) ((unsigned) ((bytes) >> 20))

/* A text string as UTF-8; NULL where it is none.  A zero byte must not end it. */
static char *
read_text(OtExtractWalk *walk, qpdf_oh object)
{
	size_t len;

	if (!qpdf_oh_is_string(walk->qpdf, object))
		return NULL;
	const char *text = qpdf_oh_get_binary_utf8_value(walk->qpdf, object, &len);
	/* Zero bytes are not valid, so each becomes U+FFFD. */
	return g_utf8_make_valid(text, (gssize) len);
}

static char *
get_text(OtExtractWalk *walk, qpdf_oh dictionary, const char *key)
{
	qpdf_oh object = ot_extract_get(walk, dictionary, key);
	char *text = read_text(walk, object);

	ot_extract_release(walk, object);
	return text;
}

/* A name without its slash; NULL where it is none. */
static char *
get_name(OtExtractWalk *walk, qpdf_oh dictionary, const char *key)
{
	qpdf_oh object = ot_extract_get(walk, dictionary, key);
	char *name = NULL;

	if (qpdf_oh_is_name(walk->qpdf, object))
		name = g_utf8_make_valid(qpdf_oh_get_name(walk->qpdf, object) + 1, -1);
	ot_extract_release(walk, object);
	return name;
}

/* The newer key first (ISO 32000-1, table 44); the last three are of old files. */
static const char *const keys[] = {"/UF", "/F", "/Unix", "/Mac", "/DOS"};

static char *
find_name(OtExtractWalk *walk, qpdf_oh specification, qpdf_oh key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		char *name = get_text(walk, specification, keys[i]);
		if (name != NULL && *name != '\0')
			return name;
		g_free(name);
	}
	char *name = key != 0 ? read_text(walk, key) : NULL;
	return name != NULL ? name : g_strdup("");
}

/* The stream of the file; 0 where the specification only points to a file elsewhere. */
static qpdf_oh
find_stream(OtExtractWalk *walk, qpdf_oh specification)
{
	qpdf_oh files = ot_extract_get(walk, specification, "/EF"), found = 0;

	for (size_t i = 0; found == 0 && i < G_N_ELEMENTS(keys); i++) {
		qpdf_oh stream = ot_extract_get(walk, files, keys[i]);
		if (qpdf_oh_is_stream(walk->qpdf, stream))
			found = stream;
		else
			ot_extract_release(walk, stream);
	}
	ot_extract_release(walk, files);
	return found;
}

/* How a stream is packed; NULL for not at all. */
static char *
find_filter(OtExtractWalk *walk, qpdf_oh dictionary, const char *key)
{
	qpdf_oh filter = ot_extract_get(walk, dictionary, key);
	char *packing = NULL;

	if (qpdf_oh_is_array(walk->qpdf, filter)) {
		int n = qpdf_oh_get_array_n_items(walk->qpdf, filter);
		if (n == 1) {
			qpdf_oh only = qpdf_oh_get_array_item(walk->qpdf, filter, 0);
			if (qpdf_oh_is_name(walk->qpdf, only))
				packing = g_strdup(qpdf_oh_get_name(walk->qpdf, only) + 1);
			ot_extract_release(walk, only);
		} else if (n > 1) {
			packing = g_strdup_printf("a chain of %d filters", n);
		}
	} else if (qpdf_oh_is_name(walk->qpdf, filter)) {
		packing = g_strdup(qpdf_oh_get_name(walk->qpdf, filter) + 1);
	}
	ot_extract_release(walk, filter);
	return packing;
}

/* A predictor is for pictures and tables of numbers (ISO 32000-1, 7.4.4.4); nobody has one here. */
static bool
has_predictor(OtExtractWalk *walk, qpdf_oh dictionary)
{
	qpdf_oh given = ot_extract_get(walk, dictionary, "/DecodeParms");
	qpdf_oh one = qpdf_oh_is_array(walk->qpdf, given) &&
	                              qpdf_oh_get_array_n_items(walk->qpdf, given) > 0
	                      ? qpdf_oh_get_array_item(walk->qpdf, given, 0)
	                      : qpdf_oh_new_object(walk->qpdf, given);
	qpdf_oh predictor = ot_extract_get(walk, one, "/Predictor");
	bool has = qpdf_oh_is_integer(walk->qpdf, predictor) &&
	           qpdf_oh_get_int_value(walk->qpdf, predictor) > 1;

	ot_extract_release(walk, predictor);
	ot_extract_release(walk, one);
	ot_extract_release(walk, given);
	return has;
}

/* The bytes as they lie in the file, decrypted; NULL where they can't be read. */
static guint8 *
read_raw(OtExtractWalk *walk, qpdf_oh stream, size_t *len)
{
	unsigned char *raw = NULL;

	*len = 0;
	if (qpdf_oh_get_stream_data(walk->qpdf, stream, qpdf_dl_none, NULL, &raw, len) &
	    QPDF_ERRORS) {
		free(raw);
		return NULL;
	}
	return raw != NULL ? raw : calloc(1, 1);
}

/* Unpack into `out`; false where it can't be, which was then said. */
static bool
unpack(OtExtractWalk *walk, const char *name, const char *packing, const guint8 *raw, size_t len,
       GByteArray *out)
{
	size_t limit = OT_LIMIT_EXTRACT_FILE;
	OtInflated result = OT_INFLATE_DONE;

	if (packing != NULL)
		result = ot_inflate(raw, len, limit, out);
	else if (len <= limit)
		g_byte_array_append(out, raw, (guint) len);
	else
		result = OT_INFLATE_LARGE;
	if (result == OT_INFLATE_LARGE)
		ot_extract_lose(walk, name, "it is larger than %u MB, the most that is taken out",
		                MEGABYTES(limit));
	else if (result == OT_INFLATE_DAMAGED)
		ot_extract_lose(walk, name, "its bytes are damaged and can't be unpacked");
	return result == OT_INFLATE_DONE;
}

static GByteArray *
read_bytes(OtExtractWalk *walk, qpdf_oh stream, const char *name)
{
	qpdf_oh dictionary = qpdf_oh_get_dict(walk->qpdf, stream);
	g_autofree char *packing = find_filter(walk, dictionary, "/Filter");
	bool known = packing == NULL || ((strcmp(packing, "FlateDecode") == 0 ||
	                                  strcmp(packing, "Fl") == 0) &&
	                                 !has_predictor(walk, dictionary));
	g_autoptr(GByteArray) out = g_byte_array_new();
	guint8 *raw = NULL;
	size_t len;
	bool done = false;

	ot_extract_release(walk, dictionary);
	if (!known)
		ot_extract_lose(walk, name, "it is packed in a way that outset does not unpack: %s",
		                packing);
	else if ((raw = read_raw(walk, stream, &len)) == NULL)
		ot_extract_lose(walk, name, "its bytes can't be read; the PDF may be damaged or "
		                            "encrypted in a way that is not known");
	else
		done = unpack(walk, name, packing, raw, len, out);
	free(raw);
	return done ? g_steal_pointer(&out) : NULL;
}

static void
send_file(OtExtractWalk *walk, qpdf_oh specification, qpdf_oh stream, const char *name,
          const char *place)
{
	g_autoptr(GByteArray) bytes = read_bytes(walk, stream, name);
	if (bytes == NULL)
		return;
	walk->n_bytes += bytes->len;
	if (walk->n_bytes > OT_LIMIT_EXTRACT_BYTES) {
		ot_extract_stop(walk, "its files together are larger than %u MB, the most that is "
		                      "taken out; the first ones are",
		                MEGABYTES(OT_LIMIT_EXTRACT_BYTES));
		return;
	}
	qpdf_oh dictionary = qpdf_oh_get_dict(walk->qpdf, stream);
	g_autofree char *type = get_name(walk, dictionary, "/Subtype");
	g_autofree char *description = get_text(walk, specification, "/Desc");
	g_autofree char *relationship = get_name(walk, specification, "/AFRelationship");

	ot_extract_release(walk, dictionary);
	ot_wire_send_kind(walk->fd, OT_WIRE_FILE);
	ot_wire_send_text(walk->fd, name);
	ot_wire_send_text(walk->fd, type);
	ot_wire_send_text(walk->fd, description);
	ot_wire_send_text(walk->fd, relationship);
	ot_wire_send_text(walk->fd, place);
	ot_wire_send_bytes(walk->fd, bytes->data, bytes->len);
}

void
ot_extract_take(OtExtractWalk *walk, qpdf_oh specification, qpdf_oh key, const char *place)
{
	qpdf_oh stream = find_stream(walk, specification);
	if (stream == 0)
		return;

	/* One file may hang in several places. */
	gpointer number = GINT_TO_POINTER(qpdf_oh_get_object_id(walk->qpdf, stream));
	if (g_hash_table_add(walk->streams, number)) {
		g_autofree char *name = find_name(walk, specification, key);
		if (++walk->n_files > OT_LIMIT_EXTRACT_FILES)
			ot_extract_stop(walk, "it carries more than %u files, the most that are "
			                      "taken out; the first ones are",
			                OT_LIMIT_EXTRACT_FILES);
		else
			send_file(walk, specification, stream, name, place);
	}
	ot_extract_release(walk, stream);
}
