"use strict";
// A figure's derivation beside the page it stands on. Without this, the link opens it as a page.
(() => {
  const panel = document.getElementById("why");
  if (!panel || !window.fetch) return;
  let from = null;
  const close = () => {
    panel.hidden = true;
    panel.replaceChildren();
    if (from) from.focus();
    from = null;
  };
  const open = async (link) => {
    let answer;
    try {
      answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    } catch {
      answer = null;
    }
    if (!answer || !answer.ok || answer.redirected) {
      window.location.assign(link.href);
      return;
    }
    panel.innerHTML = await answer.text();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm why-close";
    button.textContent = panel.dataset.close;
    button.addEventListener("click", close);
    panel.append(button);
    panel.hidden = false;
    panel.scrollTop = 0;
    from = link;
    const heading = panel.querySelector("h2");
    if (heading) heading.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.why");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
})();
