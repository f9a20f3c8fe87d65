/** How long a field is left before the server is asked, in milliseconds: moving on through fields asks once. */
const PAUSE = 150;

export interface Note {
  detail: string;
  warning: boolean;
}

/** By the id of the form's element. */
export type Notes = Record<string, Note[]>;

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What the server, the only one who validates, says of the form as it stands. No answer means no news. */
export async function askAbout(form: HTMLFormElement, send: typeof fetch): Promise<Notes | null> {
  const address = form.dataset.fields;
  if (address === undefined) return null;
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => body.append(name, String(value)));
  try {
    const answer = await send(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    return answer.ok && !answer.redirected ? ((await answer.json()) as Notes) : null;
  } catch {
    return null;
  }
}

/** Writes the notes of these fields where they are read: at the field, and in the summary on top what is mended. */
export function show(form: HTMLFormElement, notes: Notes, left: ReadonlySet<string>): void {
  const lists = Array.from(form.querySelectorAll<HTMLElement>(".findings")).filter((list) => list.querySelector("li"));
  const shown = lists.map((list) => list.id.replace(/-problems$/, ""));
  for (const id of new Set([...left, ...shown])) {
    const list = document.getElementById(`${id}-problems`);
    if (list !== null) put(list, document.getElementById(id), notes[id] ?? []);
  }
  for (const link of Array.from(form.querySelectorAll<HTMLAnchorElement>('[data-problems] a[href^="#f-"]'))) {
    if (notes[link.hash.slice(1)] === undefined) link.closest("li")?.remove();
  }
  for (const summary of Array.from(form.querySelectorAll<HTMLElement>("[data-problems]"))) {
    summary.hidden = summary.querySelector("li") === null;
  }
}

function put(list: HTMLElement, control: HTMLElement | null, notes: Note[]): void {
  const text = notes.map((note) => note.detail).join("\n");
  if (list.dataset.says === text) return;
  list.dataset.says = text;
  list.replaceChildren(
    ...notes.map((note) => {
      const line = document.createElement("li");
      line.className = note.warning ? "doubt" : "";
      line.textContent = note.detail;
      return line;
    }),
  );
  if (notes.some((note) => !note.warning)) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
  const news = control?.closest("form")?.querySelector("[data-news]");
  if (news) news.textContent = notes[0]?.detail ?? "";
}

/** Asks as somebody leaves a field in which they changed something; tells them of the fields they left only. */
export function enhanceFields(form: HTMLFormElement, send: typeof fetch): void {
  const left = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof Element && field.id.startsWith("f-")) left.add(field.id);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const turn = ++asked;
      void askAbout(form, send).then((notes) => {
        if (notes !== null && turn === asked) show(form, notes, left);
      });
    }, PAUSE);
  });
}

/** What is set in a folded part stands in its summary, also after a change. */
export function enhanceSummaries(form: HTMLElement): void {
  for (const part of Array.from(form.querySelectorAll<HTMLElement>("details[data-told]"))) {
    part.addEventListener("change", () => tell(part));
  }
}

export function tell(part: HTMLElement): void {
  const told = part.querySelector<HTMLElement>(":scope > summary > .told");
  if (told === null) return;
  const set = Array.from(part.querySelectorAll<HTMLElement>(":scope > .field"))
    .filter((field) => !field.hidden)
    .flatMap((field) => {
      const control = field.querySelector<Control>("input:not([type=checkbox]), select, textarea");
      const kept = field.querySelector(".secret-set") !== null;
      if (control === null || (!kept && (control.value === "" || control.value === field.dataset.default))) return [];
      const label = field.querySelector("label, .label")?.textContent ?? "";
      return [`${label}: ${kept ? told.dataset.set : shown(control, told.dataset.set ?? "")}`];
    });
  told.replaceChildren(
    ...(set.length === 0 ? [told.dataset.none ?? ""] : set).map((text) => {
      const one = document.createElement("span");
      one.textContent = text;
      return one;
    }),
  );
}

function shown(control: Control, set: string): string {
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.textContent ?? "";
  const secret = control.dataset.secret !== undefined || control.value.length > 60 || control.value.includes("\n");
  return secret ? set : control.value;
}

/** Folding "Replace" up again means that the old secret stays. */
export function enhanceSecrets(form: HTMLElement): void {
  for (const part of Array.from(form.querySelectorAll<HTMLDetailsElement>("details.replace"))) {
    part.addEventListener("toggle", () => {
      const control = part.querySelector<HTMLInputElement | HTMLTextAreaElement>("[data-secret]");
      const removed = part.querySelector<HTMLInputElement>("[type=checkbox]");
      if (control === null) return;
      if (part.open) control.focus();
      else {
        control.value = "";
        if (removed) removed.checked = false;
      }
    });
  }
}
