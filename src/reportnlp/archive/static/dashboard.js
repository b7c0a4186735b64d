"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const MOST = 300, MOST_PAIRS = 60, MOST_LINES = 6;
  const state = { unit: "", from: data.years[0], to: data.years[1], find: "", tab: "overview", chosen: [] };
  const charts = new Map();

  const make = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  const row = (cells, tag = "td") => {
    const tr = make("tr");
    for (const cell of cells) {
      const [text, kind] = Array.isArray(cell) ? cell : [cell, ""];
      tr.append(make(tag, text, kind));
    }
    return tr;
  };
  const table = (element, heads, rows) => {
    const head = make("thead"), body = make("tbody");
    head.append(row(heads, "th"));
    body.append(...rows);
    element.replaceChildren(head, body);
  };
  const more = (id, shown, all) => {
    $(id).textContent = all > shown ? `共 ${all} 条，只列出前 ${shown} 条；用上面的筛选缩小范围。` : "";
  };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = (value) => value === null ? "" : value.toLocaleString("zh-CN", { maximumFractionDigits: 4 });
  const has = (...words) => !state.find || words.some((word) => word && word.toLowerCase().includes(state.find));
  const ofUnit = (unit) => !state.unit || data.units[unit] === state.unit;
  const inYears = (year) => year !== null && year >= state.from && year <= state.to;

  // --- what the filters leave

  const reports = () => data.reports.filter((one) =>
    ofUnit(one.unit) && (one.year === null ? state.from === data.years[0] && state.to === data.years[1] : inYears(one.year)) && has(one.title, one.file, data.units[one.unit]));
  const series = () => data.series.filter((one) =>
    ofUnit(one.unit) && has(one.figure, ...one.names) && one.points.some((point) => inYears(point[0])));
  const slogans = () => data.slogans.filter((one) =>
    (!state.unit || one.units.some(ofUnit)) && has(one.text, ...one.variants) && one.years.some((use) => inYears(use[0])));
  const copies = () => data.copies.filter((one) =>
    (ofUnit(one.old.unit) || ofUnit(one.new.unit)) && (inYears(one.old.year) || inYears(one.new.year)) && has(one.old.text, one.new.text));

  // --- charts

  const draw = (id, make_options, values) => {
    charts.get(id)?.destroy();
    const box = $(id);
    box.replaceChildren();
    charts.delete(id);
    if (!values[0].length || !box.clientWidth) return;
    const height = box.classList.contains("tall") ? 320 : 220;
    charts.set(id, new uPlot({ width: box.clientWidth, height, ...make_options() }, values, box));
    box.dataset.points = String(values.slice(1).reduce((sum, line) => sum + line.filter((v) => v !== null && v !== undefined).length, 0));
  };
  const axis = (more_options) => ({ stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") }, font: "12px sans-serif", ...more_options });
  const yearAxis = () => axis({ incrs: [1, 2, 5, 10], values: (_, ticks) => ticks.map((tick) => String(tick)) });
  const yearScale = () => ({ time: false, range: (_, low, high) => [low - 0.6, high + 0.6] });
  const barChart = (id, counts, label, name) => {
    const years = [...counts.keys()].sort((a, b) => a - b);
    draw(id, () => ({
      scales: { x: yearScale(), y: { range: (_, low, high) => [0, Math.max(high * 1.1, 1)] } },
      axes: [yearAxis(), axis({ size: 56 })],
      series: [{ label: "年份", value: (_, v) => v === null ? "—" : String(v) }, { label, fill: colour(name), stroke: colour(name), paths: uPlot.paths.bars({ size: [0.6, 60] }), points: { show: false } }],
    }), [years, years.map((year) => counts.get(year))]);
  };
  const tally = (rows, amount) => {
    const counts = new Map();
    for (const one of rows) if (one.year !== null) counts.set(one.year, (counts.get(one.year) ?? 0) + amount(one));
    return counts;
  };

  // --- panels

  const overview = () => {
    const found = reports();
    const sum = (key) => found.reduce((all, one) => all + one[key], 0);
    const cards = [["报告", found.length], ["单位", new Set(found.map((one) => one.unit)).size], ["字数", sum("characters")], ["指标", sum("metrics")], ["缺项", sum("blanks")], ["提法", sum("slogans")]];
    $("cards").replaceChildren(...cards.map(([word, value]) => {
      const card = make("div", null, "card");
      card.append(make("b", number(value)), make("span", word));
      return card;
    }));
    barChart("chart-reports", tally(found, () => 1), "份", "--c0");
    barChart("chart-blanks", tally(found, (one) => one.blanks), "处", "--c3");
  };

  const figures = () => {
    const found = series();
    if (!state.chosen.some((one) => found.includes(one))) state.chosen = found.slice(0, 1);
    state.chosen = state.chosen.filter((one) => found.includes(one));
    $("figures").replaceChildren(...found.slice(0, MOST).map((one) => {
      const item = make("li"), button = make("button", one.figure);
      button.type = "button";
      button.append(make("small", `${data.units[one.unit] || "（单位不明）"} · ${one.scale} · ${one.points.length} 年`));
      const place = state.chosen.indexOf(one);
      button.setAttribute("aria-pressed", String(place >= 0));
      if (place >= 0) button.style.setProperty("--mark", `var(--c${place})`);
      button.addEventListener("click", () => {
        const at = state.chosen.indexOf(one);
        if (at >= 0) state.chosen.splice(at, 1);
        else state.chosen = [...state.chosen, one].slice(-MOST_LINES);
        if (!state.chosen.length) state.chosen = [one];
        keeping($("figures"), figures);
      });
      item.append(button);
      return item;
    }));
    more("figures-more", Math.min(found.length, MOST), found.length);
    const lines = state.chosen;
    const years = [];
    if (lines.length) for (let year = state.from; year <= state.to; year += 1) years.push(year);
    const units = [...new Set(lines.map((one) => one.scale))];
    $("chart-title").textContent = lines.map((one) => `${data.units[one.unit]} ${one.figure}（${one.scale}）`).join("；");
    draw("chart-figures", () => ({
      scales: { x: yearScale(), ...Object.fromEntries(units.map((unit) => [unit || "y", {}])) },
      axes: [yearAxis(), ...units.slice(0, 2).map((unit, index) => axis({ scale: unit || "y", label: unit, side: index ? 1 : 3, size: 70, grid: { show: !index } }))],
      series: [{ label: "年份", value: (_, v) => v === null ? "—" : String(v) }, ...lines.map((one, index) => ({
        label: `${one.figure}（${one.scale}）`, scale: one.scale || "y", stroke: colour(`--c${index}`), width: 2, spanGaps: false,
        points: { show: true, size: 7 }, value: (_, v) => v === null || v === undefined ? "—" : number(v),
      }))],
    }), [years, ...lines.map((one) => {
      const values = new Map(one.points.map((point) => [point[0], point[1]]));
      return years.map((year) => values.get(year) ?? null);
    })]);
    table($("figure-table"), ["年份", "单位", "指标", "数值", "原文", "写作"], lines.flatMap((one) => years.map((year) => {
      const point = one.points.find((each) => each[0] === year);
      if (!point) return row([String(year), data.units[one.unit], one.figure, [one.silent.includes(year) ? "没有写" : "没有报告", "none"], "", ""]);
      const value = point[1] === null ? ["空缺", "blank"] : [`${number(point[1])} ${one.scale}`, "n"];
      return row([String(year), data.units[one.unit], one.figure, value, point[2], point[3]]);
    })));
  };

  const slogan_panel = () => {
    const found = slogans();
    const years = [];
    for (let year = state.from; year <= state.to; year += 1) years.push(year);
    table($("slogans"), ["提法", "单位", "首次", "最近", ...years.map(String)], found.slice(0, MOST).map((one) => {
      const uses = new Map(one.years);
      const units = one.units.map((unit) => data.units[unit]);
      const tr = row([one.text, units.length > 2 ? `${units[0]} 等 ${units.length} 个` : units.join("、"), String(one.years[0][0]), String(one.years.at(-1)[0]), ...years.map((year) => uses.has(year) ? [String(uses.get(year)), "use"] : "")]);
      tr.title = one.variants.length ? `又作：${one.variants.join("、")}` : "";
      return tr;
    }));
    more("slogans-more", Math.min(found.length, MOST), found.length);
    $("drifts").replaceChildren(...data.drifts.filter((one) => ofUnit(one.unit) && inYears(one.year) && has(one.old, one.new)).slice(0, MOST).map((one) => {
      const item = make("span", `${one.year}  ${one.old} → `);
      item.append(make("b", one.new), `  ${data.units[one.unit]}`);
      return item;
    }));
  };

  const passage = (side, kind) => {
    const text = make("p", null, kind);
    for (const [words, alone] of side.runs) text.append(alone ? make("mark", words) : words);
    return text;
  };
  const copy_panel = () => {
    const found = copies();
    $("copies").replaceChildren(...found.slice(0, MOST_PAIRS).map((one) => {
      const pair = make("div", null, "pair");
      const name = (side) => `${data.units[side.unit] || "（单位不明）"} ${side.year ?? ""}`;
      pair.append(make("h2", `相似 ${Math.round(one.score * 100)}%　${name(one.old)} → ${name(one.new)}　${one.section}`), passage(one.old, "old"), passage(one.new, "new"));
      return pair;
    }));
    if (!found.length) $("copies").replaceChildren(make("p", data.no_copies || "没有相似的段落。", "hint"));
    more("copies-more", Math.min(found.length, MOST_PAIRS), found.length);
  };

  const report_panel = () => {
    const found = reports();
    table($("reports"), ["单位", "年份", "文种", "标题", "字数", "指标", "缺项", "提法", "文件"], found.slice(0, MOST).map((one) =>
      row([data.units[one.unit], one.year === null ? "不明" : String(one.year), one.kind, one.title, [number(one.characters), "n"], [String(one.metrics), "n"], [String(one.blanks), one.blanks ? "n blank" : "n"], [String(one.slogans), "n"], one.file])));
    more("reports-more", Math.min(found.length, MOST), found.length);
    $("failures").replaceChildren(...data.failures.map((one) => make("p", `没能分析：${one.path}：${one.reason}`, "hint")));
  };

  const panels = { overview, figures, slogans: slogan_panel, copies: copy_panel, reports: report_panel };
  const keeping = (box, act) => {
    const top = box.scrollTop;
    act();
    box.scrollTop = top;
  };
  const show = () => {
    for (const panel of document.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== state.tab;
    for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-selected", String(tab.dataset.tab === state.tab));
    $("shown").textContent = `${reports().length} / ${data.reports.length} 份报告`;
    panels[state.tab]();
  };

  // --- controls

  for (const unit of [...data.units].filter(Boolean).sort((a, b) => a.localeCompare(b, "zh-CN"))) $("unit").append(new Option(unit, unit));
  for (let year = data.years[0]; year <= data.years[1]; year += 1) {
    $("from").append(new Option(String(year), String(year)));
    $("to").append(new Option(String(year), String(year)));
  }
  const reset = () => {
    $("from").value = String(data.years[0]);
    $("to").value = String(data.years[1]);
  };
  reset();
  let waiting = 0;
  const changed = () => {
    state.unit = $("unit").value;
    state.from = Math.min(Number($("from").value), Number($("to").value));
    state.to = Math.max(Number($("from").value), Number($("to").value));
    state.find = $("find").value.trim().toLowerCase();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  };
  $("filters").addEventListener("input", changed);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(() => { reset(); changed(); }));
  document.querySelector(".tabs").addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab]");
    if (tab) { state.tab = tab.dataset.tab; show(); }
  });
  $("theme").addEventListener("click", () => {
    const root = document.documentElement;
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    show();
  });
  if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
  addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(show); });
  show();
})();
