/*
 * @header apple.h
 * What Apple's headers have that Linux's have not.
 */
#define API_AVAILABLE(v) __attribute__((availability(macos, introduced = v)))
#define API_DEPRECATED(m, a, b) __attribute__((availability(macos, introduced = a, deprecated = b, message = m)))
#define __counted_by(n)
#define __single

/* Blocks (clang, Language Specification for Blocks). */
typedef int (^compare_block)(const void *, const void *);
struct with_blocks {
	compare_block compare;
	void (^run)(struct with_blocks *self);
	int (^*table)(void);
};
extern void sort_b(void *base, unsigned long count, __attribute__((noescape)) compare_block block);
extern void (^handler_of(int id))(int);
extern int apply(void (^ _Nonnull body)(int, const char *_Nullable), int times);

/* Symbols (GCC manual, Asm Labels). */
extern int open_dir(const char *_Nonnull name) __asm("_open_dir$INODE64");
extern int same(int) __asm("_same");
extern long ticks __asm__("_ticks$VARIANT$CAN_RESUME");
extern int fn(int);
__private_extern__ int hidden(void);

/* Enums with an underlying type (C23 6.7.3.3). */
typedef enum : unsigned char { KIND_A, KIND_B = 200 } kind_t;
typedef enum __attribute__((flag_enum, enum_extensibility(open))) options : unsigned long { OPTION_X = 1ul << 40 } options_t;
enum signed_e : short { SIGNED_MIN = -32768 };

/* Availability. */
extern int since_13(int) API_AVAILABLE(13.0);
extern int old_one(int) API_DEPRECATED("use new_one", 10.4, 10.15);
extern int not_yet_old(int) __attribute__((availability(macos, introduced = 10.4, deprecated = 99.0)));
extern int not_here(int) __attribute__((availability(macos, unavailable)));
extern int phone_only(int) __attribute__((availability(ios, unavailable)));
extern int gone(int) __attribute__((availability(macosx, introduced = 10_4, obsoleted = 10_9)));
extern int strictly_13(void) __attribute__((availability(macos, strict, introduced = 13.0)));
extern int forbidden(char *) __attribute__((__unavailable__("overflows")));
extern int renamed(void) __attribute__((swift_name("renamed(_:)"), swift_attr("@Sendable"))) __attribute__((swift_private));

/*!
 * @struct counted
 * @abstract Bytes and how many there are.
 */
struct counted {
	/*! @field length how many */
	unsigned length;
	unsigned char *__counted_by(length) bytes;
	void *__single owner;
};

/*!
 * @function counted_sum
 * @abstract Adds the bytes up.
 * @discussion Wraps around.
 * @param what the bytes
 * @return the sum
 */
static inline unsigned counted_sum(const struct counted *_Nonnull what)
{
	unsigned sum = 0;
	for (unsigned at = 0; at < what->length; at++)
		sum += what->bytes[at];
	return sum;
}

static inline int run_block(compare_block _Nonnull block)
{
	return block(0, 0);
}

/* clang's overloads. */
__attribute__((overloadable)) extern void reset(int *);
__attribute__((overloadable)) extern void reset(char *);
__attribute__((overloadable)) static inline int only(int x) { return x; }

/* Layout. */
#pragma pack(push, 4)
struct packed_4 { char c; long long v; };
#pragma pack(pop)
#pragma options align=packed
struct packed_1 { char c; long long v; };
#pragma options align=reset
struct bits { char c; int : 3; unsigned a : 7; long long b : 33; };
struct zero_width { char c; int : 0; char d; };
struct wide { char c; long double d; __int128 i; };
typedef __builtin_va_list va_list;
extern int vlog(const char *, va_list);
struct holds_list { va_list list; };
_Pragma("clang assume_nonnull begin")
extern int *not_null(int *a);
_Pragma("clang assume_nonnull end")

#define TARGET_IS_MAC __is_target_os(macos)
#if __has_feature(nullability) && __has_extension(blocks) && __has_attribute(availability) && TARGET_IS_MAC
#define APPLE_FEATURES 1
#endif
#if __is_target_arch(arm64)
#define ON_ARM64 1
#endif
#define SWAPPED64(x) __builtin_bswap64(x)
