// The facts of the page, unpacked: articles, mentions, entities, and what leads from one to another.

const facts = JSON.parse($("facts").textContent);
$("facts").remove();

const LABEL_WORDS = { PERSON: "person", AGENCY: "agency", DATE: "date", COUNT: "count", LOCATION: "place" };
const VIEW_OF = { PERSON: "people", AGENCY: "agencies", LOCATION: "places" };
const UNSURE = "unsure";
// A merge below this score is shown as one to look at.
const DOUBTFUL_SCORE = facts.doubtful_score;

function named(row, fields) {
  return Object.fromEntries(fields.map((field, at) => [field, row[at]]));
}

const entities = facts.entities.map((row) => named(row, facts.fields.entities)).map((entity, place) => ({
  ...entity,
  place,
  label: facts.labels[entity.label],
  seen: [],
  seenIn: 0,
  merges: [],
  unsure: [],
  apart: [],
}));

const articles = facts.articles.map((packed, place) => {
  const article = { ...packed, place, mentions: [], story: facts.copies[packed.id] ?? packed.id };
  const row = packed.mentions;
  const width = facts.fields.mentions.length;
  let last = null;
  for (let at = 0, order = 0; at < row.length; at += width, order += 1) {
    const [start, length, label, entity, value, by, detail, confidence] = row.slice(at, at + width);
    const mention = {
      article,
      order,
      start,
      end: start + length,
      label: facts.labels[label],
      entity: entity < 0 ? null : entities[entity],
      value: facts.values[value],
      by: facts.rules[by],
      detail: detail < 0 ? null : facts.details[detail],
      confidence: confidence < 0 ? null : confidence,
    };
    article.mentions.push(mention);
    if (mention.entity) mention.entity.seen.push(mention);
  }
  return article;
});

for (const entity of entities) {
  entity.seenIn = articlesOf(entity.seen).size;
  entity.toldIn = storiesOf(entity.seen).size;
}

function articlesOf(mentions) {
  return new Set(mentions.map((mention) => mention.article));
}

// Copies of one story are one source.
function storiesOf(mentions) {
  return new Set(mentions.map((mention) => mention.article.story));
}

// In how many articles, and in how many stories where some of them are copies.
function inWords(inArticles, inStories) {
  return counted(inArticles, "article") + (inStories < inArticles ? ` (${counted(inStories, "story")})` : "");
}

const decisions = facts.decisions.map((row) => named(row, facts.fields.decisions)).map((packed) => ({
  ...packed,
  label: facts.labels[packed.label],
  rule: facts.rules[packed.rule],
  article: packed.article < 0 ? null : articles[packed.article],
  bearers: packed.bearers.map((some) => some.map((place) => entities[place])),
}));

for (const decision of decisions) {
  const kind = { match: "merges", unsure: "unsure", no_match: "apart" }[decision.verdict];
  for (const entity of new Set(decision.bearers.flat())) entity[kind].push(decision);
}

// A pair kept apart that has no two bearers says nothing of who is who.
function areTwo(decision) {
  const [one, other] = decision.bearers;
  return one.some((each) => other.some((another) => each !== another));
}

for (const entity of entities) {
  entity.unsure = entity.unsure.filter((decision) => decision.open);
  entity.apart = entity.apart.filter(areTwo);
  entity.doubtful = entity.merges.filter((decision) => decision.score !== null && decision.score < DOUBTFUL_SCORE);
}

const byId = new Map(entities.map((entity) => [entity.id, entity]));
const articleById = new Map(articles.map((article) => [article.id, article]));
const byLabel = Object.fromEntries(
  Object.keys(VIEW_OF).map((label) => [label, entities.filter((entity) => entity.label === label)]),
);
const partial = articles.length < facts.totals.articles;

function quoted(mention) {
  return mention.article.text.slice(mention.start, mention.end);
}

function articleTitle(article) {
  if (article.title) return article.title;
  const line = article.text.slice(bodyStart(article)).trim().split("\n", 1)[0].replace(/^date \d{4}-\d\d-\d\d\s+/, "");
  return line.length > 90 ? `${line.slice(0, line.lastIndexOf(" ", 88))} …` : line || article.id;
}

// Metadata that an article has before its text, between two “---”.
function bodyStart(article) {
  const end = article.text.startsWith("---") ? article.text.indexOf("\n---\n", 3) : -1;
  return end < 0 ? 0 : end + 5;
}

function sentenceOf(mention) {
  const starts = mention.article.sentences;
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= mention.start) low = middle;
    else high = middle;
  }
  return low;
}

function sentenceEnds(mention) {
  const starts = mention.article.sentences;
  const first = sentenceOf(mention);
  let last = first + 1;
  while (last < starts.length && starts[last] < mention.end) last += 1;
  return [starts[first], last < starts.length ? starts[last] : mention.article.text.length];
}

// The mentions of each sentence of an article, by number of the sentence.
function sentencesOf(article) {
  article.bySentence ??= article.mentions.reduce((found, mention) => {
    const at = sentenceOf(mention);
    if (!found.has(at)) found.set(at, []);
    found.get(at).push(mention);
    return found;
  }, new Map());
  return article.bySentence;
}

function mentionsBeside(mention) {
  return sentencesOf(mention.article).get(sentenceOf(mention));
}

// Those whom a sentence names beside an entity, with the sentences: most first.
function companyOf(entity) {
  const found = new Map();
  for (const mention of entity.seen) {
    for (const other of mentionsBeside(mention)) {
      if (!other.entity || other.entity === entity || other.label === "LOCATION") continue;
      if (!found.has(other.entity)) found.set(other.entity, new Set());
      found.get(other.entity).add(`${mention.article.place}/${sentenceOf(mention)}`);
    }
  }
  return [...found].map(([other, where]) => [other, where.size]).sort((a, b) => b[1] - a[1] || a[0].place - b[0].place);
}

const BOUNDS = { approx: "about", at_least: "at least", at_most: "at most" };

function countWords(value) {
  const range = value.low === value.high ? number(value.low) : `${number(value.low)} to ${number(value.high)}`;
  return value.bound ? `${BOUNDS[value.bound]} ${range}` : range;
}

function valueWords(mention) {
  const value = mention.value;
  switch (mention.label) {
    case "PERSON":
      return value.role ?? "";
    case "DATE":
      return value.edtf ?? `open: ${value.reason ?? "not settled"}`;
    case "COUNT":
      return [countWords(value), value.unit ?? value.unit_class].filter(Boolean).join(" ");
    default:
      return [value.type && words(value.type), value.country && countryName(value.country)].filter(Boolean).join(", ");
  }
}

// The value of a mention as names and words, for a reader.
function valueRows(mention) {
  const value = mention.value;
  const rows = {
    PERSON: () => [["role", value.role]],
    AGENCY: () => [["type", value.type && words(value.type)], ["country", value.country && countryName(value.country)], ["acronym", value.acronym]],
    LOCATION: () => [
      ["type", value.type && words(value.type)],
      ["country", value.country && countryName(value.country)],
      ["position", value.lat === undefined ? null : `${value.lat.toFixed(2)}, ${value.lon.toFixed(2)}`],
    ],
    DATE: () => [
      ["date", value.edtf ?? "left open"],
      ["open because", isOpen(mention) && whyOpen(mention)],
      ["precision", value.precision],
      ["from", value.start && dayWords(value.start)],
      ["up to", value.end && dayWords(lastDay(value.end))],
      ["counted from", value.anchor && dayWords(value.anchor)],
    ],
    COUNT: () => [
      ["number", countWords(value)],
      ["of", value.unit],
      ["kind", value.unit_class],
      ["basis", value.basis && words(value.basis)],
      ["party", value.party],
    ],
  }[mention.label]();
  return rows.filter(([, told]) => told);
}

// Ends are exclusive in the facts; a reader is told the last day.
function lastDay(end) {
  return new Date(toMs(end) - DAY_MS).toISOString().slice(0, 10);
}

function whyOpen(mention) {
  return mention.value.reason ?? "its words give no year";
}

function madeBy(mention) {
  const sure = mention.confidence === null ? "" : `, ${mention.confidence} % sure`;
  return `${mention.by}${sure}${mention.detail ? `: ${mention.detail}` : ""}`;
}

function isOpen(mention) {
  return mention.label === "DATE" && !mention.value.start && !mention.value.end;
}
