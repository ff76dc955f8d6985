// The verifier page of a package as a visitor uses it: opened from file://, the folder chosen, the verdict read.
//
//     verifier.mjs PACKAGE
//
// A sound package passes; a file altered, dropped or added is told by name; nothing is asked for but file: addresses.
import { cpSync, appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const sound = resolve(process.argv[2]);
const work = mkdtempSync(join(tmpdir(), "verifier-"));
const faults = [];
const context = await chromium.launchPersistentContext(join(work, "profile"), {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  env: { ...process.env, FONTCONFIG_FILE: join(here, "fonts.conf") },
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--no-default-browser-check", "--disable-default-apps", "--disable-dev-shm-usage"],
});
const household = "data/households/0301-001/case.yaml";
const cases = [
  ["sound", () => {}, "通过：", ""],
  ["altered", (bag) => appendFileSync(join(bag, household), " "), "没有通过", `不符 ${household}`],
  ["dropped", (bag) => rmSync(join(bag, household)), "没有通过", `缺 ${household}`],
  ["added", (bag) => writeFileSync(join(bag, "data/new.txt"), "x"), "没有通过", "多 data/new.txt"],
];
try {
  const page = await context.newPage();
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
  context.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("blob:")) faults.push(`asks for ${request.url()}`);
  });
  for (const [name, spoil, verdict, line] of cases) {
    const bag = join(work, name);
    cpSync(sound, bag, { recursive: true });
    spoil(bag);
    await page.goto(pathToFileURL(join(bag, "verify.html")).href, { waitUntil: "load" });
    await page.setInputFiles("#folder", bag);
    await page.waitForSelector("#verdict p", { timeout: 60000 });
    const said = await page.textContent("#verdict");
    if (!said.startsWith(verdict)) faults.push(`${name}: ${said}`);
    const rows = await page.$$eval("#result tbody tr", (all) => all.map((row) => [...row.cells].slice(0, 2).map((cell) => cell.textContent).join(" ")));
    if (line && !rows.includes(line)) faults.push(`${name}: no “${line}” among ${rows.length} lines`);
    if (!line && rows.some((row) => !row.startsWith("相符"))) faults.push(`${name}: ${rows.filter((row) => !row.startsWith("相符"))}`);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `verifier-${name}-${width}.png`) });
      if (await page.evaluate(() => document.scrollingElement.scrollWidth > document.documentElement.clientWidth)) faults.push(`${name}: wider than ${width} px`);
    }
  }
} finally {
  await context.close();
  rmSync(work, { recursive: true, force: true });
}
for (const fault of faults) console.log(`  ${fault}`);
console.log(`${cases.length} packages chosen in the verifier page: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
