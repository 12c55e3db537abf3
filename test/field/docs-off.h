/*
 * --no-docs leaves comments out.
 *
 * targets: x86_64
 * options: --no-docs
 * expect:
 *   no rust: secret word
 *   struct s size 4 align 4
 */

/** secret word */
struct s { int a; /* secret word */ };
