/* SPDX-License-Identifier: MIT
 *
 * A shared object that is put before the C library (LD_PRELOAD) and makes one of its calls fail.
 * Only for tests; faults.c sets what it reads from the environment:
 *
 *   FAULT_CALL=write   which call
 *   FAULT_AT=3         the third of them in this process and its children
 *   FAULT_ERRNO=28     with this error; 0: it does only one byte
 *   FAULT_ON=1         and so all that follow it
 *   FAULT_COUNTS=FILE  where to write at the end how many there were of each
 *   FAULT_SPARED=a:b   no memory is denied to shared objects with these words in their names
 *
 * Calls that the C library makes of itself are not seen, so that what printf() writes is none of
 * them.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Names of calls; a member each. */
#define CALLS(X) \
	X(open) X(openat) X(read) X(pread) X(write) X(fsync) X(syncfs) X(ftruncate) X(rename) \
	X(renameat2) X(close) X(mkdir) X(chmod) X(fork) X(pipe) X(opendir) X(readdir) X(fstat) \
	X(stat) X(lstat) X(access) X(flock) X(malloc)

typedef enum {
#define MEMBER(name) CALL_##name,
	CALLS(MEMBER)
#undef MEMBER
	N_CALLS
} Call;

static const char *const names[] = {
#define NAME(name) #name,
	CALLS(NAME)
#undef NAME
};

/* Shared with children, so that what they do counts too. */
static atomic_uint *counts;
static int chosen = -1;
static unsigned chosen_at;
static int chosen_errno;
static bool chosen_on, started;
static const char *counts_path, *spared;
static pid_t first_process;

/* glibc's own, which need no look-up: that would allocate. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static int
number_of(const char *name)
{
	const char *text = getenv(name);

	return text != NULL ? atoi(text) : 0;
}

__attribute__((constructor)) static void
start(void)
{
	const char *name = getenv("FAULT_CALL");

	for (int i = 0; name != NULL && i < N_CALLS; i++)
		if (strcmp(name, names[i]) == 0)
			chosen = i;
	chosen_at = (unsigned) number_of("FAULT_AT");
	chosen_errno = number_of("FAULT_ERRNO");
	chosen_on = number_of("FAULT_ON") != 0;
	counts_path = getenv("FAULT_COUNTS");
	spared = getenv("FAULT_SPARED");
	first_process = getpid();
	counts = mmap(NULL, N_CALLS * sizeof *counts, PROT_READ | PROT_WRITE,
	              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	started = counts != MAP_FAILED;
}

__attribute__((destructor)) static void
finish(void)
{
	if (!started || counts_path == NULL || getpid() != first_process)
		return;
	started = false;
	FILE *file = fopen(counts_path, "w");
	for (int i = 0; file != NULL && i < N_CALLS; i++)
		fprintf(file, "%s %u\n", names[i], atomic_load(&counts[i]));
	if (file != NULL)
		fclose(file);
}

/* The first process only waits for the one that works, and ends without ending its libraries. */
void
_exit(int status)
{
	finish();
	syscall(SYS_exit_group, status);
	__builtin_unreachable();
}

/* Whether this call is to fail; errno is then set, and 0 asks for one byte only. */
static bool
fails(Call call)
{
	if (!started)
		return false;
	unsigned n = atomic_fetch_add(&counts[call], 1) + 1;
	if ((int) call != chosen || n < chosen_at || (n > chosen_at && !chosen_on))
		return false;
	errno = chosen_errno;
	return true;
}

/* The function of the C library that is behind ours. */
#define BEHIND(name) ((__typeof__(&(name))) dlsym(RTLD_NEXT, #name))

/* A call that gives -1 where it fails. */
#define PLAIN(name, parameters, arguments) \
	int name parameters \
	{ \
		return fails(CALL_##name) ? -1 : BEHIND(name) arguments; \
	}

PLAIN(fsync, (int fd), (fd))
PLAIN(syncfs, (int fd), (fd))
PLAIN(ftruncate, (int fd, off_t length), (fd, length))
PLAIN(rename, (const char *from, const char *to), (from, to))
PLAIN(renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
      (a, from, b, to, flags))
PLAIN(mkdir, (const char *path, mode_t mode), (path, mode))
PLAIN(chmod, (const char *path, mode_t mode), (path, mode))
PLAIN(pipe, (int ends[2]), (ends))
PLAIN(fstat, (int fd, struct stat *found), (fd, found))
PLAIN(stat, (const char *path, struct stat *found), (path, found))
PLAIN(lstat, (const char *path, struct stat *found), (path, found))
PLAIN(access, (const char *path, int mode), (path, mode))
PLAIN(flock, (int fd, int operation), (fd, operation))

/* A call that takes many bytes, of which it may do but one. */
#define BYTES(name, parameters, arguments, one) \
	ssize_t name parameters \
	{ \
		if (!fails(CALL_##name)) \
			return BEHIND(name) arguments; \
		return errno != 0 ? -1 : BEHIND(name) one; \
	}

BYTES(read, (int fd, void *bytes, size_t n), (fd, bytes, n), (fd, bytes, n > 0 ? 1 : 0))
BYTES(pread, (int fd, void *bytes, size_t n, off_t at), (fd, bytes, n, at),
      (fd, bytes, n > 0 ? 1 : 0, at))
BYTES(write, (int fd, const void *bytes, size_t n), (fd, bytes, n), (fd, bytes, n > 0 ? 1 : 0))

pid_t
fork(void)
{
	return fails(CALL_fork) ? -1 : BEHIND(fork)();
}

/* The file is closed all the same, as Linux does it (close(2)). */
int
close(int fd)
{
	bool failed = fails(CALL_close);
	int mistake = errno;
	int result = BEHIND(close)(fd);

	if (!failed)
		return result;
	errno = mistake;
	return -1;
}

static mode_t
mode_of(int flags, va_list arguments)
{
	return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

int
open(const char *path, int flags, ...)
{
	va_list arguments;

	va_start(arguments, flags);
	mode_t mode = mode_of(flags, arguments);
	va_end(arguments);
	return fails(CALL_open) ? -1 : BEHIND(open)(path, flags, mode);
}

int
openat(int folder, const char *path, int flags, ...)
{
	va_list arguments;

	va_start(arguments, flags);
	mode_t mode = mode_of(flags, arguments);
	va_end(arguments);
	return fails(CALL_openat) ? -1 : BEHIND(openat)(folder, path, flags, mode);
}

DIR *
opendir(const char *path)
{
	return fails(CALL_opendir) ? NULL : BEHIND(opendir)(path);
}

struct dirent *
readdir(DIR *folder)
{
	return fails(CALL_readdir) ? NULL : BEHIND(readdir)(folder);
}

/* --- memory: one kind of call, whatever its name --------------------------------------------- */

/* Whether the name of an object has one of the spared words, which colons divide. */
static bool
has_spared_word(const char *object)
{
	for (const char *word = spared; *word != '\0'; word += *word == ':') {
		size_t len = strcspn(word, ":");
		if (memmem(object, strlen(object), word, len) != NULL)
			return true;
		word += len;
	}
	return false;
}

typedef struct {
	const void *address;
	bool spared;
} Caller;

/* Asked for every call, and slow to find out: what was found for the last callers is kept. */
static bool
is_spared(const void *caller)
{
	static _Thread_local Caller known[1024];
	Caller *found = &known[(uintptr_t) caller % 1024];
	Dl_info info;

	if (found->address != caller) {
		found->address = caller;
		found->spared = dladdr(caller, &info) != 0 && info.dli_fname != NULL &&
		                has_spared_word(info.dli_fname);
	}
	return found->spared;
}

static bool
denied(const void *caller)
{
	return (spared == NULL || !is_spared(caller)) && fails(CALL_malloc);
}

#define DENIED denied(__builtin_return_address(0))

void *
malloc(size_t size)
{
	return DENIED ? NULL : __libc_malloc(size);
}

void *
calloc(size_t n, size_t size)
{
	return DENIED ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *old, size_t size)
{
	return DENIED ? NULL : __libc_realloc(old, size);
}

/* That of the C library would be the caller of malloc(), whoever called it. */
char *
strdup(const char *text)
{
	size_t len = strlen(text) + 1;
	char *copy = DENIED ? NULL : __libc_malloc(len);

	return copy != NULL ? memcpy(copy, text, len) : NULL;
}
