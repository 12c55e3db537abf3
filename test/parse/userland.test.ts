/** Headers of the C library, as gcc and as clang see them. */
import { describe, expect, it } from "vitest";
import { resolveTarget } from "../../src/kernel/index.js";
import { preprocess } from "../../src/preprocess/index.js";
import { parseAll } from "./support.js";

const HEADERS = [
  ...["stdio", "stdlib", "string", "math", "complex", "tgmath", "pthread", "threads", "signal", "setjmp", "wchar"],
  ...["time", "uchar", "fenv", "regex", "netdb", "obstack", "ucontext", "sys/socket", "sys/stat", "sys/mman"],
  ...["sys/epoll", "sys/ptrace", "sys/user", "netinet/in", "netinet/tcp", "link", "elf", "linux/bpf", "linux/io_uring"],
];

describe.each(["gcc", "clang"])("%s", (cc) => {
  it.each(["gnu11", "c99", "gnu2x"])("headers of the C library parse as %s", (standard) => {
    const text = HEADERS.map((name) => `#include <${name}.h>\n`).join("");
    const target = resolveTarget({ family: "none", cc, cflags: [`-std=${standard}`, "-D_GNU_SOURCE"] });
    const unit = preprocess({ ...target, overlay: new Map([["/memory/all.h", text]]) }, ["/memory/all.h"]);
    const { declarations, diagnostics, syntaxErrors } = parseAll(unit);
    expect(diagnostics).toEqual([]);
    expect(syntaxErrors).toBe(0);
    expect(declarations.length).toBeGreaterThan(2000);
  });
});
