import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { helpAt } from "../src/help";
import type { Schema } from "../src/schema";
import { masked } from "../src/tools";
import real from "./stage-schema.json";

const schema = real as unknown as Schema;
const words = {
  required: "Required.",
  default: "Default: {0}",
  example: "Example: {0}",
  words: "One of: {0}",
  range: "{0} to {1}.",
  length: "At most {0} characters.",
  items: "{0} to {1} entries.",
};

function help(marked: string) {
  const pos = marked.indexOf("|");
  const state = EditorState.create({ doc: marked.replace("|", ""), extensions: [json()] });
  return helpAt(schema, state, pos, 1, words);
}

test("a key says what it is for, whether it has to be there, its limits and an example", () => {
  const found = help('{"display|Name": "a"}');
  expect(found).toMatchObject({ title: "Display name", from: 1, to: 14 });
  expect(found?.lines).toEqual(["Name shown in the pages.", "Required.", "At most 256 characters.", "Example: Oven telemetry"]);
});

test("a value says the same as its key", () => {
  expect(help('{"input": {"qos": |1}}')?.lines).toEqual(["Quality of service.", "Default: 1", "0 to 2."]);
  expect(help('{"ingestion": "que|ued"}')?.lines).toContain("One of: queued, streaming, managed");
});

test("a type names all kinds, whichever is chosen", () => {
  expect(help('{"retry": {"ty|pe": "none"}}')?.lines.join()).toContain("default, none, fixed, exponential");
  expect(help('{"re|try": {}}')?.lines.join()).toContain("default, none, fixed, exponential");
});

test("the element of a list is told by its own schema", () => {
  expect(help('{"columns": [{"name": "a", "pa|th": ".x"}]}')?.title).toBe("Path");
});

test("nothing is said of what is unknown or between the lines", () => {
  expect(help('{"nonse|nse": 1}')).toBeNull();
  expect(help('{"columns": [ | ]}')).toBeNull();
});

test("a copy masks what somebody typed as a secret, and leaves references", () => {
  const doc = '{"authentication": {"clientSecret": "hunter2"}, "input": {"authentication": {"password": "${env:ADX_STAGE_SECRET_A}"}}, "Password": 7}';
  const text = masked(EditorState.create({ doc, extensions: [json()] }));
  expect(text).not.toContain("hunter2");
  expect(text).toContain('"clientSecret": "**********"');
  expect(text).toContain("${env:ADX_STAGE_SECRET_A}");
  expect(text).toContain('"Password": "**********"');
});
