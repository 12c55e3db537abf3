/*
 * Short bit-fields beside each other have their own bits (bindgen#3384: setting one wrote its
 * neighbour).
 *
 * targets: x86_64 i686 s390x
 * expect:
 *   struct flags size 4 align 4
 *   struct flags.a width 1
 *   struct flags.b width 2
 *   struct flags.c width 5
 *   struct mixed size 4 align 4
 *   struct mixed.tail offset 3
 */

struct flags { unsigned int a : 1, b : 2, c : 5, d : 9, e : 15; };
struct mixed { unsigned char x : 3; unsigned short y : 7; unsigned int z : 11; char tail; };
