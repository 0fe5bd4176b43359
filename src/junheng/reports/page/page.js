"use strict";
// Charts replace their still pictures; without scripts the pictures stay.
document.querySelectorAll(".chart").forEach((place) => {
  const spec = JSON.parse(document.getElementById(place.dataset.spec).textContent);
  const options = { renderer: "svg", tooltip: { theme: "light" }, actions: { export: true, source: false, compiled: false, editor: false },
    downloadFileName: place.getAttribute("aria-label").split("。")[0],
    i18n: { CLICK_TO_VIEW_ACTIONS: "保存图片", PNG_ACTION: "保存为 PNG", SVG_ACTION: "保存为 SVG" } };
  const fresh = document.createElement("div");
  fresh.className = "chart"; fresh.setAttribute("role", "img"); fresh.setAttribute("aria-label", place.getAttribute("aria-label"));
  vegaEmbed(fresh, spec, options).then(() => place.replaceWith(fresh)).catch(() => {});
});
// Tables: a click on a heading sorts, missing values last; the words typed must all occur in a row.
document.querySelectorAll("table.sortable").forEach((table) => {
  const body = table.tBodies[0];
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button"; button.textContent = head.textContent; button.title = "点击排序";
    head.textContent = ""; head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => { const cell = row.cells[column]; return "sort" in cell.dataset ? Number(cell.dataset.sort) : cell.textContent.trim(); };
      const missing = (value) => value === "" || value === "—";
      [...body.rows].map((row) => [key(row), row]).sort(([a], [b]) => {
        if (missing(a) || missing(b)) return missing(a) - missing(b);
        const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN", { numeric: true });
        return down ? -order : order;
      }).forEach(([, row]) => body.append(row));
    });
  });
});
const searching = (input, items, text) => {
  const count = input.parentElement.querySelector("output");
  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item) => { const fits = words.every((word) => text(item).toLowerCase().includes(word)); item.hidden = !fits; shown += fits; });
    count.textContent = words.length ? `${shown} / ${items.length}` : "";
  };
  input.addEventListener("input", apply);
};
document.querySelectorAll("input[data-table]").forEach((input) =>
  searching(input, [...document.getElementById(input.dataset.table).tBodies[0].rows], (row) => row.textContent));
document.querySelectorAll("input[data-schools]").forEach((input) =>
  searching(input, [...document.querySelectorAll("details.school")], (item) => item.querySelector("summary").textContent));
document.querySelectorAll(".find").forEach((find) => { find.hidden = false; });
// A link to a school opens its page; only opened ones are printed.
const openSchool = () => { const at = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (at && at.tagName === "DETAILS") { at.open = true; at.scrollIntoView(); } };
addEventListener("hashchange", openSchool); openSchool();
