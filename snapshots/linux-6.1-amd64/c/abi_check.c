/*
 * Written by kbindgen; change the command line instead.
 *
 * Compile this file with the flags of the kernel's modules. If it compiles, then every size, offset, bit position,
 * value and type in src/bindings.rs is what this compiler makes of these headers.
 */
#include "snapshot.h"

#ifndef __OPTIMIZE__
#error "compile with -c and -O1 or higher: where bit-fields lie is proven by the optimiser"
#endif

/* Only the assertions count here, not the style of what headers define. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Weverything"
#else
#pragma GCC diagnostic ignored "-Waddress"
#pragma GCC diagnostic ignored "-Wattributes"
#pragma GCC diagnostic ignored "-Wbool-compare"
#pragma GCC diagnostic ignored "-Wbool-operation"
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#pragma GCC diagnostic ignored "-Wenum-compare"
#pragma GCC diagnostic ignored "-Wfloat-equal"
#pragma GCC diagnostic ignored "-Wframe-larger-than="
#pragma GCC diagnostic ignored "-Wint-in-bool-context"
#pragma GCC diagnostic ignored "-Wint-to-pointer-cast"
#pragma GCC diagnostic ignored "-Wmissing-braces"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#pragma GCC diagnostic ignored "-Wmultichar"
#pragma GCC diagnostic ignored "-Wnested-externs"
#pragma GCC diagnostic ignored "-Woverflow"
#pragma GCC diagnostic ignored "-Wparentheses"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wpointer-to-int-cast"
#pragma GCC diagnostic ignored "-Wshift-count-overflow"
#pragma GCC diagnostic ignored "-Wshift-overflow"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wstrict-prototypes"
#pragma GCC diagnostic ignored "-Wtautological-compare"
#pragma GCC diagnostic ignored "-Wtype-limits"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wunused"
#pragma GCC diagnostic ignored "-Wunused-value"
#endif

#undef if
#undef sizeof
#undef typeof
#undef const

#define KBINDGEN_SAME(a, ...) __builtin_types_compatible_p(a, __VA_ARGS__)

#define KBINDGEN_INTEGER(name, value, ...) \
  _Static_assert((name) == value && KBINDGEN_SAME(__typeof__(name), __VA_ARGS__), \
    #name " is " #value " of type " #__VA_ARGS__)
#define KBINDGEN_VALUE(name, value) _Static_assert((name) == value, #name " is " #value)
#define KBINDGEN_STRING(name, bytes, text) \
  _Static_assert(sizeof(name) == bytes && __builtin_memcmp(name, text, bytes) == 0, #name " is " #text)
#define KBINDGEN_TYPE(name, ...) \
  _Static_assert(KBINDGEN_SAME(__typeof__(name), __VA_ARGS__), #name " has type " #__VA_ARGS__)
#define KBINDGEN_SPELLED(...) #__VA_ARGS__
#define KBINDGEN_SPELLING(...) KBINDGEN_SPELLED(__VA_ARGS__)
#define KBINDGEN_RENAMES(name, text) \
  _Static_assert(sizeof(KBINDGEN_SPELLING(name)) == sizeof(text) && \
      __builtin_memcmp(KBINDGEN_SPELLING(name), text, sizeof(text)) == 0, #name " stands for " text)
#define KBINDGEN_VARIABLE(name, ...) \
  _Static_assert(KBINDGEN_SAME(__typeof__(&name), __VA_ARGS__), "&" #name " has type " #__VA_ARGS__)
#define KBINDGEN_SIZE(type, size, align) \
  _Static_assert(sizeof(type) == size && _Alignof(type) == align, #type " has size " #size " and alignment " #align)
/* gcc's _Alignof never says more than __BIGGEST_ALIGNMENT__, even of a record that is aligned beyond. */
#define KBINDGEN_RECORD(type, size, align) \
  _Static_assert(sizeof(type) == size && __alignof__(type) == align, #type " has size " #size " and alignment " #align)
#define KBINDGEN_ENUM(type, size, align, underlying) \
  _Static_assert(sizeof(type) == size && _Alignof(type) == align && KBINDGEN_SAME(type, underlying), \
    #type " has size " #size ", alignment " #align " and underlying type " #underlying)
#define KBINDGEN_OFFSET(record, field, offset) \
  _Static_assert(__builtin_offsetof(record, field) == offset, #record "." #field " lies at " #offset)
#define KBINDGEN_PLACE(record, field, offset, size) \
  _Static_assert(__builtin_offsetof(record, field) == offset && sizeof(((record *)0)->field) == size, \
    #record "." #field " lies at " #offset " and has size " #size)
#define KBINDGEN_FLEXIBLE(record, field, offset, ...) \
  _Static_assert(__builtin_offsetof(record, field) == offset && \
      KBINDGEN_SAME(__typeof__(((record *)0)->field), __VA_ARGS__), \
    #record "." #field " lies at " #offset " and has type " #__VA_ARGS__)
#define KBINDGEN_FIELD(record, field, offset, size, ...) \
  _Static_assert(__builtin_offsetof(record, field) == offset && sizeof(((record *)0)->field) == size && \
      KBINDGEN_SAME(__typeof__(((record *)0)->field), __VA_ARGS__), \
    #record "." #field " lies at " #offset ", has size " #size " and type " #__VA_ARGS__)

/* What no constant expression can tell: the optimiser must find that the call is never made. */
#define KBINDGEN_PASTE(a, b) a##b
#define KBINDGEN_JOIN(a, b) KBINDGEN_PASTE(a, b)
#define KBINDGEN_NEVER(condition, message) \
  do { \
    extern void KBINDGEN_JOIN(kbindgen_wrong_, __LINE__)(void) __attribute__((__error__(message))); \
    if (condition) \
      KBINDGEN_JOIN(kbindgen_wrong_, __LINE__)(); \
  } while (0)
#define KBINDGEN_FOLDED(name, value, expression) KBINDGEN_NEVER((expression) != value, #name " is " #value)
#define KBINDGEN_INSIDE(name, whole, offset) \
  KBINDGEN_NEVER((const volatile char *)&name != (const volatile char *)&whole + offset, \
    #name " lies " #offset " bytes into " #whole)
/* A macro as the function that it is in Rust. */
#define KBINDGEN_RESULT(name, parameters, call, ...) \
  static inline void KBINDGEN_JOIN(kbindgen_result_, __LINE__) parameters \
  { \
    _Static_assert(KBINDGEN_SAME(__typeof__(call), __VA_ARGS__), #name " has a result of type " #__VA_ARGS__); \
  } \
  _Static_assert(1, "")
#define KBINDGEN_CALL KBINDGEN_JOIN(kbindgen_call_, __LINE__)
#define KBINDGEN_FUNCTION(name, result, parameters, call, differs) \
  static inline __attribute__((__always_inline__)) result KBINDGEN_CALL parameters \
  { \
    return call; \
  } \
  void KBINDGEN_JOIN(kbindgen_function_, __LINE__)(void); \
  void KBINDGEN_JOIN(kbindgen_function_, __LINE__)(void) \
  { \
    KBINDGEN_NEVER(differs, #name " has other values: " #differs); \
  }
#define KBINDGEN_BYTE(index, value) ((const unsigned char *)&object)[index] != value
#define KBINDGEN_BITS(record, field, bit, width, negative, differs) \
    KBINDGEN_NEVER((differs) || (object.field < 0) != negative, \
      #record "." #field " begins at bit " #bit ", is " #width " wide and negative when all ones: " #negative)
#define KBINDGEN_BITFIELD(record, field, bit, width, negative, differs) \
  do { \
    record object; \
    __builtin_memset(&object, 0, sizeof object); \
    object.field = -1; \
    KBINDGEN_BITS(record, field, bit, width, negative, differs); \
  } while (0)
/* For one that may not be assigned to. */
#define KBINDGEN_BITFIELD_CONST(record, field, bit, width, negative, differs) \
  do { \
    static const record object = { .field = -1 }; \
    KBINDGEN_BITS(record, field, bit, width, negative, differs); \
  } while (0)
/* The sign of a volatile one is read at run time only. gcc folds a store to it, clang an initialiser. */
#ifdef __clang__
#define KBINDGEN_BITFIELD_VOLATILE(record, field, bit, width, constant, stored) \
  do { \
    static const record object = { .field = -1 }; \
    KBINDGEN_NEVER(constant, #record "." #field " begins at bit " #bit " and is " #width " wide"); \
  } while (0)
#else
#define KBINDGEN_BITFIELD_VOLATILE(record, field, bit, width, constant, stored) \
  do { \
    record object; \
    __builtin_memset((void *)&object, 0, sizeof object); \
    object.field = -1; \
    KBINDGEN_NEVER(stored, #record "." #field " begins at bit " #bit " and is " #width " wide"); \
  } while (0)
#endif
/* Of a constant object gcc folds comparisons of memory, clang those of bytes. */
#ifdef __clang__
#define KBINDGEN_BYTES(index, count, text, bytes) (bytes)
#else
#define KBINDGEN_BYTES(index, count, text, bytes) \
  (__builtin_memcmp((const unsigned char *)&object + index, text, count) != 0)
#endif
/* A record that is only a constant: its bytes, as those of an object with static storage that it initializes. */
#define KBINDGEN_OBJECT(name, size, text, differs) \
  do { \
    static const __typeof__(name) object = name; \
    KBINDGEN_NEVER(sizeof object != size || KBINDGEN_BYTES(0, size, text, differs), #name " has the bytes " #text); \
  } while (0)

KBINDGEN_INTEGER(ENOMEM, 12, int);
KBINDGEN_INTEGER(EINVAL, 22, int);
KBINDGEN_RESULT(__KERNEL_DIV_ROUND_UP, (unsigned long kbindgen_1, unsigned long kbindgen_2), (__KERNEL_DIV_ROUND_UP(kbindgen_1, kbindgen_2)), unsigned long);
KBINDGEN_STRING(KERN_INFO, 3, "\0016");
KBINDGEN_RESULT(BIT, (unsigned int kbindgen_1), (BIT(kbindgen_1)), unsigned long);
KBINDGEN_RESULT(GENMASK, (unsigned int kbindgen_1, unsigned int kbindgen_2), (GENMASK(kbindgen_1, kbindgen_2)), unsigned long);
KBINDGEN_INTEGER(HZ, 250, int);
KBINDGEN_RESULT(__swab32, (unsigned int kbindgen_1), (__swab32(kbindgen_1)), __u32);
KBINDGEN_INTEGER(ULONG_MAX, 18446744073709551615ULL, unsigned long);
KBINDGEN_INTEGER(NSEC_PER_SEC, 1000000000, long);
KBINDGEN_INTEGER(PAGE_SIZE, 4096, unsigned long);
KBINDGEN_INTEGER(__GFP_ZERO, 256, gfp_t);
KBINDGEN_INTEGER(GFP_ATOMIC, 2592, gfp_t);
KBINDGEN_INTEGER(GFP_KERNEL, 3264, gfp_t);
KBINDGEN_INTEGER(GFP_NOWAIT, 2048, gfp_t);
KBINDGEN_RESULT(_IOC, (unsigned int kbindgen_1, unsigned int kbindgen_2, unsigned int kbindgen_3, unsigned int kbindgen_4), (_IOC(kbindgen_1, kbindgen_2, kbindgen_3, kbindgen_4)), unsigned int);
KBINDGEN_TYPE(RB_ROOT, struct rb_root);
KBINDGEN_RESULT(MKDEV, (unsigned int kbindgen_1, unsigned int kbindgen_2), (MKDEV(kbindgen_1, kbindgen_2)), unsigned int);
KBINDGEN_RESULT(PAGE_ALIGN, (unsigned long kbindgen_1), (PAGE_ALIGN(kbindgen_1)), unsigned long);
KBINDGEN_INTEGER(VT_OPENQRY, 22016, int);
KBINDGEN_INTEGER(VT_GETMODE, 22017, int);
KBINDGEN_RENAMES(swab32, "__swab32");
KBINDGEN_RENAMES(DIV_ROUND_UP, "__KERNEL_DIV_ROUND_UP");

KBINDGEN_FUNCTION(__KERNEL_DIV_ROUND_UP, unsigned long, (unsigned long kbindgen_1, unsigned long kbindgen_2), (__KERNEL_DIV_ROUND_UP(kbindgen_1, kbindgen_2)), KBINDGEN_CALL(3, 3) != 1 || KBINDGEN_CALL(0, 3) != 0 || KBINDGEN_CALL(18446744073709551615ULL, 3) != 0 || KBINDGEN_CALL(5, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(31, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(9223372036854775807LL, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(3, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(0, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(18446744073709551615ULL, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(1, 18446744073709551615ULL) != 1 || KBINDGEN_CALL(1147797409030816545LL, 1) != 1147797409030816545LL || KBINDGEN_CALL(17298946664678735070ULL, 1) != 17298946664678735070ULL || KBINDGEN_CALL(3443392227092449635LL, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(9650029188149996335ULL, 18446744073709551615ULL) != 0 || KBINDGEN_CALL(8796714885559555280LL, 1) != 8796714885559555280LL || KBINDGEN_CALL(10503343490740437389ULL, 1) != 10503343490740437389ULL)
KBINDGEN_FUNCTION(BIT, unsigned long, (unsigned int kbindgen_1), (BIT(kbindgen_1)), KBINDGEN_CALL(3) != 8 || KBINDGEN_CALL(0) != 1 || KBINDGEN_CALL(1) != 2 || KBINDGEN_CALL(2) != 4 || KBINDGEN_CALL(5) != 32 || KBINDGEN_CALL(31) != 2147483648LL)
KBINDGEN_FUNCTION(GENMASK, unsigned long, (unsigned int kbindgen_1, unsigned int kbindgen_2), (GENMASK(kbindgen_1, kbindgen_2)), KBINDGEN_CALL(2, 2) != 4 || KBINDGEN_CALL(62, 63) != 0 || KBINDGEN_CALL(5, 62) != 0 || KBINDGEN_CALL(2, 1) != 6 || KBINDGEN_CALL(5, 2) != 60 || KBINDGEN_CALL(3, 62) != 0 || KBINDGEN_CALL(0, 0) != 1 || KBINDGEN_CALL(1, 5) != 0 || KBINDGEN_CALL(2, 3) != 0 || KBINDGEN_CALL(62, 5) != 9223372036854775776LL || KBINDGEN_CALL(5, 1) != 62 || KBINDGEN_CALL(3, 2) != 12 || KBINDGEN_CALL(1, 1) != 2 || KBINDGEN_CALL(63, 62) != 13835058055282163712ULL || KBINDGEN_CALL(62, 3) != 9223372036854775800LL || KBINDGEN_CALL(31, 62) != 0)
KBINDGEN_FUNCTION(__swab32, unsigned int, (unsigned int kbindgen_1), (__swab32(kbindgen_1)), KBINDGEN_CALL(3) != 50331648 || KBINDGEN_CALL(0) != 0 || KBINDGEN_CALL(4294967295LL) != 4294967295LL || KBINDGEN_CALL(1) != 16777216 || KBINDGEN_CALL(2271560481LL) != 558065031 || KBINDGEN_CALL(2023406814) != 3736902264LL || KBINDGEN_CALL(2519714147LL) != 1674129302 || KBINDGEN_CALL(668265263) != 803984423 || KBINDGEN_CALL(3626702032LL) != 3490982872LL || KBINDGEN_CALL(2004795789) != 2378268279LL || KBINDGEN_CALL(2) != 33554432 || KBINDGEN_CALL(5) != 83886080 || KBINDGEN_CALL(31) != 520093696 || KBINDGEN_CALL(2147483647) != 4294967167LL || KBINDGEN_CALL(4294967294LL) != 4278190079LL)
KBINDGEN_FUNCTION(_IOC, unsigned int, (unsigned int kbindgen_1, unsigned int kbindgen_2, unsigned int kbindgen_3, unsigned int kbindgen_4), (_IOC(kbindgen_1, kbindgen_2, kbindgen_3, kbindgen_4)), KBINDGEN_CALL(3, 9, 2023406814, 15) != 4171218398LL || KBINDGEN_CALL(0, 668265263, 2023406814, 2271560481LL) != 4294688734LL || KBINDGEN_CALL(4294967295LL, 4294967294LL, 16, 30) != 4294966800LL || KBINDGEN_CALL(1, 9, 16, 3626702032LL) != 1422919952 || KBINDGEN_CALL(2271560481LL, 668265263, 16, 2147483647) != 4294913808LL || KBINDGEN_CALL(2023406814, 4294967294LL, 30, 2519714147LL) != 4294966814LL || KBINDGEN_CALL(2519714147LL, 8, 30, 29) != 3223128094LL || KBINDGEN_CALL(668265263, 0, 30, 2) != 3221356574LL || KBINDGEN_CALL(3626702032LL, 7, 3, 0) != 1795 || KBINDGEN_CALL(2004795789, 3626702032LL, 3, 8) != 1797050371 || KBINDGEN_CALL(2, 3, 4294967294LL, 4294967294LL) != 4294967294LL || KBINDGEN_CALL(16, 7, 2023406814, 17) != 2023473118 || KBINDGEN_CALL(17, 3626702032LL, 2023406814, 1) != 2074082526 || KBINDGEN_CALL(15, 3, 2023406814, 7) != 4171218910LL || KBINDGEN_CALL(8, 2004795789, 16, 668265263) != 4293889296LL || KBINDGEN_CALL(9, 4294967295LL, 16, 5) != 4294967056LL)
KBINDGEN_FUNCTION(MKDEV, unsigned int, (unsigned int kbindgen_1, unsigned int kbindgen_2), (MKDEV(kbindgen_1, kbindgen_2)), KBINDGEN_CALL(3, 2519714147LL) != 2520762723LL || KBINDGEN_CALL(0, 21) != 21 || KBINDGEN_CALL(4294967295LL, 3) != 4293918723LL || KBINDGEN_CALL(1, 668265263) != 668265263 || KBINDGEN_CALL(2271560481LL, 19) != 839909395 || KBINDGEN_CALL(2023406814, 0) != 3454009344LL || KBINDGEN_CALL(2519714147LL, 668265263) != 3086281519LL || KBINDGEN_CALL(668265263, 2) != 3002073090LL || KBINDGEN_CALL(3626702032LL, 2147483647) != 2147483647 || KBINDGEN_CALL(2004795789, 2271560481LL) != 2683650849LL || KBINDGEN_CALL(2, 2) != 2097154 || KBINDGEN_CALL(20, 4294967294LL) != 4294967294LL || KBINDGEN_CALL(21, 2023406814) != 2044378334 || KBINDGEN_CALL(19, 20) != 19922964 || KBINDGEN_CALL(5, 19) != 5242899 || KBINDGEN_CALL(31, 4294967295LL) != 4294967295LL)
KBINDGEN_FUNCTION(PAGE_ALIGN, unsigned long, (unsigned long kbindgen_1), (PAGE_ALIGN(kbindgen_1)), KBINDGEN_CALL(3) != 4096 || KBINDGEN_CALL(0) != 0 || KBINDGEN_CALL(18446744073709551615ULL) != 0 || KBINDGEN_CALL(1) != 4096 || KBINDGEN_CALL(1147797409030816545LL) != 1147797409030819840LL || KBINDGEN_CALL(17298946664678735070ULL) != 17298946664678735872ULL || KBINDGEN_CALL(3443392227092449635LL) != 3443392227092451328LL || KBINDGEN_CALL(9650029188149996335ULL) != 9650029188149997568ULL || KBINDGEN_CALL(8796714885559555280LL) != 8796714885559558144LL || KBINDGEN_CALL(10503343490740437389ULL) != 10503343490740441088ULL || KBINDGEN_CALL(2) != 4096 || KBINDGEN_CALL(18446744073709547520ULL) != 18446744073709547520ULL || KBINDGEN_CALL(18446744073709547521ULL) != 0 || KBINDGEN_CALL(18446744073709547519ULL) != 18446744073709547520ULL || KBINDGEN_CALL(4095) != 4096 || KBINDGEN_CALL(4096) != 4096)

void kbindgen_constants(void);
void kbindgen_constants(void)
{
  KBINDGEN_OBJECT(RB_ROOT, 8, "\000\000\000\000\000\000\000\000", 0);
}

static inline __attribute__((__unused__)) void kbindgen_shim_1(void)
{
  
}
static inline __attribute__((__unused__)) void kbindgen_shim_2(void)
{
  KBINDGEN_TYPE((0, in_softirq()), unsigned long);
}

/* From here on no name stands for a macro. */

KBINDGEN_TYPE(__u8, unsigned char);
KBINDGEN_SIZE(__u8, 1, 1);
KBINDGEN_TYPE(__u16, unsigned short);
KBINDGEN_SIZE(__u16, 2, 2);
KBINDGEN_TYPE(__u32, unsigned int);
KBINDGEN_SIZE(__u32, 4, 4);
KBINDGEN_TYPE(__s64, long long);
KBINDGEN_SIZE(__s64, 8, 8);
KBINDGEN_TYPE(u8, __u8);
KBINDGEN_SIZE(u8, 1, 1);
KBINDGEN_TYPE(u16, __u16);
KBINDGEN_SIZE(u16, 2, 2);
KBINDGEN_TYPE(u32, __u32);
KBINDGEN_SIZE(u32, 4, 4);
KBINDGEN_TYPE(s64, __s64);
KBINDGEN_SIZE(s64, 8, 8);
KBINDGEN_TYPE(__kernel_ulong_t, unsigned long);
KBINDGEN_SIZE(__kernel_ulong_t, 8, 8);
KBINDGEN_TYPE(__kernel_size_t, __kernel_ulong_t);
KBINDGEN_SIZE(__kernel_size_t, 8, 8);
KBINDGEN_TYPE(__kernel_clockid_t, int);
KBINDGEN_SIZE(__kernel_clockid_t, 4, 4);
KBINDGEN_TYPE(__be16, __u16);
KBINDGEN_SIZE(__be16, 2, 2);
KBINDGEN_TYPE(__be32, __u32);
KBINDGEN_SIZE(__be32, 4, 4);
KBINDGEN_TYPE(__sum16, __u16);
KBINDGEN_SIZE(__sum16, 2, 2);
KBINDGEN_TYPE(clockid_t, __kernel_clockid_t);
KBINDGEN_SIZE(clockid_t, 4, 4);
KBINDGEN_TYPE(bool, _Bool);
KBINDGEN_SIZE(bool, 1, 1);
KBINDGEN_TYPE(size_t, __kernel_size_t);
KBINDGEN_SIZE(size_t, 8, 8);
KBINDGEN_TYPE(gfp_t, unsigned int);
KBINDGEN_SIZE(gfp_t, 4, 4);
KBINDGEN_RECORD(atomic_t, 4, 4);
KBINDGEN_FIELD(atomic_t, counter, 0, 4, int);
KBINDGEN_RECORD(atomic64_t, 8, 8);
KBINDGEN_FIELD(atomic64_t, counter, 0, 8, s64);
KBINDGEN_RECORD(struct list_head, 16, 8);
KBINDGEN_FIELD(struct list_head, next, 0, 8, struct list_head *);
KBINDGEN_FIELD(struct list_head, prev, 8, 8, struct list_head *);
KBINDGEN_RECORD(struct hlist_head, 8, 8);
KBINDGEN_FIELD(struct hlist_head, first, 0, 8, struct hlist_node *);
KBINDGEN_RECORD(struct hlist_node, 16, 8);
KBINDGEN_FIELD(struct hlist_node, next, 0, 8, struct hlist_node *);
KBINDGEN_FIELD(struct hlist_node, pprev, 8, 8, struct hlist_node **);
KBINDGEN_TYPE(panic, void (const char *, ...));
KBINDGEN_RECORD(struct qspinlock, 4, 4);
KBINDGEN_FIELD(struct qspinlock, val, 0, 4, atomic_t);
KBINDGEN_FIELD(struct qspinlock, locked, 0, 1, u8);
KBINDGEN_FIELD(struct qspinlock, pending, 1, 1, u8);
KBINDGEN_FIELD(struct qspinlock, locked_pending, 0, 2, u16);
KBINDGEN_FIELD(struct qspinlock, tail, 2, 2, u16);
KBINDGEN_TYPE(arch_spinlock_t, struct qspinlock);
KBINDGEN_SIZE(arch_spinlock_t, 4, 4);
KBINDGEN_RECORD(struct raw_spinlock, 4, 4);
KBINDGEN_FIELD(struct raw_spinlock, raw_lock, 0, 4, arch_spinlock_t);
KBINDGEN_TYPE(raw_spinlock_t, struct raw_spinlock);
KBINDGEN_SIZE(raw_spinlock_t, 4, 4);
KBINDGEN_TYPE(_printk, int (const char *, ...));
KBINDGEN_TYPE(hex_dump_to_buffer, int (const void *, size_t, int, int, char *, size_t, bool));
KBINDGEN_TYPE(list_add_tail, void (struct list_head *, struct list_head *));
KBINDGEN_TYPE(list_empty, int (const struct list_head *));
KBINDGEN_TYPE(kstrtoint, int (const char *, unsigned int, int *));
KBINDGEN_RECORD(struct completion, 32, 8);
KBINDGEN_FIELD(struct completion, done, 0, 4, unsigned int);
KBINDGEN_FIELD(struct completion, wait, 8, 24, struct swait_queue_head);
KBINDGEN_TYPE(time64_t, __s64);
KBINDGEN_SIZE(time64_t, 8, 8);
KBINDGEN_RECORD(struct timespec64, 16, 8);
KBINDGEN_FIELD(struct timespec64, tv_sec, 0, 8, time64_t);
KBINDGEN_FIELD(struct timespec64, tv_nsec, 8, 8, long);
KBINDGEN_TYPE(atomic_long_t, atomic64_t);
KBINDGEN_SIZE(atomic_long_t, 8, 8);
KBINDGEN_RECORD(struct llist_node, 8, 8);
KBINDGEN_FIELD(struct llist_node, next, 0, 8, struct llist_node *);
KBINDGEN_RECORD(struct __call_single_node, 16, 8);
KBINDGEN_FIELD(struct __call_single_node, llist, 0, 8, struct llist_node);
KBINDGEN_FIELD(struct __call_single_node, u_flags, 8, 4, unsigned int);
KBINDGEN_FIELD(struct __call_single_node, a_flags, 8, 4, atomic_t);
KBINDGEN_FIELD(struct __call_single_node, src, 12, 2, u16);
KBINDGEN_FIELD(struct __call_single_node, dst, 14, 2, u16);
KBINDGEN_TYPE(smp_call_func_t, void (*)(void *));
KBINDGEN_SIZE(smp_call_func_t, 8, 8);
KBINDGEN_RECORD(struct __call_single_data, 32, 8);
KBINDGEN_FIELD(struct __call_single_data, node, 0, 16, struct __call_single_node);
KBINDGEN_FIELD(struct __call_single_data, func, 16, 8, smp_call_func_t);
KBINDGEN_FIELD(struct __call_single_data, info, 24, 8, void *);
KBINDGEN_TYPE(call_single_data_t, struct __call_single_data);
KBINDGEN_SIZE(call_single_data_t, 32, 32);
KBINDGEN_RECORD(struct swait_queue_head, 24, 8);
KBINDGEN_FIELD(struct swait_queue_head, lock, 0, 4, raw_spinlock_t);
KBINDGEN_FIELD(struct swait_queue_head, task_list, 8, 16, struct list_head);
KBINDGEN_TYPE(wait_for_completion, void (struct completion *));
KBINDGEN_TYPE(wait_for_completion_timeout, unsigned long (struct completion *, unsigned long));
KBINDGEN_TYPE(complete, void (struct completion *));
KBINDGEN_TYPE(crc32_le, u32 (u32, const unsigned char *, size_t));
KBINDGEN_RECORD(struct seqcount, 4, 4);
KBINDGEN_FIELD(struct seqcount, sequence, 0, 4, unsigned int);
KBINDGEN_TYPE(seqcount_t, struct seqcount);
KBINDGEN_SIZE(seqcount_t, 4, 4);
KBINDGEN_RECORD(struct seqcount_raw_spinlock, 4, 4);
KBINDGEN_FIELD(struct seqcount_raw_spinlock, seqcount, 0, 4, seqcount_t);
KBINDGEN_TYPE(seqcount_raw_spinlock_t, struct seqcount_raw_spinlock);
KBINDGEN_SIZE(seqcount_raw_spinlock_t, 4, 4);
KBINDGEN_TYPE(get_random_bytes, void (void *, size_t));
KBINDGEN_RECORD(struct rb_node, 24, 8);
KBINDGEN_FIELD(struct rb_node, __rb_parent_color, 0, 8, unsigned long);
KBINDGEN_FIELD(struct rb_node, rb_right, 8, 8, struct rb_node *);
KBINDGEN_FIELD(struct rb_node, rb_left, 16, 8, struct rb_node *);
KBINDGEN_RECORD(struct rb_root, 8, 8);
KBINDGEN_FIELD(struct rb_root, rb_node, 0, 8, struct rb_node *);
KBINDGEN_RECORD(struct rb_root_cached, 16, 8);
KBINDGEN_FIELD(struct rb_root_cached, rb_root, 0, 8, struct rb_root);
KBINDGEN_FIELD(struct rb_root_cached, rb_leftmost, 8, 8, struct rb_node *);
KBINDGEN_VARIABLE(jiffies, volatile unsigned long *);
KBINDGEN_TYPE(ktime_t, s64);
KBINDGEN_SIZE(ktime_t, 8, 8);
KBINDGEN_TYPE(ktime_get, ktime_t (void));
KBINDGEN_RECORD(struct timer_list, 40, 8);
KBINDGEN_FIELD(struct timer_list, entry, 0, 16, struct hlist_node);
KBINDGEN_FIELD(struct timer_list, expires, 16, 8, unsigned long);
KBINDGEN_FIELD(struct timer_list, function, 24, 8, void (*)(struct timer_list *));
KBINDGEN_FIELD(struct timer_list, flags, 32, 4, u32);
KBINDGEN_TYPE(timer_pending, int (const struct timer_list *));
KBINDGEN_TYPE(mod_timer, int (struct timer_list *, unsigned long));
KBINDGEN_TYPE(add_timer, void (struct timer_list *));
KBINDGEN_RECORD(struct hrtimer, 64, 8);
KBINDGEN_FIELD(struct hrtimer, node, 0, 32, struct timerqueue_node);
KBINDGEN_FIELD(struct hrtimer, _softexpires, 32, 8, ktime_t);
KBINDGEN_FIELD(struct hrtimer, function, 40, 8, enum hrtimer_restart (*)(struct hrtimer *));
KBINDGEN_FIELD(struct hrtimer, base, 48, 8, struct hrtimer_clock_base *);
KBINDGEN_FIELD(struct hrtimer, state, 56, 1, u8);
KBINDGEN_FIELD(struct hrtimer, is_rel, 57, 1, u8);
KBINDGEN_FIELD(struct hrtimer, is_soft, 58, 1, u8);
KBINDGEN_FIELD(struct hrtimer, is_hard, 59, 1, u8);
KBINDGEN_ENUM(enum hrtimer_restart, 4, 4, unsigned int);
KBINDGEN_INTEGER(HRTIMER_NORESTART, 0, int);
KBINDGEN_INTEGER(HRTIMER_RESTART, 1, int);
KBINDGEN_RECORD(struct work_struct, 32, 8);
KBINDGEN_FIELD(struct work_struct, data, 0, 8, atomic_long_t);
KBINDGEN_FIELD(struct work_struct, entry, 8, 16, struct list_head);
KBINDGEN_FIELD(struct work_struct, func, 24, 8, work_func_t);
KBINDGEN_TYPE(work_func_t, void (*)(struct work_struct *));
KBINDGEN_SIZE(work_func_t, 8, 8);
KBINDGEN_RECORD(struct delayed_work, 88, 8);
KBINDGEN_FIELD(struct delayed_work, work, 0, 32, struct work_struct);
KBINDGEN_FIELD(struct delayed_work, timer, 32, 40, struct timer_list);
KBINDGEN_FIELD(struct delayed_work, wq, 72, 8, struct workqueue_struct *);
KBINDGEN_FIELD(struct delayed_work, cpu, 80, 4, int);
KBINDGEN_VARIABLE(system_wq, struct workqueue_struct **);
KBINDGEN_TYPE(queue_work_on, bool (int, struct workqueue_struct *, struct work_struct *));
KBINDGEN_TYPE(queue_delayed_work_on, bool (int, struct workqueue_struct *, struct delayed_work *, unsigned long));
KBINDGEN_RECORD(struct in6_addr, 16, 4);
KBINDGEN_FIELD(struct in6_addr, in6_u, 0, 16, __typeof__(((struct in6_addr *)0)->in6_u));
KBINDGEN_RECORD(__typeof__(((struct in6_addr *)0)->in6_u), 16, 4);
KBINDGEN_FIELD(__typeof__(((struct in6_addr *)0)->in6_u), u6_addr8, 0, 16, __u8 [16]);
KBINDGEN_FIELD(__typeof__(((struct in6_addr *)0)->in6_u), u6_addr16, 0, 16, __be16 [8]);
KBINDGEN_FIELD(__typeof__(((struct in6_addr *)0)->in6_u), u6_addr32, 0, 16, __be32 [4]);
KBINDGEN_RECORD(struct timerqueue_node, 32, 8);
KBINDGEN_FIELD(struct timerqueue_node, node, 0, 24, struct rb_node);
KBINDGEN_FIELD(struct timerqueue_node, expires, 24, 8, ktime_t);
KBINDGEN_RECORD(struct timerqueue_head, 16, 8);
KBINDGEN_FIELD(struct timerqueue_head, rb_root, 0, 16, struct rb_root_cached);
KBINDGEN_RECORD(struct hrtimer_clock_base, 64, 64);
KBINDGEN_FIELD(struct hrtimer_clock_base, cpu_base, 0, 8, struct hrtimer_cpu_base *);
KBINDGEN_FIELD(struct hrtimer_clock_base, index, 8, 4, unsigned int);
KBINDGEN_FIELD(struct hrtimer_clock_base, clockid, 12, 4, clockid_t);
KBINDGEN_FIELD(struct hrtimer_clock_base, seq, 16, 4, seqcount_raw_spinlock_t);
KBINDGEN_FIELD(struct hrtimer_clock_base, running, 24, 8, struct hrtimer *);
KBINDGEN_FIELD(struct hrtimer_clock_base, active, 32, 16, struct timerqueue_head);
KBINDGEN_FIELD(struct hrtimer_clock_base, get_time, 48, 8, ktime_t (*)(void));
KBINDGEN_FIELD(struct hrtimer_clock_base, offset, 56, 8, ktime_t);
KBINDGEN_RECORD(struct hrtimer_cpu_base, 640, 64);
KBINDGEN_FIELD(struct hrtimer_cpu_base, lock, 0, 4, raw_spinlock_t);
KBINDGEN_FIELD(struct hrtimer_cpu_base, cpu, 4, 4, unsigned int);
KBINDGEN_FIELD(struct hrtimer_cpu_base, active_bases, 8, 4, unsigned int);
KBINDGEN_FIELD(struct hrtimer_cpu_base, clock_was_set_seq, 12, 4, unsigned int);
KBINDGEN_FIELD(struct hrtimer_cpu_base, nr_events, 20, 4, unsigned int);
KBINDGEN_FIELD(struct hrtimer_cpu_base, nr_retries, 24, 2, unsigned short);
KBINDGEN_FIELD(struct hrtimer_cpu_base, nr_hangs, 26, 2, unsigned short);
KBINDGEN_FIELD(struct hrtimer_cpu_base, max_hang_time, 28, 4, unsigned int);
KBINDGEN_FIELD(struct hrtimer_cpu_base, expires_next, 32, 8, ktime_t);
KBINDGEN_FIELD(struct hrtimer_cpu_base, next_timer, 40, 8, struct hrtimer *);
KBINDGEN_FIELD(struct hrtimer_cpu_base, softirq_expires_next, 48, 8, ktime_t);
KBINDGEN_FIELD(struct hrtimer_cpu_base, softirq_next_timer, 56, 8, struct hrtimer *);
KBINDGEN_FIELD(struct hrtimer_cpu_base, clock_base, 64, 512, struct hrtimer_clock_base [8]);
KBINDGEN_FIELD(struct hrtimer_cpu_base, csd, 576, 32, call_single_data_t);
KBINDGEN_TYPE(hrtimer_restart, void (struct hrtimer *));
KBINDGEN_RECORD(struct iphdr, 20, 4);
KBINDGEN_FIELD(struct iphdr, tos, 1, 1, __u8);
KBINDGEN_FIELD(struct iphdr, tot_len, 2, 2, __be16);
KBINDGEN_FIELD(struct iphdr, id, 4, 2, __be16);
KBINDGEN_FIELD(struct iphdr, frag_off, 6, 2, __be16);
KBINDGEN_FIELD(struct iphdr, ttl, 8, 1, __u8);
KBINDGEN_FIELD(struct iphdr, protocol, 9, 1, __u8);
KBINDGEN_FIELD(struct iphdr, check, 10, 2, __sum16);
KBINDGEN_FIELD(struct iphdr, saddr, 12, 4, __be32);
KBINDGEN_FIELD(struct iphdr, daddr, 16, 4, __be32);
KBINDGEN_FIELD(struct iphdr, addrs, 12, 8, __typeof__(((struct iphdr *)0)->addrs));
KBINDGEN_RECORD(__typeof__(((struct iphdr *)0)->addrs), 8, 4);
KBINDGEN_FIELD(__typeof__(((struct iphdr *)0)->addrs), saddr, 0, 4, __be32);
KBINDGEN_FIELD(__typeof__(((struct iphdr *)0)->addrs), daddr, 4, 4, __be32);
KBINDGEN_RECORD(struct vt_mode, 8, 2);
KBINDGEN_FIELD(struct vt_mode, mode, 0, 1, char);
KBINDGEN_FIELD(struct vt_mode, waitv, 1, 1, char);
KBINDGEN_FIELD(struct vt_mode, relsig, 2, 2, short);
KBINDGEN_FIELD(struct vt_mode, acqsig, 4, 2, short);
KBINDGEN_FIELD(struct vt_mode, frsig, 6, 2, short);

void kbindgen_bitfields_1(void);
void kbindgen_bitfields_1(void)
{
  KBINDGEN_BITFIELD(struct hrtimer_cpu_base, hres_active, 128, 1, 0, KBINDGEN_BYTE(15, 0x00) || KBINDGEN_BYTE(16, 0x01) || KBINDGEN_BYTE(17, 0x00));
  KBINDGEN_BITFIELD(struct hrtimer_cpu_base, in_hrtirq, 129, 1, 0, KBINDGEN_BYTE(15, 0x00) || KBINDGEN_BYTE(16, 0x02) || KBINDGEN_BYTE(17, 0x00));
  KBINDGEN_BITFIELD(struct hrtimer_cpu_base, hang_detected, 130, 1, 0, KBINDGEN_BYTE(15, 0x00) || KBINDGEN_BYTE(16, 0x04) || KBINDGEN_BYTE(17, 0x00));
  KBINDGEN_BITFIELD(struct hrtimer_cpu_base, softirq_activated, 131, 1, 0, KBINDGEN_BYTE(15, 0x00) || KBINDGEN_BYTE(16, 0x08) || KBINDGEN_BYTE(17, 0x00));
  KBINDGEN_BITFIELD(struct hrtimer_cpu_base, online, 132, 1, 0, KBINDGEN_BYTE(15, 0x00) || KBINDGEN_BYTE(16, 0x10) || KBINDGEN_BYTE(17, 0x00));
}

void kbindgen_bitfields_2(void);
void kbindgen_bitfields_2(void)
{
  KBINDGEN_BITFIELD(struct iphdr, ihl, 0, 4, 0, KBINDGEN_BYTE(0, 0x0f) || KBINDGEN_BYTE(1, 0x00));
  KBINDGEN_BITFIELD(struct iphdr, version, 4, 4, 0, KBINDGEN_BYTE(0, 0xf0) || KBINDGEN_BYTE(1, 0x00));
}
