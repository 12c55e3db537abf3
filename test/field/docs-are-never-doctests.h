/*
 * Comments become documentation that is neither a doctest nor a broken link (bindgen#1313, #2057, #1478,
 * #426, #800; the kernel turns comments off because of one).
 *
 * targets: x86_64
 * rustdoc: clean
 * expect:
 *   struct seccomp size 8 align 4
 */

/**
 * struct seccomp - the state of a process
 * @mode:  One of the values above, see cs[x] and <linux/seccomp.h>
 * @count: how many
 *
 * Use it like this::
 *
 *	if (cs[x] == SECCOMP_MODE)
 *		return foo_bar(&x);
 *
 *     indented code without any mark
 *
 * See also https://example.org/a_b and `unclosed, [link][nowhere], <T>, *star, _under_, ``` and ~~~.
 */
struct seccomp {
	int mode;
	/* A plain comment with [brackets] and a
	 * ```
	 * fence that is never closed
	 */
	int count; /* and behind it: Vec<u8> & more */
};

/*
 *     fn main() { this is not Rust }
 */
void indented(void);

/**
 * sum() - add [two] numbers
 * @a: the first
 * @b: the second
 *
 * Return: a + b
 */
int sum(int a, int b);

#define DOCUMENTED 1 /* a trailing <comment> with array[i] */
