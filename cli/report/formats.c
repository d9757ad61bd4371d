/* SPDX-License-Identifier: MIT */
#include "report/report.h"

typedef char *ReportWrite(const OtResult *result, const OtReportOptions *options);

static const struct {
	const char *name;
	ReportWrite *write;
} formats[OT_N_REPORTS] = {
#define FORMAT(id, name_, write_) [OT_REPORT_##id] = {.name = name_, .write = write_},
#include "report/formats.def"
#undef FORMAT
};

const char *
ot_report_format_name(OtReportFormat format)
{
	g_assert(format < OT_N_REPORTS);
	return formats[format].name;
}

char *
ot_report_write(OtReportFormat format, const OtResult *result, const OtReportOptions *options)
{
	g_assert(format < OT_N_REPORTS);
	return formats[format].write(result, options);
}
