import type { Diagnostic } from "@codemirror/lint";

/** One problem as the server tells it; offsets count UTF-16 units, as JavaScript's do. */
export interface ServerProblem {
  from: number;
  to: number;
  warning: boolean;
  detail: string;
}

/** Marks for the editor; kept inside the text, which may have changed since it was sent. */
export function diagnostics(problems: ServerProblem[], length: number): Diagnostic[] {
  return problems.map(({ from, to, warning, detail }) => {
    const start = Math.max(0, Math.min(from, length));
    return {
      from: start,
      to: Math.max(start, Math.min(to, length)),
      severity: warning ? "warning" : "error",
      message: detail,
    };
  });
}

/** Asks the server, the only one who validates. No answer means no marks. */
export async function ask(area: HTMLTextAreaElement, text: string, get: typeof fetch): Promise<ServerProblem[]> {
  const { check, csrfHeader, csrf } = area.dataset;
  if (check === undefined) return [];
  const headers: Record<string, string> = { "Content-Type": "text/plain;charset=UTF-8", Accept: "application/json" };
  if (csrfHeader && csrf) headers[csrfHeader] = csrf;
  try {
    const answer = await get(check, { method: "POST", headers, body: text, credentials: "same-origin" });
    return answer.ok ? ((await answer.json()) as ServerProblem[]) : [];
  } catch {
    return [];
  }
}
