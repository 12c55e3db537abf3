/*
 * Blocking a typedef that a record uses leaves the record whole, with its derives (bindgen#3436, #949,
 * #2106).
 *
 * targets: x86_64
 * options: --block my_u32
 * expect:
 *   struct s size 8 align 4
 *   struct s.a offset 0 size 4
 *   rust: derive(Debug, Default, Copy, Clone)
 */

typedef unsigned int my_u32;
struct s { my_u32 a; char b; };
