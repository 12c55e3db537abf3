/*
 * The number debug.NAME. The macros of sys/sysctl.h make a variable whose name has NAME in it.
 */
#include "bindings.h"

#define OID_NAME(name) sysctl__debug_##name
#define MAKE_OID(name) \
	SYSCTL_OID(_debug, OID_AUTO, name, CTLTYPE_INT | CTLFLAG_RW | CTLFLAG_LOCKED, 0, 0, greetings_handler, "I", \
	    "how often hello has been said"); \
	struct sysctl_oid *const greetings_oid = &OID_NAME(name)

MAKE_OID(KMOD);
