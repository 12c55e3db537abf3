/*
 * An attribute between const and the pointer does not eat the const (bindgen#2244; the kernel hides
 * btf_type_tag from libclang for it).
 *
 * targets: x86_64
 * flags: -Wno-attributes
 * expect:
 *   rust: fn reads(p: *const c_char)
 *   rust: fn writes(p: *mut c_char)
 *   struct s size 8 align 8
 */

#define __user __attribute__((btf_type_tag("user")))
void reads(const char __user *p);
void writes(char __user *p);
struct s { const char __user *name; };
