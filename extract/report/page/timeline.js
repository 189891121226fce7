// When: articles on their day of publication, and the dates that they speak of, as long as they are.

const ROWS = 40;
const ROW_PX = 26;
const HEAD_PX = 26;
// The finer a date is, the taller its bar: a month lies behind its days.
const HEIGHTS = { day: 16, weekend: 14, week: 13, range: 10, month: 10, quarter: 8, season: 8, year: 6, decade: 4, century: 3 };
const EDGE_SHARE = 0.05;
const [BEFORE_DAYS, AFTER_DAYS] = [180, 60];

const timelineView = {
  title: "Timeline",
  show([id]) {
    const dates = articles.flatMap((article) => article.mentions.filter((mention) => mention.label === "DATE"));
    const settled = dates.filter((mention) => mention.value.start || mention.value.end);
    const names = entityNames();
    const filter = h("input", { type: "search", list: "entity-names", autocomplete: "off", value: byId.has(id) ? names.get(byId.get(id)) : "" });
    const [first, last] = usualSpan(settled);
    const from = h("input", { type: "date", value: first });
    const to = h("input", { type: "date", value: last });
    const near = h("input", { type: "checkbox" });
    const told = h("p", { class: "told" });
    const holder = h("div");
    const byName = new Map([...names].map(([entity, name]) => [folded(name), entity]));

    function show() {
      const typed = folded(filter.value.trim());
      const entity = byName.get(typed) ?? null;
      const unknown = typed && !entity;
      const window_ = [toMs(from.value || "0001-01-01"), toMs(to.value || "9999-12-31") + DAY_MS];
      const chosen = settled.filter((mention) => !entity || (near.checked ? mentionsBeside(mention).some((each) => each.entity === entity) : entity.seen.some((each) => each.article === mention.article)));
      const shown = chosen.filter((mention) => overlaps(mention, window_));
      const rows = timelineRows(shown, entity, window_, near.checked);
      const left = dates.length - settled.length;
      told.replaceChildren(
        unknown ? `“${filter.value}” is nobody's name on this page; all are shown. ` : "",
        `${counted(shown.length, "date")} in ${counted(rows.length, "article")}`,
        entity ? ` that mention${rows.length === 1 ? "s" : ""} ${entity.name}` : "",
        `; ${number(chosen.length - shown.length)} before or after. `,
        left > 0 && h("a", { href: "#open" }, `${counted(left, "date")} without a known day or year`),
      );
      announce(told.textContent);
      holder.replaceChildren(chart(rows, window_), h("h2", {}, "Dates in view"), dateTable(shown));
    }

    const soon = later(show, 250);
    for (const field of [filter, from, to]) field.addEventListener("input", soon);
    near.addEventListener("change", show);
    afterShow(show);
    return [
      h("h1", { tabindex: "-1" }, "Timeline"),
      h("p", { class: "intro" }, "Each line is an article: a ring on the day of its publication, and a bar for every date that it speaks of, as long as the date is: a day is a stroke, a month a bar of a month."),
      h(
        "div",
        { class: "tools", role: "search", "aria-label": "Timeline" },
        h("label", {}, "Person, agency or place", filter),
        h("label", { class: "check" }, near, "only dates in one sentence with it"),
        h("label", {}, "From", from),
        h("label", {}, "To", to),
        h("button", { type: "button", onclick: () => setSpan(wholeSpan(settled)) }, "All dates"),
        h("button", { type: "button", onclick: () => setSpan([first, last]) }, "Around publication"),
      ),
      h("datalist", { id: "entity-names" }, [...names.values()].map((name) => h("option", { value: name }))),
      told,
      holder,
    ];

    function setSpan([start, end]) {
      from.value = start;
      to.value = end;
      show();
    }
  },
};

// Entities that two articles or mentions name, by a name that tells them apart.
function entityNames() {
  const named = [...entities].sort((a, b) => b.seen.length - a.seen.length);
  const taken = new Set();
  return new Map(named.map((entity) => {
    const plain = folded(entity.name);
    const name = taken.has(plain) ? `${entity.name} (${entity.id.slice(-6)})` : entity.name;
    taken.add(plain);
    return [entity, name];
  }));
}

function startOf(mention) {
  return mention.value.start ? toMs(mention.value.start) : -Infinity;
}

function endOf(mention) {
  return mention.value.end ? toMs(mention.value.end) : Infinity;
}

function overlaps(mention, [first, last]) {
  return startOf(mention) < last && endOf(mention) > first;
}

function knownDays(settled) {
  const days = settled.flatMap((mention) => [mention.value.start, mention.value.end && lastDay(mention.value.end)]);
  return [...days, ...articles.map((article) => article.published)].filter(Boolean).sort();
}

// From some months before the first publication to some weeks after the last; without any, where all
// dates but the earliest and latest lie: a single year 1815 would press everything together.
function usualSpan(settled) {
  const days = articles.map((article) => article.published).filter(Boolean).sort();
  if (days.length) return [shifted(days[0], -BEFORE_DAYS), shifted(days.at(-1), AFTER_DAYS)];
  const known = knownDays(settled);
  const cut = Math.floor(known.length * EDGE_SHARE);
  return known.length ? [known[cut], known[known.length - 1 - cut]] : ["", ""];
}

function shifted(day, days) {
  return new Date(toMs(day) + days * DAY_MS).toISOString().slice(0, 10);
}

function wholeSpan(settled) {
  const days = knownDays(settled);
  return days.length ? [days[0], days.at(-1)] : ["", ""];
}

function timelineRows(shown, entity, [first, last], near) {
  const rows = new Map();
  const candidates = entity ? new Set(entity.seen.map((mention) => mention.article)) : articles;
  for (const article of candidates) {
    const day = article.published && toMs(article.published);
    if (!near && day && day >= first && day < last) rows.set(article, []);
  }
  for (const mention of shown) {
    if (!rows.has(mention.article)) rows.set(mention.article, []);
    rows.get(mention.article).push(mention);
  }
  return [...rows].sort(([a], [b]) => (a.published ?? "9").localeCompare(b.published ?? "9") || a.place - b.place);
}

function chart(rows, span) {
  const holder = h("div", { class: "timeline" });
  holder.append(inParts(rows, ROWS, (part) => holder.insertBefore(chartPart(part, span), holder.lastChild?.className === "more" ? holder.lastChild : null)));
  return holder;
}

function chartPart(rows, [first, last]) {
  const room = $("view").clientWidth || 900;
  const narrow = room < 640;
  const gutter = narrow ? 0 : Math.min(300, room * 0.3);
  const step = narrow ? ROW_PX + 18 : ROW_PX;
  const width = room - gutter - 8;
  const height = HEAD_PX + rows.length * step + 6;
  const x = (day) => gutter + ((Math.max(first, Math.min(last, day)) - first) / (last - first)) * width;
  const marks = ticks(first, last, width);
  const svg = s(
    "svg",
    { class: "chart", viewBox: `0 0 ${room} ${height}`, width: room, height, role: "group", "aria-label": `${counted(rows.length, "article")} and the dates that they speak of; arrow keys lead from one date to the next` },
    s("g", { class: "axis", "aria-hidden": "true" }, marks.map(([day, title]) => [s("line", { x1: x(day), x2: x(day), y1: HEAD_PX - 6, y2: height }), x(day) + 60 < room && s("text", { x: x(day) + 3, y: 14 }, title)])),
    rows.map(([article, mentions], place) => chartRow(article, mentions, HEAD_PX + place * step)),
  );
  roving(svg, "a.bar, a.row");
  return svg;

  function chartRow(article, mentions, top) {
    const middle = top + step - ROW_PX / 2;
    const letters = Math.floor((narrow ? room : gutter - 16) / 6.4);
    const title = articleTitle(article);
    const day = article.published && toMs(article.published);
    const coarseFirst = [...mentions].sort((a, b) => endOf(b) - startOf(b) - (endOf(a) - startOf(a)));
    return s(
      "g",
      {},
      s("line", { class: "rule", x1: narrow ? 0 : gutter, x2: room, y1: middle, y2: middle, "aria-hidden": "true" }),
      s("a", { class: "row", href: link(["articles", article.id]), "aria-label": `${title}, published ${dayWords(article.published)}` }, s("text", { x: 0, y: narrow ? top + 12 : middle + 4 }, title.length > letters ? `${title.slice(0, letters - 1)}…` : title)),
      coarseFirst.map((mention) => bar(mention, middle)),
      day && day >= first && day < last && s("circle", { class: "published", cx: x(day + DAY_MS / 2), cy: middle, r: 5 }, s("title", {}, `published ${dayWords(article.published)}`)),
    );
  }

  function bar(mention, middle) {
    const [from, to] = [x(startOf(mention)), x(endOf(mention))];
    const openEnded = !mention.value.start || !mention.value.end;
    const tall = openEnded ? 5 : HEIGHTS[mention.value.precision] ?? 10;
    const wide = Math.max(2.5, to - from);
    const element = s(
      "a",
      { class: `bar${openEnded ? " open-ended" : ""}`, href: mentionHref(mention), "aria-label": `${mention.value.edtf ?? "date"}, ${mention.value.precision ?? "unknown precision"}: “${quoted(mention)}”` },
      s("rect", { x: from, y: middle - tall / 2, width: wide, height: tall, rx: 1 }),
    );
    return withTip(element, () => [mentionTip(mention), h("p", { class: "sentence" }, context(mention))]);
  }
}

const STEPS = [
  ["day", 1], ["day", 7], ["month", 1], ["month", 3], ["month", 6], ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 25], ["year", 50], ["year", 100], ["year", 500],
];
const STEP_MS = { day: DAY_MS, month: 30.4 * DAY_MS, year: 365.25 * DAY_MS };
const TICK_PX = 74;

// Where the axis is marked: [day in ms, words].
function ticks(first, last, width) {
  const enough = ((last - first) / Math.max(1, width)) * TICK_PX;
  const [unit, many] = STEPS.find(([each, times]) => STEP_MS[each] * times >= enough) ?? STEPS.at(-1);
  const at = new Date(first);
  const year = at.getUTCFullYear();
  const found = [];
  for (let place = 0; found.length < 60; place += 1) {
    const day =
      unit === "year" ? Date.UTC(Math.floor(year / many) * many + place * many, 0, 1)
      : unit === "month" ? Date.UTC(year, Math.floor(at.getUTCMonth() / many) * many + place * many, 1)
      : first + place * many * DAY_MS;
    if (day > last) break;
    if (day >= first) found.push([day, tickWords(day, unit)]);
  }
  return found;
}

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

function tickWords(day, unit) {
  if (unit === "year") return String(new Date(day).getUTCFullYear());
  return unit === "month" ? MONTH.format(day) : DAY.format(day);
}

function dateTable(shown) {
  return dataTable({
    caption: "Dates in view",
    noun: "date",
    search: "Search dates and sentences",
    rows: shown,
    text: (mention) => folded(`${mention.value.edtf} ${mention.article.text.slice(...sentenceEnds(mention))} ${articleTitle(mention.article)}`),
    sort: [0, true],
    columns: [
      { title: "Date", cell: (mention) => mention.value.edtf ?? "–", key: (mention) => mention.value.start ?? mention.value.end, numeric: true, descending: true, className: "date" },
      { title: "Precision", cell: (mention) => mention.value.precision ?? "–", key: (mention) => mention.value.precision ?? null, wide: true },
      { title: "In its sentence", cell: (mention) => context(mention), key: (mention) => folded(quoted(mention)), className: "sentence" },
      { title: "Article", cell: (mention) => articleLine(mention.article), key: (mention) => folded(articleTitle(mention.article)), wide: true, className: "kind" },
    ],
  });
}
