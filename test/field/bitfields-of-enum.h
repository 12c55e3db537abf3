/*
 * A bit-field of enum type has get and set (bindgen#3454).
 *
 * targets: x86_64
 * expect:
 *   struct s size 4 align 4
 *   struct s.e bits 4 width 4
 *   struct s.f bits 8 width 2
 *   rust: e set_e e_raw set_e_raw: mode = read(4, 4);
 */

enum mode { M_A, M_B };
struct s { unsigned int a : 4; enum mode e : 4; enum mode f : 2; };
