/** The text of a bindings file without invocations of its own macros. */
export function expandBindings(text: string): string;
