/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_OBJECT_H
#define OT_PDF_OBJECT_H

/**
 * What a PDF is made of (ISO 32000-1, 7.3): values, and a table of numbered objects.
 *
 * Values belong to the file's arena and die with it.  The getters take any value, NULL included,
 * and give NULL or 0 where it is of another kind: what comes out of a damaged file needs no guard
 * at each step.  A dictionary keeps the order in which its keys came and never has a key twice.
 */

#include "base/arena.h"
#include "pdf/flate.h"

#include <stdbool.h>

typedef enum {
	OT_VALUE_NULL,
	OT_VALUE_BOOLEAN,
	OT_VALUE_INTEGER,
	OT_VALUE_REAL, /**< kept as it is spelled */
	OT_VALUE_NAME,
	OT_VALUE_STRING,
	OT_VALUE_ARRAY,
	OT_VALUE_DICTIONARY,
	OT_VALUE_STREAM,
	OT_VALUE_REFERENCE,
} OtValueKind;

typedef struct OtValue OtValue;

/** Bytes that belong to somebody else. */
typedef struct {
	const char *bytes;
	size_t len;
} OtSlice;

typedef struct {
	OtSlice key;
	OtValue *value;
} OtEntry;

typedef struct {
	OtValue *dictionary;
	OtSlice data; /**< as in the file, that is, most often compressed */
} OtStream;

struct OtValue {
	OtValueKind kind;
	guint len, capacity; /**< items of an array, entries of a dictionary */
	union {
		bool boolean;
		gint64 integer;
		OtSlice text;    /**< REAL, NAME (without its slash, decoded), STRING (decoded) */
		OtValue **items; /**< ARRAY */
		OtEntry *entries; /**< DICTIONARY */
		OtStream *stream; /**< STREAM */
		int reference;    /**< REFERENCE: an object's number; its generation is always 0 */
	} as;
};

/** The objects of one file. */
typedef struct {
	OtArena *arena;
	OtFlate *flate;
	GPtrArray *objects; /**< of OtValue *, by number; NULL: free.  Number 0 is never used */
	GPtrArray *buffers; /**< of GByteArray *: the data of streams made here */
	int root;           /**< number of the catalog */
	int info;           /**< number of the document information dictionary, or 0 */
	OtSlice id;         /**< the file identifier as read; empty: none */
} OtPdfFile;

OtPdfFile *
ot_pdf_file_new(void);

void
ot_pdf_file_free(OtPdfFile *file);

/** Give a value an object number; NULL keeps the number for ot_pdf_file_set(). */
int
ot_pdf_file_add(OtPdfFile *file, OtValue *value);

void
ot_pdf_file_set(OtPdfFile *file, int number, OtValue *value);

/** The object with this number, or NULL. */
OtValue *
ot_pdf_file_get(const OtPdfFile *file, int number);

/** The value itself, or what it refers to; NULL where there is nothing. */
OtValue *
ot_value_resolve(const OtPdfFile *file, OtValue *value);

/* --- making ------------------------------------------------------------------------------ */

OtValue *
ot_value_null(OtPdfFile *file);

OtValue *
ot_value_boolean(OtPdfFile *file, bool boolean);

OtValue *
ot_value_integer(OtPdfFile *file, gint64 integer);

/** A number with at most three decimals, whatever the locale. */
OtValue *
ot_value_real(OtPdfFile *file, double number);

/** A name, spelled without its slash.  Copied. */
OtValue *
ot_value_name(OtPdfFile *file, const char *name);

/** A string of bytes.  Copied. */
OtValue *
ot_value_bytes(OtPdfFile *file, const void *bytes, size_t len);

/**
 * A text string (ISO 32000-1, 7.9.2.2) from UTF-8: as ASCII where that suffices, which every text
 * encoding of PDF contains, else as UTF-16BE with a byte order mark.
 */
OtValue *
ot_value_text(OtPdfFile *file, const char *utf8);

OtValue *
ot_value_reference(OtPdfFile *file, int number);

OtValue *
ot_value_array(OtPdfFile *file);

OtValue *
ot_value_dictionary(OtPdfFile *file);

/** A stream whose data lie elsewhere and outlive the file. */
OtValue *
ot_value_stream(OtPdfFile *file, OtValue *dictionary, OtSlice data);

/** A stream of these bytes, which the file takes over: as they are, or compressed. */
OtValue *
ot_value_stream_take(OtPdfFile *file, OtValue *dictionary, GByteArray *bytes, bool compress);

/* --- arrays and dictionaries; a stream stands for its dictionary ------------------------- */

void
ot_array_append(OtPdfFile *file, OtValue *array, OtValue *value);

guint
ot_array_len(const OtValue *array);

OtValue *
ot_array_get(const OtValue *array, guint index);

/** Set a key, in its old place if there is one, else at the end.  The key is copied. */
void
ot_dictionary_set(OtPdfFile *file, OtValue *dictionary, const char *key, OtValue *value);

/** The same with a key that outlives the file and may hold any byte. */
void
ot_dictionary_set_slice(OtPdfFile *file, OtValue *dictionary, OtSlice key, OtValue *value);

/** Short forms of ot_dictionary_set(); the values are made as by ot_value_name() and so on. */
void
ot_dictionary_set_name(OtPdfFile *file, OtValue *dictionary, const char *key, const char *name);

void
ot_dictionary_set_integer(OtPdfFile *file, OtValue *dictionary, const char *key, gint64 integer);

void
ot_dictionary_set_text(OtPdfFile *file, OtValue *dictionary, const char *key, const char *utf8);

void
ot_dictionary_set_reference(OtPdfFile *file, OtValue *dictionary, const char *key, int number);

void
ot_dictionary_remove(OtValue *dictionary, const char *key);

/** The value of a key as it stands there, or NULL. */
OtValue *
ot_dictionary_get(const OtValue *dictionary, const char *key);

/** The value of a key with a reference followed, or NULL. */
OtValue *
ot_dictionary_find(const OtPdfFile *file, const OtValue *dictionary, const char *key);

/* --- asking ------------------------------------------------------------------------------ */

bool
ot_value_is(const OtValue *value, OtValueKind kind);

bool
ot_value_is_name(const OtValue *value, const char *name);

/** An integer that fits into an int; `otherwise` where it is none. */
int
ot_value_get_int(const OtValue *value, int otherwise);

/** An integer or a real number; NaN where it is neither. */
double
ot_value_get_number(const OtValue *value);

/** The bytes of a name or string; empty where it is neither. */
OtSlice
ot_value_get_slice(const OtValue *value);

/** A text string as UTF-8, or NULL where it is none; free with g_free(). */
char *
ot_value_get_text(const OtValue *value);

/** The number that a reference names; 0 where it is none. */
int
ot_value_get_reference(const OtValue *value);

bool
ot_slice_equals(OtSlice slice, const char *text);

/** Append UTF-16BE bytes as UTF-8; half a pair becomes U+FFFD. */
void
ot_slice_append_utf16(GString *out, OtSlice utf16);

/**
 * The data of a stream without its filter.  Knows no filter but /FlateDecode without parameters,
 * which is the only one that cairo and we write, /DCTDecode pictures aside.
 */
GByteArray *
ot_stream_decode(const OtPdfFile *file, const OtValue *stream, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPdfFile, ot_pdf_file_free)

#endif
