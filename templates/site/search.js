// 本站搜索。不依赖服务器：索引是一组普通脚本，用到哪个载入哪个，从文件夹直接打开也能用。
// 先按相邻两字查出候选，再核对原文，所以没有误报；标题相同的在前，其次标题中的，再次整项相同的，再其次包含的；各自新的在前。
(function () {
  "use strict";
  var own = document.currentScript.src;
  var root = own.slice(0, own.lastIndexOf("assets/search.js"));
  var PAGE = 20, START = "\u0002", END = "\u0003", SHORT = 32;
  var loads = Object.create(null), values = Object.create(null);

  // 索引脚本把内容交到这里。
  window.gongshiSearch = function (kind, number, value) { values[kind + "-" + number] = value; };

  function load(name) {
    return loads[name] || (loads[name] = new Promise(function (done, fail) {
      var script = document.createElement("script");
      script.src = root + "search/" + name + ".js";
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

  function place(pair, count) {
    var two = Array.from(pair);
    return (two[0].codePointAt(0) * 31 + two[1].codePointAt(0)) % count;
  }
  function pairsOf(chars) {
    var out = [];
    for (var i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1]);
    return out;
  }
  function runs(text) {
    var out = [], next = 0;
    if (!text) return out;
    text.split(",").forEach(function (token) {
      var parts = token.split("."), first = next + parseInt(parts[0], 36);
      var last = first + (parts[1] ? parseInt(parts[1], 36) : 0);
      out.push([first, last]);
      next = last + 1;
    });
    return out;
  }
  function both(a, b) {
    var out = [], i = 0, j = 0;
    while (i < a.length && j < b.length) {
      var first = Math.max(a[i][0], b[j][0]), last = Math.min(a[i][1], b[j][1]);
      if (first <= last) out.push([first, last]);
      if (a[i][1] < b[j][1]) i++; else j++;
    }
    return out;
  }
  function either(a, b) {
    var all = a.concat(b).sort(function (x, y) { return x[0] - y[0]; }), out = [];
    all.forEach(function (run) {
      var end = out[out.length - 1];
      if (end && run[0] <= end[1] + 1) end[1] = Math.max(end[1], run[1]); else out.push([run[0], run[1]]);
    });
    return out;
  }
  function all(lists) {
    return lists.length ? lists.reduce(both) : [];
  }
  function size(list) {
    return list.reduce(function (sum, run) { return sum + run[1] - run[0] + 1; }, 0);
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
    var meta = this.meta = await load("meta-0"), chars = Array.from(this.phrase), ends = chars.length <= SHORT;
    var pairs = pairsOf(chars), edges = ends ? [START + chars[0], chars[chars.length - 1] + END] : [];
    var others = this.words.map(function (word) { return pairsOf(Array.from(word)); });
    var wanted = new Set(pairs.concat(edges, others.flat()).map(function (pair) { return place(pair, meta.pairs); }));
    await Promise.all(Array.from(wanted, function (number) { return load("pairs-" + number); }));
    function ids(pair) {
      var lists = values["pairs-" + place(pair, meta.pairs)][pair];
      return lists ? lists.map(runs) : [[], []];
    }
    function any(pair) { var lists = ids(pair); return either(lists[0], lists[1]); }
    var phrase = this.phrase, each = this.words;
    function equal(text) { return text.split("\n").includes(phrase); }
    function part(text) { return text.includes(phrase); }
    function ofTitle(pair) { return ids(pair)[0]; }
    this.tiers = [
      { ids: ends ? all(pairs.concat(edges).map(ofTitle)) : [], fits: equal },
      { ids: all(pairs.map(ofTitle)), fits: part },
      { ids: ends ? all(pairs.concat(edges).map(any)) : [], fits: function (title, fields) { return fields.some(equal); } },
      { ids: all(pairs.map(function (pair) { return ids(pair)[1]; })), fits: function (title, fields) { return fields.some(part); } },
      { ids: each.length ? all(others.flat().map(any)) : [], fits: function (title, fields) {
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
      var tier = this.tiers[at[0]], run = tier.ids[at[1]];
      if (!run) { at[0]++; at[1] = at[2] = 0; continue; }
      var id = run[0] + at[2];
      if (id > run[1]) { at[1]++; at[2] = 0; continue; }
      at[2]++;
      if (!this.found.has(id)) out.push({ id: id, fits: tier.fits });
    }
    return out;
  };

  function blockOf(starts, id) {
    var low = 0, high = starts.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (starts[middle] <= id) low = middle; else high = middle - 1;
    }
    return low;
  }

  // 比较用的形式，每段原文只算一次。
  function foldedOf(texts, folded, index) {
    return folded[index] === undefined ? (folded[index] = fold(texts[index])) : folded[index];
  }

  Search.prototype.more = async function (count) {
    if (this.short) { this.done = true; return this.hits; }
    await this.begin();
    var starts = this.meta.starts, batch = PAGE + 4;
    while (this.hits.length < count && !this.done) {
      var candidates = this.next(batch);
      if (!candidates.length) { this.done = true; break; }
      var blocks = new Set(candidates.map(function (candidate) { return blockOf(starts, candidate.id); }));
      await Promise.all(Array.from(blocks, function (number) { return load("records-" + number); }));
      for (var candidate of candidates) {
        if (this.found.has(candidate.id)) continue;
        var number = blockOf(starts, candidate.id), block = values["records-" + number], row = block[1][candidate.id - starts[number]];
        var fields = [], folded = block[2] || (block[2] = []);
        for (var index = 6; index < row.length; index += 2) fields.push(foldedOf(block[0], folded, row[index]));
        if (!candidate.fits(foldedOf(block[0], folded, row[2]), fields)) continue;
        var text = row.map(function (index) { return block[0][index]; });
        this.found.add(candidate.id);
        this.hits.push({ address: text[0] + (text[1] ? "#" + text[1] : ""), title: text[2], kind: text[3], date: text[4], fields: text.slice(5) });
      }
      batch = Math.min(batch * 2, 2000);
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
    for (var index = 0; index + 1 < hit.fields.length && shown < 3; index += 2) {
      var snippet = marked(hit.fields[index + 1], words, 24);
      if (!snippet) continue;
      var text = document.createElement("p");
      text.className = "entry-snippet";
      text.append(hit.fields[index] ? hit.fields[index] + "：" : "", snippet);
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
