/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_LIMITS_H
#define OT_BASE_LIMITS_H

/**
 * Every limit on what the program takes from outside, in one place.
 *
 * Each has an error or a finding of its own that names the limit.  They stand well above what an
 * honest file holds (a 60-page specification has 3,000 elements and 300 KB), and low enough that
 * the worst file which they let through is checked in seconds: 10,000 outcomes, 6 MB, take some
 * five seconds with all rules, and their briefing is refused for its pages after ten and 680 MB.
 */

#define OT_LIMIT_FILE_BYTES      (32u << 20) /* one input file */
#define OT_LIMIT_XML_DEPTH       64          /* elements within each other */
#define OT_LIMIT_XML_ELEMENTS    500000u     /* elements in one file */
#define OT_LIMIT_XML_ATTRS       64          /* attributes on one element */
#define OT_LIMIT_XML_NAME        256         /* bytes in an element's or attribute's name */
#define OT_LIMIT_XML_NAMESPACES  256         /* declared by an element and those around it */
#define OT_LIMIT_XML_TEXT        20000u      /* characters in one run of text or one attribute */
#define OT_LIMIT_FINDINGS        10000u      /* findings kept; the rest is counted */
#define OT_LIMIT_REPEATED_ROWS   1000        /* rows that people add to one table of an asset */
#define OT_LIMIT_NODES           2000000u    /* nodes in one generated document */
#define OT_LIMIT_INCLUDE_DEPTH   8           /* templates that include each other */
#define OT_LIMIT_PAGES           2000        /* pages in one PDF */
#define OT_LIMIT_PDF_OBJECTS     1000000u    /* objects in one PDF */
#define OT_LIMIT_PDF_DEPTH       32          /* arrays and dictionaries within each other */
#define OT_LIMIT_PDF_ENTRIES     8192u       /* keys of one dictionary */
#define OT_LIMIT_PDF_STREAM      (64u << 20) /* bytes of one stream when it is decompressed */
#define OT_LIMIT_PDF_STRING      32767u      /* bytes of one string (ISO 19005-3, 6.1.13) */
#define OT_LIMIT_EXTRACT_PDF     (128u << 20) /* a PDF that files are taken out of */
#define OT_LIMIT_EXTRACT_FILE    (128u << 20) /* one file that a PDF carries, unpacked */
#define OT_LIMIT_EXTRACT_BYTES   (256u << 20) /* all of them together */
#define OT_LIMIT_EXTRACT_FILES   1000u       /* files that one PDF carries */
#define OT_LIMIT_EXTRACT_PLACES  200000u     /* names, pages and notes of a PDF looked at */
#define OT_LIMIT_EXTRACT_MEMORY  (1024u << 20) /* memory of the process that reads a PDF */
#define OT_LIMIT_EXTRACT_SECONDS 60          /* of computing that it may take */
#define OT_LIMIT_MEMORY_MB       4096        /* memory of a process that works */
#define OT_LIMIT_MEMORY_MB_MUCH  32768       /* of one that works on lists of a whole market */
#define OT_LIMIT_SECONDS         3600        /* of computing; 10,000 files take some 500 */
#define OT_LIMIT_SECONDS_MUCH    86400
#define OT_LIMIT_LOGO_BYTES      (2u << 20)  /* a logo; honest ones have some 50 KB */
#define OT_LIMIT_LOGO_PIXELS     16000000u   /* width times height of a PNG: 64 MB when unpacked */
#define OT_LIMIT_LOGO_ELEMENTS   10000u      /* elements of an SVG */
#define OT_LIMIT_MANIFEST_FILES  1000u       /* files that one manifest.json lists */
#define OT_LIMIT_PACK_BYTES      (256u << 20) /* one pack as an archive, or one file of a pack */
#define OT_LIMIT_JSON_DEPTH      64u         /* brackets within each other in JSON */
#define OT_LIMIT_SETTINGS_BYTES  (1u << 20)  /* one outset.ini */
#define OT_LIMIT_PATH_BYTES      4096        /* a path on the command line */
#define OT_LIMIT_PATTERN_STEPS   100000      /* of a pattern in a sentence (PCRE2's limit) */
#define OT_LIMIT_PATTERN_BYTES   4096        /* one pattern of a rule */
#define OT_LIMIT_XPATH_STEPS     20000000u   /* steps of all paths of one rule over one file */
#define OT_LIMIT_XPATH_WORK      2000000000u /* steps times nodes, where a step may look at all */
#define OT_LIMIT_SENTENCE_WORDS  2000        /* a longer sentence is cut for matching */
#define OT_LIMIT_RULES           2000        /* rules of all packs together */
#define OT_LIMIT_WORD_ENTRIES    200000      /* entries of all word lists together */
#define OT_LIMIT_ZIP_ENTRIES     4096        /* files in one archive; honest ones have up to 300 */
#define OT_LIMIT_ZIP_PART_BYTES  (128u << 20) /* one part of a Word file, unpacked */
#define OT_LIMIT_ZIP_BYTES       (512u << 20) /* all parts together that are read, unpacked */
#define OT_LIMIT_ZIP_RATIO       500         /* unpacked to packed, of a part over a megabyte */
#define OT_LIMIT_DRAFT_PARAGRAPHS 500000u    /* paragraphs of one Word file */
#define OT_LIMIT_DRAFT_COMMENTS  20000u      /* comments in one Word file */
#define OT_LIMIT_DRAFT_CONTROLS  50000u      /* content controls of one Word file */
#define OT_LIMIT_DRAFT_DEPTH     256         /* elements within each other in a Word file */
#define OT_LIMIT_DRAFT_ELEMENTS  8000000u    /* elements in one part of a Word file */
#define OT_LIMIT_DRAFT_PIECES    2000000u    /* runs, texts, marks of comments of a Word file */
#define OT_LIMIT_ALIGN_CELLS     16000000u   /* pairs of paragraphs or words compared: 64 MB */
#define OT_LIMIT_ALIGN_WORK      200000000u  /* pairs of words of paragraphs that may be alike */
#define OT_LIMIT_DIFF_WORK       400000000u  /* pairs of words of all texts that were reworded */
#define OT_LIMIT_FILL_FIELDS     20000u      /* marks, merge fields and controls of one template */
#define OT_LIMIT_CSV_BYTES       (1024u << 20) /* one table; a million suppliers have some 300 MB */
#define OT_LIMIT_CSV_ROWS        5000000u    /* rows of one table */
#define OT_LIMIT_CSV_COLUMNS     1000u       /* cells of one row; spreadsheets have up to 16,384 */
#define OT_LIMIT_CSV_CELL        100000u     /* bytes in a cell; Excel has 32,767 characters */
#define OT_LIMIT_REGISTER_ROW    45000u      /* bytes in a row of a register; twice that quoted */
#define OT_LIMIT_QUESTIONS       10000u      /* rows of one list of questions */
#define OT_LIMIT_REGISTER_ENTRIES 5000u      /* different contacts of a register in one document */
#define OT_LIMIT_REGISTER_WAIT   60          /* seconds that a register may be in use by others */
#define OT_LIMIT_PEOPLE          20000u      /* rows of one list of people who come to events */
#define OT_LIMIT_PERSON_TEXT     200         /* characters of a name or an organisation */
#define OT_LIMIT_PERSON_WORDS    2000        /* characters of what a person needs or offers */
#define OT_LIMIT_CALENDAR_EVENTS 1000u       /* entries of a calendar that is brought up to date */
#define OT_LIMIT_RESPONSES       20000u      /* files that suppliers sent, collected at once */
#define OT_LIMIT_SPILL_MEMORY   (8u << 20)   /* bytes kept for later in memory, then in a file */
#define OT_LIMIT_RESPONSES_BYTES (1024u << 20) /* one responses.xml; 10,000 answers: 300 MB */
#define OT_LIMIT_RESPONSES_ELEMENTS 50000000u /* elements in it */
#define OT_LIMIT_RESPONSE_TEXT   100000u     /* characters in one answer; forms ask for 2,000 */
#define OT_LIMIT_MATRIX_ANSWERS  20000u      /* in one comparison as a document: some 2,000 pages */
#define OT_LIMIT_RESPONSE_LINES  20000       /* lines of a response as plain text */
#define OT_LIMIT_FUNDS           20000u      /* rows of one list of funding */
#define OT_LIMIT_LIST_ON_THE_WAY (8u << 20)  /* a list that outset check reads with an engagement */
#define OT_LIMIT_SAME_SUPPLIER   100u        /* rows that are brought together as one supplier */
#define OT_LIMIT_SUPPLIERS       200000u     /* of a list read as a whole; row by row more */

#endif
