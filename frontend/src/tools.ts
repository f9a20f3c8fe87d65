import { openSearchPanel } from "@codemirror/search";
import type { EditorState } from "@codemirror/state";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import { format } from "./format";
import { keyOf } from "./schema";

const MASK = '"**********"';
const SECRETS = new Set(["clientsecret", "certificate", "password"]);

/** As much as the server takes. */
const MOST = 1024 * 1024;

/** The text with a mask in the place of each secret that somebody typed; references stay. */
export function masked(state: EditorState): string {
  const places: { from: number; to: number }[] = [];
  syntaxTree(state).iterate({
    enter: ({ node }) => {
      const value = node.name === "Property" ? node.lastChild : null;
      if (!value || value.name === "PropertyName" || !SECRETS.has(keyOf(node, state.doc).toLowerCase())) return true;
      const written = state.sliceDoc(value.from, value.to);
      if (!/^""$|^null$|^"\$\{(env|file):[^}]*\}"$/.test(written)) places.push({ from: value.from, to: value.to });
      return false;
    },
  });
  return places.reduceRight((text, { from, to }) => text.slice(0, from) + MASK + text.slice(to), state.doc.toString());
}

/** Formats the text, in one step that undo takes back; says so. */
export function formatAll(view: EditorView, say: (text?: string) => void, words: DOMStringMap): boolean {
  const before = view.state.doc.toString();
  const after = format(before);
  if (after !== null && after !== before) replace(view, after);
  say(after === null ? words.unformatted : words.formatted);
  return true;
}

function replace(view: EditorView, text: string): void {
  const line = view.state.doc.lineAt(view.state.selection.main.head).number;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: "input.replace" });
  const same = view.state.doc.line(Math.min(line, view.state.doc.lines));
  view.dispatch({ selection: { anchor: same.from }, scrollIntoView: true });
}

/** Adds what takes a script to the row above the editor. */
export function enhanceTools(view: EditorView, bar: HTMLElement): void {
  const words = bar.dataset;
  const said = bar.querySelector<HTMLElement>("[data-said]");
  const say = (text?: string) => {
    if (said) said.textContent = text ?? "";
  };
  const button = (text: string | undefined, key: string | undefined, press: () => void) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "small";
    made.textContent = text ?? "";
    if (key) {
      made.title = key;
      made.setAttribute("aria-keyshortcuts", key);
    }
    made.addEventListener("click", press);
    return made;
  };
  const added = [
    button(words.format, words.formatKey, () => formatAll(view, say, words)),
    button(words.search, words.searchKey, () => openSearchPanel(view)),
  ];
  if (navigator.clipboard) {
    added.push(
      button(words.copy, undefined, () => {
        void navigator.clipboard.writeText(masked(view.state)).then(() => say(words.copied));
      }),
    );
  }
  bar.prepend(...added);
  const file = bar.querySelector<HTMLInputElement>("input[type=file]");
  bar.querySelector<HTMLElement>("button[value=upload]")?.setAttribute("hidden", "");
  // One button to press: the file goes into the editor as soon as it is chosen, and undo brings back what was there.
  const label = file?.labels?.[0];
  if (file && label) {
    file.classList.add("unseen");
    label.title = label.textContent ?? "";
    label.className = "button small";
    label.textContent = words.open ?? "";
  }
  file?.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    if (chosen.size > MOST) {
      say(words.large);
      return;
    }
    void chosen.text().then((text) => {
      replace(view, text);
      view.focus();
      say(words.uploaded);
    });
    file.value = "";
  });
}
