/* Freestanding header (ISO C11 7.19), by the compiler's predefined macros. */
#ifndef KBINDGEN_STDDEF_H
#define KBINDGEN_STDDEF_H

typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
#ifndef __cplusplus
typedef __WCHAR_TYPE__ wchar_t;
#endif

typedef struct {
  long long kbindgen_max_align_ll __attribute__((__aligned__(__alignof__(long long))));
  long double kbindgen_max_align_ld __attribute__((__aligned__(__alignof__(long double))));
#ifdef __i386__
  __float128 kbindgen_max_align_f128 __attribute__((__aligned__(__alignof__(__float128))));
#endif
} max_align_t;

#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
