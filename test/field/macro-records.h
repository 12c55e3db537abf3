/*
 * A macro that is a record with constant members is a constant: compound literals with designators, nested and left out
 * braces, ranges, strings, bit-fields; one that reads a variable is called.
 *
 * targets: x86_64 i686 s390x
 * expect:
 *   emitted macro NIL
 *   emitted macro INVALID
 *   emitted macro LIMITS
 *   emitted macro NESTED
 *   emitted macro GUID
 *   emitted macro RANGE
 *   emitted macro NAMED
 *   emitted macro FLAGS on x86_64
 *   emitted macro RUNTIME
 *   rust: pub fn INSIDE() -> nested;
 *   rust: pub const NIL: id_t
 *   rust: pub const GUID: guid
 *   rust: pub fn RUNTIME() -> id_t;
 */

typedef struct { int value; } id_t;
struct limits { unsigned int min, max; unsigned long mask; };
struct nested { struct limits a; id_t b[2]; struct { char c; short d; }; void *p; };
struct guid { unsigned char b[8]; };
struct range { short v[6]; };
struct named { char name[6]; unsigned char last; };
struct flags { unsigned int a : 3, b : 7; _Bool c : 1; unsigned long long d : 40; };
extern int variable;

#define NIL ((id_t){ 0 })
#define INVALID_ID(x) (id_t){ (x) }
#define INVALID INVALID_ID(-1)
#define LIMITS (struct limits){ .max = ~0U, .min = 2, .mask = 1UL << 31 }
#define NESTED ((struct nested){ { 1, 2, 3 }, 4, 5, .d = 6, .p = (void *)0, .b = { [1] = { 9 } } })
#define GUID ((struct guid){{ (0x12345678) & 0xff, ((0x12345678) >> 8) & 0xff, 3, 4, 5, 6, 7, 8 }})
#define RANGE ((struct range){ .v = { [1 ... 3] = 7, 8, [0] = -1 } })
#define NAMED ((struct named){ "abc", 255 })
#define FLAGS ((struct flags){ .a = 5, .b = 99, .c = 2, .d = 0x123456789aULL })
/* gcc takes a compound literal inside for no constant. */
#define INSIDE ((struct nested){ .b = { [1] = INVALID } })
#define RUNTIME ((id_t){ variable })
