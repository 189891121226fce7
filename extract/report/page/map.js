// Where the places are: an outline of the world that is in the page, a circle for each place.

const world = JSON.parse($("world").textContent);
const ZOOM = 1.6;
const MOST_ZOOM = 60;
// Where the map is centred that cannot show all of the world: between Europe and Africa.
const MIDDLE = 530;
const MOST_LABELS = 28;
const LISTED = 25;

const mapView = {
  title: "Map",
  show([id]) {
    const places = byLabel.LOCATION.filter((entity) => entity.at).sort((a, b) => b.seen.length - a.seen.length);
    const elsewhere = byLabel.LOCATION.filter((entity) => !entity.at);
    const map = worldMap(places, byId.get(id));
    return [
      h("h1", { tabindex: "-1" }, "Map"),
      h("p", { class: "intro" }, "The larger a circle, the more mentions. A ring is a country, at its middle. Drag to move, and zoom with the buttons or with Ctrl and the wheel."),
      map.element,
      h("h2", {}, "Most mentioned in view"),
      map.list,
      elsewhere.length > 0 && [
        h("h2", {}, "Without a position"),
        h("p", {}, `The gazetteer does not have ${counted(elsewhere.length, "place")}, or cannot tell which is meant; buildings have none.`),
        h("details", {}, h("summary", {}, "List them"), h("ul", { class: "company" }, [...elsewhere].sort((a, b) => b.seen.length - a.seen.length).map((entity) => h("li", {}, entityLink(entity), h("span", { class: "faint" }, ` ${number(entity.seen.length)}`))))),
      ],
      h("p", { class: "faint" }, `Outline: ${world.source}. Projection: Equal Earth.`),
    ];
  },
};

function worldMap(places, chosen) {
  const shapes = s("g", { class: "world", "aria-hidden": "true" }, s("path", { class: "land", d: world.land }), s("path", { class: "borders", d: world.borders }));
  const circles = places.map((entity) => placeCircle(entity, entity === chosen));
  const dots = s("g", {}, circles);
  const names = s("g", { class: "names", "aria-hidden": "true" });
  const svg = s("svg", { class: "map", role: "group", "aria-label": `Map of ${counted(places.length, "place")}`, preserveAspectRatio: "xMidYMid slice" }, shapes, dots, names);
  const list = h("ol", { class: "company" });
  let box = null;

  // On a narrow screen the map is higher than the world: it shows a part of it from the start.
  function shape() {
    return svg.clientWidth ? svg.clientHeight / svg.clientWidth : world.height / world.width;
  }

  function wholeView() {
    const width = Math.min(world.width, world.height / shape());
    setView({ x: MIDDLE - width / 2, y: 0, width });
  }

  function setView(next) {
    const most = Math.min(world.width, world.height / shape());
    const width = Math.min(most, Math.max(world.width / MOST_ZOOM, next.width));
    const height = width * shape();
    box = {
      width,
      height,
      x: Math.min(world.width - width, Math.max(0, next.x)),
      y: Math.min(world.height - height, Math.max(0, next.y)),
    };
    draw();
  }

  // What is on the screen keeps its size: circles and names shrink as the map is enlarged.
  function draw() {
    svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
    const unit = box.width / Math.max(320, svg.clientWidth);
    svg.style.setProperty("--unit", unit);
    circles.forEach((circle, place) => circle.firstChild.setAttribute("r", radius(places[place]) * unit));
    const seen = places.filter((entity) => isIn(entity.at));
    nameSome(seen, unit);
    list.replaceChildren(...seen.slice(0, LISTED).map((entity) => h("li", {}, entityLink(entity), h("span", { class: "faint" }, ` ${number(entity.seen.length)}`))));
  }

  function isIn([x, y]) {
    return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  }

  // Names of the most mentioned, where they lie on no other name.
  function nameSome(seen, unit) {
    const taken = [];
    const found = [];
    for (const entity of seen) {
      if (found.length >= MOST_LABELS) break;
      const [x, y] = entity.at;
      const off = (radius(entity) + 3) * unit;
      const wide = entity.name.length * 6.2 * unit;
      for (const [left, anchor] of [[x + off, "start"], [x - off - wide, "end"]]) {
        const area = [left, y - 7 * unit, left + wide, y + 7 * unit];
        if (taken.some((other) => area[0] < other[2] && area[2] > other[0] && area[1] < other[3] && area[3] > other[1])) continue;
        if (area[2] > box.x + box.width || area[0] < box.x) continue;
        taken.push(area);
        found.push(s("text", { x: anchor === "start" ? x + off : x - off, y: y + 4 * unit, "text-anchor": anchor, "font-size": 11.5 * unit, "stroke-width": 3 * unit }, entity.name));
        break;
      }
    }
    names.replaceChildren(...found);
  }

  function zoom(factor, at) {
    const [x, y] = at ?? [box.x + box.width / 2, box.y + box.height / 2];
    setView({ x: x - (x - box.x) / factor, y: y - (y - box.y) / factor, width: box.width / factor });
  }

  function point(event) {
    const { left, top, width, height } = svg.getBoundingClientRect();
    return [box.x + ((event.clientX - left) / width) * box.width, box.y + ((event.clientY - top) / height) * box.height];
  }

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? ZOOM : 1 / ZOOM, point(event));
  }, { passive: false });
  let drag = null;
  svg.addEventListener("pointerdown", (event) => {
    drag = { x: event.clientX, y: event.clientY, box, moved: false };
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, () => (drag = null));
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const unit = box.width / svg.getBoundingClientRect().width;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    drag.moved = true;
    svg.setPointerCapture(event.pointerId);
    setView({ ...drag.box, x: drag.box.x - dx * unit, y: drag.box.y - dy * unit });
  });
  roving(dots, "a");

  const button = (title, action, text) => h("button", { type: "button", title, "aria-label": title, onclick: action }, text);
  const element = h(
    "div",
    { class: "picture" },
    h("div", { class: "zoom" }, button("Zoom in", () => zoom(ZOOM), "+"), button("Zoom out", () => zoom(1 / ZOOM), "−"), h("button", { type: "button", onclick: wholeView }, "Whole world")),
    svg,
  );
  afterShow(() => (chosen?.at ? setView({ x: chosen.at[0] - world.width / 18, y: chosen.at[1] - (world.width / 18) * shape(), width: world.width / 9 }) : wholeView()));
  return { element, list };
}

function radius(entity) {
  return 2.2 + 1.9 * Math.sqrt(entity.seen.length);
}

function placeCircle(entity, chosen) {
  const isCountry = entity.attributes.types?.[0] === "country";
  const told = `${entity.name}: ${counted(entity.seen.length, "mention")} in ${counted(entity.seenIn, "article")}`;
  const circle = s(
    "a",
    { href: entityHref(entity), class: `spot${isCountry ? " country" : ""}${chosen ? " chosen" : ""}`, "aria-label": told, draggable: "false" },
    s("circle", { cx: entity.at[0], cy: entity.at[1], r: 3 }),
  );
  return withTip(circle, () => [h("p", { class: "label" }, entity.name), h("p", { class: "faint" }, [kindWords(entity), counted(entity.seen.length, "mention"), counted(entity.seenIn, "article")].filter(Boolean).join(" · "))]);
}
