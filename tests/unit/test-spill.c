/* SPDX-License-Identifier: MIT
 *
 * What doesn't fit into memory lies in a file without a name, and comes back as it was.
 */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/spill.h"

#include <glib/gstdio.h>
#include <string.h>

/* Pieces of all sizes, together several times what memory holds. */
#define N_PIECES 400

typedef struct {
	guint64 offset;
	size_t len;
} Place;

/* The bytes of a piece follow from its number. */
static GBytes *
make_piece(guint32 number, size_t len)
{
	guint8 *bytes = g_malloc(len);

	for (size_t i = 0; i < len; i++)
		bytes[i] = (guint8) (number * 31 + i * 7 + (i >> 8));
	return g_bytes_new_take(bytes, len);
}

static size_t
choose_len(GRand *random)
{
	size_t most = 3 * (size_t) OT_LIMIT_SPILL_MEMORY / N_PIECES * 2;

	return g_rand_int_range(random, 0, 10) == 0 ? (size_t) g_rand_int_range(random, 0, 3)
	                                            : (size_t) g_rand_int_range(random, 0, (gint32) most);
}

static void
assert_piece(OtSpill *spill, guint32 number, const Place *place)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) wanted = make_piece(number, place->len);
	g_autoptr(GBytes) found = ot_spill_read(spill, place->offset, place->len, &error);

	g_assert_no_error(error);
	g_assert_true(g_bytes_equal(found, wanted));
}

/* Read in any order, while more is added, too; nothing is left in the folder, then and afterwards. */
static void
test_back(void)
{
	g_autofree char *folder = g_dir_make_tmp("outset-XXXXXX", NULL);
	g_autoptr(GRand) random = g_rand_new_with_seed(20261130);
	OtSpill *spill = ot_spill_new(folder);
	Place places[N_PIECES];
	guint64 all = 0;

	for (guint32 i = 0; i < N_PIECES; i++) {
		g_autoptr(GError) error = NULL;
		places[i].len = choose_len(random);
		g_autoptr(GBytes) piece = make_piece(i, places[i].len);
		g_assert_true(ot_spill_add(spill, piece, &places[i].offset, &error));
		g_assert_no_error(error);
		all += places[i].len;
		guint32 earlier = (guint32) g_rand_int_range(random, 0, (gint32) i + 1);
		assert_piece(spill, earlier, &places[earlier]);
	}
	g_assert_cmpuint(all, >, 2 * (guint64) OT_LIMIT_SPILL_MEMORY);
	for (guint32 i = N_PIECES; i > 0; i--)
		assert_piece(spill, i - 1, &places[i - 1]);
	g_autoptr(GPtrArray) names = ot_folder_list(folder, NULL);
	g_assert_cmpuint(names->len, ==, 0);
	ot_spill_free(spill);
	g_assert_no_errno(g_rmdir(folder));
}

/* Few bytes need no file, and so no folder; where one is needed and can't be made, that is said. */
static void
test_no_folder(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSpill) spill = ot_spill_new("nowhere/at/all");
	g_autoptr(GBytes) few = make_piece(1, 100), many = make_piece(2, OT_LIMIT_SPILL_MEMORY);
	guint64 offset;

	g_assert_true(ot_spill_add(spill, few, &offset, &error));
	g_assert_no_error(error);
	assert_piece(spill, 1, &(Place){offset, 100});
	g_assert_false(ot_spill_add(spill, many, &offset, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_IO);
	g_assert_cmpstr(error->message, ==,
	                "cannot make a file in nowhere/at/all for the time of the run: "
	                "No such file or directory");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/spill/back", test_back);
	g_test_add_func("/spill/no-folder", test_no_folder);
	return g_test_run();
}
