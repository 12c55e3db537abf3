import { describe, expect, it } from "vitest";
import { type DocComment, type DocumentedKind, docsOf, memberText } from "../../src/parse/index.js";
import { NO_POSITION, type Position } from "../../src/support/source.js";
import { unitOf } from "./support.js";

/** The comment that documents `name`, whose declaration is marked by `§` before the name. */
function docs(text: string, kind: DocumentedKind, name: string): DocComment | null {
  const at = text.indexOf(`§${name}`);
  if (at < 0) throw new Error(`no §${name}`);
  const unit = unitOf(text.replaceAll("§", ""));
  const inclusion = unit.sources.inclusions.find(({ file }) => file.name.endsWith("test.h"));
  const before = text.slice(0, at).split("§").length - 1;
  return docsOf(unit, ((inclusion?.base ?? 0) + at - before) as Position, kind, name);
}

const summary = (text: string, kind: DocumentedKind, name: string): string | null =>
  docs(text, kind, name)?.summary ?? null;

describe("the comment of a declaration", () => {
  it.each([
    ["above it", "/* About f. */\nint §f(void);", "About f."],
    [
      "above all of its specifiers",
      "/* About f. */\nstatic inline struct s *\n__attribute__((a)) §f(void);",
      "About f.",
    ],
    [
      "above, in several lines",
      "/*\n * About f,\n * in two lines.\n *\n * More.\n */\nint §f(void);",
      "About f, in two lines.",
    ],
    [
      "above, as line comments",
      "int x; // not this\n// About f,\n// in two lines.\nint §f(void);",
      "About f, in two lines.",
    ],
    ["behind it", "int §f(void); /* About f. */\nint g;", "About f."],
    ["with another inside", "/* About f. */\nint /* not this */ §f(void);", "About f."],
    ["not with a blank line between", "/* A section. */\n\nint §f(void);", null],
    ["not behind the declaration before", "int x; /* About x. */\nint §f(void);", null],
    ["not with code between", "/* About x. */\nint x; int §f(void);", null],
    ["not a licence", "/* SPDX-License-Identifier: GPL-2.0 */\nint §f(void);", null],
    ["not behind another on the line", "int §f(void); int g(void); /* About g. */", null],
    ["not on a later line", "int §f(void);\n/* About g. */\nint g;", null],
    ["not with a directive between", "/* About the condition. */\n#if 1\nint §f(void);\n#endif", null],
    ["kernel-doc with a directive between", "/**\n * f() - About f.\n */\n#if 1\nint §f(void);\n#endif", "About f."],
    ["kernel-doc about something else", "/**\n * g() - About g.\n */\n#if 1\nint §f(void);\n#endif", null],
    ["a kernel-doc overview", "/**\n * DOC: overview\n */\nint §f(void);", null],
  ])("%s", (_, text, expected) => {
    expect(summary(text, "item", "f")).toBe(expected);
  });

  it.each([
    ["behind it", "struct s { int §m; /* About m. */\n int n; };", "About m."],
    ["above it", "struct s {\n\t/* About m. */\n\tint §m;\n};", "About m."],
    ["above and behind", "struct s {\n\t/* About m. */\n\tint §m; /* More. */\n};", "About m."],
    ["one for several", "struct s {\n\t/* Both. */\n\tint §m, n;\n};", "Both."],
    ["behind a list", "struct s {\n\tint n, §m; /* Both. */\n};", "Both."],
    ["behind a callback", "struct s { int (*§m)(int a,\n\t\tint b); /* About m. */ };", "About m."],
    ["not inside its parameters", "struct s { int (*§m)(int a, /* a */ int b); };", null],
    ["not the one before's", "struct s {\n\tint n; /* About n. */\n\tint §m;\n};", null],
    [
      "not the going on of the one before's",
      "struct s {\n\tint n;\t\t\t/* About n, */\n\t\t\t\t/* going on */\n\tint §m;\n};",
      null,
    ],
    ["inline kernel-doc", "struct s {\n\t/** @m: About m. */\n\tint §m;\n};", ""],
  ])("member: %s", (_, text, expected) => {
    expect(summary(text, "member", "m")).toBe(expected);
  });

  it.each([
    ["behind it", "enum e { A, /* About A. */\n §B, /* About B. */\n C };", "About B."],
    ["behind the last", "enum e { A, §B = 1 /* About B. */ };", "About B."],
    ["behind a value with commas", "enum e { §B = (1, 2), /* About B. */ C };", "About B."],
    ["above it", "enum e {\n\tA,\n\t/* About B. */\n\t§B,\n};", "About B."],
    ["not the next one's", "enum e { §B, C, /* About C. */ };", null],
  ])("enumerator: %s", (_, text, expected) => {
    expect(summary(text, "enumerator", "B")).toBe(expected);
  });

  it.each([
    ["above it", "/* About M. */\n#define §M 1\n", "About M."],
    ["behind it", "#define §M (1, 2) /* About M. */\n", "About M."],
    ["not the one before's", "#define L 1 /* About L. */\n#define §M 2\n", null],
  ])("macro: %s", (_, text, expected) => {
    expect(summary(text, "macro", "M")).toBe(expected);
  });

  it.each([
    ["/*-\n * About it.\n *\n * - One.\n */", "About it.", "- One."],
    ["/*- About it. */", "About it.", ""],
    ["/* - One. */", "- One.", ""],
  ])("without the mark for indent(1): %s", (text, summary, description) => {
    expect(docs(`${text}\nint §x;`, "item", "x")).toMatchObject({ style: "plain", summary, description });
  });

  it("is none where nothing is spelled", () => {
    expect(docsOf(unitOf("int x;"), NO_POSITION, "item", "x")).toBeNull();
  });

  it("is decoded as UTF-8", () => {
    const bytes = Buffer.from("/* naïve – ok */\nint §f;", "utf8").toString("latin1");
    expect(docs(bytes.replace("Â§", "§"), "item", "f")?.summary).toBe("naïve – ok");
  });
});

describe("kernel-doc", () => {
  const text = `/**
 * struct s - What it is,
 * in two lines.
 * @a: About a,
 *     going on.
 * @b:
 *   About b.
 * @nested.c: About c.
 * @list[]: About list.
 * @...: The rest.
 *
 * Longer text
 *   * indented
 *
 * Second paragraph: with a colon.
 * Context: Any.
 * Return:
 * * %0 - fine
 *
 * * %-EIO - not
 * Note: A note.
 */
struct §s;`;
  const comment = docs(text, "item", "s");

  it("is taken apart", () => {
    expect(comment).toMatchObject({
      style: "kernel-doc",
      subject: "s",
      summary: "What it is, in two lines.",
      description: "Longer text\n  * indented\n\nSecond paragraph: with a colon.",
      members: [
        { name: "a", text: "About a,\ngoing on." },
        { name: "b", text: "About b." },
        { name: "nested.c", text: "About c." },
        { name: "list", text: "About list." },
        { name: "...", text: "The rest." },
      ],
      sections: [
        { name: "Context", text: "Any." },
        { name: "Return", text: "* %0 - fine\n\n* %-EIO - not" },
        { name: "Note", text: "A note." },
      ],
    });
    expect(comment === null ? null : memberText(comment, "nested.c")).toBe("About c.");
  });

  it.each([
    ["f() - Does it.", "f", "Does it."],
    ["f - Does it.", "f", "Does it."],
    ["f(): Does it.", "f", "Does it."],
    ["function f - Does it.", "f", "Does it."],
    ["enum f - Does it.", "f", "Does it."],
    ["define f - Does it.", "f", "Does it."],
    ["Does it without a name.", null, "Does it without a name."],
  ])("first line: %s", (line, subject, brief) => {
    expect(docs(`/**\n * ${line}\n */\nint §f;`, "item", "f")).toMatchObject({ subject, summary: brief });
  });

  it("inline, with paragraphs", () => {
    const member = docs("struct s {\n\t/**\n\t * @m: First.\n\t *\n\t * Second.\n\t */\n\tint §m;\n};", "member", "m");
    expect(member?.members).toEqual([{ name: "m", text: "First.\n\nSecond." }]);
  });
});

describe("HeaderDoc", () => {
  it("has a subject, a brief, a discussion, members and sections", () => {
    const text = `/*!
 * @function f
 * @abstract Does it,
 *   in two lines.
 * @discussion First.
 *
 * Second.
 * @param size how much,
 *   in bytes
 * @param flags which
 * @result none
 * @availability macOS 13
 */

int §f(int size, int flags);`;
    expect(docs(text, "item", "f")).toMatchObject({
      style: "header-doc",
      subject: "f",
      summary: "Does it, in two lines.",
      description: "First.\n\nSecond.",
      members: [
        { name: "size", text: "how much, in bytes" },
        { name: "flags", text: "which" },
      ],
      sections: [
        { name: "Return", text: "none" },
        { name: "Availability", text: "macOS 13" },
      ],
    });
  });

  it("tells the constants of an enum from one that is documented itself", () => {
    const owner = docs("/*!\n@enum e Kinds.\n@constant A the first\n*/\nenum §e { A };", "item", "e");
    expect([owner?.subject, owner?.summary, owner?.members]).toEqual([
      "e",
      "Kinds.",
      [{ name: "A", text: "the first" }],
    ]);
    expect(summary("/*! @const A The first. */\n#define §A 1", "macro", "A")).toBe("The first.");
  });

  it.each([
    ["about a file", "/*!\n@header x.h\n@discussion All of it.\n*/\nint §f(void);", null],
    [
      "about something else, beyond a directive",
      "/*! @function g\n@abstract G. */\n#if 1\nint §f(void);\n#endif",
      null,
    ],
    ["beyond a directive", "/*! @function f\n@abstract About f. */\n#if 1\nint §f(void);\n#endif", "About f."],
    ["without tags", "/*! About f. */\nint §f(void);", "About f."],
  ])("%s", (_, text, expected) => {
    expect(summary(text, "item", "f")).toBe(expected);
  });
});
