/*
 * C may take the names that generated Rust itself uses: Option, Some, Copy, Default, u8, core, c_int.
 *
 * targets: x86_64
 * expect:
 *   struct Option size 4 align 4
 *   struct Default size 1 align 1
 *   struct takes size 16 align 8
 */

struct Option { int x; };
struct Default { char y; };
struct Some { int None; };
typedef struct Copy { int z; } Clone;
typedef int c_int;
typedef char c_char;
struct core { c_int a; c_char b; };
struct takes { int (*call)(struct Option *o, c_int n); struct Default d; };
