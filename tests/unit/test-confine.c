/* SPDX-License-Identifier: MIT
 *
 * What a confined process may not do, and what is said and left when it is ended.
 */
#include "base/file.h"
#include "base/pending.h"
#include "confine/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a process ends with when a limit or a fault ended its child. */
#define FAILED 2

/* What one ends with whose try was refused, or was not. */
#define REFUSED 10
#define ALLOWED 11

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER true
#else
#define HAS_SANITIZER false
#endif

/* A build that counts what is reached writes its counters whatever a process may write. */
#ifdef OT_COVERAGE
#define HAS_COUNTERS true
#else
#define HAS_COUNTERS false
#endif

static const OtConfineLimits usual = {.memory_mb = 1024, .seconds = 20};

/* A folder for the moment, and what a confined process in it did. */
typedef struct {
	char *folder;
	char *said; /* on standard error */
	int status;
	const OtConfineLimits *before; /* what the first process has already, or NULL */
} Place;

typedef void Act(const Place *place);

static void
set_up(Place *place, gconstpointer data)
{
	(void) data;
	*place = (Place){.folder = g_dir_make_tmp("outset-XXXXXX", NULL)};
	g_assert_nonnull(place->folder);
}

static void
tear_down(Place *place, gconstpointer data)
{
	(void) data;
	g_assert_no_errno(g_rmdir(place->folder));
	g_free(place->folder);
	g_free(place->said);
}

static char *
path_in(const Place *place, const char *name)
{
	return g_build_filename(place->folder, name, NULL);
}

/* Free as the first process is: what was asked, what about, and whether there may be sockets. */
static GBytes *
serve(GBytes *request, const char *about)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	char *answer = g_strdup_printf("%.*s, %s, %s", (int) g_bytes_get_size(request),
	                               (const char *) g_bytes_get_data(request, NULL), about,
	                               fd >= 0 ? "free" : "confined");

	if (fd >= 0)
		close(fd);
	return g_bytes_new_take(answer, strlen(answer));
}

static pid_t
start(const Place *place, Act *act, const OtConfineLimits *limits, int *heard)
{
	const OtConfinement how = {
		.limits = *limits,
		.service = serve,
		.about = "a key",
		.failed_status = FAILED,
	};
	int ends[2];

	g_assert_no_errno(pipe(ends));
	pid_t process = fork();
	g_assert_cmpint(process, >=, 0);
	if (process == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		if (place->before != NULL)
			g_assert_true(ot_limits_set(place->before));
		ot_signals_install();
		if (ot_confine_start(&how, NULL))
			act(place);
		_exit(0);
	}
	close(ends[1]);
	*heard = ends[0];
	return process;
}

static void
finish(Place *place, pid_t process, int heard)
{
	g_autoptr(GString) said = g_string_new(NULL);
	char bytes[512];
	ssize_t n;

	while ((n = read(heard, bytes, sizeof bytes)) > 0)
		g_string_append_len(said, bytes, n);
	close(heard);
	g_assert_cmpint(waitpid(process, &place->status, 0), ==, process);
	place->said = g_strdup(said->str);
}

static void
confine(Place *place, Act *act, const OtConfineLimits *limits)
{
	int heard;
	pid_t process = start(place, act, limits, &heard);

	finish(place, process, heard);
	g_assert_true(WIFEXITED(place->status));
	place->status = WEXITSTATUS(place->status);
}

static bool
has_calls(void)
{
	if (ot_confine_try().calls)
		return true;
	g_test_skip("this kernel or machine does not filter system calls");
	return false;
}

/* --- what is refused ---------------------------------------------------------------------- */

static void
try_network(const Place *place)
{
	static const int families[] = {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_PACKET};

	(void) place;
	for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
		if (socket(families[i], SOCK_DGRAM, 0) >= 0 || errno != EPERM)
			_exit(ALLOWED);
	_exit(REFUSED);
}

static void
try_program(const Place *place)
{
	char *const words[] = {(char *) "true", NULL};

	(void) place;
	execv("/bin/true", words);
	_exit(errno == EPERM ? REFUSED : ALLOWED);
}

static void
try_typing(const Place *place)
{
	(void) place;
	_exit(ioctl(STDIN_FILENO, TIOCSTI, "x") < 0 && errno == EPERM ? REFUSED : ALLOWED);
}

static void
test_refused(Place *place, gconstpointer act)
{
	if (!has_calls())
		return;
	confine(place, (Act *) act, &usual);
	g_assert_cmpstr(place->said, ==, "");
	g_assert_cmpint(place->status, ==, REFUSED);
}

static void
trace(const Place *place)
{
	(void) place;
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	_exit(ALLOWED);
}

static void
test_ended(Place *place, gconstpointer data)
{
	(void) data;
	if (!has_calls())
		return;
	if (HAS_SANITIZER) {
		g_test_skip("the sanitizer traces processes itself");
		return;
	}
	confine(place, trace, &usual);
	g_assert_cmpint(place->status, ==, FAILED);
	g_assert_nonnull(strstr(place->said, "may be made to do harm"));
}

/* --- where is written --------------------------------------------------------------------- */

static bool
can_write(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	if (fd >= 0)
		close(fd);
	return fd >= 0 && unlink(path) == 0;
}

static void
try_writing(const Place *place)
{
	g_autofree char *inside = path_in(place, "inside"), *outside = path_in(place, "outside");
	g_autofree char *new = g_build_filename(inside, "new", "folder", NULL);
	g_autofree char *good = g_build_filename(inside, "file", NULL);
	const char *const places[] = {new};

	ot_confine_writes(places, G_N_ELEMENTS(places));
	if (!can_write(good))
		_exit(1);
	_exit(can_write(outside) ? ALLOWED : REFUSED);
}

static void
test_writing(Place *place, gconstpointer data)
{
	g_autofree char *inside = path_in(place, "inside");

	(void) data;
	if (HAS_COUNTERS || !ot_confine_try().files) {
		g_test_skip(
			"this kernel has no Landlock, or coverage writes what it counts anywhere");
		return;
	}
	g_assert_no_errno(g_mkdir(inside, 0777));
	confine(place, try_writing, &usual);
	g_assert_cmpint(place->status, ==, REFUSED);
	g_assert_no_errno(g_rmdir(inside));
}

/* A process that has all it needs may write what is open, and open nothing. */
static void
close_up(const Place *place)
{
	(void) place;
	ot_confine_closed(&usual);
	if (write(STDERR_FILENO, "here", 4) != 4)
		_exit(1);
	_exit(open("/dev/null", O_RDONLY) < 0 && errno == EPERM ? REFUSED : ALLOWED);
}

static void
test_closed(Place *place, gconstpointer data)
{
	(void) data;
	if (!has_calls())
		return;
	confine(place, close_up, &usual);
	g_assert_cmpstr(place->said, ==, "here");
	g_assert_cmpint(place->status, ==, HAS_SANITIZER || HAS_COUNTERS ? ALLOWED : REFUSED);
}

/* --- what is still possible --------------------------------------------------------------- */

static gpointer
work_beside(gpointer done)
{
	*(bool *) done = true;
	return NULL;
}

static void
use_threads_and_workers(const Place *place)
{
	bool done = false;
	int status = -1;

	(void) place;
	g_thread_join(g_thread_new("work", work_beside, &done));
	pid_t worker = fork();
	if (worker == 0)
		_exit(3);
	waitpid(worker, &status, 0);
	_exit(done && WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

static void
test_workers(Place *place, gconstpointer data)
{
	(void) data;
	confine(place, use_threads_and_workers, &usual);
	g_assert_cmpstr(place->said, ==, "");
	g_assert_cmpint(place->status, ==, 3);
}

/* What a request of a thread or a worker is answered with. */
static gpointer
ask(gpointer word)
{
	g_autoptr(GBytes) request = g_bytes_new(word, strlen(word));
	g_autoptr(GBytes) answer = ot_confine_ask(serve, "another key", request);
	g_autofree char *wanted = g_strconcat(word, ", a key, free", NULL);

	return GINT_TO_POINTER(answer != NULL && g_bytes_get_size(answer) == strlen(wanted) &&
	                       memcmp(g_bytes_get_data(answer, NULL), wanted, strlen(wanted)) == 0);
}

static void
ask_often(const Place *place)
{
	GThread *threads[8];
	int status = 1;
	bool good = true;

	(void) place;
	pid_t worker = fork();
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("ask", ask, (char *) (worker == 0 ? "worker" : "work"));
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		good = g_thread_join(threads[i]) != NULL && good;
	if (worker == 0)
		_exit(good ? 0 : 1);
	waitpid(worker, &status, 0);
	_exit(good && status == 0 ? 3 : 1);
}

/* The first process does what it was told at the start, whatever it is asked for. */
static void
test_service(Place *place, gconstpointer data)
{
	(void) data;
	if (!has_calls())
		return;
	confine(place, ask_often, &usual);
	g_assert_cmpstr(place->said, ==, "");
	g_assert_cmpint(place->status, ==, 3);
}

static void
say_parent(const Place *place)
{
	(void) place;
	dprintf(STDERR_FILENO, "%ld", (long) getpid());
}

static void
test_off(Place *place, gconstpointer data)
{
	int heard;

	(void) data;
	g_setenv("OUTSET_CONFINE", "no", TRUE);
	pid_t process = start(place, say_parent, &usual, &heard);
	g_unsetenv("OUTSET_CONFINE");
	finish(place, process, heard);
	g_autofree char *own = g_strdup_printf("%ld", (long) process);
	g_assert_cmpstr(place->said, ==, own);
}

/* --- how it ends -------------------------------------------------------------------------- */

static void
write_half(const Place *place)
{
	char *path = path_in(place, "half");

	g_assert_cmpint(ot_pending_add(path), >=, 0);
	g_assert_true(g_file_set_contents(path, "half", -1, NULL));
}

static void
take_memory(const Place *place)
{
	write_half(place);
	for (size_t len = 1 << 20;; len *= 2)
		memset(g_malloc(len), 1, 1);
}

/* What GLib says, and how, where the system gives it no thread. */
static void
want_a_thread(const Place *place)
{
	write_half(place);
	g_log("GLib", G_LOG_LEVEL_ERROR, "creating thread 'work': Error creating thread: %s",
	      g_strerror(EAGAIN));
}

static void
compute(const Place *place)
{
	write_half(place);
	for (volatile unsigned n = 0;; n++)
		;
}

static void
be_killed(const Place *place)
{
	write_half(place);
	raise(SIGKILL);
}

static void
fail_an_assertion(const Place *place)
{
	write_half(place);
	signal(SIGABRT, SIG_DFL);
	raise(SIGABRT);
}

/* Whoever started the program had lower limits in force. */
static const OtConfineLimits lower = {.memory_mb = 256};

static const struct {
	const char *name;
	Act *act;
	OtConfineLimits limits;
	const char *said;
	bool of_sanitizer; /* can be seen under one, too */
	bool has_lower;
} ends[] = {
	{"memory",
	 take_memory,
	 {.memory_mb = 512, .seconds = 20},
	 "outset: stopped, because it needs more than 512 MB of memory, the most that it may take; give it less at "
	 "once, or a smaller file\n",
	 false},
	{"less memory", take_memory, {.memory_mb = 512}, "more than 256 MB of memory", false, true},
	{"threads", want_a_thread, {.memory_mb = 512}, "no more processes or threads", true},
	{"computing",
	 compute,
	 {.memory_mb = 512, .seconds = 1},
	 "outset: stopped after 1 second of computing, the most that it may take; give it less at once, or a "
	 "smaller file\n",
	 true},
	{"killed", be_killed, {.memory_mb = 512, .seconds = 20}, "stopped from outside", true},
	{"fault",
	 fail_an_assertion,
	 {.memory_mb = 512},
	 "outset: stopped by a fault of its own (Aborted); nothing is half written. Please report it, with the "
	 "command and the file if you may\n",
	 true},
};

static void
test_end(Place *place, gconstpointer data)
{
	size_t i = GPOINTER_TO_SIZE(data);

	if (HAS_SANITIZER && !ends[i].of_sanitizer) {
		g_test_skip("the sanitizer has memory without a limit");
		return;
	}
	if (ends[i].limits.memory_mb > 0 && !ot_confine_try().limits) {
		g_test_skip("this system does not limit memory");
		return;
	}
	place->before = ends[i].has_lower ? &lower : NULL;
	confine(place, ends[i].act, &ends[i].limits);
	g_assert_nonnull(strstr(place->said, ends[i].said));
	/* One line, whatever libraries said besides. */
	g_assert_cmpint(g_strrstr(place->said, "\n") - place->said, ==, strlen(place->said) - 1);
	g_assert_cmpint(place->status, ==, FAILED);
	/* tear_down() fails where the half file is still in the folder. */
}

static void
wait_with_half(const Place *place)
{
	write_half(place);
	g_assert_cmpint(write(STDERR_FILENO, "x", 1), ==, 1);
	for (;;)
		pause();
}

/* A signal to the first process reaches the one that works, and its half files go. */
static void
test_signal(Place *place, gconstpointer data)
{
	int heard;
	char x;
	pid_t process = start(place, wait_with_half, &usual, &heard);

	(void) data;
	g_assert_cmpint(read(heard, &x, 1), ==, 1);
	g_assert_no_errno(kill(process, SIGTERM));
	finish(place, process, heard);
	g_assert_true(WIFEXITED(place->status));
	g_assert_cmpint(WEXITSTATUS(place->status), ==, 128 + SIGTERM);
}

/* Where the first process is killed the other ends as well: what it holds open is closed. */
static void
test_orphan(Place *place, gconstpointer data)
{
	g_autofree char *half = path_in(place, "half");
	int heard;
	char x;
	pid_t process = start(place, wait_with_half, &usual, &heard);

	(void) data;
	g_assert_cmpint(read(heard, &x, 1), ==, 1);
	g_assert_no_errno(kill(process, SIGKILL));
	finish(place, process, heard);
	g_assert_true(WIFSIGNALED(place->status));
	g_assert_no_errno(g_unlink(half));
}

static void
add(const char *name, gconstpointer data, void (*test)(Place *, gconstpointer))
{
	g_autofree char *path = g_strconcat("/confine/", name, NULL);

	g_test_add(path, Place, data, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_unsetenv("OUTSET_CONFINE");
	add("refused/network", (gconstpointer) try_network, test_refused);
	add("refused/programs", (gconstpointer) try_program, test_refused);
	add("refused/typing", (gconstpointer) try_typing, test_refused);
	add("refused/ended", NULL, test_ended);
	add("writing", NULL, test_writing);
	add("closed", NULL, test_closed);
	add("workers", NULL, test_workers);
	add("service", NULL, test_service);
	add("off", NULL, test_off);
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *name = g_strconcat("end/", ends[i].name, NULL);
		add(name, GSIZE_TO_POINTER(i), test_end);
	}
	add("signal", NULL, test_signal);
	add("orphan", NULL, test_orphan);
	return g_test_run();
}
