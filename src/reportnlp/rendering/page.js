"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const sheet = byId("sheet"), list = byId("list");
  const entries = Array.from(list.children);
  const marks = Array.from(sheet.querySelectorAll("mark"));
  const numbers = (mark, key) => (mark.dataset[key] || "").split(" ").filter(Boolean).map(Number);
  const styles = Array.from(document.querySelectorAll("[data-style][type=checkbox]"), (box) => box.dataset.style);
  const endsOf = new Map(marks.filter((mark) => mark.dataset.n).map((mark) => [mark, mark.dataset.n.split("·")]));
  const runsOf = new Map(), besideOf = new Map();
  const add = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
  for (const mark of marks) {
    for (const n of numbers(mark, "m")) add(runsOf, n, mark);
    for (const n of numbers(mark, "r")) add(besideOf, n, mark);
  }
  let shown = entries.map((entry) => Number(entry.dataset.n));
  let chosen = 0;
  root.classList.add("js");

  const each = (n, act) => {
    for (const run of runsOf.get(n) || []) act(run, "chosen");
    for (const run of besideOf.get(n) || []) act(run, "beside");
  };
  const place = () => {
    const at = shown.indexOf(chosen) + 1;
    byId("position").textContent = shown.length ? `${at || "–"} / ${shown.length}` : "";
  };
  // Sizes off screen are guesses until they are drawn: look again until nothing moves any more.
  const bring = (element, block = "center") => {
    let still = 0, last = NaN;
    const look = (frames) => {
      const top = element.getBoundingClientRect().top;
      still = top === last ? still + 1 : 0;
      last = top;
      if (!frames || still > 4) return;
      if (!still) {
        element.scrollIntoView({ block });
        last = element.getBoundingClientRect().top;
      }
      requestAnimationFrame(() => look(frames - 1));
    };
    look(40);
  };
  const reveal = (entry) => {
    const side = list.parentElement;
    if (side.scrollHeight > side.clientHeight) entry.scrollIntoView({ block: "nearest" });
  };
  const release = () => {
    if (!chosen) return;
    each(chosen, (run, name) => run.classList.remove(name));
    entries[chosen - 1].classList.remove("chosen");
    byId("current").textContent = "";
    chosen = 0;
  };
  const choose = (n, jump) => {
    release();
    chosen = n;
    each(n, (run, name) => run.classList.add(name));
    entries[n - 1].classList.add("chosen");
    byId("current").textContent = entries[n - 1].querySelector(".go").innerText;
    reveal(entries[n - 1]);
    const first = (runsOf.get(n) || [])[0];
    if (jump && first) bring(first);
    place();
  };
  const step = (by) => {
    if (!shown.length) return;
    const at = shown.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    choose(shown[next], true);
  };
  // Of what the filters leave, the gravest gives the colour, as before.
  const redraw = (mark, kept) => {
    const left = numbers(mark, "m").filter((n) => kept.has(n)).map((n) => entries[n - 1].dataset.style);
    const beside = numbers(mark, "r").some((n) => kept.has(n));
    const style = styles.find((name) => left.includes(name)) || (beside ? "related" : "off");
    mark.classList.remove(...styles, "related", "off");
    mark.classList.add(style);
    const ends = (endsOf.get(mark) || []).filter((n) => kept.has(Number(n)));
    if (ends.length) mark.dataset.n = ends.join("·");
    else delete mark.dataset.n;
  };
  const filter = () => {
    const off = { style: new Set(), group: new Set() };
    for (const box of document.querySelectorAll(".chip input:not(:checked)"))
      for (const key of ["style", "group"]) if (key in box.dataset) off[key].add(box.dataset[key]);
    const kept = new Set();
    for (const entry of entries) {
      const { style, group, n } = entry.dataset;
      entry.hidden = off.style.has(style) || off.group.has(group);
      if (!entry.hidden) kept.add(Number(n));
    }
    for (const mark of marks) redraw(mark, kept);
    for (const row of document.querySelectorAll("tr[data-n]")) row.hidden = !kept.has(Number(row.dataset.n));
    for (const card of document.querySelectorAll(".card:not(.contents)"))
      card.hidden = !card.querySelector("tr[data-n]:not([hidden])");
    if (!kept.has(chosen)) release();
    shown = entries.map((entry) => Number(entry.dataset.n)).filter((n) => kept.has(n));
    byId("nothing").hidden = shown.length > 0 || !entries.length;
    place();
  };

  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  for (const box of document.querySelectorAll(".chip input")) box.addEventListener("change", filter);
  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    const here = mark ? numbers(mark, "m").filter((n) => shown.includes(n)) : [];
    // A second click on overlapping marks goes on to the next of them.
    if (here.length) choose(here[(here.indexOf(chosen) + 1) % here.length], false);
  });
  document.querySelector(".side").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const owner = event.target.closest("[data-n]");
    const part = link && link.closest(".contents") && document.querySelector(link.getAttribute("href"));
    if (part) {
      event.preventDefault();
      bring(part, "start");
      return;
    }
    if (!owner || (link && !/^#m\d/.test(link.getAttribute("href")))) return;
    event.preventDefault();
    choose(Number(owner.dataset.n), true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=text]")) return;
    if (event.key === "j" || event.key === "n") step(1);
    else if (event.key === "k" || event.key === "p") step(-1);
  });
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  window.addEventListener("beforeprint", () => {
    for (const card of document.querySelectorAll("details")) card.open = true;
  });
  place();
})();
