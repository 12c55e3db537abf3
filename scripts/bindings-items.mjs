// Reads a file of Rust bindings into items with comparable texts.
import { parseRust } from "../dist/used-by/tree.js";
import { expandBindings } from "./expand-bindings.mjs";

/** Helper types that come with the output and are no items of C. */
const OWN = /^__Bindgen|^__bindgen|^__IncompleteArrayField(?:<T>)?$/;
/** Fields that only fill space or align. */
const FILLERS = /^(?:__bindgen_padding_\d+|_bitfield_align_\d+|_?_bindgen_align|_unused|_address)$/;

/** Items by `kind name`: what each says that can be compared. */
export function bindingsOf(text) {
  const { root, problem } = parseRust("bindings.rs", expandBindings(text));
  if (problem !== null) throw new Error(`cannot be parsed at ${problem.line}:${problem.column}`);
  const items = new Map();
  for (const node of root.children) addItem(items, node);
  return items;
}

function addItem(items, node) {
  switch (node.type) {
    case "foreign_mod_item":
      for (const item of child(node, "body").children) addItem(items, item);
      return;
    case "function_signature_item":
      items.set(`function ${nameOf(node)}`, signature(node));
      return;
    case "static_item":
      items.set(
        `static ${nameOf(node)}`,
        `${has(node, "mutable_specifier") ? "mut " : ""}${typeText(child(node, "type"))}`,
      );
      return;
    case "const_item":
      if (nameOf(node) !== "_") items.set(`constant ${nameOf(node)}`, constant(node));
      return;
    case "type_item":
      items.set(`type ${nameOf(node)}`, typeText(child(node, "type")));
      return;
    case "use_declaration":
      addUse(items, node);
      return;
    case "struct_item":
    case "union_item":
      if (!OWN.test(nameOf(node))) addRecord(items, node);
      return;
    case "impl_item":
      addMethods(items, node);
      return;
    default:
  }
}

function addRecord(items, node) {
  const keyword = node.type === "struct_item" ? "struct" : "union";
  const body = node.children.find(({ field }) => field === "body");
  items.set(`type ${nameOf(node)}`, keyword);
  for (const field of body?.children ?? []) {
    if (field.type !== "field_declaration" || FILLERS.test(nameOf(field))) continue;
    items.set(`field ${nameOf(node)}.${nameOf(field)}`, typeText(child(field, "type")));
  }
}

/** `pub use self::a as b;` */
function addUse(items, node) {
  const clause = node.children.find(({ type }) => type === "use_as_clause");
  if (clause === undefined) return;
  items.set(`type ${flat(child(clause, "alias"))}`, flat(child(clause, "path")).replace(/^self::/, ""));
}

function addMethods(items, node) {
  if (node.children.some(({ field }) => field === "trait")) return;
  const type = flat(child(node, "type"));
  if (OWN.test(type)) return;
  for (const item of child(node, "body").children) {
    if (item.type === "function_item") items.set(`method ${type}::${nameOf(item)}`, signature(item));
    if (item.type === "const_item") items.set(`constant ${type}::${nameOf(item)}`, constant(item));
  }
}

function constant(node) {
  const value = flat(child(node, "value"));
  return `${typeText(child(node, "type")).replace("c_uchar", "u8")} = ${value.replaceAll("\\x00", "\\0").replace(/(?<=^\d+)u8$/, "")}`;
}

/** Types of the parameters and the result. */
function signature(node) {
  const result = node.children.find(({ field }) => field === "return_type");
  const parameters = child(node, "parameters").children.flatMap((one) => {
    if (one.type === "parameter") return [typeText(child(one, "type"))];
    return one.type === "variadic_parameter" || one.type === "self_parameter" ? [flat(one)] : [];
  });
  return `(${parameters.join(", ")})${result === undefined ? "" : ` -> ${typeText(result)}`}`;
}

/** Without what says the same otherwise: the type of a length, names of parameters, paths of `core`. */
function typeText(node) {
  return flat(node)
    .replace(/(?<=\d)usize\b/g, "")
    .replace(/::(?:core|std)::(?:option|ffi|mem|os::raw)::|\bffi::/g, "")
    .replace(/\*(mut|const)(?=[\w*])/g, "*$1 ")
    .replace(/(?<=[(,])(?:\w+):(?!:)/g, "")
    .replace(/,(?=[)>])/g, "");
}

function flat(node) {
  if (node.children.length === 0) return node.text;
  let text = "";
  for (const part of node.children) {
    const next = part.type.endsWith("comment") ? "" : flat(part);
    text += /\w$/.test(text) && /^\w/.test(next) ? ` ${next}` : next;
  }
  return text;
}

function child(node, field) {
  const found = node.children.find((one) => one.field === field);
  if (found === undefined) throw new Error(`${node.type} without ${field}`);
  return found;
}

function has(node, type) {
  return node.children.some((one) => one.type === type);
}

function nameOf(node) {
  return flat(child(node, "name"));
}

/** A type with the names of other types put in, as far as aliases say. */
function resolved(text, items) {
  let out = text;
  for (let depth = 0; depth < 8; depth++) {
    const next = out.replace(/(?<![\w.:])[A-Za-z_]\w*(?!\w*::)/g, (name) => {
      const alias = items.get(`type ${name}`);
      return alias === undefined || /^(?:struct|union)$/.test(alias) ? name : alias;
    });
    if (next === out) break;
    out = next;
  }
  return out;
}

/** What the reference has against what is ours; types that have the same meaning count as the same. */
export function compareBindings(reference, ours) {
  const counts = new Map();
  const count = (key) => {
    const kind = key.slice(0, key.indexOf(" "));
    if (!counts.has(kind)) counts.set(kind, { same: 0, different: 0, missing: 0, extra: 0 });
    return counts.get(kind);
  };
  const different = [];
  const missing = [];
  for (const [key, before] of reference) {
    const after = ours.get(key) ?? null;
    if (after === null) {
      missing.push({ key, before, after });
      count(key).missing++;
    } else if (after !== before && resolved(after, ours) !== resolved(before, reference)) {
      different.push({ key, before, after });
      count(key).different++;
    } else count(key).same++;
  }
  for (const key of ours.keys()) if (!reference.has(key)) count(key).extra++;
  return { counts, different, missing };
}
