// Who is mentioned with whom: the picture, its pairs, and the sentences of a pair.

const NAME_LETTERS = 28;
const PICTURE = [1200, 860];
// Room around the dots, for their names.
const [SIDE, ABOVE] = [105, 32];

const networkView = {
  title: "Network",
  show([a, b]) {
    if (a !== undefined && b !== undefined) {
      const pair = [byId.get(a), byId.get(b)];
      return pair.every(Boolean) ? pairView(...pair) : missing(`${a}, ${b}`);
    }
    const { nodes, edges, candidates } = facts.network;
    const named = nodes.map(([entity]) => entities[entity]);
    const rows = edges.map(([one, other, sentences]) => ({ one: named[one], other: named[other], sentences }));
    const left = candidates - nodes.length;
    return [
      h("h1", { tabindex: "-1" }, "Network"),
      h(
        "p",
        { class: "intro" },
        `People (round) and agencies (square) that one sentence names together. ${left > 0 ? `The ${number(nodes.length)} with most such sentences; ${number(left)} more have their company on their own pages. ` : ""}Choose one to see whom it is named with.`,
      ),
      nodes.length ? networkPicture(nodes, edges, named) : h("p", {}, "No sentence names two of them."),
      h("h2", {}, "Pairs"),
      dataTable({
        caption: "Pairs in the picture",
        noun: "pair",
        search: "Search names",
        rows,
        text: (row) => folded(`${row.one.name} ${row.other.name}`),
        sort: [2, true],
        columns: [
          { title: "One", cell: (row) => entityLink(row.one), key: (row) => folded(row.one.name), className: "name" },
          { title: "Other", cell: (row) => entityLink(row.other), key: (row) => folded(row.other.name), className: "name" },
          { title: "Sentences", cell: (row) => h("a", { href: link(["network", row.one.id, row.other.id]) }, number(row.sentences)), key: (row) => row.sentences, numeric: true, descending: true },
        ],
      }),
    ];
  },
};

// The part of the picture that has something in it.
function frame(nodes) {
  const xs = nodes.map(([, x]) => x);
  const ys = nodes.map(([, , y]) => y);
  const [left, top] = [Math.max(0, Math.min(...xs) - SIDE), Math.max(0, Math.min(...ys) - ABOVE)];
  return [left, top, Math.min(PICTURE[0], Math.max(...xs) + SIDE) - left, Math.min(PICTURE[1], Math.max(...ys) + ABOVE) - top].join(" ");
}

function pairView(one, other) {
  const seen = new Set();
  const found = [];
  for (const mention of [...one.seen].sort(byDay)) {
    const beside = mentionsBeside(mention);
    const place = `${mention.article.place}/${sentenceOf(mention)}`;
    if (seen.has(place) || !beside.some((each) => each.entity === other)) continue;
    seen.add(place);
    found.push([mention, beside.filter((each) => each !== mention && (each.entity === one || each.entity === other))]);
  }
  return [
    h("p", { class: "back" }, h("a", { href: "#network" }, "Network")),
    h("h1", { tabindex: "-1" }, one.name, " and ", other.name),
    h("p", { class: "intro" }, `Named together in ${counted(found.length, "sentence")}: `, entityLink(one), ", ", entityLink(other), "."),
    h("ul", { class: "contexts" }, found.flatMap(([mention, also]) => [h("li", { class: "article" }, articleLine(mention.article)), h("li", {}, context(mention, also))])),
  ];
}

function networkPicture(nodes, edges, named) {
  const most = Math.max(...edges.map(([, , sentences]) => sentences));
  const beside = named.map(() => new Map());
  for (const [one, other, sentences] of edges) {
    beside[one].set(other, sentences);
    beside[other].set(one, sentences);
  }
  const lines = edges.map(([one, other, sentences]) =>
    s("line", { x1: nodes[one][1], y1: nodes[one][2], x2: nodes[other][1], y2: nodes[other][2], "stroke-width": (0.8 + 4 * Math.sqrt(sentences / most)).toFixed(1) }),
  );
  const panel = h("div", { class: "panel", role: "status" }, h("p", { class: "faint" }, "Nobody is chosen."));
  const dots = nodes.map(([, x, y], place) => {
    const entity = named[place];
    const size = 4 + Math.min(9, Math.sqrt(entity.seen.length) * 1.4);
    const shape = entity.label === "PERSON" ? s("circle", { cx: x, cy: y - 6, r: size }) : s("rect", { x: x - size, y: y - 6 - size, width: 2 * size, height: 2 * size });
    const name = entity.name.length > NAME_LETTERS ? `${entity.name.slice(0, NAME_LETTERS - 1)}…` : entity.name;
    const group = s(
      "g",
      { class: `node ${LABEL_WORDS[entity.label]}`, role: "button", tabindex: "-1", "aria-pressed": "false", "aria-label": `${entity.name}, named with ${counted(beside[place].size, "other")}`, onclick: () => choose(place) },
      shape,
      s("text", { x, y: y + size + 6, "text-anchor": "middle" }, name),
    );
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(place);
      }
    });
    return group;
  });
  const svg = s(
    "svg",
    { class: "network", viewBox: frame(nodes), role: "group", "aria-label": `Network of ${counted(nodes.length, "entity")}; arrow keys lead from one to the next` },
    s("g", { class: "edges", "aria-hidden": "true" }, lines),
    s("g", {}, dots),
  );
  let chosen = null;

  function choose(place) {
    chosen = chosen === place ? null : place;
    svg.classList.toggle("has-choice", chosen !== null);
    dots.forEach((dot, each) => {
      dot.setAttribute("aria-pressed", String(each === chosen));
      dot.classList.toggle("near", chosen !== null && (each === chosen || beside[chosen].has(each)));
    });
    lines.forEach((line, each) => line.classList.toggle("near", chosen !== null && edges[each].slice(0, 2).includes(chosen)));
    panel.replaceChildren(...(chosen === null ? [h("p", { class: "faint" }, "Nobody is chosen.")] : told(chosen)));
  }

  function told(place) {
    const entity = named[place];
    const partners = [...beside[place]].sort((a, b) => b[1] - a[1]);
    return [
      h("h2", {}, entityLink(entity)),
      h("p", { class: "faint" }, `Named in one sentence with ${counted(partners.length, "other")} of the picture.`),
      h("ul", { class: "company" }, partners.map(([other, sentences]) => h("li", {}, entityLink(named[other]), " ", h("a", { class: "faint", href: link(["network", entity.id, named[other].id]) }, counted(sentences, "sentence"))))),
    ];
  }

  roving(svg, ".node");
  return [h("div", { class: "picture scroll", role: "region", "aria-label": "Picture of the network", tabindex: "0" }, svg), panel];
}
