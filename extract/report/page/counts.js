// What was counted: articles beside each other for one kind of thing and one place.

const CARDS = 12;
const CARD_ROWS = 8;
const STRIP = 10;
const SHORT = 42;
const MAIN_PLACES = 3;
// Kinds of unit that are compared with one another, by what they are called here.
const FAMILIES = {
  person: "people", prisoner: "people", civilian: "people", military: "people", minor: "people",
  casualty: "dead, hurt or missing", body: "dead, hurt or missing",
  state: "states",
};

function countsOf() {
  return articles.flatMap((article) => article.mentions.filter((mention) => mention.label === "COUNT"));
}

// People of all kinds are compared, and other things where they are called the same.
function familyOf(mention) {
  const { unit_class: kind, unit } = mention.value;
  return FAMILIES[kind] ?? unit ?? kind ?? "things not named";
}

// The places that a report is from or about: its dateline, its first sentence, and those it names most.
function mainPlaces(article) {
  article.main ??= (() => {
    const lead = article.sentences.findIndex((start) => start >= bodyStart(article));
    const often = new Map();
    const found = new Set();
    for (const mention of article.mentions) {
      if (mention.label !== "LOCATION" || !mention.entity) continue;
      often.set(mention.entity, (often.get(mention.entity) ?? 0) + 1);
      if (mention.by === "locations.dateline" || sentenceOf(mention) === lead) found.add(mention.entity);
    }
    [...often].sort((a, b) => b[1] - a[1]).slice(0, MAIN_PLACES).forEach(([entity]) => found.add(entity));
    return found;
  })();
  return article.main;
}

function placesOf(mention) {
  const beside = mentionsBeside(mention).filter((each) => each.label === "LOCATION" && each.entity).map((each) => each.entity);
  return new Set([...beside, ...mainPlaces(mention.article)]);
}

// Groups of counts of one family and place; places with the very same counts share a group.
function countGroups(mentions) {
  const groups = new Map();
  for (const mention of mentions) {
    for (const place of placesOf(mention)) {
      const key = `${familyOf(mention)}\n${place.place}`;
      if (!groups.has(key)) groups.set(key, { family: familyOf(mention), places: [place], mentions: [] });
      groups.get(key).mentions.push(mention);
    }
  }
  const same = new Map();
  for (const group of groups.values()) {
    const key = `${group.family}\n${group.mentions.map((mention) => `${mention.article.place}/${mention.order}`).join()}`;
    if (same.has(key)) same.get(key).places.push(...group.places);
    else same.set(key, group);
  }
  return [...same.values()].map((group) => {
    const [inArticles, inStories] = [articlesOf(group.mentions).size, storiesOf(group.mentions).size];
    const figures = leadingFigures(group.mentions);
    const differ = new Set(figures.filter(isTotal).map((mention) => countWords(mention.value))).size > 1;
    const broad = group.places.every((entity) => entity.attributes.types?.[0] === "country");
    return { ...group, inArticles, inStories, figures, differ, broad };
  });
}

function isTotal(mention) {
  return mention.value.basis === "total";
}

// Of each article, the figure that it leads with: the first total in its text, else the first count.
function leadingFigures(mentions) {
  const found = new Map();
  for (const mention of totalsFirst(mentions)) if (!found.has(mention.article)) found.set(mention.article, mention);
  return [...found.values()].sort(byDay);
}

function unitWords(mention) {
  const { unit, unit_class: kind, basis } = mention.value;
  return [unit ?? (kind && words(kind)) ?? "not named", basis && words(basis)].filter(Boolean).join(", ");
}

const countsView = {
  title: "Counts",
  show() {
    const all = countsOf();
    const groups = countGroups(all);
    const unit = h("input", { type: "search", autocomplete: "off" });
    const place = h("input", { type: "search", list: "place-names", autocomplete: "off" });
    const which = h("select", {}, [["several", "in two or more stories"], ["differ", "whose totals differ"], ["all", "all"]].map(([value, title]) => h("option", { value }, title)));
    const told = h("span", { class: "told" });
    const holder = h("div", { class: "cards" });
    const more = h("div");

    function show() {
      const [wantedUnit, wantedPlace] = [unit, place].map((field) => folded(field.value.trim()));
      const found = groups
        .filter((group) => which.value === "all" || (which.value === "differ" ? group.differ : group.inStories > 1))
        .filter((group) => !wantedPlace || group.places.some((each) => folded(each.name).includes(wantedPlace)))
        .filter((group) => !wantedUnit || folded(group.family).includes(wantedUnit) || group.mentions.some((mention) => folded(quoted(mention)).includes(wantedUnit)))
        .sort((a, b) => b.differ - a.differ || a.broad - b.broad || b.inStories - a.inStories || b.mentions.length - a.mentions.length);
      told.textContent = counted(found.length, "group");
      announce(told.textContent);
      holder.replaceChildren();
      more.replaceChildren(inParts(found, CARDS, (part) => holder.append(...part.map((group) => countCard(group, wantedUnit)))));
      if (!found.length) holder.append(h("p", { class: "none" }, "Nothing matches."));
    }

    for (const field of [unit, place]) field.addEventListener("input", later(show));
    which.addEventListener("change", show);
    show();
    return [
      h("h1", { tabindex: "-1" }, "Counts"),
      h("p", { class: "intro" }, "What articles counted, beside each other for one kind of thing and one place. A count belongs to the places of its sentence, and to those of its article: of the dateline, of the first sentence, and the three named most. Copies of one story count as one source. What an article says is not checked: where totals differ, read the sentences."),
      h("div", { class: "tools", role: "search", "aria-label": "Groups of counts" }, h("label", {}, "What was counted", unit), h("label", {}, "Place", place), h("label", {}, "Show", which), told),
      h("datalist", { id: "place-names" }, [...byLabel.LOCATION].sort((a, b) => b.seen.length - a.seen.length).map((entity) => h("option", { value: entity.name }))),
      holder,
      more,
      h("h2", {}, "Every count"),
      countTable(all),
    ];
  },
};

function countCard(group, wanted) {
  const fits = (mention) => !wanted || folded(`${quoted(mention)}\n${group.family}`).includes(wanted);
  // What articles lead with stands beside each other; the rest follows, article by article.
  const rest = group.mentions.filter((mention) => !group.figures.includes(mention)).sort(byDay);
  const rows = [...group.figures, ...totalsFirst(rest)].filter(fits);
  const body = h("tbody");
  let last = null;
  const more = inParts(rows, CARD_ROWS, (part) => {
    for (const mention of part) {
      const first = mention.article !== last;
      last = mention.article;
      body.append(
        h(
          "tr",
          { class: first ? "first" : null },
          h("th", { scope: "row", class: "figure" }, h("a", { href: mentionHref(mention) }, countWords(mention.value))),
          h("td", { class: "kind" }, unitWords(mention)),
          h("td", { class: "sentence" }, first && h("div", { class: "of" }, articleLine(mention.article)), context(mention)),
        ),
      );
    }
  });
  const names = group.places.slice(0, 4).flatMap((entity, place) => [place ? ", " : "", entityLink(entity)]);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, `${group.family[0].toUpperCase()}${group.family.slice(1)} — `, names, group.places.length > 4 && ` and ${counted(group.places.length - 4, "place")} more`),
    h("p", { class: "faint" }, `${counted(group.mentions.length, "count")} in ${inWords(group.inArticles, group.inStories)}`, group.differ && [". ", h("span", { class: "doubtful" }, "Their totals differ.")]),
    group.figures.length > 1 && figureStrip(group.figures),
    h(
      "div",
      { class: "scroll" },
      h(
        "table",
        {},
        h("caption", { class: "unseen" }, `Counts of ${group.family} at ${group.places.map((entity) => entity.name).join(", ")}`),
        h("thead", { class: "unseen" }, h("tr", {}, ["Number", "Of", "In its sentence"].map((title) => h("th", { scope: "col" }, title)))),
        body,
      ),
    ),
    more,
  );
}

function shortened(title) {
  return title.length > SHORT ? `${title.slice(0, SHORT).trimEnd()}…` : title;
}

function figureStrip(figures) {
  return h(
    "ul",
    { class: "strip", "aria-label": "The leading figure of each article" },
    figures.slice(0, STRIP).map((mention) =>
      h(
        "li",
        {},
        h("a", { class: "figure", href: mentionHref(mention) }, countWords(mention.value)),
        h("span", { class: "faint" }, unitWords(mention)),
        h("span", { class: "faint where" }, mention.article.source ?? shortened(articleTitle(mention.article))),
        mention.article.published && h("span", { class: "faint" }, dayWords(mention.article.published)),
      ),
    ),
    figures.length > STRIP && h("li", { class: "faint" }, `and ${counted(figures.length - STRIP, "article")} more`),
  );
}

// Totals of all articles come first, so that they stand beside each other.
function totalsFirst(mentions) {
  return [...mentions.filter(isTotal), ...mentions.filter((mention) => !isTotal(mention))];
}

function countTable(all) {
  const bases = [...new Set(all.map((mention) => mention.value.basis).filter(Boolean))].sort();
  return dataTable({
    caption: "Every count",
    noun: "count",
    search: "Search units and sentences",
    rows: all,
    filters: [{ title: "Basis", choices: [["any", null], ...bases.map((basis) => [words(basis), (mention) => mention.value.basis === basis])] }],
    text: (mention) => folded(`${mention.value.unit ?? ""} ${mention.value.unit_class ?? ""} ${mention.article.text.slice(...sentenceEnds(mention))}`),
    sort: [0, true],
    columns: [
      { title: "Number", cell: (mention) => countWords(mention.value), key: (mention) => mention.value.high, numeric: true, descending: true, className: "figure" },
      { title: "Of", cell: (mention) => mention.value.unit ?? mention.value.unit_class ?? "–", key: (mention) => mention.value.unit ?? mention.value.unit_class ?? null, className: "kind" },
      { title: "Basis", cell: (mention) => mention.value.basis ?? "–", key: (mention) => mention.value.basis ?? null, wide: true },
      { title: "In its sentence", cell: (mention) => context(mention), key: (mention) => folded(quoted(mention)), className: "sentence" },
      { title: "Article", cell: (mention) => articleLine(mention.article), key: (mention) => folded(articleTitle(mention.article)), wide: true, className: "kind" },
    ],
  });
}
