import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState, TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { type Json, keyOf, kindsOf, type Schema, schemasOf, schemasUnder, sensible } from "./schema";

/** Where something can be proposed: a key of an object, or a value that these schemas allow. */
type Spot =
  | { kind: "key"; from: number; to: number; object: SyntaxNode }
  | { kind: "value"; from: number; to: number; schemas: Schema[] };

const SCALARS = new Set(["String", "Number", "True", "False", "Null"]);
const NAMED = new Set([...SCALARS, "PropertyName", "Property", "Object", "Array"]);
const WORD = /"?[\w./@:-]*$/;

/** Proposes keys with a sensible value, and values. The schema may come later than the first question. */
export function proposals(schema: () => Schema | null, required = ""): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const root = schema();
    const spot = root && spotAt(root, context.state, context.pos);
    if (!root || !spot) return null;
    if (!context.explicit && spot.from === context.pos) return null;
    const options = spot.kind === "key" ? keys(root, spot.object, context, required) : values(spot.schemas);
    return { from: spot.from, to: spot.to, options, filter: true, validFor: /^"?[\w./@:-]*"?$/ };
  };
}

function spotAt(root: Schema, state: EditorState, pos: number): Spot | null {
  const tree = ensureSyntaxTree(state, state.doc.length, 100) ?? syntaxTree(state);
  let node: SyntaxNode | null = tree.resolveInner(pos, -1);
  // Behind a closing bracket the place is that of the whole, not one within it.
  if (node.name === "}" || node.name === "]") node = node.parent?.parent ?? null;
  while (node !== null && !NAMED.has(node.name)) node = node.parent;
  if (node === null) return null;
  const word = WORD.exec(state.sliceDoc(state.doc.lineAt(pos).from, pos))?.[0] ?? "";
  const from = pos - word.length;
  if (node.name === "PropertyName") {
    const object = node.parent?.parent;
    return object && pos < node.to ? { kind: "key", from: node.from, to: node.to, object } : null;
  }
  if (SCALARS.has(node.name)) {
    const closed = node.name === "String" && pos === node.to;
    return closed ? null : { kind: "value", from: node.from, to: node.to, schemas: schemasOf(root, node, state.doc) };
  }
  const before = lastMark(state.sliceDoc(0, from));
  if (node.name === "Property" && before === ":" && node.parent) {
    const schemas = schemasUnder(root, node.parent, keyOf(node, state.doc), state.doc);
    return { kind: "value", from, to: pos, schemas };
  }
  if (node.name === "Array" && (before === "[" || before === ",")) {
    return { kind: "value", from, to: pos, schemas: schemasOf(root, node, state.doc).flatMap((one) => one.items ?? []) };
  }
  const object = node.name === "Property" ? node.parent : node;
  return object?.name === "Object" && before !== ":" ? { kind: "key", from, to: pos, object } : null;
}

function lastMark(text: string): string {
  return text.trimEnd().slice(-1);
}

function keys(root: Schema, object: SyntaxNode, context: CompletionContext, word: string): Completion[] {
  const text = context.state.doc;
  const there = object.getChildren("Property").filter((one) => context.pos <= one.from || context.pos > one.to);
  const taken = new Set(there.map((one) => keyOf(one, text)));
  const found = new Map<string, Completion>();
  for (const kind of kindsOf(root, object, text)) {
    for (const [key, schema] of Object.entries(kind.properties ?? {})) {
      if (taken.has(key) || found.has(key)) continue;
      const required = kind.required?.includes(key) ?? false;
      found.set(key, {
        label: JSON.stringify(key),
        displayLabel: key,
        detail: required ? "*" : shown(schema.default),
        info: [schema.description, required ? word : ""].join(" ").trim(),
        boost: required ? 1 : 0,
        apply: (view, _option, from, to) => put(view, from, to, JSON.stringify(key), sensible(schema)),
      });
    }
  }
  return [...found.values()];
}

function shown(value: Json | undefined): string {
  return value === undefined || typeof value === "object" ? "" : String(value);
}

function values(schemas: Schema[]): Completion[] {
  const found = new Map<string, Completion>();
  const add = (value: Json, info?: string, label = JSON.stringify(value)) => {
    if (found.has(label)) return;
    const apply = (view: EditorView, _option: Completion, from: number, to: number) => put(view, from, to, null, value);
    found.set(label, { label, displayLabel: label.replace(/^"(.*)"$/, "$1"), info, apply });
  };
  for (const schema of schemas) {
    for (const word of schema.enum ?? []) if (word !== null) add(word, schema.description);
    for (const kind of schema.oneOf ?? []) {
      const type = kind.properties?.type?.enum?.[0];
      if (typeof type === "string") add(sensible(kind), kind.description, JSON.stringify(type));
    }
    if ([schema.type].flat().includes("boolean")) [true, false].forEach((one) => add(one, schema.description));
    if (schema.properties) add(sensible(schema), schema.description, "{ }");
    if (schema.items) add(sensible(schema), schema.description, "[ ]");
    for (const like of [schema.default, ...(schema.examples ?? [])]) {
      if (like !== undefined && typeof like !== "object") add(like, schema.description);
    }
  }
  return [...found.values()];
}

function put(view: EditorView, from: number, to: number, key: string | null, value: Json): void {
  view.dispatch(insertion(view.state, from, to, key, value));
}

/**
 * What writing a key with its value, or a value alone, changes: indented like its line, with the commas that it needs, the
 * cursor where there is something to fill in. A key that has a value keeps it.
 */
export function insertion(state: EditorState, from: number, to: number, key: string | null, value: Json): TransactionSpec {
  const rest = state.sliceDoc(to).trimStart();
  const start = lastMark(state.sliceDoc(0, from));
  const comma = key !== null && start !== "" && start !== "{" && start !== "," ? ", " : "";
  const keepsValue = key !== null && rest.startsWith(":");
  const indent = /^\s*/.exec(state.doc.lineAt(from).text)?.[0] ?? "";
  const body = JSON.stringify(value, null, 2).replace(/\n/g, `\n${indent}`);
  const head = comma + (key === null ? "" : keepsValue ? key : `${key}: `);
  const insert = head + (keepsValue ? "" : body) + (!keepsValue && /^["{[]/.test(rest) ? "," : "");
  const blank = keepsValue ? -1 : body.indexOf('""');
  const at = from + head.length;
  const selection =
    blank >= 0
      ? { anchor: at + blank + 1 }
      : !keepsValue && typeof value === "string" && key !== null
        ? { anchor: at + 1, head: at + body.length - 1 }
        : { anchor: at + (keepsValue ? 0 : body.length) };
  return { changes: { from, to, insert }, selection, scrollIntoView: true, userEvent: "input.complete" };
}
