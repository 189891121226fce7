// Articles: a table of all, and one with its mentions marked and their values on hover and focus.

const tip = $("tip");
let tipFor = null;
let pinned = false;

function showTip(target, content) {
  tip.replaceChildren(...[content].flat(3).filter(Boolean));
  tip.hidden = false;
  tipFor = target;
  const box = target.getClientRects()[0] ?? target.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const { offsetWidth: width, offsetHeight: height } = tip;
  const above = box.bottom + height + 8 > window.innerHeight && box.top > height + 8;
  tip.style.left = `${Math.max(8, Math.min(box.left, room - width - 8)) + window.scrollX}px`;
  tip.style.top = `${(above ? box.top - height - 5 : box.bottom + 5) + window.scrollY}px`;
}

function hideTip() {
  tip.hidden = true;
  tipFor = null;
  pinned = false;
}

// Shows what content() gives while the pointer or the focus is on an element; a click pins it.
function withTip(element, content, { pin = false } = {}) {
  element.setAttribute("aria-describedby", "tip");
  element.addEventListener("mouseenter", () => pinned || showTip(element, content()));
  element.addEventListener("mouseleave", () => pinned || setTimeout(() => tipFor === element && !pinned && !tip.matches(":hover") && hideTip(), 120));
  element.addEventListener("focus", () => showTip(element, content()));
  element.addEventListener("blur", (event) => tip.contains(event.relatedTarget) || hideTip());
  if (!pin) return element;
  const hold = () => {
    showTip(element, content());
    pinned = true;
  };
  element.addEventListener("click", hold);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    hold();
    tip.querySelector("a")?.focus();
  });
  return element;
}

tip.addEventListener("mouseleave", () => pinned || hideTip());
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || tip.hidden) return;
  const back = tip.contains(document.activeElement) ? tipFor : null;
  hideTip();
  if (back) {
    back.focus();
    hideTip();
  }
});
document.addEventListener("click", (event) => {
  if (!tip.hidden && !tip.contains(event.target) && !tipFor?.contains(event.target)) hideTip();
});

function mentionTip(mention) {
  return [
    h("p", { class: "label" }, h("span", { class: `swatch ${LABEL_WORDS[mention.label]}` }), LABEL_WORDS[mention.label], mention.entity && [" · ", h("a", { href: entityHref(mention.entity) }, mention.entity.name)]),
    h("dl", {}, valueRows(mention).map(([name, told]) => pair(name, told))),
    h("p", { class: "faint" }, madeBy(mention)),
  ];
}

function articleTable(query, source) {
  const sources = [...new Set(articles.map((article) => article.source))].sort((a, b) => (a ?? "￿").localeCompare(b ?? "￿"));
  const sorted = source === undefined ? sources : [source, ...sources.filter((each) => each !== source)];
  const ofSource = sorted.map((name) => [name ?? "no source named", (article) => article.source === name]);
  return dataTable({
    caption: "Articles",
    noun: "article",
    search: "Search titles and texts",
    query,
    rows: articles,
    filters: [{ title: "Source", choices: source === undefined ? [["any", null], ...ofSource] : [...ofSource.slice(0, 1), ["any", null], ...ofSource.slice(1)] }],
    text: (article) => (article.search ??= folded([articleTitle(article), article.source ?? "", article.text].join("\n"))),
    sort: [2, true],
    columns: [
      { title: "Title", cell: (article) => h("a", { href: link(["articles", article.id]) }, articleTitle(article)), key: (article) => folded(articleTitle(article)), className: "name" },
      { title: "Source", cell: (article) => article.source ?? "–", key: (article) => article.source && folded(article.source), wide: true, className: "kind" },
      { title: "Published", cell: (article) => dayWords(article.published), key: (article) => article.published, numeric: true, descending: true },
      { title: "Mentions", cell: (article) => number(article.mentions.length), key: (article) => article.mentions.length, numeric: true, descending: true },
      { title: "Left open", cell: (article) => number(openIn(article).length), key: (article) => openIn(article).length, numeric: true, wide: true, descending: true },
    ],
  });
}

// What an article leaves open: [what, why].
function openIn(article) {
  article.open ??= [
    ...article.mentions.filter(isOpen).map((mention) => [mention, whyOpen(mention)]),
    ...onePerName(article.mentions.filter((mention) => mention.label === "LOCATION" && mention.value.lat === undefined)).map((mention) => [mention, NO_POSITION]),
    ...(unsureIn().get(article) ?? []).map((decision) => [decision, decision.reason]),
  ];
  return article.open;
}

const NO_POSITION = "no position: the gazetteer does not have it, or it is a building";

function onePerName(mentions) {
  return [...new Map([...mentions].reverse().map((mention) => [quoted(mention), mention])).values()].reverse();
}

// Unsure pairs by the articles that name a bearer of either name by that name.
const unsureIn = () => {
  unsureIn.found ??= decisions.filter((decision) => decision.open).reduce((found, decision) => {
    const where = decision.article ? [decision.article] : new Set(decision.bearers.flat().flatMap((entity) => entity.seen).filter((mention) => [decision.a, decision.b].includes(quoted(mention))).map((mention) => mention.article));
    for (const article of where) {
      if (!found.has(article)) found.set(article, []);
      found.get(article).push(decision);
    }
    return found;
  }, new Map());
  return unsureIn.found;
};

function openLine([what, why]) {
  const names = what.verdict
    ? [what.a, " and ", what.b, " — one, or two?"]
    : h("a", { href: mentionHref(what) }, `“${quoted(what)}”`);
  return h("li", {}, names, h("span", { class: "faint" }, ` ${why}`));
}

const articlesView = {
  title: "Articles",
  show([id, at]) {
    if (id === undefined) {
      return [h("h1", { tabindex: "-1" }, "Articles"), h("p", { class: "intro" }, "Each opens to its text, with every mention marked."), articleTable()];
    }
    const article = articleById.get(id);
    return article ? articleView(article, at) : missing(id);
  },
};

const sourceView = {
  title: "Articles",
  show([name]) {
    const source = name === undefined || name === "" ? null : name;
    return [h("h1", { tabindex: "-1" }, source ?? "No source named"), h("p", { class: "intro" }, "Articles of this source."), articleTable("", source)];
  },
};

function articleView(article, at) {
  const told = [
    article.source,
    article.published ? `${dayWords(article.published)} (from its ${article.published_from ?? "metadata"})` : "no day of publication",
    counted(article.mentions.length, "mention"),
  ];
  const web = article.url && /^https?:\/\//.test(article.url);
  const open = openIn(article);
  return [
    h("p", { class: "back" }, h("a", { href: "#articles" }, "All articles")),
    h("h1", { tabindex: "-1" }, articleTitle(article)),
    h("p", { class: "intro" }, told.filter(Boolean).join(" · "), article.url && [" · ", web ? h("a", { href: article.url, rel: "noreferrer" }, article.url) : article.url]),
    h("p", { class: "legend", "aria-hidden": "true" }, Object.values(LABEL_WORDS).map((label) => h("span", {}, h("mark", { class: label }, label)))),
    h(
      "div",
      { class: "reading" },
      h("div", { class: "text", role: "article", "aria-label": "Text of the article" }, paragraphs(article, at)),
      h(
        "aside",
        { "aria-label": "Beside the text" },
        h("h2", {}, "Left open"),
        article.warnings.map((warning) => h("p", { class: "warning" }, warning)),
        open.length ? h("ul", { class: "open" }, open.map(openLine)) : !article.warnings.length && h("p", { class: "faint" }, "Nothing."),
        article.derived.length > 0 && [
          h("h2", {}, "Worked out from its counts"),
          h("p", { class: "faint" }, "By arithmetic; the text does not say it."),
          h("ul", { class: "open" }, article.derived.map((derived) => derivedLine(article, derived))),
        ],
      ),
    ),
    h("h2", {}, "Facts in this article"),
    factsTable(article),
    h("p", { class: "faint" }, `Id ${article.id}`),
  ];
}

function derivedLine(article, [kind, detail, holds, sources]) {
  return h(
    "li",
    {},
    h("strong", {}, holds === false ? "does not add up" : kind),
    ` ${detail} `,
    sources.map((order) => [" ", h("a", { class: "faint", href: mentionHref(article.mentions[order]) }, quoted(article.mentions[order]))]),
  );
}

// The text in paragraphs, its mentions as elements that tell their values.
function paragraphs(article, at) {
  const { text } = article;
  const found = [];
  const body = bodyStart(article);
  let order = 0;
  for (const line of text.matchAll(/[^\n]+/g)) {
    const end = line.index + line[0].length;
    const paragraph = h("p", { class: line.index < body ? "front" : null });
    let from = line.index;
    while (order < article.mentions.length && article.mentions[order].start < end) {
      const mention = article.mentions[order];
      paragraph.append(text.slice(from, mention.start), marked(mention, String(mention.order) === at));
      from = mention.end;
      order += 1;
    }
    paragraph.append(text.slice(Math.min(from, end), end));
    found.push(paragraph);
  }
  return found;
}

function marked(mention, here) {
  const element = h(
    "span",
    { class: `mention ${LABEL_WORDS[mention.label]}${isOpen(mention) ? " left-open" : ""}${here ? " here" : ""}`, role: "button", tabindex: "0", id: `mention-${mention.order}` },
    quoted(mention),
  );
  return withTip(element, () => mentionTip(mention), { pin: true });
}

function factsTable(article) {
  return dataTable({
    caption: "Facts in this article",
    noun: "mention",
    rows: article.mentions,
    filters: [{ title: "Label", choices: [["any", null], ...Object.entries(LABEL_WORDS).map(([label, told]) => [told, (mention) => mention.label === label])] }],
    text: (mention) => folded(`${quoted(mention)} ${valueWords(mention)} ${mention.entity?.name ?? ""}`),
    sort: [0, false],
    columns: [
      { title: "In the text", cell: (mention) => h("a", { href: mentionHref(mention) }, quoted(mention)), key: (mention) => mention.start, className: "name" },
      { title: "Label", cell: (mention) => LABEL_WORDS[mention.label], key: (mention) => LABEL_WORDS[mention.label] },
      { title: "Value", cell: (mention) => valueWords(mention), key: (mention) => folded(valueWords(mention)) || null, className: "kind" },
      { title: "Who or what", cell: (mention) => mention.entity && entityLink(mention.entity), key: (mention) => mention.entity && folded(mention.entity.name), wide: true },
      { title: "Found by", cell: madeBy, key: madeBy, wide: true, className: "made" },
    ],
  });
}
