// Verifies the chosen folder against its own manifests and roster, in the visitor's browser, with nothing sent anywhere.
"use strict";
(function () {
  var input = document.getElementById("folder");
  var progress = document.getElementById("progress");
  var verdict = document.getElementById("verdict");
  var table = document.getElementById("result");
  var body = table.tBodies[0];

  function element(name, kind, text) {
    var made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }

  function row(kind, word, file, words) {
    var line = document.createElement("tr");
    line.appendChild(element("td", kind, word));
    line.appendChild(element("td", "", file));
    line.appendChild(element("td", "", words));
    body.appendChild(line);
  }

  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  // A manifest as a map of names to digests.
  function lines(text) {
    var found = new Map();
    text.split(/\r\n|\r|\n/).forEach(function (line) {
      var parts = /^([0-9A-Fa-f]+)[ \t]+\*?(.+)$/.exec(line);
      if (parts) {
        var name = parts[2].replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%25/g, "%");
        found.set(name, parts[1].toLowerCase());
      }
    });
    return found;
  }

  async function verify(list) {
    body.textContent = "";
    verdict.textContent = "";
    table.hidden = true;
    // The name of the chosen folder itself is left out.
    var files = new Map();
    Array.prototype.forEach.call(list, function (file) {
      var path = file.webkitRelativePath || file.name;
      files.set(path.slice(path.indexOf("/") + 1), file);
    });
    var manifest = files.get("manifest-sha256.txt");
    if (!files.has("bagit.txt") || !manifest) {
      verdict.appendChild(element("p", "bad", "没有通过：所选的文件夹里没有 bagit.txt 或 manifest-sha256.txt。请选择有 bagit.txt 的那一层。"));
      return;
    }
    var wanted = lines(await manifest.text());
    var tags = files.get("tagmanifest-sha256.txt");
    if (tags) {
      lines(await tags.text()).forEach(function (digest, name) { wanted.set(name, digest); });
    } else {
      row("bad", "缺", "tagmanifest-sha256.txt", "没有这份清单，bag-info.txt 等文件无从核验");
    }
    var bad = tags ? 0 : 1;
    var done = 0;
    var names = Array.from(wanted.keys()).sort();
    for (var name of names) {
      var file = files.get(name);
      if (!file) {
        row("bad", "缺", name, "清单列有，文件夹里没有");
        bad += 1;
      } else {
        var found = "";
        try {
          found = hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
        } catch (error) {
          found = "读不出来";
        }
        if (found === wanted.get(name)) {
          row("good", "相符", name, "");
        } else {
          row("bad", "不符", name, found === "读不出来" ? found : "内容被改过或损坏");
          bad += 1;
        }
      }
      done += 1;
      progress.textContent = "已核验 " + done + " / " + names.length + " 个文件";
    }
    Array.from(files.keys()).sort().forEach(function (name) {
      if (!wanted.has(name) && !/^tagmanifest-[^/]*$/.test(name)) {
        row("bad", "多", name, "清单没有列，是后来放进来的");
        bad += 1;
      }
    });
    var roster = files.get("data/roster.json");
    var households = 0;
    if (roster) {
      try {
        JSON.parse(await roster.text()).volumes.forEach(function (volume) {
          if (volume.level !== "户") { return; }
          households += 1;
          volume.items.forEach(function (item) {
            Object.keys(item.files).forEach(function (path) {
              if (item.state === "packed" && !files.has("data/" + path)) {
                row("bad", "缺", "data/" + path, "清册列有 " + volume.code + " " + volume.name + " 的" + item.title);
                bad += 1;
              }
            });
          });
        });
      } catch (error) {
        row("bad", "不符", "data/roster.json", "清册读不出来");
        bad += 1;
      }
    }
    table.hidden = false;
    if (bad === 0) {
      verdict.appendChild(element("p", "good", "通过：" + names.length + " 个文件都与清单相符，清册有 " + households + " 户，没有缺少或多出的文件。"));
      verdict.appendChild(element("p", "note", "这只说明包自身一致；有没有整户被抽掉，还要与县级登记核对，办法见《如何核验》。"));
    } else {
      verdict.appendChild(element("p", "bad", "没有通过：有 " + bad + " 处问题，见下表。"));
    }
  }

  input.addEventListener("change", function () {
    if (!window.crypto || !window.crypto.subtle) {
      verdict.appendChild(element("p", "bad", "这个浏览器太旧，不能计算摘要。请照《如何核验》用命令核验。"));
      return;
    }
    verify(input.files).catch(function (error) {
      verdict.appendChild(element("p", "bad", "没有核验完：" + error));
    });
  });
})();
