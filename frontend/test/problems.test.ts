import { expect, test } from "vitest";
import { ask, diagnostics } from "../src/problems";

test("marks stay inside a text that became shorter", () => {
  expect(diagnostics([{ from: 5, to: 90, warning: false, detail: "d" }], 10)).toEqual([
    { from: 5, to: 10, severity: "error", message: "d" },
  ]);
  expect(diagnostics([{ from: 50, to: 90, warning: true, detail: "d" }], 10)).toEqual([
    { from: 10, to: 10, severity: "warning", message: "d" },
  ]);
});

test("the server is asked with the text as it stands, and with the token of the page", async () => {
  document.body.innerHTML = `<textarea data-check="/check" data-csrf-header="X-CSRF" data-csrf="t"></textarea>`;
  const area = document.querySelector("textarea")!;
  const calls: RequestInit[] = [];
  const get = async (_url: unknown, init?: RequestInit) => {
    calls.push(init!);
    return new Response(`[{"from":1,"to":2,"warning":false,"detail":"d"}]`);
  };
  expect(await ask(area, "{}", get as typeof fetch)).toHaveLength(1);
  expect(calls[0]?.body).toBe("{}");
  expect((calls[0]?.headers as Record<string, string>)["X-CSRF"]).toBe("t");
});

test("no answer means no marks", async () => {
  document.body.innerHTML = `<textarea data-check="/check"></textarea>`;
  const area = document.querySelector("textarea")!;
  expect(await ask(area, "", (() => Promise.reject(new TypeError())) as typeof fetch)).toEqual([]);
  expect(await ask(area, "", (async () => new Response("", { status: 500 })) as typeof fetch)).toEqual([]);
});
