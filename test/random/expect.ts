/** Lays a modelled case out with `layoutRecord` and `chooseEnumType` alone: no preprocessor, parser or type checker. */
import type { TargetAbi } from "../../src/kernel/abi/types.js";
import { chooseEnumType } from "../../src/sema/enum-type.js";
import {
  arrayTypeLayout,
  atomicTypeLayout,
  combineAligned,
  complexTypeLayout,
  isLaidOut,
  type LayoutMember,
  layoutRecord,
  minimumAlignment,
  type TypeLayout,
  typedefTypeLayout,
  vectorTypeLayout,
} from "../../src/sema/layout.js";
import type { RecordLayout } from "../../src/sema/types.js";
import type { CaseModel, EnumModel, MemberModel, PragmaModel, RecordModel, TypeModel } from "./model.js";
import type { CaseFacts, EnumFacts, FieldFacts, RecordFacts, TypeFacts } from "./questions.js";

interface State {
  readonly abi: TargetAbi;
  readonly records: RecordFacts[];
  readonly enums: EnumFacts[];
  readonly typedefs: TypeFacts[];
  /** Layouts by how C names the type. */
  readonly layouts: Map<string, TypeLayout>;
  readonly pack: { current: number | null; readonly stack: (number | null)[] };
}

interface LaidOut {
  readonly layout: TypeLayout;
  /** Members that can be reached through an object of this type. */
  readonly fields: readonly FieldFacts[];
}

/** The facts of cases by the direct route. */
export function expectCases(models: readonly CaseModel[], { abi }: { readonly abi: TargetAbi }): CaseFacts[] {
  return models.map((model) => {
    try {
      return expectCase(model, abi);
    } catch (error) {
      // A simplified case may name what is no longer declared.
      return { records: [], enums: [], typedefs: [], problems: [String(error)] };
    }
  });
}

function expectCase(model: CaseModel, abi: TargetAbi): CaseFacts {
  const state: State = {
    abi,
    records: [],
    enums: [],
    typedefs: [],
    layouts: new Map(),
    pack: { current: null, stack: [] },
  };
  for (const declaration of model.declarations) {
    switch (declaration.kind) {
      case "pragma":
        applyPragma(state, declaration);
        break;
      case "enum":
        declareEnum(state, declaration);
        break;
      case "record":
        layOut(state, declaration.record);
        break;
      case "typedef": {
        const aligned = combine(state, declaration.aligned, "type");
        const layout = typedefTypeLayout(typeLayout(state, declaration.type).layout, aligned);
        state.layouts.set(declaration.name, layout);
        state.typedefs.push({ type: declaration.name, size: layout.size, align: minimumAlignment(layout, state.abi) });
        break;
      }
    }
  }
  return { ...state, problems: [] };
}

/** GCC manual, Structure-Layout Pragmas. */
function applyPragma({ pack }: State, { action, value }: PragmaModel): void {
  if (action === "push") pack.stack.push(pack.current);
  if (action === "pop") pack.current = pack.stack.length === 0 ? pack.current : (pack.stack.pop() ?? null);
  if (action === "set" || (action === "push" && value !== null)) pack.current = value;
  if (action === "reset") pack.current = null;
}

function declareEnum(state: State, model: EnumModel): void {
  const values = model.enumerators.map(({ value }) => value);
  const chosen = chooseEnumType(values, { packed: model.packed }, state.abi);
  if ("unsupported" in chosen) throw new Error(chosen.unsupported);
  const type = `enum ${model.tag}`;
  state.layouts.set(type, state.abi.integers[chosen.underlying]);
  const enumerators = model.enumerators.map(({ name }, index) => ({
    name,
    type: chosen.constantTypes[index] ?? "int",
  }));
  state.enums.push({ type, underlying: chosen.underlying, enumerators });
}

function combine(state: State, aligned: readonly number[], on: "type" | "member"): number | null {
  const values = aligned.map((bytes) => (bytes === 0 ? state.abi.biggestAlignment : bytes));
  return combineAligned(values, on, state.abi);
}

function known(state: State, type: string): LaidOut {
  const layout = state.layouts.get(type);
  if (layout === undefined) throw new Error(`${type} is not declared`);
  return { layout, fields: [] };
}

function typeLayout(state: State, type: TypeModel): LaidOut {
  const { abi } = state;
  switch (type.kind) {
    case "integer":
      return { layout: abi.integers[type.name], fields: [] };
    case "floating": {
      const layout = abi.floats[type.name];
      if (layout === undefined) throw new Error(`the target has no ${type.name}`);
      return { layout: type.complex ? complexTypeLayout(layout) : layout, fields: [] };
    }
    case "pointer":
      return { layout: abi.pointer, fields: [] };
    case "vector":
      return { layout: vectorTypeLayout(type.bytes, abi), fields: [] };
    case "atomic":
      return { layout: atomicTypeLayout(typeLayout(state, type.of).layout, abi), fields: [] };
    case "enum":
      return known(state, `enum ${type.tag}`);
    case "typedef":
      return known(state, type.name);
    case "tagged":
      return known(state, `${type.tagKind} ${type.tag}`);
    case "inline":
      return layOut(state, type.record);
    case "array":
      return { layout: arrayTypeLayout(typeLayout(state, type.of).layout, type.count ?? 0), fields: [] };
  }
}

function layOut(state: State, record: RecordModel): LaidOut {
  const atOpen = state.pack.current;
  const members: { readonly model: MemberModel; readonly type: LaidOut }[] = [];
  for (const item of record.items) {
    if (item.kind === "pragma") applyPragma(state, item);
    else members.push({ model: item, type: typeLayout(state, item.type) });
  }
  const layout = layoutRecord(
    {
      tagKind: record.tagKind,
      packed: record.packed,
      aligned: combine(state, record.aligned, "type"),
      pack: { atOpen, atClose: state.pack.current },
      msStruct: false,
      storageOrder: "default",
      members: members.map(({ model, type }) => layoutMember(state, model, type.layout)),
    },
    state.abi,
  );
  if (!isLaidOut(layout)) throw new Error(layout.unsupported);
  const fields = members.flatMap(({ model, type }, index) => memberFields(model, type, layout, index));
  if (record.tag !== null) declareRecord(state, `${record.tagKind} ${record.tag}`, layout, fields);
  return { layout, fields };
}

function layoutMember(state: State, model: MemberModel, type: TypeLayout): LayoutMember {
  const own = [...model.aligned, ...(model.alignas === null ? [] : [model.alignas])];
  return {
    type,
    bitWidth: model.bitWidth,
    named: model.bitWidth === null || model.name !== null,
    packed: model.packed,
    aligned: combine(state, own, "member"),
  };
}

function memberFields(model: MemberModel, type: LaidOut, layout: RecordLayout, index: number): FieldFacts[] {
  const offsetBits = layout.fields[index]?.offsetBits ?? 0;
  const prefix = model.name === null ? "" : `${model.name}.`;
  const nested = type.fields.map((field) => ({
    ...field,
    path: `${prefix}${field.path}`,
    offsetBits: field.offsetBits + offsetBits,
  }));
  if (model.name === null) return nested;
  return [{ path: model.name, offsetBits, bitWidth: model.bitWidth }, ...nested];
}

function declareRecord(state: State, type: string, layout: RecordLayout, fields: readonly FieldFacts[]): void {
  state.layouts.set(type, layout);
  state.records.push({ type, size: layout.size, align: minimumAlignment(layout, state.abi), fields });
}
