/** Preprocessing tokens (C11 6.4), logical lines, comments. */
import { describe, expect, it } from "vitest";
import { tokenPosition } from "../../src/preprocess/index.js";
import { problemsOf, streamOf, textOf, tokensOf, unitOf } from "./support.js";

describe("tokens", () => {
  it.each([
    ["a+++++b", "a ++ ++ + b"],
    ["x->y...z..w", "x -> y ... z . . w"],
    ["<<=>>=<=>=<<>>", "<<= >>= <= >= << >>"],
    ["%:%: <:a:> <%b%> %: %", "%:%: <: a :> <% b %> %: %"],
    [".5 5. 0x1p-3 1e+5 1.2.3 0x1e+1 1_000a$", ".5 5. 0x1p-3 1e+5 1.2.3 0x1e+1 1_000a$"],
    [".. .5.. ...", ". . .5.. ..."],
    ["L\"a\" u8\"b\" u'c' U\"d\" u8'e' LL'x'", "L\"a\" u8\"b\" u'c' U\"d\" u8 'e' LL 'x'"],
    ['\'\\\'\' "\\"" "\\\\"', '\'\\\'\' "\\"" "\\\\"'],
    ["a$b \\u00e9x é", "a$b \\u00e9x é"],
    ["@ ` \\", "@ ` \\"],
    ["a/**/b//c\nd/ *e*/", "a b d / * e * /"],
    ['"/*" \'//\' /*"*/ x', "\"/*\" '//' x"],
    ["a\0b", "a b"],
    ["a\r\nb\f\vc", "a b c"],
    ["\xef\xbb\xbfx", "x"],
  ])("%s", (text, expected) => {
    expect(tokensOf({ "main.h": text })).toBe(expected);
  });

  it("has raw strings in gnu99 and later with gcc", () => {
    const raw = 'R"x(a\\\n"b)" )x"';
    expect(streamOf(unitOf(`${raw} LR"(q)" z`))).toEqual([raw, 'LR"(q)"', "z"]);
    expect(tokensOf('R"(q)"', { standard: "gnu89" })).toBe('R "(q)"');
    expect(tokensOf('R"(q)"', { compiler: "clang" })).toBe('R "(q)"');
    expect(problemsOf('R"x(a )"')).toEqual(["error unterminated-literal"]);
  });

  it("has no prefix u in C89", () => {
    expect(tokensOf('u"a" L"b"', { standard: "gnu89" })).toBe('u "a" L"b"');
  });

  it("has no line comments in strict C89", () => {
    expect(tokensOf("a//b", { standard: "c89" })).toBe("a / / b");
  });

  it("reports literals that are not closed, where they are not skipped", () => {
    expect(problemsOf("#if 0\n'\n#endif\nchar *a = \"x\n;")).toEqual(["error unterminated-literal"]);
    expect(problemsOf("it's")).toEqual(["error unterminated-literal"]);
  });
});

describe("logical lines", () => {
  it("splices in the middle of everything", () => {
    expect(tokensOf('in\\\nt x \\  \n = 1\\\r\n2; "a\\\nb" /\\\n* c *\\\n/ d /\\\n/ e\\\n f\ng -\\\n\\\n>h')).toBe(
      'int x = 12 ; "ab" d g -> h',
    );
  });

  it("splices directives", () => {
    expect(tokensOf("#def\\\nine A\\\nB 1 \\\n + 2\nAB")).toBe("1 + 2");
  });

  it("keeps positions of the file", () => {
    const unit = unitOf("a \\\n b\\\n\\\nc d");
    const places = Array.from({ length: unit.tokens.length }, (_, index) => {
      const location = unit.sources.locate(tokenPosition(unit.tokens, index));
      return `${location?.line}:${location?.column}`;
    });
    expect(textOf(unit)).toBe("a bc d");
    expect(places).toEqual(["1:1", "2:2", "4:3"]);
  });

  it("obeys trigraphs only in strict mode", () => {
    expect(tokensOf("??=define A ??( ??/\n1\nA ??!??'", { standard: "c11" })).toBe("[ 1 | ^");
    expect(tokensOf("a ??( b", { standard: "gnu11" })).toBe("a ? ? ( b");
    const unit = unitOf("??( ??/\n x", { standard: "c11" });
    expect(unit.sources.locate(tokenPosition(unit.tokens, 1))).toMatchObject({ line: 2, column: 2 });
  });

  it("needs no newline at the end", () => {
    expect(tokensOf("#define A 1\nA\n#undef A")).toBe("1");
    expect(tokensOf("a \\\n")).toBe("a");
  });
});

describe("comments", () => {
  it("are byte ranges of the file", () => {
    const text = "/* a */ x // b \\\n c\n/* d\\\n*/";
    const unit = unitOf(text);
    const file = unit.files[0];
    if (file === undefined) throw new Error("no file");
    const pairs = Array.from(unit.commentsOf(file));
    const comments = [0, 2, 4].map((at) => text.slice(pairs[at], pairs[at + 1]));
    expect(pairs).toHaveLength(6);
    expect(comments).toEqual(["/* a */", "// b \\\n c", "/* d\\\n*/"]);
  });
});
