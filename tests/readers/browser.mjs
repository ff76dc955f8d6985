// The site as a browser shows it from file://, on a telephone (360 px) and a desk (1280 px).
//
//     browser.mjs OUTPUT[#PART]...     of an output with a part, only the pages whose path holds it
//
// On each page: no violation that axe finds, no horizontal overflow, no message on the console, no failed request, and no
// request for anything but file: addresses. On each site with a search page, a village's name is looked for by the keyboard alone. The Chromium of the system is used, with a profile of its own.
// 404.html refers to its server's root and is looked at by the HTML checker only.
import { createRequire } from "node:module";
import { existsSync, mkdtempSync, readdirSync, rmSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const here = dirname(fileURLToPath(import.meta.url));
const sites = process.argv.slice(2).flatMap((argument) => {
  const [output, part] = argument.split("#");
  return [resolve(output, "web/site"), resolve(output, "restricted/archive")].filter((site) => existsSync(site)).map((site) => [site, part]);
});
const pages = sites.flatMap(([site, part]) =>
  readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html") && name !== "404.html" && (!part || name.includes(part))).sort().map((name) => join(site, name)));
if (pages.length === 0) {
  console.log("no page");
  process.exit(1);
}

const profile = mkdtempSync(join(tmpdir(), "site-"));
const faults = [];
let looks = 0;
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  // Chinese type for machines that have none: the fonts of this repository.
  env: { ...process.env, FONTCONFIG_FILE: join(here, "fonts.conf") },
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--no-default-browser-check", "--disable-default-apps", "--disable-dev-shm-usage"],
});
try {
  const page = await context.newPage();
  let name = "";
  page.on("console", (message) => faults.push(`${name}: console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${name}: script error: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`${name}: request failed: ${request.url()}`));
  context.on("request", (request) => {
    if (!request.url().startsWith("file:")) faults.push(`${name}: asks for ${request.url()}`);
  });
  for (const file of pages) {
    for (const width of [360, 1280]) {
      name = `${file} at ${width} px`;
      await page.setViewportSize({ width, height: 800 });
      await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
      const over = await page.evaluate(() => {
        const view = document.documentElement.clientWidth;
        const root = document.scrollingElement;
        if (root.scrollWidth <= view) return null;
        const wide = [...document.body.querySelectorAll("*")].find((e) => e.getBoundingClientRect().right > view + 0.5);
        return `${root.scrollWidth} of ${view} px` + (wide ? `, <${wide.tagName.toLowerCase()} class="${wide.className}">` : "");
      });
      if (over) faults.push(`${name}: wider than the window: ${over}`);
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run(document, { preload: false }));
      for (const violation of result.violations) {
        for (const node of violation.nodes.slice(0, 3)) {
          faults.push(`${name}: axe ${violation.id} (${violation.impact}): ${node.target.join(" ")} ${node.html.slice(0, 120)}`);
        }
      }
      if (result.passes.length === 0) faults.push(`${name}: axe looked at nothing`);
      if (!(await page.title()).trim()) faults.push(`${name}: no title`);
      if (width === 1280 && file.includes("restricted/archive/")) {
        await page.emulateMedia({ media: "print" });
        if (!(await page.isVisible(".restricted-mark"))) faults.push(`${name}: printed without its mark`);
        await page.emulateMedia({ media: null });
      }
      looks += 1;
    }
  }
  // Search by keyboard: to the box, a name, to the first hit, to its page.
  for (const [site] of sites.filter(([site, part]) => !part && existsSync(join(site, "search.html")))) {
    name = `search of ${site}`;
    await page.setViewportSize({ width: 360, height: 800 });
    const first = ["places/index.html", "index.html"].find((name) => existsSync(join(site, name)));
    await page.goto(pathToFileURL(join(site, first)).href, { waitUntil: "load" });
    const place = await page.evaluate(() => [...document.querySelectorAll(".places a, .counts a")].map((link) => link.textContent.split("（")[0].trim()).find((name) => name.length > 1));
    const focused = (selector) => page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
    const tabTo = async (selector) => {
      for (let times = 0; times < 60; times += 1) {
        await page.keyboard.press("Tab");
        if (await focused(selector)) return true;
      }
      faults.push(`${name}: the keyboard does not come to ${selector}`);
      return false;
    };
    if (!(await tabTo("form[data-search] input"))) continue;
    await page.keyboard.type(place);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#search-results li", { timeout: 10000 }).catch(() => faults.push(`${name}: ${place} is not found`));
    await page.evaluate(axe);
    for (const violation of (await page.evaluate(() => window.axe.run(document, { preload: false }))).violations) faults.push(`${name}: axe ${violation.id}`);
    if (!(await tabTo("#search-results a"))) continue;
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.endsWith("search.html"), { timeout: 10000 }).catch(() => faults.push(`${name}: the hit leads nowhere`));
    if (!(await page.evaluate(() => document.body.textContent)).includes(place)) faults.push(`${name}: the hit's page does not name ${place}`);
    looks += 1;
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
for (const fault of faults.slice(0, 60)) console.log(`  ${fault}`);
console.log(`${pages.length} pages, ${looks} looks: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
