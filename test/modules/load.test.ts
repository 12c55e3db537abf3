/** The examples, built for real kernels and loaded into them. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BootOutcome, bootKernel } from "../../scripts/boot-kernel.mjs";
import { buildProgram } from "../hostile/build.js";
import { canBoot, copyExample, KERNELS, make, moduleIn } from "./build.js";
import { judgeObject } from "./judge.js";

const EXAMPLES = {
  hello: "linux-hello",
  bit: "linux-sysctl",
  echo: "linux-misc-device",
  kbindings_selftest: "linux-kbindings-selftest",
} as const;
const NAMES = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];

/** `TAINT_OOT_MODULE` and `TAINT_UNSIGNED_MODULE` (Linux `Documentation/admin-guide/tainted-kernels.rst`). */
const TAINT = (1 << 12) | (1 << 13);

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-modules-"));
const program = join(scratch, "program", "bin/kbindgen.js");
const client = join(scratch, "device_client");

beforeAll(() => {
  if (!canBoot) return;
  buildProgram(join(scratch, "program"));
  const header = join(import.meta.dirname, "../../examples/linux-misc-device");
  const source = join(import.meta.dirname, "device_client.c");
  execFileSync("gcc", ["-static", "-Wall", "-Werror", "-I", header, "-o", client, source]);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.skipIf(!canBoot).each(KERNELS)("$name", ({ name, build, image }) => {
  const folder = (module: string) => join(scratch, name, module);
  const module = (of: string) => moduleIn(folder(of), of);

  it.skipIf(build === null).each(NAMES)("%s is built without a warning", (of) => {
    copyExample(EXAMPLES[of], folder(of));
    const made = make(folder(of), program, [`KDIR=${build}`]);
    expect(made.text).not.toMatch(/error/i);
    if (name !== "given") expect(made.text).not.toMatch(/warning/i);
    expect(made.status).toBe(0);
  });

  it.skipIf(build === null).each(NAMES)("%s holds nothing that a kernel cannot bear", (of) => {
    const { instructions, relocations, wrong } = judgeObject(module(of));
    expect(wrong).toEqual([]);
    expect(instructions).toBeGreaterThan(200);
    expect(relocations).toBeGreaterThan(50);
  });

  const boot = (script: string, seconds = 120): BootOutcome => {
    const outcome = bootKernel({ kernel: image ?? "", script, files: [...NAMES.map(module), client], seconds });
    expect({ ...outcome, log: outcome.complaints }).toMatchObject({ status: 0, complaints: [], taint: TAINT });
    return outcome;
  };

  it.skipIf(build === null || image === null)("they are loaded, do what they are for, and are removed", () => {
    const { output, log } = boot(`
      ifconfig lo up
      insmod hello.ko repeat=3 quiet=1
      cat /sys/module/hello/parameters/repeat
      insmod bit.ko
      cat /proc/sys/kernel/bit; echo 1 >/proc/sys/kernel/bit; cat /proc/sys/kernel/bit
      echo 2 >/proc/sys/kernel/bit || echo refused
      insmod echo.ko
      dd if=/dev/urandom of=random bs=64k count=1 2>/dev/null
      cat random >/dev/echo
      cat /dev/echo >back
      cmp random back && wc -c <back
      ./device_client
      insmod kbindings_selftest.ko
      for name in kbindings_selftest echo bit hello; do rmmod $name; done
      insmod hello.ko; rmmod hello
      test ! -e /dev/echo && test ! -e /proc/sys/kernel/bit && wc -l </proc/modules`);
    const lines = output.split("\n").filter((line) => !line.includes("Invalid argument"));
    expect(lines).toEqual(["3", "0", "1", "refused", "65536", "0 requests failed", "0", ""]);
    expect(log.match(/hello: .*Rust.*/g)).toEqual([
      ...[1, 2, 3].map((time) => `hello: Hello from Rust (${time} of 3)`),
      ...["hello: Hello from Rust (1 of 1)", "hello: Goodbye from Rust"],
    ]);
    expect(log).toMatch(/kbindings_selftest: \d+ tasks, 4 modules, [1-9]\d* network devices: \d{3,} checks, 0 failed/);
  });

  it.skipIf(build === null || image === null)("they are loaded and removed 50 times", () => {
    const { output } = boot(
      `for time in $(seq 50); do
        for name in ${NAMES.join(" ")}; do insmod $name.ko; done
        echo "cycle $time" >/dev/echo; cat /dev/echo
        for name in ${NAMES.join(" ")}; do rmmod $name; done
      done`,
      280,
    );
    expect(output).toMatch(/^cycle 50$/m);
  });
});
