// SPDX-License-Identifier: MIT
//
// copies-docxtemplater.mjs TEMPLATE.docx N LAST.docx -- N copies of a Word document.
//
// A peer of the personal packs in the bench.  Prints the seconds of the processor and the kilobytes
// of memory that it took, and its version; LAST.docx is the last copy.
import { readFileSync, writeFileSync } from "fs";
import { createRequire } from "module";
import path from "path";
import { pathToFileURL } from "url";

const beside = process.env.PEERS_NODE ?? process.env.NODE_PATH ?? ".";
const require = createRequire(pathToFileURL(path.resolve(beside, "package.json")));
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");

const [from, count, to] = process.argv.slice(2);
const template = readFileSync(from);

// An instance fills its document once, so each copy starts from the bytes of the template.
function copy(number) {
	const doc = new Docxtemplater(new PizZip(template), {
		delimiters: { start: "{{", end: "}}" },
	});
	const digits = String(number).padStart(9, "0");
	doc.render({
		name: `${number % 3 ? "Brook" : "Ashdown"} ${number} Sensing Ltd`,
		number: digits.slice(1),
		contact: "Marta Ellery",
		email: `mail${number}@firm${number}.example`,
		code: digits.replace(/(...)(...)/, "$1-$2-"),
	});
	return doc.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

const start = process.cpuUsage();
let last;
for (let number = 0; number < Number(count); number++)
	last = copy(number);
const { user, system } = process.cpuUsage(start);
writeFileSync(to, last);
console.log(((user + system) / 1e6).toFixed(3), process.resourceUsage().maxRSS,
	require("docxtemplater/package.json").version);
