import { beforeEach, expect, test, vi } from "vitest";
import { addColumn, Board, enhanceMessages, PAUSE } from "../src/messages";
import { enhanceRows } from "../src/rows";

const ROW = (i: number | string, name = "", path = "") => `<tr>
  <td><input name="columns[${i}].name" value="${name}"></td><td><input name="columns[${i}].path" value="${path}"></td>
  <td><button name="action" value="remove:columns:${i}">Remove</button></td></tr>`;

function board(text: string, state = "over", bare = false): string {
  return `<div class="board${bare ? " bare" : ""}" data-state="${state}">${text}
    <button name="action" class="part" value="column:.temp" data-name="temp" data-path=".temp">temp</button></div>`;
}

beforeEach(() => {
  vi.useFakeTimers();
  window.scrollTo = () => undefined;
  document.body.innerHTML = `<form><input name="draft" value="d"><input name="action" value="never">
    <div data-rows="columns"><table><tbody>${ROW(0)}</tbody></table><template>${ROW("__i__")}</template>
      <button name="action" value="add:columns">Add</button></div>
    <section data-messages="/stages/new/messages/now" data-lost="Lost" data-added="Column {0} added.">
      <button name="action" value="listen" data-listen>Listen</button><textarea id="samples" name="samples"></textarea>
      <p data-said></p>${board("before")}</section></form>`;
});

const form = (): HTMLFormElement => document.querySelector("form")!;
const panel = (): HTMLElement => document.querySelector("section")!;
const value = (name: string): string | undefined => document.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value;
const text = (): string => document.querySelector(".board")!.textContent!;

/** A server that answers when it is told to. */
function server() {
  const calls: { body: URLSearchParams; answer: (html: string, status?: number) => void }[] = [];
  const send = ((_: string, init: RequestInit) =>
    new Promise<Response>((done) =>
      calls.push({ body: init.body as URLSearchParams, answer: (html, status = 200) => done(new Response(html, { status })) }),
    )) as unknown as typeof fetch;
  return { calls, send };
}

const settle = async () => vi.advanceTimersByTimeAsync(0);

test("an answer that a later one has overtaken is dropped", async () => {
  const { calls, send } = server();
  const it = new Board(panel(), form(), send);
  void it.refresh();
  void it.refresh();
  calls[1]!.answer(board("second"));
  await settle();
  calls[0]!.answer(board("first"));
  await settle();
  expect(text()).toContain("second");
});

test("the rows follow the keys after a pause, once", async () => {
  const { calls, send } = server();
  enhanceMessages(panel(), form(), send);
  const name = document.querySelector<HTMLInputElement>('[name="columns[0].name"]')!;
  for (const typed of ["t", "te"]) {
    name.value = typed;
    name.dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(PAUSE / 2);
  }
  expect(calls).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(calls).toHaveLength(1);
  expect(calls[0]!.body.get("columns[0].name")).toBe("te");
  expect(calls[0]!.body.getAll("action")).toEqual([""]);
});

test("without messages nothing is asked", async () => {
  const { calls, send } = server();
  document.querySelector(".board")!.classList.add("bare");
  enhanceMessages(panel(), form(), send);
  form().dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(2 * PAUSE);
  expect(calls).toHaveLength(0);
});

test("a listen is looked at until it is over", async () => {
  const { calls, send } = server();
  enhanceMessages(panel(), form(), send);
  document.querySelector<HTMLButtonElement>("[data-listen]")!.click();
  expect(calls[0]!.body.get("action")).toBe("listen");
  calls[0]!.answer(board("connecting", "connecting"));
  await vi.advanceTimersByTimeAsync(600);
  calls[1]!.answer(board("two", "listening"));
  await vi.advanceTimersByTimeAsync(600);
  calls[2]!.answer(board("over", "over"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls).toHaveLength(3);
  expect(text()).toContain("over");
});

test("a pressed field fills the blank row, the next one a new row, and keeps the focus", async () => {
  const { calls, send } = server();
  enhanceRows(document.querySelector<HTMLElement>("[data-rows]")!);
  enhanceMessages(panel(), form(), send);
  const field = () => document.querySelector<HTMLButtonElement>("[data-path]")!;
  field().click();
  expect([value("columns[0].name"), value("columns[0].path")]).toEqual(["temp", ".temp"]);
  expect(document.querySelector("[data-said]")!.textContent).toBe("Column temp added.");
  field().dataset.name = "other";
  field().click();
  expect(value("columns[1].name")).toBe("other");
  expect(document.activeElement).toBe(field());
  await settle();
  expect(calls.at(-1)!.body.get("columns[1].path")).toBe(".temp");
});

test("a field that is a column already is left alone", () => {
  enhanceMessages(panel(), form(), server().send);
  const field = document.querySelector<HTMLButtonElement>("[data-path]")!;
  field.ariaDisabled = "true";
  field.click();
  expect(value("columns[0].name")).toBe("");
});

test("without a table of columns the server adds it", () => {
  document.querySelector("[data-rows]")!.remove();
  expect(addColumn(form(), "a", ".a")).toBe(false);
});

test("a server that does not answer is told, and the messages stay", async () => {
  const { calls, send } = server();
  const it = new Board(panel(), form(), send);
  void it.refresh();
  calls[0]!.answer("<p>There is nothing here</p>", 404);
  await settle();
  expect(document.querySelector("[data-said]")!.textContent).toBe("Lost");
  expect(text()).toContain("before");
});
