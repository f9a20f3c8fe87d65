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
  <form data-stage-form><div data-rows="columns">
    <table><tbody>
      <tr><td><input name="columns[0].name" value="a"><button value="remove:columns:0">x</button></td></tr>
    </tbody></table>
    <template><tr><td><input id="f-columns-__i__-name" name="columns[__i__].name">
      <button value="remove:columns:__i__">x</button></td></tr></template>
    <button value="add:columns">add</button>
  </div></form>`;

const names = (): (string | null)[] =>
  Array.from(document.querySelectorAll("tbody input")).map((input) => input.getAttribute("name"));

test("rows are added with fresh indices, and the new one has the focus", () => {
  const add = form(ROWS).querySelector<HTMLButtonElement>('[value="add:columns"]')!;
  add.click();
  add.click();
  expect(names()).toEqual(["columns[0].name", "columns[1].name", "columns[2].name"]);
  expect(document.activeElement?.id).toBe("f-columns-2-name");
});

test("a removed row is gone, and its index is not used again", () => {
  const page = form(ROWS);
  page.querySelector<HTMLButtonElement>('[value="add:columns"]')!.click();
  page.querySelector<HTMLButtonElement>('[value="remove:columns:1"]')!.click();
  expect(names()).toEqual(["columns[0].name"]);
  page.querySelector<HTMLButtonElement>('[value="add:columns"]')!.click();
  expect(names()).toEqual(["columns[0].name", "columns[2].name"]);
});
