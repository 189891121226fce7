// Building elements. Text is only ever set as text, never as markup: that is what keeps an
// article's own markup from being one.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child);
  }
  return element;
}

function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

function s(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

const $ = (id) => document.getElementById(id);

function number(value) {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
}

const PLURALS = { person: "people", agency: "agencies", entity: "entities", country: "countries", city: "cities", story: "stories" };

function counted(value, noun) {
  return `${number(value)} ${value === 1 ? noun : PLURALS[noun] ?? `${noun}s`}`;
}

const DAY_MS = 86_400_000;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function toMs(day) {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayWords(day) {
  return day ? DAY.format(toMs(day)) : "–";
}

const COUNTRIES = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

function countryName(code) {
  try {
    return COUNTRIES.of(code);
  } catch {
    return code;
  }
}

function words(name) {
  return name.replaceAll("_", " ");
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ı", "i").toLowerCase();
}

function link(parts) {
  return `#${parts.map((part) => encodeURIComponent(part)).join("/")}`;
}

// Of many elements one is in the tab order; arrow keys lead to the others.
function roving(container, selector) {
  const all = () => [...container.querySelectorAll(selector)];
  all().forEach((each, place) => each.setAttribute("tabindex", place === 0 ? "0" : "-1"));
  container.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = event.target.closest(selector);
    if (!step || !at) return;
    const here = all();
    const next = here[here.indexOf(at) + step];
    if (next) {
      at.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }
    event.preventDefault();
  });
}

// What long lists show at first, and add at a time.
function inParts(items, size, show) {
  const holder = h("div", { class: "more" });
  let shown = 0;
  function add(upTo) {
    const first = shown;
    shown = Math.min(items.length, upTo);
    show(items.slice(first, shown));
    holder.replaceChildren();
    const left = items.length - shown;
    if (left > 0) {
      holder.append(
        h("button", { type: "button", onclick: () => add(shown + size) }, `Show ${number(Math.min(size, left))} more`),
        left > size && h("button", { type: "button", onclick: () => add(items.length) }, `Show all ${number(items.length)}`),
      );
    }
  }
  add(size);
  return holder;
}

function announce(text) {
  $("status").textContent = text;
}

function later(action, wait = 150) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}
