/*
 * SPDX-License-Identifier: MIT
 *
 * without CALL=ERROR... -- COMMAND [ARGUMENT...] -- run a command under a kernel that lacks
 * something.
 *
 * A filter of system calls answers each named call with that error, as an older kernel (ENOSYS),
 * one without the feature (EINVAL, EOPNOTSUPP) or a container (EPERM) does.  It stands before
 * whatever the command does, so this also shows the command with a filter in force already.
 * prctl:N is the prctl() of option N only.  Ends with 77 where this kernel has no filters itself.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CANNOT 77
#define FIELD(member) ((uint32_t) offsetof(struct seccomp_data, member))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct {
	const char *name;
	uint32_t number;
} Name;

static const Name calls[] = {
	{"seccomp", __NR_seccomp},
	{"prctl", __NR_prctl},
	{"landlock_create_ruleset", __NR_landlock_create_ruleset},
	{"landlock_add_rule", __NR_landlock_add_rule},
	{"landlock_restrict_self", __NR_landlock_restrict_self},
	{"prlimit64", __NR_prlimit64},
	{"signalfd4", __NR_signalfd4},
	{"socketpair", __NR_socketpair},
	{"clone", __NR_clone},
	{"pipe2", __NR_pipe2},
	{"renameat2", __NR_renameat2},
	{"syncfs", __NR_syncfs},
	{"inotify_init1", __NR_inotify_init1},
};

static const Name errors[] = {
	{"ENOSYS", ENOSYS}, {"EINVAL", EINVAL}, {"EPERM", EPERM}, {"EOPNOTSUPP", EOPNOTSUPP},
	{"EAGAIN", EAGAIN}, {"EMFILE", EMFILE},
};

typedef struct {
	struct sock_filter steps[128];
	size_t n;
} Program;

static void
put(Program *program, struct sock_filter step)
{
	if (program->n == COUNT(program->steps))
		abort();
	program->steps[program->n++] = step;
}

static const Name *
find(const Name *names, size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(names[i].name) == len && strncmp(names[i].name, name, len) == 0)
			return &names[i];
	fprintf(stderr, "without: what is %.*s?\n", (int) len, name);
	exit(2);
}

/* CALL=ERROR or CALL:FIRST=ERROR, where FIRST is what the first argument has to be. */
static void
refuse(Program *program, const char *word)
{
	size_t len = strcspn(word, ":=");
	const char *error = strchr(word, '=');

	if (error == NULL) {
		fprintf(stderr, "without: %s is not CALL=ERROR\n", word);
		exit(2);
	}
	bool has_first = word[len] == ':';
	uint32_t number = find(calls, COUNT(calls), word, len)->number;
	uint32_t what = find(errors, COUNT(errors), error + 1, strlen(error + 1))->number;
	put(program, (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIELD(nr)));
	put(program, (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0,
	                                           has_first ? 3 : 1));
	if (has_first) {
		uint32_t first = (uint32_t) strtoul(word + len + 1, NULL, 10);
		put(program,
		    (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIELD(args[0])));
		put(program, (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, first, 0, 1));
	}
	put(program, (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | what));
}

int
main(int argc, char **argv)
{
	Program program = {.n = 0};
	int i = 1;

	for (; i < argc && strcmp(argv[i], "--") != 0; i++)
		refuse(&program, argv[i]);
	if (i + 1 >= argc) {
		fputs("without: it is used as: without CALL=ERROR... -- COMMAND\n", stderr);
		return 2;
	}
	put(&program, (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	const struct sock_fprog filter = {.len = (unsigned short) program.n,
	                                  .filter = program.steps};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0)
		return CANNOT;
	execvp(argv[i + 1], argv + i + 1);
	perror(argv[i + 1]);
	return 2;
}
