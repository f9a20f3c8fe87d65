import { expect, test } from "vitest";
import { format } from "../src/format";

test("a text is indented as the server prints it", () => {
  expect(format('{"a":{"b":[1,2,{"c":null}],"d":{}},"e":[]}')).toBe(
    '{\n  "a": {\n    "b": [\n      1,\n      2,\n      {\n        "c": null\n      }\n    ],\n    "d": {}\n  },\n  "e": []\n}',
  );
});

test("every token stays as it was written", () => {
  const odd = '{"a" : 12345678901234567890.10, "a": 1E400, "\\u0041{[,:": "x\\"}"}';
  expect(format(odd)).toBe('{\n  "a": 12345678901234567890.10,\n  "a": 1E400,\n  "\\u0041{[,:": "x\\"}"\n}');
});

test("formatting twice changes nothing more", () => {
  const once = format('[{"a":[[],[1]]}, true, "x"]') ?? "";
  expect(format(once)).toBe(once);
  expect(JSON.parse(once)).toEqual([{ a: [[], [1]] }, true, "x"]);
});

test.each(["", "{", '{"a": }', '{"a": 1,}', "{'a': 1}", "{} {}", '{"a": tru}', '{"a": "x}'])("what cannot be read stays as it is: %s", (text) => {
  expect(format(text)).toBeNull();
});
