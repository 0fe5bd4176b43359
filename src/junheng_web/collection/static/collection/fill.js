"use strict";
// The form of a return: each cell is saved when it is left, Enter goes on, blocks of Excel are pasted.
// What could not be sent stays in the page and is tried again. Without this the form is sent whole.
(() => {
  const form = document.getElementById("fill");
  if (!form) return;
  const state = form.querySelector("[data-state]");
  const words = form.dataset;
  const waiting = new Set(); // cells typed and not yet stored
  const stored = new WeakMap(); // what the server is known to hold
  const RETRY = [2000, 5000, 10000, 20000];
  let sending = false;
  let failures = 0;
  let timer = 0;

  const cells = () => [...form.querySelectorAll("[data-column]")];
  for (const cell of cells()) stored.set(cell, cell.value);

  const box = (cell) => cell.closest(".box");
  const mark = (cell, kind, word) => {
    const at = box(cell);
    if (word) { at.dataset.mark = word; at.dataset.markKind = kind; } else { delete at.dataset.mark; delete at.dataset.markKind; }
  };
  const say = (kind, text) => { state.dataset.kind = kind; state.textContent = text; };
  const of = (table, key, column) => cells().find((cell) => cell.dataset.table === table && cell.dataset.key === key && cell.dataset.column === column);

  const note = (cell) => {
    if (cell.value === stored.get(cell)) return;
    waiting.add(cell);
    mark(cell, "waiting", words.wordWaiting);
    window.clearTimeout(timer);
    timer = window.setTimeout(send, 150);
  };

  const collected = () => {
    const batch = { version: Number(form.elements.version.value), cells: [], rows: [] };
    const sent = [];
    const lines = new Map();
    for (const cell of waiting) {
      if (cell.dataset.key) {
        sent.push([cell, cell.value]);
        batch.cells.push({ table: cell.dataset.table, key: JSON.parse(cell.dataset.key), column: cell.dataset.column, text: cell.value });
      } else {
        lines.set(cell.closest("tr"), cell.dataset.table);
      }
    }
    const rows = [];
    for (const [line, table] of lines) {
      const row = { table, cells: {} };
      for (const cell of line.querySelectorAll("[data-column]")) {
        row.cells[cell.dataset.column] = cell.value;
        sent.push([cell, cell.value]);
      }
      batch.rows.push(row);
      rows.push(line);
    }
    return { batch, sent, rows };
  };

  const send = async () => {
    window.clearTimeout(timer);
    if (sending || !waiting.size) return;
    sending = true;
    const { batch, sent, rows } = collected();
    let answer = null;
    try {
      answer = await fetch(form.dataset.address, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify(batch),
      });
    } catch { answer = null; }
    sending = false;
    if (!answer || answer.status >= 500) { again(); return; }
    failures = 0;
    if (answer.status === 409) { clash(await answer.json()); return; }
    if (answer.status === 423) { say("bad", (await answer.json()).refused); return; }
    if (!answer.ok) { say("bad", words.wordSignedOut); return; }
    taken(await answer.json(), sent, rows);
    if (waiting.size) send();
  };

  const again = () => {
    say("waiting", words.wordTrying);
    timer = window.setTimeout(send, RETRY[Math.min(failures, RETRY.length - 1)]);
    failures += 1;
  };

  const taken = (told, sent, rows) => {
    form.elements.version.value = told.version;
    rows.forEach((line, number) => named(line, told.rows[number]));
    for (const [table, before, now] of told.moved) {
      for (const cell of cells()) if (cell.dataset.table === table && cell.dataset.key === before) cell.dataset.renamed = now;
      for (const hidden of form.querySelectorAll(`input[type=hidden][name^="${table}-"]`)) if (hidden.value === before) hidden.dataset.renamed = now;
    }
    for (const cell of form.querySelectorAll("[data-renamed]")) {
      if (cell.dataset.column) cell.dataset.key = cell.dataset.renamed; else cell.value = cell.dataset.renamed;
      delete cell.dataset.renamed;
    }
    for (const [cell, text] of sent) {
      stored.set(cell, text);
      mark(cell, "saved", words.wordSaved);
      box(cell).querySelector("[data-clash]").textContent = "";
      if (cell.value === text) waiting.delete(cell);
    }
    for (const other of told.others) theirs(other);
    show(told.findings);
    say(told.reload ? "bad" : "saved", told.reload ? words.wordReload : `${words.wordSaved} ${told.at}`);
    if (!waiting.size) form.dispatchEvent(new CustomEvent("junheng:saved", { bubbles: true }));
    renew();
  };

  // A spare row has become a row: it gets its key, and a hidden name for the form sent whole.
  const named = (line, key) => {
    const table = line.querySelector("[data-column]").dataset.table;
    const place = form.querySelectorAll(`input[type=hidden][name^="${table}-"][name$="-key"]`).length;
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: `${table}-${place}-key`, value: key });
    form.append(hidden);
    for (const cell of line.querySelectorAll("[data-column]")) {
      cell.dataset.key = key;
      cell.name = `${table}-${place}-${cell.dataset.column}`;
    }
  };

  const theirs = (other) => {
    const cell = of(other.table, other.key, other.column);
    if (!cell || waiting.has(cell) || other.text === null) return;
    cell.value = other.text;
    stored.set(cell, other.text);
    mark(cell, "waiting", `${other.who} ${words.wordTheirs}${other.text}`);
  };

  // Both are told; nothing is decided here but by the person who typed.
  const clash = (told) => {
    form.elements.version.value = told.version;
    for (const each of told.clashes) {
      const cell = of(each.table, each.key, each.column);
      if (!cell) continue;
      waiting.delete(cell);
      stored.set(cell, each.theirs ?? "");
      mark(cell, "waiting", words.wordWaiting);
      box(cell).classList.add("is-wrong");
      const at = box(cell).querySelector("[data-clash]");
      at.innerHTML = each.html; // made by the server, escaped there
      if (each.theirs === null) continue;
      at.append(choice(words.wordMine, () => { waiting.add(cell); send(); }), choice(words.wordOther, () => {
        cell.value = each.theirs;
        at.textContent = "";
        mark(cell, "", "");
        box(cell).classList.remove("is-wrong");
      }));
    }
    for (const other of told.others) theirs(other);
    say("bad", told.reload ? words.wordReload : told.message);
    if (waiting.size) timer = window.setTimeout(send, 150);
  };
  const choice = (word, act) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "link", textContent: word });
    button.addEventListener("click", act);
    return button;
  };

  const show = (findings) => {
    for (const at of form.querySelectorAll(".box.is-wrong, .box.is-doubtful")) {
      at.classList.remove("is-wrong", "is-doubtful");
      const cell = at.querySelector("[data-column]");
      if (!cell) continue;
      cell.removeAttribute("aria-invalid");
      at.querySelector("[data-findings]").textContent = "";
    }
    for (const each of findings) {
      const cell = of(each.table, each.key, each.column);
      if (!cell) continue;
      box(cell).classList.add(each.error ? "is-wrong" : "is-doubtful");
      if (each.error) cell.setAttribute("aria-invalid", "true");
      box(cell).querySelector("[data-findings]").innerHTML = each.html; // made by the server, escaped there
    }
  };

  // The part on top that tells how far the return is, at most once in two seconds.
  let renewing = 0;
  const renew = () => {
    window.clearTimeout(renewing);
    renewing = window.setTimeout(async () => {
      try {
        const answer = await fetch(form.dataset.summary, { credentials: "same-origin", redirect: "manual" });
        if (answer.ok) document.getElementById("summary").innerHTML = await answer.text();
      } catch { /* it is renewed with the next cell */ }
    }, 2000);
  };

  // Enter goes to the cell below, Shift+Enter to the one above.
  const grid = (cell) => [...cell.closest("tbody").rows].map((row) => [...row.querySelectorAll("[data-column]")]);
  const place = (lines, cell) => {
    const down = lines.findIndex((line) => line.includes(cell));
    return [down, lines[down].indexOf(cell)];
  };
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (event.key !== "Enter" || !cell.dataset.column || event.isComposing) return;
    event.preventDefault();
    const lines = grid(cell);
    const [down, across] = place(lines, cell);
    const step = event.shiftKey ? -1 : 1;
    let next = null;
    for (let at = down + step; at >= 0 && at < lines.length && !next; at += step) next = lines[at][across] ?? null;
    if (!next) {
      const all = cells();
      next = all[all.indexOf(lines[step > 0 ? lines.length - 1 : 0].at(step > 0 ? -1 : 0)) + step];
    }
    if (next) { next.focus(); if (next.select) next.select(); }
    note(cell);
  });

  // A block copied from a spreadsheet fills cells to the right and below.
  const put = (cell, text) => {
    if (cell.tagName === "SELECT") {
      const option = [...cell.options].find((each) => each.value === text || each.text === text);
      if (!option) return false;
      cell.value = option.value;
    } else {
      cell.value = text;
    }
    return true;
  };
  form.addEventListener("paste", (event) => {
    const cell = event.target;
    if (!cell.dataset || !cell.dataset.column) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const block = text.split("\n").map((line) => line.split("\t").map((word) => word.trim()));
    let lines = grid(cell);
    const [down, across] = place(lines, cell);
    while (lines.length < down + block.length && spare(cell)) lines = grid(cell);
    block.forEach((words_, y) => words_.forEach((word, x) => {
      const target = lines[down + y]?.[across + x];
      if (target && put(target, word)) note(target);
    }));
  });
  // One more spare row, made from the last one of its table.
  const spare = (cell) => {
    const last = [...cell.closest("tbody").rows].findLast((row) => row.querySelector('[data-column][data-key=""]') || row.dataset.spare);
    if (!last || cell.closest("tbody").rows.length > 2000) return false;
    const made = last.cloneNode(true);
    made.dataset.spare = "yes";
    const number = cell.closest("tbody").rows.length;
    for (const each of made.querySelectorAll("[data-column]")) {
      each.dataset.key = "";
      each.value = "";
      each.name = `${each.dataset.table}-extra${number}-${each.dataset.column}`;
      each.id = `c-${each.name}`;
      each.removeAttribute("aria-invalid");
      const notes = each.closest(".box").querySelector(".notes");
      notes.id = `n-${each.name}`;
      each.setAttribute("aria-describedby", notes.id);
      each.closest(".box").className = each.closest(".box").className.replace(/ is-(wrong|doubtful)/g, "");
      for (const part of notes.querySelectorAll("span")) part.textContent = "";
      mark(each, "", "");
      stored.set(each, "");
    }
    made.querySelector("th").textContent = String(number + 1);
    last.closest("tbody").append(made);
    return true;
  };

  form.addEventListener("change", (event) => { if (event.target.dataset.column) note(event.target); });
  window.addEventListener("online", send);
  form.addEventListener("submit", () => window.clearTimeout(timer));
  window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
})();
