/** Macro replacement: the examples of C11 6.10.3.5 and 6.10.3.3, GNU's extensions, and spacing as gcc has it. */
import { describe, expect, it } from "vitest";
import { printed, problemsOf, tokensOf } from "./support.js";

describe("C11 6.10.3.5", () => {
  it("example 3: rescanning, a function-like macro named by an argument", () => {
    const text = `#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | h 5) & m
(f)^m(m);
p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
char c[2][6] = { str(hello), str() };
`;
    expect(tokensOf(text)).toBe(
      "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1 ) ; " +
        "f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 , 1 ) ) ^ m ( 0 , 1 ) ; " +
        'int i [ ] = { 1 , 23 , 4 , 5 , } ; char c [ 2 ] [ 6 ] = { "hello" , "" } ;',
    );
  });

  it("example 4: strings and concatenation", () => {
    const text = `#define str(s) # s
#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", \\
 x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
debug(1, 2);
fputs(str(strncmp("abc\\0d", "abc", '\\4') // this goes away
 == 0) str(: @\\n), s);
xstr(INCFILE(2).h)
glue(HIGH, LOW);
xglue(HIGH, LOW)
`;
    expect(tokensOf(text)).toBe(
      'printf ( "x" "1" "= %d, x" "2" "= %s" , x1 , x2 ) ; ' +
        String.raw`fputs ( "strncmp(\"abc\\0d\", \"abc\", '\\4') == 0" ": @\n" , s ) ; ` +
        '"vers2.h" "hello" ; "hello" ", world"',
    );
  });

  it("example 5: placemarkers", () => {
    const text = `#define t(x,y,z) x ## y ## z
int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };`;
    expect(tokensOf(text)).toBe("int j [ ] = { 123 , 45 , 67 , 89 , 10 , 11 , 12 , } ;");
  });

  it("example 6: which redefinitions are the same", () => {
    const head = "#define OBJ_LIKE (1-1)\n#define FUNC_LIKE(a) ( a )\n";
    const same =
      "#define OBJ_LIKE /* white space */ (1-1) /* other */\n#define FUNC_LIKE(a)( /* note */ \\\n a /* x\n */ )\n";
    expect(problemsOf(head + same)).toEqual([]);
    const others = ["OBJ_LIKE (0)", "OBJ_LIKE (1 - 1)", "FUNC_LIKE(b) ( a )", "FUNC_LIKE(b) ( b )", "FUNC_LIKE ( a )"];
    for (const other of others) expect(problemsOf(`${head}#define ${other}\n`)).toEqual(["warning macro-redefined"]);
  });

  it("example 7: variable arguments", () => {
    const text = `#define debug(...) fprintf(stderr, __VA_ARGS__)
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test)?puts(#test): printf(__VA_ARGS__))
debug("Flag"); debug("X = %d\\n", x);
showlist(The first, second, and third items.);
report(x>y, "x is %d but y is %d", x, y);`;
    expect(tokensOf(text)).toBe(
      'fprintf ( stderr , "Flag" ) ; fprintf ( stderr , "X = %d\\n" , x ) ; ' +
        'puts ( "The first, second, and third items." ) ; ' +
        '( ( x > y ) ? puts ( "x>y" ) : printf ( "x is %d but y is %d" , x , y ) ) ;',
    );
  });

  it("6.10.3.3 example: ## of two #", () => {
    const text = `#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
char p[] = join(x, y);`;
    expect(tokensOf(text)).toBe('char p [ ] = "x ## y" ;');
  });
});

describe("contexts", () => {
  it("does not expand a macro in its own expansion, nor ever after", () => {
    expect(tokensOf("#define f g\n#define g f\nf g f")).toBe("f g f");
    expect(tokensOf("#define foo foo a\n#define bar(x) x\nbar(foo) bar(bar)(foo)")).toBe("foo a bar ( foo a )");
  });

  it("enables a macro again when its context ends before the parenthesis (as gcc and clang do)", () => {
    expect(tokensOf("#define f(a) a*g\n#define g(a) f(a)\nf(2)(9)")).toBe("2 * 9 * g");
  });

  it("finds the parenthesis on a later line, but not behind a directive", () => {
    expect(tokensOf("#define f(x) <x>\nf\n\n(1)")).toBe("< 1 >");
    expect(tokensOf("#define f(x) <x>\nf\n#define y\n(1)")).toBe("f ( 1 )");
  });

  it("does not look for the parenthesis in the including file", () => {
    expect(tokensOf({ "main.h": '#define f(x) <x>\n#include "a.h"\n(1)', "a.h": "f\n" })).toBe("f ( 1 )");
  });

  it("obeys directives among the arguments, as gcc does", () => {
    expect(tokensOf("#define f(x) <x>\nf(a\n#define b 2\nb\n#if 0\nno\n#else\nc\n#endif\n)")).toBe("< a 2 c >");
  });

  it("hides commas in parentheses only", () => {
    expect(tokensOf("#define f(a,b) a-b\n#define pair 1,2\n#define h(x) f(x)\nf((1,2),[3,4])")).not.toContain(
      "- [ 3 , 4",
    );
    expect(tokensOf("#define f(a,b) a-b\nf((1,2),{3})")).toBe("( 1 , 2 ) - { 3 }");
    expect(tokensOf("#define f(a,b) a-b\n#define pair 1,2\n#define h(x) f(x)\nh(pair)")).toBe("1 - 2");
  });
});

describe("GNU extensions", () => {
  const define =
    "#define e(f, ...) p(f, ## __VA_ARGS__)\n#define n(f, a...) p(f , ## a)\n#define o(a...) p(x , ## a)\n";
  it.each([
    ["e(1)", "p ( 1 )"],
    ["e(1,)", "p ( 1 , )"],
    ["e(1,2,3)", "p ( 1 , 2 , 3 )"],
    ["n(1)", "p ( 1 )"],
    ["n(1,2)", "p ( 1 , 2 )"],
    ["o()", "p ( x )"],
    ["o(1)", "p ( x , 1 )"],
  ])(", ## of %s", (call, expected) => {
    expect(tokensOf(define + call)).toBe(expected);
  });

  it("keeps the comma of a lone variable argument in strict mode", () => {
    const text = "#define o(...) p(x , ## __VA_ARGS__)\no()";
    expect(tokensOf(text, { standard: "c11" })).toBe("p ( x , )");
    expect(tokensOf(text, { standard: "gnu11" })).toBe("p ( x )");
  });

  it("__VA_OPT__", () => {
    const text =
      "#define f(x, ...) p(x __VA_OPT__(,) __VA_ARGS__)\n#define e\n#define s(...) #__VA_OPT__(a __VA_ARGS__)\n";
    expect(tokensOf(`${text}f(1) f(1,) f(1,e) f(1,2)`)).toBe("p ( 1 ) p ( 1 ) p ( 1 ) p ( 1 , 2 )");
    expect(tokensOf(`${text}s() s(1)`)).toBe('"" "a 1"');
    expect(tokensOf("#define f(x,...) x ## __VA_OPT__(a) ## b\nf(1) f(1,2)")).toBe("1b 1ab");
  });

  it("__COUNTER__ is evaluated once for each argument", () => {
    expect(tokensOf("#define f(x) x x\nf(__COUNTER__) __COUNTER__ f(__COUNTER__)")).toBe("0 0 1 2 2");
  });

  it("__LINE__ is the line of the name to gcc, that of the parenthesis to clang", () => {
    const text = "#define L(a) __LINE__ a\nL(\n__LINE__\n) __LINE__";
    expect(tokensOf(text)).toBe("2 3 4");
    expect(tokensOf(text, { compiler: "clang" })).toBe("4 3 4");
  });
});

describe("white space before the operand of # is that of gcc", () => {
  const head =
    "#define E\n#define str(x) #x\n#define xstr(x) str(x)\n#define F(a) xstr([a])\n#define G(a) xstr(x a+)\n";
  it.each([
    ["F(E x)", '"[ x]"', '"[x]"'],
    ["F( x)", '"[x]"', '"[x]"'],
    ["F(x E)", '"[x ]"', '"[x]"'],
    ["F(x E y)", '"[x y]"', '"[x y]"'],
    ["G()", '"x +"', '"x +"'],
    ["str( a  b\n c )", '"a b c"', '"a b c"'],
    ["str(/**/a/**/b)", '"a b"', '"a b"'],
  ])("%s", (call, gcc, clang) => {
    expect(tokensOf(head + call)).toBe(gcc);
    expect(tokensOf(head + call, { compiler: "clang" })).toBe(clang);
  });
});

describe("bad macros", () => {
  it.each([
    ["#define", "macro-name"],
    ["#define 1", "macro-name"],
    ["#define defined", "macro-name"],
    ["#define f(a,a) a", "macro-parameters"],
    ["#define f(a", "macro-parameters"],
    ["#define f(1) a", "macro-parameters"],
    ["#define f(..., a) a", "macro-parameters"],
    ["#define f(a) #b", "macro-operator"],
    ["#define f(a) a ##", "macro-operator"],
    ["#define f ## a", "macro-operator"],
    ["#define f(a,...) __VA_OPT__(", "macro-operator"],
    ["#define f(a,...) __VA_OPT__(__VA_OPT__())", "macro-operator"],
    ["#define f(a) a\nf(1,2)", "macro-argument-count"],
    ["#define f(a,b) a\nf(1)", "macro-argument-count"],
    ["#define f(a,b) a ## b\nf(+,1)", "invalid-paste"],
    ["#define f(a,b) a ## b\nf(/,/)", "invalid-paste"],
    ["_Pragma(1)", "pragma-operator"],
  ])("%s", (text, id) => {
    expect(problemsOf(text)).toEqual([`error ${id}`]);
  });

  it("leaves both operands of a bad ## as they are", () => {
    expect(tokensOf("#define f(a,b) a ## b\nf(+,1)")).toBe("+ 1");
  });
});

describe("printing", () => {
  it("puts blanks only where tokens would run together", () => {
    expect(printed("#define E\n#define f(x) x\n+E+ f(+)f(=) f(a)f(b) f(1)f(a) f(-)f(>) -f(-) f(.)f(1) L f()'a'")).toBe(
      "+ + + = a b 1 a - > - - . 1 L 'a'",
    );
  });
});
