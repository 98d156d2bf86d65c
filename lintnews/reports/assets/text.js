// The text of an article with its spans marked. Spans may overlap and nest: the text is cut wherever one begins or
// ends, and a piece knows all spans it lies in.

const LANES = "abc";
const LONG = 240; // code units from which a span is underlined only
const RANK = { error: 3, warning: 2, info: 1 };
const INVISIBLE = /^[\s\p{Cf}\p{Cc}\p{Zl}\p{Zp}\u034f\u115f\u3164\ufe00-\ufe0f]+$/u;

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

function bdi(words, attributes) {
  return el("bdi", attributes, words);
}

// The lines of a text as [start, end], without their ends.
function linesOf(text) {
  const lines = [];
  let start = 0;
  for (const end of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push([start, end.index]);
    start = end.index + end[0].length;
  }
  lines.push([start, text.length]);
  return lines;
}

// An empty span gets the character beside it, so that there is something to mark.
function widened([start, end], text) {
  if (end > start) return [start, end];
  if (start < text.length && !/[\r\n]/.test(text[start])) return [start, start + 1];
  return start > 0 && !/[\r\n]/.test(text[start - 1]) ? [start - 1, start] : [start, start];
}

// Which line under the text each span gets, so that spans that overlap can be told apart.
function withLanes(spans) {
  const behind = [0, 0, 0];
  for (const span of [...spans].sort((one, other) => one.start - other.start || other.end - one.end)) {
    const free = behind.findIndex((end) => end <= span.start);
    span.lane = free < 0 ? 2 : free;
    behind[span.lane] = Math.max(behind[span.lane], span.end);
  }
  return spans;
}

// The spans of an article: findings that are shown, quotations and those who say them.
function spansOf(article, isShown) {
  const findings = [];
  article.findings.forEach((finding, number) => {
    if (finding.whole || !isShown(finding)) return;
    const [start, end] = widened(finding.at, article.text);
    findings.push({ kind: "finding", number, start, end, severity: finding.severity });
  });
  const spans = withLanes(findings);
  article.quotations.forEach((quotation, number) => {
    spans.push({ kind: "quote", number, start: quotation.at[0], end: quotation.at[1] });
    if (quotation.whoAt) spans.push({ kind: "who", number, start: quotation.whoAt[0], end: quotation.whoAt[1] });
  });
  article.sources.forEach((source, number) => {
    spans.push({ kind: "source", number, start: source.at[0], end: source.at[1] });
  });
  return spans.sort((one, other) => one.start - other.start || other.end - one.end);
}

// Draws lines of the article, from one to before another, as paragraphs; `numbered` makes the number that stands before
// a finding's first piece.
function drawing(article, isShown, numbered) {
  const { text } = article;
  const spans = spansOf(article, isShown);
  const lines = linesOf(text);
  const draw = (first, behind) => {
    const fragment = document.createDocumentFragment();
    const before = first ? lines[first - 1][1] : -1; // what begins up to here is numbered in an earlier line
    let next = spans.findIndex((span) => span.start > before);
    if (next < 0) next = spans.length;
    let open = spans.slice(0, next).filter((span) => span.end > lines[first][0]);
    for (const [lineStart, lineEnd] of lines.slice(first, behind)) {
      const line = el("p", { class: text.slice(lineStart, lineEnd).trim() ? null : "empty" });
      let at = lineStart;
      const cuts = [];
      for (const span of open) cuts.push(span.end);
      for (let index = next; index < spans.length && spans[index].start <= lineEnd; index += 1) {
        cuts.push(spans[index].start, spans[index].end);
      }
      const points = [...new Set([...cuts.filter((cut) => cut > lineStart && cut < lineEnd), lineEnd])];
      points.sort((one, other) => one - other);
      for (const point of points) {
        while (next < spans.length && (spans[next].start <= at || point === at) && spans[next].start <= lineEnd) {
          if (spans[next].kind === "finding") line.append(numbered(spans[next].number));
          open.push(spans[next]);
          next += 1;
        }
        if (point > at) line.append(piece(text.slice(at, point), open.filter((span) => span.end > at && span.start < point)));
        at = point;
        open = open.filter((span) => span.end > at);
      }
      while (next < spans.length && spans[next].start <= lineEnd) {
        if (spans[next].kind === "finding") line.append(numbered(spans[next].number));
        if (spans[next].end > lineEnd) open.push(spans[next]);
        next += 1;
      }
      line.dir = "auto"; // last: from then on each child would have the direction found anew
      fragment.append(line);
    }
    return fragment;
  };
  return { lines, draw };
}

function piece(words, spans) {
  if (!spans.length) return document.createTextNode(words);
  const of = (kind) => spans.filter((span) => span.kind === kind);
  const findings = of("finding");
  const classes = findings.map((span) => `${LANES[span.lane]}-${span.severity}`);
  const short = findings.filter((span) => span.end - span.start <= LONG);
  if (short.length) classes.push(`t-${worst(short)}`);
  const attributes = { "data-f": findings.map((span) => span.number).join(" ") || null };
  for (const kind of ["quote", "who", "source"]) {
    const some = of(kind);
    if (some.length) classes.push(kind);
    if (some.length) attributes[`data-${kind}`] = some.map((span) => span.number).join(" ");
  }
  if (findings.length && INVISIBLE.test(words)) {
    classes.push("gone");
    attributes["data-shown"] = [...words].map(shownAs).join(" ");
  }
  attributes.class = classes.join(" ");
  return el(findings.length ? "mark" : "span", attributes, words);
}

function worst(spans) {
  return spans.reduce((best, span) => (RANK[span.severity] > RANK[best] ? span.severity : best), "info");
}

function shownAs(char) {
  return char === " " ? "\u2423" : char === "\t" ? "\u21e5" : `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
