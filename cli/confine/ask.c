/* SPDX-License-Identifier: MIT
 *
 * What the first process does for the one that works: a request and two ends of pipes go over a
 * socket, which any worker may use at any time, and bytes go through the pipes.
 */
#include "base/file.h"
#include "base/limits.h"
#include "base/system.h"
#include "confine/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What goes along with a request: where its bytes come from, and where the answer goes. */
#define N_ENDS 2

/* gpg is to inherit none of them.  Where the system has no word for that, it does. */
#ifdef MSG_CMSG_CLOEXEC
#define KEEP MSG_CMSG_CLOEXEC
#else
#define KEEP 0
#endif

/*
 * Set once, in the process that works, before it has threads: whoever asks is far from whoever
 * forked.
 */
static int channel = -1;

bool
ot_channel_open(int ends[2])
{
	return ot_system_pair(ends);
}

void
ot_channel_use(int fd)
{
	channel = fd;
}

/* Up to the end; NULL where that is too far. */
static GBytes *
read_all(int fd)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	guint8 block[4096];
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || bytes->len > OT_LIMIT_FILE_BYTES)
			return NULL;
		g_byte_array_append(bytes, block, (guint) n);
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

/* A message of one byte, and with it room for two ends of pipes. */
typedef struct {
	char byte;
	struct iovec part;
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(N_ENDS * sizeof(int))];
	} control;
	struct msghdr message;
} Letter;

static void
prepare(Letter *letter)
{
	memset(letter, 0, sizeof *letter);
	letter->part = (struct iovec){.iov_base = &letter->byte, .iov_len = 1};
	letter->message = (struct msghdr){
		.msg_iov = &letter->part,
		.msg_iovlen = 1,
		.msg_control = letter->control.room,
		.msg_controllen = sizeof letter->control.room,
	};
}

static bool
send_ends(const int ends[N_ENDS])
{
	Letter letter;

	prepare(&letter);
	letter.control.head.cmsg_level = SOL_SOCKET;
	letter.control.head.cmsg_type = SCM_RIGHTS;
	letter.control.head.cmsg_len = CMSG_LEN(N_ENDS * sizeof(int));
	memcpy(CMSG_DATA(&letter.control.head), ends, N_ENDS * sizeof(int));
	return sendmsg(channel, &letter.message, 0) == 1;
}

GBytes *
ot_confine_ask(OtConfineService *service, const char *about, GBytes *request)
{
	int there[2], back[2];

	if (channel < 0)
		return service(request, about);
	if (!ot_system_pipe(there))
		return NULL;
	if (!ot_system_pipe(back)) {
		close(there[0]);
		close(there[1]);
		return NULL;
	}
	bool sent = send_ends((const int[N_ENDS]){there[0], back[1]});
	close(there[0]);
	close(back[1]);
	sent = sent && ot_write_all(there[1], g_bytes_get_data(request, NULL),
	                            g_bytes_get_size(request));
	close(there[1]);
	GBytes *answer = sent ? read_all(back[0]) : NULL;
	close(back[0]);
	return answer;
}

bool
ot_channel_serve(int fd, OtConfineService *service, const char *about)
{
	Letter letter;
	int ends[N_ENDS];

	prepare(&letter);
	ssize_t n = recvmsg(fd, &letter.message, KEEP);
	if (n < 0 && errno == EINTR)
		return true;
	/* Nobody who could ask is left. */
	if (n <= 0)
		return false;
	const struct cmsghdr *head = CMSG_FIRSTHDR(&letter.message);
	if (head == NULL || head->cmsg_type != SCM_RIGHTS ||
	    head->cmsg_len != CMSG_LEN(sizeof ends))
		return true;
	memcpy(ends, CMSG_DATA(head), sizeof ends);
	g_autoptr(GBytes) request = read_all(ends[0]);
	g_autoptr(GBytes) answer = request != NULL ? service(request, about) : NULL;
	if (answer != NULL)
		(void) ot_write_all(ends[1], g_bytes_get_data(answer, NULL),
		                    g_bytes_get_size(answer));
	close(ends[0]);
	close(ends[1]);
	return true;
}
