/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"
void
ot_layout_table(OtLayout *layout, const OtNode *table, const OtFrame *frame)
{
	(void)layout;(void)table;(void)frame;
}
void
ot_layout_figure(OtLayout *layout, const OtNode *table, const OtFrame *frame)
{
	(void)layout;(void)table;(void)frame;
}
