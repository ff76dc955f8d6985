// 本站搜索。不依赖服务器：索引是一组普通脚本，用到哪个载入哪个，从文件夹直接打开也能用。
// 先按相邻两字（编码、日期、门牌等按三个字符）查出候选，再核对原文，所以没有误报；标题相同的在前，其次标题中的，再次整项相同的，再其次包含的；
// 各自新的在前。
(function () {
  "use strict";
  var own = document.currentScript.src;
  var root = own.slice(0, own.lastIndexOf("assets/search.js"));
  var PAGE = 20, START = "\u0002", END = "\u0003", SHORT = 32, LOOKED_UP = 8, FEW = 6;
  var loads = Object.create(null), values = Object.create(null);

  // 索引脚本把内容交到这里。
  window.gongshiSearch = function (name, value) { values[name] = value; };

  function load(name) {
    return loads[name] || (loads[name] = new Promise(function (done, fail) {
      var script = document.createElement("script");
      script.src = root + "search/" + encodeURIComponent(name) + ".js";
      script.onload = function () { done(values[name]); };
      script.onerror = function () { delete loads[name]; fail(new Error(name)); };
      document.head.appendChild(script);
    }));
  }

  // 比较用的形式：逐字 NFKC、小写，去掉空白和控制字符；换行隔断。
  function seen(c) { return !/[\s\u0000-\u001f\u007f-\u009f\ufeff]/.test(c); }
  function foldOne(c) { return Array.from(c.normalize("NFKC")).map(function (d) { return d.toLowerCase(); }).join(""); }
  function fold(text) {
    var out = "";
    for (var c of text) {
      if (c === "\n") out += c;
      else if (c >= "\u4e00" && c <= "\u9fff") out += c;
      else for (var d of foldOne(c)) if (seen(d)) out += d;
    }
    return out;
  }

  // 要查的相邻字：每两个字一组，三个字里有两个是 ASCII 的一组；太多时匀着取几组，反正还要核对原文。
  function plain(c) { return c.codePointAt(0) < 128; }
  function gramsOf(chars) {
    var out = [], three = false;
    for (var i = 0; i + 1 < chars.length; i++) {
      var covered = three;
      three = i + 2 < chars.length && chars.slice(i, i + 3).filter(plain).length > 1;
      if (three) out.push(chars.slice(i, i + 3).join("")); else if (!covered) out.push(chars[i] + chars[i + 1]);
    }
    if (out.length <= LOOKED_UP) return out;
    return out.filter(function (gram, at) { return Math.floor(at * LOOKED_UP / out.length) !== Math.floor((at - 1) * LOOKED_UP / out.length); });
  }
  // 按字的编号排在前还是后。
  function order(one, other) {
    var a = Array.from(one), b = Array.from(other);
    for (var i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i].codePointAt(0) - b[i].codePointAt(0);
    return a.length - b.length;
  }
  // 最后一个不大于它的。
  function lastNot(list, after) {
    var low = -1, high = list.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (after(list[middle])) high = middle - 1; else low = middle;
    }
    return low;
  }

  // 一串编号：首、末、首、末……
  var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz!#$%()*+./:;=?", signs = {};
  for (var sign = 0; sign < SIGNS.length; sign++) signs[SIGNS.charCodeAt(sign)] = sign;
  function runs(text) {
    var out = [], next = 0, at = 0;
    function number() {
      var sum = 0, by = 1, digit;
      do { digit = signs[text.charCodeAt(at++)]; sum += (digit & 31) * by; by *= 32; } while (digit > 31);
      return sum;
    }
    while (at < text.length) {
      var head = number(), first = next + (head >> 1), last = head & 1 ? first + number() : first;
      out.push(first, last);
      next = last + 1;
    }
    return out;
  }
  function both(a, b) {
    var out = [], i = 0, j = 0;
    while (i < a.length && j < b.length) {
      var first = Math.max(a[i], b[j]), last = Math.min(a[i + 1], b[j + 1]);
      if (first <= last) out.push(first, last);
      if (a[i + 1] < b[j + 1]) i += 2; else j += 2;
    }
    return out;
  }
  function either(a, b) {
    var out = [], i = 0, j = 0;
    while (i < a.length || j < b.length) {
      var one = j >= b.length || (i < a.length && a[i] <= b[j]), first = one ? a[i] : b[j], last = one ? a[i + 1] : b[j + 1];
      if (one) i += 2; else j += 2;
      if (out.length && first <= out[out.length - 1] + 1) out[out.length - 1] = Math.max(out[out.length - 1], last); else out.push(first, last);
    }
    return out;
  }
  // 短的先来。
  function all(lists) {
    return lists.sort(function (a, b) { return a.length - b.length; }).reduce(both);
  }
  function size(list) {
    var sum = 0;
    for (var i = 0; i < list.length; i += 2) sum += list[i + 1] - list[i] + 1;
    return sum;
  }

  // 一次搜索。more(n) 核对到第 n 条为止。
  function Search(query) {
    var words = query.split(/\s+/).map(fold).filter(function (word) { return word; });
    this.phrase = fold(query.replace(/\n/g, " "));
    this.words = words.length > 1 && words.every(function (word) { return Array.from(word).length > 1; }) ? words : [];
    this.short = Array.from(this.phrase).length < 2;
    this.hits = [];
    this.found = new Set();
    this.done = false;
    this.tiers = null;
  }

  Search.prototype.begin = async function () {
    if (this.tiers) return;
    var meta = await load("meta"), chars = Array.from(this.phrase), ends = chars.length <= SHORT;
    if (!meta.starts) {
      meta.starts = [];
      meta.names = [];
      meta.blocks.forEach(function (portion) {
        portion[1].forEach(function (start, block) { meta.starts.push(start); meta.names.push("records-" + portion[0] + "-" + block); });
      });
    }
    this.meta = meta;
    function shardOf(gram) { return lastNot(meta.grams, function (first) { return order(first, gram) > 0; }); }
    var grams = gramsOf(chars), edges = ends ? [START + chars[0] + chars[1], chars.slice(-2).join("") + END] : [];
    var others = this.words.map(function (word) { return gramsOf(Array.from(word)); }).flat();
    var wanted = new Set(grams.concat(edges, others).map(shardOf).filter(function (shard) { return shard >= 0; }));
    await Promise.all(Array.from(wanted, function (shard) { return load("grams-" + shard); }));
    // 标题里有它的，标题以外有它的。
    function ids(gram) {
      var shard = shardOf(gram), lists = shard < 0 ? undefined : values["grams-" + shard][gram];
      if (!lists) return [[], []];
      return typeof lists === "string" ? [[], runs(lists)] : lists.map(runs);
    }
    var known = new Map();
    function of(place) {
      return function (gram) {
        if (!known.has(gram)) known.set(gram, ids(gram));
        var lists = known.get(gram);
        return place === 2 ? either(lists[0], lists[1]) : lists[place];
      };
    }
    var phrase = this.phrase, each = this.words, whole = grams.concat(edges);
    function equal(text) { return text.split("\n").includes(phrase); }
    function part(text) { return text.includes(phrase); }
    this.tiers = [
      { ids: ends ? all(whole.map(of(0))) : [], fits: equal },
      { ids: all(grams.map(of(0))), fits: part },
      { ids: ends ? all(whole.map(of(1))) : [], fits: function (title, fields) { return fields.some(equal); } },
      { ids: all(grams.map(of(1))), fits: function (title, fields) { return fields.some(part); } },
      { ids: each.length ? all(others.map(of(2))) : [], fits: function (title, fields) {
        return each.every(function (word) { return title.includes(word) || fields.some(function (field) { return field.includes(word); }); });
      } },
    ];
    // 至多多少条：核对之前只知道候选。
    this.most = size(this.tiers.reduce(function (sum, tier) { return either(sum, tier.ids); }, []));
    this.at = [0, 0, 0];
  };

  // 接下来的候选，至多 count 个。
  Search.prototype.next = function (count) {
    var out = [], at = this.at;
    while (out.length < count && at[0] < this.tiers.length) {
      var tier = this.tiers[at[0]];
      if (at[1] >= tier.ids.length) { at[0]++; at[1] = at[2] = 0; continue; }
      var id = tier.ids[at[1]] + at[2];
      if (id > tier.ids[at[1] + 1]) { at[1] += 2; at[2] = 0; continue; }
      at[2]++;
      if (!this.found.has(id)) out.push({ id: id, fits: tier.fits });
    }
    return out;
  };

  // 一条记录的各段原文在它那一块里的位置；负数是紧接着的多少段。
  function spread(row) {
    var out = [];
    row.forEach(function (place) {
      if (place >= 0) out.push(place); else for (var more = 0; more > place; more--) out.push(out[out.length - 1] + 1);
    });
    return out;
  }
  // 栏目名后面的原文，比较用的形式，每段只算一次。
  function folded(block, place, from) {
    var known = block[2] || (block[2] = []);
    return known[place] === undefined ? (known[place] = fold(block[0][place].slice(from))) : known[place];
  }

  Search.prototype.more = async function (count) {
    if (this.short) { this.done = true; return this.hits; }
    await this.begin();
    var meta = this.meta, batch = PAGE + 4, fitting = 0, shown = [this.phrase].concat(this.words);
    function blockOf(id) { return lastNot(meta.starts, function (start) { return start > id; }); }
    while (this.hits.length < count && !this.done) {
      // 整项相同的多半没有，先看几个。
      var few = !fitting && (this.at[0] === 0 || this.at[0] === 2) && this.tiers[this.at[0]].ids.length;
      var candidates = this.next(few ? Math.min(batch, FEW) : batch), tier = this.at[0], before = this.hits.length;
      if (!candidates.length) { this.done = true; break; }
      var blocks = new Set(candidates.map(function (candidate) { return blockOf(candidate.id); }));
      await Promise.all(Array.from(blocks, function (number) { return load(meta.names[number]); }));
      for (var candidate of candidates) {
        if (this.found.has(candidate.id)) continue;
        var number = blockOf(candidate.id), block = values[meta.names[number]], texts = block[0];
        var row = spread(block[1][candidate.id - meta.starts[number]]);
        var split = function (place) { var at = texts[place].indexOf("\t"); return [texts[place].slice(0, at), texts[place].slice(at + 1)]; };
        var fields = row.slice(5).map(function (place) { return folded(block, place, texts[place].indexOf("\t") + 1); });
        if (!candidate.fits(fold(texts[row[2]]), fields)) continue;
        var head = row.slice(0, 5).map(function (place) { return texts[place]; });
        this.found.add(candidate.id);
        this.hits.push({
          address: head[0] + (head[1] ? "#" + head[1] : ""), title: head[2], kind: head[3], date: head[4],
          // 只留有命中的各项。
          fields: row.slice(5).filter(function (place, at) { return shown.some(function (word) { return fields[at].includes(word); }); }).map(split),
        });
      }
      // 首尾字凑巧都有的太多，整项相同的就不再单找：它们也在后面“包含的”里，不会漏。
      if (this.hits.length === before && this.at[0] === tier && (tier === 0 || tier === 2)) this.at = [tier + 1, 0, 0];
      // 还差多少条，照刚才核对中了几成来取；一条没中就加倍（只看了几个的不算）。
      fitting = this.hits.length - before;
      var missing = count - this.hits.length;
      batch = Math.min(fitting ? Math.ceil(missing * candidates.length / fitting * 1.2) + 4 : few ? batch : batch * 2, 2000);
    }
    return this.hits;
  };

  // 命中处在原文中的起止（按字计）；没有则为空。
  function spot(chars, word) {
    var folded = "", from = [];
    chars.forEach(function (c, index) {
      var piece = c === "\n" ? "\n" : Array.from(foldOne(c)).filter(seen).join("");
      for (var unit = 0; unit < piece.length; unit++) from.push(index);
      folded += piece;
    });
    var at = folded.indexOf(word);
    return at < 0 ? null : [from[at], from[at + word.length - 1] + 1];
  }

  // 一段原文，命中处加标记，前后各留一些。
  function marked(text, words, room) {
    var chars = Array.from(text), out = document.createElement("span"), hit = null;
    words.some(function (word) { return (hit = spot(chars, word)); });
    if (!hit) return null;
    var from = Math.max(0, hit[0] - room), to = Math.min(chars.length, hit[1] + room);
    var piece = function (a, b) { return chars.slice(a, b).join("").replace(/\n/g, " "); };
    var mark = document.createElement("mark");
    mark.textContent = piece(hit[0], hit[1]);
    out.append((from ? "…" : "") + piece(from, hit[0]), mark, piece(hit[1], to) + (to < chars.length ? "…" : ""));
    return out;
  }

  function entry(hit, words) {
    var item = document.createElement("li"), link = document.createElement("a"), head = document.createElement("p");
    link.href = root + hit.address;
    link.append(marked(hit.title, words, 1000) || hit.title);
    head.className = "entry-title";
    head.append(link);
    item.append(head);
    var about = [hit.kind, hit.date].filter(Boolean).join(" ");
    if (about) {
      var line = document.createElement("p");
      line.className = "entry-about";
      line.textContent = about;
      item.append(line);
    }
    var shown = 0;
    for (var index = 0; index < hit.fields.length && shown < 3; index++) {
      var snippet = marked(hit.fields[index][1], words, 24);
      if (!snippet) continue;
      var text = document.createElement("p");
      text.className = "entry-snippet";
      text.append(hit.fields[index][0] ? hit.fields[index][0] + "：" : "", snippet);
      item.append(text);
      shown++;
    }
    return item;
  }

  // 页面：没有脚本时看不到搜索框；有脚本时显出来。
  var forms = Array.from(document.querySelectorAll("form[data-search]"));
  forms.forEach(function (form) {
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var words = form.querySelector("input").value.trim();
      if (document.getElementById("search-results")) {
        if (location.hash === "#" + encodeURIComponent(words)) show(); else location.hash = encodeURIComponent(words);
      } else {
        location.assign(root + "search.html#" + encodeURIComponent(words));
      }
    });
  });
  window.gongshiSearch.find = async function (query, count) {
    var search = new Search(query);
    await search.more(count);
    return { short: search.short, done: search.done, most: search.most, hits: search.hits };
  };

  var list = document.getElementById("search-results");
  if (!list) return;
  var state = document.getElementById("search-state"), pages = document.getElementById("search-pages");
  var back = document.getElementById("search-back"), forth = document.getElementById("search-forth");
  var current = null, page = 0, turn = 0;

  async function draw(moved) {
    var mine = ++turn, search = current;
    var first = page * PAGE;
    try {
      // 多核对一条，好知道有没有下一页。
      await search.more(first + PAGE + 1);
    } catch (error) {
      if (mine === turn) state.textContent = "索引文件打不开，无法搜索。请检查网站文件是否完整。";
      return;
    }
    if (mine !== turn) return;
    var hits = search.hits.slice(first, first + PAGE), words = [search.phrase].concat(search.words);
    list.replaceChildren.apply(list, hits.map(function (hit) { return entry(hit, words); }));
    list.start = first + 1;
    if (!search.phrase) state.textContent = "";
    else if (search.short) state.textContent = "请至少输入两个字。";
    else if (!search.hits.length) state.textContent = "没有找到。";
    else {
      var total = search.done ? "共" + search.hits.length + "条" : "至多" + search.most + "条";
      state.textContent = total + "，第" + (first + 1) + "至" + (first + hits.length) + "条。";
    }
    back.disabled = page === 0;
    forth.disabled = search.hits.length <= first + PAGE;
    pages.hidden = back.disabled && forth.disabled;
    if (moved) state.focus();
  }
  function show() {
    var query = "";
    try { query = decodeURIComponent(location.hash.slice(1)); } catch (error) { query = location.hash.slice(1); }
    // 没有要找的，就留着页面上的说明；#main 是“跳到正文”。
    if (!query || query === "main") return;
    forms.forEach(function (form) { form.querySelector("input").value = query; });
    current = new Search(query);
    page = 0;
    state.textContent = current.phrase ? "正在搜索……" : "";
    draw(false);
  }
  back.addEventListener("click", function () { page--; draw(true); });
  forth.addEventListener("click", function () { page++; draw(true); });
  window.addEventListener("hashchange", show);
  show();
})();
