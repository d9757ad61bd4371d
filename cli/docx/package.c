/* SPDX-License-Identifier: MIT */
#include "docx/package.h"

#include "docx/door.h"

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

OtZipEntry
ot_package_zip_entry(const OtPackageEntry *entry, gint64 epoch)
{
	bool stored = entry->stored || g_bytes_get_size(entry->content) < LEAST_COMPRESSED;
	OtZipEntry zipped = {
		.name = entry->path,
		.content = entry->content,
		.method = stored ? OT_ZIP_STORED : OT_ZIP_DEFLATED,
	};

	ot_package_dos_time(epoch, &zipped.time, &zipped.date);
	return zipped;
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

	*entry = (OtPackageEntry){take_path, take_content, false};
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

GBytes *
ot_package_write_zip(const GArray *entries, GError **error)
{
	const OtZipDoor *door = ot_docx_door(error);

	return door != NULL ? door->write((const OtZipEntry *) (void *) entries->data, entries->len,
	                                  COMPRESSION_LEVEL, error)
	                    : NULL;
}

GBytes *
ot_package_pack(const GPtrArray *entries, gint64 epoch, GError **error)
{
	g_autoptr(GArray) zipped = g_array_new(FALSE, FALSE, sizeof(OtZipEntry));

	for (unsigned int i = 0; i < entries->len; i++) {
		OtZipEntry entry =
			ot_package_zip_entry(g_ptr_array_index(entries, i), epoch);
		g_array_append_val(zipped, entry);
	}
	return ot_package_write_zip(zipped, error);
}
