// The list of articles, and the filters that it shares with the article that is open.

const FIRST_ROWS = 100;
const LEVEL = 200; // words added to an article's before its findings are counted per words, as in the overview

const index = JSON.parse(document.getElementById("index").textContent);
const byId = (id) => document.getElementById(id);
const categoryOf = (rule) => rule.slice(0, rule.indexOf("/")) || rule;
const severities = ["error", "warning", "info"];
const hidden = new Set(); // severities and categories that are switched off
let onlyRule = "";
let rowsShown = FIRST_ROWS;

function isShown({ rule, severity }) {
  return !hidden.has(severity) && !hidden.has(categoryOf(rule)) && (!onlyRule || rule === onlyRule);
}

// All findings of the overview as {rule, severity, number, article}.
const counted = index.articles.flatMap(([, , , found], article) =>
  found.map(([rule, severity, number]) => ({ rule: index.rules[rule][0], severity: index.severities[severity], number, article })),
);
const categories = [...new Set(index.rules.map(([rule]) => categoryOf(rule)))].sort();

function articleRows() {
  const rows = index.articles.map(([name, title, words], number) => ({
    name, title, words, number, error: 0, warning: 0, info: 0, all: 0,
  }));
  for (const one of counted) {
    if (!isShown(one)) continue;
    rows[one.article][one.severity] += one.number;
    rows[one.article].all += one.number;
  }
  const wanted = byId("search").value.trim().toLowerCase();
  const kept = rows.filter(
    (row) =>
      (row.all || byId("clean").checked) && (!wanted || `${row.title}\n${row.name}`.toLowerCase().includes(wanted)),
  );
  const rate = (row) => row.all / (row.words + LEVEL);
  const orders = {
    worst: (one, other) => rate(other) - rate(one) || one.number - other.number,
    most: (one, other) => other.all - one.all || one.number - other.number,
    given: (one, other) => one.number - other.number,
  };
  return kept.sort(orders[byId("order").value]);
}

function articleRow(row) {
  const title = row.title && row.title !== row.name ? row.title : "";
  return el(
    "tr", null,
    el("th", { scope: "row" },
      el("a", { href: `#a${row.number + 1}`, dir: "auto" }, bdi(title || row.name)),
      title ? bdi(row.name, { class: "path" }) : null),
    ...severities.map((severity) => el("td", { class: row[severity] ? severity : "zero" }, String(row[severity]))),
    el("td", null, row.words ? ((1000 * row.all) / row.words).toFixed(1) : "-"),
  );
}

function showArticles() {
  const rows = articleRows();
  byId("list").tBodies[0].replaceChildren(...rows.slice(0, rowsShown).map(articleRow));
  byId("more").hidden = rows.length <= rowsShown;
  const findings = rows.reduce((sum, row) => sum + row.all, 0);
  const some = rows.length > rowsShown ? `, the first ${rowsShown} shown` : "";
  byId("count").textContent =
    `${rows.length.toLocaleString("en")} of ${index.articles.length.toLocaleString("en")} articles, ` +
    `${findings.toLocaleString("en")} findings${some}`;
}

function chip(name, number, sign) {
  return el("button", { type: "button", class: "chip", "data-name": name, "aria-pressed": String(!hidden.has(name)) },
    sign ? el("span", { class: `sign ${name}` }) : null, name, el("b", null, number.toLocaleString("en")));
}

// The filters, with how many findings each stands for; `found` as in `counted`.
function showFilters(found) {
  const sums = new Map();
  for (const { rule, severity, number } of found) {
    for (const name of [severity, categoryOf(rule)]) sums.set(name, (sums.get(name) ?? 0) + (number ?? 1));
  }
  const row = (names, sign) => names.filter((name) => sums.has(name)).map((name) => chip(name, sums.get(name), sign));
  byId("severities").replaceChildren(...row(severities, true));
  byId("categories").replaceChildren(...row(categories, false));
  byId("rule").hidden = !onlyRule;
  byId("rule").replaceChildren(`only ${onlyRule} `, el("span", { "aria-hidden": "true" }, "\u00d7"));
  byId("rule").setAttribute("aria-label", `Only ${onlyRule}: show all rules again`);
}

// Calls `changed` when somebody changes what is shown.
function watchFilters(changed) {
  byId("filters").addEventListener("click", (event) => {
    const name = event.target.closest("[data-name]")?.dataset.name;
    if (name) {
      if (!hidden.delete(name)) hidden.add(name);
    } else if (event.target.closest("#rule")) onlyRule = "";
    else return;
    changed();
    const again = name ? byId("filters").querySelector(`[data-name="${CSS.escape(name)}"]`) : byId("filters").querySelector("button");
    again?.focus();
  });
  for (const id of ["search", "order", "clean"]) {
    byId(id).addEventListener("input", () => {
      rowsShown = FIRST_ROWS;
      showArticles();
    });
  }
  byId("more").addEventListener("click", () => {
    rowsShown += 4 * FIRST_ROWS;
    showArticles();
  });
}

// What a link of the overview asks for: one rule, or one category.
function showOnly(kind, name) {
  hidden.clear();
  onlyRule = kind === "rule" ? name : "";
  if (kind === "category") for (const other of categories) if (other !== name) hidden.add(other);
}
