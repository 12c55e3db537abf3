/*
 * Stands in for the kernel's part of sys/sysctl.h of XNU's Kernel.framework, behind that of programs: see README.md.
 */
#ifndef KBINDGEN_XNU_SYS_SYSCTL_H
#define KBINDGEN_XNU_SYS_SYSCTL_H

#include_next <sys/sysctl.h>
#include <sys/cdefs.h>
#include <sys/queue.h>

struct sysctl_oid;
struct sysctl_req;

SLIST_HEAD(sysctl_oid_list, sysctl_oid);

#define SYSCTL_OID_VERSION 1
#ifndef OID_AUTO
#define OID_AUTO (-1)
#endif

#define SYSCTL_HANDLER_ARGS (struct sysctl_oid *oidp, void *arg1, int arg2, struct sysctl_req *req)

struct sysctl_oid {
	struct sysctl_oid_list *oid_parent;
	SLIST_ENTRY(sysctl_oid) oid_link;
	int oid_number;
	int oid_kind;
	void *oid_arg1;
	int oid_arg2;
	const char *oid_name;
	int (*oid_handler) SYSCTL_HANDLER_ARGS;
	const char *oid_fmt;
	const char *oid_descr;
	int oid_version;
	int oid_refcnt;
};

#define SYSCTL_DECL(name) extern struct sysctl_oid_list sysctl_##name##_children

#define SYSCTL_OID(parent, number, name, kind, argument, more, handler, format, description) \
	struct sysctl_oid sysctl_##parent##_##name = { \
		.oid_parent = &sysctl_##parent##_children, \
		.oid_number = (number), \
		.oid_kind = (int)((kind) | CTLFLAG_OID2), \
		.oid_arg1 = (argument), \
		.oid_arg2 = (int)(more), \
		.oid_name = #name, \
		.oid_handler = (handler), \
		.oid_fmt = (format), \
		.oid_descr = (description), \
		.oid_version = SYSCTL_OID_VERSION, \
	}

__BEGIN_DECLS
SYSCTL_DECL(_debug);

int sysctl_handle_int SYSCTL_HANDLER_ARGS;
void sysctl_register_oid(struct sysctl_oid *oidp);
void sysctl_unregister_oid(struct sysctl_oid *oidp);
__END_DECLS

#endif
