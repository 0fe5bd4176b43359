"use strict";
// The button that chooses every row of the page.
document.querySelectorAll("form#chosen [data-all]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll('input[type="checkbox"][form="chosen"]')];
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !all; });
  });
});
