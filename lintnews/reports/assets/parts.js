// Long texts and lists in parts, each drawn when it comes near or is asked for.

const PART = 100; // paragraphs, or entries of a list
const MANY = 400; // of them from which there are parts
const NEAR = "800px";

// Fills `place` with parts for `number` things. `make` makes an empty part, which holds the place of those from `first`
// to before `behind`; `fill` fills it.
function inParts(place, number, make, fill) {
  const size = number > MANY ? PART : Math.max(number, 1);
  const parts = [];
  for (let first = 0; first < number; first += size) {
    const behind = Math.min(first + size, number);
    const part = { first, behind, node: make(first, behind), filled: false };
    part.node.classList.toggle("later", number > MANY);
    parts.push(part);
  }
  const filled = (part) => {
    if (part.filled) return;
    part.filled = true;
    watcher.unobserve(part.node);
    fill(part.node, part.first, part.behind);
    part.node.classList.remove("later");
  };
  // With `scrollMargin` a part is near before it can be seen in a list that scrolls by itself.
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const one of seen) if (one.isIntersecting) filled(parts.find((part) => part.node === one.target));
    },
    { rootMargin: NEAR, scrollMargin: NEAR },
  );
  place.replaceChildren(...parts.map((part) => part.node));
  if (parts.length) filled(parts[0]);
  for (const part of parts.slice(1)) watcher.observe(part.node);
  return {
    reveal: (first, behind = first + 1) => {
      for (const part of parts) if (part.first < behind && first < part.behind) filled(part);
    },
    all: () => parts.forEach(filled),
    end: () => watcher.disconnect(),
  };
}
