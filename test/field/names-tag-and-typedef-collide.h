/*
 * Tags and typedefs are two name spaces in C and one in Rust: nothing clashes and nothing gets the
 * wrong type (bindgen#3162, E0428).
 *
 * targets: x86_64
 * expect:
 *   struct A size 4 align 4
 *   struct B size 8 align 8
 *   struct uses.first offset 0 size 4
 *   struct uses.second offset 8 size 8
 *   struct Foo size 16 align 8
 */

struct A { int x; };
typedef struct A B;
struct B { long y; };
struct uses { B first; struct B second; };
struct Foo { long a, b; };
typedef int Foo;
extern Foo an_int;
extern struct Foo a_record;
