// Whether a period is running is said by the reader's day; the printed dates hold without this script.
(function () {
  "use strict";
  // The day in China, where the notices hang.
  var today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  document.querySelectorAll("[data-begins][data-ends]").forEach(function (mark) {
    var state = today < mark.dataset.begins ? "ahead" : today > mark.dataset.ends ? "over" : "now";
    mark.textContent = { ahead: "尚未开始", now: "进行中", over: "已结束" }[state];
    mark.classList.add(state);
    mark.hidden = false;
  });
  // Large type and high contrast stay switched on from page to page; without storage they hold for the page.
  ["large-type", "high-contrast"].forEach(function (id) {
    var box = document.getElementById(id);
    if (!box) return;
    try {
      box.checked = box.checked || localStorage.getItem(id) === "1";
      box.addEventListener("change", function () { localStorage.setItem(id, box.checked ? "1" : "0"); });
    } catch (refused) { return; }
  });
})();
