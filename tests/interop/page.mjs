// page.mjs FILE... -- let axe-core judge pages of HTML in headless Chromium.
//
// Each page is looked at light and dark, as wide as a telephone and as a desk, and with forced
// colours; nothing may be found, nothing may be fetched, and the page may not be wider than the
// screen (WCAG 2.2, 1.4.10).  It must print.  Ends with 1 where something is found.
//
// Needs playwright-core and axe-core (npm); NODE_PATH or the folder node_modules of JUDGES says where.
// CHROMIUM names the browser.  With SHOTS=DIR the screenshots are kept there, to be looked at.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const from = createRequire(process.env.JUDGES ? `${process.env.JUDGES}/x` : import.meta.url);
const { chromium } = from("playwright-core");
const axe = readFileSync(from.resolve("axe-core/axe.min.js"), "utf8");

const looks = [];
for (const width of process.env.SHOTS ? [320, 768, 1280] : [320, 1280])
	for (const colorScheme of ["light", "dark"])
		looks.push({ width, colorScheme, forcedColors: "none" });
looks.push({ width: 1280, colorScheme: "dark", forcedColors: "active" });

// What doesn't fit the screen although no frame around it scrolls.
function findTooWide() {
	const scrolls = (node) => node && (getComputedStyle(node).overflowX !== "visible" ||
		scrolls(node.parentElement));
	return [...document.querySelectorAll("body *")]
		.filter((node) => node.getBoundingClientRect().right > innerWidth + 1 &&
			!scrolls(node.parentElement) && !node.closest("svg svg"))
		.map((node) => `${node.nodeName}.${node.getAttribute("class")}: ${node.textContent.slice(0, 40)}`);
}

async function judge(browser, file, look) {
	const context = await browser.newContext({
		offline: true,
		bypassCSP: true,
		viewport: { width: look.width, height: 900 },
		colorScheme: look.colorScheme,
		forcedColors: look.forcedColors,
	});
	const page = await context.newPage();
	const found = [];
	const name = `${basename(file)} ${look.width} ${look.colorScheme} ${look.forcedColors}`;
	page.on("request", (request) => request.url().startsWith("file:") || found.push(`asks for ${request.url()}`));
	page.on("console", (message) => message.type() === "error" && found.push(message.text()));
	await page.goto(pathToFileURL(resolve(file)).href);
	found.push(...(await page.evaluate(findTooWide)).map((node) => `too wide: ${node}`));
	if (await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth))
		found.push("the page scrolls sideways");
	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations", "incomplete"] }));
	// What a frame cuts off it can't judge; at the widest nothing is cut off.
	const unsure = result.incomplete.filter((rule) => look.width === 1280 || rule.id !== "color-contrast");
	for (const rule of [...result.violations, ...unsure])
		for (const node of rule.nodes)
			found.push(`${rule.id}: ${rule.help}: ${node.target.join(" ")}: ${node.html.slice(0, 100)}`);
	if (process.env.SHOTS)
		await page.screenshot({ path: `${process.env.SHOTS}/${name.replace(/[ .]/g, "-")}.png`, fullPage: true });
	if (look === looks[0] && (await page.pdf({ format: "A4" })).length < 1000)
		found.push("it does not print");
	await context.close();
	found.slice(0, 8).forEach((line) => console.log(`${name}: ${line}`));
	return found.length === 0;
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ["--no-sandbox"],
});
let good = true;
for (const file of process.argv.slice(2))
	for (const look of looks)
		good = (await judge(browser, file, look)) && good;
await browser.close();
process.exit(good ? 0 : 1);
