/** The judge of booted kernels sees what goes wrong. */
import { describe, expect, it } from "vitest";
import { bootKernel } from "../../scripts/boot-kernel.mjs";
import { canBoot, KERNELS } from "./build.js";

const kernel = KERNELS.find(({ image }) => image !== null)?.image;

describe.skipIf(!canBoot || !kernel)("bootKernel", () => {
  const boot = (script: string, seconds = 60) => bootKernel({ kernel: kernel ?? "", script, seconds });

  it("tells what a script printed and how it ended", () => {
    const outcome = boot("echo to the console; echo to the log >/dev/kmsg; exit 3");
    expect(outcome).toMatchObject({ status: 3, output: "to the console\n", taint: 0, complaints: [] });
    expect(outcome.log).toMatch(/^\[ *[\d.]+\] to the log$/m);
  });

  it("stops at the first error", () => {
    expect(boot("false; echo further")).toMatchObject({ status: 1, output: "" });
  });

  it("hears the kernel complain", () => {
    const { status, complaints } = boot("echo 'WARNING: CPU: 0' >/dev/kmsg");
    expect({ status, complaints: complaints.length }).toEqual({ status: 0, complaints: 1 });
  });

  it("notices that the kernel died", () => {
    const { status, complaints } = boot("echo c >/proc/sysrq-trigger");
    expect(status).toBeNull();
    expect(complaints.join("\n")).toMatch(/Kernel panic - not syncing: sysrq triggered crash/);
  });

  it("ends when the time has run out", () => {
    expect(boot("sleep 1000", 15)).toMatchObject({ status: null, log: expect.stringContaining("not done after 15 s") });
  });
});
