use certdeck::engine::progress::streak::Streak;
use certdeck::engine::time::StudyDay;

#[test]
fn a_streak_forgives_one_missed_day_in_seven() {
    // Day by day up to today: `x` studied, `.` not.
    let check = |days: &str, expect: (u32, bool, u32, u32)| {
        let studied = days.bytes().enumerate().filter(|(_, day)| *day == b'x').map(|(at, _)| StudyDay(at as i32));
        let streak = Streak::of(studied, StudyDay(days.len() as i32 - 1));
        assert_eq!((streak.days, streak.today, streak.forgiven, streak.longest), expect, "{days}");
    };
    check("", (0, false, 0, 0));
    check(".", (0, false, 0, 0));
    check("x", (1, true, 0, 1));
    check("x.", (1, false, 0, 1));
    check("x..", (1, false, 1, 1)); // yesterday is forgiven if today is studied
    check("x...", (0, false, 0, 1));
    check("xxx", (3, true, 0, 3));
    check("xx.x", (3, true, 1, 3));
    check("xx..x", (1, true, 0, 2));
    check("xx.xx.", (4, false, 1, 4));
    // A second miss within seven days: what stands behind the first one holds.
    check("xxxx.xx.x", (3, true, 1, 6));
    check("xxxx.xx..", (2, false, 1, 6));
    // Seven days apart both are forgiven.
    check("xx.xxxxxx.x", (9, true, 2, 9));
    check("xx.xxxxx.x", (6, true, 1, 7));
    check("x.x.x.x.x", (2, true, 1, 2));
    check("xxxxx....x", (1, true, 0, 5));
}

#[test]
fn days_that_have_not_come_do_not_count() {
    let streak = Streak::of([StudyDay(9), StudyDay(10), StudyDay(5000)], StudyDay(10));
    assert_eq!((streak.days, streak.longest), (2, 2));
}
