/**
 * Makes one element look like another and touches only what differs: no flicker, and focus, selection and scroll
 * position stay where they are.
 */
export function morph(from: Element, to: Element): void {
  if (from.isEqualNode(to)) return;
  if (from.tagName !== to.tagName) {
    from.replaceWith(document.importNode(to, true));
    return;
  }
  copyAttributes(from, to);
  const old = Array.from(from.childNodes);
  const fresh = Array.from(to.childNodes);
  fresh.forEach((child, index) => {
    const current = old[index];
    if (current === undefined) from.append(document.importNode(child, true));
    else if (current instanceof Element && child instanceof Element) morph(current, child);
    else if (current.nodeType === Node.TEXT_NODE && child.nodeType === Node.TEXT_NODE) setText(current, child);
    else current.replaceWith(document.importNode(child, true));
  });
  old.slice(fresh.length).forEach((extra) => extra.remove());
}

function setText(current: Node, child: Node): void {
  if (current.nodeValue !== child.nodeValue) current.nodeValue = child.nodeValue;
}

function copyAttributes(from: Element, to: Element): void {
  // Whether a reader has unfolded something is theirs, not the server's.
  const kept = from.tagName === "DETAILS" ? "open" : "";
  for (const { name } of Array.from(from.attributes)) {
    if (!to.hasAttribute(name) && name !== kept) from.removeAttribute(name);
  }
  for (const { name, value } of Array.from(to.attributes)) {
    if (from.getAttribute(name) !== value && name !== kept) from.setAttribute(name, value);
  }
}
