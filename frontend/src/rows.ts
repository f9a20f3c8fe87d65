/** Adds and removes rows of a table in place; the buttons do the same through the server without this script. */
export function enhanceRows(table: HTMLElement): void {
  const name = table.dataset.rows ?? "";
  const body = table.querySelector("tbody");
  const template = table.querySelector("template");
  if (body === null || template === null) return;
  let next = rowsOf(body).length;

  table.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.value.startsWith(`remove:${name}:`)) {
      event.preventDefault();
      remove(button, body, table);
    } else if (button?.value === `add:${name}`) {
      event.preventDefault();
      body.append(rowOf(template, next++));
      focusIn(rowsOf(body).at(-1));
    }
  });
}

function remove(button: HTMLButtonElement, body: HTMLTableSectionElement, table: HTMLElement): void {
  const row = button.closest("tr");
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  row?.remove();
  if (neighbour) focusIn(neighbour);
  else table.querySelector<HTMLButtonElement>('button[value^="add:"]')?.focus();
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

function focusIn(row: Element | undefined): void {
  row?.querySelector<HTMLElement>("input:not([type=hidden]), select")?.focus();
}

function rowsOf(body: HTMLTableSectionElement): Element[] {
  return Array.from(body.querySelectorAll("tr"));
}
