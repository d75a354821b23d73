"use strict";
// Sorts and filters the map, and moves in it by the arrow keys. Without it the map is a table of links.
document.documentElement.classList.add("scripted");
{
  const table = document.getElementById("squares"), body = table.tBodies[0];
  const rows = [...body.rows].map(element => ({
    element,
    name: element.cells[0].textContent.toLowerCase(),
    keys: element.dataset.keys.split(" ").map(Number),
    group: element.dataset.group,
  }));
  const buttons = [...table.tHead.querySelectorAll("button")];

  const sort = button => {
    const head = button.parentElement, key = button.dataset.key;
    // a name begins at A, points with the most, a promise with what went wrong
    const first = key === "0" ? "descending" : "ascending";
    const turned = first === "ascending" ? "descending" : "ascending";
    const order = head.ariaSort === first ? turned : first, sign = order === "ascending" ? 1 : -1;
    for (const each of buttons) each.parentElement.ariaSort = "none";
    head.ariaSort = order;
    const names = (a, b) => a.name.localeCompare(b.name);
    rows.sort(key === "name" ? (a, b) => sign * names(a, b) : (a, b) => sign * (a.keys[key] - b.keys[key]) || names(a, b));
    body.append(...rows.map(row => row.element));
  };
  for (const button of buttons) button.addEventListener("click", () => sort(button));

  // one stop for Tab; from there the arrow keys go on
  let here = null;
  const stop = link => {
    if (here) here.tabIndex = -1;
    here = link;
    if (here) here.tabIndex = 0;
  };
  for (const link of body.querySelectorAll("a:not([tabindex])")) link.tabIndex = -1;
  body.addEventListener("focusin", event => event.target.matches("a") && stop(event.target));

  const who = document.getElementById("who"), which = document.getElementById("which");
  const count = document.getElementById("count");
  const failed = (row, value) => /^\d+$/.test(value) ? row.keys[value] < 4 : row.group === value;
  const filter = () => {
    const name = who.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const isShown = row.name.includes(name) && (!which.value || failed(row, which.value));
      row.element.hidden = !isShown;
      shown += isShown;
    }
    count.textContent = `${shown} of ${rows.length}`;
    if (!here || here.closest("tr").hidden) stop(body.querySelector("tr:not([hidden]) a"));
  };
  who.addEventListener("input", filter);
  which.addEventListener("change", filter);
  who.form.addEventListener("submit", event => event.preventDefault());
  filter();

  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  body.addEventListener("keydown", event => {
    const step = steps[event.key], cell = event.target.closest("th, td");
    if (!step || !cell || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    let row = cell.parentElement, at = cell.cellIndex;
    do {
      if (step[0]) row = step[0] < 0 ? row.previousElementSibling : row.nextElementSibling;
      at += step[1];
      const link = row && !row.hidden && row.cells[at] && row.cells[at].querySelector("a");
      if (link) {
        link.focus();
        return;
      }
    } while (row && at >= 0 && at < row.cells.length);
  });
}
