/* SPDX-License-Identifier: MIT */
#include "docx/package.h"

#include "base/error.h"

#include <string.h>
#include <time.h>

#define NS_TYPES     "http://schemas.openxmlformats.org/package/2006/content-types"
#define NS_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define TYPE_RELATIONS "application/vnd.openxmlformats-package.relationships+xml"

/* Level 3 takes less than half the time of level 6 for a twelfth more bytes. */
#define COMPRESSION_LEVEL 3

/* Below this many bytes, setting up the compression costs more than it saves. */
#define LEAST_COMPRESSED 600

typedef struct {
	char *id;
	const char *type;
	char *target;
	bool outside;
} Relation;

struct OtPart {
	char *path;
	const char *content_type;
	OtXmlWriter *xml;
	GBytes *picture;      /* NULL: the part is XML */
	GPtrArray *relations; /* of Relation */
	GHashTable *outside;  /* target to Relation; looked up only, never listed */
	const char *id;       /* in the part that relates to this one */
};

struct OtPackage {
	OtPart *root;     /* stands for the package: it has relationships, but no content */
	GPtrArray *parts; /* of OtPart, the root excluded */
};

static void
free_relation(void *data)
{
	Relation *relation = data;

	g_free(relation->id);
	g_free(relation->target);
	g_free(relation);
}

static void
free_part(void *data)
{
	OtPart *part = data;

	g_free(part->path);
	ot_xml_writer_free(part->xml);
	g_clear_pointer(&part->picture, g_bytes_unref);
	g_ptr_array_unref(part->relations);
	g_hash_table_unref(part->outside);
	g_free(part);
}

static OtPart *
make_part(const char *path, const char *content_type)
{
	OtPart *part = g_new0(OtPart, 1);

	part->path = g_strdup(path);
	part->content_type = content_type;
	part->xml = ot_xml_writer_new();
	ot_xml_declaration(part->xml);
	part->relations = g_ptr_array_new_with_free_func(free_relation);
	part->outside = g_hash_table_new(g_str_hash, g_str_equal);
	return part;
}

OtPackage *
ot_package_new(void)
{
	OtPackage *package = g_new0(OtPackage, 1);

	package->root = make_part("", OT_TYPE_XML);
	package->parts = g_ptr_array_new_with_free_func(free_part);
	return package;
}

void
ot_package_free(OtPackage *package)
{
	if (package == NULL)
		return;
	free_part(package->root);
	g_ptr_array_unref(package->parts);
	g_free(package);
}

static Relation *
relate(OtPart *part, const char *type, char *take_target, bool outside)
{
	Relation *relation = g_new0(Relation, 1);

	relation->id = g_strdup_printf("rId%u", part->relations->len + 1);
	relation->type = type;
	relation->target = take_target;
	relation->outside = outside;
	g_ptr_array_add(part->relations, relation);
	return relation;
}

/* The folder of a path with its slash, as a length: 5 for "word/document.xml". */
static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t) (slash + 1 - path);
}

/* A target is relative to its source's folder; sources of ours are one folder deep at most. */
static char *
relative_target(const OtPart *from, const char *path)
{
	size_t folder = folder_length(from->path);

	if (strncmp(from->path, path, folder) == 0)
		return g_strdup(path + folder);
	return g_strconcat("../", path, NULL);
}

OtPart *
ot_package_add(OtPackage *package, OtPart *from, const char *relation, const char *path,
               const char *content_type)
{
	OtPart *part = make_part(path, content_type);

	if (from == NULL)
		from = package->root;
	part->id = relate(from, relation, relative_target(from, path), false)->id;
	g_ptr_array_add(package->parts, part);
	return part;
}

const char *
ot_package_add_picture(OtPackage *package, OtPart *from, const char *path, GBytes *png)
{
	OtPart *part = ot_package_add(package, from, OT_RELATION "image", path, "image/png");

	part->picture = g_bytes_ref(png);
	return part->id;
}

OtXmlWriter *
ot_part_xml(OtPart *part)
{
	return part->xml;
}

const char *
ot_part_id(const OtPart *part)
{
	return part->id;
}

const char *
ot_part_relate_outside(OtPart *part, const char *relation, const char *target)
{
	Relation *known = g_hash_table_lookup(part->outside, target);

	if (known != NULL && strcmp(known->type, relation) == 0)
		return known->id;
	known = relate(part, relation, g_strdup(target), true);
	g_hash_table_insert(part->outside, known->target, known);
	return known->id;
}

/* --- the parts that follow from the others --------------------------------------------------- */

static GBytes *
write_content_types(const OtPackage *package)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_declaration(xml);
	ot_xml_start(xml, "Types");
	ot_xml_set(xml, "xmlns", NS_TYPES);
	ot_xml_empty(xml, "Default", "Extension", "rels", "ContentType", TYPE_RELATIONS, NULL);
	ot_xml_empty(xml, "Default", "Extension", "xml", "ContentType", OT_TYPE_XML, NULL);
	for (unsigned int i = 0; i < package->parts->len; i++) {
		const OtPart *part = g_ptr_array_index(package->parts, i);
		g_autofree char *name = g_strconcat("/", part->path, NULL);

		if (strcmp(part->content_type, OT_TYPE_XML) != 0)
			ot_xml_empty(xml, "Override", "PartName", name, "ContentType",
			             part->content_type, NULL);
	}
	ot_xml_end(xml);
	return ot_xml_take(xml);
}

static GBytes *
write_relations(const OtPart *part)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_declaration(xml);
	ot_xml_start(xml, "Relationships");
	ot_xml_set(xml, "xmlns", NS_RELATIONS);
	for (unsigned int i = 0; i < part->relations->len; i++) {
		const Relation *relation = g_ptr_array_index(part->relations, i);

		ot_xml_start(xml, "Relationship");
		ot_xml_set(xml, "Id", relation->id);
		ot_xml_set(xml, "Type", relation->type);
		ot_xml_set(xml, "Target", relation->target);
		ot_xml_set(xml, "TargetMode", relation->outside ? "External" : NULL);
		ot_xml_end(xml);
	}
	ot_xml_end(xml);
	return ot_xml_take(xml);
}

/* --- the archive ----------------------------------------------------------------------------- */

/*
 * The format's own (APPNOTE 4.4.6), without the machine's time zone; libzip keeps it as a time_t.
 */
void
ot_package_dos_time(gint64 epoch, guint16 *time, guint16 *date)
{
	static const gint64 first = 315532800; /* 1980-01-01 to 2107-12-31, or to January 2038 */
	static const gint64 last = sizeof(time_t) < sizeof(gint64) ? G_MAXINT32 : 4354819198;
	g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(CLAMP(epoch, first, last));

	*date = (guint16) ((g_date_time_get_year(moment) - 1980) << 9 |
	                   g_date_time_get_month(moment) << 5 |
	                   g_date_time_get_day_of_month(moment));
	*time = (guint16) (g_date_time_get_hour(moment) << 11 |
	                   g_date_time_get_minute(moment) << 5 |
	                   g_date_time_get_second(moment) / 2);
}

/* Takes the source.  No attributes of a system are noted. */
static bool
add_source(zip_t *zip, const char *path, zip_source_t *source, zip_int32_t method, gint64 epoch)
{
	guint16 time, date;
	zip_int64_t at = source != NULL ? zip_file_add(zip, path, source, ZIP_FL_ENC_GUESS) : -1;

	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	zip_uint64_t index = (zip_uint64_t) at;

	ot_package_dos_time(epoch, &time, &date);
	return zip_set_file_compression(zip, index, method, COMPRESSION_LEVEL) == 0 &&
	       zip_file_set_dostime(zip, index, time, date, 0) == 0 &&
	       zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_DOS, 0) == 0;
}

bool
ot_package_add_entry(zip_t *zip, const char *path, GBytes *content, gint64 epoch)
{
	size_t len;
	const void *bytes = g_bytes_get_data(content, &len);

	return add_source(zip, path, zip_source_buffer(zip, bytes, len, 0),
	                  len < LEAST_COMPRESSED ? ZIP_CM_STORE : ZIP_CM_DEFLATE, epoch);
}

bool
ot_package_store_entry(zip_t *zip, const char *path, GBytes *content, gint64 epoch)
{
	size_t len;
	const void *bytes = g_bytes_get_data(content, &len);

	return add_source(zip, path, zip_source_buffer(zip, bytes, len, 0), ZIP_CM_STORE, epoch);
}

/* libzip 1.10 gave the function another name. */
zip_source_t *
ot_package_copy_source(zip_t *to, zip_t *from, zip_uint64_t index)
{
#if LIBZIP_VERSION_MAJOR > 1 || LIBZIP_VERSION_MINOR >= 10
	return zip_source_zip_file(to, from, index, 0, 0, -1, NULL);
#else
	return zip_source_zip(to, from, index, 0, 0, -1);
#endif
}

bool
ot_package_copy_entry(zip_t *to, zip_t *from, zip_uint64_t index, gint64 epoch)
{
	zip_stat_t stat;

	return zip_stat_index(from, index, 0, &stat) == 0 &&
	       add_source(to, stat.name, ot_package_copy_source(to, from, index),
	                  stat.comp_method, epoch);
}

static void
free_entry(void *data)
{
	OtPackageEntry *entry = data;

	g_free(entry->path);
	g_bytes_unref(entry->content);
	g_free(entry);
}

static void
list_entry(GPtrArray *entries, char *take_path, GBytes *take_content)
{
	OtPackageEntry *entry = g_new(OtPackageEntry, 1);

	*entry = (OtPackageEntry){take_path, take_content};
	g_ptr_array_add(entries, entry);
}

static void
list_relations(GPtrArray *entries, const OtPart *part)
{
	size_t folder = folder_length(part->path);

	if (part->relations->len > 0)
		list_entry(entries,
		           g_strdup_printf("%.*s_rels/%s.rels", (int) folder, part->path,
		                           part->path + folder),
		           write_relations(part));
}

/* ECMA-376-2 asks for no order, but those who sniff a file's type look at the first entry. */
GPtrArray *
ot_package_entries(OtPackage *package)
{
	GPtrArray *entries = g_ptr_array_new_with_free_func(free_entry);

	list_entry(entries, g_strdup("[Content_Types].xml"), write_content_types(package));
	list_relations(entries, package->root);
	for (unsigned int i = 0; i < package->parts->len; i++) {
		const OtPart *part = g_ptr_array_index(package->parts, i);

		list_entry(entries, g_strdup(part->path),
		           part->picture != NULL ? g_bytes_ref(part->picture)
		                                 : ot_xml_take(part->xml));
		list_relations(entries, part);
	}
	return entries;
}

static GBytes *
read_source(zip_source_t *source)
{
	zip_stat_t stat;
	char *bytes;

	if (zip_source_open(source) < 0)
		return NULL;
	if (zip_source_stat(source, &stat) < 0 || (stat.valid & ZIP_STAT_SIZE) == 0) {
		zip_source_close(source);
		return NULL;
	}
	bytes = g_malloc(stat.size);
	zip_int64_t got = zip_source_read(source, bytes, stat.size);
	zip_source_close(source);
	if (got < 0 || (zip_uint64_t) got != stat.size) {
		g_free(bytes);
		return NULL;
	}
	return g_bytes_new_take(bytes, stat.size);
}

static void
report(zip_error_t *trouble, GError **error)
{
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot put the package together: %s",
	            zip_error_strerror(trouble));
}

/* Fills `target`, which is kept open by the caller. */
static bool
write_archive(OtPackageFill *fill, void *data, zip_source_t *target, GError **error)
{
	g_autoptr(GPtrArray) contents =
		g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	zip_error_t trouble;

	zip_error_init(&trouble);
	zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &trouble);
	if (zip == NULL) {
		report(&trouble, error);
		zip_error_fini(&trouble);
		return false;
	}
	/* zip_close() and zip_discard() drop one reference to the target */
	zip_source_keep(target);
	if (!fill(zip, contents, data) || zip_close(zip) < 0) {
		report(zip_get_error(zip), error);
		zip_discard(zip);
		return false;
	}
	return true;
}

GBytes *
ot_package_write_zip(OtPackageFill *fill, void *data, GError **error)
{
	GBytes *bytes = NULL;
	zip_error_t trouble;

	zip_error_init(&trouble);
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &trouble);
	if (target == NULL) {
		report(&trouble, error);
	} else if (write_archive(fill, data, target, error)) {
		bytes = read_source(target);
		if (bytes == NULL)
			report(zip_source_error(target), error);
	}
	zip_error_fini(&trouble);
	if (target != NULL)
		zip_source_free(target);
	return bytes;
}

/* What is written, and the time of its entries. */
typedef struct {
	const GPtrArray *entries;
	gint64 epoch;
} Packing;

static bool
fill_package(zip_t *zip, GPtrArray *contents, void *data)
{
	const Packing *packing = data;

	(void) contents; /* the entries live longer */
	for (unsigned int i = 0; i < packing->entries->len; i++) {
		const OtPackageEntry *entry = g_ptr_array_index(packing->entries, i);

		if (!ot_package_add_entry(zip, entry->path, entry->content, packing->epoch))
			return false;
	}
	return true;
}

GBytes *
ot_package_pack(const GPtrArray *entries, gint64 epoch, GError **error)
{
	return ot_package_write_zip(fill_package, &(Packing){entries, epoch}, error);
}
