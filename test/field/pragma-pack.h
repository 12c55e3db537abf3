/*
 * #pragma pack in its forms: set, push, pop, with names, empty.
 *
 * targets: x86_64 i686
 * expect:
 *   struct p2 size 8 align 2
 *   struct p1 size 7 align 1
 *   struct back size 8 align 2
 *   struct none size 12 align 4
 */

#pragma pack(2)
struct p2 { char a; int b; char c; };
#pragma pack(push, one, 1)
struct p1 { char a; int b; short c; };
#pragma pack(pop, one)
struct back { char a; int b; char c; };
#pragma pack()
struct none { char a; int b; char c; };
