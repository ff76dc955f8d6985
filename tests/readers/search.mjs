// The site's own search script over the site's own index, in Node, from the folder as it lies on the disk.
//
//     search.mjs SITE                  substrings drawn from every field are found, absent ones are not
//     search.mjs SITE --query WORDS    the addresses found, in their order
//     search.mjs SITE --measure        in Chromium: milliseconds from a new page to the first 20 results, and the size of the index
//
// The records are those of SITE/records.json where there is one, else those of the shards. What ought to be found is told by going through
// all records with a comparison of this file's own.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import vm from "node:vm";

const [folder, mode, words] = [resolve(process.argv[2]), process.argv[3], process.argv[4]];
const script = new vm.Script(readFileSync(join(folder, "assets/search.js"), "utf8"));

// As much of a browser as the script asks for: a place to put scripts in, and no page.
function browser() {
  const head = {
    appendChild(element) {
      setImmediate(() => {
        const file = fileURLToPath(element.src);
        if (!existsSync(file)) return element.onerror();
        const text = readFileSync(file, "utf8");
        vm.runInContext(text, context);
        element.onload();
      });
    },
  };
  const window = {};
  const document = {
    currentScript: { src: pathToFileURL(join(folder, "assets/search.js")).href },
    createElement: () => ({}),
    querySelectorAll: () => [],
    getElementById: () => null,
    head,
  };
  const context = vm.createContext({ window, document, gongshiSearch: (...args) => window.gongshiSearch(...args) });
  script.runInContext(context);
  return window.gongshiSearch.find;
}

const shards = existsSync(join(folder, "search")) ? readdirSync(join(folder, "search")).map((name) => join(folder, "search", name)) : [];

// Those of one block in so many; with all of them, that none is missing.
function recordsOfShards(each) {
  const values = {}, records = [];
  const context = vm.createContext({ gongshiSearch: (name, value) => { values[name] = value; } });
  const load = (name) => vm.runInContext(readFileSync(join(folder, "search", `${name}.js`), "utf8"), context);
  load("meta");
  let block = 0;
  for (const [number, starts] of values.meta.blocks) starts.forEach((start, at) => {
    if (block++ % each) return;
    if (each === 1 && start !== records.length) throw new Error(`block ${number}-${at} begins with ${start}, not ${records.length}`);
    load(`records-${number}-${at}`);
    const [texts, rows] = values[`records-${number}-${at}`];
    delete values[`records-${number}-${at}`];
    for (const row of rows) {
      const places = [];
      for (const place of row) if (place >= 0) places.push(place); else for (let more = 0; more > place; more -= 1) places.push(places.at(-1) + 1);
      const text = places.map((place) => texts[place]);
      records.push({ page: text[0], anchor: text[1], title: text[2], date: text[4], fields: text.slice(5).map((field) => field.split(/\t([^]*)/, 2)) });
    }
  });
  if (each === 1 && records.length !== values.meta.records) throw new Error(`${records.length} of ${values.meta.records} records stand in the shards`);
  return records;
}

if (mode === "--query") {
  const answer = await browser()(words, 1000);
  console.log(answer.short ? "short" : answer.hits.map((hit) => hit.address).join("\n"));
  process.exit(0);
}

const list = join(folder, "records.json");
const records = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : recordsOfShards(mode === "--measure" ? 40 : 1);
// The comparison: one character after the other in NFKC and lower case, no white space; a line break parts.
const plain = (text) => [...text.replaceAll("\n", "\u0001")].map((c) => c === "\u0001" ? c : [...c.normalize("NFKC")].map((d) => d.toLowerCase()).join("").replace(/[\s\p{Cc}]/gu, "")).join("");
const known = records.map((record) => ({ address: record.page + (record.anchor ? `#${record.anchor}` : ""), texts: [record.title, ...record.fields.map((field) => field[1])].map(plain) }));
const holders = (query) => known.filter((record) => record.texts.some((text) => text.includes(query))).map((record) => record.address).sort();

let state = 20170425;
const below = (most) => { state = (Math.imul(state, 1103515245) + 12345) >>> 0; return Math.floor((state / 2 ** 32) * most); };

const counts = new Map();
for (const { texts } of known) for (const text of texts) for (const line of text.split("\u0001")) {
  const chars = [...line];
  for (let at = 0; at + 1 < chars.length; at += 1) counts.set(chars[at] + chars[at + 1], (counts.get(chars[at] + chars[at + 1]) ?? 0) + 1);
}
const common = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0][0];

function drawn(text) {
  const lines = text.split("\n").map((line) => [...line]).filter((line) => [...plain(line.join(""))].length > 1);
  if (!lines.length) return null;
  const line = lines[below(lines.length)];
  for (let tries = 0; tries < 20; tries += 1) {
    const from = below(line.length - 1), to = Math.min(line.length, from + 2 + below(5));
    const piece = line.slice(from, to).join("");
    if ([...plain(piece)].length > 1) return piece;
  }
  return line.join("");
}

if (mode === "--measure") {
  const { chromium } = await import("playwright-core");
  const size = (file) => statSync(file).size;
  const bytes = shards.reduce((sum, file) => sum + size(file), 0), clusters = shards.reduce((sum, file) => sum + Math.ceil(size(file) / 32768) * 32768, 0);
  const counts = ["grams", "records", "meta"].map((kind) => `${shards.filter((file) => basename(file).startsWith(kind)).length} ${kind}`);
  console.log(`${shards.length} files (${counts.join(", ")}), ${bytes} bytes, ${clusters} bytes in clusters of 32 KB`);
  // Of every field some, so that names, codes, numbers and what stands everywhere are among them, and what stands nowhere.
  const queries = [common, "没有这样的字", "0000-0000-0000"];
  const labels = [...new Set(records[0].fields.map((field) => field[0]))];
  for (let at = 0; at < 60; at += 1) {
    const fields = records[below(records.length)].fields.filter((field) => field[0] === labels[at % labels.length]);
    const query = fields.length ? drawn(fields[below(fields.length)][1]) : null;
    if (query) queries.push(query);
  }
  const profile = mkdtempSync(join(tmpdir(), "search-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  const taken = [];
  // Whoever searches has a browser open, on a page that has loaded nothing of the index.
  await (await context.newPage()).goto(pathToFileURL(join(folder, "search.html")).href);
  for (const query of queries) {
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(join(folder, "search.html")).href}#${encodeURIComponent(query)}`, { waitUntil: "commit" });
    const [time, files] = await page.evaluate(() => new Promise((done) => {
      const look = () => {
        const state = document.getElementById("search-state")?.textContent ?? "";
        if (!/^(共|至多|没有找到|请至少|索引)/.test(state)) return setTimeout(look, 1);
        done([performance.now(), [...document.head.querySelectorAll("script")].map((script) => script.src).filter((name) => name.includes("/search/"))]);
      };
      look();
    }));
    taken.push({ time, query, files: files.length, bytes: files.reduce((sum, name) => sum + size(fileURLToPath(name)), 0) });
    await page.close();
  }
  await context.close();
  rmSync(profile, { recursive: true, force: true });
  taken.sort((a, b) => a.time - b.time);
  const told = ({ time, query, files, bytes }) => `${time.toFixed(0)} ms (${JSON.stringify(query)}: ${files} files, ${(bytes / 1024).toFixed(0)} KB)`;
  console.log(`${taken.length} queries, each in a new page of Chromium, from the page's address to its first 20 results; load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors`);
  console.log(`median ${told(taken[taken.length >> 1])}, nine of ten within ${told(taken[Math.floor(taken.length * 0.9)])}, slowest ${told(taken.at(-1))}`);
  process.exit(taken[Math.floor(taken.length * 0.9)].time < 300 ? 0 : 1);
}

const faults = [];
let asked = 0;
const find = browser();
async function look(query, what) {
  asked += 1;
  const answer = await find(query, Infinity);
  const found = answer.hits.map((hit) => hit.address).sort(), wanted = holders(plain(query));
  // Words apart are looked for one by one besides; those hits come on top.
  const words = query.trim().split(/\s+/).length > 1;
  const missing = wanted.filter((address) => !found.includes(address)), false_ = words ? [] : found.filter((address) => !wanted.includes(address));
  if (missing.length || false_.length || (!answer.done) || answer.most < found.length) {
    faults.push(`${what} ${JSON.stringify(query)}: ${missing.length} of ${wanted.length} not found, ${false_.length} wrong, done ${answer.done}, at most ${answer.most}`);
  }
  return found.length;
}
if (!(await look(common, "the most frequent pair"))) faults.push(`the most frequent pair ${common} is not found`);
const labels = new Set(records.flatMap((record) => record.fields.map((field) => field[0])));
for (const label of ["", ...labels]) {
  const texts = records.map((record) => label ? record.fields.find((field) => field[0] === label)?.[1] : record.title).filter((text) => text && [...plain(text)].length > 1);
  for (let times = 0; times < Math.min(16, texts.length * 4); times += 1) {
    const query = drawn(texts[below(texts.length)]);
    if (query && !(await look(query, label || "title"))) faults.push(`${label || "title"}: ${JSON.stringify(query)} is not found`);
  }
}
// Pairs that stand in the index and never side by side: bigrams alone would find them.
const pairs = [...counts.keys()].filter((pair) => !/\s/u.test(pair));
let absent = 0;
for (let times = 0; times < 200 && absent < 30; times += 1) {
  const first = pairs[below(pairs.length)], next = pairs.filter((pair) => [...pair][0] === [...first][1]);
  if (!next.length) continue;
  const query = first + [...next[below(next.length)]][1];
  if (holders(query).length) continue;
  absent += 1;
  if (await look(query, "absent")) faults.push(`absent ${JSON.stringify(query)} is found`);
}
for (const nothing of ["查无此人", "\u{2A700}\u{2A701}", "<b>", "__proto__", "constructor"]) if (!holders(plain(nothing)).length && await look(nothing, "absent")) faults.push(`${nothing} is found`);
if (!(await find("村", 20)).short || !(await find("𠮷", 20)).short || !(await find(" ", 20)).short) faults.push("a single character is not told apart");
for (const fault of faults.slice(0, 40)) console.log(`  ${fault}`);
console.log(`${records.length} records, ${asked} queries, ${absent} absent among them: ${faults.length} faults`);
process.exit(faults.length || asked < 10 ? 1 : 0);
