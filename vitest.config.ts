import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Compilers and whole kernels run in these tests: two cores are soon busy.
    maxWorkers: 2,
    // What `buildProgram` made is loaded by Node itself: vite's way of loading modules costs half as much again.
    server: { deps: { external: [/\/kbindgen-built-/] } },
  },
});
