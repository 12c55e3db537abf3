/*
 * An opaque record shows its size and alignment only.
 *
 * targets: x86_64
 * options: --opaque secret
 * expect:
 *   struct secret size 24 align 8
 *   struct holder size 32 align 8
 *   no rust: hidden_field
 */

struct secret { long hidden_field; char b[9]; };
struct holder { int a; struct secret s; };
