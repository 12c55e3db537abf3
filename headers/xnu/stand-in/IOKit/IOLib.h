/* Stands in for IOKit/IOLib.h of XNU's Kernel.framework: see README.md. */
#ifndef KBINDGEN_XNU_IOKIT_IOLIB_H
#define KBINDGEN_XNU_IOKIT_IOLIB_H

#include <sys/cdefs.h>

__BEGIN_DECLS
void IOLog(const char *format, ...) __printflike(1, 2);
__END_DECLS

#endif
