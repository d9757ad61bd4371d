/* SPDX-License-Identifier: MIT
 *
 * Landlock (landlock(7)): a process gives up rights over files, for itself and for all that it
 * starts. glibc has no functions for it, and the header of an older system doesn't know what a
 * newer kernel can, so numbers of the kernel's interface that may be missing stand here; they
 * never change.
 */
#define _GNU_SOURCE /* O_PATH */
#include "base/system.h"
#include "confine/parts.h"

#if OT_LINUX

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* include/uapi/linux/landlock.h, with the version that brought each. */
#define MAY_WRITE_FILE  (1ULL << 1)
#define MAY_REMOVE_DIR  (1ULL << 4)
#define MAY_REMOVE_FILE (1ULL << 5)
#define MAY_MAKE_DIR    (1ULL << 7)
#define MAY_MAKE_FILE   (1ULL << 8)
#define RUN_FILE        (1ULL << 0)
#define MAKE_OTHERS     (1ULL << 6 | 1ULL << 9 | 1ULL << 10 | 1ULL << 11 | 1ULL << 12)
#define MAY_MOVE        (1ULL << 13) /* 2: into another folder; before, nobody may */
#define MAY_TRUNCATE    (1ULL << 14) /* 3 */
#define USE_DEVICE      (1ULL << 15) /* 5: ioctl() of devices that are opened from now on */
#define USE_TCP         (1ULL << 0 | 1ULL << 1) /* 4: bind and connect */
#define LEAVE           (1ULL << 0 | 1ULL << 1) /* 6: abstract sockets, and signals to others */

/* What is given beneath the folders of the output; devices, sockets and links are made nowhere. */
#define GIVEN (MAY_WRITE_FILE | MAY_REMOVE_DIR | MAY_REMOVE_FILE | MAY_MAKE_DIR | MAY_MAKE_FILE)

/* struct landlock_ruleset_attr of version 6; an older kernel takes as much of it as it knows. */
typedef struct {
	guint64 files, network, scope;
} Ruleset;

int
ot_landlock_version(void)
{
	long version =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	return version > 0 ? (int) version : 0;
}

/* The rights over files that this version can give, of those that are given at all. */
static guint64
given_by(int version)
{
	return GIVEN | (version >= 2 ? MAY_MOVE : 0) | (version >= 3 ? MAY_TRUNCATE : 0);
}

static int
make_ruleset(int version)
{
	const Ruleset ruleset = {
		.files = given_by(version) | RUN_FILE | MAKE_OTHERS |
		         (version >= 5 ? USE_DEVICE : 0),
		.network = version >= 4 ? USE_TCP : 0,
		.scope = version >= 6 ? LEAVE : 0,
	};
	size_t len = version >= 6   ? sizeof ruleset
	             : version >= 4 ? offsetof(Ruleset, scope)
	                            : offsetof(Ruleset, network);

	return (int) syscall(SYS_landlock_create_ruleset, &ruleset, len, 0);
}

/* The path, or the nearest folder above it that is there. */
static int
open_nearest(const char *path)
{
	g_autofree char *at = g_strdup(*path != '\0' ? path : ".");
	int fd;

	while ((fd = open(at, O_PATH | O_CLOEXEC)) < 0 && (errno == ENOENT || errno == ENOTDIR)) {
		g_autofree char *above = g_path_get_dirname(at);

		if (strcmp(above, at) == 0)
			break;
		g_free(at);
		at = g_steal_pointer(&above);
	}
	return fd;
}

static bool
add_rule(int ruleset, const struct landlock_path_beneath_attr *rule)
{
	return syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, rule, 0) == 0;
}

/* False where the system doesn't let any rule be given, as a container may. */
static bool
allow(int ruleset, const char *path, guint64 rights)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = rights,
		.parent_fd = open_nearest(path),
	};

	if (beneath.parent_fd < 0)
		return true;
	/* A file has no rights of folders; what can't be allowed stays refused. */
	bool good = add_rule(ruleset, &beneath);
	if (!good && errno != EPERM && errno != ENOSYS) {
		beneath.allowed_access &= MAY_WRITE_FILE | MAY_TRUNCATE;
		(void) add_rule(ruleset, &beneath);
		good = true;
	}
	close(beneath.parent_fd);
	return good;
}

bool
ot_landlock_restrict(const char *const *paths, size_t n)
{
	int version = ot_landlock_version();
	int ruleset = version > 0 ? make_ruleset(version) : -1;

	if (ruleset < 0)
		return false;
	bool good = allow(ruleset, "/dev/null", MAY_WRITE_FILE | (version >= 3 ? MAY_TRUNCATE : 0));
	for (size_t i = 0; good && i < n; i++)
		good = allow(ruleset, paths[i], given_by(version));
	good = good && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return good;
}

#else

int
ot_landlock_version(void)
{
	return 0;
}

bool
ot_landlock_restrict(const char *const *paths, size_t n)
{
	(void) paths;
	(void) n;
	return false;
}

#endif
