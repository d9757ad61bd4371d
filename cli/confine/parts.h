/* SPDX-License-Identifier: MIT */
#ifndef OT_CONFINE_PARTS_H
#define OT_CONFINE_PARTS_H

/**
 * The three ways in which a process is confined, each as well as the kernel can.
 */

#include "confine/confine.h"

/**
 * Set limits on this process and those that it starts; never above what it has.  True if all hold.
 */
bool
ot_limits_set(const OtConfineLimits *limits);

/** The same limits, as far as this process doesn't have lower ones already. */
OtConfineLimits
ot_limits_within(const OtConfineLimits *limits);

/** Let this process write nothing to files. */
bool
ot_limits_no_files(void);

/** What may be called. */
typedef enum {
	OT_CALLS_WORK,   /**< all but what calls.def refuses */
	OT_CALLS_CLOSED, /**< only what a process needs that computes and has all files open */
} OtCalls;

/** Filter the system calls of this process for good.  False where kernel or machine can't. */
bool
ot_calls_filter(OtCalls which);

/** Whether there is a filter for this kind of processor; else ot_calls_filter() is always false. */
bool
ot_calls_know_machine(void);

/** The version of Landlock's interface in this kernel; 0 where there is none. */
int
ot_landlock_version(void);

/** Keep this process from writing elsewhere, for good.  False where the kernel can't. */
bool
ot_landlock_restrict(const char *const *paths, size_t n);

/** A pair of ends over which a process asks another one. */
bool
ot_channel_open(int ends[2]);

/** From now on ot_confine_ask() of this process and of its workers asks there. */
void
ot_channel_use(int fd);

/** Do what is asked next; false where nobody is left who could ask. */
bool
ot_channel_serve(int fd, OtConfineService *service, const char *about);

#endif
