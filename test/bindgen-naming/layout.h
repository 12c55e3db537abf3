/* Padding and alignment. */
struct al { int a; } __attribute__((aligned(64)));
struct pk { char a; int b; } __attribute__((packed));
struct pk2 { char a; int b; short c; } __attribute__((packed, aligned(2)));
struct pad2 { char a; long b __attribute__((aligned(32))); char c; };
struct p9 { char a; char b __attribute__((aligned(4))); char c; };
struct p11 { int a; char c; } __attribute__((aligned(16)));
union u1 { int a; long b; char c[3]; } __attribute__((aligned(16)));
union u2 { int a; char c[5]; } __attribute__((packed));
#pragma pack(push, 2)
struct p5 { char a; int b; long c; };
#pragma pack(pop)
