/*
 * What has no layout is never passed, returned or repeated: in Rust it would have no bytes.
 *
 * targets: x86_64
 * compilers: gcc
 * expect:
 *   skipped typedef reversed_t: unsupported-layout
 *   skipped union holder_t: unsupported-layout
 *   skipped struct holder: unsupported-layout
 *   skipped typedef reversed_pair: unsupported-layout
 *   skipped function give: unsupported-layout
 *   skipped function take: unsupported-layout
 *   skipped function give_ahead: incomplete-type
 *   skipped typedef taker: incomplete-type
 *   skipped function call: incomplete-type
 *   emitted function reach
 *   emitted struct ops
 *   struct ops size 16 align 8
 *   struct ops.later offset 8 size 8
 */

typedef struct __attribute__((scalar_storage_order("big-endian"))) { int a; } reversed_t;
union holder_t { reversed_t in; int y; };
struct holder { reversed_t in[2]; };
typedef reversed_t reversed_pair[2];
reversed_t give(void);
int take(int n, reversed_t by_value);
struct ahead;
struct ahead give_ahead(void);
typedef void taker(struct ahead);
void call(taker *callback);
reversed_t *reach(struct ahead *pointer);
struct ops { void (*now)(void); struct ahead (*later)(struct ahead); };
