/** Several lines pasted into one cell are meant as rows: they go where rows are pasted, and are taken at once. */
export function enhancePaste(form: HTMLFormElement): void {
  for (const table of Array.from(form.querySelectorAll<HTMLElement>("[data-rows]"))) {
    const name = table.dataset.rows ?? "";
    const area = form.querySelector<HTMLTextAreaElement>(`textarea[name="${name}.paste"]`);
    const take = form.querySelector<HTMLButtonElement>(`button[value="paste:${name}"]`);
    if (area === null || take === null) continue;
    table.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const cell = event.target instanceof HTMLInputElement ? event.target : null;
      if (cell === null || !/[\n\t]/.test(text.trim())) return;
      event.preventDefault();
      area.value = text;
      take.click();
    });
  }
}
