import { expect, test, vi } from "vitest";
import { askAbout, enhanceFields, enhanceSecrets, show, tell } from "../src/fields";

const FORM = `
  <form data-stage-form data-fields="/stages/drafts/d1/fields"><p data-news></p>
    <section data-problems><ul><li><a href="#f-table">no table</a></li><li><a href="#f-other">no other</a></li></ul></section>
    <input id="f-table" name="table" value="" aria-invalid="true">
    <ul class="findings" id="f-table-problems"><li>no table</li></ul>
    <input id="f-time" name="batch.time" value="soon"><ul class="findings" id="f-time-problems"></ul>
    <input id="f-name" name="displayName" value=""><ul class="findings" id="f-name-problems"></ul>
  </form>`;

function page(html: string): HTMLFormElement {
  document.body.innerHTML = html;
  return document.querySelector("form")!;
}

const at = (id: string): string => document.getElementById(`${id}-problems`)!.textContent ?? "";

test("the server is sent the form as it stands", async () => {
  const send = vi.fn(async () => new Response('{"f-time": [{"detail": "no duration", "warning": false}]}'));
  const notes = await askAbout(page(FORM), send as unknown as typeof fetch);
  const [address, request] = send.mock.calls[0] as unknown as [string, RequestInit];
  expect(address).toBe("/stages/drafts/d1/fields");
  expect(String(request.body)).toBe("table=&batch.time=soon&displayName=");
  expect(notes).toEqual({ "f-time": [{ detail: "no duration", warning: false }] });
});

test("a server that is away, or wants a sign-in, has nothing to say", async () => {
  const form = page(FORM);
  expect(await askAbout(form, (async () => new Response("", { status: 401 })) as unknown as typeof fetch)).toBeNull();
  const away = (() => Promise.reject(new TypeError("away"))) as unknown as typeof fetch;
  expect(await askAbout(form, away)).toBeNull();
});

test("only fields that were left are told of problems", () => {
  const form = page(FORM);
  const notes = {
    "f-time": [{ detail: "no duration", warning: false }],
    "f-name": [{ detail: "no name", warning: false }],
    "f-table": [{ detail: "no table", warning: false }],
  };
  show(form, notes, new Set(["f-time"]));
  expect([at("f-time"), at("f-name"), at("f-table")]).toEqual(["no duration", "", "no table"]);
  expect(document.getElementById("f-time")!.getAttribute("aria-invalid")).toBe("true");
  expect(form.querySelector("[data-news]")!.textContent).toBe("no table");
});

test("what is mended leaves the field and the summary on top, and an empty summary is gone", () => {
  const form = page(FORM);
  show(form, { "f-other": [{ detail: "no other", warning: false }] }, new Set());
  expect(at("f-table")).toBe("");
  expect(document.getElementById("f-table")!.hasAttribute("aria-invalid")).toBe(false);
  expect(form.querySelectorAll("[data-problems] li")).toHaveLength(1);
  show(form, {}, new Set());
  expect(form.querySelector<HTMLElement>("[data-problems]")!.hidden).toBe(true);
});

test("leaving one field after another asks once, and a warning is no error", async () => {
  vi.useFakeTimers();
  try {
    const form = page(FORM);
    const send = vi.fn(async () => new Response('{"f-time": [{"detail": "short", "warning": true}]}'));
    enhanceFields(form, send as unknown as typeof fetch);
    for (const id of ["f-time", "f-name"]) {
      document.getElementById(id)!.dispatchEvent(new Event("change", { bubbles: true }));
    }
    await vi.runAllTimersAsync();
    expect(send).toHaveBeenCalledTimes(1);
    expect(at("f-time")).toBe("short");
    expect(document.getElementById("f-time")!.hasAttribute("aria-invalid")).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test("a folded part says what is set in it, and never a secret", () => {
  page(`<form><details data-told><summary>x <span class="told" data-set="set" data-none="as usual"></span></summary>
    <div class="field" data-default="60s"><label>Time</label><input value="60s"></div>
    <div class="field" data-default="a"><label>Kind</label><select><option value="a">One</option><option value="b" selected>Two</option></select></div>
    <div class="field"><label>Password</label><input type="password" data-secret="true" value="hush"></div>
    <div class="field"><span class="label">Certificate</span><p class="secret-set"></p><textarea data-secret="true"></textarea></div>
    <div class="field" hidden><label>Other</label><input value="x"></div></details></form>`);
  const part = document.querySelector("details")!;
  const told = (): (string | null)[] => Array.from(part.querySelectorAll(".told > span")).map((one) => one.textContent);
  tell(part);
  expect(told()).toEqual(["Kind: Two", "Password: set", "Certificate: set"]);
  part.querySelectorAll(".field").forEach((field) => field.remove());
  tell(part);
  expect(told()).toEqual(["as usual"]);
});

test("folding the replacement of a secret up again takes back what was typed", () => {
  const form = page(
    '<form><details class="replace" open><summary></summary><input data-secret="true"><input type="checkbox"></details></form>',
  );
  enhanceSecrets(form);
  const [secret, removed] = Array.from(form.querySelectorAll("input"));
  secret!.value = "new";
  removed!.checked = true;
  const part = form.querySelector("details")!;
  part.open = false;
  part.dispatchEvent(new Event("toggle"));
  expect([secret!.value, removed!.checked]).toEqual(["", false]);
});
