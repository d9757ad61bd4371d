/* SPDX-License-Identifier: MIT */
#include "suppliers/code.h"

#include <string.h>

/* Crockford's base 32: no I, L and O, which look like 1 and 0, and no U. */
static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define BITS_A_SIGN 5
#define FEWEST_SIGNS 8
#define MOST_SIGNS 23
#define GROUP 3

typedef struct {
	guint8 hash[OT_SUPPLIER_HASH_BYTES];
	guint32 row;
} Entry;

struct OtSupplierCodes {
	GArray *entries; /* of Entry; by hash and row when closed, the first of each hash only */
	size_t n_longer;
};

/* --- writing and reading a code ------------------------------------------------------------ */

static int
sign_at(const guint8 *hash, int index)
{
	int value = 0;

	for (int bit = index * BITS_A_SIGN; bit < (index + 1) * BITS_A_SIGN; bit++)
		value = value << 1 | (hash[bit / 8] >> (7 - bit % 8) & 1);
	return value;
}

/*
 * Twice a number in the field of 32 elements, with x^5 + x^2 + 1.  Doubled for each place, a sign
 * counts differently in each of 31 places, so that a wrong one and two exchanged ones show.
 */
static int
twice(int value)
{
	return (value << 1 ^ (value & 16 ? 0x25 : 0)) & 31;
}

/* The sign that makes a code whole: its sum, itself added, is nothing. */
static int
check_of(const int *values, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum = twice(sum ^ values[i]);
	return sum;
}

static void
spell(const int *values, int n, char *code)
{
	for (int i = 0; i < n; i++) {
		if (i > 0 && i % GROUP == 0)
			*code++ = '-';
		*code++ = signs[values[i]];
	}
	*code = '\0';
}

void
ot_supplier_code_write(const guint8 hash[OT_SUPPLIER_HASH_BYTES], int n,
                       char code[OT_SUPPLIER_CODE_BYTES])
{
	int values[MOST_SIGNS + 1];

	for (int i = 0; i < n; i++)
		values[i] = sign_at(hash, i);
	values[n] = check_of(values, n);
	spell(values, n + 1, code);
}

static int
value_of(char sign)
{
	char upper = g_ascii_toupper(sign);
	const char *at;

	if (upper == 'O')
		upper = '0';
	if (upper == 'I' || upper == 'L')
		upper = '1';
	at = upper != '\0' ? strchr(signs, upper) : NULL;
	return at != NULL ? (int) (at - signs) : -1;
}

bool
ot_supplier_code_read(const char *text, char code[OT_SUPPLIER_CODE_BYTES])
{
	int values[MOST_SIGNS + 1], n = 0;

	*code = '\0';
	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		int value = value_of(*text);
		if (value < 0 || n > MOST_SIGNS)
			return false;
		values[n++] = value;
	}
	if (n <= FEWEST_SIGNS || n % GROUP != 0 || check_of(values, n - 1) != values[n - 1])
		return false;
	spell(values, n, code);
	return true;
}

/* --- many of them -------------------------------------------------------------------------- */

OtSupplierCodes *
ot_supplier_codes_new(void)
{
	OtSupplierCodes *codes = g_new0(OtSupplierCodes, 1);

	codes->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	return codes;
}

void
ot_supplier_codes_free(OtSupplierCodes *codes)
{
	if (codes == NULL)
		return;
	g_array_unref(codes->entries);
	g_free(codes);
}

void
ot_supplier_hash(const char *identity, guint8 hash[OT_SUPPLIER_HASH_BYTES])
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize len = sizeof digest;

	g_checksum_update(checksum, (const guchar *) identity, (gssize) strlen(identity));
	g_checksum_get_digest(checksum, digest, &len);
	memcpy(hash, digest, OT_SUPPLIER_HASH_BYTES);
}

static int
compare_hashes(const void *one, const void *other)
{
	return memcmp(((const Entry *) one)->hash, ((const Entry *) other)->hash,
	              OT_SUPPLIER_HASH_BYTES);
}

static int
compare_entries(const void *one, const void *other)
{
	const Entry *first = one, *second = other;
	int order = compare_hashes(one, other);

	return order != 0 ? order : (first->row > second->row) - (first->row < second->row);
}

void
ot_supplier_codes_add(OtSupplierCodes *codes, const char *identity, size_t row)
{
	Entry entry = {.row = (guint32) row};

	if (identity == NULL || *identity == '\0')
		return;
	ot_supplier_hash(identity, entry.hash);
	g_array_append_val(codes->entries, entry);
}

/* How many signs two hashes have in common at their start; 0 also for fewer than any code has. */
static int
count_common(const Entry *one, const Entry *other)
{
	int n = FEWEST_SIGNS;

	if (memcmp(one->hash, other->hash, FEWEST_SIGNS * BITS_A_SIGN / 8) != 0)
		return 0;
	while (n < MOST_SIGNS && sign_at(one->hash, n) == sign_at(other->hash, n))
		n++;
	return n;
}

/* In their order, a hash has most in common with one of its neighbours. */
static int
count_signs(const OtSupplierCodes *codes, guint index)
{
	const Entry *entries = (const Entry *) (const void *) codes->entries->data;
	int common = 0, n = FEWEST_SIGNS;

	if (index > 0)
		common = count_common(&entries[index], &entries[index - 1]);
	if (index + 1 < codes->entries->len)
		common = MAX(common, count_common(&entries[index], &entries[index + 1]));
	while (n <= common && n < MOST_SIGNS)
		n += GROUP;
	return n;
}

void
ot_supplier_codes_close(OtSupplierCodes *codes)
{
	GArray *entries = codes->entries;
	guint n = 0;

	g_array_sort(entries, compare_entries);
	for (guint i = 0; i < entries->len; i++) {
		Entry *entry = &g_array_index(entries, Entry, i);
		if (n == 0 || compare_hashes(entry, &g_array_index(entries, Entry, n - 1)) != 0)
			g_array_index(entries, Entry, n++) = *entry;
	}
	g_array_set_size(entries, n);
	codes->n_longer = 0;
	for (guint i = 0; i < n; i++)
		codes->n_longer += count_signs(codes, i) > FEWEST_SIGNS;
}

bool
ot_supplier_codes_get(const OtSupplierCodes *codes, const char *identity,
                      char code[OT_SUPPLIER_CODE_BYTES], size_t *row)
{
	Entry wanted = {.row = 0};
	guint at = 0;

	*code = '\0';
	if (identity == NULL || *identity == '\0')
		return false;
	ot_supplier_hash(identity, wanted.hash);
	if (!g_array_binary_search(codes->entries, &wanted, compare_hashes, &at))
		return false;
	*row = g_array_index(codes->entries, Entry, at).row;
	ot_supplier_code_write(wanted.hash, count_signs(codes, at), code);
	return true;
}

size_t
ot_supplier_codes_longer(const OtSupplierCodes *codes)
{
	return codes->n_longer;
}
