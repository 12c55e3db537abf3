/**
 * The shapes of nearly all declarators of kernels, and what tree-sitter says about them (`Shape.order`): which derivation
 * applies first to the name, in the numbering of the text. null where that is the order of the text. See `shapes.ts`.
 */
export const KNOWN_SHAPES: Readonly<Record<string, readonly number[] | null>> = {
  "*a": null,
  "**a": [1, 0],
  "***a": [2, 1, 0],
  "a[]": null,
  "a[][]": null,
  "a[][][]": null,
  "a()": null,
  "*a[]": [1, 0],
  "**a[]": [2, 1, 0],
  "*a[][]": [1, 2, 0],
  "*a()": [1, 0],
  "**a()": [2, 1, 0],
  "(*a)()": null,
  "*(*a)()": [1, 2, 0],
  "**(*a)()": [2, 3, 1, 0],
  "(*a)[]": null,
  "(*a[])()": [1, 0, 2],
};
