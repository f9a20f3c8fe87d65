import "./checks";
import "./messages";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { ask, diagnostics } from "./problems";

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
  const described = area.getAttribute("aria-describedby");
  if (described) labels["aria-describedby"] = described;

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
        highlightActiveLine(),
        json(),
        syntaxHighlighting(colours),
        linter(async (editor) => {
          const text = editor.state.doc.toString();
          return diagnostics(await ask(area, text, fetch), editor.state.doc.length);
        }, { delay: PAUSE }),
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of(labels),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  area.hidden = true;
  area.before(view.dom);
  return view;
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
