/* SPDX-License-Identifier: MIT
 *
 * A filter of system calls (seccomp(2)): a small program of the kernel's packet filter, which
 * looks at the number of each call and answers.  It is put together from calls.def or closed.def:
 *
 *	is it a call of this machine?         no: end     (32-bit calls have other numbers)
 *	is the number of another interface?  yes: end     (x32 on x86-64)
 *	is it clone3()?                      yes: ENOSYS  (its flags lie in memory, where the filter
 *	                                                   can't look; libraries then take clone())
 *	does clone() make a namespace?       yes: EPERM
 *	does ioctl() type into the terminal? yes: EPERM   (whoever reads the terminal would run it)
 *	is it in the list?                   yes: what the list says
 *	else                                 the call is made
 *
 * It is small enough to be put together here, at each start, in a tenth of a millisecond.
 */
#include "base/system.h"
#include "confine/parts.h"

#if OT_LINUX
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#if !OT_LINUX
/* Other systems have no such filter. */
#elif defined(__x86_64__) && !defined(__ILP32__)
#define MACHINE AUDIT_ARCH_X86_64
#define OTHER_INTERFACE 0x40000000u /* __X32_SYSCALL_BIT of asm/unistd.h */
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE

#define REFUSE (SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA))
#define UNKNOWN (SECCOMP_RET_ERRNO | (ENOSYS & SECCOMP_RET_DATA))
#define END SECCOMP_RET_KILL_PROCESS

/* Arguments are of 64 bits; flags stand in the lower half, which lies first on both machines. */
G_STATIC_ASSERT(G_BYTE_ORDER == G_LITTLE_ENDIAN);
#define FIELD(member) ((guint32) offsetof(struct seccomp_data, member))
#define NAMESPACES                                                                                 \
	(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |             \
	 CLONE_NEWPID | CLONE_NEWNET)

/* One call and its answer. */
typedef struct {
	guint32 number, answer;
} Call;

typedef struct {
	struct sock_filter steps[512];
	guint16 n;
} Program;

static void
put(Program *program, struct sock_filter step)
{
	g_assert(program->n < G_N_ELEMENTS(program->steps));
	program->steps[program->n++] = step;
}

static void
load(Program *program, guint32 field)
{
	put(program, (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, field));
}

static void
answer(Program *program, guint32 what)
{
	put(program, (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, what));
}

/* The next `n` steps are for this value only. */
static void
if_equal(Program *program, guint32 value, guint8 n)
{
	put(program, (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, n));
}

static void
if_any_bit(Program *program, guint32 bits, guint8 n)
{
	put(program, (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, n));
}

static void
check_machine(Program *program)
{
	load(program, FIELD(arch));
	put(program, (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0));
	answer(program, END);
	load(program, FIELD(nr));
#ifdef OTHER_INTERFACE
	put(program,
	    (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, OTHER_INTERFACE, 0, 1));
	answer(program, END);
#endif
}

/* Calls whose arguments decide. */
static void
check_arguments(Program *program)
{
	if_equal(program, __NR_clone3, 1);
	answer(program, UNKNOWN);

	if_equal(program, __NR_clone, 4);
	load(program, FIELD(args[0]));
	if_any_bit(program, NAMESPACES, 1);
	answer(program, REFUSE);
	answer(program, SECCOMP_RET_ALLOW);

	if_equal(program, __NR_ioctl, 6);
	load(program, FIELD(args[1]));
	if_equal(program, TIOCSTI, 1);
	answer(program, REFUSE);
	if_equal(program, TIOCLINUX, 1);
	answer(program, REFUSE);
	answer(program, SECCOMP_RET_ALLOW);
}

static int
compare(const void *a, const void *b)
{
	guint32 one = ((const Call *) a)->number, two = ((const Call *) b)->number;

	return (one > two) - (one < two);
}

/*
 * Look for the number by halves.  The kernel tries the program with every number there is before it
 * takes it, so a list that is gone through from its start costs twice as much.
 */
static void
search(Program *program, const Call *calls, size_t n, guint32 otherwise)
{
	size_t half = n / 2;
	guint16 fork = program->n;

	if (n == 1) {
		if_equal(program, calls->number, 1);
		answer(program, calls->answer);
		answer(program, otherwise);
		return;
	}
	put(program, (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, calls[half].number,
	                                           0, 0));
	search(program, calls, half, otherwise);
	g_assert(program->n - fork - 1 <= G_MAXUINT8);
	program->steps[fork].jt = (guint8) (program->n - fork - 1);
	search(program, calls + half, n - half, otherwise);
}

static void
put_work(Program *program)
{
	Call calls[] = {
#define CALL(name, answer) {__NR_##name, answer},
#include "confine/calls.def"
#undef CALL
	};

	qsort(calls, G_N_ELEMENTS(calls), sizeof calls[0], compare);
	check_machine(program);
	check_arguments(program);
	search(program, calls, G_N_ELEMENTS(calls), SECCOMP_RET_ALLOW);
}

static void
put_closed(Program *program)
{
	Call calls[] = {
#define CALL(name) {__NR_##name, SECCOMP_RET_ALLOW},
#include "confine/closed.def"
#undef CALL
	};

	qsort(calls, G_N_ELEMENTS(calls), sizeof calls[0], compare);
	check_machine(program);
	search(program, calls, G_N_ELEMENTS(calls), REFUSE);
}

bool
ot_calls_filter(OtCalls which)
{
	Program program = {.n = 0};

	if (which == OT_CALLS_WORK)
		put_work(&program);
	else
		put_closed(&program);
	const struct sock_fprog filter = {.len = program.n, .filter = program.steps};
	/*
	 * Without it a program that gains rights when it is started could be misled by the
	 * filter.
	 */
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
}

bool
ot_calls_know_machine(void)
{
	return true;
}

#else

bool
ot_calls_filter(OtCalls which)
{
	(void) which;
	return false;
}

bool
ot_calls_know_machine(void)
{
	return false;
}

#endif
