/*
 * A bit-field that begins in one storage unit and ends 65 bits later (bindgen#3416).
 *
 * targets: x86_64
 * expect:
 *   struct window size 9 align 1
 *   struct window.p bits 0 width 2
 *   struct window.x bits 2 width 63
 *   struct plain size 16 align 8
 *   struct plain.x bits 64 width 63
 */

struct window { unsigned long p : 2, x : 63; } __attribute__((packed));
struct plain { unsigned long p : 2, x : 63; };
