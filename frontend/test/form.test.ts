import { expect, test } from "vitest";
import { enhanceForm } from "../src/form";

const KINDS = `
  <form data-stage-form>
    <select name="a.type" data-decides><option selected>x</option><option>y</option></select>
    <div id="x" data-kinds-of="a.type" data-kinds="x z"><input name="a.one"></div>
    <div id="y" data-kinds-of="a.type" data-kinds="y"><input name="a.two"></div>
    <div id="kept" data-kinds-of="a.type" data-kinds="y" data-kept><input name="a.three" value="v"></div>
  </form>`;

function form(html: string): HTMLFormElement {
  document.body.innerHTML = html;
  const form = document.querySelector("form")!;
  enhanceForm(form);
  return form;
}

const hidden = (id: string): boolean => document.getElementById(id)!.hasAttribute("hidden");

test("the fields of the chosen kind are shown, and those that hold a value", () => {
  form(KINDS);
  expect([hidden("x"), hidden("y"), hidden("kept")]).toEqual([false, true, false]);
});

test("another choice shows other fields, and the first choice brings the first ones back", () => {
  const select = form(KINDS).querySelector("select")!;
  select.value = "y";
  select.dispatchEvent(new Event("change"));
  expect([hidden("x"), hidden("y"), hidden("kept")]).toEqual([true, false, false]);
  select.value = "x";
  select.dispatchEvent(new Event("change"));
  expect([hidden("x"), hidden("y"), hidden("kept")]).toEqual([false, true, false]);
});

test("the server is told that fields were hidden", () => {
  expect(form(KINDS).querySelector<HTMLInputElement>("[name=scripted]")!.value).toBe("true");
});

const ROWS = `
  <form data-stage-form><p data-news></p><div data-rows="columns" id="f-columns" data-moved="This is column __n__ now.">
    <table><tbody>
      <tr data-index="0"><td><input id="f-columns-0-name" name="columns[0].name" value="a"><button value="up:columns:0">u</button>
        <button value="remove:columns:0" data-numbered="Remove column __n__">x</button></td></tr>
    </tbody></table>
    <template><tr data-index="__i__"><td><input id="f-columns-__i__-name" name="columns[__i__].name">
      <button value="up:columns:__i__">u</button>
      <button value="remove:columns:__i__" data-numbered="Remove column __n__">x</button></td></tr></template>
    <button value="add:columns">add</button>
  </div></form>`;

const inputs = (): HTMLInputElement[] => Array.from(document.querySelectorAll("tbody input"));
const names = (): (string | null)[] => inputs().map((input) => input.getAttribute("name"));
const values = (): string[] => inputs().map((input) => input.value);

function threeRows(): HTMLFormElement {
  const page = form(ROWS);
  const add = page.querySelector<HTMLButtonElement>('[value="add:columns"]')!;
  add.click();
  add.click();
  inputs()[1]!.value = "b";
  inputs()[2]!.value = "c";
  return page;
}

test("rows are added at the end, and the new one has the focus", () => {
  threeRows();
  expect(names()).toEqual(["columns[0].name", "columns[1].name", "columns[2].name"]);
  expect(document.activeElement?.id).toBe("f-columns-2-name");
});

test("a removed row is gone, and the others follow on without a gap", () => {
  const page = threeRows();
  page.querySelector<HTMLButtonElement>('[value="remove:columns:1"]')!.click();
  expect(names()).toEqual(["columns[0].name", "columns[1].name"]);
  expect(values()).toEqual(["a", "c"]);
  expect(document.activeElement?.id).toBe("f-columns-1-name");
  const last = page.querySelector('[value="remove:columns:1"]')!;
  expect(last.getAttribute("aria-label")).toBe("Remove column 2");
});

test("a row moves up by its button, which keeps the focus, and what was typed moves with it", () => {
  const page = threeRows();
  const up = page.querySelector<HTMLButtonElement>('[value="up:columns:2"]')!;
  up.click();
  expect(values()).toEqual(["a", "c", "b"]);
  expect(names()).toEqual(["columns[0].name", "columns[1].name", "columns[2].name"]);
  expect(document.activeElement).toBe(up);
  expect(page.querySelector("[data-news]")!.textContent).toBe("This is column 2 now.");
});

test("Alt with an arrow moves the row of the focused field, and stops at the ends", () => {
  threeRows();
  const field = inputs()[0]!;
  field.focus();
  const press = (key: string): boolean =>
    field.dispatchEvent(new KeyboardEvent("keydown", { key, altKey: true, bubbles: true, cancelable: true }));
  press("ArrowDown");
  press("ArrowDown");
  press("ArrowDown");
  expect(values()).toEqual(["b", "c", "a"]);
  expect(document.activeElement).toBe(field);
  press("ArrowUp");
  expect(values()).toEqual(["b", "a", "c"]);
});

test("a row moved between others is told to the form as a change", () => {
  const page = threeRows();
  let changes = 0;
  page.addEventListener("change", () => changes++);
  page.querySelector<HTMLButtonElement>('[value="up:columns:1"]')!.click();
  expect(changes).toBe(1);
});

test("several lines pasted into a cell go where rows are pasted, and one line stays in the cell", () => {
  const page = form(
    ROWS.replace(
      "</form>",
      '<textarea name="columns.paste"></textarea><button type="button" value="paste:columns">take</button></form>',
    ),
  );
  let taken = 0;
  page.querySelector('[value="paste:columns"]')!.addEventListener("click", () => taken++);
  const paste = (text: string): boolean => {
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => text } });
    return inputs()[0]!.dispatchEvent(event);
  };
  expect(paste("one\n")).toBe(true);
  expect(taken).toBe(0);
  expect(paste("a\t.x\nb\t.y")).toBe(false);
  expect(page.querySelector("textarea")!.value).toBe("a\t.x\nb\t.y");
  expect(taken).toBe(1);
});
