/** `_Alignof` and `__alignof__` of what i386 aligns differently in records, in a whole unit, judged by compilers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { checkCrate } from "../../src/check/index.js";
import { generate } from "../../src/generate.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-alignof-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const HEADER = `
typedef long long tight __attribute__((aligned(4)));
struct pair { long long a; int b; };
struct own { long long m __attribute__((aligned(__alignof__(long long)))); int x; };
struct least { long long m __attribute__((aligned(_Alignof(long long)))); int x; };
enum {
  OF_TYPE = __alignof__(long long), LEAST = _Alignof(long long), OF_ARRAY = __alignof__(double[3]),
  LEAST_ARRAY = _Alignof(double[3]), OF_TYPEDEF = __alignof__(tight), OF_RECORD = __alignof__(struct pair),
  OF_POINTER = __alignof__(char *), OF_EXTENDED = __alignof__(long double)
};
`;

it.each(["i686-linux-gnu-gcc", "clang-16", "clang-22"].filter(hasProgram))("%s for i386", (cc) => {
  const header = join(scratch, "align.h");
  const out = join(scratch, cc);
  writeFileSync(header, HEADER);
  const made = generate({ headers: [header], family: "none", arch: "i686", cc, out });
  expect(made.status).toBe("ok");
  expect(made.report.filter(({ kind, status }) => kind === "struct" && status === "emitted")).toHaveLength(3);
  const proof = checkCrate(out, { cc, rustc: "none" }).steps[0];
  expect([proof?.state, proof?.diagnostics]).toEqual(["proven", []]);
});
