import { beforeEach, expect, test as check } from "vitest";
import { offerCopies, test } from "../src/checks";

const LIST = `<section class="summary bad"><ol><li><p>Failed</p><p class="fix"><code>.add database</code></p></li></ol></section>`;

beforeEach(() => {
  document.body.innerHTML = `
    <div data-checks data-busy="Testing" data-lost="Lost" data-copy="Copy" data-copied="Copied"></div>
    <form action="/stages/new"><input name="draft" value="d"><button name="action" value="test"></button></form>`;
});

const region = (): HTMLElement => document.querySelector<HTMLElement>("[data-checks]")!;
const button = (): HTMLButtonElement => document.querySelector("button")!;

check("the list is shown in place", async () => {
  let sent = "";
  const send = async (address: unknown, init?: RequestInit) => {
    expect(address).toBe("/stages/new");
    sent = String(init?.body);
    expect(region().textContent).toBe("Testing");
    expect(button().disabled).toBe(true);
    return new Response(`<main><div data-checks>${LIST}</div></main>`);
  };
  expect(await test(button(), region(), send as typeof fetch)).toBeNull();
  expect(sent).toBe("draft=d&action=test");
  expect(region().querySelector("code")?.textContent).toBe(".add database");
  expect(button().disabled).toBe(false);
});

check("a page without a list is another one", async () => {
  const send = async () => new Response(`<main><div data-checks></div></main>`);
  expect(await test(button(), region(), send as unknown as typeof fetch)).not.toBeNull();
});

check("a server that does not answer is told", async () => {
  await test(button(), region(), (() => Promise.reject(new TypeError())) as typeof fetch);
  expect(region().textContent).toBe("Lost");
});

check("a command is copied by its button", async () => {
  region().innerHTML = LIST;
  let copied = "";
  offerCopies(region(), { writeText: async (text) => void (copied = text) });
  region().querySelector("button")!.click();
  await Promise.resolve();
  await Promise.resolve();
  expect(copied).toBe(".add database");
  expect(region().querySelector("button")!.textContent).toBe("Copied");
});
