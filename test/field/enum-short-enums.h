/*
 * -fshort-enums makes every enum small.
 *
 * targets: x86_64 aarch64
 * flags: -fshort-enums
 * expect:
 *   enum e is unsigned char
 *   struct s size 1 align 1
 */

enum e { A, B };
struct s { enum e x; };
