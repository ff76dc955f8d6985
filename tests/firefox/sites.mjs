// The sites in Firefox from file://, as on an office computer: each page, its console, what it asks for, and the search.
//
//     tests/firefox/run.sh OUTPUT...
//
// A driven Firefox lets files read one another (`remote.prefs.recommended`, `security.fileuri.strict_origin_policy`), which one that people use does not: both are set back,
// and a page of our own shows that it is. Firefox is the system's.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const sites = process.argv.slice(2).flatMap((output) => [resolve(output, "web/site"), resolve(output, "restricted/archive")]).filter((site) => existsSync(site));
const pages = sites.flatMap((site) =>
  readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html") && name !== "404.html").sort().map((name) => join(site, name)));
const faults = [];
let [name, asked, seen] = ["", 0, 0];
const home = mkdtempSync(join(tmpdir(), "firefox-"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
  headless: true,
  env: { ...process.env, HOME: home },
  extraPrefsFirefox: { "remote.prefs.recommended": false, "security.fileuri.strict_origin_policy": true, "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false },
});
try {
  const page = await browser.newPage();
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warn") faults.push(`${name}: console ${message.type()}: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`${name}: script error: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`${name}: request failed: ${request.url()}`));
  page.on("request", (request) => {
    asked += 1;
    if (!/^(file|data):/.test(request.url())) faults.push(`${name}: asks for ${request.url()}`);
  });
  // Files are strangers to one another here, and what a page complains of is heard.
  name = "probe";
  writeFileSync(join(home, "other.txt"), "other");
  writeFileSync(join(home, "probe.html"), "<!doctype html><title>probe</title><img src=\"missing.png\"><script>console.error('heard')</script>");
  await page.goto(pathToFileURL(join(home, "probe.html")).href, { waitUntil: "load" });
  const strict = await page.evaluate(() => fetch("other.txt").then(() => false, () => true));
  // The complaint about the refused file may come late.
  await new Promise((done) => setTimeout(done, 1000));
  const heard = faults.some((fault) => fault.includes("console error: heard"));
  faults.length = 0;
  if (!strict) faults.push("files may read one another in this Firefox: it shows nothing");
  if (!heard) faults.push("nothing is heard of the console of this Firefox: it shows nothing");
  for (const file of pages) {
    name = file;
    await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
    if (!(await page.title()).trim()) faults.push(`${name}: no title`);
    const styled = await page.evaluate(() => [...document.styleSheets].length > 0 && [...document.images].every((image) => image.complete && image.naturalWidth > 0));
    if (!styled) faults.push(`${name}: a style sheet or an image is not there`);
    seen += 1;
  }
  for (const site of sites.filter((site) => existsSync(join(site, "search.html")))) {
    name = `search of ${site}`;
    const first = ["places/index.html", "index.html"].find((name) => existsSync(join(site, name)));
    await page.goto(pathToFileURL(join(site, first)).href, { waitUntil: "load" });
    const place = await page.evaluate(() => [...document.querySelectorAll(".places a, .counts a")].map((link) => link.textContent.split("（")[0].trim()).find((name) => name.length > 1));
    await page.focus("form[data-search] input");
    await page.keyboard.type(place);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#search-results li a", { timeout: 20000 }).catch(() => faults.push(`${name}: ${place} is not found`));
    const hit = await page.evaluate(() => document.querySelector("#search-results li a")?.textContent ?? "");
    if (!hit.includes(place)) faults.push(`${name}: ${place} is not in the first hit, “${hit}”`);
  }
} finally {
  await browser.close();
  rmSync(home, { recursive: true, force: true });
}
for (const fault of faults.slice(0, 40)) console.log(`  ${fault}`);
console.log(`${seen} pages in Firefox, ${sites.length} sites searched, ${asked} requests: ${faults.length} faults`);
process.exit(faults.length || !seen ? 1 : 0);
