/** What each macro in force at the end of the translation unit is to a Rust program. */
import type { MacroDefinition } from "../preprocess/types.js";
import type { ConstantValue, QualType } from "../sema/types.js";

export type MacroItem =
  | {
      readonly kind: "constant";
      readonly definition: MacroDefinition;
      readonly value: ConstantValue;
      readonly type: QualType;
    }
  /** Renames an ordinary identifier. */
  | { readonly kind: "value-alias"; readonly definition: MacroDefinition; readonly target: string }
  /** Spells a type. */
  | { readonly kind: "type-alias"; readonly definition: MacroDefinition; readonly type: QualType }
  | {
      readonly kind: "unsupported";
      readonly definition: MacroDefinition;
      readonly reason: MacroSkipReason;
      readonly detail: string;
    };

export type MacroSkipReason =
  | "function-like-macro"
  | "empty-macro"
  | "macro-not-an-expression"
  | "macro-not-constant"
  | "macro-undeclared-name"
  | "macro-needs-shim"
  | "macro-expansion-too-large"
  | "unsupported-type"
  | "predefined-macro"
  | "builtin";
