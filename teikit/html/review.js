"use strict";
// The review of a document: one item at a time, decided with keys; every key is a button, too.

const place = document.getElementById("item");
const queue = DATA.items.map((_, number) => number).filter((number) => !isDone(DATA.items[number]));
let current = queue[0];
let cursor = 0, last = 0;  // the words of the line that are chosen: the first, the last
let typing = null;  // what is being typed: over words, before or after one, the whole line
const undone = rows.map((row) => ({ number: -1, added: [row] }));

const layerActions = () => Object.entries(DATA.layers).map(([layer, label], number) => ({ key: String(number + 1), label, run: () => mark("layer", { layer }) }));
const item = () => DATA.items[current];
const doubtfulFrom = (from) => item().words.findIndex((word, at) => at >= from && word.doubtful && !isDecided(word));

function enter(number) {
  current = number;
  typing = null;
  if (current !== undefined && item().words) choose(Math.max(doubtfulFrom(0), 0));
  else show();
}

function choose(from, to = from) {
  [cursor, last] = [from, to];
  typing = null;
  show();
}

function next() {
  const open = queue.filter((number) => !isDone(DATA.items[number]));
  const after = open.filter((number) => queue.indexOf(number) > queue.indexOf(current));
  enter(after[0] ?? open.find((number) => number !== current) ?? open[0]);
}

function decide(added) {
  if (!added.length) return;
  const places = new Set(added.map(key));
  const before = standing().filter((row) => places.has(key(row)));
  undone.push({ number: current, added, before });
  add(added);
}

function undo() {
  const step = undone.pop();
  if (!step) return;
  const withdrawn = step.added.map((row) => ({
    source: row.source, record: row.record, at: row.at, before: row.before, left: row.left, right: row.right,
    is: "withdrawn", who: row.who, when: row.when,
  }));
  add([...withdrawn, ...(step.before ?? [])]);
  const number = step.number >= 0 ? step.number : itemOf(step.added[0]);
  if (number >= 0 && !queue.includes(number)) queue.push(number);
  enter(number >= 0 ? number : current);
}

// The item in which a decision stands that was made before the page was opened.
function itemOf(row) {
  const member = DATA.members.find((one) => one.source === row.source && one.record === row.record);
  const at = (member?.start ?? 0) + row.at[0];
  return DATA.items.findIndex((one) => one.at[0] <= at && at <= one.at[1]);
}

// ------------------------------------------------------------ deciding

function onWords(is, text) {
  const first = item().words[cursor], end = item().words[last];
  const at = [first.at[0], end.at[1]];
  if (is === "reads") decide(reads(item(), at, text, cursor === last ? first : null));
  else decide([rowOf(item(), at, is)]);
  const following = doubtfulFrom(last + 1);
  choose(following >= 0 ? following : last);
}

function offer([text, count]) {
  last = Math.min(cursor + count, item().words.length) - 1;
  onWords("reads", text);
}

function lineIsRight() {
  const open = item().words.filter((word) => word.doubtful && !isDecided(word));
  decide(open.flatMap((word) => reads(item(), word.at, word.now, word)).concat(settledWith(item())));
  next();
}

function mark(is, more) {
  decide([rowOf(item(), item().at, is, more)]);
  next();
}

function isNoText() {
  show([...layerActions(), { key: "Escape", label: "it is text", run: () => show() }]);
}

function wholeLine(text) {
  const words = item().words.map((word, number) => ({ number, text: readingOf(item(), word) })).filter((word) => word.text);
  const old = words.map((word) => word.text), now = text.trim().split(/\s+/);
  let first = 0, end = 0;
  while (first < Math.min(old.length, now.length) && old[first] === now[first]) first += 1;
  while (end < Math.min(old.length, now.length) - first && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  if (first === old.length - end && first < now.length - end) {  // words that were skipped are said with the one beside them
    if (first) first -= 1;
    else end -= 1;
  }
  if (first < old.length - end) {
    const at = [item().words[words[first].number].at[0], item().words[words[old.length - end - 1].number].at[1]];
    decide(reads(item(), at, now.slice(first, now.length - end).join(" "), null));
  }
  choose(Math.max(doubtfulFrom(0), 0));
}

// -------------------------------------------------------------- typing

const readingNow = () => item().words.slice(cursor, last + 1).map((word) => readingOf(item(), word) ?? "").join(" ").trim();

// The marks that stay beside what is typed: those that stand there, without specks.
function marksKept() {
  const [lead, , trail] = marksOf(readingNow());
  const [first, end] = [item().words[cursor], item().words[last]];
  return [!isDecided(first) && first.marks ? first.marks[0] : lead, !isDecided(end) && end.marks ? end.marks[1] : trail];
}

function type(mode, value) {
  typing = mode;
  show();
  const input = document.getElementById("typed");
  const labels = { over: "it reads", all: "it reads", after: "after this word stands", before: "before this word stands", line: "the line reads" };
  document.getElementById("typing-label").textContent = labels[mode];
  document.getElementById("typing").hidden = false;
  const [lead, trail] = marksKept();
  document.getElementById("lead").textContent = mode === "over" ? lead : "";
  document.getElementById("trail").textContent = mode === "over" ? trail : "";
  input.value = value;
  input.focus({ preventScroll: true });
  if (mode === "over") complete(input);
  else if (mode === "line") input.setSelectionRange(value.length, value.length);
  else input.select();
}

// Whether a text is typed in capitals, apart from what the OCR misread.
function isInCapitals(text) {
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  return 2 * small < (text.match(/\p{Lu}/gu)?.length ?? 0);
}

function complete(input) {
  const value = input.value;
  const standing = typing === "over" || typing === "all" ? lettersOf(readingNow().replaceAll(" ", "")) : "";
  const before = typing === "after" ? item().words[last] : item().words[cursor - 1];
  const capitals = isInCapitals(item().text);
  const written = capitals ? value.toUpperCase() : value;
  const added = typing === "line" ? "" : rest(value, standing, before ? readingOf(item(), before) ?? "" : "", item().expected, capitals);
  input.value = written + added;
  input.setSelectionRange(written.length, input.value.length);
}

function take(value) {
  const mode = typing, word = readingNow();
  typing = null;
  if (!value.trim()) return choose(cursor, last);
  if (mode === "line") return wholeLine(value);
  const text = value.trim().replace(/\s+/g, " ");
  if (mode === "over") return onWords("reads", withMarks(value, ...marksKept()));
  return onWords("reads", { all: text, after: `${word} ${text}`, before: `${text} ${word}` }[mode]);
}

document.addEventListener("input", (event) => {
  const input = event.target;
  document.getElementById("trail").hidden = /[^\p{L}\p{N}]$/u.test(input.value);
  if (input.id === "typed" && event.inputType?.startsWith("insert") && input.selectionStart === input.value.length) complete(input);
});

// ---------------------------------------------------------------- keys

function actionsOf(one) {
  const common = [
    { key: "PageDown", label: "later", run: next },
    { key: "PageUp", label: "back", run: () => enter(queue[Math.max(queue.indexOf(current) - 1, 0)]) },
    { key: "Ctrl+Z", label: "undo", run: undo },
  ];
  if (!one) return common.slice(2);
  if (one.kind === "query") {
    const words = one.words ? wordActions(one).filter((action) => !["Enter", "*"].includes(action.key)) : [];
    return [{ key: "Enter", label: "answered", run: () => mark("answered", { query: one.value }) }, ...words, ...common];
  }
  if (one.kind === "gap") {
    return [
      { key: "Enter", label: `text was withheld here${one.extent ? ` (${one.extent})` : ""}`, run: () => mark("gap", { exemption: one.value, extent: one.extent }) },
      { key: "0", label: "no text was withheld here", run: () => mark("no-gap") }, ...common,
    ];
  }
  if (one.kind === "layer") {
    return [
      { key: "Enter", label: `it is ${one.what}`, run: () => mark("layer", { layer: one.value }) },
      { key: "0", label: "it is text", run: () => mark("layer", { layer: "text" }) },
      ...layerActions(), ...common,
    ];
  }
  return [...wordActions(one), ...common];
}

function wordActions(line) {
  const word = line.words[cursor], count = line.words.length - 1;
  const offers = cursor === last ? (word?.offers ?? []) : [];
  const quiet = (key, run) => ({ key, run, quiet: true });
  return [
    ...offers.map((one, number) => ({ key: String(number + 1), label: offerLabel(one), run: () => offer(one), offer: true })),
    { key: "0", label: ["as the OCR has it: ", element("b", {}, source(line, [word.at[0], line.words[last].at[1]]))], run: () => onWords("as-read"), offer: true },
    { key: "Enter", label: "the line is right", run: lineIsRight },
    { key: "F2", label: "type the word", run: () => type("all", readingNow()) },
    { key: "+", label: "a word after it", run: () => type("after", "") },
    { key: "-", label: "a word before it", run: () => type("before", "") },
    { key: "Delete", label: "nothing stands there", run: () => onWords("reads", "") },
    { key: "?", label: "nobody can read it", run: () => onWords("unclear") },
    { key: "#", label: "withheld here", run: () => onWords("gap") },
    { key: "*", label: "no text", run: isNoText },
    { key: "=", label: "type the line", run: () => type("line", line.words.map((one) => readingOf(line, one)).filter(Boolean).join(" ")) },
    quiet(" ", () => { const at = doubtfulFrom(last + 1); choose(at >= 0 ? at : Math.max(doubtfulFrom(0), 0)); }),
    quiet("Home", () => choose(Math.max(doubtfulFrom(0), 0))),
    quiet("ArrowRight", () => choose(Math.min(last + 1, count))),
    quiet("ArrowLeft", () => choose(Math.max(cursor - 1, 0))),
    quiet("Shift+ArrowRight", () => choose(cursor, Math.min(last + 1, count))),
    quiet("Shift+ArrowLeft", () => choose(cursor, Math.max(last - 1, cursor))),
  ];
}

let actions = [];

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.target.id === "typed") {
    if (event.key === "Enter") { event.preventDefault(); take(event.target.value); }
    if (event.key === "ArrowDown") { event.preventDefault(); take(event.target.value); actions.find((one) => one.key === "Enter").run(); }
    if (event.key === "Escape") { event.preventDefault(); choose(cursor, last); }
    return;
  }
  if (event.key === "F1") { event.preventDefault(); document.getElementById("keys").toggleAttribute("open"); return; }
  if (event.target.closest?.("nav, summary")) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); undo(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const name = event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key;
  const action = actions.find((one) => one.key === name);
  if (action && !(event.key === "Enter" && event.target.closest?.(".actions, .offers"))) {
    event.preventDefault();
    action.run();
  } else if (item()?.words && /^\p{L}$/u.test(event.key)) {
    event.preventDefault();
    type("over", event.key);
  }
});

place.addEventListener("click", (event) => {
  const word = event.target.closest("[data-word]");
  if (word) choose(Number(word.dataset.word));
});

function show(only = null) {
  const open = DATA.items.filter((one) => !isDone(one));
  const errors = open.reduce((sum, one) => sum + (one.kind === "line" ? one.errors : 0), 0);
  const parts = [`${DATA.items.length - open.length} of ${DATA.items.length} looked at`, counted(standing().length, "decision"), `about ${Math.round(errors)} errors left in what is asked`];
  document.getElementById("left").textContent = parts.join(" · ");
  const one = item();
  actions = only ?? actionsOf(one);
  const shown = actions.filter((action) => !action.quiet);
  if (!one) place.replaceChildren(element("p", {}, "Nothing is left to look at in this document."), element("div", { class: "actions" }, ...shown.map(actionButton)));
  else place.replaceChildren(...(one.words ? lineView(one, cursor, last, shown) : markView(one, shown)));
  const target = one ? place.querySelector("[aria-current]") ?? place.querySelector(".actions button") : document.getElementById("next") ?? document.getElementById("all");
  target?.focus({ preventScroll: true });
}

enter(current);
