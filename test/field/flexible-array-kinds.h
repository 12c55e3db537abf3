/*
 * Flexible and zero-length arrays: packed, nested, in the middle, in a union, in an otherwise empty
 * struct.
 *
 * targets: x86_64 i686
 * expect:
 *   struct packed_tail size 5 align 1
 *   struct packed_tail.v offset 5
 *   struct nests size 8 align 4
 *   struct middle size 8 align 4
 *   struct middle.none offset 4 size 0
 *   union either size 4 align 4
 *   union either.bytes offset 0
 *   struct only size 0 align 4
 *   struct grouped size 4 align 4
 */

struct packed_tail { char n; int m; short v[]; } __attribute__((packed));
struct tail { int n; int v[]; };
struct nests { int m; struct tail t; };
struct middle { int a; long none[0]; int b; } __attribute__((packed, aligned(4)));
union either { int n; char bytes[0]; };
struct only { int v[0]; };
struct grouped { int n; union { struct { } empty; struct { struct { } none; char a[]; }; struct { struct { } none2; int b[]; }; }; };
