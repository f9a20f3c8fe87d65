import { CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { insertion, proposals } from "../src/completion";
import { type Schema, sensible } from "../src/schema";
import real from "./stage-schema.json";

const schema = real as unknown as Schema;

/** The text with the cursor where the bar is. */
function at(marked: string): { state: EditorState; pos: number } {
  const pos = marked.indexOf("|");
  const doc = marked.slice(0, pos) + marked.slice(pos + 1);
  return { state: EditorState.create({ doc, selection: { anchor: pos }, extensions: [json()] }), pos };
}

function ask(marked: string, explicit = true): CompletionResult | null {
  const { state, pos } = at(marked);
  return proposals(() => schema)(new CompletionContext(state, pos, explicit));
}

function labels(marked: string): string[] {
  return (ask(marked)?.options ?? []).map((option) => option.displayLabel ?? option.label);
}

/** What the text is after a proposal was taken; the bar is where the cursor went. */
function taken(marked: string, label: string): string {
  const result = ask(marked);
  const option = result?.options.find((one) => one.displayLabel === label);
  if (!result || typeof option?.apply !== "function") throw new Error(`${label} is not proposed`);
  // No real view: it would measure a layout, which there is none of here.
  const view = {
    state: at(marked).state,
    dispatch(spec: TransactionSpec) {
      this.state = this.state.update(spec).state;
    },
  };
  option.apply(view as unknown as EditorView, option, result.from, result.to ?? result.from);
  const { head } = view.state.selection.main;
  const text = view.state.doc.toString();
  return `${text.slice(0, head)}|${text.slice(head)}`;
}

test("keys that may stand here are proposed, without those that are there", () => {
  const found = labels('{"displayName": "a",\n  |\n}');
  expect(found).toContain("clusterUrl");
  expect(found).toContain("viewOptions");
  expect(found).not.toContain("displayName");
  expect(found).not.toContain("qos");
});

test("the kind of an object decides about its keys", () => {
  expect(labels('{"authentication": {"type": "certificate", |}}')).toEqual(["tenantId", "clientId", "certificate", "password"]);
  expect(labels('{"authentication": {|}}')).toContain("clientSecret");
  expect(labels('{"input": {"format": {"type": "csv", |}}}')).toEqual(["header", "columns", "delimiter"]);
});

test("the keys of a list's elements are proposed, in a broken text, too", () => {
  expect(labels('{"columns": [{"name": "a"}, {|}]}')).toEqual(["name", "path"]);
  expect(labels('{"input": {"format": {"type": "csv", "columns": [{"|"}]}}}')).toEqual(["name", "type", "path"]);
  expect(labels('{"batch": {"ti|')).toContain("time");
});

test("values are proposed: words, kinds, switches, defaults, examples", () => {
  expect(labels('{"ingestion": |}')).toEqual(["queued", "streaming", "managed"]);
  expect(labels('{"ingestion": "qu|"}')).toEqual(["queued", "streaming", "managed"]);
  expect(labels('{"authentication": |}')).toContain("managedIdentity");
  expect(labels('{"authentication": {"type": "none|"}}')).toContain("servicePrincipal");
  expect(labels('{"input": {"cleanSession": |}}')).toEqual(["true", "false"]);
  expect(labels('{"batch": {"time": |}}')).toEqual(["60s"]);
  expect(labels('{"database": |}')).toEqual(["factory"]);
});

test("behind a value that is complete nothing is proposed, nor unasked in a blank place", () => {
  expect(ask('{"ingestion": "queued"|}')).toBeNull();
  expect(ask('{"columns": []|}')).not.toBeNull();
  expect(ask('{}|')).toBeNull();
  expect(ask('{ | }', false)).toBeNull();
  expect(ask('{"cl|"}', false)?.options.length).toBeGreaterThan(5);
});

test("a key brings its sensible value, its commas, and the cursor to where something is missing", () => {
  expect(taken('{\n  "displayName": "a"\n  |\n}', "clusterUrl")).toBe('{\n  "displayName": "a"\n  , "clusterUrl": "|"\n}');
  expect(taken('{\n  "cl|"\n}', "clusterUrl")).toBe('{\n  "clusterUrl": "|"\n}');
  expect(taken('{\n  |\n  "table": "t"\n}', "database")).toBe('{\n  "database": "|",\n  "table": "t"\n}');
  expect(taken('{\n  |\n}', "authentication")).toBe(
    '{\n  "authentication": {\n    "type": "servicePrincipal",\n    "tenantId": "|",\n    "clientId": "",\n    "clientSecret": ""\n  }\n}',
  );
  expect(taken('{"input": {|}}', "qos")).toBe('{"input": {"qos": 1|}}');
});

test("a key that has a value keeps it", () => {
  expect(taken('{"ta|": "t"}', "database")).toBe('{"database"|: "t"}');
});

test("a value replaces what stands there", () => {
  expect(taken('{"ingestion": "qu|"}', "managed")).toBe('{"ingestion": "managed"|}');
  expect(taken('{"retry": |}', "none")).toBe('{"retry": {\n  "type": "none"\n}|}');
});

test("every key of the schema has a sensible value of its type", () => {
  for (const [key, one] of Object.entries(schema.properties ?? {})) {
    const value = sensible(one);
    const types = [one.type ?? []].flat();
    if (types.includes("string")) expect(typeof value, key).toBe("string");
    if (types.includes("array")) expect(Array.isArray(value), key).toBe(true);
    if (types.includes("boolean")) expect(typeof value, key).toBe("boolean");
  }
});

test("an inserted text is indented like its line", () => {
  const { state } = at('  |');
  const spec = insertion(state, 2, 2, '"a"', { b: 1 });
  expect(state.update(spec).state.doc.toString()).toBe('  "a": {\n    "b": 1\n  }');
});
