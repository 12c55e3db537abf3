/*
 * A record that only an expression defines (`BUILD_BUG_ON_ZERO`) is no item, and takes no number from the names of
 * those that are.
 *
 * targets: x86_64
 * expect:
 *   struct device size 32 align 8
 *   enumerator enum limits.LIMIT = 7
 *   rust: pub struct device__bindgen_ty_1 { pub fast: c_ulong
 *   rust: pub rate: device__bindgen_ty_1,
 *   rust: pub static mut settings: _bindgen_ty_1
 *   no rust: device__bindgen_ty_2
 *   no rust: _bindgen_ty_2
 */

#define ZERO_IF(e) ((int)sizeof(struct { int:(-!!(e)); }))
#define LIMIT_MACRO (8 + ZERO_IF(0))
enum limits { LIMIT = 7 + ZERO_IF(0) };
struct device {
	unsigned long slots[2 + ZERO_IF(LIMIT == 8)];
	struct {
		unsigned long fast, slow;
	} rate;
};
extern struct {
	int one;
} settings;
