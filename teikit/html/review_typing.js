"use strict";
// What a person types: completed by the likeliest word, as teikit/review/completion.py says, with the marks that stand.

const LETTER = 1.5, COMMON = 20, AFTER = 0.7, FOLLOWS = 1;
const WHOLE = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su;
const ranks = new Map(COMPLETIONS.map((word, rank) => [word, rank]));

const marksOf = (text) => WHOLE.exec(text).slice(1);
const lettersOf = (text) => marksOf(text)[1].toUpperCase();

// Letters in which two words differ, two that changed places counting once (optimal string alignment).
function differing(word, standing) {
  if (!standing) return 0;
  let older = [], old = Array.from({ length: standing.length + 1 }, (_, at) => at);
  for (let row = 1; row <= word.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= standing.length; at += 1) {
      const same = word[row - 1] === standing[at - 1];
      now[at] = Math.min(old[at] + 1, now[at - 1] + 1, old[at - 1] + (same ? 0 : 1));
      const swapped = row > 1 && at > 1 && word[row - 1] === standing[at - 2] && word[row - 2] === standing[at - 1];
      if (swapped) now[at] = Math.min(now[at], older[at - 2] + 1);
    }
    older = old;
    old = now;
  }
  return old[standing.length];
}

function completed(typed, standing, expected) {
  let best = "", least = Infinity;
  const weigh = (word, cost) => {
    const whole = cost + LETTER * differing(word, standing);
    if (whole < least || (whole === least && word < best)) [best, least] = [word, whole];
  };
  for (const [word, rank] of ranks) if (word.startsWith(typed)) weigh(word, Math.log(rank + COMMON));
  expected.forEach((word, rank) => {
    if (word.startsWith(typed)) weigh(word, AFTER * Math.log(rank + COMMON) - FOLLOWS);
  });
  return best;
}

// The rest of the word that is being typed: what is put behind the caret, selected, so that typing goes over it.
function rest(value, standing, before, expected, capitals) {
  const words = value.split(" ");
  const typed = /(?<![\p{L}\p{N}'’-])[A-Za-z]+$/u.exec(words.at(-1))?.[0];
  if (!typed) return "";
  const last = lettersOf(words.length > 1 ? words.at(-2) : before);
  const word = completed(typed.toUpperCase(), words.length > 1 ? "" : standing, expected[last] ?? []);
  const added = word.slice(typed.length);
  return capitals || (typed === typed.toUpperCase() && typed.length > 1) ? added : added.toLowerCase();
}

// What was typed over a word, with the marks of the word where none were typed; a blank at the end leaves them away.
function withMarks(value, lead, trail) {
  const text = value.trim().replace(/\s+/g, " ");
  const begins = /^[\p{L}\p{N}]/u.test(text), ends = /[\p{L}\p{N}]$/u.test(value);
  return (begins ? lead : "") + text + (ends ? trail : "");
}
