/* SPDX-License-Identifier: MIT
 *
 * What Linux does in a way of its own, and what does it elsewhere: the same from outside.
 */
#include "base/system.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_program(void)
{
	g_autofree char *path = ot_system_program(), *again = ot_system_program_again();

	g_assert_nonnull(path);
	g_assert_true(g_path_is_absolute(path));
	g_assert_true(g_str_has_suffix(path, "/test-system"));
	g_assert_nonnull(again);
	g_assert_true(g_file_test(again, G_FILE_TEST_IS_EXECUTABLE));
}

static void
assert_ends(int ends[2])
{
	char byte = 0;

	for (int i = 0; i < 2; i++)
		g_assert_cmpint(fcntl(ends[i], F_GETFD) & FD_CLOEXEC, !=, 0);
	g_assert_cmpint(write(ends[1], "x", 1), ==, 1);
	g_assert_cmpint(read(ends[0], &byte, 1), ==, 1);
	g_assert_cmpint(byte, ==, 'x');
	close(ends[1]);
	g_assert_cmpint(read(ends[0], &byte, 1), ==, 0);
	close(ends[0]);
}

static void
test_ends(void)
{
	int ends[2];

	g_assert_true(ot_system_pipe(ends));
	assert_ends(ends);
	g_assert_true(ot_system_pair(ends));
	assert_ends(ends);
}

static void
assert_holds(const char *path, const char *wanted)
{
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, wanted);
}

/* Either both have changed places, or nothing has happened. */
static void
test_exchange(void)
{
	g_autofree char *folder = g_dir_make_tmp("outset-XXXXXX", NULL);
	g_autofree char *one = g_build_filename(folder, "one", NULL);
	g_autofree char *two = g_build_filename(folder, "two", NULL);

	g_assert_true(g_file_set_contents(one, "1", -1, NULL));
	g_assert_true(g_file_set_contents(two, "2", -1, NULL));
	bool done = ot_system_exchange(one, two);
	assert_holds(one, done ? "2" : "1");
	assert_holds(two, done ? "1" : "2");
	g_assert_no_errno(g_unlink(one));
	g_assert_false(ot_system_exchange(one, two));
	g_assert_no_errno(g_unlink(two));
	g_assert_no_errno(g_rmdir(folder));
}

static void
test_nameless(void)
{
	g_autofree char *folder = g_dir_make_tmp("outset-XXXXXX", NULL);
	int fd = ot_system_open_nameless(folder);
	char byte = 0;

	if (fd >= 0) {
		g_assert_cmpint(pwrite(fd, "x", 1, 0), ==, 1);
		g_assert_cmpint(pread(fd, &byte, 1, 0), ==, 1);
		ot_system_sync(fd);
		close(fd);
	}
	/* There is nothing in it. */
	g_assert_no_errno(g_rmdir(folder));
	g_assert_cmpint(ot_system_open_nameless(folder), <, 0);
}

/* In a process of its own, in which the signals are blocked before there are threads. */
static void
hear(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGCHLD);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	struct pollfd ear = {.fd = ot_system_listen(&signals), .events = POLLIN};
	if (ear.fd < 0 || poll(&ear, 1, 0) != 0)
		_exit(1);
	kill(getpid(), SIGTERM);
	if (poll(&ear, 1, 5000) != 1 || ot_system_hear(ear.fd) != SIGTERM)
		_exit(2);
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	if (poll(&ear, 1, 5000) != 1 || ot_system_hear(ear.fd) != SIGCHLD)
		_exit(3);
	_exit(0);
}

static void
test_signals(void)
{
	int status = -1;
	pid_t process = fork();

	if (process == 0)
		hear();
	g_assert_cmpint(waitpid(process, &status, 0), ==, process);
	g_assert_cmpint(status, ==, 0);
}

/* The process in between ends; the one behind it then holds the pipe open no longer. */
static void
test_parent(void)
{
	int ends[2], told[2];
	char byte;

	g_assert_true(ot_system_pipe(ends));
	g_assert_true(ot_system_pipe(told));
	pid_t process = fork();
	if (process == 0) {
		if (fork() == 0) {
			ot_system_end_with_parent(SIGKILL);
			(void) !write(told[1], "x", 1);
			for (;;)
				pause();
		}
		(void) !read(told[0], &byte, 1);
		_exit(0);
	}
	close(ends[1]);
	close(told[1]);
	g_assert_cmpint(read(ends[0], &byte, 1), ==, 0);
	close(ends[0]);
	close(told[0]);
	g_assert_cmpint(waitpid(process, NULL, 0), ==, process);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/system/program", test_program);
	g_test_add_func("/system/ends", test_ends);
	g_test_add_func("/system/exchange", test_exchange);
	g_test_add_func("/system/nameless", test_nameless);
	g_test_add_func("/system/signals", test_signals);
	g_test_add_func("/system/parent", test_parent);
	return g_test_run();
}
