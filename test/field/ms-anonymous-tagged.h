/*
 * Under -fms-extensions a tagged record without a declarator is an anonymous member; Linux 7.x uses
 * it.
 *
 * targets: x86_64
 * flags: -fms-extensions -w
 * expect:
 *   struct derived size 16 align 4
 *   struct derived.own offset 8
 *   struct derived.x offset 0
 */

struct base { int x; int y; };
struct derived { struct base; int own; int more; };
