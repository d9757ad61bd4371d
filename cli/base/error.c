/* SPDX-License-Identifier: MIT */
#include "base/error.h"

G_DEFINE_QUARK(outset-error, ot_error)
