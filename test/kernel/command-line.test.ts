import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseCommandLine, splitWords } from "../../src/kernel/command-line.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const parse = (...words: string[]) => parseCommandLine(words, "/some dir");

describe("directories", () => {
  it("takes joined and separate forms, and makes paths absolute", () => {
    const line = parse("-Ia", "-I", "b", "-iquotec", "-iquote", "/d", "-isystem", "e", "-isysteme2", "-idirafter", "f");
    expect(line.angle).toEqual(["/some dir/a", "/some dir/b"]);
    expect(line.quote).toEqual(["/some dir/c", "/d"]);
    expect(line.system).toEqual(["/some dir/e", "/some dir/e2"]);
    expect(line.after).toEqual(["/some dir/f"]);
    expect(line.compileFlags.slice(0, 2)).toEqual(["-I/some dir/a", "-I/some dir/b"]);
  });

  it("resolves kbuild's -I./ against the directory of the compilation", () => {
    expect(parse("-I./arch/x86/include/generated").angle).toEqual(["/some dir/arch/x86/include/generated"]);
  });

  it("leaves sysroot-relative directories to the compiler", () => {
    expect(parse("-I=usr/include").compileFlags).toEqual(["-I=usr/include"]);
  });
});

describe("macros", () => {
  it("keeps -D and -U in order, with all forms of a body", () => {
    const line = parse("-DA", "-D", "B=2", "-UA", "-DC=", '-DS="x y"', "-DF(a,b)=((a)+b)", "-DN=1\n2");
    expect(line.macros).toEqual([
      { kind: "define", name: "A", parameters: null, body: "1" },
      { kind: "define", name: "B", parameters: null, body: "2" },
      { kind: "undefine", name: "A" },
      { kind: "define", name: "C", parameters: null, body: "" },
      { kind: "define", name: "S", parameters: null, body: '"x y"' },
      { kind: "define", name: "F", parameters: "(a,b)", body: "((a)+b)" },
      { kind: "define", name: "N", parameters: null, body: "1" },
    ]);
  });

  it("reads what -Wp and -Xpreprocessor pass on, and drops dependency output", () => {
    const line = parse("-Wp,-DX=1,-MMD,dir/.x.o.d", "-Wp,-MD,x.d", "-Xpreprocessor", "-DY", "-Wp,-I,inc");
    expect(line.macros.map((macro) => macro.name)).toEqual(["X", "Y"]);
    expect(line.angle).toEqual(["/some dir/inc"]);
    expect(line.inputs).toEqual([]);
    expect(line.compileFlags).toEqual(["-DX=1", "-DY", "-I/some dir/inc"]);
  });
});

describe("forced includes", () => {
  it("is absolute when the working directory has the file, else left for the include path", () => {
    writeFileSync(join(scratch, "here.h"), "");
    const line = parseCommandLine(["-include", "here.h", "-include", "linux/kconfig.h", "-imacros", "m.h"], scratch);
    expect(line.forcedIncludes).toEqual([join(scratch, "here.h"), "linux/kconfig.h"]);
    expect(line.forcedMacros).toEqual(["m.h"]);
  });
});

describe("what belongs to one compilation", () => {
  it("is dropped: input language, output, dependency files", () => {
    const line = parse("-c", "-o", "x.o", "-MD", "-MF", "x.d", "-MTx", "-x", "c", "-pipe", "-O2", "-ox.o");
    expect(line.compileFlags).toEqual(["-O2"]);
    expect(line.inputs).toEqual([]);
  });

  it("keeps options whose argument is a word of its own together", () => {
    const line = parse("--param", "x=1", "-Xclang", "-foo", "-mllvm", "-bar", "-target", "s390x-linux-gnu", "y.c");
    expect(line.compileFlags).toEqual([
      "--param",
      "x=1",
      "-Xclang",
      "-foo",
      "-mllvm",
      "-bar",
      "-target",
      "s390x-linux-gnu",
    ]);
    expect(line.target).toBe("s390x-linux-gnu");
    expect(line.inputs).toEqual(["y.c"]);
  });

  it("tells about an option without its argument", () => {
    expect(parse("-I").incomplete).toEqual(["-I"]);
    expect(parse("-D").incomplete).toEqual(["-D"]);
    expect(parse("--param").incomplete).toEqual(["--param"]);
  });
});

describe("dialect", () => {
  it("takes the last of contradicting flags", () => {
    expect(parse("-std=gnu89", "-std=gnu11").standard).toBe("gnu11");
    expect(parse("-ansi").standard).toBe("c90");
    expect(parse("-fms-extensions", "-fno-ms-extensions").msExtensions).toBe(false);
    expect(parse("-fplan9-extensions").msExtensions).toBe(true);
    expect(parse("-trigraphs").trigraphs).toBe(true);
    expect(parse("-fno-asm").noAsm).toBe(true);
    expect(parse("-nostdinc").noStandardIncludes).toBe(true);
    expect(parse("--target=aarch64-linux-gnu").target).toBe("aarch64-linux-gnu");
  });

  it("does not count warnings, paths and macros as flags that change macros", () => {
    expect(parse("-Wall", "-g", "-DX", "-Ia", "-m64", "-fshort-wchar", "-fmacro-prefix-map=a=b").targetFlags).toEqual([
      "-g",
      "-m64",
      "-fshort-wchar",
    ]);
  });
});

describe("response files", () => {
  it("are expanded in place, nested ones too, with quotes and backslashes", () => {
    writeFileSync(join(scratch, "inner"), '-DB=\'x y\' -DC="1 \\" 2"\n');
    writeFileSync(join(scratch, "outer"), `-DA @${join(scratch, "inner")}\n-DD=a\\ b`);
    const line = parseCommandLine([`@${join(scratch, "outer")}`, "-DE"], scratch);
    expect(line.macros.map((macro) => (macro.kind === "define" ? `${macro.name}=${macro.body}` : ""))).toEqual([
      "A=1",
      "B=x y",
      'C=1 " 2',
      "D=a b",
      "E=1",
    ]);
  });

  it("that are missing stay words, and a cycle ends", () => {
    expect(parse("@nothing").inputs).toEqual(["@nothing"]);
    writeFileSync(join(scratch, "cycle"), `-DX @${join(scratch, "cycle")}`);
    const { macros } = parseCommandLine([`@${join(scratch, "cycle")}`], scratch);
    expect(macros.length).toBeGreaterThan(0);
    expect(macros.length).toBeLessThan(100);
  });
});

describe("splitWords", () => {
  it("keeps empty quoted words and ends an open quote at the end", () => {
    expect(splitWords("a '' \"b c")).toEqual(["a", "", "b c"]);
  });
});
