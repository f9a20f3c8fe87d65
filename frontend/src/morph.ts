/**
 * Makes one element look like another and touches only what differs: no flicker, and focus, selection and scroll
 * position stay where they are. Children that carry data-key stay themselves when others come and go around them: a
 * button never becomes another row's under somebody's hand.
 */
export function morph(from: Element, to: Element): void {
  if (from.isEqualNode(to)) return;
  if (from.tagName !== to.tagName) {
    from.replaceWith(document.importNode(to, true));
    return;
  }
  copyAttributes(from, to);
  if (isKeyed(to) && isKeyed(from)) morphKeyed(from, to);
  else morphInOrder(from, to);
}

function morphInOrder(from: Element, to: Element): void {
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

function isKeyed(parent: Element): boolean {
  return parent.children.length > 0 && Array.from(parent.children).every((child) => keyOf(child) !== null);
}

function keyOf(element: Element): string | null {
  return element.getAttribute("data-key");
}

function morphKeyed(from: Element, to: Element): void {
  const focused = document.activeElement;
  const wanted = new Set(Array.from(to.children, keyOf));
  const present = new Map<string | null, Element>();
  for (const child of Array.from(from.childNodes)) {
    if (child instanceof Element && wanted.has(keyOf(child)) && !present.has(keyOf(child))) present.set(keyOf(child), child);
    else child.remove();
  }
  let next = from.firstElementChild;
  for (const child of Array.from(to.children)) {
    const own = present.get(keyOf(child));
    if (own === undefined) from.insertBefore(document.importNode(child, true), next);
    else {
      if (own === next) next = own.nextElementSibling;
      else from.insertBefore(own, next);
      morph(own, child);
    }
  }
  // What is moved loses the focus for a moment.
  if (focused instanceof HTMLElement && focused !== document.activeElement && from.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
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
