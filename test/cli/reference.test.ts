import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { cliReference } from "../../src/cli/reference.js";

it("docs/cli.md is current (npm run docs)", () => {
  expect(readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8")).toBe(cliReference());
});
