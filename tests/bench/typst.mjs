// SPDX-License-Identifier: MIT
//
// typst.mjs write IN.html OUT.typ    the briefing's page of HTML as a source of Typst
// typst.mjs make IN.typ OUT.pdf      that as PDF/UA-1; prints the milliseconds of the export alone
// typst.mjs copies IN.typ N LAST.pdf so many, each with a name and, on each page, a code of its own;
//                                    prints seconds of the processor and kilobytes of memory
//
// The peer of `outset brief` and of personal packs in the bench: the same words, headings, tables,
// lists and bars.
import { readFileSync, writeFileSync } from "fs";
import { createRequire } from "module";
import path from "path";
import { pathToFileURL } from "url";

const entities = { amp: "&", lt: "<", gt: ">", quot: '"' };

const decode = (text) =>
	text.replace(/&(#x?)?(\w+);/g, (whole, number, name) =>
		number ? String.fromCodePoint(parseInt(name, number === "#x" ? 16 : 10))
		       : entities[name] ?? whole);

// The page is well-formed, so a stack is all that reading it takes.
function parse(html) {
	const root = { name: "", attrs: {}, kids: [] };
	const open = [root];
	const tokens = /<(\/?)([a-z0-9]+)([^>]*)>|[^<]+|<[^>]*>/g;
	for (const [token, end, name, attrs] of html.matchAll(tokens)) {
		const parent = open[open.length - 1];
		if (name === undefined) {
			if (!token.startsWith("<"))
				parent.kids.push(decode(token));
		} else if (end) {
			open.pop();
		} else {
			const node = { name, attrs: {}, kids: [] };
			for (const [, key, value] of attrs.matchAll(/([-\w:]+)="([^"]*)"/g))
				node.attrs[key] = decode(value);
			parent.kids.push(node);
			if (name !== "meta" && !attrs.endsWith("/"))
				open.push(node);
		}
	}
	return root;
}

function find(node, name) {
	if (node.name === name)
		return node;
	for (const kid of node.kids ?? []) {
		const found = typeof kid === "string" ? null : find(kid, name);
		if (found)
			return found;
	}
	return null;
}

const quote = (text) =>
	`"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\s+/g, " ")}"`;
const inside = (node) => node.kids.map(write).join("");
const has = (node, name) => (node.attrs.class ?? "").split(" ").includes(name);

function cell(node) {
	const spans = ["colspan", "rowspan"].filter((name) => node.attrs[name])
		.map((name) => `${name}: ${node.attrs[name]}, `).join("");
	const body = node.name === "th" ? `#strong[${inside(node)}]` : inside(node);
	return `table.cell(${spans}[${body}]),`;
}

function table(node) {
	const head = find(node, "thead");
	const rows = (part) => part.kids.filter((kid) => kid.name === "tr");
	const bodies = node.kids.filter((kid) => kid.name === "tbody");
	const first = rows(head ?? bodies[0])[0];
	const columns = first.kids.reduce((sum, kid) => sum + Number(kid.attrs.colspan ?? 1), 0);
	const caption = find(node, "caption");
	const cells = (row) => row.kids.map(cell).join(" ");
	const header = head ? `table.header(${rows(head).map(cells).join(" ")}),` : "";
	return (caption ? `#strong[${inside(caption)}]\n\n` : "") +
		`#table(columns: ${columns}, ${header}\n` +
		bodies.flatMap(rows).map(cells).join("\n") + ")\n\n";
}

function list(node, name) {
	return `#${name}(` + node.kids.map((kid) => `[${inside(kid)}]`).join(", ") + ")\n\n";
}

// A bar of a figure, as wide as its share.
function bar(node) {
	const share = /[\d.]+/.exec(node.attrs.style)?.[0] ?? 0;
	return `#box(width: ${share} * 0.6%, height: 4pt, fill: rgb("#0B5F6E"))`;
}

function heading(node) {
	const level = Math.max(Number(node.name[1]) - 1, 1);
	const label = node.attrs.id ? ` #label(${quote(node.attrs.id)})` : "";
	return `#[#heading(level: ${level})[${inside(node)}]${label}]\n\n`;
}

function write(node) {
	if (typeof node === "string")
		return node.trim() === "" && node.includes("\n") ? "" : `#${quote(node)};`;
	switch (node.name) {
	case "h1": return `#text(size: 32pt, weight: "bold")[${inside(node)}]\n\n`;
	case "h2": case "h3": case "h4": case "h5": case "h6": return heading(node);
	case "p": case "figcaption": return `${inside(node)}\n\n`;
	case "strong": return `#strong[${inside(node)}]`;
	case "em": return `#emph[${inside(node)}]`;
	case "ul": return list(node, "list");
	case "ol": return list(node, "enum");
	case "table": return table(node);
	case "nav": return "#outline(title: none, depth: 2)\n\n";
	case "a": return node.attrs.href?.startsWith("#") ? inside(node)
		: `#link(${quote(node.attrs.href)})[${inside(node)}]`;
	case "span": return has(node, "bar") ? bar(node) : inside(node);
	default: return inside(node);
	}
}

function writeSource(from, to) {
	const page = parse(readFileSync(from, "utf8"));
	const title = quote(find(page, "title").kids.join(""));
	writeFileSync(to, `#set document(title: ${title}, date: datetime(year: 2026, month: 11, day: 23))
#set text(lang: "en", font: "Lato", size: 10pt)
#let code = sys.inputs.at("code", default: "")
#set page(paper: "a4", header: [#${title} #code], numbering: "1")
#set table(stroke: 0.5pt)
#sys.inputs.at("name", default: "") #code

${inside(find(page, "main"))}`);
}

async function openCompiler(from) {
	const beside = process.env.TYPST_NODE ?? process.env.NODE_PATH ?? ".";
	const require = createRequire(pathToFileURL(path.resolve(beside, "package.json")));
	const { NodeCompiler } = await import(
		pathToFileURL(require.resolve("@myriaddreamin/typst-ts-node-compiler")));
	return () => NodeCompiler.create({
		workspace: path.dirname(path.resolve(from)),
		fontArgs: [{ fontPaths: ["/usr/share/fonts/truetype/lato"] }],
	});
}

const standard = { pdfStandard: "ua-1" };

async function makePdf(from, to) {
	const open = await openCompiler(from);
	const start = process.hrtime.bigint();
	const bytes = open().pdf({ mainFilePath: path.resolve(from) }, standard);
	writeFileSync(to, bytes);
	console.log((Number(process.hrtime.bigint() - start) / 1e6).toFixed(1));
}

// One compiler makes them all, so that it can keep what does not change; old results go, else its
// memory grows.
async function makeCopies(from, count, to) {
	const compiler = (await openCompiler(from))();
	const mainFilePath = path.resolve(from);
	const start = process.cpuUsage();
	let bytes;
	for (let number = 0; number < Number(count); number++) {
		const code = String(number).padStart(9, "0").replace(/(...)(...)/, "$1-$2-");
		const name = `${number % 3 ? "Brook" : "Ashdown"} ${number} Sensing Ltd`;
		bytes = compiler.pdf({ mainFilePath, inputs: { name, code } }, standard);
		compiler.evictCache(10);
	}
	const { user, system } = process.cpuUsage(start);
	writeFileSync(to, bytes);
	console.log(((user + system) / 1e6).toFixed(3), process.resourceUsage().maxRSS);
}

const [verb, from, to, last] = process.argv.slice(2);
if (verb === "write")
	writeSource(from, to);
else if (verb === "make")
	await makePdf(from, to);
else if (verb === "copies")
	await makeCopies(from, to, last);
else
	throw new Error("usage: typst.mjs write|make IN OUT, or copies IN N LAST");
