/* Stands in for kern/debug.h of XNU's Kernel.framework: see README.md. */
#ifndef KBINDGEN_XNU_KERN_DEBUG_H
#define KBINDGEN_XNU_KERN_DEBUG_H

#include <sys/cdefs.h>

__BEGIN_DECLS
void panic(const char *string, ...) __dead2 __printflike(1, 2);
__END_DECLS

#endif
