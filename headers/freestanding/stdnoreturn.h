/* Freestanding header (ISO C11 7.23). */
#ifndef KBINDGEN_STDNORETURN_H
#define KBINDGEN_STDNORETURN_H
#define noreturn _Noreturn
#endif
