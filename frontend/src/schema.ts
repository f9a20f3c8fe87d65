import type { Text } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** As much of JSON Schema 2020-12 as the schema of a stage uses. */
export interface Schema {
  title?: string;
  description?: string;
  type?: string | string[];
  default?: Json;
  examples?: Json[];
  enum?: Json[];
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
}

/** The key of a property, unquoted; empty where it cannot be read. */
export function keyOf(property: SyntaxNode, text: Text): string {
  const name = property.getChild("PropertyName");
  if (name === null) return "";
  try {
    return String(JSON.parse(text.sliceString(name.from, name.to)));
  } catch {
    return "";
  }
}

/** What may be written under a key of an object: one schema for each kind that the object can still be. */
export function schemasUnder(root: Schema, object: SyntaxNode, key: string, text: Text): Schema[] {
  const kinds = kindsOf(root, object, text, key === "type");
  return kinds.flatMap((kind) => kind.properties?.[key] ?? []);
}

/** What an object can be: the kind that its type names, all of them while it names none. */
export function kindsOf(root: Schema, object: SyntaxNode, text: Text, all = false): Schema[] {
  const kinds = schemasOf(root, object, text)
    .flatMap((schema) => schema.oneOf ?? [schema])
    .filter((schema) => schema.properties !== undefined);
  const type = object.getChildren("Property").find((property) => keyOf(property, text) === "type")?.lastChild;
  const word = type?.name === "String" ? text.sliceString(type.from, type.to) : undefined;
  const named = kinds.filter((kind) => kind.properties?.type?.enum?.some((one) => JSON.stringify(one) === word));
  return all || named.length === 0 ? kinds : named;
}

/** What may stand in the place of a value. */
export function schemasOf(root: Schema, value: SyntaxNode, text: Text): Schema[] {
  const parent = value.parent;
  if (parent === null || parent.name === "JsonText") return [root];
  if (parent.name === "Array") return schemasOf(root, parent, text).flatMap((schema) => schema.items ?? []);
  const object = parent.parent;
  if (parent.name !== "Property" || object === null) return [];
  return schemasUnder(root, object, keyOf(parent, text), text);
}

/** What a key starts with: its default, or the least that its schema asks for. */
export function sensible(schema: Schema): Json {
  if (schema.default !== undefined) return schema.default;
  const word = schema.enum?.find((one) => one !== null);
  if (word !== undefined) return word;
  const kind = schema.oneOf?.find((one) => one.properties !== undefined);
  if (kind !== undefined) return sensible(kind);
  if (schema.properties !== undefined) {
    const properties = schema.properties;
    return Object.fromEntries((schema.required ?? []).map((key) => [key, sensible(properties[key] ?? {})]));
  }
  if (schema.items !== undefined) return [sensible(schema.items)];
  const types = [schema.type ?? "string"].flat();
  if (types.includes("boolean")) return false;
  if (types.includes("integer")) return Math.max(schema.minimum ?? 0, 0);
  return types.includes("object") ? {} : "";
}
