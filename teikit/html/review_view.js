"use strict";
// What is shown of an item: its place on the page, its words, what may be decided; all text goes in as text.

const SVG = "http://www.w3.org/2000/svg";
const HIDDEN = /(?!\n)[\p{Cf}\p{Cc}\p{Cs}]/gu;  // a line end is seen

const visible = (text) => text.replace(HIDDEN, (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, "0")}`);

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value === true ? "" : value);
  made.append(...content.map((part) => (typeof part === "string" ? visible(part) : part)));
  return made;
}

function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// The part of the page image on which an item stands, the word that is asked with a frame.
function imageOf(item, box) {
  const href = item.image && DATA.images?.[item.image.page];
  if (!href) return [];
  const [left, top, right, bottom] = item.image.box;
  const view = drawn("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, role: "img", class: "image" });
  view.setAttribute("aria-label", "this line on the image of the page");
  const [width, height] = item.image.size;
  view.append(drawn("image", { href, width, height, preserveAspectRatio: "none" }));
  if (box) {
    const thick = (bottom - top) / 60;
    view.append(drawn("rect", {
      x: box[0] - thick * 2, y: box[1] - thick * 2, width: box[2] - box[0] + thick * 4, height: box[3] - box[1] + thick * 4,
      "stroke-width": thick, class: "frame",
    }));
  }
  return [view];
}

function lines(texts) {
  return texts.map((text) => element("span", { class: "around" }, text || "\u00a0"));
}

function wordButton(item, word, number, chosen) {
  const reading = readingOf(item, word);
  if (reading === null) return [];
  const decided = isDecided(word);
  const said = [reading || "nothing", decided ? "decided" : word.doubtful ? "doubtful" : ""].filter(Boolean).join(", ");
  const made = element("button", {
    type: "button", class: ["word", word.doubtful && !decided ? "doubtful" : "", decided ? "decided" : ""].join(" "),
    "aria-label": visible(said), "aria-current": chosen ? "true" : false, tabindex: chosen ? "0" : "-1", "data-word": String(number),
  }, (reading || "∅").replaceAll("\n", "⏎"));
  return [made, " "];
}

function actionButton(action) {
  const keys = action.key ? [element("kbd", {}, action.shown ?? action.key), " "] : [];
  const made = element("button", { type: "button" }, ...keys, ...[action.label].flat());
  made.addEventListener("click", action.run);
  return made;
}

const counted = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;

function offerLabel([text, count]) {
  const label = [element("b", {}, text || "nothing")];
  return count > 1 ? [...label, element("small", {}, ` for ${counted(count, "word")}`)] : label;
}

function wordFacts(item, word) {
  const reading = readingOf(item, word);
  const told = [element("p", { class: "now" }, "The OCR reads ", element("b", {}, source(item, word.at)),
    reading === source(item, word.at) ? "" : "; now it reads ", reading === source(item, word.at) ? "" : element("b", {}, reading || "nothing"))];
  if (word.why?.length) told.push(element("ul", { class: "why" }, ...word.why.map((why) => element("li", {}, why))));
  const beside = Object.entries(word.beside ?? {});
  if (beside.length) {
    told.push(element("dl", { class: "beside", "aria-label": "other releases" },
      ...beside.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, element("b", {}, text))])));
  }
  return told;
}

function lineView(item, cursor, last, actions) {
  const word = item.words[cursor];
  const words = item.words.flatMap((one, number) => wordButton(item, one, number, number >= cursor && number <= last));
  return [
    ...(item.kind === "query" ? queryHead(item) : [element("h2", {}, item.where, element("small", {}, ` about ${item.errors.toFixed(1)} errors`))]),
    ...imageOf(item, word?.box),
    element("div", { class: "page" }, ...lines(item.above), element("span", { class: "ocr" }, item.text),
      element("span", { class: "line", role: "group", "aria-label": "the line as it reads now" }, ...words), ...lines(item.below)),
    typingForm(),
    element("section", { class: "asked", "aria-label": "this word" }, ...(word ? wordFacts(item, word) : []),
      element("div", { class: "offers" }, ...actions.filter((action) => action.offer).map(actionButton))),
    ...also(item),
    element("div", { class: "actions" }, ...actions.filter((action) => !action.offer).map(actionButton)),
  ];
}

// What Enter says of other releases.
function also(item) {
  const settled = settledWith(item);
  if (item.kind !== "line" || !settled.length) return [];
  return [element("p", { class: "why" }, "With the line other releases are settled: ", settled.map((row) => `${row.before} reads ${row.after}`).join("; "))];
}

function queryHead(item) {
  const head = element("h2", {}, "A query", element("small", {}, ` ${item.where} · ${item.value}`));
  return [head, element("p", {}, item.message), ...(item.do ? [element("p", { class: "why" }, item.do)] : [])];
}

function typingForm() {
  const input = element("input", { id: "typed", autocomplete: "off", spellcheck: "false", autocapitalize: "off" });
  const label = element("label", { for: "typed", id: "typing-label" });
  return element("form", { id: "typing", hidden: true }, label, element("span", { class: "boxed" }, element("i", { id: "lead" }), input, element("i", { id: "trail" })));
}

function markView(item, actions) {
  const titles = { gap: "Was text withheld here?", layer: "What is this?" };
  const head = item.kind === "query" ? queryHead(item) : [element("h2", {}, titles[item.kind], element("small", {}, ` ${item.where}`)), element("p", { class: "why" }, item.message)];
  const marked = source(item, item.at);
  const from = item.at[0] - item.from, to = item.at[1] - item.from;
  const parts = [item.characters.slice(0, from).join(""), item.characters.slice(to).join("")];
  return [
    ...head,
    ...imageOf(item, null),
    element("div", { class: "page" }, ...lines(item.above),
      element("span", { class: "marked" }, parts[0], element("mark", {}, marked || "▏"), parts[1]), ...lines(item.below)),
    element("div", { class: "actions" }, ...actions.map(actionButton)),
  ];
}
