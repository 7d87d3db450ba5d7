"use strict";
// Decisions as rows: made of places of the page, kept by the server or in the browser, and what holds of them.

const DATA = JSON.parse(document.getElementById("data").textContent);
const READING = ["reads", "as-read", "unclear", "gap"];
const CONTEXT = 24;  // characters that a row keeps on either side of a place

const rows = DATA.rows.map((row) => JSON.parse(row));
const key = (row) => [row.source, row.record, ...row.at].join(" ");

function memberAt(offset) {
  return DATA.members.findLast((member) => member.start <= offset) ?? DATA.members[0];
}

// What the source has in a stretch of an item; offsets count characters, not the units of JavaScript's strings.
function source(item, at) {
  item.characters ??= Array.from(item.text);
  return item.characters.slice(at[0] - item.from, at[1] - item.from).join("");
}

function rowOf(item, at, is, more = {}) {
  const member = memberAt(at[0]);
  const [left, right] = context(item, at);
  const said = Object.fromEntries(Object.entries(more).filter(([name, value]) => value || name === "after"));
  return {
    source: member.source, record: member.record, at: at.map((offset) => offset - member.start),
    before: source(item, at), left, right, is, ...said, who: DATA.who, when: `${new Date().toISOString().slice(0, 19)}Z`,
  };
}

// What stands beside a stretch in its line, or the line end, as teikit/decisions/places.py has it.
function context(item, at) {
  const end = item.from + Array.from(item.text).length;
  const before = (at[0] - CONTEXT < item.from ? item.ends[0] : "") + source(item, [Math.max(item.from, at[0] - CONTEXT), at[0]]);
  const after = source(item, [at[1], Math.min(end, at[1] + CONTEXT)]) + (at[1] + CONTEXT > end ? item.ends[1] : "");
  const left = /(?:\r?\n|\r)?[^\r\n]*$/.exec(before)[0];
  return [left.trim() ? left.replace(/^[\r\n]+/, "") : left, /^(?:[^\r\n]+|\r?\n|\r|)/.exec(after)[0]];
}

// The rows that say how a place reads; the same word of other releases is decided with it.
function reads(item, at, text, word) {
  const is = text === source(item, at) ? "as-read" : "reads";
  const own = [rowOf(item, at, is, is === "reads" ? { after: text } : {})];
  return own.concat((word?.same ?? []).filter((there) => there[5] !== text).map((there) => rowBeside(there, text)));
}

// A word of another release reads as the word here.
function rowBeside([start, end, before, left, right], text) {
  const member = memberAt(start);
  return {
    source: member.source, record: member.record, at: [start - member.start, end - member.start], before, left, right,
    is: "reads", after: text, who: DATA.who, when: `${new Date().toISOString().slice(0, 19)}Z`, saw: "release",
  };
}

// What is decided of other releases where a line is right: their doubtful words read as those of the line.
function settledWith(item) {
  const words = item.words.filter((word) => !word.doubtful && !isDecided(word));
  return words.flatMap((word) => (word.same ?? [])
    .filter(([start, end, , , , now, doubtful]) => doubtful && now !== word.now && !decidedAt([start, end], READING).length)
    .map((there) => rowBeside(there, word.now)));
}

function standing() {
  const last = new Map();
  for (const row of rows) {
    if (row.is === "withdrawn") last.delete(key(row));
    else last.set(key(row), row);
  }
  return [...last.values()];
}

// The decisions that hold of a stretch, given in offsets of the whole text.
function decidedAt(at, verdicts) {
  const member = memberAt(at[0]);
  const [start, end] = at.map((offset) => offset - member.start);
  return standing().filter((row) => row.source === member.source && row.record === member.record &&
    verdicts.includes(row.is) && ((row.at[0] < end && start < row.at[1]) || (row.at[0] === start && row.at[1] === end)));
}

const isDecided = (word) => decidedAt(word.at, READING).length > 0;

function isDone(item) {
  if (item.kind === "line") {
    return decidedAt(item.at, ["layer"]).length > 0 || item.words.every((word) => !word.doubtful || isDecided(word));
  }
  const verdicts = { query: ["answered"], gap: ["gap", "no-gap"], layer: ["layer", "field"] }[item.kind];
  return decidedAt(item.at, verdicts).some((row) => row.is !== "answered" || row.query === item.value);
}

// How a word reads with what was decided: null for one that is part of what a word before it reads.
function readingOf(item, word) {
  const row = decidedAt(word.at, READING).at(-1);
  if (!row) return word.now;
  if (memberAt(word.at[0]).start + row.at[0] < word.at[0]) return null;
  return row.is === "reads" ? row.after : row.before;
}

// ------------------------------------------------------------------ keeping

const STORE = DATA.store ?? "";  // the name under which the browser keeps them where there is no server
let keeping = Promise.resolve();
const unsaved = [], refused = [];  // what one key decided belongs together

if (STORE) rows.push(...JSON.parse(localStorage.getItem(STORE) ?? "[]"));

function add(added) {
  rows.push(...added);
  if (STORE) {
    localStorage.setItem(STORE, JSON.stringify(rows));
    return;
  }
  unsaved.push(added);
  keeping = keeping.then(save);
}

async function save() {
  const trouble = document.getElementById("trouble");
  let why = "";
  while (unsaved.length && !why) {
    try {
      const answer = await fetch("", { method: "POST", body: JSON.stringify(unsaved[0]) });
      if (answer.status === 400) refused.push(await answer.text());
      else if (!answer.ok) throw new Error(answer.statusText);
      unsaved.shift();
    } catch (error) {
      why = error.message;
    }
  }
  const told = unsaved.length ? [`Not saved: ${unsaved.length} of your decisions. Does teikit review still run? (${why})`] : [];
  if (refused.length) told.push(`Refused: ${refused.length} of your decisions (${refused.at(-1)}). Open the page again.`);
  trouble.textContent = told.join(" ");
}

addEventListener("beforeunload", (event) => { if (unsaved.length || refused.length) event.preventDefault(); });
