import { beforeEach, expect, test } from "vitest";
import { bringBack, enhanceKeeping, forgetSent, typed, withoutSecrets } from "../src/keep";

const NOTICES = `<div data-kept-offer hidden><button type="button" data-bring></button><button type="button" data-forget></button></div>
  <p data-kept-back hidden></p>`;

const form = (draft: string, fields: string): HTMLFormElement => {
  document.body.innerHTML = `<form action="/stages/new"><input type="hidden" name="draft" value="${draft}">${NOTICES}${fields}</form>`;
  const form = document.querySelector("form")!;
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
};

const NAME = '<input name="displayName" value="">';

const field = (name: string): HTMLInputElement => document.querySelector(`[name="${name}"]`)!;

function write(name: string, value: string): void {
  field(name).value = value;
  field(name).dispatchEvent(new Event("input", { bubbles: true }));
}

const leave = (): boolean => globalThis.dispatchEvent(new Event("pagehide"));

const offered = (): boolean => !document.querySelector<HTMLElement>("[data-kept-offer]")!.hidden;

beforeEach(() => sessionStorage.clear());

test("a reload brings back what was not sent yet, and says so", () => {
  enhanceKeeping(form("d1", NAME), sessionStorage, "navigate");
  write("displayName", "Ovens");
  leave();
  enhanceKeeping(form("d1", NAME), sessionStorage, "reload");
  expect(field("displayName").value).toBe("Ovens");
  expect(document.querySelector<HTMLElement>("[data-kept-back]")!.hidden).toBe(false);
});

test("a reload means the same page, also where the server made a new draft for it", () => {
  enhanceKeeping(form("d1", NAME), sessionStorage, "navigate");
  write("displayName", "Ovens");
  leave();
  enhanceKeeping(form("d2", NAME), sessionStorage, "reload");
  expect(field("displayName").value).toBe("Ovens");
  expect(offered()).toBe(false);
});

test("what was sent is the server's: its page is shown as it is", () => {
  const page = form("d1", NAME);
  enhanceKeeping(page, sessionStorage, "navigate");
  write("displayName", "Ovens");
  page.requestSubmit();
  leave();
  enhanceKeeping(form("d1", '<input name="displayName" value="Ovens, corrected">'), sessionStorage, "navigate");
  expect(field("displayName").value).toBe("Ovens, corrected");
  expect(offered()).toBe(false);
  expect(sessionStorage.length).toBe(0);
});

test("a server that forgot the draft is no loss: what was typed is offered, and brought back on demand", () => {
  const page = form("d1", NAME);
  enhanceKeeping(page, sessionStorage, "navigate");
  write("displayName", "Ovens");
  page.requestSubmit();
  enhanceKeeping(form("d2", NAME), sessionStorage, "navigate");
  expect(field("displayName").value).toBe("");
  expect(offered()).toBe(true);
  document.querySelector<HTMLButtonElement>("[data-bring]")!.click();
  expect(field("displayName").value).toBe("Ovens");
  expect(offered()).toBe(false);
});

test("an offer that is declined does not come back", () => {
  enhanceKeeping(form("d1", NAME), sessionStorage, "navigate");
  write("displayName", "Ovens");
  leave();
  enhanceKeeping(form("d2", NAME), sessionStorage, "navigate");
  document.querySelector<HTMLButtonElement>("[data-forget]")!.click();
  enhanceKeeping(form("d3", NAME), sessionStorage, "navigate");
  expect(offered()).toBe(false);
});

test("another page than the editor means that what was sent has arrived", () => {
  const page = form("d1", NAME);
  enhanceKeeping(page, sessionStorage, "navigate");
  write("displayName", "Ovens");
  page.requestSubmit();
  forgetSent(sessionStorage);
  enhanceKeeping(form("d2", NAME), sessionStorage, "navigate");
  expect(offered()).toBe(false);
});

test("secrets are not kept, references are", () => {
  const kept = typed(
    form("d1", '<input type="password" name="a" value="hush"><textarea name="b" data-secret="true">hush</textarea>'
      + '<input name="c" data-secret="true" value="${env:X}">'),
  )!;
  expect(JSON.stringify(kept)).not.toContain("hush");
  expect(kept.fields).toEqual([["c", "${env:X}"]]);
});

test("text of the Advanced tab is kept without its secrets, and not at all where one might be left", () => {
  expect(withoutSecrets('{"authentication": {"type": "certificate", "clientSecret": "hu\\"sh", "password" : "${env:X}"}}')).toBe(
    '{"authentication": {"type": "certificate", "clientSecret": "**********", "password" : "${env:X}"}}',
  );
  expect(withoutSecrets("{'clientSecret': 'hush'}")).toBeNull();
  expect(withoutSecrets('{"password": "hush')).toBeNull();
  expect(withoutSecrets('{"certificate": ["hush"]}')).toBeNull();
});

test("rows come back as many as there were", () => {
  const rows = `<div id="f-columns" data-rows="columns"><table><tbody></tbody></table>
    <template><tr data-index="__i__"><td><input name="columns[__i__].name"><input type="hidden" name="columns[__i__].at" value=""></td></tr></template></div>`;
  const page = form("d1", rows);
  bringBack(page, {
    draft: "d0",
    tab: "form",
    sent: false,
    fields: [["columns[0].name", "a"], ["columns[0].at", ""], ["columns[1].name", "b"], ["columns[1].at", "0"]],
  });
  expect(typed(page)!.fields.map(([, value]) => value)).toEqual(["a", "", "b", "0"]);
});
