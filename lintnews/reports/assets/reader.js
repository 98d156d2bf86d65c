// The article that is open: its text, the list beside it, and the way from each to the other.

const numbers = new Map();
index.articles.forEach(([name], number) => {
  if (!numbers.has(name)) numbers.set(name, number);
});
const placeOf = (name) => (numbers.has(name) ? `#a${numbers.get(name) + 1}` : "");
const why = new Map(index.rules);
const compare = compareDialog(placeOf);
let article = null; // the data of the open article
let open = -1; // its number
let active = -1; // the finding that is marked
let shown = []; // the numbers of the findings that the filters let through, in the list's order
let lines = []; // the lines of the text
let textParts = null;
let listParts = null;

function marksOf(number) {
  revealText(article.findings[number].at);
  return byId("text").querySelectorAll(`mark[data-f~="${number}"]`);
}

// Draws the lines that a span of the text is in.
function revealText([start, end]) {
  let first = 0;
  for (let behind = lines.length; behind - first > 1; ) {
    const middle = (first + behind) >> 1;
    if (lines[middle][0] <= start) first = middle;
    else behind = middle;
  }
  let behind = first + 1;
  while (behind < lines.length && lines[behind][0] < end) behind += 1;
  textParts.reveal(first, behind);
}
const titled = (finding) => `${finding.severity}, ${finding.rule}: ${finding.message}`;

function numbered(number) {
  const label = `Finding ${number + 1}: ${titled(article.findings[number])}`;
  return el("a", { class: "num", href: `#a${open + 1}f${number + 1}`, "data-n": number, "aria-label": label }, String(number + 1));
}

function entry(number) {
  const finding = article.findings[number];
  const place = finding.whole ? "whole article" : `${finding.line}:${finding.column}`;
  return el("li", { id: `f${number}`, class: finding.severity },
    el("a", { class: "entry", href: `#a${open + 1}f${number + 1}`, "data-n": number },
      el("span", { class: "kind" },
        el("span", { class: "n" }, String(number + 1)),
        el("span", { class: finding.severity }, el("span", { class: `sign ${finding.severity}` }), finding.severity),
        el("span", { class: "rule" }, finding.rule),
        el("span", { class: "line" }, place)),
      bdi(finding.message, { class: "message", dir: "auto" })),
    el("div", { class: "more" }));
}

function details(finding, number) {
  const reason = why.get(finding.rule);
  const copies = finding.related ?? [];
  const quoted = copies.some((one) => one.text);
  const rows = [reason ? el("p", null, reason) : null];
  for (const [before, after] of finding.fix?.edits ?? []) {
    const mended = [el("del", null, before.trim() || before), after ? " " : null, after ? el("ins", null, after) : null];
    rows.push(el("p", { class: "fix" }, finding.fix.safe ? "Fix: " : "Fix (look at it): ", ...mended));
  }
  if (quoted) {
    const words = copies.length > 1 ? `Compare ${copies.length} copies` : "Compare with the copy";
    rows.push(el("button", { type: "button", "data-compare": number }, words));
  } else {
    for (const one of copies) rows.push(el("p", null, bdi(`${one.message}: ${one.name}:${one.line}:${one.column}`)));
  }
  return rows.filter(Boolean);
}

function drawFindings() {
  shown = article.findings.flatMap((finding, number) => (isShown(finding) ? [number] : []));
  drawText();
  drawList();
  byId("none").hidden = shown.length > 0;
  byId("none").textContent = article.findings.length ? "The filters hide all findings." : "Nothing found in this article.";
  byId("tab-findings").textContent = `Findings ${shown.length}`;
  const still = shown.includes(active) ? active : -1;
  active = -1;
  mark(still);
}

function drawText() {
  const drawn = drawing(article, isShown, numbered);
  lines = drawn.lines;
  textParts?.end();
  // Its words are there from the beginning, so that they can be searched for.
  const plain = (first, behind) => article.text.slice(lines[first][0], lines[behind - 1][1]);
  textParts = inParts(byId("text"), lines.length,
    (first, behind) => el("div", { dir: "auto" }, lines.length > MANY ? plain(first, behind) : null),
    (node, first, behind) => node.replaceChildren(drawn.draw(first, behind)));
}

function drawList() {
  listParts?.end();
  listParts = inParts(byId("entries"), shown.length,
    (first, behind) => el("ol", { start: first + 1 }),
    (node, first, behind) => node.replaceChildren(...shown.slice(first, behind).map(entry)));
}

// Marks a finding in the text and in the list, and no other.
function mark(number) {
  for (const node of byId("reader").querySelectorAll(".on")) node.classList.remove("on", "o-error", "o-info");
  byId("entries").querySelector("[aria-current]")?.removeAttribute("aria-current");
  active = number;
  byId("card").hidden = number < 0;
  if (number < 0) return;
  const finding = article.findings[number];
  for (const node of marksOf(number)) node.classList.add("on", `o-${finding.severity}`);
  byId("text").querySelector(`.num[data-n="${number}"]`)?.classList.add("on");
  listParts.reveal(shown.indexOf(number));
  const row = byId(`f${number}`);
  row.classList.add("on");
  row.querySelector(".more").replaceChildren(...details(finding, number));
  row.querySelector("a").setAttribute("aria-current", "true");
  drawCard(number);
}

function drawCard(number) {
  const row = entry(number);
  row.removeAttribute("id");
  row.querySelector(".more").replaceChildren(...details(article.findings[number], number));
  const button = (label, by) => el("button", { type: "button", "data-step": by, "aria-label": label }, by < 0 ? "\u2191" : by ? "\u2193" : "\u00d7");
  byId("card").replaceChildren(
    el("div", { class: "row" }, button("Previous finding", -1), button("Next finding", 1), button("Close", 0)),
    ...row.childNodes);
}

function choose(number, { scrollText = true, say = false } = {}) {
  mark(number);
  const finding = article.findings[number];
  if (scrollText && !finding.whole) {
    const target = byId("text").querySelector(`.num[data-n="${number}"]`) ?? marksOf(number)[0];
    target?.scrollIntoView({ block: "center" });
  }
  if (getComputedStyle(document.querySelector("aside")).position === "sticky") {
    showTab("findings");
    scrollWithin(byId("findings"), byId(`f${number}`));
  }
  history.replaceState(null, "", `#a${open + 1}f${number + 1}`);
  if (say) byId("live").textContent = `Finding ${shown.indexOf(number) + 1} of ${shown.length}: ${titled(finding)}`;
}

// Scrolls a list so that one of its rows is seen, without moving the page. Rows of long lists are drawn when they come
// near, and are not as tall then as was thought: so it looks again.
function scrollWithin(list, row, again = 2) {
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top + 40;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 40;
  if (again) requestAnimationFrame(() => scrollWithin(list, row, again - 1));
}

function step(by) {
  if (!shown.length) return;
  const at = shown.indexOf(active);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
  choose(shown[next], { say: true });
}

// Of the findings at a place in the text, the next after the active one, the shortest first.
function pick(node) {
  const length = (number) => article.findings[number].at[1] - article.findings[number].at[0];
  const some = node.dataset.f.split(" ").map(Number).sort((one, other) => length(one) - length(other));
  choose(some[(some.indexOf(active) + 1) % some.length], { scrollText: false });
}

function drawVoices() {
  const { text, quotations, sources } = article;
  const quotes = quotations.map(({ at, who }, number) =>
    el("li", null,
      el("button", { type: "button", "data-show": "quote", "data-n": number },
        bdi(who || "nobody named", { class: who ? "name" : "nobody" }), el("br"),
        el("span", { class: "words", dir: "auto" }, text.slice(...at)))));
  const named = sources.map(({ name, kind }, number) =>
    el("li", null,
      el("button", { type: "button", "data-show": "source", "data-n": number },
        bdi(name, { class: "name" }), el("span", { class: "note" }, ` ${kind}`))));
  const list = (title, rows, none) => [el("h3", null, title), rows.length ? el("ul", { class: "said" }, ...rows) : el("p", { class: "note" }, none)];
  byId("voices").replaceChildren(
    ...list("Who is quoted", quotes, "No quotations."),
    ...list("Sources", named, "No sources named."));
  byId("tab-voices").textContent = `Quotations ${quotations.length}`;
}

function show(kind, number) {
  for (const node of byId("text").querySelectorAll(".hit")) node.classList.remove("hit");
  revealText(kind === "quote" ? article.quotations[number].at : article.sources[number].at);
  const nodes = byId("text").querySelectorAll(`[data-${kind}~="${number}"]`);
  for (const node of nodes) node.classList.add("hit");
  nodes[0]?.scrollIntoView({ block: "center" });
}

function drawMeasures() {
  const pair = (name, value) => el("div", null, el("dt", null, name.replaceAll("_", " ")), el("dd", { dir: "auto" }, value));
  const link = (url) => (/^https?:\/\//i.test(url) ? el("a", { href: url, rel: "noopener noreferrer" }, url) : url);
  const about = Object.entries(article.about).map(([name, value]) => pair(name, name === "url" ? link(value) : value));
  const measures = Object.entries(article.measures).map(([name, value]) => pair(name, value.toLocaleString("en")));
  byId("measures").replaceChildren(
    el("h3", null, "Measures"), el("dl", { class: "pairs" }, ...measures),
    el("h3", null, "What the file says of itself"),
    about.length ? el("dl", { class: "pairs" }, ...about) : el("p", { class: "note" }, "Nothing."));
}

const tabs = ["findings", "voices", "measures"];

function showTab(name) {
  for (const tab of tabs) {
    byId(tab).hidden = tab !== name;
    byId(`tab-${tab}`).setAttribute("aria-selected", String(tab === name));
    byId(`tab-${tab}`).tabIndex = tab === name ? 0 : -1;
  }
  byId("text").classList.toggle("voices", name === "voices");
}

function drawArticle(number) {
  open = number;
  article = JSON.parse(byId(`d${number}`).textContent);
  active = -1;
  byId("title").replaceChildren(article.title || article.name);
  const words = article.measures.words;
  const facts = [article.name, article.pointer, article.about.source, article.about.author, article.about.date,
    words ? `${words.toLocaleString("en")} words` : ""];
  byId("facts").replaceChildren(...facts.filter(Boolean).flatMap((fact, at) => [at ? " \u00b7 " : "", bdi(fact)]));
  byId("text").lang = article.language;
  drawFindings();
  drawVoices();
  drawMeasures();
  showTab("findings");
  byId("findings").scrollTop = 0;
}

function drawSteps() {
  byId("steps").hidden = open < 0;
  byId("where").textContent = `${open + 1} of ${index.articles.length}`;
  for (const [id, to] of [["previous", open - 1], ["next", open + 1]]) {
    if (to >= 0 && to < index.articles.length) byId(id).setAttribute("href", `#a${to + 1}`);
    else byId(id).removeAttribute("href");
  }
}

function refresh() {
  showFilters(article && open >= 0 ? article.findings : counted);
  if (open >= 0) drawFindings();
  else showArticles();
}

// Shows what the address asks for: an article, a finding of it, or the overview.
function route() {
  const wanted = /^#a(\d+)(?:f(\d+))?$/.exec(location.hash);
  const number = wanted ? Number(wanted[1]) - 1 : -1;
  const opens = number >= 0 && number < index.articles.length;
  const only = /^#(rule|category)=(.+)$/.exec(location.hash);
  if (!opens && location.hash && !only && location.hash !== "#articles") return; // an anchor of the page
  if (only) showOnly(only[1], decodeURIComponent(only[2]));
  const fresh = opens && number !== open;
  byId("overview").hidden = opens;
  byId("reader").hidden = !opens;
  byId(opens ? "filters-reader" : "filters-overview").append(byId("filters"));
  if (fresh) drawArticle(number);
  if (!opens) {
    open = -1;
    mark(-1);
  }
  drawSteps();
  if (fresh || !opens) refresh();
  if (fresh) {
    window.scrollTo(0, 0);
    byId("title").focus({ preventScroll: true });
  }
  document.title = opens ? `${article.title || article.name} \u00b7 lintnews` : pageTitle;
  const finding = wanted?.[2] ? Number(wanted[2]) - 1 : -1;
  if (opens && shown.includes(finding) && finding !== active) choose(finding);
  if (only || location.hash === "#articles") byId("articles").scrollIntoView();
}

const pageTitle = document.title;
const keys = {
  j: () => open >= 0 && step(1),
  k: () => open >= 0 && step(-1),
  "]": () => byId("next").click(),
  "[": () => byId("previous").click(),
  c: () => active >= 0 && article.findings[active].related?.some((one) => one.text) && compare(article, article.findings[active]),
  o: () => (location.hash = ""),
  Escape: () => open >= 0 && (location.hash = ""),
  "/": () => {
    location.hash = "#articles";
    byId("search").focus();
  },
  "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.target.closest("[role=tablist]") && /^Arrow(Left|Right)$/.test(event.key)) {
    const at = tabs.findIndex((tab) => !byId(tab).hidden);
    const next = tabs[(at + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
    showTab(next);
    byId(`tab-${next}`).focus();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.addEventListener("click", (event) => {
  const find = (what) => event.target.closest?.(what);
  const link = find(".num, .entry");
  const tab = find("[role=tab]");
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (link) {
    event.preventDefault();
    choose(Number(link.dataset.n), { scrollText: !link.matches(".num") });
  } else if (find("[data-compare]")) compare(article, article.findings[Number(find("[data-compare]").dataset.compare)]);
  else if (find("[data-show]")) show(find("[data-show]").dataset.show, find("[data-show]").dataset.n);
  else if (find("[data-step]")) Number(find("[data-step]").dataset.step) ? step(Number(find("[data-step]").dataset.step)) : mark(-1);
  else if (tab) showTab(tab.id.slice("tab-".length));
  else if (find("#help-open")) byId("help").showModal();
  else if (find(".close")) find("dialog").close();
  else if (find("#text:not(.voices) mark") && getSelection().isCollapsed) pick(find("mark"));
});

window.addEventListener("beforeprint", () => {
  for (const parts of [textParts, listParts]) parts?.all();
});

watchFilters(refresh);
window.addEventListener("hashchange", route);
route();
if (open < 0) refresh();
