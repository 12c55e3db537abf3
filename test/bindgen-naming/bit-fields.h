/* Storage units, their alignment, and accessors. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
struct bf1 { u32 a : 3, b : 5; u32 : 0; u32 c : 9; u64 d : 40; int n; u8 e : 1; u8 : 2; u8 f : 3; _Bool g : 1; };
struct bf2 { u8 t; u8 a : 1; u8 b : 1; u32 x; };
struct bf3 { int a : 4; };
struct bf4 { long a : 4; char c; short d : 9; };
struct bf7 { u64 a : 63, b : 63; u32 flags; u64 type : 3; };
struct bf8 { u8 a; u32 f : 20; };
union bfu { u32 a : 3; u32 b : 9; u64 all; };
struct bf9 { enum mode { M1 } m : 2; int s : 5; };
