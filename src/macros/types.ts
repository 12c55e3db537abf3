/** What each macro in force at the end of the translation unit is to a Rust program. */

import type { IntegerKind } from "../kernel/abi/types.js";
import type { MacroDefinition } from "../preprocess/types.js";
import type { Residual } from "../sema/expression/index.js";
import type { ConstantValue, QualType } from "../sema/types.js";
import type { SpellingId } from "../support/interner.js";

export type MacroItem =
  | {
      readonly kind: "constant";
      readonly definition: MacroDefinition;
      readonly value: ConstantValue;
      readonly type: QualType;
    }
  /** Renames an ordinary identifier or a function-like macro. */
  | {
      readonly kind: "value-alias";
      readonly definition: MacroDefinition;
      readonly target: string;
      /** Of the target. */
      readonly spelling: SpellingId;
    }
  /** Spells an lvalue in an object that has a symbol. */
  | {
      readonly kind: "object";
      readonly definition: MacroDefinition;
      readonly type: QualType;
      /** The name of the object, and how many bytes behind its start the lvalue lies. */
      readonly object: string;
      readonly offset: number;
    }
  /** Spells a type. */
  | { readonly kind: "type-alias"; readonly definition: MacroDefinition; readonly type: QualType }
  /** Computes an integer of integers; `body` names the parameters by index. */
  | {
      readonly kind: "const-fn";
      readonly definition: MacroDefinition;
      readonly parameters: readonly { readonly name: string; readonly type: IntegerKind }[];
      readonly body: Residual;
      readonly type: QualType;
    }
  /** An expression or a statement (then `result` is void) that only C can evaluate: called through a shim. */
  | {
      readonly kind: "shim";
      readonly definition: MacroDefinition;
      readonly parameters: readonly MacroParameter[];
      readonly result: QualType;
      /** C text that it evaluates; null: the macro itself. */
      readonly body: string | null;
      /** The result is C's own type of it, which `typeof` tells. */
      readonly exact: boolean;
      /** It ends where control never comes (`BUG()`). */
      readonly noreturn: boolean;
    }
  | {
      readonly kind: "unsupported";
      readonly definition: MacroDefinition;
      readonly reason: MacroSkipReason;
      readonly detail: string;
    };

/** A parameter of a shim: a C name that the macro's expansion does not use otherwise. */
export interface MacroParameter {
  readonly name: string;
  readonly type: QualType;
}

export type MacroSkipReason =
  | "empty-macro"
  | "macro-not-an-expression"
  | "macro-not-constant"
  | "macro-undeclared-name"
  | "macro-needs-shim"
  | "macro-needs-type"
  | "macro-needs-token"
  | "macro-needs-lvalue"
  | "macro-is-statement"
  | "variadic-macro"
  | "macro-type-unknown"
  | "macro-expansion-too-large"
  | "unsupported-type"
  | "predefined-macro"
  | "builtin";
