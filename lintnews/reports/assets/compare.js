// A passage and its copy side by side, with the words that differ marked.

const MOST_CELLS = 4_000_000;

// For two lists of words, which of each belong to their longest common subsequence.
function common(one, other) {
  const kept = [new Uint8Array(one.length), new Uint8Array(other.length)];
  if (one.length * other.length > MOST_CELLS) return null;
  const wide = other.length + 1;
  const table = new Uint16Array((one.length + 1) * wide);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      table[i * wide + j] =
        one[i] === other[j]
          ? table[(i + 1) * wide + j + 1] + 1
          : Math.max(table[(i + 1) * wide + j], table[i * wide + j + 1]);
    }
  }
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      kept[0][i] = kept[1][j] = 1;
      i += 1;
      j += 1;
    } else if (table[(i + 1) * wide + j] >= table[i * wide + j + 1]) i += 1;
    else j += 1;
  }
  return kept;
}

function wordsOf(text) {
  return text.match(/\S+/g) ?? [];
}

// The text with the words that are not kept marked; returns how many these are.
function showPassage(node, text, kept) {
  node.replaceChildren();
  let number = 0;
  let changed = 0;
  for (const part of text.match(/\s+|\S+/g) ?? []) {
    const differs = /\S/.test(part) && kept && !kept[number];
    if (/\S/.test(part)) number += 1;
    changed += differs ? 1 : 0;
    node.append(differs ? el("span", { class: "differs" }, part) : part);
  }
  return changed;
}

function compareDialog(placeOf) {
  const dialog = document.getElementById("compare");
  const select = document.getElementById("copies");
  const note = document.getElementById("compare-note");
  let mine = "";
  let related = [];

  function show(number) {
    const other = related[number];
    const name = document.getElementById("other-name");
    const to = placeOf(other.name);
    const words = bdi(`${other.name}:${other.line}`);
    name.replaceChildren(to ? el("a", { href: to }, words) : words);
    const kept = common(wordsOf(mine), wordsOf(other.text));
    const changed = [showPassage(document.getElementById("mine"), mine, kept?.[0])];
    changed.push(showPassage(document.getElementById("theirs"), other.text, kept?.[1]));
    note.textContent = kept ? (Math.max(...changed) ? `${other.message}; words that differ are marked` : "word for word the same") : other.message;
  }

  select.addEventListener("change", () => show(Number(select.value)));
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("a")) dialog.close();
  });
  return (article, finding) => {
    mine = article.text.slice(...finding.at);
    related = finding.related;
    select.replaceChildren(...related.map((one, number) => el("option", { value: number }, `${one.name}:${one.line}`)));
    select.parentElement.hidden = related.length < 2;
    show(0);
    dialog.showModal();
  };
}
