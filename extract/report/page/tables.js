// Tables that can be searched, filtered and sorted, a part at a time.

const PART = 100;

// options: caption; rows; columns [{ title, cell(row), key(row), numeric, wide, descending }];
// text(row) to search in; filters [{ title, choices: [[words, test]] }]; sort: [column, descending];
// noun; search: label of the search field; query: what it begins with.
function dataTable(options) {
  const { columns, rows } = options;
  let [sorted, descending] = options.sort ?? [0, false];
  const search = h("input", { type: "search", value: options.query ?? "", autocomplete: "off", spellcheck: "false" });
  const filters = (options.filters ?? []).map((filter) => ({
    ...filter,
    field: h("select", {}, filter.choices.map(([title], place) => h("option", { value: place }, title))),
  }));
  const told = h("span", { class: "told" });
  const heads = columns.map((column, place) => {
    const sort = h("button", { type: "button", onclick: () => sortBy(place) }, column.title);
    return h("th", { scope: "col", class: classes(column) }, sort);
  });
  const body = h("tbody");
  const more = h("div");

  function classes(column) {
    return [column.numeric && "number", column.wide && "wide", column.className].filter(Boolean).join(" ") || null;
  }

  function sortBy(place) {
    descending = place === sorted ? !descending : Boolean(columns[place].descending);
    sorted = place;
    show();
  }

  function compare(a, b) {
    const [one, other] = [a, b].map(columns[sorted].key);
    // What is not known comes last, whichever way it is sorted.
    if (one === null || other === null) return (one === null) - (other === null);
    const order = typeof one === "string" ? one.localeCompare(other, "en") : one - other;
    return descending ? -order : order;
  }

  function show() {
    const wanted = folded(search.value.trim()).split(/\s+/).filter(Boolean);
    const tests = filters.map((filter) => filter.choices[filter.field.value][1]).filter(Boolean);
    const found = rows
      .filter((row) => tests.every((test) => test(row)))
      .filter((row) => !wanted.length || matches(options.text(row), wanted))
      .sort(compare);
    heads.forEach((head, place) => {
      const way = place === sorted ? (descending ? "descending" : "ascending") : null;
      if (way) head.setAttribute("aria-sort", way);
      else head.removeAttribute("aria-sort");
    });
    body.replaceChildren();
    more.replaceChildren(inParts(found, PART, (part) => body.append(...part.map(line))));
    if (!found.length) {
      body.append(h("tr", {}, h("td", { colspan: columns.length, class: "none" }, rows.length ? "Nothing matches." : "There is nothing here.")));
    }
    told.textContent = found.length === rows.length ? counted(rows.length, options.noun) : `${number(found.length)} of ${counted(rows.length, options.noun)}`;
    if (wanted.length || tests.length) announce(told.textContent);
  }

  function line(row) {
    return h(
      "tr",
      {},
      columns.map((column, place) =>
        h(place === 0 ? "th" : "td", { scope: place === 0 ? "row" : null, class: classes(column) }, column.cell(row)),
      ),
    );
  }

  search.addEventListener("input", later(show));
  for (const filter of filters) filter.field.addEventListener("change", show);
  show();
  return h(
    "div",
    { class: "table" },
    h(
      "div",
      { class: "tools", role: "search", "aria-label": options.caption },
      options.text && h("label", {}, options.search ?? "Search", search),
      filters.map((filter) => h("label", {}, filter.title, filter.field)),
      told,
    ),
    h(
      "div",
      { class: "scroll" },
      h(
        "table",
        {},
        h("caption", { class: "unseen" }, `${options.caption}. A button in the head of a column sorts by it.`),
        h("thead", {}, h("tr", {}, heads)),
        body,
      ),
    ),
    more,
  );
}

function matches(text, wanted) {
  return wanted.every((word) => text.includes(word));
}

// A table that is only read.
function plainTable(caption, titles, rows, numeric = []) {
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, titles.map((title, place) => h("th", { scope: "col", class: numeric.includes(place) ? "number" : null }, title)))),
      h(
        "tbody",
        {},
        rows.map((cells) =>
          h("tr", {}, cells.map((cell, place) => h(place ? "td" : "th", { scope: place ? null : "row", class: numeric.includes(place) ? "number" : null }, cell))),
        ),
      ),
    ),
  );
}
