"use strict";
/* The search of a site: the words that are asked for, in the files of the index that have them, then the filters. */

const SHARDS = 256, MOST = 200, MOST_WORDS = 60;
const form = document.getElementById("form"), told = document.getElementById("told"), list = document.getElementById("found");
const files = new Map();

function load(name) {
  if (!files.has(name)) {
    files.set(name, fetch("search/" + name + ".json").then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }));
  }
  return files.get(name);
}

const TABLE = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

function shardOf(word) {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(word)) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (((crc ^ 0xffffffff) >>> 0) % SHARDS).toString(16).padStart(2, "0");
}

async function documentsWith(word) {
  const shard = await load(shardOf(word)), numbers = new Set();
  if (!Object.hasOwn(shard, word)) return numbers;
  let number = 0;
  for (const gap of shard[word].split(" ")) numbers.add((number += parseInt(gap, 36)));
  return numbers;
}

async function wordsLike(word) {
  if (!word.endsWith("*")) return [word];
  const begin = word.slice(0, -1);
  if (begin.length < 2) return [];
  const words = (await load("words"))[begin.slice(0, 2)] || "";
  return words.split(" ").filter((known) => known.startsWith(begin)).slice(0, MOST_WORDS);
}

async function matching(words) {
  let all = null;
  for (const word of words) {
    const any = new Set();
    for (const known of await wordsLike(word)) for (const number of await documentsWith(known)) any.add(number);
    all = all === null ? any : new Set([...all].filter((number) => any.has(number)));
  }
  return all;
}

function passes(row, asked) {
  const [, , date, sender, addressees, kind, exemptions, names] = row;
  const has = (text, part) => text.toLowerCase().includes(part);
  return (!asked.after || (date && date >= asked.after)) && (!asked.before || (date && date.slice(0, 10) <= asked.before)) &&
    (!asked.post || has(sender, asked.post) || has(addressees, asked.post)) && (!asked.person || has(names, asked.person)) &&
    (!asked.kind || kind === asked.kind) && (!asked.exemption || exemptions.split(" ").includes(asked.exemption));
}

function show(row) {
  const item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("small");
  link.href = row[0].split("/").map(encodeURIComponent).join("/");
  link.textContent = row[1];
  about.textContent = [row[2].replace(/T(\d\d:\d\d).*?(Z?)$/, ", $1 $2").trim(), row[3] && "from " + row[3], row[4] && "to " + row[4], row[5]].filter(Boolean).join(", ");
  item.append(link, " ", about);
  return item;
}

async function search() {
  const asked = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim().toLowerCase()]));
  const words = asked.words.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*\*?/gu) || [];
  if (!Object.values(asked).some(Boolean)) {
    list.replaceChildren();
    told.textContent = "";
    return;
  }
  try {
    const rows = await load("documents"), numbers = words.length ? await matching(words) : null;
    const found = (numbers ? [...numbers].sort((a, b) => a - b).map((number) => rows[number]) : rows).filter((row) => passes(row, asked));
    list.replaceChildren(...found.slice(0, MOST).map(show));
    told.textContent = found.length + (found.length === 1 ? " document" : " documents") + (found.length > MOST ? ", the first " + MOST + " of them here" : "");
  } catch {
    told.textContent = "The index could not be read: is this page opened from a web server?";
  }
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  try { history.replaceState(null, "", query.size ? "?" + query : location.pathname); } catch { /* a page from a file */ }
}

load("documents").catch(() => {});  // so that the first question need not wait for it; what fails is said when somebody asks
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
search();
