// People, agencies and places: a table of each, and one of them with its mentions and reasons.

const LONGEST_CONTEXT = 240;
const CONTEXTS = 40;
const MOST_COMPANY = 12;

function entityHref(entity) {
  return link([VIEW_OF[entity.label], entity.id]);
}

function entityLink(entity) {
  return h("a", { href: entityHref(entity) }, entity.name);
}

function mentionHref(mention) {
  return link(["articles", mention.article.id, String(mention.order)]);
}

function otherNames(entity) {
  return entity.aliases.map(([name]) => name).filter((name) => name !== entity.name);
}

function kindWords(entity) {
  const { roles = [], types = [], countries = [] } = entity.attributes;
  if (entity.label === "PERSON") return roles.join("; ");
  return types.map(words).join("; ") + (types.length && countries.length ? ", " : "") + countries.map(countryName).join("; ");
}

function doubtMark(entity) {
  const doubts = entity.unsure.length + entity.doubtful.length;
  if (!doubts) return null;
  return h("span", { class: "doubt", title: "A merge, or a pair of names, that is worth a look" }, "?", h("span", { class: "unseen" }, " doubtful"));
}

function entitySearchText(entity) {
  entity.search ??= folded([entity.name, ...otherNames(entity), kindWords(entity), ...(entity.attributes.acronyms ?? [])].join("\n"));
  return entity.search;
}

function entityTable(label, query) {
  const rows = byLabel[label];
  const kinds = [...new Set(rows.flatMap((entity) => entity.attributes.types ?? []))].sort();
  const filters = [
    {
      title: "Show",
      choices: [
        ["all", null],
        ["in two or more stories", (entity) => entity.toldIn > 1],
        ["doubtful merges", (entity) => entity.unsure.length + entity.doubtful.length > 0],
        ["with other spellings", (entity) => otherNames(entity).length > 0],
      ],
    },
  ];
  if (kinds.length) {
    filters.push({
      title: "Type",
      choices: [["any", null], ...kinds.map((kind) => [words(kind), (entity) => entity.attributes.types?.includes(kind)])],
    });
  }
  return dataTable({
    caption: { PERSON: "People", AGENCY: "Agencies", LOCATION: "Places" }[label],
    noun: LABEL_WORDS[label],
    search: "Search names, spellings and " + (label === "PERSON" ? "roles" : "countries"),
    query,
    rows,
    filters,
    text: entitySearchText,
    sort: [3, true],
    columns: [
      { title: "Name", cell: (entity) => [entityLink(entity), doubtMark(entity)], key: (entity) => folded(entity.name), className: "name" },
      { title: "Also written", cell: (entity) => otherNames(entity).join(", "), key: (entity) => otherNames(entity).length, wide: true, descending: true, className: "variants" },
      { title: label === "PERSON" ? "Role" : "Type and country", cell: kindWords, key: (entity) => folded(kindWords(entity)) || null, wide: true, className: "kind" },
      { title: "Mentions", cell: (entity) => number(entity.seen.length), key: (entity) => entity.seen.length, numeric: true, descending: true },
      { title: "Articles", cell: (entity) => number(entity.seenIn), key: (entity) => entity.seenIn, numeric: true, descending: true },
      { title: "First seen", cell: (entity) => dayWords(entity.first), key: (entity) => entity.first, wide: true, numeric: true },
      { title: "Last seen", cell: (entity) => dayWords(entity.last), key: (entity) => entity.last, wide: true, numeric: true, descending: true },
    ],
  });
}

function entitiesView(view, heading, intro, label) {
  return {
    title: heading,
    show(parts) {
      if (parts.length) {
        const entity = byId.get(parts[0]);
        return entity ? entityView(entity, view, heading) : missing(parts[0]);
      }
      return [h("h1", { tabindex: "-1" }, heading), h("p", { class: "intro" }, intro), entityTable(label)];
    },
  };
}

// A mention in its sentence, with the way into its article.
function context(mention, also = []) {
  const [first, last] = sentenceEnds(mention);
  const text = mention.article.text;
  const marked = [mention, ...also].sort((a, b) => a.start - b.start);
  const pieces = [];
  let at = first;
  for (const each of marked) {
    pieces.push(text.slice(at, each.start), h("mark", { class: LABEL_WORDS[each.label] }, quoted(each)));
    at = each.end;
  }
  pieces.push(text.slice(at, last));
  const front = pieces[0];
  if (front.length > LONGEST_CONTEXT) pieces[0] = `… ${front.slice(front.indexOf(" ", front.length - LONGEST_CONTEXT) + 1)}`;
  else pieces[0] = front.trimStart();
  const back = pieces.at(-1);
  if (back.length > LONGEST_CONTEXT) pieces.push(`${pieces.pop().slice(0, back.lastIndexOf(" ", LONGEST_CONTEXT))} …`);
  else pieces.push(pieces.pop().trimEnd());
  return h("a", { class: "context", href: mentionHref(mention) }, pieces);
}

function articleLine(article) {
  return h(
    "span",
    { class: "where" },
    h("a", { href: link(["articles", article.id]) }, articleTitle(article)),
    h("span", { class: "faint" }, ` ${[article.source, article.published && dayWords(article.published)].filter(Boolean).join(", ")}`),
  );
}

function contexts(mentions) {
  const list = h("ul", { class: "contexts" });
  let last = null;
  const more = inParts(mentions, CONTEXTS, (part) => {
    for (const mention of part) {
      if (mention.article !== last) list.append(h("li", { class: "article" }, articleLine(mention.article)));
      last = mention.article;
      const told = valueWords(mention);
      list.append(h("li", {}, context(mention), told && h("span", { class: "faint told" }, told)));
    }
  });
  return [list, more];
}

function byDay(a, b) {
  return (a.article.published ?? "9").localeCompare(b.article.published ?? "9") || a.article.place - b.article.place || a.start - b.start;
}

const VERDICTS = { match: "one", unsure: "left unsure", no_match: "two" };

function decisionTable(caption, some) {
  const sorted = [...some].sort((a, b) => (a.score ?? 1) - (b.score ?? 1));
  const rows = sorted.map((decision) => [
    [decision.a, h("span", { class: "faint" }, " and "), decision.b],
    h("span", { class: decision.verdict === UNSURE || (decision.verdict === "match" && sorted && decision.score !== null && decision.score < DOUBTFUL_SCORE) ? "doubtful" : null }, VERDICTS[decision.verdict]),
    decision.score === null ? "–" : decision.score.toFixed(2),
    [decision.reason, h("span", { class: "faint" }, ` (${decision.rule})`)],
    decision.article ? h("a", { href: link(["articles", decision.article.id]) }, "in an article") : "across articles",
  ]);
  return plainTable(caption, ["Names", "Judged", "Score", "Because", "Where"], rows, [2]);
}

function bearersOf(some, entity) {
  const others = new Set(some.flatMap((decision) => decision.bearers.flat()).filter((each) => each !== entity));
  return [...others].flatMap((each, place) => [place ? ", " : "", entityLink(each)]);
}

function entityView(entity, view, heading) {
  const { roles = [], types = [], countries = [], acronyms = [] } = entity.attributes;
  const company = companyOf(entity);
  const dated = entity.first ? (entity.first === entity.last ? dayWords(entity.first) : `${dayWords(entity.first)} to ${dayWords(entity.last)}`) : "no dated article";
  const whole = partial && entity.mentions > entity.seen.length ? ` on this page; ${counted(entity.mentions, "mention")} in ${counted(entity.articles, "article")} in the database` : "";
  return [
    h("p", { class: "back" }, h("a", { href: `#${view}` }, `All ${heading.toLowerCase()}`)),
    h("h1", { tabindex: "-1" }, entity.name),
    h("p", { class: "intro" }, `${counted(entity.seen.length, "mention")} in ${inWords(entity.seenIn, entity.toldIn)}${whole}. Published: ${dated}.`, (entity.unsure.length > 0 || entity.doubtful.length > 0) && [" ", h("span", { class: "doubtful" }, "A merge or a pair of names below is worth a look.")]),
    h(
      "dl",
      { class: "facts" },
      pair("Roles", roles.join("; ")),
      pair("Type", types.map(words).join("; ")),
      pair("Country", countries.map(countryName).join("; ")),
      pair("Acronym", acronyms.join(", ")),
      pair("Position", entity.degrees && [h("a", { href: link(["map", entity.id]) }, `${entity.degrees[0].toFixed(2)}, ${entity.degrees[1].toFixed(2)}`)]),
      pair("Dates", entity.seenIn && h("a", { href: link(["timeline", entity.id]) }, "timeline")),
      pair("Id", entity.id),
    ),
    h("h2", {}, "Spellings"),
    h("div", { class: "narrow" }, plainTable(
      `Spellings of ${entity.name}`,
      ["Written", partial ? "Mentions in the database" : "Mentions", "Articles"],
      entity.aliases.map(([name, mentions, inArticles]) => [name, number(mentions), number(inArticles)]),
      [1, 2],
    )),
    entity.merges.length > 0 && [h("h2", {}, "Why these names are one"), decisionTable("Decisions that made these names one", entity.merges)],
    !entity.merges.length && entity.aliases.length > 1 && [h("h2", {}, "Why these names are one"), h("p", {}, entity.label === "LOCATION" ? "They are one place in the gazetteer." : "They differ in spaces, case or signs alone.")],
    entity.unsure.length > 0 && [
      h("h2", {}, "Left unsure"),
      h("p", {}, "It may be, or be named together with: ", bearersOf(entity.unsure, entity), ". Decide with ", h("code", {}, "extract review"), "."),
      decisionTable("Pairs of names that are left unsure", entity.unsure),
    ],
    entity.apart.length > 0 && [
      h("h2", {}, "Kept apart"),
      h(
        "p",
        {},
        "Names that look alike, and others bear: ",
        bearersOf(entity.apart, entity),
        entity.kept_apart > entity.apart.length ? `, the nearest ${number(entity.apart.length)} of ${counted(entity.kept_apart, "pair")}; all are in the table “decisions” of the database.` : ".",
      ),
      decisionTable("Pairs of names that were judged to be two", entity.apart),
    ],
    company.length > 0 && [
      h("h2", {}, "Named in one sentence with"),
      h(
        "ul",
        { class: "company" },
        company.slice(0, MOST_COMPANY).map(([other, sentences]) =>
          h("li", {}, entityLink(other), " ", h("a", { class: "faint", href: link(["network", entity.id, other.id]) }, counted(sentences, "sentence"))),
        ),
        company.length > MOST_COMPANY && h("li", { class: "faint" }, `and ${number(company.length - MOST_COMPANY)} more`),
      ),
    ],
    h("h2", {}, "In context"),
    contexts([...entity.seen].sort(byDay)),
  ];
}

function pair(name, told) {
  return told ? h("div", {}, h("dt", {}, name), h("dd", {}, told)) : null;
}

function missing(what) {
  return [h("h1", { tabindex: "-1" }, "Not on this page"), h("p", {}, `“${what}” is not among the facts of this page.`)];
}
