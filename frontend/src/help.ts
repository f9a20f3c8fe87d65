import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { type Json, keyOf, kindsOf, type Schema, schemasUnder } from "./schema";

/** The page's words for what a schema says, with places for its values. */
export type Words = Record<string, string | undefined>;

/** What is to be said of a key, from the first line to the last; and where the key stands. */
export interface Help {
  from: number;
  to: number;
  title: string;
  lines: string[];
}

export function helpAt(root: Schema, state: EditorState, pos: number, side: -1 | 1, words: Words): Help | null {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, side);
  while (node !== null && node.name !== "Property") {
    // Between the lines of an object or a list nothing is pointed at.
    if (node.name === "Object" || node.name === "Array") return null;
    node = node.parent;
  }
  const object = node?.parent;
  if (!node || !object) return null;
  const key = keyOf(node, state.doc);
  const schemas = schemasUnder(root, object, key, state.doc);
  const schema = schemas[0];
  const name = node.getChild("PropertyName");
  if (schema === undefined || name === null) return null;
  const required = kindsOf(root, object, state.doc).some((kind) => kind.required?.includes(key));
  const enums = schemas.flatMap((one) => one.enum ?? []).filter((word) => word !== null);
  const whole = enums.length > 0 ? { ...schema, enum: enums } : schema;
  return { from: name.from, to: name.to, title: schema.title ?? key, lines: describe(whole, required, words) };
}

/** Sentences on what a schema allows. */
export function describe(schema: Schema, required: boolean, words: Words): string[] {
  const kinds = (schema.oneOf ?? []).flatMap((kind) => kind.properties?.type?.enum ?? []);
  const choices = [...(schema.enum ?? []), ...kinds].filter((word) => word !== null);
  const { minimum, maximum, minItems, maxItems } = schema;
  return [
    schema.description,
    required ? words.required : undefined,
    schema.default !== undefined ? fill(words.default, schema.default) : undefined,
    choices.length > 1 ? fill(words.words, choices.map(plain).join(", ")) : undefined,
    minimum !== undefined && maximum !== undefined ? fill(words.range, minimum, maximum) : undefined,
    minimum !== undefined && maximum === undefined ? fill(words.least, minimum) : undefined,
    minItems !== undefined && maxItems !== undefined ? fill(words.items, minItems, maxItems) : undefined,
    schema.maxLength !== undefined ? fill(words.length, schema.maxLength) : undefined,
    ...(schema.examples ?? []).map((example) => fill(words.example, example)),
  ].filter((line) => line !== undefined);
}

function fill(text: string | undefined, ...values: Json[]): string | undefined {
  return text?.replace(/\{(\d)\}/g, (_place, index: string) => plain(values[Number(index)] ?? ""));
}

function plain(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Shows it where the pointer rests. */
export function hoverHelp(schema: () => Schema | null, words: Words) {
  return hoverTooltip((view, pos, side) => {
    const root = schema();
    const help = root && helpAt(root, view.state, pos, side, words);
    return help && { pos: help.from, end: help.to, above: true, create: () => ({ dom: box(help) }) };
  });
}

function box(help: Help): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "schema-help";
  const title = document.createElement("strong");
  title.textContent = help.title;
  dom.append(title, ...help.lines.map(line));
  return dom;
}

function line(text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return paragraph;
}
