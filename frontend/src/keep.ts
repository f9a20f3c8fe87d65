import { addRow } from "./rows";

/**
 * Keeps what is typed in this tab of the browser, secrets left out, until the server has it: for a reload, a session
 * that ended, a service that was started anew. The browser forgets it with the tab.
 */
export interface Kept {
  draft: string;
  tab: "form" | "advanced";
  /** Whether it was sent since; then the server has it, unless the server forgot this draft. */
  sent: boolean;
  fields: [string, string][];
}

/** How long to wait after the last key, in milliseconds. */
const PAUSE = 250;

const PREFIX = "adx-stage.draft ";
const MASK = "**********";
const SECRETS = "clientSecret|password|certificate";
const WRITTEN = new RegExp(`("(?:${SECRETS})"\\s*:\\s*)"(?!\\$\\{)(?:[^"\\\\]|\\\\.)*"`, "gi");
const LEFT = new RegExp(`(?:${SECRETS})["']?\\s*[:=](?!\\s*(?:"\\*{10}"|"\\$\\{|null))`, "i");

/** The text of the Advanced tab without its secrets; nothing where one might be left in it. */
export function withoutSecrets(text: string): string | null {
  const masked = text.replace(WRITTEN, `$1"${MASK}"`);
  return LEFT.test(masked.replace(/"type"\s*:\s*"certificate"/g, "")) ? null : masked;
}

/** What is typed, as it would be sent. */
export function typed(form: HTMLFormElement): Kept | null {
  const fields: [string, string][] = [];
  for (const element of Array.from(form.elements)) {
    if (!isControl(element) || element.name === "" || element.type === "hidden" && !/\.at$/.test(element.name)) continue;
    // A file cannot be put back, and the editor's search is no part of the stage.
    if (element.type === "checkbox" || element.type === "file" || element.closest(".cm-editor") !== null) continue;
    const secret = element.dataset.secret !== undefined || element.type === "password";
    if (secret && !element.value.startsWith("${")) continue;
    const value = element.name === "document" ? withoutSecrets(element.value) : element.value;
    if (value === null) return null;
    fields.push([element.name, value]);
  }
  const tab = form.querySelector("[name=document]") === null ? "form" : "advanced";
  return { draft: draftOf(form), tab, sent: false, fields };
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isControl(element: Element): element is Control {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

function draftOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("input[name=draft]")?.value ?? "";
}

/** Puts it back where it stood. Rows are added and taken away until there are as many as there were. */
export function bringBack(form: HTMLFormElement, kept: Kept): void {
  for (const table of Array.from(form.querySelectorAll<HTMLElement>("[data-rows]"))) {
    const name = table.dataset.rows ?? "";
    const rows = kept.fields.filter(([field]) => field.startsWith(`${name}[`) && field.endsWith("].at")).length;
    const body = table.querySelector("tbody");
    while (body !== null && body.rows.length < rows && addRow(table) !== null);
    while (body !== null && body.rows.length > rows) body.rows[body.rows.length - 1]?.remove();
  }
  for (const [name, value] of kept.fields) {
    const control = Array.from(form.elements).find((one): one is Control => isControl(one) && one.name === name);
    if (control === undefined || control.value === value) continue;
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
    control.dispatchEvent(new Event("written"));
  }
}

/** Whether the page shows something else than what is kept; which rows the server knows already does not count. */
export function differs(form: HTMLFormElement, kept: Kept): boolean {
  const shown = (fields: [string, string][]): string => JSON.stringify(fields.filter(([name]) => !name.endsWith("].at")));
  const now = typed(form);
  return now === null || shown(now.fields) !== shown(kept.fields);
}

/** What was sent arrived, because another page than the editor's came of it. */
export function forgetSent(storage: Storage): void {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(PREFIX) && read(storage, key)?.sent !== false) storage.removeItem(key);
  }
}

function read(storage: Storage, key: string): Kept | null {
  try {
    return JSON.parse(storage.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

/** @param arrived how the page was reached: "navigate", "reload" or "back_forward" */
export function enhanceKeeping(form: HTMLFormElement, storage: Storage, arrived: string): void {
  const key = PREFIX + (form.getAttribute("action") ?? "");
  const kept = read(storage, key);
  const offer = form.querySelector<HTMLElement>("[data-kept-offer]");
  const note = form.querySelector<HTMLElement>("[data-kept-back]");
  if (kept !== null && kept.tab === typed(form)?.tab) {
    const same = kept.draft === draftOf(form);
    const again = arrived !== "navigate";
    if (!differs(form, kept) || (same && kept.sent && !again)) {
      storage.removeItem(key);
    } else if (same || again) {
      bringBack(form, kept);
      if (note !== null) note.hidden = false;
    } else if (offer !== null) {
      offer.hidden = false;
      offer.querySelector("[data-bring]")?.addEventListener("click", () => {
        bringBack(form, kept);
        offer.hidden = true;
        form.querySelector<HTMLElement>("input:not([type=hidden]), textarea")?.focus();
      });
      offer.querySelector("[data-forget]")?.addEventListener("click", () => {
        storage.removeItem(key);
        offer.hidden = true;
      });
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  const save = (sent: boolean): void => {
    clearTimeout(timer);
    const now = dirty ? typed(form) : null;
    dirty = false;
    if (now === null) return;
    try {
      storage.setItem(key, JSON.stringify({ ...now, sent }));
    } catch {
      // A full or forbidden store keeps nothing; the page works all the same.
    }
  };
  const later = (): void => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => save(false), PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    dirty = true;
    save(true);
  });
  globalThis.addEventListener?.("pagehide", () => save(false));
}

/** How this page was reached. */
export function arrival(): string {
  const [navigation] = performance.getEntriesByType("navigation");
  return (navigation as PerformanceNavigationTiming | undefined)?.type ?? "navigate";
}
