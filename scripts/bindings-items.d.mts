/** An item that differs or is missing: what the reference says of it, and what ours says. */
export interface Difference {
  readonly key: string;
  readonly before: string;
  readonly after: string | null;
}

export interface Counts {
  same: number;
  different: number;
  missing: number;
  extra: number;
}

/** Items of a bindings file by `kind name`, as texts that can be compared. */
export function bindingsOf(text: string): Map<string, string>;

/** What the reference has against what is ours. */
export function compareBindings(
  reference: ReadonlyMap<string, string>,
  ours: ReadonlyMap<string, string>,
): { counts: Map<string, Counts>; different: Difference[]; missing: Difference[] };
