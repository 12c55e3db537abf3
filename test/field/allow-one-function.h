/*
 * Allowing one function keeps what it needs, and no more (bindgen#429, #2601, #2096).
 *
 * targets: x86_64
 * options: --allow wake_up
 * expect:
 *   emitted function wake_up
 *   struct task size 16 align 8
 *   skipped function other: not-selected
 *   skipped struct unrelated: not-selected
 *   skipped macro UNRELATED: not-selected
 */

struct mm;
struct task { struct mm *mm; int prio; };
struct unrelated { int a; };
int wake_up(struct task *t);
void other(struct unrelated *u);
#define UNRELATED 1
