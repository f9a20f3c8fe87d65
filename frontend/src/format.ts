import { jsonLanguage } from "@codemirror/lang-json";

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/**
 * The text indented by two spaces, as the server prints it. Every token stays as it was written, so that numbers keep
 * their digits and keys their order. Nothing where the text cannot be read as JSON.
 */
export function format(text: string): string | null {
  if (!readable(text)) return null;
  let depth = 0;
  let out = "";
  let last = "";
  for (const token of text.match(TOKENS) ?? []) {
    const opened = last === "{" || last === "[";
    if (token === "}" || token === "]") {
      depth -= 1;
      out += opened ? token : line(depth) + token;
    } else if (token === ",") {
      out += token;
    } else if (token === ":") {
      out += ": ";
    } else {
      out += (opened || last === "," ? line(depth) : "") + token;
      if (token === "{" || token === "[") depth += 1;
    }
    last = token;
  }
  return out;
}

function line(depth: number): string {
  return `\n${"  ".repeat(depth)}`;
}

function readable(text: string): boolean {
  let faults = text.trim() === "" ? 1 : 0;
  jsonLanguage.parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) faults += 1;
    },
  });
  return faults === 0;
}
