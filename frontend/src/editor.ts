import "./checks";
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import "./messages";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { proposals } from "./completion";
import { hoverHelp } from "./help";
import { arrival, enhanceKeeping } from "./keep";
import { ask, diagnostics } from "./problems";
import type { Schema } from "./schema";
import { enhanceTools, formatAll } from "./tools";

/** How long to wait after the last key before the server is asked, in milliseconds. */
const PAUSE = 500;

const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: "code-key" },
  { tag: tags.string, class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "code-value" },
  { tag: tags.punctuation, class: "code-mark" },
]);

/** Puts an editor before the text area, which stays the field that is sent. */
export function enhance(area: HTMLTextAreaElement): EditorView {
  const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
  const labels: Record<string, string> = { class: "code" };
  const label = area.labels?.[0];
  if (label) {
    label.id ||= "document-label";
    labels["aria-labelledby"] = label.id;
    label.addEventListener("click", () => view.focus());
  }
  const keys = document.querySelector<HTMLElement>("[data-keys]");
  if (keys) keys.hidden = false;
  const described = [area.getAttribute("aria-describedby"), keys?.id].filter(Boolean).join(" ");
  if (described) labels["aria-describedby"] = described;
  const tools = document.querySelector<HTMLElement>("[data-tools]");
  const words = tools?.dataset ?? {};
  const say = (text?: string) => {
    const said = tools?.querySelector("[data-said]");
    if (said) said.textContent = text ?? "";
  };
  let schema: Schema | null = null;
  void schemaOf(area).then((found) => {
    schema = found;
  });
  const darkness = new Compartment();
  const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;

  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      extensions: [
        nonce ? EditorView.cspNonce.of(nonce) : [],
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        EditorState.phrases.of(phrases(document)),
        search({ top: true }),
        highlightSelectionMatches(),
        autocompletion({ override: [proposals(() => schema, words.required)], icons: false }),
        hoverHelp(() => schema, words),
        darkness.of(EditorView.darkTheme.of(dark?.matches ?? false)),
        highlightActiveLine(),
        json(),
        syntaxHighlighting(colours),
        linter(async (editor) => {
          const text = editor.state.doc.toString();
          return diagnostics(await ask(area, text, fetch), editor.state.doc.length);
        }, { delay: PAUSE }),
        keymap.of([
          { key: "Shift-Alt-f", run: (editor) => formatAll(editor, say, words) },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...searchKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...lintKeymap,
          // Leaving by keyboard is Esc, then Tab, as the page says.
          indentWithTab,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of(labels),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  area.addEventListener("written", () => {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
  });
  area.hidden = true;
  area.before(view.dom);
  dark?.addEventListener("change", (event) => {
    view.dispatch({ effects: darkness.reconfigure(EditorView.darkTheme.of(event.matches)) });
  });
  if (tools) enhanceTools(view, tools);
  return view;
}

/** What the editor says by itself, in the page's words. */
export function phrases(page: Document): Record<string, string> {
  const found: Record<string, string> = {};
  for (const item of Array.from(page.querySelectorAll<HTMLElement>("[data-phrase]"))) {
    found[item.dataset.phrase ?? ""] = item.textContent ?? "";
  }
  return found;
}

/** Without the schema nothing is proposed; everything else works. */
async function schemaOf(area: HTMLTextAreaElement): Promise<Schema | null> {
  const address = area.dataset.schema;
  if (address === undefined) return null;
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    return answer.ok ? ((await answer.json()) as Schema) : null;
  } catch {
    return null;
  }
}

/** The list of problems names lines: a click goes there. */
function goToLines(view: EditorView): void {
  for (const link of Array.from(document.querySelectorAll<HTMLElement>("[data-from]"))) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const anchor = Math.min(Number(link.dataset.from), view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    });
  }
}

const area = document.querySelector<HTMLTextAreaElement>("textarea#document");
if (area !== null) goToLines(enhance(area));
if (area?.form) enhanceKeeping(area.form, sessionStorage, arrival());
