// What is left open, the views by their names, and the switch between light and dark.

const openView = {
  title: "Left open",
  show() {
    const dates = articles.flatMap((article) => article.mentions.filter(isOpen));
    const unsure = decisions.filter((decision) => decision.open);
    const low = decisions.filter((decision) => decision.verdict === "match" && decision.score !== null && decision.score < DOUBTFUL_SCORE);
    const warned = articles.filter((article) => article.warnings.length);
    return [
      h("h1", { tabindex: "-1" }, "Left open"),
      h("p", { class: "intro" }, "What was found and not settled, each with its reason. Nothing is guessed, and nothing is dropped in silence."),
      h("h2", {}, "Names that may be one"),
      unsure.length ? [h("p", {}, "Decide them with ", h("code", {}, "extract review"), "."), pairsTable(unsure, "Names that may be one")] : h("p", { class: "faint" }, "None."),
      h("h2", {}, "Merges with the least evidence"),
      low.length ? pairsTable(low, "Merges with the least evidence") : h("p", { class: "faint" }, `None below a score of ${DOUBTFUL_SCORE}.`),
      h("h2", {}, "Dates without a known day"),
      dates.length
        ? dataTable({
            caption: "Dates without a known day",
            noun: "date",
            rows: dates,
            text: (mention) => folded(`${whyOpen(mention)} ${mention.article.text.slice(...sentenceEnds(mention))}`),
            sort: [1, false],
            columns: [
              { title: "In its sentence", cell: (mention) => context(mention), key: (mention) => folded(quoted(mention)), className: "sentence" },
              { title: "Because", cell: (mention) => whyOpen(mention), key: whyOpen },
              { title: "Article", cell: (mention) => articleLine(mention.article), key: (mention) => folded(articleTitle(mention.article)), wide: true, className: "kind" },
            ],
          })
        : h("p", { class: "faint" }, "None."),
      h("h2", {}, "Articles with a note"),
      warned.length ? plainTable("Articles with a note", ["Article", "Note"], warned.map((article) => [articleLine(article), article.warnings.join("; ")])) : h("p", { class: "faint" }, "None."),
      h("h2", {}, "Places without a position"),
      h("p", {}, h("a", { href: "#map" }, `${counted(byLabel.LOCATION.filter((entity) => !entity.at).length, "place")}, listed under the map`), "."),
      h("h2", {}, "Articles that could not be read"),
      facts.failures.length
        ? plainTable("Articles that could not be read", ["Article", "At", "Why, and what to do"], facts.failures.map((failure) => [failure.article, failure.stage, failure.error]))
        : h("p", { class: "faint" }, "None."),
    ];
  },
};

function pairsTable(some, caption) {
  return dataTable({
    caption,
    noun: "pair",
    rows: some,
    text: (decision) => folded(`${decision.a} ${decision.b} ${decision.reason}`),
    sort: [2, false],
    columns: [
      { title: "One name", cell: (decision) => nameOf(decision, 0), key: (decision) => folded(decision.a), className: "name" },
      { title: "Other name", cell: (decision) => nameOf(decision, 1), key: (decision) => folded(decision.b), className: "name" },
      { title: "Score", cell: (decision) => (decision.score === null ? "–" : decision.score.toFixed(2)), key: (decision) => decision.score, numeric: true },
      { title: "Because", cell: (decision) => [decision.reason, h("span", { class: "faint" }, ` (${decision.rule})`)], key: (decision) => folded(decision.reason), className: "reason" },
      { title: "Where", cell: (decision) => (decision.article ? articleLine(decision.article) : "across articles"), key: (decision) => decision.article && folded(articleTitle(decision.article)), wide: true, className: "kind" },
    ],
  });
}

function nameOf(decision, side) {
  const name = side ? decision.b : decision.a;
  const bearers = decision.bearers[side];
  return bearers.length ? h("a", { href: entityHref(bearers[0]) }, name) : name;
}

const VIEWS = {
  people: entitiesView("people", "People", "Everybody who is named, under one name for all spellings. A question mark stands beside those with a merge or a pair of names that is worth a look.", "PERSON"),
  agencies: entitiesView("agencies", "Agencies", "Bodies of states and others: services, armies, courts, parties, media, companies.", "AGENCY"),
  places: entitiesView("places", "Places", "Countries, regions, towns, buildings, and what nature made.", "LOCATION"),
  timeline: timelineView,
  map: mapView,
  network: networkView,
  counts: countsView,
  articles: articlesView,
  source: sourceView,
  open: openView,
};
const TITLE = document.title;
let waiting = [];

// Work that needs the view in the page, to measure it.
function afterShow(action) {
  waiting.push(action);
}

function show({ move }) {
  const [name, ...parts] = window.location.hash.slice(1).split("/").map(decoded);
  const view = VIEWS[name];
  hideTip();
  waiting = [];
  $("start").hidden = Boolean(view);
  $("view").hidden = !view;
  $("view").replaceChildren(...(view ? view.show(parts).flat(4).filter(Boolean) : []));
  for (const action of waiting) action();
  const current = view ? { source: "articles" }[name] ?? name : "overview";
  for (const each of document.querySelectorAll("nav a")) {
    if (each.hash === `#${current}`) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
  const part = view ? null : $(name)?.closest("#start section");
  const heading = part ?? (view ? $("view") : $("start")).querySelector("h1");
  document.title = view ? `${heading.textContent} – ${TITLE}` : TITLE;
  const at = $("view").querySelector(".here");
  if (at) {
    at.scrollIntoView({ block: "center" });
    at.focus({ preventScroll: true });
  } else if (move) {
    if (!part) window.scrollTo(0, 0);
    heading.focus({ preventScroll: !part });
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const THEMES = { auto: "as the system", light: "light", dark: "dark" };

function setTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  $("theme").value = theme;
}

// A page that is opened from a disk may be refused its memory.
function remembered(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

$("theme").addEventListener("change", () => {
  setTheme($("theme").value);
  remembered(() => window.localStorage.setItem("theme", $("theme").value));
});
const theme = remembered(() => window.localStorage.getItem("theme"));
setTheme(theme in THEMES ? theme : "auto");
// The address of the page is its view: skipping must not change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  $("main").focus();
});
window.addEventListener("hashchange", () => show({ move: true }));
let width = window.innerWidth;
window.addEventListener("resize", later(() => {
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  for (const action of waiting) action();
}, 300));
document.documentElement.classList.add("ready");
show({ move: false });
