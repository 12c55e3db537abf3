//! The task that loads the module, and all others.

use core::ffi::{c_int, c_uint};
use core::mem::offset_of;

use kernel_sys::{list_head, task_struct};

use crate::{truth, Checks, RcuReader};

/// Returns how many tasks (thread groups) there are.
pub fn run(checks: &mut Checks) -> usize {
    let _reader = RcuReader::new();
    // SAFETY: the current task exists as long as it runs; it is alone in changing these fields of itself.
    unsafe {
        let task = kernel_sys::current();
        checks.same("current.pid", (*task).pid, kernel_sys::task_pid_nr(task));
        checks.same("current.tgid", (*task).tgid, kernel_sys::task_tgid_nr(task));
        checks.same(
            "current.real_parent.tgid",
            (*(*task).real_parent).tgid,
            kernel_sys::task_ppid_nr(task),
        );
        checks.same(
            "current.stack",
            (*task).stack,
            kernel_sys::task_stack_page(task),
        );
        checks.same(
            "current.static_prio",
            (*task).static_prio - 120,
            kernel_sys::task_nice(task),
        );
        checks.same(
            "current.signal.nr_threads",
            (*(*task).signal).nr_threads,
            kernel_sys::get_nr_threads(task),
        );
        checks.same(
            "current.nsproxy.net_ns",
            (*(*task).nsproxy).net_ns,
            &raw mut kernel_sys::init_net,
        );
        checks.holds(
            "current.mm",
            !(*task).mm.is_null() && (*task).mm == (*task).active_mm,
        );
        #[cfg(CONFIG_THREAD_INFO_IN_TASK)]
        checks.same(
            "current.thread_info.cpu",
            (*task).thread_info.cpu as c_uint,
            kernel_sys::task_cpu(task),
        );
        let uid =
            kernel_sys::from_kuid(&raw mut kernel_sys::init_user_ns, kernel_sys::current_uid());
        checks.same("current.cred.uid", (*(*task).cred).uid.val, uid);
        walk(checks, task)
    }
}

/// All tasks are in a ring that begins with the idle task.
unsafe fn walk(checks: &mut Checks, current: *mut task_struct) -> usize {
    let first = (&raw mut kernel_sys::init_task.tasks).cast::<list_head>();
    let (mut count, mut met_current, mut met_init) = (0, false, false);
    let mut node = unsafe { (*first).next };
    while node != first {
        unsafe {
            let task = node
                .byte_sub(offset_of!(task_struct, tasks))
                .cast::<task_struct>();
            checks.same("task.tasks.next.prev", (*(*node).next).prev, node);
            checks.same(
                "task.pid",
                (*task).pid as c_int,
                kernel_sys::task_pid_nr(task) as c_int,
            );
            checks.holds(
                "task.group_leader",
                truth(kernel_sys::thread_group_leader(task)),
            );
            met_current |= task == (*current).group_leader;
            met_init |= (*task).pid == 1 && truth(kernel_sys::is_global_init(task));
            node = (*node).next;
        }
        count += 1;
    }
    checks.holds("the current task is among all tasks", met_current);
    checks.holds("init is among all tasks", met_init);
    count
}
