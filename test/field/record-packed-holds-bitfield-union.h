/*
 * Under #pragma pack, a union of a bit-field record and an integer inside a record
 * (bindgen#2179, #2569).
 *
 * targets: x86_64 i686
 * expect:
 *   struct descriptor size 5 align 1
 *   struct descriptor.u offset 1 size 4
 *   struct after size 8 align 4
 */

#pragma pack(push, 1)
struct descriptor {
	char kind;
	union {
		struct {
			unsigned int present : 1;
			unsigned int address : 20;
			unsigned int rest : 11;
		};
		unsigned int raw;
	} u;
};
#pragma pack(pop)
struct after { char a; int b; };
