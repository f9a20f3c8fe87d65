import { beforeEach, expect, test as check } from "vitest";
import { offerCopies, test } from "../src/checks";

beforeEach(() => {
  document.body.innerHTML = `
    <div data-checks data-busy="Testing" data-lost="Lost" data-copy="Copy" data-copied="Copied" data-waiting="Looking"
      data-progress="__n__ of __all__"><p data-checks-news></p></div>
    <form action="/stages/new"><input name="draft" value="d">
      <button name="action" value="test" data-test-connection="/stages/drafts/d/connection-test"></button></form>`;
});

const region = (): HTMLElement => document.querySelector<HTMLElement>("[data-checks]")!;
const button = (): HTMLButtonElement => document.querySelector("button")!;
const items = (): (string | null)[] => Array.from(region().querySelectorAll("li")).map((item) => item.className);
const title = (): string | null => region().querySelector("h2")!.textContent;

/** An answer whose lines come one by one. */
function telling(): { body: ReadableStream<Uint8Array>; tell: (text: string) => Promise<void>; end: () => void } {
  let control!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (control = given) });
  const tell = async (text: string): Promise<void> => {
    control.enqueue(new TextEncoder().encode(text));
    await new Promise((done) => setTimeout(done, 0));
  };
  return { body, tell, end: () => control.close() };
}

const BEGUN = '{"waiting": [{"subject": "Name", "about": ""}, {"subject": "Column", "about": "a<b"}]}\n';
const FAILED = '{"place": 1, "status": "failed", "word": "Failed", "detail": "None.", "fix": ".alter table"}\n';
const PASSED = '{"place": 0, "status": "passed", "word": "Passed", "detail": "Known.", "fix": null}\n';
const END = '{"ok": false, "title": "1 thing is wrong"}\n';

check("each check is shown as it is done, in the place that it has from the start", async () => {
  const { body, tell, end } = telling();
  let sent = "";
  const send = async (address: unknown, init?: RequestInit) => {
    expect(address).toBe("/stages/drafts/d/connection-test");
    sent = String(init?.body);
    expect(region().textContent).toContain("Testing");
    expect(button().disabled).toBe(true);
    return new Response(body);
  };
  const tested = test(button(), region(), send as typeof fetch);
  await tell(BEGUN);
  expect(sent).toBe("draft=d");
  expect(items()).toEqual(["check-waiting", "check-waiting"]);
  expect(title()).toBe("0 of 2");
  await tell(FAILED.slice(0, 20));
  await tell(FAILED.slice(20));
  expect(items()).toEqual(["check-waiting", "check-failed"]);
  expect(title()).toBe("1 of 2");
  expect(region().querySelector(".fix code")!.textContent).toBe(".alter table");
  await tell(PASSED + END);
  end();
  expect(await tested).toBe(true);
  expect(items()).toEqual(["check-passed", "check-failed"]);
  expect(title()).toBe("1 thing is wrong");
  expect(region().querySelector("[data-checks-news]")!.textContent).toBe("1 thing is wrong");
  expect(button().disabled).toBe(false);
});

check("a second test takes the place of the first one", async () => {
  const send = async () => new Response(BEGUN + PASSED + FAILED + END);
  await test(button(), region(), send as unknown as typeof fetch);
  await test(button(), region(), send as unknown as typeof fetch);
  expect(region().querySelectorAll("section")).toHaveLength(1);
});

check("what is no stage yet is left to the page that the button leads to", async () => {
  const send = async () => new Response(null, { status: 422 });
  expect(await test(button(), region(), send as unknown as typeof fetch)).toBe(false);
  expect(region().textContent).toBe("");
});

check("a server that does not answer, or goes away in the middle, is told", async () => {
  await test(button(), region(), (() => Promise.reject(new TypeError())) as typeof fetch);
  expect(region().querySelector(".notice")!.textContent).toBe("Lost");
  await test(button(), region(), (async () => new Response(BEGUN + FAILED)) as unknown as typeof fetch);
  expect(items()).toEqual(["check-failed"]);
  expect(title()).toBe("Lost");
});

check("a command is copied by its button", async () => {
  region().innerHTML = '<ol><li><p class="fix"><code>.add database</code></p></li></ol>';
  let copied = "";
  offerCopies(region(), { writeText: async (text) => void (copied = text) });
  offerCopies(region(), { writeText: async (text) => void (copied = text) });
  expect(region().querySelectorAll("button")).toHaveLength(1);
  region().querySelector("button")!.click();
  await Promise.resolve();
  await Promise.resolve();
  expect(copied).toBe(".add database");
  expect(region().querySelector("button")!.textContent).toBe("Copied");
});
