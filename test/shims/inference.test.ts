/** What each use of an argument tells, what contradicts it, and which macros get no shim and why. */
import { describe, expect, it } from "vitest";
import { shimsOf } from "./macros.js";

const DECLARED = `
typedef unsigned int gfp_t;
typedef unsigned char u8;
struct node { struct node *next, *prev; };
struct item { unsigned long length; struct node node; struct { int inner; } part; int slots[4]; const char *label; };
struct lock { int raw; };
struct list { struct item *head; int count; };
struct queue { struct item *head; int depth; };
extern void take(struct lock *l), peek(const struct lock *l), release(const void *p);
extern int wide(unsigned long n), small(u8 n), enqueue(struct queue *q), print(const char *format, ...);
extern void *get(gfp_t flags, unsigned int order);
extern struct item *the_item;
extern unsigned long jiffies;
extern void (*hook)(int);
static inline int count_of(struct list *l) { return l->count; }
`;

/** What becomes of one macro, written without its `#define`. */
function shimOf(definition: string): string | undefined {
  const name = /^\w+/.exec(definition)?.[0] ?? "";
  return shimsOf(`${DECLARED}#define ${definition}\n`)[name];
}

type Row = readonly [definition: string, becomes: string];

function check(rows: readonly Row[]): void {
  const lines = rows.map(([definition]) => `#define ${definition}\n`).join("");
  const all = shimsOf(DECLARED + lines);
  const found = rows.map(([definition]) => [definition, all[/^\w+/.exec(definition)?.[0] ?? ""]]);
  expect(found).toEqual(rows);
}

describe("an argument has the type", () => {
  it("of the parameter that it is passed to", () => {
    check([
      ["passed(l) take(l)", "void passed(struct lock *l)"],
      ["in_parentheses(l) (take)((l))", "void in_parentheses(struct lock *l)"],
      ["inlined(l) count_of(l)", "int inlined(struct list *l)"],
      ["qualified(l) do { peek(l); } while (0)", "void qualified(const struct lock *l)"],
      ["both(l) do { peek(l); take(l); } while (0)", "void both(struct lock *l)"],
      ["any_pointer(p) release(p)", "void any_pointer(const void *p)"],
      ["pointer(l) do { release(l); take(l); } while (0)", "void pointer(struct lock *l)"],
      ["wider(n) (small(n) + wide(n))", "int wider(unsigned long n)"],
      ["block(l) { take(l); }", "void block(struct lock *l)"],
      ["comma(l) (peek(l), jiffies)", "unsigned long comma(const struct lock *l)"],
    ]);
  });

  it("of the object that it initializes or is assigned to", () => {
    check([
      ["initializes(x) do { struct lock *__l = (x); take(__l); } while (0)", "void initializes(struct lock *x)"],
      ["stores(p, v) do { (p)->length = (v); } while (0)", "void stores(struct item *p, unsigned long v)"],
      ["hooks(f) do { hook = (f); } while (0)", "void hooks(void (*f)(int))"],
    ]);
  });

  it("that an alias of it has", () => {
    check([
      ["by_typeof(x) do { __typeof__(x) __x = (x); take(__x); } while (0)", "void by_typeof(struct lock *x)"],
      ["by_typeof_parentheses(x) ({ typeof((x)) __x = x; wide(__x); })", "int by_typeof_parentheses(unsigned long x)"],
      ["by_auto_type(x) ({ __auto_type __x = (x); wide(__x); })", "int by_auto_type(unsigned long x)"],
      ["changes_alias(x) ({ __typeof__(x) __x = (x); __x++; wide(__x); })", "int changes_alias(unsigned long x)"],
      [
        "alias_of_alias(x) ({ __auto_type __x = (x); __auto_type __y = __x; take(__y); })",
        "void alias_of_alias(struct lock *x)",
      ],
    ]);
  });

  it("of a pointer to the only record with the members", () => {
    check([
      ["member(i) ((i)->length)", "unsigned long member(struct item *i)"],
      ["members(i) ((i)->length + (i)->slots[0])", "unsigned long members(struct item *i)"],
      ["path(i) ((i)->part.inner)", "int path(struct item *i)"],
      ["address(i) (&(i)->node)", "struct node *address(struct item *i)"],
      ["decays(i) ((i)->slots)", "int *decays(struct item *i)"],
      ["text(i) ((i)->label)", "const char *text(struct item *i)"],
      ["further(i) ((i)->node.next->prev)", "struct node *further(struct item *i)"],
    ]);
  });

  it("that container_of checks", () => {
    check([
      [
        "checked(p) ({ const __typeof__(((struct item *)0)->node) *__m = (p); " +
          "(struct item *)((char *)__m - __builtin_offsetof(struct item, node)); })",
        "struct item *checked(const struct node *p)",
      ],
      [
        "unchecked(p) ((struct item *)((char *)(p) - __builtin_offsetof(struct item, node)))",
        "struct item *unchecked(char *p)",
      ],
    ]);
  });

  it("of what it is compared with, unless that is an integer constant", () => {
    check([
      ["same(a) ((a) == the_item)", "int same(struct item *a)"],
      ["greater(a) ((a) > jiffies)", "int greater(unsigned long a)"],
      ["less(a) (jiffies < (a))", "int less(unsigned long a)"],
      ["constant(a) (jiffies + ((a) == 1))", "unsigned long constant(unsigned long a)"],
    ]);
  });

  it("that its operators ask for where nothing else tells", () => {
    check([
      ['truth(c) ({ int __r = !!(c); if (__r) print("x"); __r; })', "int truth(_Bool c)"],
      ['condition(c) do { if (c) print("x"); } while (0)', "void condition(_Bool c)"],
      ["logical(c) (jiffies && (c))", "int logical(_Bool c)"],
      ["ternary(c) ((c) ? jiffies : 0)", "unsigned long ternary(_Bool c)"],
      ["expected(c) (__builtin_expect(!!(c), 1) + jiffies)", "unsigned long expected(_Bool c)"],
      ["sum(a) (jiffies + (a))", "unsigned long sum(unsigned long a)"],
      ["subscript(i) (the_item->slots[i])", "int subscript(int i)"],
      ["cast(n) (((u8)(n)) + jiffies)", "unsigned long cast(u8 n)"],
      ["spelled(x) ({ if (x) print(#x); })", "void spelled(_Bool x)"],
    ]);
  });
});

describe("a variadic macro", () => {
  it("has the parameters of the function that it hands its arguments on to", () => {
    check([
      ["all(...) get(__VA_ARGS__)", "void *all(gfp_t flags, unsigned int order)"],
      ["named_rest(args...) get(args)", "void *named_rest(gfp_t flags, unsigned int order)"],
      ["behind_one(x, ...) get(x, __VA_ARGS__)", "void *behind_one(gfp_t x, unsigned int order)"],
      ["beside(x, ...) (wide(x), get(__VA_ARGS__))", "void *beside(unsigned long x, gfp_t flags, unsigned int order)"],
      ["twice(...) (get(__VA_ARGS__) ?: get(__VA_ARGS__))", "void *twice(gfp_t flags, unsigned int order)"],
    ]);
  });

  it("is reported when there is no such function, or it is variadic itself", () => {
    const reason = "variadic-macro: it takes any number of arguments";
    check([
      ["two(...) (get(__VA_ARGS__), enqueue(__VA_ARGS__))", reason],
      ["format(...) print(__VA_ARGS__)", reason],
      ["not_last(...) get(__VA_ARGS__, 1)", reason],
      ["too_many(a, b, ...) get(a, b, __VA_ARGS__)", reason],
    ]);
  });
});

describe("several records with the members", () => {
  it("are ambiguous", () => {
    expect(shimOf("first(q) ((q)->head)")).toBe(
      'macro-type-unknown: struct list, struct queue all have the members of "q"',
    );
  });

  it("are told apart by another member, a call or an assignment", () => {
    check([
      ["by_member(q) ((q)->head && (q)->depth)", "int by_member(struct queue *q)"],
      ["by_call(q) do { enqueue(q); (q)->head = 0; } while (0)", "void by_call(struct queue *q)"],
      ["by_inline(l) ({ if (!(l)->head) count_of(l); })", "void by_inline(struct list *l)"],
    ]);
  });

  it("are told apart by the calls that a member is passed to", () => {
    const header = `
      struct a { struct x *p; }; struct b { struct y *p; };
      extern void on_x(struct x *), on_y(struct y *);
      #define use_x(o) on_x((o)->p)
      #define use_y(o) on_y((o)->p)`;
    expect(shimsOf(header)).toEqual({ use_x: "void use_x(struct a *o)", use_y: "void use_y(struct b *o)" });
  });

  it("stay ambiguous when the calls fit all of them and all lie in one header", () => {
    const header = `
      struct a { struct x *p; }; struct b { struct x *p; };
      extern void on_x(struct x *);
      #define use_x(o) on_x((o)->p)`;
    expect(shimsOf(header)).toEqual({ use_x: 'macro-type-unknown: struct a, struct b all have the members of "o"' });
  });

  it("are one when the others are it with a stricter alignment", () => {
    const header = `
      struct lock { int owner; }; struct lock_padded { int owner; } __attribute__((aligned(64)));
      struct other { int waiter; }; struct other_padded { long waiter; } __attribute__((aligned(64)));
      #define owner_of(m) ((m)->owner)
      #define waiter_of(m) ((m)->waiter)`;
    expect(shimsOf(header)).toEqual({
      owner_of: "int owner_of(struct lock *m)",
      waiter_of: 'macro-type-unknown: struct other, struct other_padded all have the members of "m"',
    });
  });

  it("are told apart by the macro's own header", () => {
    const files = { "a.h": "struct a { int v; };\n#define value_of(o) ((o)->v)\n", "b.h": "struct b { int v; };\n" };
    expect(shimsOf('#include "a.h"\n#include "b.h"\n#define elsewhere(o) ((o)->v)\n', [], files)).toEqual({
      value_of: "int value_of(struct a *o)",
      elsewhere: 'macro-type-unknown: struct a, struct b all have the members of "o"',
    });
  });

  it("are too many to try beyond a dozen", () => {
    const many = Array.from({ length: 13 }, (_, index) => `struct r${index} { int common; };`).join("\n");
    expect(shimsOf(`${many}\n#define common_of(r) ((r)->common)\n`)).toEqual({
      common_of: 'macro-type-unknown: 13 records have the members of "r"',
    });
  });
});

describe("no shim", () => {
  it("when uses contradict each other, or say nothing", () => {
    const unknown = (name: string) => `macro-type-unknown: nothing in it tells the type of "${name}"`;
    check([
      ["two_records(x) do { take(x); enqueue(x); } while (0)", unknown("x")],
      ["pointer_and_number(x) do { wide(x); take(x); } while (0)", unknown("x")],
      ["absent(i) ((i)->nothing_has_this)", 'macro-type-unknown: no record has the members of "i"'],
      ["unused(x) do { (void)(x); } while (0)", unknown("x")],
      ["ignored(x) (jiffies)", unknown("x")],
      ["dereferenced(p) (*(p))", unknown("p")],
      ["indexed(p) ((p)[0])", unknown("p")],
      ['asm_input(x) do { asm volatile("" :: "r"(x)); } while (0)', unknown("x")],
    ]);
  });

  it("for arguments that must be lvalues", () => {
    const reason = 'macro-needs-lvalue: its parameter "x" is assigned to, or its address taken';
    check([
      ["assigned(x) ((x) = jiffies)", reason],
      ["compound(x) ((x) += jiffies)", reason],
      ["stepped(x) ((x)++)", reason],
      ["pre_stepped(x) (--(x))", reason],
      ["address_of(x) take(&(x))", reason],
      ['asm_output(x) do { asm volatile("" : "=r"(x)); } while (0)', reason],
    ]);
  });

  it("for arguments that are types or tokens", () => {
    check([
      ["type(T) ((T *)the_item)", 'macro-needs-type: its parameter "T" stands where a type does'],
      ["member_name(m) (the_item->m)", 'macro-needs-token: its parameter "m" stands where a member or tag does'],
      ["pasted(n) (jiff##n)", 'macro-needs-token: its parameter "n" is an operand of # or ##'],
      ["spelled(x) print(#x)", 'macro-needs-token: its parameter "x" is an operand of # or ##'],
    ]);
  });

  it("for what is no whole expression or statement", () => {
    check([
      ["loop(i) for (; (i)->length; )", 'macro-is-statement: it begins with "for"'],
      ["dangling(c) if (c) break", 'macro-is-statement: it begins with "if"'],
      ["initializer(n) { n, n }", 'macro-is-statement: it begins with "{"'],
      ["leaves(c) do { if (c) return; } while (0)", "macro-is-statement: it leaves the function that uses it"],
      ["nothing(x)", "empty-macro: it expands to nothing"],
    ]);
  });
});

describe("names of parameters", () => {
  it("make way for objects of the expansion", () => {
    const header = `${DECLARED}
      #define inner(x) ({ struct lock *__l = (x); take(__l); })
      #define outer(__l) inner(__l)
      #define hooked(call) ({ void *flags = (call); flags; })
      #define forwards(...) hooked(get(__VA_ARGS__))`;
    expect(shimsOf(header)).toMatchObject({
      outer: "void outer(struct lock *__l_)",
      forwards: "void *forwards(gfp_t flags_, unsigned int order)",
    });
  });
});
