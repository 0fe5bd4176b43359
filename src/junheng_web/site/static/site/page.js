"use strict";
// What every page does beyond HTML. Everything works without it.
(() => {
  // A form that was changed and not sent warns before the page is left.
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
  document.addEventListener("junheng:saved", (event) => changed.delete(event.target.closest("form")));
  // Choosing in a select marked so sends its form at once.
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-send]")) event.target.form.requestSubmit();
  });
})();
