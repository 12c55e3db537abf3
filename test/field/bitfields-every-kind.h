/*
 * _Bool, signed, char, long long and zero-width bit-fields; unnamed ones align what follows; no lint
 * fires on the output (bindgen#3053, #2807, #3241, #3455).
 *
 * targets: x86_64 i686 aarch64 armv7
 * expect:
 *   struct kinds.flag width 1
 *   struct kinds.small width 3
 *   struct kinds.big width 40
 *   struct broken.second offset 4
 */

struct kinds {
	_Bool flag : 1;
	signed char small : 3;
	unsigned char : 2;
	unsigned long long big : 40;
	int : 0;
	long minus : 5;
	unsigned int type : 3;
};
struct broken { int first : 3; int : 0; char second; };
