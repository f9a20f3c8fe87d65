/**
 * Adds, removes and moves rows of a table in place; the buttons do the same through the server without this script.
 * Rows move by button, by Alt with an arrow key, and by dragging.
 */
export function enhanceRows(table: HTMLElement): void {
  const name = table.dataset.rows ?? "";
  const body = table.querySelector("tbody");
  const template = table.querySelector("template");
  if (body === null || template === null) return;

  const changed = (): void => {
    number(body, table.id, name);
    table.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const move = (row: HTMLTableRowElement, up: boolean): boolean => {
    const neighbour = up ? row.previousElementSibling : row.nextElementSibling;
    if (neighbour === null) return false;
    if (up) neighbour.before(row);
    else neighbour.after(row);
    changed();
    say(table, table.dataset.moved, rowsOf(body).indexOf(row));
    return true;
  };

  table.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const row = button?.closest("tr");
    if (button?.value === `add:${name}`) {
      event.preventDefault();
      addRow(table);
      focusIn(rowsOf(body).at(-1));
    } else if (row && button?.value.startsWith(`remove:${name}:`)) {
      event.preventDefault();
      const neighbour: Element | null = row.nextElementSibling ?? row.previousElementSibling;
      say(table, table.dataset.removed, rowsOf(body).indexOf(row));
      row.remove();
      changed();
      if (neighbour) focusIn(neighbour);
      else table.querySelector<HTMLButtonElement>('button[value^="add:"]')?.focus();
    } else if (row && (button?.value.startsWith(`up:${name}:`) || button?.value.startsWith(`down:${name}:`))) {
      event.preventDefault();
      move(row, button.value.startsWith("up:"));
      button.focus();
    }
  });

  table.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const focused = event.target instanceof HTMLElement ? event.target : null;
    const row = focused?.closest("tr");
    if (!row || row.parentElement !== body) return;
    event.preventDefault();
    if (move(row, event.key === "ArrowUp")) focused?.focus();
  });

  enhanceDragging(table, body, changed);
}

/** A new row behind the others, for whoever has something to put into it. */
export function addRow(table: HTMLElement): HTMLTableRowElement | null {
  const body = table.querySelector("tbody");
  const template = table.querySelector("template");
  if (body === null || template === null) return null;
  body.append(rowOf(template, rowsOf(body).length));
  number(body, table.id, table.dataset.rows ?? "");
  return rowsOf(body).at(-1) ?? null;
}

/** A new row: every place where the template says __i__ gets the index. */
export function rowOf(template: HTMLTemplateElement, index: number): DocumentFragment {
  const row = document.importNode(template.content, true);
  for (const element of Array.from(row.querySelectorAll("*"))) {
    for (const { name, value } of Array.from(element.attributes)) {
      if (value.includes("__i__")) element.setAttribute(name, value.replaceAll("__i__", String(index)));
    }
  }
  return row;
}

/** The order on the page is the order that is sent: names, ids and labels follow it. */
function number(body: HTMLTableSectionElement, id: string, name: string): void {
  rowsOf(body).forEach((row, index) => {
    const before = row.dataset.index ?? "";
    for (const element of Array.from(row.querySelectorAll<HTMLElement>("*"))) {
      if (element.dataset.numbered) {
        element.setAttribute("aria-label", element.dataset.numbered.replace("__n__", String(index + 1)));
      }
      if (before === String(index)) continue;
      for (const attribute of Array.from(element.attributes)) {
        const value = attribute.value
          .replaceAll(`${name}[${before}]`, `${name}[${index}]`)
          .replaceAll(`${id}-${before}-`, `${id}-${index}-`)
          .replace(`:${name}:${before}`, `:${name}:${index}`);
        const typed = attribute.name === "value" && !(element instanceof HTMLButtonElement);
        if (value !== attribute.value && !typed) attribute.value = value;
      }
    }
    row.dataset.index = String(index);
  });
}

/** A row is taken at its handle and let go where it shall be. */
function enhanceDragging(table: HTMLElement, body: HTMLTableSectionElement, changed: () => void): void {
  table.setAttribute("data-draggable", "");
  table.addEventListener("pointerdown", (event) => {
    const handle = event.target instanceof Element ? event.target.closest("[data-handle]") : null;
    const row = handle?.closest("tr");
    if (!handle || !row || event.button !== 0) return;
    event.preventDefault();
    row.classList.add("dragged");
    let moved = false;
    const follow = (at: PointerEvent): void => {
      const over = rowsOf(body).find((other) => {
        const box = other.getBoundingClientRect();
        return other !== row && at.clientY >= box.top && at.clientY <= box.bottom;
      });
      if (over === undefined) return;
      const box = over.getBoundingClientRect();
      const upwards = rowsOf(body).indexOf(over) < rowsOf(body).indexOf(row);
      // Past its middle, so that rows of different heights do not change places back and forth.
      if (upwards && at.clientY < box.top + box.height / 2) over.before(row);
      else if (!upwards && at.clientY > box.top + box.height / 2) over.after(row);
      else return;
      moved = true;
    };
    const drop = (): void => {
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", drop);
      row.classList.remove("dragged");
      if (moved) {
        changed();
        say(table, table.dataset.moved, rowsOf(body).indexOf(row));
      }
    };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  });
}

function say(table: HTMLElement, pattern: string | undefined, index: number): void {
  const news = table.closest("form")?.querySelector("[data-news]");
  if (news && pattern) news.textContent = pattern.replace("__n__", String(index + 1));
}

function focusIn(row: Element | undefined): void {
  row?.querySelector<HTMLElement>("input:not([type=hidden]), select")?.focus();
}

function rowsOf(body: HTMLTableSectionElement): HTMLTableRowElement[] {
  return Array.from(body.querySelectorAll<HTMLTableRowElement>(":scope > tr"));
}
