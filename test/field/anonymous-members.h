/*
 * Anonymous structs and unions: their members are members of the outer record (C11 6.7.2.1p13).
 *
 * targets: x86_64
 * expect:
 *   struct outer size 16 align 8
 *   struct outer.low offset 0
 *   struct outer.raw offset 0
 *   struct outer.last offset 8
 *   rust: __bindgen_anon_1
 */

struct outer {
	union {
		struct { unsigned int low, high; };
		unsigned long raw;
	};
	char last;
};
