	.file	"abi_check.c"
                                        # Start of file scope inline assembly
	.globl	__start_set_pcpu
	.globl	__stop_set_pcpu

                                        # End of file scope inline assembly
	.text
	.globl	kbindgen_function_1124          # -- Begin function kbindgen_function_1124
	.p2align	4
	.type	kbindgen_function_1124,@function
kbindgen_function_1124:                 # @kbindgen_function_1124
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end0:
	.size	kbindgen_function_1124, .Lfunc_end0-kbindgen_function_1124
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1125          # -- Begin function kbindgen_function_1125
	.p2align	4
	.type	kbindgen_function_1125,@function
kbindgen_function_1125:                 # @kbindgen_function_1125
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end1:
	.size	kbindgen_function_1125, .Lfunc_end1-kbindgen_function_1125
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1126          # -- Begin function kbindgen_function_1126
	.p2align	4
	.type	kbindgen_function_1126,@function
kbindgen_function_1126:                 # @kbindgen_function_1126
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end2:
	.size	kbindgen_function_1126, .Lfunc_end2-kbindgen_function_1126
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1127          # -- Begin function kbindgen_function_1127
	.p2align	4
	.type	kbindgen_function_1127,@function
kbindgen_function_1127:                 # @kbindgen_function_1127
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end3:
	.size	kbindgen_function_1127, .Lfunc_end3-kbindgen_function_1127
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1128          # -- Begin function kbindgen_function_1128
	.p2align	4
	.type	kbindgen_function_1128,@function
kbindgen_function_1128:                 # @kbindgen_function_1128
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end4:
	.size	kbindgen_function_1128, .Lfunc_end4-kbindgen_function_1128
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1129          # -- Begin function kbindgen_function_1129
	.p2align	4
	.type	kbindgen_function_1129,@function
kbindgen_function_1129:                 # @kbindgen_function_1129
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end5:
	.size	kbindgen_function_1129, .Lfunc_end5-kbindgen_function_1129
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1130          # -- Begin function kbindgen_function_1130
	.p2align	4
	.type	kbindgen_function_1130,@function
kbindgen_function_1130:                 # @kbindgen_function_1130
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end6:
	.size	kbindgen_function_1130, .Lfunc_end6-kbindgen_function_1130
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1131          # -- Begin function kbindgen_function_1131
	.p2align	4
	.type	kbindgen_function_1131,@function
kbindgen_function_1131:                 # @kbindgen_function_1131
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end7:
	.size	kbindgen_function_1131, .Lfunc_end7-kbindgen_function_1131
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1132          # -- Begin function kbindgen_function_1132
	.p2align	4
	.type	kbindgen_function_1132,@function
kbindgen_function_1132:                 # @kbindgen_function_1132
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end8:
	.size	kbindgen_function_1132, .Lfunc_end8-kbindgen_function_1132
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1133          # -- Begin function kbindgen_function_1133
	.p2align	4
	.type	kbindgen_function_1133,@function
kbindgen_function_1133:                 # @kbindgen_function_1133
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end9:
	.size	kbindgen_function_1133, .Lfunc_end9-kbindgen_function_1133
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1134          # -- Begin function kbindgen_function_1134
	.p2align	4
	.type	kbindgen_function_1134,@function
kbindgen_function_1134:                 # @kbindgen_function_1134
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end10:
	.size	kbindgen_function_1134, .Lfunc_end10-kbindgen_function_1134
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1135          # -- Begin function kbindgen_function_1135
	.p2align	4
	.type	kbindgen_function_1135,@function
kbindgen_function_1135:                 # @kbindgen_function_1135
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end11:
	.size	kbindgen_function_1135, .Lfunc_end11-kbindgen_function_1135
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1136          # -- Begin function kbindgen_function_1136
	.p2align	4
	.type	kbindgen_function_1136,@function
kbindgen_function_1136:                 # @kbindgen_function_1136
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end12:
	.size	kbindgen_function_1136, .Lfunc_end12-kbindgen_function_1136
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1137          # -- Begin function kbindgen_function_1137
	.p2align	4
	.type	kbindgen_function_1137,@function
kbindgen_function_1137:                 # @kbindgen_function_1137
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end13:
	.size	kbindgen_function_1137, .Lfunc_end13-kbindgen_function_1137
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1138          # -- Begin function kbindgen_function_1138
	.p2align	4
	.type	kbindgen_function_1138,@function
kbindgen_function_1138:                 # @kbindgen_function_1138
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end14:
	.size	kbindgen_function_1138, .Lfunc_end14-kbindgen_function_1138
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1139          # -- Begin function kbindgen_function_1139
	.p2align	4
	.type	kbindgen_function_1139,@function
kbindgen_function_1139:                 # @kbindgen_function_1139
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end15:
	.size	kbindgen_function_1139, .Lfunc_end15-kbindgen_function_1139
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1140          # -- Begin function kbindgen_function_1140
	.p2align	4
	.type	kbindgen_function_1140,@function
kbindgen_function_1140:                 # @kbindgen_function_1140
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end16:
	.size	kbindgen_function_1140, .Lfunc_end16-kbindgen_function_1140
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1141          # -- Begin function kbindgen_function_1141
	.p2align	4
	.type	kbindgen_function_1141,@function
kbindgen_function_1141:                 # @kbindgen_function_1141
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end17:
	.size	kbindgen_function_1141, .Lfunc_end17-kbindgen_function_1141
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1142          # -- Begin function kbindgen_function_1142
	.p2align	4
	.type	kbindgen_function_1142,@function
kbindgen_function_1142:                 # @kbindgen_function_1142
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end18:
	.size	kbindgen_function_1142, .Lfunc_end18-kbindgen_function_1142
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1143          # -- Begin function kbindgen_function_1143
	.p2align	4
	.type	kbindgen_function_1143,@function
kbindgen_function_1143:                 # @kbindgen_function_1143
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end19:
	.size	kbindgen_function_1143, .Lfunc_end19-kbindgen_function_1143
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1144          # -- Begin function kbindgen_function_1144
	.p2align	4
	.type	kbindgen_function_1144,@function
kbindgen_function_1144:                 # @kbindgen_function_1144
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end20:
	.size	kbindgen_function_1144, .Lfunc_end20-kbindgen_function_1144
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1145          # -- Begin function kbindgen_function_1145
	.p2align	4
	.type	kbindgen_function_1145,@function
kbindgen_function_1145:                 # @kbindgen_function_1145
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end21:
	.size	kbindgen_function_1145, .Lfunc_end21-kbindgen_function_1145
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1146          # -- Begin function kbindgen_function_1146
	.p2align	4
	.type	kbindgen_function_1146,@function
kbindgen_function_1146:                 # @kbindgen_function_1146
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end22:
	.size	kbindgen_function_1146, .Lfunc_end22-kbindgen_function_1146
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1147          # -- Begin function kbindgen_function_1147
	.p2align	4
	.type	kbindgen_function_1147,@function
kbindgen_function_1147:                 # @kbindgen_function_1147
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end23:
	.size	kbindgen_function_1147, .Lfunc_end23-kbindgen_function_1147
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1148          # -- Begin function kbindgen_function_1148
	.p2align	4
	.type	kbindgen_function_1148,@function
kbindgen_function_1148:                 # @kbindgen_function_1148
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end24:
	.size	kbindgen_function_1148, .Lfunc_end24-kbindgen_function_1148
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1149          # -- Begin function kbindgen_function_1149
	.p2align	4
	.type	kbindgen_function_1149,@function
kbindgen_function_1149:                 # @kbindgen_function_1149
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end25:
	.size	kbindgen_function_1149, .Lfunc_end25-kbindgen_function_1149
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1150          # -- Begin function kbindgen_function_1150
	.p2align	4
	.type	kbindgen_function_1150,@function
kbindgen_function_1150:                 # @kbindgen_function_1150
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end26:
	.size	kbindgen_function_1150, .Lfunc_end26-kbindgen_function_1150
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1151          # -- Begin function kbindgen_function_1151
	.p2align	4
	.type	kbindgen_function_1151,@function
kbindgen_function_1151:                 # @kbindgen_function_1151
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end27:
	.size	kbindgen_function_1151, .Lfunc_end27-kbindgen_function_1151
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1152          # -- Begin function kbindgen_function_1152
	.p2align	4
	.type	kbindgen_function_1152,@function
kbindgen_function_1152:                 # @kbindgen_function_1152
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end28:
	.size	kbindgen_function_1152, .Lfunc_end28-kbindgen_function_1152
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1153          # -- Begin function kbindgen_function_1153
	.p2align	4
	.type	kbindgen_function_1153,@function
kbindgen_function_1153:                 # @kbindgen_function_1153
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end29:
	.size	kbindgen_function_1153, .Lfunc_end29-kbindgen_function_1153
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1154          # -- Begin function kbindgen_function_1154
	.p2align	4
	.type	kbindgen_function_1154,@function
kbindgen_function_1154:                 # @kbindgen_function_1154
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end30:
	.size	kbindgen_function_1154, .Lfunc_end30-kbindgen_function_1154
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1155          # -- Begin function kbindgen_function_1155
	.p2align	4
	.type	kbindgen_function_1155,@function
kbindgen_function_1155:                 # @kbindgen_function_1155
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end31:
	.size	kbindgen_function_1155, .Lfunc_end31-kbindgen_function_1155
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1156          # -- Begin function kbindgen_function_1156
	.p2align	4
	.type	kbindgen_function_1156,@function
kbindgen_function_1156:                 # @kbindgen_function_1156
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end32:
	.size	kbindgen_function_1156, .Lfunc_end32-kbindgen_function_1156
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1157          # -- Begin function kbindgen_function_1157
	.p2align	4
	.type	kbindgen_function_1157,@function
kbindgen_function_1157:                 # @kbindgen_function_1157
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end33:
	.size	kbindgen_function_1157, .Lfunc_end33-kbindgen_function_1157
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1158          # -- Begin function kbindgen_function_1158
	.p2align	4
	.type	kbindgen_function_1158,@function
kbindgen_function_1158:                 # @kbindgen_function_1158
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end34:
	.size	kbindgen_function_1158, .Lfunc_end34-kbindgen_function_1158
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1159          # -- Begin function kbindgen_function_1159
	.p2align	4
	.type	kbindgen_function_1159,@function
kbindgen_function_1159:                 # @kbindgen_function_1159
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end35:
	.size	kbindgen_function_1159, .Lfunc_end35-kbindgen_function_1159
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1160          # -- Begin function kbindgen_function_1160
	.p2align	4
	.type	kbindgen_function_1160,@function
kbindgen_function_1160:                 # @kbindgen_function_1160
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end36:
	.size	kbindgen_function_1160, .Lfunc_end36-kbindgen_function_1160
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1161          # -- Begin function kbindgen_function_1161
	.p2align	4
	.type	kbindgen_function_1161,@function
kbindgen_function_1161:                 # @kbindgen_function_1161
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end37:
	.size	kbindgen_function_1161, .Lfunc_end37-kbindgen_function_1161
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1162          # -- Begin function kbindgen_function_1162
	.p2align	4
	.type	kbindgen_function_1162,@function
kbindgen_function_1162:                 # @kbindgen_function_1162
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end38:
	.size	kbindgen_function_1162, .Lfunc_end38-kbindgen_function_1162
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1163          # -- Begin function kbindgen_function_1163
	.p2align	4
	.type	kbindgen_function_1163,@function
kbindgen_function_1163:                 # @kbindgen_function_1163
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end39:
	.size	kbindgen_function_1163, .Lfunc_end39-kbindgen_function_1163
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1164          # -- Begin function kbindgen_function_1164
	.p2align	4
	.type	kbindgen_function_1164,@function
kbindgen_function_1164:                 # @kbindgen_function_1164
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end40:
	.size	kbindgen_function_1164, .Lfunc_end40-kbindgen_function_1164
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1165          # -- Begin function kbindgen_function_1165
	.p2align	4
	.type	kbindgen_function_1165,@function
kbindgen_function_1165:                 # @kbindgen_function_1165
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end41:
	.size	kbindgen_function_1165, .Lfunc_end41-kbindgen_function_1165
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1166          # -- Begin function kbindgen_function_1166
	.p2align	4
	.type	kbindgen_function_1166,@function
kbindgen_function_1166:                 # @kbindgen_function_1166
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end42:
	.size	kbindgen_function_1166, .Lfunc_end42-kbindgen_function_1166
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1167          # -- Begin function kbindgen_function_1167
	.p2align	4
	.type	kbindgen_function_1167,@function
kbindgen_function_1167:                 # @kbindgen_function_1167
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end43:
	.size	kbindgen_function_1167, .Lfunc_end43-kbindgen_function_1167
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1168          # -- Begin function kbindgen_function_1168
	.p2align	4
	.type	kbindgen_function_1168,@function
kbindgen_function_1168:                 # @kbindgen_function_1168
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end44:
	.size	kbindgen_function_1168, .Lfunc_end44-kbindgen_function_1168
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1169          # -- Begin function kbindgen_function_1169
	.p2align	4
	.type	kbindgen_function_1169,@function
kbindgen_function_1169:                 # @kbindgen_function_1169
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end45:
	.size	kbindgen_function_1169, .Lfunc_end45-kbindgen_function_1169
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1170          # -- Begin function kbindgen_function_1170
	.p2align	4
	.type	kbindgen_function_1170,@function
kbindgen_function_1170:                 # @kbindgen_function_1170
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end46:
	.size	kbindgen_function_1170, .Lfunc_end46-kbindgen_function_1170
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1171          # -- Begin function kbindgen_function_1171
	.p2align	4
	.type	kbindgen_function_1171,@function
kbindgen_function_1171:                 # @kbindgen_function_1171
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end47:
	.size	kbindgen_function_1171, .Lfunc_end47-kbindgen_function_1171
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1172          # -- Begin function kbindgen_function_1172
	.p2align	4
	.type	kbindgen_function_1172,@function
kbindgen_function_1172:                 # @kbindgen_function_1172
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end48:
	.size	kbindgen_function_1172, .Lfunc_end48-kbindgen_function_1172
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1173          # -- Begin function kbindgen_function_1173
	.p2align	4
	.type	kbindgen_function_1173,@function
kbindgen_function_1173:                 # @kbindgen_function_1173
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end49:
	.size	kbindgen_function_1173, .Lfunc_end49-kbindgen_function_1173
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1174          # -- Begin function kbindgen_function_1174
	.p2align	4
	.type	kbindgen_function_1174,@function
kbindgen_function_1174:                 # @kbindgen_function_1174
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end50:
	.size	kbindgen_function_1174, .Lfunc_end50-kbindgen_function_1174
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1175          # -- Begin function kbindgen_function_1175
	.p2align	4
	.type	kbindgen_function_1175,@function
kbindgen_function_1175:                 # @kbindgen_function_1175
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end51:
	.size	kbindgen_function_1175, .Lfunc_end51-kbindgen_function_1175
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1176          # -- Begin function kbindgen_function_1176
	.p2align	4
	.type	kbindgen_function_1176,@function
kbindgen_function_1176:                 # @kbindgen_function_1176
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end52:
	.size	kbindgen_function_1176, .Lfunc_end52-kbindgen_function_1176
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1177          # -- Begin function kbindgen_function_1177
	.p2align	4
	.type	kbindgen_function_1177,@function
kbindgen_function_1177:                 # @kbindgen_function_1177
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end53:
	.size	kbindgen_function_1177, .Lfunc_end53-kbindgen_function_1177
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1178          # -- Begin function kbindgen_function_1178
	.p2align	4
	.type	kbindgen_function_1178,@function
kbindgen_function_1178:                 # @kbindgen_function_1178
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end54:
	.size	kbindgen_function_1178, .Lfunc_end54-kbindgen_function_1178
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1179          # -- Begin function kbindgen_function_1179
	.p2align	4
	.type	kbindgen_function_1179,@function
kbindgen_function_1179:                 # @kbindgen_function_1179
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end55:
	.size	kbindgen_function_1179, .Lfunc_end55-kbindgen_function_1179
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1180          # -- Begin function kbindgen_function_1180
	.p2align	4
	.type	kbindgen_function_1180,@function
kbindgen_function_1180:                 # @kbindgen_function_1180
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end56:
	.size	kbindgen_function_1180, .Lfunc_end56-kbindgen_function_1180
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1181          # -- Begin function kbindgen_function_1181
	.p2align	4
	.type	kbindgen_function_1181,@function
kbindgen_function_1181:                 # @kbindgen_function_1181
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end57:
	.size	kbindgen_function_1181, .Lfunc_end57-kbindgen_function_1181
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1182          # -- Begin function kbindgen_function_1182
	.p2align	4
	.type	kbindgen_function_1182,@function
kbindgen_function_1182:                 # @kbindgen_function_1182
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end58:
	.size	kbindgen_function_1182, .Lfunc_end58-kbindgen_function_1182
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1183          # -- Begin function kbindgen_function_1183
	.p2align	4
	.type	kbindgen_function_1183,@function
kbindgen_function_1183:                 # @kbindgen_function_1183
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end59:
	.size	kbindgen_function_1183, .Lfunc_end59-kbindgen_function_1183
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1184          # -- Begin function kbindgen_function_1184
	.p2align	4
	.type	kbindgen_function_1184,@function
kbindgen_function_1184:                 # @kbindgen_function_1184
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end60:
	.size	kbindgen_function_1184, .Lfunc_end60-kbindgen_function_1184
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1185          # -- Begin function kbindgen_function_1185
	.p2align	4
	.type	kbindgen_function_1185,@function
kbindgen_function_1185:                 # @kbindgen_function_1185
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end61:
	.size	kbindgen_function_1185, .Lfunc_end61-kbindgen_function_1185
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1186          # -- Begin function kbindgen_function_1186
	.p2align	4
	.type	kbindgen_function_1186,@function
kbindgen_function_1186:                 # @kbindgen_function_1186
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end62:
	.size	kbindgen_function_1186, .Lfunc_end62-kbindgen_function_1186
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1187          # -- Begin function kbindgen_function_1187
	.p2align	4
	.type	kbindgen_function_1187,@function
kbindgen_function_1187:                 # @kbindgen_function_1187
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end63:
	.size	kbindgen_function_1187, .Lfunc_end63-kbindgen_function_1187
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1188          # -- Begin function kbindgen_function_1188
	.p2align	4
	.type	kbindgen_function_1188,@function
kbindgen_function_1188:                 # @kbindgen_function_1188
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end64:
	.size	kbindgen_function_1188, .Lfunc_end64-kbindgen_function_1188
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1189          # -- Begin function kbindgen_function_1189
	.p2align	4
	.type	kbindgen_function_1189,@function
kbindgen_function_1189:                 # @kbindgen_function_1189
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end65:
	.size	kbindgen_function_1189, .Lfunc_end65-kbindgen_function_1189
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1190          # -- Begin function kbindgen_function_1190
	.p2align	4
	.type	kbindgen_function_1190,@function
kbindgen_function_1190:                 # @kbindgen_function_1190
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end66:
	.size	kbindgen_function_1190, .Lfunc_end66-kbindgen_function_1190
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1191          # -- Begin function kbindgen_function_1191
	.p2align	4
	.type	kbindgen_function_1191,@function
kbindgen_function_1191:                 # @kbindgen_function_1191
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end67:
	.size	kbindgen_function_1191, .Lfunc_end67-kbindgen_function_1191
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1192          # -- Begin function kbindgen_function_1192
	.p2align	4
	.type	kbindgen_function_1192,@function
kbindgen_function_1192:                 # @kbindgen_function_1192
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end68:
	.size	kbindgen_function_1192, .Lfunc_end68-kbindgen_function_1192
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1193          # -- Begin function kbindgen_function_1193
	.p2align	4
	.type	kbindgen_function_1193,@function
kbindgen_function_1193:                 # @kbindgen_function_1193
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end69:
	.size	kbindgen_function_1193, .Lfunc_end69-kbindgen_function_1193
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1194          # -- Begin function kbindgen_function_1194
	.p2align	4
	.type	kbindgen_function_1194,@function
kbindgen_function_1194:                 # @kbindgen_function_1194
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end70:
	.size	kbindgen_function_1194, .Lfunc_end70-kbindgen_function_1194
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1195          # -- Begin function kbindgen_function_1195
	.p2align	4
	.type	kbindgen_function_1195,@function
kbindgen_function_1195:                 # @kbindgen_function_1195
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end71:
	.size	kbindgen_function_1195, .Lfunc_end71-kbindgen_function_1195
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1196          # -- Begin function kbindgen_function_1196
	.p2align	4
	.type	kbindgen_function_1196,@function
kbindgen_function_1196:                 # @kbindgen_function_1196
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end72:
	.size	kbindgen_function_1196, .Lfunc_end72-kbindgen_function_1196
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1197          # -- Begin function kbindgen_function_1197
	.p2align	4
	.type	kbindgen_function_1197,@function
kbindgen_function_1197:                 # @kbindgen_function_1197
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end73:
	.size	kbindgen_function_1197, .Lfunc_end73-kbindgen_function_1197
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1198          # -- Begin function kbindgen_function_1198
	.p2align	4
	.type	kbindgen_function_1198,@function
kbindgen_function_1198:                 # @kbindgen_function_1198
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end74:
	.size	kbindgen_function_1198, .Lfunc_end74-kbindgen_function_1198
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1199          # -- Begin function kbindgen_function_1199
	.p2align	4
	.type	kbindgen_function_1199,@function
kbindgen_function_1199:                 # @kbindgen_function_1199
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end75:
	.size	kbindgen_function_1199, .Lfunc_end75-kbindgen_function_1199
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1200          # -- Begin function kbindgen_function_1200
	.p2align	4
	.type	kbindgen_function_1200,@function
kbindgen_function_1200:                 # @kbindgen_function_1200
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end76:
	.size	kbindgen_function_1200, .Lfunc_end76-kbindgen_function_1200
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1201          # -- Begin function kbindgen_function_1201
	.p2align	4
	.type	kbindgen_function_1201,@function
kbindgen_function_1201:                 # @kbindgen_function_1201
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end77:
	.size	kbindgen_function_1201, .Lfunc_end77-kbindgen_function_1201
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1202          # -- Begin function kbindgen_function_1202
	.p2align	4
	.type	kbindgen_function_1202,@function
kbindgen_function_1202:                 # @kbindgen_function_1202
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end78:
	.size	kbindgen_function_1202, .Lfunc_end78-kbindgen_function_1202
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1203          # -- Begin function kbindgen_function_1203
	.p2align	4
	.type	kbindgen_function_1203,@function
kbindgen_function_1203:                 # @kbindgen_function_1203
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end79:
	.size	kbindgen_function_1203, .Lfunc_end79-kbindgen_function_1203
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1204          # -- Begin function kbindgen_function_1204
	.p2align	4
	.type	kbindgen_function_1204,@function
kbindgen_function_1204:                 # @kbindgen_function_1204
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end80:
	.size	kbindgen_function_1204, .Lfunc_end80-kbindgen_function_1204
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1205          # -- Begin function kbindgen_function_1205
	.p2align	4
	.type	kbindgen_function_1205,@function
kbindgen_function_1205:                 # @kbindgen_function_1205
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end81:
	.size	kbindgen_function_1205, .Lfunc_end81-kbindgen_function_1205
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1206          # -- Begin function kbindgen_function_1206
	.p2align	4
	.type	kbindgen_function_1206,@function
kbindgen_function_1206:                 # @kbindgen_function_1206
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end82:
	.size	kbindgen_function_1206, .Lfunc_end82-kbindgen_function_1206
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1207          # -- Begin function kbindgen_function_1207
	.p2align	4
	.type	kbindgen_function_1207,@function
kbindgen_function_1207:                 # @kbindgen_function_1207
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end83:
	.size	kbindgen_function_1207, .Lfunc_end83-kbindgen_function_1207
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1208          # -- Begin function kbindgen_function_1208
	.p2align	4
	.type	kbindgen_function_1208,@function
kbindgen_function_1208:                 # @kbindgen_function_1208
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end84:
	.size	kbindgen_function_1208, .Lfunc_end84-kbindgen_function_1208
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1209          # -- Begin function kbindgen_function_1209
	.p2align	4
	.type	kbindgen_function_1209,@function
kbindgen_function_1209:                 # @kbindgen_function_1209
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end85:
	.size	kbindgen_function_1209, .Lfunc_end85-kbindgen_function_1209
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_function_1210          # -- Begin function kbindgen_function_1210
	.p2align	4
	.type	kbindgen_function_1210,@function
kbindgen_function_1210:                 # @kbindgen_function_1210
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end86:
	.size	kbindgen_function_1210, .Lfunc_end86-kbindgen_function_1210
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_constants              # -- Begin function kbindgen_constants
	.p2align	4
	.type	kbindgen_constants,@function
kbindgen_constants:                     # @kbindgen_constants
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end87:
	.size	kbindgen_constants, .Lfunc_end87-kbindgen_constants
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_bitfields_1            # -- Begin function kbindgen_bitfields_1
	.p2align	4
	.type	kbindgen_bitfields_1,@function
kbindgen_bitfields_1:                   # @kbindgen_bitfields_1
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end88:
	.size	kbindgen_bitfields_1, .Lfunc_end88-kbindgen_bitfields_1
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_bitfields_2            # -- Begin function kbindgen_bitfields_2
	.p2align	4
	.type	kbindgen_bitfields_2,@function
kbindgen_bitfields_2:                   # @kbindgen_bitfields_2
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end89:
	.size	kbindgen_bitfields_2, .Lfunc_end89-kbindgen_bitfields_2
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_bitfields_3            # -- Begin function kbindgen_bitfields_3
	.p2align	4
	.type	kbindgen_bitfields_3,@function
kbindgen_bitfields_3:                   # @kbindgen_bitfields_3
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end90:
	.size	kbindgen_bitfields_3, .Lfunc_end90-kbindgen_bitfields_3
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_bitfields_4            # -- Begin function kbindgen_bitfields_4
	.p2align	4
	.type	kbindgen_bitfields_4,@function
kbindgen_bitfields_4:                   # @kbindgen_bitfields_4
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end91:
	.size	kbindgen_bitfields_4, .Lfunc_end91-kbindgen_bitfields_4
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_bitfields_5            # -- Begin function kbindgen_bitfields_5
	.p2align	4
	.type	kbindgen_bitfields_5,@function
kbindgen_bitfields_5:                   # @kbindgen_bitfields_5
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end92:
	.size	kbindgen_bitfields_5, .Lfunc_end92-kbindgen_bitfields_5
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_bitfields_6            # -- Begin function kbindgen_bitfields_6
	.p2align	4
	.type	kbindgen_bitfields_6,@function
kbindgen_bitfields_6:                   # @kbindgen_bitfields_6
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end93:
	.size	kbindgen_bitfields_6, .Lfunc_end93-kbindgen_bitfields_6
	.cfi_endproc
                                        # -- End function
	.globl	kbindgen_bitfields_7            # -- Begin function kbindgen_bitfields_7
	.p2align	4
	.type	kbindgen_bitfields_7,@function
kbindgen_bitfields_7:                   # @kbindgen_bitfields_7
	.cfi_startproc
# %bb.0:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	retq
.Lfunc_end94:
	.size	kbindgen_bitfields_7, .Lfunc_end94-kbindgen_bitfields_7
	.cfi_endproc
                                        # -- End function
	.ident	"clang version 22.1.8"
	.section	".note.GNU-stack","",@progbits
	.addrsig
