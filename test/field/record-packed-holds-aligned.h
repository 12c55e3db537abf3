/*
 * A packed record that holds an aligned record keeps both layouts (bindgen#2179, #1896, #2569; E0588).
 *
 * targets: x86_64 i686
 * expect:
 *   struct outer size 66 align 1
 *   struct outer.inner offset 1 size 64
 *   struct outer.tail offset 65
 *   struct inner size 64 align 64
 */

struct inner { int a; } __attribute__((aligned(64)));
struct outer { char head; struct inner inner; char tail; } __attribute__((packed));
